"""Placing headings, paragraphs, notes, charts and the title onto pages."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from mscb_desktop.document.fonts import REGULAR, SEMIBOLD, Lettering
from mscb_desktop.document.look import ACCENT, INK, QUIET, TONES
from mscb_desktop.document.model import Document, Heading, Notes, Paragraph, Tone
from mscb_desktop.document.pdf.page import LEFT, TOP, Box, Mark, Pages, Picture, Text
from mscb_desktop.document.wrapping import Line, wrap


@dataclass(frozen=True, slots=True)
class Style:
    """How running text is set."""

    face: str
    size: float
    leading: float
    colour: str
    before: float = 0.0
    after: float = 0.0


TITLE = Style(SEMIBOLD, 21.0, 26.0, INK)
BOARD = Style(SEMIBOLD, 9.5, 14.0, ACCENT)
SUBTITLE = Style(REGULAR, 11.0, 15.0, QUIET)
BODY = Style(REGULAR, 9.5, 13.6, INK, after=6.0)
NOTE = Style(REGULAR, 8.2, 11.4, QUIET, after=2.0)
NOTE_HEAD = Style(SEMIBOLD, 8.2, 12.4, INK, before=2.0, after=1.0)
HEADINGS = {
    1: Style(SEMIBOLD, 15.0, 19.0, INK, before=14.0, after=5.0),
    2: Style(SEMIBOLD, 12.0, 16.0, INK, before=10.0, after=4.0),
    3: Style(SEMIBOLD, 10.0, 14.0, INK, before=8.0, after=3.0),
}
LOGO_HEIGHT, LOGO_WIDTH = 46.0, 150.0
COLUMN_GAP = 18.0
"""Between columns of running text."""


def heading_style(heading: Heading) -> Style:
    """Give the style of a heading's level."""
    return HEADINGS[min(max(heading.level, 1), 3)]


def balanced(items: Sequence[Sequence[Line]], count: int) -> list[list[Line]]:
    """Deal items out to at most so many columns, in order, so that none is longer than it must.

    An item's lines stay together.
    """
    height = max(max(map(len, items)), -(-sum(map(len, items)) // count))
    while True:
        columns: list[list[Line]] = [[]]
        for item in items:
            if len(columns[-1]) + len(item) > height:
                columns.append([])
            columns[-1] += item
        if len(columns) <= count:
            return columns
        height += 1


class TextPlacer:
    """Puts running text onto pages, line by line."""

    def __init__(self, pages: Pages, lettering: Lettering) -> None:
        self._pages, self._lettering = pages, lettering

    def lines(self, text: str, style: Style, width: float, where: str) -> list[Line]:
        """Break text for a style."""
        clean = self._lettering.clean(text, lambda: where)
        return wrap(clean, self._lettering.faces[style.face], style.size, width)

    def put(self, lines: list[Line], style: Style, x: float = 0.0) -> None:
        """Draw lines one below the other, on further pages where they do not fit.

        Neither the first nor the last line of a text stands alone on a page.
        """
        pages = self._pages
        for number, line in enumerate(lines):
            left = len(lines) - number
            together = 2 if (number == 0 and left > 1) or left == 2 else 1
            pages.need(style.leading * together)
            self._put_line(line, style, x)

    def _put_line(self, line: Line, style: Style, x: float = 0.0) -> None:
        pages = self._pages
        y = pages.y + (style.leading + style.size * 0.72) / 2
        left = LEFT + x + line.indent
        if line.text:
            text = Text(left, y, line.text, style.face, style.size, style.colour)
            pages.page.texts.append(text)
        pages.y += style.leading

    def space(self, height: float) -> None:
        """Leave room, except at the top of a page."""
        if not self._pages.is_fresh:
            self._pages.y += height

    def heading(self, heading: Heading, following: float) -> None:
        """Put a heading on the page on which what follows begins."""
        style, pages = heading_style(heading), self._pages
        lines = self.lines(heading.text, style, pages.width, "a heading")
        height = len(lines) * style.leading + style.before + style.after
        pages.need(min(height + following, pages.full_room))
        self.space(style.before)
        pages.page.marks.append(Mark(pages.y, heading.text, heading.level))
        self.put(lines, style)
        pages.y += style.after

    def paragraph(self, paragraph: Paragraph) -> None:
        """Put running text."""
        style = Style(
            BODY.face, BODY.size, BODY.leading, TONES[paragraph.tone], BODY.before, BODY.after
        )
        if paragraph.columns > 1 and self._in_columns(paragraph, style):
            return
        for part in paragraph.text.split("\n\n"):
            self.put(self.lines(part, style, self._pages.width, "a paragraph"), style)
            self._pages.y += style.after

    def _in_columns(self, paragraph: Paragraph, style: Style) -> bool:
        """Put a text's lines side by side; give False where no page holds them so."""
        pages, count = self._pages, paragraph.columns
        width = (pages.width - COLUMN_GAP * (count - 1)) / count
        items = [self.lines(line, style, width, "a list") for line in paragraph.text.split("\n")]
        columns = balanced(items, count)
        height = max(map(len, columns)) * style.leading
        if height > pages.full_room:
            return False
        pages.need(height)
        top = pages.y
        for place, lines in enumerate(columns):
            pages.y = top
            for line in lines:
                self._put_line(line, style, place * (width + COLUMN_GAP))
        pages.y = top + height + style.after
        return True

    def notes(self, notes: Notes) -> None:
        """Put numbered notes with hanging numbers."""
        if not notes.texts:
            return
        self._pages.need(NOTE_HEAD.leading + NOTE.leading * 2)
        self.space(NOTE_HEAD.before)
        if notes.title:
            self.put(self.lines(notes.title, NOTE_HEAD, self._pages.width, "notes"), NOTE_HEAD)
        last = f"[{notes.first + len(notes.texts) - 1}]"
        hang = self._lettering.faces[REGULAR].width(last) * NOTE.size + 5.0
        for number, text in enumerate(notes.texts, notes.first):
            lines = self.lines(text, NOTE, self._pages.width - hang, f"note {number}")
            self._pages.need(NOTE.leading * min(len(lines), 2))
            page, y = self._pages.page, self._pages.y
            page.texts.append(
                Text(
                    LEFT,
                    y + (NOTE.leading + NOTE.size * 0.72) / 2,
                    f"[{number}]",
                    NOTE.face,
                    NOTE.size,
                    TONES[Tone.PLAIN],
                )
            )
            self.put(lines, NOTE, hang)
            self._pages.y += NOTE.after

    def title(self, document: Document, logo: Picture | None) -> None:
        """Put the title of the document at the top of its first page."""
        pages = self._pages
        pages.y = TOP - 18.0
        room = pages.width
        if logo is not None:
            left = LEFT + pages.width - logo.width
            pages.page.pictures.append(logo._replace(x=left, y=pages.y))
            room -= logo.width + 16.0
        pages.page.marks.append(Mark(pages.y, document.title, 0))
        top = pages.y
        for text, style in (
            (document.board_name, BOARD),
            (document.title, TITLE),
            (document.subtitle, SUBTITLE),
        ):
            if text:
                self.put(self.lines(text, style, room, "the title"), style)
        if logo is not None:
            pages.y = max(pages.y, top + logo.height)
        pages.y += 9.0
        pages.page.boxes.append(Box(LEFT, pages.y, pages.width, 1.4, ACCENT))
        pages.y += 16.0
