"""The sheets of a workbook as tables of records: which kind, which column is which field."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType

from db.fields import Field
from db.records import RECORDS
from db.records.base import Record
from mscb_desktop.exchange.cells import as_typed, is_blank
from mscb_desktop.exchange.extras import ExtrasIn
from mscb_desktop.exchange.layout import COLUMNS, EXTRAS, GUIDE, REFERENCE, layouts
from mscb_desktop.exchange.model import UnknownColumn, UnknownSheet
from mscb_desktop.exchange.workbook import Row, SheetCells, Workbook, letters_of
from mscb_desktop.sheet.headings import heading_key

MOST_TITLES = 12
"""Filled rows among which the headings are looked for."""


@dataclass(frozen=True, slots=True)
class SheetTable:
    """A sheet that holds records of one kind.

    `columns` says which field stands in which column, counted from 0; `reference` where the
    references stand, None where the sheet has none. `rows` are the filled ones below the
    headings, each with its number in Excel. `beside` says that a foreign sheet's rows stand for
    these records beside those that they are.
    """

    name: str
    record: Record
    columns: tuple[tuple[int, Field], ...]
    reference: int | None
    rows: tuple[tuple[int, Row], ...]
    beside: bool = False


@dataclass(frozen=True, slots=True)
class Tables:
    """What a workbook holds: the records' sheets in order, and what is left alone."""

    sheets: tuple[SheetTable, ...]
    extras: ExtrasIn
    unknown_sheets: tuple[UnknownSheet, ...]
    unknown_columns: tuple[UnknownColumn, ...]


@dataclass(frozen=True, slots=True)
class Headings:
    """A row of headings: which of the sheet's filled rows it is, and the texts by column."""

    place: int
    texts: Mapping[int, str]


Found = tuple[SheetTable, list[UnknownColumn]]
"""A sheet's table, and its columns that are left alone."""
Told = tuple[Sequence[SheetTable], list[UnknownColumn]]
"""The same of a sheet whose rows may be records of several kinds."""


def read_tables(
    workbook: Workbook, mapped: Callable[[SheetCells], Told | None] = lambda _: None
) -> Tables:
    """Find the sheets that hold records, by their names and headings.

    `mapped` is asked first: it gives the tables of a sheet of which a person said what it holds.
    """
    sheets: list[SheetTable] = []
    unknown: list[UnknownSheet] = []
    columns: list[UnknownColumn] = []
    extras = ExtrasIn()
    for sheet in workbook.sheets:
        key = heading_key(sheet.name)
        if sheet.name == EXTRAS:
            extras = ExtrasIn(row for _, row in sheet.filled[1:])
        elif sheet.name in (GUIDE, COLUMNS) or not sheet.filled:
            continue
        elif (told := mapped(sheet)) is not None:
            sheets += told[0]
            columns += told[1]
        elif key not in _kinds():
            unknown.append(UnknownSheet(sheet.name, _no_kind(sheet.name)))
        else:
            found = _read(sheet, _kinds()[key])
            if found is None:
                unknown.append(UnknownSheet(sheet.name, _no_headings(sheet, _kinds()[key])))
            else:
                sheets.append(found[0])
                columns += found[1]
    return Tables(tuple(sheets), extras, tuple(unknown), tuple(columns))


def _read(sheet: SheetCells, record: Record) -> Found | None:
    names = field_names(record.name)
    headings = find_headings(sheet, names)
    if headings is None:
        return None
    placed = {at: names.get(heading_key(text)) for at, text in headings.texts.items()}
    return make_table(sheet, record, headings, {at: name for at, name in placed.items() if name})


def make_table(
    sheet: SheetCells, record: Record, headings: Headings, placed: Mapping[int, str]
) -> Found:
    """Make the table of a sheet whose columns hold the fields `placed` by column.

    A field's second column is unknown, as are those without a field that hold something.
    """
    columns: list[tuple[int, Field]] = []
    reference = None
    taken: set[str] = set()
    for at, name in placed.items():
        if name in taken:
            continue
        taken.add(name)
        if name == REFERENCE:
            reference = at
        else:
            columns.append((at, record.fields[name]))
    known = {at for at, _ in columns} | {reference}
    rows = sheet.filled[headings.place + 1 :]
    filled: dict[int, int] = {at: 0 for at in headings.texts if at not in known}
    for _, row in rows:
        for at, raw in enumerate(row):
            if raw is not None and at not in known and not is_blank(raw):
                filled[at] = filled.get(at, 0) + 1
    unknown = [
        UnknownColumn(sheet.name, headings.texts.get(at, ""), letters_of(at + 1), count)
        for at, count in sorted(filled.items())
    ]
    kept = tuple(
        (number, row)
        for number, row in rows
        if any(at is not None and at < len(row) and not is_blank(row[at]) for at in known)
    )
    return SheetTable(sheet.name, record, tuple(columns), reference, kept), unknown


def find_headings(sheet: SheetCells, names: Mapping[str, str]) -> Headings | None:
    """Find the row of headings, which may stand below titles.

    At least half of its filled cells are names of columns.
    """
    for place, (_, row) in enumerate(sheet.filled[:MOST_TITLES]):
        texts = heading_texts(row)
        known = {names[key] for text in texts.values() if (key := heading_key(text)) in names}
        if known and len(known) * 2 >= len(texts):
            return Headings(place, texts)
    return None


def heading_texts(row: Row) -> dict[int, str]:
    """Give the filled cells of a row as headings, each on one line, by column."""
    return {at: " ".join(as_typed(raw).split()) for at, raw in enumerate(row) if not is_blank(raw)}


@cache
def field_names(table: str) -> Mapping[str, str]:
    """Give the names of a kind's fields, and REFERENCE, by the keys of their headings."""
    fields = RECORDS[table].fields
    names = {heading_key(field.label): name for name, field in fields.items()}
    return MappingProxyType({heading_key(REFERENCE): REFERENCE, **names})


@cache
def _kinds() -> Mapping[str, Record]:
    """Give the kinds by the keys of the names that their sheets may have."""
    found: dict[str, Record] = {}
    for layout in layouts().values():
        record = layout.record
        for name in (layout.sheet, record.plural, record.title, record.name):
            found.setdefault(heading_key(name), record)
    return MappingProxyType(found)


def _no_kind(name: str) -> str:
    names = ", ".join(layout.sheet for layout in layouts().values())
    return f"'{name}' is no kind of record. The sheets that are read: {names}."


def _no_headings(sheet: SheetCells, record: Record) -> str:
    labels: Sequence[str] = [REFERENCE, *(field.label for field in record.fields.values())][:4]
    return (
        f"No headings were found on '{sheet.name}': put them above the rows, such as "
        f"{', '.join(labels)}."
    )
