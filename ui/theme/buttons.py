"""Buttons with an icon and a word, all of one look."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QPushButton

from ui.theme.icons import set_icon


class _Button(QPushButton):
    """A button that Enter presses as Space does, in a page as in a dialog."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Press by Enter too."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        else:
            super().keyPressEvent(event)


def button(
    words: str, icon: str | None, pressed: Callable[[], object], *, primary: bool = False
) -> QPushButton:
    """Make an outlined button, filled with the accent where it is the page's `primary` one."""
    made = _Button(words)
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
    made = _Button(words)
    made.setAutoDefault(False)
    made.setProperty("kind", "link")
    made.setCursor(Qt.CursorShape.PointingHandCursor)
    made.clicked.connect(lambda: pressed())
    return made


def only_where_written(made: QPushButton, read_only: str | None) -> None:
    """Let a button that changes the board stand still where the board is open to read, and why."""
    if read_only is not None:
        made.setEnabled(False)
        made.setToolTip(read_only)
