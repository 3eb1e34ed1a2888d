"""The guards of actions: where one may stand in its plan, what it is a point of or the same as."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence, Set

from sqlalchemy import Connection

from db.changes import Change, Problem, Values
from db.queries import plan_rules as queries
from db.queries import records
from db.queries.plan_rules import Standing
from mscb_desktop.guarding import deleted, rows_after

_PLACE = frozenset({"plan", "plan_section", "part_of", "same_as"})
_DUE = ("when_text", "first_due", "last_due")


def keep_actions_right(connection: Connection, changes: Sequence[Change]) -> list[Problem]:
    """Refuse points of points, aliases of aliases, and places in another plan than the action's."""
    touched = touched_fields(changes, "action")
    placed = [ref for ref, fields in touched.items() if not fields.isdisjoint(_PLACE)]
    due = [ref for ref, fields in touched.items() if not fields.isdisjoint(_DUE)]
    if not placed and not due:
        return []
    rows = standing_rows(connection, changes, "action")
    problems = [*_in_order("action", rows, due, touched)]
    problems += _deadlines_of_aliases(rows, due, placed)
    if placed:
        world = _World(connection, changes, rows)
        for ref in placed:
            problems += world.of_action(ref)
        new = made(changes, "action")
        stay = [ref for ref in placed if ref not in new]
        problems += world.of_those_that_lean(stay, touched)
    return problems


def keep_sections_right(connection: Connection, changes: Sequence[Change]) -> list[Problem]:
    """Refuse to move a section into another plan while its actions stay."""
    rows = standing_rows(connection, changes, "plan_section")
    new = made(changes, "plan_section")
    moved = [
        ref
        for ref, fields in touched_fields(changes, "plan_section").items()
        if "plan" in fields and ref not in new
    ]
    if not moved:
        return []
    actions = queries.in_sections(connection, moved)
    after = standing_rows(connection, changes, "action")
    gone = deleted(changes, "action")
    there = {ref: standing for ref, standing in actions.items() if ref not in gone}
    there |= {ref: standing_of(row) for ref, row in after.items()}
    staying = {
        standing.plan_section
        for standing in there.values()
        if standing.plan_section in rows and rows[standing.plan_section]["plan"] != standing.plan
    }
    words = "Its actions are in the plan that it was in: move them too, or leave it there."
    return [Problem(words, "plan_section", ref, "plan") for ref in moved if ref in staying]


def keep_earlier_deadlines_right(
    connection: Connection, changes: Sequence[Change]
) -> list[Problem]:
    """Refuse an earlier deadline whose last date lies before its first."""
    touched = touched_fields(changes, "earlier_deadline")
    due = [ref for ref, fields in touched.items() if not fields.isdisjoint(_DUE)]
    if not due:
        return []
    rows = standing_rows(connection, changes, "earlier_deadline")
    return list(_in_order("earlier_deadline", rows, due, touched))


def touched_fields(changes: Sequence[Change], table: str) -> dict[str, Set[str]]:
    """Give the fields of a kind that a change fills or changes, by the row that stays."""
    found: dict[str, Set[str]] = {}
    for change in changes:
        if change.table == table and change.after is not None:
            known = found.get(change.ref)
            fields = change.after.keys()
            found[change.ref] = fields if known is None else {*known, *fields}
    for ref in deleted(changes, table):
        found.pop(ref, None)
    return found


def standing_rows(
    connection: Connection, changes: Sequence[Change], table: str
) -> dict[str, Values]:
    """Give the rows of a kind that a change makes or changes and that stand after it, whole."""
    rows = rows_after(connection, changes, table)
    for ref in deleted(changes, table):
        rows.pop(ref, None)
    return rows


def made(changes: Sequence[Change], table: str) -> set[str]:
    """Give the references of the rows of a kind that a change makes."""
    return {change.ref for change in changes if change.table == table and change.before is None}


