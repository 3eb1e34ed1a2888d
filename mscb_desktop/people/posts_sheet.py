"""The posts at an agency as a sheet: typed in place, with who holds them."""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections.abc import Mapping, Sequence

from sqlalchemy import Connection

from db.board import Board
from db.changes import Problem, Values, create
from db.fields import Field, Kind
from db.queries import groups as queries
from mscb_desktop.groups.terms import holders, vacant_since
from mscb_desktop.people.holding import take_up
from mscb_desktop.sheet.model import Column, Note, Row, RowKind, Tone
from mscb_desktop.sheet.planning import Typed
from mscb_desktop.sheet.table import TableSheet
from mscb_desktop.values import show_date

_HOLDER = Field(
    "holder",
    "Held by",
    Kind.LOOKUP,
    "Who holds the post today. A name typed beside a post without one takes it up.",
    target="person",
)


class PostsSheet(TableSheet):
    """The posts at an agency by their titles, with who holds each on a day."""

    def __init__(self, board: Board, agency: str, day: dt.date) -> None:
        fields = {"title": 0, "email": 20, "phone": 14}
        super().__init__(board, "post", fields, within={"agency": agency})
        self._day = day
        title, *others = self._columns
        held = Column("holder", _HOLDER.label, Kind.LOOKUP, _HOLDER, 18, True)
        self._columns = (title, held, *others)

    def complete(self, connection: Connection, stored: Mapping[str, Values], typed: Typed) -> None:
        """Let names typed beside posts take them up."""
        for ref, values in typed.existing.items():
            if "holder" not in values:
                continue
            person = values.pop("holder")
            changes, refusal = take_up(
                connection, self.board, ref, str(person) if person else None, self._day
            )
            typed.beside += changes
            if refusal is not None:
                typed.problems.append(Problem(refusal, self.table, ref, "holder"))
        named = {new: values.pop("holder", None) for new, values in typed.new.items()}
        held = {new: str(person) for new, person in named.items() if person is not None}
        posts = self.refs_of_new(typed, held)
        for new, person in held.items():
            (ref,) = self.board.new_refs("holding")
            typed.follow(new, create("holding", ref, post=posts[new], person=person))

    def _rows(self, connection: Connection, found: Sequence[tuple[str, Values]]) -> list[Row]:
        refs = [ref for ref, _ in found]
        posts = queries.posts(connection, refs)
        held = queries.holdings(connection, posts=refs)
        people = queries.people(connection, sorted({each.person for each in held}))
        rows = []
        for row in super()._rows(connection, found):
            post, own = posts[row.ref], [each for each in held if each.post == row.ref]
            now = holders(own, people, self._day)
            vacant = vacant_since(post, own, people, self._day)
            notes = {}
            if vacant is not None:
                notes["holder"] = Note(f"vacant since {show_date(vacant)}", Tone.WARNING)
            if post.ended is not None and post.ended < self._day:
                notes["title"] = Note(f"abolished {show_date(post.ended)}")
            shown = {"holder": ", ".join(people[each.person].name for each in now)}
            rows.append(
                dataclasses.replace(
                    row,
                    values={**row.values, "holder": now[0].person if now else None},
                    shown={**row.shown, **shown},
                    notes=notes,
                    stores={**row.stores, "holder": _HOLDER} if row.stores else {},
                )
            )
        return rows

    def _new_row(self) -> Row:
        row = super()._new_row()
        stores = {**row.stores, "holder": _HOLDER} if row.stores else {}
        return Row(row.ref, RowKind.NEW, {**row.values, "holder": None}, stores=stores)
