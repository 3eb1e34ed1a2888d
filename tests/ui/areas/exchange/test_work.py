"""Long work of a page: its end is told once, and what was stored counts as done."""

from __future__ import annotations

from collections.abc import Iterator
from threading import Event

import pytest
from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from ui.areas.exchange.work import Work
from ui.tasks import BackgroundTasks, Progress


class Told:
    """What was told of jobs."""

    def __init__(self) -> None:
        self.words: list[str] = []

    def run(self, work: Work, job: object) -> None:
        assert callable(job)
        work.run(
            job,
            lambda result: self.words.append(f"done {result}"),
            lambda error: self.words.append(f"failed {error}"),
            lambda: self.words.append("stopped"),
            "Working",
        )


@pytest.fixture
def tasks(qtbot: QtBot) -> Iterator[BackgroundTasks]:
    made = BackgroundTasks()
    yield made
    made.stop()


def test_the_result_is_told_with_the_progress_before(qtbot: QtBot, tasks: BackgroundTasks) -> None:
    told, owner = Told(), QObject()
    work = Work(tasks, owner)
    seen: list[tuple[int, int]] = []
    work.progressed.connect(lambda at, total: seen.append((at, total)))

    def job(progress: Progress) -> int:
        progress(1, 2)
        return 42

    told.run(work, job)
    assert work.under_way
    qtbot.waitUntil(lambda: told.words == ["done 42"])
    assert not work.under_way
    assert seen == [(1, 2)]


def test_an_error_is_told(qtbot: QtBot, tasks: BackgroundTasks) -> None:
    told, owner = Told(), QObject()

    def job(_: Progress) -> int:
        raise ValueError("no room")

    told.run(Work(tasks, owner), job)
    qtbot.waitUntil(lambda: told.words == ["failed no room"])


def test_a_stopped_job_is_told_unless_it_was_done_before(
    qtbot: QtBot, tasks: BackgroundTasks
) -> None:
    told, owner, go_on, begun = Told(), QObject(), Event(), Event()
    work = Work(tasks, owner)

    def reports(progress: Progress) -> str:
        begun.set()
        go_on.wait(10)
        progress(1, 2)
        return "never"

    told.run(work, reports)
    begun.wait(10)
    work.stop()
    go_on.set()
    qtbot.waitUntil(lambda: told.words == ["stopped"])

    def stores(_: Progress) -> str:
        go_on.wait(10)
        return "stored"

    go_on.clear()
    told.run(work, stores)
    (task,) = [each for each in tasks.children() if hasattr(each, "cancel")]
    task.cancel()
    go_on.set()
    qtbot.waitUntil(lambda: told.words == ["stopped", "done stored"])


def test_nothing_is_told_of_a_job_that_another_took_the_place_of(
    qtbot: QtBot, tasks: BackgroundTasks
) -> None:
    told, owner, go_on = Told(), QObject(), Event()
    work = Work(tasks, owner)

    def slow(_: Progress) -> str:
        go_on.wait(10)
        return "old"

    told.run(work, slow)
    told.run(work, lambda _: "new")
    qtbot.waitUntil(lambda: told.words == ["done new"])
    go_on.set()
    qtbot.waitUntil(lambda: not tasks.under_way)
    assert told.words == ["done new"]
