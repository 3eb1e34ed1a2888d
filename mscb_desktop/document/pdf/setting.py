"""Setting a table's rows: what stands where in each row, at a size in which the table fits."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from mscb_desktop.document.fonts import REGULAR, SEMIBOLD, Lettering
from mscb_desktop.document.look import CHIPS, INK, QUIET, TONES
from mscb_desktop.document.model import Kind, Table, Tone
from mscb_desktop.document.pdf.cells import MARK_SCALE, Cells, Extra, row_face, spans_table
from mscb_desktop.document.pdf.fitting import (
    CHIP_PAD,
    CHIP_SCALE,
    GAP,
    HEAD_SCALE,
    PAD,
    SMALL_SCALE,
    WORD_SCALE,
    Fitting,
    chip_width,
)
from mscb_desktop.document.wrapping import wrap


class Run(NamedTuple):
    """A piece of text in a row: the line it stands on, its left end and a shift upwards.

    A `beside` one stands beside joined rows and takes no part in the room between them.
    """

    line: int
    x: float
    text: str
    face: str
    size: float
    colour: str
    rise: float = 0.0
    beside: bool = False


class Tile(NamedTuple):
    """The ground of a chip in a row."""

    line: int
    x: float
    width: float
    colour: str


class Parting(NamedTuple):
    """A line above a joined row, over the columns in which it says something of its own."""

    line: int
    x: float
    width: float


@dataclass(slots=True)
class SetRow:
    """A row that has been set, with those joined to it; it is `lines` lines high."""

    place: int
    lines: int = 1
    runs: list[Run] = field(default_factory=list)
    tiles: list[Tile] = field(default_factory=list)
    partings: list[Parting] = field(default_factory=list)
    last: int = field(init=False)
    """The place of the last row in it."""

    def __post_init__(self) -> None:
        """Take it for a row by itself."""
        self.last = self.place

    @property
    def parted(self) -> frozenset[int]:
        """The lines with which joined rows begin below others; there is room above them."""
        return frozenset(parting.line for parting in self.partings)

    @property
    def is_blank(self) -> bool:
        """Tell whether nothing stands in it."""
        return not self.runs and not self.tiles

    def take(self, other: SetRow, line: int) -> None:
        """Take in what another holds, from a line on."""
        self.runs += [run._replace(line=run.line + line) for run in other.runs]
        self.tiles += [tile._replace(line=tile.line + line) for tile in other.tiles]
        if not other.is_blank:
            self.lines = max(self.lines, line + other.lines)


class Setting:
    """A table set to a width: knows where columns stand and sets rows one at a time."""

    def __init__(self, table: Table, cells: Cells, lettering: Lettering, room: float) -> None:
        self.table, self.cells = table, cells
        self._faces = lettering.faces
        self.size, self.widths = Fitting(table, cells, lettering).fitted(room)
        self.leading = round(self.size * 1.32, 2)
        self.lefts = [sum(self.widths[:at]) for at in range(len(self.widths))]
        self.room = room

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
        """Set one row with the rows that are joined to it."""
        rows = self.table.rows
        end = place + 1
        while end < len(rows) and rows[end].joined:
            end += 1
        if end > place + 1:
            return self._joined(range(place, end))
        result = SetRow(place)
        texts = self.cells.texts[place]
        if spans_table(rows[place], texts):
            return self._across(place, texts[0])
        for at in range(len(texts)):
            self._cell(result, place, at)
        return result

    def heading_again(self, place: int) -> SetRow:
        """Set a heading row as it stands above its rows on a further page."""
        text = " ".join(text for text in self.cells.texts[place] if text)
        return self._across(place, f"{text} (continued)")

    def _across(self, place: int, text: str) -> SetRow:
        """Set a row's text over all columns."""
        result, name = SetRow(place), row_face(self.table.rows[place])
        lines = wrap(text, self._faces[name], self.size, self.room - 2 * PAD)
        result.runs = [
            Run(n, PAD + line.indent, line.text, name, self.size, INK)
            for n, line in enumerate(lines)
        ]
        result.lines = max(len(lines), 1)
        return result

    def number(self, row: SetRow) -> Run | None:
        """Give the number that a row begins with, set on one line; None where it has none."""
        text = self.cells.texts[row.place][0]
        if self.table.columns[0].kind is not Kind.CODE or not text or not row.runs:
            return None
        first = row.runs[0]
        return first if first.text == text and first.line == 0 else None

    def _joined(self, places: range) -> SetRow:
        """Set rows as one: below each other, and beside them what the first alone says."""
        result = SetRow(places[0])
        result.last = places[-1]
        shared = range(len(self.widths))
        alone = {at for at in shared if not any(self._says(place, at) for place in places[1:])}
        for at in sorted(alone):
            cell = SetRow(places[0])
            self._cell(cell, places[0], at)
            cell.runs = [run._replace(beside=True) for run in cell.runs]
            result.take(cell, 0)
        line = 0
        for place in places:
            one = SetRow(place)
            for at in shared:
                if at not in alone:
                    self._cell(one, place, at)
            if one.is_blank:
                continue
            if line:
                result.partings += [
                    Parting(line, self.lefts[at], self.widths[at])
                    for at in shared
                    if at not in alone
                ]
            result.take(one, line)
            line += one.lines
        return result

    def _says(self, place: int, at: int) -> bool:
        return bool(self.cells.texts[place][at]) or (place, at) in self.cells.extras

    def _cell(self, result: SetRow, place: int, at: int) -> None:
        """Set one cell at the top of a row."""
        text, width = self.cells.texts[place][at], self.cells.widths[place][at]
        name, size, extras = row_face(self.table.rows[place]), self.size, self.cells.extras
        extra = extras.get((place, at)) if extras else None
        if extra is not None:
            self._extra_cell(result, at, text, width * size, name, extra)
            return
        if not text:
            return
        inner = self.widths[at] - 2 * PAD - self.cells.gutters[at] * size
        if width * size <= inner and "\n" not in text and text[:2] != "- ":
            x = self._x(at, width * size, 0.0)
            result.runs.append(Run(0, x, text, name, size, INK))
        else:
            self._wrapped(result, at, text, name, size, INK, 0)

    def _x(self, at: int, width: float, indent: float) -> float:
        if self.table.columns[at].right:
            right = self.lefts[at] + self.widths[at] - PAD - self.cells.gutters[at] * self.size
            return right - width
        return self.lefts[at] + PAD + indent

    def _wrapped(
        self, result: SetRow, at: int, text: str, name: str, size: float, colour: str, first: int
    ) -> int:
        """Set text from a line on; give the number of lines that it takes."""
        face = self._faces[name]
        inner = self.widths[at] - 2 * PAD - self.cells.gutters[at] * self.size
        lines = wrap(text, face, size, inner)
        for number, line in enumerate(lines, first):
            x = self._x(at, face.width(line.text) * size, line.indent)
            result.runs.append(Run(number, x, line.text, name, size, colour))
        result.lines = max(result.lines, first + len(lines))
        return len(lines)

    def _extra_cell(
        self, result: SetRow, at: int, text: str, width: float, name: str, extra: Extra
    ) -> None:
        if extra.chip is not None:
            self._chip_cell(result, at, extra)
            self._small(result, at, extra, 1)
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
            next_line += self._wrapped(
                result, at, extra.word, REGULAR, small, extra.colour, next_line
            )
        self._small(result, at, extra, next_line if text or extra.word else 0)

    def _small(self, result: SetRow, at: int, extra: Extra, line: int) -> None:
        """Set the small words under a cell's text, from a line on."""
        for text, colour in extra.below:
            line += self._wrapped(result, at, text, REGULAR, self.size * SMALL_SCALE, colour, line)

    def _chip_cell(self, result: SetRow, at: int, extra: Extra) -> None:
        assert extra.chip is not None
        ground, ink = CHIPS[extra.chip.shade]
        text, size = str(extra.chip), self.size * CHIP_SCALE
        left = self.lefts[at] + PAD
        result.tiles.append(Tile(0, left, chip_width(extra, self._faces) * self.size, ground))
        x = left + CHIP_PAD * self.size
        result.runs.append(Run(0, x, text, SEMIBOLD, size, ink))
        if extra.word:
            x = left + (chip_width(extra, self._faces) + GAP) * self.size
            small, colour = self.size * WORD_SCALE, TONES[Tone.QUIET]
            result.runs.append(Run(0, x, extra.word, REGULAR, small, colour))


def units(table: Table) -> Iterator[Sequence[int]]:
    """Give the places of rows that stay together: headings with a line, sums with the row above.

    Rows that are joined to another are part of it and have no place of their own.
    """
    rows = table.rows
    places = [place for place, row in enumerate(rows) if not row.joined or place == 0]
    start = 0
    while start < len(places):
        end = start
        while end < len(places) - 1 and rows[places[end]].kind.is_heading:
            end += 1
        end += 1
        while end < len(places) and rows[places[end]].kind.is_sum:
            end += 1
        yield places[start:end]
        start = end
