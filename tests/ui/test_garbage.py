"""Garbage is collected in the window's thread, not in a worker's."""

from __future__ import annotations

import gc
import threading
import weakref
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from ui import garbage


class Knot:
    """An object that only the collector frees, and that tells in which thread."""

    freed_in: list[int] = []  # noqa: RUF012 - shared on purpose

    def __init__(self) -> None:
        self.me = self
        weakref.finalize(self, lambda: Knot.freed_in.append(threading.get_ident()))


@pytest.fixture
def owner(qapp: QApplication) -> Iterator[QObject]:
    Knot.freed_in.clear()
    made = QObject()
    yield made
    for timer in made.findChildren(QTimer):
        timer.stop()
    gc.disable()  # as everywhere in the tests


def _litter() -> None:
    for _ in range(20_000):
        Knot()


def test_a_worker_frees_nothing_and_the_window_does(
    owner: QObject, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(garbage, "EVERY", 20)
    garbage.collect_here(owner)
    worker = threading.Thread(target=_litter)
    worker.start()
    worker.join()
    assert Knot.freed_in == []
    qtbot.waitUntil(lambda: len(Knot.freed_in) == 20_000)
    assert set(Knot.freed_in) == {threading.get_ident()}


def test_without_it_a_worker_frees_what_it_meets(qapp: QApplication) -> None:
    """The trap itself, so that the test above is known to watch it."""
    Knot.freed_in.clear()
    gc.enable()
    try:
        worker = threading.Thread(target=_litter)
        worker.start()
        worker.join()
    finally:
        gc.disable()  # as everywhere in the tests
    assert worker.ident in Knot.freed_in
    gc.collect()
