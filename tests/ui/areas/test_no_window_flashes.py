"""Making a page opens no window: one that flashes up would take the keyboard from the program."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QApplication, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from tests.support.pages import surroundings
from ui.areas.find import areas


class Shown(QObject):
    """Names the windows that are shown while it filters the application's events."""

    def __init__(self) -> None:
        super().__init__()
        self.names: list[str] = []

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        is_shown = event.type() is QEvent.Type.Show
        if is_shown and isinstance(watched, QWidget) and watched.isWindow():
            text = watched.text() if isinstance(watched, QPushButton) else ""
            self.names.append(f"{type(watched).__name__} {text}".strip())
        return False


@pytest.fixture
def shown(qtbot: QtBot) -> Shown:
    return Shown()


@pytest.mark.parametrize("key", [area.key for area in areas()])
def test_making_a_page_shows_no_window(
    qtbot: QtBot, tmp_path: Path, shown: Shown, key: str
) -> None:
    application = QApplication.instance()
    assert application is not None
    area = next(area for area in areas() if area.key == key)
    with surroundings(tmp_path) as around:
        application.installEventFilter(shown)
        try:
            page = area.make_page(around.context)
        finally:
            application.removeEventFilter(shown)
        qtbot.addWidget(page)
        assert shown.names == []


def test_a_window_that_flashes_up_is_noticed(qtbot: QtBot, shown: Shown) -> None:
    made = QPushButton("Merge")
    qtbot.addWidget(made)
    made.installEventFilter(shown)
    made.setVisible(True)
    assert shown.names == ["QPushButton Merge"]
