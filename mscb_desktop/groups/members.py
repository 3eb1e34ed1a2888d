"""The groups as they were on a day: who sat on them, for which agency, and who led them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection

from db.queries import agencies as agency_queries
from db.queries import groups as queries
from db.queries.agencies import AgencyRow, SectorRow
from db.queries.groups import GroupRow, HoldingRow, MembershipRow, PersonRow, PostRow, SeatRow
from db.records.groups import Office, Role
from mscb_desktop.agencies.rules import Successions
from mscb_desktop.groups.terms import covers, holders, nearest, vacant_since

_ROLES_APART = (
    (Role.ADVISER, "Advisers"),
    (Role.IN_ATTENDANCE, "In attendance"),
    (Role.MINUTE_TAKER, "In attendance"),
)
"""Roles that a list prints behind the members, under a heading of their own."""


@dataclass(frozen=True, slots=True)
class Holder:
    """A person in a place: who sits there, and how to reach them."""

    person: PersonRow
    note: str = ""
    """Acting, interim …"""


@dataclass(frozen=True, slots=True)
class Member:
    """One membership on a day.

    `title` is the post's, '' where a person sits as such; `agency` is the one that stood in the
    place of theirs on the day, None for nobody's. `people` hold the post, or are the person: none
    where no name is known. `vacant_since` and `gone_since` are the first days without anybody:
    the post is vacant; the person left, or the post was abolished.
    """

    row: MembershipRow
    title: str
    agency: AgencyRow | None
    sector: SectorRow | None
    people: tuple[Holder, ...]
    vacant_since: dt.date | None
    gone_since: dt.date | None

    @property
    def called(self) -> str:
        """What a list prints: the post and its agency, or the person's name."""
        first = self.title or ", ".join(holder.person.name for holder in self.people)
        return ", ".join(filter(None, (first, self.agency.name if self.agency else "")))

    @property
    def names(self) -> str:
        """Who it is by name, with what is remarked of them; '' where no name is known."""
        return ", ".join(
            f"{holder.person.name} ({holder.note})" if holder.note else holder.person.name
            for holder in self.people
        )

    @property
    def votes(self) -> bool:
        """Whether there is a vote: members have one where nothing else is said."""
        said = self.row.voting
        return self.row.role is Role.MEMBER if said is None else said

    @property
    def is_there(self) -> bool:
        """Whether somebody sits there, by name or not."""
        return self.vacant_since is None and self.gone_since is None


@dataclass(frozen=True, slots=True)
class Section:
    """The members that a list prints under one heading; '' is above all headings."""

    heading: str
    sector: str | None
    members: tuple[Member, ...]


class Roll:
    """The groups of a board on a day, with their members.

    `only` reads the members of these groups alone. With `everyone` former and later members
    stand among them, each as on the last or the first day of the membership.
    """

    def __init__(
        self,
        connection: Connection,
        day: dt.date,
        only: Sequence[str] | None = None,
        *,
        everyone: bool = False,
    ) -> None:
        self.day = day
        self.groups: Sequence[GroupRow] = [
            group
            for group in queries.groups(connection)
            if covers(group.began, group.ended, day) and (only is None or group.ref in only)
        ]
        self.sectors: Mapping[str, SectorRow] = agency_queries.sectors(connection)
        self.agencies: Mapping[str, AgencyRow] = agency_queries.agencies(connection)
        self.successions = Successions(self.agencies.values())
        self._seats = queries.seats(connection)
        rows = queries.memberships(connection, groups=only, day=None if everyone else day)
        sitting = _Sitting(connection, rows, only is None)
        self.posts: Mapping[str, PostRow] = sitting.posts
        self._members: dict[str, list[Member]] = {}
        for row in rows:
            self._members.setdefault(row.board_group, []).append(self._member(row, sitting))

    def members(self, group: str) -> Sequence[Member]:
        """List a group's members in their order, deputies behind those they stand in for."""
        return _deputies_behind(self._members.get(group, []))

    def seats(self, group: str) -> Sequence[SeatRow]:
        """List what a group's quorum asks of sectors and agencies."""
        return [seat for seat in self._seats if seat.board_group == group]

    def led_by(self, group: str, office: Office) -> Sequence[Member]:
        """List who holds an office of a group."""
        return [member for member in self._members.get(group, []) if member.row.office is office]

    def below(self, parent: str | None) -> Sequence[GroupRow]:
        """List the groups that report to one; to none that is there, for None."""
        there = {group.ref for group in self.groups}
        return [
            group
            for group in self.groups
            if (group.parent if group.parent in there else None) == parent
        ]

    def sections(self, group: str) -> Sequence[Section]:
        """Part a group's members as a list prints them.

        Who leads it for no sector comes first, without a heading; then sector by sector, those
        without one, and those who are no members.
        """
        first, others = [], []
        by_sector: dict[str, list[Member]] = {ref: [] for ref in self.sectors}
        apart: dict[str, list[Member]] = {heading: [] for _, heading in _ROLES_APART}
        headings = dict(_ROLES_APART)
        for member in self.members(group):
            if member.row.role in headings:
                apart[headings[member.row.role]].append(member)
            elif member.sector is not None:
                by_sector[member.sector.ref].append(member)
            elif member.row.office is not None:
                first.append(member)
            else:
                others.append(member)
        found = [Section("", None, tuple(first))]
        for ref, members in by_sector.items():
            found.append(Section(self.sectors[ref].name, ref, tuple(members)))
        found.append(Section("No sector", None, tuple(others)))
        found += [Section(heading, None, tuple(members)) for heading, members in apart.items()]
        return [section for section in found if section.members]

    def agency_of(self, ref: str | None) -> AgencyRow | None:
        """Give the agency that stood in one's place on the day."""
        return self.successions.at(ref, self.day) if ref is not None else None

    def _member(self, row: MembershipRow, sitting: _Sitting) -> Member:
        day = nearest(row.began, row.ended, self.day)
        post = sitting.posts.get(row.post or "")
        person = sitting.people.get(row.person or "")
        held = sitting.held_by(post, day) if post is not None else []
        people = tuple(
            Holder(sitting.people[holding.person], holding.note or "") for holding in held
        )
        if person is not None:
            people = (*people, Holder(person))
        of = sitting.agency_of(post, person, day)
        agency = self.successions.at(of, day) if of is not None else None
        sector = self.sectors.get(row.sector or (agency.sector if agency else None) or "")
        return Member(
            row,
            post.title if post is not None else "",
            agency,
            sector,
            people,
            sitting.vacant_since(post, day) if post is not None else None,
            _gone_since(post, person, day),
        )


