"""The open actions of a plan, each with a box that says whether it goes on."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from mscb_desktop.plans.beginning.next_year import Source
from mscb_desktop.plans.model import Action
from mscb_desktop.plans.rules.titles import first_line
from ui.theme import scaled
from ui.theme.buttons import link

_HEADS = ("No.", "Action", "When")
_NUMBER, _WHAT, _WHEN = range(3)
_REF = Qt.ItemDataRole.UserRole
_HEIGHT = 220
"""Pixels, at text size 100, of the list before it scrolls."""
_TICK, _WHEN_WIDTH = 42, 150
"""Pixels, at text size 100, of a tick box with its margins, and of the column of deadlines."""
_ON, _OFF = Qt.CheckState.Checked, Qt.CheckState.Unchecked


class GoingOn(QWidget):
    """A list of actions with their points below them; Space ticks one or takes its tick away."""

    changed = Signal()

    def __init__(self, source: Source, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._source = source
        self.tree = QTreeWidget()
        self.tree.setAccessibleName("Actions that go on")
        self.tree.setColumnCount(len(_HEADS))
        self.tree.setHeaderLabels(_HEADS)
        self.tree.setUniformRowHeights(True)
        self.tree.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.all_button = link("All", lambda: self._set_all(_ON))
        self.none_button = link("None", lambda: self._set_all(_OFF))
        self.all_button.setAccessibleName("Let all open actions go on")
        self.none_button.setAccessibleName("Let no action go on")
        self._lay_out()
        self._fill()
        self.tree.itemChanged.connect(self._on_changed)

    def chosen(self) -> frozenset[str]:
        """Give the references of the ticked actions."""
        ticked = (item for item in self._items() if item.checkState(_NUMBER) is _ON)
        return frozenset(str(item.data(_NUMBER, _REF)) for item in ticked)

    def _lay_out(self) -> None:
        title = QLabel("&What goes on")
        title.setProperty("kind", "strong")
        title.setBuddy(self.tree)
        top = QHBoxLayout()
        top.setSpacing(scaled(4))
        top.addWidget(title)
        top.addStretch(1)
        top.addWidget(self.all_button)
        top.addWidget(QLabel("·"))
        top.addWidget(self.none_button)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(scaled(4))
        whole.addLayout(top)
        whole.addWidget(self.tree)

    def _fill(self) -> None:
        tops: dict[str, QTreeWidgetItem] = {}
        for action in self._source.open:
            above = tops.get(action.part_of or "")
            item = QTreeWidgetItem(self.tree) if above is None else QTreeWidgetItem(above)
            tops[action.ref] = item
            self._show(item, action)
        self.tree.expandAll()
        self.tree.setRootIsDecorated(False)
        header = self.tree.header()
        header.setStretchLastSection(False)
        header.setSectionResizeMode(_WHAT, QHeaderView.ResizeMode.Stretch)
        self._fit()
        first = self.tree.topLevelItem(0)
        if first is not None:
            self.tree.setCurrentItem(first)

    def changeEvent(self, event: QEvent) -> None:
        """Be as high as another text size wants."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._fit()

    def _fit(self) -> None:
        """Be as high as the actions, and scroll where they are many; show numbers whole."""
        metrics = self.tree.fontMetrics()
        widths = [
            metrics.horizontalAdvance(item.text(_NUMBER))
            + (self.tree.indentation() if item.parent() is not None else 0)
            for item in self._items()
        ]
        self.tree.header().resizeSection(_NUMBER, max(widths, default=0) + scaled(_TICK))
        self.tree.header().resizeSection(_WHEN, scaled(_WHEN_WIDTH))
        row = self.tree.sizeHintForRow(0)
        rows = sum(1 for _ in self._items()) * max(row, 1)
        needed = rows + self.tree.header().sizeHint().height() + scaled(6)
        self.tree.setFixedHeight(min(needed, scaled(_HEIGHT)))

    def _show(self, item: QTreeWidgetItem, action: Action) -> None:
        shown = self._source.book.shown(action.ref)
        deadline = shown.deadlines[-1].text if shown.deadlines else ""
        what = first_line(shown.what) or first_line(shown.recommendation) or action.ref
        when = " ".join(deadline.split())
        for column, text in enumerate((action.number or "", what, when)):
            item.setText(column, text)
            item.setToolTip(column, text)
        item.setData(_NUMBER, _REF, action.ref)
        item.setCheckState(_NUMBER, _ON)
        words = ", ".join(filter(None, (action.number, what, when)))
        item.setData(_NUMBER, Qt.ItemDataRole.AccessibleTextRole, words)

    def _items(self) -> Iterator[QTreeWidgetItem]:
        for number in range(self.tree.topLevelItemCount()):
            item = self.tree.topLevelItem(number)
            if item is not None:
                yield item
                yield from _points(item)

    def _set_all(self, state: Qt.CheckState) -> None:
        self._set(list(self._items()), state)

    def _on_changed(self, item: QTreeWidgetItem, column: int) -> None:
        """Let points follow their action, and an action its points: none goes on without it."""
        if column != _NUMBER:
            return
        state, above = item.checkState(_NUMBER), item.parent()
        follow = list(_points(item))
        if above is not None and state is _ON:
            follow.append(above)
        self._set(follow, state)

    def _set(self, items: Sequence[QTreeWidgetItem], state: Qt.CheckState) -> None:
        self.tree.blockSignals(True)
        for item in items:
            item.setCheckState(_NUMBER, state)
        self.tree.blockSignals(False)
        self.tree.viewport().update()
        self.changed.emit()


def _points(item: QTreeWidgetItem) -> Iterator[QTreeWidgetItem]:
    for place in range(item.childCount()):
        point = item.child(place)
        if point is not None:
            yield point
