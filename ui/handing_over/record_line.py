"""A line in a dialog into which the name of a record is typed, one that need not be there yet."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from db.board import Board
from db.changes import Change
from db.fields import Field, Kind
from mscb_desktop.values import Unreadable
from ui.editors.offers import Offer, make_offers
from ui.editors.pick import PickEditor
from ui.forms.lookups import BoardLookups
from ui.theme import scaled


class RecordLine(QWidget):
    """Type-ahead for one record of a table, with the reason below it where there is none.

    `ref` is the record chosen, None where the line is blank or not understood; `added` the
    change that makes it where it is new.
    """

    changed = Signal()

    def __init__(self, board: Board, table: str, label: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._table = table
        self._lookups = BoardLookups(board)
        self.ref: str | None = None
        self.added: Change | None = None
        self.name = ""
        field = Field("record", label, Kind.LOOKUP, target=table)
        self.editor = PickEditor(field, self._offers, self, in_grid=False)
        self.editor.line.setAccessibleName(label)
        self.reason = QLabel()
        self.reason.setProperty("kind", "bad")
        self.reason.setWordWrap(True)
        self.reason.hide()
        self.editor.finished.connect(lambda _: self.take())
        self.editor.left.connect(self.take)
        self.setFocusProxy(self.editor)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(scaled(2))
        whole.addWidget(self.editor)
        whole.addWidget(self.reason)

    @property
    def is_clear(self) -> bool:
        """Whether what is typed is blank or one record."""
        return self.reason.isHidden()

    def take(self) -> None:
        """Read what is typed, where it was not read before."""
        if not self.editor.touched:
            return
        self.editor.touched = False
        adding = self.editor.adding
        text = self.editor.line.text().strip()
        self.ref, self.added, self.name, reason = None, None, "", ""
        if adding:
            self.ref, self.added = self._lookups.add_new(self._table, adding)
            self.name = adding
        elif text:
            try:
                self.ref = self.editor.picked or self._lookups.find(self._table, text)
            except Unreadable as refusal:
                reason = refusal.message
            else:
                self.name = self._lookups.label(self._table, self.ref)
                self.editor.set_value(self.ref, self.name)
        self.reason.setText(reason)
        self.reason.setVisible(bool(reason))
        self.changed.emit()

    def _offers(self, text: str) -> Sequence[Offer]:
        found = self._lookups.suggest(self._table, text)
        return make_offers(found, text, self._lookups.can_add(self._table))
