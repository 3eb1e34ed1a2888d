"""Seals: sums by which a board proves that nothing but the write path changed it.

SQLite's own checks pass most single bits that flip on a disk. So the write path keeps, for each
table, the sum of a hash over each of its cells; taking the old value's hash away and adding the
new one's costs one statement a change. Entries of the history are sealed in a chain, each with the
one before. A flipped bit in a row, in a sum, or in the history makes them disagree.
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterable, Mapping, Sequence
from hashlib import blake2b
from typing import Any

from sqlalchemy import (
    BigInteger,
    Column,
    Connection,
    String,
    Table,
    bindparam,
    insert,
    select,
    update,
)

from db.changes import Change
from db.history import ENTRY
from db.prepared import Prepared
from db.records.base import METADATA

SEAL = Table(
    "seal",
    METADATA,
    Column("of", String(60), primary_key=True),
    Column("total", BigInteger, nullable=False),
)
"""`of` is a table's name, or SCHEMA; `total` the sum of its cells' hashes, or the chain's end."""

SCHEMA = "sqlite_schema"
CHAIN = ENTRY.name

MASK = (1 << 62) - 1
"""Sums stay within 62 bits, so that adding two of them fits SQLite's and PostgreSQL's integers."""

_SHIFT = Prepared(
    update(SEAL)
    .where(SEAL.c.of == bindparam("of_"))
    .values(total=(SEAL.c.total + bindparam("by_")).bitwise_and(MASK))
)
_SET = Prepared(update(SEAL).where(SEAL.c.of == bindparam("of_")).values(total=bindparam("total_")))
_ADD = Prepared(insert(SEAL), ("of", "total"))
_SEAL_ENTRY = Prepared(
    update(ENTRY).where(ENTRY.c.number == bindparam("number_")).values(seal=bindparam("seal_"))
)
_TOTAL = Prepared(select(SEAL.c.total).where(SEAL.c.of == bindparam("of_")))


def cell(table: str, ref: str, column: str, value: Any) -> int:
    """Give the hash of one cell, 0 where it is blank.

    `value` is what Python or the driver holds: a date and its ISO text, a yes and 1, a text and
    its UTF-8 bytes give the same hash.
    """
    if value is None:
        return 0
    kind, content = _stored(value)
    name = f"{table}\x1f{ref}\x1f{column}\x1f{kind}\x1f".encode()
    return int.from_bytes(blake2b(name + content, digest_size=8).digest()) & MASK


def row(table: str, ref: str, values: Mapping[str, Any]) -> int:
    """Give the sum over a whole row, which tells also that the row is there."""
    return cell(table, ref, "ref", ref) + cells(table, ref, values)


def cells(table: str, ref: str, values: Mapping[str, Any]) -> int:
    """Give the sum over some cells of a row."""
    return sum(cell(table, ref, name, value) for name, value in values.items())


def shift(connection: Connection, of: str, by: int) -> None:
    """Add to a table's sum."""
    if by:
        _SHIFT.run(connection, {"of_": of, "by_": by & MASK})


def shift_rows(connection: Connection, changes: Sequence[Change]) -> None:
    """Bring the sums of the changed tables up to the rows as they are now."""
    by: dict[str, int] = {}
    for change in changes:
        table, ref = change.table, change.ref
        of_row = row if change.before is None or change.after is None else cells
        after = 0 if change.after is None else of_row(table, ref, change.after)
        before = 0 if change.before is None else of_row(table, ref, change.before)
        by[table] = by.get(table, 0) + after - before
    for table, step in by.items():
        shift(connection, table, step)


def link(before: int, entry: Sequence[Any], rows: Iterable[Sequence[Any]]) -> int:
    """Give the seal of a history entry that follows the one sealed `before`.

    `entry` is (at, who, what, act, of), each row (table, reference, before, after) as packed.
    """
    words = json.dumps([before, list(entry), [list(part) for part in rows]], ensure_ascii=False)
    digest = blake2b(words.encode("utf-8", "surrogatepass"), digest_size=8).digest()
    return int.from_bytes(digest) & MASK


def seal_entry(connection: Connection, number: int, seal: int) -> None:
    """Write an entry's seal."""
    _SEAL_ENTRY.run(connection, {"number_": number, "seal_": seal})


def total(connection: Connection, of: str) -> int:
    """Read a sum as it was kept; 0 where there is none."""
    found = _TOTAL.run(connection, {"of_": of}).fetchone()
    return 0 if found is None else int(found[0])


def totals(connection: Connection) -> dict[str, int]:
    """Read every sum as it was kept: two boards that hold the same have the same."""
    return {row[0]: row[1] for row in connection.execute(select(SEAL.c.of, SEAL.c.total))}


def set_total(connection: Connection, of: str, value: int) -> None:
    """Write a sum that was computed anew."""
    if _SET.run(connection, {"of_": of, "total_": value & MASK}).rowcount == 0:
        _ADD.run(connection, {"of": of, "total": value & MASK})


def _stored(value: Any) -> tuple[str, bytes]:
    """Give the kind and bytes under which SQLite keeps a value."""
    if isinstance(value, str):
        return "t", value.encode("utf-8", "surrogatepass")
    if isinstance(value, bytes):
        return "t", value
    if isinstance(value, int):
        return "n", str(int(value)).encode()
    if isinstance(value, dt.date):
        return "t", value.isoformat().encode()
    return "r", repr(value).encode()
