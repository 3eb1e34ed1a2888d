"""A grid over a sheet in memory, shown and ready for keys."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.support.memory_sheet import MemorySheet, budget_sheet
from ui.grid import Grid
from ui.theme import Look, use_look


@dataclass
class Desk:
    """A grid with its sheet, what it said, and a keyboard."""

    qtbot: QtBot
    sheet: MemorySheet
    grid: Grid
    said: list[str] = field(default_factory=list)

    def type(self, text: str) -> None:
        self.qtbot.keyClicks(self.grid, text)

    def press(
        self, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier
    ) -> None:
        self.qtbot.keyClick(self.grid, key, modifier)

    def enter(self, text: str) -> None:
        self.type(text)
        self.press(Qt.Key.Key_Return)

    def at(self, place: int, column: int) -> None:
        self.grid.select_cell(place, column)

    @property
    def cell(self) -> tuple[int, int]:
        index = self.grid.currentIndex()
        return index.row(), index.column()

    def shown(self, place: int, column: int) -> str:
        return str(self.grid.sheet_model.index(place, column).data())


@pytest.fixture
def desk(qtbot: QtBot) -> Callable[..., Desk]:
    """Give a maker of desks over a sheet, a small budget where none is given."""
    application = QApplication.instance()
    assert isinstance(application, QApplication)
    use_look(application, Look())

    def make(sheet: MemorySheet | None = None) -> Desk:
        sheet = sheet or budget_sheet()
        said: list[str] = []
        grid = Grid(sheet, sheet.apply, said.append)
        qtbot.addWidget(grid)
        grid.resize(900, 400)
        with qtbot.waitExposed(grid):
            grid.show()
        grid.activateWindow()
        grid.setFocus()
        qtbot.waitUntil(grid.hasFocus)
        return Desk(qtbot, sheet, grid, said)

    return make
