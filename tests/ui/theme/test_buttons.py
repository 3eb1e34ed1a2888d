"""Buttons are pressed by Enter and by Space, wherever they stand."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from ui.theme.buttons import button


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space])
def test_a_button_is_pressed_by_the_keyboard(qtbot: QtBot, key: Qt.Key) -> None:
    pressed: list[int] = []
    made = button("Open", "folder-open", lambda: pressed.append(1))
    qtbot.addWidget(made)
    qtbot.keyClick(made, key)
    assert pressed == [1]
