"""Whether those who came to a meeting are a quorum: a table of cases, and what always holds."""

from __future__ import annotations

import dataclasses
import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.queries.agencies import AgencyRow, SectorRow
from db.queries.groups import GroupRow, MembershipRow, PersonRow, SeatRow
from db.records.groups import ChairNeeded, GroupKind, Office, Role
from mscb_desktop.agencies.rules import Successions
from mscb_desktop.groups.members import Holder, Member
from mscb_desktop.groups.quorum import (
    Rule,
    Seat,
    Verdict,
    filling,
    in_words,
    judge,
    read_share,
    rule_of,
    voters,
)

DAY = dt.date(2013, 6, 3)
HEALTH, POLICE = SectorRow("SE-0001", "Health"), SectorRow("SE-0002", "Police")
SECTORS = {row.ref: row for row in (HEALTH, POLICE)}


def agency(ref: str, sector: SectorRow, successor: str | None = None) -> AgencyRow:
    on = DAY if successor else None
    return AgencyRow(ref, ref, None, sector.ref, successor, on, None, None, None, None, None)


MET = agency("Met", POLICE)
TRUST = agency("Trust", HEALTH)


def member(
    ref: str,
    at: AgencyRow | None = None,
    *,
    role: Role = Role.MEMBER,
    office: Office | None = None,
    stands_in_for: str | None = None,
    voting: bool | None = None,
    person: str | None = None,
    vacant: bool = False,
    gone: bool = False,
) -> Member:
    """Make one member of a group, of a post of their own or held by a person."""
    row = MembershipRow(
        ref, "GR-0001", f"post of {ref}", None, role, office, stands_in_for, voting, None, None,
        None, None,
    )  # fmt: skip
    people: tuple[Holder, ...] = ()
    if person is not None:
        people = (Holder(PersonRow(person, person, None, None, None, None, None)),)
    sector = SECTORS[at.sector] if at is not None and at.sector else None
    since = DAY if vacant else None
    return Member(row, ref, at, sector, people, since, DAY if gone else None)


def deputy(ref: str, of: str, at: AgencyRow | None = None, person: str | None = None) -> Member:
    return member(ref, at, role=Role.DEPUTY, stands_in_for=of, person=person)


SEVEN = [member(f"m{number}") for number in range(1, 8)]
CHAIR, VICE = member("c", office=Office.CHAIR), member("v", office=Office.VICE_CHAIR)
OF_HEALTH = Seat("QS-0001", "Health", HEALTH.ref, None, 1)
TWO_OF_HEALTH = dataclasses.replace(OF_HEALTH, least=2)
OF_MET = Seat("QS-0002", "Met", None, "Met", 1)


def rule(
    share: str | None = None,
    *seats: Seat,
    deputies: bool = False,
    chair: ChairNeeded = ChairNeeded.NOBODY,
) -> Rule:
    return Rule(read_share(share) if share else None, deputies, chair, seats)


def judged(asked: Rule, members: list[Member], present: str, sent: str = "") -> Verdict:
    verdict = judge(asked, members, present.split(), sent.split())
    assert verdict is not None
    return verdict


@pytest.mark.parametrize(
    ("share", "members", "present", "counted", "reasons"),
    [
        ("a third", SEVEN, "m1 m2 m3", 3, ()),
        ("a third", SEVEN, "m1 m2", 2, ("2 of 7 voting members there, 3 needed",)),
        ("half", SEVEN, "m1 m2 m3", 3, ("3 of 7 voting members there, 4 needed",)),
        ("half", SEVEN[:6], "m1 m2 m3", 3, ()),
        ("more than half", SEVEN[:6], "m1 m2 m3", 3, ("3 of 6 voting members there, 4 needed",)),
        ("5", SEVEN[:4], "m1 m2 m3 m4", 4, ("4 of 4 voting members there, 5 needed",)),
        ("half", SEVEN[:1], "", 0, ("0 of 1 voting member there, 1 needed",)),
        ("half", [], "", 0, ("nobody on the group has a vote",)),
        ("half", [member("a", voting=False)], "a", 0, ("nobody on the group has a vote",)),
        # Somebody who is not on the group on the day counts for nothing.
        ("half", SEVEN[:2], "m9", 0, ("0 of 2 voting members there, 1 needed",)),
    ],
)
def test_number_of_members(
    share: str, members: list[Member], present: str, counted: int, reasons: tuple[str, ...]
) -> None:
    verdict = judged(rule(share), members, present)
    assert (verdict.met, verdict.counted, verdict.reasons) == (not reasons, counted, reasons)


