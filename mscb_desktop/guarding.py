"""What guards ask of a change: the rows of a kind as they would stand after it."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import Connection

from db.changes import Change, Values
from db.queries import records


def rows_after(connection: Connection, changes: Sequence[Change], table: str) -> dict[str, Values]:
    """Give the rows of a kind that a change makes or changes, whole, as they are after it."""
    changed = [change for change in changes if change.table == table and change.after is not None]
    stay = [change.ref for change in changed if change.before is not None]
    found: dict[str, Values] = dict(records.rows_by_ref(connection, table, stay)) if stay else {}
    for change in changed:
        found[change.ref] = {**found.get(change.ref, {}), **(change.after or {})}
    return found


def deleted(changes: Sequence[Change], table: str) -> set[str]:
    """Give the references of the rows of a kind that a change deletes."""
    return {change.ref for change in changes if change.table == table and change.after is None}
