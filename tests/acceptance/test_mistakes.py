"""Mistakes in the window: bad figures, undo in and out of a cell, closing and opening again."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt

from db.file.driver import sqlite
from tests.support.hands import CTRL, Hands

K = Qt.Key


@pytest.fixture
def path(new_board: Callable[[str], Path]) -> Path:
    return new_board("board")


@pytest.fixture
def hands(open_window: Callable[[Path], Hands], path: Path) -> Hands:
    """Give hands at a year with one line typed and the cursor on its set amount."""
    made = open_window(path)
    made.click("Start the budget for 2012-13")
    made.press(K.Key_Home, with_=CTRL)
    made.row("Room Hire", "2,000")
    made.press(K.Key_Up, K.Key_Right)
    assert made.at() == ("Room Hire", "set")
    return made


def stored_set(path: Path) -> list[int | None]:
    """Read the amounts of all lines past the program."""
    connection = sqlite.connect(path)
    query = "SELECT set_amount FROM budget_line WHERE kind = 'expenditure' ORDER BY position"
    found = [row[0] for row in connection.execute(query)]
    connection.close()
    return found


def test_a_figure_that_cannot_be_read_stays_with_its_reason(hands: Hands, path: Path) -> None:
    hands.type("abc")
    hands.press(K.Key_Return, K.Key_Up)
    (problem,) = hands.grid.problems()
    assert "'abc'" in problem.message
    assert hands.shown()[0][1] == "abc"
    assert hands.saved() == "Not stored: 1 cell needs a look"
    assert stored_set(path) == [200000]
    hands.press(K.Key_Escape)
    assert hands.shown()[0][1] == "2,000.00"
    assert hands.grid.problems() == ()
    assert hands.saved().startswith("Saved")


def test_a_figure_that_cannot_be_read_is_mended_in_place(hands: Hands, path: Path) -> None:
    hands.type("2.5.0")
    hands.press(K.Key_Return, K.Key_Up, K.Key_F2)
    hands.press(K.Key_End, K.Key_Backspace, K.Key_Backspace)
    hands.press(K.Key_Return)
    assert (hands.grid.problems(), stored_set(path)) == ((), [250])


def test_the_rest_of_a_line_is_stored_beside_what_cannot_be_read(hands: Hands, path: Path) -> None:
    hands.press(K.Key_Down, K.Key_Home)
    hands.row("Catering", "much", "5")
    assert stored_set(path) == [200000, None]
    assert hands.shown()[1][:3] == ("Catering", "much", "5.00")


def test_esc_in_an_open_editor_gives_up_the_typing(hands: Hands, path: Path) -> None:
    hands.type("77")
    hands.press(K.Key_Escape)
    assert (hands.shown()[0][1], stored_set(path)) == ("2,000.00", [200000])


def test_undo_in_an_open_editor_undoes_typing_and_outside_the_change(
    hands: Hands, path: Path
) -> None:
    hands.press(K.Key_F2)
    editor = hands.focused()
    hands.press(K.Key_End)
    hands.type("9")
    assert editor.property("text").endswith("9")
    hands.press(K.Key_Z, with_=CTRL)
    assert not editor.property("text").endswith("9")
    assert hands.focused() is editor
    assert stored_set(path) == [200000]
    hands.press(K.Key_Escape)
    hands.press(K.Key_Z, with_=CTRL)
    assert stored_set(path) == [None]
    hands.press(K.Key_Z, with_=CTRL)
    assert stored_set(path) == []
    hands.press(K.Key_Y, K.Key_Y, with_=CTRL)
    assert stored_set(path) == [200000]


def test_undo_reaches_behind_closing_and_opening(
    hands: Hands, path: Path, open_window: Callable[[Path], Hands]
) -> None:
    hands.type("3000")
    hands.press(K.Key_Return)
    hands.close()
    assert [file.name for file in path.parent.glob("board.mscb*")] == ["board.mscb"]
    again = open_window(path)
    again.press(K.Key_Z, with_=CTRL)
    assert stored_set(path) == [200000]
    again.press(K.Key_Z, with_=CTRL)
    assert stored_set(path) == [None]
    assert again.shown()[0][:2] == ("Room Hire", "")
    again.press(K.Key_Y, K.Key_Y, with_=CTRL)
    assert stored_set(path) == [300000]


def test_typing_goes_on_when_the_window_is_closed_with_an_editor_open(
    hands: Hands, path: Path
) -> None:
    hands.type("1234")
    hands.close()
    assert stored_set(path) == [123400]


def test_what_cannot_be_stored_waits_in_its_cell_over_closing(
    hands: Hands, path: Path, open_window: Callable[[Path], Hands]
) -> None:
    hands.type("abc")
    hands.press(K.Key_Return)
    hands.close()
    hands = open_window(path)
    assert hands.window.message.words.startswith("1 text was typed and not stored")
    hands.click("Show")
    assert hands.at() == ("Room Hire", "set")
    assert hands.shown()[0][1] == "abc"
    assert hands.saved() == "Not stored: 1 cell needs a look"
    hands.press(K.Key_F2)
    hands.press(K.Key_A, with_=CTRL)
    hands.type("250")
    hands.press(K.Key_Return)
    assert (hands.grid.problems(), stored_set(path)) == ((), [25000])


def test_rows_are_deleted_moved_and_brought_back_by_keys(hands: Hands) -> None:
    hands.press(K.Key_Down, K.Key_Home)
    hands.row("Catering", "1")
    hands.press(K.Key_Up, with_=Qt.KeyboardModifier.AltModifier)  # on the empty line: nothing
    hands.press(K.Key_Up)
    hands.press(K.Key_Up, with_=Qt.KeyboardModifier.AltModifier)
    assert [cells[0] for cells in hands.shown()][:2] == ["Catering", "Room Hire"]
    assert hands.at()[0] == "Catering"
    hands.press(K.Key_Minus, with_=CTRL)
    assert [cells[0] for cells in hands.shown()][:1] == ["Room Hire"]
    hands.press(K.Key_Z, K.Key_Z, with_=CTRL)
    assert [cells[0] for cells in hands.shown()][:2] == ["Room Hire", "Catering"]
