"""Kinds of plan: the standard ones, and a board that gets one with the first plan that uses it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from db.board import Board
from db.queries import plans as queries
from db.records.plans import Shows
from mscb_desktop.plans.beginning.kinds import (
    kinds_offered,
    plan_kind_for,
    plan_standard_kinds,
    standard_kinds,
)
from tests.support.boards import empty_board


@pytest.fixture
def board(tmp_path: Path) -> Iterator[Board]:
    made = empty_board(tmp_path)
    yield made
    made.close()


def test_the_five_standard_kinds_have_their_columns_in_order() -> None:
    kinds = {kind.name: kind for kind in standard_kinds()}
    assert len(kinds) == 5
    assert [kind.name for kind in kinds.values() if kind.has_objectives] == ["Business plan"]
    assert [column.shows for column in kinds["Workplan"].columns] == [
        Shows.NUMBER,
        Shows.WHAT,
        Shows.OUTCOMES,
        Shows.WHO,
        Shows.WHEN,
        Shows.LINKS,
        Shows.RAG,
        Shows.NARRATIVE,
    ]
    assert kinds["Recommendations"].columns[2].heading == "Action: what are we going to do?"
    assert all(column.width > 0 for kind in kinds.values() for column in kind.columns)


def test_a_board_gets_a_standard_kind_once(board: Board) -> None:
    ref, changes = plan_kind_for(board, "workplan")
    board.apply("Kind", changes)
    assert plan_kind_for(board, " Workplan ") == (ref, [])
    with board.reading() as connection:
        (kind,) = queries.kinds(connection)
        columns = queries.columns(connection)[ref]
    assert (kind.name, kind.has_objectives) == ("Workplan", False)
    standard = next(one for one in standard_kinds() if one.name == "Workplan")
    assert [(one.shows, one.heading, one.width) for one in columns] == [
        (one.shows, one.heading, one.width) for one in standard.columns
    ]


def test_another_name_begins_with_a_workplans_columns(board: Board) -> None:
    ref, changes = plan_kind_for(board, "Risk  register")
    board.apply("Kind", changes)
    with board.reading() as connection:
        (kind,) = queries.kinds(connection)
        columns = queries.columns(connection)[ref]
    assert kind.name == "Risk register"
    assert columns[1].heading == "Actions"


def test_what_a_board_has_is_offered_before_what_it_may_have(board: Board) -> None:
    for name in ("Risk register", "Strategy action plan"):
        board.apply("Kind", plan_kind_for(board, name)[1])
    with board.reading() as connection:
        offered = kinds_offered(connection)
    assert [(kind.name, kind.ref is None) for kind in offered] == [
        ("Risk register", False),
        ("Strategy action plan", False),
        ("Business plan", True),
        ("Workplan", True),
        ("Inspection action plan", True),
        ("Recommendations", True),
    ]


def test_the_standard_kinds_that_are_missing_are_added_at_once(board: Board) -> None:
    board.apply("Kind", plan_kind_for(board, "Workplan")[1])
    plan = plan_standard_kinds(board)
    assert plan.what == (
        "Kinds of plan added: Business plan, Inspection action plan, Recommendations and Strategy "
        "action plan"
    )
    board.apply(plan.what, plan.changes)
    with board.reading() as connection:
        assert len(queries.kinds(connection)) == len(queries.columns(connection)) == 5
    assert plan_standard_kinds(board).changes == ()
