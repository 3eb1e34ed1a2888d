"""States of the budget page worth a picture."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import partial
from typing import TYPE_CHECKING

from mscb_desktop.budget.columns import Layout
from mscb_desktop.sheet.model import RowKind

if TYPE_CHECKING:
    from ui.areas.budget.page import BudgetPage
    from ui.areas.budget.sheets import Sheets


def pictures(page: BudgetPage) -> Iterable[tuple[str, Callable[[], object]]]:
    """Give each sheet, a line's postings, the adjustment, and what the next year begins with."""

    def start_next() -> None:
        dialog = page.next_dialog()
        if dialog is not None:
            dialog.open()

    sheets = page.sheets
    return [
        ("income", partial(sheets.bring, Layout.INCOME)),
        ("projection", partial(sheets.bring, Layout.PROJECTION)),
        ("expenditure", partial(sheets.bring, Layout.EXPENDITURE)),
        ("postings", partial(_open_first, sheets)),
        ("adjustment", partial(_show_adjustment, sheets)),
        ("start-next", start_next),
    ]


def _open_first(sheets: Sheets) -> None:
    grid = sheets.grid
    row = grid.sheet_model.row(3) if grid is not None else None
    if row is not None and row.lines is not None:
        sheets.open_postings(row.ref)


def _show_adjustment(sheets: Sheets) -> None:
    sheets.close_postings()
    grid = sheets.grid
    known = grid.sheet_model.known() if grid is not None else ()
    ref = next((row.ref for _, row in known if row.kind is RowKind.ADJUSTMENT), None)
    if ref is not None:
        sheets.go_to(ref, "difference")
