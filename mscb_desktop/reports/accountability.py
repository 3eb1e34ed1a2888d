"""The line of accountability: for each objective what is done for it, in every plan."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import Connection

from db.queries import plans as queries
from db.queries.plans import PlanRow
from mscb_desktop.document.model import Document, Orientation
from mscb_desktop.plans.beginning.new_plan import business_plans
from mscb_desktop.plans.book import Book
from mscb_desktop.plans.rules.line import line_book, line_of
from mscb_desktop.reports.base import Report, Request, settings
from mscb_desktop.reports.choosing_plans import PLAN, year_for
from mscb_desktop.reports.line_pages import LinePages
from mscb_desktop.reports.of_plans import numbered
from mscb_desktop.reports.rag import KEY
from mscb_desktop.reports.request import Option, ReportError
from mscb_desktop.values import quoted, show_date, year_label, year_of


class _Objective(Option[str]):
    """An objective of the business plan that is shown; it is looked up there."""

    def _read(self, _: Connection, text: str) -> str:
        return text.strip()


OBJECTIVE = _Objective("objective", "one objective, by its number, title or reference")


def build(connection: Connection, request: Request) -> Document:
    """Make the line of accountability of a business plan, or of one of its objectives."""
    board, asked = settings(connection), OBJECTIVE.of(request)
    plan = _plan(connection, request)
    book = line_book(connection, plan, request.day)
    line = line_of(book, plan)
    only = None if asked is None else _named(book, plan, asked)
    pages = LinePages(book, line, only)
    title, as_at = book.title(plan), f"as at {show_date(book.day)}"
    if only is not None and len(pages.objectives) == 1:
        (one,) = pages.objectives
        about = f"{title}, objective {numbered(one.objective.number, '') or 'without number'}"
    else:
        about = title
    return Document(
        "Line of accountability",
        board.name,
        tuple(pages.on_paper()),
        subtitle=f"{about}, {as_at}",
        short_name=board.short_name,
        subject=f"What is done for the objectives {as_at}",
        orientation=Orientation.LANDSCAPE,
        logo=board.logo,
        key=KEY,
        file_stem=f"Line of accountability {about} {book.day.isoformat()}",
        workbook=tuple(pages.in_workbook()),
    )


def choose_year(connection: Connection, request: Request) -> int:
    """Give the plan's own year where none is named, so that it is shown as at its end."""
    plan = _meant(connection, request)
    if plan is None:
        return year_for(business_plans(connection), request)
    return year_of(request.day) if plan.start_year is None else plan.start_year


def _plan(connection: Connection, request: Request) -> str:
    """Choose the business plan: the one named, that of the objective named, that of the year.

    Raises ReportError where there is none, or more than one.
    """
    meant = _meant(connection, request)
    if meant is not None:
        return meant.ref
    there = business_plans(connection)
    if not there:
        raise ReportError("There is no business plan in this board yet: begin one first.")
    year = choose_year(connection, request) if request.year is None else request.year
    of_year = [plan for plan in there if plan.start_year in (year, None)]
    if not of_year:
        what = f"There is no business plan of {year_label(year)}"
        raise ReportError(f"{what}: type {_to_type(there)}.")
    if len(of_year) > 1:
        what = f"{year_label(year)} has several business plans"
        raise ReportError(f"{what}: type {_to_type(of_year)}.")
    return of_year[0].ref


def _meant(connection: Connection, request: Request) -> PlanRow | None:
    """Give the business plan that is named, itself or by the reference of an objective."""
    ref, asked = PLAN.of(request), (OBJECTIVE.of(request) or "").upper()
    if ref is None:
        row = queries.actions_by_ref(connection, [asked]).get(asked) if asked else None
        if row is None:
            return None
        ref = row.plan
    there = business_plans(connection)
    for plan in there:
        if plan.ref == ref:
            return plan
    name = next((_called(row) for row in queries.plans(connection) if row.ref == ref), ref)
    words = f"{name} is no business plan, so it has no objectives"
    raise ReportError(f"{words}: type {_to_type(there)}." if there else f"{words}.")


def _to_type(plans: Sequence[PlanRow]) -> str:
    return " or ".join(f"--plan {plan.ref} ({_called(plan)})" for plan in plans)


def _called(plan: PlanRow) -> str:
    year = f" {year_label(plan.start_year)}" if plan.start_year is not None else ""
    return f"{plan.name}{year}"


def _named(book: Book, plan: str, text: str) -> frozenset[str]:
    """Find an objective by reference, number or title; a section stands for its objectives."""
    objectives = book.objectives(plan)
    found = objectives.by_ref.get(text.upper()) or objectives.find(text)
    if found.objective is not None:
        return frozenset({found.objective.ref})
    if found.section is not None:
        section = found.section.ref
        return frozenset(
            one.ref
            for one in book.actions(plan)
            if one.section == section and one.ref in objectives.by_ref
        )
    numbers = ", ".join(one.number for one in objectives.by_ref.values() if one.objective)
    raise ReportError(
        f"{book.title(plan)} has no objective {quoted(text)}. It has {numbers or 'none yet'}."
    )


REPORT = Report(
    "accountability",
    "Line of accountability",
    "For each objective of a business plan its RAG, and every action in every plan that serves it.",
    build,
    choose_year,
    by_day=True,
    takes=(PLAN, OBJECTIVE),
)
