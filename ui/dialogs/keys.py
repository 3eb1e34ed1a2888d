"""All keys in one list (F1)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHeaderView,
    QTableWidget,
    QTableWidgetItem,
    QWidget,
)

from ui.dialogs.base import Dialog
from ui.theme.buttons import button
from ui.theme.fonts import heading_font
from ui.theme.look import scaled


@dataclass(frozen=True, slots=True)
class KeyGroup:
    """The keys of one part of the window, as (keys, what they do)."""

    title: str
    keys: tuple[tuple[str, str], ...]


class KeysDialog(Dialog):
    """Lists keys by the part of the window in which they work."""

    def __init__(self, groups: Sequence[KeyGroup], parent: QWidget | None = None) -> None:
        super().__init__("Keys", parent, width=620)
        self.table = QTableWidget(0, 2)
        self.table.setAccessibleName("Keys and what they do")
        self.table.setFrameShape(QFrame.Shape.NoFrame)
        self.table.setShowGrid(False)
        self.table.horizontalHeader().hide()
        self.table.verticalHeader().hide()
        self.table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.table.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self.table.setTabKeyNavigation(False)
        for group in groups:
            self._add_group(group)
        self.table.verticalHeader().setDefaultSectionSize(scaled(28))
        self.table.setColumnWidth(0, scaled(230))
        stretch = QHeaderView.ResizeMode.Stretch
        self.table.horizontalHeader().setSectionResizeMode(1, stretch)
        self.body.addWidget(self.table)
        self.add_button(button("Close", "x", self.accept), default=True)
        self.resize(scaled(640), scaled(620))

    def _add_group(self, group: KeyGroup) -> None:
        at = self.table.rowCount()
        self.table.insertRow(at)
        title = QTableWidgetItem(group.title)
        title.setFont(heading_font(14))
        title.setFlags(Qt.ItemFlag.ItemIsEnabled)
        self.table.setItem(at, 0, title)
        self.table.setSpan(at, 0, 1, 2)
        for keys, words in group.keys:
            at = self.table.rowCount()
            self.table.insertRow(at)
            self.table.setItem(at, 0, QTableWidgetItem(keys))
            self.table.setItem(at, 1, QTableWidgetItem(words))
