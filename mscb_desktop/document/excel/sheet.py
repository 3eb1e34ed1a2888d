"""One table on a sheet of its own.

The sheet begins with title, board and caption; below them stands a real Excel table that covers
headings and all rows, subtotals and totals included, so that what is read on paper stands in the
same order in Excel and a row inserted among the lines is added by the totals' formulas. Such a
table has no filter buttons, because sorting would carry totals away from their lines; a table
of plain lines has them. A figure as printed stands in a column of its own beside the computed
one, note marks in a last column 'Note', and the notes themselves below the table. Nothing is
merged.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass, replace
from decimal import Decimal
from enum import Enum, auto

from xlsxwriter.utility import xl_range
from xlsxwriter.worksheet import Worksheet

from mscb_desktop.document.excel.formats import Formats, Look
from mscb_desktop.document.excel.formulas import formula_text
from mscb_desktop.document.excel.measure import (
    ROW_HEIGHT,
    SPARE,
    TITLE_HEIGHT,
    WIDEST_PROSE,
    WIDEST_TEXT,
    height_of,
    lines_of,
    longest_line,
)
from mscb_desktop.document.excel.text import Names, clean
from mscb_desktop.document.model import (
    Cell,
    Chip,
    Column,
    Difference,
    Document,
    Formula,
    Kind,
    Missing,
    Notes,
    Row,
    RowKind,
    Share,
    SumOf,
    Table,
    Tone,
    Value,
    value_text,
)

HEAD_ROW = 5
"""The table's heading, counted from 0; the rows above hold title, board and caption."""

EPOCH, FIRST_DAY = dt.date(1900, 3, 1), 61
"""The day from which Excel counts without its error in February 1900; days before are text."""


class Showing(Enum):
    """What of a table's column a column of the sheet shows."""

    VALUES = auto()
    PRINTED = auto()
    BELOW = auto()
    """The small words under the values."""


@dataclass(frozen=True, slots=True)
class Slot:
    """One column of the sheet: a column of the table, or what stands beside its values."""

    at: int
    heading: str
    shows: Showing = Showing.VALUES


@dataclass(frozen=True, slots=True)
class Where:
    """Says in words where a cell stands, when asked."""

    table: Table
    row: int
    column: int

    def __call__(self) -> str:
        """Give row, column and table for a person who looks for the text."""
        heading = " ".join(self.table.columns[self.column].heading.split())
        return f"'{heading}', row {self.row + 1} of '{self.table.title}'"


