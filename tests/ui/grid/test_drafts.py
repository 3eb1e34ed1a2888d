"""What is typed into a sheet and not stored: kept, offered again, and beside what others store."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from db.board import Board
from db.changes import Change, Entry, Refused, create
from db.drafts import KeptDraft
from db.fields import Value
from db.file.connection import make_engine
from db.queries import records
from mscb_desktop.sheet.model import SheetPlan
from mscb_desktop.sheet.table import TableSheet
from tests.support.boards import clock, empty_board
from ui.grid import Grid
from ui.theme import Look, use_look

K = Qt.Key
CTRL = Qt.KeyboardModifier.ControlModifier
ALT = Qt.KeyboardModifier.AltModifier
COLUMNS = {"name": 0, "short_name": 12, "sector": 16}
LONG = "A short name that is far too long to be one, and so it is refused"


@dataclass
class Office:
    """A board with an agency, a grid over it, and another who writes into the same file."""

    qtbot: QtBot
    board: Board
    other: Board
    said: list[str] = field(default_factory=list)
    grids: list[Grid] = field(default_factory=list)

    def open(self, table: str = "agency", columns: dict[str, int] = COLUMNS) -> Grid:
        grid = Grid(TableSheet(self.board, table, columns), self.apply, self.said.append)
        self.qtbot.addWidget(grid)
        grid.resize(900, 400)
        with self.qtbot.waitExposed(grid):
            grid.show()
        grid.activateWindow()
        grid.setFocus()
        self.qtbot.waitUntil(grid.hasFocus)
        self.grids.append(grid)
        return grid

    def again(self, grid: Grid) -> Grid:
        """Open the sheet as the next start of the program does."""
        grid.hide()
        self.grids.clear()
        return self.open()

    def kill(self, grid: Grid) -> None:
        """End the sheet as a killed process does: what is written is written, and no more."""
        assert grid.keeping.keeper is not None
        assert grid.keeping.keeper.write()
        grid.keeping.keeper.end()
        self.grids.clear()
        grid.hide()

    def on_change(self, entry: Entry) -> None:
        for grid in self.grids:
            grid.reload(entry.touched)

    def apply(self, plan: SheetPlan) -> bool:
        try:
            self.board.apply(plan.what, plan.changes)
        except Refused as refusal:
            self.said.append(str(refusal))
            return False
        return True

    def store(self, name: str, value: Value, ref: str = "AG-0001") -> None:
        """Have the other change a field of an agency."""
        change = Change("agency", ref, {name: self.stored(name, ref)}, {name: value})
        self.other.apply(f"{name} changed", [change])

    def stored(self, name: str, ref: str = "AG-0001") -> Value:
        with self.other.reading() as connection:
            return records.rows_by_ref(connection, "agency", [ref])[ref][name]

    def type(self, text: str) -> None:
        for letter in text:
            self.qtbot.keyClicks(focused(), letter)

    def press(
        self, key: Qt.Key, with_: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier
    ) -> None:
        self.qtbot.keyClick(focused(), key, with_)


def focused() -> QWidget:
    widget = QApplication.focusWidget()
    assert widget is not None
    return widget


@pytest.fixture
def office(qtbot: QtBot, tmp_path: Path) -> Iterator[Office]:
    application = QApplication.instance()
    assert isinstance(application, QApplication)
    use_look(application, Look())
    board = empty_board(tmp_path)
    refs = board.new_refs("agency", 2)
    board.apply(
        "Start",
        [
            create("agency", refs[0], name="LB Merton", short_name="LBM"),
            create("agency", refs[1], name="Police", short_name="Met"),
        ],
    )
    other = Board.open(board.path, clock=clock, who="S. Lee")
    office = Office(qtbot, board, other)
    board.on_change(office.on_change)
    yield office
    other.close()
    board.close()


def typed(board: Board) -> list[tuple[str, str, Value]]:
    return [(draft.ref, draft.field, draft.typed) for draft in board.drafts()]


def the_draft(board: Board) -> KeptDraft:
    (draft,) = board.drafts()
    return draft


def strip(grid: Grid, place: int = 0) -> str:
    row = grid.sheet_model.row(place)
    assert row is not None
    return " ".join(" ".join(lines) for _, lines in grid.sizes.strips(row))


def test_what_is_being_typed_is_kept_within_two_seconds(office: Office) -> None:
    grid = office.open()
    grid.select_cell(0, 1)
    office.type("Mert")
    assert office.other.drafts() == []
    office.qtbot.waitUntil(lambda: office.other.drafts() != [], timeout=2000)
    draft = the_draft(office.other)
    assert (draft.place, draft.ref, draft.field) == ("agency", "AG-0001", "short_name")
    assert (draft.typed, draft.base, draft.stores, draft.reason) == (
        "Mert",
        "LBM",
        "short_name",
        None,
    )


def test_many_keys_are_one_write_and_no_change_is_none(office: Office) -> None:
    grid = office.open()
    writes: list[int] = []
    office.board.on_drafts(lambda: writes.append(1))
    grid.select_cell(0, 1)
    office.type("Merton")
    office.qtbot.waitUntil(lambda: writes == [1], timeout=2000)
    grid.keeping.write()
    assert writes == [1]
    assert typed(office.other) == [("AG-0001", "short_name", "Merton")]


def test_what_is_stored_is_no_draft(office: Office) -> None:
    grid = office.open()
    grid.select_cell(0, 1)
    office.type("Merton")
    grid.keeping.write()
    assert typed(office.other) != []
    office.press(K.Key_Return)
    office.qtbot.waitUntil(lambda: office.other.drafts() == [], timeout=2000)
    assert office.stored("short_name") == "Merton"


def test_what_is_given_up_is_no_draft(office: Office) -> None:
    grid = office.open()
    grid.select_cell(0, 1)
    office.type(LONG)
    office.press(K.Key_Return)
    grid.keeping.write()
    assert typed(office.other) == [("AG-0001", "short_name", LONG)]
    grid.select_cell(0, 1)
    office.press(K.Key_Escape)
    office.qtbot.waitUntil(lambda: office.other.drafts() == [], timeout=2000)


def test_a_refused_text_waits_in_its_cell_over_closing(office: Office) -> None:
    grid = office.open()
    grid.select_cell(0, 1)
    office.type(LONG)
    office.press(K.Key_Return)
    reason = grid.problems()[0].message
    grid = office.again(grid)
    assert grid.sheet_model.index(0, 1).data() == LONG
    assert [problem.message for problem in grid.problems()] == [reason]
    assert "shorten it" in strip(grid)
    assert strip(grid).endswith("Stored: LBM.")
    grid.select_cell(0, 1)
    office.press(K.Key_F2)
    office.press(K.Key_A, CTRL)
    office.type("Merton")
    office.press(K.Key_Return)
    assert office.stored("short_name") == "Merton"
    assert grid.problems() == ()


def test_what_was_not_left_is_offered_beside_the_stored_value(office: Office) -> None:
    grid = office.open()
    grid.select_cell(0, 1)
    office.type("Mert")
    office.kill(grid)
    grid = office.open()
    assert grid.sheet_model.index(0, 1).data() == "Mert"
    assert "press F2 and Enter to store it, or Esc to give it up. Stored: LBM." in strip(grid)
    grid.select_cell(0, 1)
    office.press(K.Key_F2)
    office.press(K.Key_Return)
    assert office.stored("short_name") == "Mert"


def test_a_new_row_comes_back_whole(office: Office) -> None:
    grid = office.open()
    grid.select_cell(2, 1)
    office.type("NPS")
    office.press(K.Key_Return)
    assert grid.problems() != ()
    grid = office.again(grid)
    assert grid.sheet_model.index(2, 1).data() == "NPS"
    assert grid.problems() != ()
    grid.select_cell(2, 0)
    office.type("Probation")
    office.press(K.Key_Return)
    assert office.stored("short_name", "AG-0003") == "NPS"
    assert grid.problems() == ()
    office.qtbot.waitUntil(lambda: office.other.drafts() == [], timeout=2000)


def test_a_draft_that_was_stored_just_before_the_end_is_not_offered(office: Office) -> None:
    grid = office.open()
    grid.select_cell(0, 1)
    office.type("Merton")
    office.kill(grid)
    office.store("short_name", "Merton")
    office.board.catch_up()
    grid = office.open()
    assert grid.problems() == ()
    office.qtbot.waitUntil(lambda: office.other.drafts() == [], timeout=2000)


def test_a_draft_of_a_deleted_record_waits_and_comes_back_with_it(office: Office) -> None:
    grid = office.open()
    grid.select_cell(0, 1)
    office.type(LONG)
    office.press(K.Key_Return)
    with office.other.reading() as connection:
        gone = records.deletion(connection, "agency", ["AG-0001"])
    office.other.apply("Deleted", gone)
    office.board.catch_up()
    assert grid.problems() == ()
    grid.keeping.write()
    assert typed(office.other) == [("AG-0001", "short_name", LONG)]
    office.other.undo()
    office.board.catch_up()
    assert [problem.ref for problem in grid.problems()] == ["AG-0001"]
    assert grid.sheet_model.index(0, 1).data() == LONG


def test_a_row_that_the_person_deletes_takes_its_texts_along(office: Office) -> None:
    grid = office.open()
    grid.select_cell(0, 1)
    office.type(LONG)
    office.press(K.Key_Return)
    grid.keeping.write()
    grid.select_cell(0, 0)
    office.press(K.Key_Minus, CTRL)
    grid.keeping.write()
    assert office.other.drafts() == []


def test_both_values_stand_there_while_the_cell_is_typed_into(office: Office) -> None:
    grid = office.open()
    grid.select_cell(0, 1)
    office.type("Mert")
    office.store("short_name", "MB")
    office.board.catch_up()
    assert isinstance(focused(), QLineEdit)
    assert strip(grid) == "Stored meanwhile by S. Lee 12:00: MB · you typed Mert."
    office.type("on")
    assert strip(grid) == "Stored meanwhile by S. Lee 12:00: MB · you typed Merton."
    assert grid.choice.bar.isVisible()
    assert office.stored("short_name") == "MB"


@pytest.mark.parametrize(
    ("choose", "left"),
    [
        (lambda office: office.press(K.Key_Return), "Merton"),
        (lambda office: (office.press(K.Key_Right), office.press(K.Key_Return)), "MB"),
        (lambda office: office.press(K.Key_M, ALT), "Merton"),
        (lambda office: office.press(K.Key_T, ALT), "MB"),
    ],
    ids=["mine", "theirs", "alt+m", "alt+t"],
)
def test_leaving_asks_at_the_cell_and_stores_neither_before(
    office: Office, choose: Callable[[Office], object], left: str
) -> None:
    grid = office.open()
    grid.select_cell(0, 1)
    office.type("Merton")
    office.store("short_name", "MB")
    office.press(K.Key_Return)
    assert office.stored("short_name") == "MB"
    assert focused() is grid.choice.bar.mine_button
    assert "S. Lee" in grid.choice.bar.mine_button.accessibleDescription()
    choose(office)
    # A button pressed by its letter is seen to go down before it acts.
    office.qtbot.waitUntil(lambda: grid.problems() == ())
    assert office.stored("short_name") == left
    assert not grid.choice.bar.isVisible()
    assert grid.hasFocus()
    assert grid.sheet_model.index(0, 1).data() == left


def test_the_mouse_chooses_too(office: Office) -> None:
    grid = office.open()
    grid.select_cell(0, 1)
    office.type("Merton")
    office.store("short_name", "MB")
    office.board.catch_up()
    office.qtbot.mouseClick(grid.choice.bar.mine_button, Qt.MouseButton.LeftButton)
    assert office.stored("short_name") == "Merton"
    assert grid.problems() == ()


def test_esc_goes_back_to_typing_and_again_takes_theirs(office: Office) -> None:
    grid = office.open()
    grid.select_cell(0, 1)
    office.type("Merton")
    office.store("short_name", "MB")
    office.press(K.Key_Return)
    office.press(K.Key_Escape)
    assert grid.hasFocus()
    assert grid.sheet_model.index(0, 1).data() == "Merton"
    office.press(K.Key_Escape)
    assert grid.sheet_model.index(0, 1).data() == "MB"
    assert (grid.problems(), office.stored("short_name")) == ((), "MB")


def test_typing_the_same_as_the_other_asks_nothing(office: Office) -> None:
    grid = office.open()
    grid.select_cell(0, 1)
    office.type("MB")
    office.store("short_name", "MB")
    office.press(K.Key_Return)
    assert grid.problems() == ()
    assert grid.hasFocus()


def test_another_cell_that_changed_asks_nothing(office: Office) -> None:
    grid = office.open()
    grid.select_cell(0, 1)
    office.type("Merton")
    office.store("name", "London Borough of Merton")
    office.press(K.Key_Return)
    assert office.stored("short_name") == "Merton"
    assert office.stored("name") == "London Borough of Merton"


def test_a_value_that_changed_before_the_first_letter_is_not_overwritten_unseen(
    office: Office,
) -> None:
    grid = office.open()
    grid.select_cell(0, 1)
    office.store("short_name", "MB")
    office.type("Merton")
    office.press(K.Key_Return)
    assert office.stored("short_name") == "MB"
    assert "you typed Merton" in strip(grid)


def test_a_draft_of_another_day_whose_value_changed_offers_the_choice(office: Office) -> None:
    grid = office.open()
    grid.select_cell(0, 1)
    office.type("Merton")
    office.kill(grid)
    office.store("short_name", "MB")
    office.board.catch_up()
    grid = office.open()
    grid.select_cell(0, 1)
    assert strip(grid) == "Stored meanwhile by S. Lee 12:00: MB · you typed Merton."
    assert grid.choice.bar.isVisible()
    office.press(K.Key_T, ALT)
    office.qtbot.waitUntil(lambda: grid.problems() == ())
    office.qtbot.waitUntil(lambda: office.other.drafts() == [], timeout=2000)


def test_a_paste_that_met_another_change_shows_both_values(office: Office) -> None:
    grid = office.open()
    grid.select_cell(0, 1)
    QGuiApplication.clipboard().setText("Merton\nMPS")
    apply = office.board.apply

    def late(what: str, changes: list[Change]) -> object:
        office.store("short_name", "MB")
        return apply(what, changes)

    office.board.apply = late  # type: ignore[method-assign, assignment]
    office.press(K.Key_V, CTRL)
    assert office.stored("short_name") == "MB"
    assert office.stored("short_name", "AG-0002") == "Met"
    assert "S. Lee 12:00: MB · you typed Merton" in strip(grid)
    assert "not stored" in strip(grid, 1)
    assert strip(grid, 1).endswith("Stored: Met.")


def test_a_lookup_shows_the_names_of_both(office: Office) -> None:
    board = office.board
    for name in ("Health", "Police"):
        board.apply(name, [create("sector", board.new_refs("sector")[0], name=name, position=1)])
    grid = office.open()
    grid.select_cell(0, 2)
    office.type("Heal")
    office.store("sector", "SE-0002")
    office.press(K.Key_Return)
    assert "Police · you typed" in strip(grid)
    office.press(K.Key_Return)
    assert office.stored("sector") == "SE-0001"


def test_a_full_disk_does_not_disturb_typing_and_is_told_once(office: Office) -> None:
    grid = office.open()
    grid.select_cell(0, 1)
    with office.board.reading() as connection:
        connection.exec_driver_sql("PRAGMA max_page_count=1")  # as large as it is, and no larger
    QGuiApplication.clipboard().setText("Merton " * 4000)
    for _ in range(2):
        office.press(K.Key_F2)
        office.press(K.Key_V, CTRL)
        assert not grid.keeping.keeper.write()  # type: ignore[union-attr]
    assert len([words for words in office.said if "cannot be kept as a draft" in words]) == 1
    office.press(K.Key_A, CTRL)
    office.type("Merton")
    office.press(K.Key_Return)
    assert office.stored("short_name") == "Merton"


def test_a_file_that_another_is_writing_is_written_later(office: Office) -> None:
    grid = office.open()
    grid.select_cell(0, 1)
    office.type("Mert")
    with make_engine(office.board.path).execution_options(writes=True).begin():
        began = time.perf_counter()
        assert not grid.keeping.keeper.write(wait=False)  # type: ignore[union-attr]
        assert time.perf_counter() - began < 0.2
    office.qtbot.waitUntil(lambda: office.other.drafts() != [], timeout=2000)
    assert office.said == []


def test_a_sheet_out_of_sight_has_kept_all(office: Office) -> None:
    grid = office.open()
    grid.select_cell(0, 1)
    office.type(LONG)
    grid.hide()
    assert typed(office.other) == [("AG-0001", "short_name", LONG)]
