"""A planned row as people look at it: before and after side by side."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from db.fields import Field, Kind
from db.queries.called import name_from
from db.records import RECORDS
from mscb_desktop.exchange.kinds import StoredKind
from mscb_desktop.exchange.model import (
    ImportRow,
    NewRow,
    PlannedRow,
    PlannedValue,
    RowState,
    ShownCell,
)
from mscb_desktop.exchange.names import link_text
from mscb_desktop.values import show_value


class RowShower:
    """Shows the rows of one plan."""

    def __init__(self, kinds: Mapping[str, StoredKind], rows: Sequence[PlannedRow]) -> None:
        self._kinds, self._rows = kinds, rows

    def __call__(self, row: PlannedRow) -> ImportRow:
        """Show one row."""
        record = RECORDS[row.table]
        there = row.ref is not None and row.ref in self._kinds[row.table].rows
        wrong = {cell.heading: cell for cell in row.wrong if cell.heading is not None}
        cells = []
        for field in record.fields.values():
            fault = wrong.get(field.label)
            if fault is not None:
                before = self._stored(row, field) if there else ""
                cells.append(ShownCell(field.label, before, fault.value, fault.message))
            elif field.name in row.after:
                before, after = self._sides(row, field)
                cells.append(ShownCell(field.label, before, after))
        return ImportRow(
            row.key,
            row.sheet,
            row.number,
            row.state,
            record.title,
            row.table,
            row.ref if there or row.state is not RowState.REFUSED else None,
            self.name(row),
            tuple(cells),
            tuple(cell.message for cell in row.wrong if cell.heading not in _labels(row.table)),
            row.by_name,
        )

    def name(self, row: PlannedRow) -> str:
        """Give what a row's record is called, as it is in the board where it is there."""
        kind = self._kinds[row.table]
        if row.ref is not None and row.ref in kind.rows:
            return kind.name(row.ref)
        return name_from(kind.record, row.after, self._name_of)

    def text_of(self, row: PlannedRow, name: str) -> str:
        """Give a field's text after the import."""
        field = RECORDS[row.table].fields[name]
        if name in row.after:
            return self._text(field, row.after[name])
        there = row.ref is not None and row.ref in self._kinds[row.table].rows
        return self._stored(row, field) if there else ""

    def _name_of(self, table: str, value: PlannedValue) -> str:
        if isinstance(value, NewRow):
            return self.name(self._rows[value.key])
        return self._kinds[table].name(str(value))

    def _sides(self, row: PlannedRow, field: Field) -> tuple[str, str]:
        before, after = row.before.get(field.name), row.after[field.name]
        if isinstance(before, bytes) and isinstance(after, bytes):
            return "Picture", "Another picture"
        return self._text(field, before), self._text(field, after)

    def _stored(self, row: PlannedRow, field: Field) -> str:
        return self._text(field, self._kinds[row.table].value(str(row.ref), field.name))

    def _text(self, field: Field, value: PlannedValue) -> str:
        if isinstance(value, NewRow):
            named = self._rows[value.key]
            return link_text(named.ref or "new:", self.name(named))
        if field.kind is Kind.LOOKUP and value is not None:
            return link_text(str(value), self._kinds[str(field.target)].name(str(value)))
        return show_value(field, value)


def _labels(table: str) -> frozenset[str]:
    return frozenset(field.label for field in RECORDS[table].fields.values())
