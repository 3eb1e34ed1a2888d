"""Reading for the exchange with Excel: every row of a kind, and which references were given."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from sqlalchemy import Connection, UniqueConstraint, select

from db.changes import Act
from db.fields import Value
from db.history import COUNTER, ENTRY, ROW, State
from db.records import RECORDS


def every_row(connection: Connection, table: str) -> list[Sequence[Value]]:
    """Read all rows of a kind as (reference, position, *fields), by position and reference.

    The position is None where the kind keeps no order.
    """
    record = RECORDS[table]
    stored = record.table.c
    position = stored.position if "position" in stored else None
    fields = [stored[name] for name in record.fields]
    if position is None:
        query = select(stored.ref, *fields).order_by(stored.ref)
        return [(row[0], None, *row[1:]) for row in connection.execute(query)]
    query = select(stored.ref, position, *fields).order_by(position, stored.ref)
    return [tuple(row) for row in connection.execute(query)]


def last_given(connection: Connection, table: str) -> int:
    """Give the number of the last reference that was given to a kind, 0 where none was."""
    prefix = RECORDS[table].prefix
    query = select(COUNTER.c.last).where(COUNTER.c.prefix == prefix)
    return int(connection.execute(query).scalar_one_or_none() or 0)


@cache
def ordered_within(table: str) -> tuple[str, ...]:
    """Name the columns that group a kind's rows into its ordered lists.

    The index that keeps such a list in order says it: its last column is the position.
    """
    for index in RECORDS[table].table.indexes:
        names = tuple(column.name for column in index.columns)
        if names[-1:] == ("position",):
            return names[:-1]
    return ()


@cache
def unique_together(table: str) -> tuple[tuple[str, ...], ...]:
    """List the columns, alone or together, of which no two rows may hold the same."""
    stored = RECORDS[table].table
    alone = [(column.name,) for column in stored.columns if column.unique]
    together = [
        tuple(column.name for column in constraint.columns)
        for constraint in stored.constraints
        if isinstance(constraint, UniqueConstraint)
    ]
    return tuple(dict.fromkeys([*alone, *sorted(together)]))


def ever_held(connection: Connection, table: str) -> bool:
    """Tell whether a kind has records, or had some in a change that stands.

    Where every change of such records was undone, none was ever held.
    """
    if connection.execute(select(RECORDS[table].table.c.ref).limit(1)).first() is not None:
        return True
    standing = (
        select(ROW.c.entry)
        .join(ENTRY, ENTRY.c.number == ROW.c.entry)
        .where(
            ROW.c.table_name == table,
            ENTRY.c.act.in_((Act.BEGIN, Act.DO)),
            ENTRY.c.state == State.DONE,
        )
    )
    return connection.execute(standing.limit(1)).first() is not None
