"""The line of accountability: what is done for each objective of a business plan, as on a day."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from sqlalchemy import Connection

from db.queries.plans import PlanRow, SectionRow
from db.queries.serving import plans_serving
from mscb_desktop.plans.beginning.new_plan import business_plans
from mscb_desktop.plans.book import Book
from mscb_desktop.plans.model import Action, Link
from mscb_desktop.plans.rules.progress import Standing
from mscb_desktop.plans.rules.rollup import Accountability, Count, RollUp, Serving
from mscb_desktop.values import year_start


@dataclass(frozen=True, slots=True)
class SectionLine:
    """A section of a business plan with its objectives by number.

    `section` is None for the objectives above all sections. `count` counts what serves the
    section or one of its objectives, each action once.
    """

    section: SectionRow | None
    objectives: tuple[Accountability, ...]
    count: Count


@dataclass(frozen=True, slots=True)
class Loose:
    """A link that leads to no objective of the business plan; `why` says what it leads to."""

    action: Action
    standing: Standing
    said: str
    """The link as it is printed, or what it leads to."""
    why: str


@dataclass(frozen=True, slots=True)
class Line:
    """What is done for a business plan; the actions of plans that have begun by the day."""

    plan: str
    sections: tuple[SectionLine, ...]
    count: Count
    """Everything that serves an objective or a section, each action once."""
    loose: tuple[Loose, ...]
    unlinked: Mapping[str, int]
    """How many actions of the plans that serve it have no link at all, by plan."""

    @property
    def objectives(self) -> Iterator[Accountability]:
        """Give the objectives as they stand in the business plan."""
        return (one for section in self.sections for one in section.objectives)

    def of(self, objective: str) -> Accountability | None:
        """Find an objective by reference; None where the plan has no such."""
        return next((one for one in self.objectives if one.objective.ref == objective), None)


def begun(plan: PlanRow, day: dt.date) -> bool:
    """Tell whether a plan's year has begun on a day; one without a year always has."""
    return plan.start_year is None or year_start(plan.start_year) <= day


def line_book(connection: Connection, plan: str, day: dt.date) -> Book:
    """Read a business plan, the plans that have to do with it, and where else their links lead."""
    others = (row.ref for row in business_plans(connection))
    return Book(connection, day, [plan, *others, *plans_serving(connection, plan)])


def line_of(book: Book, plan: str) -> Line:
    """Give the line of accountability of a business plan on the book's day."""
    there = {row.ref for row in book.plans.values() if begun(row, book.day)}
    roll = RollUp(book.register, book.day, there)
    printed = (one.ref for p in book.plans for part in book.parts(p) for one in part.actions)
    order = {ref: place for place, ref in enumerate(printed)}

    def place(one: Serving) -> tuple[bool, int]:
        """Put what is linked to the objective before what is linked to its section."""
        return one.by_section, order.get(one.action.ref, 0)

    found = {
        one.objective.ref: replace(one, serving=tuple(sorted(one.serving, key=place)))
        for one in roll.of_business_plan(plan)
    }
    sections = tuple(_sections(book, plan, roll, found))
    inside = {*found, *(row.ref for row in book.sections.values() if row.plan == plan)}
    # What leads to a section without objectives is shown at no objective.
    shown = {*found, *(one.section.ref for one in sections if one.section and one.objectives)}
    actions = [
        action
        for ref in book.plans
        if ref in there
        for part in book.parts(ref)
        for action in part.actions
    ]
    serving = [one.ref for one in actions if any(_to(link) in inside for link in one.links)]
    own = [one for one in actions if book.plans[one.plan].objectives_of == plan]
    loose = tuple(
        Loose(action, roll.standing(action.ref), said, why)
        for action in own
        for link in action.links
        if _to(link) not in shown
        for said, why in [_loose(book, action, link)]
        if said
    )
    unlinked = Counter(
        one.plan for one in own if not one.links and one.part_of is None and one.same_as is None
    )
    return Line(plan, sections, roll.count(serving), loose, dict(unlinked))


def _sections(
    book: Book, plan: str, roll: RollUp, found: Mapping[str, Accountability]
) -> Iterator[SectionLine]:
    models = {section.ref: section for section in book.model_sections}
    by_number = {ref: place for place, ref in enumerate(found)}
    for part in book.parts(plan):
        own = sorted(
            (action.ref for action in part.actions if action.ref in found),
            key=by_number.__getitem__,
        )
        objectives = tuple(found[ref] for ref in own)
        if part.section is not None:
            count = roll.of_section(models[part.section.ref])
        else:
            count = roll.count(s.action.ref for one in objectives for s in one.serving)
        yield SectionLine(part.section, objectives, count)


def _loose(book: Book, action: Action, link: Link) -> tuple[str, str]:
    """Say what a link says, and why it leads to no objective; '' where it says nothing."""
    said = book.link_text(action.plan, link)
    if link.objective in book.register.actions:
        there = book.register.actions[str(link.objective)]
        return said, f"an objective of {book.title(there.plan)}"
    if link.section in book.sections:
        return said, "a section without objectives"
    return said, "no such objective"


def _to(link: Link) -> str:
    """Give what a link leads to: an objective, or else a whole section; '' for neither."""
    return link.objective or link.section or ""
