"""Plans, sections, actions and their updates, as the rules see them."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from db.records.plans import Rag, Status

__all__ = [
    "RATINGS",
    "Action",
    "Deadline",
    "Link",
    "Party",
    "Plan",
    "Rag",
    "Section",
    "Status",
    "Update",
]

RATINGS = (Rag.RED, Rag.AMBER, Rag.GREEN)
"""What counts as a rating, the worst first."""


@dataclass(frozen=True, slots=True)
class Update:
    """What was said of an action's progress on a day."""

    ref: str
    action: str
    dated: dt.date
    rag: Rag | None = None
    """None where the update does not speak of it; NOT_RATED where it says that it is not rated."""
    narrative: str | None = None
    by: str | None = None


@dataclass(frozen=True, slots=True)
class Deadline:
    """By when an action was to be done: the text as typed and the dates read from it."""

    text: str
    first_due: dt.date | None = None
    last_due: dt.date | None = None
    since: dt.date | None = None
    """The first day on which it held; None for an action's first deadline."""


@dataclass(frozen=True, slots=True)
class Party:
    """An agency, post or group that has to do with an action: its lead, or a partner."""

    agency: str | None = None
    post: str | None = None
    group: str | None = None
    lead: bool = False
    name: str = ""


@dataclass(frozen=True, slots=True)
class Link:
    """An action's link to an objective, or to a whole section of the business plan.

    `printed` is the number and title as the source has them: '2.1 Develop a framework'.
    """

    action: str
    objective: str | None = None
    section: str | None = None
    printed: str | None = None


@dataclass(frozen=True, slots=True)
class Action:
    """One line of a plan; an objective is one of a business plan.

    `part_of` is the action whose action point this is; `same_as` the action that 'See action
    point 5' names. `deadlines` run from the oldest to the present one.
    """

    ref: str
    plan: str
    section: str | None = None
    part_of: str | None = None
    same_as: str | None = None
    carried_from: str | None = None
    number: str | None = None
    recommendation: str | None = None
    """What it answers: the recommendation, or the area for improvement."""
    what: str | None = None
    outcomes: str | None = None
    measures: str | None = None
    who: str | None = None
    parties: tuple[Party, ...] = ()
    deadlines: tuple[Deadline, ...] = ()
    monitoring: str | None = None
    evidence: str | None = None
    status: Status = Status.OPEN
    status_on: dt.date | None = None
    carried_on: dt.date | None = None
    """The first day of the plan that goes on with it; from then on it is waited for there."""
    links: tuple[Link, ...] = ()
    position: int = 0


@dataclass(frozen=True, slots=True)
class Section:
    """A numbered part of a plan."""

    ref: str
    plan: str
    number: str | None
    title: str


@dataclass(frozen=True, slots=True)
class Plan:
    """A list of actions of one kind, usually for one year and one group."""

    ref: str
    name: str
    kind: str
    group: str | None = None
    year: str | None = None
    objectives_of: str | None = None
    """The business plan whose objectives its actions serve."""
