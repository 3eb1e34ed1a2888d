"""The register: the actions of all plans, found, shown a page at a time, and counted."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, bindparam, case, func, or_, select

from db.queries.register_filter import UNRATED, Asked, Filter, borrows, fitting, lends
from db.queries.standing import (
    WithPoints,
    as_at,
    held,
    itself,
    meant,
    newest,
    rating_before,
    status,
)
from db.records.plans import ACTION, ACTION_PARTY, PLAN, PLAN_SECTION, Rag, Status

__all__ = [
    "UNRATED",
    "Asked",
    "Filter",
    "Party",
    "RegisterRow",
    "Tally",
    "doing",
    "find",
    "parties",
    "rows",
    "statement",
    "tally",
]

_AT_ONCE = 500
"""References asked for in one query; SQLite takes a limited number of parameters."""


@dataclass(frozen=True, slots=True)
class RegisterRow:
    """One action as the register shows it; what is the same as another shows the other's words.

    `rag` is the newest update's, without any the worst of the points; `rated_before` the rating
    before the newest one. `due` is the last date of all, `overdue` true also where only a point
    is late.
    """

    ref: str
    plan: str
    number: str | None
    recommendation: str | None
    part_of: str | None
    same_as: str | None
    who: str | None
    """Its own words; where it has neither words nor parties of its own, `lent_who` shows."""
    lent_number: str | None
    """The number of what it is the same as, or else of what it is a point of."""
    lent_who: str | None
    what: str | None
    when_text: str | None
    status: Status
    status_on: dt.date | None
    due: dt.date | None
    overdue: bool
    rag: Rag | None
    own_rag: Rag | None
    """The newest update's alone."""
    rated_before: Rag | None
    updated: dt.date | None


@dataclass(frozen=True, slots=True)
class Party:
    """Who does an action, as the register shows it; `action` is the one it stands at itself."""

    action: str
    agency: str | None
    post: str | None
    board_group: str | None
    lead: bool


@dataclass(frozen=True, slots=True)
class Tally:
    """How many actions stand in one way."""

    status: Status
    rag: Rag | None
    overdue: bool
    number: int


def find(connection: Connection, asked: Asked) -> list[str]:
    """List the actions that fit, plan by plan as they print, points behind their action."""
    # All at once: a fetch for each row costs more than the row.
    return [row[0] for row in connection.execute(*statement(asked)).all()]


def statement(asked: Asked) -> tuple[Select[Any], dict[str, Any]]:
    """Give the query that finds what fits, and the values that it takes."""
    return _find(asked.shape), asked.values


def rows(connection: Connection, refs: Sequence[str], day: dt.date) -> list[RegisterRow]:
    """Read actions in the order of `refs` as on a day."""
    found: dict[str, RegisterRow] = {}
    for start in range(0, len(refs), _AT_ONCE):
        values = {**as_at(day), "refs": refs[start : start + _AT_ONCE]}
        for row in connection.execute(_rows(), values).mappings():
            found[row["ref"]] = _row(row)
    return [found[ref] for ref in refs if ref in found]


def parties(connection: Connection, refs: Sequence[str]) -> dict[str, list[Party]]:
    """Give who does each action, who leads first.

    Those of its own; without any those of what it is the same as, or of what it is a point of.
    """
    found: dict[str, list[Party]] = {}
    for start in range(0, len(refs), _AT_ONCE):
        for query in _parties():
            values = {"refs": refs[start : start + _AT_ONCE]}
            for row in connection.execute(query, values):
                one = Party(row.action, row.agency, row.post, row.board_group, bool(row.lead))
                found.setdefault(row.at, []).append(one)
    return found


def tally(connection: Connection, asked: Asked) -> list[Tally]:
    """Count what fits, each action once.

    Counted as `mscb_desktop.plans.rules.rollup` does: what is the same as another as the other,
    a point only where that which it is part of does not fit.
    """
    return [
        Tally(Status(status), _rag(rag), bool(overdue), number)
        for status, rag, overdue, number in connection.execute(_tally(asked.shape), asked.values)
    ]


def doing(connection: Connection, name: str) -> set[str]:
    """Give the agencies, posts or groups that have to do with any action; `name` is the field."""
    column = ACTION_PARTY.table.c[name]
    query = select(column).where(column.is_not(None)).distinct()
    return set(connection.execute(query).scalars())


# The queries, each made once: to make one takes longer than to run it.


