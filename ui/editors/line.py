"""One line of text: text, codes, money and whole numbers."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QWidget

from db.fields import Field, Kind, Value
from ui.editors.base import Editor

_FIGURES = (Kind.MONEY, Kind.WHOLE)


class LineEditor(Editor):
    """A line edit; what is typed is read when it is left."""

    def __init__(self, field: Field, parent: QWidget | None = None, *, in_grid: bool) -> None:
        super().__init__(field, parent, in_grid=in_grid)
        self.line = QLineEdit(self)
        self.line.setFrame(not in_grid)
        if in_grid and field.kind in _FIGURES:
            self.line.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        layout = QHBoxLayout(self)
        self.lay_out(layout)
        layout.addWidget(self.line)
        self.line.textEdited.connect(self._on_edited)
        self.undress(self.line)
        self.watch(self.line)

    def set_value(self, value: Value, shown: str) -> None:
        self.line.setText(shown)
        self.line.setModified(False)
        if not self.in_grid:
            self.line.setCursorPosition(0)  # a long text is read from its beginning
        self.touched = False

    def begin_with(self, text: str) -> None:
        # Inserted over the selection, so that Ctrl+Z in the editor brings the old text back.
        self.line.selectAll()
        self.line.insert(text)
        self.touched = True
        self.quick = True

    def typed(self) -> Value:
        return self.line.text()

    def set_read_only(self, read_only: bool) -> None:
        self.line.setReadOnly(read_only)

    def _on_edited(self, _text: str) -> None:
        self.touched = True
