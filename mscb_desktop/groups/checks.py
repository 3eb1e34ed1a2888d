"""Gaps in groups, posts and agencies as on a day: chairs, quorums, people who left, vacancies."""

from __future__ import annotations

import calendar
import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection

from db.queries import budget as years
from db.queries import records
from db.queries.groups import GroupRow
from db.records.groups import Office, Role
from mscb_desktop.checks import Finding
from mscb_desktop.groups.members import Member, Roll
from mscb_desktop.groups.quorum import Rule, Seat, filling, rule_of, voters
from mscb_desktop.groups.terms import ONE_DAY
from mscb_desktop.values import as_at, show_date, year_of

TABLES = frozenset(
    {
        "financial_year",
        "sector",
        "agency",
        "person",
        "post",
        "holding",
        "board_group",
        "quorum_seat",
        "membership",
    }
)
"""What the findings are made of."""

_QUARTER = 3
"""Months for which a post may be vacant before that is told."""
_NAMED = 3
"""Groups that a sentence names before it counts the rest."""


def check(connection: Connection, today: dt.date, year: int | None) -> list[Finding]:
    """Find what is missing as at the year that begins in `year`.

    For all years that is the newest one that has begun; without any, today.
    """
    there = {row.start_year: row.ref for row in years.years(connection)}
    this = year_of(today)
    if year is None:
        year = max((start for start in there if start <= this), default=this)
    found = _Found(Roll(connection, as_at(year, today)), year, there.get(year))
    gone = _memberships_not_there(connection, found.roll)
    return [
        *(finding for group in found.roll.groups for finding in found.of_group(group, gone)),
        *found.vacant_posts(),
        *found.successors_without_a_day(),
    ]


@dataclass(frozen=True, slots=True)
class _Ended:
    """A membership that is over on the day, and what it was called."""

    called: str
    last: dt.date


