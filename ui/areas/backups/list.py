"""The list of a board's backups, the newest first."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from PySide6.QtCore import (
    QAbstractListModel,
    QItemSelectionModel,
    QModelIndex,
    QObject,
    Qt,
    Signal,
)
from PySide6.QtWidgets import QAbstractItemView, QFrame, QListView, QWidget

from db.backups.copies import Backup
from ui.areas.backups.reading import Listed
from ui.files import size_of
from ui.two_lines import AnyIndex, Lines, TwoLines


class BackupModel(QAbstractListModel):
    """The backups in a folder."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._listed: Sequence[Listed] = ()

    def show_listed(self, listed: Sequence[Listed]) -> None:
        """Show these."""
        self.beginResetModel()
        self._listed = listed
        self.endResetModel()

    def rowCount(self, parent: AnyIndex = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        return 0 if parent.isValid() else len(self._listed)

    def data(self, index: AnyIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        lines = self.lines(index.row())
        if lines is None:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return lines.first
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return ", ".join(filter(None, lines[:3]))
        return None

    def backup(self, place: int) -> Backup | None:
        """Give the backup in a place of the list."""
        return self._listed[place].backup if 0 <= place < len(self._listed) else None

    def place_of(self, path: Path) -> int | None:
        """Give the place of a backup in the list; None where it is not there."""
        paths = [one.backup.path for one in self._listed]
        return paths.index(path) if path in paths else None

    def lines(self, place: int) -> Lines | None:
        """Give what the list says of the backup in a place."""
        if not 0 <= place < len(self._listed):
            return None
        one = self._listed[place]
        backup = one.backup
        facts = [size_of(backup.size)]
        if one.goes is not None:
            facts.append(f"kept until {one.goes:%d/%m/%Y} at least")
        mark = ("", "muted") if backup.was_whole else ("Of a damaged board", "bad")
        return Lines(f"{backup.at:%A %d/%m/%Y %H:%M}", " · ".join(facts), *mark)


class BackupList(QListView):
    """Shows the backups and says which one is chosen."""

    chosen = Signal(object)
    """The Backup that is the current one, or None."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.backups = BackupModel(self)
        self.setModel(self.backups)
        self.setItemDelegate(_BackupPainter(self))
        self.setUniformItemSizes(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName("Backups, the newest first")
        self.selectionModel().currentChanged.connect(lambda *_: self.chosen.emit(self.backup()))

    def backup(self) -> Backup | None:
        """Give the backup that is chosen."""
        return self.backups.backup(self.currentIndex().row())

    def show_listed(self, listed: Sequence[Listed]) -> None:
        """Show these; the chosen one stays chosen where it is among them."""
        before = self.backup()
        self.selectionModel().blockSignals(True)
        self.backups.show_listed(listed)
        self.selectionModel().blockSignals(False)
        place = self.backups.place_of(before.path) if before is not None else None
        if place is not None:
            self.choose(place)

    def choose(self, place: int | None) -> None:
        """Make the backup in a place the chosen one, or none of them."""
        index = QModelIndex() if place is None else self.backups.index(place, 0)
        flag = QItemSelectionModel.SelectionFlag.ClearAndSelect
        self.selectionModel().blockSignals(True)
        self.selectionModel().setCurrentIndex(index, flag)
        self.selectionModel().blockSignals(False)
        self.viewport().update()
        if index.isValid():
            self.scrollTo(index)
            self.chosen.emit(self.backup())


class _BackupPainter(TwoLines):
    """Says when a backup was made, and below it its size and when it goes."""

    def lines(self, index: AnyIndex) -> Lines | None:
        """Give what the list says of a backup."""
        model = index.model()
        assert isinstance(model, BackupModel)
        return model.lines(index.row())
