"""Where unstored texts belong, and what is stored there meanwhile."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection

from db.board import Board
from db.changes import Values
from db.queries import records

NEW = "new:"
"""How the reference of a row begins that is no record yet."""


@dataclass(frozen=True, slots=True)
class DraftPlace:
    """A sheet or form over records of a table, under a name that it has for good.

    `within` tells it from others over the same table ('Expenditure 2012-13', 'form').
    """

    board: Board
    table: str
    within: str = ""

    @property
    def name(self) -> str:
        """The name under which the board keeps its drafts."""
        return f"{self.table} {self.within}".strip()

    def rows(self, refs: Sequence[str]) -> Mapping[str, Values]:
        """Read what is stored in these records; those that are not there are left out."""
        known = [ref for ref in refs if not ref.startswith(NEW)]
        if not known:
            return {}
        with self.board.reading() as connection:
            return records.rows_by_ref(connection, self.table, known)

    def who_stored(self, ref: str, field: str) -> str:
        """Say who changed a record's field last, and when ('S. Lee 14:02')."""
        with self.board.reading() as connection:
            return who_stored(connection, self.table, ref, field, self.board.clock().date())


def who_stored(connection: Connection, table: str, ref: str, field: str, today: dt.date) -> str:
    """Say who changed a record's field last, and when; the day where it is not today."""
    from db.queries.history import last_change

    entry = last_change(connection, table, ref, field, 0)
    if entry is None:
        return "somebody"
    when = f"{entry.at:%H:%M}" if entry.at.date() == today else f"{entry.at:%d/%m/%Y %H:%M}"
    return f"{entry.who} {when}"
