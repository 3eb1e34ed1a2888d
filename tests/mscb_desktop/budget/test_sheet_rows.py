"""Rows of the budget inserted, deleted and moved."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from db.board import Board
from db.changes import Change, create
from db.queries import records
from db.records.budget import LineKind, Side
from mscb_desktop.budget.columns import Layout
from mscb_desktop.budget.postings import posting_sheet
from mscb_desktop.budget.sheet import BudgetSheet
from mscb_desktop.sheet.model import Edit, RowKind
from tests.support.budget_sheets import (
    ADJUSTMENTS,
    CONTRIBUTIONS,
    LINES,
    do,
    named,
    problem,
    row,
    started_board,
    type_cell,
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
    """Give the expenditure with three lines and an adjustment."""
    made = BudgetSheet(board, 2012, Layout.EXPENDITURE)
    for description in "ABC":
        type_row(made, LINES, description=description, set="1")
    type_row(made, ADJUSTMENTS, description="Fees", difference="5")
    return made


FRESH = ["A", "B", "C", "new", "Subtotal", "Fees", "new", "Total expenditure"]


# Insert


def test_a_row_is_inserted_above_another(sheet: BudgetSheet) -> None:
    plan = do(sheet, sheet.insert(named(sheet, "B").ref))
    assert words(sheet) == ["A", "line", *FRESH[1:]]
    assert row(sheet, plan.created[0]).values["set"] is None
    sheet.board.undo()
    assert words(sheet) == FRESH


def test_many_rows_are_inserted_where_there_was_room_for_one(sheet: BudgetSheet) -> None:
    at = named(sheet, "B").ref
    for _ in range(30):
        do(sheet, sheet.insert(at, 2))
    shown = words(sheet)
    assert (shown[0], shown[1:61], shown[61:]) == ("A", ["line"] * 60, FRESH[1:])
    for _ in range(30):
        sheet.board.undo()
    assert words(sheet) == FRESH


@pytest.mark.parametrize(
    ("at", "kind"),
    [
        ("A", LineKind.EXPENDITURE),
        ("Subtotal", LineKind.EXPENDITURE),
        ("Fees", LineKind.ADJUSTMENT),
        ("Total expenditure", LineKind.ADJUSTMENT),
        (LINES, LineKind.EXPENDITURE),
        (ADJUSTMENTS, LineKind.ADJUSTMENT),
    ],
)
def test_a_row_takes_the_kind_of_its_section(sheet: BudgetSheet, at: str, kind: LineKind) -> None:
    ref = at if at.startswith("new:") else named(sheet, at).ref
    plan = do(sheet, sheet.insert(ref))
    with sheet.board.reading() as connection:
        values = records.rows_by_ref(connection, "budget_line", list(plan.created))
    assert values[plan.created[0]]["kind"] == kind
    assert values[plan.created[0]]["counts"] == (True if kind is LineKind.ADJUSTMENT else None)
    assert words(sheet)[-1] == "Total expenditure"


@pytest.mark.parametrize("kind", [LineKind.HEADING, LineKind.SUBTOTAL])
def test_headings_and_subtotals_are_inserted(sheet: BudgetSheet, kind: LineKind) -> None:
    plan = do(sheet, sheet.insert_kind(named(sheet, "B").ref, kind))
    made = row(sheet, plan.created[0])
    assert made.kind == RowKind(kind.value)
    assert made.values["description"] == ("Subtotal" if kind is LineKind.SUBTOTAL else None)
    assert made.values["set"] == (100 if kind is LineKind.SUBTOTAL else None)
    total = named(sheet, "Total expenditure")
    assert total.values["set"] == 300
    type_cell(sheet, plan.created[0], "description", "Training")
    assert "Training" in words(sheet)
    if kind is LineKind.HEADING:
        assert "in such a row" in problem(sheet.edit([Edit(plan.created[0], "set", "1")]))


def test_a_subtotal_that_was_inserted_can_be_deleted(sheet: BudgetSheet) -> None:
    made = do(sheet, sheet.insert_kind(named(sheet, "B").ref, LineKind.SUBTOTAL)).created[0]
    do(sheet, sheet.delete([made]))
    assert words(sheet) == FRESH


def test_inserting_above_a_row_that_was_deleted_meanwhile_says_so(sheet: BudgetSheet) -> None:
    ref = named(sheet, "B").ref
    do(sheet, sheet.delete([ref]))
    assert "deleted meanwhile" in problem(sheet.insert(ref))


# Delete


def test_deleted_rows_come_back_where_they_were(sheet: BudgetSheet) -> None:
    do(sheet, sheet.delete([named(sheet, "C").ref, named(sheet, "A").ref]))
    assert words(sheet) == ["B", *FRESH[3:]]
    assert sheet.board.next_undo() == "2 budget lines deleted"
    sheet.board.undo()
    assert words(sheet) == FRESH
    sheet.board.redo()
    assert words(sheet) == ["B", *FRESH[3:]]


@pytest.mark.parametrize("also", [[], ["A"]])
def test_the_total_stays(sheet: BudgetSheet, also: list[str]) -> None:
    refs = [named(sheet, name).ref for name in (*also, "Total expenditure")]
    assert problem(sheet.delete(refs)) == (
        "'Total expenditure' ends its side of the budget and stays."
    )


@pytest.mark.parametrize("refs", [[], [LINES], [LINES, ADJUSTMENTS]])
def test_empty_lines_cannot_be_deleted(sheet: BudgetSheet, refs: list[str]) -> None:
    assert problem(sheet.delete(refs)) == "There is no row here to delete."


def test_a_line_takes_its_postings_along_and_brings_them_back(sheet: BudgetSheet) -> None:
    ref = named(sheet, "A").ref
    postings = posting_sheet(sheet.board, ref, Side.EXPENDITURE)
    for amount in ("1", "2"):
        plan = postings.edit([Edit("new:rows", "amount", amount)])
        sheet.board.apply(plan.what, plan.changes)
    before = sheet.page(0, 99), postings.page(0, 99)
    do(sheet, sheet.delete([ref]))
    assert postings.count() == 1, "only the empty line"
    sheet.board.undo()
    assert (sheet.page(0, 99), postings.page(0, 99)) == before


def test_a_line_that_an_adjustment_reclaims_stays_until_that_goes_too(sheet: BudgetSheet) -> None:
    line, fees = named(sheet, "A").ref, named(sheet, "Fees").ref
    sheet.board.apply(
        "Reclaimed", [Change("budget_line", fees, {"reclaims": None}, {"reclaims": line})]
    )
    assert problem(sheet.delete([line, named(sheet, "B").ref])) == (
        "'A' cannot be deleted: the adjustment 'Fees' reclaims its overspend. "
        "Delete both, or take that off the adjustment first."
    )
    do(sheet, sheet.delete([line, fees]))
    assert words(sheet) == ["B", "C", "new", "Subtotal", "new", "Total expenditure"]
    sheet.board.undo()
    assert words(sheet) == FRESH


def test_a_row_deleted_meanwhile_is_passed_over(sheet: BudgetSheet) -> None:
    a, b = named(sheet, "A").ref, named(sheet, "B").ref
    do(sheet, sheet.delete([a]))
    do(sheet, sheet.delete([a, b]))
    assert words(sheet) == FRESH[2:]
    assert problem(sheet.delete([a])) == "There is no row here to delete."


# Move


def moved(sheet: BudgetSheet, step: int, *names: str) -> list[str]:
    do(sheet, sheet.move([named(sheet, name).ref for name in names], step))
    return words(sheet)


def test_rows_move_within_their_section(sheet: BudgetSheet) -> None:
    type_row(sheet, ADJUSTMENTS, description="Reclaimed", difference="1")
    assert moved(sheet, -1, "C")[:3] == ["A", "C", "B"]
    assert moved(sheet, 1, "A", "C")[:3] == ["B", "A", "C"]
    assert moved(sheet, 1, "C")[:3] == ["B", "A", "C"], "the subtotal ends the section"
    assert moved(sheet, -1, "Fees")[5:7] == ["Fees", "Reclaimed"], "the subtotal begins it"
    assert moved(sheet, 1, "Fees")[5:7] == ["Reclaimed", "Fees"]
    assert moved(sheet, 1, "Fees")[5:7] == ["Reclaimed", "Fees"], "the total stays last"


@pytest.mark.parametrize("step", [-1, 1])
def test_sums_and_empty_lines_do_not_move(sheet: BudgetSheet, step: int) -> None:
    assert moved(sheet, step, "Subtotal", "Total expenditure") == FRESH
    assert sheet.move([LINES, ADJUSTMENTS], step).changes == ()


def test_rows_of_both_sides_move_each_on_their_own(sheet: BudgetSheet) -> None:
    both = BudgetSheet(sheet.board, 2012, Layout.PROJECTION)
    for name in "PQ":
        type_row(both, CONTRIBUTIONS, description=name, set="1")
    shown = moved(both, -1, "B", "Q")
    assert (shown[:3], shown[8:10]) == (["B", "A", "C"], ["Q", "P"])
    both.board.undo()
    assert words(both)[:3] == ["A", "B", "C"]


def test_a_sheet_shows_rows_without_a_total(board: Board) -> None:
    board.apply("Year", [create("financial_year", "FY-0002", start_year=2013)])
    bare = BudgetSheet(board, 2013, Layout.EXPENDITURE)
    type_row(bare, LINES, description="A")
    do(bare, bare.insert(LINES))
    assert words(bare) == ["A", "line", "new"]
