"""Acts on whole rows, the clipboard and the menu."""

from collections.abc import Callable

from PySide6.QtCore import QMimeData, Qt
from PySide6.QtGui import QGuiApplication

from tests.support.memory_sheet import budget_sheet
from tests.ui.grid.conftest import Desk
from ui.grid.menu import make_menu
from ui.grid.report import PasteReport

K = Qt.Key
CTRL = Qt.KeyboardModifier.ControlModifier
ALT = Qt.KeyboardModifier.AltModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier


def names(made: Desk) -> list[object]:
    return [values["name"] for values in made.sheet.stored.values()]


def test_ctrl_plus_inserts_above_and_goes_there(desk: Callable[..., Desk]) -> None:
    made = desk()
    made.at(1, 0)
    made.press(K.Key_Plus, CTRL)
    assert names(made) == ["Line 1", "New line", "Line 2", "Line 3"]
    assert made.cell == (1, 0)
    made.press(K.Key_Equal, CTRL | SHIFT)
    assert len(made.sheet.stored) == 5
    assert made.cell == (1, 0)


def test_ctrl_minus_deletes_the_selected_rows_and_says_how_they_come_back(
    desk: Callable[..., Desk],
) -> None:
    made = desk()
    made.at(0, 1)
    made.press(K.Key_Minus, CTRL)
    assert names(made) == ["Line 2", "Line 3"]
    made.press(K.Key_Down, SHIFT)
    made.press(K.Key_Minus, CTRL)
    assert names(made) == []
    assert made.said == [
        "‘Line 1’ is deleted. Ctrl+Z brings it back.",
        "2 rows are deleted, from ‘Line 2’ to ‘Line 3’. Ctrl+Z brings them back.",
    ]


def test_the_new_row_cannot_be_deleted(desk: Callable[..., Desk]) -> None:
    made = desk()
    made.at(3, 0)
    made.press(K.Key_Minus, CTRL)
    assert len(made.sheet.stored) == 3
    assert made.said == ["Only rows that were typed can be deleted: this one is computed."]


def test_deleting_a_row_forgets_what_was_refused_in_it(desk: Callable[..., Desk]) -> None:
    made = desk()
    made.at(0, 1)
    made.enter("12k")
    made.at(0, 1)
    made.press(K.Key_Minus, CTRL)
    assert made.grid.problems() == ()


def test_alt_arrows_reorder_and_the_selection_follows(desk: Callable[..., Desk]) -> None:
    made = desk()
    made.at(0, 2)
    made.press(K.Key_Down, SHIFT)
    made.press(K.Key_Down, ALT)
    assert names(made) == ["Line 3", "Line 1", "Line 2"]
    assert made.cell == (1, 2)
    assert made.grid.selected_rectangle() == (1, 2, 2, 2)
    made.press(K.Key_Up, ALT)
    assert names(made) == ["Line 1", "Line 2", "Line 3"]
    assert made.cell == (0, 2)


def test_ctrl_d_fills_down(desk: Callable[..., Desk]) -> None:
    made = desk()
    made.at(0, 1)
    made.press(K.Key_Down, SHIFT)
    made.press(K.Key_Down, SHIFT)
    made.press(K.Key_Down, SHIFT)
    made.press(K.Key_D, CTRL)
    assert [v["planned"] for v in made.sheet.stored.values()] == [1000, 1000, 1000]
    assert len(made.sheet.applied) == 1


def test_ctrl_d_in_one_row_takes_what_stands_above(desk: Callable[..., Desk]) -> None:
    made = desk()
    made.at(1, 2)
    made.press(K.Key_D, CTRL)
    assert made.sheet.stored["BL-0002"]["actual"] == 600


def test_copy_and_paste_carry_a_rectangle(desk: Callable[..., Desk]) -> None:
    made = desk()
    made.at(0, 1)
    made.press(K.Key_Right, SHIFT)
    made.press(K.Key_Down, SHIFT)
    made.press(K.Key_C, CTRL)
    data = QGuiApplication.clipboard().mimeData()
    assert data.text() == "10.00\t6.00\r\n20.00\t12.00\r\n"
    assert 'x:num="10.00"' in data.html()
    made.at(1, 1)
    made.press(K.Key_V, CTRL)
    stored = made.sheet.stored
    assert (stored["BL-0002"]["planned"], stored["BL-0002"]["actual"]) == (1000, 600)
    assert (stored["BL-0003"]["planned"], stored["BL-0003"]["actual"]) == (2000, 1200)
    assert len(made.sheet.applied) == 1


