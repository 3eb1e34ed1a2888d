"""What reading a workbook into a board would do: create, change, same or refused, row by row."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from itertools import islice
from typing import TYPE_CHECKING

from sqlalchemy import Connection

from db.changes import Change
from db.fields import Field
from db.records import RECORDS
from db.records.people import HOLDING, PERSON
from db.write import Guard
from mscb_desktop.exchange.contact_lists import know_holders
from mscb_desktop.exchange.identifying import Identifying
from mscb_desktop.exchange.kinds import read_kinds
from mscb_desktop.exchange.layout import layouts
from mscb_desktop.exchange.links import Target
from mscb_desktop.exchange.model import (
    ImportPlan,
    NewRow,
    PlannedRow,
    PlannedValue,
    RowState,
    SheetCounts,
)
from mscb_desktop.exchange.placing import place_new
from mscb_desktop.exchange.reading import SheetTable, Tables, Told, read_tables
from mscb_desktop.exchange.row_reader import RowReader, shared_links
from mscb_desktop.exchange.rules import RowRules
from mscb_desktop.exchange.showing import RowShower
from mscb_desktop.exchange.unnamed import know_unnamed
from mscb_desktop.exchange.workbook import SheetCells, Workbook
from mscb_desktop.guards import GUARDS

if TYPE_CHECKING:
    from mscb_desktop.exchange.mapping import SheetMapping

Progress = Callable[[int, int], None]
_TICKS = 250
"""Rows between two calls of the progress callback."""


def plan_import(
    connection: Connection,
    workbook: Workbook,
    source: str,
    *,
    mappings: Sequence[SheetMapping] = (),
    guards: Sequence[Guard] = GUARDS,
    progress: Progress | None = None,
) -> ImportPlan:
    """Plan what reading the sheets of a workbook, called `source`, does to a board.

    Sheets with a mapping are read as it says. Nothing is written. `progress(done, total)`
    counts rows and may raise to stop.
    """
    tables = read_tables(workbook, partial(_mapped, mappings))
    planner = _Planner(connection, tables, progress)
    planner.begin()
    planner.read()
    moved = planner.settle(guards)
    told = {mapping.sheet for mapping in mappings}
    return ImportPlan(
        source,
        planner.rows,
        planner.counts(),
        tables.unknown_sheets,
        [replace(column, was_said=column.sheet in told) for column in tables.unknown_columns],
        planner.shower,
        moved,
    )


def _mapped(mappings: Sequence[SheetMapping], sheet: SheetCells) -> Told | None:
    mapping = next((m for m in mappings if m.sheet == sheet.name), None)
    if mapping is None:
        return None
    from mscb_desktop.exchange.mapping import mapped_tables

    return mapped_tables(sheet, mapping)


class _Planner:
    """Plans one workbook, step by step."""

    def __init__(self, connection: Connection, tables: Tables, progress: Progress | None) -> None:
        self.rows: list[PlannedRow] = []
        self._connection, self._tables, self._progress = connection, tables, progress
        self._kinds = read_kinds(connection, [sheet.record.name for sheet in tables.sheets])
        named = {
            field.target
            for sheet in tables.sheets
            for _, field in sheet.columns
            if field.target is not None
        }
        self._targets = {table: self._kinds[table].targets() for table in sorted(named)}
        self._places = {table: place for place, table in enumerate(layouts())}
        self.shower = RowShower(self._kinds, self.rows)

    def begin(self) -> None:
        """Find which record each row is, and let links name the rows."""
        Identifying(self._tables, self._kinds, self._targets, self.rows).begin()

    def read(self) -> None:
        """Read the cells of every row, and the links whose meaning depends on them.

        Kind by kind, those that others name first: by then it is known which of their rows are
        records of the board.
        """
        readers = []
        sheets = self._sheets()
        done = 0
        for sheet, rows in sorted(sheets, key=lambda one: self._places[one[0].record.name]):
            kind = self._kinds[sheet.record.name]
            reader = RowReader(sheet, kind, self._targets, self._tables.extras)
            readers.append(reader)
            for row, (_, raws) in zip(rows, sheet.rows, strict=True):
                if self._progress is not None and done % _TICKS == 0:
                    self._progress(done, len(self.rows))
                reader.read(row, raws)
                done += 1
            if not sheet.beside:
                self._know_unnamed(reader, rows)
        for reader in readers:
            reader.read_deferred(self._stands_alike)
        for sheet, rows in sheets:
            if sheet.beside and sheet.record is HOLDING:
                persons = [
                    row for row in self.rows if row.sheet == sheet.name and row.table == PERSON.name
                ]
                know_holders(self._kinds, rows, persons)

    def _sheets(self) -> list[tuple[SheetTable, list[PlannedRow]]]:
        """Give each table of the workbook with its rows."""
        rows = iter(self.rows)
        return [(sheet, list(islice(rows, len(sheet.rows)))) for sheet in self._tables.sheets]

    def settle(self, guards: Sequence[Guard]) -> tuple[Change, ...]:
        """Apply the rules over whole rows, and give new rows their places."""
        rules = RowRules(self._kinds, self.rows, self._tables, self.shower)
        rules.set_states()
        moved: list[Change] = []
        for table, kind in self._kinds.items():
            if "position" in kind.record.table.c:
                own = [row for row in self.rows if row.table == table]
                moved += place_new(kind, own)
        rules.ask_guards(self._connection, guards)
        return tuple(moved)

    def _know_unnamed(self, reader: RowReader, rows: Sequence[PlannedRow]) -> None:
        """Read rows again that have neither reference nor name, and are on record already."""
        table = reader.sheet.record.name
        raws = {row.key: cells for row, (_, cells) in zip(rows, reader.sheet.rows, strict=True)}
        known = know_unnamed(self._kinds[table], rows)
        reader.read_again([(row, raws[row.key]) for row in known])
        if table in self._targets:
            for row in known:
                self._targets[table].forget(NewRow(row.key))

    def counts(self) -> list[SheetCounts]:
        """Count what comes of each sheet's rows; it is called by the records that they are."""
        found: dict[str, SheetCounts] = {}
        counted: dict[str, Counter[RowState]] = {}
        for row in self.rows:
            counted.setdefault(row.sheet, Counter())[row.state] += 1
        for sheet in self._tables.sheets:
            states = counted.get(sheet.name, Counter())
            record = sheet.record
            counts = SheetCounts(sheet.name, record.name, record.plural, dict(states))
            found.setdefault(sheet.name, counts)
        return list(found.values())

    def _stands_alike(self, row: PlannedRow, field: Field, target: Target) -> bool:
        """Tell whether another record stands under the same ones as the row, such as its year."""
        if target in (row.ref, NewRow(row.key)):
            return False
        for name in shared_links(RECORDS[row.table], field):
            if self._value(row, name) != self._value_of(target, str(field.target), name):
                return False
        return True

    def _value(self, row: PlannedRow, name: str) -> PlannedValue:
        if name in row.after:
            return row.after[name]
        kind = self._kinds[row.table]
        return kind.value(str(row.ref), name) if row.ref in kind.rows else None

    def _value_of(self, target: Target, table: str, name: str) -> PlannedValue:
        if isinstance(target, NewRow):
            return self._value(self.rows[target.key], name)
        return self._kinds[table].value(target, name)
