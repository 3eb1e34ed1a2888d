"""Placing cards on bare pages, to a sheet's measures."""

from __future__ import annotations

from collections.abc import Callable

from mscb_desktop.document.cards import PAGE_HEIGHT, PAGE_WIDTH, Cards, CardStyle
from mscb_desktop.document.fonts import Lettering
from mscb_desktop.document.look import INK, QUIET
from mscb_desktop.document.model import Orientation
from mscb_desktop.document.pdf.card_text import MM, CardSetter, SetCard
from mscb_desktop.document.pdf.page import Box, Mark, Page, Pages, Text

MARK, MARK_OFF, MARK_LINE = 5.0, 1.5, 0.4
"""Length of a crop mark and its distance from the card in millimetres; its thickness in points."""


class CardPlacer:
    """Puts the cards of one block onto pages of their own."""

    def __init__(
        self,
        cards: Cards,
        pages: Pages,
        lettering: Lettering,
        level: int,
        tick: Callable[[], None],
    ) -> None:
        self._cards, self._pages, self._lettering = cards, pages, lettering
        self._level, self._tick = level, tick
        self._setter = CardSetter(cards.sheet, lettering.faces)

    def place(self) -> None:
        """Put all cards onto bare pages; what follows begins a page of its own."""
        sheet = self._cards.sheet
        self._begin()
        if self._cards.title:
            self._pages.page.marks.append(Mark(0.0, self._cards.title, self._level))
        for number, card in enumerate(self._cards.cards):
            place = (number + self._cards.start - 1) % sheet.count
            if place == 0 and number:
                self._begin()
            self._draw(card, number, place)
            self._tick()

    def _begin(self) -> None:
        """Begin a bare page, on the one that stands ready if nothing is on it."""
        page = self._pages.page
        if page.texts or page.boxes or page.bare or page.pictures:
            self._pages.turn(Orientation.PORTRAIT)
        self._pages.page.orientation = Orientation.PORTRAIT
        self._pages.page.bare = True
        self._pages.y = self._pages.page.floor
        if self._cards.crop_marks:
            self._draw_marks(self._pages.page)

    def _draw(self, card: tuple[str, ...], number: int, place: int) -> None:
        """Draw one card; one that does not hold its text is noticed by its first line."""
        lines = self._lines(card, number)
        if not lines:
            return
        page, made = self._pages.page, self._setter.set(lines)
        if not made.whole:
            page.notices.append(lines[0])
        left, top = (measure * MM for measure in self._cards.sheet.place(place))
        if self._cards.sheet.style is CardStyle.TENT:
            page.turned += self._turned(made, left, top)
            top += self._setter.height
        page.texts += [
            Text(left + line.x, top + line.y, line.text, line.face, line.size, INK)
            for line in made.lines
        ]

    def _lines(self, card: tuple[str, ...], number: int) -> list[str]:
        where = f"{self._cards.title}, card {number + 1}"
        clean = "\n".join(self._lettering.clean(line, lambda: where) for line in card)
        return [line for part in clean.split("\n") if (line := " ".join(part.split()))]

    def _turned(self, made: SetCard, left: float, top: float) -> list[Text]:
        """Give the lines of the half behind, which stand upside down until it is folded back."""
        right, bottom = left + self._setter.width, top + self._setter.height
        return [
            Text(right - line.x, bottom - line.y, line.text, line.face, line.size, INK)
            for line in made.lines
        ]

    def _draw_marks(self, page: Page) -> None:
        """Draw where to cut, and in two dashes where to fold, in the margins of the sheet."""
        sheet = self._cards.sheet
        places = [sheet.place(at) for at in range(sheet.count)]
        across = {round(x + add, 3) for x, _ in places for add in (0.0, sheet.width)}
        down = {round(y + add, 3) for _, y in places for add in (0.0, sheet.height)}
        folds = {round(y + sheet.height / 2, 3) for _, y in places}
        for x in sorted(across):
            for start, end in _outside(min(down), max(down), PAGE_HEIGHT):
                page.boxes.append(_line(x, start, x, end))
        for y in sorted(down):
            for start, end in _outside(min(across), max(across), PAGE_WIDTH):
                page.boxes.append(_line(start, y, end, y))
        for y in sorted(folds) if sheet.style is CardStyle.TENT else ():
            for start, end in _outside(min(across), max(across), PAGE_WIDTH):
                dash = (end - start) * 0.35
                page.boxes.append(_line(start, y, start + dash, y))
                page.boxes.append(_line(end - dash, y, end, y))


def _outside(first: float, last: float, size: float) -> list[tuple[float, float]]:
    """Give where marks begin and end before and behind the cards, where there is room for any."""
    before = (max(first - MARK_OFF - MARK, 0.0), first - MARK_OFF)
    behind = (last + MARK_OFF, min(last + MARK_OFF + MARK, size))
    return [mark for mark in (before, behind) if mark[1] - mark[0] >= 1.0]


def _line(x: float, y: float, to_x: float, to_y: float) -> Box:
    """Give a level or upright line between two places in millimetres."""
    half = MARK_LINE / 2
    width, height = (to_x - x) * MM + MARK_LINE, (to_y - y) * MM + MARK_LINE
    return Box(x * MM - half, y * MM - half, width, height, QUIET)
