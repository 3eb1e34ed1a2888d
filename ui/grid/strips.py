"""The strips below rows that say what was not taken and what to do."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QColor, QPainter, QPolygon

from mscb_desktop.sheet.model import Row
from ui.grid.model import is_figure
from ui.theme import colours

if TYPE_CHECKING:
    from ui.grid.view import Grid


def paint_strips(grid: Grid, painter: QPainter) -> None:
    """Paint the strip of each row in view that holds something refused."""
    model = grid.sheet_model
    seen = {ref: model.place(ref) for ref in model.drafts.refs()}
    for place in seen.values():
        row = model.row(place) if place is not None else None
        if place is not None and row is not None and grid.rowViewportPosition(place) >= -2000:
            _paint_strip(grid, painter, place, row)


def _paint_strip(grid: Grid, painter: QPainter, place: int, row: Row) -> None:
    height = grid.sizes.strip_height(row)
    if not height:
        return
    look = colours()
    metrics = grid.metrics
    bottom = grid.rowViewportPosition(place) + grid.rowHeight(place)
    width = grid.sizes.strip_width()
    strip = QRect(0, bottom - height, width, height - 1)
    painter.fillRect(strip, QColor(look.bad_soft))
    painter.setFont(metrics.font)
    top = strip.top() + metrics.px(4)
    for column, lines in grid.sizes.strips(row):
        number = _number(grid, column.key)
        cell_left = grid.columnViewportPosition(number) + metrics.padding
        widest = max(metrics.width(line) for line in lines)
        left = max(metrics.padding, min(cell_left, width - metrics.padding - widest))
        _paint_pointer(grid, painter, number, strip.top())
        painter.setPen(QColor(look.bad))
        for line in lines:
            box = QRect(left, top, width - left, metrics.line)
            painter.drawText(box, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, line)
            top += metrics.line


def _number(grid: Grid, key: str) -> int:
    """Give the number of a column that is known to be there."""
    number = grid.sheet_model.column_of(key)
    assert number is not None
    return number


def _paint_pointer(grid: Grid, painter: QPainter, number: int, top: int) -> None:
    """Paint the small arrow from the strip up to the cell that it speaks of."""
    side = grid.metrics.px(5)
    middle = grid.columnViewportPosition(number) + grid.metrics.padding + side
    if is_figure(grid.sheet_model.columns[number]):
        right = grid.columnViewportPosition(number) + grid.columnWidth(number)
        middle = right - grid.metrics.padding - side
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(colours().bad))
    painter.drawPolygon(
        QPolygon(
            [QPoint(middle - side, top), QPoint(middle + side, top), QPoint(middle, top - side)]
        )
    )
