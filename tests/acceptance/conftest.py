"""The program's window on a board of its own."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from mscb_desktop.boards import create_board
from tests.support.hands import Hands
from ui.app import make_window
from ui.shell.window import MainWindow

Opened = Callable[[Path], Hands]


def clock() -> dt.datetime:
    """The first year of the statement has begun."""
    return dt.datetime(2012, 6, 1, 9, 30)


@pytest.fixture
def open_window(qtbot: QtBot, qapp: QApplication, tmp_path: Path) -> Iterator[Opened]:
    """Give what opens the program's window on a board's file, with the budget in front."""
    opened: list[MainWindow] = []

    def open_it(path: Path) -> Hands:
        window = make_window(qapp, clock, tmp_path / "window.json", tmp_path)
        opened.append(window)
        with qtbot.waitExposed(window):
            window.show()
        window.activateWindow()
        assert window.open_board(path)
        assert window.session is not None
        window.session.open_page("budget", None, None)
        qtbot.waitUntil(lambda: QApplication.focusWidget() is not None)
        return Hands(qtbot, window)

    yield open_it
    for window in opened:
        window.end()
        window.hide()
        window.deleteLater()


@pytest.fixture
def new_board(tmp_path: Path) -> Callable[[str], Path]:
    """Give what makes a board's file that holds nothing but its name."""

    def make(name: str) -> Path:
        path = tmp_path / f"{name}.mscb"
        create_board(path, name="Merton Safeguarding Children Board", clock=clock).close()
        return path

    return make
