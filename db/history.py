"""The history's tables, how its values are kept, and which entry undo and redo come to next."""

from __future__ import annotations

import base64
import datetime as dt
import json
from enum import StrEnum
from typing import Any

from sqlalchemy import (
    BigInteger,
    Column,
    Connection,
    ForeignKey,
    Index,
    Integer,
    String,
    Table,
    Text,
    func,
    select,
    text,
)

from db.changes import Act, Change, Entry, Values
from db.fields import Kind, Value
from db.prepared import Prepared
from db.records import RECORDS
from db.records.base import METADATA

ENTRY = Table(
    "history_entry",
    METADATA,
    Column("number", Integer, primary_key=True, autoincrement=True),
    Column("at", String(32), nullable=False),
    Column("who", String(200), nullable=False),
    Column("what", Text, nullable=False),
    Column("act", String(10), nullable=False),
    Column("of", Integer, ForeignKey("history_entry.number")),
    Column("state", String(10), nullable=False),
    Column("seal", BigInteger),
    Index("history_entry_states", "act", "state", "number"),
    Index("history_entry_of", "of", sqlite_where=text("of IS NOT NULL")),
    sqlite_autoincrement=True,
)

ROW = Table(
    "history_row",
    METADATA,
    Column("entry", Integer, ForeignKey("history_entry.number"), primary_key=True),
    Column("place", Integer, primary_key=True),
    Column("table_name", String(60), nullable=False),
    Column("ref", String(20), nullable=False),
    Column("before", Text),
    Column("after", Text),
    Index("history_row_of_record", "table_name", "ref", "entry"),
    Index(
        "history_row_deleted", "table_name", "ref", "entry", sqlite_where=text('"after" IS NULL')
    ),
)

COUNTER = Table(
    "reference_counter",
    METADATA,
    Column("prefix", String(10), primary_key=True),
    Column("last", Integer, nullable=False),
)

_NEWEST = Prepared(select(func.max(ENTRY.c.number)))
_ENCODER = json.JSONEncoder(ensure_ascii=False)


class State(StrEnum):
    """Whether an entry's change stands."""

    DONE = "done"
    UNDONE = "undone"
    ABANDONED = "abandoned"
    """Undone, and then something else was typed: redo no longer comes here."""


def pack(values: Values | None) -> str | None:
    """Write one side of a row as JSON: dates as ISO text, pictures as base64."""
    if values is None:
        return None
    return _ENCODER.encode({name: _packed(value) for name, value in values.items()})


def unpack(table: str, text: str | None) -> Values | None:
    """Read what `pack` wrote back into native values, by the facts of the table's fields.

    What was kept under a table or kind that is no longer known stays as it was written.
    """
    if text is None:
        return None
    fields = RECORDS[table].fields if table in RECORDS else {}
    read: dict[str, Any] = json.loads(text)
    for name, value in read.items():
        kind = fields[name].kind if name in fields else None
        if isinstance(value, str) and kind in (Kind.DATE, Kind.IMAGE):
            read[name] = _unpacked(kind, value)
    return read


def _unpacked(kind: Kind, text: str) -> Value:
    try:
        return dt.date.fromisoformat(text) if kind is Kind.DATE else base64.b64decode(text)
    except ValueError:
        return text


def _packed(value: Value) -> Any:
    if isinstance(value, dt.date):
        return value.isoformat()
    if isinstance(value, bytes):
        return base64.b64encode(value).decode("ascii")
    return value


def last_begin(connection: Connection) -> int:
    """Give the number of the newest entry before which nothing is undone; 0 where there is none.

    The board's first content is one, bringing its file up to a newer version another: what came
    before belongs to other tables or to nobody's typing.
    """
    query = select(func.max(ENTRY.c.number)).where(ENTRY.c.act == Act.BEGIN)
    return connection.execute(query).scalar_one() or 0


def next_undo(connection: Connection) -> tuple[int, str] | None:
    """Find the newest change that stands and may be undone, as (number, words)."""
    return _first(
        connection,
        select(ENTRY.c.number, ENTRY.c.what)
        .where(ENTRY.c.act == Act.DO, ENTRY.c.state == State.DONE)
        .where(ENTRY.c.number > last_begin(connection))
        .order_by(ENTRY.c.number.desc())
        .limit(1),
    )


def next_redo(connection: Connection) -> tuple[int, str] | None:
    """Find the oldest undone change that nothing typed since has put aside."""
    return _first(
        connection,
        select(ENTRY.c.number, ENTRY.c.what)
        .where(ENTRY.c.act == Act.DO, ENTRY.c.state == State.UNDONE)
        .where(ENTRY.c.number > last_begin(connection))
        .order_by(ENTRY.c.number)
        .limit(1),
    )


def rows_of(
    connection: Connection, entry: int, start: int = 0, size: int | None = None
) -> list[Change]:
    """Read an entry's rows, or `size` of them from `start`, as the changes it applied, in order."""
    query = (
        select(ROW.c.table_name, ROW.c.ref, ROW.c.before, ROW.c.after)
        .where(ROW.c.entry == entry)
        .order_by(ROW.c.place)
        .offset(start)
        .limit(size)
    )
    return [change_of(*row) for row in connection.execute(query)]


def change_of(table: str, ref: str, before: str | None, after: str | None) -> Change:
    """Read a row of the history as the change that it keeps."""
    return Change(table, ref, unpack(table, before), unpack(table, after))


def count(connection: Connection) -> int:
    """Count the history's entries."""
    return connection.execute(select(func.count()).select_from(ENTRY)).scalar_one()


def newest(connection: Connection) -> int:
    """Give the number of the newest entry, 0 where there is none."""
    return int(_NEWEST.run(connection, {}).fetchone()[0] or 0)


def since(connection: Connection, number: int, before: int | None = None) -> list[Entry]:
    """List the entries after a number, up to one before, with the rows that each touched."""
    query = select(ENTRY).where(ENTRY.c.number > number).order_by(ENTRY.c.number)
    touched = select(ROW.c.entry, ROW.c.table_name, ROW.c.ref).where(ROW.c.entry > number)
    if before is not None:
        query = query.where(ENTRY.c.number < before)
        touched = touched.where(ROW.c.entry < before)
    rows: dict[int, set[tuple[str, str]]] = {}
    for entry, table, ref in connection.execute(touched):
        rows.setdefault(entry, set()).add((table, ref))
    return [
        Entry(
            found.number,
            dt.datetime.fromisoformat(found.at),
            found.who,
            found.what,
            Act(found.act),
            frozenset(rows.get(found.number, ())),
        )
        for found in connection.execute(query)
    ]


def held_before(
    connection: Connection, table: str, ref: str, day: dt.date
) -> dict[str, Value] | None:
    """Give what a record held as a day began, of the columns that changed since.

    None where it was not there. What was undone, and done again, has changed back.
    """
    query = (
        select(ROW.c.before, ROW.c.after)
        .join(ENTRY, ROW.c.entry == ENTRY.c.number)
        .where(ROW.c.table_name == table, ROW.c.ref == ref, ENTRY.c.at >= day.isoformat())
        .order_by(ENTRY.c.number.desc(), ROW.c.place.desc())
    )
    held: dict[str, Value] | None = {}
    for stored, _ in connection.execute(query).all():
        before = unpack(table, stored)
        held = None if before is None else {**(held or {}), **before}
    return held


def _first(connection: Connection, query: Any) -> tuple[int, str] | None:
    row = connection.execute(query).first()
    return None if row is None else (row[0], row[1])
