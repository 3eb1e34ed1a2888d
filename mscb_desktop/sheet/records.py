"""What every sheet over a table of records does: plans of typing, adding, deleting, moving."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection

from db.board import Board
from db.changes import Change, Problem, Values, create
from db.fields import Field, Value
from db.queries import records
from db.records import RECORDS
from mscb_desktop import lookups
from mscb_desktop.drafts import DraftPlace
from mscb_desktop.sheet import order
from mscb_desktop.sheet.model import (
    Column,
    Edit,
    PastedRow,
    Row,
    SheetPlan,
    Suggestion,
    new_section,
)
from mscb_desktop.sheet.planning import Typed, in_words, read_edits, updates


@dataclass(frozen=True, slots=True)
class Place:
    """Where new rows join an ordered list: before the row at `index`.

    `placed` lists the (reference, position) of its rows in order.
    """

    placed: tuple[tuple[str, int], ...]
    index: int


class RecordSheet(ABC):
    """A sheet whose rows are records of one table.

    A sheet says which rows there are and what their cells store; what typing does follows
    from that. `title` names the sheet in the history ('Expenditure 2012-13').
    """

    def __init__(self, board: Board, table: str, title: str) -> None:
        self.board = board
        self.table = table
        self.title = title

    @property
    @abstractmethod
    def columns(self) -> Sequence[Column]:
        """The columns from left to right."""

    @property
    def read_only(self) -> str | None:
        """Why nothing can be typed, None where it can: the board is open to read, or `closed`."""
        return self.board.read_only or self.closed

    @property
    def closed(self) -> str | None:
        """Why nothing can be typed into this sheet of a board that can be written."""
        return None

    @property
    def drafts(self) -> DraftPlace:
        """Where what is typed here and not stored is kept meanwhile, under the sheet's title."""
        return DraftPlace(self.board, self.table, self.title)

    @abstractmethod
    def count(self) -> int:
        """Number of rows, NEW rows included."""

    @abstractmethod
    def page(self, start: int, size: int) -> Sequence[Row]:
        """Rows from `start` (counted from 0), at most `size`."""

    def place_of(self, ref: str) -> int | None:
        """Let a row be looked for: by default no other way is known."""
        return None

    @abstractmethod
    def rows_of(self, connection: Connection, refs: Sequence[str]) -> Mapping[str, Row]:
        """Give the rows of these references as the sheet shows them, NEW rows among them."""

    @abstractmethod
    def new_values(self, connection: Connection, section: str, values: Values) -> Values:
        """Complete the values typed into a NEW row to those of the record it becomes."""

    @abstractmethod
    def place_of_new(self, connection: Connection, section: str) -> Place | None:
        """Give the ordered list that a section's new rows join, and where in it.

        None where the table keeps no order.
        """

    @abstractmethod
    def place(self, at: str, rows: Sequence[Mapping[str, Value]]) -> Sequence[PastedRow]:
        """Say which row each pasted row meets when pasting begins at the row `at`."""

    def edit(self, edits: Sequence[Edit]) -> SheetPlan:
        """Plan what typing these values does; the edits of one NEW row make one row."""
        if self.read_only:
            return self._refuse(*((edits[0].ref, edits[0].column) if edits else ()))
        with self.board.reading() as connection:
            asked = {_shown_ref(edit.ref) for edit in edits}
            rows = self.rows_of(connection, sorted(asked))
            typed = read_edits(connection, edits, rows.get, self.table)
            stored = records.rows_by_ref(connection, self.table, list(typed.existing))
            read = {ref: dict(values) for ref, values in typed.existing.items()}
            self.complete(connection, stored, typed)
            changes, gone = updates(self.table, stored, typed.existing)
            made = {
                ref: self.new_values(connection, new_section(ref) or "", values)
                for ref, values in typed.new.items()
                if any(value is not None for value in values.values())
            }
            lacking = self._lacking(made, rows, typed.problems)
            unmade = {problem.ref for problem in lacking}
            taken = {ref: values for ref, values in made.items() if ref not in unmade}
            added = self._added(connection, taken, typed.refs)
            what = self._words(connection, edits, read, typed.new, rows)
        created = tuple(change.ref for change in added if change.before is None)
        for new in taken:
            added += typed.follows.get(new, ())
        problems = (*typed.problems, *lacking, *gone)
        return SheetPlan(what, (*typed.beside, *changes, *added), problems, created)

    def complete(  # noqa: B027 - most sheets have nothing to add
        self, connection: Connection, stored: Mapping[str, Values], typed: Typed
    ) -> None:
        """Add to typed values what follows from them; by default nothing does.

        What a cell stores elsewhere is taken out of the row's values and planned `beside`, of a
        new row as what `follows` it.
        """

    def refs_of_new(self, typed: Typed, new: Iterable[str]) -> Mapping[str, str]:
        """Take the references of new rows before these are made, so that changes can name them."""
        lacking = [each for each in dict.fromkeys(new) if each not in typed.refs]
        if lacking:
            refs = self.board.new_refs(self.table, len(lacking))
            typed.refs |= zip(lacking, refs, strict=True)
        return typed.refs

    def insert(self, at: str, count: int = 1) -> SheetPlan:
        """Refuse empty rows: where a record needs a value, only typing makes one."""
        title = RECORDS[self.table].title.lower()
        article = "an" if title[0] in "aeiou" else "a"
        message = f"Type into the empty line at the end: that adds {article} {title}."
        return self._refuse(at, why=message)

    def delete(self, refs: Sequence[str]) -> SheetPlan:
        """Plan the deletion of whole rows with what they own."""
        wanted = [ref for ref in refs if new_section(ref) is None]
        with self.board.reading() as connection:
            names = records.names(connection, self.table, wanted)
            gone = [ref for ref in wanted if ref in names]
            changes = records.deletion(connection, self.table, gone) if gone else []
        if self.read_only or not gone:
            return self._refuse(*refs[:1], why="There is no row here to delete.")
        record = RECORDS[self.table]
        what = (
            f"{record.title} deleted: {names[gone[0]]}"
            if len(gone) == 1
            else f"{len(gone)} {record.plural.lower()} deleted"
        )
        return SheetPlan(what, tuple(changes))

    def move(self, refs: Sequence[str], step: int) -> SheetPlan:
        """Refuse to move: by default rows stand by name."""
        message = "These rows stand in the order of their names and cannot be moved."
        return self._refuse(*refs[:1], why=message)

    def suggest(self, row: str, column: str, text: str, limit: int = 12) -> Sequence[Suggestion]:
        """Offer records for a lookup cell, best first."""
        with self.board.reading() as connection:
            field = self._stored_by(connection, row, column)
        if field is None or field.target is None:
            return ()
        return lookups.offer(self.board, field.target, text, limit)

    def already(self, row: str, column: str, text: str) -> Sequence[Suggestion]:
        """Name the records that one made by typing `text` into an empty line may be again."""
        from mscb_desktop.duplicates import names_of  # no part of the first page
        from mscb_desktop.merging import names_field

        section = new_section(row)
        record = RECORDS[self.table]
        if section is None or column != record.shown_by[0] or names_field(self.table) is None:
            return ()
        with self.board.reading() as connection:
            values = self.new_values(connection, section, {})
        inside = next((values.get(name) for name in record.shown_by[1:]), None)
        found = names_of(self.board, self.table).already(text, str(inside) if inside else None)
        return [Suggestion(ref, name, ref) for ref, name in found]

    def add_new(self, row: str, column: str, name: str) -> SheetPlan:
        """Plan a new record of the looked-up kind with this name, put into the cell."""
        with self.board.reading() as connection:
            field = self._stored_by(connection, row, column)
        if self.read_only or field is None or field.target is None:
            return self._refuse(row, column)
        ref, made = lookups.add_new(self.board, field.target, name)
        target = RECORDS[field.target]
        what = f"{target.title} added: {name.strip()}"
        if new_section(row) is not None:
            with self.board.reading() as connection:
                typed = Typed(new={row: {field.name: ref}})
                self.complete(connection, {}, typed)
                values = self.new_values(connection, new_section(row) or "", typed.new[row])
                shown = self.rows_of(connection, [_shown_ref(row)])
                lacking = self._lacking({row: values}, shown, ())
                if lacking:
                    return SheetPlan(what, problems=tuple(lacking))
                added = self._added(connection, {row: values}, typed.refs)
            created = tuple(change.ref for change in added if change.before is None)
            changes = (made, *typed.beside, *added, *typed.follows.get(row, ()))
            return SheetPlan(what, changes, (), created)
        with self.board.reading() as connection:
            stored = records.rows_by_ref(connection, self.table, [row])
            typed = Typed(existing={row: {field.name: ref}})
            self.complete(connection, stored, typed)
        changed, gone = updates(self.table, stored, typed.existing)
        problems = (*typed.problems, *gone)
        if problems:
            return SheetPlan(what, problems=problems)
        return SheetPlan(what, (made, *typed.beside, *changed))

    def _stored_by(self, connection: Connection, row: str, column: str) -> Field | None:
        shown = _shown_ref(row)
        found = self.rows_of(connection, [shown]).get(shown)
        return found.stores.get(column) if found else None

    def _lacking(
        self, made: Mapping[str, Values], rows: Mapping[str, Row], problems: Sequence[Problem]
    ) -> list[Problem]:
        """Say which NEW rows cannot become records yet, since a field that is needed is blank.

        The problem leads to the cell, or to the row where that cell has a problem already.
        """
        named = {(problem.ref, problem.column) for problem in problems}
        lacking = []
        for ref, values in made.items():
            stores = rows[_shown_ref(ref)].stores
            for field in RECORDS[self.table].fields.values():
                message = field.problem(values.get(field.name))
                if message is None:
                    continue
                key = next((key for key, f in stores.items() if f.name == field.name), None)
                if (ref, key) in named:
                    key, message = None, f"The row was not added: it needs its {field.label}."
                lacking.append(Problem(message, self.table, ref, key))
        return lacking

    def _added(
        self, connection: Connection, made: Mapping[str, Values], taken: Mapping[str, str]
    ) -> list[Change]:
        """List the changes that turn NEW rows into records, each at the end of its section.

        `made` holds each record's values but its position, `taken` the references that some of
        them have already.
        """
        if not made:
            return []
        count = len(made.keys() - taken.keys())
        free = iter(self.board.new_refs(self.table, count) if count else ())
        refs = {new: taken[new] if new in taken else next(free) for new in made}
        joined: dict[tuple[tuple[str, int], ...], dict[int, list[str]]] = {}
        for new in made:
            where = self.place_of_new(connection, new_section(new) or "")
            if where is not None:
                joined.setdefault(where.placed, {}).setdefault(where.index, []).append(refs[new])
        positions: dict[str, int] = {}
        moved: list[Change] = []
        for placed, new_refs in joined.items():
            found, shifted = order.put_in(self.table, placed, new_refs)
            positions |= found
            moved += shifted
        added = []
        for new, values in made.items():
            ref = refs[new]
            place = {"position": positions[ref]} if ref in positions else {}
            added.append(create(self.table, ref, **values, **place))
        return [*moved, *added]

    def _words(
        self,
        connection: Connection,
        edits: Sequence[Edit],
        existing: Mapping[str, Values],
        new: Mapping[str, Values],
        rows: Mapping[str, Row],
    ) -> str:
        if len(edits) == 1 and existing:
            (ref, values), edit = next(iter(existing.items())), edits[0]
            row = rows[ref]
            field = row.stores[edit.column]
            value = values[field.name]
            name = (
                lookups.label(connection, field.target, str(value))
                if field.target and value
                else ""
            )
            label = self.row_label(row)
            words = in_words(field, value, name)
            return f"{label}: {words}" if label else f"{self.title}: {words}"
        if len(new) == 1 and not existing:
            first = next(iter(new.values()))
            name = lookups.name_of_values(connection, RECORDS[self.table], first)
            title = RECORDS[self.table].title
            return f"{title} added: {name}" if name else f"{title} added"
        count = sum(map(len, existing.values())) + sum(map(len, new.values()))
        cells = "1 cell" if count == 1 else f"{count:,} cells"
        return f"{self.title}: {cells} typed"

    def row_label(self, row: Row) -> str:
        """Give what a row is called in messages and in the history, by the column of its name."""
        name = RECORDS[self.table].name_field.name
        key = name if name in row.values else self.columns[0].key
        return row.shown.get(key) or str(row.values.get(key) or "")

    def _refuse(
        self,
        ref: str | None = None,
        column: str | None = None,
        *,
        why: str = "Nothing can be changed here.",
    ) -> SheetPlan:
        """Refuse an act, because nothing can be changed here at all or else for `why`."""
        problem = Problem(self.read_only or why, self.table, ref, column)
        return SheetPlan(self.title, problems=(problem,))


def _shown_ref(ref: str) -> str:
    section = new_section(ref)
    return ref if section is None else f"new:{section}"
