"""One piece of long work at a time, which its page can stop, and whose end is always told."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar

from PySide6.QtCore import QObject, Signal

from mscb_desktop.document.errors import Cancelled
from ui.tasks import Progress, Tasks

T = TypeVar("T")


@dataclass(slots=True, eq=False)
class _Asked:
    """A job that was asked for, and whether it is still wanted."""

    wanted: bool = True


class Work(QObject):
    """Runs the jobs of a page one after another.

    A job that came to its end before it could be stopped is told as done: what it stored is
    stored.
    """

    progressed = Signal(int, int)

    def __init__(self, tasks: Tasks, parent: QObject) -> None:
        super().__init__(parent)
        self._tasks = tasks
        self._asked: _Asked | None = None

    @property
    def under_way(self) -> bool:
        """Whether a job runs whose end was not told yet."""
        return self._asked is not None

    def run(
        self,
        job: Callable[[Progress], T],
        done: Callable[[T], object],
        failed: Callable[[Exception], object],
        stopped: Callable[[], object],
        title: str,
    ) -> None:
        """Do `job` in place of one that runs, of which nothing is told any more."""
        self.give_up()
        asked = _Asked()
        self._asked = asked
        results: list[T] = []

        def work(progress: Progress) -> None:
            def report(at: int, total: int) -> None:
                if not asked.wanted:
                    raise Cancelled
                progress(at, total)
                self.progressed.emit(at, total)

            results.append(job(report))

        def is_over() -> bool:
            if asked is not self._asked:
                return False
            self._asked = None
            return True

        def on_done(_: object = None) -> None:
            if is_over():
                done(results[0])

        def on_failed(error: Exception) -> None:
            if is_over():
                failed(error)

        def on_stopped() -> None:
            if results:
                on_done()
            elif is_over():
                stopped()

        self._tasks.run(work, on_done, on_failed, title, on_stopped)

    def stop(self) -> None:
        """Stop the job at its next report of progress; its end is told."""
        if self._asked is not None:
            self._asked.wanted = False

    def give_up(self) -> None:
        """Stop the job, and tell nothing of it."""
        self.stop()
        self._asked = None
