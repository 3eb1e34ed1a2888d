"""The index of the open board: filled while nothing else happens, kept true to the board."""

from __future__ import annotations

import gc
import time
from collections.abc import Iterable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

if TYPE_CHECKING:
    from db.board import Board
    from mscb_desktop.finding import Filling

_BEGIN = 1_500
"""Milliseconds after a board was opened until its records are read, unless asked for before."""
_MANY = 5_000
"""Records from which on collecting garbage would be felt in the window."""
_MOMENT = 0.008
"""Seconds that reading on may take from an answer: small boards are read before the first one."""


class Keeper(QObject):
    """Fills the index in small steps between the window's events, so that nothing waits for it."""

    filled = Signal()
    """Every record of the board was read."""

    def __init__(self, board: Board, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._board = board
        self._filling: Filling | None = None
        self._froze = False
        self._timer = QTimer(self, interval=_BEGIN)
        self._timer.timeout.connect(self._step)
        self._timer.start()

    @property
    def filling(self) -> Filling:
        """The index and what is still to be read, begun now where it was not yet."""
        if self._filling is None:
            from mscb_desktop.finding import Filling

            self._filling = Filling(self._board)
            self._timer.start(0)
        return self._filling

    def hurry(self) -> Filling:
        """Read on for a moment, since somebody asks; give the index true to the board."""
        filling = self.filling
        until = time.perf_counter() + _MOMENT
        while not filling.is_full and time.perf_counter() < until:
            self._step()
        filling.catch_up()
        return filling

    def touch(self, touched: Iterable[tuple[str, str]]) -> None:
        """Note that rows (table, reference) changed."""
        if self._filling is not None:
            self._filling.touch(touched)
            self._timer.start(0)

    def stop(self) -> None:
        """Read no more: the board is closed."""
        self._timer.stop()
        if self._froze:
            gc.unfreeze()
            self._froze = False

    def _step(self) -> None:
        filling, was_full = self.filling, self.filling.is_full
        filling.step()
        if filling.is_full and not was_full:
            if len(filling.index) > _MANY:
                # What is frozen is not gone through at every collection of garbage.
                gc.freeze()
                self._froze = True
            self.filled.emit()
        if filling.is_done:
            self._timer.stop()
