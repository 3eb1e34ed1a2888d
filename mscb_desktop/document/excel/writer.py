"""Putting a workbook together: sheets, names, print set-up and properties."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Callable
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from typing import BinaryIO

from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

from mscb_desktop.document.errors import DocumentError
from mscb_desktop.document.excel.charts import ChartSheet
from mscb_desktop.document.excel.cover import write_cover
from mscb_desktop.document.excel.formats import Formats
from mscb_desktop.document.excel.measure import ROW_HEIGHT
from mscb_desktop.document.excel.sheet import HEAD_ROW, TableSheet
from mscb_desktop.document.excel.text import Names, one_line
from mscb_desktop.document.excel.tree import TreeSheet
from mscb_desktop.document.model import (
    Block,
    Cards,
    Chart,
    Document,
    Kind,
    Notes,
    Orientation,
    PageBreak,
    Table,
    Tree,
)

Progress = Callable[[int, int], None]
A4 = 9
MOST_ROWS = 1_048_576 - HEAD_ROW - 100
WIDEST_UPRIGHT = 120
"""Widest sheet, in characters, that is still read with ease when it prints upright."""
WIDEST_ON_A_PAGE = 260
"""Widest sheet, in characters, whose print on one page's width can be read."""
TICKS = 250
"""Rows between two calls of the progress callback."""

OPTIONS = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}


def write_xlsx(
    document: Document,
    target: Path | BinaryIO,
    *,
    now: dt.datetime,
    progress: Progress | None = None,
) -> None:
    """Write a document as an Excel workbook to a path or a binary stream.

    The same document and `now` give the same bytes. `progress(done, total)` may raise to stop,
    before anything is written. Raises DocumentError where a text or table is longer than Excel
    holds.
    """
    stream = BytesIO()
    workbook = Workbook(stream, OPTIONS)
    _Book(document, workbook, now, progress).fill()
    workbook.close()
    if isinstance(target, Path):
        target.write_bytes(stream.getvalue())
    else:
        target.write(stream.getvalue())


class _Book:
    def __init__(
        self, document: Document, workbook: Workbook, now: dt.datetime, progress: Progress | None
    ) -> None:
        self._document, self._workbook, self._now = document, workbook, now
        self._formats = Formats(workbook)
        self._progress, self._done = progress, 0
        self._total = sum(len(b.rows) for b in document.sheets if isinstance(b, Table)) + 1
        self._sheet_names, self._table_names = Names(("contents",)), Names()

    def fill(self) -> None:
        """Write all sheets, in the document's order, behind the cover."""
        document = self._document
        describe(self._workbook, document, self._now)
        cover = self._workbook.add_worksheet("Contents")
        contents: list[tuple[str, str]] = []
        loose: list[Block] = []
        sources: dict[str, tuple[str, TableSheet, tuple[str, ...]]] = {}
        charts: list[tuple[Chart, Worksheet]] = []
        orientation, before = document.orientation, None
        blocks = document.sheets
        for block, following in zip(blocks, [*blocks[1:], None], strict=True):
            if isinstance(block, (Table, Tree, Cards)):
                table = self._listed(block)
                name = self._sheet_names.sheet(table.sheet or table.title)
                contents.append((name, table.title))
                notes = following if isinstance(following, Notes) else None
                keys = tuple(column.key for column in table.columns)
                written = self._table(table, name, notes, orientation, block)
                sources[block.key] = (name, written, keys)
            elif isinstance(block, Chart):
                name = self._sheet_names.sheet(block.title)
                contents.append((name, block.title))
                charts.append((block, self._sheet(name, orientation)))
            elif isinstance(block, PageBreak):
                orientation = block.orientation or orientation
            elif not (isinstance(block, Notes) and isinstance(before, (Table, Tree, Cards))):
                loose.append(block)
            before = block
        for chart, sheet in charts:
            ChartSheet(chart, self._workbook, sheet, self._formats).write(document, sources)
            sheet.set_landscape()
            sheet.fit_to_pages(1, 1)
        write_cover(document, cover, self._formats, contents, loose, self._now)
        set_up_page(cover, document, Orientation.PORTRAIT, self._now)
        if self._progress is not None:
            self._progress(self._total, 2 * self._total)

    def _tick(self) -> None:
        self._done += 1
        if self._progress is not None and self._done % TICKS == 1:
            self._progress(self._done, 2 * self._total)

    def _listed(self, block: Table | Tree | Cards) -> Table:
        """Give a block as a table; a drawing without a title has the document's in a workbook."""
        if isinstance(block, Table):
            return block
        return replace(block.as_table(), title=block.title or self._document.title)

    def _table(
        self,
        table: Table,
        name: str,
        notes: Notes | None,
        orientation: Orientation,
        source: Table | Tree | Cards,
    ) -> TableSheet:
        if len(table.rows) > MOST_ROWS:
            raise DocumentError(
                f"The table '{table.title}' has {len(table.rows):,} rows, more than Excel holds."
            )
        worksheet = self._sheet(name, orientation)
        kind = TreeSheet if isinstance(source, Tree) else TableSheet
        sheet = kind(table, worksheet, self._formats, self._tick)
        sheet.write(self._document, notes, self._table_names.table(table.key))
        if sheet.width > WIDEST_UPRIGHT:
            worksheet.set_landscape()
        if sheet.width > WIDEST_ON_A_PAGE:
            worksheet.fit_to_pages(math.ceil(sheet.width / WIDEST_ON_A_PAGE), 0)
            worksheet.repeat_columns(0, _names_its_row(table))
            worksheet.print_across()
        return sheet

    def _sheet(self, name: str, orientation: Orientation) -> Worksheet:
        sheet = self._workbook.add_worksheet(name)
        set_up_page(sheet, self._document, orientation, self._now)
        return sheet


