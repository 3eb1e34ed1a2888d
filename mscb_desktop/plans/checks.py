"""What needs doing in the plans of each year: what is overdue, and what does not go together."""

from __future__ import annotations

import datetime as dt
import zlib
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection

from db.queries import budget as years
from db.queries import plans as queries
from db.records.plans import Rag, Status
from mscb_desktop.checks import Finding
from mscb_desktop.plans.book import OF_PLANS, Book
from mscb_desktop.plans.model import Action
from mscb_desktop.plans.rules.doubt import TITLES, Doubt, Kind, short
from mscb_desktop.plans.rules.honesty import doubts
from mscb_desktop.plans.rules.numbering import bare
from mscb_desktop.plans.rules.progress import Standing
from mscb_desktop.plans.words import late
from mscb_desktop.values import as_at, year_of

TABLES = OF_PLANS | {"acceptance"}
"""What the findings are made of; what is accepted of an action is not gathered with the others."""

FEW = 3
"""Findings of one kind that a plan has one by one; more of them are gathered into one."""
_NAMED = 6
"""Actions that a sentence names before it counts the rest."""
_AREA = "plans"
_STATE = 200
_COLUMNS = {"status_on": "status", "deadline": "when"}
"""The columns of the sheet that show fields of another name."""
_OVERDUE = "overdue"

_GATHERED = {
    Kind.OVERDUE_AND_GREEN: "{} actions are overdue and Green",
    Kind.AMBER_STAYS: "{} actions have been Amber for three updates",
    Kind.COPIED: "{} actions have the narrative of another line",
    Kind.REPEATED: "{} actions have the narrative of their last update",
    Kind.NO_OBJECTIVE: "{} links lead to no objective",
    Kind.OTHER_TITLE: "{} links have a number and a title that disagree",
    Kind.NOT_LINKED: "{} printed objectives are linked to nothing",
    Kind.NO_NARRATIVE: "{} actions are rated without narrative",
    Kind.NO_RATING: "{} actions have a narrative without rating",
    Kind.ENDED_ON_NO_DAY: "{} actions are complete or dropped without a date",
    Kind.NO_LEAD: "{} actions have no lead",
    Kind.NO_DATE: "{} actions have no date",
    Kind.SAME_NUMBER: "{} numbers are used twice",
}
"""What is told, the most pressing first. What says itself that it is never due is not told."""


def check(connection: Connection, today: dt.date, year: int | None) -> list[Finding]:
    """Find what needs doing in the plans of the year that begins in `year`, or of every year.

    Each plan is judged as at its own year. One without a year belongs to the year asked for; for
    all years that is the newest one that has begun.
    """
    there = {row.start_year: row.ref for row in years.years(connection)}
    this = year_of(today)
    newest = max((start for start in there if start <= this), default=this)
    by_year: dict[int, list[str]] = {}
    for plan in queries.plans(connection):
        of = plan.start_year
        if of is None:
            of = newest if year is None else year
        if year is None or of == year:
            by_year.setdefault(of, []).append(plan.ref)
    accepted = {
        (row.year, row.finding, row.figures)
        for row in (years.acceptances(connection) if by_year else ())
    }
    found: list[Finding] = []
    for start, plans in sorted(by_year.items()):
        book = Book(connection, as_at(start, today), plans)
        ref = there.get(start)
        singly = {(key, state) for of_year, key, state in accepted if of_year == ref}
        found += of_book(book, plans, start, ref, singly)
    return found


def of_book(
    book: Book,
    plans: Sequence[str],
    year: int,
    year_ref: str | None,
    accepted: Collection[tuple[str, str]] = (),
) -> list[Finding]:
    """Find what needs doing in some plans of a book, for a year; the most pressing first.

    `accepted` are keys with the states for which they hold: these are never gathered.
    """
    told: dict[tuple[Kind, str], list[Doubt]] = {}
    for doubt in doubts_of(book):
        place = (doubt.kind, book.register.actions[doubt.action].plan)
        told.setdefault(place, []).append(doubt)
    of_plans = _Found(book, year, year_ref)
    found: list[Finding] = []
    for kind in _GATHERED:
        for plan in plans:
            of_kind = told.get((kind, plan), [])
            together = [one for one in of_kind if (one.key, one.state) not in accepted]
            if len(together) > FEW:
                found.append(of_plans.gathered(kind, plan, together))
                of_kind = [one for one in of_kind if (one.key, one.state) in accepted]
            found += map(of_plans.single, of_kind)
        if kind is Kind.OVERDUE_AND_GREEN:
            found += filter(None, map(of_plans.overdue, plans))
    return found


def doubts_of(book: Book) -> list[Doubt]:
    """Find what does not go together in all plans of a book."""
    return doubts(
        book.register,
        book.day,
        plans=book.model_plans.values(),
        sections=book.model_sections,
        without_rag=book.without_rag,
    )


