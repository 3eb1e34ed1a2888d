"""Which plans a report shows: the one that is named, or those of the year asked for."""

from __future__ import annotations

from collections.abc import Sequence

from db.queries.plans import PlanRow
from db.records.plans import PLAN as PLAN_RECORD
from mscb_desktop.reports.base import Request
from mscb_desktop.reports.request import Of, ReportError
from mscb_desktop.values import year_label, year_of

PLAN = Of("plan", "one plan, by name or reference", table=PLAN_RECORD.name)


def year_for(plans: Sequence[PlanRow], request: Request) -> int:
    """Choose the year where none is named: that of the day, or the newest begun with a plan."""
    if request.as_at is not None:
        return year_of(request.as_at)
    this = year_of(request.now.date())
    years = sorted({plan.start_year for plan in plans if plan.start_year is not None})
    begun = [year for year in years if year <= this]
    return (begun or years or [this])[-1]


def of_year(plans: Sequence[PlanRow], year: int, noun: str) -> list[str]:
    """Give the plans of a year, with those of no year; raises ReportError where there are none.

    `noun` says what they are, as part of a sentence: 'workplan', 'workplan of the Training group'.
    """
    found = [plan.ref for plan in plans if plan.start_year in (year, None)]
    if found:
        return found
    years = sorted({plan.start_year for plan in plans if plan.start_year is not None})
    if not years:
        raise ReportError(f"There is no {noun} in this board yet.")
    *most, last = map(year_label, years)
    there = f"{', '.join(most)} and {last}" if most else last
    raise ReportError(f"There is no {noun} for {year_label(year)}: there is for {there}.")
