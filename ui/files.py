"""Files and folders as the window shows them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices

_BREAK = "\u200b"
"""Lets a long path wrap after each folder."""


def size_of(count: int) -> str:
    """Say how many bytes a file has."""
    if count < 1_000_000:
        return f"{max(1, round(count / 1000)):,} kB"
    return f"{count / 1_000_000:,.1f} MB"


def breakable(path: str) -> str:
    """Let a path wrap after its folders and words."""
    for sign in "/\\_":
        path = path.replace(sign, sign + _BREAK)
    return path


def open_folder(folder: Path, say: Callable[[str], object]) -> None:
    """Open a folder in the system's file manager; `say` where it is where that fails."""
    if not QDesktopServices.openUrl(QUrl.fromLocalFile(str(folder))):
        say(f"The folder could not be opened: look for {folder}.")
