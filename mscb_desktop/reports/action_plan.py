"""Any plan as its kind has it: an inspection's, recommendations, the actions of a strategy."""

from __future__ import annotations

from dataclasses import replace

from sqlalchemy import Connection

from db.queries import plans as queries
from db.queries.plans import PlanRow
from mscb_desktop.document.model import Document
from mscb_desktop.reports.base import Report, Request
from mscb_desktop.reports.choosing_plans import PLAN as ANY_PLAN
from mscb_desktop.reports.plan_pages import plan_document
from mscb_desktop.reports.request import ReportError
from mscb_desktop.values import year_of

PLAN = replace(ANY_PLAN, required=True)


def build(connection: Connection, request: Request) -> Document:
    """Make the page of the plan that is asked for."""
    return plan_document(connection, request, [_plan(connection, request).ref])


def choose_year(connection: Connection, request: Request) -> int:
    """Give the plan's own year where none is named."""
    start = _plan(connection, request).start_year
    return year_of(request.day) if start is None else start


def _plan(connection: Connection, request: Request) -> PlanRow:
    ref = PLAN.of(request)
    for plan in queries.plans(connection):
        if plan.ref == ref:
            return plan
    raise ReportError(f"There is no plan {ref} in this board.")


REPORT = Report(
    "action-plan",
    "Action plan",
    "Any plan as its kind has it: an inspection's, recommendations, the actions of a strategy.",
    build,
    choose_year,
    by_day=True,
    takes=(PLAN,),
)
