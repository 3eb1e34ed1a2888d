"""Which actions the register shows: its filter, and the conditions that it makes."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Date,
    Select,
    String,
    and_,
    bindparam,
    exists,
    func,
    or_,
    select,
)

from db.queries.standing import DAY, Target, WithPoints, as_at, meant, status, waiting
from db.records.budget import FINANCIAL_YEAR
from db.records.people import POST
from db.records.plans import ACTION, ACTION_LINK, ACTION_PARTY, PLAN, Due, Rag, Status

UNRATED = "none"
"""Asks for actions of which no update says how they go, as `Filter.rag`."""
_SOON: dict[Due | None, int] = {Due.WITHIN_30: 30, Due.WITHIN_90: 90}
_SEARCHED = (
    "ref",
    "number",
    "recommendation",
    "what",
    "outcomes",
    "measures",
    "who",
    "when_text",
    "evidence",
    "monitoring",
)


@dataclass(frozen=True, slots=True)
class Filter:
    """Which actions are wanted; None and '' leave a question open.

    `agency` has to do with an action by itself or by a post there, `board_group` also where the
    plan is its own; a point that says nothing of who does it is done by who does its action. With
    `leads` agency, post and group must lead. `objective` is served by itself or with its whole
    section. `rag` may be NOT_RATED, which asks for what is not Red, Amber or Green, or `UNRATED`.
    A plan is shown whatever its year.
    """

    holding: str = ""
    every_year: bool = False
    plan: str | None = None
    agency: str | None = None
    post: str | None = None
    board_group: str | None = None
    leads: bool = False
    objective: str | None = None
    rag: str | None = None
    status: Status | None = None
    due: Due | None = None


@dataclass(frozen=True, slots=True)
class Asked:
    """A filter with what it depends on: the day as at which, and the year that is looked at.

    `agencies` are those that stand for the filter's one on the day, itself among them.
    """

    wanted: Filter
    day: dt.date
    year: int
    agencies: tuple[str, ...] = ()

    @property
    def words(self) -> list[str]:
        """The words that an action shall hold."""
        return self.wanted.holding.split()

    @property
    def shape(self) -> Filter:
        """What of the filter makes another query; the rest of it are values."""
        wanted = self.wanted
        rag = wanted.rag if wanted.rag in (None, UNRATED, Rag.NOT_RATED) else Rag.RED.value
        status = Status.OPEN if wanted.status else None
        due = Due.WITHIN_30 if wanted.due in _SOON else wanted.due
        return replace(
            wanted,
            holding=" ".join("w" for _ in self.words),
            rag=rag,
            status=status,
            due=due,
            plan=wanted.plan and "plan",
            agency=wanted.agency and "agency",
            post=wanted.post and "post",
            board_group=wanted.board_group and "group",
            objective=wanted.objective and "objective",
        )

    @property
    def values(self) -> dict[str, Any]:
        """The values that the query of this shape takes."""
        wanted = self.wanted
        links = ("plan", "post", "board_group", "objective")
        soon = dt.timedelta(days=_SOON.get(wanted.due, 0))
        return {
            **as_at(self.day),
            **{f"word_{n}": f"%{_escaped(word)}%" for n, word in enumerate(self.words)},
            **{name: getattr(wanted, name) for name in links},
            "agencies": self.agencies or (wanted.agency,),
            "rag": wanted.rag,
            "status": wanted.status,
            "soon": self.day + soon,
            "year": self.year,
        }


def fitting(
    shape: Filter, columns: Sequence[Any], action: Any, same: Any, seen: WithPoints
) -> Select[Any]:
    """Select columns of the actions that fit; `same` is joined where an action is the same."""
    query = (
        select(*columns)
        .select_from(action)
        .join(PLAN.table, PLAN.table.c.ref == action.c.plan)
        .outerjoin(same, same.c.ref == action.c.same_as)
    )
    if shape.plan:
        query = query.where(action.c.plan == bindparam("plan"))
    elif not shape.every_year:
        years = FINANCIAL_YEAR.table.c
        of_year = select(years.ref).where(years.start_year == bindparam("year"))
        query = query.where(or_(PLAN.table.c.year.is_(None), PLAN.table.c.year.in_(of_year)))
    if shape.rag is not None or shape.due is not None:
        target = func.coalesce(action.c.same_as, action.c.ref)
        query = query.outerjoin(seen.points, seen.points.c.top == target)
    return query.where(
        *_holding(len(shape.holding.split()), action.c, same.c),
        *_done_by(shape, action.c),
        *_serving(shape, action.c),
        *_standing(shape, meant(action.c, same.c), seen),
    )


def _holding(words: int, action: Any, same: Any) -> list[ColumnElement[bool]]:
    columns = [func.lower(of[name]) for of in (action, same) for name in _SEARCHED]
    patterns = (func.lower(bindparam(f"word_{n}")) for n in range(words))
    return [or_(*(each.like(one, escape="/") for each in columns)) for one in patterns]


def _escaped(word: str) -> str:
    return re.sub(r"[/%_]", r"/\g<0>", word)


def lends(action: Any) -> ColumnElement[str]:
    """Give what lends an action who does it: what it is the same as, or what it is a point of."""
    return func.coalesce(action.same_as, action.part_of)


def borrows(action: Any) -> ColumnElement[bool]:
    """Tell whether an action says nothing itself of who does it."""
    own = ACTION_PARTY.table.alias().c
    has_own = exists(select(1).where(own.action == action.ref))
    return and_(func.coalesce(action.who, "") == "", ~has_own)


def _done_by(shape: Filter, action: Any) -> list[ColumnElement[bool]]:
    party = ACTION_PARTY.table.alias().c

    def shown(is_it: ColumnElement[bool]) -> ColumnElement[bool]:
        query = select(party.action).where(is_it)
        if shape.leads:
            query = query.where(_leads(party))
        lent = and_(lends(action).in_(query), borrows(action))
        return or_(action.ref.in_(query), lent)

    found = []
    if shape.agency:
        agencies: ColumnElement[str] = bindparam("agencies", expanding=True)
        posts = select(POST.table.c.ref).where(POST.table.c.agency.in_(agencies))
        found.append(shown(or_(party.agency.in_(agencies), party.post.in_(posts))))
    if shape.post:
        found.append(shown(party.post == bindparam("post")))
    if shape.board_group:
        group: ColumnElement[str] = bindparam("board_group", type_=String)
        own_plan = PLAN.table.c.board_group == group
        is_its = shown(party.board_group == group)
        found.append(is_its if shape.leads else or_(is_its, own_plan))
    return found


def _leads(party: Any) -> ColumnElement[bool]:
    """Give the condition that a party leads: it says so, or stands alone."""
    other = ACTION_PARTY.table.alias().c
    beside = exists(select(1).where(other.action == party.action, other.ref != party.ref))
    return or_(party.lead.is_(True), ~beside)


def _serving(shape: Filter, action: Any) -> list[ColumnElement[bool]]:
    if not shape.objective:
        return []
    link, served = ACTION_LINK.table.c, ACTION.table.alias().c
    objective: ColumnElement[str] = bindparam("objective", type_=String)
    section = select(served.plan_section).where(served.ref == objective).scalar_subquery()
    whole = and_(link.objective.is_(None), link.plan_section == section)
    return [action.ref.in_(select(link.action).where(or_(link.objective == objective, whole)))]


def _standing(shape: Filter, one: Target, seen: WithPoints) -> list[ColumnElement[bool]]:
    found: list[ColumnElement[bool]] = []
    if shape.status is not None:
        found.append(status(one) == bindparam("status"))
    if shape.rag == UNRATED:
        found.append(seen.rag(one).is_(None))
    elif shape.rag == Rag.NOT_RATED:
        found.append(func.coalesce(seen.rag(one), Rag.NOT_RATED.value) == Rag.NOT_RATED.value)
    elif shape.rag is not None:
        found.append(seen.rag(one) == bindparam("rag"))
    if shape.due is Due.OVERDUE:
        found.append(seen.overdue(one))
    elif shape.due is Due.DATED:
        found.append(seen.due(one).is_not(None))
    elif shape.due is Due.NO_DATE:
        found.append(seen.due(one).is_(None))
    elif shape.due is not None:
        found += [seen.due(one).between(DAY, bindparam("soon", type_=Date)), waiting(one)]
    return found
