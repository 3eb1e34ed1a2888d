"""What the window remembers from one run to the next, in a small file of the user's own."""

from __future__ import annotations

import os
from pathlib import Path
from typing import NamedTuple

from PySide6.QtCore import QJsonDocument, QStandardPaths

MOST_RECENT = 8
"""Number of boards remembered."""


class Settings(NamedTuple):
    """The remembered choices; `boards` has the latest first, as (path, short name, name)."""

    boards: tuple[tuple[str, str, str], ...] = ()
    area: str = ""
    year: int = 0
    dark: bool = False
    text_size: int = 100
    geometry: str = ""
    check_spelling: bool = True

    def with_board(self, path: Path, short_name: str, name: str) -> Settings:
        """Put a board on top of the list."""
        others = tuple(board for board in self.boards if board[0] != str(path))
        kept = ((str(path), short_name, name), *others)[:MOST_RECENT]
        return self._replace(boards=kept)

    def names_of(self, path: Path) -> tuple[str, str] | None:
        """Give a remembered board's short name and name."""
        return next((board[1:] for board in self.boards if board[0] == str(path)), None)


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
        if name != "boards" and type(found.get(name)) is type(value)
    }
    return Settings(boards=_boards(found.get("boards")), **known)


def write_settings(path: Path, settings: Settings) -> bool:
    """Write the settings beside and rename them into place; False where the disk refuses.

    Forgetting a window's place is no reason to trouble anybody.
    """
    beside = path.with_name(f"{path.name}.{os.getpid()}")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        held = {**settings._asdict(), "boards": [list(board) for board in settings.boards]}
        beside.write_bytes(QJsonDocument(held).toJson().data())
        beside.replace(path)
    except OSError:
        return False
    return True


def _boards(found: object) -> tuple[tuple[str, str, str], ...]:
    if not isinstance(found, list):
        return ()
    return tuple(
        (board[0], board[1], board[2])
        for board in found[:MOST_RECENT]
        if isinstance(board, list)
        and len(board) == 3
        and all(isinstance(part, str) for part in board)
    )
