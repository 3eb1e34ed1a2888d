"""What was found, as a list: icon, name with the letters that answer, and what it is."""

from __future__ import annotations

from collections.abc import Sequence
from textwrap import shorten

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QPersistentModelIndex,
    QPointF,
    QRect,
    QSize,
    Qt,
)
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QTextCharFormat, QTextLayout
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from mscb_desktop.finding import Found, Hit, detail, marked, other_name, title
from ui.finding.pictures import picture
from ui.theme import colours, scaled
from ui.theme.icons import ICON_SIZE, icon_pixmap

Index = QModelIndex | QPersistentModelIndex

HEIGHT = 34
"""Height of a row in pixels at text size 100."""
_MARGIN, _GAP = 10, 14
_BESIDE_OTHER = 40
"""Letters of a name that stand before the other name by which it was found."""


class FoundModel(QAbstractListModel):
    """The hits of the latest question."""

    def __init__(self) -> None:
        super().__init__()
        self.hits: Sequence[Hit] = ()
        self.words: Sequence[str] = ()

    def show_found(self, found: Found) -> None:
        """Show what was found."""
        self.beginResetModel()
        self.hits, self.words = found.hits, found.words
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - as in Qt
        return 0 if parent.isValid() else len(self.hits)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> str | None:
        if role not in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return None
        hit = self.hits[index.row()]
        return f"{self.name(hit)}, {detail(hit)}"

    def name(self, hit: Hit) -> str:
        """Give an entry's name, with the other name by which it was found."""
        shown = title(hit.entry)
        other = other_name(shown, hit.entry.also, self.words)
        if not other:
            return shown
        # What answers stands in the other one, for which there has to be room.
        return f"{shorten(shown, _BESIDE_OTHER, placeholder=' …')} ({other})"


class FoundDelegate(QStyledItemDelegate):
    """Paints one hit: the name at the left, what it is at the right."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(0, scaled(HEIGHT))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        model = index.model()
        assert isinstance(model, FoundModel)
        hit = model.hits[index.row()]
        look, rect = colours(), option.rect
        font: QFont = option.font
        painter.save()
        painter.setFont(font)
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(rect, QColor(look.selection))
            painter.fillRect(
                QRect(rect.left(), rect.top(), scaled(3), rect.height()), QColor(look.accent)
            )
        inner = rect.adjusted(scaled(_MARGIN), 0, -scaled(_MARGIN), 0)
        top = inner.top() + (inner.height() - scaled(ICON_SIZE)) // 2
        painter.drawPixmap(inner.left(), top, icon_pixmap(picture(hit.entry.key), "muted"))
        inner.setLeft(inner.left() + scaled(ICON_SIZE) + scaled(_MARGIN))
        measure = QFontMetrics(font)
        what = measure.elidedText(detail(hit), Qt.TextElideMode.ElideRight, inner.width() * 2 // 3)
        name_width = _painted_name(painter, inner, model.name(hit), model.words, font, what)
        inner.setLeft(inner.left() + name_width + scaled(_GAP))
        painter.setPen(QColor(look.muted))
        what = measure.elidedText(what, Qt.TextElideMode.ElideRight, inner.width())
        side = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        painter.drawText(inner, side, what)
        painter.restore()


def _painted_name(
    painter: QPainter, rect: QRect, name: str, words: Sequence[str], font: QFont, what: str
) -> int:
    """Paint a name with its marks, cut to the room that `what` leaves; give its width.

    Where both have no room, half of the row at least is the name's.
    """
    strong = QFont(font)
    strong.setWeight(QFont.Weight.Bold)
    measure = QFontMetrics(strong)
    wanted = QFontMetrics(font).horizontalAdvance(what) + scaled(_GAP)
    room = max(rect.width() - wanted, rect.width() // 2)
    shown = measure.elidedText(name, Qt.TextElideMode.ElideRight, room)
    layout = QTextLayout(shown, font)
    formats = []
    for start, end in marked(name, words):
        stretch = QTextLayout.FormatRange()
        # Qt counts in units of UTF-16, where an emoji has two.
        begin, finish = (len(shown[:at].encode("utf-16-le")) // 2 for at in (start, end))
        stretch.start, stretch.length = begin, finish - begin
        form = QTextCharFormat()
        form.setForeground(QColor(colours().accent))
        form.setFontWeight(QFont.Weight.Bold)
        stretch.format = form
        formats.append(stretch)
    layout.setFormats(formats)
    layout.beginLayout()
    line = layout.createLine()
    line.setLineWidth(room + scaled(_GAP))
    layout.endLayout()
    painter.setPen(QColor(colours().text))
    top = rect.top() + (rect.height() - line.height()) / 2
    layout.draw(painter, QPointF(rect.left(), top))
    return round(line.naturalTextWidth())
