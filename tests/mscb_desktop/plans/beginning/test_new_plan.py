"""A new plan: with its kind, at the end of the list, of a name that no other of its year has."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from db.board import Board
from db.changes import create
from db.queries import plans as queries
from mscb_desktop.plans.beginning.new_plan import (
    business_plans,
    name_for,
    plan_new_plan,
    served_in,
)
from tests.support.boards import empty_board


@pytest.fixture
def board(tmp_path: Path) -> Iterator[Board]:
    made = empty_board(tmp_path)
    made.apply(
        "Begun",
        [
            create("financial_year", "FY-0001", start_year=2012, closed=False),
            create("financial_year", "FY-0002", start_year=2013, closed=False),
            create("board_group", "GR-0001", name="Training Subgroup", position=1),
        ],
    )
    yield made
    made.close()


def _make(board: Board, name: str, kind: str, **values: str) -> str:
    new = plan_new_plan(board, name, kind, **values)
    assert new.plan.problems == ()
    board.apply(new.plan.what, new.plan.changes)
    return new.ref


def test_a_plan_comes_with_its_kind_and_stands_last(board: Board) -> None:
    first = _make(board, "Business plan", "Business plan", year="FY-0001")
    second = _make(
        board, "Training workplan", "Workplan", group="GR-0001", year="FY-0001", serves=first
    )
    with board.reading() as connection:
        plans = queries.plans(connection)
        kinds = {kind.ref: kind.name for kind in queries.kinds(connection)}
    assert [plan.ref for plan in plans] == [first, second]
    assert [kinds[plan.plan_kind] for plan in plans] == ["Business plan", "Workplan"]
    assert (plans[1].board_group, plans[1].objectives_of) == ("GR-0001", first)


@pytest.mark.parametrize(
    ("name", "kind", "column"), [(" ", "Workplan", "name"), ("A", "", "plan_kind")]
)
def test_a_plan_needs_name_and_kind(board: Board, name: str, kind: str, column: str) -> None:
    new = plan_new_plan(board, name, kind)
    assert new.plan.changes == ()
    assert [problem.column for problem in new.plan.problems] == [column]


def test_two_plans_of_a_year_have_two_names(board: Board) -> None:
    _make(board, "Training workplan", "Workplan", year="FY-0001")
    again = plan_new_plan(board, "training  workplan", "Workplan", year="FY-0001")
    assert [problem.message for problem in again.plan.problems] == [
        "There is a plan 'Training workplan' for 2012-13 already: open it, or choose another name."
    ]
    _make(board, "Training workplan", "Workplan", year="FY-0002")


def test_a_plan_serves_the_only_business_plan_of_its_year(board: Board) -> None:
    first = _make(board, "Business plan", "Business plan", year="FY-0001")
    _make(board, "Workplan", "Workplan", year="FY-0001")
    with board.reading() as connection:
        plans = business_plans(connection)
    assert [plan.ref for plan in plans] == [first]
    found = served_in(plans, 2012)
    assert found is not None
    assert found.ref == first
    assert served_in(plans, 2013) is None
    assert served_in([*plans, *plans], 2012) is None


def test_a_name_is_proposed() -> None:
    assert name_for("Training Subgroup", "Workplan") == "Training Subgroup workplan"
    assert name_for("", "Business plan") == "Business plan"
    assert name_for("Training Subgroup", "") == ""
