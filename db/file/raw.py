"""Tables read as they are stored, where neither texts nor columns can be taken for granted."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from sqlalchemy import Connection
from sqlalchemy.exc import DBAPIError

from db.file.driver import sqlite
from db.prepared import run_plain

UNREADABLE = (DBAPIError, sqlite.Error, UnicodeDecodeError)
"""What reading a damaged file raises: the driver's own words about it need not be UTF-8 either."""


@contextmanager
def as_stored(connection: Connection) -> Iterator[None]:
    """Read texts whatever their bytes: those that are no UTF-8 become lone surrogates."""
    raw = connection.connection.driver_connection
    assert isinstance(raw, sqlite.Connection)
    before, raw.text_factory = raw.text_factory, letters
    try:
        yield
    finally:
        raw.text_factory = before


def letters(stored: bytes) -> str:
    """Give the text of stored bytes, none of which is lost."""
    return stored.decode("utf-8", "surrogateescape")


def tables(connection: Connection) -> list[str]:
    """Name the board's tables, SQLite's own left out."""
    found = run_plain(connection, "SELECT name FROM sqlite_master WHERE type = 'table'").fetchall()
    return sorted(str(name) for (name,) in found if not str(name).startswith("sqlite_"))


def column_names(connection: Connection, table: str) -> list[str]:
    """Name a table's columns in the order in which their values are sealed."""
    return sorted(row[1] for row in run_plain(connection, f'PRAGMA table_info("{table}")'))


def quoted(names: Sequence[str]) -> str:
    """Write columns' names as SQL takes them."""
    return ", ".join(f'"{name}"' for name in names)


def reason(error: Exception) -> str:
    """Say what the driver says of a file that it cannot read."""
    if isinstance(error, UnicodeDecodeError):
        return "the description of its tables is damaged"
    return str(error.orig if isinstance(error, DBAPIError) else error)
