"""The columns of a foreign sheet as a table: heading, examples, and the field each is taken for."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QAbstractItemModel, QAbstractTableModel, QEvent, QModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QHeaderView,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from mscb_desktop.exchange.layout import REFERENCE
from mscb_desktop.exchange.mapping import SheetMapping, mappable
from ui.areas.exchange.table_look import (
    INK_ROLE,
    LAST_ICON_ROLE,
    CellPainter,
    Index,
    dress,
    measure,
)
from ui.theme import scaled

LETTER, HEADING, EXAMPLES, FIELD, WHY = range(5)
_HEADINGS = ("Column", "Heading", "Below it", "Is the field", "")
_LEAVE = "Leave out"


class ColumnsModel(QAbstractTableModel):
    """A mapping's columns; `marks` say of columns, by place, why they are taken as they are."""

    field_wanted = Signal(int, object)
    """A column, by its place in the sheet, shall be this field, or None."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.mapping: SheetMapping | None = None
        self.marks: dict[int, str] = {}

    def show_mapping(self, mapping: SheetMapping, marks: dict[int, str]) -> None:
        """Show a mapping in place of another; the same columns keep the current row."""
        same = (
            self.mapping is not None
            and self.mapping.sheet == mapping.sheet
            and [c.at for c in self.mapping.columns] == [c.at for c in mapping.columns]
        )
        if same:
            self.mapping, self.marks = mapping, marks
            if mapping.columns:
                self.dataChanged.emit(self.index(0, 0), self.index(self.rowCount() - 1, WHY))
            return
        self.beginResetModel()
        self.mapping, self.marks = mapping, marks
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        if parent.isValid() or self.mapping is None:
            return 0
        return len(self.mapping.columns)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        return 0 if parent.isValid() else len(_HEADINGS)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if orientation is Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return _HEADINGS[section]
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        flags = super().flags(index)
        table = self.mapping.table if self.mapping is not None else None
        editable = index.column() == FIELD and table is not None
        return flags | Qt.ItemFlag.ItemIsEditable if editable else flags

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid() or self.mapping is None:
            return None
        column = self.mapping.columns[index.row()]
        mark = self.marks.get(column.at, "")
        field = self.field_words(column.field)
        texts = (column.letter, column.heading, " · ".join(column.examples), field, mark)
        if role == Qt.ItemDataRole.DisplayRole:
            return texts[index.column()]
        if role == Qt.ItemDataRole.ToolTipRole and index.column() in (HEADING, EXAMPLES):
            return texts[index.column()]
        if role == INK_ROLE:
            quiet = index.column() in (LETTER, EXAMPLES, WHY)
            return "muted" if quiet or column.field is None else "text"
        if role == LAST_ICON_ROLE and index.column() == FIELD and self.mapping.table is not None:
            return "chevron-down", "muted"
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"Column {column.letter}, {column.heading}: {field}{f', {mark}' if mark else ''}"
        return None

    def choices(self) -> list[tuple[str | None, str]]:
        """List what a column can be taken for, as (field, words)."""
        table = self.mapping.table if self.mapping is not None else None
        if table is None:
            return []
        fields = [(field.name, field.label) for field in mappable(table)]
        return [(None, _LEAVE), (REFERENCE, REFERENCE), *fields]

    def field_words(self, name: str | None) -> str:
        """Give the words for a field's name."""
        table = self.mapping.table if self.mapping is not None else None
        if name is None or table is None:
            return _LEAVE
        labels = {field.name: field.label for field in mappable(table)}
        return REFERENCE if name == REFERENCE else labels[name]

    def set_field(self, row: int, name: str | None) -> None:
        """Take the column of a row for a field."""
        if self.mapping is not None and self.mapping.columns[row].field != name:
            self.field_wanted.emit(self.mapping.columns[row].at, name)


class _FieldPainter(CellPainter):
    """Opens the list of fields where a column's field is chosen."""

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: Index) -> QWidget:
        model = index.model()
        assert isinstance(model, ColumnsModel)
        box = QComboBox(parent)
        box.setAccessibleName(f"Field of column {model.index(index.row(), HEADING).data()}")
        for name, words in model.choices():
            box.addItem(words, name)
        box.activated.connect(lambda _: self._take(box))
        return box

    def setEditorData(self, editor: QWidget, index: Index) -> None:
        assert isinstance(editor, QComboBox)
        editor.setCurrentText(str(index.data()))

    def setModelData(self, editor: QWidget, model: QAbstractItemModel, index: Index) -> None:
        assert isinstance(editor, QComboBox)
        assert isinstance(model, ColumnsModel)
        model.set_field(index.row(), editor.currentData())

    def _take(self, box: QComboBox) -> None:
        self.commitData.emit(box)
        self.closeEditor.emit(box)


class ColumnsView(QTableView):
    """The table; Enter, F2, Space or a click open the fields, Delete leaves a column out."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.columns = ColumnsModel(self)
        self.setModel(self.columns)
        dress(self)
        self.setItemDelegate(_FieldPainter(self))
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setAccessibleName("Columns of the sheet and the fields they are taken for")
        self.clicked.connect(self._on_clicked)
        self._fit()

    def open_fields(self) -> None:
        """Open the list of fields for the current row."""
        index = self.columns.index(self.currentIndex().row(), FIELD)
        if not index.isValid() or not self.columns.flags(index) & Qt.ItemFlag.ItemIsEditable:
            return
        self.edit(index)
        box = self.indexWidget(index) or self.viewport().findChild(QComboBox)
        if isinstance(box, QComboBox):
            box.showPopup()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Open the fields, or leave the column out."""
        keys = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_F2, Qt.Key.Key_Space)
        down = event.key() == Qt.Key.Key_Down
        if event.key() in keys or (down and event.modifiers() & Qt.KeyboardModifier.AltModifier):
            self.open_fields()
        elif event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            if self.currentIndex().isValid():
                self.columns.set_field(self.currentIndex().row(), None)
        else:
            super().keyPressEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        """Fit rows and columns to another text size."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange and hasattr(self, "columns"):
            self._fit()

    def _on_clicked(self, index: QModelIndex) -> None:
        if index.column() == FIELD:
            self.open_fields()

    def _fit(self) -> None:
        measure(self)
        head = self.horizontalHeader()
        for column in (HEADING, EXAMPLES):
            head.setSectionResizeMode(column, QHeaderView.ResizeMode.Stretch)
        for column, width in ((LETTER, 66), (FIELD, 170), (WHY, 90)):
            self.setColumnWidth(column, scaled(width))
