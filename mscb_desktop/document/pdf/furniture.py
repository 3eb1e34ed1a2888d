"""What stands around every page: the running head, and date, key and page number at the foot."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field

from mscb_desktop.document.fonts import REGULAR, SEMIBOLD, Lettering
from mscb_desktop.document.look import CHIPS, HAIRLINE, INK, QUIET, TONES
from mscb_desktop.document.model import Chip, Document, KeyEntry, Tone
from mscb_desktop.document.pdf.page import LEFT, RIGHT, Box, Page, Rule, Text

SMALL = 7.6
APART = 14.0
"""Room between the things that stand beside one another at the foot."""
CHIP_PAD = 4.0
"""Room left and right of a chip's text."""


@dataclass(slots=True)
class Around:
    """What is drawn on one page besides its own."""

    boxes: list[Box] = field(default_factory=list)
    rules: list[Rule] = field(default_factory=list)
    head: list[Text] = field(default_factory=list)
    foot: list[Text] = field(default_factory=list)


class Furniture:
    """Knows what stands in head and foot of a document's pages."""

    def __init__(
        self, document: Document, lettering: Lettering, now: dt.datetime, pages: int
    ) -> None:
        self._lettering, self._pages = lettering, pages
        self._date = f"{now:%d/%m/%Y}"
        self._draft = "DRAFT" if document.draft else ""
        self._board = self._clean(document.short_name or document.board_name, "the board's name")
        title = " · ".join(part for part in (document.title, document.subtitle) if part)
        self._title = self._clean(title, "the title")
        self._key = [self._entry(entry) for entry in document.key]

    def of(self, page: Page, number: int) -> Around:
        """Give head and foot of a page; a bare one has neither, the first no running head."""
        around = Around()
        if page.bare:
            return around
        width, height = page.size
        y, inner = height - 34.0, width - LEFT - RIGHT
        around.rules.append(Rule(LEFT, y - 12.0, inner, 0.5, HAIRLINE))
        if number > 1:
            around.rules.append(Rule(LEFT, 44.0, inner, 0.5, HAIRLINE))
            board = self._shortened(self._board, SEMIBOLD, inner * 0.45)
            room = inner - self._width(board, SEMIBOLD) - APART
            title = self._shortened(self._title, REGULAR, room)
            around.head.append(Text(LEFT, 37.0, board, SEMIBOLD, SMALL, QUIET))
            around.head.append(self._right(width, 37.0, title))
        of = self._right(width, y, f"Page {number} of {self._pages}")
        left = LEFT + self._width(self._date, REGULAR) + APART
        middle = width / 2 - self._width(self._draft, SEMIBOLD) / 2
        draft = Text(
            left if self._key else middle, y, self._draft, SEMIBOLD, SMALL, TONES[Tone.BAD]
        )
        around.foot += [Text(LEFT, y, self._date, REGULAR, SMALL, QUIET), draft, of]
        if self._key:
            if self._draft:
                left += self._width(self._draft, SEMIBOLD) + APART
            self._draw_key(around, left, of.x - APART, y, width / 2)
        return around

    def _draw_key(self, around: Around, left: float, right: float, y: float, middle: float) -> None:
        """Draw the key between `left` and `right`, about the page's middle where it can be.

        One that does not fit is set smaller.
        """
        gaps = APART * (len(self._key) - 1)
        whole = sum(self._entry_width(entry) for entry in self._key) + gaps
        scale = min(1.0, (right - left) / whole)
        x = min(max(left, middle - whole * scale / 2), right - whole * scale)
        size = SMALL * scale
        for entry in self._key:
            self._draw_entry(around, entry, x, y, scale, size)
            x += (self._entry_width(entry) + APART) * scale

    def _draw_entry(
        self, around: Around, entry: KeyEntry, x: float, y: float, scale: float, size: float
    ) -> None:
        sign, face, ink = str(entry.sign), SEMIBOLD, INK
        pad = 0.0
        if isinstance(entry.sign, Chip):
            ground, ink = CHIPS[entry.sign.shade]
            pad = CHIP_PAD * scale
            wide = self._width(sign, face) * scale + 2 * pad
            height = size * 1.5
            around.boxes.append(Box(x, y - size * 1.1, wide, height, ground, height * 0.3))
        around.foot.append(Text(x + pad, y, sign, face, size, ink))
        after = x + self._sign_width(entry) * scale
        around.foot.append(Text(after, y, entry.words, REGULAR, size, QUIET))

    def _entry(self, entry: KeyEntry) -> KeyEntry:
        sign = entry.sign if isinstance(entry.sign, Chip) else self._clean(entry.sign, "the key")
        return KeyEntry(sign, self._clean(entry.words, "the key"))

    def _entry_width(self, entry: KeyEntry) -> float:
        return self._sign_width(entry) + self._width(entry.words, REGULAR)

    def _sign_width(self, entry: KeyEntry) -> float:
        """Give the room that a sign takes, with the gap before its words."""
        pad = CHIP_PAD if isinstance(entry.sign, Chip) else 0.0
        return self._width(str(entry.sign), SEMIBOLD) + 2 * pad + 3.5

    def _clean(self, text: str, where: str) -> str:
        return self._lettering.clean(text, lambda: where).replace("\n", " ")

    def _width(self, text: str, face: str) -> float:
        return self._lettering.faces[face].width(text) * SMALL

    def _right(self, width: float, y: float, text: str) -> Text:
        return Text(width - RIGHT - self._width(text, REGULAR), y, text, REGULAR, SMALL, QUIET)

    def _shortened(self, text: str, face: str, room: float) -> str:
        """Cut a running head, at ' · ' where it can be; the first page has it whole."""
        while self._width(text, face) > room and " · " in text:
            text = text.rpartition(" · ")[0]
        if self._width(text, face) <= room:
            return text
        while text and self._width(text + "…", face) > room:
            text = text[:-1] if len(text) < 200 else text[:199]
        return text.rstrip() + "…"
