"""Say which letters of a name answer to what was typed."""

from __future__ import annotations

from collections.abc import Sequence
from textwrap import shorten

from mscb_desktop.finding.folding import fold

_LONGEST, _BEFORE = 80, 20
"""Letters that are shown of another name, and of those the ones before what answers."""


def marked(name: str, asked: Sequence[str]) -> list[tuple[int, int]]:
    """Give the stretches (from, to) of `name` in which the words asked for stand, in order.

    A word is marked where it begins a word of the name, else where it first stands in one.
    Nothing is marked for a word that stands nowhere, such as a misspelt one.
    """
    folded: list[str] = []
    origin: list[int] = []
    for place, letter in enumerate(name):
        for plain in fold(letter):
            folded.append(plain)
            origin.append(place)
    text = "".join(folded)
    taken: list[tuple[int, int]] = []
    for word in sorted(asked, key=len, reverse=True):
        places = _places(text, word)
        begins = [at for at in places if at == 0 or not text[at - 1].isalnum()]
        for at in begins or places[:1]:
            stretch = (origin[at], origin[at + len(word) - 1] + 1)
            if all(stretch[1] <= start or end <= stretch[0] for start, end in taken):
                taken.append(stretch)
    return sorted(taken)


def other_name(name: str, also: Sequence[str], asked: Sequence[str]) -> str:
    """Give the other name that answers to more of the words asked for than `name`, '' for none.

    Of a long text it is the part that answers.
    """
    best = max(also, key=lambda each: len(marked(each, asked)), default="")
    found = marked(best, asked)
    return _part(best, found[0][0]) if len(found) > len(marked(name, asked)) else ""


def _part(text: str, at: int) -> str:
    """Give the part of a text around a place, from a word on: '… what stands there, and …'."""
    begin = text.rfind(" ", 0, max(at - _BEFORE, 0)) + 1 if at > _BEFORE else 0
    left = "… " if begin else ""
    return left + shorten(text[begin:], _LONGEST, placeholder=" …")


def _places(text: str, word: str) -> list[int]:
    places, at = [], text.find(word)
    while at >= 0:
        places.append(at)
        at = text.find(word, at + len(word))
    return places
