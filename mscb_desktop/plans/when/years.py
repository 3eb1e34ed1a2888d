"""Join dates into lists and ranges, and settle the years that are not written."""

from __future__ import annotations

import enum
import re
from collections.abc import Callable, Sequence

from mscb_desktop.plans.when.result import YearFrom
from mscb_desktop.plans.when.words import Named, calendar_year, full_year


class Join(enum.Enum):
    """How a date hangs together with the next one."""

    NONE = "none"
    LIST = "list"
    RANGE = "range"


# A dash that begins a line is a bullet, not a range.
_RANGE = re.compile(r"[^\S\n]*(?:-|(?:up )?to(?!\w)|until(?!\w)|till(?!\w)|through(?!\w))\s*", re.I)
_LIST = re.compile(r"[^\S\n]*(?:[,/&+]|and(?!\w)|or(?!\w))[^\S\n]*(?:(?:and|or)(?!\w))?\s*", re.I)
_WORDS_BETWEEN = re.compile(r"[^\S\n]+to[^\S\n][^.;\n]{1,60}", re.I)
_BETWEEN = re.compile(r"(?<!\w)between[^\S\n]+$", re.I)

_TWO_DIGITS = re.compile(r"(?<=[^\W0-9_.][^\S\n])([0-9]{2})\Z")
_FARTHEST = 5
"""Years for which people plan ahead at most."""


def joins(text: str, named: Sequence[Named]) -> list[Join]:
    """Say of each date how it hangs together with the next; the last hangs with none."""
    found: list[Join] = []
    for at, one in enumerate(named):
        ends_a_range = bool(found) and found[-1] is Join.RANGE
        follower = named[at + 1] if at + 1 < len(named) else None
        found.append(_join(text, one, follower, ends_a_range) if follower else Join.NONE)
    return found


def _join(text: str, one: Named, two: Named, ends_a_range: bool) -> Join:
    between = text[one.end : two.start]
    if _RANGE.fullmatch(between):
        return Join.NONE if ends_a_range else Join.RANGE
    if _LIST.fullmatch(between):
        return Join.RANGE if _is_range(text, one, two, between.strip().lower()) else Join.LIST
    if (
        one.year is None
        and one.day is None
        and not ends_a_range
        and _WORDS_BETWEEN.fullmatch(between)
    ):
        # 'Development work March to Conference in January 2013'
        return Join.RANGE
    return Join.NONE


def _is_range(text: str, one: Named, two: Named, sign: str) -> bool:
    """Tell 'May/June 2012' and 'between April and June 2012' from lists."""
    if sign == "and":
        return _BETWEEN.search(text, max(0, one.start - 12), one.start) is not None
    return (
        sign == "/"
        and one.year is None
        and one.day is None is two.day
        and two.month == one.month % 12 + 1
    )


def may_be_day(text: str, one: Named, plan: int) -> bool:
    """Tell whether the two digits behind a month are a day's rather than a year's far ahead.

    'March 31' and 'Sept 20' of a plan of 2012-13, where nobody plans as far as that.
    """
    digits = _TWO_DIGITS.search(text, one.start, one.end)
    if digits is None or one.year is None or one.day is not None or one.first_month is not None:
        return False
    return 1 <= int(digits[1]) <= 31 and one.year > plan + 1 + _FARTHEST


def settle(
    named: Sequence[Named],
    joined: Sequence[Join],
    other_years: Sequence[str],
    plan: int | None,
    may: Callable[[Named], bool],
) -> None:
    """Give years to dates without one, as far as the text or the plan's financial year says.

    `may` says whether the plan's year may be asked for a date. It is not asked where the text
    writes a year outside of it, in a date or else (`other_years`: '2014', 'Summer 2014',
    '2013-14'): then the text is not about the plan's year alone.
    """
    _backwards(named, joined)
    for at, one in enumerate(named[:-1]):
        two = named[at + 1]
        if joined[at] is Join.RANGE and one.year is not None and two.year is None:
            _take(two, one.year, YearFrom.NEIGHBOUR, not _later(one, two))
    if plan is not None and _is_about(named, other_years, plan):
        for at, one in enumerate(named):
            if one.year is None and joined[at] is not Join.RANGE and may(one):
                _take(one, calendar_year(plan, one.month), YearFrom.PLAN)
    _backwards(named, joined)


def _backwards(named: Sequence[Named], joined: Sequence[Join]) -> None:
    """Let a date without a year take that of the next one, from the end of a list on."""
    for at in range(len(named) - 2, -1, -1):
        one, two = named[at], named[at + 1]
        if one.year is not None or two.year is None:
            continue
        if joined[at] is Join.RANGE:
            # It begins before it ends, within a year.
            _take(one, two.year - _later(one, two), YearFrom.NEIGHBOUR)
        elif joined[at] is Join.LIST:
            if one.first_month is not None and two.first_month is not None:
                financial = two.year if two.month >= 4 else two.year - 1
                one_of_year, two_of_year = (one.month - 4) % 12, (two.month - 4) % 12
                year = calendar_year(financial, one.month)
                _take(one, year, YearFrom.NEIGHBOUR, one_of_year < two_of_year)
            else:
                # 'November, January 2013' is not in order, so November is of another year.
                _take(one, two.year, YearFrom.NEIGHBOUR, not _later(one, two))


def _take(one: Named, year: int, source: YearFrom, right: bool = True) -> None:
    if right:
        one.year, one.year_from = year, source


def _later(one: Named, two: Named) -> bool:
    if one.month != two.month or one.day is None or two.day is None:
        return one.month > two.month
    return one.day > two.day


def _is_about(named: Sequence[Named], other_years: Sequence[str], plan: int) -> bool:
    return all(
        one.year == calendar_year(plan, one.month) for one in named if one.year is not None
    ) and all(
        full_year(digits) in (plan, plan + 1)
        for words in other_years
        for digits in re.findall("[0-9]{4}|[0-9]{2}", words)
    )
