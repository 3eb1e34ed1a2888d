"""How the tables of the import look: a tinted head, hairlines, the chosen row, icons in cells."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from ui.theme import colours, scaled
from ui.theme.icons import ICON_SIZE, icon_pixmap

Index = QModelIndex | QPersistentModelIndex

ROW = 28
"""Height of a row in pixels at text size 100."""
_PADDING = 8
_SMALLER = 2
"""Pixels by which an icon in a row is smaller than elsewhere."""

ICON_ROLE = Qt.ItemDataRole.UserRole + 1
"""Gives (name of an icon, name of its colour), or None."""
INK_ROLE = Qt.ItemDataRole.UserRole + 2
"""Gives the name of the text's colour."""
LAST_ICON_ROLE = Qt.ItemDataRole.UserRole + 3
"""Gives the icon at the right end of a cell, as ICON_ROLE does."""


class Head(QHeaderView):
    """A tinted head with muted words."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self.setSectionsClickable(False)
        self.setHighlightSections(False)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setMinimumSectionSize(24)

    def sizeHint(self) -> QSize:
        return QSize(super().sizeHint().width(), self.fontMetrics().height() + scaled(12))

    def paintSection(self, painter: QPainter, rect: QRect, logicalIndex: int) -> None:  # noqa: N803
        words = str(self.model().headerData(logicalIndex, Qt.Orientation.Horizontal) or "")
        painter.save()
        painter.setPen(QColor(colours().muted))
        room = rect.adjusted(scaled(_PADDING), 0, -scaled(_PADDING) // 2, 0)
        shown = self.fontMetrics().elidedText(words, Qt.TextElideMode.ElideRight, room.width())
        painter.drawText(room, _LEFT, shown)
        painter.restore()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self.viewport())
        look, rect = colours(), self.viewport().rect()
        painter.fillRect(rect, QColor(look.head))
        painter.setPen(QColor(look.border))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        painter.end()
        super().paintEvent(event)


class CellPainter(QStyledItemDelegate):
    """Paints a cell: an icon where it has one, then its text in its colour."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(scaled(40), scaled(ROW))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        look, rect = colours(), option.rect
        painter.save()
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        if chosen:
            painter.fillRect(rect, QColor(look.selection))
        self._line(painter, option, index)
        room = rect.adjusted(scaled(_PADDING), 0, -scaled(_PADDING) // 2, 0)
        last = index.data(LAST_ICON_ROLE)
        if last is not None:
            side = scaled(ICON_SIZE - _SMALLER)
            _draw_icon(painter, last, room.right() - side, room)
            room.setRight(room.right() - side - scaled(6))
        first = index.data(ICON_ROLE)
        if first is not None:
            room.setLeft(_draw_icon(painter, first, room.left(), room) + scaled(6))
        painter.setFont(option.font)
        painter.setPen(QColor(getattr(look, index.data(INK_ROLE) or "text")))
        text = str(index.data() or "")
        shown = option.fontMetrics.elidedText(text, Qt.TextElideMode.ElideRight, room.width())
        painter.drawText(room, _LEFT, shown)
        painter.restore()

    def _line(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw the hairline below, and around the current row the mark of the keyboard."""
        look, rect, view = colours(), option.rect, option.widget
        painter.setPen(QColor(look.hairline))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        if not isinstance(view, QTableView) or not view.hasFocus():
            return
        if view.currentIndex().row() != index.row():
            return
        painter.setPen(QPen(QColor(look.focus), 2))
        top, bottom = rect.top() + 1, rect.bottom()
        painter.drawLine(rect.left(), top, rect.right(), top)
        painter.drawLine(rect.left(), bottom, rect.right(), bottom)
        columns = index.model().columnCount()
        if index.column() == 0:
            painter.drawLine(rect.left() + 1, top, rect.left() + 1, bottom)
        if index.column() == columns - 1:
            painter.drawLine(rect.right(), top, rect.right(), bottom)


def dress(view: QTableView) -> None:
    """Give a table head, rows and selection of whole rows as the import has them."""
    view.setHorizontalHeader(Head(view))
    view.verticalHeader().hide()
    view.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
    view.setShowGrid(False)
    view.setFrameShape(QFrame.Shape.NoFrame)
    view.setWordWrap(False)
    view.setTabKeyNavigation(False)
    view.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
    view.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
    view.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
    measure(view)


def measure(view: QTableView) -> None:
    """Fit the rows to the text size."""
    view.verticalHeader().setDefaultSectionSize(scaled(ROW))


def _draw_icon(painter: QPainter, which: tuple[str, str], left: int, room: QRect) -> int:
    """Draw an icon; give its right end."""
    name, tint = which
    side = scaled(ICON_SIZE - _SMALLER)
    top = room.top() + (room.height() - side) // 2
    painter.drawPixmap(left, top, icon_pixmap(name, tint, ICON_SIZE - _SMALLER))
    return left + side


_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
