"""Drafts: what was typed and not stored yet, kept in the board's own file until it is.

They are no part of the board's content: no report reads them and undo passes them by. They lie
in the same file, so that a password protects them and a copy takes them along.
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

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
    Column("base", Text),
    Column("stores", String(60)),
    Column("at", String(32), nullable=False),
    Column("who", String(200), nullable=False),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Unstored:
    """What an editor holds and nothing stored yet.

    `ref` is the row's reference, or 'new:' and its section; `field` the column's key there.
    `typed` is the text as it stands; `reason` says why it was refused, None where it was not left
    yet or waits for the row's other cells. `stores` names the record's field that it is for,
    `base` is the value stored there when typing began: None for a row that is no record yet.
    """

    ref: str
    field: str
    typed: Value
    reason: str | None = None
    base: Value = None
    stores: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptDraft(Unstored):
    """An unstored text as the board keeps it: where it was typed, when, by whom.

    `place` names the sheet or form for good; its first word is the table of its records
    ('budget_line Expenditure 2012-13', 'posting BL-0013', 'agency form').
    """

    place: str
    at: dt.datetime
    who: str

    @property
    def table(self) -> str:
        """The table whose record was typed into."""
        return self.place.partition(" ")[0]

    @property
    def cell(self) -> tuple[str, str]:
        """The reference and column key at the place."""
        return self.ref, self.field


_ADD = Prepared(insert(DRAFT), tuple(column.name for column in DRAFT.columns))
_OF = (DRAFT.c.place == bindparam("place_"), DRAFT.c.ref == bindparam("ref_"))
_ONE = (*_OF, DRAFT.c.field == bindparam("field_"))
_DROP = Prepared(delete(DRAFT).where(*_ONE))
_READ = Prepared(select(DRAFT).where(*_ONE))
_ORDER = (DRAFT.c.at, DRAFT.c.place, DRAFT.c.ref, DRAFT.c.field)
_ALL = Prepared(select(DRAFT).order_by(*_ORDER))
_AT = Prepared(select(DRAFT).where(DRAFT.c.place == bindparam("place_")).order_by(*_ORDER))


def keep(connection: Connection, place: str, what: Unstored, *, at: dt.datetime, who: str) -> None:
    """Keep a draft in place of an earlier one of the same cell."""
    drop(connection, place, what.ref, what.field)
    values = {
        "place": place,
        "ref": what.ref,
        "field": what.field,
        "typed": _packed(what.typed),
        "reason": what.reason,
        "base": _packed(what.base),
        "stores": what.stores,
        "at": at.isoformat(timespec="seconds"),
        "who": who,
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
    statement = _ALL if place is None else _AT
    return [_read(row) for row in statement.run(connection, {"place_": place}).fetchall()]


def _read(row: Sequence[Any]) -> KeptDraft:
    place, ref, field, typed, reason, base, stores, at, who = row
    return KeptDraft(
        ref=ref,
        field=field,
        typed=_unpacked(typed),
        reason=reason,
        base=_unpacked(base),
        stores=stores,
        place=place,
        at=dt.datetime.fromisoformat(at),
        who=who,
    )


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
