"""Connections to a board file: what only SQLite can do lives here."""

from __future__ import annotations

import os
import struct
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import quote

from sqlalchemy import Connection, Engine, QueuePool, create_engine, event

from db.errors import BoardError, Damaged, PasswordNeeded
from db.file.driver import sqlite
from db.file.password import Key, describes_tables, is_protected, key_of
from db.file.places import on_network
from db.prepared import run_plain

APPLICATION_ID = 0x4D534342
"""'MSCB', kept in the file's header."""

_HEADER = b"SQLite format 3\x00"
_BUSY_MS = 5_000
_HIGHEST = 999
"""No version of the tables will be higher; a number beyond it is damage."""

_PAGES_AT_ONCE = 500


@dataclass(frozen=True, slots=True)
class Access:
    """How a board's file is opened: with which key, and whether only to read."""

    key: Key | None = None
    reads_only: bool = False


PLAIN = Access()
"""A board without a password, to read and write."""


def access_to(path: Path, password: str | None = None, *, reads_only: bool = False) -> Access:
    """Give the access that a password opens a board's file with.

    Raises BoardError, with the file's bytes untouched, where it is missing, unreadable or no
    board, Damaged where changes in its log would be lost by opening it, and PasswordNeeded where
    it is protected and the password is missing or wrong.
    """
    _must_be_readable(path)
    _must_have_its_log(path)
    if not is_protected(path):
        return Access(None, reads_only)
    if password is None:
        raise PasswordNeeded(
            f"{path.name} is protected by a password, or is no board file.", was_wrong=False
        )
    key = key_of(path, password)
    try:
        with_key = _connect(path, Access(key, reads_only=True))
    except sqlite.Error as error:
        raise PasswordNeeded(
            f"This is not the password of {path.name}, or the file is no board. Nothing was "
            "changed: type the password again.",
            was_wrong=True,
        ) from error
    with_key.close()
    return Access(key, reads_only)


def schema_version(path: Path, access: Access = PLAIN) -> int:
    """Read a board file's schema version; raises BoardError where it is no board, Damaged where it
    was one.

    A board without a password is not opened as a database for it: the version is in its header.
    Offsets 60 and 68: the SQLite file format.
    """
    _must_be_readable(path)
    if access.key is not None:
        with_key = _connect(path, Access(access.key, reads_only=True))
        version = with_key.execute("PRAGMA user_version").fetchone()[0]
        application = with_key.execute("PRAGMA application_id").fetchone()[0]
        with_key.close()
    else:
        with path.open("rb") as file:
            head = file.read(100)
        is_database = len(head) == 100 and head.startswith(_HEADER)
        version, application = struct.unpack(">I4xI", head[60:72]) if is_database else (0, 0)
        if (application != APPLICATION_ID or version > _HIGHEST) and describes_tables(path):
            raise Damaged(f"{path} is a board whose first bytes are damaged.")
        if not head:
            raise Damaged(f"{path} is empty: there is no board in it. Put back a backup.")
        if not is_database:
            raise BoardError(f"{path} is not a board file. Board files end in .mscb.")
    if application != APPLICATION_ID:
        raise BoardError(
            f"{path} is a database of another program, not a board file. It was left as it is."
        )
    return int(version)


def _must_be_readable(path: Path) -> None:
    try:
        with path.open("rb") as file:
            file.read(1)
    except FileNotFoundError:
        raise BoardError(
            f"There is no file {path}. Look for it under another name or folder."
        ) from None
    except IsADirectoryError:
        raise BoardError(f"{path} is a folder. Choose the board file inside it.") from None
    except OSError as error:
        raise BoardError(
            f"{path} cannot be read ({error.strerror}). Ask whoever looks after the folder."
        ) from error


def _must_have_its_log(path: Path) -> None:
    """Refuse a board whose log SQLite would read only in part, and then write over."""
    if not path.with_name(f"{path.name}-wal").exists():
        return
    from db.file.log import is_cut_short

    if is_cut_short(path):
        raise Damaged(
            f"{path.name} was not closed last time, and the log of its last changes is damaged. "
            "The file and its log were left as they are: open it as a damaged board."
        )


