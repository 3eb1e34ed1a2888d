"""What narrows the rows of an import: their states, which carry the counts, sheet, and words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from mscb_desktop.exchange.model import RowState
from ui.areas.exchange.pick_box import PickBox
from ui.areas.exchange.states import LOOKS
from ui.editors.find_line import FindLine
from ui.theme import scaled, set_icon
from ui.theme.buttons import button

_FIRST = frozenset({RowState.CREATE, RowState.CHANGE, RowState.REFUSED})
"""What is shown at first: rows that are the same are no news."""


class RowFilters(QWidget):
    """The filters above the rows."""

    changed = Signal()
    down = Signal()
    """The keyboard shall go to the rows."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.buttons = {state: self._state_button(state) for state in RowState}
        self.sheet = PickBox("Sheet")
        self.sheet.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.sheet.currentIndexChanged.connect(lambda _: self.changed.emit())
        self.words = FindLine("Find in the rows")
        self.words.down.connect(self.down)
        self.words.textChanged.connect(lambda _: self.changed.emit())
        self._lay_out()

    @property
    def states(self) -> frozenset[RowState]:
        """The states whose rows are shown."""
        return frozenset(state for state, made in self.buttons.items() if made.isChecked())

    @property
    def wanted_sheet(self) -> str | None:
        """The sheet whose rows are shown, None for all."""
        found = self.sheet.currentData()
        return found if isinstance(found, str) else None

    def show_counts(self, counts: Mapping[RowState, int], sheets: Sequence[str]) -> None:
        """Show how many rows there are of each state, and which sheets; tells nobody."""
        before = self.wanted_sheet
        for state, made in self.buttons.items():
            made.setText(f"{counts[state]:,} {state.words}")
            made.setEnabled(counts[state] > 0)
        self.sheet.blockSignals(True)
        self.sheet.clear()
        self.sheet.addItem("All sheets", None)
        for name in sheets:
            self.sheet.addItem(name, name)
        self.sheet.setCurrentIndex(sheets.index(before) + 1 if before in sheets else 0)
        self.sheet.setVisible(len(sheets) > 1)
        self.sheet.blockSignals(False)

    def begin(self, counts: Mapping[RowState, int]) -> None:
        """Show what is news, or else everything; tells nobody."""
        news = any(counts[state] for state in _FIRST)
        for state, made in self.buttons.items():
            self._check(made, state in _FIRST or not news)
        self.sheet.blockSignals(True)
        self.sheet.setCurrentIndex(0)
        self.sheet.blockSignals(False)
        self.words.blockSignals(True)
        self.words.clear()
        self.words.blockSignals(False)

    def show_only(self, states: frozenset[RowState]) -> None:
        """Show the rows of these states."""
        for state, made in self.buttons.items():
            self._check(made, state in states)
        self.changed.emit()

    def _state_button(self, state: RowState) -> QPushButton:
        made = button(state.words, "square", lambda: self._on_state(made))
        made.setCheckable(True)
        made.setToolTip(f"Show or hide the rows that are {LOOKS[state].word.lower()}")
        return made

    def _on_state(self, made: QPushButton) -> None:
        self._check(made, made.isChecked())
        self.changed.emit()

    def _check(self, made: QPushButton, on: bool) -> None:
        made.setChecked(on)
        set_icon(made, "square-check" if on else "square", "accent" if on else "muted")

    def _lay_out(self) -> None:
        states = QHBoxLayout()
        states.setSpacing(scaled(8))
        for made in self.buttons.values():
            states.addWidget(made)
        states.addStretch(1)
        finding = QHBoxLayout()
        finding.setSpacing(scaled(8))
        finding.addWidget(self.sheet)
        finding.addWidget(self.words, 1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(scaled(8))
        whole.addLayout(states)
        whole.addLayout(finding)
