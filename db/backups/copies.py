"""Backups of a board: copies in a folder, each proved before it counts and an older one goes.

A board's backups lie in a folder of their own within the chosen one, named after the board's file
and by its place on the disk, so that boards of one name keep apart. Their names tell the board and
the moment: 'Merton 2026-11-24 19.30.05.mscb', in local time. A copy of a damaged board says so.
"""

from __future__ import annotations

import datetime as dt
import os
import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from hashlib import blake2b
from pathlib import Path
from typing import BinaryIO

from sqlalchemy.exc import SQLAlchemyError

from db import seals
from db.backups.thinning import thinned
from db.board import Board
from db.damage.told import Damage, in_words
from db.damage.whole import examine_file
from db.errors import BoardError, Damaged, InUse, PasswordNeeded
from db.file.connection import Access, access_to, copy_open, make_engine, schema_version
from db.file.disk import Progress, flush, flush_folder, is_damage, quiet, remove, share, trouble
from db.file.driver import sqlite
from db.file.lock import WriterLock
from db.file.password import is_protected
from db.file.raw import UNREADABLE, reason

SUFFIX = ".mscb"
_MOMENT = "%Y-%m-%d %H.%M.%S"
_DAMAGED = " damaged"
_NAME = re.compile(r".* (\d{4}-\d\d-\d\d \d\d\.\d\d\.\d\d)( damaged)?\.mscb")
_PART = ".in the making.part"
_LONGEST = 40
_COPYING = 0.2
"""Share of the work that is copying; the rest is proving."""

_NEVER_CLOSED: list[BinaryIO] = []
"""Open boards read past SQLite. Closing such a file would give up, with it, every lock that SQLite
holds on the board for this process: so POSIX has it."""


@dataclass(frozen=True, slots=True)
class Backup:
    """One backup: its file, the local moment in its name, its size in bytes.

    `was_whole` says whether it was proved whole when it was made. What became of it since is
    known once it is opened: `verify`.
    """

    path: Path
    at: dt.datetime
    size: int
    was_whole: bool


def folder_of(folder: Path, board: Path) -> Path:
    """Give the folder of one board's backups within the chosen one; it need not be there."""
    whole = os.path.normcase(board.absolute().resolve())
    mark = blake2b(whole.encode("utf-8", "surrogatepass"), digest_size=4).hexdigest()
    return folder / f"{_stem(board)} {mark}"


def moment_of(path: Path) -> dt.datetime | None:
    """Read the moment from the name of a backup; None where the name tells none."""
    found = _NAME.fullmatch(path.name)
    if found is None:
        return None
    try:
        return dt.datetime.strptime(found[1], _MOMENT)
    except ValueError:
        return None


def list_backups(folder: Path, board: Path) -> list[Backup]:
    """List a board's backups within the chosen folder, newest first, without opening any.

    Empty where the folder is not there; raises BoardError where it cannot be read.
    """
    found = []
    try:
        for path in folder_of(folder, board).iterdir():
            at = moment_of(path)
            if at is not None and path.is_file():
                whole = not path.stem.endswith(_DAMAGED)
                found.append(Backup(path, at, path.stat().st_size, whole))
    except FileNotFoundError:
        return []
    except OSError as error:
        raise BoardError(f"The backups in {folder} cannot be listed ({error.strerror}).") from error
    return sorted(found, key=lambda backup: backup.at, reverse=True)


def make_backup(board: Board, folder: Path, *, progress: Progress = quiet) -> Backup:
    """Copy an open board into the chosen folder, prove the copy, then thin the older ones.

    The copy is proved against its own seals and against the board's at the moment of copying; it
    has the board's password. A damaged board is copied under a name that says so, and no older
    backup goes. `folder` must be there. Raises BoardError with what to do where the copy cannot
    be written or is not what was copied; whatever is raised, `progress` included, leaves every
    older backup and no part of a new one.
    """
    place = folder_of(folder, board.path)
    part = place / _PART
    with _held(folder, place, board):
        try:
            remove(part)  # what a killed process may have left
            at = _free_moment(place, board)
            whole = _copy_and_prove(board, part, progress)
            kept = place / f"{_stem(board.path)} {at:{_MOMENT}}{'' if whole else _DAMAGED}{SUFFIX}"
            _put(part, kept)
            made = Backup(kept, at, kept.stat().st_size, whole)
        except (OSError, SQLAlchemyError, sqlite.Error) as error:
            raise trouble(error, folder, f"No backup of {board.path.name} was made") from error
        finally:
            with suppress(OSError):
                remove(part)
        if whole:
            _thin(folder, board.path, max(at, board.clock()))
    return made


def verify(
    path: Path,
    access: Access,
    expected: dict[str, int] | None = None,
    *,
    progress: Progress = quiet,
) -> list[Damage]:
    """Prove a closed file whole, and where sums are `expected`, that it holds just that.

    Gives what is wrong, [] for nothing.
    """
    damages = examine_file(path, access, progress)
    if not damages and expected is not None and totals_of(path, access) != expected:
        return [Damage("The copy does not hold what the board held.")]
    return damages


