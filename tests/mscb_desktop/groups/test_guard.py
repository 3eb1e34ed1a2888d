"""Who may be a member of a group, and what a quorum may ask for."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import pytest

from db.changes import Change, Refused, create
from db.fields import Value
from db.queries import records
from tests.support.partnership import Partnership

FIRST, LAST = dt.date(2012, 4, 1), dt.date(2013, 3, 31)
DAY = dt.timedelta(days=1)


@pytest.fixture
def made(tmp_path: Path) -> Iterator[Partnership]:
    partnership = Partnership.empty(tmp_path)
    yield partnership
    partnership.board.close()


def refused(made: Partnership, *changes: Change) -> tuple[str | None, str]:
    """Apply what must be refused at one place; give the column and the words."""
    with pytest.raises(Refused) as refusal:
        made.board.apply("Typed", changes)
    (problem,) = refusal.value.problems
    assert problem.ref == changes[-1].ref
    return problem.column, problem.message


def change(ref: str, **values: tuple[Value, Value]) -> Change:
    tables = {"ME": "membership", "QS": "quorum_seat", "GR": "board_group", "HO": "holding"}
    before = {name: sides[0] for name, sides in values.items()}
    after = {name: sides[1] for name, sides in values.items()}
    return Change(tables[ref[:2]], ref, before, after)


def test_a_membership_is_of_a_post_or_of_a_person(made: Partnership) -> None:
    group, post, ada = made.group("Board"), made.post("Nurse"), made.person("Ada Reed")
    member = made.member(group, post)
    column, words = refused(made, change(member, person=(None, ada)))
    assert (column, words) == (
        "person",
        "A membership is of a post or of a person, not of both: empty one of them.",
    )
    column, words = refused(made, change(member, post=(post, None)))
    assert column == "post"
    assert "needs the post, or else the person" in words
    made.board.apply("From post to person", [change(member, post=(post, None), person=(None, ada))])


@pytest.mark.parametrize(
    ("began", "ended", "taken"),
    [
        (None, None, False),
        (LAST, None, False),
        (LAST + DAY, None, True),
        (None, FIRST - DAY, True),
        (None, FIRST, False),
    ],
)
def test_nobody_sits_on_a_group_twice_at_the_same_time(
    made: Partnership, began: dt.date | None, ended: dt.date | None, taken: bool
) -> None:
    group, post = made.group("Board"), made.post("Nurse")
    first = made.member(group, post, began=FIRST, ended=LAST)
    if taken:
        made.member(group, post, began=began, ended=ended)
        return
    with pytest.raises(Refused) as refusal:
        made.member(group, post, began=began, ended=ended)
    (problem,) = refusal.value.problems
    assert problem.column == "post"
    assert problem.message == (
        f"'Nurse' is on this group as member already from 01/04/2012 to 31/03/2013 ({first}): "
        "change that row, or give one of the two other days."
    )


def test_somebody_may_sit_on_two_groups_or_in_two_roles(made: Partnership) -> None:
    board, panel, post = made.group("Board"), made.group("Panel"), made.post("Nurse")
    made.member(board, post)
    made.member(panel, post)
    made.member(board, post, role="minute_taker")


def test_two_rows_of_one_change_are_compared_too(made: Partnership) -> None:
    group, post = made.group("Board"), made.post("Nurse")
    refs = made.board.new_refs("membership", 2)
    rows = [
        create("membership", ref, board_group=group, post=post, role="member", position=place)
        for place, ref in enumerate(refs, 1)
    ]
    column, words = refused(made, *rows)
    assert column == "post"
    assert refs[0] in words


def test_who_leaves_in_the_same_change_makes_room(made: Partnership) -> None:
    group, post = made.group("Board"), made.post("Nurse")
    old = made.member(group, post)
    (new,) = made.board.new_refs("membership")
    again = create("membership", new, board_group=group, post=post, role="member", position=9)
    with made.board.reading() as connection:
        gone = records.deletion(connection, "membership", [old])
    made.board.apply("Replaced", [*gone, again])


def test_a_deputy_is_for_a_member_of_the_same_group(made: Partnership) -> None:
    board, panel = made.group("Board"), made.group("Panel")
    nurse, doctor = made.post("Nurse"), made.post("Doctor")
    member = made.member(board, nurse)
    deputy = made.member(board, doctor, role="deputy", deputy_for=member)
    other = made.member(panel, doctor, role="deputy")
    column, words = refused(made, change(other, deputy_for=(None, member)))
    assert (column, words) == (
        "deputy_for",
        "This is a member of another group: choose one of the same group.",
    )
    assert refused(made, change(member, board_group=(board, panel)))[0] == "board_group"
    column, words = refused(made, change(member, deputy_for=(None, member)))
    assert words == "Nurse cannot be the deputy of itself: choose another member, or none."
    column, words = refused(made, change(member, deputy_for=(None, deputy)))
    assert "that is a circle" in words


def test_a_group_does_not_report_to_itself(made: Partnership) -> None:
    board = made.group("Board")
    panel = made.group("Panel", parent=board)
    assert refused(made, change(board, parent=(None, panel))) == (
        "parent",
        "Board would report to Panel, which reports to Board: that is a circle. "
        "Choose another group, or none.",
    )


@pytest.mark.parametrize("kind", ["membership", "group", "holding"])
def test_nothing_ends_before_it_begins(made: Partnership, kind: str) -> None:
    post = made.post("Nurse")
    group = made.group("Board", ended=LAST)
    ref = {
        "group": lambda: group,
        "membership": lambda: made.member(group, post, ended=LAST),
        "holding": lambda: made.held(post, made.person("Ada Reed"), ended=LAST),
    }[kind]()
    column, words = refused(made, change(ref, began=(None, LAST + DAY)))
    assert column == "began"
    assert "is 31/03/2013, before" in words
    assert "01/04/2013: correct one of the two." in words
    made.board.apply("One day", [change(ref, began=(None, LAST))])


def test_a_quorum_asks_for_a_sector_or_an_agency_once(made: Partnership) -> None:
    group, health, trust = made.group("Board"), made.sector("Health"), made.agency("Trust")
    seat = made.add("quorum_seat", board_group=group, sector=health, least=1)
    made.add("quorum_seat", board_group=group, agency=trust, least=1)
    made.add("quorum_seat", board_group=made.group("Panel"), sector=health, least=1)
    assert refused(made, change(seat, least=(1, 0)))[0] == "least"
    assert refused(made, change(seat, agency=(None, trust)))[0] == "agency"
    assert refused(made, change(seat, sector=(health, None)))[0] == "sector"
    (ref,) = made.board.new_refs("quorum_seat")
    again = create("quorum_seat", ref, board_group=group, sector=health, least=2)
    assert refused(made, again) == (
        "sector",
        "The quorum asks for this already: change that number instead.",
    )
