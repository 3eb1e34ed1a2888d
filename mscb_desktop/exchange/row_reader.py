"""The cells of a sheet's rows read as values: what differs from the board, and what is wrong."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from db.fields import Field, Kind, Value
from db.records import RECORDS
from db.records.base import Record
from mscb_desktop.exchange.cells import as_typed, is_blank, read_raw, unchanged
from mscb_desktop.exchange.extras import ExtrasIn
from mscb_desktop.exchange.kinds import StoredKind
from mscb_desktop.exchange.links import Target, Targets
from mscb_desktop.exchange.model import PlannedRow, PlannedValue, WrongCell
from mscb_desktop.exchange.names import link_text
from mscb_desktop.exchange.reading import SheetTable
from mscb_desktop.exchange.workbook import CellValue, Row
from mscb_desktop.values import Unreadable


@dataclass(slots=True)
class _Column:
    """One column of the sheet: where it stands, its field, and where that stands in the board."""

    at: int
    field: Field
    place: int
    same: Callable[[Any, Any], bool]
    read: Callable[[CellValue], PlannedValue]
    put_off: bool = False


@dataclass(slots=True)
class Deferred:
    """A link that can be read only when all rows are: its name alone may not say which is meant."""

    row: PlannedRow
    field: Field
    raw: CellValue
    old: Value


class RowReader:
    """Reads the rows of one sheet into planned rows.

    Links to records that stand under others, as a line under its year, are put off: `deferred`
    holds them until what the rows stand under is known.
    """

    def __init__(
        self,
        sheet: SheetTable,
        kind: StoredKind,
        targets: Mapping[str, Targets],
        extras: ExtrasIn,
    ) -> None:
        self.sheet = sheet
        self.deferred: list[Deferred] = []
        self._kind, self._targets, self._extras = kind, targets, extras
        self._columns = [self._column(at, field) for at, field in sheet.columns]

    def read(self, row: PlannedRow, raws: Row) -> None:
        """Put into `row` what its cells change, and name those that are wrong.

        A row that is known by its name says nothing by its empty cells, and its name stays.
        """
        stored = self._kind.rows.get(row.ref) if row.ref else None
        width = len(raws)
        for column in self._columns:
            raw = raws[column.at] if column.at < width else None
            old = stored[column.place] if stored is not None else None
            if raw is None if old is None else raw is not None and column.same(raw, old):
                continue
            if row.by_name and (is_blank(raw) or column.field.name in self._kind.record.shown_by):
                continue
            self._take(row, column, raw, old)

    def read_again(self, rows: Sequence[tuple[PlannedRow, Row]]) -> None:
        """Read rows once more that were read as new, and are records of the board."""
        keys = {row.key for row, _ in rows}
        self.deferred = [put_off for put_off in self.deferred if put_off.row.key not in keys]
        for row, raws in rows:
            row.before.clear()
            row.after.clear()
            self.read(row, raws)

    def read_deferred(self, alike: Callable[[PlannedRow, Field, Target], bool]) -> None:
        """Read the links that were put off; `alike` tells whether a record stands with the row."""
        for put_off in self.deferred:
            row, field = put_off.row, put_off.field

            def near(target: Target, row: PlannedRow = row, field: Field = field) -> bool:
                return alike(row, field, target)

            try:
                value = self._targets[str(field.target)].find(as_typed(put_off.raw), near)
            except Unreadable as error:
                self._wrong(row, field, put_off.raw, error.message)
            else:
                self._keep(row, field, put_off.raw, value, put_off.old)

    def _take(self, row: PlannedRow, column: _Column, raw: CellValue, old: Value) -> None:
        field = column.field
        if column.put_off and not is_blank(raw):
            self.deferred.append(Deferred(row, field, raw, old))
            return
        try:
            value = column.read(raw)
        except Unreadable as error:
            self._wrong(row, field, raw, error.message)
        else:
            self._keep(row, field, raw, value, old)

    def _keep(
        self, row: PlannedRow, field: Field, raw: CellValue, value: PlannedValue, old: Value
    ) -> None:
        if value == old:
            return
        if value is None and field.required:
            problem = field.problem(None)
            assert problem is not None
            self._wrong(row, field, raw, problem)
            return
        row.before[field.name] = old
        row.after[field.name] = value

    def _wrong(self, row: PlannedRow, field: Field, raw: CellValue, message: str) -> None:
        row.wrong.append(
            WrongCell(row.sheet, row.number, field.label, as_typed(raw), message, row.key)
        )

    def _column(self, at: int, field: Field) -> _Column:
        if field.kind is not Kind.LOOKUP:
            return _Column(
                at, field, self._kind.places[field.name], unchanged(field), self._reader(field)
            )
        targets = self._targets[str(field.target)]
        stored = targets.stored
        return _Column(
            at,
            field,
            self._kind.places[field.name],
            lambda raw, ref: raw == link_text(ref, stored.get(ref, "")),
            _Remembered(lambda raw: None if is_blank(raw) else targets.find(as_typed(raw))),
            bool(shared_links(self._kind.record, field)),
        )

    def _reader(self, field: Field) -> Callable[[CellValue], PlannedValue]:
        extras = self._extras

        def read(raw: CellValue) -> PlannedValue:
            return read_raw(field, raw, extras)

        return _Remembered(read) if field.kind in (Kind.CHOICE, Kind.YES_NO) else read


class _Remembered:
    """Reads each text of a column once, where there are few of them."""

    def __init__(self, read: Callable[[CellValue], PlannedValue]) -> None:
        self._read = read
        self._found: dict[str, PlannedValue] = {}

    def __call__(self, raw: CellValue) -> PlannedValue:
        if not isinstance(raw, str):
            return self._read(raw)
        if raw not in self._found:
            self._found[raw] = self._read(raw)
        return self._found[raw]


def shared_links(record: Record, link: Field) -> Sequence[str]:
    """Name the other links that a record and those its `link` leads to both need.

    Two budget lines have their year: a name that lines of several years have then means the
    line of the same year.
    """
    others = RECORDS[str(link.target)].fields
    return [
        name
        for name, field in record.fields.items()
        if name != link.name
        and field.kind is Kind.LOOKUP
        and field.required
        and name in others
        and others[name].target == field.target
    ]
