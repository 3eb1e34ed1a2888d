"""Which backups go: fewer and fewer are kept the older they are."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Collection, Hashable

WHOLE_DAYS = 2
DAYS = 14
WEEKS = 12
MONTHS = 24

_LOOK_AHEAD = 800
"""Days after which a backup of today has gone, whatever day it is."""


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


def goes_on(at: dt.datetime, times: Collection[dt.datetime], now: dt.datetime) -> dt.date | None:
    """Give the day on which a backup goes if one is made every day from now on.

    None where that is not known: it is dated after `now`. Fewer backups keep it longer.
    """
    if at > now:
        return None
    there = {*times, at}
    for days in range(_LOOK_AHEAD):
        today = now + dt.timedelta(days)
        there.add(today)
        there -= thinned(there, today)
        if at not in there:
            return today.date()
    return None


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
