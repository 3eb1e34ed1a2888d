"""Whether a board file is whole: SQLite's own checks, and the seals that see what those miss."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from hashlib import blake2b
from pathlib import Path
from typing import Any

from sqlalchemy import Connection

from db import seals
from db.damage.story import PAGE, Story, entries, read_story
from db.damage.told import NAMED, Damage, name_rows, plural
from db.drafts import DRAFT
from db.file.connection import PLAIN, Access, make_engine
from db.file.disk import Progress
from db.file.raw import UNREADABLE, as_stored, column_names, quoted, reason, tables
from db.history import COUNTER, ENTRY, ROW
from db.prepared import run_plain
from db.seals import SEAL

__all__ = ["Damage", "examine", "examine_file", "reseal", "reseal_history", "sum_of"]

_OWN = {SEAL.name, ENTRY.name, ROW.name}

_FAULTS = 3
"""How many of SQLite's own findings are told in its words, which help few people."""

_SUMS_OF_OTHERS = {
    COUNTER.name: "The counters of the references are not as they were written.",
    DRAFT.name: "What was typed and not stored is not as it was kept.",
}


def examine(connection: Connection, progress: Progress | None = None) -> list[Damage]:
    """Prove a board whole, or name what is damaged; nothing is changed.

    Needs the transaction that `connection` is in for all of its questions. `progress` is called
    with (rows read, rows there); what it raises ends the examination.
    """
    return _Examination(connection, progress).find()


def examine_file(
    path: Path, access: Access = PLAIN, progress: Progress | None = None
) -> list[Damage]:
    """Prove a board's file whole over a connection of its own; see `examine`. Nothing is written.

    Others may write meanwhile: what is examined is the board of one moment.
    """
    engine = make_engine(path, Access(access.key, reads_only=True))
    try:
        with engine.connect() as connection:
            transaction = connection.begin()
            try:
                return examine(connection, progress)
            finally:
                with suppress(*UNREADABLE):
                    transaction.rollback()
    except UNREADABLE as error:
        return [Damage(f"The file cannot be read ({reason(error)}).")]
    finally:
        engine.dispose()


def reseal(connection: Connection) -> None:
    """Compute every sum and the chain of the history anew, after a step changed the tables."""
    with as_stored(connection):
        for table in tables(connection):
            if table not in _OWN:
                seals.set_total(connection, table, sum_of(connection, table))
        reseal_history(connection)
        seals.set_total(connection, seals.SCHEMA, _sum_of_schema(connection))


def reseal_history(connection: Connection) -> None:
    """Seal every entry of the history anew."""
    last = 0
    with as_stored(connection):
        contents = [(entry.number, entry.content) for entry in entries(connection)]
        for number, content in contents:
            last = seals.link(last, content)
            seals.seal_entry(connection, number, last)
    seals.set_total(connection, seals.CHAIN, last)


class _Examination:
    """One examination: its parts go on where another could not read to its end."""

    def __init__(self, connection: Connection, progress: Progress | None) -> None:
        self._connection = connection
        self._progress = progress
        self._done = self._total = self._told = 0
        self._found: list[Damage] = []
        self._story: Story | None = None

    def find(self) -> list[Damage]:
        """Ask every part."""
        with as_stored(self._connection):
            with self._reading("The file"):
                there = set(tables(self._connection)) - {SEAL.name}
                self._total = sum(_count(self._connection, table) for table in there)
            self._tick(0)
            with self._reading("The file"):
                self._found += _sqlites_own(self._connection)
            with self._reading("The description of the tables"):
                self._found += _schema(self._connection)
            with self._reading("The history", ENTRY.name):
                story = read_story(self._connection, self._tick)
                story.ends_as_sealed = story.seal == _kept(self._connection, seals.CHAIN)
                self._story = story
            with self._reading("The seals"):
                for table in tables(self._connection):
                    if table not in _OWN:
                        with self._reading(plural(table), table):
                            self._found += self._sum(table)
            if self._story is not None:
                with self._reading("The history", ENTRY.name):
                    self._found += _history(self._connection, self._story)
        return list(dict.fromkeys(self._found))

    def _sum(self, table: str) -> Iterator[Damage]:
        total = sum_of(self._connection, table, self._tick)
        kept = _kept(self._connection, table)
        if total == kept:
            return
        if table in _SUMS_OF_OTHERS:
            yield Damage(_SUMS_OF_OTHERS[table], table)
            return
        missing = kept - total if isinstance(kept, int) else None
        yield from name_rows(self._connection, table, self._story, missing)

    def _tick(self, rows: int) -> None:
        self._done += rows
        due = not rows or self._done - self._told >= PAGE or self._done >= self._total
        if self._progress is not None and due:
            self._told = self._done
            self._progress(min(self._done, self._total), max(self._total, 1))

    @contextmanager
    def _reading(self, what: str, table: str | None = None) -> Iterator[None]:
        try:
            yield
        except UNREADABLE as error:
            words = f"{what} cannot be read to the end ({reason(error)})."
            self._found.append(Damage(words, table))


