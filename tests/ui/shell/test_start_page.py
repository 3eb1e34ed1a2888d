"""The start page: what to do first, boards opened before, samples, and a file dropped."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QLabel, QPushButton
from pytestqt.qtbot import QtBot

from mscb_desktop.boards import create_board
from mscb_desktop.sample import SAMPLES
from tests.support.boards import clock
from ui.shell import start_page
from ui.shell.recent import RecentRow
from ui.shell.window import MainWindow

K = Qt.Key


@pytest.fixture
def boards(tmp_path: Path) -> list[Path]:
    paths = [tmp_path / f"{name}.mscb" for name in ("ash", "beech", "cedar")]
    for path in paths:
        create_board(path, name=f"{path.stem.title()} & Co Board", clock=clock).close()
    return paths


@pytest.fixture
def window(make: Callable[[], MainWindow], boards: list[Path], qtbot: QtBot) -> MainWindow:
    """Give a window without a board, in which three were opened and one is gone since."""
    shown = make()
    for path in boards:
        assert shown.open_board(path)
    shown.end()
    boards[1].unlink()
    shown.show_no_board()
    with qtbot.waitActive(shown):
        shown.activateWindow()
    qtbot.waitUntil(lambda: not rows(shown)[1].is_there)
    return shown


def rows(window: MainWindow) -> list[RecentRow]:
    return window.start_page.recent.rows


def paths(window: MainWindow) -> list[str]:
    return [Path(board.path).stem for board in window.settings.boards]


def seen(window: MainWindow) -> list[str]:
    labels = window.start_page.findChildren(QLabel)
    return [label.text() for label in labels if label.isVisible() and label.text()]


def test_first_start_says_what_to_do_and_asks_nothing(make: Callable[[], MainWindow]) -> None:
    window = make()
    window.show_no_board()
    assert window.start_page.first_steps.isVisible()
    assert not window.start_page.recent.isVisible()
    assert [words for words in seen(window) if words in start_page.FIRST_STEPS] == [
        *start_page.FIRST_STEPS
    ]
    assert QApplication.activeModalWidget() is None
    assert window.focusWidget() is window.start_page.new_button


def test_every_sample_is_offered(make: Callable[[], MainWindow], qtbot: QtBot) -> None:
    assert {name for name, _, _ in start_page.SAMPLES} == set(SAMPLES)
    window = make()
    window.show_no_board()
    window.start_page.sample_buttons["eastbrook"].click()
    assert _open(window).name == "Eastbrook sample.mscb"
    window.actions_by_name["open_sample"].trigger()
    qtbot.waitUntil(lambda: _open(window).name == "Merton sample.mscb")
    window.actions_by_name["open_eastbrook"].trigger()
    qtbot.waitUntil(lambda: _open(window).name == "Eastbrook sample.mscb")


def test_boards_say_when_they_were_opened_and_which_are_gone(window: MainWindow) -> None:
    assert not window.start_page.first_steps.isVisible()
    cedar, beech, ash = rows(window)
    assert cedar.opener.isVisible()
    assert cedar.opener.text() == "Cedar && Co Board"
    assert cedar.when.text() == "Opened 03/06/2013 at 12:00"
    assert not cedar.remover.isVisible()
    assert not beech.opener.isVisible()
    assert beech.missing.text() == "Beech & Co Board"
    assert beech.when.text().startswith("Not found")
    assert beech.remover.isVisible()
    assert ash.is_there


def test_a_missing_board_is_taken_off_by_its_button(window: MainWindow, boards: list[Path]) -> None:
    rows(window)[1].remover.click()
    assert paths(window) == ["cedar", "ash"]
    assert rows(window)[1].opener.hasFocus()
    assert boards[0].exists()


def test_delete_takes_any_board_off_the_list(
    window: MainWindow, boards: list[Path], qtbot: QtBot
) -> None:
    assert rows(window)[0].opener.hasFocus()
    for left in (["beech", "ash"], ["ash"]):
        qtbot.keyClick(QApplication.focusWidget(), K.Key_Delete)
        assert paths(window) == left
        qtbot.waitUntil(lambda: all(row.has_keyboard() for row in rows(window)[:1]))
    qtbot.keyClick(QApplication.focusWidget(), K.Key_Delete)
    assert paths(window) == []
    assert window.start_page.first_steps.isVisible()
    assert window.start_page.new_button.hasFocus()
    assert boards[0].exists()


def test_tab_goes_down_the_page(window: MainWindow, qtbot: QtBot) -> None:
    page = window.start_page
    page.new_button.setFocus()
    cedar, beech, ash = rows(window)
    order: list[QPushButton] = [page.open_button, cedar.opener, beech.remover, ash.opener]
    for expected in (*order, *page.sample_buttons.values()):
        qtbot.keyClick(QApplication.focusWidget(), K.Key_Tab)
        assert expected.hasFocus()


def test_enter_opens_the_board_that_has_the_keyboard(window: MainWindow, qtbot: QtBot) -> None:
    qtbot.keyClick(QApplication.focusWidget(), K.Key_Space)
    assert window.session is not None
    assert window.session.desk.board.path.stem == "cedar"


def _drop(window: MainWindow, *files: Path) -> bool:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(file)) for file in files])
    facts = (Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton)
    none = Qt.KeyboardModifier.NoModifier
    enter = QDragEnterEvent(QPointF(5, 5), *facts, none)
    QApplication.sendEvent(window, enter)
    if not enter.isAccepted():
        return False
    QApplication.sendEvent(window, QDropEvent(QPointF(5, 5), *facts, none))
    return True


def test_a_board_dropped_onto_the_window_opens(
    window: MainWindow, boards: list[Path], qtbot: QtBot
) -> None:
    assert not _drop(window, Path(__file__))
    assert window.session is None
    assert _drop(window, Path(__file__), boards[0])
    assert _open(window) == boards[0]
    assert _drop(window, boards[2])
    qtbot.waitUntil(lambda: _open(window) == boards[2])


def _open(window: MainWindow) -> Path:
    """Give the path of the board that is open."""
    assert window.session is not None
    return window.session.desk.board.path
