"""What records are called: the fields they are shown by, lookups by what their records are called.

Any part of a name may be blank; what is filled is joined by commas. Of a text in paragraphs the
beginning stands in it, on one line. A record without any is known by its reference.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from typing import Any

from sqlalchemy import ColumnElement, FromClause, String, and_, case, cast, func, literal, select

from db.fields import Field, Kind, year_label
from db.records import RECORDS
from db.records.base import Record

BETWEEN = ", "
"""Stands between the parts of a name."""
LONGEST_PART = 80
"""Letters of a text in paragraphs that stand in a name."""


def called(record: Record, rows: FromClause | None = None) -> ColumnElement[str]:
    """Give the SQL expression of a record's name; '' where every part of it is blank.

    `rows` is the table, or the alias of it, that the statement reads.
    """
    own = record.table if rows is None else rows
    parts = [_part(record, record.fields[name], own) for name in record.shown_by]
    whole = parts[0]
    for part in parts[1:]:
        whole = whole + case((and_(whole != "", part != ""), BETWEEN), else_="") + part
    return whole


def also(record: Record) -> list[ColumnElement[Any]]:
    """Give the columns of the other texts by which a record is found."""
    shown = record.shown_by[0]
    return [record.table.c[name] for name in record.found_by if name != shown]


def name_from(record: Record, values: Mapping[str, Any], name_of: Callable[[str, Any], str]) -> str:
    """Give what a record that holds `values` is called; '' where every part is blank.

    `name_of` gives the name of the record of a table that a lookup's value stands for.
    """
    return BETWEEN.join(
        filter(None, (_text(record, name, values.get(name), name_of) for name in record.shown_by))
    )


def _text(record: Record, name: str, value: Any, name_of: Callable[[str, Any], str]) -> str:
    target = record.fields[name].target
    if value is None:
        return ""
    if target is not None:
        return name_of(target, value)
    if _holds_years(record) and isinstance(value, int):
        return year_label(value)
    if isinstance(value, dt.date):
        return f"{value:%d/%m/%Y}"
    if record.fields[name].kind is Kind.LONG_TEXT:
        return str(value)[:LONGEST_PART].replace("\n", " ")
    return str(value)


def _part(record: Record, field: Field, rows: FromClause) -> ColumnElement[str]:
    column = rows.c[field.name]
    if field.target is not None:
        target = RECORDS[field.target]
        there = target.table.alias()
        named = select(called(target, there)).where(there.c.ref == column)
        return func.coalesce(named.correlate(rows).scalar_subquery(), "")
    if _holds_years(record):
        # As `year_label` writes it: 2012-13.
        following = func.substr(cast(column + 1, String), 3, 2)
        return cast(column, String) + literal("-") + following
    text: ColumnElement[Any] = column
    if field.kind is Kind.WHOLE:
        text = cast(column, String)
    elif field.kind is Kind.DATE:
        # As dates are shown: 31/03/2013.
        iso = cast(column, String)
        day, month, year = func.substr(iso, 9, 2), func.substr(iso, 6, 2), func.substr(iso, 1, 4)
        text = day + "/" + month + "/" + year
    elif field.kind is Kind.LONG_TEXT:
        text = func.replace(func.substr(column, 1, LONGEST_PART), "\n", " ")
    return func.coalesce(text, "")


def _holds_years(record: Record) -> bool:
    return record.shown_by == ("start_year",)
