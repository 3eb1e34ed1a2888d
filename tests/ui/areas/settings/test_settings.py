"""The board's settings on a real board."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from db.protect import change_password
from db.records.board import BOARD_REF
from db.schema import NEWEST
from mscb_desktop.boards import open_board
from tests.support.boards import NOON, clock
from tests.support.pages import Surroundings, surroundings
from ui.areas.find import areas
from ui.areas.settings.page import SettingsPage


@pytest.fixture
def around(qtbot: QtBot, tmp_path: Path) -> Iterator[Surroundings]:
    with surroundings(tmp_path) as made:
        yield made


@pytest.fixture
def page(qtbot: QtBot, around: Surroundings) -> SettingsPage:
    made = SettingsPage(around.context)
    around.pages.append(made)
    qtbot.addWidget(made)
    made.resize(1150, 800)
    with qtbot.waitExposed(made):
        made.show()
    made.activateWindow()
    return made


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> list[QUrl]:
    """Stand in for the desktop, which opens folders; gives what it was asked to open."""
    asked: list[QUrl] = []

    def open_url(url: QUrl) -> bool:
        asked.append(url)
        return len(asked) == 1

    monkeypatch.setattr(QDesktopServices, "openUrl", open_url)
    return asked


def _line(page: SettingsPage, name: str) -> QLineEdit:
    editor = page.form.rows[name].editor.focusProxy()
    assert isinstance(editor, QLineEdit)
    return editor


def _type(qtbot: QtBot, page: SettingsPage, name: str, text: str) -> None:
    line = _line(page, name)
    line.setFocus()
    line.selectAll()
    qtbot.keyClicks(line, text) if text else qtbot.keyClick(line, Qt.Key.Key_Delete)
    qtbot.keyClick(line, Qt.Key.Key_Return)


def test_the_area_stands_last_below_the_line() -> None:
    area = areas()[-1]
    assert (area.key, area.title, area.below_line) == ("settings", "Board settings", True)
    assert not area.uses_year


def test_a_name_is_stored_as_it_is_left_and_counted_in_the_history(
    qtbot: QtBot, around: Surroundings, page: SettingsPage
) -> None:
    facts = page.file_card.facts
    assert facts["Changes in its history"].text() == "1"
    _type(qtbot, page, "short_name", "Merton SCP")
    assert around.row("board", BOARD_REF)["short_name"] == "Merton SCP"
    assert facts["Changes in its history"].text() == "2"
    around.desk.undo()
    assert _line(page, "short_name").text() == "MSCB"


def test_a_needed_name_cannot_be_emptied(
    qtbot: QtBot, around: Surroundings, page: SettingsPage
) -> None:
    _type(qtbot, page, "name", "")
    assert page.unstored() == 1
    assert page.form.rows["name"].reason.isVisible()
    assert around.row("board", BOARD_REF)["name"] == "Merton Safeguarding Children Board"
    qtbot.keyClick(_line(page, "name"), Qt.Key.Key_Escape)
    assert page.unstored() == 0


def test_the_file_is_described(around: Surroundings, page: SettingsPage) -> None:
    facts = {words: label.accessibleName() for words, label in page.file_card.facts.items()}
    path = around.board.path
    assert facts["Name"] == f"Name: {path.name}"
    assert facts["Folder"] == f"Folder: {path.resolve().parent}"
    assert facts["File version"] == f"File version: {NEWEST}"
    assert facts["Size"] == f"Size: {round(path.stat().st_size / 1000)} kB"


def test_the_folder_is_opened_or_named(
    around: Surroundings, page: SettingsPage, opened: list[QUrl]
) -> None:
    page.file_card.folder_button.click()
    folder = around.board.path.resolve().parent
    assert [Path(url.toLocalFile()) for url in opened] == [folder]
    assert not around.said
    page.file_card.folder_button.click()
    assert around.said == [f"The folder could not be opened: look for {folder}."]


def test_undo_leads_to_the_board_and_others_are_not_shown_here(page: SettingsPage) -> None:
    assert page.go_to(BOARD_REF, "area_term")
    assert _line(page, "area_term").hasFocus()
    assert not page.go_to("AG-0001", None)


def test_a_board_without_a_password_says_so_and_leads_to_one(
    page: SettingsPage, around: Surroundings
) -> None:
    card = page.protection_card
    assert "Without a password" in card.state.text()
    assert not card.pause.isVisible()
    assert card.password_button.text() == "Set a password…"
    card.password_button.click()
    assert around.file.asked == ["password"]
    assert not page.file_card.warning.isVisible()


def test_a_board_with_a_password_says_when_it_is_asked_for(qtbot: QtBot, tmp_path: Path) -> None:
    (tmp_path / "Dropbox").mkdir()
    with surroundings(tmp_path / "Dropbox") as around:
        path = around.board.path
        around.board.close()
        change_password(path, None, "correct horse", who="Test", at=NOON)
        around.desk.board = open_board(path, clock=clock, password="correct horse")
        page = SettingsPage(around.context)
        qtbot.addWidget(page)
        page.show()
        card = page.protection_card
        assert "encrypted" in card.state.text()
        assert card.password_button.text() == "Change the password…"
        card.pause.setCurrentIndex(card.pause.findText("60 minutes"))
        assert around.file.minutes == 60
        card.pause.setCurrentIndex(card.pause.findText("Never"))
        assert around.file.minutes == 0
        assert "copied elsewhere (Dropbox)" in page.file_card.warning.text()
        page.file_card.keep_button.click()
        assert around.file.asked == ["keep here"]
        around.board.close()