def _sqlites_own(connection: Connection) -> Iterator[Damage]:
    told = run_plain(connection, f"PRAGMA integrity_check({NAMED})").fetchall()
    faults = [line for (words,) in told for line in words.splitlines() if not line.startswith("*")]
    if faults != ["ok"]:
        yield from (Damage(f"SQLite's check: {line}.") for line in faults[:_FAULTS])
        if len(faults) > _FAULTS:
            yield Damage(f"SQLite's check: {len(faults) - _FAULTS} more of this kind.")
    found = run_plain(connection, "PRAGMA foreign_key_check").fetchmany(NAMED)
    for table, parent in dict.fromkeys((row[0], row[2]) for row in found):
        words = f"{plural(table)} name {plural(parent).lower()} that are not there."
        yield Damage(words, table)


def _schema(connection: Connection) -> Iterator[Damage]:
    if _sum_of_schema(connection) != _kept(connection, seals.SCHEMA):
        yield Damage("The description of the tables is not as it was written.")


def _history(connection: Connection, story: Story) -> Iterator[Damage]:
    for first, past in story.gaps[:NAMED]:
        words = f"Entry {first:,} of the history is missing."
        if past - first > 1:
            words = f"Entries {first:,} to {past - 1:,} of the history are missing."
        yield Damage(words, ENTRY.name, entry=first)
    for number, what in story.words.items():
        words = f"Entry {number:,} of the history ('{what}') is not as it was written."
        yield Damage(words, ENTRY.name, entry=number)
    more = len(story.broken) - len(story.words)
    if more > 0:
        yield Damage(f"{more:,} more entries of the history are not as written.", ENTRY.name)
    if not story.ends_as_sealed:
        yield Damage("The end of the history is not as it was written.", ENTRY.name)
    if story.strays:
        yield Damage("Rows of the history belong to no entry of it.", ROW.name)
    if story.states_differ:
        yield Damage("What the history says of undone changes is not as it was.", ENTRY.name)
    if _counted(connection) != [(ENTRY.name, story.last)] and story.last:
        yield Damage("The counter of the history is not as it was written.", ENTRY.name)


def _counted(connection: Connection) -> list[tuple[Any, ...]]:
    """Read SQLite's own counter, which gives the next entry its number."""
    found: list[tuple[Any, ...]] = run_plain(
        connection, "SELECT name, seq FROM sqlite_sequence"
    ).fetchall()
    return found


def sum_of(
    connection: Connection, table: str, tick: Callable[[int], object] = lambda _: None
) -> int:
    """Give the sum over a table's rows as they are; `tick` is told how many more were read."""
    names = column_names(connection, table)
    sum_ = 0
    cursor = run_plain(connection, f'SELECT {quoted(names)} FROM "{table}" NOT INDEXED')
    while page := cursor.fetchmany(PAGE):
        for values in page:
            sum_ += seals.row(table, values)
        tick(len(page))
    return sum_ & seals.MASK


def _sum_of_schema(connection: Connection) -> int:
    found = run_plain(
        connection, "SELECT type, name, tbl_name, sql FROM sqlite_master ORDER BY type, name"
    ).fetchall()
    digest = blake2b(digest_size=8)
    for row in found:
        digest.update(ascii(row).encode("ascii"))
    return int.from_bytes(digest.digest()) & seals.MASK


def _count(connection: Connection, table: str) -> int:
    return int(run_plain(connection, f'SELECT count(*) FROM "{table}"').fetchone()[0])


def _kept(connection: Connection, of: str) -> Any:
    found = run_plain(connection, f"SELECT total FROM {SEAL.name} WHERE of = ?", (of,)).fetchone()
    return None if found is None else found[0]
