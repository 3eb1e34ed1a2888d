"""The guards of what stands beside actions: who does them, what was said, what they serve."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence

from sqlalchemy import Connection

from db.changes import Change, Problem, Values
from db.queries import plan_rules, records
from db.queries.plan_rules import Standing
from mscb_desktop.guarding import deleted
from mscb_desktop.plans.guards.actions import made, standing_of, standing_rows, touched_fields
from mscb_desktop.plans.guards.kinds import kinds_of_plans, kinds_with_objectives
from mscb_desktop.values import quoted, show_date

_PARTIES = ("agency", "post", "board_group")
"""The fields of who does an action, which are named as the kinds of record they lead to."""


def keep_parties_right(connection: Connection, changes: Sequence[Change]) -> list[Problem]:
    """Refuse who is none or several of agency, post and group, and one named twice at an action."""
    touched = touched_fields(changes, "action_party")
    wanted = [ref for ref, f in touched.items() if not f.isdisjoint({*_PARTIES, "action"})]
    if not wanted:
        return []
    rows = standing_rows(connection, changes, "action_party")
    problems = [problem for ref in wanted for problem in _of_one(ref, rows[ref])]
    if problems:
        return problems
    actions = sorted({str(rows[ref]["action"]) for ref in wanted})
    gone = deleted(changes, "action_party")
    there = {
        (action, (agency, post, group))
        for ref, action, agency, post, group in _of_stored(connection, changes, actions)
        if ref not in rows and ref not in gone
    }
    for ref, row in rows.items():
        agency, post, group = (_text(row.get(name)) for name in _PARTIES)
        key = (str(row["action"]), (agency, post, group))
        if key in there:
            column = next(name for name in _PARTIES if row.get(name))
            name = records.names(connection, column, [str(row[column])])[str(row[column])]
            words = f"{quoted(name)} stands at this action already: change that row instead."
            problems.append(Problem(words, "action_party", ref, column))
        there.add(key)
    return problems


def keep_updates_right(connection: Connection, changes: Sequence[Change]) -> list[Problem]:
    """Refuse two updates of an action on one day, and updates of what is the same as another."""
    touched = touched_fields(changes, "progress_update")
    wanted = [ref for ref, f in touched.items() if not f.isdisjoint({"action", "dated"})]
    if not wanted:
        return []
    rows = standing_rows(connection, changes, "progress_update")
    actions = sorted({str(rows[ref]["action"]) for ref in wanted})
    standings = _standings(connection, changes, actions)
    gone = deleted(changes, "progress_update")
    new = made(changes, "action")
    stay = [action for action in actions if action not in new]
    there: set[tuple[str, object]] = {
        (action, dated)
        for ref, action, dated in plan_rules.updates_of(connection, stay)
        if ref not in rows and ref not in gone
    }
    problems = []
    for ref in wanted:
        action = str(rows[ref]["action"])
        if action in standings and standings[action].same_as is not None:
            words = (
                f"{action} is the same as {standings[action].same_as}, whose progress it shows: "
                "type the update there."
            )
            problems.append(Problem(words, "progress_update", ref, "action"))
    for ref, row in rows.items():
        key = (str(row["action"]), row["dated"])
        if key in there:
            words = (
                f"There is an update of {_day(row['dated'])} already: change that one, or "
                "give this another date."
            )
            problems.append(Problem(words, "progress_update", ref, "dated"))
        there.add(key)
    return problems


def keep_links_right(connection: Connection, changes: Sequence[Change]) -> list[Problem]:
    """Refuse links to nothing, to an action's self, and to what no business plan has."""
    fields = {"action", "objective", "plan_section", "printed"}
    touched = touched_fields(changes, "action_link")
    wanted = [ref for ref, f in touched.items() if not f.isdisjoint(fields)]
    new = made(changes, "action")
    moved = [
        ref
        for ref, f in touched_fields(changes, "action").items()
        if not f.isdisjoint({"plan", "part_of"}) and ref not in new
    ]
    new_sections = made(changes, "plan_section")
    moved_sections = [
        ref
        for ref, f in touched_fields(changes, "plan_section").items()
        if "plan" in f and ref not in new_sections
    ]
    if not wanted and not moved and not moved_sections:
        return []
    rows = standing_rows(connection, changes, "action_link")
    gone = {*rows, *deleted(changes, "action_link")}
    objectives, sections = (
        list(dict.fromkeys(to for ref, to in links if ref not in gone))
        for links in (
            plan_rules.linked_objectives(connection, moved),
            plan_rules.linked_sections(connection, moved_sections),
        )
    )
    if not wanted and not objectives and not sections:
        return []
    world = _Objectives(connection, changes, [rows[ref] for ref in wanted], objectives)
    problems = [problem for ref in wanted for problem in world.of_link(ref, rows[ref])]
    for objective in objectives:
        if world.why_no_objective(objective):
            words = "Other actions serve this objective: it can only stand in a business plan."
            problems.append(Problem(words, "action", objective, None))
    for section in sections:
        if not world.has_objectives(section):
            words = "Other actions serve this section: it can only stand in a business plan."
            problems.append(Problem(words, "plan_section", section, "plan"))
    return problems


