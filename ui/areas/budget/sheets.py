"""The sheets of a year: one shown at a time, and below it the postings of a line."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QSplitter, QStackedWidget, QWidget

from db.queries.budget import YearRow, year_starting
from db.queries.records import rows_by_ref
from db.records.budget import POSTING
from db.records.budget import Side as BudgetSide
from mscb_desktop.budget.columns import Layout
from mscb_desktop.budget.sheet import BudgetSheet
from mscb_desktop.budget.years import has_budget
from mscb_desktop.values import year_label
from ui.areas.budget.empty import Empty
from ui.areas.budget.postings import PostingsPanel
from ui.areas.history import show_history
from ui.context import Context
from ui.grid.view import Grid
from ui.theme.buttons import only_where_written


class Sheets(QSplitter):
    """Expenditure, income and projection, each made when it is first shown.

    `shown` is called with a sheet's year whenever it was brought into view. Where the year is not
    there, `empty` stands in the sheet's place and its button calls `start` or `start_next`.
    """

    selected = Signal(str, str)
    """The current cell's row reference and column key."""
    pasted = Signal(object)
    """A PasteReport of what was pasted into the sheet that is open, and what was not."""
    problems_changed = Signal()

    def __init__(
        self,
        context: Context,
        shown: Callable[[YearRow | None], object],
        start: Callable[[], object],
        start_next: Callable[[], object],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(Qt.Orientation.Vertical, parent)
        self._context = context
        self._shown = shown
        self.year = context.year()
        """The year of the page; the projection is of the one after it."""
        self.chosen = Layout.EXPENDITURE
        self._grids: dict[Layout, Grid] = {}
        self._extras: set[Layout] = set()
        self.empty = Empty(start, start_next)
        self._stack = QStackedWidget()
        self._stack.addWidget(self.empty)
        self.postings = PostingsPanel(context)
        self.postings.hide()
        self.addWidget(self._stack)
        self.addWidget(self.postings)
        self.setChildrenCollapsible(False)
        self.postings.closed.connect(self.close_postings)
        self.postings.problems_changed.connect(self.problems_changed)

    # Which is open

    @property
    def grid(self) -> Grid | None:
        """The grid of the sheet that is open; None where the year is not there."""
        return self._grids.get(self.chosen)

    def year_of(self, layout: Layout) -> int:
        """Give the year that a sheet is of."""
        return self.year + (layout is Layout.PROJECTION)

    def year_row(self, start: int) -> YearRow | None:
        """Give the financial year that begins on 1 April of `start`; None without a budget."""
        with self._context.board.reading() as connection:
            year = year_starting(connection, start)
            return year if year is not None and has_budget(connection, year) else None

    def show_year(self, year: int) -> None:
        """Show another year's sheets."""
        self.year = year
        self.close_postings()
        for grid in self._grids.values():
            self._stack.removeWidget(grid)
            grid.deleteLater()
        self._grids.clear()
        self.bring(self.chosen)

    def bring(self, layout: Layout) -> None:
        """Bring a sheet into view."""
        if layout is not self.chosen:
            self.close_postings()
        self.chosen = layout
        year = self.year_row(self.year_of(layout))
        if year is None:
            self.empty.show_for(self.year, following=layout is Layout.PROJECTION)
            only_where_written(self.empty.button, self._context.board.read_only)
            self._stack.setCurrentWidget(self.empty)
        else:
            self._stack.setCurrentWidget(self._grid_of(layout))
        self._shown(year)

    def takes_keys(self) -> QWidget:
        """Give what the keyboard goes to."""
        is_there = self._stack.currentWidget() is not self.empty
        return self._grid_of(self.chosen) if is_there else self.empty.button

    def choose(self, layout: Layout) -> None:
        """Bring a sheet into view, with the keyboard."""
        self.bring(layout)
        if self.grid is not None:
            self.grid.setFocus()

    def show_extras(self) -> None:
        """Show the columns for codes and forecasts on the open sheet."""
        grid = self.grid
        if grid is None:
            return
        self._extras.add(self.chosen)
        grid.set_sheet(self._sheet(self.chosen))
        self.bring(self.chosen)

    def reload(self, touched: frozenset[tuple[str, str]]) -> None:
        """Ask again for what is shown."""
        for grid in self._grids.values():
            grid.reload(touched)
        if self.postings.isVisible():
            self.postings.refresh(touched)

    def unstored(self) -> int:
        """Count the cells that were typed into and not taken."""
        grids = [*self._grids.values()]
        if self.postings.grid is not None:
            grids.append(self.postings.grid)
        return sum(len(grid.problems()) for grid in grids)

    def _sheet(self, layout: Layout) -> BudgetSheet:
        extras = layout in self._extras
        return BudgetSheet(self._context.board, self.year_of(layout), layout, extras=extras)

    def _grid_of(self, layout: Layout) -> Grid:
        if layout not in self._grids:
            sheet = self._sheet(layout)
            grid = Grid(sheet, self._context.apply, self._context.say)
            grid.setAccessibleName(sheet.title)
            grid.selection_changed.connect(self.selected)
            grid.problems_changed.connect(self.problems_changed)
            grid.opened.connect(self.open_postings)
            grid.pasted.connect(self.pasted)
            grid.show_history = partial(show_history, self._context)
            self._grids[layout] = grid
            self._stack.addWidget(grid)
        return self._grids[layout]

    # Where a record is

    def go_to(self, ref: str, column: str | None) -> bool:
        """Select a budget line's cell on the sheet that shows it, or a posting below its line."""
        line = self._line_of(ref)
        if line is not None:
            return self.go_to(line, None) and self._go_to_posting(line, ref, column)
        order = [self.chosen, *(layout for layout in Layout if layout is not self.chosen)]
        for layout in order:
            was = self.chosen
            self.bring(layout)
            grid = self.grid
            if grid is not None and grid.go_to(ref, column):
                return True
            self.bring(was)
        return False

    def bring_place(self, place: str) -> bool:
        """Bring the sheet into view whose drafts are kept under this name."""
        table, _, name = place.partition(" ")
        for layout in Layout:
            if name == f"{layout.heading} {year_label(self.year_of(layout))}":
                self.bring(layout)
                return True
        if table == "posting" and self.go_to(name, None):
            self.open_postings(name)
            return True
        return False

    def _line_of(self, ref: str) -> str | None:
        """Give the budget line of a posting, None where it is none."""
        if ref.partition("-")[0] != POSTING.prefix:
            return None
        with self._context.board.reading() as connection:
            found = rows_by_ref(connection, "posting", [ref]).get(ref)
        return str(found["line"]) if found is not None else None

    def _go_to_posting(self, line: str, ref: str, column: str | None) -> bool:
        self.open_postings(line)
        grid = self.postings.grid
        if grid is None or not grid.go_to(ref, column):
            return False
        grid.setFocus()
        return True

    # Postings

    def open_postings(self, ref: str) -> None:
        """Show a line's postings below its sheet, with the keyboard; a projection has none."""
        grid = self.grid
        if grid is None or self.chosen is Layout.PROJECTION:
            return
        income = self.chosen is Layout.INCOME
        side = BudgetSide.INCOME if income else BudgetSide.EXPENDITURE
        self.postings.show_line(ref, side, grid.sheet_model.sheet.read_only)
        if not self.postings.isVisible():
            self.postings.show()
            height = self.height()
            self.setSizes([height * 2 // 3, height // 3])
        QTimer.singleShot(0, self._focus_postings)

    def close_postings(self) -> None:
        """Show the sheet alone, with the keyboard."""
        self.postings.hide()
        if self.grid is not None and self.isVisible():
            self.grid.setFocus()

    def _focus_postings(self) -> None:
        if self.postings.isVisible() and self.postings.grid is not None:
            self.postings.grid.setFocus()
