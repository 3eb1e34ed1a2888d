"""A plan as a sheet: its table as it prints, as on a day, typed into in place."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from sqlalchemy import Connection

from db import history
from db.board import Board
from db.changes import Values
from db.fields import Value
from db.queries import records
from db.records.plans import Rag, Shows, Status
from mscb_desktop.drafts import DraftPlace
from mscb_desktop.plans.book import Book
from mscb_desktop.plans.changing.updating import Said, in_words, said_of
from mscb_desktop.plans.model import Action
from mscb_desktop.plans.table.arranging import moved, put_below, put_in
from mscb_desktop.plans.table.beside import VIRTUAL
from mscb_desktop.plans.table.columns import columns
from mscb_desktop.plans.table.draft_place import PlanDraftPlace
from mscb_desktop.plans.table.rows import NewRow, Rows
from mscb_desktop.plans.table.sections import moved as sections_moved
from mscb_desktop.plans.table.sections import new_sections, read_title, retitled, why_stays
from mscb_desktop.plans.table.typed import complete_typed
from mscb_desktop.sheet.model import Column, Edit, PastedRow, Row, RowKind, SheetPlan, new_section
from mscb_desktop.sheet.planning import Typed
from mscb_desktop.sheet.records import Place, RecordSheet


@dataclass(frozen=True, slots=True)
class _Seen:
    """The plan as it was when an entry of the history was the newest, and whether it was open."""

    entry: int
    typed: bool
    book: Book
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]


class PlanSheet(RecordSheet):
    """The actions of a plan as on a day, in the columns of its kind, under its sections.

    Ratings and narrative are of the newest update of the day; what is typed there is the update
    of that day. Deadlines are those that held on it, all other words those of today.
    """

    def __init__(self, board: Board, plan: str, day: dt.date) -> None:
        self.plan = plan
        self.day = day
        self._seen: _Seen | None = None
        self._last_columns: tuple[Column, ...] = ()
        with board.reading() as connection:
            book = Book(connection, day, [plan])
            title = book.title(plan) if plan in book.plans else plan
        super().__init__(board, "action", title)

    # What is shown

    @property
    def columns(self) -> Sequence[Column]:
        """The columns from left to right, as the plan's kind has them."""
        with self.board.reading() as connection:
            return self._look(connection).columns

    @property
    def closed(self) -> str | None:
        """Why nothing can be typed: the plan is gone, or its kind has no columns."""
        with self.board.reading() as connection:
            book = self.book(connection)
        if self.plan not in book.plans:
            return f"{self.title} was deleted meanwhile: choose another plan."
        if not book.columns_of(self.plan):
            return "This kind of plan has no columns: add some under Kinds of plan."
        return None

    @property
    def drafts(self) -> DraftPlace:
        """Where what is typed here and not stored is kept, whatever the plan is called."""
        return PlanDraftPlace(self.board, self.table, self.plan, self._beside)

    def book(self, connection: Connection) -> Book:
        """Read the plan, and the one that it serves, as on the day; once until a change."""
        return self._look(connection).book

    def count(self) -> int:
        """Number of rows, headings and NEW rows included."""
        with self.board.reading() as connection:
            return len(self._look(connection).rows)

    def page(self, start: int, size: int) -> Sequence[Row]:
        """Rows from `start`; a plan is read whole."""
        with self.board.reading() as connection:
            return self._look(connection).rows[start : start + size]

    def rows_of(self, connection: Connection, refs: Sequence[str]) -> Mapping[str, Row]:
        """Give the rows of these references, NEW rows of sections that are only coming too."""
        seen = self._look(connection)
        wanted = set(refs)
        found = {row.ref: row for row in seen.rows if row.ref in wanted}
        make = Rows(seen.book, self.plan, seen.columns, typed=seen.typed)
        for ref in wanted - found.keys():
            key = new_section(ref)
            if key is not None and seen.typed:
                found[ref] = make.new(NewRow.read(key))
        return found

    def row_label(self, row: Row) -> str:
        """Give what an action is called in the history: its number, else its first words."""
        return str(row.values.get(Shows.NUMBER) or "") or _first_text(row)

    # What is typed

    def edit(self, edits: Sequence[Edit]) -> SheetPlan:
        """Plan what typing these values does, headings of sections among the actions' rows."""
        with self.board.reading() as connection:
            sections = self.book(connection).sections
            headed = [edit for edit in edits if edit.ref in sections]
            if self.read_only or not headed:
                return super().edit(edits)
            rows = self.rows_of(connection, [edit.ref for edit in headed])
            changes, problems = retitled(connection, headed, rows)
        others = [edit for edit in edits if edit.ref not in sections]
        plan = super().edit(others) if others else SheetPlan(f"{self.title}: section renamed")
        return replace(
            plan, changes=(*changes, *plan.changes), problems=(*problems, *plan.problems)
        )

    def complete(self, connection: Connection, stored: Mapping[str, Values], typed: Typed) -> None:
        """Turn parties, links, ratings and narrative into changes beside the actions."""
        complete_typed(
            connection,
            self.board,
            self.book(connection),
            self.plan,
            stored,
            typed,
            self.refs_of_new,
            numbers=any(column.key == Shows.NUMBER for column in self._look(connection).columns),
        )

    def new_values(self, connection: Connection, section: str, values: Values) -> Values:
        """Complete a new action: open, and of this plan."""
        typed = {name: value for name, value in values.items() if value is not None}
        return {"status": Status.OPEN, **typed, "plan": self.plan}

    def place_of_new(self, connection: Connection, section: str) -> Place:
        """Give the plan's actions in order, and the place behind the last of the section."""
        placed = records.positions(connection, self.table, {"plan": self.plan})
        new = NewRow.read(section)
        there = {action.ref for action in self._of_section(connection, new.section)}
        last = max((n for n, (ref, _) in enumerate(placed, 1) if ref in there), default=None)
        return Place(tuple(placed), len(placed) if last is None or new.coming else last)

    def place(self, at: str, rows: Sequence[Mapping[str, Value]]) -> Sequence[PastedRow]:
        """Put a pasted plan's rows where their numbers and words say; see `pasted`."""
        from mscb_desktop.plans.table.pasted import Placing  # wanted only when something is pasted

        with self.board.reading() as connection:
            seen = self._look(connection)
        keys = [column.key for column in seen.columns]
        make = Rows(seen.book, self.plan, seen.columns, typed=seen.typed)
        return Placing(seen.book, self.plan, seen.rows, make, keys, at).place(rows)

    def rate(self, refs: Sequence[str], rag: Rag | None) -> SheetPlan:
        """Plan rating actions as at the day; None takes the day's ratings back."""
        if self.read_only:
            return self._refuse(refs[0] if refs else None, Shows.RAG.value)
        said = Said(rag=rag)
        with self.board.reading() as connection:
            wanted = [ref for ref in refs if ref in self.book(connection).register.actions]
            labels = [self.row_label(row) for row in self.rows_of(connection, wanted[:1]).values()]
            changes, problems = said_of(
                connection, self.board, dict.fromkeys(wanted, said), self.day
            )
        if not wanted:
            why = "Choose an action to rate: this row is none."
            return self._refuse(refs[0] if refs else None, Shows.RAG.value, why=why)
        who = labels[0] if len(wanted) == 1 else f"{self.title}: {len(wanted)} actions"
        return SheetPlan(f"{who}: {in_words(said, self.day)}", tuple(changes), tuple(problems))

    # Rows

    def add_section(self, text: str) -> SheetPlan:
        """Plan a section behind the others, from number and title: '1 Governance'."""
        number, title = read_title(text)
        if self.read_only or not title:
            return self._refuse(why="A section needs a title: type one.")
        with self.board.reading() as connection:
            refs, changes = new_sections(connection, self.board, self.plan, [text])
        words = f"{number} {title}" if number else title
        return SheetPlan(f"Section added: {words}", tuple(changes), (), tuple(refs.values()))

    def insert(self, at: str, count: int = 1) -> SheetPlan:
        """Plan empty actions above a row; above a point they are points of the same action."""
        if self.read_only:
            return self._refuse(at)
        with self.board.reading() as connection:
            changes, refs = put_in(self.board, self.book(connection), self.plan, at, count)
        words = "action added" if count == 1 else f"{count} actions added"
        return SheetPlan(f"{self.title}: {words}", tuple(changes), (), refs)

    def add_point(self, ref: str) -> SheetPlan:
        """Plan an empty action point behind the others of an action, or of the one it is of."""
        with self.board.reading() as connection:
            book = self.book(connection)
            action = book.register.actions.get(ref)
            if action is not None and action.part_of is not None:
                action = book.register.actions.get(action.part_of)
            if self.read_only or action is None or action.plan != self.plan:
                return self._refuse(ref, why="Choose the action that gets a point.")
            if action.same_as is not None:
                why = "It is the same as another action: give that one the point."
                return self._refuse(ref, why=why)
            changes, refs = put_below(self.board, book, self.plan, action)
        words = f"{self.title}: action point added"
        return SheetPlan(words, tuple(changes), (), refs)

    def delete(self, refs: Sequence[str]) -> SheetPlan:
        """Plan the deletion of actions with all that belongs to them, and of empty sections."""
        with self.board.reading() as connection:
            book = self.book(connection)
            headed = [ref for ref in refs if ref in book.sections]
            if self.read_only or not headed:
                return super().delete(refs)
            for part in book.parts(self.plan):
                if part.section is not None and part.section.ref in headed:
                    why = why_stays(part, refs)
                    if why:
                        return self._refuse(part.section.ref, why=why)
            gone = records.deletion(connection, "plan_section", headed)
        others = [ref for ref in refs if ref not in headed]
        plan = super().delete(others) if others else SheetPlan("Section deleted")
        return replace(plan, changes=(*plan.changes, *gone))

    def move(self, refs: Sequence[str], step: int) -> SheetPlan:
        """Plan moving actions, with their points, or whole sections up or down."""
        if self.read_only:
            return self._refuse(*refs[:1])
        with self.board.reading() as connection:
            book = self.book(connection)
            headed = [ref for ref in refs if ref in book.sections]
            if headed:
                changes = sections_moved(connection, self.plan, headed, step)
            else:
                changes = moved(book, self.plan, refs, step)
        return SheetPlan(f"{self.title}: rows moved", tuple(changes))

    # Parts

    def _look(self, connection: Connection) -> _Seen:
        entry, typed = history.newest(connection), self.board.read_only is None
        seen = self._seen
        if seen is None or (seen.entry, seen.typed) != (entry, typed):
            book = Book(connection, self.day, [self.plan])
            shown = columns(book.columns_of(self.plan)) if self.plan in book.plans else ()
            # A plan that was deleted keeps its heads until its page goes.
            shown = self._last_columns = shown or self._last_columns
            rows = tuple(Rows(book, self.plan, shown, typed=typed).all()) if shown else ()
            seen = self._seen = _Seen(entry, typed, book, shown, rows)
        return seen

    def _beside(self, refs: Sequence[str]) -> Mapping[str, Values]:
        """Give what rows hold that is not stored in actions, by the names of its fields."""
        with self.board.reading() as connection:
            seen = self._look(connection)
        wanted = set(refs)
        return {
            row.ref: {
                field.name: row.values.get(key)
                for key, field in row.stores.items()
                if row.kind is RowKind.HEADING or field.name in VIRTUAL
            }
            for row in seen.rows
            if row.ref in wanted and row.kind is not RowKind.NEW
        }

    def _of_section(self, connection: Connection, section: str | None) -> Sequence[Action]:
        parts = self.book(connection).parts(self.plan)
        return [
            action
            for part in parts
            if section == (part.section.ref if part.section else None)
            for action in part.actions
        ]


def _first_text(row: Row) -> str:
    texts = (value for value in row.values.values() if isinstance(value, str) and value)
    return " ".join(next(texts, "").split())[:60]
