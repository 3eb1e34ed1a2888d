"""What can be read of a damaged board, brought together in a new file of its own.

The history is taken entry by entry, and each is proved by its seal. Rows are read around what
cannot be read; what the intact history knows of a row counts more than what stands in the file.
The new file is whole: it can be read, and where there is no backup it can take the board's place.
"""

from __future__ import annotations

import datetime as dt
import json
import re
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine

from db.changes import Act
from db.damage.readable import JUMP, Source, opened_copy
from db.damage.story import LOST, Story, entries, read_story, states
from db.damage.told import Damage, Difference, certain, differences, in_words, plural
from db.damage.whole import examine, reseal, sum_of
from db.drafts import DRAFT
from db.errors import BoardError
from db.fields import Kind
from db.file.connection import checkpoint, make_engine
from db.file.disk import Progress, quiet
from db.file.driver import sqlite
from db.file.raw import as_stored, column_names, quoted
from db.history import COUNTER, ENTRY, ROW, State
from db.migrate import make_empty
from db.prepared import run_plain
from db.records import RECORDS
from db.seals import CHAIN, SEAL

_NUMBER = re.compile(r"[A-Z]+-(\d+)")


@dataclass(slots=True)
class Salvaged:
    """A new board file with what could be read, and what was lost or brought back, in words."""

    path: Path
    lost: list[Damage] = field(default_factory=list)


def salvage(
    damaged: Path,
    target: Path,
    password: str | None = None,
    *,
    progress: Progress = quiet,
) -> Salvaged:
    """Make a new board file at `target` of what can be read; the damaged one stays as it is.

    A protected board's has its password too. `progress` is told of each step and may raise.
    Raises BoardError where nothing can be read, PasswordNeeded where the password is missing or
    wrong.
    """
    with opened_copy(damaged, password) as (source, access):
        make_empty(target, access)
        engine = make_engine(target, access)
        try:
            salvaged = Salvaged(target)
            with _unlinked(engine) as connection, as_stored(connection):
                _Salvage(source, connection, salvaged.lost).take_all(progress)
            with engine.connect() as connection, connection.begin():
                damages = examine(connection)
            if damages:
                raise BoardError(f"{damaged.name} could not be read: {in_words(damages)}")
            return salvaged
        except BaseException:
            engine.dispose()
            target.unlink(missing_ok=True)
            raise
        finally:
            checkpoint(engine)


@contextmanager
def _unlinked(engine: Engine) -> Iterator[Connection]:
    """Give a transaction that writes and does not check links until its end."""
    with engine.connect() as connection:
        raw = connection.connection.driver_connection
        assert isinstance(raw, sqlite.Connection)
        raw.execute("PRAGMA foreign_keys=OFF")
        try:
            connection = connection.execution_options(writes=True)
            with connection.begin():
                yield connection
        finally:
            raw.execute("PRAGMA foreign_keys=ON")


def copy_history(source: Source, connection: Connection) -> Story:
    """Copy what can be read of the history into an empty board, seals included, and prove it."""
    for table in (ENTRY, ROW):
        names = [column.name for column in table.columns]
        count = 0
        for values in source.rows(table.name, names):
            count += 1
            if table is ENTRY and values[0] > JUMP + 2 * count:
                continue  # a damaged number, far from any that was given
            _insert(connection, table.name, names, [_bindable(value) for value in values])
    story = read_story(connection)
    ends = [total for of, total in source.rows(SEAL.name, ["of", "total"]) if of == CHAIN]
    story.ends_as_sealed = ends == [story.seal]
    return story


def copy_drafts(source: Source, connection: Connection) -> None:
    """Copy into an empty board what was typed and not stored, where it can be read."""
    names = [column.name for column in DRAFT.columns]
    for values in source.rows(DRAFT.name, names):
        stored = dict(zip(names, values, strict=True))
        if all(value is None or _is_text(value) for value in values) and _is_draft(stored):
            _insert(connection, DRAFT.name, names, values)


