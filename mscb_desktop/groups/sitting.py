"""Who sits on a group, from what was typed: a post and who holds it, or a person."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import cast

from sqlalchemy import Connection

from db.board import Board
from db.changes import Change, Problem, Values, create
from db.fields import Value
from db.queries import groups as queries
from mscb_desktop.groups.terms import nearest
from mscb_desktop.people.holding import take_up
from mscb_desktop.sheet.planning import Typed

_TABLE = "membership"
_NEEDED = "A member needs a post or a name: type one of them."
_EMPTIED = (
    "A member needs a post or a name: type another, say in To when the membership ended, or "
    "delete the row."
)
_TWICE = "Two rows name the holder of one post: type one, and hand the post over for the other."


class Sitting:
    """Completes what was typed into a group's rows, so that each has a post or else a person.

    A person named beside a post becomes its holder on the day, where nobody holds it.
    """

    def __init__(self, connection: Connection, board: Board, day: dt.date) -> None:
        self._connection = connection
        self._board = board
        self._day = day
        self._taken: dict[str, str] = {}

    def complete(self, stored: Mapping[str, Values], typed: Typed) -> None:
        """Complete rows of records and new rows; what cannot be done becomes a problem."""
        for ref, values in typed.existing.items():
            if ref in stored:
                self._complete_row(ref, stored[ref], values, typed)
        for ref in list(typed.new):
            values = typed.new[ref]
            if values.get("post") is None and values.get("person") is None:
                filled = any(value is not None for value in values.values())
                told = any(p.ref == ref and p.column in ("post", "person") for p in typed.problems)
                del typed.new[ref]
                if filled:
                    column = None if told else "post"
                    typed.problems.append(Problem(_NEEDED, _TABLE, ref, column))
            elif values.get("post") is not None and values.get("person") is not None:
                person = str(values.pop("person"))
                self._hold(ref, str(values["post"]), person, self._day, "person", typed)

    def _complete_row(self, ref: str, was: Values, values: dict[str, Value], typed: Typed) -> None:
        now = {**was, **values}
        day = nearest(_date(now["began"]), _date(now["ended"]), self._day)
        if now["post"] is None:
            if now["person"] is None:
                for name in ("post", "person"):
                    if name in values:
                        del values[name]
                        typed.problems.append(Problem(_EMPTIED, _TABLE, ref, name))
            return
        post = str(now["post"])
        if was["person"] is not None:
            # Who sat as a person sits for a post from now on, and holds it.
            person = now["person"]
            column = "person" if "person" in values else "post"
            values["person"] = None
            if person is not None and not self._hold(ref, post, str(person), day, column, typed):
                for name in ("post", "person"):
                    values.pop(name, None)
            return
        if "person" not in values:
            return
        named = values.pop("person")
        if named is not None or "post" not in values:
            person = str(named) if named is not None else None
            self._hold(ref, post, person, day, "person", typed)

    def _hold(
        self, ref: str, post: str, person: str | None, day: dt.date, column: str, typed: Typed
    ) -> bool:
        """Plan that a person holds a post on a day, where nobody does; False where that fails."""
        found, refusal = self._plan(post, person, day)
        if refusal is not None:
            typed.problems.append(Problem(refusal, _TABLE, ref, column))
            return False
        if person is not None:
            self._taken[post] = person
        typed.beside += found
        return True

    def _plan(self, post: str, person: str | None, day: dt.date) -> tuple[list[Change], str | None]:
        taken = self._taken.get(post)
        if taken is not None:
            return [], None if taken == person else _TWICE
        if person is not None and not queries.posts(self._connection, [post]):
            # The post itself is only about to be added.
            ref = self._board.new_refs("holding")[0]
            return [create("holding", ref, post=post, person=person)], None
        return take_up(self._connection, self._board, post, person, day)


def _date(value: Value) -> dt.date | None:
    return cast("dt.date | None", value)
