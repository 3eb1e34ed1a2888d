"""The choice between a typed value and one that was stored meanwhile, in the strip of its row."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ui.editors.base import Leave
from ui.editors.two_values import TwoValues

if TYPE_CHECKING:
    from mscb_desktop.sheet.model import Column, Row
    from ui.grid.view import Grid


class Choice:
    """Stands below the current cell where its row's strip names two values, and hides elsewhere."""

    def __init__(self, grid: Grid) -> None:
        self._grid = grid
        self._bar: TwoValues | None = None

    @property
    def bar(self) -> TwoValues:
        """The two buttons, made when they are first needed."""
        if self._bar is None:
            self._bar = TwoValues(self._grid.viewport())
            self._bar.hide()
            self._bar.mine.connect(self._on_mine)
            self._bar.theirs.connect(self._on_theirs)
            self._bar.left.connect(self._grid.setFocus)
        return self._bar

    def stands_in(self, row: Row) -> bool:
        """Tell whether it stands in the strip of this row now."""
        found = self._current()
        return found is not None and found[0].ref == row.ref

    def height(self) -> int:
        """Room in pixels that it takes in a strip."""
        return self.bar.sizeHint().height()

    def ask(self) -> None:
        """Take the keyboard to the choices."""
        self.show_whole()
        self.bar.ask()

    def show_whole(self) -> None:
        """Bring the current cell with its strip into view."""
        self._grid.scrollTo(self._grid.currentIndex())
        self.place()

    def place(self) -> None:
        """Stand where the current cell's two values are told, or go out of sight."""
        found = self._current()
        if found is None:
            if self._bar is not None:
                self._bar.hide()
            return
        row, column = found
        grid, bar = self._grid, self.bar
        words = grid.sheet_model.meanwhile(row, column)
        place = grid.currentIndex().row()
        height = self.height()
        bottom = grid.rowViewportPosition(place) + grid.rowHeight(place)
        margin, width = grid.metrics.padding, bar.sizeHint().width()
        cell = grid.columnViewportPosition(grid.currentIndex().column()) + margin
        left = max(margin, min(cell, grid.sizes.strip_width() - margin - width))
        bar.setGeometry(left, bottom - height - 1, width, height)
        bar.set_words(words or "")
        bar.show()
        bar.raise_()

    def _current(self) -> tuple[Row, Column] | None:
        row, column = self._grid.current_row(), self._grid.current_column()
        if row is None or column is None:
            return None
        return (row, column) if self._grid.sheet_model.is_met(row.ref, column.key) else None

    def _on_mine(self) -> None:
        grid = self._grid
        grid.typing.finish(Leave.STAY)
        found = self._current()
        grid.setFocus()
        if found is not None:
            row, column = found
            grid.typing.after(grid.sheet_model.taking.store_mine(row.ref, column.key))

    def _on_theirs(self) -> None:
        grid = self._grid
        found = self._current()
        grid.setFocus()
        if found is not None:
            row, column = found
            grid.typing.give_up(row.ref, column.key)
            grid.sheet_model.give_up(row.ref, column.key)
            grid.problems_changed.emit()