@dataclass(frozen=True, slots=True)
class _Found:
    """What is missing on the roll of a day, for one year."""

    roll: Roll
    year: int
    year_ref: str | None

    def of_group(self, group: GroupRow, ended: dict[str, _Ended]) -> Iterator[Finding]:
        """Find what is missing in a group; one without members is only begun."""
        members = self.roll.members(group.ref)
        rule = rule_of(group, self.roll.seats(group.ref), self.roll.sectors, self.roll.agency_of)
        if rule.unread:
            yield self._of_quorum(group, "cannot be read", rule.remedy, f"reads '{rule.unread}'")
        if not members:
            return
        chairs = self.roll.led_by(group.ref, Office.CHAIR)
        told = ""
        if not any(chair.is_there for chair in chairs):
            told = chairs[0].row.ref if chairs else ""
            yield self._no_chair(group, chairs)
        yield from self._out_of_reach(group, rule, members)
        for seat in rule.seats:
            yield from self._seat_not_filled(group, seat, members)
        for member in members:
            if member.gone_since is not None and member.row.ref != told:
                yield self._still_listed(group, member, member.gone_since)
        yield from self._deputies_of_nobody(group, members, ended)

    def vacant_posts(self) -> Iterator[Finding]:
        """Find the posts on groups that have been vacant for a quarter or longer."""
        vacant: dict[str, tuple[Member, dt.date, list[str]]] = {}
        for group in self.roll.groups:
            for member in self.roll.members(group.ref):
                since, post = member.vacant_since, member.row.post
                if since is None or post is None or member.gone_since is not None:
                    continue
                if _months_after(since, _QUARTER) <= self.roll.day:
                    names = vacant.setdefault(post, (member, since, []))[2]
                    if group.name not in names:
                        names.append(group.name)
        for post, (member, since, names) in vacant.items():
            yield self._finding(
                f"vacant:{post}",
                f"{member.called} is vacant",
                f"Vacant since {show_date(since)}; it sits on {_listed(names)}. Name who holds the "
                "post, or give its memberships a last day.",
                ("people", post, "vacant_since"),
                f"vacant since {show_date(since)}",
            )

    def successors_without_a_day(self) -> Iterator[Finding]:
        """Find the agencies whose successor is known, and not from which day on."""
        for agency in self.roll.agencies.values():
            successor = self.roll.agencies.get(agency.successor or "")
            if successor is not None and agency.succeeded_on is None:
                yield self._finding(
                    f"succession:{agency.ref}",
                    f"{agency.name}: succeeded on no day",
                    f"{successor.name} succeeded it, and lists of every day still name "
                    f"{agency.name}. Type the day into Succeeded on.",
                    ("agencies", agency.ref, "succeeded_on"),
                    f"succeeded by {successor.ref}",
                )

    def _no_chair(self, group: GroupRow, chairs: Sequence[Member]) -> Finding:
        """Tell of a group that nobody chairs: nobody named, the post vacant, or the person gone."""
        if not chairs:
            return self._finding(
                f"no_chair:{group.ref}",
                f"{group.name}: no chair",
                f"Nobody is its chair as at {show_date(self.roll.day)}. Choose Chair as the "
                "office of the member who chairs it.",
                ("groups", group.ref, None),
                "no chair",
            )
        chair = chairs[0]
        since = chair.gone_since or chair.vacant_since or self.roll.day
        left = _left(chair, since) if chair.gone_since else f"is vacant since {show_date(since)}"
        return self._finding(
            f"chair_missing:{chair.row.ref}",
            f"{group.name}: the chair is missing",
            f"{chair.called}, who chairs it, {left}.",
            ("groups", chair.row.ref, "office"),
            f"missing since {show_date(since)}",
        )

    def _out_of_reach(
        self, group: GroupRow, rule: Rule, members: Sequence[Member]
    ) -> Iterator[Finding]:
        """Find a quorum that no meeting can reach."""
        if rule.share is None:
            return
        able = len(voters(members))
        needed = rule.share.needed(able)
        if needed > able:
            has = f"{able or 'nobody'} {'are' if able > 1 else 'is'} there"
            yield self._of_quorum(
                group,
                "cannot be reached",
                f"It asks for {rule.share.in_words()} with a vote, and {has}; vacant posts do "
                "not count.",
                f"{needed} of {able}",
            )

    def _of_quorum(self, group: GroupRow, what: str, message: str, state: str) -> Finding:
        return self._finding(
            f"quorum:{group.ref}",
            f"{group.name}: the quorum {what}",
            message,
            ("groups", group.ref, "quorum_share"),
            state,
        )

    def _seat_not_filled(
        self, group: GroupRow, seat: Seat, members: Sequence[Member]
    ) -> Iterator[Finding]:
        """Find a sector or agency of which a quorum asks for more than sit on the group."""
        there = len(filling(seat, members))
        if there < seat.least:
            few = f"only {there} from {seat.name}" if there else f"nobody from {seat.name}"
            yield self._finding(
                f"seat:{seat.ref}",
                f"{group.name}: {few}",
                f"Its quorum asks for at least {seat.least} from {seat.name}, and "
                f"{there or 'none'} of its members {'is' if there < 2 else 'are'}; vacant posts "
                "do not count.",
                ("groups", seat.ref, "least"),
                f"{there} of {seat.least}",
            )

    def _still_listed(self, group: GroupRow, member: Member, since: dt.date) -> Finding:
        """Tell of a membership of somebody who left, or of a post that is no more."""
        return self._finding(
            f"left:{member.row.ref}",
            f"{group.name}: still lists {member.called}",
            f"{member.called} {_left(member, since)}, and is still on the group. Give the "
            "membership its last day.",
            ("groups", member.row.ref, "ended"),
            f"gone since {show_date(since)}",
        )

    def _deputies_of_nobody(
        self, group: GroupRow, members: Sequence[Member], ended: dict[str, _Ended]
    ) -> Iterator[Finding]:
        """Find deputies who are there and whose member is no longer."""
        there = {member.row.ref: member for member in members}
        for deputy in members:
            of = deputy.row.deputy_for
            if deputy.row.role is not Role.DEPUTY or of is None or deputy.gone_since is not None:
                continue
            if of in there:
                since, called = there[of].gone_since, there[of].called
            elif of in ended:
                since, called = ended[of].last + ONE_DAY, ended[of].called
            else:
                continue
            if since is not None:
                yield self._finding(
                    f"deputy:{deputy.row.ref}",
                    f"{group.name}: a deputy of nobody",
                    f"{deputy.called} is deputy for {called}, who has not been on the group "
                    f"since {show_date(since)}.",
                    ("groups", deputy.row.ref, "deputy_for"),
                    f"of nobody since {show_date(since)}",
                )

    def _finding(
        self, key: str, title: str, message: str, place: tuple[str, str, str | None], state: str
    ) -> Finding:
        area, ref, column = place
        return Finding(key, title, message, area, ref, column, self.year, self.year_ref, state)


def _memberships_not_there(connection: Connection, roll: Roll) -> dict[str, _Ended]:
    """Read the memberships that deputies of the day stand in for and that are over."""
    members = [member for group in roll.groups for member in roll.members(group.ref)]
    there = {member.row.ref for member in members}
    wanted = sorted(
        {str(m.row.deputy_for) for m in members if m.row.deputy_for is not None} - there
    )
    rows = records.rows_by_ref(connection, "membership", wanted)
    over = {ref: row["ended"] for ref, row in rows.items() if isinstance(row["ended"], dt.date)}
    names = records.names(connection, "membership", list(over))
    return {ref: _Ended(names[ref], last) for ref, last in over.items() if last < roll.day}


def _left(member: Member, since: dt.date) -> str:
    """Say since when a person has left, or a post is abolished."""
    last = show_date(since - ONE_DAY)
    return f"left on {last}" if member.row.person is not None else f"was abolished on {last}"


def _listed(names: Iterable[str]) -> str:
    """Join names for a sentence: 'A, B and C', 'A, B, C and 2 more'."""
    known = list(names)
    shown, rest = known[:_NAMED], len(known) - _NAMED
    last = f"{rest} more" if rest > 0 else shown.pop()
    return f"{', '.join(shown)} and {last}" if shown else last


def _months_after(day: dt.date, months: int) -> dt.date:
    """Give the same day some months later, or that month's last."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    last = calendar.monthrange(year, month + 1)[1]
    return dt.date(year, month + 1, min(day.day, last))
