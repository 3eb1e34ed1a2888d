"""Every record of a board as an Excel workbook that can be worked in and read back."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import BinaryIO

from sqlalchemy import Connection
from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

from mscb_desktop.document.errors import DocumentError
from mscb_desktop.document.excel.cover import write_cover
from mscb_desktop.document.excel.formats import Formats
from mscb_desktop.document.excel.sheet import TableSheet
from mscb_desktop.document.excel.text import Names
from mscb_desktop.document.excel.writer import OPTIONS, describe, set_up_page
from mscb_desktop.document.files import free_name, put_in_place
from mscb_desktop.document.model import Document, Heading, Orientation, Paragraph
from mscb_desktop.exchange.export_sheet import MOST_ROWS, ExtrasSheet, RecordsSheet
from mscb_desktop.exchange.extras import ExtrasOut
from mscb_desktop.exchange.guide import columns_table, guide
from mscb_desktop.exchange.layout import COLUMNS, EXTRAS, GUIDE, Layout, layouts
from mscb_desktop.exchange.listing import Listing, read_listings
from mscb_desktop.reports.base import settings

SUFFIX = ".xlsx"
Progress = Callable[[int, int], None]
_TICKS = 250
"""Rows between two calls of the progress callback."""


def export_board(
    connection: Connection, path: Path, *, now: dt.datetime, progress: Progress | None = None
) -> int:
    """Write every record to the workbook at `path`; give their number.

    A file that stood there before is whole until the new one takes its place. `progress(done,
    total)` counts rows and may raise to stop, before anything is written. Raises DocumentError
    with what to do.
    """
    if path.suffix.casefold() != SUFFIX:
        wanted = path.with_suffix(SUFFIX) if path.name else None
        raise DocumentError(
            f"'{path.name}' is no Excel workbook: end its name in {SUFFIX}.",
            free_name(wanted) if wanted and wanted.exists() else wanted,
        )
    stream = BytesIO()
    count = write_board(connection, stream, now=now, progress=progress)
    put_in_place(stream.getvalue(), path)
    return count


def write_board(
    connection: Connection,
    target: BinaryIO,
    *,
    now: dt.datetime,
    progress: Progress | None = None,
) -> int:
    """Write every record as a workbook to a binary stream; give their number."""
    listings = read_listings(connection)
    total = sum(len(listing.rows) for listing in listings.values())
    workbook = Workbook(target, OPTIONS)
    _Book(workbook, guide(settings(connection)), now, progress, total).fill(listings)
    workbook.close()
    return total


class _Book:
    """Puts the sheets of a board's workbook together."""

    def __init__(
        self,
        workbook: Workbook,
        document: Document,
        now: dt.datetime,
        progress: Progress | None,
        total: int,
    ) -> None:
        self._workbook, self._document, self._now = workbook, document, now
        self._formats = Formats(workbook)
        self._table_names = Names()
        self._progress, self._done, self._total = progress, 0, total

    def fill(self, listings: dict[str, Listing]) -> None:
        """Write the guide, the columns' words, a sheet for each kind, and what fits no cell."""
        describe(self._workbook, self._document, self._now)
        cover = self._sheet(GUIDE, Orientation.PORTRAIT)
        self._columns()
        extras = ExtrasOut()
        for layout in layouts().values():
            self._records(layout, listings, extras)
        if extras.rows:
            sheet = self._sheet(EXTRAS, Orientation.PORTRAIT)
            ExtrasSheet(sheet, self._formats).write(extras.rows)
        contents = [(COLUMNS, "What each column is")]
        contents += [
            (layout.sheet, f"{layout.sheet}: {len(listings[layout.table].rows):,}")
            for layout in layouts().values()
        ]
        loose = [b for b in self._document.blocks if isinstance(b, (Heading, Paragraph))]
        write_cover(self._document, cover, self._formats, contents, list(loose), self._now)

    def _columns(self) -> None:
        table = columns_table(layouts())
        sheet = self._sheet(COLUMNS, Orientation.LANDSCAPE)
        writer = TableSheet(table, sheet, self._formats, lambda: None)
        writer.write(self._document, None, self._table_names.table(COLUMNS))

    def _records(self, layout: Layout, listings: dict[str, Listing], extras: ExtrasOut) -> None:
        listing = listings[layout.table]
        if len(listing.rows) > MOST_ROWS:
            raise DocumentError(
                f"There are {len(listing.rows):,} {layout.record.plural.lower()}, more rows than "
                "Excel holds on one sheet."
            )
        sheet = self._sheet(layout.sheet, Orientation.LANDSCAPE)
        targets = {field.target for field in layout.fields if field.target is not None}
        names = {table: listings[table].names for table in targets}
        RecordsSheet(layout, sheet, self._formats, names, extras).write(
            listing.rows, self._table_names.table(layout.table), self._tick
        )

    def _sheet(self, name: str, orientation: Orientation) -> Worksheet:
        sheet = self._workbook.add_worksheet(name)
        set_up_page(sheet, self._document, orientation, self._now)
        return sheet

    def _tick(self) -> None:
        self._done += 1
        if self._progress is not None and self._done % _TICKS == 1:
            self._progress(self._done, self._total)
