"""What a deadline's text was read as."""

from __future__ import annotations

import datetime as dt
import enum
from dataclasses import dataclass


class Said(enum.Enum):
    """What a text says beside its dates, or why it has none."""

    ONGOING = "ongoing"
    RECURRING = "recurring"
    TO_BE_SET = "to be set"
    DONE = "done"
    NO_YEAR = "no year"
    """A day, month or quarter whose year nothing settles."""
    NO_DAY = "no day"
    """A year or a season is named somewhere, which says no day."""
    NO_BEGINNING = "no beginning"
    """A length of time, '6 months', that is not said to run from a day."""
    MEETING = "meeting"
    """A meeting whose own day is not known."""
    NO_SUCH_DAY = "no such day"
    """'31/02/2013'."""


class YearFrom(enum.Enum):
    """Where the year of a date stands."""

    WRITTEN = "written"
    """In the words of the date itself."""
    NEIGHBOUR = "neighbour"
    """At another date of the same list or range: 'January, March 2013'."""
    PLAN = "plan"
    MEETING = "meeting"


@dataclass(frozen=True, slots=True)
class DueDate:
    """One deadline, and the place in the text that it was read from."""

    day: dt.date
    written: str
    start: int
    end: int
    year_from: YearFrom = YearFrom.WRITTEN
    note: str = ""
    """How the day follows from the words where it does not stand there: 'last day of the month'."""


@dataclass(frozen=True, slots=True)
class When:
    """A deadline's text and what was read from it. `text` is what was typed, letter for letter."""

    text: str
    dates: tuple[DueDate, ...] = ()
    """In the order in which they are written, equal ones too: a list has one for each point."""
    starts: tuple[dt.date, ...] = ()
    closed: tuple[dt.date, ...] = ()
    """When something is said to have been closed: no deadlines."""
    said: frozenset[Said] = frozenset()
    unread: str = ""
    """The words from which nothing was read, places between them shown as ' … '."""

    @property
    def first(self) -> dt.date | None:
        """The earliest deadline."""
        return min((due.day for due in self.dates), default=None)

    @property
    def last(self) -> dt.date | None:
        """The latest deadline: what is open after it is overdue."""
        return max((due.day for due in self.dates), default=None)
