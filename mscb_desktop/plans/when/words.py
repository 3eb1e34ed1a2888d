"""Find in a text the words that name dates, or say why there is none."""

from __future__ import annotations

import enum
import itertools
import re
from collections.abc import Callable
from dataclasses import dataclass

from mscb_desktop.plans.when.patterns import (
    END_OF,
    LABEL,
    MAY_DO,
    NOT_YET,
    NOTHING_TO_DO,
    NUMBER,
    PATTERN,
)
from mscb_desktop.plans.when.result import Said, YearFrom

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_NTH = {"1st": 1, "first": 1, "2nd": 2, "second": 2, "3rd": 3, "third": 3, "4th": 4, "fourth": 4}


class Role(enum.Enum):
    """What a date is for."""

    DUE = "due"
    START = "start"
    CLOSED = "closed"
    FORMER = "former"
    """A deadline that was: 'September 2013 (was June 2013)'."""


@dataclass(slots=True)
class Named:
    """A day, a month or a quarter as the text names it; years and roles are settled later."""

    start: int
    end: int
    month: int
    year: int | None
    day: int | None = None
    first_month: int | None = None
    """Of a quarter; `month` is its last one."""
    year_from: YearFrom = YearFrom.WRITTEN
    role: Role = Role.DUE
    note: str = ""
    shift: int = 0
    """Days to go on from the day named: the week that begins with it, the day before it."""


@dataclass(frozen=True, slots=True)
class Remark:
    """Words that say something, but name no day."""

    start: int
    end: int
    said: Said


def find(text: str) -> tuple[list[Named], list[Remark]]:
    """Find what names a date and what else is said, each in the order of the plain text."""
    named: list[Named] = []
    remarks: list[Remark] = []
    at = 0
    while match := PATTERN.search(text, at):
        kind = match.lastgroup or ""
        at = match.end()
        found = _READERS[kind](match) if kind in _READERS else _remark(match, kind)
        for one in found:
            at = one.end
            if isinstance(one, Named):
                _take_year_before(text, one, remarks)
                named.append(one)
            else:
                remarks.append(one)
    return named, remarks


def _take_year_before(text: str, one: Named, remarks: list[Remark]) -> None:
    """Read '2013 May', where the year is no other date's."""
    if one.year is None and one.day is None and remarks and remarks[-1].said is Said.NO_DAY:
        year = text[remarks[-1].start : remarks[-1].end]
        if len(year) == 4 and text[remarks[-1].end : one.start].strip(" \t") == "":
            one.year, one.start = int(year), remarks.pop().start


def full_year(digits: str) -> int:
    """Give the year of two or four digits; 70 to 99 are 1970 to 1999."""
    year = int(digits)
    return year if len(digits) == 4 else year + (2000 if year < 70 else 1900)


def calendar_year(financial_year: int, month: int) -> int:
    """Give the year that a month has within a financial year."""
    return financial_year if month >= 4 else financial_year + 1


_Found = list[Named] | list[Remark]


def _financial_year(first: str, second: str | None) -> int | None:
    """Give the year that '2012-13' begins in; None where the second is not the year after."""
    if second is None:
        return None
    start = full_year(first)
    return start if second == str(start + 1)[-len(second) :] else None


def _year(match: re.Match[str], name: str, month: int) -> tuple[int | None, int]:
    """Give the year written behind a month, and where what was read ends."""
    first, second = match["y" + name], match["z" + name]
    if first is None:
        return None, match.end("m" + name)
    financial = _financial_year(first, second)
    if financial is not None:
        return calendar_year(financial, month), match.end("z" + name)
    return full_year(first), match.end("y" + name)


def _month(word: str) -> int:
    return _MONTHS.index(word[:3].lower()) + 1


def _read_numbers(match: re.Match[str]) -> _Found:
    day, month = int(match["nd"]), int(match["nm"])
    if not 1 <= month <= 12 or not day:
        return [Remark(match.start(), match.end(), Said.NO_SUCH_DAY)]
    return [Named(match.start(), match.end(), month, full_year(match["ny"]), day)]


def _read_year_first(match: re.Match[str]) -> _Found:
    day, month = int(match["id"]), int(match["im"])
    if not 1 <= month <= 12 or not day:
        return [Remark(match.start(), match.end(), Said.NO_SUCH_DAY)]
    return [Named(match.start(), match.end(), month, int(match["iy"]), day)]


