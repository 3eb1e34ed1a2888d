"""Find the record that a typed name means, offer records while it is typed, make a new one."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import Connection

from db.board import Board
from db.changes import Change, create
from db.queries import records
from db.records import RECORDS
from mscb_desktop.sheet.model import Suggestion
from mscb_desktop.sheet.order import STEP
from mscb_desktop.values import Unreadable, quoted


def suggest(
    connection: Connection, target: str, text: str, limit: int = 12
) -> Sequence[Suggestion]:
    """Offer records of the table `target` whose names hold `text`, best first."""
    found = records.search(connection, target, text, limit)
    return [Suggestion(named.ref, named.name, named.detail) for named in found]


def label(connection: Connection, target: str, ref: str | None) -> str:
    """Give what a record is called; '' for none."""
    return records.names(connection, target, [ref]).get(ref, ref) if ref else ""


def find(connection: Connection, target: str, text: str) -> str:
    """Give the reference of the one record that is called `text`.

    Its name, another name of it, or its reference count. Raises Unreadable with the remedy
    where there is none, or more than one.
    """
    found = records.exactly(connection, target, text)
    title = RECORDS[target].title.lower()
    if len(found) == 1:
        return found[0]
    if found:
        refs = ", ".join(found)
        raise Unreadable(f"More than one {title} is called {quoted(text)}: type one of {refs}.")
    remedy = "choose one of the list" + (", or add it" if RECORDS[target].quick_add else "")
    raise Unreadable(f"There is no {title} called {quoted(text)}: {remedy}.")


def add_new(board: Board, target: str, name: str) -> tuple[str, Change]:
    """Make the change that adds a record of this name; give its reference with it."""
    record = RECORDS[target]
    ref = board.new_refs(target)[0]
    values: dict[str, str | int] = {record.shown_by: name.strip()}
    if "position" in record.table.c:
        with board.reading() as connection:
            placed = records.positions(connection, target, {})
        values["position"] = (placed[-1][1] if placed else 0) + STEP
    return ref, create(target, ref, **values)
