"""Drafts: what was typed and not stored yet, kept in the board's own file until it is.

They are no part of the board's content: no report reads them and undo passes them by. They lie
in the same file, so that a password protects them and a copy takes them along.
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import Column, Connection, String, Table, Text, bindparam, delete, insert, select

from db import seals
from db.fields import Value
from db.prepared import Prepared
from db.records.base import METADATA

DRAFT = Table(
    "draft",
    METADATA,
    Column("place", String(200), primary_key=True),
    Column("ref", String(80), primary_key=True),
    Column("field", String(60), primary_key=True),
    Column("typed", Text),
    Column("reason", Text),
    Column("at", String(32), nullable=False),
    Column("who", String(200), nullable=False),
)


@dataclass(frozen=True, slots=True)
class KeptDraft:
    """A text typed into one cell or field and not stored.

    `place` names the sheet or form ('agency', 'budget 2012-13'), `ref` the row: a reference, or
    'new:' and its section; `field` the column's key. `typed` is what the editor held; `reason`
    says why it was refused, None where it was not left yet or waits for the row's other cells.
    """

    place: str
    ref: str
    field: str
    typed: Value
    reason: str | None
    at: dt.datetime
    who: str


_ADD = Prepared(insert(DRAFT), tuple(column.name for column in DRAFT.columns))
_OF = (DRAFT.c.place == bindparam("place_"), DRAFT.c.ref == bindparam("ref_"))
_ONE = (*_OF, DRAFT.c.field == bindparam("field_"))
_DROP = Prepared(delete(DRAFT).where(*_ONE))
_READ = Prepared(select(DRAFT).where(*_ONE))


def keep(connection: Connection, draft: KeptDraft) -> None:
    """Keep a draft in place of an earlier one of the same cell."""
    drop(connection, draft.place, draft.ref, draft.field)
    values = {
        "place": draft.place,
        "ref": draft.ref,
        "field": draft.field,
        "typed": _packed(draft.typed),
        "reason": draft.reason,
        "at": draft.at.isoformat(timespec="seconds"),
        "who": draft.who,
    }
    _ADD.run(connection, values)
    seals.shift(connection, DRAFT.name, _seal(tuple(values.values())))


def drop(connection: Connection, place: str, ref: str, field: str) -> bool:
    """Give up a draft; False where there is none."""
    cell = {"place_": place, "ref_": ref, "field_": field}
    found = _READ.run(connection, cell).fetchone()
    if found is None:
        return False
    _DROP.run(connection, cell)
    seals.shift(connection, DRAFT.name, -_seal(found))
    return True


def kept(connection: Connection, place: str | None = None) -> list[KeptDraft]:
    """List the drafts of a place, or all, the earliest first."""
    query = select(DRAFT).order_by(DRAFT.c.at, DRAFT.c.place, DRAFT.c.ref, DRAFT.c.field)
    if place is not None:
        query = query.where(DRAFT.c.place == place)
    return [
        KeptDraft(
            row.place,
            row.ref,
            row.field,
            _unpacked(row.typed),
            row.reason,
            dt.datetime.fromisoformat(row.at),
            row.who,
        )
        for row in connection.execute(query)
    ]


def _seal(stored: Sequence[object]) -> int:
    """Give the hash of a draft's row as stored, its columns in the table's order."""
    named = zip((column.name for column in DRAFT.columns), stored, strict=True)
    return seals.row(DRAFT.name, (value for _, value in sorted(named, key=lambda pair: pair[0])))


def _packed(typed: Value) -> str | None:
    if typed is None:
        return None
    if isinstance(typed, dt.date):
        return json.dumps({"date": typed.isoformat()})
    if isinstance(typed, bytes):
        raise TypeError("A picture is no draft: it is taken or refused at once.")
    return json.dumps(typed, ensure_ascii=False)


def _unpacked(text: str | None) -> Value:
    if text is None:
        return None
    read = json.loads(text)
    if isinstance(read, dict):
        return dt.date.fromisoformat(read["date"])
    typed: str | int | bool = read
    return typed
