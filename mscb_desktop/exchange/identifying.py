"""Which record each row of a workbook is, and by which names links may find it."""

from __future__ import annotations

from collections.abc import Mapping

from db.fields import Field, Kind, Value
from db.queries.called import name_from
from db.records import RECORDS
from mscb_desktop.exchange.cells import as_typed, is_blank, read_raw
from mscb_desktop.exchange.kinds import StoredKind
from mscb_desktop.exchange.known import Known
from mscb_desktop.exchange.layout import REFERENCE, layouts
from mscb_desktop.exchange.links import Target, Targets, names_of
from mscb_desktop.exchange.model import NewRow, PlannedRow, RowState, WrongCell
from mscb_desktop.exchange.names import BETWEEN, part_link
from mscb_desktop.exchange.reading import SheetTable, Tables
from mscb_desktop.exchange.references import read_reference
from mscb_desktop.exchange.workbook import CellValue, Row
from mscb_desktop.values import Unreadable, quoted


class Identifying:
    """Makes the planned rows of all sheets, in their order, and says which record each is."""

    def __init__(
        self,
        tables: Tables,
        kinds: Mapping[str, StoredKind],
        targets: Mapping[str, Targets],
        rows: list[PlannedRow],
    ) -> None:
        self._tables, self._kinds, self._targets, self._rows = tables, kinds, targets, rows
        self._seen: dict[tuple[str, str], PlannedRow] = {}
        self._known: dict[str, Known] = {}
        self._called: dict[int, str] = {}

    def begin(self) -> None:
        """Find which record each row is, by reference or by name, and let links name the rows."""
        first_keys: list[int] = []
        for sheet in self._tables.sheets:
            first_keys.append(len(self._rows))
            for number, raws in sheet.rows:
                table = sheet.record.name
                row = PlannedRow(len(self._rows), sheet.name, number, table, None, RowState.SAME)
                self._rows.append(row)
                self._by_reference(row, _at(raws, sheet.reference))
        # What names are made of comes first: agencies before their posts.
        order = {table: n for n, table in enumerate(layouts())}
        sheets = zip(self._tables.sheets, first_keys, strict=True)
        for sheet, first in sorted(sheets, key=lambda found: order[found[0].record.name]):
            for row, (_, raws) in zip(self._rows[first:], sheet.rows, strict=False):
                if row.ref is None and row.state is not RowState.REFUSED:
                    self._by_name(row, sheet, raws)
                if row.table in self._targets and row.state is not RowState.REFUSED:
                    self._let_name(row, sheet, raws)

    def _by_reference(self, row: PlannedRow, raw: CellValue) -> None:
        try:
            row.ref = read_reference(self._kinds[row.table], raw)
        except Unreadable as error:
            _refuse(row, REFERENCE, as_typed(raw), error.message)
            return
        first = self._first(row)
        if first is not row:
            message = (
                f"{row.ref} stands in {_place(first, row)} already: keep one of the two rows, or "
                "empty the reference of the one that is to become a new record."
            )
            _refuse(row, REFERENCE, str(row.ref), message)

    def _by_name(self, row: PlannedRow, sheet: SheetTable, raws: Row) -> None:
        """Take a row for the record that is called so, where a name alone makes a record."""
        record = sheet.record
        first, *links = record.shown_by
        cells = {field.name: _at(raws, at) for at, field in sheet.columns}
        typed = cells.get(first)
        if not record.quick_add or is_blank(typed):
            return
        if record.name not in self._known:
            self._known[record.name] = Known(self._kinds[record.name])
        named: dict[str, str | None] = {}
        for link in links:
            target = self._linked(record.fields[link], cells.get(link))
            if target is not None and not isinstance(target, str):
                return  # at an agency that is new: so is this
            named[link] = target
        text, label = as_typed(typed), record.fields[first].label
        try:
            row.ref = self._known[record.name].find(text, named)
        except Unreadable as error:
            _refuse(row, label, text, error.message)
            return
        row.by_name = row.ref is not None
        holder = self._first(row)
        if holder is not row:
            message = (
                f"{quoted(text)} is there already ({row.ref}), and stands in "
                f"{_place(holder, row)}: keep one of the two rows, or give a new record a name of "
                "its own."
            )
            _refuse(row, label, text, message)

    def _first(self, row: PlannedRow) -> PlannedRow:
        """Give the row that was the first to be the same record: itself where none was."""
        return row if row.ref is None else self._seen.setdefault((row.table, row.ref), row)

    def _linked(self, field: Field, raw: CellValue) -> Target | None:
        try:
            return None if is_blank(raw) else self._targets[str(field.target)].find(as_typed(raw))
        except Unreadable:
            return None

    def _let_name(self, row: PlannedRow, sheet: SheetTable, raws: Row) -> None:
        """Let links name the row by its reference and by the names that stand in its cells."""
        targets = self._targets[row.table]
        record = sheet.record
        named_by = {*record.shown_by, *record.found_by}
        values: dict[str, Value] = {}
        for at, field in sheet.columns:
            if field.name in named_by:
                values[field.name] = self._readable(field, _at(raws, at))
        called = name_from(record, values, self._called_in_cell)
        texts = [str(values.get(name) or "") for name in names_of(record)]
        # As it will be called, and as it stands there: 'Head, LB Merton' and 'Head, LBM'.
        texts += [called, name_from(record, values, _as_in_cell)]
        target: Target = row.ref if row.ref in targets.stored else NewRow(row.key)
        if isinstance(target, NewRow):
            self._called[row.key] = called
            if row.ref is not None:
                targets.given[row.ref] = target
        targets.add(target, texts)

    def _readable(self, field: Field, raw: CellValue) -> Value:
        try:
            if field.kind is Kind.LOOKUP:
                return None if is_blank(raw) else as_typed(raw)
            return read_raw(field, raw, self._tables.extras)
        except Unreadable:
            return None

    def _called_in_cell(self, table: str, text: str) -> str:
        """Give what the record is called that a cell names, which may be new in the workbook."""
        try:
            target = self._targets[table].find(text)
        except Unreadable:
            return _as_in_cell(table, text)
        if isinstance(target, NewRow):
            return self._called.get(target.key, "")
        return self._kinds[table].name(target)


def _as_in_cell(table: str, text: str) -> str:
    """Give the name that stands in a cell, without the reference before it."""
    return part_link(text, RECORDS[table].prefix)[1].strip(BETWEEN)


def _at(raws: Row, at: int | None) -> CellValue:
    return raws[at] if at is not None and at < len(raws) else None


def _place(row: PlannedRow, seen_from: PlannedRow) -> str:
    place = f"row {row.number}"
    return place if row.sheet == seen_from.sheet else f"{place} of {row.sheet}"


def _refuse(row: PlannedRow, heading: str, value: str, message: str) -> None:
    row.state = RowState.REFUSED
    row.wrong.append(WrongCell(row.sheet, row.number, heading, value, message, row.key))
