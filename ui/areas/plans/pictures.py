"""States of the tab of plans worth a picture."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import partial
from typing import TYPE_CHECKING

from db.queries import plans as queries
from ui.areas.plans.head import DETAILS
from ui.context import Context

if TYPE_CHECKING:
    from ui.areas.plans.part import PlansPart


def states(part: PlansPart, context: Context) -> Iterable[tuple[str, Callable[[], object]]]:
    """Give one plan of each kind of the year, the details of one, and the dialogs."""
    with context.board.reading() as connection:
        kinds = {kind.ref: kind.name for kind in queries.kinds(connection)}
        plans = [plan for plan in queries.plans(connection) if plan.start_year == context.year()]
    first: dict[str, str] = {}
    for plan in plans:
        first.setdefault(kinds[plan.plan_kind].lower().replace(" ", "-"), plan.ref)
    for name, ref in first.items():
        yield name, partial(part.open_plan, ref)
    if first:
        ref = next(iter(first.values()))

        def details() -> None:
            part.open_plan(ref).open_part(DETAILS)

        yield "details", details

        def next_year() -> None:
            part.open_plan(ref).acts.ask_next_year()

        yield "next-year", next_year
    yield "new", part.begin
