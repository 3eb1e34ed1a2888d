"""What records are called, for an index: page by page, or those of some references."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, null, select

from db.fields import Kind
from db.queries.called import also, called
from db.records import RECORDS
from db.records.base import Record

_AT_ONCE = 500


@dataclass(frozen=True, slots=True)
class Called:
    """The names of one record: what it is shown by, and the others it is found by.

    `parent` is the reference that stands in the first of the record's lookups, None where that
    is blank; `parent_table` names the table it points to. `own` is the name without those of
    the records that it names in it: a post's title without its agency.
    """

    table: str
    ref: str
    name: str
    also: tuple[str, ...]
    parent: str | None
    own: str = field(default="", compare=False)


def parent_table(table: str) -> str | None:
    """Name the table that a record's first lookup points to: what such records belong to."""
    fields = RECORDS[table].fields.values()
    return next((field.target for field in fields if field.kind is Kind.LOOKUP), None)


def page_of_names(connection: Connection, table: str, after: str, size: int) -> list[Called]:
    """Read what records are called, `size` of them by reference, from past `after` on."""
    ref = RECORDS[table].table.c.ref
    query = _names(table).where(ref > after).order_by(ref).limit(size)
    return [_called(table, row) for row in connection.execute(query)]


def names_of(connection: Connection, table: str, refs: Sequence[str]) -> list[Called]:
    """Read what the records of these references are called; those not there are left out."""
    ref = RECORDS[table].table.c.ref
    found: list[Called] = []
    for start in range(0, len(refs), _AT_ONCE):
        query = _names(table).where(ref.in_(refs[start : start + _AT_ONCE]))
        found += [_called(table, row) for row in connection.execute(query)]
    return found


def _names(table: str) -> Select[Any]:
    record = RECORDS[table]
    columns = record.table.c
    lookups = (f.name for f in record.fields.values() if f.kind is Kind.LOOKUP)
    first = next(lookups, None)
    parent = null() if first is None else columns[first]
    own = columns[record.shown_by[0]]
    return select(columns.ref, parent, called(record), own, *also(record), *_texts(record))


def _texts(record: Record) -> list[ColumnElement[Any]]:
    """Give the columns of texts in paragraphs by which a record is known: its name has but a part.

    An action is found by every word of what shall be done, and of what that answers.
    """
    names = dict.fromkeys((*record.shown_by, *record.known_by))
    there = {*record.found_by}
    return [
        record.table.c[name]
        for name in names
        if name not in there and record.fields[name].kind is Kind.LONG_TEXT
    ]


def _called(table: str, row: Any) -> Called:
    ref, parent, name, own, *others = row
    names = len(also(RECORDS[table]))
    other_names, texts = _lines(others[:names]), _lines(others[names:])
    # A short text stands in the name as a whole.
    beside = (line for line in texts if not name.endswith(line))
    return Called(table, ref, name, (*other_names, *beside), parent, str(own or ""))


def _lines(texts: Sequence[str | None]) -> list[str]:
    lines = (line.strip() for text in texts if text for line in str(text).splitlines())
    return list(filter(None, lines))
