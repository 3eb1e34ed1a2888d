"""Whether a board file is whole: SQLite's own checks, and the seals that see what those miss."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from hashlib import blake2b
from typing import Any

from sqlalchemy import Connection
from sqlalchemy.exc import DBAPIError

from db import seals
from db.changes import Act
from db.drafts import DRAFT, seal_of
from db.driver import sqlite
from db.history import COUNTER, ENTRY, ROW, State
from db.prepared import run_plain
from db.seals import SEAL

_OWN = {SEAL.name, ENTRY.name, ROW.name, COUNTER.name, DRAFT.name}


@dataclass(frozen=True, slots=True)
class Damage:
    """One thing that is not as the program left it, in words; `table` where it lies in one."""

    message: str
    table: str | None = None


def examine(connection: Connection) -> list[Damage]:
    """Prove a board whole, or name what is damaged; nothing is changed.

    Needs the transaction that `connection` is in for all of its questions.
    """
    try:
        found = [*_sqlites_own(connection)]
        with _as_bytes(connection):
            return [*found, *_schema(connection), *_sums(connection), *_history(connection)]
    except (DBAPIError, sqlite.Error) as error:
        reason = error.orig if isinstance(error, DBAPIError) else error
        return [Damage(f"The file cannot be read to its end ({reason}).")]


def reseal(connection: Connection) -> None:
    """Compute every sum and the chain of the history anew, after a step changed the tables."""
    with _as_bytes(connection):
        for table in _tables(connection):
            if table not in _OWN:
                seals.set_total(connection, table, _sum_of(connection, table))
        seals.set_total(connection, COUNTER.name, _sum_of_counters(connection))
        seals.set_total(connection, DRAFT.name, _sum_of_drafts(connection))
        reseal_history(connection)
        seals.set_total(connection, seals.SCHEMA, _sum_of_schema(connection))


def reseal_history(connection: Connection) -> None:
    """Seal every entry of the history anew."""
    last = 0
    with _as_bytes(connection):
        for number, _, _, facts, rows in list(_entries(connection)):
            last = seals.link(last, facts, rows)
            seals.seal_entry(connection, number, last)
    seals.set_total(connection, seals.CHAIN, last)


def _sqlites_own(connection: Connection) -> Iterator[Damage]:
    for (words,) in run_plain(connection, "PRAGMA integrity_check(20)").fetchall():
        if words != "ok":
            yield Damage(f"SQLite's check: {words}.")
    for table, _, parent, _ in run_plain(connection, "PRAGMA foreign_key_check").fetchmany(20):
        yield Damage(f"A row of '{table}' names a row of '{parent}' that is not there.", table)


def _schema(connection: Connection) -> Iterator[Damage]:
    if _sum_of_schema(connection) != _kept(connection, seals.SCHEMA):
        yield Damage("The description of the tables is not as it was written.")


def _sums(connection: Connection) -> Iterator[Damage]:
    for table in _tables(connection):
        if table not in _OWN and _sum_of(connection, table) != _kept(connection, table):
            yield Damage(f"Rows of '{table}' are not as they were written.", table)
    if _sum_of_counters(connection) != _kept(connection, COUNTER.name):
        yield Damage("The counters of the references are not as they were written.", COUNTER.name)
    if _sum_of_drafts(connection) != _kept(connection, DRAFT.name):
        yield Damage("What was typed and not stored is not as it was kept.", DRAFT.name)


def _history(connection: Connection) -> Iterator[Damage]:
    last, expected = 0, 1
    states: dict[int, str] = {}
    found: dict[int, str] = {}
    broken = 0
    for number, state, seal, facts, rows in _entries(connection):
        if number != expected:
            yield Damage(f"Entry {expected:,} of the history is missing.", ENTRY.name)
        expected = number + 1
        if seals.link(last, facts, rows) != seal:
            broken += 1
            if broken <= 20:
                words = f"Entry {number:,} of the history is not as it was written."
                yield Damage(words, ENTRY.name)
        last = seal or 0
        found[number] = state
        _follow(states, number, facts[3], facts[4])
    if last != _kept(connection, seals.CHAIN):
        yield Damage("The end of the history is not as it was written.", ENTRY.name)
    stray = run_plain(
        connection, f"SELECT count(*) FROM {ROW.name} WHERE entry >= ?", (expected,)
    ).fetchone()[0]
    if stray:
        yield Damage("Rows of the history belong to no entry of it.", ROW.name)
    if states != found:
        yield Damage("What the history says of undone changes is not as it was.", ENTRY.name)


def _follow(states: dict[int, str], number: int, act: str, of: int | None) -> None:
    """Bring the states to what they are after one more entry, as the write path does."""
    if act in (Act.UNDO, Act.REDO):
        if of is not None:
            states[of] = State.UNDONE if act == Act.UNDO else State.DONE
    else:
        for other, state in states.items():
            if state == State.UNDONE:
                states[other] = State.ABANDONED
    states[number] = State.DONE


def _entries(
    connection: Connection,
) -> Iterator[tuple[int, str, int | None, tuple[Any, ...], list[tuple[Any, ...]]]]:
    """Read the history as (number, state, seal, facts, rows), a page of entries at a time."""
    after, size = 0, 500
    while True:
        page = run_plain(
            connection,
            f"SELECT number, state, seal, at, who, what, act, of FROM {ENTRY.name} "
            "WHERE number > ? ORDER BY number LIMIT ?",
            (after, size),
        ).fetchall()
        if not page:
            return
        rows: dict[int, list[tuple[Any, ...]]] = {entry[0]: [] for entry in page}
        found = run_plain(
            connection,
            f"SELECT entry, table_name, ref, before, after FROM {ROW.name} "
            "WHERE entry BETWEEN ? AND ? ORDER BY entry, place",
            (page[0][0], page[-1][0]),
        )
        for entry, *parts in found.fetchall():
            rows.setdefault(entry, []).append(tuple(_text(part) for part in parts))
        for number, state, seal, *facts in page:
            yield number, _text(state), seal, tuple(_text(fact) for fact in facts), rows[number]
        after = page[-1][0]


def _sum_of(connection: Connection, table: str) -> int:
    cursor = run_plain(connection, f'SELECT * FROM "{table}"')
    names = [_text(column[0]) for column in cursor.description]
    if "ref" not in names:
        return 0
    at = names.index("ref")
    sum_ = 0
    while page := cursor.fetchmany(1000):
        for values in page:
            ref = _text(values[at])
            sum_ += seals.row(
                table, ref, {n: v for n, v in zip(names, values, strict=True) if n != "ref"}
            )
    return sum_ & seals.MASK


def _sum_of_counters(connection: Connection) -> int:
    found = run_plain(connection, f"SELECT prefix, last FROM {COUNTER.name}").fetchall()
    return sum(seals.row(COUNTER.name, _text(p), {"last": n}) for p, n in found) & seals.MASK


def _sum_of_drafts(connection: Connection) -> int:
    names = ", ".join(column.name for column in DRAFT.columns)
    found = run_plain(connection, f"SELECT {names} FROM {DRAFT.name}").fetchall()
    return sum(seal_of(row) for row in found) & seals.MASK


def _sum_of_schema(connection: Connection) -> int:
    found = run_plain(
        connection, "SELECT type, name, tbl_name, sql FROM sqlite_master ORDER BY type, name"
    ).fetchall()
    digest = blake2b(digest_size=8)
    for row in found:
        for part in row:
            digest.update(b"\x1f" if part is None else _bytes(part) + b"\x1e")
    return int.from_bytes(digest.digest()) & seals.MASK


def _tables(connection: Connection) -> list[str]:
    found = run_plain(connection, "SELECT name FROM sqlite_master WHERE type = 'table'").fetchall()
    return sorted(name for (part,) in found if not (name := _text(part)).startswith("sqlite_"))


def _kept(connection: Connection, of: str) -> int | None:
    found = run_plain(connection, f"SELECT total FROM {SEAL.name} WHERE of = ?", (of,)).fetchone()
    return None if found is None else int(found[0])


@contextmanager
def _as_bytes(connection: Connection) -> Iterator[None]:
    """Read texts as their bytes: a damaged one need not be UTF-8, and a date none at all."""
    raw = connection.connection.driver_connection
    assert isinstance(raw, sqlite.Connection)
    before, raw.text_factory = raw.text_factory, bytes
    try:
        yield
    finally:
        raw.text_factory = before


def _text(value: Any) -> Any:
    return value.decode("utf-8", "replace") if isinstance(value, bytes) else value


def _bytes(value: Any) -> bytes:
    return value if isinstance(value, bytes) else str(value).encode()
