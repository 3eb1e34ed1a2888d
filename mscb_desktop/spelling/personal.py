"""The person's own words: one a line in a file of their own."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path


class PersonalWords:
    """The words that a person added; the file may be edited with any text editor.

    The file is read again before each change, so that two windows keep each other's words.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        # Whole sets are put in place of one another, since workers read them meanwhile.
        self._words: frozenset[str] = frozenset()
        self._unkept: frozenset[str] = frozenset()
        self.read()

    def __contains__(self, word: object) -> bool:
        return word in self._words

    def __iter__(self) -> Iterator[str]:
        return iter(sorted(self._words, key=lambda word: (word.casefold(), word)))

    def read(self) -> None:
        """Read the file; a missing or unreadable one leaves the words known so far."""
        try:
            text = self.path.read_text(encoding="utf-8-sig", errors="replace")
        except OSError:
            return
        self._words = self._unkept.union(filter(None, map(str.strip, text.splitlines())))

    def add(self, word: str) -> None:
        """Add a word; where OSError says that it was not kept, it counts until the end."""
        self.read()
        self._unkept |= {word}
        self._words |= {word}
        self._write()

    def remove(self, word: str) -> None:
        """Take a word out; raises OSError where that was not kept."""
        self.read()
        self._unkept -= {word}
        self._words -= {word}
        self._write()

    def _write(self) -> None:
        beside = self.path.with_name(f"{self.path.name}.{os.getpid()}")
        self.path.parent.mkdir(parents=True, exist_ok=True)
        try:
            beside.write_text("".join(f"{word}\n" for word in self), encoding="utf-8")
            beside.replace(self.path)
        except OSError:
            beside.unlink(missing_ok=True)
            raise
        self._unkept = frozenset()
