"""What is typed into a form and not stored: kept, offered again, and beside what others store."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit, QWidget
from pytestqt.qtbot import QtBot

from db.board import Board
from db.changes import Change, Entry, Plan, Refused, create
from db.fields import Value
from db.queries import records
from tests.support.boards import clock, empty_board
from ui.cards.form import CardForm
from ui.editors.two_values import TwoValues
from ui.forms import Form, Group
from ui.theme import Look, use_look

K = Qt.Key
GROUPS = [Group("Agency", ["name", "short_name", "sector", "aliases"])]
LONG = "A short name that is far too long to be one, and so it is refused"


@dataclass
class Office:
    """A board with two agencies, a form over them, and another who writes into the same file."""

    qtbot: QtBot
    board: Board
    other: Board
    forms: list[Form] = field(default_factory=list)
    said: list[str] = field(default_factory=list)

    def open(self, ref: str | None = "AG-0001", kind: type[Form] = Form) -> Form:
        form = kind(self.board, "agency", ref, GROUPS, self.apply, self.said.append)
        self.qtbot.addWidget(form)
        form.resize(700, 500)
        with self.qtbot.waitExposed(form):
            form.show()
        form.activateWindow()
        form.go_to()
        self.qtbot.waitUntil(lambda: QApplication.focusWidget() is not None)
        self.forms.append(form)
        return form

    def again(self, form: Form, ref: str | None = "AG-0001") -> Form:
        """Open the form as the next start of the program does."""
        assert form.keeping.keeper.write()
        form.keeping.keeper.end()
        self.forms.clear()
        form.hide()
        return self.open(ref)

    def apply(self, plan: Plan) -> bool:
        try:
            self.board.apply(plan.what, plan.changes)
        except Refused as refusal:
            self.said.append(str(refusal))
            return False
        return True

    def on_change(self, entry: Entry) -> None:
        for form in self.forms:
            form.refresh(entry.touched)

    def store(self, name: str, value: Value, ref: str = "AG-0001") -> None:
        """Have the other change a field of an agency."""
        change = Change("agency", ref, {name: self.stored(name, ref)}, {name: value})
        self.other.apply(f"{name} changed", [change])

    def stored(self, name: str, ref: str = "AG-0001") -> Value:
        with self.other.reading() as connection:
            return records.rows_by_ref(connection, "agency", [ref])[ref][name]

    def type(self, form: Form, name: str, text: str) -> None:
        line = form.rows[name].editor.focusProxy()
        assert isinstance(line, QLineEdit | QPlainTextEdit)
        line.setFocus()
        line.selectAll()
        self.qtbot.keyClicks(line, text)

    def press(self, key: Qt.Key) -> None:
        self.qtbot.keyClick(focused(), key)


def focused() -> QWidget:
    widget = QApplication.focusWidget()
    assert widget is not None
    return widget


def shown(form: Form, name: str) -> str:
    line = form.rows[name].editor.focusProxy()
    if isinstance(line, QPlainTextEdit):
        return line.toPlainText()
    assert isinstance(line, QLineEdit)
    return line.text()


def choice(form: Form, name: str) -> TwoValues:
    found = form.rows[name].choice
    assert found is not None
    return found


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


def test_what_is_being_typed_is_kept_within_two_seconds(office: Office) -> None:
    form = office.open()
    office.type(form, "short_name", "Mert")
    assert office.other.drafts() == []
    office.qtbot.waitUntil(lambda: office.other.drafts() != [], timeout=2000)
    (draft,) = office.other.drafts()
    assert (draft.place, draft.cell) == ("agency form", ("AG-0001", "short_name"))
    assert (draft.typed, draft.base, draft.reason) == ("Mert", "LBM", None)
    office.press(K.Key_Return)
    assert office.stored("short_name") == "Mert"
    office.qtbot.waitUntil(lambda: office.other.drafts() == [], timeout=2000)


def test_what_was_not_left_is_offered_and_not_stored_by_passing(office: Office) -> None:
    form = office.open()
    office.type(form, "short_name", "Mert")
    form = office.again(form)
    assert shown(form, "short_name") == "Mert"
    assert [problem.column for problem in form.problems()] == ["short_name"]
    assert "press Enter to store it" in form.rows["short_name"].reason.text()
    assert form.rows["short_name"].reason.text().endswith("Stored: LBM.")
    form.go_to("short_name")
    form.go_to("name")
    assert office.stored("short_name") == "LBM"
    form.go_to("short_name")
    office.press(K.Key_Return)
    assert office.stored("short_name") == "Mert"
    assert form.problems() == ()


def test_a_refused_text_stays_with_its_record_while_others_are_shown(office: Office) -> None:
    form = office.open()
    office.type(form, "short_name", LONG)
    office.press(K.Key_Return)
    form.show_record("AG-0002")
    assert form.problems() == ()
    assert shown(form, "short_name") == "Met"
    form.show_record("AG-0001")
    assert shown(form, "short_name") == LONG
    assert "shorten it" in form.problems()[0].message
    form.show_record("AG-0002")
    form = office.again(form)
    assert shown(form, "short_name") == LONG
    form.go_to("short_name")
    office.press(K.Key_Escape)
    assert shown(form, "short_name") == "LBM"
    office.qtbot.waitUntil(lambda: office.other.drafts() == [], timeout=2000)


def test_a_new_record_takes_its_refused_text_along(office: Office) -> None:
    form = office.open(None)
    office.type(form, "short_name", LONG)
    office.press(K.Key_Return)
    office.type(form, "name", "Probation")
    office.press(K.Key_Return)
    assert form.ref == "AG-0003"
    assert shown(form, "short_name") == LONG
    assert "shorten it" in form.problems()[0].message
    form.keeping.keeper.write()
    assert [draft.cell for draft in office.other.drafts()] == [("AG-0003", "short_name")]


def test_a_new_records_form_comes_back_whole(office: Office) -> None:
    form = office.open(None)
    office.type(form, "short_name", "NPS")
    office.press(K.Key_Return)
    office.type(form, "aliases", "Probation Serv")
    form = office.again(form, None)
    assert shown(form, "short_name") == "NPS"
    office.type(form, "name", "Probation")
    office.press(K.Key_Return)
    assert office.stored("short_name", "AG-0003") == "NPS"
    assert office.stored("aliases", "AG-0003") == "Probation Serv"
    office.qtbot.waitUntil(lambda: office.other.drafts() == [], timeout=2000)


@pytest.mark.parametrize("kind", [Form, CardForm])
def test_both_values_stand_there_while_the_field_is_typed_into(
    office: Office, kind: type[Form]
) -> None:
    form = office.open(kind=kind)
    office.type(form, "short_name", "Mert")
    office.store("short_name", "MB")
    office.board.catch_up()
    words = form.rows["short_name"].reason.text()
    assert words == "Stored meanwhile by S. Lee 12:00: MB · you typed Mert."
    assert choice(form, "short_name").isVisible()
    below = choice(form, "short_name").mapTo(form, choice(form, "short_name").rect().topLeft())
    reason = form.rows["short_name"].reason
    assert below.y() >= reason.mapTo(form, reason.rect().bottomLeft()).y()
    office.qtbot.keyClicks(focused(), "on")
    assert form.rows["short_name"].reason.text().endswith("you typed Merton.")
    assert office.stored("short_name") == "MB"


@pytest.mark.parametrize(
    ("choose", "left"),
    [
        (lambda office: office.press(K.Key_Return), "Merton"),
        (lambda office: (office.press(K.Key_Right), office.press(K.Key_Return)), "MB"),
    ],
    ids=["mine", "theirs"],
)
def test_leaving_asks_below_the_field(
    office: Office, choose: Callable[[Office], object], left: str
) -> None:
    form = office.open()
    office.type(form, "short_name", "Merton")
    office.store("short_name", "MB")
    office.board.catch_up()
    office.press(K.Key_Return)
    assert office.stored("short_name") == "MB"
    assert focused() is choice(form, "short_name").mine_button
    choose(office)
    assert office.stored("short_name") == left
    assert shown(form, "short_name") == left
    assert form.problems() == ()
    assert not choice(form, "short_name").isVisible()
    assert focused() is form.rows["short_name"].editor.focusProxy()


def test_a_change_that_nobody_told_of_is_met_when_the_field_is_left(office: Office) -> None:
    form = office.open()
    office.type(form, "short_name", "Merton")
    office.store("short_name", "MB")
    office.press(K.Key_Return)
    assert office.stored("short_name") == "MB"
    assert "S. Lee 12:00: MB · you typed Merton" in form.rows["short_name"].reason.text()
    assert choice(form, "short_name").isVisible()
    office.qtbot.mouseClick(choice(form, "short_name").mine_button, Qt.MouseButton.LeftButton)
    assert office.stored("short_name") == "Merton"


def test_a_draft_of_another_day_whose_value_changed_offers_the_choice(office: Office) -> None:
    form = office.open()
    office.type(form, "short_name", "Merton")
    form.keeping.keeper.write()
    office.store("short_name", "MB")
    form = office.again(form)
    assert "MB · you typed Merton" in form.rows["short_name"].reason.text()
    office.qtbot.mouseClick(choice(form, "short_name").theirs_button, Qt.MouseButton.LeftButton)
    assert shown(form, "short_name") == "MB"
    assert form.problems() == ()
