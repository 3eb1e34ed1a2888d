"""The budget as sheets: the statement's two sides, and the projection, typed into in place."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from sqlalchemy import Connection

from db.board import Board
from db.changes import Change, Values, create
from db.fields import Field, Value
from db.queries import budget as queries
from db.records import RECORDS
from db.records.budget import LineKind, Side
from mscb_desktop import lookups
from mscb_desktop.budget.columns import Layout
from mscb_desktop.budget.pasted import place_rows
from mscb_desktop.budget.sections import Section, find_section, section_at, sections
from mscb_desktop.budget.statement import Statement, StatementRow, statement
from mscb_desktop.sheet import order
from mscb_desktop.sheet.model import (
    Column,
    Note,
    PastedRow,
    Row,
    RowKind,
    SheetPlan,
    Tone,
    new_section,
)
from mscb_desktop.sheet.planning import Typed
from mscb_desktop.sheet.records import Place, RecordSheet
from mscb_desktop.values import Unreadable, quoted, show_money, year_label

_FIELDS = RECORDS["budget_line"].fields
_ROW_KINDS = {
    LineKind.HEADING: RowKind.HEADING,
    LineKind.SUBTOTAL: RowKind.SUBTOTAL,
    LineKind.ADJUSTMENT: RowKind.ADJUSTMENT,
    LineKind.TOTAL: RowKind.TOTAL,
}
_SUMS = frozenset({LineKind.SUBTOTAL, LineKind.TOTAL})
_FIGURES = ("set", "actual", "difference")
_PRINTED = {"set": "printed_set", "actual": "printed_actual", "difference": "printed_difference"}
_OPENS = frozenset(
    {
        LineKind.EXPENDITURE,
        LineKind.CONTRIBUTION,
        LineKind.OTHER_INCOME,
        LineKind.BROUGHT_FORWARD,
    }
)


class BudgetSheet(RecordSheet):
    """The rows of one year's budget: one side, or both where `layout` prints them together.

    A line's under/over, and every amount of a subtotal or total, are computed; what is typed
    there is kept as the figure as printed. Codes and forecasts have columns where the year uses
    them, or with `extras`.
    """

    def __init__(
        self, board: Board, start_year: int, layout: Layout, *, extras: bool = False
    ) -> None:
        super().__init__(board, "budget_line", f"{layout.heading} {year_label(start_year)}")
        self._start_year = start_year
        self._layout = layout
        with board.reading() as connection:
            found = self.statement(connection)
        used = self._used(found) if found and not extras else layout.extras
        self.left_out = layout.extras - used
        self._columns = layout.columns(start_year, found.year if found else None, self.left_out)

    @property
    def columns(self) -> Sequence[Column]:
        """The columns from left to right."""
        return self._columns

    @property
    def closed(self) -> str | None:
        """Why nothing can be typed: the year is closed, or there is none."""
        with self.board.reading() as connection:
            year = queries.year_starting(connection, self._start_year)
        label = year_label(self._start_year)
        if year is None:
            return f"There is no budget for {label} yet: start the year first."
        return f"{label} is closed: open it again to change it." if year.closed else None

    def statement(self, connection: Connection) -> Statement | None:
        """Compute the year's statement; None where there is no such year."""
        year = queries.year_starting(connection, self._start_year)
        return statement(year, queries.year_lines(connection, year.ref)) if year else None

    def count(self) -> int:
        """Number of rows, NEW rows included."""
        with self.board.reading() as connection:
            return len(self._all_rows(connection))

    def page(self, start: int, size: int) -> Sequence[Row]:
        """Rows from `start`; a budget is small and read whole."""
        with self.board.reading() as connection:
            return self._all_rows(connection)[start : start + size]

    def rows_of(self, connection: Connection, refs: Sequence[str]) -> Mapping[str, Row]:
        """Give the rows of these references as the sheet shows them, NEW rows among them."""
        return {row.ref: row for row in self._all_rows(connection)}

    def new_values(self, connection: Connection, section: str, values: Values) -> Values:
        """Complete a new row by its year, its side and the kind that its section asks for."""
        found = self._year_statement(connection)
        place = find_section(found, section)
        typed = {name: value for name, value in values.items() if value is not None}
        counts = {"counts": True} if place.kind is LineKind.ADJUSTMENT else {}
        agency = self._agency_named(connection, place.kind, typed)
        fixed = {"year": found.year.ref, "side": place.side, "kind": place.kind}
        return {**counts, **agency, **typed, **fixed}

    def place_of_new(self, connection: Connection, section: str) -> Place:
        """Give the section's side as an ordered list, and where new rows go in it."""
        found = self._year_statement(connection)
        place = find_section(found, section)
        rows = found.side(place.side)
        placed = tuple((row.line.ref, row.line.position) for row in rows)
        return Place(placed, place.new_at)

    def complete(self, connection: Connection, stored: Mapping[str, Values], typed: Typed) -> None:
        """Name the agency of a contribution whose description is an agency's name.

        Emptying an actual that postings make empties what was typed before there were any.
        """
        for ref, values in typed.existing.items():
            was = stored.get(ref)
            if was and values.get("printed_actual", 0) is None and was["actual"] is not None:
                values["actual"] = None
            if was and not was["agency"] and values.get("description"):
                kind = LineKind(str(was["kind"]))
                values |= {
                    name: value
                    for name, value in self._agency_named(connection, kind, values).items()
                    if name not in values
                }

    def insert(self, at: str, count: int = 1) -> SheetPlan:
        """Plan empty rows above the row `at`, of the kind that its section holds."""
        return self.insert_kind(at, None, count)

    def insert_kind(self, at: str, kind: LineKind | None, count: int = 1) -> SheetPlan:
        """Plan rows above the row `at`: headings or subtotals, or, without a kind, lines."""
        if self.read_only:
            return self._refuse(at)
        with self.board.reading() as connection:
            found = self._year_statement(connection)
        where = self._where(found, at)
        if where is None:
            return self._refuse(at, why="The row chosen was deleted meanwhile: choose another.")
        side, index, section = where
        refs = self.board.new_refs(self.table, count)
        placed = [(row.line.ref, row.line.position) for row in found.side(side)]
        positions, moved = order.put_in(self.table, placed, {index: refs})
        made = kind or section.kind
        values: dict[str, Value] = {"year": found.year.ref, "side": side, "kind": made}
        if made is LineKind.ADJUSTMENT:
            values["counts"] = True
        if made is LineKind.SUBTOTAL:
            values["description"] = "Subtotal"
        added = [create(self.table, ref, position=positions[ref], **values) for ref in refs]
        words = "Row" if count == 1 else f"{count} rows"
        return SheetPlan(f"{self.title}: {words.lower()} added", (*moved, *added), (), tuple(refs))

    def delete(self, refs: Sequence[str]) -> SheetPlan:
        """Plan the deletion of rows.

        A side's total stays, since the statement ends with it; so does a line while an
        adjustment that stays reclaims its overspend.
        """
        if self.read_only:
            return self._refuse(*refs[:1])
        with self.board.reading() as connection:
            found = self._year_statement(connection)
        for row in found.rows:
            line = row.line
            if line.ref in refs and line.kind is LineKind.TOTAL:
                message = f"{quoted(row.label)} ends its side of the budget and stays."
                return self._refuse(line.ref, why=message)
            if line.reclaims and line.reclaims in refs and line.ref not in refs:
                reclaimed = found.row(line.reclaims)
                message = (
                    f"{quoted(reclaimed.label if reclaimed else line.reclaims)} cannot be deleted: "
                    f"the adjustment {quoted(row.label or line.ref)} reclaims its overspend. "
                    "Delete both, or take that off the adjustment first."
                )
                return self._refuse(line.reclaims, why=message)
        return super().delete(refs)

    def move(self, refs: Sequence[str], step: int) -> SheetPlan:
        """Plan moving rows up or down within their section."""
        if self.read_only:
            return self._refuse(*refs[:1])
        with self.board.reading() as connection:
            found = self._year_statement(connection)
        changes: list[Change] = []
        for side in self._layout.sides:
            rows = found.side(side)
            for section in sections(side, rows):
                placed = [
                    (row.line.ref, row.line.position)
                    for row in rows[section.start : section.end]
                    if row.line.kind is not LineKind.TOTAL
                ]
                changes += order.move(self.table, placed, refs, step)
        return SheetPlan(f"{self.title}: rows moved", tuple(changes))

    def place(self, at: str, rows: Sequence[Mapping[str, Value]]) -> Sequence[PastedRow]:
        """Put pasted rows where their words and their order say; see `budget.pasted`."""
        with self.board.reading() as connection:
            there = self._all_rows(connection)
            forward = [
                row.line.ref
                for row in self._year_statement(connection).income
                if row.line.kind is LineKind.BROUGHT_FORWARD
            ]
        return place_rows(there, frozenset(forward), at, rows)

    def row_label(self, row: Row) -> str:
        """Give what a row is called: its description."""
        return row.shown.get("description") or str(row.values.get("description") or "")

    def _used(self, found: Statement) -> frozenset[str]:
        rows = [row for side in self._layout.sides for row in found.side(side)]
        used = {"codes": any(row.line.codes for row in rows)}
        used["forecast"] = any(row.forecast is not None for row in rows)
        return frozenset(key for key, there in used.items() if there)

    def _year_statement(self, connection: Connection) -> Statement:
        found = self.statement(connection)
        if found is None:
            raise LookupError(f"no budget for {self._start_year}")
        return found

    def _where(self, found: Statement, at: str) -> tuple[Side, int, Section] | None:
        """Find the side, the index in it and the section of a row of the sheet."""
        section_key = new_section(at)
        if section_key is not None:
            section = find_section(found, section_key)
            return section.side, section.new_at, section
        for side in self._layout.sides:
            for index, row in enumerate(found.side(side)):
                if row.line.ref == at:
                    return side, index, section_at(side, found.side(side), index)
        return None

    def _all_rows(self, connection: Connection) -> list[Row]:
        found = self.statement(connection)
        if found is None:
            return []
        shown: list[Row] = []
        closed = bool(found.year.closed or self.board.read_only)
        for side in self._layout.sides:
            rows = found.side(side)
            new_at = {s.new_at: s for s in sections(side, rows)}
            for index in range(len(rows) + 1):
                if index in new_at and not closed:
                    shown.append(self._new_row(new_at[index]))
                if index < len(rows):
                    shown.append(self._row(rows[index], closed))
        return shown

    def _new_row(self, section: Section) -> Row:
        stores = self._stores(section.kind)
        computed = frozenset({"difference"} if section.kind is not LineKind.ADJUSTMENT else ())
        values: dict[str, Value] = dict.fromkeys(column.key for column in self._columns)
        return Row(f"new:{section.key}", RowKind.NEW, values, stores=stores, computed=computed)

    def _row(self, row: StatementRow, closed: bool) -> Row:
        line = row.line
        values: dict[str, Value] = {
            "description": line.description,
            "codes": line.codes,
            "agency": line.agency,
            "set": row.set_amount,
            "actual": row.actual,
            "difference": row.difference,
            "forecast": row.forecast,
            "comment": line.comment,
        }
        shown: dict[str, str] = {}
        if line.agency_name:
            shown["agency"] = line.agency_name
            if not line.description:
                shown["description"] = line.agency_name
        return Row(
            line.ref,
            _ROW_KINDS.get(line.kind, RowKind.LINE),
            values,
            shown,
            {} if closed else self._stores(line.kind, posted=line.postings > 0),
            self._computed(row),
            self._notes(row),
            line.postings if line.kind in _OPENS else None,
        )

    def _stores(self, kind: LineKind, *, posted: bool = False) -> Mapping[str, Field]:
        stores = {"description": _FIELDS["description"], "comment": _FIELDS["comment"]}
        if kind is LineKind.HEADING:
            return stores
        if kind in _SUMS:
            return stores | {key: _FIELDS[name] for key, name in _PRINTED.items()}
        stores["codes"] = _FIELDS["codes"]
        if kind is LineKind.ADJUSTMENT:
            return stores | {"difference": _FIELDS["adjusts_by"]}
        stores |= {
            "set": _FIELDS["set_amount"],
            "actual": _FIELDS["printed_actual" if posted else "actual"],
            "difference": _FIELDS["printed_difference"],
            "forecast": _FIELDS["forecast"],
        }
        if kind is LineKind.CONTRIBUTION:
            stores["agency"] = _FIELDS["agency"]
        return stores

    def _computed(self, row: StatementRow) -> frozenset[str]:
        kind = row.line.kind
        if kind in _SUMS:
            return frozenset({*_FIGURES, "forecast"})
        if kind in (LineKind.ADJUSTMENT, LineKind.HEADING):
            return frozenset()
        return frozenset({"difference", "actual"} if row.line.postings else {"difference"})

    def _notes(self, row: StatementRow) -> dict[str, Note]:
        line = row.line
        notes: dict[str, list[Note]] = {}
        below = row.difference is not None and row.difference < 0
        if below and line.side is Side.EXPENDITURE and line.kind is not LineKind.ADJUSTMENT:
            notes["difference"] = [Note("overspend", Tone.BAD)]
        if line.kind is LineKind.ADJUSTMENT and not row.counts:
            notes["difference"] = [Note("not counted")]
        if line.postings and line.committed:
            notes["actual"] = [Note(f"{show_money(line.committed)} committed")]
        if line.postings and line.actual is not None and line.actual != row.actual:
            typed = Note(f"typed {show_money(line.actual)}", Tone.WARNING)
            notes.setdefault("actual", []).append(typed)
        for key, printed, computed in (
            ("set", line.printed_set, row.set_amount),
            ("actual", line.printed_actual, row.actual),
            ("difference", line.printed_difference, row.difference),
        ):
            if printed is not None and printed != computed:
                note = Note(f"printed {show_money(printed)}", Tone.WARNING)
                notes.setdefault(key, []).append(note)
        return {key: _one_note(found) for key, found in notes.items()}

    def _agency_named(
        self, connection: Connection, kind: LineKind, values: Values
    ) -> dict[str, Value]:
        if kind is not LineKind.CONTRIBUTION or not values.get("description"):
            return {}
        try:
            return {"agency": lookups.find(connection, "agency", str(values["description"]))}
        except Unreadable:
            return {}


def _one_note(notes: Sequence[Note]) -> Note:
    worst = next((note for note in notes if note.tone is Tone.BAD), notes[-1])
    return Note(" · ".join(note.text for note in notes), worst.tone)
