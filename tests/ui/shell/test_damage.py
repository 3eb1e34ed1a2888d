"""A damaged board in the window: found, read from a copy, brought back, gone on with."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from db.backups.copies import make_backup
from db.changes import Change, Plan, create
from db.damage.whole import examine_file
from db.file.connection import access_to
from db.protect import change_password
from mscb_desktop.boards import open_board
from tests.support.boards import NOON, clock
from tests.support.password_store import Store, store
from tests.ui.shell.conftest import session_of
from ui.areas.find import areas
from ui.dialogs.damage import DamageDialog
from ui.dialogs.password import PasswordDialog
from ui.shell.window import MainWindow

SECRET = "correct horse"
CADETS = "Sea Cadets of Merton"


@pytest.fixture(autouse=True)
def kept() -> Iterator[Store]:
    with store() as made:
        yield made


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Give the chosen folder for backups, with nothing in it yet."""
    made = tmp_path / "backups"
    made.mkdir()
    return made


@pytest.fixture
def shown(make: Callable[[], MainWindow], folder: Path) -> MainWindow:
    """Give the window with no board open."""
    window = make()
    window.remember(window.settings._replace(backup_folder=str(folder)))
    return window


def fill(path: Path, folder: Path | None, password: str | None = None) -> None:
    """Add an agency, back up where a folder is given, and rename the agency after that."""
    board = open_board(path, clock=clock, who="Test", password=password)
    board.apply("Agency added", [create("agency", "AG-0901", name=CADETS)])
    if folder is not None:
        make_backup(board, folder)
    renamed = Change("agency", "AG-0901", {"short_name": None}, {"short_name": "Cadets"})
    board.apply("Agency: Short name changed", [renamed])
    board.close()


def flip(path: Path) -> bytes:
    """Change one letter of the agency's name in its table; give the file's bytes then."""
    content = bytearray(path.read_bytes())
    at = content.find(CADETS.encode())
    while at >= 0:
        content[at] ^= 1
        path.write_bytes(content)
        damages = examine_file(path, access_to(path))
        if any(damage.ref == "AG-0901" for damage in damages):
            return bytes(content)
        content[at] ^= 1
        at = content.find(CADETS.encode(), at + 1)
    raise AssertionError("The name stands nowhere in the file.")


def found(qtbot: QtBot) -> DamageDialog:
    """Wait for the dialog that names the damage."""
    qtbot.waitUntil(lambda: isinstance(QApplication.activeModalWidget(), DamageDialog))
    dialog = QApplication.activeModalWidget()
    assert isinstance(dialog, DamageDialog)
    return dialog


def examined(window: MainWindow, path: Path, qtbot: QtBot) -> DamageDialog:
    """Open a damaged board and let it be examined."""
    assert window.open_board(path)
    return found(qtbot)


def agency(window: MainWindow) -> tuple[str, str | None]:
    """Give the agency's name and short name as the open board has them."""
    with session_of(window).desk.board.reading() as connection:
        query = "SELECT name, short_name FROM agency WHERE ref = 'AG-0901'"
        return tuple(connection.exec_driver_sql(query).one())  # type: ignore[return-value]


def test_a_flipped_bit_is_found_after_opening_and_closes_the_board(
    shown: MainWindow, sample: Path, folder: Path, qtbot: QtBot
) -> None:
    fill(sample, folder)
    flip(sample)
    dialog = examined(shown, sample, qtbot)
    assert shown.session is None
    assert "AG-0901" in dialog.damages.toPlainText()
    assert "one change" in dialog.brings.text().lower()
    assert dialog.back_button.isVisible()
    assert not dialog.go_on_button.isVisible()
    card = shown.start_page.problem
    assert "merton.mscb is damaged. It is left as it is." in card.words.text()
    dialog.close()
    qtbot.mouseClick(card.remedy, Qt.MouseButton.LeftButton)
    assert found(qtbot).back_button.isVisible()


def test_what_is_left_is_opened_to_read(
    shown: MainWindow, sample: Path, folder: Path, qtbot: QtBot
) -> None:
    fill(sample, folder)
    damaged = flip(sample)
    examined(shown, sample, qtbot).read_button.click()
    qtbot.waitUntil(lambda: shown.session is not None)
    session = session_of(shown)
    copy = session.desk.board.path
    assert copy != sample
    assert shown.status.saved.text() == "To read only"
    assert "damaged" in shown.message.words
    at_once = QTimer(singleShot=True)
    for area in areas():
        session.open_page(area.key, None, None)
        assert not shown.grab().isNull()
        with qtbot.waitSignal(at_once.timeout):  # what a page puts off till it is seen
            at_once.start(0)
        qtbot.waitUntil(lambda: session.tasks.under_way == 0)
    added = Plan("Agency added", (create("agency", "AG-0999", name="Not taken"),))
    assert not session.context.apply(added)
    assert [board.path for board in shown.settings.boards] == [str(sample)]
    shown.close()
    qtbot.waitUntil(lambda: not shown.isVisible())
    assert not copy.exists()
    assert not copy.parent.exists()
    assert sample.read_bytes() == damaged


