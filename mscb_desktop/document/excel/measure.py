"""How wide columns and how high rows must be for nothing to be cut."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

from mscb_desktop.document.model import Chip, Column, Value, value_text

TITLE_HEIGHT, ROW_HEIGHT, LINE_HEIGHT, TALLEST = 24.0, 19.0, 15.0, 409.0
"""Heights of rows in points; Excel takes at most 409."""
WIDEST_TEXT, WIDEST_PROSE, SPARE = 34, 46, 4
"""Widths in characters at which text wraps, and the room that padding takes."""


def lines_of(text: str, width: int) -> int:
    """Estimate generously how many lines text takes in a cell as wide as `width` figures."""
    width = int(width * 1.12)
    total = 0
    for part in text.split("\n"):
        lines, used = 1, 0
        for word in part.split(" "):
            if used and used + 1 + len(word) > width:
                lines, used = lines + 1, 0
            used += len(word) + (1 if used else 0)
            if used > width:
                lines, used = lines + (used - 1) // width, (used - 1) % width + 1
        total += lines
    return total


def longest_line(values: list[Value], column: Column) -> int:
    """Give the length of the longest line that the column shows."""
    texts = [str(value) for value in values if isinstance(value, (str, Chip))]
    longest = max(map(len, texts), default=0)
    if longest > 30:
        longest = max(len(part) for text in texts for part in text.split("\n"))
    if any(isinstance(value, dt.date) for value in values):
        longest = max(longest, 10)
    figures = [value for value in values if isinstance(value, (int, float, Decimal))]
    if figures:
        least, most = min(figures), max(figures)
        longest = max(longest, len(value_text(most, column.kind, column.decimals)))
        if least < 0:
            text = value_text(least, column.kind, column.decimals)
            longest = max(longest, len(text) + (len(column.negative) + 2 if column.negative else 0))
    return longest


def height_of(lines: int) -> float:
    """Give the height of a row that holds so many lines of text."""
    return min(lines * LINE_HEIGHT + ROW_HEIGHT - LINE_HEIGHT, TALLEST)
