"""The guard of days: what lasts from one day to another does not end before it begins."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from sqlalchemy import Connection

from db.changes import Change, Problem
from db.records import RECORDS
from mscb_desktop.guarding import rows_after
from mscb_desktop.values import quoted, show_date

_LASTING = ("holding", "membership", "board_group")


def keep_days_in_order(connection: Connection, changes: Sequence[Change]) -> list[Problem]:
    """Refuse a last day before the first, at the one of the two that is changed."""
    found = []
    tables = {change.table for change in changes}
    for table in _LASTING:
        if table not in tables:
            continue
        days = {change.ref for change in changes if _sets_a_day(change, table)}
        rows = rows_after(connection, [c for c in changes if c.ref in days], table) if days else {}
        changed = {change.ref: change.after or {} for change in changes if change.table == table}
        first, last = RECORDS[table].fields["began"].label, RECORDS[table].fields["ended"].label
        for ref, row in rows.items():
            began, ended = row.get("began"), row.get("ended")
            if isinstance(began, dt.date) and isinstance(ended, dt.date) and ended < began:
                words = (
                    f"{quoted(last)} is {show_date(ended)}, before {quoted(first)}, "
                    f"{show_date(began)}: correct one of the two."
                )
                column = "ended" if "ended" in changed.get(ref, {}) else "began"
                found.append(Problem(words, table, ref, column))
    return found


def _sets_a_day(change: Change, table: str) -> bool:
    after = change.after or {}
    return change.table == table and ("began" in after or "ended" in after)
