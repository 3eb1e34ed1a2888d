"""A panel with a small list that is read and leads on, and is not typed into."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from ui.context import Context
from ui.theme import scaled


class SmallList(QWidget):
    """Rows of words below their heads, or one sentence where there are none.

    `tables` are the kinds of record on which the list depends.
    """

    tables: frozenset[str] = frozenset()
    counted = Signal(int)

    def __init__(self, context: Context, none: str) -> None:
        super().__init__()
        self.context = context
        self._ref: str | None = None
        self._none = QLabel(none)
        self._none.setProperty("kind", "muted")
        self._none.setWordWrap(True)
        self._scroll = QScrollArea()
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setWidgetResizable(True)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, scaled(8), 0, 0)
        whole.addWidget(self._none)
        whole.addWidget(self._scroll, 1)
        whole.addStretch(0)

    def fill(self, grid: QGridLayout, ref: str) -> tuple[int, int]:
        """Put a record's rows into the grid; give how many there are, and the number to show."""
        raise NotImplementedError

    def heads(self, grid: QGridLayout, words: Sequence[str], *, figures_from: int = 99) -> None:
        """Head the columns; those from a number on hold figures and stand at the right."""
        for column, text in enumerate(words):
            head = QLabel(text)
            head.setProperty("kind", "muted")
            side = (
                Qt.AlignmentFlag.AlignRight
                if column >= figures_from
                else Qt.AlignmentFlag.AlignLeft
            )
            grid.addWidget(head, 0, column, side)
        grid.setColumnStretch(len(words), 1)

    def show_record(self, ref: str) -> None:
        """Show what belongs to this record."""
        self._ref = ref
        table = QWidget()
        grid = QGridLayout(table)
        grid.setContentsMargins(0, 0, scaled(6), 0)
        grid.setVerticalSpacing(scaled(4))
        rows, count = self.fill(grid, ref)
        grid.setRowStretch(grid.rowCount(), 1)
        self._none.setVisible(not rows)
        self._scroll.setVisible(bool(rows))
        self._scroll.setWidget(table)
        self.counted.emit(count)

    def refresh(self, touched: frozenset[tuple[str, str]]) -> None:
        """Ask again where something on which the list depends changed."""
        if self._ref is not None and any(table in self.tables for table, _ in touched):
            self.show_record(self._ref)
