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
        self.refs = Words()
        """References without their hyphen and the zeros before their number."""
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
        """Give an entry's names as they are compared."""
        return self._wholes[number]

    def order(self, number: int) -> tuple[int, tuple[str, ...]]:
        """Give what entries are ordered by: kind and name."""
        return number // _KIND, self._wholes[number]

    def by_key(self, key: Key) -> Entry | None:
        """Give the entry of this key, None where there is none."""
        number = self._numbers.get(key)
        return None if number is None else self._entries[number]

    def put(self, entry: Entry) -> None:
        """Take an entry in, in place of the one of the same key."""
        number = self._numbers.get(entry.key)
        if number is None:
            kind = entry.key[0]
            number = self._next[kind]
            self._next[kind] += 1
            self._numbers[entry.key] = number
        else:
            self._forget(number)
        self._entries[number] = entry
        wholes = _wholes(entry)
        self._wholes[number] = wholes
        apart = [whole.split() for whole in wholes]
        for word in {each[0] for each in apart}:
            self.firsts.add(word, number)
        for word in {word for each in apart for word in each}:
            self.words.add(word, number)
        if entry.ref:
            self.refs.add(_plain_ref(entry.ref), number)

    def drop(self, key: Key) -> None:
        """Take an entry out, where it is there."""
        number = self._numbers.pop(key, None)
        if number is not None:
            self._forget(number)
            del self._entries[number], self._wholes[number]

    def _forget(self, number: int) -> None:
        apart = [whole.split() for whole in self._wholes[number]]
        for word in {each[0] for each in apart}:
            self.firsts.remove(word, number)
        for word in {word for each in apart for word in each}:
            self.words.remove(word, number)
        if self._entries[number].ref:
            self.refs.remove(_plain_ref(self._entries[number].ref), number)


def short_ref(prefix: str, number: str) -> str:
    """Reduce a reference to what people type of it: 'BL' and '0013' to 'bl13'."""
    return f"{prefix.casefold()}{number.lstrip('0')}"


def _plain_ref(ref: str) -> str:
    prefix, _, number = ref.partition("-")
    return short_ref(prefix, number)


def _wholes(entry: Entry) -> tuple[str, ...]:
    folded = (" ".join(words(name)) for name in (entry.name, *entry.also))
    return tuple(dict.fromkeys(whole for whole in folded if whole))
