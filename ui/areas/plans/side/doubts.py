"""What is doubtful in the actions of one plan, looked for in the background while it is shown."""

from __future__ import annotations

import datetime as dt
import time
from collections.abc import Mapping, Sequence

from PySide6.QtCore import QObject, QTimer, Signal

from mscb_desktop.checks import Finding
from ui.context import Context
from ui.tasks import Progress

_AFTER = 150
"""Milliseconds after a change in which no other came, until it is looked again."""
_REST = 3
"""How many times as long as the last look nothing must change: a look takes from typing."""


class Doubts(QObject):
    """Knows the findings of each action of a plan as on a day; empty before they are found."""

    changed = Signal()

    def __init__(self, context: Context, parent: QObject) -> None:
        super().__init__(parent)
        self._context = context
        self._about: tuple[str, dt.date] | None = None
        self._found: Mapping[str, Sequence[Finding]] = {}
        self._is_looking = self._again = self._is_seen = False
        self._timer = QTimer(self, singleShot=True, interval=_AFTER)
        self._timer.timeout.connect(self.look)

    def of(self, action: str) -> Sequence[Finding]:
        """Give what is doubtful in an action."""
        return self._found.get(action, ())

    def show_plan(self, plan: str, day: dt.date) -> None:
        """Look at a plan as on a day, where that is another than before."""
        if (plan, day) != self._about:
            self._about, self._found = (plan, day), {}
            self.touch()

    def touch(self) -> None:
        """Look again soon: something changed."""
        self._again = True
        if self._is_seen and self._about is not None:
            self._timer.start()

    def set_seen(self, seen: bool) -> None:
        """Look only while what is found can be seen."""
        self._is_seen = seen
        if not seen:
            self._timer.stop()
        elif self._again:
            self.touch()

    def look(self) -> None:
        """Look now, in the background."""
        self._timer.stop()
        if self._about is None:
            return
        if self._is_looking:
            self._again = True
            return
        self._is_looking, self._again = True, False
        board, (plan, day) = self._context.board, self._about
        about = self._about

        def job(_: Progress) -> tuple[Mapping[str, Sequence[Finding]], float]:
            from mscb_desktop.plans.rules.looking import findings_of_actions

            began = time.perf_counter()
            with board.reading() as connection:
                found = findings_of_actions(connection, plan, day, board.clock().date())
            return found, time.perf_counter() - began

        def done(result: tuple[Mapping[str, Sequence[Finding]], float]) -> None:
            self._is_looking = False
            found, seconds = result
            self._timer.setInterval(max(_AFTER, int(_REST * seconds * 1000)))
            if about == self._about and found != self._found:
                self._found = found
                self.changed.emit()
            if self._again:
                self.touch()

        def failed(error: Exception) -> None:
            self._is_looking = False
            raise error

        def stopped() -> None:
            self._is_looking = False

        self._context.tasks.run(job, done, failed, "Looking what is worth a look", stopped)
