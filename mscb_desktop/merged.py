"""Which merges are among changes that were made, or are to be: done, or undone."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from sqlalchemy import Connection

from db.changes import Change, Values
from db.queries import records
from db.records import RECORDS
from mscb_desktop.merging import plain_name


def merged_pairs(connection: Connection, changes: Sequence[Change]) -> dict[tuple[str, str], str]:
    """Find the merges among changes, done or undone: the record that stays by (table, gone).

    In a merge a record goes, or comes back, and links to it go to another, or come from it,
    which has the reference among its names while the record is away.
    """
    lone = {(c.table, c.ref) for c in changes if c.before is None or c.after is None}
    moves = {
        (table, gone, keep)
        for change in changes
        for table, one, other in _links_changed(change)
        for gone, keep in ((one, other), (other, one))
        if (table, gone) in lone
    }
    after = {(c.table, c.ref): c.after for c in changes} if moves else {}
    return {
        (table, gone): keep
        for table, gone, keep in moves
        if _is_named(connection, after.get((table, keep)), table, keep, gone)
    }


def only_moves(change: Change, pairs: Mapping[tuple[str, str], str]) -> bool:
    """Tell whether a change does nothing but follow a merge of what its lookups name."""
    if not change.before or not change.after:
        return False
    fields = RECORDS[change.table].fields
    for name, value in change.before.items():
        target = fields[name].target if name in fields else None
        sides = {value, change.after[name]}
        followed = [{gone, keep} for (table, gone), keep in pairs.items() if table == target]
        if sides not in followed:
            return False
    return True


def _links_changed(change: Change) -> list[tuple[str, str, str]]:
    """List the links that an update changes, as (table, named before, named after)."""
    if change.before is None or change.after is None:
        return []
    fields = RECORDS[change.table].fields
    return [
        (field.target, value, after)
        for name, value in change.before.items()
        if (field := fields.get(name)) is not None
        and field.target is not None
        and isinstance(value, str)
        and isinstance(after := change.after[name], str)
    ]


def _is_named(
    connection: Connection, after: Values | None, table: str, keep: str, gone: str
) -> bool:
    """Tell whether a record has another's reference among its names, before or afterwards."""
    record = RECORDS[table]
    sides = (records.rows_by_ref(connection, table, [keep]).get(keep), after)
    names = (*record.shown_by, *record.found_by)
    held = (str(side[name]) for side in sides if side for name in names if side.get(name))
    return any(plain_name(gone) == plain_name(line) for text in held for line in text.splitlines())