class _World:
    """Actions and sections as they stand after a change."""

    def __init__(
        self, connection: Connection, changes: Sequence[Change], rows: Mapping[str, Values]
    ) -> None:
        self._connection = connection
        self._changes = changes
        self._gone = deleted(changes, "action")
        self._changed = {ref: standing_of(row) for ref, row in rows.items()}
        named = {
            ref
            for standing in self._changed.values()
            for ref in (standing.part_of, standing.same_as)
            if ref is not None and ref not in self._changed
        }
        self._there = queries.standings(connection, sorted(named)) | self._changed
        self._section_plans = self._plans_of_sections()

    def of_action(self, ref: str) -> Iterator[Problem]:
        """Find what is wrong with where an action stands."""
        own = self._changed.get(ref)
        if own is None:
            return
        section = self._section_plans.get(own.plan_section or "")
        if section is not None and section != own.plan:
            words = "This is a section of another plan: choose one of the action's own plan."
            yield Problem(words, "action", ref, "plan_section")
        above = self._there.get(own.part_of or "")
        if own.part_of == ref:
            words = "An action cannot be a point of itself: choose another, or none."
            yield Problem(words, "action", ref, "part_of")
        elif above is not None and above.plan != own.plan:
            words = "This is an action of another plan: a point stands in its action's plan."
            yield Problem(words, "action", ref, "part_of")
        elif above is not None and above.part_of is not None:
            words = "This is itself a point, and points have none: choose the action above it."
            yield Problem(words, "action", ref, "part_of")
        elif above is not None and above.same_as is not None:
            words = "This is the same as another action: give the point to that one."
            yield Problem(words, "action", ref, "part_of")
        yield from self._of_alias(ref, own)

    def _of_alias(self, ref: str, own: Standing) -> Iterator[Problem]:
        target = self._there.get(own.same_as or "")
        words = ""
        if own.same_as == ref:
            words = "An action cannot be the same as itself: choose another, or none."
        elif target is None:
            return
        elif target.plan != own.plan:
            words = "This is an action of another plan: it can be the same as one of its own plan."
        elif target.same_as is not None:
            words = "This is itself the same as another action: choose that one."
        elif target.part_of == ref or own.part_of == own.same_as:
            words = "An action cannot be the same as a point of its own: choose another, or none."
        if words:
            yield Problem(words, "action", ref, "same_as")

    def of_those_that_lean(
        self, refs: Sequence[str], touched: Mapping[str, Set[str]]
    ) -> Iterator[Problem]:
        """Find what changed actions mean for their points, aliases and updates."""
        moved = [ref for ref in refs if not touched[ref].isdisjoint({"plan", "part_of", "same_as"})]
        if not moved:
            return
        leaning = queries.leaning(self._connection, moved)
        after = {ref: one for ref, one in leaning.items() if ref not in self._gone} | self._changed
        points: dict[str, list[Standing]] = {}
        aliases: dict[str, list[Standing]] = {}
        for ref, standing in after.items():
            if ref not in touched or touched[ref].isdisjoint(_PLACE):
                points.setdefault(standing.part_of or "", []).append(standing)
                aliases.setdefault(standing.same_as or "", []).append(standing)
        now_aliases = [ref for ref in moved if self._changed[ref].same_as is not None]
        told = self._having_updates(now_aliases)
        for ref in moved:
            own = self._changed[ref]
            if any(one.plan != own.plan for one in (*points.get(ref, ()), *aliases.get(ref, ()))):
                words = (
                    "Its points, or actions that are the same as it, stay behind: move them too."
                )
                yield Problem(words, "action", ref, "plan")
            if own.part_of is not None and ref in points:
                words = "It has points of its own, and points have none: move those first."
                yield Problem(words, "action", ref, "part_of")
            if own.same_as is not None and ref in points:
                words = "It has points of its own: move those first, or leave it as it is."
                yield Problem(words, "action", ref, "same_as")
            if own.same_as is not None and ref in aliases:
                words = "Other actions are the same as this one: let them name another first."
                yield Problem(words, "action", ref, "same_as")
            if ref in told:
                words = (
                    "It has progress updates, which would no longer show: delete them first, or "
                    "leave it an action of its own."
                )
                yield Problem(words, "action", ref, "same_as")

    def _having_updates(self, refs: Sequence[str]) -> set[str]:
        """Name the actions whose updates are not deleted or moved away by the same change."""
        if not refs:
            return set()
        leave = deleted(self._changes, "progress_update") | {
            ref
            for ref, fields in touched_fields(self._changes, "progress_update").items()
            if "action" in fields
        }
        stored = queries.updates_of(self._connection, refs)
        return {action for ref, action, _ in stored if ref not in leave}

    def _plans_of_sections(self) -> dict[str, str]:
        """Give the plan of each section that the changed actions stand in."""
        named = {one.plan_section for one in self._changed.values() if one.plan_section is not None}
        found = standing_rows(self._connection, self._changes, "plan_section")
        missing = sorted(named - found.keys())
        found |= records.rows_by_ref(self._connection, "plan_section", missing)
        return {ref: str(row["plan"]) for ref, row in found.items()}


def _deadlines_of_aliases(
    rows: Mapping[str, Values], due: Sequence[str], placed: Sequence[str]
) -> Iterator[Problem]:
    for ref in dict.fromkeys((*due, *placed)):
        row = rows[ref]
        column = next((name for name in _DUE if row.get(name) is not None), None)
        if row.get("same_as") and column is not None:
            words = (
                "It shows the deadline of the action that it is the same as: type it there, and "
                "leave this one empty."
            )
            yield Problem(words, "action", ref, column)


def _in_order(
    table: str, rows: Mapping[str, Values], due: Sequence[str], touched: Mapping[str, Set[str]]
) -> Iterator[Problem]:
    """Find last dates that lie before the first."""
    for ref in due:
        first, last = rows[ref].get("first_due"), rows[ref].get("last_due")
        if isinstance(first, dt.date) and isinstance(last, dt.date) and last < first:
            column = "last_due" if "last_due" in touched[ref] else "first_due"
            words = "The last date lies before the first: change one of them."
            yield Problem(words, table, ref, column)


def standing_of(row: Values) -> Standing:
    """Tell where an action stands by its row."""
    return Standing(
        str(row["plan"]), *(_text(row.get(name)) for name in ("plan_section", "part_of", "same_as"))
    )


def _text(value: object) -> str | None:
    return str(value) if value else None
