"""Years on a real board: started, copied, closed and opened again."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest

from db.board import Board
from db.changes import Change, Plan, Refused, create
from db.queries.budget import LineRow, year_lines, year_starting, years
from db.records.budget import LineKind, Side
from mscb_desktop.budget.statement import Statement
from mscb_desktop.budget.years import (
    STEP,
    Amounts,
    is_projection,
    list_years,
    plan_close,
    plan_new_year,
    plan_next_year,
    plan_reopen,
    raised,
    year_statement,
    years_there,
)
from mscb_desktop.checks import find
from mscb_desktop.guards import GUARDS
from tests.support.boards import NOON, empty_board
from tests.support.budgets import YEAR, line, put

AUTUMN = dt.date(2012, 9, 30)
SPENT, INCOME = LineKind.EXPENDITURE, Side.INCOME


@pytest.fixture
def board(tmp_path: Path) -> Iterator[Board]:
    made = empty_board(tmp_path, GUARDS)
    yield made
    made.close()


def do(board: Board, plan: Plan) -> None:
    assert plan.problems == ()
    board.apply(plan.what, plan.changes)


def lines_of(board: Board, start_year: int) -> list[LineRow]:
    with board.reading() as connection:
        year = year_starting(connection, start_year)
        assert year is not None
        return year_lines(connection, year.ref)


def result_of(board: Board, start_year: int) -> Statement:
    with board.reading() as connection:
        year = year_starting(connection, start_year)
        assert year is not None
        return year_statement(connection, year)


ROWS = (
    line(1, LineKind.HEADING, description="People"),
    line(2, SPENT, description="Salaries", codes="AA03/1.10", set_amount=100_01, actual=90_00,
         forecast=95_00, comment="Two posts", printed_set=1),
    line(3, LineKind.SUBTOTAL, description="Subtotal"),
    line(4, LineKind.ADJUSTMENT, description="Fees", adjusts_by=5_00),
    line(5, LineKind.TOTAL, description="Total", comment="Carried forward to 2013-14"),
    line(6, LineKind.CONTRIBUTION, INCOME, description="LBM", agency="AG-0001", set_amount=80_00),
    line(7, LineKind.BROUGHT_FORWARD, INCOME, description="Surplus", set_amount=3_00),
    line(8, LineKind.TOTAL, INCOME, description="Total income"),
)  # fmt: skip


@pytest.fixture
def merton(board: Board) -> Board:
    board.apply("Agency", [create("agency", "AG-0001", name="LB Merton")])
    put(board, ROWS)
    return board


def test_an_empty_year_has_the_rows_that_every_statement_ends_with(board: Board) -> None:
    do(board, plan_new_year(board, 2012))
    assert [(row.side, row.kind, row.description) for row in lines_of(board, 2012)] == [
        ("expenditure", "subtotal", "Subtotal"),
        ("expenditure", "total", "Total expenditure"),
        ("income", "subtotal", "Subtotal"),
        ("income", "brought_forward", "Surplus brought forward"),
        ("income", "total", "Total income"),
    ]
    places = [row.position for row in lines_of(board, 2012)]
    assert places == [STEP, 2 * STEP, STEP, 2 * STEP, 3 * STEP]


def test_a_year_is_started_once(board: Board) -> None:
    do(board, plan_new_year(board, 2012))
    plan = plan_new_year(board, 2012)
    assert plan.changes == ()
    assert plan.problems[0].message == "2012-13 is there already: choose it to work on it."


def test_next_year_keeps_lines_and_brings_the_balance_forward(merton: Board) -> None:
    do(merton, plan_next_year(merton, "FY-0001"))
    rows = lines_of(merton, 2013)
    assert [(row.kind, row.description, row.codes, row.agency, row.set_amount) for row in rows] == [
        ("heading", "People", None, None, None),
        ("expenditure", "Salaries", "AA03/1.10", None, 100_01),
        ("subtotal", "Subtotal", None, None, None),
        ("total", "Total", None, None, None),
        ("contribution", "LBM", None, "AG-0001", 80_00),
        ("brought_forward", "Surplus", None, None, 15_01),
        ("total", "Total income", None, None, None),
    ]
    left = [(row.actual, row.forecast, row.comment, row.printed_set) for row in rows]
    assert set(left) == {(None, None, None, None)}
    assert result_of(merton, 2012).under_spend_after == 15_01


def test_next_year_may_take_the_lines_comments_along(merton: Board) -> None:
    do(merton, plan_next_year(merton, "FY-0001", comments=True))
    comments = [row.comment for row in lines_of(merton, 2013)]
    assert comments == [None, "Two posts", None, None, None, None, None]


@pytest.mark.parametrize(
    ("amounts", "percent", "salaries", "contribution"),
    [
        (Amounts.EMPTY, "0", None, None),
        (Amounts.PERCENT, "2.5", 102_51, 82_00),
        (Amounts.PERCENT, "-10", 90_01, 72_00),
        (Amounts.PERCENT, "-100", 0, 0),
    ],
)
def test_amounts_of_next_year(
    merton: Board, amounts: Amounts, percent: str, salaries: int | None, contribution: int | None
) -> None:
    do(merton, plan_next_year(merton, "FY-0001", amounts, percent=Decimal(percent)))
    by_name = {row.description: row.set_amount for row in lines_of(merton, 2013)}
    assert by_name["Salaries"] == salaries
    assert by_name["LBM"] == contribution
    assert by_name["Surplus"] == 15_01


@pytest.mark.parametrize("percent", ["-101", "1001", "NaN"])
def test_a_percentage_out_of_reason_is_refused(merton: Board, percent: str) -> None:
    plan = plan_next_year(merton, "FY-0001", Amounts.PERCENT, percent=Decimal(percent))
    assert plan.changes == ()
    assert "between -100 and 1,000" in plan.problems[0].message


def test_half_a_penny_is_rounded_up() -> None:
    assert raised(101, Decimal("50")) == 152
    assert raised(-101, Decimal("50")) == -152
    assert raised(33, Decimal("10")) == 36


def test_next_year_gets_a_row_for_the_balance_where_there_was_none(board: Board) -> None:
    rows = [row for row in ROWS if row.kind is not LineKind.BROUGHT_FORWARD]
    put(board, [replace(row, agency=None) for row in rows])
    do(board, plan_next_year(board, "FY-0001"))
    last = lines_of(board, 2013)[-2:]
    assert [(row.kind, row.set_amount) for row in last] == [
        ("brought_forward", 15_01),
        ("total", None),
    ]


def test_next_year_of_a_year_without_actuals_brings_nothing_forward(board: Board) -> None:
    do(board, plan_new_year(board, 2012))
    do(board, plan_next_year(board, year_ref(board, 2012)))
    assert result_of(board, 2013).brought_forward is None


def test_next_year_is_refused_where_it_is_there(merton: Board) -> None:
    do(merton, plan_new_year(merton, 2013))
    plan = plan_next_year(merton, "FY-0001")
    assert plan.changes == ()
    assert "2013-14 is there already" in plan.problems[0].message


@pytest.mark.parametrize("act", ["new", "next"])
def test_a_year_begun_for_a_plan_alone_gets_its_budget(merton: Board, act: str) -> None:
    with merton.reading() as connection:
        found = find(connection, NOON.date(), of=["budget"])
    merton.apply("Year", [create("financial_year", "FY-0009", start_year=2013, closed=False)])
    with merton.reading() as connection:
        assert find(connection, NOON.date(), of=["budget"]) == found, "nothing is carried forward"
    plan = plan_new_year(merton, 2013) if act == "new" else plan_next_year(merton, "FY-0001")
    do(merton, plan)
    with merton.reading() as connection:
        assert [year.ref for year in list_years(connection)] == ["FY-0001", "FY-0009"]
    forward = [row for row in lines_of(merton, 2013) if row.kind == "brought_forward"]
    assert [row.set_amount for row in forward] == [None if act == "new" else 15_01]


def test_starting_a_year_is_one_step_to_undo(merton: Board) -> None:
    plan = plan_next_year(merton, "FY-0001")
    do(merton, plan)
    assert merton.next_undo() == "Started 2013-14 from 2012-13"
    merton.undo()
    with merton.reading() as connection:
        assert [year.start_year for year in list_years(connection)] == [2012]


def test_a_year_is_a_projection_until_it_begins() -> None:
    assert is_projection(YEAR, dt.date(2012, 3, 31))
    assert not is_projection(YEAR, dt.date(2012, 4, 1))


def test_years_are_named_in_a_sentence(board: Board) -> None:
    with board.reading() as connection:
        assert years_there(years(connection)) == ""
    for start_year in (2013, 2012):
        do(board, plan_new_year(board, start_year))
    with board.reading() as connection:
        assert years_there(years(connection)) == "2012-13 and 2013-14"
    do(board, plan_new_year(board, 2011))
    with board.reading() as connection:
        assert years_there(years(connection)) == "2011-12, 2012-13 and 2013-14"


# Closed years


def year_ref(board: Board, start_year: int) -> str:
    with board.reading() as connection:
        year = year_starting(connection, start_year)
    assert year is not None
    return year.ref


@pytest.fixture
def closed(merton: Board) -> Board:
    merton.apply(
        "Posting and acceptance",
        [
            create("posting", "PO-0001", line="BL-0006", position=1, amount=1, state="paid"),
            create("acceptance", "AC-0001", year="FY-0001", finding="f", figures="x", reason="y"),
        ],
    )
    do(merton, plan_new_year(merton, 2013))
    do(merton, plan_close(merton, "FY-0001"))
    return merton


def full_line(board: Board, ref: str) -> dict[str, object]:
    row = next(row for row in lines_of(board, 2012) if row.ref == ref)
    skipped = {"ref", "agency_name", "paid", "committed", "postings"}
    kept = {name: getattr(row, name) for name in LineRow.__slots__ if name not in skipped}
    return {"year": "FY-0001", **kept}


POSTING = {"line": "BL-0006", "position": 1, "amount": 1, "state": "paid"}
ACCEPTED = {"year": "FY-0001", "finding": "f", "figures": "x", "reason": "y"}


@pytest.mark.parametrize(
    "change",
    [
        Change("budget_line", "BL-0002", {"set_amount": 100_01}, {"set_amount": 1}),
        Change("budget_line", "BL-0002", {"comment": "Two posts"}, {"comment": None}),
        Change("budget_line", "BL-0002", {"year": "FY-0001"}, {"year": "FY-0002"}),
        create("budget_line", "BL-0900", year="FY-0001", side="income", kind="contribution",
               position=1),
        Change("posting", "PO-0001", {"amount": 1}, {"amount": 2}),
        Change("posting", "PO-0001", POSTING, None),
        create("posting", "PO-0002", line="BL-0006", position=2, amount=1, state="paid"),
        Change("acceptance", "AC-0001", {"reason": "y"}, {"reason": "z"}),
        Change("acceptance", "AC-0001", ACCEPTED, None),
        create("acceptance", "AC-0002", year="FY-0001", finding="g", figures="x", reason="y"),
        Change("financial_year", "FY-0001", {"actual_to": None}, {"actual_to": AUTUMN}),
        Change("financial_year", "FY-0001", {"start_year": 2012, "closed": True}, None),
    ],
    ids=lambda change: f"{change.table} {change.ref}",
)  # fmt: skip
def test_what_belongs_to_a_closed_year_cannot_change(closed: Board, change: Change) -> None:
    with pytest.raises(Refused) as refusal:
        closed.apply("Change", [change])
    assert [problem.message for problem in refusal.value.problems] == [
        "2012-13 is closed: open it again to change it."
    ]


def test_a_line_of_a_closed_year_cannot_be_deleted(closed: Board) -> None:
    changes = [Change("budget_line", "BL-0008", full_line(closed, "BL-0008"), None)]
    with pytest.raises(Refused, match="2012-13 is closed"):
        closed.apply("Delete", changes)


def test_nothing_moves_into_a_closed_year(closed: Board) -> None:
    (ref,) = (row.ref for row in lines_of(closed, 2013) if row.kind == "brought_forward")
    (into,) = [Change("budget_line", ref, {"year": year_ref(closed, 2013)}, {"year": "FY-0001"})]
    with pytest.raises(Refused, match="2012-13 is closed"):
        closed.apply("Move", [into])


def test_other_years_and_agencies_still_change(closed: Board) -> None:
    (row,) = (row for row in lines_of(closed, 2013) if row.kind == "brought_forward")
    closed.apply("Set", [Change("budget_line", row.ref, {"set_amount": None}, {"set_amount": 1})])
    closed.apply("Name", [Change("agency", "AG-0001", {"name": "LB Merton"}, {"name": "LBM"})])


def test_undo_comes_to_the_closing_first_and_then_to_what_was_before(merton: Board) -> None:
    merton.apply("Set", [Change("budget_line", "BL-0002", {"set_amount": 100_01},
                                {"set_amount": 1})])  # fmt: skip
    do(merton, plan_close(merton, "FY-0001"))
    merton.undo()
    merton.undo()
    assert result_of(merton, 2012).set_total == 100_01
    merton.redo()
    merton.redo()
    assert plan_close(merton, "FY-0001").problems[0].message == "2012-13 is closed already."


def test_opening_again_keeps_the_reason_in_the_history(closed: Board) -> None:
    do(closed, plan_reopen(closed, "FY-0001", " The auditor  asked "))
    assert closed.next_undo() == "Opened 2012-13 again: The auditor asked"


def test_an_opened_year_changes_again(closed: Board) -> None:
    do(closed, plan_reopen(closed, "FY-0001"))
    closed.apply("Set", [Change("budget_line", "BL-0002", {"set_amount": 100_01},
                                {"set_amount": 1})])  # fmt: skip
    assert result_of(closed, 2012).set_total == 1


def test_closing_twice_and_opening_an_open_year_say_so(closed: Board) -> None:
    assert plan_close(closed, "FY-0001").problems[0].message == "2012-13 is closed already."
    do(closed, plan_reopen(closed, "FY-0001"))
    assert plan_reopen(closed, "FY-0001").problems[0].message == "2012-13 is open already."
