"""Laying a document's blocks out on pages, in order."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from io import BytesIO

from reportlab.lib.utils import ImageReader

from mscb_desktop.document.chart import chart_drawing, chart_height
from mscb_desktop.document.errors import DocumentError
from mscb_desktop.document.fonts import Lettering
from mscb_desktop.document.model import (
    Block,
    Chart,
    Document,
    Heading,
    Notes,
    PageBreak,
    Paragraph,
    Table,
)
from mscb_desktop.document.pdf.page import LEFT, Mark, Page, Pages, Picture
from mscb_desktop.document.pdf.table import TablePlacer
from mscb_desktop.document.pdf.text_blocks import (
    BODY,
    LOGO_HEIGHT,
    LOGO_WIDTH,
    NOTE,
    NOTE_HEAD,
    TextPlacer,
    heading_style,
)

AFTER_TABLE, AFTER_CHART = 16.0, 14.0


def laid_out(document: Document, lettering: Lettering, tick: Callable[[], None]) -> list[Page]:
    """Give the document's pages; `tick` is called for every row of a table and every block."""
    return _Flow(document, lettering, tick).pages()


class _Flow:
    def __init__(self, document: Document, lettering: Lettering, tick: Callable[[], None]) -> None:
        self._document, self._lettering, self._tick = document, lettering, tick
        self._pages = Pages(document.orientation)
        self._text = TextPlacer(self._pages, lettering)
        self._level = 0
        """Level of the newest heading: a table's bookmark stands one below it."""

    def pages(self) -> list[Page]:
        blocks = self._opened(self._document.blocks)
        self._text.title(self._document, _logo(self._document.logo))
        for place, block in enumerate(blocks):
            self._place(block, blocks[place + 1 :])
            self._tick()
        return self._pages.all

    def _opened(self, blocks: Sequence[Block]) -> Sequence[Block]:
        """Take an opening page break as the turn of the first page."""
        if blocks and isinstance(blocks[0], PageBreak):
            if blocks[0].orientation is not None:
                self._pages.page.orientation = blocks[0].orientation
            return blocks[1:]
        return blocks

    def _place(self, block: Block, rest: Sequence[Block]) -> None:
        pages = self._pages
        match block:
            case Heading():
                self._level = block.level
                self._text.heading(block, self._opening_height(rest))
            case Paragraph():
                self._text.paragraph(block)
            case Notes():
                self._text.notes(block)
            case Table():
                self._placer(block).place()
                pages.y += AFTER_TABLE if not rest or not isinstance(rest[0], Notes) else 5.0
            case Chart():
                self._chart(block)
            case PageBreak():
                pages.turn(block.orientation)

    def _placer(self, table: Table) -> TablePlacer:
        return TablePlacer(table, self._pages, self._lettering, self._level + 1, self._tick)

    def _opening_height(self, rest: Sequence[Block]) -> float:
        """Give the height of the beginning of what follows a heading."""
        if not rest:
            return 0.0
        match rest[0]:
            case Heading() as heading:
                style = heading_style(heading)
                return style.before + style.leading + style.after + self._opening_height(rest[1:])
            case Paragraph():
                return BODY.leading * 2
            case Notes():
                return NOTE_HEAD.leading + NOTE.leading * 2
            case Chart() as chart:
                return chart_height(chart)
            case Table() as table:
                silent = Lettering()
                level = self._level + 1
                return TablePlacer(table, self._pages, silent, level, _nothing).opening_height()
        return 0.0

    def _chart(self, chart: Chart) -> None:
        pages = self._pages
        height = min(chart_height(chart), pages.full_room)
        pages.need(height)
        pages.page.marks.append(Mark(pages.y, chart.title, self._level + 1))
        drawing = chart_drawing(chart, pages.width, height, self._lettering)
        pages.page.pictures.append(Picture(LEFT, pages.y, pages.width, height, drawing))
        pages.y += height + AFTER_CHART


def _nothing() -> None:
    """Take no notice of progress."""


def _logo(content: bytes | None) -> Picture | None:
    if not content:
        return None
    try:
        image = ImageReader(BytesIO(content))
        width, height = image.getSize()
        image.getRGBData()
    except Exception as error:
        raise DocumentError(
            "The board's logo cannot be read: choose a PNG or JPEG picture in the board's settings."
        ) from error
    scale = min(LOGO_HEIGHT / height, LOGO_WIDTH / width)
    return Picture(0.0, 0.0, width * scale, height * scale, image)
