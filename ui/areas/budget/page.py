"""The budget page: the statement as it prints, typed into, with its checks beside it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QDialog, QSpacerItem, QVBoxLayout, QWidget

from db.queries.budget import YearRow
from mscb_desktop.budget.columns import Layout, actual_to
from mscb_desktop.budget.sheet import BudgetSheet
from mscb_desktop.budget.years import is_projection, plan_new_year
from mscb_desktop.sheet.model import RowKind
from mscb_desktop.values import year_label
from ui.areas.budget.head import Head
from ui.areas.budget.more import More
from ui.areas.budget.sheets import Sheets
from ui.context import Context
from ui.grid.view import Grid
from ui.theme import scaled

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
    """The sheets of one year below their head, with the cards beside them."""

    status_changed = Signal()

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self.head = Head()
        self._side: Side | None = None
        self._beside = QVBoxLayout()
        self._beside_room = QSpacerItem(scaled(SIDE_WIDTH), 0)
        self._beside.addSpacerItem(self._beside_room)
        self.sheets = Sheets(context, self._show_state, self._start_year, self._start_next)
        self.more = More(context, self, self.sheets.show_extras)
        self._lay_out()
        self._connect()

    # What the window asks

    def show_year(self, year: int) -> None:
        """Show the financial year that begins on 1 April of `year`."""
        self.sheets.show_year(year)
        if self._side is not None:
            self._side.pasted.hide()

    def refresh(self, touched: frozenset[tuple[str, str]]) -> None:
        """Ask again for what is shown where a row of the budget changed."""
        tables = {table for table, _ in touched}
        if not tables & _TABLES:
            return
        if "financial_year" in tables:
            # A year that closes, opens or counts to another day changes what can be typed.
            self.show_year(self.sheets.year)
            return
        self.sheets.reload(touched)
        self._show_side()
        self.status_changed.emit()

    def go_to(self, ref: str, column: str | None) -> bool:
        """Select a budget line's cell on the sheet that shows it, or a posting below its line."""
        return self.sheets.go_to(ref, column)

    def show_sheet(self, place: str) -> bool:
        """Bring the sheet into view whose drafts are kept under this name."""
        return self.sheets.bring_place(place)

    def status(self) -> tuple[str, str]:
        """Say what the current cell is, and the keys."""
        grid = self.grid
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
        beside = self._side.unstored() if self._side is not None else 0
        return beside + self.sheets.unstored()

    def pictures(self) -> Iterable[tuple[str, Callable[[], object]]]:
        """Give the states of the page that are worth a picture."""
        from ui.areas.budget.pictures import pictures

        return pictures(self)

    # Parts

    @property
    def grid(self) -> Grid | None:
        """The grid of the sheet that is open; None where the year is not there."""
        return self.sheets.grid

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
        self.sheets.choose(layout)

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
        self._body.addWidget(self.sheets, 1)
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
        self.sheets.selected.connect(self._on_selected)
        self.sheets.pasted.connect(self._on_pasted)
        self.sheets.problems_changed.connect(self.status_changed)

    def _show_state(self, year: YearRow | None) -> None:
        """Show what belongs to the sheet just brought into view, and to its year if it is there."""
        sheets = self.sheets
        self.setFocusProxy(sheets.takes_keys())
        self.head.show_state(sheets.chosen, sheets.year, self._remark(year))
        self.head.preview_button.setEnabled(year is not None)
        is_written = self._context.board.read_only is None
        can_type = is_written and year is not None and not year.closed
        self.head.paste_button.setEnabled(can_type)
        following = sheets.year_row(sheets.year + 1)
        self.head.next_button.setVisible(is_written and year is not None and following is None)
        self.head.set_menu(self.more.entries(sheets.year_row(sheets.year), self.grid))
        self._show_side()
        self.status_changed.emit()

    def _show_side(self) -> None:
        if self._side is None:
            # The statement is there to be typed into before anything beside it is made.
            QTimer.singleShot(0, self, lambda: self.side)
            return
        self._side.show_year(self.sheets.year_of(self.sheets.chosen), self.sheets.chosen)
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
        if self.sheets.chosen is Layout.PROJECTION:
            return "the year's budget before it begins"
        if is_projection(year, today):
            return "the year has not begun"
        return f"actuals to {actual_to(year)}"

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
        self._context.apply(plan_new_year(self._context.board, self.sheets.year))

    def _start_next(self) -> None:
        dialog = self.next_dialog()
        if dialog is not None and dialog.exec():
            self._context.say(f"{year_label(self.sheets.year + 1)} started.")
            self.choose(Layout.PROJECTION)

    def next_dialog(self) -> QDialog | None:
        """Give the dialog that starts the year after this one; None where this is not there."""
        from ui.areas.budget.start_next import StartNextYear

        year = self.sheets.year_row(self.sheets.year)
        return None if year is None else StartNextYear(self._context, year, self)

    def _preview(self) -> None:
        from mscb_desktop.reports import made

        layout = self.sheets.chosen
        report = "budget-projection" if layout is Layout.PROJECTION else "budget-statement"
        board, year = self._context.board, self.sheets.year_of(layout)
        self._context.preview(lambda: made(board, report, year=year))
