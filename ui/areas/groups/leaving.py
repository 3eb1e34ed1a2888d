"""Asks what becomes of members whose rows shall go: they left, or stand there by mistake."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QLabel, QRadioButton, QWidget

from db.fields import Field, Kind
from mscb_desktop.values import Unreadable, read_value, show_date
from ui.dialogs.base import Dialog
from ui.editors.date import DateEditor
from ui.theme import scaled
from ui.theme.buttons import button

_LAST = Field("ended", "Last day", Kind.DATE, "The last day on the group.", required=True)


class LeavingDialog(Dialog):
    """Leaving keeps that they were on the group; deleting is for what never was so."""

    ends = Signal(object)
    """They are on the group up to this day."""
    deletes = Signal()
    """They were never on it."""

    def __init__(self, names: Sequence[str], day: dt.date, parent: QWidget | None = None) -> None:
        many = len(names) > 1
        super().__init__(f"{len(names)} members" if many else "End of a membership", parent)
        who = QLabel(", ".join(names[:6]) + (" …" if len(names) > 6 else ""))
        who.setProperty("kind", "strong")
        who.setTextFormat(Qt.TextFormat.PlainText)
        who.setWordWrap(True)
        they, was = ("They leave", "They were") if many else ("Leaves", "Was")
        self.leaves = QRadioButton(f"{they} the group. &Last day:")
        self.mistake = QRadioButton(
            f"{was} never on the group: &delete the {'rows' if many else 'row'}"
        )
        self.editor = DateEditor(_LAST, in_grid=False)
        self.editor.line.setAccessibleName("Last day")
        self.editor.setFixedWidth(scaled(132))
        self.editor.set_value(day, show_date(day))
        self.problem = QLabel()
        self.problem.setProperty("kind", "bad")
        self.problem.setWordWrap(True)
        self.problem.hide()
        kept = QLabel("The list of earlier days keeps who was there, and until when.")
        kept.setProperty("kind", "muted")
        kept.setWordWrap(True)
        group = QButtonGroup(self)
        for made in (self.leaves, self.mistake):
            group.addButton(made)
        self.leaves.setChecked(True)
        row = QHBoxLayout()
        row.setSpacing(scaled(8))
        row.addWidget(self.leaves)
        row.addWidget(self.editor)
        row.addStretch(1)
        self.body.addWidget(who)
        self.body.addLayout(row)
        self.body.addWidget(self.problem)
        self.body.addWidget(kept)
        self.body.addWidget(self.mistake)
        self.add_button(button("Cancel", "x", self.reject))
        self.done_button = self.add_button(
            button("End", "check", self._on_done, primary=True), default=True
        )
        self.mistake.toggled.connect(self._on_toggled)
        self.editor.edited.connect(lambda: self.leaves.setChecked(True))
        self.editor.finished.connect(lambda _: self._on_done())
        self.editor.cancelled.connect(self.reject)
        self.editor.setFocus()
        self.editor.line.selectAll()

    def _on_toggled(self, mistake: bool) -> None:
        self.done_button.setText("Delete" if mistake else "End")
        self.problem.hide()

    def _on_done(self) -> None:
        if self.mistake.isChecked():
            self.deletes.emit()
            self.accept()
            return
        try:
            last = read_value(_LAST, self.editor.typed())
        except Unreadable as refusal:
            self.problem.setText(refusal.message)
            self.problem.show()
            self.fit()
            self.editor.setFocus()
            return
        self.ends.emit(last)
        self.accept()
