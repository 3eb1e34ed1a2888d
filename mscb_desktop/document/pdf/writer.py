"""Drawing laid-out pages into a PDF file."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import BinaryIO

from reportlab.graphics import renderPDF
from reportlab.graphics.shapes import Drawing
from reportlab.lib.colors import Color, HexColor
from reportlab.pdfgen.canvas import Canvas

from mscb_desktop.document.fonts import REGULAR, Lettering, MissingLetter
from mscb_desktop.document.model import Block, Cards, Document, Table, Tree
from mscb_desktop.document.pdf.flow import laid_out
from mscb_desktop.document.pdf.furniture import Furniture
from mscb_desktop.document.pdf.page import Page, Rule, Text

Progress = Callable[[int, int], None]
TICKS = 250
"""Rows between two calls of the progress callback."""


@dataclass(frozen=True, slots=True)
class PdfReport:
    """What was written: the number of pages, letters that no face has, and cards cut short.

    A card is named by its first line.
    """

    pages: int
    missing: tuple[MissingLetter, ...]
    cut: tuple[str, ...] = ()

    @property
    def message(self) -> str:
        """Say in plain words what is not printed as it was meant, '' where all is."""
        return " ".join(part for part in (self._of_letters(), self._of_cards()) if part)

    def _of_letters(self) -> str:
        if not self.missing:
            return ""
        named = "; ".join(
            f"{letter.code} {letter.name}".strip() + f" ({letter.places[0]})"
            for letter in self.missing[:5]
        )
        more = f"; and {len(self.missing) - 5} more" if len(self.missing) > 5 else ""
        return (
            "The typeface has no sign for some letters, and their numbers are printed instead: "
            f"{named}{more}."
        )

    def _of_cards(self) -> str:
        if not self.cut:
            return ""
        named = "; ".join(f"'{name[:60]}'" for name in self.cut[:5])
        more = f"; and {len(self.cut) - 5} more" if len(self.cut) > 5 else ""
        return (
            "Some cards do not hold their text even in small type and end in '…': "
            f"{named}{more}. Choose a larger card, or shorten the text."
        )


def write_pdf(
    document: Document,
    target: Path | BinaryIO,
    *,
    now: dt.datetime,
    progress: Progress | None = None,
) -> PdfReport:
    """Write a document as PDF to a path or a binary stream.

    `now` is printed at the foot and stored as the file's date; the same document and `now`
    give the same bytes. `progress(done, total)` may raise to stop. Raises DocumentError where
    a table or the logo cannot be printed.
    """
    counter = _Counter(document, progress)
    lettering = Lettering()
    pages = laid_out(document, lettering, counter.tick)
    stream = BytesIO()
    canvas = Canvas(
        stream,
        pagesize=pages[0].size,
        pageCompression=1,
        invariant=1,
        lang=document.language,
        initialFontName=REGULAR,
    )
    _describe(canvas, document, now)
    painter = _Painter(canvas, document, lettering, now, len(pages))
    for number, page in enumerate(pages, 1):
        painter.paint(page, number)
        counter.page(number, len(pages))
    canvas.save()
    if isinstance(target, Path):
        target.write_bytes(stream.getvalue())
    else:
        target.write(stream.getvalue())
    cut = tuple(name for page in pages for name in page.notices)
    return PdfReport(len(pages), lettering.missing, cut)


def _size(block: Block) -> int:
    """Give the number of rows, nodes or cards by which a block's progress is counted."""
    match block:
        case Table():
            return len(block.rows)
        case Tree():
            return len(block.nodes)
        case Cards():
            return len(block.cards)
    return 0


