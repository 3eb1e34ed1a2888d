"""The cells of a table as printable text with their widths, before they have a place."""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal
from typing import NamedTuple

from mscb_desktop.document.fonts import REGULAR, SEMIBOLD, Lettering
from mscb_desktop.document.look import TONES
from mscb_desktop.document.model import (
    Cell,
    Chip,
    Column,
    Kind,
    Missing,
    Row,
    Table,
    Tone,
    Value,
    money_text,
    value_text,
)

MARK_SCALE = 0.66
"""Size of a note mark beside the size of its figure."""


class Small(NamedTuple):
    """Small words under a cell's text, with their colour."""

    text: str
    colour: str


@dataclass(frozen=True, slots=True)
class Extra:
    """What a cell shows beside its text."""

    colour: str
    word: str = ""
    mark: str = ""
    chip: Chip | None = None
    below: tuple[Small, ...] = ()


@dataclass(frozen=True, slots=True)
class Cells:
    """Every cell's text and its width at size 1, row by row.

    `extras` holds, by row and column, the few cells that show more than ink-coloured text.
    `gutters` is the room right of each column's figures for note marks, at size 1. The text of
    a row that spans the table counts no width.
    """

    texts: list[list[str]]
    widths: list[list[float]]
    extras: dict[tuple[int, int], Extra]
    heads: list[str]
    gutters: list[float]


@dataclass(frozen=True, slots=True)
class Where:
    """Says in words where a cell stands, when asked."""

    table: Table
    row: int
    column: int

    def __call__(self) -> str:
        """Give table, row and column for a person who looks for the letter."""
        heading = " ".join(self.table.columns[self.column].heading.split())
        return f"{self.table.title}, row {self.row + 1}, {heading}"


def row_face(row: Row) -> str:
    """Give the name of the face that a row is set in."""
    return SEMIBOLD if row.kind.is_sum or row.kind.is_heading else REGULAR


def spans_table(row: Row, line: list[str]) -> bool:
    """Tell whether a heading row has nothing but its first cell, so that it may use all columns."""
    return row.kind.is_heading and not any(line[1:])


def cells_of(table: Table, lettering: Lettering) -> Cells:
    """Turn a table's values into printable text and measure it."""
    texts: list[list[str]] = []
    widths: list[list[float]] = []
    extras: dict[tuple[int, int], Extra] = {}
    columns = table.columns
    known: dict[str, dict[str, float]] = {name: {"": 0.0} for name in lettering.faces}
    for place, (row, values) in enumerate(zip(table.rows, table.evaluated(), strict=True)):
        line = _plain_texts(columns, values)
        for at, text in enumerate(line):
            if not (text.isascii() and text.isprintable()):
                line[at] = lettering.clean(text, Where(table, place, at))
        for at, extra in _extras(table, place, values, lettering):
            extras[place, at] = _kept_in_line(line, at, extra, columns[at].right)
        name = row_face(row)
        face, measured, line_widths = lettering.faces[name], known[name], []
        for text in line:
            width = measured.get(text)
            if width is None:
                width = measured[text] = face.width(text)
            line_widths.append(width)
        if spans_table(row, line):
            line_widths[0] = 0.0
        texts.append(line)
        widths.append(line_widths)
    heads = [
        lettering.clean(column.heading, lambda: f"{table.title}, table head") for column in columns
    ]
    gutters = [0.0] * len(columns)
    for (_, at), extra in extras.items():
        mark = (lettering.faces[SEMIBOLD].width(extra.mark) + 0.15) * MARK_SCALE
        gutters[at] = max(gutters[at], mark if extra.mark else 0.0)
    return Cells(texts, widths, extras, heads, gutters)


def _plain_texts(columns: tuple[Column, ...], values: tuple[Value, ...]) -> list[str]:
    line = []
    for column, value in zip(columns, values, strict=True):
        if type(value) is str:
            line.append(value)
        elif value is None:
            line.append("")
        elif type(value) is int and column.kind is Kind.MONEY:
            line.append(money_text(value))
        else:
            line.append(value_text(value, column.kind, column.decimals))
    return line


def _extras(
    table: Table, place: int, values: tuple[Value, ...], lettering: Lettering
) -> list[tuple[int, Extra]]:
    cells = table.rows[place].cells
    found = []
    for at, (column, value, cell) in enumerate(zip(table.columns, values, cells, strict=False)):
        below = column.negative and _is_below_zero(value)
        if below or type(cell) is Cell or type(value) is Missing or type(value) is Chip:
            extra = _extra(column, cell if type(cell) is Cell else Cell(value), value)
            found.append((at, _cleaned(extra, lettering, Where(table, place, at))))
    return found


def _extra(column: Column, cell: Cell, value: Value) -> Extra:
    below = bool(column.negative) and _is_below_zero(value)
    tone = Tone.BAD if below else Tone.QUIET if isinstance(value, Missing) else Tone.PLAIN
    printed = value_text(cell.printed, column.kind, column.decimals)
    under = [Small(f"printed {printed}", TONES[Tone.WARNING])] if printed else []
    under += [Small(words.text, TONES[words.tone]) for words in cell.below if words.text]
    return Extra(
        TONES[cell.tone if cell.tone is not Tone.PLAIN else tone],
        cell.word or (column.negative if below else ""),
        f"[{cell.mark}]" if cell.mark is not None else "",
        value if isinstance(value, Chip) else None,
        tuple(under),
    )


def _cleaned(extra: Extra, lettering: Lettering, where: Where) -> Extra:
    below = tuple(Small(lettering.clean(text, where), ink) for text, ink in extra.below)
    return replace(extra, word=lettering.clean(extra.word, where), below=below)


def _kept_in_line(line: list[str], at: int, extra: Extra, right: bool) -> Extra:
    """Put word and mark into running text; beside figures they keep a place of their own."""
    if right or extra.chip or not (extra.word or extra.mark):
        return extra
    line[at] = " ".join(part for part in (line[at], extra.word, extra.mark) if part)
    return Extra(extra.colour, below=extra.below)


def _is_below_zero(value: Value) -> bool:
    return isinstance(value, (int, float, Decimal)) and value < 0
