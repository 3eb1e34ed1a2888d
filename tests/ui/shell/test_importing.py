"""Import and export in the window: by commands, in the background, beside other processes."""

from __future__ import annotations

import gc
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from itertools import pairwise
from pathlib import Path
from time import perf_counter

import openpyxl
import pytest
from PySide6.QtCore import QObject, Qt, QTimer, Slot
from PySide6.QtWidgets import QApplication, QFileDialog, QWidget
from pytestqt.qtbot import QtBot

from db.queries import records
from mscb_desktop.boards import create_board
from mscb_desktop.exchange.export import export_board
from mscb_desktop.exchange.model import RowState
from tests.support.boards import NOON
from tests.support.edited_workbooks import add_row
from tests.ui.shell.conftest import session_of
from ui.areas.exchange.page import ExchangePage
from ui.finding.box import FindBox
from ui.garbage import collect_here
from ui.shell.window import MainWindow

K = Qt.Key
CTRL, ALT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier
MANY = 10_000
LONGEST_PAUSE = 0.25
"""Seconds for which the window's thread may not answer, on a busy machine."""


class Pauses(QObject):
    """Measures for how long the window's thread answers nothing."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._seen = [perf_counter()]
        self._timer = QTimer(self, interval=2)
        self._timer.timeout.connect(lambda: self._seen.append(perf_counter()))
        self._timer.start()

    def longest(self) -> float:
        """Give the longest pause since the last look, in seconds."""
        seen, self._seen = [*self._seen, perf_counter()], [perf_counter()]
        return max(after - before for before, after in pairwise(seen))


class Impatient(QObject):
    """Presses Cancel at the first progress: at a later look the reading might be done."""

    def __init__(self, page: ExchangePage, qtbot: QtBot) -> None:
        super().__init__(page)
        self._button, self._qtbot = page.waiting.cancel_button, qtbot
        self._bar = page.waiting.bar
        self.had_focus, self.total = False, 0
        page.work.progressed.connect(self.press)

    # Told from the worker: only a QObject's slots are called in the window's thread.
    @Slot(int, int)
    def press(self, _done: int, _total: int) -> None:
        """Press Cancel, once."""
        if not self.had_focus:
            self.had_focus = self._button.hasFocus()
            self.total = self._bar.maximum()
            self._qtbot.keyClick(self._button, K.Key_Space)


@pytest.fixture
def page(window: MainWindow, qtbot: QtBot) -> ExchangePage:
    """The window's page of import and export."""
    window.activateWindow()
    session_of(window).open_page("exchange", None, None)
    made = session_of(window).pages.page
    assert isinstance(made, ExchangePage)
    qtbot.waitUntil(made.start.import_button.hasFocus)
    return made


def workbook(page: ExchangePage, path: Path, postings: int = 0, agency: str = "") -> Path:
    """Export the board, and add an agency or postings by openpyxl."""
    with page.board.reading() as connection:
        export_board(connection, path, now=NOON)
        line = next(
            ref
            for ref, row in records.page(connection, "budget_line", {}, 0, 500)
            if row["kind"] == "expenditure"
        )
    book = openpyxl.load_workbook(path)
    if agency:
        add_row(book["Agencies"], {"Name": agency})
    sheet = book["Postings"]
    heads = [cell.value for cell in sheet[1]]
    for number in range(postings):
        values = {
            "Budget line": line, "Date": NOON.date(), "Invoice or reference": f"{number:06}",
            "Amount": number / 100, "State": "Paid", "Comments": f"Crate {number % 371}x",
        }  # fmt: skip
        sheet.append([values.get(str(head)) for head in heads])
    book.save(path)
    return path


def held(page: ExchangePage, table: str) -> int:
    with page.board.reading() as connection:
        return records.count(connection, table, {})


def focused() -> QWidget:
    widget = QApplication.focusWidget()
    assert widget is not None
    return widget


@pytest.mark.parametrize(
    ("typed", "title"), [("import from", "Import from Excel"), ("export to", "Export to Excel")]
)
def test_ctrl_k_finds_both_commands_and_they_ask_for_a_file(
    window: MainWindow, page: ExchangePage, qtbot: QtBot, typed: str, title: str
) -> None:
    session_of(window).open_page("budget", None, None)
    qtbot.waitUntil(lambda: QApplication.focusWidget() is not None)
    qtbot.keyClick(focused(), K.Key_K, CTRL)
    qtbot.waitUntil(lambda: any(box.line.hasFocus() for box in window.findChildren(FindBox)))
    qtbot.keyClicks(focused(), typed)
    qtbot.keyClick(focused(), K.Key_Return)
    (chooser,) = page.findChildren(QFileDialog)
    assert chooser.windowTitle() == title
    assert session_of(window).pages.key == "exchange"
    chooser.reject()