def finding_of(book: Book, doubt: Doubt, year: int, year_ref: str | None) -> Finding:
    """Give what does not go together in an action as a finding, which can be accepted."""
    return _Found(book, year, year_ref).single(doubt)


@dataclass(frozen=True, slots=True)
class _Found:
    """The words of what was found in the plans of a book."""

    book: Book
    year: int
    year_ref: str | None

    def single(self, doubt: Doubt) -> Finding:
        """Tell of one action."""
        action = self.book.register.actions[doubt.action]
        return Finding(
            doubt.key,
            f"{self.book.title(action.plan)}, {self._called(action)}: {TITLES[doubt.kind]}",
            doubt.message,
            _AREA,
            doubt.action,
            _COLUMNS.get(doubt.field, doubt.field),
            self.year,
            self.year_ref,
            doubt.state[:_STATE],
        )

    def gathered(self, kind: Kind, plan: str, of_kind: Sequence[Doubt]) -> Finding:
        """Tell of all actions of a plan of which the same is to be told, leading to the first."""
        actions = [self.book.register.actions[one.action] for one in of_kind]
        names = list(dict.fromkeys(map(self._number, actions)))
        first = of_kind[0]
        same = all(one.message == first.message for one in of_kind)
        told = first.message if same else f"Of {names[0]}: {first.message}"
        return self._of_plan(
            kind,
            plan,
            _GATHERED[kind].format(len(of_kind)),
            f"{_listed(names)}. {told}",
            (first.action, _COLUMNS.get(first.field, first.field)),
            [f"{one.key} {one.state}" for one in of_kind],
        )

    def overdue(self, plan: str) -> Finding | None:
        """Tell of the overdue actions of a plan; None where all are Green, which is told of each.

        An action is overdue where one of its points is.
        """
        overdue: list[tuple[Standing, Action]] = []
        ratings: set[Rag | None] = set()
        for action in self.book.actions(plan):
            if action.part_of is None and self.book.register.target(action.ref) is action:
                standings = self._overdue_of(action.ref)
                ratings.update(standing.rag for standing in standings)
                if standings:
                    latest = max(standings, key=lambda standing: standing.days_late)
                    overdue.append((latest, action))
        if ratings <= {Rag.GREEN}:
            return None
        overdue.sort(key=lambda one: -one[0].days_late)
        names = [f"{self._number(action)} ({late(standing)})" for standing, action in overdue]
        many = len(overdue)
        return self._of_plan(
            _OVERDUE,
            plan,
            f"{many} action{' is' if many == 1 else 's are'} overdue",
            f"{_listed(names)}. Say what is complete or dropped, or type when it will be done.",
            (overdue[0][1].ref, "when"),
            [f"{action.ref} {standing.due}" for standing, action in overdue],
        )

    def _called(self, action: Action) -> str:
        """Name an action by its number; one without by what it is a point of, and its words."""
        number = bare(action.number)
        if number:
            return number
        above = self.book.register.actions.get(action.part_of or "")
        of = bare(above.number) if above is not None else ""
        return ", ".join(filter(None, (of, _words_of(action))))

    def _number(self, action: Action) -> str:
        """Name an action by its number, or by that of the one that it is a point of."""
        above = self.book.register.actions.get(action.part_of or "", action)
        return bare(action.number) or bare(above.number) or _words_of(action)

    def _overdue_of(self, ref: str) -> list[Standing]:
        """List the overdue standings of an action that is waited for, and of its points."""
        own = self.book.standing(ref)
        if own.status is not Status.OPEN or own.carried:
            return []
        points = self.book.register.waited_for(ref, self.book.day)
        standings = (own, *(self.book.standing(point.ref) for point in points))
        return [standing for standing in standings if standing.overdue]

    def _of_plan(
        self,
        key: str,
        plan: str,
        words: str,
        message: str,
        place: tuple[str, str],
        states: Sequence[str],
    ) -> Finding:
        # What is accepted holds for exactly these actions, as they are.
        state = f"{words} ({zlib.crc32(chr(10).join(sorted(states)).encode()):08x})"
        title = f"{self.book.title(plan)}: {words}"
        return Finding(
            f"{key}:{plan}", title, message, _AREA, *place, self.year, self.year_ref, state
        )


def _words_of(action: Action) -> str:
    return short(action.what or action.recommendation or action.ref)


def _listed(names: Sequence[str]) -> str:
    """Join names for a sentence: 'Actions 1, 2 and 3', 'Actions 1, 2, 3, 4, 5, 6 and 12 more'."""
    # Naming the last one takes no more room than counting it.
    most = _NAMED if len(names) > _NAMED + 1 else len(names)
    shown, rest = list(names[:most]), len(names) - most
    last = f"{rest} more" if rest > 0 else shown.pop()
    return f"Actions {', '.join(shown)} and {last}" if shown else f"Action {last}"
