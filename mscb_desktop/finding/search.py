"""Ask indexes for what a person typed: best first, in a few milliseconds."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from mscb_desktop.finding.entries import Entry
from mscb_desktop.finding.folding import words
from mscb_desktop.finding.index import Index
from mscb_desktop.finding.near import near

_REFERENCE = re.compile(r"\s*([A-Za-z]{2,5})[\s-]?0*([0-9]+)\s*")
_PART = 3
"""Letters from which on a part is looked for within words and not at their beginning alone."""
_COMPARED = 1_000
"""Entries of one rank that are put into the order of their names; more keep the index's."""

Ranks = Iterator[set[int]]


@dataclass(frozen=True, slots=True)
class Hit:
    """One entry that was found; `parent` is what it belongs to, where that is known."""

    entry: Entry
    parent: Entry | None


@dataclass(frozen=True, slots=True)
class Found:
    """The best hits, and how many there are in all.

    `words` are those of the question as they are compared. Misspelt names are looked for, and
    counted, only where the others do not fill the list.
    """

    hits: tuple[Hit, ...]
    total: int
    words: tuple[str, ...]


def find(indexes: Sequence[Index], text: str, limit: int) -> Found:
    """Find what `text` may mean.

    In this order: a reference, a whole name, how a name begins, words' beginnings in any order,
    words' parts, misspelt words. Within one of these the indexes come in their order, and
    each index's entries by kind and name.
    """
    asked = tuple(dict.fromkeys(words(text)))
    if not asked:
        return Found((), 0, ())
    ranks = [_Ranks(index, text, asked) for index in indexes]
    hits: list[Hit] = []
    total = 0
    for rank in _RANKS:
        for one in ranks:
            numbers = rank(one) - one.seen
            one.seen |= numbers
            total += len(numbers)
            if len(hits) < limit:
                hits += islice(_hits(one.index, numbers), limit - len(hits))
    for slips in (1, 2):
        if total >= limit:
            break
        for one in ranks:
            numbers = one.misspelt(slips) - one.seen
            one.seen |= numbers
            total += len(numbers)
            hits += islice(_hits(one.index, numbers), max(0, limit - len(hits)))
    return Found(tuple(hits), total, asked)


class _Ranks:
    """One index's answers to one question, rank by rank."""

    def __init__(self, index: Index, text: str, asked: Sequence[str]) -> None:
        self.index = index
        self.seen = set(index.gone)
        self._asked = asked
        self._whole = " ".join(words(text))
        self._reference = _REFERENCE.fullmatch(text)
        self._begun: dict[str, set[int]] = {}
        self._parts: list[set[int]] = []
        self._near: list[dict[int, int]] | None = None

    def reference(self) -> set[int]:
        """Give the record of this reference, the zeros of which need not be typed."""
        if self._reference is None:
            return set()
        prefix, number = self._reference.groups()
        return self.index.with_ref(prefix, int(number or "0"))

    def whole(self) -> set[int]:
        """Give what is called just so."""
        firsts = self.index.firsts.exactly(self._asked[0])
        return {number for number in firsts if self._whole in self.index.wholes(number)}

    def name_begins(self) -> set[int]:
        """Give what has a name that begins so."""
        firsts = self.index.firsts
        found = firsts.holders(firsts.beginning(self._asked[0]))
        if self._whole == self._asked[0]:
            return found
        for word in self._asked:
            found &= self._beginning(word)
        # So many cannot all be looked at in time, and nobody reads them.
        some = sorted(found)[:_COMPARED]
        return {number for number in some if self._begins(number)}

    def words_begin(self) -> set[int]:
        """Give what has words that begin so, in any order."""
        return _all(self._beginning(word) for word in self._asked)

    def parts(self) -> set[int]:
        """Give what has these parts in its words."""
        self._parts = [self._holding(word) for word in self._asked]
        return _all(iter(self._parts))

    def reference_begins(self) -> set[int]:
        """Give the records whose references begin with what is typed of one."""
        if self._reference is None:
            return set()
        prefix, number = self._reference.groups()
        return self.index.with_ref_beginning(prefix, int(number or "0"))

    def misspelt(self, slips: int) -> set[int]:
        """Give what has these words with at most so many slips in one of them."""
        if self._near is None:
            self._near = [near(self.index.words, word) for word in self._asked]
        holders = self.index.words.holders
        return _all(
            part | holders(number for number, found in meant.items() if found <= slips)
            for part, meant in zip(self._parts, self._near, strict=True)
        )

    def _begins(self, number: int) -> bool:
        return any(name.startswith(self._whole) for name in self.index.wholes(number))

    def _beginning(self, word: str) -> set[int]:
        if word not in self._begun:
            known = self.index.words
            self._begun[word] = known.holders(known.beginning(word))
        return self._begun[word]

    def _holding(self, word: str) -> set[int]:
        if len(word) < _PART:
            return self._beginning(word)
        return self.index.words.holders(self.index.words.holding(word))


_RANKS: tuple[Callable[[_Ranks], set[int]], ...] = (
    _Ranks.reference,
    _Ranks.whole,
    _Ranks.name_begins,
    _Ranks.words_begin,
    _Ranks.parts,
    _Ranks.reference_begins,
)


def _all(sets: Iterator[set[int]]) -> set[int]:
    """Give what is in every one of the sets."""
    found = next(sets)
    for each in sets:
        if not found:
            break
        found = found & each
    return found


def _hits(index: Index, numbers: set[int]) -> Iterator[Hit]:
    """Give a rank's entries by kind and name, as far as they are asked for."""
    ordered = sorted(numbers)
    some, rest = ordered[:_COMPARED], ordered[_COMPARED:]
    some.sort(key=index.order)
    for number in (*some, *rest):
        entry = index.entry(number)
        yield Hit(entry, index.by_key(entry.parent) if entry.parent else None)
