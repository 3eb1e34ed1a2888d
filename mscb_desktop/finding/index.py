"""An index of entries in memory: names by their words, and references."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from mscb_desktop.finding.entries import Entry, Key
from mscb_desktop.finding.folding import words
from mscb_desktop.finding.words import Words

_KIND = 1 << 24
"""How many entries of one kind are told apart: an entry's number is its kind's and its own."""


class Index:
    """Entries by their names; each can be put anew or taken out at any time.

    Numbers of entries rise by the order of `kinds` and then by the order in which they came.
    """

    def __init__(self, kinds: Sequence[str]) -> None:
        self._next = {kind: number * _KIND for number, kind in enumerate(kinds)}
        self._numbers: dict[Key, int] = {}
        self._entries: dict[int, Entry] = {}
        self._wholes: dict[int, tuple[str, ...]] = {}
        self.gone: set[int] = set()
        """Numbers of entries that were renamed or taken out: words are not asked to forget them."""
        self._refs: dict[str, int] = {}
        self._largest = 0
        self.firsts = Words()
        """The words with which names begin."""
        self.words = Words()
        """All words of names."""

    def __len__(self) -> int:
        return len(self._entries)

    def __iter__(self) -> Iterator[Entry]:
        return iter(self._entries.values())

    def entry(self, number: int) -> Entry:
        """Give the entry of this number."""
        return self._entries[number]

    def wholes(self, number: int) -> tuple[str, ...]:
        """Give an entry's names as they are compared, () for one that is gone."""
        return self._wholes.get(number, ())

    def order(self, number: int) -> tuple[int, tuple[str, ...]]:
        """Give what entries are ordered by: kind and name."""
        return number // _KIND, self._wholes[number]

    def by_key(self, key: Key) -> Entry | None:
        """Give the entry of this key, None where there is none."""
        number = self._numbers.get(key)
        return None if number is None else self._entries[number]

    def put(self, entry: Entry) -> None:
        """Take an entry in, in place of the one of the same key."""
        wholes = _wholes(entry)
        known = self._numbers.get(entry.key)
        if known is not None and self._wholes[known] == wholes:
            self._entries[known] = entry
            return
        self.drop(entry.key)
        kind = entry.key[0]
        number = self._next[kind]
        self._next[kind] += 1
        self._numbers[entry.key] = number
        self._entries[number] = entry
        self._wholes[number] = wholes
        apart = [whole.split() for whole in wholes]
        for word in {each[0] for each in apart}:
            self.firsts.add(word, number)
        for word in {word for each in apart for word in each}:
            self.words.add(word, number)
        prefix, _, digits = entry.ref.partition("-")
        if digits.isdecimal():
            self._refs[_short(prefix, int(digits))] = number
            self._largest = max(self._largest, int(digits))

    def drop(self, key: Key) -> None:
        """Take an entry out, where it is there."""
        number = self._numbers.pop(key, None)
        if number is not None:
            self.gone.add(number)
            del self._entries[number], self._wholes[number]

    def with_ref(self, prefix: str, number: int) -> set[int]:
        """Give the record of this reference, which is 'BL' and 13 for BL-0013."""
        found = self._refs.get(_short(prefix, number))
        return set() if found is None else {found}

    def with_ref_beginning(self, prefix: str, number: int) -> set[int]:
        """Give the records whose references have a number that begins with this one."""
        found: set[int] = set()
        start, width = number, 1
        while 0 < start <= self._largest:
            for each in range(start, min(start + width, self._largest + 1)):
                found |= self.with_ref(prefix, each)
            start, width = start * 10, width * 10
        return found


def _short(prefix: str, number: int) -> str:
    return f"{prefix.casefold()}{number}"


def _wholes(entry: Entry) -> tuple[str, ...]:
    folded = (" ".join(words(name)) for name in (entry.name, *entry.also))
    return tuple(dict.fromkeys(whole for whole in folded if whole))
