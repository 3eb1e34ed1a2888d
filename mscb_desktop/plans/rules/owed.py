"""What partners owe: the actions that wait for an agency, a post or a group, as on a day."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from sqlalchemy import Connection

from db.queries import agencies as agency_queries
from db.queries import groups as group_queries
from db.records.plans import Status
from mscb_desktop.agencies.rules import Successions
from mscb_desktop.plans.book import Book
from mscb_desktop.plans.model import Action, Party
from mscb_desktop.plans.rules.line import begun
from mscb_desktop.plans.rules.progress import Standing


class Of(StrEnum):
    """What a partner is; the value is the table that it stands in."""

    AGENCY = "agency"
    POST = "post"
    GROUP = "board_group"


@dataclass(frozen=True, slots=True)
class Partner:
    """Somebody of whom actions are expected."""

    kind: Of
    ref: str
    name: str


@dataclass(frozen=True, slots=True)
class Duty:
    """An open action, or action point, that a partner has to do with."""

    action: Action
    """As it shows."""
    standing: Standing
    lead: bool


@dataclass(frozen=True, slots=True)
class Owing:
    """What one partner owes: overdue first, then by date, then what has no date."""

    partner: Partner
    leads: tuple[Duty, ...]
    has_part: tuple[Duty, ...]

    @property
    def duties(self) -> tuple[Duty, ...]:
        """All of it, what it leads first."""
        return self.leads + self.has_part

    @property
    def overdue(self) -> int:
        """How many of them are overdue."""
        return sum(duty.standing.overdue for duty in self.duties)


class Partners:
    """Which partner is meant by an agency, a post or a group on a day.

    An agency answers for what it is named for, for what agencies are named for that it has
    succeeded by the day, and for its posts; a post of no agency and a group for themselves.
    """

    def __init__(self, connection: Connection, day: dt.date) -> None:
        self._day = day
        self._agencies = agency_queries.agencies(connection)
        self._posts = group_queries.posts(connection)
        self._groups = {group.ref: group.name for group in group_queries.groups(connection)}
        self._successions = Successions(self._agencies.values())

    def agency(self, ref: str) -> Partner | None:
        """Give the agency that does this one's work on the day."""
        there = self._successions.at(ref, self._day)
        return Partner(Of.AGENCY, there.ref, there.name) if there is not None else None

    def post(self, ref: str) -> Partner | None:
        """Give a post by itself, with its agency's name as on the day."""
        row = self._posts.get(ref)
        if row is None:
            return None
        agency = self.agency(row.agency) if row.agency else None
        name = f"{row.title}, {agency.name}" if agency else row.title
        return Partner(Of.POST, ref, name)

    def group(self, ref: str) -> Partner | None:
        """Give a group."""
        return Partner(Of.GROUP, ref, self._groups[ref]) if ref in self._groups else None

    def named(self, party: Party) -> Iterator[Partner]:
        """Give all who are meant by a party: a post and the agency that it is at."""
        found = []
        if party.agency:
            found.append(self.agency(party.agency))
        if party.post:
            found.append(self.post(party.post))
            row = self._posts.get(party.post)
            if row is not None and row.agency:
                found.append(self.agency(row.agency))
        if party.group:
            found.append(self.group(party.group))
        yield from filter(None, found)

    def answering(self, party: Party) -> Partner | None:
        """Give the one who answers for a party: for a post its agency, where it has one."""
        found = list(self.named(party))
        return next((one for one in found if one.kind is Of.AGENCY), found[0] if found else None)

    def order(self, partner: Partner) -> tuple[int, str, str]:
        """Give a partner's place: agencies by name, then posts of no agency, then groups."""
        return list(Of).index(partner.kind), partner.name.casefold(), partner.ref


class Waiting:
    """What is open and waited for on a book's day, and for whom."""

    def __init__(self, book: Book, partners: Partners) -> None:
        self._book = book
        self._partners = partners
        self._aliases: dict[str, list[Action]] = {}
        self.actions = tuple(self._find())
        """Each as it shows, in the order of print."""

    def of_all(self) -> list[Owing]:
        """List what each partner owes, without partners who owe nothing."""
        duties: dict[Partner, dict[str, Duty]] = {}
        for action in self.actions:
            for party in self.parties(action):
                partner = self._partners.answering(party)
                if partner is not None:
                    self._add(duties.setdefault(partner, {}), action, lead=party.lead)
        ordered = sorted(duties, key=self._partners.order)
        return [_owing(partner, duties[partner].values()) for partner in ordered]

    def of(self, partner: Partner) -> Owing:
        """Give what one partner owes: an agency, a post or a group."""
        duties: dict[str, Duty] = {}
        for action in self.actions:
            for party in self.parties(action):
                if partner in self._partners.named(party):
                    self._add(duties, action, lead=party.lead)
        return _owing(partner, duties.values())

    def of_nobody(self) -> list[Duty]:
        """List what waits for nobody of the lists: for people in words at most."""
        found = (action for action in self.actions if not self.parties(action))
        return sorted((Duty(one, self._standing(one), lead=False) for one in found), key=_when)

    def parties(self, action: Action) -> tuple[Party, ...]:
        """Give who an action waits for, at its aliases too; see `named_above` for a point."""
        aliases = (party for alias in self._aliases.get(action.ref, ()) for party in alias.parties)
        own = named_above(self._book, action)
        return (*(own.parties if own else ()), *aliases)

    def _find(self) -> Iterator[Action]:
        """Find it; what is the same as another action is that other.

        What a later plan goes on with is waited for there, and of plans whose year has not begun
        nothing is. Where all dates of an action stand at its points, these are waited for.
        """
        book, found = self._book, []
        for plan in book.plans.values():
            if not begun(plan, book.day):
                continue
            for action in (one for part in book.parts(plan.ref) for one in part.actions):
                target = book.register.target(action.ref)
                standing = book.standing(action.ref)
                if target.ref != action.ref:
                    self._aliases.setdefault(target.ref, []).append(action)
                elif standing.status is Status.OPEN and not standing.carried:
                    found.append(book.shown(action.ref))
        with_points = {one.part_of for one in found if one.part_of}
        return (one for one in found if one.deadlines or one.ref not in with_points)

    def _add(self, duties: dict[str, Duty], action: Action, *, lead: bool) -> None:
        known = duties.get(action.ref)
        if known is None or (lead and not known.lead):
            duties[action.ref] = Duty(action, self._standing(action), lead)

    def _standing(self, action: Action) -> Standing:
        return self._book.standing(action.ref)


def named_above(book: Book, action: Action) -> Action | None:
    """Give the action that says who does this one: itself, or for a point the one it is part of."""
    above = (book.shown(one.ref) for one in book.register.above(action.ref))
    return next((one for one in (action, *above) if one.parties or one.who), None)


def who_in_words(book: Book, action: Action) -> str:
    """Say who an action waits for; of a point without who of its own who its action does."""
    named = named_above(book, action)
    return book.who(named.ref) if named is not None else ""


def number_of(book: Book, action: Action) -> str:
    """Give an action's number; of a point without one that of its action."""
    above = book.register.above(action.ref)
    return next((one.number for one in (action, *above) if one.number), "")


def _owing(partner: Partner, duties: Iterable[Duty]) -> Owing:
    ordered = sorted(duties, key=_when)
    return Owing(
        partner,
        tuple(duty for duty in ordered if duty.lead),
        tuple(duty for duty in ordered if not duty.lead),
    )


def _when(duty: Duty) -> tuple[bool, dt.date]:
    """Put what is due first first, thereby what is most overdue; what has no date last."""
    due = duty.standing.due
    return due is None, due or dt.date.max