@pytest.mark.parametrize(
    "silent",
    [
        member("x", vacant=True),
        member("x", gone=True),
        member("x", voting=False),
        member("x", role=Role.ADVISER),
        member("x", role=Role.IN_ATTENDANCE),
        member("x", role=Role.MINUTE_TAKER),
        deputy("x", "m1"),
        # Whoever stands in has the member's vote, and none beside it.
        dataclasses.replace(
            deputy("x", "m1"), row=dataclasses.replace(deputy("x", "m1").row, voting=True)
        ),
    ],
)
def test_who_has_no_vote_is_not_what_the_share_is_of(silent: Member) -> None:
    members = [*SEVEN[:6], silent]
    assert [m.row.ref for m in voters(members)] == ["m1", "m2", "m3", "m4", "m5", "m6"]
    verdict = judged(rule("half"), members, "m1 m2 x")
    assert (verdict.voting, verdict.counted, verdict.needed) == (6, 2, 3)


def test_an_adviser_with_a_vote_has_one() -> None:
    members = [*SEVEN[:1], member("x", role=Role.ADVISER, voting=True)]
    assert judged(rule("half"), members, "x").met


@pytest.mark.parametrize(
    ("members", "present", "sent", "counted"),
    [
        ([*SEVEN[:2], deputy("d", "m1")], "d", "", 1),
        # One member, counted once: with the deputy, with two of them, with somebody sent.
        ([*SEVEN[:2], deputy("d", "m1")], "m1 d", "", 1),
        ([*SEVEN[:2], deputy("d", "m1"), deputy("e", "m1")], "d e", "", 1),
        ([*SEVEN[:2], deputy("d", "m1")], "d", "m1", 1),
        ([*SEVEN[:2]], "m2", "m1", 2),
        # One body, counted once: on the group as a member too, or deputy of two.
        ([member("m1"), member("m2", person="A"), deputy("d", "m1", person="A")], "m2 d", "", 1),
        ([member("m1"), member("m2", person="A"), deputy("d", "m1", person="A")], "d", "", 1),
        ([*SEVEN[:2], deputy("d", "m1", person="A"), deputy("e", "m2", person="A")], "d e", "", 1),
        # And for whom it makes the most.
        (
            [*SEVEN[:2], deputy("d", "m1", person="A"), deputy("e", "m2", person="A"),
             deputy("f", "m1", person="B")],
            "d e f", "", 2,
        ),
        # Deputies of nobody who is there on the day.
        ([member("m1", vacant=True), member("m2"), deputy("d", "m1")], "d", "", 0),
        ([member("m1", gone=True), member("m2"), deputy("d", "m1")], "d", "m1", 0),
        ([member("m2"), deputy("d", "m1")], "d", "", 0),
        ([member("m1"), dataclasses.replace(deputy("d", "m1"), vacant_since=DAY)], "d", "", 0),
        # A deputy's own deputy stands for a deputy, who has no vote.
        ([member("m1"), deputy("d", "m1"), deputy("e", "d")], "e", "", 0),
        ([member("m1"), deputy("d", "e"), deputy("e", "d")], "d e", "", 0),
    ],
)  # fmt: skip
def test_deputies_count_once_and_only_where_the_rule_says_so(
    members: list[Member], present: str, sent: str, counted: int
) -> None:
    assert judged(rule("1", deputies=True), members, present, sent).counted == counted
    own = [m for m in voters(members) if m.row.ref in present.split()]
    assert judged(rule("1"), members, present, sent).counted == len(own)


@pytest.mark.parametrize(
    ("needed", "present", "reasons"),
    [
        (ChairNeeded.CHAIR, "c", ()),
        (ChairNeeded.CHAIR, "v", ("the chair is not there",)),
        (ChairNeeded.CHAIR, "d", ("the chair is not there",)),
        (ChairNeeded.CHAIR_OR_VICE, "c", ()),
        (ChairNeeded.CHAIR_OR_VICE, "v", ()),
        (ChairNeeded.CHAIR_OR_VICE, "d", ("neither chair nor vice chair is there",)),
    ],
)
def test_chair_and_vice_chair(needed: ChairNeeded, present: str, reasons: tuple[str, ...]) -> None:
    members = [CHAIR, VICE, deputy("d", "c")]
    verdict = judged(rule(chair=needed, deputies=True), members, present, sent="c")
    assert (verdict.met, verdict.reasons, verdict.needed) == (not reasons, reasons, None)


