"""Purge personal data: out of rows, history and drafts, with no way back.

The history is rewritten, which nothing else does, and sealed anew; then the file is rebuilt, so
that no byte of what was removed stays in it.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, select, update
from sqlalchemy.exc import DBAPIError

from db import drafts
from db.backups.copies import access_of, list_backups
from db.backups.thinning import days_of_going
from db.board import Board
from db.changes import Act, Change, Entry, Problem, Refused, Values
from db.damage.told import in_words
from db.damage.whole import examine, reseal_history
from db.errors import BoardError
from db.fields import Field, Kind, Value
from db.file.connection import Access, make_engine
from db.file.driver import sqlite
from db.history import ENTRY, ROW, pack, unpack
from db.queries import records
from db.quotes import REMOVED, Quotes
from db.records import RECORDS

_TEXTS = (Kind.TEXT, Kind.CODE, Kind.LONG_TEXT)
_SHORTEST = 3
"""Letters that a text needs to be looked for where its record is not touched."""
_MOST_ELSEWHERE = 200
_AT_ONCE = 500


@dataclass(frozen=True, slots=True)
class BackupFile:
    """A backup, and the day on which thinning removes it; None where nothing does."""

    path: Path
    goes: dt.date | None


@dataclass(frozen=True, slots=True)
class Place:
    """A cell, stored or being typed, with a purged text; `column` is None for a history."""

    table: str
    ref: str
    column: str | None


@dataclass(frozen=True, slots=True)
class Purged:
    """What was removed, and where it may still be.

    `cells`, `history` and `drafts` count cells of rows, rows of the history and drafts. `wiped`
    tells whether the file was rebuilt: False where another program had it open; `wipe` tries
    again. `elsewhere` lists other records that hold the same text, `backups` those that hold
    what was removed, with the day on which each goes.
    """

    entry: Entry
    cells: int
    history: int
    drafts: int
    wiped: bool
    elsewhere: tuple[Place, ...]
    backups: tuple[BackupFile, ...]


def purge(
    board: Board,
    table: str,
    refs: Sequence[str],
    fields: Sequence[str] | None = None,
    *,
    backups: Iterable[BackupFile] = (),
) -> Purged:
    """Remove what `fields` of these records hold and ever held; without fields the records whole.

    A text that is needed becomes REMOVED, everything else blank. Nobody can undo this or anything
    before it. The whole board is proved first and its file rebuilt, which takes some seconds for
    100,000 changes: call it in a worker. Listeners hear of it by `board.catch_up`.

    Raises Refused where a guard or a link objects or a field cannot be emptied, and BoardError
    where the board is damaged or cannot be written; nothing is removed then.
    """
    _must_be_possible(table, fields)
    with board._writing() as connection:
        damages = examine(connection)
        if damages:
            raise BoardError(
                f"Nothing was removed, because the board is damaged: {in_words(damages)} "
                "Put back a backup of it first."
            )
        changes = _changes(connection, table, refs, fields)
        keys = [(table, ref) for ref in refs]
        keys += [key for c in changes if (key := (c.table, c.ref)) not in keys]
        texts = _texts(connection, keys, fields)
        what = _words(table, len(refs), fields)
        entry = board._write(connection, what, changes, board.clock(), Act.BEGIN)
        emptied = _clear_rows(connection, keys, fields)
        _clear_words(connection, keys, texts, entry.number)
        dropped = _clear_drafts(connection, keys, fields)
        reseal_history(connection)
    wiped = wipe(board)
    with board.reading() as connection:
        elsewhere = tuple(_elsewhere(connection, texts))
    return Purged(
        entry,
        sum(_filled(change) for change in changes),
        emptied,
        dropped,
        wiped,
        elsewhere,
        tuple(file for file in backups if _holds(file.path, board.access, keys, fields)),
    )


def backup_files(folder: Path, board: Board) -> list[BackupFile]:
    """List a board's backups within the chosen folder with the day on which each goes."""
    found = list_backups(folder, board.path)
    days = days_of_going([backup.at for backup in found], board.clock())
    return [BackupFile(backup.path, days[backup.at]) for backup in found]


