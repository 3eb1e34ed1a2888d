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
    Cards,
    Chart,
    Document,
    Heading,
    Notes,
    PageBreak,
    Paragraph,
    Table,
    Tone,
    Tree,
)
from mscb_desktop.document.pdf.cards import CardPlacer
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
from mscb_desktop.document.pdf.tree import TreePlacer, orientation_of

AFTER_TABLE, AFTER_CHART, AFTER_NOTES, BEFORE_TABLE = 16.0, 14.0, 10.0, 5.0


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
        self._orientation = document.orientation
        """How pages are turned, but for those of trees."""
        self._opening: Tree | None = None
        """A tree that stands below the document's own title."""

    def pages(self) -> list[Page]:
        blocks = self._opened(self._document.blocks)
        if not (blocks and isinstance(blocks[0], Cards) and blocks[0].cards):
            self._text.title(self._document, _logo(self._document.logo))
        for place, block in enumerate(blocks):
            self._turn_for(blocks[place:])
            self._place(block, blocks[place + 1 :])
            self._tick()
        return self._pages.all

    def _opened(self, blocks: Sequence[Block]) -> Sequence[Block]:
        """Take an opening page break as the turn of the first page, and turn it for a tree."""
        if blocks and isinstance(blocks[0], PageBreak):
            self._orientation = blocks[0].orientation or self._orientation
            blocks = blocks[1:]
        self._opening = _tree_next(blocks)
        if self._opening is not None:
            self._pages.page.orientation = orientation_of(self._opening)
        else:
            self._pages.page.orientation = self._orientation
        return blocks

    def _turn_for(self, blocks: Sequence[Block]) -> None:
        """Begin a page for a tree that is turned otherwise, and one for what follows it."""
        if isinstance(blocks[0], (PageBreak, Cards)):
            return
        if isinstance(blocks[0], Notes) and not self._pages.page.bare:
            return
        tree = _tree_next(blocks)
        orientation = orientation_of(tree) if tree else self._orientation
        if self._pages.page.bare or self._pages.page.orientation is not orientation:
            self._pages.turn(orientation)

    def _place(self, block: Block, rest: Sequence[Block]) -> None:
        pages = self._pages
        match block:
            case Heading():
                self._level = block.level
                self._text.heading(block, self._opening_height(rest))
            case Paragraph():
                self._text.paragraph(block)
                if rest and isinstance(rest[0], Table):
                    self._text.space(BEFORE_TABLE)
            case Notes():
                self._text.notes(block)
                if rest and isinstance(rest[0], Table):
                    self._text.space(AFTER_NOTES)
            case Table():
                self._placer(block).place()
                pages.y += AFTER_TABLE if not rest or not isinstance(rest[0], Notes) else 5.0
            case Chart():
                self._chart(block)
            case Tree():
                self._tree_placer(block).place(opens=block is self._opening)
            case Cards():
                self._cards(block)
            case PageBreak():
                self._orientation = block.orientation or self._orientation
                pages.turn(self._orientation)

    def _cards(self, cards: Cards) -> None:
        level = self._level + 1
        if cards.cards:
            CardPlacer(cards, self._pages, self._lettering, level, self._tick).place()
        else:
            self._text.paragraph(Paragraph(cards.empty, Tone.QUIET))

    def _tree_placer(self, tree: Tree) -> TreePlacer:
        args = (self._document, self._pages, self._lettering, self._level + 1, self._tick)
        return TreePlacer(tree, *args)

    def _placer(self, table: Table) -> TablePlacer:
        return TablePlacer(table, self._pages, self._lettering, self._level + 1, self._tick)

    def _opening_height(self, rest: Sequence[Block]) -> float:
        """Give the height of the beginning of what follows a heading."""
        if not rest or (self._opening is not None and _tree_next(rest) is self._opening):
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
            case Tree() as tree:
                return self._tree_placer(tree).opening_height()
        return 0.0

    def _chart(self, chart: Chart) -> None:
        pages = self._pages
        height = min(chart_height(chart), pages.full_room)
        pages.need(height)
        pages.page.marks.append(Mark(pages.y, chart.title, self._level + 1))
        drawing = chart_drawing(chart, pages.width, height, self._lettering)
        pages.page.pictures.append(Picture(LEFT, pages.y, pages.width, height, drawing))
        pages.y += height + AFTER_CHART


def _tree_next(blocks: Sequence[Block]) -> Tree | None:
    """Give the tree that stands next, or next after headings."""
    for block in blocks:
        if not isinstance(block, Heading):
            return block if isinstance(block, Tree) else None
    return None


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
