"""Fitting a table to the page: the size of its type and the widths of its columns."""

from __future__ import annotations

from collections.abc import Mapping

from mscb_desktop.document.errors import DocumentError
from mscb_desktop.document.fonts import REGULAR, SEMIBOLD, Face, Lettering
from mscb_desktop.document.model import Kind, Table
from mscb_desktop.document.pdf.cells import Cells, Extra, row_face
from mscb_desktop.document.pdf.columns import Want, portioned, shared
from mscb_desktop.document.wrapping import longest_word

SIZES = (8.5, 8.0, 7.5, 7.0, 6.5, 6.0, 5.5, 5.0)
"""Sizes tried in turn until the widest words and all figures fit the page."""

PAD = 5.5
"""Room left and right of a cell's text, in points."""

WORD_SCALE, SMALL_SCALE, HEAD_SCALE, CHIP_SCALE = 0.88, 0.86, 0.92, 0.86
GAP = 0.5
"""Between a word and the figure that it belongs to, at size 1."""
CHIP_PAD = 0.55
DIGIT = 0.64
LONGEST_FIGURE = 24
"""Letters of the longest figure; longer text in a column of figures may be broken."""
LONGEST_WORD = 9.5
"""A longer word, at size 1, is broken rather than given more than its column's portion."""
SHORT_WORDS = 8.0
"""Codes, and small words under a cell, that are no longer stay on one line: 'late 12 months'."""


class Fitting:
    """Measures a table's columns and finds the largest type in which they fit a page."""

    def __init__(self, table: Table, cells: Cells, lettering: Lettering) -> None:
        self.table, self.cells = table, cells
        self._faces = lettering.faces

    def fitted(self, room: float) -> tuple[float, list[float]]:
        """Give the size of type and each column's width, so that they fill the room."""
        naturals = self._naturals()
        portions = [column.portion for column in self.table.columns if column.portion]
        if len(portions) == len(naturals):
            return self._portioned(portions, room) or self._squeezed(naturals, room)
        unwrapped = shared([self._want(at, n, n, SIZES[0]) for at, n in enumerate(naturals)], room)
        if unwrapped is not None:
            return SIZES[0], unwrapped
        leasts = [self._least(at) for at in range(len(naturals))]
        roomy = [
            natural if self.table.columns[at].right else least
            for at, (least, natural) in enumerate(zip(leasts, naturals, strict=True))
        ]
        for size, smallest in [(SIZES[0], roomy), *((size, leasts) for size in SIZES)]:
            wants = [
                self._want(at, least, wish, size)
                for at, (least, wish) in enumerate(zip(smallest, naturals, strict=True))
            ]
            widths = shared(wants, room)
            if widths is not None:
                return size, widths
        return self._squeezed(naturals, room)

    def _portioned(self, portions: list[float], room: float) -> tuple[float, list[float]] | None:
        """Share the room by portions, in the largest type in which words are whole."""
        leasts = [
            min(self._least(at), LONGEST_WORD) if column.kind.wraps else self._least(at)
            for at, column in enumerate(self.table.columns)
        ]
        heads = self._faces[SEMIBOLD]
        for at, head in enumerate(self.cells.heads):
            leasts[at] = max(leasts[at], longest_word(head, heads) * HEAD_SCALE)
            if self.table.columns[at].kind is Kind.CODE:
                codes = (widths[at] for widths in self.cells.widths)
                leasts[at] = max(leasts[at], *(code for code in codes if code <= SHORT_WORDS), 0.0)
        for (_, at), extra in self.cells.extras.items():
            short = (width for width in self._below_widths(extra) if width <= SHORT_WORDS)
            leasts[at] = max(leasts[at], *short, 0.0)
        for size in SIZES:
            widths = portioned([least * size + 2 * PAD + 0.1 for least in leasts], portions, room)
            if widths is not None:
                return size, widths
        return None

    def _squeezed(self, naturals: list[float], room: float) -> tuple[float, list[float]]:
        """Break long words anywhere, but never a figure."""
        columns, size = self.table.columns, SIZES[-1]
        wants = [
            self._want(at, self._widest_figure(at) if columns[at].right else 1.5, natural, size)
            for at, natural in enumerate(naturals)
        ]
        widths = shared(wants, room)
        if widths is None:
            raise DocumentError(
                f"The table '{self.table.title}' is too wide for the page: "
                "turn the page to landscape or leave out a column."
            )
        return size, widths

    def _want(self, at: int, least: float, natural: float, size: float) -> Want:
        column = self.table.columns[at]
        weight = column.weight
        if weight is None:
            weight = natural if column.kind.wraps else 0.0
        return Want(least * size + 2 * PAD + 0.1, natural * size + 2 * PAD + 0.1, weight)

    def _naturals(self) -> list[float]:
        columns = self.table.columns
        widest = [max(column, default=0.0) for column in zip(*self.cells.widths, strict=True)]
        widest = widest or [0.0] * len(columns)
        for (row, at), extra in self.cells.extras.items():
            text = self.cells.widths[row][at]
            widest[at] = max(widest[at], self._beside(extra, text), self._below(extra))
        bold = self._faces[SEMIBOLD]
        for at, head in enumerate(self.cells.heads):
            parts = head.split("\n")
            wish = max(bold.width(part) for part in parts) * HEAD_SCALE
            if len(parts) == 1:
                wish = max(wish * 0.6, longest_word(head, bold) * HEAD_SCALE)
            widest[at] = max(
                widest[at] + self.cells.gutters[at], wish, columns[at].min_chars * DIGIT
            )
        return widest

    def _least(self, at: int) -> float:
        column = self.table.columns[at]
        fixed = column.right or column.kind in (Kind.DATE, Kind.CHIP)
        least = longest_word(self.cells.heads[at], self._faces[SEMIBOLD]) * HEAD_SCALE
        seen = set()
        for row, line, widths in zip(
            self.table.rows, self.cells.texts, self.cells.widths, strict=True
        ):
            text, width = line[at], widths[at]
            # A figure is wider in a total's face than in a line's.
            if width <= least or (known := (row_face(row), text)) in seen:
                continue
            seen.add(known)
            if not fixed or " " in text:
                width = longest_word(text, self._faces[row_face(row)])
            least = max(least, width)
        for (_, extra_at), extra in self.cells.extras.items():
            if extra_at == at:
                face = self._faces[REGULAR]
                word = longest_word(extra.word, face) * WORD_SCALE
                below = (longest_word(small.text, face) * SMALL_SCALE for small in extra.below)
                least = max(least, word, *below, self._chip_beside(extra))
        return max(least + self.cells.gutters[at], column.min_chars * DIGIT)

    def _widest_figure(self, at: int) -> float:
        lines = zip(self.cells.texts, self.cells.widths, strict=True)
        figures = [widths[at] for texts, widths in lines if len(texts[at]) <= LONGEST_FIGURE]
        return max(figures, default=0.0) + self.cells.gutters[at]

    def _beside(self, extra: Extra, text: float) -> float:
        if extra.chip is not None:
            return self._chip_beside(extra)
        return text + self._word(extra)

    def _word(self, extra: Extra) -> float:
        """Give the room that the word takes beside a figure or chip, with the gap before it."""
        word = self._faces[REGULAR].width(extra.word) * WORD_SCALE
        return word + GAP if word else 0.0

    def _below(self, extra: Extra) -> float:
        return max(self._below_widths(extra), default=0.0)

    def _below_widths(self, extra: Extra) -> list[float]:
        face, parts = self._faces[REGULAR], [small.text.split("\n") for small in extra.below]
        return [face.width(part) * SMALL_SCALE for lines in parts for part in lines]

    def _chip_beside(self, extra: Extra) -> float:
        return chip_width(extra, self._faces) + self._word(extra) if extra.chip is not None else 0.0


def chip_width(extra: Extra, faces: Mapping[str, Face]) -> float:
    """Give the width of a cell's chip at size 1."""
    return faces[SEMIBOLD].width(str(extra.chip)) * CHIP_SCALE + 2 * CHIP_PAD
