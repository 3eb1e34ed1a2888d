"""The frame of the window: what is painted at first, before any board, with nothing but Qt."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QByteArray, QTimer, Signal
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QMainWindow, QScrollArea, QVBoxLayout, QWidget

from ui.areas.find import areas
from ui.settings import Settings
from ui.shell.navigation import Navigation
from ui.shell.stack import Stack
from ui.shell.status_bar import StatusBar
from ui.shell.top_bar import TopBar
from ui.theme.numbers import NO_FOCUS

SIZE = (1440, 900)
"""Width and height in pixels before the user chooses others."""


class Frame(QMainWindow):
    """Areas, bar on top, one page, status, laid out as the settings have it; it knows no board.

    `store` is given the settings whenever they change.
    """

    painted = Signal()
    """The window stands on the screen for the first time: what takes time may begin."""

    def __init__(self, settings: Settings, store: Callable[[Settings], object]) -> None:
        super().__init__()
        self.settings = settings
        self._store = store
        self._is_painted = False
        self.setWindowTitle("MSCB Desktop")
        self.navigation = Navigation(areas())
        self.top_bar = TopBar()
        self.stack = Stack()
        self.status = StatusBar()
        self._lay_out()
        self.resize(*SIZE)
        if settings.geometry:
            self.restoreGeometry(QByteArray.fromBase64(settings.geometry.encode()))

    def remember(self, settings: Settings) -> None:
        """Keep the settings for the next run."""
        if settings != self.settings:
            self.settings = settings
            self._store(settings)

    def remember_place(self) -> None:
        """Keep where the window stands, and its size, for the next run."""
        geometry = bytes(self.saveGeometry().toBase64().data()).decode()
        self.remember(self.settings._replace(geometry=geometry))

    def expect_board(self, path: Path) -> None:
        """Look like the board at `path` while it is being opened."""
        names = self.settings.names_of(path) or (path.stem, "")
        self.navigation.show_board(*names)
        self.navigation.show_area(self.settings.area)
        if self.settings.year:
            label = f"{self.settings.year}-{(self.settings.year + 1) % 100:02}"
            self.top_bar.show_years((), 0, label)
        self.status.say("Opening…")

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint; tell of the first time once it is on the screen."""
        super().paintEvent(event)
        if not self._is_painted:
            self._is_painted = True
            QTimer.singleShot(0, self.painted.emit)

    def insert_message(self, message: QWidget) -> None:
        """Put the strip of messages between the bar on top and the page."""
        self._right.insertWidget(2, message)

    def _lay_out(self) -> None:
        self._right = right = QVBoxLayout()
        right.setContentsMargins(0, 0, 0, 0)
        right.setSpacing(0)
        for part in (self.top_bar, _line()):
            right.addWidget(part)
        # A page that needs more room than the screen has is scrolled, and never widens the window.
        holder = QScrollArea()
        holder.setProperty("focusPolicy", NO_FOCUS)
        holder.setWidgetResizable(True)
        holder.setFrameShape(QFrame.Shape.NoFrame)
        holder.setWidget(self.stack)
        right.addWidget(holder, 1)
        for part in (_line(), self.status):
            right.addWidget(part)
        centre = QWidget()
        layout = QHBoxLayout(centre)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.navigation)
        layout.addLayout(right, 1)
        self.setCentralWidget(centre)


def _line() -> QFrame:
    line = QFrame()
    line.setProperty("kind", "line")
    line.setFixedHeight(1)
    return line
