"""Files of boards written to last: flushed to the disk, removed with what SQLite puts beside them.

Also how long work on a file tells how far it is, and what went wrong with a folder in words.
"""

from __future__ import annotations

import errno
import os
import secrets
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from sqlalchemy.exc import DBAPIError

from db.errors import BoardError
from db.file.driver import sqlite
from db.file.raw import reason

Progress = Callable[[int, int], None]
"""Called with (done, total); what it raises ends the work."""

BESIDE = ("-wal", "-shm", "-journal")
"""What SQLite puts beside a file while it is open, by the ends of their names."""


def quiet(_done: int, _total: int) -> None:
    """Be told of progress, and do nothing."""


def share(progress: Progress, start: float, end: float) -> Progress:
    """Give the progress of a part of the work, told in thousandths of the whole."""

    def tell(done: int, total: int) -> None:
        part = min(done / total, 1.0) if total else 1.0
        progress(round(1000 * (start + (end - start) * part)), 1000)

    return tell


def is_damage(error: Exception) -> bool:
    """Tell whether SQLite says that what it reads is damaged, not that it cannot write.

    By its words: copying gives no code.
    """
    words = reason(error)
    return any(part in words for part in ("malformed", "not a database", "is damaged"))


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
    cause = error.orig if isinstance(error, DBAPIError) else error
    code = getattr(cause, "sqlite_errorcode", 0) & 0xFF
    number = getattr(cause, "errno", None)
    try:
        is_there = folder.is_dir()
    except OSError:
        is_there = False
    if not is_there:
        return BoardError(
            f"{what}: the folder {folder} is gone. Put the stick or disk back in, or choose "
            "another folder."
        )
    is_full = code == sqlite.SQLITE_FULL or "disk is full" in str(cause)  # backup() has no code
    if is_full or number in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG):
        return BoardError(
            f"{what}: there is no room left in {folder}. Free some space there, or choose another "
            "folder."
        )
    is_barred = isinstance(cause, (PermissionError, NotADirectoryError, FileExistsError))
    if is_barred or number == errno.EROFS or code in _NOT_ALLOWED:
        return BoardError(
            f"{what}: nothing may be written in {folder}. Choose another folder, or ask whoever "
            "looks after it."
        )
    words = getattr(cause, "strerror", None) or str(cause) or type(cause).__name__
    return BoardError(
        f"{what}: writing in {folder} failed ({words}). Look whether its disk is full or failing, "
        "or choose another folder."
    )


def must_have_room(folder: Path, error: DBAPIError, what: str) -> None:
    """Raise BoardError where SQLite failed since a small file cannot be written in `folder`.

    A board needs two beside it while it is open; SQLite says the same words for want of room as
    for a disk that cannot be read. `what` was not done.
    """
    if getattr(error.orig, "sqlite_errorcode", 0) & 0xFF not in _MAY_BE_ROOM:
        return
    probe = folder / f".{secrets.token_hex(8)}.part"
    try:
        try:
            probe.write_bytes(bytes(_PROBE))
        finally:
            with suppress(OSError):
                probe.unlink()
    except OSError as barred:
        raise trouble(barred, folder, what) from error


_PROBE = 64 * 1024
_MAY_BE_ROOM = (sqlite.SQLITE_FULL, sqlite.SQLITE_IOERR, sqlite.SQLITE_CANTOPEN)
_NOT_ALLOWED = (sqlite.SQLITE_READONLY, sqlite.SQLITE_CANTOPEN)
