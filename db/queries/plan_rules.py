"""What the rules of plans ask before a change is written: few columns of what it concerns."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, or_, select

from db.records.plans import (
    ACTION,
    ACTION_LINK,
    ACTION_PARTY,
    PLAN,
    PLAN_SECTION,
    PROGRESS_UPDATE,
)

_AT_ONCE = 500
"""References asked for in one query; SQLite takes a limited number of parameters."""


@dataclass(frozen=True, slots=True)
class Standing:
    """Where an action stands in its plan."""

    plan: str
    plan_section: str | None
    part_of: str | None
    same_as: str | None


def standings(connection: Connection, refs: Sequence[str]) -> dict[str, Standing]:
    """Tell where actions stand, by reference."""
    return {row[0]: Standing(*row[1:]) for row in _in(connection, _standing(), refs, _A.ref)}


def leaning(connection: Connection, refs: Sequence[str]) -> dict[str, Standing]:
    """Tell where the points of actions stand, and the actions that are the same as they."""
    rows = _in(connection, _standing(), refs, _A.part_of, _A.same_as)
    return {row[0]: Standing(*row[1:]) for row in rows}


def in_sections(connection: Connection, sections: Sequence[str]) -> dict[str, Standing]:
    """Tell where the actions of sections stand."""
    rows = _in(connection, _standing(), sections, _A.plan_section)
    return {row[0]: Standing(*row[1:]) for row in rows}


def updates_of(connection: Connection, actions: Sequence[str]) -> list[tuple[str, str, dt.date]]:
    """List the updates of actions as (reference, action, date)."""
    stored = PROGRESS_UPDATE.table.c
    query = select(stored.ref, stored.action, stored.dated)
    return [(row[0], row[1], row[2]) for row in _in(connection, query, actions, stored.action)]


def parties_of(
    connection: Connection, actions: Sequence[str]
) -> list[tuple[str, str, str | None, str | None, str | None]]:
    """List who does actions as (reference, action, agency, post, group)."""
    stored = ACTION_PARTY.table.c
    query = select(stored.ref, stored.action, stored.agency, stored.post, stored.board_group)
    rows = _in(connection, query, actions, stored.action)
    return [(row[0], row[1], row[2], row[3], row[4]) for row in rows]


def linked_objectives(connection: Connection, actions: Sequence[str]) -> list[tuple[str, str]]:
    """List the links to some actions as (reference, objective)."""
    stored = ACTION_LINK.table.c
    query = select(stored.ref, stored.objective)
    return [(row[0], row[1]) for row in _in(connection, query, actions, stored.objective)]


def linked_sections(connection: Connection, sections: Sequence[str]) -> list[tuple[str, str]]:
    """List the links to some sections as (reference, section)."""
    stored = ACTION_LINK.table.c
    query = select(stored.ref, stored.plan_section)
    return [(row[0], row[1]) for row in _in(connection, query, sections, stored.plan_section)]


def served_plans(connection: Connection) -> set[str]:
    """Name the plans that others serve, or that a link leads into."""
    links = ACTION_LINK.table.c
    queries = (
        select(PLAN.table.c.objectives_of).where(PLAN.table.c.objectives_of.is_not(None)),
        select(_A.plan).join(ACTION_LINK.table, links.objective == _A.ref),
        select(PLAN_SECTION.table.c.plan).join(
            ACTION_LINK.table, links.plan_section == PLAN_SECTION.table.c.ref
        ),
    )
    return {ref for query in queries for ref in connection.execute(query.distinct()).scalars()}


_A = ACTION.table.c


def _standing() -> Select[Any]:
    return select(_A.ref, _A.plan, _A.plan_section, _A.part_of, _A.same_as)


def _in(
    connection: Connection, query: Select[Any], refs: Sequence[str], *columns: ColumnElement[Any]
) -> Iterator[Any]:
    """Give the rows in which one of the columns holds one of the references."""
    for start in range(0, len(refs), _AT_ONCE):
        some = refs[start : start + _AT_ONCE]
        yield from connection.execute(query.where(or_(*(column.in_(some) for column in columns))))
