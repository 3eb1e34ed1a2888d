"""Put a backup in a board's place: a proved copy, renamed over it, and what was there is kept."""

from __future__ import annotations

import datetime as dt
import filecmp
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy.exc import SQLAlchemyError

from db import seals
from db.backups.copies import SUFFIX, access_of, moment_of, totals_of, verify
from db.changes import Act
from db.damage import told
from db.errors import BoardError
from db.file.connection import PLAIN, Access, checkpoint, copy_file, make_engine, schema_version
from db.file.disk import (
    BESIDE,
    Progress,
    flush,
    flush_folder,
    is_damage,
    quiet,
    remove,
    trouble,
)
from db.file.driver import sqlite
from db.file.lock import WriterLock
from db.file.log import is_cut_short
from db.file.raw import UNREADABLE, reason
from db.migrate import free_name, upgrade
from db.prepared import run_plain
from db.schema import NEWEST
from db.write import write

_MOMENT = "%Y-%m-%d %H.%M.%S"
_LOGS = ("-wal", "-journal")
_ENDS = (*_LOGS, "")


@dataclass(frozen=True, slots=True)
class Restored:
    """What was done: the board's file, what its history says of it, where the replaced file lies.

    `replaced` is None where there was none.
    """

    path: Path
    what: str
    replaced: Path | None


def restore(
    path: Path,
    backup: Path,
    *,
    clock: Callable[[], dt.datetime],
    who: str,
    password: str | None = None,
    access: Access = PLAIN,
    progress: Progress = quiet,
    what: str = "",
) -> Restored:
    """Put a backup in the place of a closed board; the replaced file stays beside it.

    No board of `path` may be open in this process. `access` is how the board itself is opened;
    it opens the backup too, unless that needs the `password` it was made under, which the board
    then has again. `what` is what the history calls it. Whatever stops this, either the old or
    the new file stands whole at `path`; what `progress` raises stops it as long as nothing is
    replaced. Raises InUse where a window has the board, PasswordNeeded where the backup has
    another password, BoardError where it is not whole or the folder cannot be written.
    """
    if not path.parent.is_dir():
        raise BoardError(f"There is no folder {path.parent} to restore {path.name} in.")
    if path.exists() and backup.exists() and path.samefile(backup):
        raise BoardError(f"{path} is the board itself: choose a backup of it.")
    lock = WriterLock(path)
    try:
        lock.take(who, clock())
    except OSError as error:
        raise trouble(error, path.parent, f"{path.name} was not restored") from error
    beside = path.with_name(f".{path.name}.restoring")
    try:
        of_backup = access_of(backup, access, password)
        shutil.rmtree(beside, ignore_errors=True)  # what a killed process may have left
        beside.mkdir()
        what = what or f"Restored from {in_words(backup)}"
        made = _Copy(beside / path.name, Access(of_backup.key))
        made.fill(backup, clock, who, what, progress)
        replaced = _exchange(path, made, access, clock())
        return Restored(path, what, replaced)
    except (OSError, SQLAlchemyError, sqlite.Error) as error:
        raise trouble(error, path.parent, f"{path.name} was not restored") from error
    finally:
        shutil.rmtree(beside, ignore_errors=True)
        lock.release()


def in_words(backup: Path) -> str:
    """Call a backup by its moment, another file by its name."""
    at = moment_of(backup)
    return f"the backup of {at:%d/%m/%Y %H:%M}" if at else f"the file '{backup.name}'"


class _Copy:
    """The copy of a backup that takes the board's place, and the sums that it holds."""

    def __init__(self, path: Path, access: Access) -> None:
        self.path = path
        self.access = access
        self.totals: dict[str, int] = {}

    def fill(
        self,
        backup: Path,
        clock: Callable[[], dt.datetime],
        who: str,
        what: str,
        progress: Progress,
    ) -> None:
        """Copy the backup, prove the copy, bring it up to date, and let its history say so."""
        schema_version(backup, self.access)
        _copy(backup, self.path, self.access)
        if (version := schema_version(self.path, self.access)) < NEWEST:
            _prove_older(backup, self.path, self.access)
            upgrade(self.path, version, access=self.access, clock=clock, who=who)
        else:
            damages = verify(self.path, self.access, progress=progress)
            if damages:
                raise _not_whole(backup, told.in_words(damages))
            if totals_of(self.path, self.access) != totals_of(backup, self.access):
                raise _not_whole(backup, "Two readings of it differ.")
        engine = make_engine(self.path, self.access)
        try:
            with engine.execution_options(writes=True).begin() as connection:
                write(connection, (), what=what, who=who, at=clock(), act=Act.BEGIN)
                self.totals = seals.totals(connection)
        finally:
            checkpoint(engine)
        flush(self.path)


