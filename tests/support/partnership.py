"""A small board built record by record, by the names of its agencies, people and posts."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

from db.board import Board
from db.changes import Change, Values, create
from db.fields import Value
from db.queries import records
from mscb_desktop.groups.members import Member, Roll
from mscb_desktop.guards import GUARDS
from mscb_desktop.sheet.order import STEP
from tests.support.boards import empty_board


class Partnership:
    """Makes records; each method gives the new record's reference."""

    def __init__(self, board: Board) -> None:
        self.board = board

    @classmethod
    def empty(cls, folder: Path) -> Partnership:
        """Begin with a board that holds nothing, under the guards of the program."""
        return cls(empty_board(folder, GUARDS))

    def sector(self, name: str) -> str:
        """Add a sector at the end of the list."""
        return self._ordered("sector", name=name)

    def agency(self, name: str, **values: Value) -> str:
        """Add an agency."""
        return self.add("agency", name=name, **values)

    def person(self, name: str, **values: Value) -> str:
        """Add a person."""
        return self.add("person", name=name, **values)

    def post(self, title: str, agency: str | None = None, **values: Value) -> str:
        """Add a post."""
        return self.add("post", title=title, agency=agency, **values)

    def held(self, post: str, person: str, **values: Value) -> str:
        """Let a person hold a post."""
        return self.add("holding", post=post, person=person, **values)

    def group(self, name: str, **values: Value) -> str:
        """Add a group at the end of the list."""
        return self._ordered("board_group", name=name, **values)

    def member(self, group: str, sits: str, **values: Value) -> str:
        """Let a post or a person, by reference, sit on a group, as the last of its members."""
        who = "person" if sits.startswith("PE-") else "post"
        sitting: dict[str, Value] = {"role": "member", who: sits, **values}
        within: dict[str, Value] = {"board_group": group}
        return self._ordered("membership", within, **sitting)

    def change(self, ref: str, **values: Value) -> None:
        """Change fields of a record."""
        table = _TABLES[ref[:2]]
        with self.board.reading() as connection:
            stored = records.rows_by_ref(connection, table, [ref])[ref]
        before = {name: stored[name] for name in values}
        self.board.apply("Changed", [Change(table, ref, before, values)])

    def add(self, table: str, **values: Value) -> str:
        """Add a record of any kind."""
        ref = self.board.new_refs(table)[0]
        self.board.apply(f"{table} added", [create(table, ref, **values)])
        return ref

    def roll(self, day: dt.date, *, everyone: bool = False) -> Roll:
        """Read all groups as on a day."""
        with self.board.reading() as connection:
            return Roll(connection, day, everyone=everyone)

    def found(self, group: str, day: dt.date) -> list[Member]:
        """List a group's members as on a day."""
        return list(self.roll(day).members(group))

    def _ordered(self, table: str, within: Values | None = None, /, **values: Value) -> str:
        with self.board.reading() as connection:
            placed = records.positions(connection, table, within or {})
        position = (placed[-1][1] if placed else 0) + STEP
        return self.add(table, **values, **(within or {}), position=position)


_TABLES = {
    "SE": "sector",
    "AG": "agency",
    "PE": "person",
    "PT": "post",
    "HO": "holding",
    "GR": "board_group",
    "ME": "membership",
}
