"""Dates as people write them in England, the day first."""

from __future__ import annotations

import datetime as dt
import re
from decimal import Decimal

from mscb_desktop.values.unreadable import Unreadable, quoted

FIRST_YEAR, LAST_YEAR = 1900, 2199
"""Years that a date of a board can lie in; others are slips of the finger."""

_MONTHS = (
    "january", "february", "march", "april", "may", "june",
    "july", "august", "september", "october", "november", "december",
)  # fmt: skip
_WEEKDAY = re.compile(r"(?:mon|tues?|wed(?:nes)?|thu(?:rs?)?|fri|sat(?:ur)?|sun)(?:day)?\.?,? +")
_MIDNIGHT = re.compile(r"(?:[ t]+00:00(?::00(?:\.0+)?)?)$")
_DAY_FIRST = re.compile(r"([0-9]{1,2}) ?([/.\- ]) ?([0-9]{1,2}) ?\2 ?([0-9]{4}|[0-9]{2})", re.ASCII)
_YEAR_FIRST = re.compile(r"([0-9]{4})([/.\-])([0-9]{1,2})\2([0-9]{1,2})")
_WORDS = re.compile(
    r"([0-9]{1,2})(?:st|nd|rd|th)?(?: of)?[ .\-/]*([a-z]{3,9})\.?,?[ .\-/']*([0-9]{4}|[0-9]{2})"
)
_MONTH_FIRST = re.compile(r"([a-z]{3,9})\.? ?([0-9]{1,2})(?:st|nd|rd|th)?(?:, ?| )([0-9]{4})")
_NO_DAY = re.compile(r"([a-z]{3,9})\.?[ \-/']*(?:[0-9]{4}|[0-9]{2})?|[0-9]{1,2}[/.\-][0-9]{4}")
_NO_YEAR = re.compile(r"[0-9]{1,2}(?:st|nd|rd|th)?[ .\-/]*([a-z]{3,9})\.?|[0-9]{1,2}/[0-9]{1,2}")
_EXCELS_DAY_0 = dt.date(1899, 12, 30)


def read_date(text: str) -> dt.date:
    """Read one day.

    Taken: '12/03/2013', '12-3-13', '12.3.13', '12 Mar 13', '12th March 2013', 'Tue 12 March
    2013', 'March 12, 2013', '120313', '12032013', '2013-03-12', '20130312', each also with the
    time 00:00. Years of two digits: 00 to 69 are 2000 to 2069, 70 to 99 are 1970 to 1999.
    Raises Unreadable where the day, month or year is missing or does not exist.
    """
    plain = " ".join(text.replace("\u2011", "-").replace("\u2013", "-").casefold().split())
    plain = _WEEKDAY.sub("", _MIDNIGHT.sub("", plain), count=1)
    if match := _DAY_FIRST.fullmatch(plain):
        return _day(text, match[1], match[3], match[4])
    if match := _YEAR_FIRST.fullmatch(plain):
        return _day(text, match[4], match[3], match[1])
    if match := re.fullmatch(r"([0-9]{2})([0-9]{2})([0-9]{4}|[0-9]{2})", plain):
        if len(plain) == 8 and int(match[3]) < FIRST_YEAR <= int(plain[:4]) <= LAST_YEAR:
            return _day(text, plain[6:], plain[4:6], plain[:4])
        return _day(text, match[1], match[2], match[3])
    if (match := _WORDS.fullmatch(plain)) and (month := _month(match[2])):
        return _day(text, match[1], str(month), match[3])
    if (match := _MONTH_FIRST.fullmatch(plain)) and (month := _month(match[1])):
        return _day(text, match[2], str(month), match[3])
    raise Unreadable(_reason(text, plain))


def check_date(date: dt.date, shown: str) -> None:
    """Raise Unreadable where the date lies outside of the years a board can have."""
    if not FIRST_YEAR <= date.year <= LAST_YEAR:
        raise Unreadable(
            f"{quoted(shown)} lies in the year {date.year}: "
            f"type a year from {FIRST_YEAR} to {LAST_YEAR}."
        )


def date_from_number(number: Decimal | float | int) -> dt.date:
    """Give the day of Excel's serial number (41345 is 12/03/2013); a time of day is dropped."""
    days = Decimal(str(number))
    # Up to 60 Excel counts a 29 February 1900 that never was.
    if not days.is_finite() or not 61 <= days < 109_941:
        raise Unreadable(f"{quoted(str(number))} is not a date: type it like 12/03/2013.")
    return _EXCELS_DAY_0 + dt.timedelta(days=int(days))


def show_date(date: dt.date) -> str:
    """Show dd/mm/yyyy."""
    return f"{date.day:02}/{date.month:02}/{date.year:04}"


def _month(word: str) -> int | None:
    if word == "sept":
        return 9
    return next((n for n, name in enumerate(_MONTHS, 1) if name.startswith(word)), None)


def _day(text: str, day_digits: str, month_digits: str, year_digits: str) -> dt.date:
    day, month, year = int(day_digits), int(month_digits), int(year_digits)
    if len(year_digits) == 2:
        year += 2000 if year < 70 else 1900
    if month > 12 and day <= 12:
        raise Unreadable(
            f"{quoted(text)} has the month first, and there is no month {month}: "
            f"type the day first, such as {month:02}/{day:02}/{year:04}."
        )
    try:
        date = dt.date(year, month, day)
    except ValueError:
        raise Unreadable(
            f"{quoted(text)} is a day that does not exist: type the day, the month and the year, "
            "such as 12/03/2013."
        ) from None
    check_date(date, text)
    return date


def _reason(text: str, plain: str) -> str:
    if (match := _NO_DAY.fullmatch(plain)) and (match[1] is None or _month(match[1])):
        return f"{quoted(text)} has no day: type the whole date, such as 12/03/2013."
    if (match := _NO_YEAR.fullmatch(plain)) and (match[1] is None or _month(match[1])):
        return f"{quoted(text)} has no year: type the whole date, such as 12/03/2013."
    return f"{quoted(text)} is not a date: type it like 12/03/2013 or 12 Mar 13."