def wipe(board: Board) -> bool:
    """Rebuild the file so that nothing deleted stays in it; False while others have it open."""
    engine = make_engine(board.path, board.access)
    try:
        with engine.connect() as connection:
            raw = connection.connection.driver_connection
            assert isinstance(raw, sqlite.Connection)
            raw.execute("PRAGMA secure_delete=ON")
            # The rebuilt copy must not pass through a file outside of the board's folder.
            raw.execute("PRAGMA temp_store=MEMORY")
            raw.execute("VACUUM")
            busy, _, _ = raw.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
            return not busy
    except (DBAPIError, sqlite.Error):
        return False
    finally:
        engine.dispose()


def _must_be_possible(table: str, fields: Sequence[str] | None) -> None:
    record = RECORDS[table]
    problems = []
    for name in fields or ():
        field = record.fields.get(name)
        if field is None:
            problems.append(Problem(f"{record.title} has no field '{name}'.", table))
        elif record.table.c[name].unique or (field.required and field.kind not in _TEXTS):
            message = f"{field.label} cannot be removed alone: remove the whole record."
            problems.append(Problem(message, table, None, name))
    if problems:
        raise Refused(problems)


def _changes(
    connection: Connection, table: str, refs: Sequence[str], fields: Sequence[str] | None
) -> list[Change]:
    """List the changes of the rows as they are now."""
    if fields is None:
        return records.deletion(connection, table, refs)
    changes = []
    for ref, values in records.rows_by_ref(connection, table, refs).items():
        after = {name: _emptied(RECORDS[table].fields[name], values[name]) for name in fields}
        changed = [name for name in fields if after[name] != values[name]]
        if changed:
            before = {name: values[name] for name in changed}
            changes.append(Change(table, ref, before, {name: after[name] for name in changed}))
    return changes


def _emptied(field: Field, value: Value) -> Value:
    if value is None or not field.required:
        return None
    return REMOVED[: field.length or len(REMOVED)]


def _filled(change: Change) -> int:
    values = (change.before or {}).values()
    return sum(value is not None for value in values)


def _words(table: str, count: int, fields: Sequence[str] | None) -> str:
    """Say what kind of data of how many records went, not which."""
    record = RECORDS[table]
    many = f"{count:,} {(record.title if count == 1 else record.plural).lower()}"
    if fields is None:
        return f"Personal data removed: {many}, with all that the history held of them"
    labels = ", ".join(record.fields[name].label for name in fields)
    return f"Personal data removed: {labels} of {many}"


# The history


def _rows_of(
    connection: Connection, keys: Sequence[tuple[str, str]]
) -> Iterator[tuple[int, int, str, Values | None, Values | None]]:
    """Read the history's rows of records as (entry, place, table, before, after)."""
    for table in dict.fromkeys(table for table, _ in keys):
        refs = [ref for kind, ref in keys if kind == table]
        for start in range(0, len(refs), _AT_ONCE):
            query = select(ROW).where(
                ROW.c.table_name == table, ROW.c.ref.in_(refs[start : start + _AT_ONCE])
            )
            for row in connection.execute(query).all():
                before, after = unpack(table, row.before), unpack(table, row.after)
                yield row.entry, row.place, table, before, after


def _texts(
    connection: Connection, keys: Sequence[tuple[str, str]], fields: Sequence[str] | None
) -> list[str]:
    """Collect what the cells hold and ever held as words may quote it, the longest first."""
    found: set[str] = set()
    for _, _, table, before, after in _rows_of(connection, keys):
        for side in (before, after):
            found |= _quotable(table, side, fields)
    for table in dict.fromkeys(table for table, _ in keys):
        refs = [ref for kind, ref in keys if kind == table]
        for values in records.rows_by_ref(connection, table, refs).values():
            found |= _quotable(table, values, fields)
    return sorted(found - {REMOVED}, key=len, reverse=True)


def _quotable(table: str, values: Values | None, fields: Sequence[str] | None) -> set[str]:
    found: set[str] = set()
    for name, value in (values or {}).items():
        field = RECORDS[table].fields.get(name)
        if fields is not None and name not in fields:
            continue
        if isinstance(value, dt.date):
            found |= {f"{value:%d/%m/%Y}", value.isoformat()}
        elif isinstance(value, str) and (field is None or field.kind in _TEXTS):
            found |= {value, " ".join(value.split())}
    return found


def _clear_rows(
    connection: Connection, keys: Sequence[tuple[str, str]], fields: Sequence[str] | None
) -> int:
    """Empty the cells in all that the history holds of the records; count its rows."""
    cleared = 0
    for entry, place, table, *sides in list(_rows_of(connection, keys)):
        before, after = (_cleared(table, side, fields) for side in sides)
        if [before, after] == sides:
            continue
        cleared += 1
        connection.execute(
            update(ROW)
            .where(ROW.c.entry == entry, ROW.c.place == place)
            .values(before=pack(before), after=pack(after))
        )
    return cleared


