"""A group's members as a sheet: printed in sections as on a day, typed into in place."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from sqlalchemy import Connection

from db import history
from db.board import Board
from db.changes import Change, Values
from db.fields import Field, Value
from db.queries import records
from db.records.groups import Role
from mscb_desktop.drafts import DraftPlace
from mscb_desktop.groups.columns import TYPED, columns
from mscb_desktop.groups.members import Member, Roll
from mscb_desktop.groups.naming import Naming, members_like
from mscb_desktop.groups.pasted import Placing
from mscb_desktop.groups.reading import Missing, Reading
from mscb_desktop.groups.rows import (
    NEW,
    Filter,
    calls,
    member_row,
    new_row,
    rows_shown,
    unused,
)
from mscb_desktop.groups.sitting import Sitting
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
from mscb_desktop.sheet.planning import Typed, updates
from mscb_desktop.sheet.records import Place, RecordSheet
from mscb_desktop.values import show_date


@dataclass(frozen=True, slots=True)
class _Seen:
    """The roll as it was when an entry of the history was the newest."""

    entry: int
    roll: Roll


class MembersSheet(RecordSheet):
    """The members of a group as on a day, under the headings that the printed list has.

    Former and later members are shown with `everyone`, and those whose rows were typed into, so
    that none goes out of sight by it. `holding` shows rows that hold a text alone, without the
    empty line. `all_columns` shows those too that no row uses. `began` is the first day of new
    members, None where it stays blank. With `adds` posts and people that the board lacks are
    added when rows name them; `missing` lists those that the latest edits named.
    """

    def __init__(
        self,
        board: Board,
        group: str,
        day: dt.date,
        *,
        everyone: bool = False,
        all_columns: bool = False,
        began: dt.date | None = None,
    ) -> None:
        self.group = group
        self.all_columns = all_columns
        self.day = day
        self.began = began
        self.adds = False
        self.missing: tuple[Missing, ...] = ()
        self._shows = Filter(day, everyone)
        self._kept: set[str] = set()
        self._holding = ""
        self._seen: _Seen | None = None
        self._adding: Mapping[tuple[str, str], str] = {}
        self._made: Sequence[Change] = ()
        with board.reading() as connection:
            name = records.names(connection, "board_group", [group]).get(group, group)
            super().__init__(board, "membership", name)
            self.unused = unused(self.roll(connection), group, self._shows)
        waiting = board.drafts(self.drafts.name)
        self._drafted = frozenset(draft.field for draft in waiting)
        self._keep(draft.ref for draft in waiting)

    # What is shown

    @property
    def columns(self) -> Sequence[Column]:
        """The columns from left to right; those seldom used where a row uses them, or all."""
        return columns(self._left_out())

    @property
    def drafts(self) -> DraftPlace:
        """Where what is typed here and not stored is kept, whatever the group is called."""
        return DraftPlace(self.board, self.table, self.group)

    @property
    def everyone(self) -> bool:
        """Whether former and later members are shown."""
        return self._shows.everyone

    @property
    def holding(self) -> str:
        """What the rows shown hold; '' shows all."""
        return self._holding

    @holding.setter
    def holding(self, text: str) -> None:
        if text == self._holding:
            return
        self._holding = text
        self._kept.clear()
        self._shows = replace(self._shows, words=tuple(text.casefold().split()), kept=frozenset())

    def count(self) -> int:
        """Number of rows, headings and the NEW row included."""
        with self.board.reading() as connection:
            return len(self._rows(connection))

    def page(self, start: int, size: int) -> Sequence[Row]:
        """Rows from `start`; a group is read whole."""
        with self.board.reading() as connection:
            return self._rows(connection)[start : start + size]

    def roll(self, connection: Connection) -> Roll:
        """Read the group as on the day, former and later members with it; once until a change."""
        entry = history.newest(connection)
        if self._seen is None or self._seen.entry != entry:
            roll = Roll(connection, self.day, [self.group], everyone=True)
            self._seen = _Seen(entry, roll)
        return self._seen.roll

    def rows_of(self, connection: Connection, refs: Sequence[str]) -> Mapping[str, Row]:
        """Give the rows of these references, those of former and later members too."""
        members = self.roll(connection).members(self.group)
        wanted = [member for member in members if member.row.ref in refs]
        called, stores = calls(members), self._stores()
        left_out = self._left_out()
        rows = {m.row.ref: member_row(m, called, self.day, stores, left_out) for m in wanted}
        return rows | {NEW: new_row(stores)}

    def row_label(self, row: Row) -> str:
        """Give what a member is called: the post, or the person."""
        return row.shown.get("post") or row.shown.get("person") or ""

    def suggest(self, row: str, column: str, text: str, limit: int = 12) -> Sequence[Suggestion]:
        """Offer records for a lookup cell; for a deputy the members of this group."""
        if column != "deputy_for":
            return super().suggest(row, column, text, limit)
        with self.board.reading() as connection:
            members = self.roll(connection).members(self.group)
        found = members_like((m for m in members if m.row.ref != row), text, self.day)
        return [Suggestion(m.row.ref, m.called, m.names) for m in found[:limit]]

    # What is typed

    def edit(self, edits: Sequence[Edit]) -> SheetPlan:
        """Plan what typing these values does, names read as they stand on the day."""
        self.missing = ()
        if self.read_only:
            return super().edit(edits)
        with self.board.reading() as connection:
            naming = Naming(connection, self.roll(connection), self.group)
            shown = self.rows_of(connection, [edit.ref for edit in edits])
            reading = Reading(self.board, naming, shown, self.adds)
            edits = reading.read(edits)
        self.missing = tuple(reading.missing)
        self._adding, self._made = reading.adding, reading.made
        plan = super().edit(edits) if edits else SheetPlan(self.title)
        self._adding, self._made = {}, ()
        self._keep(edit.ref for edit in edits)
        self._keep(plan.created)
        return replace(plan, problems=(*reading.problems, *plan.problems))

    def add_new(self, row: str, column: str, name: str) -> SheetPlan:
        """Plan a new post or person with this name, put into the cell."""
        plan = super().add_new(row, column, name)
        self._keep((row, *plan.created))
        return plan

    def complete(self, connection: Connection, stored: Mapping[str, Values], typed: Typed) -> None:
        """Let each row have a post or else a person, and a name beside a post hold it."""
        for (ref, name), added in self._adding.items():
            rows = typed.existing if new_section(ref) is None else typed.new
            if ref in rows:
                rows[ref][name] = added
        typed.beside += self._made
        Sitting(connection, self.board, self.day).complete(stored, typed)

    def new_values(self, connection: Connection, section: str, values: Values) -> Values:
        """Complete a new member: of this group, from the day that was chosen, if one was.

        'Printed under' stays blank where it says only what the agency's sector says.
        """
        typed = {name: value for name, value in values.items() if value is not None}
        if typed.get("sector") is not None and typed["sector"] == self._own(connection, typed):
            del typed["sector"]
        began = {"began": self.began} if self.began is not None else {}
        return {"role": "member", **began, **typed, "board_group": self.group}

    def place_of_new(self, connection: Connection, section: str) -> Place:
        """Give the group's members in order, and the end of them."""
        placed = self._placed(connection)
        return Place(tuple(placed), len(placed))

    def place(self, at: str, rows: Sequence[Mapping[str, Value]]) -> Sequence[PastedRow]:
        """Put a pasted list's rows where those it names sit; see `groups.pasted`."""
        with self.board.reading() as connection:
            naming = Naming(connection, self.roll(connection), self.group)
            places = Placing(self._rows(connection), at, naming, self.day)
            return places.place(rows)

    # Rows

    def end(self, refs: Sequence[str], last: dt.date) -> SheetPlan:
        """Plan the last day of members, which keeps that they were there."""
        if self.read_only:
            return self._refuse(*refs[:1])
        with self.board.reading() as connection:
            stored = records.rows_by_ref(connection, self.table, list(refs))
            names = {
                ref: self.row_label(row) for ref, row in self.rows_of(connection, refs).items()
            }
        for ref, values in stored.items():
            began = values["began"]
            if isinstance(began, dt.date) and last < began:
                why = (
                    f"{names[ref]} is on the group from {show_date(began)}: the last day is not "
                    "before that. Delete the row if it was a mistake."
                )
                return self._refuse(ref, "ended", why=why)
        changes, gone = updates(self.table, stored, {ref: {"ended": last} for ref in stored})
        self._keep(stored)
        who = names[refs[0]] if len(stored) == 1 else f"{len(stored)} members"
        return SheetPlan(f"{who}: To {show_date(last)}", tuple(changes), tuple(gone))

    def move(self, refs: Sequence[str], step: int) -> SheetPlan:
        """Plan moving members up or down among those of their section."""
        if self.read_only:
            return self._refuse(*refs[:1])
        if self._shows.words:
            why = "Empty the find line first: members are moved among all of their section."
            return self._refuse(*refs[:1], why=why)
        with self.board.reading() as connection:
            roll = self.roll(connection)
            placed = dict(self._placed(connection))
        changes: list[Change] = []
        for section in roll.sections(self.group):
            for block in _blocks([m for m in section.members if self._shows.is_shown(m)]):
                at = [(ref, placed[ref]) for ref in block if ref in placed]
                changes += order.move(self.table, at, refs, step)
        return SheetPlan(f"{self.title}: members moved", tuple(changes))

    # Parts

    def _rows(self, connection: Connection) -> list[Row]:
        roll = self.roll(connection)
        # A column that was opened by what was typed stays as long as this list does.
        self.unused &= unused(roll, self.group, self._shows)
        rows = rows_shown(roll, self.group, self._shows, self._stores(), self._left_out())
        if self.read_only is None and not self._shows.words:
            rows.append(new_row(self._stores()))
        return rows

    def _left_out(self) -> frozenset[str]:
        return frozenset() if self.all_columns else self.unused - self._drafted

    def _stores(self) -> Mapping[str, Field]:
        return {} if self.read_only else TYPED

    def _placed(self, connection: Connection) -> list[tuple[str, int]]:
        return records.positions(connection, self.table, {"board_group": self.group})

    def _keep(self, refs: Iterable[str]) -> None:
        self._kept |= {ref for ref in refs if new_section(ref) is None}
        self._shows = replace(self._shows, kept=frozenset(self._kept))

    def _own(self, connection: Connection, values: Values) -> str | None:
        """Give the sector under which a new member would stand without being told so."""
        table = "post" if values.get("post") is not None else "person"
        ref = str(values.get(table))
        made = next((change.after for change in self._made if change.ref == ref), None)
        stored = records.rows_by_ref(connection, table, [ref]).get(ref)
        agency = (made or stored or {}).get("agency")
        there = self.roll(connection).agency_of(agency) if isinstance(agency, str) else None
        return there.sector if there is not None else None


def _blocks(members: Sequence[Member]) -> list[list[str]]:
    """Part a section's members into those that can trade places: deputies move among their own."""
    there = {member.row.ref for member in members}
    blocks: dict[str | None, list[str]] = {}
    for member in members:
        attached = member.row.deputy_for if member.row.role is Role.DEPUTY else None
        blocks.setdefault(attached if attached in there else None, []).append(member.row.ref)
    return list(blocks.values())
