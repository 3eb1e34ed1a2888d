"""Figures that do not agree: found by each area's checks, accepted with a reason."""

from __future__ import annotations

import datetime as dt
import importlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection

from db.board import Board
from db.changes import Change, Plan, Problem, create
from db.queries import budget as queries
from db.queries.budget import AcceptanceRow
from mscb_desktop.values import show_money, year_label

Check = Callable[[Connection, dt.date, int | None], Sequence["Finding"]]
"""An area's checks: findings as at a day, for the year beginning in the int or for all years."""

AREAS = ("mscb_desktop.budget.checks",)
"""The modules whose `check` is asked."""


@dataclass(frozen=True, slots=True)
class Finding:
    """Two figures that should agree and do not.

    `first` and `second` are pence, `first_words` and `second_words` say what they are,
    `difference` is the second less the first. `ref` and `column` lead to the cell: a budget
    line and a column of the statement's sheet. `accepted` is the reason with which somebody
    accepted exactly these figures.
    """

    key: str
    title: str
    message: str
    first_words: str
    first: int
    second_words: str
    second: int
    difference: int
    year: int
    year_ref: str
    ref: str
    column: str
    accepted: str | None = None
    area: str = "budget"

    @property
    def figures(self) -> str:
        """The figures that an acceptance holds for: where one changes, it lapses."""
        return f"{show_money(self.first)} | {show_money(self.second)}"


def find(connection: Connection, today: dt.date, year: int | None = None) -> list[Finding]:
    """Ask every area for figures that do not agree, accepted ones included.

    `year` is the one that the findings belong to, None for all; the earliest year comes first.
    """
    found: list[Finding] = []
    for area in AREAS:
        check: Check = importlib.import_module(area).check
        found.extend(check(connection, today, year))
    return sorted(found, key=lambda finding: finding.year)


def plan_accept(board: Board, finding: Finding, reason: str) -> Plan:
    """Plan to accept a finding with a reason, which is printed as a note."""
    what = f"Accepted for {year_label(finding.year)}: {finding.title}"
    words = reason.strip()
    if not words:
        return Plan(what, problems=(Problem("Type the reason: it is printed as a note."),))
    values = {"figures": finding.figures, "reason": words}
    with board.reading() as connection:
        there = _acceptance(connection, finding)
    if there is None:
        (ref,) = board.new_refs("acceptance")
        change = create("acceptance", ref, year=finding.year_ref, finding=finding.key, **values)
    else:
        before = {"figures": there.figures, "reason": there.reason}
        changed = {name for name in values if values[name] != before[name]}
        if not changed:
            return Plan(what, problems=(Problem("This is accepted with these words already."),))
        change = Change(
            "acceptance",
            there.ref,
            {name: before[name] for name in changed},
            {name: values[name] for name in changed},
        )
    return Plan(what, (change,))


def plan_unaccept(board: Board, finding: Finding) -> Plan:
    """Plan to take an acceptance back, so that the finding shows again."""
    what = f"No longer accepted for {year_label(finding.year)}: {finding.title}"
    with board.reading() as connection:
        there = _acceptance(connection, finding)
    if there is None:
        return Plan(what, problems=(Problem("This is not accepted: nothing was changed."),))
    before = {
        "year": there.year,
        "finding": there.finding,
        "figures": there.figures,
        "reason": there.reason,
    }
    return Plan(what, (Change("acceptance", there.ref, before, None),))


def _acceptance(connection: Connection, finding: Finding) -> AcceptanceRow | None:
    return next(
        (
            row
            for row in queries.acceptances(connection, finding.year_ref)
            if row.finding == finding.key
        ),
        None,
    )