def _read_days(match: re.Match[str]) -> _Found:
    """Read '12 March 2013', and each day of '12, 19 and 26 March 2013'."""
    month = _month(match["md"])
    year, end = _year(match, "d", month)
    text, start = match.string, match.start("days")
    numbers = list(NUMBER.finditer(text, start, match.end("days")))
    if LABEL.search(text, max(0, start - 20), start):
        # 'Section 11 March 2013' is the month; the number belongs to the word before it.
        numbers = [number for number in numbers[-1:] if number[2] or len(numbers) > 1]
        if not numbers:
            return [Named(match.start("md"), end, month, year)]
    if not _is_list_of_days(match["days"], numbers):
        numbers = numbers[-1:]
    found = [
        Named(n.start(), n.end(), month, year, int(n[1]), year_from=YearFrom.NEIGHBOUR)
        for n in numbers
    ]
    if found[0].start == start:
        found[0].start = match.start()
    found[-1].end, found[-1].year_from = end, YearFrom.WRITTEN
    return found


def _is_list_of_days(written: str, numbers: list[re.Match[str]]) -> bool:
    """Tell '12, 19 and 26' from 'audit 3, 12': days ascend, and bare commas want '12th, 19th'."""
    days = [int(number[1]) for number in numbers]
    if any(a >= b for a, b in itertools.pairwise(days)):
        return False
    return "," not in written or "and" in written.lower() or all(n[2] for n in numbers[:-1])


def _read_month_first(match: re.Match[str]) -> _Found:
    digits = match["fy1"] or match["fy2"]
    year = int(digits) if digits else None
    return [Named(match.start(), match.end(), _month(match["mf"]), year, int(match["fd"]))]


def _read_month(match: re.Match[str]) -> _Found:
    month = _month(match["mm"])
    year, end = _year(match, "m", month)
    if year is None and _is_no_month(match):
        return []
    return [Named(match.start(), end, month, year)]


def _is_no_month(match: re.Match[str]) -> bool:
    """Tell whether 'may' and 'march' are verbs: 'it may slip', 'May be extended'."""
    word, text = match["mm"], match.string
    if word[:3].lower() not in ("may", "mar"):
        return False
    if word[0].islower():
        return text.strip(" -\t\n") != word
    return word == "May" and MAY_DO.match(text, match.end("mm")) is not None


def _read_quarter(match: re.Match[str]) -> _Found:
    number = int(match["qn"]) if match["qn"] else _NTH[match["qo"].lower()]
    first_month = (4, 7, 10, 1)[number - 1]
    month = first_month + 2
    first, second = match["yq"], match["zq"]
    end, year = match.end("quarter_name"), None
    if first is not None and (financial := _financial_year(first, second)) is not None:
        year, end = calendar_year(financial, month), match.end("zq")
    elif first is not None and second is None and len(first) == 4:
        if number == 4:
            # The fourth quarter of '2013' may be that of 2013-14, or lie in 2013.
            return [Remark(match.start(), match.end(), Said.NO_YEAR)]
        year, end = int(first), match.end("yq")
    return [Named(match.start(), end, month, year, first_month=first_month)]


def _read_year(match: re.Match[str]) -> _Found:
    """A year names no day, but its end does: 'end of 2012-13'."""
    first, second = match["yy"], match["zy"]
    lead = END_OF.search(match.string, max(0, match.start() - 40), match.start())
    financial = _financial_year(first, second)
    if lead and financial is not None:
        return [Named(lead.start(), match.end(), 3, financial + 1, 31, note="end of the year")]
    if lead and second is None and "financial" not in lead[0].lower():
        return [Named(lead.start(), match.end(), 12, int(first), 31, note="end of the year")]
    return [Remark(match.start(), match.end(), Said.NO_DAY)]


def _read_done(match: re.Match[str]) -> _Found:
    """'To be completed' is not done, and 'complete the audit' asks for it."""
    text, start, end = match.string, match.start(), match.end()
    if NOT_YET.search(text, max(0, start - 20), start):
        return []
    if match[0].lower() == "complete" and not NOTHING_TO_DO.match(text, end):
        return []
    return [Remark(start, end, Said.DONE)]


def _remark(match: re.Match[str], kind: str) -> _Found:
    return [Remark(match.start(), match.end(), Said[kind.upper()])]


_READERS: dict[str, Callable[[re.Match[str]], _Found]] = {
    "year_first": _read_year_first,
    "numbers": _read_numbers,
    "month_first": _read_month_first,
    "day_first": _read_days,
    "month_only": _read_month,
    "quarter": _read_quarter,
    "year_only": _read_year,
    "done": _read_done,
}
