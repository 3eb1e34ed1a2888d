"""Texts set exactly onto a bought sheet of labels, name badges or place cards."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from mscb_desktop.document.errors import DocumentError
from mscb_desktop.document.table import Column, Row, Table
from mscb_desktop.document.values import Kind

PAGE_WIDTH, PAGE_HEIGHT = 210.0, 297.0
"""An A4 sheet, upright, in millimetres."""
_ROUNDING = 0.05


class CardStyle(StrEnum):
    """How the texts stand on a card."""

    LABEL = "label"
    """At the left, halfway down, all lines nearly alike: an address."""
    NAME = "name"
    """In the middle, the first line larger: a name badge."""
    TENT = "tent"
    """As a name, on both halves of a card that is folded level at half its height."""


@dataclass(frozen=True, slots=True)
class CardSheet:
    """The measures of an upright A4 sheet of cards, all in millimetres.

    `width` and `height` are those of one card (a tent's before it is folded), `left` and `top`
    the margins before the first card, the gaps those between two cards.
    """

    name: str
    columns: int
    rows: int
    width: float
    height: float
    left: float
    top: float
    column_gap: float = 0.0
    row_gap: float = 0.0
    style: CardStyle = CardStyle.LABEL

    def __post_init__(self) -> None:
        """Refuse measures that do not fit an A4 sheet."""
        right = self.left + self.columns * self.width + (self.columns - 1) * self.column_gap
        bottom = self.top + self.rows * self.height + (self.rows - 1) * self.row_gap
        least = min(self.left, self.top, self.column_gap, self.row_gap)
        if self.columns < 1 or self.rows < 1 or min(self.width, self.height) <= 0 or least < 0:
            raise DocumentError(f"The sheet '{self.name}' needs cards with a width and a height.")
        if right > PAGE_WIDTH + _ROUNDING or bottom > PAGE_HEIGHT + _ROUNDING:
            raise DocumentError(
                f"The cards of the sheet '{self.name}' need {right:g} × {bottom:g} mm, and an A4 "
                f"sheet has {PAGE_WIDTH:g} × {PAGE_HEIGHT:g} mm."
            )

    @property
    def count(self) -> int:
        """Give the number of cards on one sheet."""
        return self.columns * self.rows

    def place(self, at: int) -> tuple[float, float]:
        """Give the left and top edge, in millimetres, of the card at a place counted from 0.

        Places run from left to right, then down.
        """
        row, column = divmod(at, self.columns)
        return (
            self.left + column * (self.width + self.column_gap),
            self.top + row * (self.height + self.row_gap),
        )


L7160 = CardSheet("Avery L7160", 3, 7, 63.5, 38.1, 7.2, 15.1, column_gap=2.5)
L7163 = CardSheet("Avery L7163", 2, 7, 99.1, 38.1, 4.65, 15.1, column_gap=2.5)
L7159 = CardSheet("Avery L7159", 3, 8, 63.5, 33.9, 7.2, 12.9, column_gap=2.5)
L4784 = CardSheet("Avery L4784", 2, 5, 80.0, 50.0, 17.5, 13.5, 15.0, 5.0, CardStyle.NAME)
"""Name badges; the columns stand 95 mm apart, the rows 55 mm."""
C32011 = CardSheet("Avery C32011", 2, 5, 85.0, 54.0, 15.0, 13.5, 10.0, style=CardStyle.NAME)
"""Cards in the size of a business card."""
TABLE_CARDS = CardSheet(
    "Table name cards, 2 to a sheet", 1, 2, 190.0, 130.0, 10.0, 18.5, style=CardStyle.TENT
)
PLACE_CARDS = CardSheet(
    "Place cards, 8 to a sheet", 2, 4, 90.0, 66.0, 15.0, 16.5, style=CardStyle.TENT
)
"""Both are cut from plain card and folded: 65 mm and 33 mm high when they stand."""

SHEETS = (L7160, L7163, L7159, L4784, C32011, TABLE_CARDS, PLACE_CARDS)
"""The sheets that the program knows."""


@dataclass(frozen=True, slots=True)
class Cards:
    """Cards printed onto bare pages: no head, foot or page number, and nothing else on them.

    Each card is a tuple of lines, of which the first is strong; blank lines are left out on
    paper. `start` is the place of the first card on the first sheet, counted from 1 along the
    rows, for a sheet of which labels are used up. `crop_marks` are short lines outside the cards
    to cut along. `headings` name the lines in Excel, where the cards are a list.

    A text that is too long for its card is set smaller; where even small type does not hold it,
    it ends in '…' and the writer's remark names the card.
    """

    key: str
    title: str
    sheet: CardSheet
    cards: tuple[tuple[str, ...], ...]
    headings: tuple[str, ...] = ()
    start: int = 1
    crop_marks: bool = False
    sheet_name: str = ""
    empty: str = "There are no cards."

    def __post_init__(self) -> None:
        """Refuse a first place that the sheet does not have."""
        if not 1 <= self.start <= self.sheet.count:
            raise DocumentError(
                f"A sheet of '{self.sheet.name}' has {self.sheet.count} places: begin at one "
                f"from 1 to {self.sheet.count}, not at {self.start}."
            )

    def as_table(self) -> Table:
        """Give the cards as a list: one row a card, one column a line."""
        width = max([len(self.headings), 1, *map(len, self.cards)])
        headings = [*self.headings, *(f"Line {n + 1}" for n in range(len(self.headings), width))]
        columns = tuple(Column(f"line {n}", text, Kind.TEXT) for n, text in enumerate(headings))
        rows = tuple(Row(tuple(line or None for line in card)) for card in self.cards)
        return Table(self.key, self.title, columns, rows, sheet=self.sheet_name, empty=self.empty)
