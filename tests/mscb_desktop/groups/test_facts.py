"""What stands above a group's members, and the tree of all groups."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import pytest

from db.changes import create
from db.records.board import BOARD_REF
from mscb_desktop.groups.facts import Facts, facts
from mscb_desktop.groups.tree import branches, plan_move
from tests.support.partnership import Partnership

DAY = dt.date(2013, 3, 31)
LAST = dt.date(2012, 8, 31)


@pytest.fixture
def made(tmp_path: Path) -> Iterator[Partnership]:
    built = Partnership.empty(tmp_path)
    yield built
    built.board.close()


def told(made: Partnership, group: str, day: dt.date = DAY) -> Facts:
    with made.board.reading() as connection:
        found = facts(connection, group, day)
    assert found is not None
    return found


def listed(made: Partnership, day: dt.date = DAY) -> list[tuple[str, int, int, str]]:
    with made.board.reading() as connection:
        return [(b.group.name, b.depth, b.members, b.remark) for b in branches(connection, day)]


def test_who_leads_and_how_many_vote(made: Partnership) -> None:
    board = made.group("Board", kind="board", quorum_share="half")
    panel = made.group("Panel", kind="panel", parent=board)
    chair, vice = made.post("Lay Chair"), made.post("Director", made.agency("Council"))
    made.held(chair, made.person("Ada Alder"))
    made.held(vice, made.person("Ben Brook"), ended=LAST)
    made.member(panel, chair, office="chair")
    made.member(panel, vice, office="vice_chair")
    made.member(panel, made.post("Head"))
    made.member(panel, made.post("Lawyer"), role="adviser")
    made.member(panel, made.post("Former"), ended=LAST)
    found = told(made, panel)
    assert (found.kind, found.parent.name if found.parent else "") == ("Panel", "Board")
    assert found.chairs == "Lay Chair (Ada Alder)"
    assert found.vice_chairs == "Director, Council (vacant)"
    assert (found.members, found.voting, found.vacant) == (3, 2, 1)
    assert (found.quorum, found.remark) == ("", "")
    assert told(made, board).quorum == "Half of the members with a vote"


def test_the_board_is_called_by_its_own_word(made: Partnership) -> None:
    main, panel = made.group("Main", kind="board"), made.group("Panel", kind="panel")
    assert told(made, main).kind == "Board"
    settings = {"name": "Eastbrook", "short_name": "E", "body_term": "Partnership"}
    made.board.apply("Board made", [create("board", BOARD_REF, **settings)])
    assert (told(made, main).kind, told(made, panel).kind) == ("Partnership", "Panel")


def test_a_quorum_out_of_reach_is_said_as_such(made: Partnership) -> None:
    group = made.group("Panel", quorum_share="3")
    made.member(group, made.post("Lawyer"), role="adviser")
    assert told(made, group).quorum == "3 members with a vote (nobody has one)"
    made.member(group, made.post("Head"))
    assert told(made, group).quorum == "3 members with a vote (only 1 has one)"


def test_a_rule_that_cannot_be_read_says_what_to_do(made: Partnership) -> None:
    found = told(made, made.group("Board", quorum_share="half plus one"))
    assert "cannot be read" in found.quorum
    assert "type more than half" in found.remedy


def test_there_is_nothing_to_tell_of_a_group_that_is_gone(made: Partnership) -> None:
    with made.board.reading() as connection:
        assert facts(connection, "GR-0009", DAY) is None


def test_the_tree_holds_every_group_with_its_members_of_the_day(made: Partnership) -> None:
    board = made.group("Board")
    ended = made.group("Youth", parent=board, ended=LAST)
    made.group("Runaways", parent=ended)
    made.group("Training", parent=board, began=dt.date(2013, 4, 1))
    made.member(board, made.post("Head"))
    made.member(board, made.post("Former"), ended=LAST)
    made.member(board, made.post("Lawyer"), role="adviser")
    assert listed(made) == [
        ("Board", 0, 1, ""),
        ("Youth", 1, 0, "ended 31/08/2012"),
        ("Runaways", 2, 0, ""),
        ("Training", 1, 0, "set up 01/04/2013"),
    ]
    assert listed(made, LAST)[:2] == [("Board", 0, 2, ""), ("Youth", 1, 0, "")]


def test_a_group_moves_among_those_that_report_to_the_same(made: Partnership) -> None:
    board = made.group("Board")
    first = made.group("First", parent=board)
    made.group("Below", parent=first)
    second = made.group("Second", parent=board)
    plan = plan_move(made.board, second, -1)
    assert plan.what == "Second: moved up"
    made.board.apply(plan.what, plan.changes)
    assert [name for name, *_ in listed(made)] == ["Board", "Second", "First", "Below"]
    assert plan_move(made.board, second, -1).changes == ()
    assert plan_move(made.board, board, 1).changes == ()
