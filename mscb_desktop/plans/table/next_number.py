"""The number that an action gets which is typed at the end of its section."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from mscb_desktop.plans.rules.numbering import order

_PLAIN = re.compile(r"((?:[0-9]{1,6}\.)*)([0-9]{1,6})[.):]?")


def next_number(
    section: str | None, in_section: Sequence[str | None], in_plan: Sequence[str | None]
) -> str | None:
    """Give the number after the highest of a section; None where a plan numbers nothing.

    2.3 comes after 2.2, 6 after 5. The first of a section is 2.1 where the others are numbered by
    their sections, else the one after the highest of the plan.
    """
    last = _highest(in_section)
    if last is not None:
        return _after(last)
    if any(in_section):
        return None  # numbered in a way of its own: 'a', 'i'
    others = [number for number in in_plan if number]
    title = _PLAIN.fullmatch((section or "").strip())
    if title is not None and all("." in number.rstrip(".):") for number in others):
        return f"{title[1]}{title[2]}.1"
    last = _highest(others)
    if last is not None and "." not in last.rstrip(".):"):
        return _after(last)
    return None if in_plan else "1"


def _highest(numbers: Iterable[str | None]) -> str | None:
    plain = [number.strip() for number in numbers if number and _PLAIN.fullmatch(number.strip())]
    return max(plain, key=order, default=None)


def _after(number: str) -> str:
    match = _PLAIN.fullmatch(number)
    assert match is not None
    return f"{match[1]}{int(match[2]) + 1}"
