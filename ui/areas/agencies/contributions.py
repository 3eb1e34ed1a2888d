"""What an agency pays to the board, year by year, with the way to each budget line."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from db.queries.agencies import ContributionRow, contributions
from mscb_desktop.values import show_money, year_label
from ui.context import Context
from ui.theme import scaled
from ui.theme.buttons import link

_TABLES = frozenset({"agency", "budget_line", "posting", "financial_year"})


class Contributions(QWidget):
    """A small list: year, expected, received; the year leads to its line."""

    counted = Signal(int)

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._ref: str | None = None
        self._none = QLabel("No budget names this agency among its income.")
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

    def show_record(self, ref: str) -> None:
        """Show the lines that this agency pays."""
        self._ref = ref
        with self._context.board.reading() as connection:
            rows = contributions(connection, ref)
        self._none.setVisible(not rows)
        self._scroll.setVisible(bool(rows))
        table = QWidget()
        grid = QGridLayout(table)
        grid.setContentsMargins(0, 0, scaled(6), 0)
        grid.setHorizontalSpacing(scaled(24))
        grid.setVerticalSpacing(scaled(3))
        grid.setColumnStretch(3, 1)
        grid.setRowStretch(len(rows) + 1, 1)
        for column, words in enumerate(("Year", "Expected (£)", "Received (£)")):
            head = QLabel(words)
            head.setProperty("kind", "muted")
            side = Qt.AlignmentFlag.AlignRight if column else Qt.AlignmentFlag.AlignLeft
            grid.addWidget(head, 0, column, side)
        for number, row in enumerate(rows, 1):
            self._add(grid, number, row)
        self._scroll.setWidget(table)
        self.counted.emit(len(rows))

    def refresh(self, touched: frozenset[tuple[str, str]]) -> None:
        """Ask again where a budget, or the agency, changed."""
        if self._ref is not None and any(table in _TABLES for table, _ in touched):
            self.show_record(self._ref)

    def _add(self, grid: QGridLayout, number: int, row: ContributionRow) -> None:
        label = year_label(row.start_year)
        way = link(label, partial(self._open, row))
        way.setAccessibleName(f"Contribution of {label}: go to its line in the budget")
        way.setToolTip(f"Go to its line in the budget of {label}")
        grid.addWidget(way, number, 0, Qt.AlignmentFlag.AlignLeft)
        for column, amount in ((1, row.expected), (2, row.received)):
            text = QLabel("" if amount is None else show_money(amount))
            grid.addWidget(text, number, column, Qt.AlignmentFlag.AlignRight)

    def _open(self, row: ContributionRow) -> None:
        self._context.set_year(row.start_year)
        self._context.open_page("budget", row.ref, "set")
