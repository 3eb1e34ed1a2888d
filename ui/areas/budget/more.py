"""What else can be done on the budget page: headings, subtotals, closing a year."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QInputDialog, QWidget

from db.queries.budget import YearRow
from db.records.budget import LineKind
from mscb_desktop.budget.sheet import BudgetSheet
from mscb_desktop.budget.years import plan_close, plan_reopen
from mscb_desktop.values import year_label
from ui.context import Context
from ui.grid.view import Grid

Entry = tuple[str, str, Callable[[], object]]


class More:
    """Makes the entries of the menu 'More' for the sheet that is open."""

    def __init__(self, context: Context, page: QWidget, show_extras: Callable[[], object]) -> None:
        self._context = context
        self._page = page
        self._show_extras = show_extras

    def entries(self, year: YearRow | None, grid: Grid | None) -> list[Entry]:
        """List (words, icon, act)."""
        if year is None or grid is None or self._context.board.read_only:
            return []
        label = year_label(year.start_year)
        if year.closed:
            return [(f"Open {label} again …", "lock-open", lambda: self._reopen(year))]
        sheet = grid.sheet_model.sheet
        left_out = isinstance(sheet, BudgetSheet) and bool(sheet.left_out)
        columns: list[Entry] = [("Show codes and forecasts", "plus", self._show_extras)]
        return [
            *(columns if left_out else ()),
            (
                "Insert a heading above",
                "row-insert-bottom",
                lambda: self._insert(grid, LineKind.HEADING),
            ),
            (
                "Insert a subtotal above",
                "row-insert-bottom",
                lambda: self._insert(grid, LineKind.SUBTOTAL),
            ),
            (f"Close {label}", "lock", lambda: self._close(year)),
        ]

    def _insert(self, grid: Grid, kind: LineKind) -> None:
        row, sheet = grid.current_row(), grid.sheet_model.sheet
        if row is None or not isinstance(sheet, BudgetSheet):
            return
        plan = sheet.insert_kind(row.ref, kind)
        if self._context.apply(plan) and plan.created:
            grid.go_to(plan.created[0], "description")

    def _close(self, year: YearRow) -> None:
        if self._context.apply(plan_close(self._context.board, year.ref)):
            label = year_label(year.start_year)
            self._context.say(f"{label} is closed. Ctrl+Z, or More, opens it again.")

    def _reopen(self, year: YearRow) -> None:
        label = year_label(year.start_year)
        reason, wanted = QInputDialog.getText(
            self._page, f"Open {label} again", f"Why is {label} opened again? The history keeps it."
        )
        if wanted:
            self._context.apply(plan_reopen(self._context.board, year.ref, reason))