def _not_whole(backup: Path, why: str) -> BoardError:
    return BoardError(
        f"{backup.name} is damaged and was not put in the board's place: {why} Choose another "
        "backup."
    )


def _copy(backup: Path, copy: Path, access: Access) -> None:
    try:
        copy_file(backup, copy, access)
    except UNREADABLE as error:
        if not is_damage(error):
            raise
        raise _not_whole(backup, f"It cannot be read to its end ({reason(error)}).") from error


def _prove_older(backup: Path, copy: Path, access: Access) -> None:
    """Let SQLite check a copy of the time before seals."""
    engine = make_engine(copy, Access(access.key, reads_only=True))
    try:
        with engine.connect() as connection:
            (words,) = run_plain(connection, "PRAGMA integrity_check(1)").fetchone()
    finally:
        engine.dispose()
    if words != "ok":
        raise _not_whole(backup, f"SQLite's check: {words}.")


def _exchange(path: Path, made: _Copy, access: Access, now: dt.datetime) -> Path | None:
    """Keep the old file under a telling name and rename the new one over it."""
    if not path.exists():
        _take_place(path, made)
        return None
    shutil.copymode(path, made.path)
    kept = _keep_old(path, made.path.parent / "kept", access)
    replaced = free_name(path.with_name(f"{path.stem} replaced {now:{_MOMENT}}{SUFFIX}"))
    for end in _ENDS:
        if (file := _beside(kept, end)).exists():
            file.replace(_beside(replaced, end))
    flush_folder(path.parent)
    try:
        with _without_log(path, made.path.parent):
            _take_place(path, made)
    except OSError:
        remove(replaced)
        raise
    return replaced


def _keep_old(path: Path, folder: Path, access: Access) -> Path:
    """Copy the old board with its log brought in; give the copy's path.

    Where the board is damaged, its log is kept along as it was found.
    """
    folder.mkdir()
    found = _copy_with_log(path, folder / "found")
    if is_cut_short(path):
        return folder / "found"
    is_one_file = bring_in_log(path, access)
    if found and (not is_one_file or verify(path, access)):
        return folder / "found"
    remove(folder / "found")
    _copy_with_log(path, folder / "one file")
    if not filecmp.cmp(path, folder / "one file", shallow=False):
        raise BoardError(
            f"{path.name} was changed at this moment by another command and was not replaced. Try "
            "again."
        )
    return folder / "one file"


def _copy_with_log(path: Path, copy: Path) -> bool:
    """Copy a file as it is with what SQLite keeps beside it; tell whether that was anything."""
    for end in _ENDS:
        file = _beside(path, end)
        if file.exists() and (not end or file.stat().st_size):
            shutil.copyfile(file, _beside(copy, end))
            flush(_beside(copy, end))
    return any(_beside(copy, end).exists() for end in _LOGS)


@contextmanager
def _without_log(path: Path, folder: Path) -> Iterator[None]:
    """Put aside what SQLite kept beside the old file: it would read that into the new one."""
    aside = folder / "aside"
    moved = [end for end in BESIDE if _beside(path, end).exists()]
    try:
        for end in moved:
            _beside(path, end).replace(_beside(aside, end))
        yield
    except OSError:
        for end in moved:
            with suppress(OSError):
                _beside(aside, end).replace(_beside(path, end))
        raise


def _take_place(path: Path, made: _Copy) -> None:
    made.path.replace(path)
    flush_folder(path.parent)
    if totals_of(path, made.access) != made.totals:
        raise BoardError(f"{path.name} does not hold what the backup held. Restore another one.")


def bring_in_log(path: Path, access: Access) -> bool:
    """Leave a board as one file; False where it cannot be opened.

    Leaving SQLite's log needs the file for oneself: who else has it open would write the log of
    the old file beside the new one. Raises BoardError then.
    """
    in_use = BoardError(
        f"{path.name} is open in another window or command. Close it there, then try again."
    )
    engine = make_engine(path, access)
    try:
        with engine.connect() as connection:
            run_plain(connection, "PRAGMA busy_timeout=1000")
            (mode,) = run_plain(connection, "PRAGMA journal_mode=DELETE").fetchone()
    except UNREADABLE as error:
        if "locked" in reason(error):
            raise in_use from error
        return False
    finally:
        engine.dispose()
    if mode != "delete":
        raise in_use
    return True


def _beside(path: Path, end: str) -> Path:
    return path.with_name(path.name + end)