def test_cut_empties(desk: Callable[..., Desk]) -> None:
    made = desk()
    made.at(0, 2)
    made.press(K.Key_X, CTRL)
    assert QGuiApplication.clipboard().text() == "6.00\r\n"
    assert made.sheet.stored["BL-0001"]["actual"] is None


def test_pasting_onto_the_new_row_makes_rows_and_reports(desk: Callable[..., Desk]) -> None:
    made = desk()
    QGuiApplication.clipboard().setText(
        "Room Hire\t2,000.00\t2,406.00\t-405.00\tDear\r\nCatering\t12k\t5\t\t\r\n"
    )
    made.at(3, 0)
    with made.qtbot.waitSignal(made.grid.pasted) as told:
        made.press(K.Key_V, CTRL)
    report = told.args[0]
    assert isinstance(report, PasteReport)
    assert made.sheet.stored["BL-0004"] == {
        "name": "Room Hire",
        "planned": 200000,
        "actual": 240600,
        "comment": "Dear",
    }
    assert made.sheet.stored["BL-0005"]["name"] == "Catering"
    assert made.cell == (3, 0)
    assert not report.clean
    assert [c.difference for c in report.comparisons] == [-100]
    assert "Row 2, Set (£): '12k'" in report.words


def test_an_empty_clipboard_says_so(desk: Callable[..., Desk]) -> None:
    made = desk()
    QGuiApplication.clipboard().setMimeData(QMimeData())
    made.press(K.Key_V, CTRL)
    assert made.said == ["The clipboard holds no cells and no text: copy them first."]


def test_what_is_below_opens_from_a_locked_cell_and_by_ctrl_enter(
    desk: Callable[..., Desk],
) -> None:
    made = desk(budget_sheet(has_lines=True))
    made.at(1, 3)
    with made.qtbot.waitSignal(made.grid.opened) as told:
        made.press(K.Key_Return)
    assert told.args == ["BL-0002"]
    made.at(2, 1)
    with made.qtbot.waitSignal(made.grid.opened) as told:
        made.press(K.Key_Return, CTRL)
    assert told.args == ["BL-0003"]
    sign = made.grid.painter.opener(made.grid.visualRect(made.grid.sheet_model.index(0, 0)))
    with made.qtbot.waitSignal(made.grid.opened) as told:
        made.qtbot.mouseClick(made.grid.viewport(), Qt.MouseButton.LeftButton, pos=sign.center())
    assert told.args == ["BL-0001"]


def test_a_double_click_edits_or_opens(desk: Callable[..., Desk]) -> None:
    made = desk(budget_sheet(has_lines=True))
    left = Qt.MouseButton.LeftButton
    cell = made.grid.visualRect(made.grid.sheet_model.index(1, 1))
    made.qtbot.mouseDClick(made.grid.viewport(), left, pos=cell.center())
    assert made.grid.typing.editor is not None
    made.press(K.Key_Escape)
    cell = made.grid.visualRect(made.grid.sheet_model.index(1, 3))
    with made.qtbot.waitSignal(made.grid.opened) as told:
        made.qtbot.mouseDClick(made.grid.viewport(), left, pos=cell.center())
    assert told.args == ["BL-0002"]


def test_every_menu_entry_has_a_word_and_a_key_and_acts(desk: Callable[..., Desk]) -> None:
    made = desk()
    made.at(1, 1)
    menu = make_menu(made.grid)
    entries = {action.objectName(): action for action in menu.actions() if action.objectName()}
    assert all(action.text() and action.shortcut().toString() for action in entries.values())
    assert not entries["open_row"].isEnabled()
    entries["delete_rows"].trigger()
    assert names(made) == ["Line 1", "Line 3"]
    made.at(2, 0)
    closed = {a.objectName() for a in make_menu(made.grid).actions() if not a.isEnabled()}
    assert {"delete_rows", "move_up", "move_down"} <= closed


def test_ctrl_h_shows_the_history_of_a_stored_row_where_a_way_leads_there(
    desk: Callable[..., Desk],
) -> None:
    made = desk()
    made.at(1, 0)
    entry = next(a for a in make_menu(made.grid).actions() if a.objectName() == "show_history")
    assert not entry.isEnabled()
    asked: list[str] = []
    made.grid.show_history = asked.append
    entry = next(a for a in make_menu(made.grid).actions() if a.objectName() == "show_history")
    assert entry.isEnabled()
    made.press(K.Key_H, CTRL)
    row = made.grid.current_row()
    assert row is not None
    assert asked == [row.ref]
    made.at(made.grid.sheet_model.rowCount() - 1, 0)
    made.press(K.Key_H, CTRL)
    assert len(asked) == 1
