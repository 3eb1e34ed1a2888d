"""From a cell of the budget to its history, back again, and undone: all by the keyboard."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from db.queries.records import rows_by_ref
from tests.ui.shell.conftest import session_of
from ui.areas.budget.page import BudgetPage
from ui.areas.history.page import HistoryPage
from ui.grid.view import Grid
from ui.shell.window import MainWindow

K = Qt.Key
CTRL, ALT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier


@pytest.fixture
def grid(qtbot: QtBot, window: MainWindow) -> Grid:
    """Give the budget's sheet with two amounts typed into one cell."""
    window.activateWindow()
    session_of(window).open_page("budget", None, None)
    page = session_of(window).pages.page
    assert isinstance(page, BudgetPage)
    assert page.grid is not None
    for amount in ("1300", "1400"):
        assert page.grid.go_to("BL-0001", "set")
        qtbot.keyClicks(page.grid, amount)
        qtbot.keyClick(QApplication.focusWidget() or page.grid, K.Key_Return)
    page.grid.go_to("BL-0001", "set")
    return page.grid


def history(window: MainWindow) -> HistoryPage:
    page = session_of(window).pages.page
    assert isinstance(page, HistoryPage)
    return page


def amount(window: MainWindow) -> object:
    with session_of(window).desk.board.reading() as connection:
        return rows_by_ref(connection, "budget_line", ["BL-0001"])["BL-0001"]["set_amount"]


def test_a_line_is_followed_into_its_history_taken_back_and_found_again(
    qtbot: QtBot, window: MainWindow, grid: Grid
) -> None:
    qtbot.keyClick(grid, K.Key_H, CTRL)
    page = history(window)
    qtbot.waitUntil(page.list.hasFocus)
    assert page.count.text() == "3 of 3 changes"
    assert "1,300.00" in page.details.page.toPlainText()
    assert "1,400.00" in page.details.page.toPlainText()
    qtbot.keyClick(page.list, K.Key_T, ALT)
    qtbot.waitUntil(lambda: amount(window) == 130_000)
    assert page.details.state.text().startswith("Taken back by")
    qtbot.keyClick(page.list, K.Key_Return)
    shown = session_of(window).pages.page
    assert isinstance(shown, BudgetPage)
    row = grid.current_row()
    assert row is not None
    assert row.ref == "BL-0001"
    qtbot.keyClick(window, K.Key_Z, CTRL)
    qtbot.waitUntil(lambda: amount(window) == 140_000)
    session_of(window).open_page("history", None, None)
    assert page.details.state.text() == ""
    assert page.details.take_back_button.isEnabled()


def test_undo_on_the_history_page_leads_to_the_cell(
    qtbot: QtBot, window: MainWindow, grid: Grid
) -> None:
    session_of(window).open_page("history", None, None)
    qtbot.keyClick(window, K.Key_Z, CTRL)
    qtbot.waitUntil(lambda: amount(window) == 130_000)
    assert session_of(window).pages.key == "budget"
    session_of(window).open_page("history", None, None)
    page = history(window)
    page.list.choose(1)
    assert page.details.state.text().startswith("Undone by")
