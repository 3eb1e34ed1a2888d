"""What came from a clipboard: rows of cells, and how many of them are too many."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from mscb_desktop.values import Unreadable

MOST_CHARACTERS = 10_000_000
MOST_ROWS = 20_000
MOST_COLUMNS = 256
MOST_CELLS = 500_000


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell of the clipboard: its text, and its exact value where the source tells one.

    A Decimal is the number as the source holds it, which for a date is Excel's serial number;
    a str or bool is a text or a truth value that the text shows otherwise.
    """

    text: str
    value: str | bool | Decimal | None = None

    @property
    def blank(self) -> bool:
        """Tell whether nothing stands in the cell."""
        return self.value is None and not self.text.strip()


BLANK = Cell("")
Clip = tuple[tuple[Cell, ...], ...]
"""Rows of cells. A row is as long as the source wrote it: a cell left out is not a blank cell."""


def check_size(text: str) -> None:
    """Raise Unreadable where the text of a clipboard is too long to be a table of a board."""
    if len(text) > MOST_CHARACTERS:
        raise Unreadable(
            f"The clipboard holds more than {MOST_CHARACTERS // 1_000_000} million characters: "
            "copy fewer cells at a time."
        )


def check_rows(count: int) -> None:
    """Raise Unreadable where a clipboard has too many rows."""
    if count > MOST_ROWS:
        raise Unreadable(
            f"The clipboard holds more than {MOST_ROWS:,} rows: copy fewer rows at a time."
        )


def check_cells(count: int) -> None:
    """Raise Unreadable where a clipboard has too many cells."""
    if count > MOST_CELLS:
        raise Unreadable(
            f"The clipboard holds more than {MOST_CELLS:,} cells: copy fewer cells at a time."
        )
