"""Financial years, and the lines of a year's budget with the sums of their postings."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, bindparam, case, func, select

from db.prepared import Prepared
from db.records import RECORDS
from db.records.agency import AGENCY
from db.records.budget import (
    ACCEPTANCE,
    BUDGET_LINE,
    FINANCIAL_YEAR,
    POSTING,
    LineKind,
    PostingState,
    Side,
)

_YEAR = FINANCIAL_YEAR.table.c
_LINE = BUDGET_LINE.table.c
_POSTING = POSTING.table.c
_AGENCY = AGENCY.table.c
_ACCEPTANCE = ACCEPTANCE.table.c


@dataclass(frozen=True, slots=True)
class YearRow:
    """A financial year, which begins on 1 April of `start_year`.

    `actual_to` is None where the actuals are counted up to the year's end; `closed` where it
    was never said counts as open.
    """

    ref: str
    start_year: int
    actual_to: dt.date | None = None
    closed: bool | None = None


@dataclass(frozen=True, slots=True)
class LineRow:
    """One row of a budget, every column as stored; amounts are pence.

    `paid` and `committed` are the sums of the row's postings, 0 where `postings` is 0.
    """

    ref: str
    position: int
    side: Side
    kind: LineKind
    description: str | None = None
    codes: str | None = None
    agency: str | None = None
    agency_name: str | None = None
    set_amount: int | None = None
    actual: int | None = None
    forecast: int | None = None
    adjusts_by: int | None = None
    counts: bool | None = None
    reclaims: str | None = None
    comment: str | None = None
    printed_set: int | None = None
    printed_actual: int | None = None
    printed_difference: int | None = None
    paid: int = 0
    committed: int = 0
    postings: int = 0


@dataclass(frozen=True, slots=True)
class AcceptanceRow:
    """A finding that somebody accepted: which, with which figures, and why."""

    ref: str
    year: str
    finding: str
    figures: str
    reason: str


def years(connection: Connection) -> list[YearRow]:
    """List the financial years, the earliest first."""
    return [YearRow(*row) for row in connection.execute(_YEARS)]


def year_starting(connection: Connection, start_year: int) -> YearRow | None:
    """Give the financial year that begins in `start_year`, None where the board has none."""
    row = connection.execute(_YEARS.where(_YEAR.start_year == start_year)).one_or_none()
    return None if row is None else YearRow(*row)


def year_of_ref(connection: Connection, year_ref: str) -> YearRow | None:
    """Give the financial year with this reference."""
    row = connection.execute(_YEARS.where(_YEAR.ref == year_ref)).one_or_none()
    return None if row is None else YearRow(*row)


def year_lines(connection: Connection, year_ref: str) -> list[LineRow]:
    """List the rows of one year's budget in order: expenditure, then income."""
    found = connection.execute(_LINES_OF_YEAR, {"year_": year_ref})
    return [LineRow(row[0], row[1], Side(row[2]), LineKind(row[3]), *row[4:-1]) for row in found]


def lines_by_year(connection: Connection) -> dict[str, list[LineRow]]:
    """List the rows of every year's budget in order, by the year's reference."""
    found: dict[str, list[LineRow]] = {}
    for row in connection.execute(_LINES_OF_ALL):
        line = LineRow(row[0], row[1], Side(row[2]), LineKind(row[3]), *row[4:-1])
        found.setdefault(row[-1], []).append(line)
    return found


def acceptances(connection: Connection, year_ref: str | None = None) -> list[AcceptanceRow]:
    """List the accepted findings of a year, or of all years."""
    query = select(
        _ACCEPTANCE.ref,
        _ACCEPTANCE.year,
        _ACCEPTANCE.finding,
        _ACCEPTANCE.figures,
        _ACCEPTANCE.reason,
    ).order_by(_ACCEPTANCE.ref)
    if year_ref is not None:
        query = query.where(_ACCEPTANCE.year == year_ref)
    return [AcceptanceRow(*row) for row in connection.execute(query)]


def start_years_with_actuals(connection: Connection) -> list[int]:
    """List the years in which something was spent or received, the earliest first."""
    posted = select(_POSTING.line).where(_POSTING.line == _LINE.ref).exists()
    query = (
        select(_YEAR.start_year)
        .join(BUDGET_LINE.table, _LINE.year == _YEAR.ref)
        .where(_LINE.actual.is_not(None) | posted)
        .distinct()
        .order_by(_YEAR.start_year)
    )
    return list(connection.execute(query).scalars())


def closed_years(connection: Connection) -> dict[str, int]:
    """Give the closed years, as the year each begins in by its reference."""
    return dict(_CLOSED_YEARS.run(connection, {}).fetchall())


def owners(
    connection: Connection, table: str, column: str, refs: Collection[str]
) -> dict[str, str]:
    """Give what `column` names in each of these rows, by reference; rows not there are left out."""
    columns = RECORDS[table].table.c
    found: dict[str, str] = {}
    wanted = sorted(refs)
    for start in range(0, len(wanted), _AT_ONCE):
        some = wanted[start : start + _AT_ONCE]
        rows = connection.execute(select(columns.ref, columns[column]).where(columns.ref.in_(some)))
        found.update((ref, owner) for ref, owner in rows)
    return found


_AT_ONCE = 500
_CLOSED_YEARS = Prepared(select(_YEAR.ref, _YEAR.start_year).where(_YEAR.closed.is_(True)))
_YEARS = select(_YEAR.ref, _YEAR.start_year, _YEAR.actual_to, _YEAR.closed).order_by(
    _YEAR.start_year
)


def _lines(*of: ColumnElement[bool]) -> Select[Any]:
    """Join each line for which `of` holds with its agency's name and its postings' sums."""
    paid = case((_POSTING.state == PostingState.PAID, _POSTING.amount), else_=0)
    committed = case((_POSTING.state == PostingState.COMMITTED, _POSTING.amount), else_=0)
    sums = (
        select(
            _POSTING.line,
            func.sum(paid).label("paid"),
            func.sum(committed).label("committed"),
            func.count().label("postings"),
        )
        .where(_POSTING.line.in_(select(_LINE.ref).where(*of)))
        .group_by(_POSTING.line)
        .subquery("sums")
    )
    return (
        select(
            _LINE.ref,
            _LINE.position,
            _LINE.side,
            _LINE.kind,
            _LINE.description,
            _LINE.codes,
            _LINE.agency,
            _AGENCY.name.label("agency_name"),
            _LINE.set_amount,
            _LINE.actual,
            _LINE.forecast,
            _LINE.adjusts_by,
            _LINE.counts,
            _LINE.reclaims,
            _LINE.comment,
            _LINE.printed_set,
            _LINE.printed_actual,
            _LINE.printed_difference,
            func.coalesce(sums.c.paid, 0),
            func.coalesce(sums.c.committed, 0),
            func.coalesce(sums.c.postings, 0),
            _LINE.year,
        )
        .outerjoin(AGENCY.table, _AGENCY.ref == _LINE.agency)
        .outerjoin(sums, sums.c.line == _LINE.ref)
        .where(*of)
        .order_by(_LINE.year, _LINE.side, _LINE.position, _LINE.ref)
    )


# Built once: building such a query takes longer than running it.
_LINES_OF_YEAR = _lines(_LINE.year == bindparam("year_"))
_LINES_OF_ALL = _lines()
