"""Protected boards in the window, boards that another window has, and locking after a pause."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from db.changes import Plan, create
from db.file.password import is_protected
from db.protect import change_password
from mscb_desktop import credentials
from mscb_desktop.boards import open_board
from tests.support.boards import NOON, clock
from tests.support.password_store import Store, store
from tests.ui.shell.conftest import session_of
from ui.areas.settings.page import SettingsPage
from ui.dialogs.password import PasswordDialog, SetPasswordDialog
from ui.shell.protection import IdleLock
from ui.shell.window import MainWindow

SECRET = "correct horse"


@pytest.fixture(autouse=True)
def kept() -> Iterator[Store]:
    with store() as made:
        yield made


@pytest.fixture
def protected(sample: Path) -> Path:
    change_password(sample, None, SECRET, who="Test", at=NOON)
    return sample


def _dialog(kind: type[PasswordDialog] | type[SetPasswordDialog]) -> object:
    shown = QApplication.activeModalWidget()
    assert isinstance(shown, kind)
    return shown


def _asked(window: MainWindow) -> PasswordDialog:
    shown = _dialog(PasswordDialog)
    assert isinstance(shown, PasswordDialog)
    return shown


def _type(qtbot: QtBot, dialog: PasswordDialog, words: str) -> None:
    qtbot.keyClicks(dialog.password, words)
    qtbot.keyClick(dialog.password, Qt.Key.Key_Return)


def test_a_protected_board_asks_and_opens(
    make: Callable[[], MainWindow], protected: Path, qtbot: QtBot, kept: Store
) -> None:
    window = make()
    assert not window.open_board(protected)
    dialog = _asked(window)
    _type(qtbot, dialog, "wrong horse")
    assert "not the password" in dialog.problem.text()
    assert dialog.password.selectedText()
    assert window.session is None
    _type(qtbot, dialog, SECRET)
    assert session_of(window).desk.board.path == protected
    assert kept.held == {}


def test_the_workstation_keeps_the_password_where_the_person_wants(
    make: Callable[[], MainWindow], protected: Path, qtbot: QtBot, kept: Store
) -> None:
    window = make()
    window.open_board(protected)
    dialog = _asked(window)
    dialog.remember.setChecked(True)
    _type(qtbot, dialog, SECRET)
    assert list(kept.held.values()) == [SECRET]
    assert window.open_board(protected)
    assert session_of(window).desk.board.path == protected


def test_a_kept_password_that_is_wrong_by_now_is_forgotten(
    make: Callable[[], MainWindow], protected: Path, kept: Store
) -> None:
    credentials.remember(protected, "of last year")
    window = make()
    window.open_board(protected)
    assert not _asked(window).problem.isVisible()
    assert kept.held == {}


def test_cancelling_leaves_the_start_page(
    make: Callable[[], MainWindow], protected: Path, qtbot: QtBot
) -> None:
    window = make()
    window.open_board(protected)
    qtbot.keyClick(_asked(window), Qt.Key.Key_Escape)
    assert window.stack.currentWidget() is window.start_page
    assert not window.start_page.problem.isVisible()


def _set_dialog(window: MainWindow) -> SetPasswordDialog:
    window.actions_by_name["set_password"].trigger()
    shown = _dialog(SetPasswordDialog)
    assert isinstance(shown, SetPasswordDialog)
    return shown


def test_a_password_is_set_in_the_window(window: MainWindow, sample: Path, qtbot: QtBot) -> None:
    dialog = _set_dialog(window)
    qtbot.keyClicks(dialog.new, SECRET)
    qtbot.keyClicks(dialog.again, "correct hors")
    qtbot.keyClick(dialog.again, Qt.Key.Key_Return)
    assert "differ" in dialog.problem.text()
    qtbot.keyClicks(dialog.again, SECRET)
    qtbot.keyClick(dialog.again, Qt.Key.Key_Return)
    assert is_protected(sample)
    assert session_of(window).desk.board.access.key is not None
    assert "protected by the new password" in window.status.about.text()


def test_a_short_password_is_told_and_the_board_stays_open(
    window: MainWindow, sample: Path, qtbot: QtBot
) -> None:
    dialog = _set_dialog(window)
    for line in (dialog.new, dialog.again):
        qtbot.keyClicks(line, "short")
    qtbot.keyClick(dialog.again, Qt.Key.Key_Return)
    assert "8 letters" in dialog.problem.text()
    assert not is_protected(sample)
    assert session_of(window).desk.board.path == sample


def test_a_password_is_changed_and_taken_off(
    make: Callable[[], MainWindow], protected: Path, qtbot: QtBot, kept: Store
) -> None:
    credentials.remember(protected, SECRET)
    window = make()
    window.open_board(protected)
    dialog = _set_dialog(window)
    qtbot.keyClicks(dialog.old, "wrong horse")
    for line in (dialog.new, dialog.again):
        qtbot.keyClicks(line, "battery staple")
    qtbot.keyClick(dialog.again, Qt.Key.Key_Return)
    assert "not the password" in dialog.problem.text()
    qtbot.keyClicks(dialog.old, SECRET)
    qtbot.keyClick(dialog.old, Qt.Key.Key_Return)
    assert list(kept.held.values()) == ["battery staple"]
    open_board(protected, clock=clock, password="battery staple").close()
    dialog = _set_dialog(window)
    qtbot.keyClicks(dialog.old, "battery staple")
    dialog.take_off_button.click()
    assert not is_protected(protected)
    assert kept.held == {}
    assert session_of(window).desk.board.access.key is None


def test_a_board_that_another_window_has_is_offered_to_read(
    make: Callable[[], MainWindow], sample: Path, qtbot: QtBot
) -> None:
    other = open_board(sample, clock=clock, who="S. Lee", sole=True)
    window = make()
    assert not window.open_board(sample)
    card = window.start_page.problem
    assert "S. Lee has it since 03/06/2013 12:00" in card.words.text()
    qtbot.mouseClick(card.remedy, Qt.MouseButton.LeftButton)
    board = session_of(window).desk.board
    assert board.read_only is not None
    assert window.status.saved.text() == "To read only"
    assert "S. Lee" in window.message.words
    for area in ("budget", "agencies", "settings", "home"):
        session_of(window).open_page(area, None, None)
    other.close()
    qtbot.mouseClick(window.message.show_button, Qt.MouseButton.LeftButton)
    assert session_of(window).desk.board.read_only is None


def test_a_board_to_read_takes_no_typing(make: Callable[[], MainWindow], sample: Path) -> None:
    other = open_board(sample, clock=clock, who="S. Lee", sole=True)
    window = make()
    window.open_board(sample, read_only="S. Lee has it.")
    session = session_of(window)
    added = Plan("Agency added", (create("agency", "AG-0099", name="Not taken"),))
    assert not session.context.apply(added)
    assert "Nothing was changed: S. Lee has it." in window.message.words
    other.close()


def test_a_board_to_read_offers_nothing_that_changes_it(
    make: Callable[[], MainWindow], sample: Path
) -> None:
    written = open_board(sample, clock=clock, who="S. Lee")
    written.apply("Added", [create("agency", written.new_refs("agency")[0], name="Another")])
    written.close()
    window = make()
    window.open_board(sample, read_only="S. Lee has it.")
    assert not window.actions_by_name["undo"].isEnabled()
    changing = ("Add agency", "Delete", "Merge with…", "Paste from Excel")
    for area in ("agencies", "budget"):
        session_of(window).open_page(area, None, None)
    buttons = {made.text(): made for made in window.findChildren(QPushButton)}
    assert [words for words in changing if buttons[words].isEnabled()] == []


def test_a_pause_locks_a_protected_board(
    make: Callable[[], MainWindow], protected: Path, qtbot: QtBot, kept: Store
) -> None:
    credentials.remember(protected, SECRET)
    window = make()
    window.open_board(protected)
    (idle,) = session_of(window).findChildren(IdleLock)
    assert idle.timer.interval() == window.settings.lock_after * 60_000
    idle.timer.stop()
    qtbot.keyClick(window, Qt.Key.Key_Shift)
    assert idle.timer.isActive()
    idle.idle.emit()
    assert window.session is None
    dialog = _asked(window)
    assert "15 minutes" in dialog.problem.text()
    _type(qtbot, dialog, SECRET)
    assert session_of(window).desk.board.path == protected


def test_a_plain_board_is_never_locked(window: MainWindow) -> None:
    assert session_of(window).findChildren(IdleLock) == []


def test_another_pause_counts_at_once(
    make: Callable[[], MainWindow], protected: Path, kept: Store
) -> None:
    credentials.remember(protected, SECRET)
    window = make()
    window.open_board(protected)
    window.open_area("settings")
    page = session_of(window).pages.page
    assert isinstance(page, SettingsPage)
    card = page.protection_card
    assert card.pause.isVisible()
    assert card.pause.currentText() == "15 minutes"
    card.pause.setCurrentIndex(card.pause.findText("5 minutes"))
    assert window.settings.lock_after == 5
    (idle,) = session_of(window).findChildren(IdleLock)
    assert idle.timer.interval() == 5 * 60_000
    card.pause.setCurrentIndex(card.pause.findText("Never"))
    assert session_of(window).findChildren(IdleLock) == []
