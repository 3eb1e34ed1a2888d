"""Setting a table's rows: what stands where in each row, at a size in which the table fits."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from mscb_desktop.document.errors import DocumentError
from mscb_desktop.document.fonts import REGULAR, SEMIBOLD, Lettering
from mscb_desktop.document.look import CHIPS, INK, QUIET, TONES
from mscb_desktop.document.model import Kind, Table, Tone
from mscb_desktop.document.pdf.cells import MARK_SCALE, Cells, Extra, row_face, spans_table
from mscb_desktop.document.pdf.columns import Want, shared
from mscb_desktop.document.wrapping import longest_word, wrap

SIZES = (8.5, 8.0, 7.5, 7.0, 6.5, 6.0, 5.5, 5.0)
"""Sizes tried in turn until the widest words and all figures fit the page."""

PAD = 5.5
"""Room left and right of a cell's text, in points."""

WORD_SCALE, PRINTED_SCALE, HEAD_SCALE, CHIP_SCALE = 0.88, 0.86, 0.92, 0.86
GAP = 0.5
"""Between a word and the figure that it belongs to, at size 1."""
CHIP_PAD = 0.55
DIGIT = 0.64
LONGEST_FIGURE = 24
"""Letters of the longest figure; longer text in a column of figures may be broken."""


class Run(NamedTuple):
    """A piece of text in a row: the line it stands on, its left end and a shift upwards."""

    line: int
    x: float
    text: str
    face: str
    size: float
    colour: str
    rise: float = 0.0


class Tile(NamedTuple):
    """The ground of a chip in a row."""

    line: int
    x: float
    width: float
    colour: str


@dataclass(slots=True)
class SetRow:
    """A row that has been set; it is `lines` lines high."""

    place: int
    lines: int = 1
    runs: list[Run] = field(default_factory=list)
    tiles: list[Tile] = field(default_factory=list)


class Setting:
    """A table set to a width: knows where columns stand and sets rows one at a time."""

    def __init__(self, table: Table, cells: Cells, lettering: Lettering, room: float) -> None:
        self.table, self.cells = table, cells
        self._faces = lettering.faces
        self.size, self.widths = self._fitted(room)
        self.leading = round(self.size * 1.32, 2)
        self.lefts = [sum(self.widths[:at]) for at in range(len(self.widths))]
        self.room = room

    def _fitted(self, room: float) -> tuple[float, list[float]]:
        naturals = self._naturals()
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
            widest[at] = max(widest[at], self._beside(extra, text), self._printed(extra))
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
                printed = longest_word(extra.printed, face) * PRINTED_SCALE
                least = max(least, word, printed, self._chip(extra))
        return max(least + self.cells.gutters[at], column.min_chars * DIGIT)

    def _widest_figure(self, at: int) -> float:
        lines = zip(self.cells.texts, self.cells.widths, strict=True)
        figures = [widths[at] for texts, widths in lines if len(texts[at]) <= LONGEST_FIGURE]
        return max(figures, default=0.0) + self.cells.gutters[at]

    def _beside(self, extra: Extra, text: float) -> float:
        if extra.chip is not None:
            return self._chip(extra)
        word = self._faces[REGULAR].width(extra.word) * WORD_SCALE
        return text + (word + GAP if word else 0.0)

    def _printed(self, extra: Extra) -> float:
        return self._faces[REGULAR].width(extra.printed) * PRINTED_SCALE

    def _chip(self, extra: Extra) -> float:
        if extra.chip is None:
            return 0.0
        return self._faces[SEMIBOLD].width(str(extra.chip)) * CHIP_SCALE + 2 * CHIP_PAD

    def head(self) -> SetRow:
        """Set the table head; its lines stand at the bottom of each cell."""
        face, size = self._faces[SEMIBOLD], self.size * HEAD_SCALE
        head = SetRow(-1)
        broken = [
            wrap(text, face, size, width - 2 * PAD)
            for text, width in zip(self.cells.heads, self.widths, strict=True)
        ]
        head.lines = max(len(lines) for lines in broken) or 1
        for at, lines in enumerate(broken):
            first = head.lines - len(lines)
            for number, line in enumerate(lines):
                x = self._x(at, face.width(line.text) * size, line.indent)
                head.runs.append(Run(first + number, x, line.text, SEMIBOLD, size, QUIET))
        return head

    def row(self, place: int) -> SetRow:
        """Set one row."""
        result = SetRow(place)
        row, texts = self.table.rows[place], self.cells.texts[place]
        name, size, extras = row_face(row), self.size, self.cells.extras
        if spans_table(row, texts):
            lines = wrap(texts[0], self._faces[name], size, self.room - 2 * PAD)
            result.runs = [
                Run(n, PAD + line.indent, line.text, name, size, INK)
                for n, line in enumerate(lines)
            ]
            result.lines = max(len(lines), 1)
            return result
        for at, (text, width) in enumerate(zip(texts, self.cells.widths[place], strict=True)):
            extra = extras.get((place, at)) if extras else None
            if extra is not None:
                self._extra_cell(result, at, text, width * size, name, extra)
                continue
            if not text:
                continue
            inner = self.widths[at] - 2 * PAD - self.cells.gutters[at] * size
            if width * size <= inner and "\n" not in text and text[:2] != "- ":
                x = self._x(at, width * size, 0.0)
                result.runs.append(Run(0, x, text, name, size, INK))
            else:
                self._wrapped(result, at, text, name, size, INK, 0)
        return result

    def _x(self, at: int, width: float, indent: float) -> float:
        if self.table.columns[at].right:
            right = self.lefts[at] + self.widths[at] - PAD - self.cells.gutters[at] * self.size
            return right - width
        return self.lefts[at] + PAD + indent

    def _wrapped(
        self, result: SetRow, at: int, text: str, name: str, size: float, colour: str, first: int
    ) -> None:
        face = self._faces[name]
        inner = self.widths[at] - 2 * PAD - self.cells.gutters[at] * self.size
        lines = wrap(text, face, size, inner)
        for number, line in enumerate(lines, first):
            x = self._x(at, face.width(line.text) * size, line.indent)
            result.runs.append(Run(number, x, line.text, name, size, colour))
        result.lines = max(result.lines, first + len(lines))

    def _extra_cell(
        self, result: SetRow, at: int, text: str, width: float, name: str, extra: Extra
    ) -> None:
        if extra.chip is not None:
            self._chip_cell(result, at, extra)
            return
        before = len(result.runs)
        start = result.lines
        result.lines = 1
        self._wrapped(result, at, text, name, self.size, extra.colour, 0)
        next_line = result.lines
        result.lines = max(result.lines, start)
        if extra.mark:
            right = self.lefts[at] + self.widths[at] - PAD - self.cells.gutters[at] * self.size
            size = self.size * MARK_SCALE
            result.runs.append(
                Run(0, right + 0.6, extra.mark, SEMIBOLD, size, TONES[Tone.QUIET], self.size * 0.3)
            )
        small = self.size * WORD_SCALE
        word = self._faces[REGULAR].width(extra.word) * small
        inner = self.widths[at] - 2 * PAD - self.cells.gutters[at] * self.size
        if extra.word and width + GAP * self.size + word <= inner and next_line == 1:
            x = self._x(at, width + GAP * self.size + word, 0.0)
            result.runs.insert(before, Run(0, x, extra.word, REGULAR, small, extra.colour))
        elif extra.word:
            self._wrapped(result, at, extra.word, REGULAR, small, extra.colour, next_line)
            next_line += 1
        if extra.printed:
            small = self.size * PRINTED_SCALE
            colour = TONES[Tone.WARNING]
            self._wrapped(result, at, extra.printed, REGULAR, small, colour, next_line)

    def _chip_cell(self, result: SetRow, at: int, extra: Extra) -> None:
        assert extra.chip is not None
        ground, ink = CHIPS[extra.chip.shade]
        text, size = str(extra.chip), self.size * CHIP_SCALE
        left = self.lefts[at] + PAD
        result.tiles.append(Tile(0, left, self._chip(extra) * self.size, ground))
        x = left + CHIP_PAD * self.size
        result.runs.append(Run(0, x, text, SEMIBOLD, size, ink))


def units(table: Table) -> Iterator[range]:
    """Give runs of rows that stay together: headings with a line, sums with the row above them."""
    rows, start = table.rows, 0
    while start < len(rows):
        end = start
        while end < len(rows) - 1 and rows[end].kind.is_heading:
            end += 1
        end += 1
        while end < len(rows) and rows[end].kind.is_sum:
            end += 1
        yield range(start, end)
        start = end
