"""Where a record is to be seen: in which financial year, and below which other records."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Connection

from db.queries import records
from db.queries.budget import year_of_ref
from db.records import RECORDS

_YEAR = "financial_year"


@dataclass(frozen=True, slots=True)
class Whereabouts:
    """A record and those that own it, the nearest first, and the year that begins on 1 April.

    `refs` is empty where the record is not there; `start_year` None where it has no year.
    """

    refs: tuple[str, ...]
    start_year: int | None = None


def whereabouts(connection: Connection, ref: str) -> Whereabouts:
    """Follow a record's lookups to its financial year, by way of its owners.

    A posting has the year of its budget line, and is seen below it.
    """
    refs: list[str] = []
    at: str | None = ref
    while at is not None and at not in refs:
        table = _table_of(at)
        row = records.rows_by_ref(connection, table, [at]).get(at) if table else None
        if row is None or table is None:
            break
        refs.append(at)
        owner: str | None = None
        for column in RECORDS[table].table.columns:
            field = column.info.get("field")
            value = row.get(column.name)
            if field is None or not isinstance(value, str):
                continue
            if field.target == _YEAR:
                return _in_year(connection, refs, value)
            if column.info.get("owner"):
                owner = value
        if table == _YEAR:
            return _in_year(connection, refs, at)
        at = owner
    return Whereabouts(tuple(refs))


def _in_year(connection: Connection, refs: list[str], year_ref: str) -> Whereabouts:
    year = year_of_ref(connection, year_ref)
    return Whereabouts(tuple(refs), year.start_year if year else None)


def _table_of(ref: str) -> str | None:
    prefix = ref.partition("-")[0]
    return next((name for name, record in RECORDS.items() if record.prefix == prefix), None)
