"""The grid: a table of cells that is typed into like a sheet of Excel."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QModelIndex, QPoint, QSize, Qt, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QHideEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import QWidget

from db.changes import Problem
from db.fields import Value
from mscb_desktop.sheet.model import Edit, Sheet, SheetPlan
from ui.drafts import Cell
from ui.editors.base import Leave
from ui.grid import keys
from ui.grid.acts import Acts
from ui.grid.choice import Choice
from ui.grid.delegate import Delegate
from ui.grid.keeping import Keeping
from ui.grid.menu import make_menu
from ui.grid.model import AnyIndex, GridModel
from ui.grid.place import remember, restore
from ui.grid.sizes import Sizes
from ui.grid.strips import paint_strips
from ui.grid.table import CellTable
from ui.grid.typing import Typing

if TYPE_CHECKING:
    from mscb_desktop.sheet.clip import Clip


class Grid(CellTable):
    """Shows a sheet and types into it.

    `apply` writes a plan and tells whether it was taken; it may call `reload` of every grid that
    shows what changed. `say` puts a sentence into the status bar.
    """

    selection_changed = Signal(str, str)
    """The current cell's row reference and column key."""
    opened = Signal(str)
    """What is below this row is wanted."""
    pasted = Signal(object)
    """A PasteReport of what was pasted and what was not."""
    given_up = Signal()
    """Esc was pressed where nothing was left to give up."""
    problems_changed = Signal()
    """Something was refused, mended or given up."""

    def __init__(
        self,
        sheet: Sheet,
        apply: Callable[[SheetPlan], bool],
        say: Callable[[str], None],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.say = say
        self.show_history: Callable[[str], object] | None = None
        """Shows all changes of a row; None where no way leads there."""
        self._apply = apply
        self.typing = Typing(self)
        self.painter = Delegate(self)
        self.acts = Acts(self)
        self.keeping = Keeping(self)
        self.choice = Choice(self)
        self.setItemDelegate(self.painter)
        self.dress()
        self.sizes = Sizes(self)
        self.verticalScrollBar().valueChanged.connect(lambda _: self.sizes.measure_seen())
        self.set_sheet(sheet)

    # Content

    def set_sheet(self, sheet: Sheet) -> None:
        """Show another sheet, such as another year's."""
        self.typing.finish(Leave.STAY)
        self.keeping.end()
        old = self.model()
        self.sheet_model = GridModel(sheet, self._apply, self)
        self.sheet_model.refresh = self.reload
        self.setModel(self.sheet_model)
        if old is not None:
            old.deleteLater()
        self.sheet_model.dataChanged.connect(self._on_data_changed)
        self.keeping.begin(sheet)
        self._sizes_anew()
        if self.sheet_model.rowCount():
            self.select_cell(0, 0)

    def reload(self, touched: frozenset[tuple[str, str]] = frozenset()) -> None:
        """Read the sheet anew after a change; current cell, selection and scroll stay.

        `touched` is the (table, reference) of the changed rows. A sheet's totals may depend on
        any of them, so that all of what is shown is read again.
        """
        place = remember(self)
        with self.typing.kept():
            self.sheet_model.reload()
        self.keeping.offer()
        self.sizes.forget()
        self.sizes.lay_out()
        self.updateGeometries()  # so that one can scroll as far as the rows reach now
        restore(self, place)
        self.typing.look_again()
        self.choice.place()
        self.viewport().update()

    def problems(self) -> tuple[Problem, ...]:
        """Give all that is typed here and not taken."""
        return self.sheet_model.problems()

    # Typing

    def begin(self, typed: str | None) -> None:
        """Edit the current cell: with its content, or with `typed` in its place."""
        self.typing.begin(typed)

    def type_into(
        self, edits: Sequence[Edit], bases: Mapping[Cell, Value] | None = None
    ) -> SheetPlan:
        """Type values into cells, as one change; `bases` were stored when typing began."""
        plan = self.sheet_model.taking.type_into(edits, bases)
        self.typing.after(plan)
        return plan

    def paste_clip(self, clip: Clip) -> None:
        """Set rows of cells onto the sheet from the selection's first cell on, as one change."""
        from mscb_desktop.sheet.pasting import compare, plan_paste
        from ui.grid.report import PasteReport

        top, left, _, _ = self.selected_rectangle()
        row = self.sheet_model.row(top)
        if row is None:
            return
        sheet, column = self.sheet_model.sheet, self.sheet_model.columns[left].key
        paste = plan_paste(sheet, row.ref, column, clip)
        taken = self.sheet_model.run(paste.plan)
        if paste.plan.changes and not taken:
            self.sheet_model.taking.keep_unwritten(paste.plan)
            self.problems_changed.emit()
            return
        if paste.plan.created:
            self.go_to(paste.plan.created[0], column)
        report = PasteReport(paste, tuple(compare(sheet, paste.claims)))
        self.say(report.words.partition("\n")[0])
        self.pasted.emit(report)

    def follow(self, created: Sequence[str]) -> None:
        """Make the first of the rows just made the current one, its column kept."""
        place = self.sheet_model.place(created[0], max(0, self.currentIndex().row()))
        if place is not None:
            self.select_cell(place, max(0, self.currentIndex().column()))

    # Events

    def event(self, event: QEvent) -> bool:
        # Keys that act here are not for the window's shortcuts while the grid has the keyboard.
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            if keys.act_of(event) or keys.is_move(event):
                event.accept()
                return True
        elif event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            # Taken before QWidget moves the focus by Tab.
            if event.key() in (Qt.Key.Key_Tab, Qt.Key.Key_Backtab) and self._on_tab(event):
                return True
        elif event.type() == QEvent.Type.DeferredDelete:
            self.keeping.end()
        elif event.type() in (QEvent.Type.FontChange, QEvent.Type.PaletteChange):
            handled = super().event(event)
            if hasattr(self, "sizes"):
                self._sizes_anew()
            return handled
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self.typing.forward(event):
            return
        act = keys.act_of(event)
        if act:
            getattr(self.acts, act)()
            return
        if keys.is_move(event):
            self.move_by_key(event)
            return
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._on_enter(event)
            return
        typed = keys.begins_typing(event)
        if typed is not None and self.currentIndex().isValid():
            self.begin(typed)
            return
        event.ignore()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        index = self.indexAt(event.position().toPoint())
        if event.button() != Qt.MouseButton.LeftButton or not index.isValid():
            return
        self.setCurrentIndex(index)
        if self.sheet_model.field_at(index) is None and self._opens():
            self.acts.open_row()
        else:
            self.begin(None)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        index = self.indexAt(event.position().toPoint())
        super().mousePressEvent(event)
        if event.button() == Qt.MouseButton.LeftButton and self._on_sign(
            index, event.position().toPoint()
        ):
            self.acts.open_row()

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        make_menu(self).popup(event.globalPos())

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self.sheet_model.drafts.refs():
            painter = QPainter(self.viewport())
            paint_strips(self, painter)
            painter.end()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.sizes.fit()
        self.choice.place()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self.keeping.write()

    def updateEditorGeometries(self) -> None:
        super().updateEditorGeometries()
        self.choice.place()

    def currentChanged(self, current: AnyIndex, previous: AnyIndex) -> None:
        if self.typing.editor is not None:
            self.typing.finish(Leave.STAY)
        super().currentChanged(current, previous)
        row, column = self.current_row(), self.current_column()
        if row is not None and column is not None:
            self.selection_changed.emit(row.ref, column.key)
        if self.sheet_model.drafts.refs():
            # The choice between two values moves with the current cell, and the room for it.
            for index in (previous, current):
                self.sizes.measure_again(index.row(), index.row())
        self.choice.place()
        self.viewport().update()

    def sizeHint(self) -> QSize:
        return QSize(super().sizeHint().width(), self.sizes.content_height())

    def _on_tab(self, event: QKeyEvent) -> bool:
        if self.typing.forward(event):
            return True
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            return self.focusNextPrevChild(event.key() == Qt.Key.Key_Tab)
        return self.tab(1 if event.key() == Qt.Key.Key_Tab else -1)

    def _on_enter(self, event: QKeyEvent) -> None:
        index = self.currentIndex()
        if index.isValid() and self.sheet_model.field_at(index) is None and self._opens():
            self.acts.open_row()
            return
        up = event.modifiers() & Qt.KeyboardModifier.ShiftModifier
        self.leave(Leave.UP if up else Leave.DOWN)

    def _opens(self) -> bool:
        row = self.current_row()
        return row is not None and row.lines is not None

    def _on_sign(self, index: QModelIndex, at: QPoint) -> bool:
        row = self.sheet_model.row(index.row()) if index.isValid() else None
        if row is None or row.lines is None or index.column() != 0:
            return False
        return self.painter.opener(self.visualRect(index)).contains(at)

    def _on_data_changed(self, first: QModelIndex, last: QModelIndex) -> None:
        self.sizes.measure_again(first.row(), last.row())
        self.choice.place()
        self.viewport().update()

    def _sizes_anew(self) -> None:
        """Measure all for the present font and theme."""
        self.measure_font()
        self.sizes.forget()
        self.sizes.lay_out()
        self.head_changed()
        self.viewport().update()
