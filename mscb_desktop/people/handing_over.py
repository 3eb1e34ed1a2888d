"""Handing a post over: who goes, who comes, from which day, and what goes along.

Memberships of the post follow by themselves, since they name the post. What names the person who
goes stays with that person, goes to the new holder, or ends, as is said of each.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from sqlalchemy import Connection

from db.board import Board
from db.changes import Change, Plan, Problem, create
from db.fields import Value
from db.queries import groups as queries
from db.queries import records
from db.queries.groups import HoldingRow, MembershipRow
from db.records import RECORDS
from mscb_desktop.groups.terms import ONE_DAY, covers, holders, last_day
from mscb_desktop.people.called import post_called
from mscb_desktop.sheet import order
from mscb_desktop.values import quoted, show_date

_HOLDING, _MEMBERSHIP = "holding", "membership"


class Fate(StrEnum):
    """What becomes of something that names the person who goes."""

    STAYS = "stays"
    PASSES = "passes"
    ENDS = "ends"


@dataclass(frozen=True, slots=True)
class Link:
    """A record that names the person who goes, by the field of that name.

    `words` say what it is. Only memberships can end: `ends` tells whether this one can.
    """

    table: str
    ref: str
    field: str
    words: str
    ends: bool


@dataclass(frozen=True, slots=True)
class Held:
    """Who holds a post: the holding, the person and their name."""

    holding: HoldingRow
    name: str

    @property
    def person(self) -> str:
        """The person's reference."""
        return self.holding.person


@dataclass(frozen=True, slots=True)
class Standing:
    """A post as it stands on a day: who holds it, and the groups on which it sits.

    `until` is the last day before somebody comes who is to hold it already.
    """

    post: str
    name: str
    held: tuple[Held, ...]
    groups: tuple[str, ...]
    until: dt.date | None


@dataclass(frozen=True, slots=True)
class HandOver:
    """What is asked for: from `day` on the post is `to`'s, or vacant where that is None.

    `leaver` is the holding that ends the day before, None where nobody held the post. `fates`
    says of each link what becomes of it; what is left out stays. `takes_up` is another post that
    whoever goes holds from that day on; `leaves` ends all of that person's work.
    """

    post: str
    day: dt.date
    leaver: str | None = None
    to: str | None = None
    note: str = ""
    fates: Mapping[Link, Fate] = field(default_factory=dict)
    takes_up: str | None = None
    leaves: bool = False


def standing(connection: Connection, post: str, day: dt.date) -> Standing:
    """Read who holds a post on a day, and on which groups it sits."""
    known = queries.holdings(connection, posts=[post])
    people = queries.people(connection, sorted({each.person for each in known}))
    groups = {group.ref: group.name for group in queries.groups(connection)}
    sitting = queries.memberships(connection, posts=[post], day=day)
    return Standing(
        post,
        post_called(connection, post, day),
        tuple(Held(each, people[each.person].name) for each in holders(known, people, day)),
        tuple(dict.fromkeys(groups[each.board_group] for each in sitting)),
        _until(known, day + ONE_DAY),
    )


def links_to(connection: Connection, person: str, day: dt.date) -> list[Link]:
    """List what names a person, but for the posts they hold and memberships that ended before."""
    found = []
    sitting = {
        each.ref: each
        for each in queries.memberships(connection, people=[person])
        if each.ended is None or each.ended >= day
    }
    groups = {group.ref: group.name for group in queries.groups(connection)}
    for table, name, ref in records.naming(connection, "person", person):
        if table == _HOLDING or (table == _MEMBERSHIP and ref not in sitting):
            continue
        if table == _MEMBERSHIP:
            words = _membership_words(sitting[ref], groups)
        else:
            record = RECORDS[table]
            called = records.names(connection, table, [ref]).get(ref, ref)
            which = f"{record.title.lower()} {quoted(called)} ({ref})"
            words = f"{record.fields[name].label} of {which}"
        found.append(Link(table, ref, name, words, table == _MEMBERSHIP))
    return found


def plan_hand_over(board: Board, asked: HandOver, name: str = "") -> Plan:
    """Plan a hand-over as one change; `name` is that of a new holder who is not stored yet."""
    with board.reading() as connection:
        return _Planner(connection, board, asked, name).plan()


