"""What the window remembers from one run to the next, in a small file of the user's own."""

from __future__ import annotations

import json
import os
from dataclasses import asdict, dataclass, fields, replace
from pathlib import Path

from PySide6.QtCore import QStandardPaths

MOST_RECENT = 8
"""Number of boards remembered."""


@dataclass(frozen=True, slots=True)
class Settings:
    """The remembered choices; `boards` has the latest first, as (path, short name, name)."""

    boards: tuple[tuple[str, str, str], ...] = ()
    area: str = ""
    year: int = 0
    dark: bool = False
    text_size: int = 100
    geometry: str = ""

    def with_board(self, path: Path, short_name: str, name: str) -> Settings:
        """Put a board on top of the list."""
        others = tuple(board for board in self.boards if board[0] != str(path))
        kept = ((str(path), short_name, name), *others)[:MOST_RECENT]
        return replace(self, boards=kept)

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
        found = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return Settings()
    if not isinstance(found, dict):
        return Settings()
    plain = Settings()
    known = {
        field.name: found[field.name]
        for field in fields(Settings)
        if field.name != "boards"
        and type(found.get(field.name)) is type(getattr(plain, field.name))
    }
    return Settings(boards=_boards(found.get("boards")), **known)


def write_settings(path: Path, settings: Settings) -> bool:
    """Write the settings beside and rename them into place; False where the disk refuses.

    Forgetting a window's place is no reason to trouble anybody.
    """
    beside = path.with_name(f"{path.name}.{os.getpid()}")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        beside.write_text(json.dumps(asdict(settings), indent=1), encoding="utf-8")
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
