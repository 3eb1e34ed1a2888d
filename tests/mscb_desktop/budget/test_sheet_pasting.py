"""Tables of a budget pasted onto its sheets."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from db.board import Board
from db.records.budget import LineKind, Side
from mscb_desktop.budget.columns import Layout
from mscb_desktop.budget.postings import posting_sheet
from mscb_desktop.budget.sheet import BudgetSheet
from mscb_desktop.budget.years import plan_close
from mscb_desktop.sheet.clip import Cell, Clip
from mscb_desktop.sheet.clipboard import from_clipboard
from mscb_desktop.sheet.model import Edit
from mscb_desktop.sheet.pasting import Paste, compare, keep_as_printed, plan_paste
from tests.support.budget_sheets import (
    ADJUSTMENTS,
    CONTRIBUTIONS,
    LINES,
    do,
    named,
    row,
    started_board,
    type_row,
    words,
)


@pytest.fixture
def board(tmp_path: Path) -> Iterator[Board]:
    made = started_board(tmp_path)
    yield made
    made.close()


@pytest.fixture
def sheet(board: Board) -> BudgetSheet:
    return BudgetSheet(board, 2012, Layout.EXPENDITURE)


def clip(*table: str) -> Clip:
    return tuple(tuple(Cell(text) for text in line.split("|")) for line in table)


def paste(sheet: BudgetSheet, at: str, table: Clip, column: str = "description") -> Paste:
    made = plan_paste(sheet, at, column, table)
    if made.plan.changes:
        sheet.board.apply(made.plan.what, made.plan.changes)
    return made


def figures(sheet: BudgetSheet, *keys: str) -> dict[str, tuple[object, ...]]:
    """Give the cells of these columns by the row's description."""
    return {
        str(r.values["description"]): tuple(r.values[key] for key in keys)
        for r in sheet.page(0, 99)
        if r.values["description"]
    }


PAGE = clip(
    "Description|Set|Actual|Under/over|Comments",
    "Salaries|100|90|10|",
    "Parking|20|8|11|rounded",
    "Sub Total|120|98|21|",
    "Reclaimed|||5|",
    "Grand total|120|98|27|carried forward",
)


def test_a_page_with_its_sums_goes_round_the_sheets_own(sheet: BudgetSheet) -> None:
    made = paste(sheet, LINES, PAGE)
    assert (made.problems, made.taken) == ((), 5)
    assert words(sheet) == [
        "Salaries",
        "Parking",
        "new",
        "Sub Total",
        "Reclaimed",
        "new",
        "Grand total",
    ]
    assert figures(sheet, "set", "actual", "difference") == {
        "Salaries": (10000, 9000, 1000),
        "Parking": (2000, 800, 1200),
        "Sub Total": (12000, 9800, 2200),
        "Reclaimed": (None, None, 500),
        "Grand total": (12000, 9800, 2700),
    }
    assert named(sheet, "Grand total").values["comment"] == "carried forward"
    differing = [(c.claim.row_label, c.difference) for c in compare(sheet, made.claims)]
    assert differing == [("Parking", 100), ("Sub Total", 100)]


def test_figures_that_differ_are_kept_as_printed_when_asked(sheet: BudgetSheet) -> None:
    made = paste(sheet, LINES, PAGE)
    do(sheet, keep_as_printed(sheet, compare(sheet, made.claims)))
    assert named(sheet, "Parking").notes["difference"].text == "printed 11.00"
    assert named(sheet, "Sub Total").notes["difference"].text == "printed 21.00"
    assert sheet.board.next_undo() == "Keep 2 figures as printed"
    sheet.board.undo()
    sheet.board.undo()
    assert words(sheet) == ["new", "Subtotal", "new", "Total expenditure"]


def test_the_same_page_pasted_again_changes_nothing(sheet: BudgetSheet) -> None:
    paste(sheet, LINES, PAGE)
    first = sheet.page(0, 1)[0].ref
    again = paste(sheet, first, PAGE)
    assert (again.plan.changes, again.problems, again.taken) == ((), (), 5)


def test_pasting_at_a_row_overwrites_from_there_and_adds_the_rest(sheet: BudgetSheet) -> None:
    for name in "ABC":
        type_row(sheet, LINES, description=name, set="1", comment="mine")
    refs = [r.ref for r in sheet.page(0, 3)]
    made = paste(sheet, refs[1], clip("X|5", "Y|6", "Z|7"))
    assert made.problems == ()
    assert words(sheet)[:5] == ["A", "X", "Y", "Z", "new"]
    assert [r.ref for r in sheet.page(0, 3)] == refs
    assert row(sheet, refs[1]).values["comment"] == "mine", "columns not pasted stay"


def test_a_blank_cell_empties_what_it_meets(sheet: BudgetSheet) -> None:
    ref = type_row(sheet, LINES, description="A", set="1", actual="2")
    paste(sheet, ref, clip("A||3"))
    assert (row(sheet, ref).values["set"], row(sheet, ref).values["actual"]) == (None, 300)


def test_figures_alone_go_into_their_column(sheet: BudgetSheet) -> None:
    refs = [type_row(sheet, LINES, description=name, set="1") for name in "AB"]
    made = paste(sheet, refs[0], clip("5", "(6.50)", "7"), "actual")
    assert made.problems == ()
    actuals = [r.values["actual"] for r in sheet.page(0, 3)]
    assert actuals == [500, -650, 700]


