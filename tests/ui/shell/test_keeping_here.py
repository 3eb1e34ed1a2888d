"""A board in a synced folder: told of, kept on this computer, or left where it is."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from db.changes import Plan, create
from mscb_desktop.boards import create_board, open_board
from tests.support.boards import clock
from tests.ui.shell.conftest import session_of
from ui.areas.settings.page import SettingsPage
from ui.dialogs.keep_here import KeepHereDialog
from ui.settings import read_settings
from ui.shell.window import MainWindow

ADDED = Plan("Agency ‘Sea Cadets’ added", (create("agency", "AG-0901", name="Sea Cadets"),))


@pytest.fixture
def synced(sample: Path, tmp_path: Path) -> Path:
    """Give the sample in a folder that is copied elsewhere."""
    folder = tmp_path / "OneDrive - Merton"
    folder.mkdir()
    return Path(shutil.move(sample, folder / "Merton.mscb"))


@pytest.fixture
def opened(make: Callable[[], MainWindow], synced: Path) -> MainWindow:
    window = make()
    assert window.open_board(synced)
    return window


def asked(window: MainWindow, qtbot: QtBot) -> KeepHereDialog:
    """Follow the strip above the page."""
    assert window.message.show_button.text() == "Keep it on this computer…"
    qtbot.mouseClick(window.message.show_button, Qt.MouseButton.LeftButton)
    return shown()


def shown() -> KeepHereDialog:
    dialog = QApplication.activeModalWidget()
    assert isinstance(dialog, KeepHereDialog)
    return dialog


def test_a_board_in_a_safe_place_is_not_asked_about(window: MainWindow) -> None:
    assert not window.message.isVisible()
    window.open_area("settings")
    page = session_of(window).pages.page
    assert isinstance(page, SettingsPage)
    assert not page.file_card.keep_button.isVisible()


def test_the_strip_says_why_and_leads_to_the_dialog(opened: MainWindow, qtbot: QtBot) -> None:
    words = "Merton.mscb lies in a folder that is copied elsewhere (OneDrive - Merton)"
    assert words in opened.message.words
    dialog = asked(opened, qtbot)
    assert "two programs" in dialog.why.text()
    assert "renamed" in dialog.what.text()
    assert dialog.folder.text().endswith("Boards")
    assert dialog.backups.isChecked()


def test_a_board_is_moved_and_opened_on_this_computer(
    opened: MainWindow, synced: Path, tmp_path: Path, qtbot: QtBot
) -> None:
    session_of(opened).context.apply(ADDED)
    session_of(opened).file.keep_here()
    dialog = shown()
    dialog.folder.setText(str(tmp_path / "here"))
    dialog.keep_button.click()
    qtbot.waitUntil(lambda: opened.session is not None)
    board = session_of(opened).desk.board
    assert board.path == tmp_path / "here" / "Merton.mscb"
    with board.reading() as connection:
        names = connection.exec_driver_sql("SELECT name FROM agency").scalars().all()
    assert "Sea Cadets" in names
    assert [path.name for path in synced.parent.glob("*.mscb")] == [
        "Merton moved to this computer 2013-06-03.mscb"
    ]
    assert "The board is kept in" in opened.message.words
    assert [recent.path for recent in opened.settings.boards] == [str(board.path)]
    assert session_of(opened).file.folder() == synced.parent
    opened.close()
    qtbot.waitUntil(lambda: not opened.isVisible())
    assert len(list(synced.parent.rglob("Merton 2013-*.mscb"))) == 1


def test_backups_stay_where_they_were_without_the_tick(
    opened: MainWindow, tmp_path: Path, qtbot: QtBot
) -> None:
    before = session_of(opened).file.folder()
    dialog = asked(opened, qtbot)
    dialog.folder.setText(str(tmp_path / "here"))
    dialog.backups.setChecked(False)
    dialog.keep_button.click()
    qtbot.waitUntil(lambda: opened.session is not None)
    assert session_of(opened).file.folder() == before
    assert session_of(opened).file.is_usual_folder()


def test_a_move_that_is_refused_opens_the_board_where_it_lies(
    opened: MainWindow, synced: Path, tmp_path: Path, qtbot: QtBot
) -> None:
    dialog = asked(opened, qtbot)
    dialog.folder.setText(str(synced.parent))
    dialog.keep_button.click()
    qtbot.waitUntil(lambda: opened.session is not None)
    assert session_of(opened).desk.board.path == synced
    assert "was not moved" in opened.message.words
    assert session_of(opened).context.apply(ADDED)


def test_not_now_asks_again_in_the_next_run(
    opened: MainWindow, make: Callable[[], MainWindow], synced: Path, tmp_path: Path, qtbot: QtBot
) -> None:
    asked(opened, qtbot).not_now_button.click()
    other = tmp_path / "other.mscb"
    create_board(other, name="Other Board", clock=clock).close()
    opened.open_board(other)
    opened.open_board(synced)
    assert not opened.message.isVisible()
    opened.end()
    again = make()
    again.open_board(synced)
    assert "boards have been lost" in again.message.words


def test_do_not_ask_again_is_remembered(
    opened: MainWindow, make: Callable[[], MainWindow], synced: Path, tmp_path: Path, qtbot: QtBot
) -> None:
    asked(opened, qtbot).never_button.click()
    assert not opened.message.isVisible()
    assert read_settings(tmp_path / "config" / "window.json").staying == (str(synced),)
    opened.end()
    again = make()
    again.open_board(synced)
    assert not again.message.isVisible()
    again.open_area("settings")
    page = session_of(again).pages.page
    assert isinstance(page, SettingsPage)
    assert "boards have been lost" in page.file_card.warning.text()
    page.file_card.keep_button.click()
    assert shown().isVisible()


def test_a_board_to_read_is_not_moved(make: Callable[[], MainWindow], synced: Path) -> None:
    other = open_board(synced, clock=clock, who="S. Lee", sole=True)
    window = make()
    window.open_board(synced, read_only="S. Lee has it.")
    assert "boards have been lost" not in window.message.words
    other.close()