class _Salvage:
    """One salvage, into an empty board in the transaction that `connection` is in."""

    def __init__(self, source: Source, connection: Connection, lost: list[Damage]) -> None:
        self._source = source
        self._connection = connection
        self._lost = lost
        self._blanked: dict[tuple[str, str], set[str]] = {}
        self._waiting: dict[str, list[dict[str, Any]]] = {}
        self._kept: dict[Any, Any] = {}

    def take_all(self, progress: Progress) -> None:
        """Take the history, then the rows, then what hangs on them."""
        steps = 2 * len(RECORDS) + 3
        progress(0, steps)
        story = copy_history(self._source, self._connection)
        self._kept = dict(self._source.rows(SEAL.name, ["of", "total"]))
        for number, table in enumerate(RECORDS, 1):
            progress(number, steps)
            self._take_rows(table)
        for number, table in enumerate(RECORDS, 1 + len(RECORDS)):
            progress(number, steps)
            self._reconcile(table, story)
        self._cut_links()
        copy_drafts(self._source, self._connection)
        self._take_counters()
        progress(steps - 2, steps)
        self._close_gaps(story)
        for table, count in self._source.unread.items():
            places = "one place" if count == 1 else f"{count:,} places"
            self._lost.append(Damage(f"{plural(table)} could not be read in {places}.", table))
        progress(steps - 1, steps)
        reseal(self._connection)

    def _take_rows(self, table: str) -> None:
        names = column_names(self._connection, table)
        for values in self._source.rows(table, names):
            row = dict(zip(names, values, strict=True))
            ref = row["ref"]
            if not isinstance(ref, str) or _bindable(ref) != ref:
                continue  # the history brings it back under its own reference
            for name, value in row.items():
                if name != "ref" and not _can_hold(table, name, value):
                    row[name] = None
                    self._blanked.setdefault((table, ref), set()).add(name)
            if not _insert(self._connection, table, names, [row[name] for name in names]):
                self._waiting.setdefault(table, []).append(row)

    def _reconcile(self, table: str, story: Story) -> None:
        """Take the history's side where it is sure, and where the file's own is lost."""
        kept, has_lost = self._kept.get(table), table in self._waiting
        has_lost |= table in self._source.unread
        missing = kept - sum_of(self._connection, table) if isinstance(kept, int) else None
        found = differences(self._connection, table, story)
        sure = {one.ref for one in certain(found, missing)}
        for one in found:
            if one.ref in sure and one.known is None:
                self._delete(table, one.ref)
                self._tell(table, one.ref, one, "is left out: the history knows of none")
            elif one.known is not None and one.rowid is not None:
                self._take_known(table, one, whole=one.ref in sure)
            elif one.known is not None and (one.ref in sure or has_lost):
                self._bring_back(table, one.ref, one)
        for row in self._waiting.get(table, ()):
            if not self._is_there(table, row["ref"]):
                words = f"{RECORDS[table].title} {row['ref']} could not be read and is left out."
                self._lost.append(Damage(words, table, row["ref"]))
        for (of, ref), columns in self._blanked.items():
            if of == table and self._is_there(table, ref):
                for column in sorted(columns):
                    self._tell_blank(table, ref, column)

    def _bring_back(self, table: str, ref: str, one: Difference) -> None:
        names = column_names(self._connection, table)
        values = {**(one.known or {}), "ref": ref}
        if _insert(self._connection, table, names, [values.get(name) for name in names]):
            self._tell(table, ref, one, "was brought back from the history")

    def _take_known(self, table: str, one: Difference, *, whole: bool) -> None:
        assert one.known is not None
        blanked = self._blanked.get((table, one.ref), set())
        names = [name for name in column_names(self._connection, table) if name != "ref"]
        taken = names if whole else sorted(blanked)
        if not taken:
            return
        sets = ", ".join(f'"{name}" = ?' for name in taken)
        values = [one.known.get(name) for name in taken]
        run_plain(
            self._connection, f'UPDATE "{table}" SET {sets} WHERE ref = ?', (*values, one.ref)
        )
        blanked.difference_update(taken)
        self._tell(table, one.ref, one, "is as the history knows it, not as the file held it")

    def _cut_links(self) -> None:
        """Empty what names a lost record; a row that cannot stand without it is left out."""
        while True:
            query = "PRAGMA foreign_key_check"
            broken = [r for r in run_plain(self._connection, query).fetchall() if r[0] in RECORDS]
            if not broken:
                return
            for table, rowid, parent, number in broken:
                listed = run_plain(self._connection, f'PRAGMA foreign_key_list("{table}")')
                column = next(row[3] for row in listed.fetchall() if row[0] == number)
                found = f'SELECT ref FROM "{table}" WHERE rowid = ?'
                row = run_plain(self._connection, found, (rowid,)).fetchone()
                if row is not None:
                    self._cut_link(table, row[0], column, parent)

    def _cut_link(self, table: str, ref: str, column: str, parent: str) -> None:
        record = RECORDS[table]
        label = record.fields[column].label
        lost = f"its {RECORDS[parent].title.lower()} is lost"
        if record.fields[column].required:
            self._delete(table, ref)
            words = f"{record.title} {ref} is left out: {lost}."
        else:
            query = f'UPDATE "{table}" SET "{column}" = NULL WHERE ref = ?'
            run_plain(self._connection, query, (ref,))
            words = f"{record.title} {ref}: {label} is left blank: {lost}."
        self._lost.append(Damage(words, table, ref, column))

    def _take_counters(self) -> None:
        """Let no reference be given twice, whatever became of the counters."""
        kept = {}
        for prefix, last in self._source.rows(COUNTER.name, ["prefix", "last"]):
            if isinstance(last, int):
                kept[prefix] = last
        for record in RECORDS.values():
            given = [kept.get(record.prefix, 0)]
            for query in (
                f'SELECT ref FROM "{record.name}"',
                f"SELECT ref FROM {ROW.name} WHERE table_name = '{record.name}'",
            ):
                refs = run_plain(self._connection, query)
                given += [int(m[1]) for (ref,) in refs if (m := _NUMBER.fullmatch(str(ref)))]
            if max(given) > 0:
                names = ["prefix", "last"]
                _insert(self._connection, COUNTER.name, names, [record.prefix, max(given)])

    def _close_gaps(self, story: Story) -> None:
        """Put an entry that says so in the place of each that is lost, and set the marks anew."""
        at = dt.datetime.min.isoformat(timespec="seconds")
        lost = sorted({*story.broken, *story.missing()})
        for number in lost:
            run_plain(self._connection, f"DELETE FROM {ROW.name} WHERE entry = ?", (number,))
            run_plain(self._connection, f"DELETE FROM {ENTRY.name} WHERE number = ?", (number,))
            query = f"SELECT at FROM {ENTRY.name} WHERE number < ? ORDER BY number DESC LIMIT 1"
            before = run_plain(self._connection, query, (number,)).fetchone()
            names = ["number", "at", "who", "what", "act", "state"]
            facts = (before[0] if before else at, "", LOST, str(Act.BEGIN), str(State.DONE))
            _insert(self._connection, ENTRY.name, names, (number, *facts))
        there = f"(SELECT number FROM {ENTRY.name})"
        run_plain(self._connection, f"DELETE FROM {ROW.name} WHERE entry NOT IN {there}")
        run_plain(self._connection, f"UPDATE {ENTRY.name} SET of = NULL WHERE of NOT IN {there}")
        marks = states(entries(self._connection))
        run_plain(self._connection, f"UPDATE {ENTRY.name} SET state = '{State.DONE}'")
        for number, state in marks.items():
            query = f"UPDATE {ENTRY.name} SET state = ? WHERE number = ?"
            run_plain(self._connection, query, (str(state), number))
        if lost:
            words = f"{len(lost):,} of {story.last:,} entries of the history could not be read."
            self._lost.append(Damage(words, ENTRY.name))

    def _is_there(self, table: str, ref: str) -> bool:
        query = f'SELECT 1 FROM "{table}" WHERE ref = ?'
        return run_plain(self._connection, query, (ref,)).fetchone() is not None

    def _delete(self, table: str, ref: str) -> None:
        run_plain(self._connection, f'DELETE FROM "{table}" WHERE ref = ?', (ref,))

    def _tell(self, table: str, ref: str, one: Difference, words: str) -> None:
        record = RECORDS[table]
        name = (one.known or {}).get(record.name_field.name)
        named = f" '{name}'" if isinstance(name, str) else ""
        self._lost.append(Damage(f"{record.title} {ref}{named} {words}.", table, ref))

    def _tell_blank(self, table: str, ref: str, column: str) -> None:
        record = RECORDS[table]
        label = record.fields[column].label if column in record.fields else column
        words = f"{record.title} {ref}: {label} could not be read and is left blank."
        self._lost.append(Damage(words, table, ref, column))