class _Sitting:
    """The posts, people and holdings behind some memberships; of all of them where `everything`."""

    def __init__(
        self, connection: Connection, rows: Sequence[MembershipRow], everything: bool
    ) -> None:
        posts = sorted({row.post for row in rows if row.post})
        people = sorted({row.person for row in rows if row.person})
        self.posts = queries.posts(connection, None if everything else posts)
        held = queries.holdings(connection, posts=None if everything else posts)
        own = [] if everything else queries.holdings(connection, people=people)
        if not everything:
            beside = {holding.post for holding in own} - set(self.posts)
            self.posts |= queries.posts(connection, sorted(beside))
            people = sorted({*people, *(holding.person for holding in held)})
        self.people = queries.people(connection, None if everything else people)
        self._of_post: dict[str, list[HoldingRow]] = {}
        for holding in held:
            self._of_post.setdefault(holding.post, []).append(holding)
        self._of_person: dict[str, list[HoldingRow]] = {}
        for holding in held if everything else own:
            self._of_person.setdefault(holding.person, []).append(holding)

    def held_by(self, post: PostRow, day: dt.date) -> list[HoldingRow]:
        return holders(self._of_post.get(post.ref, ()), self.people, day)

    def vacant_since(self, post: PostRow, day: dt.date) -> dt.date | None:
        return vacant_since(post, self._of_post.get(post.ref, ()), self.people, day)

    def agency_of(self, post: PostRow | None, person: PersonRow | None, day: dt.date) -> str | None:
        """Name the agency of a post; of a person that of the post they hold, or their own."""
        if post is not None or person is None:
            return post.agency if post is not None else None
        held = holders(self._of_person.get(person.ref, ()), self.people, day)
        agencies = (self.posts[holding.post].agency for holding in held)
        return next(filter(None, agencies), person.agency)


def _gone_since(post: PostRow | None, person: PersonRow | None, day: dt.date) -> dt.date | None:
    """Give the first day on which the post is no more, or the person has left."""
    last = person.left_on if person is not None else post.ended if post is not None else None
    return last + dt.timedelta(days=1) if last is not None and last < day else None


def _deputies_behind(members: Sequence[Member]) -> list[Member]:
    """Put deputies behind the members they stand in for; others keep their places."""
    there = {member.row.ref for member in members}
    deputies: dict[str, list[Member]] = {}
    for member in members:
        if member.row.role is Role.DEPUTY and member.row.deputy_for in there:
            deputies.setdefault(str(member.row.deputy_for), []).append(member)
    moved = {member.row.ref for each in deputies.values() for member in each}
    found: list[Member] = []
    for member in members:
        if member.row.ref not in moved:
            found += [member, *deputies.get(member.row.ref, ())]
    placed = {member.row.ref for member in found}
    # Deputies of deputies, in a circle or not: none is lost.
    return found + [member for member in members if member.row.ref not in placed]
