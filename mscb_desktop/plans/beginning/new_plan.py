"""A new plan: its kind, which may be one that the board did not have, its place and its year."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Connection

from db.board import Board
from db.changes import Change, Plan, Problem, create
from db.queries import plans as queries
from db.queries import records
from db.queries.plans import PlanRow
from mscb_desktop.plans.beginning.kinds import plan_kind_for
from mscb_desktop.sheet.order import STEP
from mscb_desktop.values import quoted, year_label


@dataclass(frozen=True, slots=True)
class NewPlan:
    """The change that makes a plan, and the reference that the plan has then; '' where refused."""

    ref: str
    plan: Plan


def plan_new_plan(
    board: Board,
    name: str,
    kind: str,
    *,
    group: str | None = None,
    year: str | None = None,
    serves: str | None = None,
) -> NewPlan:
    """Plan a plan at the end of the list; `kind` is the name of its kind, the others references.

    Problems lead to the fields of `plan`.
    """
    called, kind = " ".join(name.split()), kind.strip()
    what = f"Plan {quoted(called)} begun" if called else "A plan begun"
    problems = []
    if not called:
        problems.append(_problem("A plan needs a name: type it as it is printed above it.", "name"))
    if not kind:
        problems.append(
            _problem("Choose the kind of plan: it says which columns it has.", "plan_kind")
        )
    with board.reading() as connection:
        there = queries.plans(connection)
        placed = records.positions(connection, "plan", {})
    same = next(
        (row for row in there if row.year == year and _plain(row) == called.casefold()), None
    )
    if same is not None:
        of = f" for {year_label(same.start_year)}" if same.start_year is not None else ""
        message = (
            f"There is a plan {quoted(same.name)}{of} already: open it, or choose another name."
        )
        problems.append(_problem(message, "name"))
    if problems:
        return NewPlan("", Plan(what, problems=tuple(problems)))
    kind_ref, changes = plan_kind_for(board, kind)
    (ref,) = board.new_refs("plan")
    made: Change = create(
        "plan",
        ref,
        name=called,
        plan_kind=kind_ref,
        board_group=group,
        year=year,
        objectives_of=serves,
        position=(placed[-1][1] if placed else 0) + STEP,
    )
    return NewPlan(ref, Plan(what, (*changes, made)))


def business_plans(connection: Connection) -> list[PlanRow]:
    """List the plans whose lines are objectives, which others may serve, in their order."""
    having = {kind.ref for kind in queries.kinds(connection) if kind.has_objectives}
    return [plan for plan in queries.plans(connection) if plan.plan_kind in having]


def served_in(plans: list[PlanRow], start_year: int | None) -> PlanRow | None:
    """Choose of the business plans the one that a plan of a year serves: the only one of it."""
    of_year = [plan for plan in plans if plan.start_year == start_year and start_year is not None]
    return of_year[0] if len(of_year) == 1 else None


def name_for(group: str, kind: str) -> str:
    """Propose a name: 'Training Subgroup workplan'; '' where nothing is chosen."""
    if not kind:
        return ""
    return f"{group} {kind[0].lower()}{kind[1:]}" if group else kind


def _plain(plan: PlanRow) -> str:
    return " ".join(plan.name.split()).casefold()


def _problem(message: str, column: str) -> Problem:
    return Problem(message, "plan", None, column)
