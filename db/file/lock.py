"""The lock of the one window that writes a board: held by the system, gone when the process is.

A small file beside the board is locked, never the board itself, where SQLite's own locks lie. Its
text says who has the board since when. (filelock would do the same; importing it takes a third of
the time to the first paint.)
"""

from __future__ import annotations

import datetime as dt
import json
import os
import platform
import sys
from contextlib import suppress
from pathlib import Path
from typing import BinaryIO

from db.errors import BoardError, InUse

_FAR = 1 << 30
"""Windows keeps others from reading a locked byte: this one lies behind the text."""


class WriterLock:
    """The lock on one board's lock file; `take` and `release` it, in one process at a time."""

    def __init__(self, board: Path) -> None:
        self._board = board
        self.path = board.with_name(f".{board.name}.lock")
        self._file: BinaryIO | None = None

    def take(self, who: str, at: dt.datetime) -> None:
        """Take the lock; raises InUse with who has it, BoardError where no file can be made."""
        while True:
            try:
                file = self.path.open("a+b", buffering=0)  # nothing is left to fail on closing
            except OSError as error:
                raise BoardError(
                    f"Nothing can be written beside {self._board} ({error.strerror}): it can be "
                    "opened to read. Copy it into a folder of your own to work on it.",
                    can_be_read=True,
                ) from error
            if not _lock(file):
                file.close()
                raise self._in_use()
            if _is_still_there(file, self.path):
                break
            file.close()  # whoever had it took its file away meanwhile
        facts = {"who": who, "machine": platform.node(), "since": at.isoformat(timespec="seconds")}
        self._file = file
        with suppress(OSError):  # the lock holds without its words, on a full disk say
            file.truncate(0)
            file.write(json.dumps(facts).encode())

    def release(self) -> None:
        """Give the lock up and take its file away; does nothing where it is not held."""
        file, self._file = self._file, None
        if file is None:
            return
        if sys.platform != "win32":
            with suppress(OSError):
                self.path.unlink()
            file.close()
            return
        file.close()
        with suppress(OSError):
            self.path.unlink()

    def _in_use(self) -> InUse:
        who, machine, since = self._holder()
        place = f" on {machine}" if machine and machine != platform.node() else ""
        when = f" since {since:%d/%m/%Y %H:%M}" if since else ""
        return InUse(
            f"{self._board.name} is open in another window{place}: {who or 'somebody'} has it"
            f"{when}. It can be opened to read here, or close it there first.",
            who,
            machine,
            since,
        )

    def _holder(self) -> tuple[str, str, dt.datetime | None]:
        try:
            facts = json.loads(self.path.read_bytes())
            since = dt.datetime.fromisoformat(facts["since"])
            return str(facts["who"]), str(facts["machine"]), since
        except (OSError, ValueError, KeyError, TypeError):
            return "", "", None


if sys.platform == "win32":
    import msvcrt

    def _lock(file: BinaryIO) -> bool:
        file.seek(_FAR)
        try:
            msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        file.seek(0)
        return True

    def _is_still_there(file: BinaryIO, path: Path) -> bool:
        return path.exists()

else:
    import fcntl

    def _lock(file: BinaryIO) -> bool:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        except OSError:
            return True  # a file system without locks: SQLite's own still keep the file whole
        return True

    def _is_still_there(file: BinaryIO, path: Path) -> bool:
        try:
            there = path.stat()
        except OSError:
            return False
        mine = os.fstat(file.fileno())
        return (there.st_dev, there.st_ino) == (mine.st_dev, mine.st_ino)
