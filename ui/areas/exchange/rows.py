"""The rows of an import as a list: what becomes of each, and a tick for those that are taken."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any

from PySide6.QtCore import (
    QAbstractTableModel,
    QEvent,
    QItemSelection,
    QItemSelectionModel,
    QModelIndex,
    QObject,
    Qt,
    Signal,
)
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget

from mscb_desktop.exchange.model import RowState
from ui.areas.exchange.linked import TAKEN
from ui.areas.exchange.preparing import Line
from ui.areas.exchange.states import LOOKS
from ui.areas.exchange.table_look import ICON_ROLE, INK_ROLE, CellPainter, Index, dress, measure
from ui.theme import scaled

TICK, STATE, REFERENCE, NAME, PLACE = range(5)
_HEADINGS = ("Take", "What", "Reference", "Name", "Where")
_WIDTHS = {TICK: 44, STATE: 104, REFERENCE: 88, PLACE: 150}
_WITH_PLACE = 540
"""Width in pixels, at text size 100, from which the list has room for each row's place."""
_DISPLAY, _SPOKEN = Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole
_TOOLTIP, _CHECK = Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.CheckStateRole


class RowsModel(QAbstractTableModel):
    """Lines of a plan by key, of which `shown` are those that fit the filters."""

    ticked = Signal()
    """Other rows are taken than before."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.lines: Sequence[Line] = ()
        self.shown: Sequence[int] = ()
        self.left_out: set[int] = set()

    def show_lines(self, lines: Sequence[Line], left_out: Iterable[int]) -> None:
        """Take another plan's lines, of which none is shown yet."""
        self.beginResetModel()
        self.lines, self.shown = lines, ()
        self.left_out = {k for k in left_out if k < len(lines) and lines[k].state in TAKEN}
        self.endResetModel()
        self.ticked.emit()

    def show_keys(self, keys: Sequence[int]) -> None:
        """Show the rows of these keys."""
        self.beginResetModel()
        self.shown = keys
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        return 0 if parent.isValid() else len(self.shown)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        return 0 if parent.isValid() else len(_HEADINGS)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if orientation is Qt.Orientation.Horizontal and role == _DISPLAY:
            return _HEADINGS[section]
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        line, column = self.lines[self.shown[index.row()]], index.column()
        if role == _DISPLAY:
            return _text(line, column)
        if role == ICON_ROLE and column == TICK:
            return self._tick(line)
        if role == ICON_ROLE and column == STATE:
            return LOOKS[line.state].icon, LOOKS[line.state].ink
        if role == INK_ROLE:
            return LOOKS[line.state].ink if column == STATE else _ink(column)
        if role == _CHECK and column == TICK and line.state in TAKEN:
            taken = line.key not in self.left_out
            return Qt.CheckState.Checked if taken else Qt.CheckState.Unchecked
        if role == _TOOLTIP and column == TICK and line.state is RowState.REFUSED:
            return "Refused: the reason stands at the right. It cannot be taken."
        return self._spoken(line) if role == _SPOKEN else None

    def toggle(self, keys: Iterable[int]) -> None:
        """Take these rows; where all of them are taken already, leave them out."""
        can = {key for key in keys if self.lines[key].state in TAKEN}
        if can & self.left_out:
            self.take(can)
        else:
            self.leave_out(can)

    def take(self, keys: Iterable[int]) -> None:
        """Take these rows."""
        self._set(self.left_out - set(keys))

    def leave_out(self, keys: Iterable[int]) -> None:
        """Leave these rows out."""
        can = {key for key in keys if self.lines[key].state in TAKEN}
        self._set(self.left_out | can)

    def _set(self, left_out: set[int]) -> None:
        if left_out == self.left_out:
            return
        self.left_out = left_out
        if self.shown:
            self.dataChanged.emit(self.index(0, TICK), self.index(len(self.shown) - 1, TICK))
        self.ticked.emit()

    def _tick(self, line: Line) -> tuple[str, str] | None:
        if line.state not in TAKEN:
            return None
        return ("square", "muted") if line.key in self.left_out else ("square-check", "accent")

    def _spoken(self, line: Line) -> str:
        taken = ""
        if line.state in TAKEN:
            taken = "left out" if line.key in self.left_out else "ticked"
        words = (taken, LOOKS[line.state].word, line.ref, line.name, _text(line, PLACE))
        return ", ".join(word for word in words if word)