def test_the_commands_need_an_open_board(make: Callable[[], MainWindow]) -> None:
    window = make()
    assert not window.actions_by_name["import_excel"].isEnabled()
    assert not window.actions_by_name["export_excel"].isEnabled()


@pytest.fixture
def collected_here(window: MainWindow) -> Iterator[None]:
    """Collect garbage as the program does, in the window's thread alone."""
    collect_here(window)
    yield
    gc.disable()  # as everywhere in the tests


@pytest.mark.usefixtures("collected_here")
def test_ten_thousand_rows_are_looked_at_and_stored_without_a_pause(
    window: MainWindow, page: ExchangePage, qtbot: QtBot, tmp_path: Path
) -> None:
    path = workbook(page, tmp_path / "many.xlsx", postings=MANY)
    before = held(page, "posting")
    pauses = Pauses(window)
    page.import_from(path)
    qtbot.waitUntil(page.preview.isVisible, timeout=30_000)
    shown = pauses.longest()
    assert page.preview.plan is not None
    assert page.preview.plan.count({RowState.CREATE}) == MANY
    qtbot.keyClicks(page.preview.filters.words, "crate 370x")
    found = pauses.longest()
    assert len(page.preview.view.rows.shown) == MANY // 371
    page.preview.filters.words.clear()
    qtbot.keyClick(page.preview.view, K.Key_A, CTRL)
    qtbot.keyClick(page.preview.view, K.Key_Space)
    qtbot.keyClick(page.preview.view, K.Key_Space)
    ticked = pauses.longest()
    qtbot.keyClick(page.preview.view, K.Key_I, ALT)
    qtbot.waitUntil(page.start.isVisible, timeout=30_000)
    stored = pauses.longest()
    assert held(page, "posting") == before + MANY
    assert page.message.words == "Imported 10,000 rows. Ctrl+Z takes all of it back."
    figures = {"shown": shown, "found": found, "ticked": ticked, "stored": stored}
    assert max(figures.values()) < LONGEST_PAUSE, figures
    qtbot.keyClick(focused(), K.Key_Z, CTRL)
    assert held(page, "posting") == before


def test_reading_is_stopped_by_its_button_and_in_the_status_bar(
    window: MainWindow, page: ExchangePage, qtbot: QtBot, tmp_path: Path
) -> None:
    path = workbook(page, tmp_path / "many.xlsx", postings=3_000)
    impatient = Impatient(page, qtbot)
    page.import_from(path)
    assert page.waiting.title.text() == "Reading many.xlsx…"
    qtbot.waitUntil(page.start.isVisible)
    assert impatient.had_focus
    assert impatient.total > 0
    assert window.status.about.text() == "Stopped. Nothing was imported."
    page.import_from(path)
    window.task_strip.cancel_button.click()
    qtbot.waitUntil(page.start.isVisible)
    qtbot.waitUntil(lambda: not session_of(window).tasks.under_way)
    assert page.preview.plan is None


def test_an_export_is_stopped_and_leaves_nothing(
    window: MainWindow, page: ExchangePage, qtbot: QtBot, tmp_path: Path
) -> None:
    target, gate = tmp_path / "out.xlsx", threading.Event()
    for _ in range(2):  # both workers are busy until it is cancelled: it cannot be done before
        session_of(window).tasks.run(lambda _: gate.wait(10), bool, bool, "Waiting")
    page.exporting.write(target)
    assert page.waiting.isVisible()
    page.waiting.cancel_button.click()
    gate.set()
    qtbot.waitUntil(page.start.isVisible)
    qtbot.waitUntil(lambda: not session_of(window).tasks.under_way)
    assert page.message.words == "Nothing was written: it was stopped."
    assert not target.exists()
    page.exporting.write(target)
    qtbot.waitUntil(page.start.isVisible)
    assert page.message.words.startswith("Wrote ")
    assert target.exists()


_TYPED_ELSEWHERE = """
import sys
from pathlib import Path
from db.changes import Change
from mscb_desktop.boards import open_board
board = open_board(Path(sys.argv[1]))
board.apply("Typed elsewhere", [Change("agency", sys.argv[2],
            {"short_name": sys.argv[3] or None}, {"short_name": "ELSE"})])
board.close()
"""


