"""The window with a board: areas, years, undo and redo, refusals, what it remembers."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QGuiApplication
from PySide6.QtWidgets import QApplication, QDialog, QWidget
from pytestqt.qtbot import QtBot
from sqlalchemy import event

from db.changes import Change, Plan, Problem
from db.queries.budget import year_lines, years
from db.queries.plans import plans
from mscb_desktop.reports import made
from ui.areas.plans.page import PlansPage
from ui.dialogs.about import PARTS, AboutDialog
from ui.dialogs.keys import KeysDialog
from ui.dialogs.unstored import UnstoredDialog
from ui.grid import Grid
from ui.grid.keys import ACTS
from ui.settings import read_settings
from ui.shell.commands import COMMANDS
from ui.shell.key_groups import GRID_WORDS
from ui.shell.session import Session
from ui.shell.window import MainWindow
from ui.theme import DARK, colours, look

_CTRL = Qt.KeyboardModifier.ControlModifier


def _session(window: MainWindow) -> Session:
    assert window.session is not None
    return window.session


def _first_line(session: Session) -> tuple[str, str | None]:
    with session.desk.board.reading() as connection:
        year = next(row for row in years(connection) if row.start_year == 2012)
        line = year_lines(connection, year.ref)[0]
    return line.ref, line.comment


def _comment(session: Session, words: str) -> Plan:
    ref, comment = _first_line(session)
    change = Change("budget_line", ref, {"comment": comment}, {"comment": words})
    return Plan(f"Comment: {words}", (change,))


def _dialog(window: MainWindow, kind: type[QDialog]) -> QDialog:
    (found,) = window.findChildren(kind)
    assert isinstance(found, QDialog)
    return found


def test_shows_whose_board_it_is_and_what_needs_doing(window: MainWindow, qtbot: QtBot) -> None:
    assert window.windowTitle() == "MSCB · MSCB Desktop"
    assert window.top_bar.year_button.text() == "2012-13"
    budget = next(i for i in window.navigation.items if i.area.key == "budget")
    qtbot.waitUntil(lambda: budget.count == 8)
    assert budget.accessibleDescription() == "8 things need a look"


def test_every_widget_that_takes_the_keyboard_has_a_name(window: MainWindow) -> None:
    nameless = [
        f"{type(part).__name__} in {type(part.parentWidget()).__name__}"
        for part in (
            *window.navigation.findChildren(QWidget),
            *window.top_bar.findChildren(QWidget),
        )
        if part.focusPolicy() & Qt.FocusPolicy.TabFocus
        and not (part.accessibleName() or part.property("text"))
    ]
    assert nameless == []


def test_ctrl_and_a_digit_open_an_area(window: MainWindow, qtbot: QtBot) -> None:
    for place, item in enumerate(window.navigation.items[:9]):  # there is no tenth digit
        qtbot.keyClick(window, Qt.Key(Qt.Key.Key_1 + place), _CTRL)
        assert _session(window).pages.key == item.area.key
        assert [i.area.key for i in window.navigation.items if i.isChecked()] == [item.area.key]


def test_arrows_move_among_areas_and_enter_opens(window: MainWindow, qtbot: QtBot) -> None:
    _session(window).open_page("home", None, None)
    window.navigation.focus_open_area()
    first, second = window.navigation.items[:2]
    qtbot.waitUntil(first.hasFocus)
    qtbot.keyClick(first, Qt.Key.Key_Down)
    qtbot.waitUntil(second.hasFocus)
    assert _session(window).pages.key == "home"
    qtbot.keyClick(second, Qt.Key.Key_Return)
    assert _session(window).pages.key == second.area.key


def test_f6_goes_round_the_window(window: MainWindow, qtbot: QtBot) -> None:
    session = _session(window)
    session.open_page("budget", None, None)
    page = session.pages.currentWidget()

    def inside(part: QWidget | None) -> Callable[[], bool]:
        return lambda: part is not None and part.isAncestorOf(QApplication.focusWidget())

    qtbot.waitUntil(inside(page))
    for part in (window.navigation, window.top_bar, page):
        qtbot.keyClick(window, Qt.Key.Key_F6)
        qtbot.waitUntil(inside(part))


def test_f6_goes_to_the_side_of_a_plan_and_on_and_shift_f6_back(
    window: MainWindow, qtbot: QtBot
) -> None:
    session = _session(window)
    window.resize(1440, 900)
    with session.desk.board.reading() as connection:
        plan = plans(connection)[1].ref
    session.open_page("plans", plan, None)
    page = session.pages.page
    assert isinstance(page, PlansPage)
    view = page.plans.view
    assert view is not None

    def inside(part: QWidget | None) -> Callable[[], bool]:
        return lambda: (
            part is not None
            and (
                part is QApplication.focusWidget() or part.isAncestorOf(QApplication.focusWidget())
            )
        )

    qtbot.waitUntil(inside(view.grid))
    for part in (view.side, window.navigation, window.top_bar, view.grid):
        qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_F6)
        qtbot.waitUntil(inside(part))
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_F6)
    for part in (view.grid, window.top_bar, window.navigation, view.grid):
        qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_F6, Qt.KeyboardModifier.ShiftModifier)
        qtbot.waitUntil(inside(part))


def test_years_are_walked_by_keys_from_within_a_table_too(window: MainWindow, qtbot: QtBot) -> None:
    session = _session(window)
    for key in ("budget", "plans"):
        session.set_year(2012)
        session.open_page(key, None, None)
        qtbot.waitUntil(lambda: isinstance(QApplication.focusWidget(), Grid))
        qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_PageDown, _CTRL)
        assert session.year == 2013


def test_years_are_walked_by_keys_and_chosen_from_the_list(
    window: MainWindow, qtbot: QtBot
) -> None:
    session = _session(window)
    qtbot.keyClick(window, Qt.Key.Key_PageDown, _CTRL)
    assert (session.year, window.top_bar.year_button.text()) == (2013, "2013-14")
    qtbot.keyClick(window, Qt.Key.Key_PageDown, _CTRL)
    assert session.year == 2013
    qtbot.keyClick(window, Qt.Key.Key_PageUp, _CTRL)
    assert session.year == 2012
    qtbot.keyClick(window, Qt.Key.Key_Y, Qt.KeyboardModifier.AltModifier)
    menu = window.top_bar.year_menu
    assert menu.isVisible()
    assert [(a.text(), a.isChecked()) for a in menu.actions()] == [
        ("2012-13", True),
        ("2013-14", False),
    ]
    menu.actions()[1].trigger()
    menu.close()
    assert session.year == 2013


def test_a_change_is_stored_undone_and_done_again(window: MainWindow, qtbot: QtBot) -> None:
    session = _session(window)
    session.open_page("home", None, None)
    assert session.context.apply(_comment(session, "seen"))
    assert window.status.saved.text() == "Saved 12:00"
    assert window.top_bar.undo_button.toolTip() == "Undo: Comment: seen (Ctrl+Z)"
    qtbot.keyClick(window, Qt.Key.Key_Z, _CTRL)
    assert _first_line(session)[1] is None
    assert window.status.about.text() == "Undone: Comment: seen"
    assert session.pages.key == "budget"
    assert window.top_bar.redo_button.isEnabled()
    qtbot.keyClick(window, Qt.Key.Key_Y, _CTRL)
    assert _first_line(session)[1] == "seen"
    qtbot.keyClick(window, Qt.Key.Key_Z, _CTRL)
    qtbot.keyClick(window, Qt.Key.Key_Z, _CTRL | Qt.KeyboardModifier.ShiftModifier)
    assert _first_line(session)[1] == "seen"
    assert not window.top_bar.redo_button.isEnabled()


def test_a_refused_change_says_why_and_leads_to_the_cell(window: MainWindow) -> None:
    session = _session(window)
    session.open_page("home", None, None)
    ref, _ = _first_line(session)
    stale = Change("budget_line", ref, {"comment": "never was"}, {"comment": "new"})
    assert not session.context.apply(Plan("Comment", (stale,)))
    assert window.message.words
    assert _first_line(session)[1] is None
    window.message.show_button.click()
    assert session.pages.key == "budget"
    assert session.context.apply(_comment(session, "seen"))
    assert window.message.words == ""


def test_what_a_plan_cannot_take_is_told(window: MainWindow) -> None:
    context = _session(window).context
    plan = Plan("Nothing", problems=tuple(Problem(f"Reason {n}.") for n in range(9)))
    assert not context.apply(plan)
    assert window.message.words.splitlines()[0] == "Reason 0."
    assert window.message.words.splitlines()[-1] == "… and 4 more."
    window.message.close_button.click()
    assert window.message.words == ""


def test_a_board_that_cannot_be_opened_is_left_alone(
    make: Callable[[], MainWindow], tmp_path: Path
) -> None:
    other = tmp_path / "letter.mscb"
    other.write_bytes(b"Dear Sir or Madam" * 100)
    window = make()
    assert not window.open_board(other)
    assert str(other) in window.start_page.problem.words.text()
    assert window.stack.currentWidget() is window.start_page
    assert other.read_bytes() == b"Dear Sir or Madam" * 100
    assert not window.open_board(tmp_path / "missing.mscb")
    assert "missing.mscb" in window.start_page.problem.words.text()
    assert not (tmp_path / "missing.mscb").exists()


def test_look_and_place_are_remembered(
    make: Callable[[], MainWindow], sample: Path, tmp_path: Path, qtbot: QtBot
) -> None:
    first = make()
    first.open_board(sample)
    _session(first).open_page("budget", None, None)
    _session(first).set_year(2013)
    first.actions_by_name["dark_theme"].trigger()
    first.actions_by_name["larger_text"].trigger()
    assert colours() is DARK
    first.close()
    qtbot.waitUntil(lambda: not first.isVisible())
    assert not sample.with_name("merton.mscb-wal").exists()
    kept = read_settings(tmp_path / "config" / "window.json")
    (board,) = kept.boards
    assert board[:3] == (str(sample), "MSCB", "Merton Safeguarding Children Board")
    assert (kept.area, kept.year, kept.dark, kept.text_size) == ("budget", 2013, True, 110)
    second = make()
    assert look().dark
    assert look().text_size == 110
    second.open_board(sample)
    assert _session(second).pages.key == "budget"
    assert _session(second).year == 2013


def test_text_sizes_end_at_the_limits(window: MainWindow) -> None:
    larger, smaller = (window.actions_by_name[n] for n in ("larger_text", "smaller_text"))
    assert not smaller.isEnabled()
    for _ in range(10):
        larger.trigger()
    assert look().text_size == 200
    assert not larger.isEnabled()
    assert smaller.isEnabled()


def test_closing_asks_where_a_text_can_be_neither_stored_nor_kept(
    window: MainWindow, qtbot: QtBot
) -> None:
    session = _session(window)
    session.open_page("budget", None, None)
    grid = session.pages.currentWidget().grid  # type: ignore[union-attr]
    grid.select_cell(0, 1)
    full = "PRAGMA max_page_count=1"  # the disk is full, for every connection
    with session.desk.board.reading() as connection:
        event.listen(connection.engine, "connect", lambda raw, _: raw.execute(full))
        connection.engine.dispose()  # what stands open, also of the worker, is opened anew
    qtbot.keyClicks(grid, "t")
    QGuiApplication.clipboard().setText("twelve " * 4000)
    qtbot.keyClick(QApplication.focusWidget() or grid, Qt.Key.Key_V, _CTRL)
    qtbot.keyClick(QApplication.focusWidget() or grid, Qt.Key.Key_Return)
    assert session.pages.unstored() == 1
    assert window.status.saved.text() == "Not stored: 1 cell needs a look"
    assert not window.close()
    qtbot.waitUntil(lambda: bool(window.findChildren(UnstoredDialog)))
    dialog = _dialog(window, UnstoredDialog)
    assert isinstance(dialog, UnstoredDialog)
    dialog.stay_button.click()
    assert window.isVisible()
    assert window.session is session
    window.close()
    qtbot.waitUntil(lambda: any(d.isVisible() for d in window.findChildren(UnstoredDialog)))
    again = next(d for d in window.findChildren(UnstoredDialog) if d.isVisible())
    again.lose_button.click()
    assert not window.isVisible()
    assert window.session is None


def test_f1_lists_every_key(window: MainWindow, qtbot: QtBot) -> None:
    assert set(GRID_WORDS) == set(ACTS.values())
    qtbot.keyClick(window, Qt.Key.Key_F1)
    dialog = _dialog(window, KeysDialog)
    assert isinstance(dialog, KeysDialog)
    table = dialog.table
    listed = {
        item.text() for row in range(table.rowCount()) if (item := table.item(row, 1)) is not None
    }
    assert {c.words.removesuffix("…") for c in COMMANDS if c.keys} <= listed
    assert set(GRID_WORDS.values()) <= listed


def test_no_two_commands_share_a_key() -> None:
    keys = [key for command in COMMANDS for key in command.keys]
    assert len(keys) == len(set(keys))


def test_the_menu_holds_what_works(window: MainWindow, qtbot: QtBot) -> None:
    qtbot.keyClick(window, Qt.Key.Key_F10)
    assert window.menu.isVisible()
    window.menu.close()
    shown = [action for action in window.menu.actions() if not action.isSeparator()]
    assert [action.text() for action in shown] == [
        command.words for command in COMMANDS if command.menu is not None
    ]
    assert all(not action.icon().isNull() for action in shown)
    window.actions_by_name["dark_theme"].trigger()
    assert window.actions_by_name["dark_theme"].text() == "Light theme"
    settings = window.actions_by_name["open_settings"]
    settings.trigger()
    assert _session(window).pages.key == "settings"


def test_about_shows_each_licence(window: MainWindow) -> None:
    about: QAction = window.actions_by_name["show_about"]
    about.trigger()
    dialog = _dialog(window, AboutDialog)
    assert isinstance(dialog, AboutDialog)
    words = {"MIT": "Permission is hereby granted", "OFL 1.1": "SIL OPEN FONT LICENSE"}
    for row, part in enumerate(PARTS):
        dialog.parts.setCurrentRow(row)
        text = dialog.text.toPlainText()
        assert len(text) > 500
        assert words.get(part.licence, "") in text
    assert "LESSER GENERAL PUBLIC LICENSE" in _licence(dialog, "Qt and PySide6")


def _licence(dialog: AboutDialog, title: str) -> str:
    dialog.parts.setCurrentRow([part.title for part in PARTS].index(title))
    return dialog.text.toPlainText()


@pytest.mark.parametrize("year", [2012, 2013])
def test_opening_leads_to_the_year_of_the_last_time(
    make: Callable[[], MainWindow], sample: Path, year: int
) -> None:
    window = make()
    window.open_board(sample)
    _session(window).set_year(year)
    window.open_board(sample)
    assert _session(window).year == year


def test_a_page_out_of_sight_catches_up_when_it_is_opened(window: MainWindow) -> None:
    session = _session(window)
    session.open_page("budget", None, None)
    session.open_page("home", None, None)
    with session.desk.board.reading() as connection:
        year = next(row for row in years(connection) if row.start_year == 2012)
        line = year_lines(connection, year.ref)[0]
    change = Change("budget_line", line.ref, {"set_amount": line.set_amount}, {"set_amount": 5_00})
    session.context.apply(Plan("Set", (change,)))
    session.open_page("budget", line.ref, "set")
    grid = session.pages.currentWidget().grid  # type: ignore[attr-defined]
    row, column = grid.current_row(), grid.current_column()
    assert grid.sheet_model.text(row, column) == "5.00"


def test_a_board_is_closed_while_a_preview_is_open(window: MainWindow, sample: Path) -> None:
    session = _session(window)
    board = session.context.board
    session.preview(lambda: made(board, "structure"))
    assert window.stack.currentWidget() is not session.pages
    # A warning of Qt's, such as of a page that is in no stack, would fail the test.
    window.close_board()
    assert window.session is None
    assert window.open_board(sample)
