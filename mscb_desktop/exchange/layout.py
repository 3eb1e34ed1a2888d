"""What a board's workbook looks like: a sheet for each kind of record, a column for each field."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType

from db.fields import Field
from db.records import RECORDS
from db.records.base import Record
from db.records.board import BOARD_REF
from mscb_desktop.document.excel.text import Names

REFERENCE = "Reference"
"""Heading of the column that holds the permanent references."""

GUIDE, COLUMNS, EXTRAS = "Read me", "Columns", "Pictures and long texts"
"""The sheets that hold no records: what the workbook is, its columns, and what fits no cell."""


@dataclass(frozen=True, slots=True)
class Layout:
    """The sheet of one kind of record; its first column is the reference."""

    record: Record
    sheet: str

    @property
    def table(self) -> str:
        """The table's name."""
        return self.record.name

    @property
    def fields(self) -> tuple[Field, ...]:
        """The fields from left to right, behind the reference."""
        return tuple(self.record.fields.values())


@cache
def layouts() -> Mapping[str, Layout]:
    """Give the sheet of every kind by its table, in the order of the workbook."""
    names = Names((GUIDE, COLUMNS, EXTRAS))
    return MappingProxyType(
        {record.name: Layout(record, names.sheet(record.plural)) for record in _in_order()}
    )


def _in_order() -> Iterator[Record]:
    """Give the board's own settings first, and each kind behind those that it names."""
    done: set[str] = set()

    def with_targets(record: Record) -> Iterator[Record]:
        if record.name in done:
            return
        done.add(record.name)
        for field in record.fields.values():
            if field.target:
                yield from with_targets(RECORDS[field.target])
        yield record

    for name in sorted(RECORDS, key=lambda name: name != "board"):
        yield from with_targets(RECORDS[name])


def is_single(record: Record) -> bool:
    """Tell whether a board has exactly one record of the kind, under a reference of its own."""
    return record.prefix == BOARD_REF


def holds_years(record: Record) -> bool:
    """Tell whether the kind's records are financial years, known by the year they begin in."""
    return record.shown_by == ("start_year",)