class RowsView(QTableView):
    """Shows the rows and says which one is the current one."""

    chosen = Signal(object)
    """The key of the current row, or None."""
    opened = Signal()
    """Enter was pressed or a row clicked twice."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.rows = RowsModel(self)
        self.setModel(self.rows)
        dress(self)
        self.setItemDelegate(CellPainter(self))
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setAccessibleName("Rows of the workbook")
        self._fit()
        self.selectionModel().currentChanged.connect(lambda *_: self.chosen.emit(self.key()))
        self.clicked.connect(self._on_clicked)
        self.doubleClicked.connect(self._on_double_clicked)

    def key(self) -> int | None:
        """Give the current row's key."""
        index = self.currentIndex()
        return self.rows.shown[index.row()] if index.isValid() else None

    def selected(self) -> list[int]:
        """Give the keys of the selected rows."""
        # By ranges: an index for each of 10,000 rows takes a tenth of a second.
        selection = self.selectionModel().selection()
        keys: list[int] = []
        for place in range(selection.size()):
            part = selection.at(place)
            keys += self.rows.shown[part.top() : part.bottom() + 1]
        return keys

    def show_keys(self, keys: Sequence[int]) -> None:
        """Show these rows; the current one stays where it is among them, or the first is."""
        before = self.key()
        quietly(self, lambda: self.rows.show_keys(keys))
        try:
            place = keys.index(before) if before is not None else 0
        except ValueError:
            place = 0
        self.choose(place)

    def choose(self, place: int) -> None:
        """Make the row in a place the current one, and the only one selected."""
        index = self.rows.index(place, NAME)
        flags = (
            QItemSelectionModel.SelectionFlag.ClearAndSelect
            | QItemSelectionModel.SelectionFlag.Rows
        )
        quietly(self, lambda: self.selectionModel().setCurrentIndex(index, flags))
        if index.isValid():
            self.scrollTo(index)
        self.viewport().update()
        self.chosen.emit(self.key())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Space ticks, Enter opens, Home and End go to the ends of the list."""
        key, shift = event.key(), event.modifiers() & Qt.KeyboardModifier.ShiftModifier
        if key == Qt.Key.Key_Space:
            self.rows.toggle(self.selected())
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.opened.emit()
        elif key in (Qt.Key.Key_Home, Qt.Key.Key_End) and not shift and self.rows.shown:
            self.choose(0 if key == Qt.Key.Key_Home else len(self.rows.shown) - 1)
        else:
            super().keyPressEvent(event)

    def selectionChanged(self, selected: QItemSelection, deselected: QItemSelection) -> None:
        """Repaint whole rows, whose mark of the keyboard goes from end to end."""
        super().selectionChanged(selected, deselected)
        self.viewport().update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave the name its room: where a row stands is told beside the list too."""
        super().resizeEvent(event)
        self.setColumnHidden(PLACE, self.width() < scaled(_WITH_PLACE))

    def changeEvent(self, event: QEvent) -> None:
        """Fit rows and columns to another text size."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange and hasattr(self, "rows"):
            self._fit()

    def _on_clicked(self, index: QModelIndex) -> None:
        if index.column() == TICK:
            self.rows.toggle([self.rows.shown[index.row()]])

    def _on_double_clicked(self, index: QModelIndex) -> None:
        if index.column() != TICK:
            self.opened.emit()

    def _fit(self) -> None:
        measure(self)
        head = self.horizontalHeader()
        head.setSectionResizeMode(NAME, QHeaderView.ResizeMode.Stretch)
        for column, width in _WIDTHS.items():
            head.setSectionResizeMode(column, QHeaderView.ResizeMode.Interactive)
            self.setColumnWidth(column, scaled(width))


def quietly(view: QAbstractItemView, act: Callable[[], object]) -> None:
    """Do something to a view whose selection is told of afterwards."""
    selection = view.selectionModel()
    before = selection.blockSignals(True)
    act()
    selection.blockSignals(before)


def _text(line: Line, column: int) -> str:
    where = f"{line.sheet}, row {line.number}"
    return ("", LOOKS[line.state].word, line.ref, line.name, where)[column]


def _ink(column: int) -> str:
    return "muted" if column in (REFERENCE, PLACE) else "text"
