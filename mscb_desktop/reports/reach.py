"""Who there was on a day, in which post and for which agency, and how to reach them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection

from db.queries import groups as queries
from db.queries.agencies import AgencyRow
from db.queries.groups import GroupRow, HoldingRow, PersonRow, PostRow
from mscb_desktop.groups.members import Roll
from mscb_desktop.groups.terms import covers, holders, vacant_since
from mscb_desktop.reports.of_groups import GROUP, group_in, short_role
from mscb_desktop.reports.request import Of, ReportError, Request

AGENCY = Of("agency", "one agency, by name or reference; all without it", table="agency")


@dataclass(frozen=True, slots=True)
class Contact:
    """A person in one post, or in none, or a post of which no holder is known.

    `ref` is the person's, or where no name is known the post's. `remark` says how they hold the
    post: acting, interim. `agency` is the one that stood in
    its place on the day. `address` is the person's own, '' where there is none. What is not known
    is ''.
    """

    ref: str
    name: str
    post: str
    remark: str
    agency: AgencyRow | None
    email: str
    phone: str
    address: str
    groups: tuple[str, ...]
    vacant_since: dt.date | None = None

    @property
    def post_and_remark(self) -> str:
        """The post with how it is held: 'Head Teacher (interim)'."""
        return f"{self.post} ({self.remark})" if self.remark else self.post

    @property
    def agency_name(self) -> str:
        """The agency's name, '' for none."""
        return self.agency.name if self.agency is not None else ""

    @property
    def sent_to(self) -> str:
        """Where letters are sent: the person's own address, or else the agency's."""
        return self.address or lines_of(self.agency.contact_address if self.agency else None)

    @property
    def called(self) -> str:
        """Who it is on one line: 'Ada Alder (Nurse, Hill Trust)'."""
        place = ", ".join(filter(None, (self.post, self.agency_name)))
        return f"{self.name} ({place})" if self.name and place else self.name or place


@dataclass(frozen=True, slots=True)
class Reach:
    """Who can be reached on a day, of one group or agency, or all.

    `agencies` are those that are asked for and stood on the day: none where a group is.
    """

    day: dt.date
    group: GroupRow | None
    agency: AgencyRow | None
    contacts: Sequence[Contact]
    agencies: Sequence[AgencyRow]
    roll: Roll


def asked_reach(connection: Connection, request: Request) -> Reach:
    """Read whom the request asks for, agency by agency, those of no agency first.

    Raises ReportError where there was no such group on the day.
    """
    day = request.day
    roll = Roll(connection, day)
    group, agency = None, None
    if (ref := GROUP.of(request)) is not None:
        group = group_in(connection, roll, ref)
    if (ref := AGENCY.of(request)) is not None:
        agency = roll.agency_of(ref)
        if agency is None:
            raise ReportError(f"There is no agency {ref} in this board.")
    found = [
        contact
        for contact in _Everyone(connection, roll).contacts(group)
        if agency is None or contact.agency == agency
    ]
    if group is not None:
        agencies: list[AgencyRow] = []
    elif agency is not None:
        agencies = [agency]
    else:
        agencies = [each for each in roll.agencies.values() if roll.agency_of(each.ref) == each]
    return Reach(day, group, agency, sorted(found, key=_order), agencies, roll)


def _order(contact: Contact) -> tuple[object, ...]:
    name = contact.name.casefold()
    return (
        contact.agency is not None,
        contact.agency_name.casefold(),
        not name,
        name.split()[-1:],
        name,
        contact.post.casefold(),
    )


class _Everyone:
    """The posts and people that there were on a day, and the groups they sat on."""

    def __init__(self, connection: Connection, roll: Roll) -> None:
        self._roll, self._day = roll, roll.day
        self._posts = queries.posts(connection)
        self._people = queries.people(connection)
        self._held: dict[str, list[HoldingRow]] = {}
        for holding in queries.holdings(connection):
            self._held.setdefault(holding.post, []).append(holding)
        self._ever = {each.person for held in self._held.values() for each in held}
        self._groups: dict[str, list[str]] = {}
        self._on: dict[str, set[str]] = {}
        for group in roll.groups:
            for member in roll.members(group.ref):
                sits = member.row.post or member.row.person or ""
                role = short_role(member)
                words = group.short_name or group.name
                self._groups.setdefault(sits, []).append(f"{words} ({role})" if role else words)
                self._on.setdefault(group.ref, set()).add(sits)

    def contacts(self, group: GroupRow | None) -> Iterator[Contact]:
        """Give everyone; with `group` those who sat on it, themselves or by their post."""
        on = self._on.get(group.ref, set()) if group is not None else None
        placed = set()
        for post in self._posts.values():
            if not covers(None, post.ended, self._day):
                continue
            held = self._held.get(post.ref, [])
            now = holders(held, self._people, self._day)
            if not now and (on is None or post.ref in on):
                yield self._unnamed(post, held)
            for holding in now:
                placed.add(holding.person)
                if on is None or post.ref in on or holding.person in on:
                    yield self._named(self._people[holding.person], post, holding.note)
        for person in self._people.values():
            if person.ref in placed or not self._is_there(person):
                continue
            if on is None or person.ref in on:
                yield self._named(person, None, None)

    def _is_there(self, person: PersonRow) -> bool:
        """Tell whether somebody without a post belongs to the day.

        Those who hold posts on other days alone do not.
        """
        tied = person.agency or person.ref in self._groups or person.ref not in self._ever
        return bool(tied) and covers(None, person.left_on, self._day)

    def _named(self, person: PersonRow, post: PostRow | None, note: str | None) -> Contact:
        refs = (post.ref, person.ref) if post is not None else (person.ref,)
        title = post.title if post is not None else ""
        return Contact(
            person.ref,
            person.name,
            title,
            note or "",
            self._roll.agency_of(post.agency if post is not None else person.agency),
            person.email or (post.email if post is not None else None) or "",
            person.phone or (post.phone if post is not None else None) or "",
            lines_of(person.address),
            tuple(words for ref in refs for words in self._groups.get(ref, ())),
        )

    def _unnamed(self, post: PostRow, held: Sequence[HoldingRow]) -> Contact:
        return Contact(
            post.ref,
            "",
            post.title,
            "",
            self._roll.agency_of(post.agency),
            post.email or "",
            post.phone or "",
            "",
            tuple(self._groups.get(post.ref, ())),
            vacant_since(post, held, self._people, self._day),
        )


def lines_of(text: str | None) -> str:
    """Give the lines of an address without the blank ones."""
    return "\n".join(filter(None, (line.strip() for line in (text or "").splitlines())))
