"""The first start, the order of start-up, new boards and the sample."""

from __future__ import annotations

import datetime as dt
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from db.queries.budget import years
from mscb_desktop.boards import create_board
from tests.support.boards import clock
from ui.app import begin, self_test_window
from ui.dialogs.new_board import NewBoardDialog
from ui.shell.window import MainWindow

_PAINTED = """
import datetime as dt, os, sys
from pathlib import Path
from ui.app import begin, make_application, make_window
folder = Path(sys.argv[1])
application = make_application()
window = make_window(application, dt.datetime.now, folder / "window.json", folder)

def painted():
    loaded = {name.partition(".")[0] for name in sys.modules} - set(sys.stdlib_module_names)
    print(" ".join(sorted(loaded - {"__main__"})), flush=True)
    print(window.navigation.items[0].text(), window.top_bar.isVisible(), flush=True)
    os._exit(0)

window.painted.connect(painted)
begin(window, None, True)
window.show()
application.exec()
"""


def test_first_paint_needs_nothing_but_qt(tmp_path: Path, project_root: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-c", _PAINTED, str(tmp_path)],
        cwd=project_root,
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
        capture_output=True,
        text=True,
        check=True,
    )
    loaded, shown = done.stdout.splitlines()
    ours = {"PySide6", "shiboken6", "shibokensupport", "signature_bootstrap", "ui", "resources"}
    assert {name for name in loaded.split() if not name.startswith("_")} <= ours
    assert shown == "Home True"


def test_first_start_offers_ways_to_a_board(make: Callable[[], MainWindow], qtbot: QtBot) -> None:
    window = make()
    begin(window, None, False)
    qtbot.waitUntil(lambda: window.stack.currentWidget() is window.start_page)
    page = window.start_page
    assert page.problem.isHidden()
    page.sample_buttons["merton"].click()
    assert window.session is not None
    assert window.session.desk.names() == ("MSCB", "Merton Safeguarding Children Board")
    assert window.session.desk.board.path.name == "Merton sample.mscb"


def test_the_users_copy_of_the_sample_is_kept(make: Callable[[], MainWindow], qtbot: QtBot) -> None:
    window = make()
    window.open_sample()
    before = window.session
    assert before is not None
    assert before.desk.start_year(2014)
    window.open_sample()
    qtbot.waitUntil(lambda: window.session not in (None, before))
    assert window.session is not None
    assert [start for start, _, _ in window.session.desk.years()] == [2012, 2013, 2014]


def test_the_board_of_the_last_time_opens_again(
    make: Callable[[], MainWindow], sample: Path, qtbot: QtBot
) -> None:
    first = make()
    first.open_board(sample)
    first.close()
    qtbot.waitUntil(lambda: not first.isVisible())
    second = make()
    begin(second, None, False)
    qtbot.waitUntil(lambda: second.session is not None)
    assert second.session is not None
    assert second.session.desk.board.path == sample


def test_a_board_opens_at_the_latest_year_with_actuals(
    make: Callable[[], MainWindow], sample: Path
) -> None:
    window = make()
    window.clock = lambda: dt.datetime(2026, 11, 24, 9, 0)
    window.open_board(sample)
    assert window.session is not None
    assert window.session.year == 2012


def test_boards_opened_before_are_listed(
    make: Callable[[], MainWindow], sample: Path, tmp_path: Path
) -> None:
    create_board(tmp_path / "other.mscb", name="Other <b>Board</b>", clock=clock).close()
    window = make()
    window.open_board(tmp_path / "other.mscb")
    window.open_board(sample)
    window.end()
    window.show_no_board()
    assert [Path(path).name for path, *_ in window.settings.boards] == [
        "merton.mscb",
        "other.mscb",
    ]
    window.start_page.chosen.emit(str(tmp_path / "other.mscb"))
    assert window.session is not None
    assert window.session.desk.names()[1] == "Other <b>Board</b>"


@pytest.fixture
def dialog(make: Callable[[], MainWindow]) -> NewBoardDialog:
    window = make()
    window.show_no_board()
    window.start_page.new_button.click()
    (found,) = window.findChildren(NewBoardDialog)
    return found


def test_new_board_is_made_from_its_dialog(
    dialog: NewBoardDialog, tmp_path: Path, qtbot: QtBot
) -> None:
    window = dialog.parentWidget()
    assert isinstance(window, MainWindow)
    qtbot.keyClicks(dialog.name, "Eastbrook Safeguarding Partnership")
    assert dialog.short_name.text() == "ESP"
    assert dialog.file.text().endswith("ESP.mscb")
    dialog.file.setText(str(tmp_path / "east"))
    dialog.year.setText("2012/13")
    qtbot.keyClick(dialog, Qt.Key.Key_Return)
    assert (tmp_path / "east.mscb").exists()
    assert window.session is not None
    assert window.session.desk.names() == ("ESP", "Eastbrook Safeguarding Partnership")
    with window.session.desk.board.reading() as connection:
        assert [row.start_year for row in years(connection)] == [2012]
    assert window.session.year == 2012


def test_new_board_says_what_is_missing_and_keeps_what_was_typed(
    dialog: NewBoardDialog, tmp_path: Path, qtbot: QtBot
) -> None:
    taken = tmp_path / "taken.mscb"
    taken.write_bytes(b"mine")
    dialog.make_button.click()
    assert dialog.problem.text() == "Name as printed is needed: type something here."
    qtbot.keyClicks(dialog.name, "Eastbrook")
    dialog.year.setText("soon")
    dialog.file.setText(str(taken))
    dialog.make_button.click()
    assert "not a financial year" in dialog.problem.text()
    dialog.year.setText("2012-13")
    dialog.make_button.click()
    assert str(taken) in dialog.problem.text()
    assert taken.read_bytes() == b"mine"
    dialog.file.setText(str(tmp_path / "nowhere" / "x.mscb"))
    dialog.make_button.click()
    assert "There is no folder" in dialog.problem.text()
    assert dialog.isVisible()
    assert dialog.name.text() == "Eastbrook"


def test_self_test_opens_each_area(sample: Path) -> None:
    self_test_window(sample)
    with pytest.raises(RuntimeError, match="did not open"):
        self_test_window(sample.with_name("missing.mscb"))
