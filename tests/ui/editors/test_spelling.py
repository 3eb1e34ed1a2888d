"""Wrong words in long texts: marked while one types, found by F7, mended from the menu."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QContextMenuEvent, QTextCharFormat
from PySide6.QtWidgets import QApplication, QMenu, QPlainTextEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from db.fields import Field, Kind
from ui.editors.long_text import LongTextEditor
from ui.editors.spelling import Spelling
from ui.theme import DARK, LIGHT, Look, use_look

K = Qt.Key
CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


class Desk(QWidget):
    """A window that offers spelling, with a long text as in a form."""

    def __init__(self, words_file: Path) -> None:
        super().__init__()
        self.said: list[str] = []
        self.spelling = Spelling(words_file, self)
        self.spelling.said.connect(self.said.append)
        self.editor = LongTextEditor(Field("notes", "Notes", Kind.LONG_TEXT), self, in_grid=False)
        layout = QVBoxLayout(self)
        layout.addWidget(self.editor)
        self.resize(400, 300)

    @property
    def text(self) -> QPlainTextEdit:
        return self.editor.text

    def marked(self) -> list[str]:
        """Give the words under a wavy line, from the top."""
        found = []
        block = self.text.document().begin()
        while block.isValid():
            data = block.text().encode("utf-16-le")
            for mark in block.layout().formats():
                assert mark.format.underlineStyle() == QTextCharFormat.UnderlineStyle.WaveUnderline
                start, end = 2 * mark.start, 2 * (mark.start + mark.length)
                found.append(data[start:end].decode("utf-16-le"))
            block = block.next()
        return found


@pytest.fixture
def desk(qtbot: QtBot, tmp_path: Path) -> Iterator[Desk]:
    application = QApplication.instance()
    assert isinstance(application, QApplication)
    use_look(application, Look())
    window = Desk(tmp_path / "my-words.txt")
    qtbot.addWidget(window)
    with qtbot.waitExposed(window):
        window.show()
    yield window
    window.spelling.stop()


@pytest.fixture
def loaded(desk: Desk, qtbot: QtBot) -> Desk:
    with qtbot.waitSignal(desk.spelling.changed):
        desk.spelling.start()
    desk.text.setFocus()
    return desk


def show(desk: Desk, text: str) -> None:
    desk.editor.set_value(text, text)


def caret(desk: Desk, position: int) -> None:
    cursor = desk.text.textCursor()
    cursor.setPosition(position)
    desk.text.setTextCursor(cursor)


def menu(desk: Desk, qtbot: QtBot) -> QMenu:
    """Open the menu by its key and wait until no word is looked for any more."""
    qtbot.keyClick(desk.text, K.Key_F10, SHIFT)
    (opened,) = desk.text.findChildren(QMenu)
    qtbot.waitUntil(lambda: not any(word.startswith("Looking") for word in words(opened)))
    return opened


def words(opened: QMenu) -> list[str]:
    return [action.text() for action in opened.actions() if action.text()]


def choose(opened: QMenu, text: str) -> None:
    (action,) = [action for action in opened.actions() if action.text() == text]
    action.trigger()
    opened.close()


def test_nothing_is_loaded_before_something_is_typed(desk: Desk, qtbot: QtBot) -> None:
    show(desk, "The comunity met.")
    desk.text.setFocus()
    assert desk.spelling._tasks.under_way == 0
    with qtbot.waitSignal(desk.spelling.changed):
        qtbot.keyClicks(desk.text, "x")
    assert desk.marked() == ["xThe", "comunity"]


def test_typing_goes_on_while_the_dictionary_is_loaded(desk: Desk, qtbot: QtBot) -> None:
    desk.text.setFocus()
    qtbot.keyClicks(desk.text, "a wrnog wrod ")
    assert not desk.spelling.is_loaded
    assert desk.editor.typed() == "a wrnog wrod "
    qtbot.waitUntil(lambda: desk.marked() == ["wrnog", "wrod"])


def test_the_word_being_typed_is_left_alone(loaded: Desk, qtbot: QtBot) -> None:
    qtbot.keyClicks(loaded.text, "wrnog wro")
    assert loaded.marked() == ["wrnog"]
    qtbot.keyClicks(loaded.text, "d")
    assert loaded.marked() == ["wrnog"]
    qtbot.keyClick(loaded.text, K.Key_Space)
    assert loaded.marked() == ["wrnog", "wrod"]


def test_going_elsewhere_ends_a_word(loaded: Desk, qtbot: QtBot) -> None:
    qtbot.keyClicks(loaded.text, "right wrod")
    assert loaded.marked() == []
    caret(loaded, 2)
    assert loaded.marked() == ["wrod"]
    caret(loaded, 10)
    qtbot.keyClicks(loaded.text, "d")
    assert loaded.marked() == []
    loaded.text.clearFocus()
    assert loaded.marked() == ["wrodd"]


def test_marks_are_no_touch_and_a_word_is_marked_where_it_stands(loaded: Desk) -> None:
    show(loaded, "😀 wrnog\n\n😀😀 fine wrod 😀")
    assert loaded.marked() == ["wrnog", "wrod"]
    loaded.spelling.changed.emit()
    assert not loaded.editor.touched


def test_marks_follow_the_theme(loaded: Desk) -> None:
    application = QApplication.instance()
    assert isinstance(application, QApplication)
    show(loaded, "wrnog")

    def colour() -> str:
        (mark,) = loaded.text.document().begin().layout().formats()
        return mark.format.underlineColor().name()

    assert colour() == LIGHT.bad
    use_look(application, Look(dark=True))
    assert colour() == DARK.bad
    assert not loaded.editor.touched
    use_look(application, Look())


def test_a_better_word_is_taken_and_undone(loaded: Desk, qtbot: QtBot) -> None:
    show(loaded, "😀 The Board’s comunity met.")
    caret(loaded, 18)
    opened = menu(loaded, qtbot)
    assert words(opened)[0] == "community"
    choose(opened, "community")
    assert loaded.editor.typed() == "😀 The Board’s community met."
    assert loaded.editor.touched
    assert loaded.marked() == []
    qtbot.keyClick(loaded.text, K.Key_Z, CTRL)
    assert loaded.editor.typed() == "😀 The Board’s comunity met."
    caret(loaded, 0)
    assert loaded.marked() == ["comunity"]


def test_the_mouse_opens_the_menu_for_the_word_under_it(loaded: Desk, qtbot: QtBot) -> None:
    show(loaded, "right comunity right")
    caret(loaded, 9)
    point = loaded.text.cursorRect().center()
    caret(loaded, 0)
    ask = QContextMenuEvent(
        QContextMenuEvent.Reason.Mouse, point, loaded.text.viewport().mapToGlobal(point)
    )
    QApplication.sendEvent(loaded.text.viewport(), ask)
    (opened,) = loaded.text.findChildren(QMenu)
    qtbot.waitUntil(lambda: words(opened)[0] == "community")
    assert words(opened)[-6:] == ["Undo", "Redo", "Cut", "Copy", "Paste", "Select all"]
    QApplication.sendEvent(loaded.text.viewport(), ask)
    assert loaded.text.findChildren(QMenu) == [opened]
    opened.close()


def test_a_word_without_a_better_one_says_so(loaded: Desk, qtbot: QtBot) -> None:
    show(loaded, "xqzzyt")
    opened = menu(loaded, qtbot)
    assert words(opened)[:3] == ["No better word is known", "Add to my words", "Ignore here"]
    opened.close()


def test_a_menu_closed_early_misses_nothing(loaded: Desk, qtbot: QtBot) -> None:
    show(loaded, "comunity")
    qtbot.keyClick(loaded.text, K.Key_Menu)
    (opened,) = loaded.text.findChildren(QMenu)
    opened.close()
    qtbot.waitUntil(lambda: not loaded.text.findChildren(QMenu))
    qtbot.waitUntil(lambda: loaded.spelling._tasks.under_way == 0)
    again = menu(loaded, qtbot)
    assert words(again)[0] == "community"
    again.close()


def test_own_words_are_kept_and_can_be_taken_back(loaded: Desk, qtbot: QtBot) -> None:
    show(loaded, "Ikeje met Ikeje.")
    assert loaded.marked() == ["Ikeje", "Ikeje"]
    choose(menu(loaded, qtbot), "Add to my words")
    assert loaded.marked() == []
    assert loaded.said == ["‘Ikeje’ is now one of your words"]
    file = loaded.spelling._words_file
    assert file.read_text(encoding="utf-8") == "Ikeje\n"
    qtbot.waitUntil(lambda: not loaded.text.findChildren(QMenu))
    choose(menu(loaded, qtbot), "Remove from my words")
    assert loaded.marked() == ["Ikeje", "Ikeje"]
    assert file.read_text(encoding="utf-8") == ""
    assert not loaded.editor.touched


def test_a_list_that_cannot_be_written_is_told(loaded: Desk, qtbot: QtBot) -> None:
    loaded.spelling._words_file.mkdir()
    show(loaded, "Ikeje")
    choose(menu(loaded, qtbot), "Add to my words")
    assert loaded.marked() == []
    assert "cannot be kept" in loaded.said[-1]


def test_ignoring_is_for_one_text(loaded: Desk, qtbot: QtBot) -> None:
    other = LongTextEditor(Field("aims", "Aims", Kind.LONG_TEXT), loaded, in_grid=False)
    other.show()
    show(loaded, "wrnog")
    choose(menu(loaded, qtbot), "Ignore here")
    assert loaded.marked() == []
    show(loaded, "wrnog wrod")
    assert loaded.marked() == ["wrod"]
    other.text.setFocus()
    other.set_value("wrnog", "wrnog")
    assert len(other.text.document().begin().layout().formats()) == 1


def test_f7_goes_from_one_wrong_word_to_the_next_and_round(desk: Desk, qtbot: QtBot) -> None:
    show(desk, "The comunity\nmet an agancy.")
    desk.text.setFocus()
    qtbot.keyClick(desk.text, K.Key_F7)
    selected: Callable[[], str] = lambda: desk.text.textCursor().selectedText()  # noqa: E731
    qtbot.waitUntil(lambda: selected() == "comunity")
    assert "Shift+F10" in desk.said[-1]
    qtbot.keyClick(desk.text, K.Key_F7)
    assert selected() == "agancy"
    qtbot.keyClick(desk.text, K.Key_F7)
    assert selected() == "comunity"
    assert not desk.editor.touched
    show(desk, "The community met.")
    qtbot.keyClick(desk.text, K.Key_F7)
    assert desk.said[-1] == "No word in this text looks wrong."


def test_checking_can_be_turned_off_and_on(loaded: Desk, qtbot: QtBot) -> None:
    show(loaded, "wrnog")
    loaded.spelling.set_on(False)
    assert loaded.marked() == []
    assert "Add to my words" not in words(menu(loaded, qtbot))
    qtbot.keyClick(loaded.text, K.Key_F7)
    assert "turn ‘Check spelling’ on" in loaded.said[-1]
    loaded.spelling.set_on(True)
    assert loaded.marked() == ["wrnog"]


def test_what_is_only_read_is_not_checked(loaded: Desk, qtbot: QtBot) -> None:
    loaded.text.clearFocus()
    loaded.editor.set_read_only(True)
    show(loaded, "wrnog")
    loaded.text.setFocus()
    assert loaded.marked() == []
    opened = menu(loaded, qtbot)
    enabled = [action.text() for action in opened.actions() if action.isEnabled()]
    assert "Select all" in enabled
    assert "Paste" not in enabled
    opened.close()


def test_a_text_without_a_window_that_spells_has_its_menu(qtbot: QtBot) -> None:
    editor = LongTextEditor(Field("notes", "Notes", Kind.LONG_TEXT), in_grid=False)
    qtbot.addWidget(editor)
    editor.show()
    editor.set_value("wrnog", "wrnog")
    qtbot.keyClick(editor.text, K.Key_F7)
    qtbot.keyClick(editor.text, K.Key_Menu)
    (opened,) = editor.text.findChildren(QMenu)
    assert words(opened)[0] == "Undo"
    opened.close()


def test_the_menu_opens_at_the_caret(loaded: Desk, qtbot: QtBot) -> None:
    show(loaded, "right comunity")
    caret(loaded, 14)
    opened = menu(loaded, qtbot)
    below = loaded.text.viewport().mapToGlobal(loaded.text.cursorRect().bottomLeft())
    assert (opened.pos() - below).manhattanLength() < 5
    assert opened.pos() != QPoint(0, 0)
    opened.close()
