"""A grid that shows another sheet: one with fewer columns while the last one is current."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from mscb_desktop.sheet.table import TableSheet
from tests.support.boards import empty_board
from ui.grid import Grid
from ui.theme import Look, use_look


def test_a_sheet_with_fewer_columns_is_shown_at_its_first_cell(
    qtbot: QtBot, tmp_path: Path
) -> None:
    application = QApplication.instance()
    assert isinstance(application, QApplication)
    use_look(application, Look())
    board = empty_board(tmp_path)
    wide = TableSheet(board, "agency", {"name": 20, "short_name": 12, "aliases": 20})
    narrow = TableSheet(board, "sector", {"name": 20})
    said: list[str] = []
    grid = Grid(wide, lambda _: True, said.append)
    qtbot.addWidget(grid)
    grid.resize(700, 300)
    with qtbot.waitExposed(grid):
        grid.show()
    for _ in range(2):
        grid.select_cell(0, 2)
        grid.set_sheet(narrow)
        column = grid.current_column()
        assert column is not None
        assert column.key == "name"
        grid.set_sheet(wide)
    board.close()
