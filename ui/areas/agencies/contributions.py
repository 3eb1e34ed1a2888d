"""What an agency pays to the board, year by year, with the way to each budget line."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QLabel

from db.queries.agencies import ContributionRow, contributions
from mscb_desktop.values import show_money, year_label
from ui.context import Context
from ui.panels.small_list import SmallList
from ui.theme import scaled
from ui.theme.buttons import link


class Contributions(SmallList):
    """A small list: year, expected, received; the year leads to its line."""

    tables = frozenset({"agency", "budget_line", "posting", "financial_year"})

    def __init__(self, context: Context) -> None:
        super().__init__(context, "No budget names this agency among its income.")

    def fill(self, grid: QGridLayout, ref: str) -> tuple[int, int]:
        """Put the lines that an agency pays into the grid."""
        with self.context.board.reading() as connection:
            rows = contributions(connection, ref)
        self.heads(grid, ("Year", "Expected (£)", "Received (£)"), figures_from=1)
        grid.setHorizontalSpacing(scaled(24))
        for number, row in enumerate(rows, 1):
            self._add(grid, number, row)
        return len(rows), len(rows)

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
        self.context.set_year(row.start_year)
        self.context.open_page("budget", row.ref, "set")
