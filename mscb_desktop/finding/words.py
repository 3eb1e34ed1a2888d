"""All words of an index in one text that is searched by C, with the entries that hold each."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable


class Words:
    """A vocabulary: words by a part of them, and the entries in which they stand.

    The words stand in one text between line feeds, where `str.find` meets a part in a
    millisecond among 100,000 words.
    """

    def __init__(self) -> None:
        self._numbers: dict[str, int] = {}
        self._words: list[str] = []
        # Most words stand in one entry: the entry alone saves a list.
        self._holders: list[int | list[int]] = []
        self._text = "\n"
        self._starts: list[int] = []
        self._begun: dict[str, list[int]] = {}
        self._end = 1
        self._joined = 0

    def add(self, word: str, holder: int) -> None:
        """Note that an entry holds the word, once for each entry."""
        number = self._numbers.get(word)
        if number is None:
            self._numbers[word] = len(self._words)
            self._words.append(word)
            self._holders.append(holder)
            self._starts.append(self._end)
            self._end += len(word) + 1
            for letters in {word[:1], word[:2]}:
                self._begun.setdefault(letters, []).append(len(self._starts) - 1)
            return
        held = self._holders[number]
        if isinstance(held, int):
            self._holders[number] = [held, holder]
        else:
            held.append(holder)

    def word(self, number: int) -> str:
        """Give the word of this number."""
        return self._words[number]

    def exactly(self, word: str) -> set[int]:
        """Give the entries that hold the whole word."""
        number = self._numbers.get(word)
        return set() if number is None else self.holders((number,))

    def holders(self, numbers: Iterable[int]) -> set[int]:
        """Give the entries that hold any of these words."""
        found: set[int] = set()
        for number in numbers:
            held = self._holders[number]
            if isinstance(held, int):
                found.add(held)
            else:
                found.update(held)
        return found

    def beginning(self, part: str) -> list[int]:
        """List the numbers of the words that begin with `part`.

        Those of one or two letters are many, and kept ready.
        """
        return self._begun.get(part, []) if len(part) <= 2 else self._meeting("\n" + part, 1)

    def holding(self, part: str) -> list[int]:
        """List the numbers of the words that `part` stands in."""
        return self._meeting(part, 0)

    def _meeting(self, wanted: str, step: int) -> list[int]:
        self._join()
        find, starts, found = self._text.find, self._starts, []
        at = find(wanted)
        while at >= 0:
            number = bisect_right(starts, at + step) - 1
            found.append(number)
            # On from the word's end, so that a word is met once.
            at = find(wanted, starts[number] + len(self._words[number]))
        return found

    def _join(self) -> None:
        if self._joined < len(self._words):
            self._text += "\n".join(self._words[self._joined :]) + "\n"
            self._joined = len(self._words)