def test_a_chair_without_a_vote_is_there_all_the_same() -> None:
    chair = member("c", office=Office.CHAIR, voting=False)
    assert judged(rule("1", chair=ChairNeeded.CHAIR), [chair, *SEVEN], "c m1").met
    vacant = member("c", office=Office.CHAIR, vacant=True)
    verdict = judged(rule(chair=ChairNeeded.CHAIR), [vacant], "c")
    assert verdict.reasons == ("the chair is not there",)


@pytest.mark.parametrize(
    ("seat", "members", "present", "reasons"),
    [
        (OF_HEALTH, [member("a", TRUST), member("b", MET)], "a", ()),
        (OF_HEALTH, [member("a", TRUST), member("b", MET)], "b", ("nobody from Health",)),
        (TWO_OF_HEALTH, [member("a", TRUST), member("b", TRUST)], "a b", ()),
        (TWO_OF_HEALTH, [member("a", TRUST)], "a", ("1 from Health there, 2 needed",)),
        (TWO_OF_HEALTH, [member("a", TRUST)], "", ("nobody from Health, 2 needed",)),
        (OF_MET, [member("a", MET)], "a", ()),
        (OF_MET, [member("a", TRUST), member("b")], "a b", ("nobody from Met",)),
        # Members with a vote or without, but nobody who is no member.
        (OF_HEALTH, [member("a", TRUST, voting=False)], "a", ()),
        (OF_HEALTH, [member("a", TRUST, role=Role.ADVISER)], "a", ("nobody from Health",)),
        (OF_HEALTH, [member("a", TRUST, vacant=True)], "a", ("nobody from Health",)),
        # A deputy counts for the member's sector, wherever the deputy works.
        (OF_HEALTH, [member("a", TRUST), deputy("d", "a", MET)], "d", ()),
        (OF_MET, [member("a", TRUST), deputy("d", "a", MET)], "d", ("nobody from Met",)),
    ],
)
def test_seats(seat: Seat, members: list[Member], present: str, reasons: tuple[str, ...]) -> None:
    assert judged(rule(None, seat, deputies=True), members, present).reasons == reasons


def test_a_seat_without_deputies_wants_the_member() -> None:
    members = [member("a", TRUST), deputy("d", "a", TRUST)]
    assert not judged(rule(None, OF_HEALTH), members, "d").met


def test_every_reason_is_told() -> None:
    asked = rule("half", OF_HEALTH, OF_MET, chair=ChairNeeded.CHAIR)
    assert judged(asked, [*SEVEN, CHAIR], "m1").reasons == (
        "1 of 8 voting members there, 4 needed",
        "the chair is not there",
        "nobody from Health",
        "nobody from Met",
    )


def test_without_a_rule_nothing_is_said() -> None:
    assert judge(Rule(), SEVEN, ["m1"]) is None
    assert judge(rule(deputies=True), SEVEN, ["m1"]) is None
    assert in_words(Rule(), SEVEN) == ""


GROUP = GroupRow(
    "GR-0001", "Board", None, GroupKind.BOARD, None, None, None, None, None, "a third", True,
    ChairNeeded.CHAIR_OR_VICE,
)  # fmt: skip


def test_a_rule_is_read_from_the_group() -> None:
    old, new = agency("PCT", HEALTH, successor="CCG"), agency("CCG", HEALTH)
    successions = Successions([old, new])
    seats = [
        SeatRow("QS-0001", "GR-0001", HEALTH.ref, None, 2),
        SeatRow("QS-0002", "GR-0001", None, "PCT", 1),
        SeatRow("QS-0003", "GR-0001", None, None, 1),
        SeatRow("QS-0004", "GR-0001", POLICE.ref, None, 0),
    ]

    def read(day: dt.date) -> Rule:
        return rule_of(GROUP, seats, SECTORS, lambda ref: successions.at(ref, day) if ref else None)

    asked = read(DAY)
    assert [(seat.name, seat.least) for seat in asked.seats] == [("Health", 2), ("CCG", 1)]
    assert [seat.name for seat in read(DAY - dt.timedelta(days=1)).seats] == ["Health", "PCT"]
    (filled,) = filling(asked.seats[1], [member("a", new), member("b", MET)])
    assert filled.row.ref == "a"
    twelve = [*SEVEN, *(member(f"n{number}") for number in range(5)), member("x", vacant=True)]
    assert in_words(asked, twelve) == (
        "A third of the members with a vote (4 of 12), chair or vice chair there, "
        "at least 2 from Health, at least 1 from CCG, deputies count"
    )