def totals_of(path: Path, access: Access) -> dict[str, int]:
    """Read the sums of a closed file, as `seals.totals` does; raises what UNREADABLE names."""
    engine = make_engine(path, Access(access.key, reads_only=True))
    try:
        with engine.connect() as connection:
            return seals.totals(connection)
    finally:
        engine.dispose()


def access_of(path: Path, of_board: Access, password: str | None = None) -> Access:
    """Give the access that opens a backup: the board's own, or by the password it had then.

    Raises PasswordNeeded where neither opens it, Damaged where it is cut.
    """
    if not is_protected(path) or password is not None or of_board.key is None:
        return access_to(path, password, reads_only=True)
    own = Access(of_board.key, reads_only=True)
    try:
        schema_version(path, own)
    except sqlite.Error as error:
        if "malformed" in reason(error):
            raise Damaged(
                f"{path.name} is damaged and cannot be read to its end. Choose another backup."
            ) from error
        raise PasswordNeeded(
            f"{path.name} has another password than the board has now: type the one it had then.",
            was_wrong=False,
        ) from error
    return own


def _stem(board: Path) -> str:
    return board.stem[:_LONGEST].rstrip(" .")


def _free_moment(place: Path, board: Board) -> dt.datetime:
    """Give this second, or the next that no backup has: names are unique and sort by time."""
    there = {moment_of(path) for path in place.iterdir()}
    at = board.clock().replace(microsecond=0)
    while at in there:
        at += dt.timedelta(seconds=1)
    return at


@contextmanager
def _held(folder: Path, place: Path, board: Board) -> Iterator[None]:
    """Have the board's folder to oneself: two who thin at once could thin too much."""
    if not folder.is_dir():
        raise BoardError(
            f"No backup of {board.path.name} was made: there is no folder {folder}. Put the stick "
            "or disk in, or choose another folder for the backups."
        )
    lock = WriterLock(place / "backups")
    try:
        place.mkdir(exist_ok=True)
        lock.take(board.who, board.clock())
    except InUse as error:
        raise BoardError(
            f"Another backup of {board.path.name} is being made at this moment. Wait for its end."
        ) from error
    except (OSError, BoardError) as error:
        cause = error.__cause__ if isinstance(error.__cause__, OSError) else error
        raise trouble(cause, folder, f"No backup of {board.path.name} was made") from error
    try:
        yield
    finally:
        lock.release()


def _copy_and_prove(board: Board, part: Path, progress: Progress) -> bool:
    """Write the copy; tell whether it is whole. Raises BoardError where only the copy is not."""
    proving = share(progress, _COPYING, 1.0)
    try:
        expected = _copy(board, part, share(progress, 0.0, _COPYING))
        flush(part)
        damages = verify(part, board.access, expected, progress=proving)
    except UNREADABLE as error:
        if not is_damage(error):  # a full disk, say
            raise
        damages = [Damage(f"{reason(error)}.")]
    if not damages:
        return True
    if not examine_file(board.path, board.access, proving):
        raise BoardError(
            f"No backup of {board.path.name} was made: what was written in "
            f"{part.parent.parent} cannot be read back as it was written "
            f"({in_words(damages)}) The disk may be failing: choose another folder for the "
            "backups."
        )
    _copy_bytes(board.path, part)
    return False


def _copy(board: Board, part: Path, progress: Progress) -> dict[str, int]:
    """Copy the board as it is at one moment, and give its seals then."""
    with board.reading() as connection:
        expected = seals.totals(connection)
        raw = connection.connection.driver_connection
        assert isinstance(raw, sqlite.Connection)
        copy_open(raw, part, board.access, progress)
        return expected


def _copy_bytes(board: Path, part: Path) -> None:
    """Copy a damaged board with its log as it is: SQLite would copy only what it can read."""
    remove(part)
    for end in ("", "-wal"):
        file = board.with_name(board.name + end)
        if file.exists() and file.stat().st_size:
            copy = part.with_name(part.name + end)
            source = file.open("rb")
            with copy.open("wb") as target:
                shutil.copyfileobj(source, target)
            flush(copy)
            if os.name == "posix" and not end:
                _NEVER_CLOSED.append(source)
            else:
                source.close()


def _put(part: Path, kept: Path) -> None:
    log = part.with_name(f"{part.name}-wal")
    if log.exists():
        log.replace(kept.with_name(f"{kept.name}-wal"))
    part.replace(kept)
    flush_folder(kept.parent)


def _thin(folder: Path, board: Path, now: dt.datetime) -> None:
    """Take away the backups that are no longer wanted; one that is open stays till next time."""
    there = list_backups(folder, board)
    for whole in (True, False):
        gone = thinned([backup.at for backup in there if backup.was_whole == whole], now)
        for backup in there:
            if backup.was_whole == whole and backup.at in gone:
                with suppress(OSError):
                    remove(backup.path)
