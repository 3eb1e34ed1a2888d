"""Placing a tree on pages and drawing its boxes and lines."""

from __future__ import annotations

from collections.abc import Callable

from mscb_desktop.document.fonts import ITALIC, REGULAR, SEMIBOLD, Lettering
from mscb_desktop.document.look import (
    ACCENT,
    HEAD_TINT,
    INK,
    NAVY,
    PAPER,
    QUIET,
    QUIET_ON_DARK,
    RULE,
)
from mscb_desktop.document.model import BoxLook, Document, Orientation, Tree
from mscb_desktop.document.pdf.page import LEFT, Box, Mark, Pages, Text
from mscb_desktop.document.pdf.table import (
    CAPTION_LEADING,
    CAPTION_SIZE,
    TITLE_LEADING,
    TITLE_SIZE,
)
from mscb_desktop.document.pdf.tree_box import BoxSetter, SetBox
from mscb_desktop.document.pdf.tree_layout import Drawing, Fit, Wood, best_fit
from mscb_desktop.document.pdf.tree_parts import Parting
from mscb_desktop.document.wrapping import wrap

OUTLINE, BAR = 0.7, 3.0
"""Thickness of a box's outline and of the bar at its left, in points."""
GROUNDS = {
    BoxLook.FILLED: (NAVY, NAVY),
    BoxLook.TINTED: (HEAD_TINT, RULE),
    BoxLook.PLAIN: (PAPER, RULE),
    BoxLook.BARRED: (PAPER, RULE),
}
"""Ground and outline of each look."""
WORTH_A_PAGE = 1.0
"""A new page is begun where the type is larger there by so many points."""


def orientation_of(tree: Tree) -> Orientation:
    """Give the way in which a tree's pages are turned."""
    return Orientation.LANDSCAPE if tree.landscape else Orientation.PORTRAIT


class TreePlacer:
    """Puts one tree onto pages that are turned as it wants them."""

    def __init__(
        self,
        tree: Tree,
        document: Document,
        pages: Pages,
        lettering: Lettering,
        level: int,
        tick: Callable[[], None],
    ) -> None:
        self._tree, self._pages, self._level, self._tick = tree, pages, level, tick
        self._setter = BoxSetter(tree, lettering)
        faces, width = lettering.faces, pages.width
        title = lettering.clean(tree.title, lambda: "a tree's title")
        caption = lettering.clean(tree.caption, lambda: tree.title)
        self._title = wrap(title, faces[SEMIBOLD], TITLE_SIZE, width) if title else []
        self._caption = wrap(caption, faces[REGULAR], CAPTION_SIZE, width) if caption else []
        named = lettering.clean(tree.title or document.title, lambda: "a tree's title")
        again = wrap(f"{named} (continued)", faces[REGULAR], CAPTION_SIZE, width)
        self._again = again[0].text if len(again) == 1 else f"{again[0].text}… (continued)"

    @property
    def _title_height(self) -> float:
        height = len(self._title) * TITLE_LEADING + len(self._caption) * CAPTION_LEADING
        return height + 8.0 if height else 0.0

    def opening_height(self) -> float:
        """Give the height that the tree wants to find on the page on which it begins."""
        fit = self._whole(self._pages.full_room - self._title_height - 40.0)
        return self._title_height + (fit.drawing.height if fit else 200.0)

    def place(self, *, opens: bool) -> None:
        """Put the whole tree onto the pages; one that `opens` the document begins on its first."""
        pages = self._pages
        if not self._tree.nodes:
            self._place_empty()
            return
        here = self._whole(pages.room - self._title_height)
        if not opens and not pages.is_fresh:
            fresh = self._whole(pages.full_room - self._title_height)
            if here is None or (fresh and fresh.size >= here.size + WORTH_A_PAGE):
                pages.turn()
                here = fresh
        self._draw_title()
        for number, fit in enumerate([here] if here else self._parted()):
            if number:
                self._next_page()
            self._draw(fit.drawing)
        for _ in self._tree.nodes:
            self._tick()

    def _whole(self, height: float) -> Fit | None:
        below = self._tree.below
        return best_fit(
            Wood(self._tree.roots, below, {}), self._setter, (self._pages.width, height)
        )

    def _parted(self) -> list[Fit]:
        pages = self._pages
        later = pages.full_room - CAPTION_LEADING - 5.0
        parting = Parting(self._tree, self._setter, pages.width, pages.room, later)
        return parting.fits(len(pages.all))

    def _next_page(self) -> None:
        pages = self._pages
        pages.turn()
        self._text(LEFT, pages.y + CAPTION_SIZE, self._again, REGULAR, CAPTION_SIZE, QUIET)
        pages.y += CAPTION_LEADING + 5.0

    def _draw_title(self) -> None:
        pages = self._pages
        if self._title:
            pages.page.marks.append(Mark(pages.y, self._tree.title, self._level))
        for line in self._title:
            self._text(LEFT, pages.y + TITLE_SIZE, line.text, SEMIBOLD, TITLE_SIZE, INK)
            pages.y += TITLE_LEADING
        for line in self._caption:
            self._text(LEFT, pages.y + CAPTION_SIZE, line.text, REGULAR, CAPTION_SIZE, QUIET)
            pages.y += CAPTION_LEADING
        pages.y += 8.0 if self._title or self._caption else 0.0

    def _place_empty(self) -> None:
        self._pages.need(self._title_height + 20.0)
        self._draw_title()
        self._text(LEFT, self._pages.y + 9.5, self._tree.empty, ITALIC, 8.5, QUIET)
        self._pages.y += 20.0

    def _text(self, x: float, y: float, text: str, face: str, size: float, colour: str) -> None:
        self._pages.page.texts.append(Text(x, y, text, face, size, colour))

    def _draw(self, drawing: Drawing) -> None:
        """Draw lines, then boxes over their ends, in the middle of the page's width."""
        pages = self._pages
        left, top = LEFT + (pages.width - drawing.width) / 2, pages.y
        boxes = pages.page.boxes
        for join in drawing.joins:
            boxes.append(Box(left + join.x, top + join.y, join.width, join.height, RULE))
        for placed in sorted(drawing.boxes, key=lambda placed: (placed.y, placed.x)):
            self._draw_box(placed.box, left + placed.x, top + placed.y)
        pages.y += drawing.height + 14.0

    def _draw_box(self, box: SetBox, x: float, y: float) -> None:
        look = box.node.look
        ground, outline = GROUNDS[look]
        boxes, inset = self._pages.page.boxes, OUTLINE
        boxes.append(Box(x, y, box.width, box.height, outline, 2.0))
        width, height = box.width - 2 * inset, box.height - 2 * inset
        boxes.append(Box(x + inset, y + inset, width, height, ground, 2.0 - inset))
        if look is BoxLook.BARRED:
            boxes.append(Box(x, y, BAR, box.height, ACCENT))
        light = look is BoxLook.FILLED
        for line in box.lines:
            colour = (QUIET_ON_DARK if light else QUIET) if line.quiet else PAPER if light else INK
            self._text(x + line.x, y + line.y, line.text, line.face, line.size, colour)
