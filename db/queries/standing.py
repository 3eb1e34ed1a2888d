"""How actions stand as at a day, as expressions of SQL: what lists filter and count by.

They say the same as `progress` and `rollup` in `mscb_desktop.plans.rules`. What is the same as
another action stands as that one does; an action is due with the last of its points, late where
one of them is, and where nobody told of the action itself it is rated as the worst of its points.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from sqlalchemy import (
    CTE,
    ColumnElement,
    Date,
    Integer,
    Select,
    and_,
    bindparam,
    case,
    exists,
    func,
    literal,
    not_,
    or_,
    select,
)

from db.records.budget import FINANCIAL_YEAR
from db.records.plans import ACTION, EARLIER_DEADLINE, PLAN, PROGRESS_UPDATE, Rag, Status

DAY = bindparam("day", type_=Date)
"""The day as at which actions stand; `as_at` gives its value."""
_APRIL = bindparam("april", type_=Integer)
_WORST_FIRST = (Rag.RED, Rag.AMBER, Rag.GREEN, Rag.NOT_RATED)
_RATINGS = _WORST_FIRST[:3]


def as_at(day: dt.date) -> dict[str, Any]:
    """Give the values that the expressions need for a day."""
    # The financial year of the day begins in the year before until the end of March.
    return {"day": day, "april": day.year - (day.month < 4)}


@dataclass(frozen=True, slots=True)
class Target:
    """The columns of what an action stands for: mostly of the action itself."""

    ref: Any
    part_of: Any
    status: Any
    status_on: Any
    when_text: Any
    last_due: Any


_NAMES = tuple(Target.__dataclass_fields__)


def itself(action: Any) -> Target:
    """Take an action's own columns; `action` holds the columns of the table, or of its alias."""
    return Target(*(action[name] for name in _NAMES))


def meant(action: Any, same: Any) -> Target:
    """Take the columns of `same`, joined by `same_as`, where the action is the same as another."""
    is_itself = action.same_as.is_(None)
    return Target(*(case((is_itself, action[name]), else_=same[name]) for name in _NAMES))


# One action by itself


def status(one: Target) -> ColumnElement[str]:
    """Give the status on the day."""
    return case((one.status_on > DAY, literal(Status.OPEN.value)), else_=one.status)


def held(one: Target, column: str) -> ColumnElement[Any]:
    """Give `when_text` or `last_due` of the deadline that held on the day."""
    old = EARLIER_DEADLINE.table.alias().c
    replaced_later = and_(old.action == one.ref, old.replaced_on > DAY)
    then = select(old[column]).where(replaced_later).order_by(old.replaced_on, old.ref).limit(1)
    was_another = exists(select(1).where(replaced_later))
    return case((was_another, then.scalar_subquery()), else_=getattr(one, column))


def newest(one: Target, column: str) -> ColumnElement[Any]:
    """Give a column of the newest update."""
    return _updates(one, column).limit(1).scalar_subquery()


def rating_before(one: Target) -> ColumnElement[Any]:
    """Give the rating before the newest one."""
    return _updates(one, "rag", only=_RATINGS).limit(1).offset(1).scalar_subquery()


def waiting(one: Target) -> ColumnElement[bool]:
    """Tell whether it is open, and no later plan goes on with it or with what it is part of."""
    later, plan = ACTION.table.alias().c, PLAN.table.alias().c
    years = FINANCIAL_YEAR.table.alias().c
    carried = select(1).where(
        later.carried_from.in_((one.ref, one.part_of)),
        plan.ref == later.plan,
        years.ref == plan.year,
        years.start_year <= _APRIL,
    )
    return and_(status(one) == Status.OPEN, not_(exists(carried)))


class WithPoints:
    """Expressions that see an action's points; `points` is to be joined by its `top`.

    `of` are the actions whose points are looked at, all of them without; it is a query for
    references of actions that are the same as no other.
    """

    def __init__(self, of: Select[Any] | None = None) -> None:
        self._of = of

    def rag(self, one: Target) -> ColumnElement[Any]:
        """Give the rating: of the newest update, without any the worst of the points."""
        points, update = self.points.c, PROGRESS_UPDATE.table.alias().c
        told = exists(select(1).where(update.action == one.ref, update.dated <= DAY))
        return case((or_(points.top.is_(None), told), newest(one, "rag")), else_=points.rag)

    def due(self, one: Target) -> ColumnElement[Any]:
        """Give the last date of all."""
        return _later(held(one, "last_due"), self.points.c.due)

    def overdue(self, one: Target) -> ColumnElement[bool]:
        """Tell whether it is waited for and its last date passed, or that of one of its points."""
        passed = or_(self.points.c.late == 1, self.due(one) < DAY)
        return and_(passed, waiting(one))

    @cached_property
    def points(self) -> CTE:
        """Per action that has points (`top`): their last date, worst rating, and if one is late."""
        pairs, point = self._pairs.c, ACTION.table.alias("point")
        one = itself(point.c)
        further = (
            select(pairs.top, func.max(held(one, "last_due")).label("due"))
            .join(point, point.c.ref == pairs.ref)
            .group_by(pairs.top)
            .cte("further")
        )
        late = and_(_later(held(one, "last_due"), further.c.due) < DAY, waiting(one))
        ranks = {rag.value: rank for rank, rag in enumerate(_WORST_FIRST)}
        worst = func.min(case(ranks, value=newest(one, "rag")))
        return (
            select(
                pairs.top,
                func.max(held(one, "last_due")).label("due"),
                case({rank: rag for rag, rank in ranks.items()}, value=worst).label("rag"),
                func.max(case((late, 1), else_=0)).label("late"),
            )
            .join(point, point.c.ref == pairs.ref)
            .outerjoin(further, further.c.top == point.c.ref)
            .where(pairs.ref != pairs.top)
            .group_by(pairs.top)
            .cte("points")
        )

    @cached_property
    def _pairs(self) -> CTE:
        """Each action that has points, with each of these and of theirs that is not dropped."""
        point, same = ACTION.table.alias(), ACTION.table.alias()
        target = meant(point.c, same.c)
        known = (
            select(point.c.part_of.label("top"), target.ref.label("ref"))
            .outerjoin(same, same.c.ref == point.c.same_as)
            .where(status(target) != Status.DROPPED)
        )
        first = known.where(point.c.part_of.is_not(None))
        if self._of is not None:
            below = ACTION.table.alias().c
            theirs = select(func.coalesce(below.same_as, below.ref))
            theirs = theirs.where(below.part_of.in_(self._of))
            first = known.where(or_(point.c.part_of.in_(self._of), point.c.part_of.in_(theirs)))
        pairs = first.cte("pairs", recursive=True)
        further = known.with_only_columns(pairs.c.top, target.ref)
        return pairs.union(further.join(pairs, pairs.c.ref == point.c.part_of))


def _updates(one: Target, column: str, only: Sequence[Rag] = ()) -> Select[Any]:
    """Select a column of the updates, the newest first; of one day the one entered later."""
    update = PROGRESS_UPDATE.table.alias().c
    query = select(update[column]).where(update.action == one.ref, update.dated <= DAY)
    if only:
        query = query.where(update.rag.in_(only))
    # In this order the index of updates by date gives the newest without sorting them all.
    return query.order_by(update.dated.desc(), func.length(update.ref).desc(), update.ref.desc())


def _later(one: Any, other: Any) -> ColumnElement[Any]:
    """Give the later of two dates, of which either may be missing."""
    return case((other.is_(None), one), (other > one, other), (one.is_(None), other), else_=one)
