"""The left of the groups' page: all groups as the tree they form, with a line to find one."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFontMetrics, QKeyEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from mscb_desktop.groups.facts import kind_in_words
from mscb_desktop.groups.tree import Branch
from ui.editors.find_line import FindLine
from ui.theme import colours, scaled

_REF = Qt.ItemDataRole.UserRole
_WORDS = Qt.ItemDataRole.UserRole + 1
_NAME, _COUNT = 0, 1
_PADDING = 6


class GroupTree(QTreeWidget):
    """The tree itself: the keyboard's arrows choose, Alt+Up and Alt+Down move the group."""

    chosen = Signal(str)
    """A group became the current one."""
    moved = Signal(str, int)
    """The group shall go up (-1) or down (1) among those beside it."""
    opened = Signal()
    """The keyboard shall go to what is shown of the group."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName("Groups")
        self.setColumnCount(2)
        self.setHeaderHidden(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWordWrap(True)
        self.setUniformRowHeights(False)
        self.setExpandsOnDoubleClick(False)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setItemDelegate(_Wrapped(self))
        self.header().setStretchLastSection(False)
        self.header().setMinimumSectionSize(scaled(20))
        self.header().setSectionResizeMode(_NAME, QHeaderView.ResizeMode.Stretch)
        self.header().setSectionResizeMode(_COUNT, QHeaderView.ResizeMode.ResizeToContents)
        # Names wrap anew in another width.
        self.header().sectionResized.connect(lambda *_: self.scheduleDelayedItemsLayout())
        self.currentItemChanged.connect(self._on_current)

    def show_branches(self, branches: Sequence[Branch], current: str | None) -> None:
        """Show the groups, the group `current` chosen; tells nobody."""
        scroll = self.verticalScrollBar().value()
        self.blockSignals(True)
        self.setIndentation(scaled(14))
        self.clear()
        above: list[QTreeWidgetItem] = []
        for branch in branches:
            del above[branch.depth :]
            item = _item(branch)
            if above:
                above[-1].addChild(item)
            else:
                self.addTopLevelItem(item)
            above.append(item)
        self.expandAll()
        self.select(current)
        self.blockSignals(False)
        self.verticalScrollBar().setValue(scroll)

    def show_counts(self, branches: Sequence[Branch]) -> None:
        """Show other numbers beside the same groups."""
        there = {branch.group.ref: branch for branch in branches}
        self.blockSignals(True)
        for item in self.items():
            branch = there.get(str(item.data(_NAME, _REF)))
            if branch is not None and item.text(_COUNT) != f"{branch.members:,}":
                _show_count(item, branch)
        self.blockSignals(False)

    def select(self, ref: str | None) -> bool:
        """Make a group the current one; False where it is not here."""
        item = next((item for item in self.items() if item.data(_NAME, _REF) == ref), None)
        if item is None:
            return False
        self.setCurrentItem(item)
        return True

    def current(self) -> str | None:
        """Give the current group."""
        item = self.currentItem()
        return str(item.data(_NAME, _REF)) if item is not None else None

    def items(self) -> Iterator[QTreeWidgetItem]:
        """Give all groups from above, whether they are shown or not."""
        waiting = [
            self.topLevelItem(place) for place in range(self.topLevelItemCount() - 1, -1, -1)
        ]
        while waiting:
            item = waiting.pop()
            if item is not None:
                yield item
                waiting += [item.child(n) for n in range(item.childCount() - 1, -1, -1)]

    def show_found(self, text: str) -> None:
        """Show the groups whose names hold each word of `text`, with those above them."""
        words = text.casefold().split()
        for item in self.items():
            item.setHidden(not _holds(item, words))
        current = self.currentItem()
        if words and (current is None or not _fits(current, words)):
            first = next((item for item in self.items() if _fits(item, words)), None)
            if first is not None:
                self.setCurrentItem(first)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move the group by Alt and an arrow; Enter goes to what is shown of it."""
        alt = event.modifiers() == Qt.KeyboardModifier.AltModifier
        steps = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}
        key, ref = Qt.Key(event.key()), self.current()
        if alt and key in steps:
            if ref is not None:
                self.moved.emit(ref, steps[key])
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.opened.emit()
        else:
            super().keyPressEvent(event)

    def _on_current(self, item: QTreeWidgetItem | None, _: QTreeWidgetItem | None) -> None:
        if item is not None:
            self.chosen.emit(str(item.data(_NAME, _REF)))


