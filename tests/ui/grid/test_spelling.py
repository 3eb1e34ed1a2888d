"""Spelling in a cell: its menu leaves the editor open, and what was mended is stored."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QMenu, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from db.fields import Kind
from tests.support.memory_sheet import budget_sheet
from ui.editors.long_text import LongTextEditor
from ui.editors.spelling import Spelling
from ui.grid import Grid

K = Qt.Key


class Window(QWidget):
    """A window that offers spelling to the grid in it."""

    def __init__(self, words_file: Path, grid: Grid) -> None:
        super().__init__()
        self.spelling = Spelling(words_file, self)
        QVBoxLayout(self).addWidget(grid)
        self.resize(900, 400)


def test_a_wrong_word_in_a_cell_is_mended_and_stored(qtbot: QtBot, tmp_path: Path) -> None:
    sheet = budget_sheet()
    grid = Grid(sheet, sheet.apply, lambda _: None)
    window = Window(tmp_path / "my-words.txt", grid)
    qtbot.addWidget(window)
    with qtbot.waitActive(window):
        window.show()
        window.activateWindow()
    kinds = [column.kind for column in grid.sheet_model.columns]
    grid.select_cell(0, kinds.index(Kind.LONG_TEXT))
    grid.setFocus()
    with qtbot.waitSignal(window.spelling.changed):
        qtbot.keyClicks(grid, "The comunity met")
    editor = grid.typing.editor
    assert isinstance(editor, LongTextEditor)

    def pressed(
        key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier
    ) -> None:
        qtbot.keyClick(QApplication.focusWidget(), key, modifier)

    pressed(K.Key_F7)
    assert editor.text.textCursor().selectedText() == "comunity"
    pressed(K.Key_Menu)
    (menu,) = editor.text.findChildren(QMenu)
    qtbot.waitUntil(lambda: menu.actions()[0].text() == "community")
    qtbot.keyClick(menu, K.Key_Return)
    assert grid.typing.editor is editor
    assert editor.typed() == "The community met"
    pressed(K.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert editor.typed() == "The comunity met"
    pressed(K.Key_Y, Qt.KeyboardModifier.ControlModifier)
    pressed(K.Key_Return)
    assert grid.typing.editor is None
    shown = grid.sheet_model.index(0, kinds.index(Kind.LONG_TEXT)).data()
    assert shown == "The community met"
    window.spelling.stop()
