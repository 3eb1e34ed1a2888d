"""Which plans have to do with a business plan."""

from __future__ import annotations

from sqlalchemy import Connection, or_, select

from db.records.plans import ACTION, ACTION_LINK, PLAN, PLAN_SECTION

_ACTION, _LINK, _PLAN, _SECTION = (
    ACTION.table.c,
    ACTION_LINK.table.c,
    PLAN.table.c,
    PLAN_SECTION.table.c,
)


def plans_serving(connection: Connection, plan: str) -> list[str]:
    """List the plans that serve a business plan, or with an action that is linked into it."""
    objectives = select(_ACTION.ref).where(_ACTION.plan == plan)
    sections = select(_SECTION.ref).where(_SECTION.plan == plan)
    linked = (
        select(_ACTION.plan)
        .join(ACTION_LINK.table, _LINK.action == _ACTION.ref)
        .where(or_(_LINK.objective.in_(objectives), _LINK.plan_section.in_(sections)))
    )
    query = select(_PLAN.ref).where(or_(_PLAN.objectives_of == plan, _PLAN.ref.in_(linked)))
    return list(connection.execute(query.order_by(_PLAN.position, _PLAN.ref)).scalars())
