"""Long work runs elsewhere, reports, can be cancelled, and delivers where it was asked for."""

from __future__ import annotations

import threading
from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from mscb_desktop.document.errors import Cancelled
from ui.shell.task_strip import TaskStrip
from ui.tasks import BackgroundTasks, ImmediateTasks, Progress, Task


@pytest.fixture
def tasks(qapp: object) -> Iterator[BackgroundTasks]:
    made = BackgroundTasks()
    yield made
    made.stop()


def test_job_runs_in_a_worker_and_delivers_here(tasks: BackgroundTasks, qtbot: QtBot) -> None:
    threads: list[int] = []
    results: list[int] = []

    def job(progress: Progress) -> int:
        threads.append(threading.get_ident())
        progress(1, 2)
        return 7

    def done(result: int) -> None:
        threads.append(threading.get_ident())
        results.append(result)

    tasks.run(job, done, pytest.fail, "Counting")
    qtbot.waitUntil(lambda: bool(results))
    assert results == [7]
    assert threads[0] != threads[1] == threading.get_ident()
    assert tasks.under_way == 0


def test_failure_is_carried_over(tasks: BackgroundTasks, qtbot: QtBot) -> None:
    failures: list[Exception] = []

    def job(progress: Progress) -> None:
        raise ValueError("broken")

    tasks.run(job, pytest.fail, failures.append, "Breaking")
    qtbot.waitUntil(lambda: bool(failures))
    assert isinstance(failures[0], ValueError)


def test_cancelled_job_ends_and_delivers_nothing(tasks: BackgroundTasks, qtbot: QtBot) -> None:
    strip = TaskStrip()
    qtbot.addWidget(strip)
    tasks.started.connect(strip.watch)
    cancelled, stopped = threading.Event(), threading.Event()

    def job(progress: Progress) -> None:
        cancelled.wait(10)
        try:
            progress(1, 9)
        except Cancelled:
            stopped.set()
            raise

    told: list[str] = []
    tasks.run(job, pytest.fail, pytest.fail, "Waiting", lambda: told.append("stopped"))
    assert not strip.isHidden()
    assert strip.cancel_button.accessibleName() == "Cancel: Waiting"
    strip.cancel_button.click()
    cancelled.set()
    qtbot.waitUntil(lambda: tasks.under_way == 0 and strip.isHidden())
    assert stopped.is_set()
    assert told == ["stopped"]


def test_progress_reaches_who_watches(tasks: BackgroundTasks, qtbot: QtBot) -> None:
    seen: list[tuple[int, int]] = []
    ended: list[bool] = []
    watched: list[Task] = []

    def watch(task: Task) -> None:
        watched.append(task)
        task.progressed.connect(lambda done, total: seen.append((done, total)))

    tasks.started.connect(watch)

    def job(progress: Progress) -> None:
        for step in range(3):
            progress(step, 3)

    tasks.run(job, lambda _: ended.append(True), pytest.fail, "Stepping")
    qtbot.waitUntil(lambda: bool(ended))
    assert watched[0].title == "Stepping"
    assert seen == [(0, 3), (1, 3), (2, 3)]


def test_immediate_tasks_behave_alike() -> None:
    results: list[int] = []
    failures: list[Exception] = []

    def broken(progress: Progress) -> int:
        raise ValueError

    def stopped(progress: Progress) -> int:
        raise Cancelled

    run = ImmediateTasks().run
    run(lambda progress: 3, results.append, failures.append, "Three")
    run(broken, results.append, failures.append, "Broken")
    run(stopped, results.append, failures.append, "Stopped", lambda: results.append(0))
    assert results == [3, 0]
    assert [type(failure) for failure in failures] == [ValueError]


def test_who_watches_learns_of_the_end_of_a_task_that_is_freed_at_once(
    tasks: BackgroundTasks, qtbot: QtBot
) -> None:
    here, freed = threading.get_ident(), threading.Event()
    results: list[int] = []
    strip = TaskStrip()
    qtbot.addWidget(strip)

    def hold_the_worker() -> None:
        if threading.get_ident() != here:
            freed.wait(5)

    def watch(task: Task) -> None:
        task.ended.connect(hold_the_worker, Qt.ConnectionType.DirectConnection)
        task.destroyed.connect(lambda: freed.set())

    tasks.started.connect(watch)
    tasks.started.connect(strip.watch)
    tasks.run(lambda _: 7, results.append, pytest.fail, "Short")
    qtbot.waitUntil(lambda: results == [7])
    qtbot.waitUntil(freed.is_set)
    qtbot.waitUntil(strip.isHidden)