def make_engine(path: Path, access: Access = PLAIN) -> Engine:
    """Make the engine of a board file: every connection checks links and syncs every commit.

    Transactions begin explicitly (Python's own would not cover DDL): plain for reading, at once
    with the write lock under the execution option `writes`.
    """
    engine = create_engine(
        "sqlite://",
        module=sqlite,
        creator=lambda: _connect(path, access),
        poolclass=QueuePool,
    )
    event.listen(engine, "begin", _begin)
    return engine


def _connect(path: Path, access: Access) -> sqlite.Connection:
    connection = sqlite.connect(
        _address(path, access), uri=True, isolation_level=None, check_same_thread=False
    )
    try:
        _prepare(connection, path, access)
    except UnicodeDecodeError as error:  # the driver's words for a damaged description of tables
        connection.close()
        raise sqlite.DatabaseError("the description of its tables is damaged") from error
    except sqlite.Error:
        connection.close()
        raise
    return connection


def _prepare(connection: sqlite.Connection, path: Path, access: Access) -> None:
    if access.key is not None:
        unlock(connection, access.key)
        connection.execute("SELECT count(*) FROM sqlite_master")  # a wrong key is told here
    connection.execute(f"PRAGMA busy_timeout={_BUSY_MS}")
    connection.execute("PRAGMA foreign_keys=ON")
    if access.reads_only:
        connection.execute("PRAGMA query_only=ON")
        return
    # The write-ahead log needs memory shared by all who have the file open: none on a network.
    mode = "DELETE" if on_network(path) else "WAL"
    connection.execute(f"PRAGMA journal_mode={mode}")
    connection.execute("PRAGMA synchronous=FULL")


def unlock(connection: sqlite.Connection, key: Key) -> None:
    """Hand a connection its key; SQLCipher's own words about a wrong one are kept off the console.

    A wrong key shows with the first statement that reads.
    """
    connection.execute("PRAGMA cipher_log_level=NONE")
    connection.execute(key.pragma())


def _address(path: Path, access: Access) -> str:
    """Give SQLite's address of the file: one that may not be written is opened without a trace."""
    whole = path.absolute().as_posix()
    address = f"file://{'' if whole.startswith('/') else '/'}{quote(whole)}"
    if not access.reads_only or (os.access(path, os.W_OK) and os.access(path.parent, os.W_OK)):
        return address
    log = path.with_name(f"{path.name}-wal")
    return f"{address}?mode=ro" if log.exists() else f"{address}?mode=ro&immutable=1"


def _begin(connection: Connection) -> None:
    options: Any = connection.get_execution_options()
    run_plain(connection, "BEGIN IMMEDIATE" if options.get("writes") else "BEGIN")


def stamp(connection: Connection, version: int) -> None:
    """Write the application id and schema version; part of the transaction like any page."""
    connection.exec_driver_sql(f"PRAGMA application_id={APPLICATION_ID}")
    connection.exec_driver_sql(f"PRAGMA user_version={version}")


def copy_file(source: Path, target: Path, access: Access = PLAIN) -> None:
    """Copy a board by SQLite's online backup, which is whole whatever is being written.

    The copy of a protected board has the same password.
    """
    from_ = _connect(source, Access(access.key, reads_only=True))
    try:
        copy_open(from_, target, access)
    finally:
        from_.close()


def copy_open(
    from_: sqlite.Connection,
    target: Path,
    access: Access,
    progress: Callable[[int, int], object] = lambda done, total: None,
) -> None:
    """Copy what an open connection sees: in a transaction that has read, that one moment.

    `progress(done, total)` is told of pages; what it raises stops the copying.
    """
    to = sqlite.connect(target, isolation_level=None)
    try:
        if access.key is not None:
            unlock(to, access.key)
        from_.backup(
            to, pages=_PAGES_AT_ONCE, progress=lambda _, left, total: progress(total - left, total)
        )
        to.execute("PRAGMA journal_mode=DELETE")
    finally:
        to.close()


@contextmanager
def at_once(connection: Connection) -> Iterator[None]:
    """Let no statement of a connection wait for others who write the file."""
    raw = connection.connection.driver_connection
    assert isinstance(raw, sqlite.Connection)
    raw.execute("PRAGMA busy_timeout=0")
    try:
        yield
    finally:
        raw.execute(f"PRAGMA busy_timeout={_BUSY_MS}")


def checkpoint(engine: Engine) -> None:
    """Bring everything written into the one file and give the others up."""
    with engine.connect() as connection:
        raw = connection.connection.driver_connection
        assert isinstance(raw, sqlite.Connection)
        raw.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    engine.dispose()