@lru_cache(maxsize=256)
def _find(shape: Filter) -> Select[Any]:
    action, same = ACTION.table.alias("a"), ACTION.table.alias("s")
    above, section = ACTION.table.alias("above"), PLAN_SECTION.table.alias("section")
    is_point = action.c.part_of.is_not(None)
    stands_in = case((is_point, above.c.plan_section), else_=action.c.plan_section)
    return (
        fitting(shape, [action.c.ref], action, same, WithPoints())
        .outerjoin(above, above.c.ref == action.c.part_of)
        .outerjoin(section, section.c.ref == stands_in)
        .order_by(
            PLAN.table.c.position,
            PLAN.table.c.ref,
            func.coalesce(section.c.position, -1),
            section.c.ref,
            func.coalesce(above.c.position, action.c.position),
            func.coalesce(above.c.ref, action.c.ref),
            is_point,
            action.c.position,
            action.c.ref,
        )
    )


@cache
def _rows() -> Select[Any]:
    action, same = ACTION.table.alias("a"), ACTION.table.alias("s")
    lender = ACTION.table.alias("l")
    listed = ACTION.table.alias().c
    refs: ColumnElement[str] = bindparam("refs", expanding=True)
    targets = select(func.coalesce(listed.same_as, listed.ref)).where(listed.ref.in_(refs))
    seen, one = WithPoints(targets), meant(action.c, same.c)
    own = ("ref", "plan", "number", "recommendation", "part_of", "same_as", "who")
    columns: dict[str, ColumnElement[Any]] = {
        **{name: action.c[name] for name in own},
        "lent_number": lender.c.number,
        "lent_who": lender.c.who,
        "what": case((action.c.same_as.is_(None), action.c.what), else_=same.c.what),
        "when_text": held(one, "when_text"),
        "status": status(one),
        "status_on": one.status_on,
        "due": seen.due(one),
        "overdue": seen.overdue(one),
        "rag": seen.rag(one),
        "own_rag": newest(one, "rag"),
        "rated_before": rating_before(one),
        "updated": newest(one, "dated"),
    }
    return (
        select(*(column.label(name) for name, column in columns.items()))
        .outerjoin_from(action, same, same.c.ref == action.c.same_as)
        .outerjoin(lender, lender.c.ref == lends(action.c))
        .outerjoin(seen.points, seen.points.c.top == func.coalesce(action.c.same_as, action.c.ref))
        .where(action.c.ref.in_(refs))
    )


@cache
def _parties() -> tuple[Select[Any], Select[Any]]:
    """Select the parties of actions, and those lent to the others."""
    action, party = ACTION.table.c, ACTION_PARTY.table.c
    columns = [party[name] for name in Party.__dataclass_fields__]
    query = (
        select(action.ref.label("at"), *columns)
        .where(action.ref.in_(bindparam("refs", expanding=True)))
        .order_by(party.lead.is_(True).desc(), party.position, party.ref)
    )
    lent = query.where(party.action == lends(action), borrows(action))
    return query.where(party.action == action.ref), lent


@lru_cache(maxsize=256)
def _tally(shape: Filter) -> Select[Any]:
    action, same = ACTION.table.alias("a"), ACTION.table.alias("s")
    seen, one = WithPoints(), ACTION.table.alias("t")
    own = itself(one.c)
    target = func.coalesce(action.c.same_as, action.c.ref).label("target")
    columns = [target, action.c.part_of.label("above"), same.c.part_of.label("above_same")]
    listed = fitting(shape, columns, action, same, seen).cte("listed").c
    there = select(listed.target)
    counted = (
        select(listed.target)
        .where(
            or_(listed.above.is_(None), listed.above == listed.target, listed.above.not_in(there)),
            or_(listed.above_same.is_(None), listed.above_same.not_in(there)),
        )
        .distinct()
        .cte("counted")
    )
    each = (
        select(
            status(own).label("status"),
            seen.rag(own).label("rag"),
            seen.overdue(own).label("overdue"),
        )
        .join(counted, counted.c.target == one.c.ref)
        .outerjoin(seen.points, seen.points.c.top == one.c.ref)
        .subquery()
    )
    ways = (each.c.status, each.c.rag, each.c.overdue)
    return select(*ways, func.count()).group_by(*ways)


def _row(read: Any) -> RegisterRow:
    row = dict(read)
    for name in ("rag", "own_rag", "rated_before"):
        row[name] = _rag(row[name])
    row |= {"status": Status(row["status"]), "overdue": bool(row["overdue"])}
    return RegisterRow(**row)


def _rag(stored: str | None) -> Rag | None:
    return Rag(stored) if stored else None
