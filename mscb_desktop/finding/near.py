"""Words that a misspelt one may mean, also where only its beginning is typed so far."""

from __future__ import annotations

from collections.abc import Iterator

from mscb_desktop.finding.words import Words

_LEAST = 4
"""Letters of the shortest word that is looked for misspelt: shorter ones are near too many."""
_LONG = 8
"""Letters from which on two slips are taken for one word."""


def slips_allowed(word: str) -> int:
    """Give how many letters may be wrong, missing, too many or changed about; 0 for codes."""
    if len(word) < _LEAST or not word.isalpha():
        return 0
    return 2 if len(word) >= _LONG else 1


def near(words: Words, wanted: str) -> dict[int, int]:
    """Give the words that `wanted` may mean or may be the beginning of, with the slips in it.

    A word cut to about the length of what is typed counts as its beginning.
    """
    from rapidfuzz.distance import OSA

    allowed = slips_allowed(wanted)
    found: dict[int, int] = {}
    if not allowed:
        return found
    length = len(wanted)
    for number in set(_candidates(words, wanted, allowed)):
        word = words.word(number)
        if not word.isalpha() or len(word) < length - allowed:
            continue
        lengths = {min(len(word), length + more) for more in range(-allowed, allowed + 1)}
        slips = min(OSA.distance(wanted, word[:size], score_cutoff=allowed) for size in {*lengths})
        if slips <= allowed:
            found[number] = slips
    return found


def _candidates(words: Words, wanted: str, slips: int) -> Iterator[int]:
    """Give at least all words within so many slips of beginning with `wanted`.

    Of slips + 1 parts of a word one is free of slips, so that it stands in what is meant; the
    first part at the front, unless something slipped in before it, and then another is free
    too. Two letters changed about over the edge of two parts are one slip in both: they are put
    right first.
    """
    if slips == 0:
        yield from words.beginning(wanted)
        return
    size = -(-len(wanted) // (slips + 1))
    parts = [wanted[at : at + size] for at in range(0, len(wanted), size)]
    yield from words.beginning(parts[0])
    for part in parts[1:]:
        yield from words.holding(part)
    for edge in range(size, len(wanted), size):
        turned = wanted[: edge - 1] + wanted[edge] + wanted[edge - 1] + wanted[edge + 1 :]
        yield from _candidates(words, turned, slips - 1)