def test_an_import_beside_another_process_is_planned_anew_and_loses_nothing(
    window: MainWindow, page: ExchangePage, qtbot: QtBot, tmp_path: Path, project_root: Path
) -> None:
    path = workbook(page, tmp_path / "agencies.xlsx", agency="Family Hub")
    book = openpyxl.load_workbook(path)
    sheet = book["Agencies"]
    at = [cell.value for cell in sheet[1]].index("Short name") + 1
    ref, before = str(sheet.cell(2, 1).value), sheet.cell(2, at).value
    sheet.cell(2, at).value = "BOOK"
    book.save(path)
    page.import_from(path)
    qtbot.waitUntil(page.preview.isVisible)
    begun = held(page, "agency")
    subprocess.run(
        [sys.executable, "-c", _TYPED_ELSEWHERE, str(page.board.path), ref, str(before or "")],
        check=True,
        cwd=project_root,
    )
    page.preview.import_button.click()
    qtbot.waitUntil(lambda: page.message.words.startswith("The board changed meanwhile"))
    qtbot.waitUntil(page.preview.isVisible)
    assert held(page, "agency") == begun
    assert "ELSE" in page.preview.details.page.toPlainText()
    page.preview.import_button.click()
    qtbot.waitUntil(page.start.isVisible)
    assert held(page, "agency") == begun + 1
    qtbot.keyClick(focused(), K.Key_Z, CTRL)
    with page.board.reading() as connection:
        assert records.rows_by_ref(connection, "agency", [ref])[ref]["short_name"] == "ELSE"


def test_ctrl_z_takes_the_import_back_and_the_line_that_offered_it_goes(
    window: MainWindow, page: ExchangePage, qtbot: QtBot, tmp_path: Path
) -> None:
    before = held(page, "agency")
    page.import_from(workbook(page, tmp_path / "one.xlsx", agency="Family Hub"))
    qtbot.waitUntil(page.preview.isVisible)
    page.preview.import_button.click()
    qtbot.waitUntil(page.start.isVisible)
    assert page.message.words == "Imported 1 row. Ctrl+Z takes all of it back."
    assert window.status.saved.text().startswith("Saved")
    assert held(page, "agency") == before + 1
    qtbot.keyClick(focused(), K.Key_Z, CTRL)
    assert held(page, "agency") == before
    session_of(window).open_page("exchange", None, None)
    assert page.message.words == ""


def test_an_import_into_a_board_with_a_password_stays_behind_it(
    make: Callable[[], MainWindow], qtbot: QtBot, tmp_path: Path
) -> None:
    path = tmp_path / "locked.mscb"
    create_board(path, name="Eastbrook Partnership", password="swordfish 7").close()
    window = make()
    assert window.try_open(path, "swordfish 7", None) is None
    session_of(window).open_page("exchange", None, None)
    page = session_of(window).pages.page
    assert isinstance(page, ExchangePage)
    with page.board.reading() as connection:
        export_board(connection, tmp_path / "data.xlsx", now=NOON)
    book = openpyxl.load_workbook(tmp_path / "data.xlsx")
    add_row(book["Agencies"], {"Name": "Family Hub"})
    book.save(tmp_path / "data.xlsx")
    page.import_from(tmp_path / "data.xlsx")
    qtbot.waitUntil(page.preview.isVisible)
    page.preview.import_button.click()
    qtbot.waitUntil(page.start.isVisible)
    assert held(page, "agency") == 1
    window.close_board()
    assert b"Family Hub" not in path.read_bytes()


def test_stopping_after_the_mapping_goes_back_to_it(
    window: MainWindow, page: ExchangePage, qtbot: QtBot, tmp_path: Path
) -> None:
    book = openpyxl.Workbook()
    book.worksheets[0].append(["Organisation", "Tel"])
    for number in range(3_000):  # enough that comparing them is not done at once
        book.worksheets[0].append([f"Family Hub {number}", "101"])
    book.save(tmp_path / "foreign.xlsx")
    page.import_from(tmp_path / "foreign.xlsx")
    qtbot.waitUntil(page.mapping.isVisible)
    page.mapping.go_button.click()
    page.waiting.cancel_button.click()
    qtbot.waitUntil(page.mapping.isVisible)
    assert page.mapping.kind.currentText() == "Agencies"
    page.mapping.go_button.click()
    qtbot.waitUntil(page.preview.isVisible)
