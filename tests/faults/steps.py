"""What a person does at a window, step by step within Qt's own event loop."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication

_LONGEST = 60_000
"""Milliseconds after which a play that hangs is given up."""


def play(application: QApplication, steps: Iterator[int]) -> None:
    """Do the steps, each of which says how many milliseconds to wait until the next one.

    Raises what a step raises, and TimeoutError where the last one is not reached.
    """
    from PySide6.QtCore import QTimer

    ended: list[BaseException] = []

    def go_on() -> None:
        try:
            QTimer.singleShot(next(steps), go_on)
        except BaseException as error:  # noqa: BLE001 - raised again outside of Qt
            ended.append(error)
            application.exit()  # quitting asks the windows first, and one may say no

    application.setQuitOnLastWindowClosed(False)
    QTimer.singleShot(0, go_on)
    QTimer.singleShot(_LONGEST, application.exit)
    application.exec()
    if not ended:
        raise TimeoutError("the window did not get to the last step")
    if not isinstance(ended[0], StopIteration):
        raise ended[0]
