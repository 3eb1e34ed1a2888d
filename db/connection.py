"""Connections to a board file: what only SQLite can do lives here."""

from __future__ import annotations

import sqlite3
import struct
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, QueuePool, create_engine, event

from db.errors import BoardError
from db.prepared import run_plain

APPLICATION_ID = 0x4D534342
"""'MSCB', kept in the file's header."""

_HEADER = b"SQLite format 3\x00"
_BUSY_MS = 5_000


def schema_version(path: Path) -> int:
    """Read a board file's schema version from its header, without opening it as a database.

    Raises BoardError, with the file's bytes untouched, where it is missing, unreadable, or no
    board. Offsets 60 and 68: the SQLite file format.
    """
    try:
        with path.open("rb") as file:
            head = file.read(100)
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
    if len(head) < 100 or not head.startswith(_HEADER):
        raise BoardError(f"{path} is not a board file. Board files end in .mscb.")
    version, application = struct.unpack(">I4xI", head[60:72])
    if application != APPLICATION_ID:
        raise BoardError(
            f"{path} is a database of another program, not a board file. It was left as it is."
        )
    return int(version)


def make_engine(path: Path) -> Engine:
    """Make the engine of a board file: every connection checks links and syncs every commit.

    Transactions begin explicitly (Python's own would not cover DDL): plain for reading, at once
    with the write lock under the execution option `writes`.
    """
    engine = create_engine(
        "sqlite://",
        creator=lambda: _connect(path),
        poolclass=QueuePool,
    )
    event.listen(engine, "begin", _begin)
    return engine


def _connect(path: Path) -> sqlite3.Connection:
    connection = sqlite3.connect(path, isolation_level=None, check_same_thread=False)
    connection.execute(f"PRAGMA busy_timeout={_BUSY_MS}")
    connection.execute("PRAGMA foreign_keys=ON")
    connection.execute("PRAGMA journal_mode=WAL")
    connection.execute("PRAGMA synchronous=FULL")
    return connection


def _begin(connection: Connection) -> None:
    options: Any = connection.get_execution_options()
    run_plain(connection, "BEGIN IMMEDIATE" if options.get("writes") else "BEGIN")


def stamp(connection: Connection, version: int) -> None:
    """Write the application id and schema version; part of the transaction like any page."""
    connection.exec_driver_sql(f"PRAGMA application_id={APPLICATION_ID}")
    connection.exec_driver_sql(f"PRAGMA user_version={version}")


def copy_file(source: Path, target: Path) -> None:
    """Copy a board by SQLite's online backup, which is whole whatever is being written."""
    with sqlite3.connect(source) as from_, sqlite3.connect(target) as to:
        from_.backup(to)
    from_.close()
    to.close()


def checkpoint(engine: Engine) -> None:
    """Bring everything written into the one file and give the others up."""
    with engine.connect() as connection:
        raw = connection.connection.driver_connection
        assert isinstance(raw, sqlite3.Connection)
        raw.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    engine.dispose()
