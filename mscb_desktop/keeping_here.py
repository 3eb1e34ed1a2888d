"""A board moved from a network drive or a synced folder to this computer, so that it is safe."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from db.backups.copies import folder_of, totals_of, verify
from db.backups.restore import bring_in_log
from db.damage.told import in_words
from db.errors import BoardError
from db.file.connection import Access, copy_file
from db.file.disk import Progress, flush, flush_folder, quiet, remove, trouble
from db.file.lock import WriterLock
from db.file.raw import UNREADABLE
from db.migrate import free_name
from mscb_desktop.boards import SUFFIX
from mscb_desktop.places import place_in_words


@dataclass(frozen=True, slots=True)
class Moved:
    """Where the board lies now, and what its old file is called since."""

    path: Path
    original: Path


def usual_folder() -> Path:
    """Give the folder for boards on this computer, in the user's data folder; it is not made."""
    from platformdirs import user_data_path

    return user_data_path("MSCB Desktop", appauthor=False) / "Boards"


def keep_here(
    path: Path,
    folder: Path,
    access: Access,
    *,
    clock: Callable[[], dt.datetime],
    who: str,
    backups: Path | None = None,
    progress: Progress = quiet,
) -> Moved:
    """Copy a closed board into `folder`, prove the copy, and rename the original.

    The original's new name tells that it was moved, so that nobody goes on with it. Its backups
    within the folder `backups` become those of the moved board. Raises InUse where a window has
    the board, BoardError where a command has it, where the copy is not what the board holds, or
    where a folder refuses; whatever is raised, `progress` included, leaves the original as it was
    and no copy.
    """
    lock = WriterLock(path)
    lock.take(who, clock())
    what = f"{path.name} was not moved"
    try:
        _make_folder(folder, path, what)
        target = free_name(folder / path.name)
        expected = _copy(path, target, access, what, progress)
        try:
            original = _put_aside(path, expected, access, clock().date(), what)
        except BaseException:
            with suppress(OSError):
                remove(target)
            raise
    finally:
        lock.release()
    if backups is not None:
        with suppress(OSError):  # they stay where they are
            folder_of(backups, path).rename(folder_of(backups, target))
    return Moved(target, original)


def _make_folder(folder: Path, path: Path, what: str) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise BoardError(
            f"{what}: the folder {folder} cannot be made ({error.strerror}). Choose another one."
        ) from error
    if folder.samefile(path.parent):
        raise BoardError(f"{what}: it lies in {folder} already. Choose another folder.")
    if place_in_words(folder / path.name):
        raise BoardError(
            f"{what}: {folder} lies {place_in_words(folder / path.name)} too. Choose a folder of "
            "this computer alone."
        )


def _copy(
    path: Path, target: Path, access: Access, what: str, progress: Progress
) -> dict[str, int]:
    """Write the proved copy; give the sums of what it holds."""
    part = target.with_name(f".{target.name}.part")
    key = Access(access.key)
    try:
        remove(part)  # what a killed process may have left
        _for_itself(path, key, what)
        expected = totals_of(path, key)
        copy_file(path, part, key)
        flush(part)
        damages = verify(part, key, expected, progress=progress)
        if damages:
            raise BoardError(f"{what}, since it could not be copied whole: {in_words(damages)}")
        part.replace(target)
        flush_folder(target.parent)
        return expected
    except (OSError, *UNREADABLE) as error:
        raise trouble(error, target.parent, what) from error
    finally:
        with suppress(OSError):
            remove(part)


def _put_aside(
    path: Path, expected: dict[str, int], access: Access, day: dt.date, what: str
) -> Path:
    """Rename the original, unless somebody changed it since it was copied."""
    original = free_name(path.with_name(f"{path.stem} moved to this computer {day}{SUFFIX}"))
    key = Access(access.key)
    try:
        _for_itself(path, key, what)
        path.replace(original)
        if totals_of(original, key) != expected:
            original.replace(path)
            raise BoardError(
                f"{what}: it was changed at this moment by another command. Try again."
            )
        flush_folder(path.parent)
    except (OSError, *UNREADABLE) as error:
        raise trouble(error, path.parent, what) from error
    return original


def _for_itself(path: Path, access: Access, what: str) -> None:
    """Leave the board as one file; raises BoardError where another has it open."""
    if not bring_in_log(path, access):
        raise BoardError(f"{what}: it cannot be read. Open it as a damaged board first.")
