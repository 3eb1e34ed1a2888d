"""What is doubtful in each action of a plan as on a day, one by one, with who accepted it why."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence

from sqlalchemy import Connection

from db.queries import budget as years
from db.queries import plans as queries
from mscb_desktop.checks import Finding, with_reasons
from mscb_desktop.plans.book import Book
from mscb_desktop.plans.checks import doubts_of, finding_of
from mscb_desktop.plans.rules.doubt import Kind
from mscb_desktop.values import year_of


def findings_of_actions(
    connection: Connection, plan: str, day: dt.date, today: dt.date
) -> Mapping[str, Sequence[Finding]]:
    """Give what is doubtful in a plan's actions by their references; not gathered, as on Home.

    The plans of the same year are read with it, since one may repeat what another says. What says
    itself that it is never due is no doubt.
    """
    rows = queries.plans(connection)
    own = next((row for row in rows if row.ref == plan), None)
    if own is None:
        return {}
    there = {row.start_year: row.ref for row in years.years(connection)}
    this = year_of(today)
    newest = max((start for start in there if start <= this), default=this)

    def belongs(start: int | None) -> int:
        """Give the year to which a plan's findings belong: one without a year to the newest."""
        return newest if start is None else start

    year = belongs(own.start_year)
    book = Book(connection, day, [row.ref for row in rows if belongs(row.start_year) == year])
    of_plan = [
        finding_of(book, doubt, year, there.get(year))
        for doubt in doubts_of(book)
        if doubt.kind is not Kind.NEVER_DUE and book.register.actions[doubt.action].plan == plan
    ]
    found: dict[str, list[Finding]] = {}
    for finding in with_reasons(connection, of_plan):
        found.setdefault(finding.ref, []).append(finding)
    return found
