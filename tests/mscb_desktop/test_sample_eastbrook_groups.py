"""The invented sample's people and groups: everything that happens to posts and groups is there."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

import pytest
from sqlalchemy import select

from db.board import Board
from db.queries.groups import GroupRow
from db.records import RECORDS
from db.records.groups import ChairNeeded, GroupKind, Office, Role
from mscb_desktop.boards import open_board
from mscb_desktop.checks import find
from mscb_desktop.groups.members import Member, Roll
from mscb_desktop.groups.quorum import filling, rule_of
from mscb_desktop.sample import make_sample

AUTUMN = dt.datetime(2026, 11, 24, 9, 30)
TODAY = AUTUMN.date()
PARTNERSHIP = "Eastbrook Safeguarding Children Partnership"


@pytest.fixture(scope="module")
def board(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Board]:
    path = tmp_path_factory.mktemp("sample") / "eastbrook.mscb"
    make_sample(path, name="eastbrook", clock=lambda: AUTUMN, who="Test")
    made = open_board(path, clock=lambda: AUTUMN, who="Test")
    yield made
    made.close()


@pytest.fixture(scope="module")
def roll(board: Board) -> Roll:
    return roll_of(board, TODAY)


def roll_of(board: Board, day: dt.date) -> Roll:
    with board.reading() as connection:
        return Roll(connection, day)


def rows(board: Board, table: str) -> list[dict[str, object]]:
    with board.reading() as connection:
        found = connection.execute(select(RECORDS[table].table)).mappings()
        return [dict(row) for row in found]


def group(roll: Roll, name: str) -> GroupRow:
    (found,) = (each for each in roll.groups if each.name == name)
    return found


def member(roll: Roll, of: str, title: str) -> Member:
    (found,) = (each for each in roll.members(group(roll, of).ref) if each.called.startswith(title))
    return found


def test_groups_are_of_a_size_and_of_every_kind(roll: Roll) -> None:
    sizes = {each.name: len(roll.members(each.ref)) for each in roll.groups}
    assert 25 <= sizes.pop(PARTNERSHIP) <= 40
    assert all(6 <= size <= 16 for size in sizes.values()), sizes
    assert {each.kind for each in roll.groups} == set(GroupKind)
    assert [each.name for each in roll.below(None)] == [PARTNERSHIP]
    assert len({each.parent for each in roll.groups}) > 3, "a tree of several levels"


def test_every_role_and_office_and_rule_is_used(roll: Roll) -> None:
    members = [each for found in roll.groups for each in roll.members(found.ref)]
    assert {each.row.role for each in members} == set(Role)
    assert {each.row.office for each in members} == {None, *Office}
    assert {each.row.voting for each in members} == {None, True, False}
    assert any(each.row.person for each in members)
    assert {each.quorum_chair for each in roll.groups} == {None, *ChairNeeded}
    assert len({each.quorum_share for each in roll.groups}) == len(roll.groups)
    rules = [
        rule_of(each, roll.seats(each.ref), roll.sectors, roll.agency_of) for each in roll.groups
    ]
    assert [rule.unread for rule in rules if rule.unread] == []
    assert sum(not rule.asks for rule in rules) == 1


@pytest.mark.parametrize(
    ("day", "names"),
    [
        (dt.date(2025, 12, 31), "Beatrix Dunmarrow"),
        (dt.date(2026, 1, 1), "Juniper Quill (Acting)"),
        (dt.date(2026, 4, 12), "Juniper Quill (Acting)"),
        (dt.date(2026, 4, 13), "Leopold Starling"),
    ],
)
def test_a_post_was_handed_over_twice(board: Board, day: dt.date, names: str) -> None:
    director = member(roll_of(board, day), "Executive Group", "Director of Children's Services")
    assert (director.names, director.row.office) == (names, Office.CHAIR)


@pytest.mark.parametrize(
    ("day", "agency"),
    [
        (dt.date(2022, 6, 30), "Eastbrook Clinical Commissioning Group"),
        (dt.date(2022, 7, 1), "Eastbrook Integrated Care Board"),
        (dt.date(2026, 3, 31), "Eastbrook Integrated Care Board"),
        (dt.date(2026, 4, 1), "Eastbrook and Marlowick Integrated Care Board"),
    ],
)
def test_an_agency_is_named_as_it_was_on_the_day(board: Board, day: dt.date, agency: str) -> None:
    nurse = member(roll_of(board, day), PARTNERSHIP, "Designated Nurse")
    assert nurse.agency is not None
    assert nurse.agency.name == agency


def test_what_was_and_is_no_more(board: Board, roll: Roll) -> None:
    then = roll_of(board, dt.date(2021, 12, 1))
    ended = {each.name for each in then.groups} - {each.name for each in roll.groups}
    assert ended == {"Policy and Procedures Subgroup"}
    quality = member(then, PARTNERSHIP, "Director of Quality")
    assert quality.row.ended == dt.date(2022, 6, 30)


def test_deputies_stand_behind_their_members(roll: Roll) -> None:
    members = roll.members(group(roll, PARTNERSHIP).ref)
    pairs = [
        (members[n - 1].row.ref, each.row.deputy_for)
        for n, each in enumerate(members)
        if each.row.role is Role.DEPUTY
    ]
    assert len(pairs) == 3
    assert all(before == deputy_for for before, deputy_for in pairs)


def test_the_gaps_that_are_there_to_be_found(board: Board, roll: Roll) -> None:
    with board.reading() as connection:
        found = [
            (item.area, item.ref)
            for item in find(connection, TODAY)
            if item.area in ("groups", "people", "agencies")
        ]
    gone = member(roll, "Learning and Development Subgroup", "Philomena Gantry")
    vacant = member(roll, PARTNERSHIP, "Named Doctor, Eastbrook Hospitals Trust")
    assert found == [
        ("groups", gone.row.ref),
        ("groups", "QS-0008"),
        ("groups", group(roll, "Neglect Working Group").ref),
        ("people", vacant.row.post),
    ]
    assert roll.led_by(group(roll, "Neglect Working Group").ref, Office.CHAIR) == []
    short = member(roll, "Exploitation and Missing Subgroup", "Missing and Exploitation")
    assert short.vacant_since == dt.date(2026, 10, 15), "vacant for less than a quarter"
    exploitation = group(roll, "Exploitation and Missing Subgroup")
    rule = rule_of(exploitation, roll.seats(exploitation.ref), roll.sectors, roll.agency_of)
    empty = [seat.name for seat in rule.seats if not filling(seat, roll.members(exploitation.ref))]
    assert empty == ["Faith groups"]


@pytest.mark.parametrize(
    ("table", "names", "kept", "gone"),
    [
        ("agency", "aliases", "Lanternlight Families", "AG-0017"),
        ("person", "other_names", "Wilhelmina Thistledown", "PE-0030"),
    ],
)
def test_a_merged_duplicate_is_remembered(
    board: Board, table: str, names: str, kept: str, gone: str
) -> None:
    there = {str(row["ref"]): row for row in rows(board, table)}
    (row,) = (row for row in there.values() if row["name"] == kept)
    assert str(row[names]).splitlines()[-1] == gone
    assert gone not in there
    assert int(board.new_refs(table)[0][3:]) > int(gone[3:])


def test_labels_have_addresses(board: Board, roll: Roll) -> None:
    reached = [
        bool(holder.person.address or (each.agency and each.agency.contact_address))
        for each in roll.members(group(roll, PARTNERSHIP).ref)
        for holder in each.people
    ]
    assert sum(reached) > 25
