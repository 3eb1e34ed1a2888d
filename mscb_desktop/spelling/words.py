"""The words of a text that can be spelled rightly or wrongly."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple


class Word(NamedTuple):
    """A word and where it stands: `start` and `end` count Python's characters."""

    start: int
    end: int
    text: str


_CHUNK = re.compile(r"\S+")
_LETTER = r"(?:[^\W\d_][\u0300-\u036f]*)"
_WORD = re.compile(rf"{_LETTER}+(?:['’\-‐‑]{_LETTER}+)*")
_LATIN = re.compile(r"[A-Za-zÀ-ɏ\u0300-\u036fḀ-ỿ'’\-‐‑]+")
_CAPITALS = re.compile(r"[A-Z]{2,}(?:['’]?s)?(?:[-‐‑][A-Z]+(?:['’]?s)?)*")
_ADDRESS = re.compile(r"://|@|\\|www\.|^/\S*/|_", re.IGNORECASE)
_DOTTED = re.compile(r"[A-Za-z0-9-]+(?:\.[a-z0-9-]+)+(?:[/?#:]\S*)?|(?:[A-Za-z]\.)+[A-Za-z]?")
_AROUND = "()[]{}<>\"'“”‘’«»,;:!?.…*•–—"


LONGEST = 60
"""Characters of the longest word; anything longer is no word."""


def words(text: str) -> Iterator[Word]:
    """Find the words of a text that are to be checked.

    Left out are addresses of mail, pages and files, words with figures such as BL-0013 and
    ledger codes, abbreviations in capitals such as MARAC, single letters, and letters that are
    not Latin. Words joined by a hyphen or an apostrophe are one; a slash parts them.
    """
    for chunk in _CHUNK.finditer(text):
        whole = chunk.group()
        if whole.isalpha() and whole.isascii():
            # Most words are as plain as this.
            if 1 < len(whole) <= LONGEST and not _CAPITALS.fullmatch(whole):
                yield Word(chunk.start(), chunk.end(), whole)
        elif not _is_address(whole):
            yield from _inside(whole, chunk.start())


def _is_address(chunk: str) -> bool:
    if _ADDRESS.search(chunk):
        return True
    return bool(_DOTTED.fullmatch(chunk.strip(_AROUND)))


def _inside(chunk: str, offset: int) -> Iterator[Word]:
    for found in _WORD.finditer(chunk):
        start, end = found.span()
        text = found.group()
        if not 1 < len(text) <= LONGEST or not _LATIN.fullmatch(text):
            continue
        if _CAPITALS.fullmatch(text):
            continue
        if _beside_figures(chunk, start, end):
            continue
        yield Word(offset + start, offset + end, text)


def _beside_figures(chunk: str, start: int, end: int) -> bool:
    """Tell whether a word is a piece of something with figures: '2nd', 'H3a', 'COVID-19'."""
    before = chunk[:start].rstrip("-‐‑'’")[-1:]
    after = chunk[end:].lstrip("-‐‑'’")[:1]
    return before.isdigit() or after.isdigit()
