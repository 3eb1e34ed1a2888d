"""The window's spelling: found by the long texts of its forms, turned off in its menu."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from ui.dialogs.keys import KeysDialog
from ui.editors.long_text import LongTextEditor
from ui.shell.window import WORDS, MainWindow


def _notes(window: MainWindow) -> LongTextEditor:
    assert window.session is not None
    window.session.open_page("agencies", None, None)
    editors = window.session.pages.page.findChildren(LongTextEditor)  # type: ignore[attr-defined]
    return next(editor for editor in editors if editor.field.name == "aliases")


def _marks(editor: LongTextEditor) -> int:
    return len(editor.text.document().begin().layout().formats())


def test_a_forms_text_is_checked_until_the_menu_turns_it_off(
    window: MainWindow, make: Callable[[], MainWindow], qtbot: QtBot, tmp_path: Path
) -> None:
    assert "spelling" not in vars(window)
    with qtbot.waitActive(window):
        window.activateWindow()
    notes = _notes(window)
    notes.text.setFocus()
    assert not window.spelling.is_loaded
    with qtbot.waitSignal(window.spelling.changed):
        qtbot.keyClicks(QApplication.focusWidget(), "The comunity ")
    assert _marks(notes) == 1
    window.spelling.add("comunity")
    assert _marks(notes) == 0
    assert "comunity" in window.status.about.text()
    assert (tmp_path / "data" / WORDS).read_text(encoding="utf-8") == "comunity\n"
    window.spelling.remove("comunity")
    toggle = window.actions_by_name["check_spelling"]
    assert toggle.isChecked()
    toggle.trigger()
    assert _marks(notes) == 0
    assert not toggle.isChecked()
    assert not make().settings.check_spelling
    toggle.trigger()
    assert _marks(notes) == 1
    assert make().settings.check_spelling


def test_keys_of_a_long_text_are_listed(window: MainWindow) -> None:
    window.actions_by_name["show_keys"].trigger()
    (dialog,) = window.findChildren(KeysDialog)
    keys = [dialog.table.item(row, 0).text() for row in range(dialog.table.rowCount())]
    assert "In a long text" in keys
    assert "F7" in keys
    dialog.close()