def _cleared(table: str, values: Values | None, fields: Sequence[str] | None) -> Values | None:
    if values is None or fields is None:
        return None if values is None else {}
    known = RECORDS[table].fields
    left: dict[str, Value] = {}
    for name, value in values.items():
        emptied = _emptied(known[name], value) if name in fields else value
        # A column left out tells of a purge; one that is blank was blank.
        if name not in fields or emptied is not None:
            left[name] = emptied
    return left


def _clear_words(
    connection: Connection, keys: Sequence[tuple[str, str]], texts: Sequence[str], but: int
) -> None:
    """Take the texts out of the words of every entry, `but` for one, that quotes them."""
    if not texts:
        return
    touching = {entry for entry, *_ in _rows_of(connection, keys)}
    lines = [line.strip() for text in texts for line in text.splitlines() if line.strip()]
    every, known = Quotes([*texts, *lines]), Quotes([t for t in texts if len(t) >= _SHORTEST])
    for number, what in connection.execute(select(ENTRY.c.number, ENTRY.c.what)).all():
        cleared = (every if number in touching else known).removed_from(what)
        if cleared != what and number != but:
            change = update(ENTRY).where(ENTRY.c.number == number)
            connection.execute(change.values(what=cleared))


def _clear_drafts(
    connection: Connection, keys: Sequence[tuple[str, str]], fields: Sequence[str] | None
) -> int:
    """Give up what was typed for these cells and not stored; count it."""
    refs = {ref for _, ref in keys}
    return sum(
        drafts.drop(connection, draft.place, draft.ref, draft.field)
        for draft in drafts.kept(connection)
        if (draft.ref in refs and (fields is None or (draft.stores or draft.field) in fields))
        # What was typed below a record that is gone, as postings are below their line.
        or (fields is None and refs & set(draft.place.split()))
    )


# Where it may still be


def _elsewhere(connection: Connection, texts: Sequence[str]) -> Iterator[Place]:
    """Find cells, drafts and histories that still hold a text; _MOST_ELSEWHERE at most."""
    known = [text for text in texts if len(text) >= _SHORTEST]
    if not known:
        return
    quotes, found = Quotes(known), 0
    for record in RECORDS.values():
        columns = [record.table.c[f.name] for f in record.fields.values() if f.kind in _TEXTS]
        for ref, *values in connection.execute(select(record.table.c.ref, *columns)):
            for column, value in zip(columns, values, strict=True):
                if value is not None and quotes.stand_in(value) and found < _MOST_ELSEWHERE:
                    found += 1
                    yield Place(record.name, ref, column.name)
    for draft in drafts.kept(connection):
        parts = (draft.typed, draft.reason, draft.base)
        held = any(isinstance(part, str) and quotes.stand_in(part) for part in parts)
        if held and found < _MOST_ELSEWHERE:
            found += 1
            yield Place(draft.table, draft.ref, draft.field)
    told: set[tuple[str, str]] = set()
    for row in connection.execute(select(ROW)):
        key = (row.table_name, row.ref)
        if key not in told and found < _MOST_ELSEWHERE and _tells(row, quotes):
            told.add(key)
            found += 1
            yield Place(*key, None)


def _tells(row: Any, quotes: Quotes) -> bool:
    for side in (unpack(row.table_name, row.before), unpack(row.table_name, row.after)):
        for value in (side or {}).values():
            if isinstance(value, str) and quotes.stand_in(value):
                return True
    return False


def _holds(
    path: Path, access: Access, keys: Sequence[tuple[str, str]], fields: Sequence[str] | None
) -> bool:
    """Tell whether a backup holds what was removed; one that cannot be read is taken to."""
    if not path.exists():
        return False
    try:
        engine = make_engine(path, replace(access_of(path, access), reads_only=True))
    except BoardError:
        return True
    try:
        with engine.connect() as connection:
            return any(
                value is not None and value != REMOVED and (fields is None or name in fields)
                for _, _, _, *sides in _rows_of(connection, keys)
                for side in sides
                for name, value in (side or {}).items()
            )
    except (DBAPIError, sqlite.Error):
        return True
    finally:
        engine.dispose()
