"""The budget typed into its sheets: lines, figures as printed, agencies, closed years."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from db.board import Board
from db.changes import create
from db.fields import Value
from db.records.budget import Side
from mscb_desktop.budget.columns import Layout
from mscb_desktop.budget.postings import posting_sheet
from mscb_desktop.budget.sheet import BudgetSheet
from mscb_desktop.budget.years import plan_close
from mscb_desktop.sheet.model import Edit, RowKind, Tone
from tests.support.budget_sheets import (
    ADJUSTMENTS,
    CONTRIBUTIONS,
    LINES,
    OTHER,
    do,
    named,
    problem,
    row,
    started_board,
    type_cell,
    type_row,
)


@pytest.fixture
def board(tmp_path: Path) -> Iterator[Board]:
    """Give a board on which the year 2012-13 was started."""
    made = started_board(tmp_path)
    yield made
    made.close()


@pytest.fixture
def sheet(board: Board) -> BudgetSheet:
    return BudgetSheet(board, 2012, Layout.EXPENDITURE)


@pytest.fixture
def income(board: Board) -> BudgetSheet:
    return BudgetSheet(board, 2012, Layout.INCOME)


def test_a_year_begins_with_its_sums_and_an_empty_line_a_section(
    sheet: BudgetSheet, income: BudgetSheet, board: Board
) -> None:
    def shape(layout: Layout) -> list[tuple[str, Value]]:
        shown = BudgetSheet(board, 2012, layout)
        return [(r.kind.value, r.values["description"]) for r in shown.page(0, shown.count())]

    expenditure = [
        ("new", None),
        ("subtotal", "Subtotal"),
        ("new", None),
        ("total", "Total expenditure"),
    ]
    assert shape(Layout.EXPENDITURE) == expenditure
    assert shape(Layout.PROJECTION) == expenditure + shape(Layout.INCOME)
    assert [row.ref for row in income.page(0, 9)][::2] == [
        CONTRIBUTIONS,
        OTHER,
        named(income, "Total income").ref,
    ]


def test_a_line_is_typed_cell_by_cell(sheet: BudgetSheet) -> None:
    ref = type_row(sheet, LINES, description="Room hire")
    type_cell(sheet, ref, "set", "2,000")
    assert row(sheet, ref).values["difference"] is None
    type_cell(sheet, ref, "actual", "£2,406.00")
    shown = row(sheet, ref)
    assert (shown.kind, shown.values["difference"]) == (RowKind.LINE, -40600)
    assert shown.notes["difference"].text == "overspend"
    assert shown.notes["difference"].tone is Tone.BAD
    total = named(sheet, "Total expenditure")
    assert [total.values[key] for key in ("set", "actual", "difference")] == [
        200000,
        240600,
        -40600,
    ]
    assert sheet.board.next_undo() == "Room hire: Actual 2,406.00"


def test_lines_go_to_the_end_of_their_section_in_the_order_typed(sheet: BudgetSheet) -> None:
    for words in ("A", "B", "C"):
        type_row(sheet, LINES, description=words)
    type_row(sheet, ADJUSTMENTS, description="Fees", difference="500")
    shown = [(r.kind.value, r.values["description"]) for r in sheet.page(0, 99)]
    assert shown == [
        ("line", "A"),
        ("line", "B"),
        ("line", "C"),
        ("new", None),
        ("subtotal", "Subtotal"),
        ("adjustment", "Fees"),
        ("new", None),
        ("total", "Total expenditure"),
    ]


def test_a_row_may_begin_with_any_of_its_cells(sheet: BudgetSheet) -> None:
    ref = type_row(sheet, LINES, actual="12")
    assert row(sheet, ref).values["description"] is None
    assert sheet.board.next_undo() == "Budget line added"


def test_an_adjustment_counts_unless_it_is_said_not_to(sheet: BudgetSheet, board: Board) -> None:
    type_row(sheet, LINES, description="A", set="10", actual="10")
    ref = type_row(sheet, ADJUSTMENTS, description="Reclaimed", difference="(4,586.00)")
    shown = row(sheet, ref)
    assert shown.values["difference"] == -458600
    assert "difference" not in shown.notes
    assert named(sheet, "Total expenditure").values["difference"] == -458600
    assert named(sheet, "Subtotal").values["difference"] == 0


@pytest.mark.parametrize(("new", "column"), [(ADJUSTMENTS, "set"), (ADJUSTMENTS, "actual")])
def test_a_cell_without_room_says_so(sheet: BudgetSheet, new: str, column: str) -> None:
    assert "in such a row" in problem(sheet.edit([Edit(new, column, "5")]))


def test_the_forecast_of_a_sum_is_computed(board: Board) -> None:
    sheet = BudgetSheet(board, 2012, Layout.EXPENDITURE, extras=True)
    ref = named(sheet, "Subtotal").ref
    assert "the program works this cell out" in problem(sheet.edit([Edit(ref, "forecast", "5")]))


# Figures as printed


def test_a_figure_typed_into_a_computed_cell_is_kept_as_printed(sheet: BudgetSheet) -> None:
    ref = type_row(sheet, LINES, description="Parking", set="1,170", actual="649")
    type_cell(sheet, ref, "difference", "520")
    shown = row(sheet, ref)
    assert (shown.values["difference"], shown.notes["difference"].text) == (52100, "printed 520.00")
    assert sheet.board.next_undo() == "Parking: Under/over as printed 520.00"
    type_cell(sheet, ref, "difference", "")
    assert "difference" not in row(sheet, ref).notes


@pytest.mark.parametrize("key", ["set", "actual", "difference"])
def test_sums_keep_what_was_printed(sheet: BudgetSheet, key: str) -> None:
    type_row(sheet, LINES, description="A", set="10", actual="4")
    ref = named(sheet, "Total expenditure").ref
    type_cell(sheet, ref, key, "7")
    assert row(sheet, ref).notes[key].text == "printed 7.00"
    type_cell(sheet, ref, key, row(sheet, ref).values[key])
    assert key not in row(sheet, ref).notes, "the computed figure typed keeps none as printed"


def test_an_overspend_printed_otherwise_says_both(sheet: BudgetSheet) -> None:
    ref = type_row(sheet, LINES, description="A", set="1", actual="3", difference="(2.50)")
    note = row(sheet, ref).notes["difference"]
    assert (note.text, note.tone) == ("overspend · printed −2.50", Tone.BAD)


# Agencies


@pytest.fixture
def agency(board: Board) -> str:
    (ref,) = board.new_refs("agency")
    board.apply(
        "Agency added", [create("agency", ref, name="Metropolitan Police", aliases="Met\nMPS")]
    )
    return ref


@pytest.mark.parametrize("typed", ["Metropolitan Police", "mps", "AG-0001"])
def test_a_contribution_takes_its_agency_by_any_name(
    income: BudgetSheet, agency: str, typed: str
) -> None:
    ref = type_row(income, CONTRIBUTIONS, agency=typed, set="5,000")
    shown = row(income, ref)
    assert shown.values["agency"] == agency
    assert shown.shown == {"agency": "Metropolitan Police", "description": "Metropolitan Police"}


def test_an_agency_named_in_the_description_is_its_agency(income: BudgetSheet, agency: str) -> None:
    ref = type_row(income, CONTRIBUTIONS, description="metropolitan police")
    assert row(income, ref).values["agency"] == agency
    other = type_row(income, CONTRIBUTIONS, description="Somebody")
    assert row(income, other).values["agency"] is None
    type_cell(income, other, "description", "Met")
    assert row(income, other).values["agency"] == agency


def test_an_agency_chosen_stays_when_the_description_names_another(
    income: BudgetSheet, agency: str, board: Board
) -> None:
    board.apply("Added", [create("agency", board.new_refs("agency")[0], name="Probation")])
    ref = type_row(income, CONTRIBUTIONS, agency="Met", description="Probation")
    assert row(income, ref).values["agency"] == agency
    type_cell(income, ref, "description", "Probation Service")
    type_cell(income, ref, "description", "Probation")
    assert row(income, ref).values["agency"] == agency


def test_other_income_and_spending_have_no_agency(income: BudgetSheet, agency: str) -> None:
    ref = type_row(income, OTHER, description="Metropolitan Police")
    assert row(income, ref).values["agency"] is None
    assert "in such a row" in problem(income.edit([Edit(ref, "agency", "Met")]))


def test_an_unknown_agency_offers_to_add_it_in_one_change(income: BudgetSheet) -> None:
    ref = type_row(income, CONTRIBUTIONS, description="NSPCC gift")
    assert "or add it" in problem(income.edit([Edit(ref, "agency", "NSPCC")]))
    do(income, income.add_new(ref, "agency", "NSPCC"))
    assert row(income, ref).shown == {"agency": "NSPCC"}
    income.board.undo()
    assert row(income, ref).values["agency"] is None
    assert income.suggest(ref, "agency", "") == []


def test_a_new_agency_begins_a_contribution(income: BudgetSheet) -> None:
    plan = do(income, income.add_new(CONTRIBUTIONS, "agency", "NSPCC"))
    assert row(income, plan.created[0]).shown == {"agency": "NSPCC", "description": "NSPCC"}


# Columns


def test_codes_and_forecasts_have_columns_where_they_are_used(board: Board) -> None:
    def keys(*, extras: bool = False) -> list[str]:
        return [c.key for c in BudgetSheet(board, 2012, Layout.EXPENDITURE, extras=extras).columns]

    plain = ["description", "set", "actual", "difference", "comment"]
    assert keys() == plain
    assert keys(extras=True) == [*plain, "forecast", "codes"]
    sheet = BudgetSheet(board, 2012, Layout.EXPENDITURE, extras=True)
    type_row(sheet, LINES, codes="CE03")
    assert keys() == [*plain, "codes"]
    type_row(sheet, LINES, forecast="5")
    assert keys() == [*plain, "forecast", "codes"]


# The projection


def test_both_sides_of_a_projection_are_one_sheet(board: Board) -> None:
    sheet = BudgetSheet(board, 2012, Layout.PROJECTION)
    salaries = type_row(sheet, LINES, codes="AA03", description="Salaries", set="75,820")
    paid = type_row(sheet, CONTRIBUTIONS, description="LBM", set="70,000")
    type_cell(sheet, named(sheet, "Surplus brought forward").ref, "set", "5,820")
    assert named(sheet, "Total expenditure").values["set"] == 7582000
    assert named(sheet, "Total income").values["set"] == 7582000
    plan = do(sheet, sheet.delete([salaries, paid]))
    assert len(plan.changes) == 2
    sheet.board.undo()
    assert named(sheet, "Total income").values["set"] == 7582000


# What cannot be typed into


def test_a_year_that_is_not_there_is_empty_and_says_so(board: Board) -> None:
    sheet = BudgetSheet(board, 2013, Layout.EXPENDITURE)
    assert (sheet.count(), sheet.page(0, 9)) == (0, [])
    assert sheet.read_only == "There is no budget for 2013-14 yet: start the year first."
    for plan in (
        sheet.edit([Edit(LINES, "set", "1")]),
        sheet.insert(LINES),
        sheet.delete(["BL-0001"]),
        sheet.move(["BL-0001"], 1),
        sheet.add_new(LINES, "agency", "X"),
    ):
        assert problem(plan) == sheet.read_only


def test_a_closed_year_refuses_every_act(board: Board, sheet: BudgetSheet) -> None:
    ref = type_row(sheet, LINES, description="A", set="1")
    total = named(sheet, "Total expenditure").ref
    plan = plan_close(board, "FY-0001")
    board.apply(plan.what, plan.changes)
    closed = "2012-13 is closed: open it again to change it."
    assert sheet.read_only == closed
    rows = sheet.page(0, sheet.count())
    assert [r.kind for r in rows] == [RowKind.LINE, RowKind.SUBTOTAL, RowKind.TOTAL]
    assert all(r.stores == {} for r in rows)
    for plan in (
        sheet.edit([Edit(ref, "set", "2")]),
        sheet.edit([Edit(LINES, "set", "2")]),
        sheet.edit([]),
        sheet.insert(ref),
        sheet.delete([ref]),
        sheet.delete([total]),
        sheet.delete([]),
        sheet.move([ref], 1),
        sheet.move([], 1),
        sheet.add_new(ref, "agency", "X"),
    ):
        assert problem(plan) == closed


def test_emptying_an_actual_made_of_postings_empties_what_was_typed_before(board: Board) -> None:
    sheet = BudgetSheet(board, 2012, Layout.EXPENDITURE)
    ref = type_row(sheet, LINES, description="Room hire", actual="100")
    postings = posting_sheet(board, ref, Side.EXPENDITURE)
    plan = postings.edit([Edit("new:rows", "amount", "90")])
    board.apply(plan.what, plan.changes)
    assert row(sheet, ref).notes["actual"].text == "typed 100.00"
    type_cell(sheet, ref, "actual", None)
    assert "actual" not in row(sheet, ref).notes
    assert row(sheet, ref).values["actual"] == 90_00
