"""Texts as other words quote them: whole, in another case, on one line, or cut short."""

from __future__ import annotations

import re
from collections.abc import Sequence

REMOVED = "(removed)"
"""Stands where a text was that is gone."""

_SHORTEST_CUT = 8
"""Letters by which the beginning of a text before '…' is known for it."""


class Quotes:
    """Finds any of some texts in words, and takes them out."""

    def __init__(self, texts: Sequence[str]) -> None:
        longest_first = sorted(set(texts), key=len, reverse=True)
        words = "|".join(re.escape(text) for text in longest_first)
        self._whole = re.compile(rf"(?<!\w)(?:{words})(?!\w)", re.IGNORECASE)
        self._lines = [line for text in longest_first if len(line := " ".join(text.split())) > 0]
        self._any = bool(longest_first)

    def stand_in(self, words: str) -> bool:
        """Tell whether one of the texts stands whole in `words`."""
        return self._any and self._whole.search(words) is not None

    def removed_from(self, words: str) -> str:
        """Put REMOVED in place of each text, also where only its beginning is quoted with '…'."""
        if not self._any:
            return words
        # What is cut first: its beginning may be another of the texts.
        for end in reversed([match.start() for match in re.finditer("…", words)]):
            start = self._cut_start(words[:end])
            if start is not None:
                words = words[:start] + REMOVED + words[end + 1 :]
        return self._whole.sub(REMOVED, words)

    def _cut_start(self, words: str) -> int | None:
        """Find where the beginning of a text starts that `words` end with."""
        for line in self._lines:
            for size in range(min(len(line), len(words)), _SHORTEST_CUT - 1, -1):
                begun = line[:size].rstrip()
                if words.endswith(begun):
                    return len(words) - len(begun)
        return None
