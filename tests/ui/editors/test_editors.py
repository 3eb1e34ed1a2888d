"""Each kind of editor by itself, as a form shows it."""

from __future__ import annotations

import datetime as dt

import pytest
from PySide6.QtCore import QDate, Qt
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from db.fields import Choice, Field, Kind
from ui.editors.base import Editor, Leave
from ui.editors.date import DateEditor
from ui.editors.long_text import LongTextEditor
from ui.editors.make import make_editor
from ui.editors.offers import Offer
from ui.editors.pick import PickEditor
from ui.editors.yes_no import YesNoEditor, says_yes
from ui.theme import Look, use_look

K = Qt.Key
ALT = Qt.KeyboardModifier.AltModifier
CTRL = Qt.KeyboardModifier.ControlModifier
SECTORS = (Choice("health", "Health"), Choice("police", "Police"))


@pytest.fixture
def desk(qtbot: QtBot) -> QWidget:
    """Give a shown window that editors can be put on."""
    application = QApplication.instance()
    assert isinstance(application, QApplication)
    use_look(application, Look())
    window = QWidget()
    qtbot.addWidget(window)
    window.resize(400, 300)
    with qtbot.waitExposed(window):
        window.show()
    return window


def made(desk: QWidget, kind: Kind, **facts: object) -> Editor:
    editor = make_editor(Field("field", "Field", kind, **facts), desk, in_grid=False)  # type: ignore[arg-type]
    editor.setGeometry(10, 10, 300, 40)
    editor.show()
    editor.setFocus()
    return editor


@pytest.mark.parametrize("kind", list(Kind))
@pytest.mark.parametrize("in_grid", [False, True])
def test_setting_a_value_is_no_touch_and_finishes_nothing(
    qtbot: QtBot, desk: QWidget, kind: Kind, in_grid: bool
) -> None:
    values = {
        Kind.DATE: dt.date(2013, 3, 12),
        Kind.YES_NO: True,
        Kind.MONEY: 100,
        Kind.WHOLE: 1,
        Kind.IMAGE: None,
    }
    field = Field("field", "Field", kind, choices=SECTORS)
    editor = make_editor(field, desk, in_grid=in_grid)
    for signal in (editor.finished, editor.cancelled, editor.left):
        with qtbot.assertNotEmitted(signal):
            editor.set_value(values.get(kind, "health"), "Health")
            editor.set_value(None, "")
    assert not editor.touched


def test_the_calendar_sets_the_date(qtbot: QtBot, desk: QWidget) -> None:
    editor = made(desk, Kind.DATE)
    assert isinstance(editor, DateEditor)
    editor.set_value(dt.date(2013, 3, 12), "12/03/2013")
    qtbot.keyClick(editor.line, K.Key_Down, ALT)
    assert editor.calendar is not None
    assert editor.calendar.isVisible()
    assert editor.calendar.selectedDate() == QDate(2013, 3, 12)
    with qtbot.waitSignal(editor.finished):
        editor.calendar.clicked.emit(QDate(2013, 3, 20))
    assert editor.typed() == "20/03/2013"
    assert editor.touched
    assert not editor.calendar.isVisible()


def test_a_date_can_be_empty(desk: QWidget) -> None:
    editor = made(desk, Kind.DATE)
    editor.set_value(None, "")
    assert editor.typed() == ""


def test_ticking_finishes(qtbot: QtBot, desk: QWidget) -> None:
    editor = made(desk, Kind.YES_NO)
    assert isinstance(editor, YesNoEditor)
    editor.set_value(False, "")
    with qtbot.waitSignal(editor.finished):
        qtbot.keyClick(editor.box, K.Key_Space)
    assert editor.typed() is True


@pytest.mark.parametrize(
    ("letter", "answer"), [("y", True), ("J", True), ("n", False), ("q", None), ("", None)]
)
def test_one_letter_answers(letter: str, answer: bool | None) -> None:
    assert says_yes(letter) is answer


def test_alt_down_shows_all_choices_and_a_click_takes_one(qtbot: QtBot, desk: QWidget) -> None:
    editor = made(desk, Kind.CHOICE, choices=SECTORS)
    assert isinstance(editor, PickEditor)
    qtbot.keyClick(editor.line, K.Key_Down, ALT)
    assert editor.offers.count() == 2
    second = editor.offers.visualItemRect(editor.offers.item(1)).center()
    with qtbot.waitSignal(editor.finished) as told:
        qtbot.mouseClick(editor.offers.viewport(), Qt.MouseButton.LeftButton, pos=second)
    assert told.args == [Leave.STAY]
    assert editor.typed() == "police"
    assert editor.line.text() == "Police"


def test_the_exact_name_is_taken_without_picking(qtbot: QtBot, desk: QWidget) -> None:
    asked: list[str] = []

    def ask(text: str) -> list[Offer]:
        asked.append(text)
        return [Offer("AG-0001", "LB Merton"), Offer("", text, new=True)]

    field = Field("agency", "Agency", Kind.LOOKUP, target="agency")
    editor = make_editor(field, desk, in_grid=False, ask=ask)
    assert isinstance(editor, PickEditor)
    editor.show()
    qtbot.keyClicks(editor.line, "lb merton")
    editor.offers.hide()
    assert editor.typed() == "AG-0001"
    assert asked[:2] == ["l", "lb"]


def test_a_line_below_a_bullet_is_a_bullet_until_one_stays_empty(
    qtbot: QtBot, desk: QWidget
) -> None:
    editor = made(desk, Kind.LONG_TEXT)
    assert isinstance(editor, LongTextEditor)

    def press(*keys: Qt.Key) -> None:
        for key in keys:
            qtbot.keyClick(editor.text, key)

    qtbot.keyClicks(editor.text, "Done:")
    press(K.Key_Return)
    qtbot.keyClicks(editor.text, "- Housing")
    press(K.Key_Return)
    qtbot.keyClicks(editor.text, "Police")
    press(K.Key_Return, K.Key_Return)
    qtbot.keyClicks(editor.text, "Next in May")
    assert editor.typed() == "Done:\n- Housing\n- Police\nNext in May"
    press(K.Key_Home)
    press(K.Key_Return)
    assert editor.typed() == "Done:\n- Housing\n- Police\n\nNext in May"


def test_long_text_in_a_form_breaks_lines_with_enter(qtbot: QtBot, desk: QWidget) -> None:
    editor = made(desk, Kind.LONG_TEXT)
    assert isinstance(editor, LongTextEditor)
    qtbot.keyClicks(editor.text, "one")
    qtbot.keyClick(editor.text, K.Key_Return)
    qtbot.keyClicks(editor.text, "two")
    assert editor.typed() == "one\ntwo"
    with qtbot.waitSignal(editor.finished):
        qtbot.keyClick(editor.text, K.Key_Return, CTRL)


def test_the_list_stays_inside_the_window(qtbot: QtBot, desk: QWidget) -> None:
    editor = made(desk, Kind.CHOICE, choices=SECTORS)
    assert isinstance(editor, PickEditor)
    editor.move(200, 270)
    editor.show_all()
    assert desk.rect().contains(editor.offers.geometry())
