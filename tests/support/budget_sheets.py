"""A started budget and plain ways to type into its sheets."""

from __future__ import annotations

from pathlib import Path

from db.board import Board
from db.fields import Value
from mscb_desktop.budget.sheet import BudgetSheet
from mscb_desktop.budget.years import plan_new_year
from mscb_desktop.guards import GUARDS
from mscb_desktop.sheet.model import Edit, Row, SheetPlan
from tests.support.boards import empty_board

LINES, ADJUSTMENTS = "new:expenditure-0", "new:expenditure-1"
CONTRIBUTIONS, OTHER = "new:income-0", "new:income-1"


def started_board(folder: Path, name: str = "board") -> Board:
    """Give a board on which the year 2012-13 was started."""
    made = empty_board(folder, GUARDS, name)
    plan = plan_new_year(made, 2012)
    made.apply(plan.what, plan.changes)
    return made


def do(sheet: BudgetSheet, plan: SheetPlan) -> SheetPlan:
    """Apply a plan of which everything is taken."""
    assert plan.problems == ()
    sheet.board.apply(plan.what, plan.changes)
    return plan


def type_row(sheet: BudgetSheet, new: str, **typed: Value) -> str:
    """Type into an empty line; give the row's reference."""
    return do(sheet, sheet.edit([Edit(new, key, value) for key, value in typed.items()])).created[0]


def type_cell(sheet: BudgetSheet, ref: str, column: str, typed: Value) -> SheetPlan:
    """Type into one cell of a row."""
    return do(sheet, sheet.edit([Edit(ref, column, typed)]))


def row(sheet: BudgetSheet, ref: str) -> Row:
    """Give the row of this reference."""
    return next(row for row in sheet.page(0, sheet.count()) if row.ref == ref)


def named(sheet: BudgetSheet, words: str) -> Row:
    """Give the first row of this description."""
    rows = sheet.page(0, sheet.count())
    return next(row for row in rows if row.values["description"] == words)


def problem(plan: SheetPlan) -> str:
    """Give the only problem of a plan that changes nothing."""
    assert plan.changes == ()
    (found,) = plan.problems
    return found.message


def words(sheet: BudgetSheet) -> list[str]:
    """Show every row by its description, or by its kind where it has none."""
    return [str(row.values["description"] or row.kind) for row in sheet.page(0, sheet.count())]
