"""The sheets of a workbook as a list: name, and below it what the sheet is taken for."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QRect, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPen
from PySide6.QtWidgets import (
    QFrame,
    QListWidget,
    QListWidgetItem,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from ui.areas.exchange.table_look import Index
from ui.theme import colours, scaled

_WIDTH = 190
_BELOW = Qt.ItemDataRole.UserRole
_SPOKEN = Qt.ItemDataRole.AccessibleTextRole


class SheetList(QListWidget):
    """Shows the sheets; `currentRowChanged` tells which one is open."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setItemDelegate(_SheetPainter(self))
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName("Sheets of the workbook")
        self.setFixedWidth(scaled(_WIDTH))

    def show_sheets(self, sheets: Sequence[tuple[str, str]]) -> None:
        """Show sheets as (name, what it is taken for), the first as the open one; tells nobody."""
        self.blockSignals(True)
        self.clear()
        for name, _ in sheets:
            self.addItem(QListWidgetItem(name))
        self.setCurrentRow(0)
        self.blockSignals(False)
        self.show_words([words for _, words in sheets])
        self.setVisible(len(sheets) > 1)

    def show_words(self, words: Sequence[str]) -> None:
        """Say anew what the sheets are taken for."""
        for place, below in enumerate(words):
            item = self.item(place)
            item.setData(_BELOW, below)
            item.setData(_SPOKEN, f"{item.text()}, {below}")

    def changeEvent(self, event: QEvent) -> None:
        """Take another text size's width."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self.setFixedWidth(scaled(_WIDTH))


class _SheetPainter(QStyledItemDelegate):
    """Paints a sheet on two lines."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(0, 2 * option.fontMetrics.height() + scaled(14))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        look, rect = colours(), option.rect
        painter.save()
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(rect, QColor(look.selection))
            if option.widget is not None and option.widget.hasFocus():
                painter.setPen(QPen(QColor(look.focus), 2))
                painter.drawRect(rect.adjusted(1, 1, -1, -1))
        painter.setPen(QColor(look.hairline))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        room = rect.adjusted(scaled(8), scaled(6), -scaled(8), -scaled(6))
        height = room.height() // 2
        for place, (text, ink) in enumerate(
            ((index.data(), look.text), (index.data(_BELOW), look.muted))
        ):
            line = QRect(room.left(), room.top() + place * height, room.width(), height)
            painter.setPen(QColor(ink))
            shown = option.fontMetrics.elidedText(
                str(text or ""), Qt.TextElideMode.ElideRight, line.width()
            )
            painter.drawText(line, Qt.AlignmentFlag.AlignVCenter, shown)
        painter.restore()
