"""The groups as on a day: sections as printed, holders, agencies that were, deputies."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import pytest

from db.records.groups import Office
from mscb_desktop.groups.members import Roll
from tests.support.partnership import Partnership

DAY = dt.date(2013, 3, 31)
LAST, FIRST = dt.date(2012, 8, 31), dt.date(2012, 9, 1)


@pytest.fixture
def made(tmp_path: Path) -> Iterator[Partnership]:
    built = Partnership.empty(tmp_path)
    yield built
    built.board.close()


def printed(made: Partnership, group: str, day: dt.date = DAY) -> list[tuple[str, list[str]]]:
    """The list as it is printed: each heading with what stands below it."""
    return [
        (section.heading, [member.called for member in section.members])
        for section in made.roll(day).sections(group)
    ]


def test_sections_stand_as_the_list_is_printed(made: Partnership) -> None:
    health, schools = made.sector("Health"), made.sector("Schools")
    made.sector("Housing")
    trust = made.agency("Hill Trust", sector=health)
    school = made.agency("Hill School", sector=schools)
    council = made.agency("Council")
    board = made.group("Board")
    made.member(board, made.post("Head", school))
    made.member(board, made.post("Administrator"), role="minute_taker")
    made.member(board, made.post("Nurse", trust))
    made.member(board, made.post("Housing Needs Manager", council), sector=health)
    made.member(board, made.post("Lead Member", council))
    made.member(board, made.post("Lawyer", council), role="adviser")
    made.member(board, made.post("Manager"), role="in_attendance")
    made.member(board, made.post("Vice Chair", trust), office="vice_chair")
    made.member(board, made.post("Independent Chair"), office="chair")
    made.member(made.group("Panel"), made.post("Somebody else", trust))
    assert printed(made, board) == [
        ("", ["Independent Chair"]),
        (
            "Health",
            ["Nurse, Hill Trust", "Housing Needs Manager, Council", "Vice Chair, Hill Trust"],
        ),
        ("Schools", ["Head, Hill School"]),
        ("No sector", ["Lead Member, Council"]),
        ("Advisers", ["Lawyer, Council"]),
        ("In attendance", ["Administrator", "Manager"]),
    ]


def test_a_post_is_held_by_who_held_it_on_the_day(made: Partnership) -> None:
    board = made.group("Board")
    post = made.post("Designated Nurse")
    before, after = made.person("Ada Alder"), made.person("Ben Brook")
    made.held(post, before, ended=LAST)
    made.held(post, after, began=FIRST, note="acting")
    made.member(board, post)
    names = [made.found(board, day)[0].names for day in (LAST, FIRST, DAY)]
    assert names == ["Ada Alder", "Ben Brook (acting)", "Ben Brook (acting)"]


def test_a_gap_between_two_holders_is_a_vacancy(made: Partnership) -> None:
    board = made.group("Board")
    post = made.post("Designated Nurse")
    made.held(post, made.person("Ada Alder"), ended=LAST)
    made.held(post, made.person("Ben Brook"), began=dt.date(2013, 1, 7))
    made.member(board, post)
    (member,) = made.found(board, dt.date(2012, 12, 1))
    assert (member.names, member.vacant_since, member.is_there) == ("", FIRST, False)
    assert all(found.is_there for day in (LAST, DAY) for found in made.found(board, day))


def test_a_post_without_a_name_is_there(made: Partnership) -> None:
    board = made.group("Board")
    made.member(board, made.post("Borough Commander"))
    (member,) = made.found(board, DAY)
    assert (member.names, member.vacant_since, member.is_there) == ("", None, True)


def test_the_agency_is_the_one_that_stood_on_the_day(made: Partnership) -> None:
    health = made.sector("Health")
    successor = made.agency("Hill CCG", sector=health)
    before = made.agency("Hill PCT", successor=successor, succeeded_on=dt.date(2013, 4, 1))
    board = made.group("Board")
    made.member(board, made.post("Designated Nurse", before))
    made.member(board, made.post("Chief Officer", successor))
    called = {day: [m.called for m in made.found(board, day)] for day in (DAY, dt.date(2013, 4, 1))}
    assert called[DAY] == ["Designated Nurse, Hill PCT", "Chief Officer, Hill PCT"]
    assert called[dt.date(2013, 4, 1)] == ["Designated Nurse, Hill CCG", "Chief Officer, Hill CCG"]
    # The sector is that of the agency of the day: the one before has none.
    assert [heading for heading, _ in printed(made, board)] == ["No sector"]
    assert [heading for heading, _ in printed(made, board, dt.date(2013, 4, 1))] == ["Health"]


def test_a_person_on_a_group_is_of_the_agency_of_their_post(made: Partnership) -> None:
    trust, charity = made.agency("Hill Trust"), made.agency("Hill Charity")
    ada = made.person("Ada Alder", agency=charity)
    made.held(made.post("Nurse", trust), ada, ended=LAST)
    board = made.group("Board")
    made.member(board, ada)
    assert [made.found(board, day)[0].called for day in (LAST, FIRST)] == [
        "Ada Alder, Hill Trust",
        "Ada Alder, Hill Charity",
    ]


def test_who_left_and_what_was_abolished_is_not_there(made: Partnership) -> None:
    board = made.group("Board")
    made.member(board, made.person("Ada Alder", left_on=LAST))
    made.member(board, made.post("Head of Youth", ended=LAST))
    assert [member.gone_since for member in made.found(board, LAST)] == [None, None]
    assert [member.gone_since for member in made.found(board, DAY)] == [FIRST, FIRST]
    assert not any(member.is_there for member in made.found(board, DAY))


def test_members_are_those_of_the_day(made: Partnership) -> None:
    board = made.group("Board")
    former, later = made.post("Former"), made.post("Later")
    made.member(board, former, ended=LAST)
    made.member(board, later, began=FIRST)
    assert [member.title for member in made.found(board, LAST)] == ["Former"]
    assert [member.title for member in made.found(board, FIRST)] == ["Later"]


def test_former_and_later_members_are_shown_as_they_were(made: Partnership) -> None:
    board = made.group("Board")
    post = made.post("Nurse")
    made.held(post, made.person("Ada Alder"), ended=LAST)
    made.held(post, made.person("Ben Brook"), began=FIRST)
    made.member(board, post, ended=LAST)
    made.member(board, made.post("Head"), began=dt.date(2013, 9, 1))
    found = made.roll(DAY, everyone=True).members(board)
    assert [(member.title, member.names) for member in found] == [
        ("Nurse", "Ada Alder"),
        ("Head", ""),
    ]


def test_deputies_stand_behind_those_they_stand_in_for(made: Partnership) -> None:
    board = made.group("Board")
    first = made.member(board, made.post("First"))
    second = made.member(board, made.post("Second"))
    made.member(board, made.post("Second's"), role="deputy", deputy_for=second)
    made.member(board, made.post("First's"), role="deputy", deputy_for=first)
    made.member(board, made.post("Nobody's"), role="deputy")
    titles = [member.title for member in made.found(board, DAY)]
    assert titles == ["First", "First's", "Second", "Second's", "Nobody's"]


def test_a_deputy_of_a_former_member_keeps_a_place(made: Partnership) -> None:
    board = made.group("Board")
    gone = made.member(board, made.post("Gone"), ended=LAST)
    made.member(board, made.post("Deputy"), role="deputy", deputy_for=gone)
    made.member(board, made.post("Member"))
    assert [member.title for member in made.found(board, DAY)] == ["Deputy", "Member"]


def test_members_vote_and_others_do_not_unless_it_is_said(made: Partnership) -> None:
    board = made.group("Board")
    made.member(board, made.post("Member"))
    made.member(board, made.post("Silent"), voting=False)
    made.member(board, made.post("Adviser"), role="adviser")
    made.member(board, made.post("Elder"), role="adviser", voting=True)
    assert [m.title for m in made.found(board, DAY) if m.votes] == ["Member", "Elder"]


def test_groups_are_the_tree_that_stood_on_the_day(made: Partnership) -> None:
    board = made.group("Board", kind="board")
    quality = made.group("Quality", parent=board)
    ended = made.group("Youth", parent=board, ended=LAST)
    below = made.group("Runaways", parent=ended)
    roll = made.roll(DAY)
    assert [group.ref for group in roll.below(None)] == [board, below]
    assert [group.ref for group in roll.below(board)] == [quality]
    assert [group.ref for group in made.roll(LAST).below(ended)] == [below]


def test_offices_are_those_of_the_day(made: Partnership) -> None:
    board = made.group("Board")
    made.member(board, made.post("Former Chair"), office="chair", ended=LAST)
    made.member(board, made.post("Chair"), office="chair", began=FIRST)
    made.member(board, made.post("Vice"), office="vice_chair")
    roll = made.roll(DAY)
    assert [member.title for member in roll.led_by(board, Office.CHAIR)] == ["Chair"]
    assert [member.title for member in roll.led_by(board, Office.VICE_CHAIR)] == ["Vice"]


def test_one_group_alone_reads_the_same(made: Partnership) -> None:
    trust = made.agency("Hill Trust", sector=made.sector("Health"))
    board, panel = made.group("Board"), made.group("Panel")
    ada = made.person("Ada Alder")
    made.held(made.post("Nurse", trust), ada)
    for group in (board, panel):
        made.member(group, ada)
    made.member(panel, made.post("Head"))
    with made.board.reading() as connection:
        alone = Roll(connection, DAY, only=[panel])
    assert alone.members(panel) == made.roll(DAY).members(panel)
    assert alone.members(board) == []
