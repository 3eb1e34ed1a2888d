"""Put a password on a board, change it, or take it off: a new file, proved, in the old one's place.

The file is written anew beside the board, so that being stopped at any moment leaves one of the two
whole. Copies and backups made before stay as they were.
"""

from __future__ import annotations

import datetime as dt
import os
import secrets
from contextlib import suppress
from pathlib import Path

from sqlalchemy.exc import SQLAlchemyError

from db import seals
from db.backups.restore import bring_in_log
from db.damage.told import in_words
from db.damage.whole import examine
from db.errors import BoardError
from db.file.connection import Access, access_to, checkpoint, make_engine, schema_version, unlock
from db.file.driver import sqlite
from db.file.lock import WriterLock
from db.file.password import FEWEST_LETTERS, new_key


def change_password(
    path: Path, old: str | None, new: str | None, *, who: str, at: dt.datetime
) -> None:
    """Protect a closed board by the password `new`, by none where that is None.

    Raises PasswordNeeded where `old` is wrong, InUse where a window has the board, BoardError
    where the board is damaged, the new password too short, or the folder cannot be written; the
    board is as it was then.
    """
    if new is not None and len(new) < FEWEST_LETTERS:
        raise BoardError(f"A password needs {FEWEST_LETTERS} letters or more: make it longer.")
    lock = WriterLock(path)
    lock.take(who, at)
    try:
        access = access_to(path, old)
        target = Access(None if new is None else new_key(new))
        _write_anew(path, access, target)
    finally:
        lock.release()


def _write_anew(path: Path, access: Access, target: Access) -> None:
    beside = path.with_name(f".{secrets.token_hex(8)}.part")
    version = schema_version(path, access)
    try:
        before = _totals(path, access)
        if not bring_in_log(path, access):
            raise BoardError(f"{path.name} cannot be read to its end. Put back a backup first.")
        _export(path, access, beside, target, version)
        if _totals(beside, target) != before:
            raise BoardError(f"{path.name} could not be copied whole. Nothing was changed.")
        with beside.open("rb+") as file:
            os.fsync(file.fileno())
        beside.replace(path)
    except (OSError, SQLAlchemyError, sqlite.Error) as error:
        raise BoardError(
            f"The password of {path.name} could not be changed. It is as it was. Look whether the "
            "disk is full or the folder can only be read, and try again."
        ) from error
    finally:
        for rest in ("", "-journal", "-wal", "-shm"):
            with suppress(OSError):
                beside.with_name(beside.name + rest).unlink(missing_ok=True)


def _totals(path: Path, access: Access) -> dict[str, int]:
    """Prove a file whole and give its seals; leaves it as one file, without a log beside it."""
    engine = make_engine(path, access)
    try:
        with engine.connect() as connection, connection.begin():
            damages = examine(connection)
            totals = seals.totals(connection)
    finally:
        checkpoint(engine)
    if damages:
        raise BoardError(f"{path.name} is damaged: {in_words(damages)} Put back a backup first.")
    return totals


def _export(path: Path, access: Access, beside: Path, target: Access, version: int) -> None:
    connection = sqlite.connect(path, isolation_level=None)
    try:
        if access.key is not None:
            unlock(connection, access.key)
        words = "" if target.key is None else f"x'{target.key.words}'"
        connection.execute("ATTACH DATABASE ? AS new KEY ?", (str(beside), words))
        connection.execute("SELECT sqlcipher_export('new')")
        connection.execute(f"PRAGMA new.user_version={version}")
        found = connection.execute("PRAGMA main.application_id").fetchone()[0]
        connection.execute(f"PRAGMA new.application_id={found}")
        connection.execute("DETACH DATABASE new")
    finally:
        connection.close()
