"""A post is called by the agency that has it on the day, wherever something is asked about it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from db.history import newest
from db.queries.history import entries
from mscb_desktop.people.handing_over import HandOver, plan_hand_over
from mscb_desktop.people.memberships import of_post
from tests.support.pages import Surroundings, surroundings
from tests.support.partnership import Partnership
from ui.areas.groups.page import GroupsPage
from ui.handing_over.dialog import HandOverDialog
from ui.panels.posts_held import PostsHeld

TAKEN_OVER = dt.date(2013, 4, 1)
BEFORE = dt.date(2012, 12, 1)
OLD, NEW = "Nurse, Hill Trust", "Nurse, Hill Group"


class Taken(Partnership):
    """The nurse's post is at a trust whose work a group took over on 1 April 2013."""

    def __init__(self, around: Surroundings) -> None:
        super().__init__(around.board)
        trust = self.agency("Hill Trust")
        self.change(trust, successor=self.agency("Hill Group"), succeeded_on=TAKEN_OVER)
        self.nurse, self.ada = self.post("Nurse", trust), self.person("Ada Alder")
        self.held(self.nurse, self.ada)
        self.main = self.group("Board", kind="board")
        self.row = self.member(self.main, self.nurse)


@pytest.fixture
def around(qtbot: QtBot, tmp_path: Path) -> Iterator[Surroundings]:
    with surroundings(tmp_path, sample=False) as made:
        yield made


@pytest.fixture
def taken(around: Surroundings) -> Taken:
    return Taken(around)


@pytest.mark.parametrize(("day", "name"), [(BEFORE, OLD), (None, NEW)])
def test_the_end_of_a_membership_is_asked_of_the_post_as_it_is_called(
    qtbot: QtBot, around: Surroundings, taken: Taken, day: dt.date | None, name: str
) -> None:
    around.year = 2013
    page = GroupsPage(around.context)
    around.pages.append(page)
    qtbot.addWidget(page)
    if day is not None:
        page.choose_day(day)
    assert page.go_to(taken.row, "post")
    asked = page.members.ask_leaving()
    assert asked is not None
    assert name in [label.text() for label in asked.findChildren(QLabel)]
    asked.done_button.click()
    assert name in around.said[-1]
    with around.board.reading() as connection:
        (entry,) = entries(connection, [newest(connection)])
    assert entry.what.startswith(f"{name}: To")


@pytest.mark.parametrize(("day", "name"), [(BEFORE, OLD), (TAKEN_OVER, NEW)])
def test_the_hand_over_names_the_post_as_on_its_day(
    qtbot: QtBot, around: Surroundings, taken: Taken, day: dt.date, name: str
) -> None:
    dialog = HandOverDialog(around.context, taken.nurse, None, day)
    qtbot.addWidget(dialog)
    assert dialog.post_words.text() == name
    asked = HandOver(taken.nurse, day, to=taken.person("Ben Brook"))
    assert name in plan_hand_over(around.board, asked).what


def test_another_day_of_the_hand_over_calls_the_post_by_it(
    qtbot: QtBot, around: Surroundings, taken: Taken
) -> None:
    dialog = HandOverDialog(around.context, taken.nurse, None, TAKEN_OVER)
    qtbot.addWidget(dialog)
    dialog.day.line.setText("1/12/2012")
    dialog.day.touched = True
    dialog.asked()
    assert dialog.post_words.text() == OLD


def test_lists_beside_people_and_posts_call_posts_as_today(
    qtbot: QtBot, around: Surroundings, taken: Taken
) -> None:
    panel = PostsHeld(around.context)
    qtbot.addWidget(panel)
    panel.show_record(taken.ada)
    assert panel.words.text() == f"Holds {NEW}."
    with around.board.reading() as connection:
        assert [s.seat for s in of_post(connection, taken.nurse, TAKEN_OVER)] == [NEW]
        assert [s.seat for s in of_post(connection, taken.nurse, BEFORE)] == [OLD]
