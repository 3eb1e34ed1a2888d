"""How alike titles are, whatever their case, '&', plurals, short forms and length."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache

_WORD = re.compile(r"[^\W_]+")
_SAYS_NOTHING = frozenset(
    {"a", "all", "an", "and", "any", "are", "as", "at", "be", "by", "for", "from", "in", "into"}
    | {"is", "it", "its", "of", "on", "or", "our", "such", "that", "the", "their", "this", "to"}
    | {"with", "within"}
)
_BEGUN = 4
"""Letters from which a word may be the beginning of another: 'comms', 'communications'."""


class Titles:
    """Titles known by a key, against which others are held."""

    def __init__(self, titles: Mapping[str, str]) -> None:
        self._with_word: dict[str, set[str]] = {}
        self._with_initials: dict[str, set[str]] = {}
        for key, title in titles.items():
            words = words_of(title)
            for word in words:
                self._with_word.setdefault(word, set()).add(key)
            for _, _, initials in _runs(words):
                self._with_initials.setdefault(initials, set()).add(key)
        self._words = sorted(self._with_word)
        self._alike: dict[str, dict[str, float]] = {}

    def alike(self, title: str) -> Mapping[str, float]:
        """Give the share of a title's words that each known title has, where it has any.

        Words of few known titles count for more. Short forms stand for the word that they begin
        ('comms'), or for those that they are the first letters of ('QA'), on either side.
        """
        known = self._alike.get(title)
        if known is None:
            known = self._alike[title] = self._compare(words_of(title))
        return known

    def _compare(self, words: Sequence[str]) -> dict[str, float]:
        having = [self._having(word) for word in words]
        for start, end, initials in _runs(words):
            for place in range(start, end):
                having[place] = having[place] | self._with_word.get(initials, set())
        weights = [1 / max(1, len(self._with_word.get(word, ()))) for word in words]
        shares: dict[str, float] = {}
        for weight, keys in zip(weights, having, strict=True):
            for key in keys:
                shares[key] = shares.get(key, 0) + weight
        whole = sum(weights)
        return {key: share / whole for key, share in shares.items()}

    def _having(self, word: str) -> set[str]:
        """Give the titles that have a word, one that it begins, or its letters as first letters."""
        found = self._with_word.get(word, set()) | self._with_initials.get(word, set())
        for end in range(_BEGUN, len(word)):
            found |= self._with_word.get(word[:end], set())
        if len(word) >= _BEGUN:
            at = bisect_left(self._words, word)
            while at < len(self._words) and self._words[at].startswith(word):
                found |= self._with_word[self._words[at]]
                at += 1
        return found


def first_line(text: str | None) -> str:
    """Give the first line of a text that says something, without the colon before a list."""
    lines = (line.strip() for line in (text or "").splitlines())
    return next(filter(None, lines), "").rstrip(":")


@lru_cache(maxsize=8192)
def words_of(title: str) -> tuple[str, ...]:
    """List the words that tell something, without the 's' of the plural."""
    found = _WORD.findall(re.sub(r"['\u2019]s?\b", "", title.casefold()))
    return tuple(
        word[:-1] if len(word) > 3 and word.endswith("s") and not word.endswith("ss") else word
        for word in found
        if word not in _SAYS_NOTHING
    )


def _runs(words: Sequence[str]) -> Iterable[tuple[int, int, str]]:
    """List runs of two to five words with their first letters."""
    for start in range(len(words)):
        for end in range(start + 2, min(start + 5, len(words)) + 1):
            yield start, end, "".join(word[0] for word in words[start:end])
