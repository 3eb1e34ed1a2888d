"""Rows of cells from and for the clipboard, as Excel, LibreOffice, Word and Google write them."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from html import escape

from db.fields import Kind, Value
from mscb_desktop.sheet.clip import MOST_CHARACTERS, Cell, Clip, check_rows, check_size
from mscb_desktop.sheet.clipboard_html import read_tables
from mscb_desktop.values import MINUS

_QUOTED = re.compile(r'"([^"]*(?:""[^"]*)*)"(?=\t|\r|\n|\Z)')
_PLAIN = re.compile(r"[^\t\r\n]*")
_ROW_END = re.compile(r"\r\n|\r|\n")
_EXCELS_DAY_0 = dt.date(1899, 12, 30)
_EXCELS_FIRST_SURE_DAY = dt.date(1900, 3, 1)


@dataclass(frozen=True, slots=True)
class Copied:
    """One cell to be copied: as the sheet shows it, its native value, and its kind."""

    text: str
    value: Value
    kind: Kind


def from_clipboard(html: str | None, text: str | None) -> Clip:
    """Give the rows that the clipboard holds in its HTML or plain text form.

    A table in the HTML wins, since it has exact values and whole cells; plain text is taken as
    Excel writes it, with tabs between cells. Raises Unreadable where there is too much of it.
    """
    if html and len(html) <= MOST_CHARACTERS:
        rows = read_tables(html)
        if rows:
            return rows
    return _read_text(text or "")


def to_clipboard(rows: Sequence[Sequence[Copied]]) -> tuple[str, str]:
    """Give the HTML and the plain text to put on the clipboard for these cells.

    The HTML tells Excel and LibreOffice each number's and date's exact value and that all other
    cells are text, formulas and codes among them. Plain text has no way to say so.
    """
    lines = ["\t".join(_text_cell(cell) for cell in row) for row in rows]
    body = "".join(f"<tr>{''.join(_html_cell(cell) for cell in row)}</tr>\n" for row in rows)
    page = (
        '<html xmlns:x="urn:schemas-microsoft-com:office:excel">\n'
        '<head><meta http-equiv="Content-Type" content="text/html; charset=utf-8"></head>\n'
        f"<body><table>\n<!--StartFragment-->\n{body}<!--EndFragment-->\n</table></body></html>\n"
    )
    return page, "".join(f"{line}\r\n" for line in lines)


def _read_text(text: str) -> Clip:
    check_size(text)
    rows: list[tuple[Cell, ...]] = []
    row: list[Cell] = []
    place = 0
    while place < len(text):
        cell, place = _next_cell(text, place)
        row.append(Cell(cell))
        if place < len(text) and text[place] == "\t":
            place += 1
            if place < len(text):
                continue
            row.append(Cell(""))
        elif match := _ROW_END.match(text, place):
            place = match.end()
        rows.append(tuple(row))
        check_rows(len(rows))
        row = []
    return tuple(rows)


def _next_cell(text: str, start: int) -> tuple[str, int]:
    """Give the cell's text and where it ends; quotation marks count only as Excel sets them.

    Excel quotes a cell that holds a tab or a line break, and then doubles its own quotation
    marks; any other cell it writes as it is.
    """
    match = _QUOTED.match(text, start)
    if match and (re.search('[\t\r\n]|""', match[1])):
        return _ROW_END.sub("\n", match[1].replace('""', '"')), match.end()
    match = _PLAIN.match(text, start)
    assert match is not None
    return match[0], match.end()


def _text_cell(cell: Copied) -> str:
    text = _typed_text(cell)
    if re.search("[\t\r\n]", text) or text.startswith('"'):
        return '"' + text.replace('"', '""') + '"'
    return text


def _typed_text(cell: Copied) -> str:
    """Give the text with a minus that other programs read as one."""
    if cell.kind in (Kind.MONEY, Kind.WHOLE):
        return cell.text.replace(MINUS, "-")
    return cell.text


def _html_cell(cell: Copied) -> str:
    shown = escape(_typed_text(cell)).replace("\n", _BREAK).replace("\t", " ")
    if not shown:
        return "<td></td>"
    value = cell.value
    if type(value) is int and cell.kind is Kind.MONEY:
        exact = f"{Decimal(value).scaleb(-2):f}"
        return _number_cell(shown, exact, r"\#\,\#\#0\.00", "#,##0.00")
    if type(value) is int and cell.kind is Kind.WHOLE:
        return _number_cell(shown, str(value), "0", "0")
    if isinstance(value, dt.date) and value >= _EXCELS_FIRST_SURE_DAY:
        serial = str((value - _EXCELS_DAY_0).days)
        return _number_cell(shown, serial, r"dd\/mm\/yyyy", "DD/MM/YYYY")
    return f'<td style="mso-number-format:\'\\@\'" sdnum="2057;2057;@">{shown}</td>'


_BREAK = '<br style="mso-data-placement:same-cell">'


def _number_cell(shown: str, exact: str, excels_format: str, libres_format: str) -> str:
    return (
        f'<td align="right" style="mso-number-format:\'{excels_format}\'" x:num="{exact}" '
        f'sdval="{exact}" sdnum="2057;2057;{libres_format}">{shown}</td>'
    )
