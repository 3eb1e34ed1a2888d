"""Breaking text into lines that fit a width."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from mscb_desktop.document.fonts import Face

_PIECES = re.compile(r" +|[^ ]+")
_AFTER = re.compile(r"(?<=[/\-–—_\\])(?=[^\s\d])|(?<=[^\d][/_\\])(?=\d)")
"""Where a word may be broken: not within a date (01/02/2013) or another figure."""
BULLET = "•  "


class Line(NamedTuple):
    """One line of text and how far from the left it begins."""

    indent: float
    text: str


def wrap(text: str, face: Face, size: float, width: float) -> list[Line]:
    """Break text at spaces, after '/' and '-', and inside a word only where it alone is too wide.

    Lines that begin with '- ' become bullets whose further lines hang.
    """
    if "\n" not in text and not text.startswith("- "):
        if face.width(text) * size <= width:
            return [Line(0.0, text)]
        return [Line(0.0, line) for line in _lines(text, face, width / size)]
    lines: list[Line] = []
    hang = face.width(BULLET) * size
    for part in text.split("\n"):
        if part.startswith("- ") and width > 4 * hang:
            broken = list(_lines(part[2:].strip(), face, (width - hang) / size)) or [""]
            lines.append(Line(0.0, BULLET + broken[0]))
            lines.extend(Line(hang, line) for line in broken[1:])
        else:
            lines.extend(Line(0.0, line) for line in _lines(part, face, width / size))
            if not part.strip():
                lines.append(Line(0.0, ""))
    return lines


def longest_word(text: str, face: Face) -> float:
    """Give the width, at size 1, of the widest piece that is not broken willingly."""
    widest = 0.0
    for word in set(text.split()):
        for piece in _AFTER.split(word):
            widest = max(widest, face.width(piece))
    return widest


def _lines(text: str, face: Face, width: float) -> Iterator[str]:
    line, used, gap, space = "", 0.0, "", face.widths[" "]
    for word in _PIECES.findall(text):
        if word[0] == " ":
            gap += word
            continue
        for piece in _AFTER.split(word):
            taken = face.width(piece)
            if line and used + len(gap) * space + taken > width:
                yield line
                line, used, gap = "", 0.0, ""
            if not line and len(gap) * space + taken > width:
                gap = ""
            if taken > width:
                *full, piece = _chopped(line + gap + piece, face, width)
                yield from full
                line, used, gap = piece, face.width(piece), ""
                continue
            line += gap + piece
            used += len(gap) * space + taken
            gap = ""
    if line:
        yield line


def _chopped(word: str, face: Face, width: float) -> Iterator[str]:
    start, used = 0, 0.0
    for place, letter in enumerate(word):
        taken = face.widths[letter]
        if used + taken > width and place > start:
            yield word[start:place]
            start, used = place, 0.0
        used += taken
    yield word[start:]
