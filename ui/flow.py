"""A row of widgets that goes on below where there is no room beside."""

from __future__ import annotations

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtWidgets import QLayout, QLayoutItem, QWidget

from ui.theme import scaled


class Flow(QLayout):
    """Puts its widgets beside each other, and into further rows where they need them."""

    def __init__(self, parent: QWidget | None = None, *, gap: int = 8) -> None:
        super().__init__(parent)
        self._between = gap
        """Pixels between two widgets at text size 100."""
        self._items: list[QLayoutItem] = []
        self.setContentsMargins(0, 0, 0, 0)

    def addItem(self, item: QLayoutItem) -> None:
        """Take another widget, behind the others."""
        self._items.append(item)

    def count(self) -> int:
        """Give the number of widgets."""
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem | None:
        """Give a widget's item; None past the last."""
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int) -> QLayoutItem | None:
        """Let a widget's item go."""
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    def expandingDirections(self) -> Qt.Orientation:
        """Take no more room than is needed."""
        return Qt.Orientation(0)

    def hasHeightForWidth(self) -> bool:
        """Tell that less width needs more height."""
        return True

    def heightForWidth(self, width: int) -> int:
        """Give the height of the rows in a width."""
        return self._lay_out(QRect(0, 0, width, 0), move=False)

    def setGeometry(self, rect: QRect) -> None:
        """Put the widgets into their places."""
        super().setGeometry(rect)
        self._lay_out(rect, move=True)

    def sizeHint(self) -> QSize:
        """Give the size of one row with all of them."""
        hints = [item.sizeHint() for item in self._shown()]
        width = sum(hint.width() for hint in hints) + self._gap() * max(0, len(hints) - 1)
        return QSize(width, max((hint.height() for hint in hints), default=0))

    def minimumSize(self) -> QSize:
        """Give the size of the widest alone."""
        size = QSize()
        for item in self._shown():
            size = size.expandedTo(item.sizeHint())
        return size

    def _shown(self) -> list[QLayoutItem]:
        return [item for item in self._items if not item.isEmpty()]

    def _gap(self) -> int:
        return scaled(self._between)

    def _lay_out(self, rect: QRect, *, move: bool) -> int:
        """Give the height; with `move` put the widgets there."""
        rows: list[list[QLayoutItem]] = [[]]
        used = 0
        for item in self._shown():
            width = item.sizeHint().width()
            if rows[-1] and used + width > rect.width():
                rows.append([])
                used = 0
            rows[-1].append(item)
            used += width + self._gap()
        top = rect.top()
        for row in filter(None, rows):
            height = max(item.sizeHint().height() for item in row)
            left = rect.left()
            for item in row:
                hint = item.sizeHint()
                if move:
                    above = top + (height - hint.height()) // 2
                    item.setGeometry(QRect(left, above, hint.width(), hint.height()))
                left += hint.width() + self._gap()
            top += height + scaled(6)
        return max(0, top - scaled(6) - rect.top())
