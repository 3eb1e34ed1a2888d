"""Ctrl+K in the window: found, chosen, led to, given up; by keys alone."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from db.changes import Change, Plan, create
from db.queries import records
from mscb_desktop.budget.years import plan_new_year
from tests.ui.shell.conftest import session_of
from ui.finding.box import FindBox
from ui.shell.window import MainWindow
from ui.theme import Look

K = Qt.Key
CTRL = Qt.KeyboardModifier.ControlModifier


def _focused() -> QWidget:
    widget = QApplication.focusWidget()
    assert widget is not None
    return widget


def _open(window: MainWindow, qtbot: QtBot) -> FindBox:
    qtbot.keyClick(_focused(), K.Key_K, CTRL)
    qtbot.waitUntil(lambda: any(box.line.hasFocus() for box in window.findChildren(FindBox)))
    session = window.session
    if session is not None:
        qtbot.waitUntil(lambda: session.keeper.filling.is_full)
    return next(box for box in window.findChildren(FindBox) if box.isVisible())


def _rows(box: FindBox) -> list[str]:
    return [str(box.model.index(row).data()) for row in range(box.model.rowCount())]


def _type(qtbot: QtBot, text: str) -> None:
    QTest.keyClicks(_focused(), text)


def _at(window: MainWindow) -> str:
    return window.status.about.text()


@pytest.fixture
def ready(window: MainWindow, qtbot: QtBot) -> MainWindow:
    window.activateWindow()
    session_of(window).open_page("budget", None, None)
    qtbot.waitUntil(lambda: QApplication.focusWidget() is not None)
    return window


def test_the_button_on_top_says_its_key_and_opens_the_box(ready: MainWindow, qtbot: QtBot) -> None:
    button = ready.top_bar.find_button
    assert "Ctrl+K" in button.toolTip()
    button.click()
    (box,) = ready.findChildren(FindBox)
    qtbot.waitUntil(box.line.hasFocus)


def test_the_empty_box_says_what_can_be_found(ready: MainWindow, qtbot: QtBot) -> None:
    box = _open(ready, qtbot)
    assert box.words.text() == (
        "Type a few letters to find any record by its name or reference (BL-13), "
        "a page or a command."
    )
    assert _rows(box) == []
    _type(qtbot, "qqqq")
    assert box.words.text() == "Nothing is called 'qqqq', or nearly so."


def test_enter_leads_to_the_record(ready: MainWindow, qtbot: QtBot) -> None:
    box = _open(ready, qtbot)
    _type(qtbot, "metropoltan polise")
    assert _rows(box)[0].startswith("Metropolitan Police, Agency · Police and community safety")
    assert box.words.text().endswith(" found.")
    qtbot.keyClick(_focused(), K.Key_Return)
    assert session_of(ready).pages.key == "agencies"
    assert _at(ready).startswith("Metropolitan Police · AG-")
    qtbot.waitUntil(lambda: not ready.findChildren(FindBox))


def test_down_chooses_the_next_and_goes_round(ready: MainWindow, qtbot: QtBot) -> None:
    box = _open(ready, qtbot)
    _type(qtbot, "police")
    count = len(_rows(box))
    assert count > 1
    assert box.list.currentIndex().row() == 0
    assert "1 of" in box.line.accessibleDescription()
    qtbot.keyClick(box.line, K.Key_Down)
    assert box.list.currentIndex().row() == 1
    assert "2 of" in box.line.accessibleDescription()
    for _ in range(count - 1):
        qtbot.keyClick(box.line, K.Key_Tab)
    assert box.list.currentIndex().row() == 0
    qtbot.keyClick(box.line, K.Key_Up)
    assert box.list.currentIndex().row() == count - 1
    qtbot.keyClick(box.line, K.Key_PageUp)
    assert box.list.currentIndex().row() == max(0, count - 11)
    assert box.line.hasFocus()


def test_pages_and_commands_are_found_and_done(ready: MainWindow, qtbot: QtBot) -> None:
    box = _open(ready, qtbot)
    _type(qtbot, "dark")
    assert _rows(box)[0] == "Dark theme, Command · Ctrl+Shift+L"
    qtbot.keyClick(box.line, K.Key_Return)
    assert ready.settings.dark
    box = _open(ready, qtbot)
    _type(qtbot, "light")
    assert _rows(box)[0].startswith("Light theme, Command")
    qtbot.keyClick(box.line, K.Key_Escape)
    box = _open(ready, qtbot)
    _type(qtbot, "home")
    assert _rows(box)[0] == "Home, Page · Ctrl+1"
    qtbot.keyClick(box.line, K.Key_Return)
    assert session_of(ready).pages.key == "home"


def test_a_command_that_cannot_be_given_is_not_offered(ready: MainWindow, qtbot: QtBot) -> None:
    box = _open(ready, qtbot)
    _type(qtbot, "undo")
    assert not any(row.startswith("Undo") for row in _rows(box))
    qtbot.keyClick(box.line, K.Key_Escape)
    plan = Plan("Added", (create("agency", "AG-0500", name="Zebra"),))
    assert session_of(ready).context.apply(plan)
    box = _open(ready, qtbot)
    _type(qtbot, "undo")
    assert _rows(box)[0] == "Undo, Command · Ctrl+Z"


def test_a_record_of_another_year_is_shown_in_its_year(ready: MainWindow, qtbot: QtBot) -> None:
    session = session_of(ready)
    plan = plan_new_year(session.desk.board, 2011)
    line = create(
        "budget_line",
        "BL-0900",
        year=plan.changes[0].ref,
        side="expenditure",
        kind="expenditure",
        position=1,
        description="Gazebo hire",
    )
    posting = create(
        "posting",
        "PO-0900",
        line="BL-0900",
        position=1,
        party="Tents R Us",
        amount=5_00,
        state="paid",
    )
    assert session.context.apply(Plan("Old year", (*plan.changes, line, posting)))
    for page in ("home", "budget", "agencies"):
        for typed in ("gazebo", "bl-900", "tents", "2011-12"):
            session.set_year(2013)
            session.open_page(page, None, None)
            qtbot.waitUntil(lambda: QApplication.focusWidget() is not None)
            box = _open(ready, qtbot)
            _type(qtbot, typed)
            qtbot.keyClick(box.line, K.Key_Return)
            assert session.year == 2011, (page, typed)
            if typed != "2011-12":
                assert _at(ready).startswith("Gazebo hire"), (page, typed)


def test_undo_leads_to_the_year_of_what_it_changed(ready: MainWindow) -> None:
    session = session_of(ready)
    with session.desk.board.reading() as connection:
        (ref,) = records.exactly(connection, "budget_line", "Room Hire")
    comment = Change("budget_line", ref, {"comment": None}, {"comment": "seen"})
    assert session.context.apply(Plan("Seen", (comment,)))
    session.set_year(2013)
    session.open_page("agencies", None, None)
    session.undo()
    assert (session.year, session.pages.key) == (2012, "budget")
    assert _at(ready) == "Undone: Seen"


def test_escape_gives_the_keyboard_back_and_an_open_cell_is_stored_first(
    ready: MainWindow, qtbot: QtBot
) -> None:
    grid = session_of(ready).pages.currentWidget().grid  # type: ignore[attr-defined]
    grid.setFocus()
    grid.select_cell(0, grid.sheet_model.column_of("comment"))
    qtbot.keyClicks(grid, "half a wo")
    editor = grid.typing.editor
    assert editor is not None
    qtbot.keyClick(_focused(), K.Key_K, CTRL)
    (box,) = ready.findChildren(FindBox)
    qtbot.waitUntil(box.line.hasFocus)
    assert grid.typing.editor is None
    with session_of(ready).desk.board.reading() as connection:
        row = records.rows_by_ref(connection, "budget_line", [grid.current_row().ref])
    assert [values["comment"] for values in row.values()] == ["half a wo"]
    qtbot.keyClick(box.line, K.Key_Escape)
    qtbot.waitUntil(grid.hasFocus)


def test_escape_gives_the_keyboard_back_to_a_field(ready: MainWindow, qtbot: QtBot) -> None:
    session_of(ready).open_page("settings", None, None)
    field = _focused()
    assert isinstance(field, QLineEdit)
    field.setCursorPosition(3)
    text = field.text()
    box = _open(ready, qtbot)
    assert field.text() == text
    _type(qtbot, "abc")
    qtbot.keyClick(box.line, K.Key_Escape)
    qtbot.waitUntil(field.hasFocus)
    assert field.text() == text
    again = _open(ready, qtbot)
    assert again.line.text() == ""


def test_the_box_closes_when_the_keyboard_or_the_mouse_goes_elsewhere(
    ready: MainWindow, qtbot: QtBot
) -> None:
    _open(ready, qtbot)
    qtbot.keyClick(ready, K.Key_1, CTRL)
    assert session_of(ready).pages.key == "home"
    qtbot.waitUntil(lambda: not ready.findChildren(FindBox))
    box = _open(ready, qtbot)
    before = _focused()
    qtbot.mouseClick(box, Qt.MouseButton.LeftButton, pos=box.rect().bottomRight())
    qtbot.waitUntil(lambda: not ready.findChildren(FindBox))
    assert _focused() is not before


def test_ctrl_k_in_the_box_takes_what_was_typed_to_type_over(
    ready: MainWindow, qtbot: QtBot
) -> None:
    box = _open(ready, qtbot)
    _type(qtbot, "pol")
    qtbot.keyClick(box.line, K.Key_K, CTRL)
    assert box.line.selectedText() == "pol"
    assert len(ready.findChildren(FindBox)) == 1


def test_without_a_board_commands_are_found(make: Callable[[], MainWindow], qtbot: QtBot) -> None:
    window = make()
    window.show_no_board()
    window.activateWindow()
    qtbot.waitUntil(lambda: QApplication.focusWidget() is not None)
    box = _open(window, qtbot)
    assert box.words.text() == "Type a few letters to find a page or a command."
    _type(qtbot, "o")
    assert any(row.startswith("Open a board") for row in _rows(box))
    assert not any("Page" in row or "Budget" in row for row in _rows(box))


def test_the_open_box_follows_the_text_size(ready: MainWindow, qtbot: QtBot) -> None:
    box = _open(ready, qtbot)
    _type(qtbot, "a")
    before = box.line.fontMetrics().height(), box.list.height()
    ready.set_look(Look(True, 200))
    qtbot.waitUntil(lambda: box.list.height() > before[1])
    assert box.line.fontMetrics().height() > 1.5 * before[0]
    assert box.isVisible()


def test_the_card_fits_any_window_and_text_size(ready: MainWindow, qtbot: QtBot) -> None:
    for size, width, height in ((100, 1440, 900), (150, 1024, 700), (200, 1440, 900)):
        ready.set_look(Look(False, size))
        ready.resize(width, height)
        box = _open(ready, qtbot)
        _type(qtbot, "a")
        assert len(_rows(box)) > 3
        assert box.rect().contains(box.card.geometry())
        inside = box.card.rect()
        for part in (box.line, box.list, box.words):
            assert inside.contains(part.geometry())
        assert box.list.height() >= 3 * box.list.sizeHintForRow(0)
        qtbot.keyClick(box.line, K.Key_Escape)
        qtbot.waitUntil(lambda: not ready.findChildren(FindBox))
