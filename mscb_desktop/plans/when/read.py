"""Read the dates out of a deadline as people write it."""

from __future__ import annotations

import bisect
import calendar
import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, field

from mscb_desktop.plans.when.meetings import Meetings, NamedMeeting, day_of, meeting_at
from mscb_desktop.plans.when.patterns import BULLETS, plain
from mscb_desktop.plans.when.result import DueDate, Said, When, YearFrom
from mscb_desktop.plans.when.roles import breaks, lead, settle_roles
from mscb_desktop.plans.when.words import Named, Role, find
from mscb_desktop.plans.when.years import Join, joins, may_be_day, settle
from mscb_desktop.values.dates import FIRST_YEAR, LAST_YEAR

ONE_DAY = dt.timedelta(days=1)

_SIGNS = " \t\r\n\v\f.,:;/&+()[]*'-–—" + BULLETS
_JOINING = frozenset({
    "and", "or", "by", "in", "on", "at", "of", "the", "to", "then", "until", "till", "from",
    "between", "due", "target", "deadline", "for",
})  # fmt: skip


def read_when(text: str, *, year: int | None = None, meetings: Meetings | None = None) -> When:
    """Read a deadline; `year` is the year in which the plan's financial year begins.

    The plan's year settles a day, a month or a quarter without a year: 'May' of 2012-13 is May
    2012, 'February' is February 2013. It does not where the text writes a year outside of the
    plan's, or says in the same sentence that it comes again ('Annually, September'). 'March 31' of
    2012-13 is nothing: neither is 2031 meant, nor is it said that a day is.
    `meetings` gives the days of the meetings that are named. Never raises.
    """
    flat = plain(text)
    named, remarks = find(flat)
    if not named and not remarks:
        return When(text, unread=text.strip())
    ends = breaks(flat)
    for at, one in enumerate(named):
        lead(flat, one, named[at - 1].end if at else 0)
    joined = joins(flat, named)
    recurring = {
        bisect.bisect_right(ends, remark.start)
        for remark in remarks
        if remark.said is Said.RECURRING
    }

    def comes_again(one: Named) -> bool:
        return bisect.bisect_right(ends, one.start) in recurring

    doubtful = [one for one in named if year is not None and may_be_day(flat, one, year)]
    for one in doubtful:
        one.year = None
    other_years = [flat[r.start : r.end] for r in remarks if r.said is Said.NO_DAY]
    settle(named, joined, other_years, year, lambda one: not comes_again(one))
    for one in doubtful:
        one.year = None
    settle_roles(flat, named, joined, remarks, ends)
    reading = _Reading(text, flat, meetings)
    reading.said.update(remark.said for remark in remarks)
    reading.read.extend(
        (remark.start, remark.end) for remark in remarks if remark.said in _UNDERSTOOD
    )
    for at in range(len(named)):
        reading.take(named, joined, at, comes_again(named[at]))
    return reading.result()


_UNDERSTOOD = {Said.ONGOING, Said.RECURRING, Said.TO_BE_SET, Said.DONE}


@dataclass(slots=True)
class _Reading:
    """What has been read of a text so far."""

    text: str
    flat: str
    meetings: Meetings | None
    dates: list[DueDate] = field(default_factory=list)
    starts: list[dt.date] = field(default_factory=list)
    closed: list[dt.date] = field(default_factory=list)
    said: set[Said] = field(default_factory=set)
    read: list[tuple[int, int]] = field(default_factory=list)

    def take(
        self, named: Sequence[Named], joined: Sequence[Join], at: int, comes_again: bool
    ) -> None:
        one = named[at]
        begin = at
        while begin and joined[begin - 1] is Join.RANGE:
            begin -= 1
        if begin < at and joined[at] is Join.RANGE:
            return  # the middle of 'Sept/Oct/Nov 2012'
        if one.role is Role.DUE and self._take_meeting(named, at):
            return
        if one.year is None:
            if joined[at] is not Join.RANGE and not comes_again:
                self.said.add(Said.NO_YEAR)
            return
        day = _start_of(one) if one.role is Role.START else _day_of(one)
        if day is None:
            self.said.add(Said.NO_SUCH_DAY)
            return
        start = one.start if named[begin].role is Role.FORMER else named[begin].start
        self.read.append((start, one.end))
        if one.role is Role.START:
            self.starts.append(day)
        elif one.role is Role.CLOSED:
            self.closed.append(day)
        elif one.role is Role.DUE:
            self._due(day, start, one.end, one.year_from, one.note or _note(one))

    def _take_meeting(self, named: Sequence[Named], at: int) -> bool:
        one = named[at]
        after = named[at - 1].end if at else 0
        before = named[at + 1].start if at + 1 < len(named) else len(self.flat)
        place = meeting_at(self.flat, one, after, before)
        if place is None:
            return False
        written = self.text[place.start : place.end]
        day = day_of(self.meetings, NamedMeeting(place.words, written, one.month, one.year))
        if day is None:
            if place.sure:
                self.said.add(Said.MEETING)
            return False
        source = YearFrom.MEETING if one.year is None else one.year_from
        self.read.append((place.start, place.end))
        self._due(day, place.start, place.end, source, "day of the meeting")
        return True

    def _due(self, day: dt.date, start: int, end: int, source: YearFrom, note: str) -> None:
        self.dates.append(DueDate(day, self.text[start:end], start, end, source, note))

    def result(self) -> When:
        return When(
            self.text,
            tuple(self.dates),
            tuple(self.starts),
            tuple(self.closed),
            frozenset(self.said),
            _words_of(self.text, self.read),
        )


def _start_of(one: Named) -> dt.date | None:
    """Give the first day of what is named, or the one behind it where that is said."""
    if one.note == "after":
        last = _day_of(one)
        return last + ONE_DAY if last is not None else None
    year = one.year or 0
    return _day(year, one.first_month or one.month, one.day or 1)


def _day_of(one: Named) -> dt.date | None:
    """Give the day named, or the last one of the month or quarter named."""
    year = one.year or 0
    if not FIRST_YEAR <= year <= LAST_YEAR:
        return None
    if one.shift < 0:
        first = _day(year, one.first_month or one.month, one.day or 1)
        return first - ONE_DAY if first is not None else None
    last = one.day or calendar.monthrange(year, one.month)[1]
    day = _day(year, one.month, last)
    return day + one.shift * ONE_DAY if day is not None else None


def _day(year: int, month: int, day: int) -> dt.date | None:
    if not FIRST_YEAR <= year <= LAST_YEAR:
        return None
    try:
        return dt.date(year, month, day)
    except ValueError:
        return None


def _note(one: Named) -> str:
    if one.first_month is not None:
        return "last day of the quarter"
    return "last day of the month" if one.day is None else ""


def _words_of(text: str, read: list[tuple[int, int]]) -> str:
    """Give what is left of a text without what was read and the words that join it."""
    if not read:
        return text.strip()
    left: list[str] = []
    at = 0
    for start, end in [*sorted(read), (len(text), len(text))]:
        if start > at:
            left.append(_trimmed(text[at:start]))
        at = max(at, end)
    return " … ".join(words for words in left if words)


def _trimmed(words: str) -> str:
    kept = words.strip(_SIGNS).split()
    while kept and kept[0].strip(_SIGNS).lower() in _JOINING:
        del kept[0]
    while kept and kept[-1].strip(_SIGNS).lower() in _JOINING:
        del kept[-1]
    return " ".join(kept).strip(_SIGNS)
