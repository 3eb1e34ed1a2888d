"""What is said of an action on a day is made, changed and taken back."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import pytest

from db.board import Board
from db.changes import Plan, create
from db.queries import plans as queries
from db.queries.plans import UpdateRow
from db.records.plans import Rag
from mscb_desktop.boards import create_board
from mscb_desktop.plans.changing.updating import plan_delete_update, plan_update
from tests.support.boards import clock

DAY, BEFORE = dt.date(2013, 3, 31), dt.date(2013, 1, 14)


@pytest.fixture
def board(tmp_path: Path) -> Iterator[Board]:
    made = create_board(tmp_path / "plans.mscb", clock=clock, who="Test")
    made.apply(
        "Plan",
        [
            create("plan_kind", "PK-0001", name="Workplan", position=1),
            create("plan", "PL-0001", name="Plan", plan_kind="PK-0001", position=1),
            create(
                "action",
                "AN-0001",
                plan="PL-0001",
                number="5",
                what="Refresh",
                status="open",
                position=1,
            ),
            create(
                "action",
                "AN-0002",
                plan="PL-0001",
                number="14",
                same_as="AN-0001",
                status="open",
                position=2,
            ),
        ],
    )
    yield made
    made.close()


def do(board: Board, plan: Plan) -> Plan:
    assert plan.problems == ()
    board.apply(plan.what, plan.changes)
    return plan


def updates(board: Board) -> list[UpdateRow]:
    with board.reading() as connection:
        return queries.updates(connection)


def test_a_rating_makes_the_update_of_the_day_and_changes_it(board: Board) -> None:
    made = do(board, plan_update(board, "AN-0001", DAY, rag=Rag.AMBER))
    assert made.what == "5, Refresh: A Amber on 31/03/2013"
    do(board, plan_update(board, "AN-0001", DAY, narrative=" All but one.\r\n- Housing "))
    do(board, plan_update(board, "AN-0001", DAY, rag=Rag.GREEN, told_by="Chair"))
    (only,) = updates(board)
    assert (only.dated, only.rag, only.told_by) == (DAY, Rag.GREEN, "Chair")
    assert only.narrative == "All but one.\n- Housing"


def test_other_days_stay_as_they_were_said(board: Board) -> None:
    do(board, plan_update(board, "AN-0001", BEFORE, rag=Rag.RED, narrative="Late."))
    do(board, plan_update(board, "AN-0001", DAY, rag=Rag.GREEN))
    assert [(u.dated, u.rag, u.narrative) for u in updates(board)] == [
        (BEFORE, Rag.RED, "Late."),
        (DAY, Rag.GREEN, None),
    ]


def test_what_is_said_at_an_alias_is_said_of_the_action_it_stands_for(board: Board) -> None:
    do(board, plan_update(board, "AN-0002", DAY, rag=Rag.AMBER))
    do(board, plan_update(board, "AN-0001", DAY, narrative="Begun."))
    (only,) = updates(board)
    assert (only.action, only.rag, only.narrative) == ("AN-0001", Rag.AMBER, "Begun.")


def test_an_update_that_tells_nothing_any_more_goes(board: Board) -> None:
    do(board, plan_update(board, "AN-0001", DAY, rag=Rag.AMBER, narrative="Begun.", told_by="C"))
    do(board, plan_update(board, "AN-0001", DAY, rag=None))
    assert [u.narrative for u in updates(board)] == ["Begun."]
    do(board, plan_update(board, "AN-0001", DAY, narrative=""))
    assert updates(board) == []


def test_nothing_is_made_of_nothing(board: Board) -> None:
    assert plan_update(board, "AN-0001", DAY, rag=None, narrative="  ").changes == ()
    do(board, plan_update(board, "AN-0001", DAY, rag=Rag.NOT_RATED))
    assert plan_update(board, "AN-0001", DAY, rag=Rag.NOT_RATED).changes == ()
    assert [u.rag for u in updates(board)] == [Rag.NOT_RATED]


def test_who_told_it_needs_something_told(board: Board) -> None:
    refused = plan_update(board, "AN-0001", DAY, told_by="Chair")
    assert refused.changes == ()
    assert [(p.ref, p.column) for p in refused.problems] == [("AN-0001", "told_by")]


def test_text_that_cannot_be_printed_is_refused_at_its_field(board: Board) -> None:
    refused = plan_update(board, "AN-0001", DAY, rag=Rag.RED, narrative="a\x07b")
    assert [(p.ref, p.column) for p in refused.problems] == [("AN-0001", "narrative")]


def test_an_action_that_went_meanwhile_is_said(board: Board) -> None:
    refused = plan_update(board, "AN-0099", DAY, rag=Rag.RED)
    assert refused.changes == ()
    assert "deleted meanwhile" in refused.problems[0].message


def test_an_update_is_deleted_with_its_day_in_the_words(board: Board) -> None:
    do(board, plan_update(board, "AN-0001", DAY, rag=Rag.RED))
    gone = do(board, plan_delete_update(board, updates(board)[0].ref))
    assert gone.what == "5, Refresh: update of 31/03/2013 deleted"
    assert updates(board) == []
    assert "deleted meanwhile" in plan_delete_update(board, "PU-0001").problems[0].message
