"""A heading longer than its column runs on over the blank cells beside it."""

from __future__ import annotations

from PySide6.QtCore import QRect
from PySide6.QtGui import QColor, QImage
from pytestqt.qtbot import QtBot

from mscb_desktop.plans.served_sheet import LOOSE, sheet_of
from mscb_desktop.sheet.model import Row, RowKind
from ui.grid.view import Grid
from ui.theme import colours

TITLE = "A plan of the whole partnership with a name that is longer than its column is wide"


def shown(qtbot: QtBot, **beside: str) -> Grid:
    rows = [
        Row("PL-0001", RowKind.HEADING, {"what": TITLE, **beside}),
        Row("AN-0001", RowKind.LINE, {"number": "1", "what": "Train"}),
    ]
    grid = Grid(sheet_of(LOOSE, rows), lambda _: False, lambda _: None)
    qtbot.addWidget(grid)
    grid.resize(800, 300)
    grid.show()
    qtbot.waitExposed(grid)
    grid.select_cell(1, 0)
    return grid


def inked(grid: Grid, row: int, column: int) -> bool:
    """Tell whether text stands in the middle of a cell."""
    image: QImage = grid.viewport().grab().toImage()
    ratio = image.devicePixelRatio()
    rect: QRect = grid.visualRect(grid.sheet_model.index(row, column)).adjusted(2, 2, -2, -2)
    text = QColor(colours().text)
    return any(
        abs(image.pixelColor(round(x * ratio), round(y * ratio)).lightness() - text.lightness())
        < 60
        for x in range(rect.left(), rect.left() + rect.width() // 2)
        for y in range(rect.top(), rect.bottom())
    )


def test_it_takes_one_line_over_blank_cells(qtbot: QtBot) -> None:
    grid = shown(qtbot)
    assert grid.metrics.width(TITLE, strong=True) > grid.columnWidth(1)
    assert grid.rowHeight(0) == grid.metrics.row
    assert inked(grid, 0, 2)
    assert not inked(grid, 0, 0)
    assert not inked(grid, 1, 2)


def test_it_ends_where_something_stands(qtbot: QtBot) -> None:
    grid = shown(qtbot, said="x")
    assert grid.rowHeight(0) > grid.metrics.row
