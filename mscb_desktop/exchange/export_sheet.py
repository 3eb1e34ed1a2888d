"""The sheet of one kind of record: headings, a row for each record, look."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from xlsxwriter.format import Format
from xlsxwriter.utility import xl_range
from xlsxwriter.worksheet import Worksheet

from db.fields import Field, Kind, Value
from mscb_desktop.document.excel.formats import Formats, Look
from mscb_desktop.document.excel.measure import (
    SPARE,
    WIDEST_PROSE,
    WIDEST_TEXT,
    height_of,
    lines_of,
)
from mscb_desktop.document.excel.sheet import EPOCH, FIRST_DAY
from mscb_desktop.document.model import Kind as CellKind
from mscb_desktop.document.model import Tone
from mscb_desktop.exchange.extras import ARROW, HEADINGS, ExtrasOut
from mscb_desktop.exchange.layout import REFERENCE, Layout
from mscb_desktop.exchange.listing import FIRST_FIELD
from mscb_desktop.exchange.names import link_text
from mscb_desktop.values import show_date, show_money

MOST_ROWS = 1_048_575
"""Rows that Excel holds below the headings, which is the number of the last one too."""
_MOST_LINES = 8
"""Lines of text that a row shows at most."""
_LONGEST_OFFERS = 255
"""Characters that Excel takes for the list of a cell's choices."""
_SHORT = 16_000
"""Characters up to which a text surely fits into a cell, however Excel counts them."""

_LOOKS = {
    Kind.MONEY: Look(CellKind.MONEY),
    Kind.WHOLE: Look(CellKind.WHOLE, grouped=False),
    Kind.DATE: Look(CellKind.DATE),
}
_TEXT = Look(CellKind.CODE, is_text=True)
_REFERENCE = Look(CellKind.CODE, tone=Tone.QUIET, is_text=True)


class RecordsSheet:
    """Writes the records of one kind as a real table, so that Excel filters and extends it.

    `names` gives what the records of each table are called, for links.
    """

    def __init__(
        self,
        layout: Layout,
        sheet: Worksheet,
        formats: Formats,
        names: Mapping[str, Mapping[str, str]],
        extras: ExtrasOut,
    ) -> None:
        self._layout, self._sheet, self._formats = layout, sheet, formats
        self._names, self._extras = names, extras
        self._cells = [
            formats.cell(_REFERENCE),
            *(formats.cell(_LOOKS.get(field.kind, _TEXT)) for field in layout.fields),
        ]

    def write(
        self, rows: Sequence[Sequence[Value]], table_name: str, tick: Callable[[], None]
    ) -> None:
        """Write headings and rows; `tick` is called once a row and may raise to stop."""
        longest, tall = self._write_rows(rows, tick)
        widths = self._widths(rows, longest)
        for at_row, texts in tall.items():
            lines = max(lines_of(text[:2_000], widths[at] - SPARE) for at, text in texts)
            if lines > 1:
                self._sheet.set_row(at_row, height_of(min(lines, _MOST_LINES)))
        self._finish(len(rows), table_name, widths)

    def _write_rows(
        self, rows: Sequence[Sequence[Value]], tick: Callable[[], None]
    ) -> tuple[list[int], dict[int, list[tuple[int, str]]]]:
        """Write the cells; give each column's longest text, and each row's texts that may wrap."""
        sheet, extras = self._sheet, self._extras
        string, number, blank = sheet.write_string, sheet.write_number, sheet.write_blank
        shown = [self._shown(field) for field in self._layout.fields]
        columns = list(zip(range(1, len(shown) + 1), shown, self._cells[1:], strict=True))
        reference = self._cells[0]
        longest = [0] * len(self._cells)
        tall: dict[int, list[tuple[int, str]]] = {}
        for at_row, row in enumerate(rows, 1):
            string(at_row, 0, str(row[0]), reference)
            for value, (at, show, look) in zip(row[FIRST_FIELD:], columns, strict=True):
                if value is None:
                    blank(at_row, at, None, look)
                    continue
                content = value if show is None else show(value)
                if not isinstance(content, str):
                    number(at_row, at, content, look)  # type: ignore[arg-type]
                    continue
                length = len(content)
                if show is None and (length > _SHORT or content[0] == ARROW):
                    content = extras.text(content)
                string(at_row, at, content, look)
                if length > WIDEST_TEXT or "\n" in content:
                    tall.setdefault(at_row, []).append((at, content))
                    length = max(map(len, content.split("\n")))
                if length > longest[at]:
                    longest[at] = length
            tick()
        return longest, tall

    def _shown(self, field: Field) -> Callable[[Any], Any] | None:
        """Give what turns a field's value into the content of its cell; None for texts."""
        match field.kind:
            case Kind.MONEY:
                return lambda pence: pence / 100
            case Kind.WHOLE:
                return lambda value: value
            case Kind.DATE:
                return _day
            case Kind.YES_NO:
                return lambda value: "Yes" if value else "No"
            case Kind.CHOICE:
                words = {choice.value: choice.label for choice in field.choices}
                return words.__getitem__
            case Kind.LOOKUP:
                names = self._names[str(field.target)]
                return _Links(names).__getitem__
            case Kind.IMAGE:
                return self._extras.picture
            case _:
                return None

    def _widths(self, rows: Sequence[Sequence[Value]], longest: list[int]) -> list[int]:
        widths = []
        heads = [REFERENCE, *(field.label for field in self._layout.fields)]
        for at, head in enumerate(heads):
            least = max([*map(len, head.split()), len(head) // 2 + 3])
            most = WIDEST_TEXT
            if at == 0:
                longest[0] = max((len(str(row[0])) for row in rows), default=0)
            else:
                field = self._layout.fields[at - 1]
                most = WIDEST_PROSE if field.kind is Kind.LONG_TEXT else WIDEST_TEXT
                longest[at] = max(longest[at], _figures(field, rows, at - 1 + FIRST_FIELD))
            widths.append(min(max(longest[at], least, 8), most) + SPARE)
        return widths

    def _finish(self, count: int, table_name: str, widths: Sequence[int]) -> None:
        """Make the rows a table, freeze its headings, and prepare the columns for new rows."""
        sheet, formats, fields = self._sheet, self._formats, self._layout.fields
        last, labels = max(count, 1), [REFERENCE, *(field.label for field in fields)]
        right = [False, *(field.kind in (Kind.MONEY, Kind.WHOLE) for field in fields)]
        heads = [
            {"header": label, "header_format": formats.head_right if r else formats.head_left}
            for label, r in zip(labels, right, strict=True)
        ]
        sheet.add_table(
            0, 0, last, len(heads) - 1, {"name": table_name, "columns": heads, "style": None}
        )
        lines = max(
            lines_of(label, width - SPARE) for label, width in zip(labels, widths, strict=True)
        )
        sheet.set_row(0, height_of(lines) + 3)
        for at, width in enumerate(widths):
            sheet.set_column(at, at, width, self._below(at))
        for at, field in enumerate(fields, 1):
            offers = _offers(field)
            if offers and sum(map(len, offers)) + len(offers) <= _LONGEST_OFFERS:
                sheet.data_validation(
                    1,
                    at,
                    MOST_ROWS,
                    at,
                    {"validate": "list", "source": offers, "show_error": False},
                )
        texts = [xl_range(1, at, last, at) for at, r in enumerate(right) if not r]
        sheet.ignore_errors({"number_stored_as_text": " ".join(texts)})
        sheet.freeze_panes(1, 1)
        sheet.repeat_rows(0)

    def _below(self, at: int) -> Format:
        """Give the format of a column's cells below the table: new rows are text where it is."""
        field = self._layout.fields[at - 1] if at else None
        return self._formats.empty(_LOOKS.get(field.kind, _TEXT) if field else _REFERENCE)


class ExtrasSheet:
    """Writes the pieces of what fits into no cell."""

    def __init__(self, sheet: Worksheet, formats: Formats) -> None:
        self._sheet, self._formats = sheet, formats

    def write(self, rows: Sequence[tuple[str, int, str]]) -> None:
        """Write a row for each piece, none of which wraps."""
        sheet, formats = self._sheet, self._formats
        for at, head in enumerate(HEADINGS):
            sheet.write_string(0, at, head, formats.head_left)
        for at_row, (name, part, content) in enumerate(rows, 1):
            sheet.write_string(at_row, 0, name, formats.quiet)
            sheet.write_number(at_row, 1, part, formats.quiet)
            sheet.write_string(at_row, 2, content, formats.quiet)
        sheet.set_column(0, 0, 20)
        sheet.set_column(1, 1, 8)
        sheet.set_column(2, 2, 100)
        sheet.freeze_panes(1, 0)


class _Links(dict[str, str]):
    """The text of each link, made when it is first written."""

    def __init__(self, names: Mapping[str, str]) -> None:
        super().__init__()
        self._names = names

    def __missing__(self, ref: str) -> str:
        text = self[ref] = link_text(ref, self._names.get(ref, ""))
        return text


def _day(day: dt.date) -> str | int:
    """Give Excel's number of a day; days before it counts aright are text."""
    return (day - EPOCH).days + FIRST_DAY if day >= EPOCH else show_date(day)


def _figures(field: Field, rows: Sequence[Sequence[Value]], at: int) -> int:
    """Give the length of the longest figure or date of a column."""
    if field.kind is Kind.DATE:
        return 10
    if field.kind not in (Kind.MONEY, Kind.WHOLE):
        return 0
    values = [value for row in rows if isinstance(value := row[at], int)]
    return max(len(show_money(value)) for value in (min(values), max(values))) if values else 0


def _offers(field: Field) -> list[str]:
    if field.kind is Kind.YES_NO:
        return ["Yes", "No"]
    return [choice.label for choice in field.choices]
