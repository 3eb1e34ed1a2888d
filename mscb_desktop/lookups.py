"""Find the record that a typed name means, offer records while it is typed, make a new one."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from sqlalchemy import Connection

from db.board import Board
from db.changes import Change, Values, create
from db.fields import Value
from db.queries import records
from db.queries.called import BETWEEN, name_from
from db.records import RECORDS
from db.records.base import Record
from mscb_desktop.sheet.model import Suggestion
from mscb_desktop.sheet.order import STEP
from mscb_desktop.values import Unreadable, quoted

LIKE_IT = "spelt like it ·"
"""Stands beside the reference of a record that is not called so, but nearly."""
_FEW = 3
"""Records that hold a text, from which on those with another name are not offered beside them."""
_LEAST = 4
"""Letters from which on a text may be misspelt."""


def suggest(
    connection: Connection, target: str, text: str, limit: int = 12
) -> Sequence[Suggestion]:
    """Offer records of the table `target` whose names hold `text`, best first."""
    found = records.search(connection, target, text, limit)
    return [Suggestion(named.ref, named.name, named.detail) for named in found]


def offer(board: Board, target: str, text: str, limit: int = 12) -> Sequence[Suggestion]:
    """Offer records as `suggest` does; where few hold the text, also those that it may mean."""
    with board.reading() as connection:
        found = suggest(connection, target, text, limit)
    if len(found) >= _FEW or len(text.strip()) < _LEAST or _has(found, text):
        return found
    refs = {each.ref for each in found}
    from mscb_desktop.duplicates import names_of  # no part of the first page

    near = names_of(board, target).near(text)
    return [*found, *(Suggestion(r, name, f"{LIKE_IT} {r}") for r, name in near if r not in refs)]


def label(connection: Connection, target: str, ref: str | None) -> str:
    """Give what a record is called; '' for none."""
    return records.names(connection, target, [ref]).get(ref, ref) if ref else ""


def name_of_values(connection: Connection, record: Record, values: Values) -> str:
    """Give what a record with these values is called, which need not be stored; '' for nothing."""
    return name_from(record, values, partial(label, connection))


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
    with board.reading() as connection:
        values: dict[str, Value] = _parts_of_name(connection, record, name.strip())
        if "position" in record.table.c:
            placed = records.positions(connection, target, {})
            values["position"] = (placed[-1][1] if placed else 0) + STEP
    return ref, create(target, ref, **values)


def _has(found: Sequence[Suggestion], text: str) -> bool:
    wanted = text.strip().casefold()
    return any(each.label.casefold() == wanted for each in found)


def _parts_of_name(connection: Connection, record: Record, name: str) -> dict[str, Value]:
    """Part a name into the fields that make it up, the last of them first.

    'Head Teacher, Hill School' is a post at an agency, where there is an agency of that name;
    else all of it is the first field's.
    """
    values: dict[str, Value] = {}
    for field in reversed([record.fields[each] for each in record.shown_by[1:]]):
        rest, comma, last = name.rpartition(BETWEEN.strip())
        found = records.exactly(connection, field.target, last) if comma and field.target else []
        if len(found) == 1:
            values[field.name], name = found[0], rest.strip()
    return values | {record.name_field.name: name}
