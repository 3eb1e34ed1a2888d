"""Meetings named in a deadline: 'November MSCB meeting' falls on the day of that meeting."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from mscb_desktop.plans.when.words import Named


@dataclass(frozen=True, slots=True)
class NamedMeeting:
    """A meeting as a text names it."""

    words: str
    """The words without the date: 'MSCB meeting'."""
    written: str
    """All of them: 'November MSCB meeting'."""
    month: int
    year: int | None
    """None where neither the text nor the plan's year settles it."""


Meetings = Mapping[str, dt.date] | Callable[[NamedMeeting], dt.date | None]
"""The days of meetings: by all the words as written, in any case, or a search for one."""

_BEHIND = re.compile(
    r"[^\S\n]+(?P<words>(?:[\w&']+[^\S\n]+){0,4}?(?P<sure>meetings?|away[ -]?day)(?!\w)"
    r"|(?-i:[A-Z][A-Z&]+)(?!\w)(?:[^\S\n]+(?:board|panel|committee)(?!\w))?"
    r"|board(?!\w)|panel(?!\w)|committee(?!\w)|conference(?!\w))",
    re.IGNORECASE,
)
_BEFORE = re.compile(
    r"(?<!\w)(?P<words>(?:[A-Z][\w&]*[^\S\n]+)?(?P<sure>[Mm]eeting|[Aa]way[ -]?[Dd]ay)"
    r"|[A-Z][A-Z&]+),?[^\S\n]+(?:(?:in|on|of)[^\S\n]+)?$"
)


@dataclass(frozen=True, slots=True)
class Place:
    """Where a meeting stands, and whether its words cannot mean anything else."""

    words: str
    start: int
    end: int
    sure: bool


def meeting_at(text: str, named: Named, after: int, before: int) -> Place | None:
    """Find a meeting beside a month, between the ends of the dates around it."""
    if named.day is not None or named.first_month is not None:
        return None
    if match := _BEHIND.match(text, named.end, before):
        return Place(match["words"], named.start, match.end(), match["sure"] is not None)
    if match := _BEFORE.search(text[max(after, named.start - 40) : named.start]):
        start = named.start - len(match[0])
        return Place(match["words"], start, named.end, match["sure"] is not None)
    return None


def day_of(meetings: Meetings | None, meeting: NamedMeeting) -> dt.date | None:
    """Give the day of a meeting; one that lies in another month than the one named is not it."""
    if meetings is None:
        return None
    if isinstance(meetings, Mapping):
        wanted = _flat(meeting.written)
        day = next((day for words, day in meetings.items() if _flat(words) == wanted), None)
    else:
        day = meetings(meeting)
    if day is None or day.month != meeting.month or meeting.year not in (None, day.year):
        return None
    return day


def _flat(words: str) -> str:
    return " ".join(words.casefold().split())
