"""Buttons with an icon and a word, all of one look."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton

from ui.theme.icons import set_icon


def button(
    words: str, icon: str | None, pressed: Callable[[], object], *, primary: bool = False
) -> QPushButton:
    """Make an outlined button, filled with the accent where it is the page's `primary` one."""
    made = QPushButton(words)
    made.setAutoDefault(False)
    made.setCursor(Qt.CursorShape.PointingHandCursor)
    if primary:
        made.setProperty("kind", "primary")
    if icon:
        set_icon(made, icon, "accent_text" if primary else "text")
    made.clicked.connect(lambda: pressed())
    return made


def link(words: str, pressed: Callable[[], object]) -> QPushButton:
    """Make a button that looks like a link."""
    made = QPushButton(words)
    made.setAutoDefault(False)
    made.setProperty("kind", "link")
    made.setCursor(Qt.CursorShape.PointingHandCursor)
    made.clicked.connect(lambda: pressed())
    return made
