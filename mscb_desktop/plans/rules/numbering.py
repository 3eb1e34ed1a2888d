"""Numbers of actions and objectives as people write them, and what a printed link means."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from mscb_desktop.plans.model import Action, Section
from mscb_desktop.plans.rules.titles import Titles, first_line, words_of

Order = tuple[int, tuple[tuple[int, int, str], ...]]

_PART = re.compile(r"([0-9]{1,18})|([^\W\d_]+)")
_JOINED = re.compile(r"[^\S\n]*(?:,|;|&|/|\band\b)[^\S\n]*(?=[0-9])", re.IGNORECASE)
_AND = re.compile(r"\s*(?:,|;|&|/|\band\b)\s*", re.IGNORECASE)
_DECIMAL = r"[0-9]{1,3}(?:\.[0-9]{1,3})+"
_LETTER = r"(?:[a-z](?![a-z]))?"
_NUMBER = rf"(?:{_DECIMAL}|[0-9]{{1,3}})[a-z]?"
_LEADING = re.compile(
    # 'Section 11' and 'Section 47' are of the Children Act, 'Section 2' is of the plan.
    r"(?:objectives?|obj|sections?(?=\W*[0-9]\b)|aims?|priority|no)?\b[.:]?\s*"
    # A whole number alone is only a number before a capital: '3 Workforce', not '2 of 3 done'.
    rf"({_DECIMAL}{_LETTER}(?![0-9])"
    rf"|[0-9]{{1,3}}{_LETTER}(?=[):]|\.(?![0-9])|\s*$|\s+(?-i:[A-Z])|\s[-\u2013\u2014]\s))"
    r"[.):]?(?:\s*[-\u2013\u2014:](?=\s))?\s*",
    re.IGNORECASE,
)
_PREFACE = re.compile(r"^.{0,60}?\bobjectives?\s*[:\u2013-]\s*", re.IGNORECASE)
_BULLET = re.compile(r"^\s*[-*\u2022\u25cf\u25aa\u25e6\u2013\u2014]\s*")
_WITHIN = re.compile(rf"(?<=\s)(?={_DECIMAL}[a-z]?[.):]?\s+[A-Z])")
_BARE = re.compile(rf"\s*{_NUMBER}[.):]?\s*")

_WORD = re.compile(r"[^\W_]+")
_ALIKE = 0.5
"""The share of a title's words, the rare ones counting most, from which it may be meant."""
_SURE = 0.75
"""The share from which a title without a number is taken to be the one that is meant."""
_CLEARER = 0.34
"""By so much another title has to be nearer to be the one that is meant."""


@lru_cache(maxsize=8192)
def order(number: str | None) -> Order:
    """Give the place of a number among others: 1.9, 1.10, 2, 2.1, 2a, 5 and 14, 10, none at all.

    Two numbers are the same where this is: '1.', '1' and '1)' are, '1.1' and '1.10' are not.
    """
    plain = _JOINED.sub(" and ", number or "").casefold()
    parts = tuple(
        (0, int(digits), "") if digits else (1, 0, letters)
        for digits, letters in _PART.findall(plain)
    )
    return (0, parts) if parts else (1, ())


def bare(number: str | None) -> str:
    """Give a number without what closes it: '1.' and '1)' are 1."""
    return (number or "").strip().rstrip(".):")


def pieces(number: str | None) -> list[str]:
    """Part '5 and 14' into 5 and 14."""
    return [piece for piece in _AND.split((number or "").strip()) if piece]


@dataclass(frozen=True, slots=True)
class Printed:
    """A link as the source has it, parted: number '' or title '' where it has none."""

    number: str
    title: str


@lru_cache(maxsize=8192)
def read_link(printed: str) -> Printed:
    """Part '2.1 Develop a framework' into number and title; the title on one line."""
    text = " ".join(_BULLET.sub("", printed).split())
    match = _LEADING.match(text) or _LEADING.match(_PREFACE.sub("", text))
    if match is None:
        return Printed("", text)
    return Printed(match[1], match.string[match.end() :].strip())


