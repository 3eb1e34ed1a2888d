"""Queries over any kind of record: rows by reference, a page of a list, names, links."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, func, or_, select, tuple_

from db.changes import Change, Values
from db.fields import Kind, Value
from db.queries.called import also, called
from db.records import RECORDS
from db.records.base import Record

_AT_ONCE = 500
"""References asked for in one query; SQLite takes a limited number of parameters."""


@dataclass(frozen=True, slots=True)
class Named:
    """A record as a lookup shows it."""

    ref: str
    name: str
    detail: str = ""


def rows_by_ref(connection: Connection, table: str, refs: Sequence[str]) -> dict[str, Values]:
    """Read whole rows (every column but the reference) by reference."""
    stored = RECORDS[table].table
    found: dict[str, Values] = {}
    for start in range(0, len(refs), _AT_ONCE):
        query = select(stored).where(stored.c.ref.in_(refs[start : start + _AT_ONCE]))
        found |= _by_ref(connection, query)
    return found


def count(connection: Connection, table: str, within: Values, holding: str = "") -> int:
    """Count the rows whose columns hold the values of `within` and whose names hold a text."""
    query = _within(select(func.count()).select_from(RECORDS[table].table), table, within)
    return int(connection.execute(_holding(query, table, holding)).scalar_one())


def page(
    connection: Connection, table: str, within: Values, start: int, size: int, holding: str = ""
) -> list[tuple[str, Values]]:
    """Read rows in order, `size` of them from `start`, as (reference, values).

    With `holding` only those whose names, or references, hold that text.
    """
    record = RECORDS[table]
    query = _within(select(record.table), table, within).order_by(*_order(record))
    query = _holding(query, table, holding)
    return list(_by_ref(connection, query.offset(start).limit(size)).items())


def place(
    connection: Connection, table: str, within: Values, ref: str, holding: str = ""
) -> int | None:
    """Count the rows that `page` gives before the one of a reference; None where it gives none."""
    record = RECORDS[table]
    order = _order(record)
    query = _within(select(*order), table, within).where(record.table.c.ref == ref)
    own = connection.execute(_holding(query, table, holding)).first()
    if own is None:
        return None
    # In a list in order some may have no position, or two the same: counted as they are read.
    if "position" in record.table.c:
        refs = select(record.table.c.ref)
        listed = _holding(_within(refs, table, within).order_by(*order), table, holding)
        return list(connection.execute(listed).scalars()).index(ref)
    before = select(func.count()).select_from(record.table).where(tuple_(*order) < tuple_(*own))
    query = _holding(_within(before, table, within), table, holding)
    return int(connection.execute(query).scalar_one())


def positions(connection: Connection, table: str, within: Values) -> list[tuple[str, int]]:
    """List (reference, position) of an ordered list's rows in order."""
    stored = RECORDS[table].table
    query = _within(select(stored.c.ref, stored.c.position), table, within)
    return [(row[0], row[1]) for row in connection.execute(query.order_by(stored.c.position))]


def names(connection: Connection, table: str, refs: Sequence[str]) -> dict[str, str]:
    """Give what the records of these references are called."""
    record = RECORDS[table]
    ref = record.table.c.ref
    found: dict[str, str] = {}
    wanted = sorted(set(refs))
    for start in range(0, len(wanted), _AT_ONCE):
        query = select(ref, called(record)).where(ref.in_(wanted[start : start + _AT_ONCE]))
        found |= {row[0]: str(row[1] or row[0]) for row in connection.execute(query)}
    return found


def search(connection: Connection, table: str, text: str, limit: int) -> list[Named]:
    """Find records whose names hold each word of `text`, as (reference, name, other names).

    Those of which a name begins with the whole text come first, then they stand by name.
    """
    record = RECORDS[table]
    shown, others = called(record), also(record)
    query = select(record.table.c.ref, shown, *others)
    if text.strip():
        begins = [c.istartswith(text.strip(), autoescape=True) for c in (shown, *others)]
        query = query.where(*_holds(record, text)).order_by(or_(*begins).desc(), shown)
    else:
        query = query.order_by(shown)
    return [
        Named(row[0], str(row[1] or row[0]), " · ".join(_lines(row[2:])))
        for row in connection.execute(query.limit(limit))
    ]


def exactly(connection: Connection, table: str, text: str) -> list[str]:
    """Find the references of records that are called `text`, or have it as another name.

    Case and the spaces between words do not count; the reference itself is a name too.
    """
    record = RECORDS[table]
    stored = record.table
    wanted, ref = _plain(text), text.strip().upper()
    columns = [called(record), *(stored.c[name] for name in record.found_by)]
    pattern = _roughly(text)
    query = select(stored.c.ref, *columns).where(
        or_(stored.c.ref == ref, *(func.lower(c).like(pattern, escape="/") for c in columns))
    )
    return [
        row[0]
        for row in connection.execute(query)
        if row[0] == ref or any(wanted == _plain(line) for line in _lines(row[1:]))
    ]


