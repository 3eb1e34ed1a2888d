"""Why a record cannot be deleted: others name it, of which one is named."""

from __future__ import annotations

from textwrap import shorten

from sqlalchemy import Connection, func, select

from db.changes import Change, Problem
from db.fields import Kind
from db.records import RECORDS
from db.records.base import Record

_LONGEST_NAME = 70
"""Letters of a record's name that a refusal repeats."""


def still_named(connection: Connection, change: Change) -> Problem:
    """Say which records still name the one to be deleted, and name one of them."""
    for record in RECORDS.values():
        for field in record.fields.values():
            if field.kind is not Kind.LOOKUP or field.target != change.table:
                continue
            naming = record.table.c[field.name] == change.ref
            query = select(func.count(), func.min(record.table.c.ref)).where(naming)
            count, first = connection.execute(query).one()
            if count:
                word = (record.plural if count > 1 else record.title).lower()
                one = f"{'one of them ' if count > 1 else ''}{_place(connection, record, first)}"
                message = (
                    f"{_named(connection, change.table, change.ref)} cannot be deleted: it stands "
                    f"in {count:,} {word} under '{field.label}', {one}. Change those first."
                )
                return Problem(message, change.table, change.ref)
    return Problem(f"{change.ref} cannot be deleted.", change.table, change.ref)


def _place(connection: Connection, record: Record, ref: str) -> str:
    """Name a record; one without a name of its own by what owns it: 'of Action 3 (AN-0015)'."""
    if record.name_field.target is not None:
        for field in record.fields.values():
            column = record.table.c[field.name]
            query = select(column).where(record.table.c.ref == ref)
            if column.info.get("owner") and (owner := connection.execute(query).scalar()):
                return f"of {_named(connection, str(field.target), owner)}"
    name = _name(connection, record, ref)
    return f"{name} ({ref})" if name else ref


def _named(connection: Connection, table: str, ref: str) -> str:
    """Name a record that is there, and what it is: 'Group Quality Assurance (GR-0004)'."""
    record = RECORDS[table]
    name = _name(connection, record, ref)
    return f"{record.title} {name} ({ref})" if name else f"{record.title} {ref}"


def _name(connection: Connection, record: Record, ref: str) -> str:
    """Give what a record is called, cut where it is long; '' where its reference alone is."""
    from db.queries.called import called  # only where something is refused

    query = select(called(record)).where(record.table.c.ref == ref)
    name = str(connection.execute(query).scalar() or "")
    return "" if name == ref else shorten(name, _LONGEST_NAME, placeholder=" …")
