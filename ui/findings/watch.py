"""What the checks find on the open board, looked for again in the background after changes."""

from __future__ import annotations

import datetime as dt
import time
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from mscb_desktop import checks
from mscb_desktop.checks import Finding

if TYPE_CHECKING:
    from db.board import Board
    from ui.tasks import Progress, Tasks

_AFTER = 150
"""Milliseconds after a change in which no other came, until it is looked again."""
_REST = 3
"""How many times as long as the last look nothing must change: a look takes from typing."""


@dataclass(frozen=True, slots=True)
class _Known:
    """What each area's checks found on a day, without the reasons of those who accepted it."""

    day: dt.date | None = None
    by_area: Mapping[str, tuple[Finding, ...]] = field(default_factory=dict)


class FindingsWatch(QObject):
    """Keeps the findings of a board; an area is asked again where rows that it depends on changed.

    The checks of a very large board take a good part of a second: they run beside the window.
    """

    changed = Signal()
    """There are other findings than before, or they are known for the first time."""

    def __init__(self, board: Board, tasks: Tasks, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._board = board
        self._tasks = tasks
        self._known = _Known()
        self._found: tuple[Finding, ...] | None = None
        self._touched: set[str] = set()
        self._is_looking = self._again = False
        self._timer = QTimer(self, singleShot=True, interval=_AFTER)
        self._timer.timeout.connect(self.look)

    @property
    def found(self) -> tuple[Finding, ...] | None:
        """The findings over all years, accepted ones included; None before the first look."""
        return self._found

    def counts(self) -> Mapping[str, int]:
        """Count the findings that nobody accepted, by the area that shows them."""
        return Counter(finding.area for finding in checks.still_open(self._found or ()))

    def touch(self, touched: Iterable[tuple[str, str]]) -> None:
        """Look again soon, since rows (table, reference) changed."""
        self._touched |= {table for table, _ in touched}
        self._timer.start()

    def look(self) -> None:
        """Look now: `changed` tells where there is something else than before."""
        self._timer.stop()
        if self._is_looking:
            self._again = True
            return
        self._is_looking, self._again = True, False
        board, known = self._board, self._known
        tables, self._touched = frozenset(self._touched), set()

        def job(_: Progress) -> tuple[_Known, tuple[Finding, ...], float]:
            began = time.perf_counter()
            return *_look(board, known, tables), time.perf_counter() - began

        def failed(error: Exception) -> None:
            self._touched |= tables
            self._is_looking = False
            raise error

        self._tasks.run(job, self._on_found, failed, "Looking what needs doing", self.stop)

    def stop(self) -> None:
        """Look no more: the board is closed."""
        self._timer.stop()
        self._again = False

    def _on_found(self, result: tuple[_Known, tuple[Finding, ...], float]) -> None:
        self._known, found, seconds = result
        self._timer.setInterval(max(_AFTER, int(_REST * seconds * 1000)))
        self._is_looking = False
        if found != self._found:
            self._found = found
            self.changed.emit()
        if self._again:
            self.look()


def _look(
    board: Board, known: _Known, touched: frozenset[str]
) -> tuple[_Known, tuple[Finding, ...]]:
    """Ask the areas whose findings may be others now; runs in a worker."""
    today = board.clock().date()
    by_area = dict(known.by_area) if known.day == today else {}
    with board.reading() as connection:
        for name in checks.areas():
            area = checks.checks_of(name)
            if name not in by_area or area.tables & touched:
                by_area[name] = tuple(area.check(connection, today, None))
        every = [finding for found in by_area.values() for finding in found]
        found = tuple(checks.with_reasons(connection, every))
    return _Known(today, by_area), found
