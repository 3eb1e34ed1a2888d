"""One piece of background work at a time, whose end is always told: done, failed or stopped."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar

from PySide6.QtCore import QObject, Signal, Slot

from mscb_desktop.document.errors import Cancelled
from ui.tasks import Progress, Tasks

T = TypeVar("T")


@dataclass(slots=True)
class _Asked:
    """A job and who waits for it."""

    done: Callable[[Any], object]
    failed: Callable[[Exception], object]
    stopped: Callable[[], object]
    wanted: bool = True
    is_stopped: bool = False
    result: Any = None
    error: Exception | None = None


class Work(QObject):
    """Runs jobs for a page, which learns also that one was stopped in the status bar.

    Work that was done before it could be stopped is told as done.
    """

    progressed = Signal(int, int)
    _ended = Signal(object)

    def __init__(self, tasks: Tasks, parent: QObject) -> None:
        super().__init__(parent)
        self._tasks = tasks
        self._asked: _Asked | None = None
        self._ended.connect(self._on_ended)

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
        asked = _Asked(done, failed, stopped)
        self._asked = asked

        def report(at: int, total: int) -> None:
            if not asked.wanted:
                raise Cancelled
            self.progressed.emit(at, total)

        def work(progress: Progress) -> None:
            def report_to_both(at: int, total: int) -> None:
                progress(at, total)
                report(at, total)

            try:
                asked.result = job(report_to_both)
            except Cancelled:
                asked.is_stopped = True
            except Exception as error:  # noqa: BLE001 - an edge: carried to the window's thread
                asked.error = error
            self._ended.emit(asked)

        self._tasks.run(work, _nothing, _nothing, title)

    def stop(self) -> None:
        """Stop the job at its next report of progress; its end is told."""
        if self._asked is not None:
            self._asked.wanted = False

    def give_up(self) -> None:
        """Stop the job, and tell nothing of it."""
        self.stop()
        self._asked = None

    # Told from the worker: only a QObject's slots are called in the window's thread.
    @Slot(object)
    def _on_ended(self, asked: _Asked) -> None:
        if asked is not self._asked:
            return
        self._asked = None
        if asked.is_stopped:
            asked.stopped()
        elif asked.error is not None:
            asked.failed(asked.error)
        else:
            asked.done(asked.result)


def _nothing(_: object) -> None:
    return None