class _Counter:
    """Counts rows while pages are laid out, then pages while they are drawn."""

    def __init__(self, document: Document, progress: Progress | None) -> None:
        self._progress = progress
        rows = sum(map(_size, document.blocks))
        self._half = rows + len(document.blocks) + 1
        self._done = 0

    def tick(self) -> None:
        self._done += 1
        if self._progress is not None and self._done % TICKS == 1:
            self._progress(self._done, 2 * self._half)

    def page(self, number: int, pages: int) -> None:
        if self._progress is not None:
            self._progress(self._half + self._half * number // pages, 2 * self._half)


def _describe(canvas: Canvas, document: Document, now: dt.datetime) -> None:
    title = f"{document.title}: {document.subtitle}" if document.subtitle else document.title
    canvas.setTitle(_plain(title))
    canvas.setAuthor(_plain(document.author or document.board_name))
    canvas.setSubject(_plain(document.subject or document.title))
    canvas.setCreator("MSCB Desktop")
    canvas.setDateFormatter(lambda *_: f"D:{now:%Y%m%d%H%M%S}")
    canvas.setViewerPreference("DisplayDocTitle", "true")
    canvas.showOutline()


def _plain(text: str) -> str:
    """Give text for the file's own fields, in which any letter but a control stands."""
    return "".join(
        letter if letter.isprintable() else " " for letter in text if not _is_surrogate(letter)
    ).strip()


def _is_surrogate(letter: str) -> bool:
    return "\ud800" <= letter <= "\udfff"


class _Painter:
    def __init__(
        self,
        canvas: Canvas,
        document: Document,
        lettering: Lettering,
        now: dt.datetime,
        pages: int,
    ) -> None:
        self._canvas = canvas
        self._furniture = Furniture(document, lettering, now, pages)
        self._colours: dict[str, Color] = {}
        self._open: list[int] = []
        self._keys = 0

    def paint(self, page: Page, number: int) -> None:
        """Draw one page: grounds first, then lines, pictures and text in reading order."""
        canvas = self._canvas
        canvas.setPageSize(page.size)
        height = page.size[1]
        furniture = self._furniture.of(page, number)
        for box in page.boxes + furniture.boxes:
            canvas.setFillColor(self._colour(box.colour))
            y = height - box.y - box.height
            if box.radius:
                canvas.roundRect(box.x, y, box.width, box.height, box.radius, stroke=0, fill=1)
            else:
                canvas.rect(box.x, y, box.width, box.height, stroke=0, fill=1)
        self._draw_rules(page.rules + furniture.rules, height)
        for picture in page.pictures:
            y = height - picture.y - picture.height
            if isinstance(picture.content, Drawing):
                renderPDF.draw(picture.content, canvas, picture.x, y)
            else:
                canvas.drawImage(
                    picture.content, picture.x, y, picture.width, picture.height, mask="auto"
                )
        self._draw_texts(furniture.head + page.texts + furniture.foot, height)
        self._draw_turned(page.turned, height)
        for mark in page.marks:
            self._bookmark(mark.title, mark.level, height - mark.y + 6)
        canvas.showPage()

    def _colour(self, value: str) -> Color:
        colour = self._colours.get(value)
        if colour is None:
            colour = self._colours[value] = HexColor(value)
        return colour

    def _draw_rules(self, rules: list[Rule], height: float) -> None:
        canvas, last = self._canvas, None
        for rule in rules:
            if (rule.thickness, rule.colour) != last:
                canvas.setLineWidth(rule.thickness)
                canvas.setStrokeColor(self._colour(rule.colour))
                last = (rule.thickness, rule.colour)
            y = height - rule.y
            canvas.line(rule.x, y, rule.x + rule.width, y)

    def _draw_texts(self, texts: list[Text], height: float) -> None:
        writing = self._canvas.beginText()
        face, size, ink = "", 0.0, ""
        for x, y, text, name, points, colour in texts:
            if name is not face or points != size:
                writing.setFont(name, points)
                face, size = name, points
            if colour is not ink:
                writing.setFillColor(self._colour(colour))
                ink = colour
            writing.setTextOrigin(x, height - y)
            writing.textOut(text)
        self._canvas.drawText(writing)

    def _draw_turned(self, texts: list[Text], height: float) -> None:
        for text in texts:
            writing = self._canvas.beginText()
            writing.setFont(text.face, text.size)
            writing.setFillColor(self._colour(text.colour))
            writing.setTextTransform(-1, 0, 0, -1, text.x, height - text.y)
            writing.textOut(text.text)
            self._canvas.drawText(writing)

    def _bookmark(self, title: str, level: int, top: float) -> None:
        while self._open and self._open[-1] >= level:
            self._open.pop()
        self._keys += 1
        key = f"place-{self._keys}"
        self._canvas.bookmarkHorizontal(key, 0, top)
        self._canvas.addOutlineEntry(_plain(title) or "…", key, len(self._open), closed=False)
        self._open.append(level)