class TableSheet:
    """Writes one table, and its notes, to a worksheet."""

    def __init__(
        self, table: Table, sheet: Worksheet, formats: Formats, tick: Callable[[], None]
    ) -> None:
        self._table, self._sheet, self._formats, self._tick = table, sheet, formats, tick
        self._values = table.evaluated()
        self._slots = _slots(table)
        self._places = {
            slot.at: n for n, slot in enumerate(self._slots) if slot.shows is Showing.VALUES
        }
        self._has_marks = any(
            type(cell) is Cell and cell.mark is not None for row in table.rows for cell in row.cells
        )
        self._widths = [0] * (len(self._slots) + self._has_marks)
        self._plain = [
            formats.cell(Look(column.kind, decimals=column.decimals, negative=column.negative))
            for column in table.columns
        ]
        self._plain_text = [
            formats.cell(Look(column.kind, is_text=True)) for column in table.columns
        ]

    def place_of(self, row: int, column: int) -> tuple[int, int]:
        """Give the sheet's row and column, counted from 0, of a cell of the table."""
        return HEAD_ROW + 1 + row, self._places[column]

    def write(self, document: Document, notes: Notes | None, name: str) -> None:
        """Write everything: opening lines, table, notes, widths."""
        sheet, formats, table = self._sheet, self._formats, self._table
        where = f"the title of '{table.title[:40]}'"
        lines = (
            (table.title, formats.title),
            (document.board_name, formats.board),
            (
                " · ".join(
                    part for part in (document.title, document.subtitle, table.caption) if part
                ),
                formats.quiet,
            ),
        )
        for row, (text, look) in enumerate(lines):
            sheet.write_string(row, 0, clean(text, lambda: where).replace("\n", " "), look)
        sheet.set_row(0, TITLE_HEIGHT)
        if document.draft:
            sheet.write_string(3, 0, "DRAFT", formats.draft)
        if document.key:
            key = " · ".join(map(str, document.key))
            sheet.write_string(
                4, 0, clean(key, lambda: "the key").replace("\n", " "), formats.quiet
            )
        else:
            sheet.set_row(4, ROW_HEIGHT / 2)
        self._write_rows()
        self._measure()
        self._set_heights()
        self._add_table(name)
        self._write_notes(notes)
        for at, width in enumerate(self._widths):
            sheet.set_column(at, at, width)

    def _write_rows(self) -> None:
        sheet, columns = self._sheet, self._table.columns
        string, number, blank = sheet.write_string, sheet.write_number, sheet.write_blank
        plain, texts = self._plain, self._plain_text
        places = [self._places[at] for at in range(len(columns))]
        money = [column.kind is Kind.MONEY for column in columns]
        figures = [column.kind.is_figure for column in columns]
        dates = [column.kind is Kind.DATE for column in columns]
        quick = len(self._places) == len(self._slots)
        for row, (source, values) in enumerate(zip(self._table.rows, self._values, strict=True)):
            at_row = HEAD_ROW + 1 + row
            if source.kind is not RowKind.LINE or not quick:
                self._write_row(at_row, row, source, values)
                self._tick()
                continue
            cells = source.cells
            for at, value in enumerate(values):
                if type(value) is str and type(cells[at]) is str:
                    if not (len(value) < 16_000 and value.isascii() and value.isprintable()):
                        value = clean(value, Where(self._table, row, at))
                    string(at_row, places[at], value, texts[at])
                elif type(value) is int and figures[at] and type(cells[at]) is int:
                    number(at_row, places[at], value / 100 if money[at] else value, plain[at])
                elif type(value) is dt.date and value >= EPOCH and dates[at]:
                    number(at_row, places[at], (value - EPOCH).days + FIRST_DAY, plain[at])
                elif value is None:
                    blank(at_row, places[at], None, plain[at])
                else:
                    self._write_cell(at_row, row, source, at, value)
            self._tick()

    def _write_row(self, at_row: int, row: int, source: Row, values: tuple[Value, ...]) -> None:
        for at, value in enumerate(values):
            self._write_cell(at_row, row, source, at, value)
        for place, slot in enumerate(self._slots):
            if slot.shows is not Showing.VALUES:
                beside = _beside(source, slot)
                column = self._table.columns[slot.at]
                if slot.shows is Showing.BELOW:
                    column = replace(column, kind=Kind.TEXT)
                look = Look(column.kind, source.kind, Tone.QUIET, column.decimals)
                self._put(at_row, place, beside, column, look, Where(self._table, row, slot.at))

    def _write_cell(self, at_row: int, row: int, source: Row, at: int, value: Value) -> None:
        column, place = self._table.columns[at], self._places[at]
        cell = source.cells[at] if at < len(source.cells) else None
        rich = cell if isinstance(cell, Cell) else Cell(cell)
        tone = rich.tone
        if isinstance(value, Missing) and tone is Tone.PLAIN:
            tone = Tone.QUIET
        look = Look(
            column.kind, source.kind, tone, column.decimals, rich.word, column.negative,
            value.shade if isinstance(value, Chip) else None,
        )  # fmt: skip
        computed = rich.value if isinstance(rich.value, (SumOf, Difference, Share)) else None
        if computed and self._write_formula(computed, at_row, place, value, look):
            return
        if isinstance(value, (str, Chip)) and rich.word and value:
            value = f"{value} {rich.word}"
        self._put(at_row, place, value, column, look, Where(self._table, row, at))

    def _write_formula(
        self, formula: Formula, at_row: int, place: int, value: Value, look: Look
    ) -> bool:
        """Write a formula with its value beside; give False where the value must stand alone."""
        if value is None or (isinstance(value, Missing) and not isinstance(formula, Share)):
            return False
        if isinstance(value, Missing) and value is not Missing.NOT_APPLICABLE:
            return False
        members = self._table.members(formula) if isinstance(formula, SumOf) else ()
        text = formula_text(
            formula,
            at_row,
            place,
            [HEAD_ROW + 1 + member for member in members],
            lambda key: self._places[self._table.column_at(key)],
        )
        if text is None:
            return False
        stored = str(value) if isinstance(value, Missing) else number_of(value, look.kind)
        self._sheet.write_formula(at_row, place, text, self._formats.cell(look), stored)
        return True

    def _put(
        self, row: int, place: int, value: Value, column: Column, look: Look, where: Where
    ) -> None:
        sheet, formats = self._sheet, self._formats
        if value is None or value == "":
            sheet.write_blank(row, place, None, formats.cell(look))
        elif isinstance(value, (str, Chip)):
            text = clean(str(value), where)
            sheet.write_string(row, place, text, formats.cell(look._replace(is_text=True)))
        elif isinstance(value, dt.date):
            if value < EPOCH:
                text = value_text(value, Kind.DATE)
                sheet.write_string(row, place, text, formats.cell(look._replace(is_text=True)))
            else:
                day = dt.datetime(value.year, value.month, value.day)
                sheet.write_datetime(row, place, day, formats.cell(look))
        elif look.kind.is_figure:
            sheet.write_number(row, place, number_of(value, look.kind), formats.cell(look))
        else:
            text = value_text(value, look.kind)
            sheet.write_string(row, place, text, formats.cell(look._replace(is_text=True)))

    def _measure(self) -> None:
        """Find a width for each column at which figures are whole and prose stays readable."""
        words: dict[int, int] = {}
        for row in self._table.rows:
            for at, cell in enumerate(row.cells):
                if type(cell) is Cell and cell.word:
                    words[at] = max(words.get(at, 0), len(cell.word) + 2)
        for place, slot in enumerate(self._slots):
            column = self._table.columns[slot.at]
            longest = longest_line(self._shown(slot), column) + words.get(slot.at, 0)
            head = max([*map(len, slot.heading.split()), len(slot.heading) // 2 + 1])
            most = WIDEST_PROSE if column.kind is Kind.LONG_TEXT else WIDEST_TEXT
            self._widths[place] = min(max(longest, head, column.min_chars), most) + SPARE

    def _set_heights(self) -> None:
        """Give wrapped rows their height, since not every program finds it by itself."""
        lines: dict[int, int] = {}
        for place, slot in enumerate(self._slots):
            width = self._widths[place] - SPARE
            for row, value in enumerate(self._values_of(slot)):
                if isinstance(value, str) and (len(value) > width or "\n" in value):
                    lines[row] = max(lines.get(row, 1), lines_of(value, width))
        for row, count in lines.items():
            if count > 1 and not self._table.rows[row].kind.is_heading:
                self._sheet.set_row(HEAD_ROW + 1 + row, height_of(count))
        heads = (
            lines_of(slot.heading, self._widths[n] - SPARE) for n, slot in enumerate(self._slots)
        )
        self._sheet.set_row(HEAD_ROW, height_of(max(heads)) + 3)

    @property
    def width(self) -> int:
        """Give the width of all columns in characters."""
        return sum(self._widths)

    def _shown(self, slot: Slot) -> list[Value]:
        """Give what the column must be wide enough for: no heading that runs across the table."""
        found = self._values_of(slot)
        if slot.at or slot.shows is not Showing.VALUES:
            return found
        return [
            value
            for value, row, values in zip(found, self._table.rows, self._values, strict=True)
            if not (row.kind.is_heading and not any(values[1:]))
        ]

    def _values_of(self, slot: Slot) -> list[Value]:
        if slot.shows is not Showing.VALUES:
            return [_beside(row, slot) for row in self._table.rows]
        return [values[slot.at] for values in self._values]

    def _add_table(self, name: str) -> None:
        sheet, formats, table = self._sheet, self._formats, self._table
        last = HEAD_ROW + max(len(table.rows), 1)
        if not table.rows:
            sheet.write_string(HEAD_ROW + 1, 0, table.empty, formats.quiet)
        heads = [
            {
                "header": slot.heading,
                "header_format": formats.head_right
                if table.columns[slot.at].right
                else formats.head_left,
            }
            for slot in self._slots
        ]
        if self._has_marks:
            taken = Names(slot.heading for slot in self._slots)
            heads.append({"header": taken.heading("Note"), "header_format": formats.head_left})
            self._write_marks(len(heads) - 1)
        sheet.add_table(
            HEAD_ROW,
            0,
            last,
            len(heads) - 1,
            {
                "name": name,
                "columns": heads,
                "style": None,
                "autofilter": all(row.kind is RowKind.LINE for row in table.rows),
            },
        )
        codes = [
            xl_range(HEAD_ROW + 1, self._places[at], last, self._places[at])
            for at, column in enumerate(table.columns)
            if column.kind is not Kind.MONEY
        ]
        if codes:
            sheet.ignore_errors({"number_stored_as_text": " ".join(codes)})
        sheet.freeze_panes(HEAD_ROW + 1, 1)
        sheet.repeat_rows(HEAD_ROW)

    def _write_marks(self, place: int) -> None:
        self._widths[place] = 9
        for row, source in enumerate(self._table.rows):
            marks = [
                f"[{cell.mark}]"
                for cell in source.cells
                if isinstance(cell, Cell) and cell.mark is not None
            ]
            look = Look(Kind.TEXT, source.kind, Tone.QUIET)
            text = " ".join(dict.fromkeys(marks))
            if text:
                self._sheet.write_string(HEAD_ROW + 1 + row, place, text, self._formats.cell(look))
            else:
                self._sheet.write_blank(HEAD_ROW + 1 + row, place, None, self._formats.cell(look))

    def _write_notes(self, notes: Notes | None) -> None:
        if notes is None:
            return
        row = HEAD_ROW + max(len(self._table.rows), 1) + 2
        title = clean(notes.title, lambda: "the notes' title")
        self._sheet.write_string(row, 0, title, self._formats.heading)
        for number, text in enumerate(notes.texts, notes.first):
            row += 1
            where = f"note {number} of '{self._table.title}'"
            line = clean(f"[{number}] {text}", lambda where=where: where)  # type: ignore[misc]
            self._sheet.write_string(row, 0, line.replace("\n", " "), self._formats.quiet)


def _slots(table: Table) -> list[Slot]:
    names = Names()
    slots = []
    for at, column in enumerate(table.columns):
        slots.append(Slot(at, names.heading(column.heading)))
        for shows, words in ((Showing.PRINTED, "as printed"), (Showing.BELOW, "remarks")):
            slot = Slot(at, f"{column.heading}, {words}", shows)
            if any(_beside(row, slot) is not None for row in table.rows):
                slots.append(replace(slot, heading=names.heading(slot.heading)))
    return slots


def _beside(row: Row, slot: Slot) -> Value:
    """Give what stands beside a row's value: what was printed there, or the words below."""
    cell = row.cells[slot.at] if slot.at < len(row.cells) else None
    if not isinstance(cell, Cell):
        return None
    if slot.shows is Showing.PRINTED:
        return cell.printed
    return "\n".join(words.text for words in cell.below) or None


def number_of(value: Value, kind: Kind) -> int | float:
    """Give a figure as Excel holds it: money in pounds, percentages as ratios."""
    if not isinstance(value, (int, float, Decimal)):
        raise TypeError(f"{value!r} is no figure")
    return value / 100 if kind is Kind.MONEY and isinstance(value, int) else float(value)
