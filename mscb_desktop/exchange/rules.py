"""The rules over whole rows of an import: what is needed, what may stand once, what guards say."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence

from sqlalchemy import Connection

from db.queries.exchange import unique_together
from db.records import RECORDS
from db.write import Guard
from mscb_desktop.exchange.applying import changes_of
from mscb_desktop.exchange.kinds import StoredKind
from mscb_desktop.exchange.model import NewRow, PlannedRow, PlannedValue, RowState, WrongCell
from mscb_desktop.exchange.names import plain
from mscb_desktop.exchange.reading import Tables
from mscb_desktop.exchange.showing import RowShower
from mscb_desktop.values import quoted

_TAKEN = (RowState.CREATE, RowState.CHANGE)


class RowRules:
    """Says which rows are refused, and why; the others are new, changed or the same."""

    def __init__(
        self,
        kinds: Mapping[str, StoredKind],
        rows: Sequence[PlannedRow],
        tables: Tables,
        shower: RowShower,
    ) -> None:
        self._kinds, self._rows = kinds, rows
        self._shown, self._named = shower.text_of, shower.name
        self._headings = {
            (sheet.name, field.name) for sheet in tables.sheets for _, field in sheet.columns
        }

    def set_states(self) -> None:
        """Give every row its state."""
        for row in self._rows:
            there = row.ref in self._kinds[row.table].rows
            if there:
                self._refuse_emptied(row)
            elif row.state is not RowState.REFUSED:
                self._need(row)
            if row.wrong:
                row.state = RowState.REFUSED
            elif there:
                row.state = RowState.CHANGE if row.after else RowState.SAME
            else:
                row.state = RowState.CREATE
        for table, kind in self._kinds.items():
            own = [row for row in self._rows if row.table == table and row.state in _TAKEN]
            if own:
                self._refuse_doubles(kind, own)
        self.refuse_followers()

    def ask_guards(self, connection: Connection, guards: Sequence[Guard]) -> None:
        """Ask the board's guards about all changes at once; what they refuse stands at its row."""
        rows = [row for row in self._rows if row.state in _TAKEN]
        refs = {row.key: row.ref or f"new:{row.key}" for row in rows}
        changes = changes_of(rows, refs)
        keys = {(row.table, refs[row.key]): row for row in rows}
        for guard in guards if changes else ():
            for problem in guard(connection, changes):
                row = keys.get((problem.table or "", problem.ref or ""))
                if row is not None:
                    self._refuse(row, problem.column, self._worded(problem.message))
        self.refuse_followers()

    def _worded(self, message: str) -> str:
        """Say of new rows how they are called, or where they stand: they have no references."""

        def called(match: re.Match[str]) -> str:
            return quoted(self._named(self._rows[int(match[1])]))

        def place(match: re.Match[str]) -> str:
            row = self._rows[int(match[1])]
            return f"row {row.number} of {row.sheet}"

        return re.sub(r"\bnew:([0-9]+)\b", place, re.sub(r"'new:([0-9]+)'", called, message))

    def refuse_followers(self) -> None:
        """Refuse the rows that name a new row which is refused, and those that name them."""
        refused = {row.key for row in self._rows if row.state is RowState.REFUSED}
        found = bool(refused)
        while found:
            found = False
            for row in self._rows:
                if row.state not in _TAKEN:
                    continue
                for name, value in tuple(row.after.items()):
                    if isinstance(value, NewRow) and value.key in refused:
                        other = self._rows[value.key]
                        message = (
                            f"This names a record that is new in the workbook ({other.sheet}, row "
                            f"{other.number}) and cannot be added: mend that row first."
                        )
                        self._refuse(row, name, message)
                        refused.add(row.key)
                        found = True

    def _refuse_emptied(self, row: PlannedRow) -> None:
        """Say once, and not of every field, that a row holds nothing but its reference."""
        kind = self._kinds[row.table]
        on_sheet = [
            name
            for name in kind.record.fields
            if (row.sheet, name) in self._headings and kind.value(str(row.ref), name) is not None
        ]
        emptied = {name for name, value in row.after.items() if value is None}
        lost = {cell.heading for cell in row.wrong if not cell.value}
        fields = kind.record.fields
        if lost and all(name in emptied or fields[name].label in lost for name in on_sheet):
            row.wrong.clear()
            row.before.clear()
            row.after.clear()
            message = (
                "Nothing but the reference stands in this row, and reading a workbook deletes "
                "no record: take the row out of the sheet to leave the record as it is, or "
                "delete it in the program."
            )
            self._refuse(row, None, message)

    def _need(self, row: PlannedRow) -> None:
        """Name the fields that a new row needs and has not."""
        named = {cell.heading for cell in row.wrong}
        for field in RECORDS[row.table].fields.values():
            if not field.required or field.name in row.after or field.label in named:
                continue
            problem = field.problem(None)
            if (row.sheet, field.name) not in self._headings:
                problem = f"A new record needs '{field.label}': add that column to the sheet."
            row.wrong.append(_wrong(row, field.label, "", str(problem)))

    def _refuse_doubles(self, kind: StoredKind, rows: Sequence[PlannedRow]) -> None:
        """Refuse rows that would say what another record says already and only one may."""
        table = kind.record.name
        for names in unique_together(table):
            touched = {row.ref for row in rows if any(name in row.after for name in names)}
            if not touched:
                continue
            holders: dict[tuple[PlannedValue, ...], str] = {}
            for ref in kind.rows:
                if ref not in touched:
                    holders.setdefault(tuple(kind.value(ref, name) for name in names), ref)
            for row in rows:
                if row.ref in touched:
                    self._hold(kind, row, names, holders)
        if kind.record.quick_add:
            self._refuse_namesakes(rows)

    def _hold(
        self,
        kind: StoredKind,
        row: PlannedRow,
        names: Sequence[str],
        holders: dict[tuple[PlannedValue, ...], str],
    ) -> None:
        there = row.ref in kind.rows
        values = tuple(
            row.after[name]
            if name in row.after
            else (kind.value(str(row.ref), name) if there else None)
            for name in names
        )
        if None in values:
            return
        place = f"row {row.number} of {row.sheet}"
        holder = holders.setdefault(values, place)
        if holder != place:
            words = " and ".join(kind.record.fields[name].label for name in names)
            message = (
                f"Only one {kind.record.title.lower()} may say this under {words}, and "
                f"{holder} does already: change one of the two."
            )
            self._refuse(row, next(name for name in names if name in row.after), message)

    def _refuse_namesakes(self, rows: Iterable[PlannedRow]) -> None:
        """Refuse a new row without a reference that is called as another new one.

        Where a name alone makes a record, the same name again is a record typed twice. A row
        that is called as a record of the board was taken for that one.
        """
        names: dict[str, PlannedRow] = {}
        for row in rows:
            if row.state is not RowState.CREATE or row.ref is not None:
                continue
            name = self._named(row)
            first = names.setdefault(plain(name), row)
            if first is not row:
                message = (
                    f"{quoted(name)} stands in row {first.number} of {first.sheet} already: keep "
                    "one of the two rows, or give this one a name of its own."
                )
                self._refuse(row, RECORDS[row.table].name_field.name, message)

    def _refuse(self, row: PlannedRow, name: str | None, message: str) -> None:
        row.state = RowState.REFUSED
        field = RECORDS[row.table].fields.get(name or "")
        value = self._shown(row, field.name) if field is not None else ""
        heading = field.label if field is not None else None
        row.wrong.append(_wrong(row, heading, value, message))


def _wrong(row: PlannedRow, heading: str | None, value: str, message: str) -> WrongCell:
    return WrongCell(row.sheet, row.number, heading, value, message, row.key)
