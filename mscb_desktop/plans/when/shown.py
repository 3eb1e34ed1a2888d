"""What was read from a deadline, told in one line."""

from __future__ import annotations

from mscb_desktop.plans.when.result import Said, When
from mscb_desktop.values import show_date

MANY = 4
"""From so many deadlines on, only the first and the last are told."""

_WHY_NOT = (
    (Said.ONGOING, "Ongoing, no deadline"),
    (Said.RECURRING, "Comes again and again, no deadline"),
    (Said.TO_BE_SET, "Date still to be set"),
    (Said.NO_SUCH_DAY, "No date can be read: there is no such day"),
    (Said.NO_YEAR, "No date can be read: the year is missing"),
    (Said.MEETING, "No date can be read: the day of the meeting is not known"),
    (Said.NO_DAY, "No date can be read: a year or a season names no day"),
    (Said.NO_BEGINNING, "No date can be read: it is not said from which day on"),
    (Said.DONE, "Said to be done, no deadline"),
)


def in_words(when: When) -> str:
    """Tell what was read: 'Due 31/03/2013', 'Starts 01/04/2012, no deadline'; '' for no text."""
    if not when.text.strip():
        return ""
    days = sorted({due.day for due in when.dates})
    if len(days) >= MANY:
        return f"Due {len(days)} times from {show_date(days[0])} to {show_date(days[-1])}"
    if days:
        *most, last = map(show_date, days)
        return f"Due {', '.join(most)} and {last}" if most else f"Due {last}"
    if when.starts:
        return f"Starts {show_date(min(when.starts))}, no deadline"
    if when.closed:
        return f"Closed by {show_date(max(when.closed))}, no deadline"
    return next((words for said, words in _WHY_NOT if said in when.said), "No date can be read")
