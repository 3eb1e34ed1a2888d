"""The open board's file in the window: backed up when due, waited for, restored."""

from __future__ import annotations

import datetime as dt
import os
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

import pytest
from PySide6.QtCore import QThreadPool
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from db.backups.copies import Backup, list_backups, make_backup
from db.changes import Change, Plan, create
from mscb_desktop.boards import create_board, open_board
from tests.support.boards import NOON, clock
from tests.ui.shell.conftest import session_of
from ui.areas.backups.page import BackupsPage
from ui.dialogs.no_backup import NoBackupDialog
from ui.dialogs.restore import RestoreDialog
from ui.shell.window import MainWindow

ADDED = Plan("Agency ‘Sea Cadets’ added", (create("agency", "AG-0901", name="Sea Cadets"),))
RENAMED = Plan(
    "Agency: Name changed",
    (Change("agency", "AG-0901", {"name": "Sea Cadets"}, {"name": "Sea Scouts"}),),
)

T = TypeVar("T", bound=QWidget)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Give a chosen folder for backups."""
    made = tmp_path / "backups"
    made.mkdir()
    return made


@pytest.fixture
def opened(window: MainWindow, folder: Path) -> MainWindow:
    """Give the window with the sample open, and one backup of it as it is."""
    file = session_of(window).file
    file.choose_folder(folder)
    make_backup(session_of(window).desk.board, folder)
    return window


def backups(folder: Path, board: Path) -> list[Backup]:
    return list_backups(folder, board)


def is_closed(window: MainWindow) -> bool:
    return window.session is None and not window.isVisible()


def dialog(kind: type[T]) -> T:
    shown = QApplication.activeModalWidget()
    assert isinstance(shown, kind)
    return shown


def names_in(path: Path) -> list[str]:
    board = open_board(path, clock=clock)
    with board.reading() as connection:
        found = list(connection.exec_driver_sql("SELECT name FROM agency").scalars())
    board.close()
    return found


def test_closing_after_changes_backs_up_first(
    opened: MainWindow, folder: Path, sample: Path, qtbot: QtBot
) -> None:
    assert session_of(opened).context.apply(ADDED)
    assert not opened.close()
    assert opened.status.about.text() == "Backing up before the board is closed…"
    qtbot.waitUntil(lambda: is_closed(opened))
    newest = backups(folder, sample)[0]
    assert len(backups(folder, sample)) == 2
    assert "Sea Cadets" in names_in(newest.path)


def test_closing_without_changes_backs_nothing_up(
    opened: MainWindow, folder: Path, sample: Path
) -> None:
    opened.close()
    assert is_closed(opened)
    assert len(backups(folder, sample)) == 1


def test_opening_another_board_backs_up_first(
    opened: MainWindow, folder: Path, sample: Path, tmp_path: Path, qtbot: QtBot
) -> None:
    other = tmp_path / "other.mscb"
    create_board(other, name="Other Board", clock=clock).close()
    session_of(opened).context.apply(ADDED)
    opened.when_left(lambda: opened.open_board(other))
    qtbot.waitUntil(lambda: session_of(opened).desk.board.path == other)
    assert len(backups(folder, sample)) == 2
    assert backups(folder, other) == []


def refuse(folder: Path) -> None:
    folder.rename(folder.with_name("a stick that was pulled"))


def test_a_folder_that_refuses_asks_whether_to_stay(
    opened: MainWindow, folder: Path, qtbot: QtBot
) -> None:
    session = session_of(opened)
    session.context.apply(ADDED)
    refuse(folder)
    opened.close()
    qtbot.waitUntil(lambda: isinstance(QApplication.activeModalWidget(), NoBackupDialog))
    dialog(NoBackupDialog).stay_button.click()
    assert opened.session is session
    assert opened.isVisible()


def test_a_folder_that_refuses_lets_go_on_without(
    opened: MainWindow, folder: Path, sample: Path, qtbot: QtBot
) -> None:
    session_of(opened).context.apply(ADDED)
    refuse(folder)
    opened.close()
    qtbot.waitUntil(lambda: isinstance(QApplication.activeModalWidget(), NoBackupDialog))
    dialog(NoBackupDialog).go_on_button.click()
    qtbot.waitUntil(lambda: is_closed(opened))
    assert "Sea Cadets" in names_in(sample)


class Gate:
    """Workers that are all busy until the gate is opened."""

    def __init__(self, window: MainWindow) -> None:
        (pool,) = session_of(window).tasks.findChildren(QThreadPool)
        self._read, self._write = os.pipe()
        for _ in range(pool.maxThreadCount()):
            pool.start(lambda: os.read(self._read, 1))
        self._workers = pool.maxThreadCount()

    def open(self) -> None:
        os.write(self._write, b"x" * self._workers)


def test_a_backup_under_way_is_waited_for(
    opened: MainWindow, folder: Path, sample: Path, qtbot: QtBot
) -> None:
    session = session_of(opened)
    session.context.apply(ADDED)
    gate = Gate(opened)
    opened.actions_by_name["back_up"].trigger()
    opened.close()
    assert opened.status.about.text() == "Waiting for the backup…"
    opened.close()
    assert opened.session is session
    gate.open()
    qtbot.waitUntil(lambda: is_closed(opened))
    assert len(backups(folder, sample)) == 2


def test_what_was_asked_for_last_is_done(
    opened: MainWindow, folder: Path, sample: Path, tmp_path: Path, qtbot: QtBot
) -> None:
    other = tmp_path / "other.mscb"
    create_board(other, name="Other Board", clock=clock).close()
    session_of(opened).context.apply(ADDED)
    gate = Gate(opened)
    opened.when_left(lambda: opened.open_board(other))
    opened.close()
    gate.open()
    qtbot.waitUntil(lambda: is_closed(opened))
    assert opened.settings.boards[0].path == str(sample)
    assert len(backups(folder, sample)) == 2


def test_a_backup_that_is_stopped_leaves_the_board_open(
    opened: MainWindow, folder: Path, sample: Path, qtbot: QtBot
) -> None:
    session = session_of(opened)
    session.context.apply(ADDED)
    gate = Gate(opened)
    opened.close()
    opened.task_strip.cancel_button.click()
    gate.open()
    qtbot.waitUntil(lambda: opened.status.about.text() == "The backup was stopped.")
    assert opened.session is session
    assert opened.isVisible()
    assert len(backups(folder, sample)) == 1
    opened.close()
    qtbot.waitUntil(lambda: is_closed(opened))
    assert len(backups(folder, sample)) == 2


def test_a_window_that_ends_meanwhile_leaves_older_backups_whole(
    opened: MainWindow, folder: Path, sample: Path
) -> None:
    session_of(opened).context.apply(ADDED)
    gate = Gate(opened)
    opened.close()
    gate.open()
    opened.end()
    files = [path for path in folder.rglob("*") if path.is_file()]
    assert files
    assert all(path.suffix == ".mscb" for path in files)
    assert "Sea Cadets" not in names_in(backups(folder, sample)[-1].path)


def test_an_open_board_is_backed_up_once_a_day(
    opened: MainWindow, folder: Path, sample: Path, qtbot: QtBot
) -> None:
    file, board = session_of(opened).file, session_of(opened).desk.board
    session_of(opened).context.apply(ADDED)
    assert not file.is_due(closing=False)
    board.clock = lambda: NOON + dt.timedelta(days=1)
    assert file.is_due(closing=False)
    file.look_after()
    qtbot.waitUntil(lambda: len(backups(folder, sample)) == 2)
    qtbot.waitUntil(lambda: session_of(opened).tasks.under_way == 0)
    assert opened.status.about.text() == "Backed up 12:00."
    file.look_after()
    qtbot.waitUntil(lambda: session_of(opened).tasks.under_way == 0)
    assert len(backups(folder, sample)) == 2


def test_a_daily_backup_that_fails_is_told_with_the_way_to_the_page(
    opened: MainWindow, folder: Path, qtbot: QtBot
) -> None:
    session = session_of(opened)
    session.context.apply(ADDED)
    session.desk.board.clock = lambda: NOON + dt.timedelta(days=1)
    refuse(folder)
    session.file.look_after()
    qtbot.waitUntil(lambda: "choose another folder" in opened.message.words)
    opened.message.show_button.click()
    assert session.pages.key == "backups"


def test_a_board_open_to_read_needs_no_backup(
    make: Callable[[], MainWindow], sample: Path, folder: Path
) -> None:
    window = make()
    window.open_board(sample, read_only="S. Lee has it.")
    session_of(window).file.choose_folder(folder)
    window.actions_by_name["back_up"].trigger()
    assert "not backed up" in window.message.words
    window.close()
    assert is_closed(window)
    assert backups(folder, sample) == []


def test_a_backup_is_restored_in_the_window(
    opened: MainWindow, folder: Path, sample: Path, qtbot: QtBot
) -> None:
    session_of(opened).context.apply(ADDED)
    session_of(opened).context.apply(RENAMED)
    opened.open_area("backups")
    page = session_of(opened).pages.page
    assert isinstance(page, BackupsPage)
    qtbot.waitUntil(page.details.restore_button.isEnabled)
    page.details.restore_button.click()
    asked = dialog(RestoreDialog)
    assert "2 changes made since" in asked.lost.text()
    asked.restore_button.click()
    assert opened.session is None
    qtbot.waitUntil(lambda: opened.session is not None)
    board = session_of(opened).desk.board
    with board.reading() as connection:
        names = connection.exec_driver_sql("SELECT name FROM agency").scalars().all()
    assert "Sea Scouts" not in names
    assert "Restored from the backup of 03/06/2013 12:00" in opened.message.words
    (replaced,) = sample.parent.glob("merton replaced *.mscb")
    assert str(replaced) in opened.message.words
    assert "Sea Scouts" in names_in(replaced)
    assert not opened.actions_by_name["undo"].isEnabled()


def test_a_restore_that_fails_opens_the_board_as_it_was(
    opened: MainWindow, folder: Path, sample: Path, qtbot: QtBot
) -> None:
    session_of(opened).context.apply(ADDED)
    (backup,) = backups(folder, sample)
    content = bytearray(backup.path.read_bytes())
    content[len(content) // 2 :] = b"\0" * (len(content) - len(content) // 2)
    backup.path.write_bytes(content)
    session_of(opened).file.restore(backup.path)
    qtbot.waitUntil(lambda: opened.session is not None)
    assert "damaged" in opened.message.words
    assert "Choose another backup" in opened.message.words
    with session_of(opened).desk.board.reading() as connection:
        names = connection.exec_driver_sql("SELECT name FROM agency").scalars().all()
    assert "Sea Cadets" in names
    assert list(sample.parent.glob("merton replaced *")) == []