class TreePanel(QWidget):
    """The find line above the tree."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.tree = GroupTree()
        self.find_box = FindLine("Find a group")
        self.find_box.down.connect(self.tree.setFocus)
        self.find_box.textChanged.connect(self.tree.show_found)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(scaled(8))
        column.addWidget(self.find_box)
        column.addWidget(self.tree, 1)

    def show_branches(self, branches: Sequence[Branch], current: str | None) -> None:
        """Show the groups; what is looked for stays so."""
        self.tree.show_branches(branches, current)
        if self.find_box.text().strip():
            self.tree.blockSignals(True)
            self.tree.show_found(self.find_box.text())
            self.tree.select(current)
            self.tree.blockSignals(False)


class _Wrapped(QStyledItemDelegate):
    """Gives each name the lines that it needs in the width there is."""

    def __init__(self, tree: GroupTree) -> None:
        super().__init__(tree)
        self._tree = tree

    def sizeHint(
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> QSize:
        hint = super().sizeHint(option, index)
        least = scaled(28)
        if index.column() != _NAME:
            return QSize(hint.width() + scaled(_PADDING), least)
        depth, parent = 1, index.parent()
        while parent.isValid():
            depth, parent = depth + 1, parent.parent()
        width = self._tree.columnWidth(_NAME) - depth * self._tree.indentation()
        style, margin = self._tree.style(), QStyle.PixelMetric.PM_FocusFrameHMargin
        width -= 2 * (style.pixelMetric(margin, None, self._tree) + 1)
        measure = QFontMetrics(option.font)
        text = str(index.data() or "")
        flags = int(Qt.TextFlag.TextWordWrap.value)
        box = measure.boundingRect(QRect(0, 0, max(1, width), 10_000), flags, text)
        return QSize(hint.width(), max(least, box.height() + scaled(10)))


def _item(branch: Branch) -> QTreeWidgetItem:
    group = branch.group
    name = f"{group.name} ({branch.remark})" if branch.remark else group.name
    item = QTreeWidgetItem([name])
    item.setData(_NAME, _REF, group.ref)
    item.setData(_NAME, _WORDS, f"{group.name} {group.short_name or ''} {group.ref}".casefold())
    side = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
    item.setTextAlignment(_COUNT, side)
    item.setForeground(_COUNT, QColor(colours().muted))
    if branch.remark:
        item.setForeground(_NAME, QColor(colours().muted))
    _show_count(item, branch)
    return item


def _show_count(item: QTreeWidgetItem, branch: Branch) -> None:
    members = "1 member" if branch.members == 1 else f"{branch.members:,} members"
    told = ", ".join(filter(None, (item.text(_NAME), kind_in_words(branch.group), members)))
    item.setText(_COUNT, f"{branch.members:,}")
    item.setToolTip(_NAME, told)
    item.setData(_NAME, Qt.ItemDataRole.AccessibleTextRole, told)
    item.setData(_COUNT, Qt.ItemDataRole.AccessibleTextRole, members)


def _fits(item: QTreeWidgetItem, words: Sequence[str]) -> bool:
    return all(word in str(item.data(_NAME, _WORDS)) for word in words)


def _holds(item: QTreeWidgetItem, words: Sequence[str]) -> bool:
    """Tell whether a group, or one below it, is found."""
    below = (item.child(place) for place in range(item.childCount()))
    return _fits(item, words) or any(child is not None and _holds(child, words) for child in below)
