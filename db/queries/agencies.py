"""Agencies: who succeeded whom, and what each pays to the board."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from sqlalchemy import Connection, case, func, select

from db.records.agency import AGENCY, SECTOR
from db.records.budget import BUDGET_LINE, FINANCIAL_YEAR, POSTING, PostingState

_AGENCY = AGENCY.table.c
_LINE = BUDGET_LINE.table.c
_YEAR = FINANCIAL_YEAR.table.c
_POSTING = POSTING.table.c


@dataclass(frozen=True, slots=True)
class ContributionRow:
    """A line of a year's income that an agency pays; amounts are pence, None is blank.

    `received` is the sum of its paid postings where there are any, else what was typed.
    """

    ref: str
    start_year: int
    expected: int | None
    received: int | None


def contributions(connection: Connection, agency: str) -> list[ContributionRow]:
    """List the budget lines that an agency pays, the latest year first."""
    paid = case((_POSTING.state == PostingState.PAID, _POSTING.amount), else_=0)
    query = (
        select(
            _LINE.ref,
            _YEAR.start_year,
            _LINE.set_amount,
            case((func.count(_POSTING.ref) > 0, func.sum(paid)), else_=_LINE.actual),
        )
        .join(FINANCIAL_YEAR.table, _YEAR.ref == _LINE.year)
        .outerjoin(POSTING.table, _POSTING.line == _LINE.ref)
        .where(_LINE.agency == agency)
        .group_by(_LINE.ref, _YEAR.start_year, _LINE.set_amount, _LINE.actual, _LINE.position)
        .order_by(_YEAR.start_year.desc(), _LINE.position)
    )
    return [ContributionRow(*row) for row in connection.execute(query)]


@dataclass(frozen=True, slots=True)
class AgencyRow:
    """An agency; `succeeded_on` is the first day of its successor, None where not known."""

    ref: str
    name: str
    short_name: str | None
    sector: str | None
    successor: str | None
    succeeded_on: dt.date | None
    contact_name: str | None
    contact_post: str | None
    contact_email: str | None
    contact_phone: str | None
    contact_address: str | None


@dataclass(frozen=True, slots=True)
class SectorRow:
    """A sector, in its place among the others."""

    ref: str
    name: str


def agencies(connection: Connection) -> dict[str, AgencyRow]:
    """Give every agency by reference, in the order of their names."""
    columns = [_AGENCY[name] for name in AgencyRow.__dataclass_fields__]
    query = select(*columns).order_by(func.lower(_AGENCY.name), _AGENCY.ref)
    return {row[0]: AgencyRow(*row) for row in connection.execute(query)}


def sectors(connection: Connection) -> dict[str, SectorRow]:
    """Give every sector by reference, in the board's order."""
    columns = SECTOR.table.c
    query = select(columns.ref, columns.name).order_by(columns.position, columns.ref)
    return {row[0]: SectorRow(*row) for row in connection.execute(query)}
