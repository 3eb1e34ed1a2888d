"""The rows to which a history leads, told change by change."""

from __future__ import annotations

from collections.abc import Sequence

from db.changes import Change


def replayed(
    changes: Sequence[Change], table: str, columns: Sequence[str]
) -> list[tuple[object, ...]]:
    """Give the rows of a table after all changes, as (reference, values of the columns)."""
    rows: dict[str, dict[str, object]] = {}
    for change in changes:
        if change.table != table:
            continue
        if change.after is None:
            del rows[change.ref]
        else:
            rows.setdefault(change.ref, {}).update(change.after)
    return [(ref, *(row.get(name) for name in columns)) for ref, row in sorted(rows.items())]
