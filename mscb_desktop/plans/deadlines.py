"""What follows from a deadline's text: the days that it names, and what it replaces."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from sqlalchemy import Connection

from db.changes import Change, Values, create
from db.history import since_when
from db.queries import plans as queries
from db.queries import records
from db.write import take_refs
from mscb_desktop.plans.when import read_when


def read_deadlines(
    connection: Connection, changes: Sequence[Change], today: dt.date
) -> Sequence[Change]:
    """Add to changed deadlines the days that they name, and keep the ones that they replace.

    Days that are typed beside a text stay as typed. A deadline that was written today is only
    corrected: it is kept no more than any other slip of the pen.
    """
    written = [change for change in changes if _writes(change)]
    if not written:
        return changes
    stay = [change.ref for change in written if change.table == "action" and change.before]
    stored = records.rows_by_ref(connection, "action", stay)
    years = _Years(connection, changes)
    found: list[Change] = []
    for change in changes:
        if not _writes(change):
            found.append(change)
        elif change.before is None:
            found.append(_with_days(change, years))
        elif change.ref not in stored:
            found.append(change)  # deleted meanwhile: the write path says so
        else:
            before = stored[change.ref]
            now, old = _moved(connection, change, before, years, today)
            found += [*old, now]
    return found


def _writes(change: Change) -> bool:
    """Tell whether a change writes a deadline's text."""
    after = change.after or {}
    if change.table == "earlier_deadline":
        return change.before is None and after.get("last_due") is None
    return change.table == "action" and "when_text" in after


class _Years:
    """The years in which plans' financial years begin, those of the same change among them."""

    def __init__(self, connection: Connection, changes: Sequence[Change]) -> None:
        self._connection = connection
        self._made = {
            (change.table, change.ref): change.after
            for change in changes
            if change.before is None and change.after is not None
        }
        self._stored: dict[str, int | None] | None = None

    def of_plan(self, plan: object) -> int | None:
        """Give the year of a plan; None where it has none."""
        made = self._made.get(("plan", str(plan)))
        if made is None:
            return self._of_stored.get(str(plan))
        year = made.get("year")
        there = self._made.get(("financial_year", str(year)))
        if there is None and year is not None:
            there = records.rows_by_ref(self._connection, "financial_year", [str(year)]).get(
                str(year)
            )
        start = (there or {}).get("start_year")
        return start if isinstance(start, int) else None

    def of_action(self, action: object) -> int | None:
        """Give the year of an action's plan."""
        made = self._made.get(("action", str(action)))
        if made is None:
            made = records.rows_by_ref(self._connection, "action", [str(action)]).get(str(action))
        return self.of_plan((made or {}).get("plan"))

    @property
    def _of_stored(self) -> dict[str, int | None]:
        if self._stored is None:
            self._stored = {row.ref: row.start_year for row in queries.plans(self._connection)}
        return self._stored


def _with_days(change: Change, years: _Years) -> Change:
    """Complete a new action, or a deadline that was, by the days that its text names."""
    after = change.after or {}
    text = after.get("when_text")
    if not isinstance(text, str) or after.get("first_due") or after.get("last_due"):
        return change
    year = (
        years.of_plan(after.get("plan"))
        if change.table == "action"
        else years.of_action(after.get("action"))
    )
    when = read_when(text, year=year)
    return create(
        change.table, change.ref, **{**after, "first_due": when.first, "last_due": when.last}
    )


def _moved(
    connection: Connection, change: Change, stored: Values, years: _Years, today: dt.date
) -> tuple[Change, list[Change]]:
    """Complete a changed deadline by its days; keep the one before where it had said something."""
    before, after = dict(change.before or {}), dict(change.after or {})
    if "first_due" not in after and "last_due" not in after:
        text = after["when_text"]
        when = read_when(text if isinstance(text, str) else "", year=years.of_plan(stored["plan"]))
        for name, day in (("first_due", when.first), ("last_due", when.last)):
            if stored[name] != day:
                before[name], after[name] = stored[name], day
    now = Change(change.table, change.ref, before, after)
    old = stored["when_text"]
    written = since_when(connection, change.table, change.ref, "when_text")
    if not isinstance(old, str) or written is None or written.date() >= today:
        return now, []
    (ref,) = take_refs(connection, "earlier_deadline", 1)
    kept = create(
        "earlier_deadline",
        ref,
        action=change.ref,
        when_text=old,
        first_due=stored["first_due"],
        last_due=stored["last_due"],
        replaced_on=today,
    )
    return now, [kept]
