"""What is said of an action's progress on a day: made, changed, taken back."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from typing import Final

from sqlalchemy import Connection

from db.board import Board
from db.changes import Change, Plan, Problem, Values, create
from db.fields import Value
from db.queries import plan_rules, records
from db.records.plans import PROGRESS_UPDATE, Rag
from mscb_desktop.plans.words import rag_words
from mscb_desktop.values import Unreadable, read_value, show_date

_TABLE = "progress_update"
_NOTHING_SAID = "Rate the action or say how it goes: who told it stands beside that."


class Keep(Enum):
    """Stands for what is left as it is, where None empties."""

    KEEP = "keep"


KEEP: Final = Keep.KEEP


@dataclass(frozen=True, slots=True)
class Said:
    """What is said of an action on a day; what is kept stays as that day's update has it."""

    rag: Rag | Keep | None = KEEP
    narrative: str | Keep | None = KEEP
    told_by: str | Keep | None = KEEP

    def items(self) -> Iterator[tuple[str, Value]]:
        """Give the fields that are said with their values."""
        for name in ("rag", "narrative", "told_by"):
            value = getattr(self, name)
            if value is not KEEP:
                yield name, value


def plan_update(
    board: Board,
    action: str,
    day: dt.date,
    *,
    rag: Rag | Keep | None = KEEP,
    narrative: str | Keep | None = KEEP,
    told_by: str | Keep | None = KEEP,
) -> Plan:
    """Plan the update of an action on a day: made where there is none, else changed.

    What is said at an action that is the same as another is said of that one. An update that
    tells nothing any more is deleted.
    """
    said = Said(rag, narrative, told_by)
    with board.reading() as connection:
        name = records.names(connection, "action", [action]).get(action, action)
        changes, problems = said_of(connection, board, {action: said}, day)
    return Plan(f"{name}: {in_words(said, day)}", tuple(changes), tuple(problems))


def plan_delete_update(board: Board, update: str) -> Plan:
    """Plan the deletion of an update."""
    with board.reading() as connection:
        values = records.rows_by_ref(connection, _TABLE, [update]).get(update)
        if values is None:
            message = f"{update} was deleted meanwhile."
            return Plan("Update deleted", problems=(Problem(message, _TABLE, update),))
        action = str(values["action"])
        name = records.names(connection, "action", [action]).get(action, action)
        changes = records.deletion(connection, _TABLE, [update])
    dated = values["dated"]
    day = f" of {show_date(dated)}" if isinstance(dated, dt.date) else ""
    return Plan(f"{name}: update{day} deleted", tuple(changes))


def said_of(
    connection: Connection, board: Board, said: Mapping[str, Said], day: dt.date
) -> tuple[list[Change], list[Problem]]:
    """List the changes that say this of actions that are stored; problems lead to the actions.

    A problem's `column` is the field of the update.
    """
    changes: list[Change] = []
    problems: list[Problem] = []
    of_target: dict[str, dict[str, Value]] = {}
    stored = records.rows_by_ref(connection, "action", list(said))
    for ref, one in said.items():
        if ref not in stored:
            problems.append(Problem(f"{ref} was deleted meanwhile.", "action", ref))
            continue
        target = str(stored[ref]["same_as"] or ref)
        for name, value in one.items():
            try:
                read = read_value(PROGRESS_UPDATE.fields[name], value)
            except Unreadable as refusal:
                problems.append(Problem(refusal.message, "action", ref, name))
            else:
                of_target.setdefault(target, {})[name] = read
    new: list[dict[str, Value]] = []
    of_day = _of_day(connection, list(of_target), day)
    for target, values in of_target.items():
        if target in of_day:
            changes += _changed(*of_day[target], values)
        elif _tells(values):
            new.append({"action": target, "dated": day, **values})
        elif values.get("told_by") is not None:
            ref = next(
                ref for ref in said if str(stored.get(ref, {}).get("same_as") or ref) == target
            )
            problems.append(Problem(_NOTHING_SAID, "action", ref, "told_by"))
    refs = board.new_refs(_TABLE, len(new)) if new else []
    changes += [create(_TABLE, ref, **values) for ref, values in zip(refs, new, strict=True)]
    return changes, problems


def in_words(said: Said, day: dt.date) -> str:
    """Say for the history what was said."""
    values = dict(said.items())
    if values.keys() == {"rag"}:
        rag = values["rag"]
        words = rag_words(Rag(str(rag))) if rag is not None else "rating taken back"
        return f"{words} on {show_date(day)}"
    return f"progress of {show_date(day)}"


def _of_day(
    connection: Connection, actions: Sequence[str], day: dt.date
) -> dict[str, tuple[str, Values]]:
    """Give the update of each action on a day; of several the one that shows."""
    refs = [ref for ref, _, dated in plan_rules.updates_of(connection, actions) if dated == day]
    stored = records.rows_by_ref(connection, _TABLE, refs)
    ordered = sorted(stored.items(), key=lambda row: (len(row[0]), row[0]))
    return {str(values["action"]): (ref, values) for ref, values in ordered}


def _changed(ref: str, stored: Values, values: Mapping[str, Value]) -> list[Change]:
    after = {name: value for name, value in values.items() if stored[name] != value}
    if not after:
        return []
    if not _tells({**stored, **after}):
        return [Change(_TABLE, ref, stored, None)]
    return [Change(_TABLE, ref, {name: stored[name] for name in after}, after)]


def _tells(values: Mapping[str, Value]) -> bool:
    return values.get("rag") is not None or values.get("narrative") is not None
