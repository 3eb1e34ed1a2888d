"""All records of a board as an export lists them: in the order in which people read them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from sqlalchemy import Connection

from db.fields import Kind, Value
from db.queries.called import name_from
from db.queries.exchange import every_row, ordered_within
from db.records.base import Record
from mscb_desktop.exchange.layout import layouts

FIRST_FIELD = 2
"""Where a row's fields begin, behind the reference and the position."""


@dataclass(frozen=True)
class Listing:
    """The records of one kind in order, as rows of (reference, position, *fields).

    `others` holds the kinds listed before it, by which its records may be called.
    """

    record: Record
    rows: Sequence[Sequence[Value]]
    others: Mapping[str, Listing]

    @cached_property
    def names(self) -> Mapping[str, str]:
        """What each record is called, by reference."""
        record, fields = self.record, list(self.record.fields)
        shown = {name: fields.index(name) + FIRST_FIELD for name in record.shown_by}
        return {
            str(row[0]): name_from(
                record,
                {name: row[at] for name, at in shown.items()},
                lambda table, ref: self.others[table].names[ref],
            )
            for row in self.rows
        }

    @cached_property
    def place(self) -> Mapping[str, int]:
        """Which row is a reference's."""
        return {str(row[0]): n for n, row in enumerate(self.rows)}


def read_listings(connection: Connection) -> dict[str, Listing]:
    """Read every record of a board, by table.

    Lists that are kept in order stand in it, one list behind the other: budget lines by year,
    then by side. Years stand by the year they begin in, all other records by reference.
    """
    found: dict[str, Listing] = {}
    for layout in layouts().values():
        record = layout.record
        rows = every_row(connection, record.name)
        rows.sort(key=_order(record, found))
        found[record.name] = Listing(record, rows, found)
    return found


def _order(
    record: Record, listed: Mapping[str, Listing]
) -> Callable[[Sequence[Value]], tuple[Any, ...]]:
    """Give the sort key of a kind's rows; kinds that they stand under are listed already."""
    names = list(record.fields)
    ranks: list[tuple[int, Mapping[Any, int]]] = []
    for name in ordered_within(record.name):
        field = record.fields[name]
        target = listed.get(field.target or "")
        if target is not None:
            ranks.append((names.index(name) + FIRST_FIELD, target.place))
        elif field.kind is Kind.CHOICE:
            places = {choice.value: n for n, choice in enumerate(field.choices)}
            ranks.append((names.index(name) + FIRST_FIELD, places))
    first = record.name_field
    number = names.index(first.name) + FIRST_FIELD if first.kind is Kind.WHOLE else None

    def key(row: Sequence[Value]) -> tuple[Any, ...]:
        groups = [places.get(row[at], -1) for at, places in ranks]
        by_number = row[number] if number is not None else 0
        return (*groups, row[1] or 0, by_number, len(str(row[0])), row[0])

    return key
