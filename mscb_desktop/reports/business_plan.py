"""The business plan of a year: objectives by section, with outcomes, measures, RAG and progress."""

from __future__ import annotations

from sqlalchemy import Connection

from mscb_desktop.document.model import Document
from mscb_desktop.plans.beginning.new_plan import business_plans
from mscb_desktop.reports.base import Report, Request
from mscb_desktop.reports.choosing_plans import of_year, year_for
from mscb_desktop.reports.plan_pages import plan_document
from mscb_desktop.values import year_label


def build(connection: Connection, request: Request) -> Document:
    """Make the page of the business plan of the year; of all where there are several."""
    year = choose_year(connection, request) if request.year is None else request.year
    plans = of_year(business_plans(connection), year, "business plan")
    return plan_document(connection, request, plans, title=f"Business plans {year_label(year)}")


def choose_year(connection: Connection, request: Request) -> int:
    """Give the year that is meant where none is named."""
    return year_for(business_plans(connection), request)


REPORT = Report(
    "business-plan",
    "Business plan",
    "The business plan of a year: objectives by section, outcomes, measures, RAG and progress.",
    build,
    choose_year,
    by_day=True,
)
