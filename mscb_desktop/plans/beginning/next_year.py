"""Next year's plan from this one: what goes on is carried with its links, what is done is left.

What is carried keeps the deadlines that it had before, so that it is told how far it slipped over
all years. Its updates stay where they were made.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property

from sqlalchemy import Connection

from db.queries import budget as years
from db.queries.plans import PlanRow, SectionRow
from mscb_desktop.plans.beginning.new_plan import served_in
from mscb_desktop.plans.book import Book
from mscb_desktop.plans.model import Action, Link, Status
from mscb_desktop.plans.rules.numbering import Meant, Objectives, bare
from mscb_desktop.plans.rules.titles import first_line
from mscb_desktop.values import year_label, year_start

_LONGEST_LINK = 400


class Numbers(StrEnum):
    """Which numbers the carried actions have."""

    KEEP = "keep"
    ANEW = "anew"


class Passed(StrEnum):
    """What becomes of deadlines that have passed before the next year begins."""

    KEEP = "keep"
    EMPTY = "empty"
    """They are kept as earlier deadlines, and new ones are to be typed."""


@dataclass(frozen=True, slots=True)
class Choices:
    """What the next year's plan is called and takes over; `actions` None for all that go on."""

    name: str
    numbers: Numbers = Numbers.KEEP
    passed: Passed = Passed.KEEP
    actions: Collection[str] | None = None


@dataclass(frozen=True, slots=True)
class Carried:
    """An action as it goes on; the references are those of the plan that it comes from."""

    action: Action
    number: str | None
    part_of: str | None
    same_as: str | None
    links: tuple[Link, ...]
    passed: bool
    """Its deadline passed and shall be set anew."""


@dataclass(frozen=True, slots=True)
class NextPlan:
    """What would be made: sections and actions in order, and where the links lead."""

    sections: tuple[SectionRow, ...]
    actions: tuple[Carried, ...]
    moved: int
    """Links that lead to an objective or section of the next business plan."""
    unplaced: tuple[str, ...]
    """Links, as printed, for which the next business plan has nothing."""


class Source:
    """A plan of which next year's is made, with the business plan that this one will serve.

    Without a business plan of the next year the links lead where they led.
    """

    def __init__(self, connection: Connection, plan: str, today: dt.date) -> None:
        whole = Book(connection, today, ())
        self.plan: PlanRow = whole.plans[plan]
        self.kind = whole.kinds[self.plan.plan_kind]
        self.title = whole.title(plan)
        plans = list(whole.plans.values())
        self.next_served = _next_served(self.plan, plans, whole)
        self.serves = self.next_served.ref if self.next_served else self.plan.objectives_of
        only = [plan, *([self.next_served.ref] if self.next_served else [])]
        self.book = Book(connection, today, only)
        self.year: int | None = None
        self.year_ref: str | None = None
        if self.plan.start_year is not None:
            self.year = self.plan.start_year + 1
            there = years.year_starting(connection, self.year)
            self.year_ref = there.ref if there else None
        follower = next((row for row in plans if row.follows == plan), None)
        self.follower = whole.title(follower.ref) if follower else ""
        taken = [row for row in plans if row.start_year == self.year is not None]
        self._taken = {" ".join(row.name.split()).casefold() for row in taken}

    @property
    def name(self) -> str:
        """The name to propose: this plan's, with the next year where it names its own."""
        if self.plan.start_year is None:
            return self.plan.name
        start, after = self.plan.start_year, self.plan.start_year + 1
        label = rf"\b{start}(\s?[-/\u2010-\u2014]\s?)({after % 100:02d}|{after})\b"
        return re.sub(label, lambda at: _next_label(after, at[1], at[2]), self.plan.name)

    @cached_property
    def open(self) -> tuple[Action, ...]:
        """The actions that go on, as they are printed, points behind theirs."""
        ordered = [one for part in self.book.parts(self.plan.ref) for one in part.actions]
        return tuple(one for one in ordered if self._goes_on(one))

    @property
    def ended(self) -> int:
        """How many actions are complete or dropped, and stay where they are."""
        return sum(
            self.book.register.target(one.ref).status is not Status.OPEN
            for one in self.book.actions(self.plan.ref)
        )

    @property
    def begins(self) -> dt.date | None:
        """The first day of the next year; None for a plan of no year."""
        return year_start(self.year) if self.year is not None else None

    def why_not(self, name: str) -> str:
        """Say why no plan of this name can be made of it; '' where it can."""
        if self.year is None:
            return "Give this plan its financial year first: the next one is of the year after."
        if self.follower:
            return f"{self.follower} follows it already: open that one."
        called = " ".join(name.split())
        if not called:
            return "A plan needs a name: type it as it is printed above it."
        if called.casefold() in self._taken:
            label = year_label(self.year)
            return f"There is a plan of this name for {label} already: choose another name."
        return ""

    def foresee(self, choices: Choices) -> NextPlan:
        """Work out what next year's plan takes over."""
        there = {
            one.ref for one in self.open if choices.actions is None or one.ref in choices.actions
        }
        # An alias without what it is the same as says nothing.
        there -= {
            ref
            for ref in there
            if (target := self.book.register.target(ref).ref) != ref and target not in there
        }
        numbers = self._numbers(there, choices.numbers)
        moving = _Moving(self.book, self.next_served.ref) if self.next_served else None
        carried = []
        for action in self.open:
            if action.ref in there:
                links = action.links if moving is None else tuple(moving.of_action(action))
                part_of = action.part_of if action.part_of in there else None
                same_as = action.same_as if action.same_as in there else None
                passed = choices.passed is Passed.EMPTY and self.has_passed(action)
                number = numbers[action.ref]
                carried.append(Carried(action, number, part_of, same_as, links, passed))
        sections = tuple(row for row in self.book.sections.values() if row.plan == self.plan.ref)
        unplaced = tuple(moving.unplaced) if moving else ()
        return NextPlan(sections, tuple(carried), moving.moved if moving else 0, unplaced)

    def has_passed(self, action: Action) -> bool:
        """Tell whether an action's own deadline lies before the year begins."""
        last = action.deadlines[-1].last_due if action.deadlines else None
        return last is not None and self.begins is not None and last < self.begins

    def _goes_on(self, action: Action) -> bool:
        target = self.book.register.target(action.ref)
        return target.status is Status.OPEN and action.carried_on is None

    def _numbers(self, there: Collection[str], numbers: Numbers) -> Mapping[str, str | None]:
        if numbers is Numbers.KEEP:
            return {ref: self.book.register.actions[ref].number for ref in there}
        found: dict[str, str | None] = {}
        tops = [one for one in self.open if one.ref in there and one.part_of not in there]
        by_section = all("." in bare(one.number) for one in tops if one.number)
        last: dict[str, int] = {}
        points: dict[str, list[Action]] = {}
        for one in self.open:
            if one.ref in there and one.part_of in there:
                points.setdefault(one.part_of or "", []).append(one)
        for action in tops:
            section = self.book.sections.get(action.section or "")
            begins = f"{bare(section.number)}." if section and by_section else ""
            if begins == ".":
                begins = ""
            last[begins] = last.get(begins, 0) + bool(action.number)
            number = f"{begins}{last[begins]}{_stop(action.number)}" if action.number else None
            found[action.ref] = number
            for place, point in enumerate(points.get(action.ref, ()), 1):
                found[point.ref] = _of_point(point.number, action.number, number, place)
        return found


