"""A sheet straight over a table: its fields as columns, a page of rows at a time."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from sqlalchemy import Connection

from db.board import Board
from db.changes import Values
from db.fields import Field, Kind, Value
from db.queries import records
from db.records import RECORDS
from mscb_desktop.drafts import DraftPlace
from mscb_desktop.sheet import order
from mscb_desktop.sheet.model import NOWHERE, Column, PastedRow, Row, RowKind, SheetPlan
from mscb_desktop.sheet.records import Place, RecordSheet

NEW = "new:rows"


class TableSheet(RecordSheet):
    """The rows of a table whose columns hold the values of `within`, in their order.

    `fields` names the columns shown from left to right, each with its least width in
    characters; 0 lets the column take what room is left. `defaults` fills fields that a new
    row's typing leaves blank. `holding` may be changed at any time: then only rows whose names
    hold that text are shown, without the NEW row, since what is typed there need not hold it.
    """

    def __init__(
        self,
        board: Board,
        table: str,
        fields: Mapping[str, int],
        *,
        title: str = "",
        within: Values | None = None,
        defaults: Values | None = None,
        closed: str | None = None,
        holding: str = "",
    ) -> None:
        super().__init__(board, table, title or RECORDS[table].plural)
        self._within = dict(within or {})
        self._defaults = dict(defaults or {})
        self._closed = closed
        self.holding = holding
        facts = RECORDS[table].fields
        self._fields = {name: facts[name] for name in fields}
        self._columns = tuple(
            Column(name, field.label, field.kind, field, fields[name] or 16, fields[name] == 0)
            for name, field in self._fields.items()
        )
        self._ordered = "position" in RECORDS[table].table.c

    @property
    def columns(self) -> Sequence[Column]:
        """The columns from left to right."""
        return self._columns

    @property
    def closed(self) -> str | None:
        """Why nothing can be typed here, as whoever made the sheet said."""
        return self._closed

    @property
    def drafts(self) -> DraftPlace:
        """Where what is typed here and not stored is kept, under what the list is about."""
        return DraftPlace(self.board, self.table, " ".join(map(str, self._within.values())))

    def count(self) -> int:
        """Number of rows, the NEW row included."""
        with self.board.reading() as connection:
            found = records.count(connection, self.table, self._within, self.holding)
        return found + self._shows_new

    def page(self, start: int, size: int) -> Sequence[Row]:
        """Rows from `start` (counted from 0), at most `size`."""
        with self.board.reading() as connection:
            found = records.page(connection, self.table, self._within, start, size, self.holding)
            shown = self._rows(connection, found)
        if self._shows_new and len(found) < size:
            shown.append(self._new_row())
        return shown

    def place_of(self, ref: str) -> int:
        """Give the place of a row among those shown, by counting the rows before it."""
        if ref == NEW:
            return self.count() - 1 if self._shows_new else NOWHERE
        with self.board.reading() as connection:
            found = records.place(connection, self.table, self._within, ref, self.holding)
        return NOWHERE if found is None else found

    def rows_of(self, connection: Connection, refs: Sequence[str]) -> Mapping[str, Row]:
        """Give the rows of these references as the sheet shows them, the NEW row among them."""
        found = records.rows_by_ref(connection, self.table, [ref for ref in refs if ref != NEW])
        rows = {row.ref: row for row in self._rows(connection, list(found.items()))}
        return rows | {NEW: self._new_row()}

    def new_values(self, connection: Connection, section: str, values: Values) -> Values:
        """Complete a new row by what the list is about, and by defaults for what is blank."""
        typed = {name: value for name, value in values.items() if value is not None}
        return {**self._defaults, **typed, **self._within}

    def place_of_new(self, connection: Connection, section: str) -> Place | None:
        """Give the list in order and its end; None where rows stand by name."""
        if not self._ordered:
            return None
        placed = records.positions(connection, self.table, self._within)
        return Place(tuple(placed), len(placed))

    def place(self, at: str, rows: Sequence[Mapping[str, Value]]) -> Sequence[PastedRow]:
        """Put pasted rows over the rows from `at` on, and make new ones past the last."""
        refs = self._refs_from(at, len(rows))
        return [
            PastedRow(refs[n] if n < len(refs) else NEW, cells, n + 1)
            for n, cells in enumerate(rows)
        ]

    def move(self, refs: Sequence[str], step: int) -> SheetPlan:
        """Plan moving rows up or down, where the table keeps an order."""
        if not self._ordered or self.read_only:
            return super().move(refs, step)
        with self.board.reading() as connection:
            placed = records.positions(connection, self.table, self._within)
        changes = order.move(self.table, placed, refs, step)
        return SheetPlan(f"{self.title}: rows moved", tuple(changes))

    @property
    def _shows_new(self) -> bool:
        return self.read_only is None and not self.holding.strip()

    def _refs_from(self, at: str, count: int) -> list[str]:
        if at == NEW:
            return []
        place = self.place_of(at)
        rest = self.page(place, count) if place != NOWHERE else ()
        return [row.ref for row in rest if row.ref != NEW]

    def _rows(self, connection: Connection, found: Sequence[tuple[str, Values]]) -> list[Row]:
        names = self._names(connection, [values for _, values in found])
        stores = self._stores()
        targets = [(name, field.target) for name, field in self._fields.items() if field.target]
        fields = tuple(self._fields)
        return [
            Row(
                ref,
                RowKind.LINE,
                {name: values[name] for name in fields},
                {
                    name: names[target].get(str(values[name]), "")
                    for name, target in targets
                    if values[name]
                },
                stores,
            )
            for ref, values in found
        ]

    def _names(self, connection: Connection, rows: Sequence[Values]) -> dict[str, dict[str, str]]:
        wanted: dict[str, list[str]] = {}
        for name, field in self._fields.items():
            if field.kind is Kind.LOOKUP and field.target:
                refs = [str(values[name]) for values in rows if values[name]]
                wanted.setdefault(field.target, []).extend(refs)
        return {table: records.names(connection, table, refs) for table, refs in wanted.items()}

    def _stores(self) -> Mapping[str, Field]:
        return {} if self.read_only else self._fields

    def _new_row(self) -> Row:
        return Row(NEW, RowKind.NEW, dict.fromkeys(self._fields), stores=self._stores())