class _Objectives:
    """What links may lead to, as it stands after a change."""

    def __init__(
        self,
        connection: Connection,
        changes: Sequence[Change],
        links: Sequence[Values],
        also: Sequence[str],
    ) -> None:
        objectives = {str(row["objective"]) for row in links if row.get("objective")}
        self._actions = _standings(connection, changes, sorted(objectives.union(also)))
        sections = standing_rows(connection, changes, "plan_section")
        named = {str(row["plan_section"]) for row in links if row.get("plan_section")}
        stored = records.rows_by_ref(connection, "plan_section", sorted(named - sections.keys()))
        self._sections = {ref: str(row["plan"]) for ref, row in {**stored, **sections}.items()}
        self._kinds = kinds_of_plans(connection, standing_rows(connection, changes, "plan"))
        self._having = kinds_with_objectives(connection, changes)

    def of_link(self, ref: str, row: Values) -> Iterator[Problem]:
        """Find what is wrong with a link."""
        objective, section = _text(row.get("objective")), _text(row.get("plan_section"))
        column, words = "objective", ""
        if objective is not None and objective == row["action"]:
            words = "An action cannot serve itself: choose another objective."
        elif objective is not None:
            words = self.why_no_objective(objective)
            if not words and section not in (None, self._actions[objective].plan_section):
                column = "plan_section"
                words = "Choose the objective or the whole section, not both: empty one of them."
        elif section is not None:
            if not self.has_objectives(section):
                column, words = (
                    "plan_section",
                    "This is no section of a business plan's objectives.",
                )
        elif not row.get("printed"):
            words = "Choose the objective that it serves, or a whole section of objectives."
        if words:
            yield Problem(words, "action_link", ref, column)

    def has_objectives(self, section: str) -> bool:
        """Tell whether a section is one of a business plan."""
        return self._kinds.get(self._sections.get(section, "")) in self._having

    def why_no_objective(self, action: str) -> str:
        """Say why an action is no objective that others can serve; '' where it is one."""
        standing = self._actions.get(action)
        if standing is None or self._kinds.get(standing.plan) not in self._having:
            return "This is no objective of a business plan: choose one of its lines."
        if standing.part_of is not None:
            return "This is a point of an objective: choose the objective itself."
        return ""


def _of_one(ref: str, row: Values) -> Iterator[Problem]:
    named = [name for name in _PARTIES if row.get(name)]
    if not named:
        words = "Choose the agency, the post or the group that does it."
        yield Problem(words, "action_party", ref, "agency")
    elif len(named) > 1:
        words = "This is of one of agency, post and group: empty the others, or add a row for each."
        yield Problem(words, "action_party", ref, named[-1])


def _of_stored(
    connection: Connection, changes: Sequence[Change], actions: Sequence[str]
) -> list[tuple[str, str, str | None, str | None, str | None]]:
    new = made(changes, "action")
    return plan_rules.parties_of(connection, [action for action in actions if action not in new])


def _standings(
    connection: Connection, changes: Sequence[Change], refs: Sequence[str]
) -> dict[str, Standing]:
    """Tell where actions stand after a change."""
    changed = standing_rows(connection, changes, "action")
    stored = plan_rules.standings(connection, [ref for ref in refs if ref not in changed])
    return stored | {ref: standing_of(changed[ref]) for ref in refs if ref in changed}


def _day(value: object) -> str:
    return show_date(value) if isinstance(value, dt.date) else "this day"


def _text(value: object) -> str | None:
    return str(value) if value else None
