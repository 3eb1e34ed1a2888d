"""What follows from a deadline's text: the days that it names, and what it replaces."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from sqlalchemy import Connection

from db.changes import Change, Values, create
from db.fields import Value
from db.history import held_before
from db.queries import plans as queries
from db.queries import records
from db.records.plans import ACTION
from db.write import take_refs
from mscb_desktop.plans.when import When, read_when
from mscb_desktop.values import show_value


def read_deadlines(
    connection: Connection, changes: Sequence[Change], today: dt.date
) -> Sequence[Change]:
    """Add to changed deadlines the days that they name, and keep the ones that they replace.

    Days that are typed beside a text stay as typed. Kept is what held as the day began: what is
    written on one day and corrected on it is one move, or none where it is as it was.
    """
    written = [change for change in changes if _writes(change)]
    if not written:
        return changes
    moved = [change.ref for change in written if change.table == "action" and change.before]
    moves = _Moves(connection, changes, moved, today)
    found: list[Change] = []
    for change in changes:
        if not _writes(change):
            found.append(change)
        elif change.before is None:
            found.append(_with_days(change, moves.years))
        else:
            found += moves.of(change)
    return found


def _writes(change: Change) -> bool:
    """Tell whether a change writes a deadline: its text, or its last day by hand."""
    after = change.after or {}
    if change.table == "earlier_deadline":
        return change.before is None and after.get("last_due") is None
    return change.table == "action" and ("when_text" in after or "last_due" in after)


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


class _Moves:
    """The deadlines of actions that are written anew, and what they replace."""

    def __init__(
        self, connection: Connection, changes: Sequence[Change], actions: list[str], today: dt.date
    ) -> None:
        self.years = _Years(connection, changes)
        self._connection, self._today = connection, today
        self._stored = records.rows_by_ref(connection, "action", actions)
        self._kept = {
            row.action: row
            for row in queries.deadlines(connection, actions=actions)
            if row.replaced_on == today
        }
        of_kept = [c for c in changes if c.table == "earlier_deadline"]
        self._touched = {change.ref for change in of_kept}
        # A workbook brings what was replaced along with what replaced it.
        self._brought = {
            (change.after.get("action"), change.after.get("when_text"))
            for change in of_kept
            if change.before is None and change.after is not None
        }

    def of(self, change: Change) -> list[Change]:
        """Complete a change of a deadline; it goes behind what is kept, or no longer, of before."""
        stored = self._stored.get(change.ref)
        if stored is None:
            return [change]  # deleted meanwhile: the write path says so
        now = self._with_days(change, stored)
        held = held_before(self._connection, "action", change.ref, self._today)
        if held is None:
            return [now]
        return [
            *self._replaced(change.ref, {**stored, **held}, {**stored, **(now.after or {})}),
            now,
        ]

    def _with_days(self, change: Change, stored: Values) -> Change:
        before, after = dict(change.before or {}), dict(change.after or {})
        if "first_due" in after or "last_due" in after:
            return change
        when = self._read(after["when_text"], stored)
        for name, day in (("first_due", when.first), ("last_due", when.last)):
            if stored[name] != day:
                before[name], after[name] = stored[name], day
        return Change(change.table, change.ref, before, after)

    def _replaced(self, action: str, held: Values, now: Values) -> list[Change]:
        """Keep the deadline with which the day began, once; not where it holds again."""
        text, last = held["when_text"], held["last_due"]
        kept = self._kept.get(action)
        if not self._is_other(held, now):
            if kept is None or kept.ref in self._touched or kept.last_due != last:
                return []
            rows = records.rows_by_ref(self._connection, "earlier_deadline", [kept.ref])
            return [Change("earlier_deadline", kept.ref, rows[kept.ref], None)]
        if kept is not None or (action, text) in self._brought:
            return []
        if not text and not isinstance(last, dt.date):
            return []
        (ref,) = take_refs(self._connection, "earlier_deadline", 1)
        shown = text or show_value(ACTION.fields["last_due"], last)
        values = {"when_text": shown, "first_due": held["first_due"], "last_due": last}
        return [create("earlier_deadline", ref, action=action, **values, replaced_on=self._today)]

    def _is_other(self, held: Values, now: Values) -> bool:
        """Tell whether a deadline is another one: not where its text is only read otherwise."""
        if held["when_text"] != now["when_text"]:
            return True
        last = held["last_due"]
        return last not in (None, now["last_due"], self._read(held["when_text"], held).last)

    def _read(self, text: Value, action: Values) -> When:
        return read_when(
            text if isinstance(text, str) else "", year=self.years.of_plan(action["plan"])
        )
