"""Where two versions of a text differ, in whole words."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

_WORDS = re.compile(r"\w+|\s+|[^\w\s]")
_MOST_WORDS = 1500
"""Words on a side beyond which the whole part between equal ends counts as changed.

Comparing takes the product of both sides' words.
"""


@dataclass(frozen=True, slots=True)
class Part:
    """A piece of a text; `differs` where the other version does not have it."""

    text: str
    differs: bool


def differing(before: str, after: str) -> tuple[tuple[Part, ...], tuple[Part, ...]]:
    """Part both versions into what they share and what differs; joined, each gives its text."""
    old, new = _WORDS.findall(before), _WORDS.findall(after)
    start = 0
    while start < min(len(old), len(new)) and old[start] == new[start]:
        start += 1
    end = 0
    while end < min(len(old), len(new)) - start and old[-1 - end] == new[-1 - end]:
        end += 1
    old_middle, new_middle = old[start : len(old) - end], new[start : len(new) - end]
    pairs: Sequence[tuple[str, int, int, int, int]]
    if max(len(old_middle), len(new_middle)) > _MOST_WORDS:
        pairs = [("replace", 0, len(old_middle), 0, len(new_middle))]
    else:
        pairs = SequenceMatcher(None, old_middle, new_middle, autojunk=False).get_opcodes()
    sides: tuple[list[Part], list[Part]] = ([], [])
    for side in sides:
        _add(side, old[:start], False)
    for word, left, right, top, bottom in pairs:
        _add(sides[0], old_middle[left:right], word != "equal")
        _add(sides[1], new_middle[top:bottom], word != "equal")
    for side in sides:
        _add(side, old[len(old) - end :], False)
    return tuple(sides[0]), tuple(sides[1])


def _add(parts: list[Part], words: Sequence[str], differs: bool) -> None:
    text = "".join(words)
    if not text:
        return
    if parts and parts[-1].differs == differs:
        text = parts.pop().text + text
    parts.append(Part(text, differs))
