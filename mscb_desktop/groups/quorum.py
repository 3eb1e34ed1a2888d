"""What a group's quorum asks for, and whether those who came to a meeting were enough."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from db.queries.agencies import AgencyRow, SectorRow
from db.queries.groups import GroupRow, SeatRow
from db.records.groups import ChairNeeded, Office, Role
from mscb_desktop.groups.members import Member
from mscb_desktop.groups.share import Share as Share
from mscb_desktop.groups.share import read_share as read_share
from mscb_desktop.values import Unreadable, quoted

_CHAIR = {
    ChairNeeded.CHAIR: ((Office.CHAIR,), "chair there", "the chair is not there"),
    ChairNeeded.CHAIR_OR_VICE: (
        (Office.CHAIR, Office.VICE_CHAIR),
        "chair or vice chair there",
        "neither chair nor vice chair is there",
    ),
}


@dataclass(frozen=True, slots=True)
class Seat:
    """A sector, or an agency, of which at least so many members have to be there."""

    ref: str
    name: str
    sector: str | None
    agency: str | None
    least: int

    def is_of(self, member: Member) -> bool:
        """Tell whether a member is of the agency, or where none is named of the sector."""
        if self.agency is not None:
            return member.agency is not None and member.agency.ref == self.agency
        return member.sector is not None and member.sector.ref == self.sector


@dataclass(frozen=True, slots=True)
class Rule:
    """A group's quorum rule.

    `share` is None where the number of members does not matter, or where what was typed for it
    cannot be read: `unread` is that text then, and `remedy` what to do about it.
    """

    share: Share | None = None
    deputies: bool = False
    chair: ChairNeeded = ChairNeeded.NOBODY
    seats: tuple[Seat, ...] = ()
    unread: str = ""
    remedy: str = ""

    @property
    def asks(self) -> bool:
        """Whether it asks for anything: a group without a rule has no quorum to miss."""
        said = self.share is not None or bool(self.unread) or bool(self.seats)
        return said or self.chair is not ChairNeeded.NOBODY


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether those who came were enough, and each reason why not.

    `met` is None where nobody can say, since the rule cannot be read. `counted` of the `voting`
    members were there, or had a deputy there that counts; `needed` is None where their number
    does not matter.
    """

    met: bool | None
    voting: int
    counted: int
    needed: int | None
    reasons: tuple[str, ...]


def rule_of(
    group: GroupRow,
    seats: Iterable[SeatRow],
    sectors: Mapping[str, SectorRow],
    agency_of: Callable[[str | None], AgencyRow | None],
) -> Rule:
    """Read a group's rule as it stands on a day.

    `agency_of` gives the agency that stood in one's place on that day, so that a rule which
    names an agency holds for its successor.
    """
    share, unread, remedy = None, "", ""
    if group.quorum_share:
        try:
            share = read_share(group.quorum_share)
        except Unreadable as refusal:
            unread, remedy = group.quorum_share, refusal.message
    return Rule(
        share,
        bool(group.quorum_deputies),
        group.quorum_chair or ChairNeeded.NOBODY,
        tuple(filter(None, (_seat(row, sectors, agency_of) for row in seats))),
        unread,
        remedy,
    )


def voters(members: Iterable[Member]) -> list[Member]:
    """List those whom a share is a share of: members with a vote, vacant posts left out.

    Who stands in for somebody has that one's vote and none of their own.
    """
    return [
        member for member in members if member.votes and member.is_there and not _stands_in(member)
    ]


def judge(
    rule: Rule,
    members: Sequence[Member],
    present: Collection[str],
    sent: Collection[str] = (),
) -> Verdict | None:
    """Judge whether those who came are a quorum; None where no rule says what one is.

    `members` are a group's on the day, in any role. `present` are the memberships of those who
    came, deputies by their own; `sent` those of members who sent somebody that is not on the
    group. Whoever came counts once, for themselves or for one member that they stand in for.
    """
    if not rule.asks:
        return None
    able = voters(members)
    came = _Came(rule, members, present, sent)
    counted = came.count(able)
    needed = rule.share.needed(len(able)) if rule.share is not None else None
    reasons = []
    if needed is not None and not able:
        reasons.append("nobody on the group has a vote")
    elif needed is not None and counted < needed:
        noun = "member" if len(able) == 1 else "members"
        reasons.append(f"{counted} of {len(able)} voting {noun} there, {needed} needed")
    if rule.chair in _CHAIR:
        offices, _, missing = _CHAIR[rule.chair]
        if not any(m.row.office in offices and m.row.ref in came.themselves for m in members):
            reasons.append(missing)
    for seat in rule.seats:
        there = came.count(filling(seat, members))
        if there < seat.least:
            few = f"{there} from {seat.name} there, {seat.least} needed"
            reasons.append(few if there else _nobody(seat))
    met: bool | None = not reasons
    if rule.unread:
        met = None if met else False
        reasons.append(f"the rule {quoted(rule.unread)} cannot be read")
    return Verdict(met, len(able), counted, needed, tuple(reasons))


