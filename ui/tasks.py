"""Long work in the background: progress, cancelling, the result back in the window's thread."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Protocol, TypeVar

from PySide6.QtCore import QObject, QThreadPool, Signal, Slot

from mscb_desktop.document.errors import Cancelled

T = TypeVar("T")

Progress = Callable[[int, int], None]
"""Called by a job with (done, total); raises Cancelled once the work is not wanted any more."""


class Tasks(Protocol):
    """What pages ask for long work."""

    def run(
        self,
        job: Callable[[Progress], T],
        done: Callable[[T], object],
        failed: Callable[[Exception], object],
        title: str,
        stopped: Callable[[], object] = lambda: None,
    ) -> None:
        """Do `job` and call `done` with its result or `failed` with what it raised.

        A job that was cancelled calls `stopped` instead. Only frozen rows and bytes may pass
        through.
        """


class Task(QObject):
    """One job under way, for those who show its progress."""

    progressed = Signal(int, int)
    ended = Signal()

    def __init__(self, title: str, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.title = title
        self._wanted = True
        self.is_over = False

    def cancel(self) -> None:
        """Stop the job at its next report of progress; its result is thrown away."""
        self._wanted = False

    @property
    def wanted(self) -> bool:
        """Tell whether nobody has cancelled the job."""
        return self._wanted

    def report(self, done: int, total: int) -> None:
        """Take a job's progress, from any thread."""
        if not self._wanted:
            raise Cancelled
        self.progressed.emit(done, total)


class _Work(Task):
    """A task with its job: runs in a worker, is delivered where it was made."""

    def __init__(
        self,
        job: Callable[[Progress], Any],
        done: Callable[[Any], object],
        failed: Callable[[Exception], object],
        title: str,
        stopped: Callable[[], object],
        over: Callable[[], object],
        parent: QObject,
    ) -> None:
        super().__init__(title, parent)
        self._over = over
        self._job = job
        self._done = done
        self._failed = failed
        self._stopped = stopped
        self._result: Any = None
        self._error: Exception | None = None

    def work(self) -> None:
        """Do the job; the edge of the worker, where any error is caught and carried over."""
        try:
            self._result = self._job(self.report)
        except Exception as error:  # noqa: BLE001 - an edge: carried to the window's thread
            self._error = error
        self.is_over = True
        # Told by an object that stays: this one may be gone before the worker is out of here.
        self._over()

    def deliver(self) -> None:
        """Call whoever waits for how it ended."""
        if not self._wanted or isinstance(self._error, Cancelled):
            self._stopped()
        elif self._error is not None:
            self._failed(self._error)
        else:
            self._done(self._result)


class BackgroundTasks(QObject):
    """Runs jobs on a thread pool, a few at a time."""

    started = Signal(object)
    """Carries the Task."""
    _one_is_over = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._pool = QThreadPool(self)
        self._pool.setMaxThreadCount(2)
        self._one_is_over.connect(self._on_over)

    def run(
        self,
        job: Callable[[Progress], T],
        done: Callable[[T], object],
        failed: Callable[[Exception], object],
        title: str,
        stopped: Callable[[], object] = lambda: None,
    ) -> None:
        """Do `job` in a worker; see `Tasks`."""
        work = _Work(job, done, failed, title, stopped, self._one_is_over.emit, self)
        self.started.emit(work)
        self._pool.start(work.work)

    @property
    def under_way(self) -> int:
        """Number of jobs not delivered yet."""
        return len(self.findChildren(_Work))

    def stop(self) -> None:
        """Cancel every job and wait for the workers to notice."""
        for work in self.findChildren(_Work):
            work.cancel()
        self._pool.waitForDone()

    @Slot()
    def _on_over(self) -> None:
        for work in self.findChildren(_Work):
            if work.is_over:
                # Delivered once only and gone afterwards, whatever the receiver raises.
                work.setParent(None)
                work.deleteLater()
                work.ended.emit()
                work.deliver()


class ImmediateTasks:
    """Runs jobs at once in the caller's thread: the command line's and the tests' variant."""

    def run(
        self,
        job: Callable[[Progress], T],
        done: Callable[[T], object],
        failed: Callable[[Exception], object],
        title: str,
        stopped: Callable[[], object] = lambda: None,
    ) -> None:
        """Do `job` before returning; see `Tasks`."""
        try:
            result = job(Task(title).report)
        except Cancelled:
            stopped()
            return
        except Exception as error:  # noqa: BLE001 - the same edge as in a worker
            failed(error)
            return
        done(result)
