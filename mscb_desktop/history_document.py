"""The history on paper and in Excel: what a filter leaves, a line for each changed cell."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

from sqlalchemy import Connection

from db.queries import history
from db.queries.history import EntryRow, Filter
from db.records import RECORDS
from mscb_desktop.document.model import (
    Block,
    Column,
    Document,
    Kind,
    Orientation,
    Paragraph,
    Row,
    Table,
)
from mscb_desktop.history import DOINGS, Cell, Fate, Names, rows, state_words
from mscb_desktop.reports.base import settings

MOST = 2_000
"""Changed cells printed at most: the newest."""

_AT_ONCE = 50
_FATES = {Fate.CREATED: "Added", Fate.CHANGED: "Changed", Fate.DELETED: "Deleted"}


def build(connection: Connection, wanted: Filter) -> Document:
    """Make the document of the entries that fit, the newest first."""
    board = settings(connection)
    numbers = history.find(connection, wanted)
    lines = tuple(islice(_lines(connection, list(numbers[:MOST])), MOST + 1))
    table = Table("history", "Changes", _COLUMNS, lines[:MOST], empty="No change fits.")
    blocks: list[Block] = [table]
    if len(lines) > MOST:
        words = f"These are the newest {MOST:,} lines of {len(numbers):,} changes."
        blocks.append(Paragraph(f"{words} Filters lead to the others."))
    return Document(
        "History",
        board.name,
        tuple(blocks),
        subtitle=in_words(connection, wanted),
        short_name=board.short_name,
        subject="Changes of the board's records",
        orientation=Orientation.LANDSCAPE,
        logo=board.logo,
        file_stem="History",
    )


def in_words(connection: Connection, wanted: Filter) -> str:
    """Say what a filter asks for; '' where it asks for everything."""
    parts = []
    if wanted.ref is not None:
        table = history.table_of(wanted.ref)
        parts.append(Names(connection).in_full(table, wanted.ref) if table else wanted.ref)
    if wanted.table is not None:
        known = RECORDS.get(wanted.table)
        parts.append(known.plural if known else wanted.table)
    if wanted.who is not None:
        parts.append(f"by {wanted.who}")
    if wanted.doing is not None:
        parts.append(DOINGS[wanted.doing].lower())
    if wanted.since is not None:
        parts.append(f"from {wanted.since:%d/%m/%Y}")
    if wanted.until is not None:
        parts.append(f"to {wanted.until:%d/%m/%Y}")
    if wanted.words.strip():
        parts.append(f"with ‘{wanted.words.strip()}’")
    return " · ".join(parts)


_COLUMNS = (
    Column("number", "No.", Kind.WHOLE),
    Column("when", "When"),
    Column("who", "Who"),
    Column("what", "What", weight=2),
    Column("record", "Record", weight=2),
    Column("fate", ""),
    Column("field", "Field", weight=1),
    Column("before", "Before", Kind.LONG_TEXT, weight=2),
    Column("after", "After", Kind.LONG_TEXT, weight=2),
)


def _lines(connection: Connection, numbers: list[int]) -> Iterator[Row]:
    for start in range(0, len(numbers), _AT_ONCE):
        for entry in history.entries(connection, numbers[start : start + _AT_ONCE]):
            yield from _lines_of(connection, entry)


def _lines_of(connection: Connection, entry: EntryRow) -> Iterator[Row]:
    state = state_words(connection, entry)
    what = f"{entry.what}\n{state}" if state else entry.what
    facts = (entry.number, f"{entry.at:%d/%m/%Y %H:%M}", entry.who, what)
    shown = rows(connection, entry.number, 0, MOST + 1)
    for row in shown:
        name = f"{row.title} {row.ref}"
        if row.name != row.ref:
            name = f"{row.name} ({name})"
        for cell in row.cells or (Cell("", "", ""),):
            sides = (cell.before or None, cell.after or None)
            yield Row((*facts, name, _FATES[row.fate], cell.label or None, *sides))
    if not shown:
        yield Row((*facts, None, None, None, None, None))