def naming(connection: Connection, table: str, ref: str) -> list[tuple[str, str, str]]:
    """List every link to a record, as (table, field, reference of the row that names it)."""
    found = []
    for record in RECORDS.values():
        for field in record.fields.values():
            if field.target == table:
                column = record.table.c[field.name]
                query = select(record.table.c.ref).where(column == ref).order_by(record.table.c.ref)
                found += [
                    (record.name, field.name, row) for row in connection.execute(query).scalars()
                ]
    return found


def links_of(connection: Connection, table: str, field: str) -> list[tuple[str, str]]:
    """List the records of a table whose lookup `field` names another, as (reference, named)."""
    columns = RECORDS[table].table.c
    query = select(columns.ref, columns[field]).where(columns[field].is_not(None))
    return [(row[0], row[1]) for row in connection.execute(query)]


def deletion(connection: Connection, table: str, refs: Sequence[str]) -> list[Change]:
    """List the changes that delete records with all that they own, those that name others first.

    Where one of them names another that goes before it, or with it, that link is emptied first.
    """
    gone = _with_owned(connection, table, refs)
    rows = {each: rows_by_ref(connection, each, list(gone[each])) for each in _naming_first(gone)}
    emptied, deleted = [], []
    there: dict[str, dict[str, Values]] = {}
    for each, found in rows.items():
        there[each] = found
        links = [f for f in RECORDS[each].fields.values() if f.target in there]
        for ref, values in found.items():
            named = {
                link.name: values[link.name]
                for link in links
                if values[link.name] in there[str(link.target)]
            }
            if named:
                emptied.append(Change(each, ref, named, dict.fromkeys(named)))
            deleted.append(Change(each, ref, {**values, **dict.fromkeys(named)}, None))
    return [*emptied, *deleted]


def _with_owned(
    connection: Connection, table: str, refs: Sequence[str]
) -> dict[str, dict[str, None]]:
    """Give the references of records and of all that they own, by table, each once."""
    found: dict[str, dict[str, None]] = {table: dict.fromkeys(refs)}
    waiting = [(table, list(refs))]
    while waiting:
        owner, owners = waiting.pop()
        for record in RECORDS.values():
            for column in record.table.columns:
                field = column.info.get("field")
                if field is None or not column.info.get("owner") or field.target != owner:
                    continue
                known = found.get(record.name, {})
                owned = [ref for ref in _whose(connection, column, owners) if ref not in known]
                if owned:
                    found[record.name] = known | dict.fromkeys(owned)
                    waiting.append((record.name, owned))
    return found


def _whose(connection: Connection, column: Any, owners: Sequence[str]) -> Iterator[str]:
    for start in range(0, len(owners), _AT_ONCE):
        query = select(column.table.c.ref).where(column.in_(owners[start : start + _AT_ONCE]))
        yield from connection.execute(query).scalars()


def _naming_first(tables: Iterable[str]) -> list[str]:
    """Order tables so that each stands before those that its records name."""
    found: list[str] = []
    seen: set[str] = set()

    def put(table: str) -> None:
        seen.add(table)
        for field in RECORDS[table].fields.values():
            if field.target in wanted and field.target not in seen:
                put(field.target)
        found.append(table)

    wanted = set(tables)
    for table in sorted(wanted):
        if table not in seen:
            put(table)
    return found[::-1]


def _by_ref(connection: Connection, query: Select[Any]) -> dict[str, Values]:
    """Read whole rows, whose first column is the reference."""
    result = connection.execute(query)
    names = tuple(result.keys())[1:]
    # All at once: a fetch for each row costs more than the row.
    return {row[0]: dict(zip(names, row[1:], strict=True)) for row in result.all()}


def _within(query: Select[Any], table: str, within: Mapping[str, Value]) -> Select[Any]:
    columns = RECORDS[table].table.c
    for name, value in within.items():
        query = query.where(columns[name] == value)
    return query


def _holding(query: Select[Any], table: str, text: str) -> Select[Any]:
    return query.where(*_holds(RECORDS[table], text))


def _holds(record: Record, text: str) -> list[ColumnElement[bool]]:
    """Give the conditions that each word of a text stands in a record's names or reference."""
    columns = [record.table.c.ref, called(record), *also(record)]
    return [
        or_(*(column.icontains(word, autoescape=True) for column in columns))
        for word in text.split()
    ]


def _order(record: Record) -> list[ColumnElement[Any]]:
    columns = record.table.c
    if "position" in columns:
        return [columns.position]
    if record.name_field.kind is Kind.WHOLE:
        return [columns[record.name_field.name], columns.ref]
    return [func.lower(called(record)), columns.ref]


def _plain(text: str) -> str:
    return " ".join(text.split()).casefold()


def _roughly(text: str) -> str:
    """Give a LIKE pattern for all that `_plain` may find equal.

    SQLite changes the case of ASCII letters alone: any others may stand as anything.
    """
    plain = re.sub(r"[/%_]", r"/\g<0>", _plain(text))
    return "%" + re.sub(r"[^!-~]+", "%", plain) + "%"


def _lines(values: Sequence[str | None]) -> list[str]:
    return [line.strip() for value in values if value for line in str(value).splitlines()]