def test_adjustments_take_their_amount_from_the_under_over_column(sheet: BudgetSheet) -> None:
    made = paste(sheet, ADJUSTMENTS, clip("Reclaimed|||5", "Fees|||-2"))
    assert made.problems == ()
    assert figures(sheet, "difference")["Total expenditure"] == (None,)
    type_row(sheet, LINES, description="A", actual="0")
    assert figures(sheet, "difference")["Total expenditure"] == (300,)


def test_an_adjustments_amount_elsewhere_is_named(sheet: BudgetSheet) -> None:
    made = paste(sheet, ADJUSTMENTS, clip("Reclaimed|5"))
    (found,) = made.problems
    assert (found.number, found.heading) == (1, "Set 2012-13 (£)")


def test_a_heading_stays_a_heading_when_lines_are_pasted_over_it(sheet: BudgetSheet) -> None:
    a = type_row(sheet, LINES, description="A", set="1")
    b = type_row(sheet, LINES, description="B", set="2")
    heading = do(sheet, sheet.insert_kind(b, LineKind.HEADING)).created[0]
    do(sheet, sheet.edit([Edit(heading, "description", "Training")]))
    made = paste(sheet, a, clip("A|10", "B|20"))
    assert made.problems == ()
    assert words(sheet)[:3] == ["A", "Training", "B"]
    assert figures(sheet, "set")["B"] == (2000,)
    again = paste(sheet, a, clip("A|10|", "Courses||", "B|20|"))
    assert again.problems == ()
    assert words(sheet)[:3] == ["A", "Courses", "B"]


def test_a_closed_year_takes_nothing(board: Board, sheet: BudgetSheet) -> None:
    plan = plan_close(board, "FY-0001")
    board.apply(plan.what, plan.changes)
    made = plan_paste(sheet, LINES, "description", PAGE)
    assert made.plan.changes == ()
    assert "closed" in str(made.problems[0])


def test_a_posted_actual_is_compared_and_not_written(sheet: BudgetSheet) -> None:
    ref = type_row(sheet, LINES, description="A", set="10")
    postings = posting_sheet(sheet.board, ref, Side.EXPENDITURE)
    plan = postings.edit([Edit("new:rows", "amount", "4")])
    sheet.board.apply(plan.what, plan.changes)
    made = paste(sheet, ref, clip("A|10|5|5"))
    assert made.plan.changes == ()
    differing = compare(sheet, made.claims)
    assert [(c.claim.column_key, c.difference) for c in differing] == [
        ("actual", -100),
        ("difference", 100),
    ]


# The fifteen lines of a real year, as each program puts them on the clipboard


@pytest.mark.parametrize(
    "program", ["excel", "excel_2003", "libreoffice", "word", "google_docs", "google_sheets", "txt"]
)
def test_every_program_gives_the_same_board(
    board: Board, sheet: BudgetSheet, project_root: Path, program: str
) -> None:
    income = BudgetSheet(board, 2012, Layout.INCOME)
    made = paste(sheet, LINES, _copied(project_root, program, "expenditure"))
    assert (made.problems, made.taken) == ((), 17)
    differing = [(c.claim.row_label, c.claim.pasted) for c in compare(sheet, made.claims)]
    assert ("Trainer Car/Parking Allowance", 52000) in differing
    assert ("Subtotal", 3008000) in differing
    assert ("Total Expenditure", 3516600) in differing
    made = paste(income, CONTRIBUTIONS, _copied(project_root, program, "income"))
    assert (made.problems, made.taken, compare(income, made.claims)) == ((), 10, [])
    assert figures(sheet, "set", "actual", "difference")["Total Expenditure"] == (
        18796000,
        15787900,
        3516700,
    )
    assert figures(income, "set")["Sub Total"] == (12896100,)
    assert figures(income, "set")["Total Projected Income"] == (18845900,)


@pytest.mark.parametrize(
    "program", ["excel", "excel_2003", "libreoffice", "word", "google_docs", "google_sheets", "txt"]
)
def test_every_program_gives_the_same_projection(
    board: Board, project_root: Path, program: str
) -> None:
    sheet = BudgetSheet(board, 2012, Layout.PROJECTION)
    made = paste(sheet, LINES, _copied(project_root, program, "projection"))
    assert (made.problems, made.taken) == ((), 17)
    assert compare(sheet, made.claims) == []
    assert figures(sheet, "set")["Total Set Income"] == (16157300,)
    assert figures(sheet, "set")["Budget Carried Forward"] == (3516500,)
    assert figures(sheet, "codes")["Staff expenses"] == ("CE03/CA53/CD05/DG14/AB57",)
    assert named(sheet, "Budget Carried Forward").ref == "BL-0004"


def _copied(root: Path, program: str, table: str) -> Clip:
    folder = root / "tests" / "data" / "clipboard"
    if program == "txt":
        return from_clipboard(None, (folder / f"excel_{table}.txt").read_text("utf-8"))
    return from_clipboard((folder / f"{program}_{table}.html").read_text("utf-8"), None)


def test_a_line_that_begins_with_total_is_no_total(sheet: BudgetSheet) -> None:
    paste(sheet, LINES, clip("Total Respect training|300", "Total set expenditure|300"))
    assert figures(sheet, "set") == {
        "Total Respect training": (30000,),
        "Subtotal": (30000,),
        "Total set expenditure": (30000,),
    }
