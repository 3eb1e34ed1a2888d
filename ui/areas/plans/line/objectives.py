"""The list of objectives: each with its own rating, and how many actions stand how."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QEvent, QModelIndex, QPersistentModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPen
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QListWidget,
    QListWidgetItem,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from db.records.plans import RAG_WORDS, Rag
from ui.areas.plans.line.entries import Entry
from ui.grid.chips import GROUNDS, chip_width, chip_words, paint_chip
from ui.grid.metrics import Metrics
from ui.theme import colours

_ENTRY = Qt.ItemDataRole.UserRole
_CHIPS, _GAP = 20, 5
"""Height of the row of counts and room between them, in pixels at text size 100."""
_MOST_LINES = 3
"""Lines of an objective's title; all of it stands at the right."""
_Line = tuple[tuple[str, str], ...]
"""Words, each with the palette's name of its colour."""
AnyIndex = QModelIndex | QPersistentModelIndex


class ObjectiveList(QListWidget):
    """Sections as headings, objectives to choose; the arrows go from one to the next."""

    chosen = Signal(str)
    """Another objective became the current one."""
    opened = Signal()
    """The keyboard shall go to what serves it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName("Objectives")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setResizeMode(QListWidget.ResizeMode.Adjust)
        self.setMouseTracking(True)
        self.metrics = Metrics(self.font())
        self.widest_number = ""
        self.setItemDelegate(_Painter(self))
        self.currentItemChanged.connect(self._on_current)

    def show_entries(self, entries: Iterable[Entry], current: str | None) -> str | None:
        """Show the list with `current` chosen, or else the first; tells nobody.

        Gives what is chosen; None where there is nothing.
        """
        scroll = self.verticalScrollBar().value()
        self.blockSignals(True)
        self.clear()
        shown = list(entries)
        self.widest_number = max((entry.number for entry in shown), key=len, default="")
        for entry in shown:
            item = QListWidgetItem(f"{entry.number} {entry.title}".strip(), self)
            item.setData(_ENTRY, entry)
            item.setData(Qt.ItemDataRole.AccessibleTextRole, entry.spoken)
            item.setToolTip(entry.title)
            if not entry.ref:
                item.setFlags(Qt.ItemFlag.NoItemFlags)
        if not self.select(current):
            first = next((entry.ref for entry in self.entries() if entry.ref), None)
            self.select(first)
        self.blockSignals(False)
        self.verticalScrollBar().setValue(scroll)
        self.scrollTo(self.currentIndex())
        return self.current()

    def entries(self) -> list[Entry]:
        """Give what is shown from the top."""
        return [self._entry(self.item(place)) for place in range(self.count())]

    def select(self, ref: str | None) -> bool:
        """Choose an objective; False where it is not here."""
        for place in range(self.count()):
            if ref and self._entry(self.item(place)).ref == ref:
                self.setCurrentRow(place)
                return True
        return False

    def current(self) -> str | None:
        """Give what is chosen."""
        item = self.currentItem()
        return self._entry(item).ref if item is not None else None

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go to what serves the objective by Enter."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.opened.emit()
        else:
            super().keyPressEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        """Measure anew in another text size."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.PaletteChange):
            self.metrics = Metrics(self.font())
            self.scheduleDelayedItemsLayout()

    def _entry(self, item: QListWidgetItem) -> Entry:
        found = item.data(_ENTRY)
        assert isinstance(found, Entry)
        return found

    def _on_current(self, item: QListWidgetItem | None, _: QListWidgetItem | None) -> None:
        if item is not None and self._entry(item).ref:
            self.chosen.emit(self._entry(item).ref)


