"""Postings below a line: what its actual is made of."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from db.board import Board
from db.changes import Refused, create
from db.fields import Value
from db.records.budget import Side
from mscb_desktop.budget.columns import Layout
from mscb_desktop.budget.postings import line_title, posting_sheet, postings_in_words
from mscb_desktop.budget.sheet import BudgetSheet
from mscb_desktop.budget.years import plan_close
from mscb_desktop.sheet.model import Edit
from tests.support.budget_sheets import (
    CONTRIBUTIONS,
    LINES,
    named,
    row,
    started_board,
    type_cell,
    type_row,
)


@pytest.fixture
def board(tmp_path: Path) -> Iterator[Board]:
    made = started_board(tmp_path)
    yield made
    made.close()


@pytest.fixture
def sheet(board: Board) -> BudgetSheet:
    return BudgetSheet(board, 2012, Layout.EXPENDITURE)


@pytest.fixture
def line(sheet: BudgetSheet) -> str:
    return type_row(sheet, LINES, description="Room hire", set="2,000")


def post(board: Board, line: str, **typed: Value) -> str:
    postings = posting_sheet(board, line, Side.EXPENDITURE)
    plan = postings.edit([Edit("new:rows", key, value) for key, value in typed.items()])
    assert plan.problems == ()
    board.apply(plan.what, plan.changes)
    return plan.created[0]


def in_words(board: Board, line: str) -> str:
    with board.reading() as connection:
        return postings_in_words(connection, line)


def test_what_is_paid_is_the_actual_and_what_is_committed_stands_beside(
    board: Board, sheet: BudgetSheet, line: str
) -> None:
    assert row(sheet, line).lines == 0
    post(board, line, party="Church hall", amount="1,906")
    post(board, line, amount="600", dated="31/3/13")
    post(board, line, amount="(100)")
    post(board, line, amount="50", state="committed")
    shown = row(sheet, line)
    assert (shown.lines, shown.values["actual"], shown.values["difference"]) == (4, 240600, -40600)
    assert shown.values["forecast"] == 245600
    assert shown.notes["actual"].text == "50.00 committed"
    assert named(sheet, "Total expenditure").values["actual"] == 240600


def test_an_actual_typed_beside_postings_is_kept_as_printed(
    board: Board, sheet: BudgetSheet, line: str
) -> None:
    post(board, line, amount="5")
    type_cell(sheet, line, "actual", "6")
    shown = row(sheet, line)
    assert (shown.values["actual"], shown.notes["actual"].text) == (500, "printed 6.00")
    type_cell(sheet, line, "actual", "5")
    assert "actual" not in row(sheet, line).notes


def test_an_actual_typed_before_the_first_posting_is_shown_beside_it(
    board: Board, sheet: BudgetSheet, line: str
) -> None:
    type_cell(sheet, line, "actual", "6")
    post(board, line, amount="5")
    shown = row(sheet, line)
    assert (shown.values["actual"], shown.notes["actual"].text) == (500, "typed 6.00")
    board.undo()
    assert row(sheet, line).values["actual"] == 600


def test_only_committed_is_nothing_spent_yet(board: Board, sheet: BudgetSheet, line: str) -> None:
    post(board, line, amount="5", state="committed")
    shown = row(sheet, line)
    assert (shown.values["actual"], shown.values["difference"]) == (0, 200000)


def test_contributions_are_received_in_parts(board: Board) -> None:
    income = BudgetSheet(board, 2012, Layout.INCOME)
    ref = type_row(income, CONTRIBUTIONS, description="LBM", set="100")
    post(board, ref, amount="60", invoice="INV 1")
    post(board, ref, amount="15")
    assert row(income, ref).values["difference"] == 2500


def test_postings_of_a_closed_year_stay(board: Board, line: str) -> None:
    ref = post(board, line, amount="5")
    postings = posting_sheet(board, line, Side.EXPENDITURE)
    late = postings.edit([Edit(ref, "amount", "6")])
    plan = plan_close(board, "FY-0001")
    board.apply(plan.what, plan.changes)
    with pytest.raises(Refused, match="2012-13 is closed"):
        board.apply(late.what, late.changes)


def test_a_line_is_called_by_its_words_or_its_agency(board: Board, line: str) -> None:
    board.apply("Agency", [create("agency", "AG-0009", name="Cafcass")])
    income = BudgetSheet(board, 2012, Layout.INCOME)
    paid = type_row(income, CONTRIBUTIONS, agency="Cafcass")
    empty = type_row(income, CONTRIBUTIONS, set="1")
    with board.reading() as connection:
        called = [line_title(connection, ref) for ref in (line, paid, empty, "BL-0999")]
    assert called == ["Room hire", "Cafcass", empty, "BL-0999"]


def test_the_sums_of_postings_are_said_in_words(board: Board, line: str) -> None:
    assert in_words(board, line).startswith("Nothing yet.")
    post(board, line, amount="2,406")
    assert in_words(board, line) == "1 posting · paid 2,406.00"
    post(board, line, amount="100", state="committed")
    assert in_words(board, line) == "2 postings · paid 2,406.00 · committed 100.00"