def part_links(cell: str) -> list[str]:
    """Part the text of a cell into its links, each as printed.

    A line that begins with a number begins a link, and so does '4.3 Improve' within a line; other
    lines belong to the title above them.
    """
    links: list[str] = []
    for line in filter(None, map(str.strip, cell.splitlines())):
        for piece in filter(_WORD.search, map(str.strip, _WITHIN.split(line))):
            numbers = _numbers_only(piece)
            if numbers:
                links.extend(numbers)
            elif not links or read_link(piece).number:
                links.append(_BULLET.sub("", piece))
            else:
                links[-1] += "\n" + piece
    return links


def _numbers_only(piece: str) -> list[str]:
    """Part '2.1, 2.3 and 4.1'; none where there are other words."""
    plain = re.sub(r"^\W*(?:objectives?|sections?)\b[.:]?", "", piece, flags=re.IGNORECASE)
    numbers = _JOINED.split(_BULLET.sub("", plain))
    return [number.strip() for number in numbers] if all(map(_BARE.fullmatch, numbers)) else []


@dataclass(frozen=True, slots=True)
class Meant:
    """What a link leads to; neither where nothing in the plan is meant."""

    objective: Action | None = None
    section: Section | None = None

    @property
    def ref(self) -> str:
        """The reference of what is meant; '' for nothing."""
        found = self.objective or self.section
        return found.ref if found else ""

    @property
    def title(self) -> str:
        """The title of what is meant."""
        found = self.objective.what if self.objective else self.section and self.section.title
        return read_link(first_line(found or "")).title

    @property
    def number(self) -> str:
        """The number of what is meant, without a full stop."""
        found = self.objective or self.section
        return bare(found.number) if found else ""


class Objectives:
    """The objectives and sections of one business plan, found by number and by title."""

    def __init__(self, objectives: Iterable[Action], sections: Iterable[Section]) -> None:
        found = [Meant(objective=one) for one in objectives]
        found += [Meant(section=one) for one in sections]
        self._titles = Titles({one.ref: _text(one) for one in found})
        self.by_ref = {one.ref: one for one in found}
        self._by_number: dict[Order, list[Meant]] = {}
        for one in found:
            if order(one.number)[1]:
                self._by_number.setdefault(order(one.number), []).append(one)

    def find(self, printed: str) -> Meant:
        """Find what a link means: by its number, without one by a title that is clearly one's.

        Of an objective and a section with the same number it is the one whose title is nearer.
        """
        link = read_link(printed)
        if not link.number:
            found = self.entitled(link.title)
            return found if found and self.likeness(link.title, found) >= _SURE else Meant()
        there = self._by_number.get(order(link.number), [])
        return max(there, key=lambda one: self.likeness(link.title, one), default=Meant())

    def entitled(self, title: str) -> Meant | None:
        """Find the one that a title is most like; None where none is, or two are as much."""
        alike = self._titles.alike(title)
        most = max(alike.values(), default=0.0)
        near = [ref for ref, share in alike.items() if share == most]
        return self.by_ref[near[0]] if most >= _ALIKE and len(near) == 1 else None

    def disagrees(self, title: str, one: Meant) -> bool:
        """Tell whether a title is not this one's: too few words the same, or another's clearly."""
        alike = self.likeness(title, one)
        if alike < _ALIKE:
            return True
        other = self.entitled(title)
        return other is not None and self.likeness(title, other) >= alike + _CLEARER

    def likeness(self, title: str, one: Meant) -> float:
        """Give the share of a title's words that this one's has; one without words is like any."""
        return self._titles.alike(title).get(one.ref, 0.0) if words_of(title) else 1.0


def _text(one: Meant) -> str:
    return (one.objective.what or "") if one.objective else one.section.title if one.section else ""
