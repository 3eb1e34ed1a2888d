"""A damaged board: examined, read from a copy, brought back from a backup and what came after."""

from __future__ import annotations

import datetime as dt
import tempfile
from dataclasses import dataclass
from pathlib import Path

from db.backups.copies import Backup, access_of, list_backups, verify
from db.backups.restore import Restored, in_words, restore
from db.board import Board, Clock
from db.damage.recover import Recovery, plan_recovery, recover
from db.damage.salvage import salvage
from db.damage.told import Damage
from db.damage.whole import examine_file
from db.errors import BoardError, PasswordNeeded
from db.file.connection import PLAIN, Access
from db.file.disk import Progress, quiet
from db.file.password import is_protected, key_of
from mscb_desktop.boards import SUFFIX, open_board, user_name

READ_ONLY = (
    "this board is damaged, and what could be read of it is shown. Put a backup in its place to "
    "go on."
)
"""Why nothing can be changed in the copy of a damaged board."""


@dataclass(frozen=True, slots=True)
class Readable:
    """A damaged board opened to read: a copy of what it holds, and what of it is lost."""

    board: Board
    lost: tuple[Damage, ...]


def examine_board(path: Path, access: Access, progress: Progress | None = None) -> list[Damage]:
    """Prove an open or closed board whole, in any thread; [] where it is.

    `progress` is told (rows read, rows there) and may raise to stop. `access` is the board's own.
    """
    return examine_file(path, access, progress)


def open_readable(
    path: Path,
    folder: Path,
    *,
    password: str | None = None,
    clock: Clock | None = None,
    who: str | None = None,
    progress: Progress = quiet,
) -> Readable:
    """Open what can be read of a damaged board, from a copy made in `folder`; it stays as it is.

    The caller closes the board and removes the folder. Raises BoardError where nothing can be
    read, PasswordNeeded where its password is missing or wrong.
    """
    copy = folder / f"{path.stem} as far as it can be read{SUFFIX}"
    salvaged = salvage(path, copy, password, progress=progress)
    board = open_board(copy, clock=clock, who=who, password=password, read_only=READ_ONLY)
    return Readable(board, tuple(salvaged.lost))


def newest_good_backup(path: Path, folder: Path, password: str | None = None) -> Backup | None:
    """Find the newest of a board's backups in the chosen folder that proves whole; None for none.

    A backup whose password is another one is passed over.
    """
    access = _access(path, password)
    for backup in list_backups(folder, path):
        if not backup.was_whole:
            continue
        try:
            if not verify(backup.path, access_of(backup.path, access, password)):
                return backup
        except PasswordNeeded:
            continue
        except BoardError:
            continue
    return None


def plan(path: Path, backup: Path, password: str | None = None) -> Recovery:
    """Say what a backup and the intact history since would bring; nothing is changed."""
    return plan_recovery(path, backup, password)


def bring_back(
    path: Path,
    backup: Path,
    *,
    password: str | None = None,
    clock: Clock = dt.datetime.now,
    who: str | None = None,
    progress: Progress | None = None,
) -> tuple[Restored, Recovery]:
    """Put a backup with the intact history since in a damaged board's place.

    The damaged file stays beside it under a name that tells the moment. Raises BoardError where
    it cannot be done, InUse where a window has the board; then the damaged file is in its place.
    """
    with _workshop(path) as folder:
        whole = Path(folder) / f"{backup.stem} and what came after{SUFFIX}"
        done = recover(path, backup, whole, password, progress=progress)
        since = "one change" if done.since == 1 else f"{done.since:,} changes"
        what = f"Brought back from {in_words(backup)} and {since} since"
        put = put_back(path, whole, password=password, clock=clock, who=who, what=what)
        return put, done


def go_on_with_copy(
    path: Path,
    *,
    password: str | None = None,
    clock: Clock = dt.datetime.now,
    who: str | None = None,
    progress: Progress = quiet,
) -> tuple[Restored, tuple[Damage, ...]]:
    """Put what can be read in a damaged board's place, where there is no backup; see `bring_back`.

    Gives also what was lost.
    """
    with _workshop(path) as folder:
        copy = Path(folder) / f"{path.stem} as far as it could be read{SUFFIX}"
        salvaged = salvage(path, copy, password, progress=progress)
        what = "Gone on with what could be read of a damaged file"
        restored = put_back(path, copy, password=password, clock=clock, who=who, what=what)
        return restored, tuple(salvaged.lost)


def put_back(
    path: Path,
    backup: Path,
    *,
    password: str | None = None,
    clock: Clock = dt.datetime.now,
    who: str | None = None,
    progress: Progress = quiet,
    what: str = "",
) -> Restored:
    """Put a backup by itself in a damaged board's place, where nothing can follow it.

    `what` is what the history calls it.
    """
    access = _access(path, password)
    return restore(
        path,
        backup,
        clock=clock,
        who=who or user_name(),
        password=password,
        access=access,
        progress=progress,
        what=what,
    )


def _access(path: Path, password: str | None) -> Access:
    """Give how the damaged file is opened, as far as it lets itself be."""
    return Access(key_of(path, password)) if password and is_protected(path) else PLAIN


def _workshop(path: Path) -> tempfile.TemporaryDirectory[str]:
    """Make a folder beside the board: on the same disk, with the same people let in."""
    try:
        return tempfile.TemporaryDirectory(
            prefix=".mscb-", dir=path.parent, ignore_cleanup_errors=True
        )
    except OSError as error:
        raise BoardError(
            f"Nothing may be written in {path.parent} ({error.strerror}). Copy the board into a "
            "folder of your own and try again there."
        ) from error
