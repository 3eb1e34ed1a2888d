"""Financial years, which run from 1 April to 31 March and are named by the year they begin in."""

from __future__ import annotations

import datetime as dt
import re

from db.fields import year_label as year_label
from mscb_desktop.values.dates import FIRST_YEAR, LAST_YEAR
from mscb_desktop.values.unreadable import Unreadable, quoted

_YEAR = re.compile(r"([0-9]{4})(?: ?[-/\u2010-\u2014] ?([0-9]{4}|[0-9]{2}))?")


def as_at(start_year: int, today: dt.date) -> dt.date:
    """Give the day as at which a year is shown: its last one once it is over, else today."""
    return min(today, year_end(start_year)) if today >= year_start(start_year) else today


def read_year(text: str) -> int:
    """Read '2012-13', '2012/13', '2012/2013' or '2012' into the year that it begins in."""
    match = _YEAR.fullmatch(text.strip())
    if match is None:
        raise Unreadable(f"{quoted(text)} is not a financial year: type it like 2012-13.")
    start = int(match[1])
    if not FIRST_YEAR <= start < LAST_YEAR:
        raise Unreadable(
            f"{quoted(text)} is not a financial year between {FIRST_YEAR} and {LAST_YEAR}: "
            "type it like 2012-13."
        )
    end = match[2]
    if end and end != str(start + 1)[-len(end) :]:
        raise Unreadable(
            f"{quoted(text)} is longer or shorter than one year: "
            f"type {year_label(start)} if that is meant."
        )
    return start


def year_of(date: dt.date) -> int:
    """Give the year in which the financial year of `date` begins."""
    return date.year if date.month >= 4 else date.year - 1


def year_start(start_year: int) -> dt.date:
    """Give 1 April of the year."""
    return dt.date(start_year, 4, 1)


def year_end(start_year: int) -> dt.date:
    """Give 31 March of the year after."""
    return dt.date(start_year + 1, 3, 31)
