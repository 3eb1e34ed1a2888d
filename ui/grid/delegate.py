"""Paints the cells of a grid and makes their editors."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QPolygon
from PySide6.QtWidgets import (
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from db.fields import Field, Kind
from db.records import RECORDS
from mscb_desktop.sheet.model import Column, Row, RowKind
from ui.editors.base import Editor
from ui.grid.cells import TICK, TINTED_ROWS, Cell, lay_out
from ui.grid.chips import paint_chip
from ui.grid.model import AnyIndex, GridModel, is_figure, native
from ui.theme import Colours, colours

if TYPE_CHECKING:
    from PySide6.QtCore import QAbstractItemModel

    from ui.editors.offers import Offer
    from ui.grid.view import Grid

_LONG = 0.6
"""Part of what is in view beyond which a row is read from its top: its middle may be far below."""
_ABOVE = 6
"""Pixels at text size 100 above the texts of such a row."""


class Delegate(QStyledItemDelegate):
    """Looks like a printed table: hairlines below rows, no boxes, one frame at the current cell."""

    def __init__(self, grid: Grid) -> None:
        super().__init__(grid)
        self._grid = grid

    # Painting

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: AnyIndex) -> None:
        model = self._grid.sheet_model
        row = model.row(index.row())
        if row is None:
            return
        column = model.columns[index.column()]
        look = colours()
        rect: QRect = option.rect
        state: QStyle.StateFlag = option.state
        current = index == self._grid.currentIndex()
        selected = bool(state & QStyle.StateFlag.State_Selected)
        upper = rect.adjusted(0, 0, 0, -self._grid.sizes.strip_height(row))
        painter.save()
        painter.fillRect(rect, self._background(look, model, row, column, selected, current))
        if row.kind is RowKind.HEADING:
            self._paint_heading(painter, upper, model, row, index.column(), look)
        else:
            self._paint_text(painter, upper, model, row, column, look)
        painter.setPen(QColor(look.hairline))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        if model.reason(row, column) is not None:
            self._paint_mark(painter, upper, look)
        if current:
            self._paint_frame(painter, upper, look, column.key in row.stores)
        painter.restore()

    def sizeHint(self, option: QStyleOptionViewItem, index: AnyIndex) -> QSize:
        metrics = self._grid.metrics
        return QSize(self._grid.columnWidth(index.column()), metrics.row)

    def cell(self, row: Row, column: Column, width: int) -> Cell:
        """Lay a cell out for a column of `width` pixels; a heading runs on over blank cells."""
        metrics = self._grid.metrics
        if row.kind is RowKind.HEADING:
            width = max(width, self._reach(row, self._grid.sheet_model.columns.index(column)))
        inner = width - 2 * metrics.padding - self.reserved(row, column)
        return lay_out(self._grid.sheet_model, row, column, max(1, inner), metrics)

    def _reach(self, row: Row, number: int) -> int:
        """Give the width from a column to the next one in which a heading has something."""
        following = number + 1
        while following < len(self._grid.sheet_model.columns) and self._is_blank(row, following):
            following += 1
        return sum(map(self._grid.columnWidth, range(number, following)))

    def _is_blank(self, row: Row, number: int) -> bool:
        model = self._grid.sheet_model
        column = model.columns[number]
        return not model.text(row, column) and model.note(row, column) is None

    def reserved(self, row: Row, column: Column) -> int:
        """Room kept at the right of the first column for the sign that opens what is below."""
        opens = row.lines is not None and column is self._grid.sheet_model.columns[0]
        return self._grid.metrics.px(18) if opens else 0

    def opener(self, rect: QRect) -> QRect:
        """Where in the first cell's rectangle the sign stands that opens what is below."""
        width = self._grid.metrics.px(24)
        return QRect(rect.right() - width, rect.top(), width, rect.height())

    def _background(
        self,
        look: Colours,
        model: GridModel,
        row: Row,
        column: Column,
        selected: bool,
        current: bool,
    ) -> QColor:
        if model.reason(row, column) is not None:
            return QColor(look.bad_soft)
        if current:
            return QColor(look.accent_soft)
        if selected:
            return QColor(look.selection)
        return QColor(look.head if row.kind in TINTED_ROWS else look.field)

    def _paint_heading(
        self,
        painter: QPainter,
        rect: QRect,
        model: GridModel,
        row: Row,
        number: int,
        look: Colours,
    ) -> None:
        """Paint what of a heading stands in a cell: its own text, or that of a cell before it."""
        owner = number
        while owner > 0 and self._is_blank(row, owner):
            owner -= 1
        if is_figure(model.columns[owner]):
            owner = number
        left = rect.left() - sum(map(self._grid.columnWidth, range(owner, number)))
        whole = QRect(left, rect.top(), self._reach(row, owner), rect.height())
        painter.save()
        painter.setClipRect(rect, Qt.ClipOperation.IntersectClip)
        self._paint_text(painter, whole, model, row, model.columns[owner], look)
        painter.restore()

    def _paint_text(
        self,
        painter: QPainter,
        rect: QRect,
        model: GridModel,
        row: Row,
        column: Column,
        look: Colours,
    ) -> None:
        metrics = self._grid.metrics
        cell = self.cell(row, column, rect.width())
        reserved = self.reserved(row, column)
        inner = rect.adjusted(metrics.padding, 0, -metrics.padding - reserved, 0)
        spare = inner.height() - len(cell.lines) * metrics.line
        is_long = inner.height() > max(metrics.px(240), _LONG * self._grid.viewport().height())
        top = inner.top() + (min(spare // 2, metrics.px(_ABOVE)) if is_long else spare // 2)
        for number, line in enumerate(cell.lines):
            box = QRect(inner.left(), top + number * metrics.line, inner.width(), metrics.line)
            if column.kind is Kind.YES_NO and line[0].text == TICK:
                _paint_tick(painter, box, QColor(look.accent))
                continue
            left = box.left()
            if cell.figure:
                left = box.right() + 1 - sum(piece.width(metrics) for piece in line)
            for piece in line:
                if piece.ground:
                    middle = box.center().y()
                    paint_chip(painter, left, middle, piece.text, piece.ground, metrics)
                    left += piece.width(metrics)
                    continue
                painter.setPen(QColor(getattr(look, piece.tint)))
                painter.setFont(metrics.strong if piece.strong else metrics.font)
                width = metrics.width(piece.text, piece.strong)
                painter.drawText(
                    QRect(left, box.top(), width + metrics.px(2), box.height()),
                    Qt.AlignmentFlag.AlignLeft
                    | Qt.AlignmentFlag.AlignVCenter
                    | Qt.TextFlag.TextSingleLine,
                    piece.text,
                )
                left += width
        here = self._grid.current_row()
        if reserved and (row.lines or (here is not None and here.ref == row.ref)):
            lit = QColor(look.accent if row.lines else look.muted)
            _paint_chevron(painter, self.opener(rect), lit, metrics.px(4))

    def _paint_mark(self, painter: QPainter, rect: QRect, look: Colours) -> None:
        side = self._grid.metrics.px(7)
        corner = rect.topRight() + QPoint(1, 0)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(look.bad))
        painter.drawPolygon(QPolygon([corner - QPoint(side, 0), corner, corner + QPoint(0, side)]))

    def _paint_frame(self, painter: QPainter, rect: QRect, look: Colours, typable: bool) -> None:
        focused = self._grid.hasFocus()
        pen = QPen(QColor(look.focus if typable else look.muted))
        pen.setWidth(2 if focused else 1)
        pen.setJoinStyle(Qt.PenJoinStyle.MiterJoin)
        painter.setPen(pen)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        inset = 1.0 if focused else 0.5
        painter.drawRect(QRectF(rect).adjusted(inset, inset, -inset, -inset))

    # Editors

    def createEditor(
        self, parent: QWidget, option: QStyleOptionViewItem, index: AnyIndex
    ) -> QWidget:
        model = self._grid.sheet_model
        field = model.field_at(index)
        row = model.row(index.row())
        assert field is not None
        assert row is not None
        column = model.columns[index.column()]
        from ui.editors.make import make_editor
        from ui.editors.offers_there import NewNameEditor

        editor = make_editor(
            field,
            parent,
            in_grid=True,
            ask=lambda text: self._offers(field, row.ref, column.key, text),
            already=partial(model.sheet.already, row.ref, column.key)
            if row.kind is RowKind.NEW
            else None,
        )
        if isinstance(editor, NewNameEditor):
            editor.there.connect(self._grid.typing.go_to_other)
        editor.setAccessibleName(f"{column.heading}, {model.text(row, model.columns[0])}")
        self._grid.typing.take(editor, row.ref, column.key)
        return editor

    def setEditorData(self, editor: QWidget, index: AnyIndex) -> None:
        """Show the cell's value; what is being typed is left alone when the sheet is reread."""
        row = self._grid.sheet_model.row(index.row())
        if not isinstance(editor, Editor) or row is None or editor.touched:
            return
        column = self._grid.sheet_model.columns[index.column()]
        text = self._grid.sheet_model.text(row, column)
        if self._grid.sheet_model.drafts.get(row.ref, column.key) is not None:
            editor.set_typed(text)
        else:
            editor.set_value(native(row, column), text)

    def setModelData(self, editor: QWidget, model: QAbstractItemModel, index: AnyIndex) -> None:
        """Do nothing: the grid commits an editor when it is finished."""

    def updateEditorGeometry(
        self, editor: QWidget, option: QStyleOptionViewItem, index: AnyIndex
    ) -> None:
        from ui.editors.long_text import LongTextEditor
        from ui.editors.pick import PickEditor

        row = self._grid.sheet_model.row(index.row())
        rect = QRect(option.rect)
        if row is not None:
            rect.adjust(0, 0, 0, -self._grid.sizes.strip_height(row))
        room = self._grid.viewport().rect()
        if row is not None and row.kind is RowKind.HEADING:
            # It is typed where it stands, over the blank cells beside it.
            rect.setWidth(min(self._reach(row, index.column()), room.width()))
        if isinstance(editor, PickEditor):
            rect.setWidth(max(rect.width(), self._grid.metrics.px(180)))
        elif not isinstance(editor, LongTextEditor):
            rect.setWidth(max(rect.width(), editor.minimumSizeHint().width()))
        if isinstance(editor, LongTextEditor):
            rect.setWidth(max(rect.width(), self._grid.metrics.px(180)))
            editor.setGeometry(rect)
            rect.setHeight(min(max(rect.height(), editor.wanted_height()), room.height()))
        rect.moveLeft(max(0, min(rect.left(), room.width() - rect.width())))
        if rect.bottom() > room.bottom():
            rect.moveTop(max(0, room.bottom() - rect.height() + 1))
        editor.setGeometry(rect)

    def destroyEditor(self, editor: QWidget, index: AnyIndex) -> None:
        self._grid.typing.forget(editor)
        super().destroyEditor(editor, index)

    def _offers(self, field: Field, ref: str, column: str, text: str) -> list[Offer]:
        sheet = self._grid.sheet_model.sheet
        record = RECORDS.get(field.target or "")
        can_add = record is not None and record.quick_add
        from ui.editors.offers import make_offers

        return make_offers(sheet.suggest(ref, column, text), text, can_add)


def _paint_tick(painter: QPainter, box: QRect, colour: QColor) -> None:
    side = box.height() * 0.6
    left, top = box.left(), box.center().y() - side / 2
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    pen = QPen(colour, max(1.5, side / 6))
    pen.setCapStyle(Qt.PenCapStyle.RoundCap)
    painter.setPen(pen)
    points = [(0.05, 0.55), (0.4, 0.85), (0.95, 0.2)]
    corners = [QPoint(round(left + x * side), round(top + y * side)) for x, y in points]
    painter.drawPolyline(corners)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)


def _paint_chevron(painter: QPainter, box: QRect, colour: QColor, half: int) -> None:
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(colour, max(1.5, half / 2.5)))
    middle = box.center()
    painter.drawPolyline(
        [
            middle + QPoint(-half // 2, -half),
            middle + QPoint(half - half // 2, 0),
            middle + QPoint(-half // 2, half),
        ]
    )
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
