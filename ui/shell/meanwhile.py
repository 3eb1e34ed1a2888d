"""Looks each second what commands and other windows stored in the open board meanwhile."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer

from db.board import Board
from db.errors import BoardError

_EVERY = 1_000
"""Milliseconds between two looks; one costs a query by the history's key."""


class Meanwhile(QObject):
    """Has the board tell of what others stored; a reading that fails is told once, and no more."""

    def __init__(self, board: Board, tell: Callable[[str], object], parent: QObject) -> None:
        super().__init__(parent)
        self._board = board
        self._tell = tell
        self._failed = False
        self._timer = QTimer(self, interval=_EVERY)
        self._timer.timeout.connect(self.look)
        self._timer.start()

    def look(self) -> None:
        """Have the board tell of what others stored up to now."""
        try:
            self._board.catch_up()
        except BoardError as error:
            if not self._failed:
                self._tell(error.message)
            self._failed = True
        else:
            self._failed = False

    def stop(self) -> None:
        """Look no more: the board is being closed."""
        self._timer.stop()
