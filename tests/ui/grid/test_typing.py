"""Typing into cells: what is stored, what is refused and kept."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit

from db.fields import Choice, Field, Kind
from mscb_desktop.sheet.model import Column
from tests.support.memory_sheet import NAME, MemorySheet, budget_sheet
from tests.ui.grid.conftest import Desk

K = Qt.Key
CTRL = Qt.KeyboardModifier.ControlModifier
ALT = Qt.KeyboardModifier.AltModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier


def test_typing_replaces_and_enter_stores_and_goes_down(desk: Callable[..., Desk]) -> None:
    made = desk()
    made.at(0, 1)
    made.enter("(4,581.00)")
    assert made.sheet.stored["BL-0001"]["planned"] == -458100
    assert made.shown(0, 1) == "−4,581.00"
    assert made.cell == (1, 1)


def test_shift_enter_stores_and_goes_up(desk: Callable[..., Desk]) -> None:
    made = desk()
    made.at(1, 1)
    made.type("7")
    made.press(K.Key_Return, SHIFT)
    assert made.sheet.stored["BL-0002"]["planned"] == 700
    assert made.cell == (0, 1)


def test_arrows_store_after_typing_but_move_the_caret_after_f2(
    desk: Callable[..., Desk],
) -> None:
    made = desk()
    made.at(0, 1)
    made.type("5")
    made.press(K.Key_Down)
    assert made.sheet.stored["BL-0001"]["planned"] == 500
    assert made.cell == (1, 1)
    made.press(K.Key_F2)
    made.press(K.Key_Left)
    made.press(K.Key_Left)
    made.type("9")
    made.press(K.Key_Return)
    assert made.sheet.stored["BL-0002"]["planned"] == 2090


def test_f2_stands_behind_the_last_letter(desk: Callable[..., Desk]) -> None:
    made = desk()
    made.press(K.Key_F2)
    made.press(K.Key_Backspace)
    made.type("9")
    made.press(K.Key_Return)
    assert made.sheet.stored["BL-0001"]["name"] == "Line 9"


def test_escape_gives_up_what_is_being_typed(desk: Callable[..., Desk]) -> None:
    made = desk()
    made.type("Other")
    made.press(K.Key_Escape)
    assert made.sheet.applied == []
    assert made.shown(0, 0) == "Line 1"
    assert made.cell == (0, 0)


def test_leaving_an_editor_untouched_changes_nothing(desk: Callable[..., Desk]) -> None:
    made = desk()
    made.press(K.Key_F2)
    made.press(K.Key_Return)
    assert made.sheet.applied == []
    assert made.cell == (1, 0)


def test_a_click_elsewhere_stores(desk: Callable[..., Desk]) -> None:
    made = desk()
    made.type("Other")
    rect = made.grid.visualRect(made.grid.sheet_model.index(2, 1))
    made.qtbot.mouseClick(made.grid.viewport(), Qt.MouseButton.LeftButton, pos=rect.center())
    made.grid.setFocus()
    assert made.sheet.stored["BL-0001"]["name"] == "Other"
    assert made.cell == (2, 1)


def test_backspace_begins_with_an_empty_cell(desk: Callable[..., Desk]) -> None:
    made = desk()
    made.at(0, 4)
    made.enter("Something")
    made.at(0, 4)
    made.press(K.Key_Backspace)
    made.press(K.Key_Return)
    assert made.sheet.stored["BL-0001"]["comment"] is None


def test_ctrl_z_in_an_editor_undoes_typing(desk: Callable[..., Desk]) -> None:
    made = desk()
    made.press(K.Key_F2)
    line = made.grid.findChild(QLineEdit)
    assert isinstance(line, QLineEdit)
    made.qtbot.keyClicks(line, "xyz")
    made.qtbot.keyClick(line, K.Key_Z, CTRL)
    assert line.text() == "Line 1"


def test_delete_empties_the_selected_cells_in_one_change(desk: Callable[..., Desk]) -> None:
    made = desk()
    made.at(0, 1)
    made.press(K.Key_Down, SHIFT)
    made.press(K.Key_Right, SHIFT)
    made.press(K.Key_Right, SHIFT)
    made.press(K.Key_Delete)
    assert len(made.sheet.applied) == 1
    assert made.sheet.stored["BL-0001"]["planned"] is None
    assert made.sheet.stored["BL-0002"]["actual"] is None
    assert made.sheet.stored["BL-0003"]["planned"] == 3000


def test_alt_enter_breaks_the_line_in_long_text(desk: Callable[..., Desk]) -> None:
    made = desk()
    made.at(0, 4)
    made.type("First")
    made.press(K.Key_Return, ALT)
    made.type("second")
    made.press(K.Key_Return)
    assert made.sheet.stored["BL-0001"]["comment"] == "First\nsecond"
    assert made.grid.rowHeight(0) > made.grid.rowHeight(1)


def test_a_refused_text_stays_with_its_reason_until_it_is_mended(
    desk: Callable[..., Desk],
) -> None:
    made = desk()
    made.at(0, 1)
    plain = made.grid.rowHeight(0)
    made.enter("12k")
    assert made.shown(0, 1) == "12k"
    assert made.sheet.stored["BL-0001"]["planned"] == 1000
    (problem,) = made.grid.problems()
    assert (problem.ref, problem.column) == ("BL-0001", "planned")
    assert "12,000.00" in problem.message
    assert made.said == [problem.message]
    assert made.grid.rowHeight(0) > plain
    described = made.grid.sheet_model.index(0, 1).data(Qt.ItemDataRole.AccessibleDescriptionRole)
    assert problem.message in described
    made.enter("3")  # other cells take values meanwhile
    assert made.sheet.stored["BL-0002"]["planned"] == 300
    made.grid.reload()
    assert made.shown(0, 1) == "12k"
    made.at(0, 1)
    made.enter("12000")
    assert made.grid.problems() == ()
    assert made.sheet.stored["BL-0001"]["planned"] == 1200000
    assert made.grid.rowHeight(0) == plain


def test_f2_on_a_refused_text_shows_it_and_escape_gives_it_up(
    desk: Callable[..., Desk],
) -> None:
    made = desk()
    made.at(0, 1)
    made.enter("12k")
    made.at(0, 1)
    made.press(K.Key_F2)
    line = made.grid.findChild(QLineEdit)
    assert isinstance(line, QLineEdit)
    assert line.text() == "12k"
    made.press(K.Key_Escape)
    assert made.shown(0, 1) == "12k"
    made.press(K.Key_Escape)
    assert made.shown(0, 1) == "10.00"
    assert made.grid.problems() == ()


def test_a_change_that_was_not_written_keeps_the_text(desk: Callable[..., Desk]) -> None:
    made = desk()
    made.sheet.refuse = True
    made.enter("Other")
    assert made.shown(0, 0) == "Other"
    assert "not stored" in made.grid.problems()[0].message
    made.sheet.refuse = False
    made.at(0, 0)
    made.enter("Other")
    assert made.grid.problems() == ()
    assert made.sheet.stored["BL-0001"]["name"] == "Other"


def test_typing_in_the_new_row_makes_a_row_and_stays_on_it(desk: Callable[..., Desk]) -> None:
    made = desk()
    made.at(3, 0)
    made.type("Room Hire")
    made.press(K.Key_Tab)
    assert made.cell == (3, 1)
    made.type("2000")
    made.press(K.Key_Tab)
    made.type("2406")
    made.press(K.Key_Return)
    assert made.sheet.stored["BL-0004"] == {
        "name": "Room Hire",
        "planned": 200000,
        "actual": 240600,
    }
    assert made.cell == (4, 0)
    made.enter("Catering")
    assert made.sheet.stored["BL-0005"] == {"name": "Catering"}


def test_what_a_new_row_lacks_is_said_and_its_figures_wait(desk: Callable[..., Desk]) -> None:
    made = desk()
    made.at(3, 1)
    made.enter("2000")
    assert len(made.sheet.stored) == 3
    assert made.shown(3, 1) == "2000"
    (problem,) = made.grid.problems()
    assert (problem.ref, problem.column) == ("new:line", "name")
    made.at(3, 0)
    made.enter("Room Hire")
    assert made.sheet.stored["BL-0004"] == {"name": "Room Hire", "planned": 200000}
    assert made.grid.problems() == ()
    assert made.shown(4, 1) == ""


def test_a_refused_text_of_the_new_row_goes_with_the_row_made(
    desk: Callable[..., Desk],
) -> None:
    made = desk()
    made.at(3, 1)
    made.enter("12k")
    made.at(3, 0)
    made.enter("Room Hire")
    (problem,) = made.grid.problems()
    assert (problem.ref, problem.column) == ("BL-0004", "planned")
    assert made.shown(3, 1) == "12k"
    assert made.shown(4, 1) == ""


def test_giving_up_all_of_a_new_row_leaves_no_problem(desk: Callable[..., Desk]) -> None:
    made = desk()
    made.at(3, 1)
    made.enter("2000")
    made.at(3, 1)
    made.press(K.Key_Escape)
    assert made.grid.problems() == ()
    assert made.shown(3, 1) == ""


def test_a_computed_cell_says_why_it_takes_nothing(desk: Callable[..., Desk]) -> None:
    made = desk()
    made.at(0, 3)
    made.type("1")
    assert made.said == ["Under / over (£) is computed here and cannot be typed."]
    assert made.sheet.applied == []


def test_a_closed_sheet_says_so(desk: Callable[..., Desk]) -> None:
    sheet = budget_sheet()
    sheet.read_only = "2011-12 is closed."
    made = desk(sheet)
    made.type("1")
    made.press(K.Key_Delete)
    made.press(K.Key_Minus, CTRL)
    made.press(K.Key_V, CTRL)
    assert made.said == ["2011-12 is closed."] * 4
    assert sheet.applied == []


def _kinds_sheet() -> MemorySheet:
    facts = {
        "name": NAME,
        "agency": Field("agency", "Agency", Kind.LOOKUP, target="agency"),
        "sector": Field(
            "sector",
            "Sector",
            Kind.CHOICE,
            choices=(Choice("health", "Health"), Choice("police", "Police"), Choice("pc", "Post")),
        ),
        "received": Field("received", "Received", Kind.DATE),
        "counts": Field("counts", "Counts", Kind.YES_NO),
    }
    columns = [Column(f.name, f.label, f.kind, f) for f in facts.values()]
    sheet = MemorySheet(columns, facts, agencies={"AG-0001": "LB Merton", "AG-0002": "Cafcass"})
    sheet.add(name="First")
    sheet.add(name="Second")
    return sheet


def test_a_lookup_takes_the_suggestion_and_shows_its_name(desk: Callable[..., Desk]) -> None:
    made = desk(_kinds_sheet())
    made.at(0, 1)
    made.enter("mert")
    assert made.sheet.stored["BL-0001"]["agency"] == "AG-0001"
    assert made.shown(0, 1) == "LB Merton"
    assert made.cell == (1, 1)


def test_a_lookup_adds_what_is_not_there(desk: Callable[..., Desk]) -> None:
    made = desk(_kinds_sheet())
    made.at(0, 1)
    made.type("Action for Children")
    made.press(K.Key_Down)
    made.press(K.Key_Return)
    assert made.sheet.agencies["AG-0003"] == "Action for Children"
    assert made.shown(0, 1) == "Action for Children"
    assert len(made.sheet.applied) == 1


def test_a_lookup_without_a_choice_is_refused_with_the_remedy(
    desk: Callable[..., Desk],
) -> None:
    made = desk(_kinds_sheet())
    made.at(0, 1)
    made.enter("Nobody")
    assert "Add new" in made.grid.problems()[0].message
    assert made.shown(0, 1) == "Nobody"


def test_a_lookup_can_be_emptied(desk: Callable[..., Desk]) -> None:
    made = desk(_kinds_sheet())
    made.sheet.stored["BL-0001"]["agency"] = "AG-0002"
    made.grid.reload()
    made.at(0, 1)
    made.press(K.Key_Delete)
    assert made.sheet.stored["BL-0001"]["agency"] is None


def test_escape_closes_the_suggestions_before_the_editor(desk: Callable[..., Desk]) -> None:
    made = desk(_kinds_sheet())
    made.at(0, 1)
    made.type("mert")
    made.press(K.Key_Escape)
    assert made.grid.typing.editor is not None
    made.press(K.Key_Escape)
    assert made.grid.typing.editor is None
    assert made.sheet.applied == []


def test_a_choice_takes_the_beginning_of_its_word(desk: Callable[..., Desk]) -> None:
    made = desk(_kinds_sheet())
    made.at(0, 2)
    made.type("po")
    made.press(K.Key_Down)
    made.press(K.Key_Tab)
    assert made.sheet.stored["BL-0001"]["sector"] == "pc"
    assert made.shown(0, 2) == "Post"
    assert made.cell == (0, 3)


def test_a_date_is_read_loosely_and_can_be_empty(desk: Callable[..., Desk]) -> None:
    made = desk(_kinds_sheet())
    made.at(0, 3)
    made.enter("12 Mar 13")
    assert made.shown(0, 3) == "12/03/2013"
    made.at(0, 3)
    made.press(K.Key_Backspace)
    made.press(K.Key_Return)
    assert made.sheet.stored["BL-0001"]["received"] is None


def test_space_and_letters_answer_yes_or_no(desk: Callable[..., Desk]) -> None:
    made = desk(_kinds_sheet())
    made.at(0, 4)
    answers = []
    for key in (" ", " ", "y", "n", "j"):
        made.type(key)
        answers.append(made.sheet.stored["BL-0001"]["counts"])
    assert answers == [True, False, True, False, True]
    made.type("q")
    assert made.said == ["Press y for yes, n for no, or Space to turn it round."]
