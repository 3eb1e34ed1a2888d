"""The workplans of a year, of one group or of all, each with the group's membership above it.

A workplan is a plan of a group; a business plan is none, and neither is a plan that answers
recommendations.
"""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import Connection

from db.queries import plans as queries
from db.queries import records
from db.queries.plans import PlanRow
from db.records.groups import GROUP as GROUP_RECORD
from db.records.plans import Shows
from mscb_desktop.document.model import Block, Document, Heading, Paragraph
from mscb_desktop.groups.members import Roll
from mscb_desktop.reports.base import Report, Request
from mscb_desktop.reports.choosing_plans import of_year, year_for
from mscb_desktop.reports.of_groups import GROUP, role_in_words
from mscb_desktop.reports.plan_pages import plan_document
from mscb_desktop.reports.request import ReportError
from mscb_desktop.values import year_label

_SIDE_BY_SIDE = 3
"""Columns in which members are listed."""


def build(connection: Connection, request: Request) -> Document:
    """Make the workplans of the year: those of the group that is asked for, or of all groups."""
    plans = _plans(connection, request)
    if not plans:
        raise ReportError(_none(connection, GROUP.of(request)))
    year = year_for(plans, request) if request.year is None else request.year
    chosen = of_year(plans, year, _noun(connection, GROUP.of(request)))
    groups = {plan.ref: plan.board_group for plan in plans if plan.ref in chosen}
    there = sorted({group for group in groups.values() if group is not None})
    roll = Roll(connection, request.day, only=there)
    above = {
        plan: tuple(_membership(roll, group)) for plan, group in groups.items() if group is not None
    }
    title = f"Workplans {year_label(year)}"
    return plan_document(connection, request, chosen, title=title, above=above)


def choose_year(connection: Connection, request: Request) -> int:
    """Give the year that is meant where none is named."""
    return year_for(_plans(connection, request), request)


def _plans(connection: Connection, request: Request) -> list[PlanRow]:
    """List the workplans of all years, of the group that is asked for or of all."""
    group, columns = GROUP.of(request), queries.columns(connection)
    kinds = {
        kind.ref
        for kind in queries.kinds(connection)
        if not kind.has_objectives
        and all(row.shows is not Shows.RECOMMENDATION for row in columns.get(kind.ref, ()))
    }
    return [
        plan
        for plan in queries.plans(connection)
        if plan.plan_kind in kinds
        and plan.board_group is not None
        and group in (None, plan.board_group)
    ]


def _noun(connection: Connection, group: str | None) -> str:
    if group is None:
        return "workplan"
    name = records.names(connection, GROUP_RECORD.name, [group]).get(group)
    if name is None:
        raise ReportError(f"There is no group {group} in this board.")
    return f"workplan of {name}"


def _none(connection: Connection, group: str | None) -> str:
    """Say that there is no workplan, and which other plans a group has."""
    said = f"There is no {_noun(connection, group)} in this board yet"
    others = [
        f"{plan.name} ({plan.ref})"
        for plan in queries.plans(connection)
        if group is not None and plan.board_group == group
    ]
    if not others:
        return f"{said}."
    return f"{said}; it has {', '.join(others)}: print one with action-plan --plan."


def _membership(roll: Roll, group: str) -> Iterator[Block]:
    """List who sits on a group, as what; nothing where nobody is known to."""
    members = roll.members(group)
    others = {member.row.ref: member for member in members}
    lines = []
    for member in members:
        words = [role_in_words(member, others), "" if member.is_there else "vacant"]
        remark = ", ".join(filter(None, words))
        lines.append(f"- {member.called}" + (f" ({remark})" if remark else ""))
    if lines:
        yield Heading("Membership", 3)
        yield Paragraph("\n".join(lines), columns=_SIDE_BY_SIDE)


REPORT = Report(
    "workplan",
    "Workplan",
    "The workplan of a group, or of all of them: membership, actions, objectives, RAG, progress.",
    build,
    choose_year,
    by_day=True,
    takes=(GROUP,),
)