def _insert(connection: Connection, table: str, names: list[str], values: Any) -> bool:
    """Add a row; False where the table's own rules refuse it."""
    marks = ", ".join("?" * len(names))
    query = f'INSERT OR IGNORE INTO "{table}" ({quoted(names)}) VALUES ({marks})'
    return bool(run_plain(connection, query, tuple(values)).rowcount)


def _can_hold(table: str, column: str, value: Any) -> bool:
    """Tell whether a stored value can be what its column holds."""
    if value is None:
        return True
    field = RECORDS[table].fields.get(column)
    kind = field.kind if field else Kind.WHOLE
    return _LOOKS[kind](value)


def _is_draft(stored: Mapping[str, Any]) -> bool:
    """Tell whether a draft can be read back, as `db.drafts` keeps it."""
    try:
        dt.datetime.fromisoformat(stored["at"])
        for name in ("typed", "base"):
            held = json.loads(stored.get(name) or "null")
            if isinstance(held, dict):
                dt.date.fromisoformat(held["date"])
    except (ValueError, TypeError, KeyError):
        return False
    return True


def _is_text(value: Any) -> bool:
    return isinstance(value, str) and _bindable(value) == value


def _is_date(value: Any) -> bool:
    try:
        return bool(dt.date.fromisoformat(value))
    except (TypeError, ValueError):
        return False


def _is_whole(value: Any) -> bool:
    return isinstance(value, int)


_LOOKS: Mapping[Kind, Callable[[Any], bool]] = {
    Kind.TEXT: _is_text,
    Kind.CODE: _is_text,
    Kind.LONG_TEXT: _is_text,
    Kind.CHOICE: _is_text,
    Kind.LOOKUP: _is_text,
    Kind.MONEY: _is_whole,
    Kind.WHOLE: _is_whole,
    Kind.YES_NO: lambda value: value in (0, 1),
    Kind.DATE: _is_date,
    Kind.IMAGE: lambda value: isinstance(value, bytes),
}


def _bindable(value: Any) -> Any:
    """Put question marks for letters that are no text, which SQLite would not take."""
    return value.encode("utf-8", "replace").decode() if isinstance(value, str) else value
