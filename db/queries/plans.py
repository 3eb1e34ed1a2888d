"""Plans and their actions, with who does them, what they serve, and what was said of them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Select, func, or_, select

from db.records.base import Record
from db.records.budget import FINANCIAL_YEAR
from db.records.plans import (
    ACTION,
    ACTION_LINK,
    ACTION_PARTY,
    EARLIER_DEADLINE,
    PLAN,
    PLAN_COLUMN,
    PLAN_KIND,
    PLAN_SECTION,
    PROGRESS_UPDATE,
    Rag,
    Shows,
    Status,
)


@dataclass(frozen=True, slots=True)
class KindRow:
    """A kind of plan."""

    ref: str
    name: str
    has_objectives: bool


@dataclass(frozen=True, slots=True)
class ColumnRow:
    """One column of the plans of a kind; the width in characters."""

    ref: str
    plan_kind: str
    shows: Shows
    heading: str
    width: int


@dataclass(frozen=True, slots=True)
class PlanRow:
    """A plan; `start_year` is the one in which its financial year begins, None without one."""

    ref: str
    name: str
    plan_kind: str
    board_group: str | None
    year: str | None
    objectives_of: str | None
    follows: str | None
    introduction: str | None
    start_year: int | None


@dataclass(frozen=True, slots=True)
class SectionRow:
    """A numbered part of a plan."""

    ref: str
    plan: str
    number: str | None
    title: str


@dataclass(frozen=True, slots=True)
class ActionRow:
    """One action as it is stored."""

    ref: str
    plan: str
    plan_section: str | None
    part_of: str | None
    same_as: str | None
    carried_from: str | None
    number: str | None
    recommendation: str | None
    what: str | None
    outcomes: str | None
    measures: str | None
    who: str | None
    when_text: str | None
    first_due: dt.date | None
    last_due: dt.date | None
    evidence: str | None
    monitoring: str | None
    status: Status
    status_on: dt.date | None
    position: int


@dataclass(frozen=True, slots=True)
class DeadlineRow:
    """A deadline that another replaced."""

    ref: str
    action: str
    when_text: str
    first_due: dt.date | None
    last_due: dt.date | None
    replaced_on: dt.date


@dataclass(frozen=True, slots=True)
class PartyRow:
    """An agency, post or group that does an action, or has a part in it."""

    ref: str
    action: str
    agency: str | None
    post: str | None
    board_group: str | None
    lead: bool | None


@dataclass(frozen=True, slots=True)
class LinkRow:
    """An objective or section that an action serves, as printed where that differs."""

    ref: str
    action: str
    objective: str | None
    plan_section: str | None
    printed: str | None


@dataclass(frozen=True, slots=True)
class UpdateRow:
    """What was said of an action's progress on a day."""

    ref: str
    action: str
    dated: dt.date
    rag: Rag | None
    narrative: str | None
    told_by: str | None


def kinds(connection: Connection) -> list[KindRow]:
    """List the kinds of plan in their order."""
    columns = PLAN_KIND.table.c
    query = select(columns.ref, columns.name, columns.has_objectives)
    query = query.order_by(columns.position, columns.ref)
    return [KindRow(ref, name, bool(has)) for ref, name, has in connection.execute(query)]


def columns(connection: Connection) -> dict[str, list[ColumnRow]]:
    """Give the columns of each kind of plan from left to right."""
    stored = PLAN_COLUMN.table.c
    query = _rows(PLAN_COLUMN, ColumnRow).order_by(stored.position, stored.ref)
    found: dict[str, list[ColumnRow]] = {}
    for ref, kind, shows, heading, width in connection.execute(query):
        found.setdefault(kind, []).append(ColumnRow(ref, kind, Shows(shows), heading, width))
    return found


def plans(connection: Connection) -> list[PlanRow]:
    """List every plan in its place in the list of plans."""
    stored, years = PLAN.table.c, FINANCIAL_YEAR.table.c
    own: list[Any] = [stored[n] for n in PlanRow.__dataclass_fields__ if n != "start_year"]
    query = select(*own, years.start_year).outerjoin_from(
        PLAN.table, FINANCIAL_YEAR.table, stored.year == years.ref
    )
    query = query.order_by(stored.position, stored.ref)
    return [PlanRow(**row) for row in connection.execute(query).mappings().all()]


def sections(connection: Connection, of: Sequence[str] | None = None) -> list[SectionRow]:
    """List the sections of plans in their order; of all plans without `of`."""
    stored = PLAN_SECTION.table.c
    query = _rows(PLAN_SECTION, SectionRow).order_by(stored.plan, stored.position, stored.ref)
    if of is not None:
        query = query.where(stored.plan.in_(of))
    return [SectionRow(*row) for row in connection.execute(query).all()]


def actions(connection: Connection, of: Sequence[str] | None = None) -> list[ActionRow]:
    """List actions plan by plan in their order; of all plans without `of`."""
    stored = ACTION.table.c
    query = _rows(ACTION, ActionRow).order_by(stored.plan, stored.position, stored.ref)
    if of is not None:
        query = query.where(stored.plan.in_(of))
    return [_action(row) for row in connection.execute(query).all()]


def actions_by_ref(connection: Connection, refs: Sequence[str]) -> dict[str, ActionRow]:
    """Give actions by reference."""
    stored = ACTION.table.c
    query = _rows(ACTION, ActionRow)
    found: dict[str, ActionRow] = {}
    for start in range(0, len(refs), _AT_ONCE):
        some = query.where(stored.ref.in_(refs[start : start + _AT_ONCE]))
        found |= {row.ref: _action(row) for row in connection.execute(some).all()}
    return found


