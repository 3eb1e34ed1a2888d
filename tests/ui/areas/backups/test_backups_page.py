"""The backups' page on a real board: listed, compared, asked for a password, restored."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path
from typing import TypeVar

import pytest
from PySide6.QtCore import QAbstractItemModel, QUrl
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QApplication, QFileDialog, QWidget
from pytestqt.qtbot import QtBot

from db.backups.copies import make_backup
from db.board import Board
from db.changes import Change, create
from db.protect import change_password
from mscb_desktop.boards import open_board
from tests.support.boards import NOON, clock
from tests.support.pages import Surroundings, surroundings
from ui.areas.backups.compared_html import CHANGES, MORE
from ui.areas.backups.page import BackupsPage
from ui.areas.backups.reading import PAGE
from ui.dialogs.password import PasswordDialog
from ui.dialogs.restore import RestoreDialog
from ui.theme import Look, use_look

SECRET = "correct horse"

T = TypeVar("T", bound=QWidget)


@pytest.fixture
def around(qtbot: QtBot, tmp_path: Path) -> Iterator[Surroundings]:
    with surroundings(tmp_path) as made:
        yield made


def show(qtbot: QtBot, around: Surroundings) -> BackupsPage:
    page = BackupsPage(around.context)
    qtbot.addWidget(page)
    around.pages.append(page)
    page.resize(1200, 700)
    page.show()
    return page


def back_up(around: Surroundings, board: Board | None = None) -> Path:
    folder = around.file.folder()
    folder.mkdir(exist_ok=True)
    return make_backup(board or around.board, folder).path


def change_some(around: Surroundings) -> str:
    """Add an agency and change a line's amount; give the line's reference."""
    board = around.board
    board.apply("Agency ‘Sea Cadets’ added", [create("agency", "AG-0901", name="Sea Cadets")])
    with board.reading() as connection:
        ref, amount = connection.exec_driver_sql(
            "SELECT ref, set_amount FROM budget_line WHERE set_amount IS NOT NULL LIMIT 1"
        ).one()
    before, after = {"set_amount": amount}, {"set_amount": 123_456}
    board.apply("Set amount typed", [Change("budget_line", ref, before, after)])
    return str(ref)


def follow(page: BackupsPage, link: str) -> str:
    """Follow a link of the comparison; give what stands there then."""
    page.details.page.anchorClicked.emit(QUrl(link))
    return page.details.page.toPlainText()


def dialog(kind: type[T]) -> T:
    shown = QApplication.activeModalWidget()
    assert isinstance(shown, kind)
    return shown


def test_an_empty_page_says_when_the_first_is_made_and_makes_it(
    qtbot: QtBot, around: Surroundings
) -> None:
    page = show(qtbot, around)
    assert page.none.isVisible()
    assert "when you close the board" in page.none.text()
    assert not page.list.isVisible()
    assert "once a day while open, into" in page.when.text()
    page.first_button.click()
    assert not page.none.isVisible()
    assert len(around.file.backups()) == 1
    assert page.list.backup() == around.file.backups()[0]
    assert "holds the same" in page.details.state.text()
    assert not page.details.restore_button.isEnabled()
    assert "nothing to restore" in page.details.reason.text()


def test_a_page_that_is_not_seen_looks_at_nothing(qtbot: QtBot, around: Surroundings) -> None:
    back_up(around)
    page = BackupsPage(around.context)
    qtbot.addWidget(page)
    page.refresh(frozenset({("agency", "AG-0001")}))
    assert page.list.backups.rowCount() == 0
    assert page.details.path is None
    assert not page.go_to("AG-0001", None)


def test_backups_are_listed_with_size_and_the_day_they_go(
    qtbot: QtBot, around: Surroundings
) -> None:
    for days in (3, 0):
        around.board.clock = lambda days=days: NOON - dt.timedelta(days=days)  # type: ignore[misc]
        back_up(around)
    page = show(qtbot, around)
    QAbstractItemModelTester(page.list.backups, QAbstractItemModelTester.FailureReportingMode.Fatal)
    model: QAbstractItemModel = page.list.backups
    assert [model.index(row, 0).data() for row in range(model.rowCount())] == [
        "Monday 03/06/2013 12:00",
        "Friday 31/05/2013 12:00",
    ]
    lines = page.list.backups.lines(1)
    assert lines is not None
    assert " kB · kept until " in lines.second
    assert lines.mark == ""


def test_a_copy_of_a_damaged_board_says_so(qtbot: QtBot, around: Surroundings) -> None:
    path = back_up(around)
    path.rename(path.with_name(f"{path.stem} damaged.mscb"))
    page = show(qtbot, around)
    lines = page.list.backups.lines(0)
    assert lines is not None
    assert (lines.mark, lines.colour) == ("Of a damaged board", "bad")
    assert "a copy of a damaged board" in page.details.facts.text()


def test_a_backup_stands_beside_the_board(qtbot: QtBot, around: Surroundings) -> None:
    back_up(around)
    line = change_some(around)
    page = show(qtbot, around)
    details = page.details
    assert details.state.text() == "2 changes since then are only in the board."
    shown = follow(page, "agency")
    assert "Sea Cadets Agency · AG-0901 · only in the board" in shown
    shown = follow(page, "budget_line")
    assert f"{line} · differs" in shown
    assert "1,234.56" in shown
    shown = follow(page, CHANGES)
    assert "Changes that are only in the board 2" in shown
    assert "Agency ‘Sea Cadets’ added" in shown
    around.desk.undo()
    assert details.state.text() == "3 changes since then are only in the board."


def test_what_differs_much_is_read_a_page_at_a_time(qtbot: QtBot, around: Surroundings) -> None:
    back_up(around)
    for number in range(PAGE + 5):
        new = create("agency", f"AG-{1000 + number}", name=f"Agency {number:03}")
        around.board.apply(f"Agency {number:03} added", [new])
    page = show(qtbot, around)
    shown = follow(page, "agency")
    assert f"Agencies that differ {PAGE} of {PAGE + 5} · Show more" in shown
    assert "AG-1052" not in shown
    shown = follow(page, MORE)
    assert f"Agencies that differ {PAGE + 5}\n" in shown
    assert "AG-1052" in shown
    assert "Agency 000 added" not in follow(page, CHANGES)
    assert "Agency 000 added" in follow(page, MORE)


def test_restoring_names_what_is_lost_and_asks_once(qtbot: QtBot, around: Surroundings) -> None:
    path = back_up(around)
    change_some(around)
    page = show(qtbot, around)
    page.details.restore_button.click()
    asked = dialog(RestoreDialog)
    assert "2 changes made since" in asked.lost.text()
    assert "Agency ‘Sea Cadets’ added" in asked.lost.text()
    assert "kept beside it" in asked.kept.text()
    asked.stay_button.click()
    assert around.file.asked == []
    page.details.restore_button.click()
    dialog(RestoreDialog).restore_button.click()
    assert around.file.asked == [(path, None)]


def test_a_backup_with_another_password_asks_for_it(
    qtbot: QtBot, around: Surroundings, tmp_path: Path
) -> None:
    other = tmp_path / "other.mscb"
    other.write_bytes(back_up(around).read_bytes())
    change_password(other, None, SECRET, who="Test", at=NOON)
    change_some(around)
    page = show(qtbot, around)
    page.show_file(other)
    details = page.details
    assert details.what.text() == "other.mscb"
    assert details.password_button.isVisible()
    assert not details.restore_button.isEnabled()
    details.password_button.click()
    asked = dialog(PasswordDialog)
    asked.password.setText("wrong horse")
    asked.open_button.click()
    assert "not the password" in asked.problem.text()
    asked.password.setText(SECRET)
    asked.open_button.click()
    assert not details.password_button.isVisible()
    assert details.state.text() == "2 changes since then are only in the board."
    details.restore_button.click()
    dialog(RestoreDialog).restore_button.click()
    assert around.file.asked == [(other, SECRET)]


def test_what_is_no_board_is_told(qtbot: QtBot, around: Surroundings, tmp_path: Path) -> None:
    (tmp_path / "letter.mscb").write_bytes(b"Dear all, " * 100)
    page = show(qtbot, around)
    page.show_file(tmp_path / "letter.mscb")
    assert page.details.state.text()
    assert page.details.compared is None
    assert not page.details.restore_button.isEnabled()


def test_a_file_is_chosen_from_anywhere(qtbot: QtBot, around: Surroundings) -> None:
    path = back_up(around)
    page = show(qtbot, around)
    copy = path.with_name("from a stick.mscb")
    copy.write_bytes(path.read_bytes())
    page.file_button.click()
    (chooser,) = page.findChildren(QFileDialog)
    chooser.fileSelected.emit(str(copy))
    assert page.details.what.text() == "from a stick.mscb"
    assert page.list.backup() is None
    page.show_file(path)
    assert page.list.backup() is not None
    assert page.details.path == path
    chooser.close()


def test_another_folder_is_chosen_and_given_up(
    qtbot: QtBot, around: Surroundings, tmp_path: Path
) -> None:
    back_up(around)
    (tmp_path / "stick").mkdir()
    page = show(qtbot, around)
    assert not page.usual_button.isVisible()
    page.folder_button.click()
    (chooser,) = page.findChildren(QFileDialog)
    chooser.fileSelected.emit(str(tmp_path / "stick"))
    chooser.close()
    assert "stick" in page.when.text()
    assert page.list.backups.rowCount() == 0
    page.usual_button.click()
    assert page.list.backups.rowCount() == 1
    assert not page.usual_button.isVisible()


def test_a_folder_that_refuses_is_told(qtbot: QtBot, around: Surroundings, tmp_path: Path) -> None:
    page = show(qtbot, around)
    around.file.chosen = tmp_path / "a file"
    around.file.chosen.write_text("not a folder")
    page.back_up_button.click()
    assert "choose another" in page.problem.text().lower()
    assert page.back_up_button.isEnabled()


def test_a_board_open_to_read_makes_and_takes_no_backup(qtbot: QtBot, around: Surroundings) -> None:
    back_up(around)
    change_some(around)
    path = around.board.path
    around.board.close()
    around.desk.board = open_board(path, clock=clock, who="Test", read_only="S. Lee has it.")
    page = show(qtbot, around)
    assert not page.back_up_button.isEnabled()
    assert "open to read only" in page.when.text()
    assert not page.details.restore_button.isEnabled()
    assert page.details.reason.text() == "S. Lee has it."
    around.board.close()


def test_the_page_is_drawn_in_every_look(
    qtbot: QtBot, around: Surroundings, qapp: QApplication
) -> None:
    back_up(around)
    change_some(around)
    page = show(qtbot, around)
    for look in (Look(True, 150), Look()):
        use_look(qapp, look)
        assert not page.grab().isNull()
        assert look.colours.accent in page.details.page.toHtml()
