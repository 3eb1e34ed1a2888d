"""The window on a copy of the sample, or on nothing."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.support.boards import clock, sample_board
from ui.app import make_window
from ui.shell.session import Session
from ui.shell.window import MainWindow
from ui.theme import Look, use_look


@pytest.fixture
def sample(tmp_path: Path) -> Path:
    """Give a fresh copy of the sample's file."""
    return sample_board(tmp_path, file="merton.mscb")


@pytest.fixture
def make(qapp: QApplication, qtbot: QtBot, tmp_path: Path) -> Iterator[Callable[[], MainWindow]]:
    """Make windows that share one settings file; every one is closed at the end."""
    made: list[MainWindow] = []

    def window() -> MainWindow:
        new = make_window(qapp, clock, tmp_path / "config" / "window.json", tmp_path / "data")
        made.append(new)
        new.complete()
        new.show()
        return new

    yield window
    for new in made:
        new.end()
        new.hide()
        new.deleteLater()
    use_look(qapp, Look())


@pytest.fixture
def window(make: Callable[[], MainWindow], sample: Path) -> MainWindow:
    """Give the window with the sample open at 2012-13."""
    shown = make()
    assert shown.open_board(sample)
    session_of(shown).set_year(2012)
    return shown


def session_of(window: MainWindow) -> Session:
    """Give the window's open session."""
    assert window.session is not None
    return window.session


@pytest.fixture
def moment() -> dt.datetime:
    """Give the time at which every test happens."""
    return clock()
