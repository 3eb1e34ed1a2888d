"""The guards of plans and their kinds: what a plan serves, and which columns a kind may have."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from sqlalchemy import Connection

from db.changes import Change, Problem, Values
from db.queries import plan_rules
from db.queries import plans as queries
from db.records.plans import PLAN_COLUMN
from mscb_desktop.guarding import deleted
from mscb_desktop.plans.guards.actions import made, standing_rows, touched_fields

WIDEST = 200
"""Characters that a column may be wide; the widest standard one has 44."""


def keep_plans_right(connection: Connection, changes: Sequence[Change]) -> list[Problem]:
    """Refuse plans that serve what is no business plan, and a served one that would be none."""
    plans = touched_fields(changes, "plan")
    wanted = [ref for ref, fields in plans.items() if "objectives_of" in fields]
    new = made(changes, "plan")
    other_kind = [ref for ref, f in plans.items() if "plan_kind" in f and ref not in new]
    new_kinds = made(changes, "plan_kind")
    emptied = {
        ref
        for ref, fields in touched_fields(changes, "plan_kind").items()
        if "has_objectives" in fields and ref not in new_kinds
    }
    if not wanted and not other_kind and not emptied:
        return []
    rows = standing_rows(connection, changes, "plan")
    kinds = kinds_of_plans(connection, rows)
    having = kinds_with_objectives(connection, changes)
    problems = []
    for ref in wanted:
        serves = rows[ref].get("objectives_of")
        if serves and serves != ref and kinds.get(str(serves)) not in having:
            words = (
                "This plan's lines are no objectives: choose a business plan, or tick 'Lines are "
                "objectives' at its kind of plan first."
            )
            problems.append(Problem(words, "plan", ref, "objectives_of"))
    if other_kind or emptied:
        served = plan_rules.served_plans(connection) - deleted(changes, "plan")
        words = "Other plans serve objectives of this one: its kind must have objectives."
        problems += [
            Problem(words, "plan", ref, "plan_kind")
            for ref in other_kind
            if ref in served and kinds[ref] not in having
        ]
        used = {kinds[ref] for ref in served if ref in kinds}
        words = "Other plans serve objectives of plans of this kind: its lines are objectives."
        problems += [
            Problem(words, "plan_kind", ref, "has_objectives")
            for ref in sorted(emptied)
            if ref in used and ref not in having
        ]
    return problems


def keep_columns_right(connection: Connection, changes: Sequence[Change]) -> list[Problem]:
    """Refuse two columns of a kind that show the same, and columns of no width."""
    touched = touched_fields(changes, "plan_column")
    shown = [ref for ref, f in touched.items() if not f.isdisjoint({"plan_kind", "shows"})]
    wide = [ref for ref, fields in touched.items() if "width" in fields]
    if not shown and not wide:
        return []
    rows = standing_rows(connection, changes, "plan_column")
    problems = []
    for ref in wide:
        width = rows[ref].get("width")
        if isinstance(width, int) and not 1 <= width <= WIDEST:
            words = f"A column is between 1 and {WIDEST} characters wide: change the number."
            problems.append(Problem(words, "plan_column", ref, "width"))
    gone = deleted(changes, "plan_column")
    there = {
        (kind, str(column.shows))
        for kind, columns in (queries.columns(connection) if shown else {}).items()
        for column in columns
        if column.ref not in rows and column.ref not in gone
    }
    field = PLAN_COLUMN.fields["shows"]
    for ref, row in rows.items():
        key = (str(row["plan_kind"]), str(row["shows"]))
        if ref in shown and key in there:
            words = f"This kind of plan has a column for '{field.choice_label(key[1])}' already."
            problems.append(Problem(f"{words} Choose another.", "plan_column", ref, "shows"))
        there.add(key)
    return problems


def kinds_of_plans(connection: Connection, rows: Mapping[str, Values]) -> dict[str, str]:
    """Give the kind of each plan after a change."""
    stored = {plan.ref: plan.plan_kind for plan in queries.plans(connection)}
    return stored | {ref: str(row["plan_kind"]) for ref, row in rows.items()}


def kinds_with_objectives(connection: Connection, changes: Sequence[Change]) -> set[str]:
    """Name the kinds of plan whose lines are objectives, after a change."""
    stored = {kind.ref: kind.has_objectives for kind in queries.kinds(connection)}
    for ref, row in standing_rows(connection, changes, "plan_kind").items():
        stored[ref] = bool(row.get("has_objectives"))
    return {ref for ref, has in stored.items() if has}
