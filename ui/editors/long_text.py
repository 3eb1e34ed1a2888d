"""Narrative on as many lines as it takes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QPoint, QSize, Qt
from PySide6.QtGui import QKeyEvent, QTextCursor
from PySide6.QtWidgets import QHBoxLayout, QMenu, QPlainTextEdit, QWidget

from db.fields import Field, Value
from ui.editors.base import Editor

if TYPE_CHECKING:
    from ui.editors.checked_text import CheckedText
    from ui.editors.spelling import Spelling

_LINES_SHOWN = 4
_BULLET = "- "
"""How a line begins that is printed with a bullet."""


class LongTextEditor(Editor):
    """A plain text edit. In a grid Enter finishes and Alt+Enter begins a line, as in Excel.

    Its spelling is checked where a window above offers that (`ui/editors/spelling.py`).
    """

    def __init__(self, field: Field, parent: QWidget | None = None, *, in_grid: bool) -> None:
        super().__init__(field, parent, in_grid=in_grid)
        self.text = QPlainTextEdit(self)
        self.text.setTabChangesFocus(True)
        self.text.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self._shown = ""
        self._spelling: Spelling | None = None
        self._checked: CheckedText | None = None
        self._seeks = False
        if in_grid:
            self.text.setFrameShape(QPlainTextEdit.Shape.NoFrame)
            self.text.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        layout = QHBoxLayout(self)
        self.lay_out(layout)
        layout.addWidget(self.text)
        self.text.textChanged.connect(self._on_changed)
        self.text.customContextMenuRequested.connect(self._open_menu)
        self.undress(self.text)
        self.watch(self.text)

    def set_value(self, value: Value, shown: str) -> None:
        self._shown = shown
        self.text.setPlainText(shown)
        self.touched = False
        if self._checked is not None:
            self._checked.settle()

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
        if self._checked is not None:
            self._checked.settle()

    def sizeHint(self) -> QSize:
        line = self.text.fontMetrics().lineSpacing()
        return QSize(super().sizeHint().width(), line * _LINES_SHOWN + line)

    def wanted_height(self) -> int:
        """Height in pixels that shows the whole text at the present width, one line to spare."""
        lines = int(self.text.document().size().height())
        margin = int(2 * self.text.document().documentMargin())
        return (lines + 1) * self.text.fontMetrics().lineSpacing() + margin

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.FocusIn:
            self._check_spelling()
            if self.in_grid and self._spelling is not None:
                self._spelling.start()
        return super().eventFilter(watched, event)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange and getattr(self, "_checked", None):
            assert self._checked is not None
            self._checked.settle()

    def on_focus_lost(self) -> None:
        if self._checked is not None:
            self._checked.settle()
        super().on_focus_lost()

    def on_key(self, event: QKeyEvent) -> bool:
        key, modifiers = event.key(), event.modifiers()
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            new_line = bool(modifiers & Qt.KeyboardModifier.AltModifier)
            if not self.in_grid:
                new_line = not modifiers & Qt.KeyboardModifier.ControlModifier
            if new_line:
                self._begin_line()
                return True
        if key == Qt.Key.Key_F7 and not modifiers:
            self._go_to_wrong()
            return True
        shift = modifiers == Qt.KeyboardModifier.ShiftModifier
        if key == Qt.Key.Key_Menu or (key == Qt.Key.Key_F10 and shift):
            self._open_menu(None)
            return True
        return super().on_key(event)

    def _begin_line(self) -> None:
        """Begin a line, as one more bullet below a bullet; below an empty one the list ends."""
        cursor = self.text.textCursor()
        line = cursor.block().text()
        is_bullet = line.startswith(_BULLET) and cursor.positionInBlock() >= len(_BULLET)
        if is_bullet and not line[len(_BULLET) :].strip() and not cursor.hasSelection():
            cursor.movePosition(QTextCursor.MoveOperation.StartOfBlock)
            end = QTextCursor.MoveOperation.EndOfBlock
            cursor.movePosition(end, QTextCursor.MoveMode.KeepAnchor)
            cursor.removeSelectedText()
        else:
            cursor.insertText(f"\n{_BULLET}" if is_bullet else "\n")
        self.text.setTextCursor(cursor)
        self.text.ensureCursorVisible()

    def _on_changed(self) -> None:
        text = self.text.toPlainText()
        if text == self._shown:
            return  # only its marks are others
        self._shown = text
        self.touched = True
        if self._spelling is not None and self.text.hasFocus():
            self._spelling.start()

    # Spelling

    def _check_spelling(self) -> None:
        """Begin to mark wrong words, where a window above has a spelling."""
        if self._checked is not None or self.text.isReadOnly():
            return
        from ui.editors.checked_text import CheckedText
        from ui.editors.spelling import spelling_above

        self._spelling = spelling_above(self)
        if self._spelling is not None:
            # Called as a screen reader calls it: by its field, and in a grid by its row.
            place = self.accessibleName() or self.text.accessibleName() or self.field.label
            self._checked = CheckedText(self.text, self._spelling, place)
            self._spelling.changed.connect(self._on_spelling_changed)

    def _go_to_wrong(self) -> None:
        spelling, checked = self._spelling, self._checked
        self.quick = False
        if spelling is None or checked is None:
            return
        if not spelling.is_on:
            spelling.said.emit("Spelling is not checked: turn ‘Check spelling’ on in the menu.")
            return
        if not spelling.is_loaded:
            self._seeks = True
            spelling.start()
            return
        spot = checked.next_wrong(self.text.textCursor().selectionEnd())
        if spot is None:
            spelling.said.emit("No word in this text looks wrong.")
            return
        checked.select(spot)
        spelling.suggest(spot.word, lambda _: None)
        spelling.said.emit(f"‘{spot.word}’ looks wrong: Shift+F10 offers better words.")

    def _on_spelling_changed(self) -> None:
        if self._seeks:
            self._seeks = False
            self._go_to_wrong()

    def _open_menu(self, point: QPoint | None) -> None:
        """Open the menu for the word under `point`, or for that at the caret."""
        # Some systems ask for the menu once more after its key was dealt with.
        if self.text.findChild(QMenu) is not None:
            return
        from ui.editors.text_menu import make_text_menu

        if point is None:
            position = self.text.textCursor().position()
            point = self.text.cursorRect().bottomLeft()
        else:
            position = self.text.cursorForPosition(point).position()
        menu = make_text_menu(self.text, position, self._spelling, self._checked)
        menu.popup(self.text.viewport().mapToGlobal(point))
