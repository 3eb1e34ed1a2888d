"""Which backups go: fewer and fewer are kept the older they are."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Collection, Hashable

WHOLE_DAYS = 2
DAYS = 14
WEEKS = 12
MONTHS = 24


def thinned(times: Collection[dt.datetime], now: dt.datetime) -> set[dt.datetime]:
    """Name those that may go of the backups made at `times`, local times as in their names.

    Kept are all of the newest 2 days that have any, the newest of each of 14 days, 12 weeks
    (Monday to Sunday) and 24 months that have any. Days are counted by backups, not by the
    calendar, so that a clock that jumps ahead, or a long leave, makes nothing old at once.
    Those dated after `now` are counted apart: made while the clock was wrong, they take no
    place of the others, and the newest up to now always stays. At the end of summer time two
    of one hour may change places, which changes no day.
    """
    ahead = {at for at in times if at > now}
    return set(times) - _kept(set(times) - ahead) - _kept(ahead)


def days_of_going(
    times: Collection[dt.datetime], now: dt.datetime
) -> dict[dt.datetime, dt.date | None]:
    """Give the day on which each backup goes if one is made every day from now on.

    None for one that is dated after `now`. Fewer backups keep the others longer.
    """
    waiting = {at for at in times if at <= now}
    there = set(waiting)
    days: dict[dt.datetime, dt.date | None] = dict.fromkeys(set(times) - waiting)
    today = now
    while waiting:
        there.add(today)
        gone = thinned(there, today)
        there -= gone
        days |= dict.fromkeys(gone & waiting, today.date())
        waiting -= gone
        today += dt.timedelta(days=1)
    return days


def _kept(times: set[dt.datetime]) -> set[dt.datetime]:
    whole_days = sorted({at.date() for at in times})[-WHOLE_DAYS:]
    return {
        *(at for at in times if at.date() in whole_days),
        *_newest_of(times, DAYS, lambda at: at.date()),
        *_newest_of(times, WEEKS, lambda at: at.isocalendar()[:2]),
        *_newest_of(times, MONTHS, lambda at: (at.year, at.month)),
    }


def _newest_of(
    times: set[dt.datetime], count: int, span: Callable[[dt.datetime], Hashable]
) -> list[dt.datetime]:
    """Give the newest of each of the newest `count` spans that have any."""
    newest: dict[Hashable, dt.datetime] = {}
    for at in sorted(times):
        newest[span(at)] = at
    return list(newest.values())[-count:]