class _Painter(QStyledItemDelegate):
    """Paints number and title with the own rating at the right, below it the counts."""

    def __init__(self, view: ObjectiveList) -> None:
        super().__init__(view)
        self._view = view

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: AnyIndex) -> None:
        entry = index.data(_ENTRY)
        if not isinstance(entry, Entry):
            return
        look, metrics = colours(), self._view.metrics
        rect: QRect = option.rect
        state: QStyle.StateFlag = option.state
        selected = bool(state & QStyle.StateFlag.State_Selected)
        painter.save()
        if selected:
            painter.fillRect(rect, QColor(look.accent_soft))
            painter.fillRect(
                QRect(rect.left(), rect.top(), metrics.px(3), rect.height()), QColor(look.accent)
            )
        elif entry.ref and state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(rect, QColor(look.row))
        painter.setPen(QColor(look.hairline))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        if entry.ref:
            self._paint_objective(painter, rect, entry)
        else:
            self._paint_section(painter, rect, entry)
        if selected and self._view.hasFocus():
            painter.setPen(QPen(QColor(look.focus), 2))
            painter.drawRect(rect.adjusted(1, 1, -1, -1))
        painter.restore()

    def sizeHint(self, option: QStyleOptionViewItem, index: AnyIndex) -> QSize:
        entry = index.data(_ENTRY)
        width = self._view.viewport().width()
        if not isinstance(entry, Entry):
            return QSize(width, 0)
        metrics = self._view.metrics
        if not entry.ref:
            lines = len(self._title(entry, width))
            return QSize(width, metrics.px(16) + lines * metrics.line)
        top = max(len(self._title(entry, width)) * metrics.line, metrics.px(20))
        return QSize(width, top + self._below(entry, width) + metrics.px(14))

    # Parts

    def _paint_section(self, painter: QPainter, rect: QRect, entry: Entry) -> None:
        look, metrics = colours(), self._view.metrics
        painter.setFont(metrics.strong)
        painter.setPen(QColor(look.text))
        top = rect.bottom() - metrics.px(5) - len(self._title(entry, rect.width())) * metrics.line
        self._paint_number(painter, rect, top, entry, look.text)
        self._paint_title(painter, rect, top, entry)
        painter.setFont(metrics.font)
        painter.setPen(QColor(look.muted))
        painter.drawText(
            QRect(rect.left(), top, rect.width() - metrics.padding, metrics.line),
            Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter,
            entry.words,
        )

    def _paint_objective(self, painter: QPainter, rect: QRect, entry: Entry) -> None:
        look, metrics = colours(), self._view.metrics
        top = rect.top() + metrics.px(6)
        painter.setFont(metrics.strong)
        self._paint_number(painter, rect, top, entry, look.accent)
        painter.setFont(metrics.font)
        painter.setPen(QColor(look.text))
        self._paint_title(painter, rect, top, entry)
        if entry.rag is not None:
            words = chip_words(entry.rag)
            left = rect.right() - metrics.padding - chip_width(words, metrics)
            paint_chip(painter, left, top + metrics.line // 2, words, GROUNDS[entry.rag], metrics)
        top += max(len(self._title(entry, rect.width())) * metrics.line, metrics.px(20))
        self._paint_counts(painter, rect, top + metrics.px(3), entry)

    def _paint_number(
        self, painter: QPainter, rect: QRect, top: int, entry: Entry, colour: str
    ) -> None:
        metrics = self._view.metrics
        painter.setPen(QColor(colour))
        painter.drawText(
            QRect(rect.left() + metrics.padding, top, self._indent(), metrics.line),
            Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter,
            entry.number,
        )

    def _paint_title(self, painter: QPainter, rect: QRect, top: int, entry: Entry) -> None:
        metrics = self._view.metrics
        left = self._left(rect.left(), entry)
        for number, line in enumerate(self._title(entry, rect.width())):
            painter.drawText(
                QRect(left, top + number * metrics.line, rect.right() - left, metrics.line),
                Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter,
                line,
            )

    def _paint_counts(self, painter: QPainter, rect: QRect, top: int, entry: Entry) -> None:
        metrics = self._view.metrics
        left = start = self._left(rect.left(), entry)
        rows = self._chips(entry, rect.width())
        for row in rows:
            left = start
            for words, ground in row:
                paint_chip(painter, left, top + metrics.px(_CHIPS) // 2, words, ground, metrics)
                left += chip_width(words, metrics) + metrics.px(_GAP)
            top += metrics.px(_CHIPS + 3)
        painter.setFont(metrics.font)
        lines = self._words(entry, rect.width())
        if self._beside(entry, rect.width()):
            middle = top - metrics.px(3) - metrics.px(_CHIPS) // 2
            self._paint_words(painter, left, middle - metrics.line // 2, lines[0])
            return
        for number, line in enumerate(lines):
            self._paint_words(painter, start, top + number * metrics.line, line)

    def _paint_words(self, painter: QPainter, left: int, top: int, line: _Line) -> None:
        metrics = self._view.metrics
        for words, tint in line:
            painter.setPen(QColor(getattr(colours(), tint)))
            width = metrics.width(words)
            painter.drawText(
                QRect(left, top, width + metrics.px(2), metrics.line),
                Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter,
                words,
            )
            left += width

    # Lengths

    def _below(self, entry: Entry, width: int) -> int:
        """Height of what stands below the title."""
        metrics = self._view.metrics
        chips = len(self._chips(entry, width)) * metrics.px(_CHIPS + 3)
        if self._beside(entry, width):
            return chips
        return metrics.px(3) + chips + len(self._words(entry, width)) * metrics.line

    def _beside(self, entry: Entry, width: int) -> bool:
        """Tell whether the words stand beside the counts, on one line."""
        metrics = self._view.metrics
        lines, rows = self._words(entry, width), self._chips(entry, width)
        if len(lines) != 1 or len(rows) != 1:
            return False
        chips = sum(chip_width(words, metrics) + metrics.px(_GAP) for words, _ in rows[0])
        return chips + sum(metrics.width(w) for w, _ in lines[0]) <= self._room(entry, width)

    def _chips(self, entry: Entry, width: int) -> list[list[tuple[str, str]]]:
        """Give the counts as rows of chips, each with the colour below it."""
        metrics, room = self._view.metrics, self._room(entry, width)
        rows: list[list[tuple[str, str]]] = []
        used = room
        for rag, number in entry.counts:
            words = _count_words(rag, number)
            needed = chip_width(words, metrics)
            if not rows or used + metrics.px(_GAP) + needed > room:
                rows.append([])
                used = -metrics.px(_GAP)
            rows[-1].append((words, GROUNDS[rag]))
            used += metrics.px(_GAP) + needed
        return rows

    def _words(self, entry: Entry, width: int) -> list[_Line]:
        """Break the words into lines; what is bad stays together."""
        metrics, room = self._view.metrics, self._room(entry, width)
        whole = ((entry.words, "muted"), (f" · {entry.bad}", "bad") if entry.bad else ("", "bad"))
        if sum(metrics.width(words) for words, _ in whole) <= room:
            return [whole]
        lines: list[_Line] = [((line, "muted"),) for line in metrics.wrap(entry.words, room)]
        return [*lines, ((entry.bad, "bad"),)] if entry.bad else lines

    def _title(self, entry: Entry, width: int) -> list[str]:
        metrics = self._view.metrics
        room = self._room(entry, width)
        if entry.rag is not None:
            room -= chip_width(chip_words(entry.rag), metrics) + metrics.px(8)
        elif not entry.ref:
            room -= metrics.width(entry.words) + metrics.px(8)
        lines = list(metrics.wrap(entry.title, max(metrics.px(40), room), not entry.ref))
        if len(lines) > _MOST_LINES:
            lines[_MOST_LINES - 1 :] = [f"{lines[_MOST_LINES - 1].rsplit(' ', 1)[0]} …"]
        return lines

    def _room(self, entry: Entry, width: int) -> int:
        return width - self._left(0, entry) - self._view.metrics.padding

    def _left(self, left: int, entry: Entry) -> int:
        return left + self._view.metrics.padding + (self._indent() if entry.number else 0)

    def _indent(self) -> int:
        """Room for the widest number."""
        widest = self._view.widest_number
        return self._view.metrics.width(widest, strong=True) + self._view.metrics.px(10)


def _count_words(rag: Rag, number: int) -> str:
    letter = RAG_WORDS[rag] if rag is Rag.NOT_RATED else RAG_WORDS[rag][0]
    return f"{letter} {number:,}"