def test_a_rule_that_cannot_be_read_is_kept_and_decides_nothing() -> None:
    group = dataclasses.replace(GROUP, quorum_share="enough", quorum_deputies=None)
    asked = rule_of(group, [], SECTORS, lambda _: None)
    assert (asked.share, asked.unread) == (None, "enough")
    assert "type half, a third" in asked.remedy
    verdict = judged(asked, [CHAIR], "c")
    assert (verdict.met, verdict.reasons) == (None, ("the rule 'enough' cannot be read",))
    assert judged(asked, [CHAIR], "").met is False
    assert in_words(asked) == "'enough', which cannot be read, chair or vice chair there"


@pytest.mark.parametrize(
    ("asked", "words"),
    [
        (rule("half"), "Half of the members with a vote (4 of 7)"),
        (rule("majority"), "More than half of the members with a vote (4 of 7)"),
        (rule("40%"), "40% of the members with a vote (3 of 7)"),
        (rule("5"), "5 members with a vote (5 of 7)"),
        (rule("9"), "9 members with a vote (only 7 have one)"),
        (rule("all"), "All members with a vote (7 of 7)"),
        (rule("over 1"), "More than 1 member with a vote (2 of 7)"),
        (rule(chair=ChairNeeded.CHAIR), "Chair there"),
        (rule(None, OF_MET), "At least 1 from Met"),
    ],
)
def test_in_words(asked: Rule, words: str) -> None:
    assert in_words(asked, SEVEN) == words


# Groups of any shape: who sits where, who stands in for whom, and who is whom.
_refs = st.sampled_from([f"m{number}" for number in range(6)])


@st.composite
def _members(draw: st.DrawFn) -> list[Member]:
    made = []
    for number in range(draw(st.integers(0, 6))):
        role = draw(st.sampled_from([Role.MEMBER, Role.MEMBER, Role.DEPUTY, Role.ADVISER]))
        made.append(
            member(
                f"m{number}",
                draw(st.sampled_from([None, MET, TRUST])),
                role=role,
                office=draw(st.sampled_from([None, None, Office.CHAIR, Office.VICE_CHAIR])),
                stands_in_for=draw(_refs) if role is Role.DEPUTY else None,
                voting=draw(st.sampled_from([None, True, False])),
                person=draw(st.sampled_from([None, None, "A", "B"])),
                vacant=draw(st.sampled_from([False, False, True])),
            )
        )
    return made


_rules = st.builds(
    Rule,
    st.sampled_from([None, *map(read_share, ("a third", "half", "more than half", "3", "all"))]),
    st.booleans(),
    st.sampled_from(ChairNeeded),
    st.lists(st.sampled_from([OF_HEALTH, TWO_OF_HEALTH, OF_MET]), max_size=2).map(tuple),
)


@given(_rules, _members(), st.sets(_refs), st.sets(_refs), _refs)
def test_nobody_who_comes_breaks_a_quorum(
    asked: Rule, members: list[Member], present: set[str], sent: set[str], one_more: str
) -> None:
    before = judge(asked, members, present, sent)
    after = judge(asked, members, present | {one_more}, sent)
    if before is None or after is None:
        assert before is after
        return
    assert after.counted >= before.counted
    assert after.met or not before.met
    assert len(after.reasons) <= len(before.reasons)


@given(_rules, _members(), st.sets(_refs), st.sets(_refs))
def test_no_more_count_than_have_a_vote_or_came(
    asked: Rule, members: list[Member], present: set[str], sent: set[str]
) -> None:
    verdict = judge(asked, members, present, sent)
    if verdict is None:
        return
    assert verdict.counted <= verdict.voting == len(voters(members))
    assert verdict.counted <= len(present) + len(sent)
    assert verdict.met == (not verdict.reasons)
    if not asked.deputies:
        alone = judge(asked, members, present)
        assert verdict == alone
    with_deputies = judge(dataclasses.replace(asked, deputies=True), members, present, sent)
    assert with_deputies is not None
    assert with_deputies.met or not verdict.met


@given(_rules, _members(), st.randoms(use_true_random=False), st.sets(_refs))
def test_the_order_of_members_says_nothing(
    asked: Rule, members: list[Member], chance: object, present: set[str]
) -> None:
    other = list(members)
    chance.shuffle(other)  # type: ignore[attr-defined]
    assert judge(asked, members, present) == judge(asked, other, present)