def filling(seat: Seat, members: Iterable[Member]) -> list[Member]:
    """List the members of the sector or agency that a rule asks for, with a vote or without."""
    return [
        member
        for member in members
        if member.is_there
        and not _stands_in(member)
        and (member.row.role is Role.MEMBER or member.votes)
        and seat.is_of(member)
    ]


def in_words(rule: Rule, members: Sequence[Member] | None = None) -> str:
    """Say a rule on one line, '' where there is none; with `members` how many that makes."""
    parts = []
    if rule.unread:
        parts.append(f"{quoted(rule.unread)}, which cannot be read")
    elif rule.share is not None:
        parts.append(_share_in_words(rule.share, members))
    if rule.chair in _CHAIR:
        parts.append(_CHAIR[rule.chair][1])
    parts += [f"at least {seat.least} from {seat.name}" for seat in rule.seats]
    if parts and rule.deputies:
        parts.append("deputies count")
    words = ", ".join(parts)
    return words[:1].upper() + words[1:]


class _Came:
    """Who came to a meeting, and for which members each of them can count."""

    def __init__(
        self,
        rule: Rule,
        members: Sequence[Member],
        present: Collection[str],
        sent: Collection[str],
    ) -> None:
        there = [member for member in members if member.is_there and member.row.ref in present]
        self.themselves = {member.row.ref for member in there}
        self._for: dict[str, list[str]] = {}
        for member in there:
            self._for.setdefault(member.row.ref, []).append(_who(member))
            if rule.deputies and _stands_in(member):
                self._for.setdefault(str(member.row.deputy_for), []).append(_who(member))
        for ref in sent if rule.deputies else ():
            self._for.setdefault(ref, []).append(f"sent by {ref}")

    def count(self, members: Iterable[Member]) -> int:
        """Count how many of these members somebody was there for, nobody for two of them.

        Where one can count for several, it is for whom it makes the most: whoever stands in for
        two members and is joined by the other's second deputy makes two.
        """
        taken: dict[str, str] = {}

        def place(ref: str, tried: set[str]) -> bool:
            for who in self._for.get(ref, ()):
                if who not in tried:
                    tried.add(who)
                    if who not in taken or place(taken[who], tried):
                        taken[who] = ref
                        return True
            return False

        return sum(place(member.row.ref, set()) for member in members)


def _who(member: Member) -> str:
    """Name who it is that came, so that somebody on the group twice is known as one."""
    if len(member.people) == 1:
        return member.people[0].person.ref
    return member.row.post or member.row.person or member.row.ref


def _stands_in(member: Member) -> bool:
    return member.row.role is Role.DEPUTY and member.row.deputy_for is not None


def _seat(
    row: SeatRow,
    sectors: Mapping[str, SectorRow],
    agency_of: Callable[[str | None], AgencyRow | None],
) -> Seat | None:
    """Give a seat as on the day; None where it asks for nobody."""
    agency = agency_of(row.agency)
    sector = sectors.get(row.sector or "")
    named = agency or sector
    if named is None or row.least < 1:
        return None
    return Seat(row.ref, named.name, row.sector, agency.ref if agency else None, row.least)


def _nobody(seat: Seat) -> str:
    needed = "" if seat.least == 1 else f", {seat.least} needed"
    return f"nobody from {seat.name}{needed}"


def _share_in_words(share: Share, members: Sequence[Member] | None) -> str:
    words = f"{share.in_words()} with a vote"
    if members is None:
        return words
    able = len(voters(members))
    if not able:
        return f"{words} (nobody has one)"
    needed = share.needed(able)
    if needed > able:
        return f"{words} (only {able} {'has' if able == 1 else 'have'} one)"
    return f"{words} ({needed} of {able})"