class _Moving:
    """Moves links into the next business plan."""

    def __init__(self, book: Book, to: str) -> None:
        self._book = book
        self._there: Objectives = book.objectives(to)
        self._going_on = {
            one.carried_from: one.ref for one in book.actions(to) if one.carried_from is not None
        }
        self.moved = 0
        self.unplaced: list[str] = []

    def of_action(self, action: Action) -> Iterator[Link]:
        """Give the links of an action as they will be, each once."""
        seen: set[Link] = set()
        for link in action.links:
            new = self._moved(action, link)
            if new is not None and new not in seen:
                seen.add(new)
                yield new

    def _moved(self, action: Action, link: Link) -> Link | None:
        number, title = self._own(link)
        own = f"{number} {title}".strip()
        words = " ".join((link.printed or own).split())[:_LONGEST_LINK]
        if not words:
            return None
        goes_on = self._there.by_ref.get(self._going_on.get(link.objective or "", ""))
        found = goes_on or self._fitting(link, own or words)
        if found is None:
            if words not in self.unplaced:
                self.unplaced.append(words)
            return Link(action.ref, printed=words)
        self.moved += 1
        # What has another title now is shown as a doubt, not moved in silence.
        other = goes_on is None and bool(title) and self._there.disagrees(title, found)
        objective = found.objective.ref if found.objective else None
        section = found.section.ref if found.section else None
        return Link(action.ref, objective, section, link.printed or (words if other else None))

    def _fitting(self, link: Link, words: str) -> Meant | None:
        """Find what has the number, or without one the title; an objective for an objective."""
        found = self._there.find(words)
        if not found.ref:
            return None
        if link.objective is not None:
            return found if found.objective else None
        if link.section is not None:
            return found if found.section else None
        return found

    def _own(self, link: Link) -> tuple[str, str]:
        """Give number and title of what a link leads to now."""
        objective = self._book.register.actions.get(link.objective or "")
        if objective is not None:
            return bare(objective.number), first_line(objective.what)
        section = self._book.sections.get(link.section or "")
        return (bare(section.number), section.title) if section is not None else ("", "")


def _next_served(plan: PlanRow, plans: Sequence[PlanRow], book: Book) -> PlanRow | None:
    """Find the business plan of the year after: what follows the one served, or its only one."""
    if plan.objectives_of is None or plan.start_year is None:
        return None
    year = plan.start_year + 1
    following = [one for one in plans if one.follows == plan.objectives_of]
    of_year = [one for one in following if one.start_year == year]
    having = [one for one in plans if book.kinds[one.plan_kind].has_objectives]
    return next(iter(of_year or following), None) or served_in(having, year)


def _next_label(start: int, between: str, end: str) -> str:
    after = start + 1
    return f"{start}{between}{after if len(end) > 2 else f'{after % 100:02d}'}"


def _of_point(own: str | None, of: str | None, new_of: str | None, place: int) -> str | None:
    """Renew a point's number where it begins with that of its action: 3.2 of 3, 3a of 3."""
    if not own or not of or not new_of or not own.startswith(bare(of)):
        return own
    rest = own[len(bare(of)) :]
    if re.fullmatch(r"\.[0-9]+[.):]?", rest):
        return f"{bare(new_of)}.{place}{_stop(own)}"
    return bare(new_of) + rest


def _stop(number: str | None) -> str:
    """Give what stands behind a number: the full stop of '1.'."""
    return (number or "").strip()[len(bare(number)) :]
