"""Findings on a real board: accepted with a reason, until a figure changes."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from db.board import Board
from db.changes import Change, Plan
from db.records import RECORDS
from db.records.budget import LineKind
from mscb_desktop.checks import Finding, areas, checks_of, find, plan_accept, plan_unaccept
from tests.support.boards import empty_board
from tests.support.budgets import SUMMER, YEAR, line, put

ROWS = (
    line(1, LineKind.EXPENDITURE, description="Salaries", set_amount=100_00, actual=100_00,
         printed_set=99_00),
    line(2, LineKind.TOTAL),
)  # fmt: skip


@pytest.fixture
def board(tmp_path: Path) -> Iterator[Board]:
    made = empty_board(tmp_path)
    put(made, ROWS)
    yield made
    made.close()


def printed(board: Board) -> Finding:
    with board.reading() as connection:
        (found,) = (f for f in find(connection, SUMMER) if f.key.startswith("printed"))
    return found


def do(board: Board, plan: Plan) -> None:
    assert plan.problems == ()
    board.apply(plan.what, plan.changes)


def test_accepted_with_a_reason_and_taken_back(board: Board) -> None:
    do(board, plan_accept(board, printed(board), "  Rounded by the printer. "))
    assert printed(board).accepted == "Rounded by the printer."
    do(board, plan_unaccept(board, printed(board)))
    assert printed(board).accepted is None
    board.undo()
    assert printed(board).accepted == "Rounded by the printer."


def test_acceptance_lapses_when_a_figure_changes_and_can_be_renewed(board: Board) -> None:
    do(board, plan_accept(board, printed(board), "Rounded."))
    board.apply("Set", [Change("budget_line", "BL-0001", {"printed_set": 99_00},
                               {"printed_set": 98_00})])  # fmt: skip
    assert printed(board).accepted is None
    do(board, plan_accept(board, printed(board), "Rounded."))
    assert printed(board).accepted == "Rounded."
    board.undo()
    board.undo()
    assert printed(board).accepted == "Rounded."


def test_a_reason_is_needed_and_the_same_one_is_no_change(board: Board) -> None:
    plan = plan_accept(board, printed(board), " \n ")
    assert plan.changes == ()
    assert plan.problems[0].message == "Type the reason: it is printed as a note."
    do(board, plan_accept(board, printed(board), "Rounded."))
    again = plan_accept(board, printed(board), "Rounded.")
    assert again.changes == ()
    assert "already" in again.problems[0].message


def test_taking_back_what_was_never_accepted_changes_nothing(board: Board) -> None:
    plan = plan_unaccept(board, printed(board))
    assert plan.changes == ()
    assert plan.problems


def test_findings_are_those_of_the_year_asked_for(board: Board) -> None:
    with board.reading() as connection:
        assert {f.year for f in find(connection, SUMMER, 2012)} == {2012}
        assert find(connection, SUMMER, 2011) == []
        assert all(f.year_ref == YEAR.ref for f in find(connection, SUMMER))


def test_the_areas_that_have_checks_are_found() -> None:
    assert {"budget", "groups"} <= set(areas())
    assert "sheet" not in areas()
    for name in areas():
        assert checks_of(name).tables <= set(RECORDS)
