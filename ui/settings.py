"""What the window remembers from one run to the next, in a small file of the user's own."""

from __future__ import annotations

import datetime as dt
import os
from pathlib import Path
from typing import NamedTuple

from PySide6.QtCore import QJsonDocument, QStandardPaths

MOST_RECENT = 8
"""Number of boards remembered."""


class Recent(NamedTuple):
    """A board opened before; `opened` is when, in ISO's form, '' where nobody noted it."""

    path: str
    short_name: str
    name: str
    opened: str = ""

    @property
    def opened_at(self) -> dt.datetime | None:
        """The time when it was opened last."""
        try:
            return dt.datetime.fromisoformat(self.opened)
        except ValueError:
            return None


class Settings(NamedTuple):
    """The remembered choices; `boards` has the latest first."""

    boards: tuple[Recent, ...] = ()
    area: str = ""
    year: int = 0
    dark: bool = False
    text_size: int = 100
    geometry: str = ""
    lock_after: int = 15
    """Minutes without a key press after which a protected board asks for its password again;
    0 for never."""
    check_spelling: bool = True
    backup_folder: str = ""
    """The folder for the backups of all boards; '' for the one in the user's data folder."""
    staying: tuple[str, ...] = ()
    """Paths of boards that stay on a network drive or in a synced folder, and nobody asks why."""

    def with_board(self, path: Path, short_name: str, name: str, at: dt.datetime) -> Settings:
        """Put a board that is open `at` this time on top of the list."""
        latest = Recent(str(path), short_name, name, at.isoformat(timespec="minutes"))
        others = self.without_board(latest.path).boards
        return self._replace(boards=(latest, *others)[:MOST_RECENT])

    def without_board(self, path: str) -> Settings:
        """Take a board off the list."""
        return self._replace(boards=tuple(board for board in self.boards if board.path != path))

    def names_of(self, path: Path) -> tuple[str, str] | None:
        """Give a remembered board's short name and name."""
        known = (board for board in self.boards if board.path == str(path))
        return next(((board.short_name, board.name) for board in known), None)


def settings_path() -> Path:
    """Give the file that the settings are kept in.

    Asked of Qt, which is there at start-up and names the same folder as platformdirs.
    """
    folder = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.GenericConfigLocation)
    return Path(folder) / "MSCB Desktop" / "window.json"


def read_settings(path: Path) -> Settings:
    """Read the settings; what is missing, damaged or of another kind keeps its default."""
    try:
        # Qt reads JSON too, and is there at start-up already.
        found = QJsonDocument.fromJson(path.read_bytes()).toVariant()
    except OSError:
        return Settings()
    if not isinstance(found, dict):
        return Settings()
    plain = Settings()
    known = {
        name: found[name]
        for name, value in plain._asdict().items()
        if not isinstance(value, tuple) and type(found.get(name)) is type(value)
    }
    staying = found.get("staying")
    known["staying"] = tuple(map(str, staying)) if isinstance(staying, list) else ()
    return Settings(boards=_boards(found.get("boards")), **known)


def write_settings(path: Path, settings: Settings) -> bool:
    """Write the settings beside and rename them into place; False where the disk refuses.

    Forgetting a window's place is no reason to trouble anybody.
    """
    beside = path.with_name(f"{path.name}.{os.getpid()}")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        held = settings._asdict()
        held |= {"boards": [list(board) for board in settings.boards]}
        held |= {"staying": list(settings.staying)}
        beside.write_bytes(QJsonDocument(held).toJson().data())
        beside.replace(path)
    except OSError:
        return False
    return True


def _boards(found: object) -> tuple[Recent, ...]:
    if not isinstance(found, list):
        return ()
    # Earlier versions kept no time, and read no list that has one.
    return tuple(
        Recent(*board)
        for board in found[:MOST_RECENT]
        if isinstance(board, list)
        and len(board) in (3, 4)
        and all(isinstance(part, str) for part in board)
    )
