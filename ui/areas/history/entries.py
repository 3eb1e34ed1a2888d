"""The list of changes: a page of entries asked of the board at a time, as it scrolls."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import (
    QAbstractListModel,
    QItemSelectionModel,
    QModelIndex,
    QObject,
    Qt,
    Signal,
)
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QListView,
    QWidget,
)

from db.board import Board
from db.changes import Act
from db.history import State, count
from db.queries import history
from db.queries.history import EntryRow, Filter
from mscb_desktop.history import DOINGS
from ui.two_lines import AnyIndex, Lines, TwoLines

PAGE = 50
"""Entries asked for at a time."""

_PAGES_KEPT = 20


class EntryModel(QAbstractListModel):
    """The entries that fit a filter, the newest first; it holds their numbers and a few pages."""

    def __init__(self, board: Board, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._board = board
        self._numbers: Sequence[int] = ()
        self._pages: OrderedDict[int, list[EntryRow]] = OrderedDict()

    def show_all_that(self, wanted: Filter) -> None:
        """Ask for the entries that fit."""
        self.beginResetModel()
        with self._board.reading() as connection:
            self._numbers = history.find(connection, wanted)
        self._pages.clear()
        self.endResetModel()

    def rowCount(self, parent: AnyIndex = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        return 0 if parent.isValid() else len(self._numbers)

    def data(self, index: AnyIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid() or role not in (_DISPLAY, _SPOKEN):
            return None
        entry = self.entry(index.row())
        if entry is None:
            return None
        return entry.what if role == _DISPLAY else f"{entry.what}, {second_line(entry)}"

    def entry(self, place: int) -> EntryRow | None:
        """Give the entry in a place of the list."""
        if not 0 <= place < len(self._numbers):
            return None
        page, at = divmod(place, PAGE)
        if page not in self._pages:
            with self._board.reading() as connection:
                numbers = list(self._numbers[page * PAGE : (page + 1) * PAGE])
                self._pages[page] = history.entries(connection, numbers)
            if len(self._pages) > _PAGES_KEPT:
                self._pages.popitem(last=False)
        self._pages.move_to_end(page)
        entries = self._pages[page]
        return entries[at] if at < len(entries) else None

    def count_all(self) -> int:
        """Count the entries of the whole history."""
        with self._board.reading() as connection:
            return count(connection)

    def place_of(self, number: int) -> int | None:
        """Give the place of an entry in the list; None where it does not fit the filter."""
        try:
            return self._numbers.index(number)
        except ValueError:
            return None


class EntryList(QListView):
    """Shows the entries and says which one is chosen."""

    chosen = Signal(object)
    """The EntryRow that is the current one, or None."""
    opened = Signal()
    """Enter was pressed or an entry clicked twice."""
    given_up = Signal()
    """Esc was pressed."""

    def __init__(self, board: Board, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.entries = EntryModel(board, self)
        self.setModel(self.entries)
        self.setItemDelegate(_EntryPainter(self))
        self.setUniformItemSizes(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName("Changes, the newest first")
        self.selectionModel().currentChanged.connect(lambda *_: self.chosen.emit(self.entry()))
        self.doubleClicked.connect(lambda _: self.opened.emit())

    def entry(self) -> EntryRow | None:
        """Give the entry that is chosen."""
        return self.entries.entry(self.currentIndex().row())

    def show_all_that(self, wanted: Filter) -> None:
        """Show what fits; the chosen entry stays chosen where it does, or else the newest is."""
        before = self.entry()
        # The old numbers' answers must not be told while they are exchanged.
        self.selectionModel().blockSignals(True)
        self.entries.show_all_that(wanted)
        self.selectionModel().blockSignals(False)
        place = self.entries.place_of(before.number) if before is not None else None
        self.choose(place or 0)

    def choose(self, place: int) -> None:
        """Make the entry in a place the chosen one."""
        index = self.entries.index(place, 0)
        flag = QItemSelectionModel.SelectionFlag.ClearAndSelect
        self.selectionModel().blockSignals(True)
        self.selectionModel().setCurrentIndex(index, flag)
        self.selectionModel().blockSignals(False)
        if index.isValid():
            self.scrollTo(index)
        self.viewport().update()
        self.chosen.emit(self.entry())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter leads to the record, Esc gives the filters up."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.opened.emit()
        elif event.key() == Qt.Key.Key_Escape:
            self.given_up.emit()
        else:
            super().keyPressEvent(event)


def second_line(entry: EntryRow) -> str:
    """Say who made a change, when, how many rows it touched and what became of it."""
    many = "1 row" if entry.rows == 1 else f"{entry.rows:,} rows"
    return " · ".join((f"{entry.at:%d/%m/%Y %H:%M}", entry.who, many))


def mark_of(entry: EntryRow) -> tuple[str, str]:
    """Give the word that marks an entry which is no plain standing change, and its colour."""
    if entry.act is not Act.DO:
        return DOINGS[entry.doing], "muted"
    if entry.taken_back_by is not None:
        return ("Taken back in part" if entry.in_part else "Was taken back"), "warning"
    if entry.state is not State.DONE:
        return "Was undone", "warning"
    return (DOINGS[entry.doing], "muted") if entry.of is not None else ("", "muted")


class _EntryPainter(TwoLines):
    """Says what an entry did, and below it who and when."""

    def lines(self, index: AnyIndex) -> Lines | None:
        """Give what an entry says."""
        model = index.model()
        assert isinstance(model, EntryModel)
        entry = model.entry(index.row())
        if entry is None:
            return None
        stands = entry.state is State.DONE and entry.taken_back_by is None
        return Lines(entry.what, second_line(entry), *mark_of(entry), is_faint=not stands)


_DISPLAY, _SPOKEN = Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole
