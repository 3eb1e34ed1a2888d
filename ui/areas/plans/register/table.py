"""The register's table: rows of one height, of which one is chosen and opened."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QItemSelectionModel, QModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPen, QResizeEvent
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

from mscb_desktop.plans.register.listing import Line, Listing
from mscb_desktop.plans.words import DIRECTION
from ui.areas.plans.register.model import AnyIndex, RegisterModel, Shown, text_of
from ui.grid.cells import Piece
from ui.grid.chips import GROUNDS, chip_width, chip_words, paint_chip
from ui.grid.header import Header
from ui.grid.metrics import Metrics
from ui.theme import colours

_SHARES = {Shown.PLAN: (22, 84), Shown.WHO: (26, 84)}
"""Share of the room that other columns leave, and least width in pixels at text size 100."""
_LEAST_ACTION = 150
"""Least width of the action, which takes the rest, in pixels at text size 100."""
_LEFT_OUT = (Shown.UPDATED, Shown.STATUS)
"""Columns that are left out where there is no room for them, one after the other."""
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_LINE = Qt.TextFlag.TextSingleLine


class RegisterTable(QTableView):
    """Lists actions; Enter or two clicks open one."""

    chosen = Signal()
    """Another action is the current one."""
    opened = Signal(str)
    """An action, by its reference, shall be shown in its plan."""
    given_up = Signal()
    """Esc was pressed."""
    typed = Signal(str)
    """A letter was typed, which begins what to find."""

    def __init__(self, listing: Listing, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.metrics = Metrics(self.font())
        self.lines = RegisterModel(listing, self)
        self.setHorizontalHeader(Header(self.metrics, self))
        self.setModel(self.lines)
        self.setItemDelegate(_Painter(self))
        vertical = self.verticalHeader()
        vertical.hide()
        vertical.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setCornerButtonEnabled(False)
        self.setTabKeyNavigation(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setAccessibleName("Actions of all plans")
        self.selectionModel().currentRowChanged.connect(lambda *_: self.chosen.emit())
        self.doubleClicked.connect(lambda _: self.open_current())
        self._measure()

    def current(self) -> Line | None:
        """Give the action that is chosen."""
        return self.lines.line(self.currentIndex().row())

    def show_refs(self, refs: Sequence[str], listing: Listing | None = None) -> None:
        """List these actions; the chosen one stays chosen where it is among them."""
        place = self.currentIndex().row()
        before = self.lines.refs[place] if 0 <= place < len(self.lines.refs) else None
        self.selectionModel().blockSignals(True)
        self.lines.show_refs(refs, listing)
        self.selectionModel().blockSignals(False)
        self.choose((self.lines.place_of(before) if before is not None else None) or 0)

    def choose(self, place: int) -> None:
        """Make the action in a place the chosen one."""
        index = self.lines.index(place, 0)
        flag = QItemSelectionModel.SelectionFlag
        self.selectionModel().blockSignals(True)
        self.selectionModel().setCurrentIndex(index, flag.ClearAndSelect | flag.Rows)
        self.selectionModel().blockSignals(False)
        if index.isValid():
            self.scrollTo(index)
        self.viewport().update()
        self.chosen.emit()

    def open_current(self) -> None:
        """Ask for the chosen action in its plan."""
        line = self.current()
        if line is not None:
            self.opened.emit(line.ref)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter opens, Esc gives the filters up, a letter begins to find."""
        plain = event.modifiers() in (_NONE, Qt.KeyboardModifier.ShiftModifier)
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.open_current()
        elif event.key() == Qt.Key.Key_Escape:
            self.given_up.emit()
        elif event.key() in (Qt.Key.Key_Home, Qt.Key.Key_End) and self.lines.refs:
            self.choose(0 if event.key() == Qt.Key.Key_Home else len(self.lines.refs) - 1)
        elif plain and event.text().strip() and event.text().isprintable():
            self.typed.emit(event.text())
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._share_room()

    def changeEvent(self, event: QEvent) -> None:
        """Take another text size or theme."""
        super().changeEvent(event)
        looks = event.type() in (QEvent.Type.FontChange, QEvent.Type.PaletteChange)
        if looks and hasattr(self, "lines"):
            self._measure()

    def _measure(self) -> None:
        """Fit head, rows and columns to the font."""
        self.metrics = Metrics(self.font())
        header = self.horizontalHeader()
        assert isinstance(header, Header)
        header.metrics = self.metrics
        self.verticalHeader().setMinimumSectionSize(self.metrics.row)
        self.verticalHeader().setDefaultSectionSize(self.metrics.row)
        self.verticalScrollBar().setSingleStep(self.metrics.row)
        self._share_room()
        header.geometriesChanged.emit()
        self.viewport().update()

    def _share_room(self) -> None:
        """Give each column what its words need, and the rest to plan, action and who."""
        metrics = self.metrics
        arrow = metrics.width(" \u2191")
        needs = {
            Shown.NUMBER: metrics.width("00.00"),
            Shown.DUE: metrics.width("00/00/0000 late 00 months"),
            Shown.RAG: chip_width("Not rated", metrics) + arrow,
            Shown.STATUS: metrics.width("Complete"),
            Shown.UPDATED: metrics.width("00/00/0000"),
        }
        widths = {column: need + 2 * metrics.padding for column, need in needs.items()}
        room = self.viewport().width()
        least = metrics.px(_LEAST_ACTION + sum(low for _, low in _SHARES.values()))
        for column in _LEFT_OUT:
            hidden = least + sum(widths.values()) > room
            self.setColumnHidden(column, hidden)
            if hidden:
                del widths[column]
        rest = room - sum(widths.values())
        for column, (share, low) in _SHARES.items():
            widths[column] = max(metrics.px(low), rest * share // 100)
        left = room - sum(widths.values())
        widths[Shown.ACTION] = max(metrics.px(_LEAST_ACTION), left)
        for column, width in widths.items():
            self.setColumnWidth(column, width)


_NONE = Qt.KeyboardModifier.NoModifier


class _Painter(QStyledItemDelegate):
    """Paints a cell on one line, cut short with dots where there is no room."""

    def __init__(self, table: RegisterTable) -> None:
        super().__init__(table)
        self._table = table

    def sizeHint(self, option: QStyleOptionViewItem, index: AnyIndex) -> QSize:
        return QSize(self._table.columnWidth(index.column()), self._table.metrics.row)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: AnyIndex) -> None:
        line = self._table.lines.line(index.row())
        if line is None:
            return
        look, rect = colours(), QRect(option.rect)
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        painter.save()
        if chosen:
            painter.fillRect(rect, QColor(look.selection))
        elif option.state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(rect, QColor(look.row))
        painter.setPen(QColor(look.hairline))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        padding = self._table.metrics.padding
        room = rect.adjusted(padding, 0, -padding // 2, 0)
        for piece in pieces(line, Shown(index.column())):
            room.setLeft(self._piece(painter, room, piece))
        if chosen and self._table.hasFocus():
            self._frame(painter, rect, index)
        painter.restore()

    def _piece(self, painter: QPainter, room: QRect, piece: Piece) -> int:
        """Paint a piece at the left of the room; give where the next one begins."""
        metrics = self._table.metrics
        gap = metrics.width(" ")
        if room.width() <= gap:
            return room.left()
        if piece.ground:
            middle = room.center().y()
            paint_chip(painter, room.left(), middle, piece.text, piece.ground, metrics)
            return room.left() + piece.width(metrics) + gap
        painter.setFont(metrics.strong if piece.strong else metrics.font)
        painter.setPen(QColor(getattr(colours(), piece.tint)))
        text, width = piece.text, piece.width(metrics)
        if width > room.width():
            text = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, room.width())
        painter.drawText(room, _LEFT | _LINE, text)
        return room.left() + width + gap

    def _frame(self, painter: QPainter, rect: QRect, index: QModelIndex | AnyIndex) -> None:
        """Draw the mark of the keyboard around the row."""
        painter.setPen(QPen(QColor(colours().focus), 2))
        top, bottom = rect.top() + 1, rect.bottom()
        painter.drawLine(rect.left(), top, rect.right(), top)
        painter.drawLine(rect.left(), bottom, rect.right(), bottom)
        if index.column() == 0:
            painter.drawLine(rect.left() + 1, top, rect.left() + 1, bottom)
        shown = [n for n in Shown if not self._table.isColumnHidden(n)]
        if index.column() == shown[-1]:
            painter.drawLine(rect.right(), top, rect.right(), bottom)


def pieces(line: Line, column: Shown) -> tuple[Piece, ...]:
    """Give what stands in a cell, piece by piece from the left."""
    text = text_of(line, column)
    match column:
        case Shown.ACTION:
            kin = (Piece(line.kin, "muted"),) if line.kin else ()
            return (*kin, Piece(text, "text"))
        case Shown.DUE:
            late = (Piece(line.late, "bad", strong=True),) if line.late else ()
            return (Piece(line.due, "text" if line.late else "muted"), *late)
        case Shown.RAG if line.rag is not None:
            ground = GROUNDS[line.rag]
            chip = Piece(chip_words(line.rag), f"{ground}_text", strong=True, ground=ground)
            sign = DIRECTION[line.direction] if line.direction else ""
            return (chip, Piece(sign, "muted"))
        case Shown.PLAN | Shown.WHO | Shown.UPDATED:
            return (Piece(text, "muted" if column is not Shown.WHO else "text"),)
        case Shown.STATUS:
            return (Piece(text, "text" if text != "Open" else "muted"),)
        case _:
            return (Piece(text, "text"),)