def around(connection: Connection, ref: str) -> list[ActionRow]:
    """List an action with what it stands for, is a point of, has as points, serves and goes on.

    Those that go on with it in a later plan too; empty where it is not there.
    """
    stored, own = ACTION.table.c, actions_by_ref(connection, [ref]).get(ref)
    if own is None:
        return []
    near = [named for named in (own.same_as, own.part_of, own.carried_from) if named is not None]
    themselves = [ref, *([own.same_as] if own.same_as else [])]
    served = select(ACTION_LINK.table.c.objective).where(ACTION_LINK.table.c.action == ref)
    query = _rows(ACTION, ActionRow).where(
        or_(
            stored.ref.in_(near),
            stored.part_of.in_(themselves),
            stored.carried_from == ref,
            stored.ref.in_(served),
        ),
        stored.ref != ref,
    )
    return [own, *(_action(row) for row in connection.execute(query).all())]


def plans_of(connection: Connection, refs: Sequence[str]) -> dict[str, str]:
    """Give the plan that each of these actions stands in."""
    stored = ACTION.table.c
    found: dict[str, str] = {}
    for start in range(0, len(refs), _AT_ONCE):
        query = select(stored.ref, stored.plan).where(
            stored.ref.in_(refs[start : start + _AT_ONCE])
        )
        found |= {row[0]: row[1] for row in connection.execute(query)}
    return found


def carried_into(connection: Connection, of: Sequence[str] | None = None) -> dict[str, int]:
    """Give the year in which the plan begins that goes on with an action, by its reference.

    `of` are the actions that are asked for; all of them without.
    """
    later, years = ACTION.table.c, FINANCIAL_YEAR.table.c
    query = (
        select(later.carried_from, func.min(years.start_year))
        .join(PLAN.table, PLAN.table.c.ref == later.plan)
        .join(FINANCIAL_YEAR.table, years.ref == PLAN.table.c.year)
        .where(later.carried_from.is_not(None))
        .group_by(later.carried_from)
    )
    if of is not None:
        query = query.where(later.carried_from.in_(of))
    return {row[0]: row[1] for row in connection.execute(query)}


def deadlines(
    connection: Connection,
    of: Sequence[str] | None = None,
    actions: Sequence[str] | None = None,
) -> list[DeadlineRow]:
    """List the deadlines that were replaced, the earliest first; all without `of` or `actions`."""
    stored = EARLIER_DEADLINE.table.c
    query = _beside(EARLIER_DEADLINE, DeadlineRow, of, actions)
    query = query.order_by(stored.action, stored.replaced_on, stored.ref)
    return [DeadlineRow(*row) for row in connection.execute(query).all()]


def parties(
    connection: Connection,
    of: Sequence[str] | None = None,
    actions: Sequence[str] | None = None,
) -> list[PartyRow]:
    """List who does actions, in the order of each action; all without `of` or `actions`."""
    stored = ACTION_PARTY.table.c
    query = _beside(ACTION_PARTY, PartyRow, of, actions)
    query = query.order_by(stored.action, stored.position, stored.ref)
    return [PartyRow(*row) for row in connection.execute(query).all()]


def links(
    connection: Connection,
    of: Sequence[str] | None = None,
    actions: Sequence[str] | None = None,
) -> list[LinkRow]:
    """List what actions serve, in the order of each action; all without `of` or `actions`."""
    stored = ACTION_LINK.table.c
    query = _beside(ACTION_LINK, LinkRow, of, actions)
    query = query.order_by(stored.action, stored.position, stored.ref)
    return [LinkRow(*row) for row in connection.execute(query).all()]


def updates(
    connection: Connection,
    of: Sequence[str] | None = None,
    actions: Sequence[str] | None = None,
) -> list[UpdateRow]:
    """List the updates of actions by their dates; all without `of` or `actions`."""
    stored = PROGRESS_UPDATE.table.c
    query = _beside(PROGRESS_UPDATE, UpdateRow, of, actions)
    query = query.order_by(stored.action, stored.dated, stored.ref)
    return [
        UpdateRow(ref, action, dated, Rag(rag) if rag else None, narrative, told_by)
        for ref, action, dated, rag, narrative, told_by in connection.execute(query).all()
    ]


_AT_ONCE = 500
"""References asked for in one query; SQLite takes a limited number of parameters."""


_STATUS = tuple(ActionRow.__dataclass_fields__).index("status")


def _action(row: Any) -> ActionRow:
    # By places and not by names: there may be 20,000 of them.
    values = list(row)
    values[_STATUS] = Status(values[_STATUS])
    return ActionRow(*values)


def _rows(record: Record, shape: Any) -> Select[Any]:
    return select(*(record.table.c[name] for name in shape.__dataclass_fields__))


def _beside(
    record: Record, shape: Any, of: Sequence[str] | None, actions: Sequence[str] | None
) -> Select[Any]:
    """Select the rows that belong to actions, of some plans or of these alone where named."""
    query = _rows(record, shape)
    if actions is not None:
        return query.where(record.table.c.action.in_(actions))
    if of is None:
        return query
    stored = ACTION.table.c
    return query.where(record.table.c.action.in_(select(stored.ref).where(stored.plan.in_(of))))