class _Planner:
    def __init__(self, connection: Connection, board: Board, asked: HandOver, name: str) -> None:
        self._connection, self._board, self._asked = connection, board, asked
        known = queries.holdings(connection, posts=[asked.post])
        people = queries.people(connection, sorted({each.person for each in known}))
        self._leaver = next((each for each in known if each.ref == asked.leaver), None)
        self._last = (
            last_day(self._leaver, people.get(self._leaver.person)) if self._leaver else None
        )
        self._known = known
        self._follows: dict[str, str] = {}
        """The new membership by the one that it follows."""
        wanted = [ref for ref in (asked.to, self._leaver and self._leaver.person) if ref]
        self._names = records.names(connection, "person", wanted)
        if asked.to is not None:
            self._names.setdefault(asked.to, name or asked.to)

    def plan(self) -> Plan:
        asked = self._asked
        post = post_called(self._connection, asked.post, asked.day)
        what = f"Handed over: {post}: {self._words()}"
        problem = self._problem()
        if problem is not None:
            return Plan(what, problems=(problem,))
        changes = [*self._ended(), *self._begun(), *self._links(), *self._leaving()]
        if not changes:
            return Plan(what, problems=(Problem("Nothing would change: say who goes or comes."),))
        return Plan(what, tuple(changes))

    def _words(self) -> str:
        asked = self._asked
        to = self._names.get(asked.to or "", "vacant")
        since = f"from {show_date(asked.day)}"
        if self._leaver is None:
            return f"{to} {since}"
        return f"{self._names.get(self._leaver.person, self._leaver.person)} to {to} {since}"

    def _problem(self) -> Problem | None:
        asked, leaver = self._asked, self._leaver
        if asked.leaver is not None and leaver is None:
            return Problem("Who held this post was changed meanwhile: look again.", _HOLDING)
        if leaver is not None and leaver.began is not None and leaver.began >= asked.day:
            name = self._names.get(leaver.person, leaver.person)
            return Problem(
                f"{name} only holds the post from {show_date(leaver.began)} on: choose a later "
                "day, or correct that day among the post's holders.",
                _HOLDING,
                leaver.ref,
                "ended",
            )
        if asked.to is not None and leaver is not None and asked.to == leaver.person:
            return Problem("The one who goes and the one who comes are the same: choose another.")
        if asked.to is not None and any(
            each.person == asked.to and each.ref != asked.leaver
            for each in self._known
            if covers(each.began, each.ended, asked.day)
        ):
            name = self._names.get(asked.to, asked.to)
            return Problem(f"{name} holds this post on that day already: choose another.")
        if asked.takes_up is not None and asked.takes_up == asked.post:
            return Problem("The other post is the one that is handed over: choose another.")
        if asked.leaves and asked.takes_up is not None:
            return Problem("Whoever leaves takes up no other post: choose one of the two.")
        return None

    def _ended(self) -> list[Change]:
        leaver, last = self._leaver, self._asked.day - ONE_DAY
        if leaver is None or (self._last is not None and self._last <= last):
            return []
        return [Change(_HOLDING, leaver.ref, {"ended": leaver.ended}, {"ended": last})]

    def _begun(self) -> list[Change]:
        asked = self._asked
        made = []
        if asked.to is not None:
            made.append(self._holding(asked.post, asked.to, asked.note))
        if asked.takes_up is not None and self._leaver is not None:
            made.append(self._holding(asked.takes_up, self._leaver.person, ""))
        return made

    def _holding(self, post: str, person: str, note: str) -> Change:
        ref = self._board.new_refs(_HOLDING)[0]
        day = self._asked.day
        ended = _until(self._known, day) if post == self._asked.post else None
        values: dict[str, Value] = {"began": day, "ended": ended, "note": note or None}
        return create(_HOLDING, ref, post=post, person=person, **values)

    def _links(self) -> list[Change]:
        asked = self._asked
        found: list[Change] = []
        sitting: Mapping[str, MembershipRow] = {}
        if self._leaver is not None:
            rows = queries.memberships(self._connection, people=[self._leaver.person])
            sitting = {row.ref: row for row in rows}
        for link, fate in asked.fates.items():
            row = sitting.get(link.ref) if link.table == _MEMBERSHIP else None
            if row is not None and fate is Fate.PASSES and self._has_begun(row):
                (self._follows[row.ref],) = self._board.new_refs(_MEMBERSHIP)
        for link, fate in asked.fates.items():
            if fate is Fate.STAYS:
                continue
            if link.table == _MEMBERSHIP and link.ref in sitting:
                found += self._membership(sitting[link.ref], fate)
            elif fate is Fate.PASSES and asked.to is not None and self._leaver is not None:
                before, after = {link.field: self._leaver.person}, {link.field: asked.to}
                found.append(Change(link.table, link.ref, before, after))
        return found

    def _membership(self, row: MembershipRow, fate: Fate) -> list[Change]:
        """End a membership the day before, and begin one for the new holder where it passes."""
        asked, last = self._asked, self._asked.day - ONE_DAY
        if not self._has_begun(row):
            if fate is Fate.PASSES and asked.to is not None:
                # It is the new holder's altogether.
                return [Change(_MEMBERSHIP, row.ref, {"person": row.person}, {"person": asked.to})]
            gone = records.deletion(self._connection, _MEMBERSHIP, [row.ref])
            return [*self._deputies(row, None), *gone]
        found = [Change(_MEMBERSHIP, row.ref, {"ended": row.ended}, {"ended": last})]
        if fate is not Fate.PASSES or asked.to is None:
            return found
        ref = self._follows[row.ref]
        stored = records.rows_by_ref(self._connection, _MEMBERSHIP, [row.ref])[row.ref]
        placed = records.positions(self._connection, _MEMBERSHIP, {"board_group": row.board_group})
        index = [each for each, _ in placed].index(row.ref) + 1
        positions, moved = order.put_in(_MEMBERSHIP, placed, {index: [ref]})
        values: dict[str, Value] = {
            **stored,
            "person": asked.to,
            "deputy_for": self._follows.get(row.deputy_for or "", row.deputy_for),
            "began": asked.day,
            "position": positions[ref],
        }
        found += [*moved, create(_MEMBERSHIP, ref, **values)]
        return found + self._deputies(row, ref)

    def _has_begun(self, row: MembershipRow) -> bool:
        return row.began is None or row.began < self._asked.day

    def _deputies(self, row: MembershipRow, new: str | None) -> list[Change]:
        """Let the deputies who are still there stand in for the new member, or for nobody."""
        there = queries.memberships(self._connection, groups=[row.board_group])
        return [
            Change(_MEMBERSHIP, each.ref, {"deputy_for": row.ref}, {"deputy_for": new})
            for each in there
            if each.deputy_for == row.ref
            and each.ref not in self._follows
            and (new is None or each.ended is None or each.ended >= self._asked.day)
        ]

    def _leaving(self) -> list[Change]:
        if not self._asked.leaves or self._leaver is None:
            return []
        person = self._leaver.person
        stored = records.rows_by_ref(self._connection, "person", [person]).get(person)
        last = self._asked.day - ONE_DAY
        if stored is None or stored["left_on"] == last:
            return []
        return [Change("person", person, {"left_on": stored["left_on"]}, {"left_on": last})]


