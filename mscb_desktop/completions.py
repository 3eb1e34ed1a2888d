"""What follows from a change on every board, however it comes: typed, pasted or imported."""

from __future__ import annotations

import datetime as dt
import importlib
from collections.abc import Sequence
from functools import partial

from sqlalchemy import Connection

from db.changes import Change
from db.write import Completion


def _completion(place: str, *tables: str) -> Completion:
    """Give a completion, 'module:function', imported at the first change of these kinds."""
    return partial(_ask, place, frozenset(tables))


def _ask(
    place: str,
    tables: frozenset[str],
    connection: Connection,
    changes: Sequence[Change],
    today: dt.date,
) -> Sequence[Change]:
    if not any(change.table in tables for change in changes):
        return changes
    module, name = place.split(":")
    complete: Completion = getattr(importlib.import_module(f"mscb_desktop.{module}"), name)
    return complete(connection, changes, today)


COMPLETIONS: tuple[Completion, ...] = (
    _completion("plans.deadlines:read_deadlines", "action", "earlier_deadline"),
)
