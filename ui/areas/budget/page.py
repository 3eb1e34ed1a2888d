"""The budget page: the statement as it prints, typed into, with its checks beside it."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QDialog,
    QSpacerItem,
    QSplitter,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from db.queries.budget import YearRow, year_starting
from db.queries.records import rows_by_ref
from db.records.budget import POSTING
from db.records.budget import Side as BudgetSide
from mscb_desktop.budget.columns import Layout, actual_to
from mscb_desktop.budget.sheet import BudgetSheet
from mscb_desktop.budget.years import is_projection, plan_new_year
from mscb_desktop.sheet.model import RowKind
from mscb_desktop.values import year_label
from ui.areas.budget.empty import Empty
from ui.areas.budget.head import Head
from ui.areas.budget.more import More
from ui.areas.budget.postings import PostingsPanel
from ui.areas.history import show_history
from ui.context import Context
from ui.grid.view import Grid
from ui.theme import scaled
from ui.theme.buttons import only_where_written

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from ui.areas.budget.side import Side
    from ui.grid.report import PasteReport

_TABLES = frozenset({"budget_line", "posting", "financial_year", "agency", "acceptance"})
SIDE_WIDTH = 320
"""Width of the cards beside the sheet in pixels at 100 %."""
SIDE_HEIGHT = 130
"""Their height where they stand below it."""
NARROW = 900
"""Width of the page, in pixels at 100 %, below which they do."""
_ANY = 16_777_215
_KEYS = "Enter down · Tab right · F2 edit · Ctrl+D fill down · F1 all keys"


class BudgetPage(QWidget):
    """Three sheets of one year, one shown at a time, with postings below and cards beside."""

    status_changed = Signal()

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._year = context.year()
        self._layout = Layout.EXPENDITURE
        self._grids: dict[Layout, Grid] = {}
        self._extras: set[Layout] = set()
        self.head = Head()
        self._side: Side | None = None
        self._beside = QVBoxLayout()
        self._beside_room = QSpacerItem(scaled(SIDE_WIDTH), 0)
        self._beside.addSpacerItem(self._beside_room)
        self.empty = Empty(self._start_year, self._start_next)
        self.sheets = QStackedWidget()
        self.sheets.addWidget(self.empty)
        self.postings = PostingsPanel(context)
        self.postings.hide()
        self.more = More(context, self, self.show_extras)
        self._split = QSplitter(Qt.Orientation.Vertical)
        self._split.addWidget(self.sheets)
        self._split.addWidget(self.postings)
        self._split.setChildrenCollapsible(False)
        self._lay_out()
        self._connect()

    # What the window asks

    def show_year(self, year: int) -> None:
        """Show the financial year that begins on 1 April of `year`."""
        self._year = year
        self._close_postings()
        for grid in self._grids.values():
            self.sheets.removeWidget(grid)
            grid.deleteLater()
        self._grids.clear()
        if self._side is not None:
            self._side.pasted.hide()
        self._show(self._layout)

    def refresh(self, touched: frozenset[tuple[str, str]]) -> None:
        """Ask again for what is shown where a row of the budget changed."""
        tables = {table for table, _ in touched}
        if not tables & _TABLES:
            return
        if "financial_year" in tables:
            # A year that closes, opens or counts to another day changes what can be typed.
            self.show_year(self._year)
            return
        for grid in self._grids.values():
            grid.reload(touched)
        if self.postings.isVisible():
            self.postings.refresh(touched)
        self._show_side()
        self.status_changed.emit()

    def go_to(self, ref: str, column: str | None) -> bool:
        """Select a budget line's cell on the sheet that shows it, or a posting below its line."""
        line = self._line_of(ref)
        if line is not None:
            return self.go_to(line, None) and self._go_to_posting(line, ref, column)
        order = [self._layout, *(layout for layout in Layout if layout is not self._layout)]
        for layout in order:
            was = self._layout
            self._show(layout)
            grid = self._grids.get(layout)
            if grid is not None and grid.go_to(ref, column):
                return True
            self._show(was)
        return False

    def _line_of(self, ref: str) -> str | None:
        """Give the budget line of a posting, None where it is none."""
        if ref.partition("-")[0] != POSTING.prefix:
            return None
        with self._context.board.reading() as connection:
            found = rows_by_ref(connection, "posting", [ref]).get(ref)
        return str(found["line"]) if found is not None else None

    def _go_to_posting(self, line: str, ref: str, column: str | None) -> bool:
        self._open_postings(line)
        grid = self.postings.grid
        if grid is None or not grid.go_to(ref, column):
            return False
        grid.setFocus()
        return True

    def show_sheet(self, place: str) -> bool:
        """Bring the sheet into view whose drafts are kept under this name."""
        table, _, name = place.partition(" ")
        for layout in Layout:
            year = self._year + (layout is Layout.PROJECTION)
            if name == f"{layout.heading} {year_label(year)}":
                self._show(layout)
                return True
        if table == "posting" and self.go_to(name, None):
            self._open_postings(name)
            return True
        return False

    def status(self) -> tuple[str, str]:
        """Say what the current cell is, and the keys."""
        grid = self._grids.get(self._layout)
        row = grid.current_row() if grid is not None else None
        column = grid.current_column() if grid is not None else None
        if grid is None or row is None or column is None:
            return "", ""
        name = grid.sheet_model.sheet
        assert isinstance(name, BudgetSheet)
        label = name.row_label(row)
        if row.kind is RowKind.NEW:
            return "Type here to add a line", _KEYS
        words = f"{label}, {column.heading}" if label else column.heading
        if row.lines:
            words += " · 1 posting" if row.lines == 1 else f" · {row.lines:,} postings"
        return words, _KEYS

    def unstored(self) -> int:
        """Count the cells that were typed into and not taken."""
        grids = [*self._grids.values()]
        if self.postings.grid is not None:
            grids.append(self.postings.grid)
        beside = self._side.unstored() if self._side is not None else 0
        return beside + sum(len(grid.problems()) for grid in grids)

    def pictures(self) -> Iterable[tuple[str, Callable[[], object]]]:
        """Give the states of the page that are worth a picture."""
        return [
            ("income", lambda: self._show(Layout.INCOME)),
            ("projection", lambda: self._show(Layout.PROJECTION)),
            ("expenditure", lambda: self._show(Layout.EXPENDITURE)),
            ("postings", self._open_first),
            ("adjustment", self._show_adjustment),
            ("start-next", self._picture_next),
        ]

    # Parts

    @property
    def grid(self) -> Grid | None:
        """The grid of the sheet that is open; None where the year is not there."""
        return self._grids.get(self._layout)

    @property
    def side(self) -> Side:
        """The cards beside the sheet, made when they are first asked for."""
        if self._side is None:
            from ui.areas.budget.side import Side

            self._side = Side(self._context)
            self._side.show_cell.connect(self.go_to)
            self._fit_side()
            self._beside.addWidget(self._side)
            self._show_side()
        return self._side

    def choose(self, layout: Layout) -> None:
        """Show another of the page's sheets."""
        self._show(layout)
        grid = self.grid
        if grid is not None:
            grid.setFocus()

    def show_extras(self) -> None:
        """Show the columns for codes and forecasts on the open sheet."""
        grid = self.grid
        if grid is None:
            return
        self._extras.add(self._layout)
        year = self._year + (self._layout is Layout.PROJECTION)
        grid.set_sheet(BudgetSheet(self._context.board, year, self._layout, extras=True))
        self._show(self._layout)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the cards below the sheet where both have no room beside each other."""
        super().resizeEvent(event)
        down, across = QBoxLayout.Direction.TopToBottom, QBoxLayout.Direction.LeftToRight
        self._body.setDirection(down if self._is_narrow() else across)
        self.head.set_narrow(self._is_narrow())
        self._fit_side()

    def _is_narrow(self) -> bool:
        return self.width() < scaled(NARROW)

    def _fit_side(self) -> None:
        narrow = self._is_narrow()
        self._beside_room.changeSize(0 if narrow else scaled(SIDE_WIDTH), 0)
        if self._side is not None:
            self._side.setMinimumWidth(0 if narrow else scaled(SIDE_WIDTH))
            self._side.setMaximumWidth(_ANY if narrow else scaled(SIDE_WIDTH))
            self._side.setMaximumHeight(scaled(SIDE_HEIGHT) if narrow else _ANY)

    def _lay_out(self) -> None:
        self._body = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._body.setSpacing(scaled(16))
        self._body.addWidget(self._split, 1)
        self._body.addLayout(self._beside)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(scaled(20), scaled(16), scaled(20), scaled(12))
        whole.setSpacing(scaled(14))
        whole.addWidget(self.head)
        whole.addLayout(self._body, 1)

    def _connect(self) -> None:
        self.head.chosen.connect(self.choose)
        self.head.paste.connect(self._paste)
        self.head.start_next.connect(self._start_next)
        self.head.preview.connect(self._preview)
        self.postings.closed.connect(self._close_postings)
        self.postings.problems_changed.connect(self.status_changed)

    def _show(self, layout: Layout) -> None:
        if layout is not self._layout:
            self._close_postings()
        self._layout = layout
        year = self._shown_year()
        if year is None:
            self.empty.show_for(self._year, following=layout is Layout.PROJECTION)
            only_where_written(self.empty.button, self._context.board.read_only)
            self.sheets.setCurrentWidget(self.empty)
        else:
            self.sheets.setCurrentWidget(self._grid_of(layout))
        self.setFocusProxy(self.empty.button if year is None else self._grid_of(layout))
        self.head.show_state(layout, self._year, self._remark(year))
        self.head.preview_button.setEnabled(year is not None)
        is_written = self._context.board.read_only is None
        can_type = is_written and year is not None and not year.closed
        self.head.paste_button.setEnabled(can_type)
        following = self._year_row(self._year + 1)
        self.head.next_button.setVisible(is_written and year is not None and following is None)
        self.head.set_menu(self.more.entries(self._year_row(self._year), self.grid))
        self._show_side()
        self.status_changed.emit()

    def _grid_of(self, layout: Layout) -> Grid:
        if layout not in self._grids:
            following = layout is Layout.PROJECTION
            sheet = BudgetSheet(
                self._context.board, self._year + following, layout, extras=layout in self._extras
            )
            grid = Grid(sheet, self._context.apply, self._context.say)
            grid.setAccessibleName(sheet.title)
            grid.selection_changed.connect(self._on_selected)
            grid.problems_changed.connect(self.status_changed)
            grid.opened.connect(self._open_postings)
            grid.pasted.connect(self._on_pasted)
            grid.show_history = partial(show_history, self._context)
            self._grids[layout] = grid
            self.sheets.addWidget(grid)
        return self._grids[layout]

    def _show_side(self) -> None:
        if self._side is None:
            # The statement is there to be typed into before anything beside it is made.
            QTimer.singleShot(0, self, lambda: self.side)
            return
        self._side.show_year(self._year + (self._layout is Layout.PROJECTION), self._layout)
        self._show_row()

    def _show_row(self) -> None:
        if self._side is not None:
            self._side.show_row(self.grid.current_row() if self.grid is not None else None)

    def _remark(self, year: YearRow | None) -> str:
        if year is None:
            return ""
        today = self._context.board.clock().date()
        if year.closed:
            return "closed: it can be read, not changed"
        if self._layout is Layout.PROJECTION:
            return "the year's budget before it begins"
        if is_projection(year, today):
            return "the year has not begun"
        return f"actuals to {actual_to(year)}"

    def _year_row(self, start: int) -> YearRow | None:
        with self._context.board.reading() as connection:
            return year_starting(connection, start)

    def _shown_year(self) -> YearRow | None:
        return self._year_row(self._year + (self._layout is Layout.PROJECTION))

    # What was asked for

    def _on_selected(self) -> None:
        self._show_row()
        self.status_changed.emit()

    def _on_pasted(self, report: PasteReport) -> None:
        grid = self.grid
        if grid is not None:
            self.side.pasted.show_report(grid.sheet_model.sheet, report)

    def _paste(self) -> None:
        if self.grid is not None:
            self.grid.setFocus()
            self.grid.acts.paste()

    def _start_year(self) -> None:
        self._context.apply(plan_new_year(self._context.board, self._year))

    def _start_next(self) -> None:
        dialog = self._next_dialog()
        if dialog is not None and dialog.exec():
            self._context.say(f"{year_label(self._year + 1)} started.")
            self.choose(Layout.PROJECTION)

    def _next_dialog(self) -> QDialog | None:
        from ui.areas.budget.start_next import StartNextYear

        year = self._year_row(self._year)
        return None if year is None else StartNextYear(self._context, year, self)

    def _picture_next(self) -> None:
        dialog = self._next_dialog()
        if dialog is not None:
            dialog.open()

    def _preview(self) -> None:
        from mscb_desktop.reports import made

        following = self._layout is Layout.PROJECTION
        report = "budget-projection" if following else "budget-statement"
        board, year = self._context.board, self._year + following
        self._context.preview(lambda: made(board, report, year=year))

    def _open_postings(self, ref: str) -> None:
        income = self._layout is Layout.INCOME
        side = BudgetSide.INCOME if income else BudgetSide.EXPENDITURE
        grid = self.grid
        if grid is None or self._layout is Layout.PROJECTION:
            return
        self.postings.show_line(ref, side, grid.sheet_model.sheet.read_only)
        if not self.postings.isVisible():
            self.postings.show()
            height = self._split.height()
            self._split.setSizes([height * 2 // 3, height // 3])
        QTimer.singleShot(0, self._focus_postings)

    def _focus_postings(self) -> None:
        if self.postings.isVisible() and self.postings.grid is not None:
            self.postings.grid.setFocus()

    def _open_first(self) -> None:
        grid = self.grid
        row = grid.sheet_model.row(3) if grid is not None else None
        if row is not None and row.lines is not None:
            self._open_postings(row.ref)

    def _show_adjustment(self) -> None:
        self._close_postings()
        grid = self.grid
        known = grid.sheet_model.known() if grid is not None else ()
        ref = next((row.ref for _, row in known if row.kind is RowKind.ADJUSTMENT), None)
        if ref is not None:
            self.go_to(ref, "difference")

    def _close_postings(self) -> None:
        self.postings.hide()
        if self.grid is not None and self.isVisible():
            self.grid.setFocus()
