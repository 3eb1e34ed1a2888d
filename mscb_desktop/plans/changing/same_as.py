"""'See action point 5': which action is meant, and why one cannot be the same as it."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from db.changes import Change
from db.records.plans import Shows, Status
from mscb_desktop.plans.model import Action
from mscb_desktop.plans.rules.numbering import order, pieces
from mscb_desktop.plans.rules.progress import Register
from mscb_desktop.plans.table.typed_rows import TypedRows, text_of
from mscb_desktop.values import quoted

_NUMBER = r"[0-9]{1,3}(?:\.[0-9]{1,3})*[a-z]?"
_SEE = re.compile(
    r"\(?(?:please\s+)?(?:see|as(?:\s+(?:per|for|in|at))?|same\s+as|refer\s+to)\s+"
    r"(?:(?:also|above|the)\s+)*"
    r"(?:(?:action|recommendation|objective)s?\s+)?(?:(?:points?|no|number|item|line)\b\.?\s*)?"
    rf"([A-Z]{{2}}-[0-9]{{4,}}|{_NUMBER}(?:\s*(?:,|&|/|and)\s*{_NUMBER})*)"
    r"(?:\s+(?:above|below))?\s*[.)]*",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Numbered:
    """An action that may be meant: `ref` is that of a stored one, or the NEW row's."""

    ref: str
    number: str | None


def read_see(text: str | None) -> str | None:
    """Give the number, or reference, of the action that a text names and says no more."""
    match = _SEE.fullmatch((text or "").strip())
    return match[1] if match else None


def find_meant(number: str, there: Iterable[Numbered]) -> str | None:
    """Find the action of a number, or reference; '5 and 14' is number 5 where no other is."""
    known = list(there)
    wanted = order(number)
    exact = [one.ref for one in known if one.ref == number.upper()]
    exact += [one.ref for one in known if one.number and order(one.number) == wanted]
    among = [one.ref for one in known if wanted in map(order, pieces(one.number))]
    return next(iter((*exact, *among)), None)


def may_be_meant(actions: Sequence[Action]) -> list[Numbered]:
    """List the actions of a plan that another can be the same as: neither points nor aliases."""
    return [Numbered(a.ref, a.number) for a in actions if a.same_as is None and a.part_of is None]


def why_not(register: Register, action: Action, target: str) -> str:
    """Say why an action cannot be the same as another; '' where it can."""
    others = register.actions.values()
    if any(one.same_as == action.ref for one in others):
        return "Other actions are the same as this one: let them name another first."
    if any(one.part_of == action.ref for one in others):
        return "It has action points of its own, which would not show: delete them first."
    if action.part_of == target:
        return "An action point cannot be the same as the action that it is a point of."
    if action.same_as is not None:
        return ""
    if register.updates(action.ref, dt.date.max):
        return (
            "Progress was told of it, which would no longer show: delete its updates first, or "
            "leave it an action of its own."
        )
    if action.deadlines and (action.deadlines[-1].text or action.deadlines[-1].last_due):
        return "It has a deadline of its own, and would show the other's: empty that first."
    return ""


def say_the_same(rows: TypedRows) -> None:
    """Make aliases of rows that say 'See action point 5', and actions of those that cease to."""
    named = {
        ref: number
        for ref, values in (*rows.there.items(), *rows.new.items())
        if (number := read_see(text_of(values.get("what")))) is not None
    }
    known = may_be_meant([one for one in rows.actions.values() if one.ref not in named])
    known += [
        Numbered(rows.taken[ref], text_of(values.get("number")))
        for ref, values in rows.new.items()
        if ref not in named and values.get("part_of") is None
    ]
    for ref, values in rows.there.items():
        if "what" not in values:
            continue
        target = find_meant(named[ref], known) if ref in named else None
        if target is None or target == ref:
            values["same_as"] = None
        elif why := why_not(rows.book.register, rows.actions[ref], target):
            del values["what"]
            rows.problem(why, ref, Shows.WHAT)
        else:
            values |= {"what": None, "same_as": target}
            rows.targets[ref] = target
    earlier = set(rows.actions)
    for ref in rows.new:
        target = find_meant(named[ref], known) if ref in named else None
        if target is not None:
            _new_alias(rows, ref, target, there=target in earlier)
        earlier.add(rows.taken[ref])


def _new_alias(rows: TypedRows, ref: str, target: str, *, there: bool) -> None:
    """Make a new row the same as an action; one that is made only later is named afterwards."""
    values, own = rows.new[ref], rows.taken[ref]
    when = text_of(values.pop("when_text", None))
    if when is not None:
        why = "the row shows the deadline of the action that it is the same as."
        rows.problem(f"{quoted(when)} was left out: {why}", ref, Shows.WHEN)
    values |= {"what": None, "status": Status.OPEN, "status_on": None}
    if there:
        values["same_as"] = target
    else:
        rows.typed.follow(ref, Change("action", own, {"same_as": None}, {"same_as": target}))
    rows.targets[own] = target
