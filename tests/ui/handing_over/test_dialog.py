"""A post handed over in its dialog, by keys: said before it is done, undone in one step."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox
from pytestqt.qtbot import QtBot

from tests.support.pages import Surroundings, surroundings
from tests.support.partnership import Partnership
from ui.handing_over.dialog import HandOverDialog

K = Qt.Key
DAY = dt.date(2013, 5, 1)
BEFORE = DAY - dt.timedelta(days=1)


class Office(Partnership):
    """Ada is Designated Nurse, sits on the Board for the post and on a panel as a person."""

    def fill(self) -> None:
        self.nurse = self.post("Designated Nurse", self.agency("Hill Trust"))
        self.ada, self.ben = self.person("Ada Reed"), self.person("Ben Cole")
        self.held(self.nurse, self.ada, began=dt.date(2010, 4, 1))
        self.group_of_all, self.panel = self.group("Board"), self.group("Panel")
        self.member(self.group_of_all, self.nurse)
        self.member(self.panel, self.ada, office="chair")

    def names(self, group: str, day: dt.date) -> list[str]:
        return [member.names for member in self.found(group, day)]


@pytest.fixture
def around(qtbot: QtBot, tmp_path: Path) -> Iterator[Surroundings]:
    with surroundings(tmp_path, sample=False) as made:
        yield made


@pytest.fixture
def office(around: Surroundings) -> Office:
    made = Office(around.board)
    made.fill()
    return made


@pytest.fixture
def dialog(qtbot: QtBot, around: Surroundings, office: Office) -> HandOverDialog:
    made = HandOverDialog(around.context, office.nurse, None, DAY)
    # Closed, it deletes itself: the test still asks it.
    made.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
    qtbot.addWidget(made)
    with qtbot.waitExposed(made):
        made.show()
    made.activateWindow()
    return made


def type_new_holder(qtbot: QtBot, dialog: HandOverDialog, name: str) -> None:
    line = dialog.to.editor.line
    line.setFocus()
    line.clear()
    qtbot.keyClicks(line, name)
    qtbot.keyClick(line, K.Key_Return)


def choose(box: QComboBox, words: str) -> None:
    place = box.findText(words)
    assert place >= 0, [box.itemText(each) for each in range(box.count())]
    box.setCurrentIndex(place)
    box.activated.emit(place)


def test_the_new_holder_sits_where_the_post_sits(
    qtbot: QtBot, around: Surroundings, office: Office, dialog: HandOverDialog
) -> None:
    assert dialog.leaver.currentText() == "Ada Reed, since 01/04/2010"
    type_new_holder(qtbot, dialog, "Ben C")
    assert dialog.said.text() == (
        "Ada Reed holds the post to 30/04/2013. From 01/05/2013 Ben Cole holds it. "
        "Ben Cole sits for the post on Board from then on."
    )
    dialog.button.click()
    assert not dialog.isVisible()
    assert office.names(office.group_of_all, BEFORE) == ["Ada Reed"]
    assert office.names(office.group_of_all, DAY) == ["Ben Cole"]
    assert office.names(office.panel, DAY) == ["Ada Reed"]
    assert "Ctrl+Z" in around.said[-1]
    around.board.undo()
    assert office.names(office.group_of_all, DAY) == ["Ada Reed"]


def test_what_names_who_goes_is_asked_for_each(
    qtbot: QtBot, office: Office, dialog: HandOverDialog
) -> None:
    type_new_holder(qtbot, dialog, "Ben Cole")
    (box,) = [b for b in dialog.findChildren(QComboBox) if b.accessibleName() == "Chair of Panel"]
    choose(box, "Goes to Ben Cole")
    choose(dialog.goes_on, "Leaves altogether")
    dialog.button.click()
    assert office.names(office.panel, BEFORE) == ["Ada Reed"]
    assert office.names(office.panel, DAY) == ["Ben Cole"]


def test_another_day_keeps_what_was_chosen(
    qtbot: QtBot, office: Office, dialog: HandOverDialog
) -> None:
    type_new_holder(qtbot, dialog, "Ben Cole")
    (box,) = [b for b in dialog.findChildren(QComboBox) if b.accessibleName() == "Chair of Panel"]
    choose(box, "Goes to Ben Cole")
    assert "Goes to Ben Cole: Chair of Panel." in dialog.said.text()
    dialog.day.line.setFocus()
    dialog.day.line.selectAll()
    qtbot.keyClicks(dialog.day.line, "1 June 2013")
    qtbot.keyClick(dialog.day.line, K.Key_Return)
    dialog.button.click()
    assert office.names(office.panel, dt.date(2013, 5, 31)) == ["Ada Reed"]
    assert office.names(office.panel, dt.date(2013, 6, 1)) == ["Ben Cole"]


def test_somebody_new_is_added_with_the_hand_over(
    qtbot: QtBot, around: Surroundings, office: Office, dialog: HandOverDialog
) -> None:
    line = dialog.to.editor.line
    qtbot.keyClicks(line, "Cleo Frith")
    qtbot.keyClick(line, K.Key_Down)
    qtbot.keyClick(line, K.Key_Return)
    dialog.note.setText("Acting")
    dialog.button.click()
    assert office.names(office.group_of_all, DAY) == ["Cleo Frith (Acting)"]
    assert around.said[-1].startswith(
        "Handed over: Designated Nurse, Hill Trust: Ada Reed to Cleo Frith from 01/05/2013"
    )
    around.board.undo()
    with pytest.raises(ValueError, match="not enough values"):
        around.ref_of("person", "Cleo Frith")


def test_without_a_name_the_post_falls_vacant(office: Office, dialog: HandOverDialog) -> None:
    assert "From 01/05/2013 the post is vacant." in dialog.said.text()
    dialog.button.click()
    (member,) = office.found(office.group_of_all, DAY)
    assert member.vacant_since == DAY


def test_another_post_is_taken_up(qtbot: QtBot, office: Office, dialog: HandOverDialog) -> None:
    director = office.post("Director")
    office.member(office.panel, director)
    choose(dialog.goes_on, "Takes up another post:")
    dialog.button.click()
    assert dialog.reason.text() == "Type the other post, or choose another line."
    qtbot.keyClicks(dialog.other_post.editor.line, "Direc")
    qtbot.keyClick(dialog.other_post.editor.line, K.Key_Return)
    dialog.button.click()
    assert office.names(office.panel, DAY) == ["Ada Reed", "Ada Reed"]


@pytest.mark.parametrize(
    ("typed", "reason"),
    [("31 Feb 2013", ""), ("1/4/2010", "only holds the post from 01/04/2010 on")],
)
def test_a_day_that_cannot_be_changes_nothing(
    qtbot: QtBot, office: Office, dialog: HandOverDialog, typed: str, reason: str
) -> None:
    dialog.day.line.setFocus()
    dialog.day.line.selectAll()
    qtbot.keyClicks(dialog.day.line, typed)
    qtbot.keyClick(dialog.day.line, K.Key_Return)
    dialog.button.click()
    assert dialog.isVisible()
    said = dialog.reason.text() + dialog.day_reason.text()
    assert said
    assert reason in said
    assert office.names(office.group_of_all, DAY) == ["Ada Reed"]


def test_a_name_that_is_nobodys_is_told_and_kept(
    qtbot: QtBot, office: Office, dialog: HandOverDialog
) -> None:
    type_new_holder(qtbot, dialog, "Nobody")
    assert "There is no person called 'Nobody'" in dialog.to.reason.text()
    dialog.button.click()
    assert dialog.isVisible()
    assert dialog.to.editor.line.text() == "Nobody"


def test_a_post_nobody_is_known_to_hold(qtbot: QtBot, around: Surroundings, office: Office) -> None:
    post = office.post("Clerk")
    made = HandOverDialog(around.context, post, None, DAY)
    made.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
    qtbot.addWidget(made)
    made.show()
    assert made.leaver.currentText() == "Nobody is known to hold it"
    assert not made.goes_on.isVisible()
    type_new_holder(qtbot, made, "Ben Cole")
    made.button.click()
    with around.board.reading() as connection:
        from db.queries import groups as queries

        (held,) = queries.holdings(connection, posts=[post])
    assert (held.person, held.began) == (office.ben, DAY)
