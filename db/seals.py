"""Seals: sums by which a board proves that nothing but the write path changed it.

SQLite's own checks pass a quarter of the single bits that flip on a disk. So the write path keeps,
for each table, the sum of a hash over each of its rows; taking the old row's hash away and adding
the new one's costs one statement a change. Entries of the history are sealed in a chain, each with
the one before. A flipped bit in a row, in a sum, or in the history makes them disagree.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
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

from db.history import ENTRY
from db.prepared import Prepared
from db.records.base import METADATA

SEAL = Table(
    "seal",
    METADATA,
    Column("of", String(60), primary_key=True),
    Column("total", BigInteger, nullable=False),
)
"""`of` is a table's name, or SCHEMA; `total` the sum of its rows' hashes, or the chain's end."""

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


def row(table: str, values: Iterable[Any]) -> int:
    """Give the hash of a row: its values as the driver holds them, in the order of their names.

    Python's own words for them are hashed, in ASCII: the same for every version and machine, and
    different for a text and for bytes, a whole number and another, a blank and an empty text.
    """
    return _hash(ascii((table, *values)))


def link(before: int, content: bytes) -> int:
    """Give the seal of a history entry that follows the one sealed `before`."""
    return int.from_bytes(blake2b(b"%d " % before + content, digest_size=8).digest()) & MASK


def content(entry: Iterable[Any], rows: Iterable[Iterable[Any]]) -> bytes:
    """Give the hash of a history entry's content.

    `entry` is (at, who, what, act, of), each row (table, reference, before, after) as packed.
    """
    digest = blake2b(ascii(tuple(map(stored, entry))).encode("ascii"))
    for part in rows:
        digest.update(ascii(tuple(part)).encode("ascii"))
    return digest.digest()


def stored(value: Any) -> Any:
    """Give what the driver holds for a value: a date's ISO text, 1 for a yes."""
    if value is None or type(value) in (str, int, bytes):
        return value
    if isinstance(value, dt.date):
        return value.isoformat()
    return int(value) if isinstance(value, int) else str(value)


def shift(connection: Connection, of: str, by: int) -> None:
    """Add to a table's sum."""
    if by:
        _SHIFT.run(connection, {"of_": of, "by_": by & MASK})


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


def _hash(words: str) -> int:
    return int.from_bytes(blake2b(words.encode("ascii"), digest_size=8).digest()) & MASK
