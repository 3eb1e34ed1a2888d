"""Say which letters of a name answer to what was typed."""

from __future__ import annotations

from collections.abc import Sequence

from mscb_desktop.finding.folding import fold


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
    """Give the other name that answers to more of the words asked for than `name`, '' for none."""
    best = max(also, key=lambda each: len(marked(each, asked)), default="")
    return best if len(marked(best, asked)) > len(marked(name, asked)) else ""


def _places(text: str, word: str) -> list[int]:
    places, at = [], text.find(word)
    while at >= 0:
        places.append(at)
        at = text.find(word, at + len(word))
    return places