def _names_its_row(table: Table) -> int:
    """Give the place of the column up to which a row says which one it is: its number, early on."""
    codes = [at for at, column in enumerate(table.columns[:3]) if column.kind is Kind.CODE]
    return codes[-1] if codes else 0


def set_up_page(
    sheet: Worksheet, document: Document, orientation: Orientation, now: dt.datetime
) -> None:
    """Give a sheet the paper, margins, head and foot of the program's workbooks."""
    sheet.hide_gridlines(2)
    sheet.set_paper(A4)
    sheet.set_default_row(ROW_HEIGHT)
    if orientation is Orientation.LANDSCAPE:
        sheet.set_landscape()
    else:
        sheet.set_portrait()
    sheet.fit_to_pages(1, 0)
    sheet.set_margins(left=0.6, right=0.6, top=0.8, bottom=0.8)
    board = _in_footer(document.short_name or document.board_name)
    sheet.set_header(f"&L&8{board}&R&8{_in_footer(document.title)}")
    words = [*(["DRAFT"] if document.draft else []), *map(str, document.key)]
    middle = f"&C&8{_in_footer(' · '.join(words), 160)}" if words else ""
    sheet.set_footer(f"&L&8 {now:%d/%m/%Y}{middle}&R&8Page &P of &N")


def describe(workbook: Workbook, document: Document, now: dt.datetime) -> None:
    """Write the workbook's properties."""
    title = f"{document.title}: {document.subtitle}" if document.subtitle else document.title
    workbook.set_properties(
        {
            "title": one_line(title)[:255],
            "subject": one_line(document.subject or document.title)[:255],
            "author": one_line(document.author or document.board_name)[:255],
            "company": one_line(document.board_name)[:255],
            "comments": "Written by MSCB Desktop.",
            "created": now.replace(tzinfo=None, microsecond=0),
        }
    )


def _in_footer(text: str, longest: int = 100) -> str:
    """Give text in which '&' is no code and a leading digit is no font size."""
    plain = one_line(text)[:longest].replace("&", "&&")
    return f" {plain}" if plain[:1].isdigit() else plain