def _membership_words(row: MembershipRow, groups: Mapping[str, str]) -> str:
    fields = RECORDS[_MEMBERSHIP].fields
    role = fields["office"].choice_label(row.office) or fields["role"].choice_label(row.role)
    return f"{role} of {groups.get(row.board_group, row.board_group)}"


def in_words(found: Standing, asked: HandOver, to: str, other_post: str = "") -> Sequence[str]:
    """Say in sentences what a hand-over does, before it is done.

    `to` is the new holder's name, `other_post` that of the post which whoever goes takes up.
    """
    goes = next((h for h in found.held if h.holding.ref == asked.leaver), None)
    day, last = show_date(asked.day), show_date(asked.day - ONE_DAY)
    said = []
    if goes is not None:
        said.append(f"{goes.name} holds the post to {last}.")
    if asked.to is None:
        said.append(f"From {day} the post is vacant.")
    else:
        until = f" to {show_date(found.until)}, when the next one comes" if found.until else ""
        said.append(f"From {day} {to} holds it{until}.")
    if found.groups:
        who = "Nobody" if asked.to is None else to
        said.append(f"{who} sits for the post on {_listed(found.groups)} from then on.")
    for fate, words in ((Fate.PASSES, f"Goes to {to}"), (Fate.ENDS, f"Ends on {last}")):
        named = [link.words for link, each in asked.fates.items() if each is fate]
        if named:
            said.append(f"{words}: {_listed(named)}.")
    if goes is not None and asked.takes_up is not None:
        said.append(f"{goes.name} takes up {other_post} from {day}.")
    if goes is not None and asked.leaves:
        said.append(f"{goes.name} leaves altogether on {last}.")
    return said


def _listed(names: Sequence[str]) -> str:
    *most, last = names
    return f"{', '.join(most)} and {last}" if most else last


def _until(known: Sequence[HoldingRow], day: dt.date) -> dt.date | None:
    """Give the last day before the next one who is to hold the post already comes."""
    later = [each.began for each in known if each.began is not None and each.began > day]
    return min(later) - ONE_DAY if later else None
