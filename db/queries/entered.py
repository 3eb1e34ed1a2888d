"""On which day records were entered first, as the history knows it."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import Connection, func, select

from db.history import ENTRY, ROW


def entered(connection: Connection, table: str) -> dict[str, dt.date]:
    """Give the day on which each record of a table was entered, by reference.

    What the history does not tell of is not among them.
    """
    first = (
        select(ROW.c.ref, func.min(ROW.c.entry).label("entry"))
        .where(ROW.c.table_name == table, ROW.c.before.is_(None))
        .group_by(ROW.c.ref)
        .subquery()
    )
    query = select(first.c.ref, ENTRY.c.at).join(ENTRY, ENTRY.c.number == first.c.entry)
    return {ref: dt.datetime.fromisoformat(at).date() for ref, at in connection.execute(query)}
