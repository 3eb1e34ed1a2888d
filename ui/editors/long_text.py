"""Narrative on as many lines as it takes."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QKeyEvent, QTextCursor
from PySide6.QtWidgets import QHBoxLayout, QPlainTextEdit, QWidget

from db.fields import Field, Value
from ui.editors.base import Editor

_LINES_SHOWN = 4


class LongTextEditor(Editor):
    """A plain text edit. In a grid Enter finishes and Alt+Enter begins a line, as in Excel."""

    def __init__(self, field: Field, parent: QWidget | None = None, *, in_grid: bool) -> None:
        super().__init__(field, parent, in_grid=in_grid)
        self.text = QPlainTextEdit(self)
        self.text.setTabChangesFocus(True)
        if in_grid:
            self.text.setFrameShape(QPlainTextEdit.Shape.NoFrame)
            self.text.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        layout = QHBoxLayout(self)
        self.lay_out(layout)
        layout.addWidget(self.text)
        self.text.textChanged.connect(self._on_changed)
        self.undress(self.text)
        self.watch(self.text)

    def set_value(self, value: Value, shown: str) -> None:
        self.text.setPlainText(shown)
        self.touched = False

    def begin_with(self, text: str) -> None:
        cursor = self.text.textCursor()
        cursor.select(QTextCursor.SelectionType.Document)
        cursor.insertText(text)
        self.text.setTextCursor(cursor)
        self.quick = True

    def typed(self) -> Value:
        return self.text.toPlainText()

    def set_read_only(self, read_only: bool) -> None:
        self.text.setReadOnly(read_only)

    def sizeHint(self) -> QSize:
        line = self.text.fontMetrics().lineSpacing()
        return QSize(super().sizeHint().width(), line * _LINES_SHOWN + line)

    def wanted_height(self) -> int:
        """Height in pixels that shows the whole text at the present width, one line to spare."""
        lines = int(self.text.document().size().height())
        margin = int(2 * self.text.document().documentMargin())
        return (lines + 1) * self.text.fontMetrics().lineSpacing() + margin

    def on_key(self, event: QKeyEvent) -> bool:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            modifiers = event.modifiers()
            new_line = bool(modifiers & Qt.KeyboardModifier.AltModifier)
            if not self.in_grid:
                new_line = not modifiers & Qt.KeyboardModifier.ControlModifier
            if new_line:
                self.text.textCursor().insertText("\n")
                self.text.ensureCursorVisible()
                return True
        return super().on_key(event)

    def _on_changed(self) -> None:
        self.touched = True