def test_the_way_back_is_offered_while_reading(
    shown: MainWindow, sample: Path, folder: Path, qtbot: QtBot
) -> None:
    fill(sample, folder)
    flip(sample)
    examined(shown, sample, qtbot).read_button.click()
    qtbot.waitUntil(lambda: shown.session is not None)
    assert shown.message.show_button.text() == "What helps…"
    shown.message.show_button.click()
    found(qtbot).back_button.click()
    qtbot.waitUntil(lambda: shown.session is not None)
    assert session_of(shown).desk.board.path == sample


def test_a_board_is_brought_back_with_the_history_since(
    shown: MainWindow, sample: Path, folder: Path, qtbot: QtBot
) -> None:
    fill(sample, folder)
    damaged = flip(sample)
    examined(shown, sample, qtbot).back_button.click()
    qtbot.waitUntil(lambda: shown.session is not None)
    assert agency(shown) == (CADETS, "Cadets")
    assert session_of(shown).desk.board.read_only is None
    (replaced,) = sample.parent.glob("merton replaced *.mscb")
    assert str(replaced) in shown.message.words
    assert replaced.read_bytes()[100:] == damaged[100:]
    assert examine_file(sample, access_to(sample)) == []


def test_without_a_backup_one_goes_on_with_what_can_be_read(
    shown: MainWindow, sample: Path, qtbot: QtBot
) -> None:
    fill(sample, None)
    flip(sample)
    dialog = examined(shown, sample, qtbot)
    assert "no backup" in dialog.brings.text()
    assert not dialog.back_button.isVisible()
    dialog.go_on_button.click()
    qtbot.waitUntil(lambda: shown.session is not None)
    session = session_of(shown)
    assert session.desk.board.path == sample
    assert agency(shown)[1] == "Cadets"
    assert session.context.apply(Plan("Agency added", (create("agency", "AG-0999", name="Taken"),)))
    assert len(list(sample.parent.glob("merton replaced *.mscb"))) == 1


def test_a_damaged_board_is_not_left_without_a_word(
    shown: MainWindow, sample: Path, folder: Path, qtbot: QtBot
) -> None:
    fill(sample, folder)
    flip(sample)
    shown.open_board(sample)
    session_of(shown).context.apply(
        Plan("Agency added", (create("agency", "AG-0999", name="Taken"),))
    )
    shown.close()
    dialog = found(qtbot)
    assert shown.isVisible()
    assert "AG-0901" in dialog.damages.toPlainText()
    assert [path.stem[-7:] for path in folder.rglob("*damaged.mscb")] == ["damaged"]


def test_a_file_that_cannot_be_opened_at_all(
    shown: MainWindow, sample: Path, folder: Path, qtbot: QtBot
) -> None:
    fill(sample, folder)
    content = bytearray(sample.read_bytes())
    content[100:4096] = bytes(3996)
    sample.write_bytes(content)
    assert not shown.open_board(sample)
    dialog = found(qtbot)
    assert "can be put in its place" in dialog.brings.text()
    dialog.back_button.click()
    qtbot.waitUntil(lambda: shown.session is not None)
    assert agency(shown) == (CADETS, None)
    (replaced,) = sample.parent.glob("merton replaced *.mscb")
    assert replaced.read_bytes() == bytes(content)


def test_nothing_that_can_be_read_is_told(shown: MainWindow, sample: Path, qtbot: QtBot) -> None:
    content = bytearray(sample.read_bytes())
    content[100:4096] = bytes(3996)
    sample.write_bytes(content)
    assert not shown.open_board(sample)
    found(qtbot).read_button.click()
    card = shown.start_page.problem
    qtbot.waitUntil(lambda: card.words.text().startswith("Nothing can be read of merton.mscb"))
    assert card.remedy.isVisible()
    assert sample.read_bytes() == bytes(content)


def test_a_protected_board_asks_for_its_password_first(
    shown: MainWindow, sample: Path, folder: Path, qtbot: QtBot, kept: Store
) -> None:
    change_password(sample, None, SECRET, who="Test", at=NOON)
    fill(sample, folder, SECRET)
    content = bytearray(sample.read_bytes())
    at = len(content) // 4096 // 2 * 4096 + 1000
    content[at] ^= 1
    sample.write_bytes(content)
    assert shown.try_open(sample, SECRET, None) is None
    qtbot.waitUntil(lambda: isinstance(QApplication.activeModalWidget(), PasswordDialog))
    asked = QApplication.activeModalWidget()
    assert isinstance(asked, PasswordDialog)
    asked.password.setText("wrong horse")
    asked.open_button.click()
    assert "not the password" in asked.problem.text()
    asked.password.setText(SECRET)
    asked.open_button.click()
    dialog = found(qtbot)
    assert dialog.back_button.isVisible()
    dialog.back_button.click()
    qtbot.waitUntil(lambda: isinstance(QApplication.activeModalWidget(), PasswordDialog))
    again = QApplication.activeModalWidget()
    assert isinstance(again, PasswordDialog)
    again.password.setText(SECRET)
    again.open_button.click()
    assert agency(shown)[0] == CADETS
    assert examine_file(sample, access_to(sample, SECRET)) == []
