"""Collect garbage in the window's thread alone."""

from __future__ import annotations

import gc

from PySide6.QtCore import QObject, QTimer

EVERY = 10_000
"""Milliseconds between two collections."""


def collect_here(owner: QObject) -> None:
    """Collect cyclic garbage from a timer of `owner`'s thread, and nowhere else.

    Python collects in whichever thread happens to make the next object. In a worker that would
    free widgets there, which ends the program without a word.
    """
    gc.disable()
    timer = QTimer(owner, interval=EVERY)
    timer.timeout.connect(gc.collect)
    timer.start()
