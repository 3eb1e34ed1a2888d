"""The register as on a day: the actions that a filter asks for, as one line each."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import chain

from sqlalchemy import Connection

from db.board import Board
from db.queries import plans as plan_queries
from db.queries import register as queries
from db.queries.plans import PlanRow
from db.queries.register import Asked, Filter, Party, RegisterRow
from mscb_desktop.plans.called import Names
from mscb_desktop.plans.model import RATINGS, Rag
from mscb_desktop.plans.register.counting import counted
from mscb_desktop.plans.rules.progress import Direction, Standing
from mscb_desktop.plans.rules.rollup import Count
from mscb_desktop.plans.rules.titles import first_line
from mscb_desktop.plans.words import late, status_words
from mscb_desktop.values import show_date, year_label


@dataclass(frozen=True, slots=True)
class Line:
    """One action in the register, in words."""

    ref: str
    plan: str
    """Reference of its plan."""
    plan_name: str
    number: str
    kin: str
    """'as 5' for what is the same as another, 'point of 5'; '' for the others."""
    action: str
    """Its first line."""
    whole: str
    """Recommendation and action as they stand."""
    who: str
    """Who leads, on one line; without any who is named at all."""
    everybody: str
    due: str
    late: str
    """'late 12 months'; '' where it is not."""
    rag: Rag | None
    direction: Direction | None
    of_points: bool
    """The rating is the worst of its points."""
    status: str
    updated: str


class Listing:
    """The register of a board as on a day, with `year` as the one that is looked at.

    What plans and parties are called is known until `forget`.
    """

    def __init__(self, board: Board, day: dt.date, year: int) -> None:
        self._board = board
        self.day, self.year = day, year
        self.forget()

    def forget(self) -> None:
        """Ask anew what things are called."""
        self._names = Names(self.day)
        self._plans: Mapping[str, PlanRow] | None = None

    def find(self, wanted: Filter) -> list[str]:
        """List the references of the actions that fit, in the order of plans and of each plan."""
        with self._board.reading() as connection:
            return queries.find(connection, self._asked(connection, wanted))

    def count(self, wanted: Filter) -> Count:
        """Count the actions that fit, as plans are counted."""
        with self._board.reading() as connection:
            return counted(queries.tally(connection, self._asked(connection, wanted)))

    def lines(self, refs: Sequence[str]) -> list[Line]:
        """Give actions as they show."""
        with self._board.reading() as connection:
            rows = queries.rows(connection, refs, self.day)
            parties = queries.parties(connection, refs)
            self._names.learn(connection, chain.from_iterable(parties.values()))
            plans = self._known_plans(connection)
        return [self._line(row, parties.get(row.ref, ()), plans[row.plan]) for row in rows]

    def plans(self) -> Sequence[PlanRow]:
        """List the plans in their order."""
        with self._board.reading() as connection:
            return list(self._known_plans(connection).values())

    def plan_name(self, plan: PlanRow) -> str:
        """Name a plan, its year first where that is another than the one that is looked at."""
        if plan.start_year in (None, self.year):
            return plan.name
        year = year_label(plan.start_year or 0)
        return plan.name if year in plan.name else f"{year} {plan.name}"

    def _known_plans(self, connection: Connection) -> Mapping[str, PlanRow]:
        if self._plans is None:
            self._plans = {plan.ref: plan for plan in plan_queries.plans(connection)}
        return self._plans

    def _asked(self, connection: Connection, wanted: Filter) -> Asked:
        """Add the agencies whose work the filter's one does on the day."""
        if wanted.agency is None:
            return Asked(wanted, self.day, self.year)
        self._names.learn_agencies(connection)
        now = self._names.stands_for(wanted.agency)
        same = [ref for ref in self._names.agencies if self._names.stands_for(ref) == now]
        return Asked(wanted, self.day, self.year, tuple(same))

    def _line(self, row: RegisterRow, parties: Sequence[Party], plan: PlanRow) -> Line:
        names = [self._names.of(one.agency, one.post, one.board_group) for one in parties]
        leads = [name for name, one in zip(names, parties, strict=True) if one.lead]
        has_own = any(one.action == row.ref for one in parties)
        words = row.who or ("" if has_own else row.lent_who or "")
        # Not what it is worth: only what the words of lateness and status are made of.
        standing = Standing(
            self.day, row.status, None, None, None, row.due, None, carried=not row.overdue
        )
        return Line(
            ref=row.ref,
            plan=row.plan,
            plan_name=self.plan_name(plan),
            number=row.number or "",
            kin=_kin(row),
            action=first_line(row.what) or first_line(row.recommendation),
            whole="\n\n".join(filter(None, (row.recommendation, row.what))),
            who="; ".join(leads) or one_line(words) or "; ".join(names),
            everybody=words or "\n".join(names),
            due=show_date(row.due) if row.due else one_line(row.when_text or ""),
            late=late(standing) or ("a point is late" if row.overdue else ""),
            rag=row.rag,
            direction=_direction(row),
            of_points=row.rag is not None and row.rag is not row.own_rag,
            status=status_words(standing, row.status_on) or "Open",
            updated=show_date(row.updated) if row.updated else "",
        )


def one_line(text: str) -> str:
    """Set the lines of a text behind each other."""
    return "; ".join(filter(None, (line.strip(" \t;-") for line in text.splitlines())))


def _kin(row: RegisterRow) -> str:
    """Say what an action is the same as, or a point of."""
    if row.same_as is None and row.part_of is None:
        return ""
    kind = "as" if row.same_as is not None else "point of"
    return f"{kind} {(row.lent_number or '').rstrip('.') or 'another'}"


def _direction(row: RegisterRow) -> Direction | None:
    """Compare the newest rating with the one before it."""
    now, before = row.own_rag, row.rated_before
    if now not in RATINGS or before not in RATINGS:
        return None
    if now == before:
        return Direction.SAME
    worse = RATINGS.index(now) < RATINGS.index(before)
    return Direction.WORSE if worse else Direction.BETTER
