"""Two records side by side, field by field, with a choice where they differ."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import (
    QButtonGroup,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QRadioButton,
    QSizePolicy,
    QWidget,
)

from db.board import Board
from db.fields import Field, Kind, Value
from db.records import RECORDS
from mscb_desktop.merging import Merging, names_field, plan_merge
from mscb_desktop.values import show_value
from ui.forms.lookups import Lookups
from ui.theme import scaled

_TOP = Qt.AlignmentFlag.AlignTop


class SideBySide(QWidget):
    """The record that stays at the left, the one that goes at the right.

    Fields that both have blank are left out.
    """

    changed = Signal()
    """Another value was chosen."""

    def __init__(self, merging: Merging, lookups: Lookups, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.merging = merging
        self._lookups = lookups
        self.choices: dict[str, tuple[Choice, Choice]] = {}
        self._grid = grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, scaled(8), 0)
        grid.setHorizontalSpacing(scaled(16))
        grid.setVerticalSpacing(scaled(6))
        grid.setColumnStretch(1, 1)
        grid.setColumnStretch(2, 1)
        for column, words in ((1, f"Stays: {merging.keep}"), (2, f"Goes: {merging.gone}")):
            head = QLabel(words)
            head.setProperty("kind", "subtitle")
            grid.addWidget(head, 0, column)
        for field in RECORDS[merging.table].fields.values():
            if self._value(field, merging.kept) or self._value(field, merging.given_up):
                self._add(field, grid.rowCount())
        grid.setRowStretch(grid.rowCount(), 1)

    def taken(self) -> frozenset[str]:
        """Name the fields in which the value of the record that goes was chosen."""
        return frozenset(
            name for name, (_, other) in self.choices.items() if other.radio.isChecked()
        )

    def first_choice(self) -> QRadioButton | None:
        """Give the first choice that is open."""
        return next((one.radio for one, _ in self.choices.values()), None)

    def other_names(self, board: Board) -> list[str]:
        """List the other names that the merged record will have."""
        merging = self.merging
        plan = plan_merge(board, merging.table, merging.keep, merging.gone, self.taken())
        field = names_field(merging.table) or ""
        for change in plan.changes:
            if change.ref == merging.keep and change.after and field in change.after:
                return str(change.after[field] or "").splitlines()
        return str(merging.kept.get(field) or "").splitlines()

    def _add(self, field: Field, row: int) -> None:
        label = QLabel(field.label)
        label.setProperty("kind", "muted")
        self._grid.addWidget(label, row, 0, _TOP)
        shown = (self._value(field, self.merging.kept), self._value(field, self.merging.given_up))
        if field not in self.merging.differing:
            note = "both are kept" if self._keeps_both(field, shown) else ""
            for column, text in enumerate(shown, 1):
                words = _Words(text or "–")
                words.setProperty("kind", "" if text else "muted")
                words.setToolTip(note)
                self._grid.addWidget(words, row, column, _TOP)
            if note:
                label.setText(f"{field.label}\n({note})")
            return
        group = QButtonGroup(self)
        one, other = (Choice(field, text, group) for text in shown)
        one.radio.setChecked(True)
        group.buttonClicked.connect(lambda _: self.changed.emit())
        self.choices[field.name] = (one, other)
        for column, choice in enumerate((one, other), 1):
            self._grid.addWidget(choice, row, column, _TOP)

    def _keeps_both(self, field: Field, shown: tuple[str, str]) -> bool:
        return field.kind is Kind.LONG_TEXT and all(shown) and shown[0] != shown[1]

    def _value(self, field: Field, row: object) -> str:
        value: Value = row[field.name]  # type: ignore[index]
        if field.target is not None and isinstance(value, str):
            return self._lookups.label(field.target, value)
        return show_value(field, value)


class Choice(QWidget):
    """A value that can be chosen; its words wrap, which a radio button's own cannot."""

    def __init__(self, field: Field, text: str, group: QButtonGroup) -> None:
        super().__init__()
        self.radio = QRadioButton()
        self.radio.setAccessibleName(f"{field.label}: {text}")
        group.addButton(self.radio)
        self._words = _Words(text)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(scaled(4))
        layout.addWidget(self.radio, 0, _TOP)
        layout.addWidget(self._words, 1)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Choose by a click on the words."""
        self.radio.click()
        self.radio.setFocus()


class _Words(QLabel):
    def __init__(self, text: str) -> None:
        super().__init__(text)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setWordWrap(True)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.setMinimumWidth(scaled(160))
