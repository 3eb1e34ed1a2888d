"""What needs doing: found by each area's checks, accepted with a reason."""

from __future__ import annotations

import dataclasses
import datetime as dt
import importlib
import pkgutil
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from sqlalchemy import Connection

import mscb_desktop
from db.board import Board
from db.changes import Change, Plan, Problem, create
from db.queries import budget as queries
from db.queries.budget import AcceptanceRow
from mscb_desktop.values import show_money, year_label

Check = Callable[[Connection, dt.date, int | None], Sequence["Finding"]]
"""An area's checks: findings as at a day, for the year beginning in the int or for all years."""


@dataclass(frozen=True, slots=True)
class Compared:
    """Two figures in pence that should agree and do not; the words say what they are."""

    first_words: str
    first: int
    second_words: str
    second: int

    @property
    def difference(self) -> int:
        """The second less the first."""
        return self.second - self.first

    @property
    def state(self) -> str:
        """Both figures, for which an acceptance holds: where one changes, it lapses."""
        return f"{show_money(self.first)} | {show_money(self.second)}"


@dataclass(frozen=True, slots=True)
class Finding:
    """Something that needs doing: figures that do not agree, or what is missing.

    `area` is the key of the page that shows it; `ref` and `column` lead to the record there and
    to its cell. `state` is what an acceptance holds for ('vacant since 01/02/2013'), in at most
    200 letters: where it changes, the finding shows again. `accepted` is the reason with which
    somebody accepted exactly this state. `year_ref` is None where the board has no such year.
    """

    key: str
    title: str
    message: str
    area: str
    ref: str
    column: str | None
    year: int
    year_ref: str | None
    state: str
    compared: Compared | None = None
    accepted: str | None = None

    @property
    def told(self) -> str:
        """All of it in words, where the title does not stand beside it."""
        return self.message if self.compared else f"{self.title}. {self.message}"

    @property
    def why_not_accepted(self) -> str:
        """Say why it can be accepted by nobody; '' where it can."""
        if self.year_ref is not None:
            return ""
        return (
            f"This can be accepted once the board has the financial year {year_label(self.year)}: "
            "a reason is kept with its year."
        )


@dataclass(frozen=True, slots=True)
class Checks:
    """The checks of one area; what they find depends on rows of `tables` and on the day."""

    name: str
    check: Check
    tables: frozenset[str]


@cache
def areas() -> tuple[str, ...]:
    """List the areas that have checks: each folder here with a module `checks`."""
    return tuple(
        package.name
        for package in pkgutil.iter_modules(mscb_desktop.__path__)
        if package.ispkg
        and any(
            module.name == "checks"
            for module in pkgutil.iter_modules(
                [str(Path(path) / package.name) for path in mscb_desktop.__path__]
            )
        )
    )


def checks_of(area: str) -> Checks:
    """Import an area's checks."""
    module = importlib.import_module(f"mscb_desktop.{area}.checks")
    return Checks(area, module.check, module.TABLES)


def find(
    connection: Connection,
    today: dt.date,
    year: int | None = None,
    of: Collection[str] | None = None,
) -> list[Finding]:
    """Ask areas for what needs doing, accepted findings included; all of them without `of`.

    `year` is the one that the findings belong to, None for all; the earliest year comes first.
    """
    found: list[Finding] = []
    for area in areas():
        if of is None or area in of:
            found.extend(checks_of(area).check(connection, today, year))
    return with_reasons(connection, found)


def with_reasons(connection: Connection, found: Iterable[Finding]) -> list[Finding]:
    """Put to each finding the reason with which it was accepted, the earliest year first."""
    reasons = {
        (row.year, row.finding, row.figures): row.reason for row in queries.acceptances(connection)
    }
    return sorted(
        (
            dataclasses.replace(f, accepted=reasons.get((f.year_ref or "", f.key, f.state)))
            for f in found
        ),
        key=lambda finding: finding.year,
    )


def still_open(found: Iterable[Finding]) -> list[Finding]:
    """List the findings that nobody accepted."""
    return [finding for finding in found if finding.accepted is None]


def in_words(found: Iterable[Finding]) -> str:
    """Count findings: '8 figures do not agree, and 1 other thing needs doing'; '' for none."""
    compared = [finding.compared is not None for finding in found]
    figures = sum(compared)
    others = len(compared) - figures
    other = "other " if figures else ""
    parts = []
    if figures:
        parts.append(
            "1 figure does not agree" if figures == 1 else f"{figures} figures do not agree"
        )
    if others:
        things = f"thing{'' if others == 1 else 's'} need{'s' if others == 1 else ''}"
        parts.append(f"{others} {other}{things} doing")
    return ", and ".join(parts)


def plan_accept(board: Board, finding: Finding, reason: str) -> Plan:
    """Plan to accept a finding with a reason; of figures it is printed as a note."""
    what = f"Accepted for {year_label(finding.year)}: {finding.title}"
    words = reason.strip()
    if finding.why_not_accepted:
        return Plan(what, problems=(Problem(finding.why_not_accepted),))
    if not words:
        kept = "it is printed as a note" if finding.compared else "it is kept beside it"
        return Plan(what, problems=(Problem(f"Type the reason: {kept}."),))
    values = {"figures": finding.state, "reason": words}
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
    if finding.year_ref is None:
        return None
    return next(
        (
            row
            for row in queries.acceptances(connection, finding.year_ref)
            if row.finding == finding.key
        ),
        None,
    )
