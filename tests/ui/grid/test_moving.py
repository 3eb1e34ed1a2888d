"""Keys that move and select."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt

from tests.support.memory_sheet import budget_sheet
from tests.ui.grid.conftest import Desk

K = Qt.Key
CTRL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier


@pytest.mark.parametrize(
    ("key", "modifier", "cell"),
    [
        (K.Key_Up, None, (1, 2)),
        (K.Key_Down, None, (3, 2)),
        (K.Key_Left, None, (2, 1)),
        (K.Key_Right, None, (2, 3)),
        (K.Key_Up, CTRL, (0, 2)),
        (K.Key_Down, CTRL, (5, 2)),
        (K.Key_Left, CTRL, (2, 0)),
        (K.Key_Right, CTRL, (2, 4)),
        (K.Key_Home, None, (2, 0)),
        (K.Key_End, None, (2, 4)),
        (K.Key_Home, CTRL, (0, 0)),
        (K.Key_End, CTRL, (5, 4)),
        (K.Key_Tab, None, (2, 3)),
        (K.Key_Backtab, SHIFT, (2, 1)),
        (K.Key_Return, None, (3, 2)),
        (K.Key_Return, SHIFT, (1, 2)),
    ],
)
def test_a_key_moves_the_current_cell(
    desk: Callable[..., Desk], key: Qt.Key, modifier: Qt.KeyboardModifier | None, cell: object
) -> None:
    made = desk(budget_sheet(5))
    made.at(2, 2)
    made.press(key, modifier or Qt.KeyboardModifier.NoModifier)
    assert made.cell == cell


def test_moves_stop_at_the_edges(desk: Callable[..., Desk]) -> None:
    made = desk()
    for key in (K.Key_Up, K.Key_Left, K.Key_PageUp):
        made.press(key)
        assert made.cell == (0, 0)
    made.at(3, 4)
    for key in (K.Key_Down, K.Key_Right, K.Key_PageDown, K.Key_Return):
        made.press(key)
        assert made.cell == (3, 4)


def test_a_page_down_goes_a_screenful(desk: Callable[..., Desk]) -> None:
    made = desk(budget_sheet(100))
    made.press(K.Key_PageDown)
    row = made.cell[0]
    assert 5 < row < 20
    made.press(K.Key_PageDown)
    made.press(K.Key_PageUp)
    assert made.cell == (row, 0)


def test_tab_goes_over_the_row_end_and_out_at_the_sheets_end(
    desk: Callable[..., Desk],
) -> None:
    made = desk()
    made.at(0, 4)
    made.press(K.Key_Tab)
    assert made.cell == (1, 0)
    made.press(K.Key_Backtab, SHIFT)
    assert made.cell == (0, 4)
    made.at(3, 4)
    made.press(K.Key_Tab)
    assert made.cell == (3, 4)


def test_enter_after_tabs_goes_below_where_tabbing_began(desk: Callable[..., Desk]) -> None:
    made = desk()
    made.at(0, 1)
    made.type("1")
    made.press(K.Key_Tab)
    made.type("2")
    made.press(K.Key_Return)
    assert made.cell == (1, 1)
    assert made.sheet.stored["BL-0001"]["planned"] == 100
    assert made.sheet.stored["BL-0001"]["actual"] == 200


def test_shift_arrows_stretch_and_shrink_the_selection(desk: Callable[..., Desk]) -> None:
    made = desk()
    made.at(1, 1)
    made.press(K.Key_Down, SHIFT)
    made.press(K.Key_Right, SHIFT)
    assert made.grid.selected_rectangle() == (1, 1, 2, 2)
    assert made.cell == (1, 1)
    made.press(K.Key_Up, SHIFT)
    made.press(K.Key_Up, SHIFT)
    assert made.grid.selected_rectangle() == (0, 1, 1, 2)
    made.press(K.Key_Left)
    assert made.grid.selected_rectangle() == (1, 0, 1, 0)


def test_ctrl_shift_arrows_select_to_the_edge(desk: Callable[..., Desk]) -> None:
    made = desk()
    made.at(1, 1)
    made.press(K.Key_Down, CTRL | SHIFT)
    made.press(K.Key_Right, CTRL | SHIFT)
    assert made.grid.selected_rectangle() == (1, 1, 3, 4)


def test_ctrl_a_selects_all_and_shift_space_the_row(desk: Callable[..., Desk]) -> None:
    made = desk()
    made.at(1, 2)
    made.press(K.Key_Space, SHIFT)
    assert made.grid.selected_rectangle() == (1, 0, 1, 4)
    made.press(K.Key_A, CTRL)
    assert made.grid.selected_rectangle() == (0, 0, 3, 4)


def test_moving_tells_the_reference_and_the_column(desk: Callable[..., Desk]) -> None:
    made = desk()
    with made.qtbot.waitSignal(made.grid.selection_changed) as told:
        made.at(2, 1)
    assert told.args == ["BL-0003", "planned"]


def test_going_to_a_record_selects_its_cell(desk: Callable[..., Desk]) -> None:
    made = desk(budget_sheet(600))
    assert made.grid.go_to("BL-0550", "actual")
    assert made.cell == (549, 2)
    assert made.grid.visualRect(made.grid.currentIndex()).intersects(made.grid.viewport().rect())
    assert not made.grid.go_to("BL-9999", "actual")
    assert not made.grid.go_to("BL-0001", "nothing")
