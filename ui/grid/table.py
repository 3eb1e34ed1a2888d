"""A table of a sheet's cells: which is the current one, what is selected, where keys move it."""

from __future__ import annotations

from PySide6.QtCore import QItemSelection, QItemSelectionModel, QPersistentModelIndex, Qt
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QAbstractItemView, QFrame, QHeaderView, QTableView, QWidget

from mscb_desktop.sheet.model import Column, Row
from ui.editors.base import Leave
from ui.grid import keys
from ui.grid.header import Header
from ui.grid.metrics import Metrics
from ui.grid.model import AnyIndex, GridModel

_Flag = QItemSelectionModel.SelectionFlag


class CellTable(QTableView):
    """Moves over the cells of a `sheet_model` and selects them; it types into none."""

    sheet_model: GridModel

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.metrics = Metrics(self.font())
        self._lead = QPersistentModelIndex()
        """The corner that moves while the selection is stretched; the current cell stays."""
        self._tab_column: int | None = None
        """Where tabbing began, and Enter goes back to; None where nobody tabs."""

    # What is current and selected

    def current_row(self) -> Row | None:
        """Give the row of the current cell."""
        index = self.currentIndex()
        return self.sheet_model.row(index.row()) if self._is_shown(index) else None

    def current_column(self) -> Column | None:
        """Give the column of the current cell."""
        index = self.currentIndex()
        return self.sheet_model.columns[index.column()] if self._is_shown(index) else None

    def _is_shown(self, index: AnyIndex) -> bool:
        """Tell whether a cell is of the sheet that is shown.

        While another sheet comes, Qt asks where things stand with the old one's cell still current.
        """
        return index.isValid() and index.model() is self.sheet_model

    def go_to(self, ref: str, column: str | None = None) -> bool:
        """Make a record's cell the current one, with the keyboard; False where none is here."""
        place = self.sheet_model.place(ref, max(0, self.currentIndex().row()))
        number = 0 if column is None else self.sheet_model.column_of(column)
        if place is None or number is None:
            return False
        self.select_cell(place, number)
        self.setFocus()
        return True

    def select_cell(self, row: int, column: int) -> None:
        """Make one cell the current one and the whole selection."""
        index = self.sheet_model.index(row, column)
        self._lead = QPersistentModelIndex(index)
        self.selectionModel().setCurrentIndex(index, _Flag.ClearAndSelect)
        self.scrollTo(index)

    def select_rectangle(self, top: int, left: int, bottom: int, right: int) -> None:
        """Select the cells from (top, left) to (bottom, right); the current cell stays."""
        model = self.sheet_model
        chosen = QItemSelection(model.index(top, left), model.index(bottom, right))
        self.selectionModel().select(chosen, _Flag.ClearAndSelect)

    def selected_rectangle(self) -> tuple[int, int, int, int]:
        """Give (top, left, bottom, right) of the rectangle around all that is selected."""
        ranges = self.selectionModel().selection().toList()
        if not ranges:
            index = self.currentIndex()
            return index.row(), index.column(), index.row(), index.column()
        return (
            min(part.top() for part in ranges),
            min(part.left() for part in ranges),
            max(part.bottom() for part in ranges),
            max(part.right() for part in ranges),
        )

    def selected_rows(self) -> list[Row]:
        """Give the rows of the selection from top to bottom."""
        top, _, bottom, _ = self.selected_rectangle()
        found = (self.sheet_model.row(place) for place in range(max(0, top), bottom + 1))
        return [row for row in found if row is not None]

    def selected_cells(self) -> list[tuple[Row, Column]]:
        """Give the selected cells row by row."""
        _, left, _, right = self.selected_rectangle()
        columns = self.sheet_model.columns[max(0, left) : right + 1]
        return [(row, column) for row in self.selected_rows() for column in columns]

    # Moving

    def leave(self, leave: Leave) -> None:
        """Go where the person went after typing; Enter goes below where tabbing began."""
        index = self.currentIndex()
        if leave is Leave.STAY or not index.isValid():
            return
        if leave in (Leave.RIGHT, Leave.LEFT):
            self.tab(1 if leave is Leave.RIGHT else -1)
            return
        down = 1 if leave is Leave.DOWN else -1
        column = index.column() if self._tab_column is None else self._tab_column
        self._tab_column = None
        last = self.sheet_model.rowCount() - 1
        self.select_cell(max(0, min(index.row() + down, last)), column)

    def tab(self, step: int) -> bool:
        """Go one cell on, over the row's end to the next row; False at the sheet's end."""
        index = self.currentIndex()
        if not index.isValid():
            return False
        if self._tab_column is None:
            self._tab_column = index.column()
        columns = len(self.sheet_model.columns)
        place = index.row() * columns + index.column() + step
        if not 0 <= place < self.sheet_model.rowCount() * columns:
            return False
        row, column = divmod(place, columns)
        if row != index.row():
            self._tab_column = column
        self.select_cell(row, column)
        return True

    def move_by_key(self, event: QKeyEvent) -> None:
        """Go where a key that moves leads, or stretch the selection to there."""
        self._tab_column = None
        current = self.currentIndex()
        if not current.isValid():
            return
        stretch = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        start = self._lead if stretch and self._lead.isValid() else current
        page = max(1, self.viewport().height() // max(1, self.metrics.row) - 1)
        extent = keys.Extent(self.sheet_model.rowCount(), len(self.sheet_model.columns), page)
        row, column = keys.target(event, start.row(), start.column(), extent)
        if not stretch:
            self.select_cell(row, column)
            return
        self._lead = QPersistentModelIndex(self.sheet_model.index(row, column))
        top, bottom = sorted((current.row(), row))
        left, right = sorted((current.column(), column))
        self.select_rectangle(top, left, bottom, right)
        self.scrollTo(self.sheet_model.index(row, column))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._tab_column = None
        super().mousePressEvent(event)
        self._lead = QPersistentModelIndex(self.currentIndex())

    # Dress

    def measure_font(self) -> None:
        """Measure the present font, and fit head and steps to it."""
        self.metrics = Metrics(self.font())
        header = self.horizontalHeader()
        assert isinstance(header, Header)
        header.metrics = self.metrics
        self.verticalHeader().setDefaultSectionSize(self.metrics.row)
        self.verticalScrollBar().setSingleStep(self.metrics.row)

    def head_changed(self) -> None:
        """Give the head the height its headings need."""
        self.horizontalHeader().geometriesChanged.emit()
        self.updateGeometries()

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.viewport().update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.viewport().update()

    def dress(self) -> None:
        """Take on looks and ways to select.

        Qt lays the cells out meanwhile: whatever a grid moves along with them is made before.
        """
        self.setHorizontalHeader(Header(self.metrics, self))
        vertical = self.verticalHeader()
        vertical.hide()
        vertical.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        vertical.setMinimumSectionSize(1)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setShowGrid(False)
        self.setWordWrap(True)
        self.setCornerButtonEnabled(False)
        self.setCornerWidget(QWidget(self))
        self.setTabKeyNavigation(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectItems)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ContiguousSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
