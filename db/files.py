"""Files of boards written to last: flushed to the disk, removed with what SQLite puts beside them.

Also how long work on a file tells how far it is, and what went wrong with a folder in words.
"""

from __future__ import annotations

import errno
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from sqlalchemy import Connection
from sqlalchemy.exc import DBAPIError

from db.driver import sqlite
from db.errors import BoardError

Progress = Callable[[int, int], object]
"""Told (done, total); what it raises stops the work."""

BESIDE = ("-wal", "-shm", "-journal")
"""What SQLite puts beside a file while it is open, by the ends of their names."""

_STEPS = 5_000
"""Steps of SQLite's machine between two reports of progress."""

_BYTES_A_STEP = 3.6
"""Bytes of a board that one step of proving it comes to; measured, and only for the bar."""


def quiet(_done: int, _total: int) -> None:
    """Be told of progress, and do nothing."""


def share(progress: Progress, start: float, end: float) -> Progress:
    """Give the progress of a part of the work, told in thousandths of the whole."""

    def tell(done: int, total: int) -> None:
        part = min(done / total, 1.0) if total else 1.0
        progress(round(1000 * (start + (end - start) * part)), 1000)

    return tell


@contextmanager
def telling(connection: Connection, path: Path, progress: Progress) -> Iterator[None]:
    """Report progress while queries read a whole file; what `progress` raises stops them.

    How much there is to do is guessed by the file's size.
    """
    raw = connection.connection.driver_connection
    assert isinstance(raw, sqlite.Connection)
    total = max(1, round(path.stat().st_size / _BYTES_A_STEP / _STEPS))
    done = 0
    stopped: list[BaseException] = []

    def step() -> int:
        nonlocal done
        done += 1
        try:
            progress(min(done, total), total)
        except BaseException as error:  # noqa: BLE001 - raised again below, past SQLite
            stopped.append(error)
            return 1
        return 0

    raw.set_progress_handler(step, _STEPS)
    try:
        yield
    finally:
        raw.set_progress_handler(None, _STEPS)
        if stopped:
            raise stopped[0]


def flush(path: Path) -> None:
    """Make sure that a file's bytes are on the disk."""
    with path.open("rb+") as file:
        os.fsync(file.fileno())


def flush_folder(folder: Path) -> None:
    """Make sure that the names in a folder are on the disk, where the system knows how."""
    with suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def remove(path: Path) -> None:
    """Remove a closed board file with what lies beside it; does nothing where there is none."""
    for end in (*BESIDE, ""):
        path.with_name(path.name + end).unlink(missing_ok=True)


def trouble(error: Exception, folder: Path, what: str) -> BoardError:
    """Say why a file in `folder` could not be written and what to do; `what` was not done."""
    reason = error.orig if isinstance(error, DBAPIError) else error
    code = getattr(reason, "sqlite_errorcode", 0) & 0xFF
    number = getattr(reason, "errno", None)
    try:
        is_there = folder.is_dir()
    except OSError:
        is_there = False
    if not is_there:
        return BoardError(
            f"{what}: the folder {folder} is gone. Put the stick or disk back in, or choose "
            "another folder."
        )
    is_full = code == sqlite.SQLITE_FULL or "disk is full" in str(reason)  # backup() has no code
    if is_full or number in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG):
        return BoardError(
            f"{what}: there is no room left in {folder}. Free some space there, or choose another "
            "folder."
        )
    if isinstance(reason, PermissionError) or number == errno.EROFS or code in _NOT_ALLOWED:
        return BoardError(
            f"{what}: nothing may be written in {folder}. Choose another folder, or ask whoever "
            "looks after it."
        )
    words = getattr(reason, "strerror", None) or str(reason) or type(reason).__name__
    return BoardError(
        f"{what}: writing in {folder} failed ({words}). Look whether its disk is full or failing, "
        "or choose another folder."
    )


_NOT_ALLOWED = (sqlite.SQLITE_READONLY, sqlite.SQLITE_CANTOPEN)
