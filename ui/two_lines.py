"""Entries of a list painted on two lines: what, and below it the facts and a mark."""

from __future__ import annotations

from typing import NamedTuple

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from ui.theme import colours, scaled

AnyIndex = QModelIndex | QPersistentModelIndex


class Lines(NamedTuple):
    """What an entry says; `colour` names the mark's, `is_faint` mutes the first line."""

    first: str
    second: str
    mark: str = ""
    colour: str = "muted"
    is_faint: bool = False


class TwoLines(QStyledItemDelegate):
    """Paints the entries whose `lines` a kind of list gives."""

    def lines(self, index: AnyIndex) -> Lines | None:
        """Give what an entry says; None where it is not there."""
        raise NotImplementedError

    def sizeHint(self, option: QStyleOptionViewItem, index: AnyIndex) -> QSize:
        return QSize(0, 2 * option.fontMetrics.height() + scaled(16))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: AnyIndex) -> None:
        lines = self.lines(index)
        if lines is None:
            return
        look = colours()
        view = option.widget
        painter.save()
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        if chosen:
            painter.fillRect(option.rect, QColor(look.selection))
        elif option.state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(option.rect, QColor(look.row))
        if chosen and view is not None and view.hasFocus():
            painter.setPen(QPen(QColor(look.focus), 2))
            painter.drawRect(option.rect.adjusted(1, 1, -1, -1))
        painter.setPen(QColor(look.hairline))
        painter.drawLine(option.rect.bottomLeft(), option.rect.bottomRight())
        room = option.rect.adjusted(scaled(10), scaled(6), -scaled(10), -scaled(7))
        _words(painter, option, room, lines)
        painter.restore()


def _words(painter: QPainter, option: QStyleOptionViewItem, room: QRect, lines: Lines) -> None:
    look, metrics = colours(), option.fontMetrics
    height = metrics.height() + scaled(1)
    width = metrics.horizontalAdvance(lines.mark) if lines.mark else 0
    second = QRect(room.left(), room.top() + height, room.width(), height)
    painter.setFont(option.font)
    painter.setPen(QColor(getattr(look, lines.colour)))
    painter.drawText(second, _RIGHT, lines.mark)
    painter.setPen(QColor(look.muted))
    rest = second.adjusted(0, 0, -(width + scaled(12)) if lines.mark else 0, 0)
    shown = metrics.elidedText(lines.second, Qt.TextElideMode.ElideRight, rest.width())
    painter.drawText(rest, _LEFT, shown)
    painter.setPen(QColor(look.muted if lines.is_faint else look.text))
    first = QRect(room.left(), room.top(), room.width(), height)
    what = " ".join(lines.first.split())
    painter.drawText(
        first, _LEFT, metrics.elidedText(what, Qt.TextElideMode.ElideRight, first.width())
    )


_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
