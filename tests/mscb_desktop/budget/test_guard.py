"""The guard of the day up to which a year's actuals are counted."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import pytest

from db.board import Board
from db.changes import Change, Refused
from tests.support.budget_sheets import started_board


@pytest.fixture
def board(tmp_path: Path) -> Iterator[Board]:
    made = started_board(tmp_path)
    yield made
    made.close()


def count_to(board: Board, day: dt.date) -> None:
    change = Change("financial_year", "FY-0001", {"actual_to": None}, {"actual_to": day})
    board.apply("Actual to", [change])


@pytest.mark.parametrize("day", [dt.date(2012, 4, 1), dt.date(2013, 3, 31)])
def test_the_first_and_the_last_day_are_in_the_year(board: Board, day: dt.date) -> None:
    count_to(board, day)
    assert board.next_undo() == "Actual to"


@pytest.mark.parametrize("day", [dt.date(2012, 3, 31), dt.date(2013, 4, 1)])
def test_a_day_outside_is_refused_with_the_remedy(board: Board, day: dt.date) -> None:
    with pytest.raises(Refused) as refused:
        count_to(board, day)
    (problem,) = refused.value.problems
    assert problem.column == "actual_to"
    assert "type a day from 01/04/2012 to 31/03/2013" in problem.message
