"""People and posts on their page: typed, found, led to, merged, told of before they are twice."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QLineEdit, QPushButton
from pytestqt.qtbot import QtBot

from mscb_desktop.sheet.table import NEW
from tests.support.pages import Surroundings, surroundings
from tests.support.partnership import Partnership
from ui.areas.find import areas
from ui.areas.people import AREA
from ui.editors.offers_there import NewNameEditor
from ui.editors.pick import PickEditor
from ui.listing.merge import MergeDialog
from ui.listing.page import ListingPage
from ui.listing.tabs import ListingTabs

K = Qt.Key
ALT, CTRL = Qt.KeyboardModifier.AltModifier, Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def around(qtbot: QtBot, tmp_path: Path) -> Iterator[Surroundings]:
    with surroundings(tmp_path, sample=False) as made:
        yield made


@pytest.fixture
def made(around: Surroundings) -> Partnership:
    return Partnership(around.board)


def shown(qtbot: QtBot, around: Surroundings) -> ListingTabs:
    page = AREA.make_page(around.context)
    assert isinstance(page, ListingTabs)
    around.pages.append(page)
    qtbot.addWidget(page)
    page.resize(1150, 800)
    with qtbot.waitExposed(page):
        page.show()
    page.activateWindow()
    page.setFocus()
    qtbot.waitUntil(page.page.grid.hasFocus)
    return page


def begin(qtbot: QtBot, page: ListingPage, ref: str, column: str, text: str) -> QLineEdit:
    """Type into a cell; gives the line that has the keyboard."""
    assert page.grid.go_to(ref, column)
    first, rest = text[0], text[1:]
    qtbot.keyClicks(page.grid, first)
    editor = page.grid.typing.editor
    assert editor is not None
    line = editor.focusProxy()
    assert isinstance(line, QLineEdit)
    qtbot.keyClicks(line, rest)
    return line


def enter(qtbot: QtBot, page: ListingPage, ref: str, column: str, text: str) -> None:
    qtbot.keyClick(begin(qtbot, page, ref, column, text), K.Key_Return)


def names(page: ListingPage) -> list[str]:
    model = page.grid.sheet_model
    return [str(model.index(row, 0).data()) for row in range(model.rowCount())]


def offered(page: ListingPage) -> list[str]:
    """List what stands below the cell that is typed into."""
    editor = page.grid.typing.editor
    assert isinstance(editor, NewNameEditor | PickEditor)
    if not editor.offers.isVisible():
        return []
    return [editor.offers.item(row).text() for row in range(editor.offers.count())]


def test_the_area_stands_in_the_navigation_without_a_year() -> None:
    area = next(area for area in areas() if area.key == "people")
    assert (area.title, area.uses_year) == ("People", False)
    assert [listing.table for listing in area.listings] == ["person", "post"]


def test_an_empty_board_says_what_belongs_here_and_begins_it(
    qtbot: QtBot, around: Surroundings
) -> None:
    tabs = shown(qtbot, around)
    for number, words, noun in (
        (0, "Whoever holds a post or sits on a group belongs here.", "person"),
        (1, "The posts at the agencies belong here, with or without a name.", "post"),
    ):
        tabs.show_page(number)
        texts = [each.text() for each in tabs.page.details.findChildren(QLabel)]
        assert any(text.startswith(words) for text in texts)
        begins = [
            each
            for each in tabs.page.details.findChildren(QPushButton)
            if each.isVisible() and each.text() == f"Add {noun}"
        ]
        begins[0].click()
        assert tabs.page.status()[0].endswith(f"here to add a {noun}")


def test_a_person_is_typed_and_their_post_beside_them(
    qtbot: QtBot, around: Surroundings, made: Partnership
) -> None:
    made.post("Head Teacher", made.agency("Hill School"))
    page = shown(qtbot, around).page
    enter(qtbot, page, NEW, "name", "Ada Reed")
    ada = around.ref_of("person", "Ada Reed")
    assert page.count.text() == "1 person"
    assert page.go_to(ada, None)
    page.details.show_panel(0)
    (panel, *_) = page.details.panels
    grid = panel.grid  # type: ignore[attr-defined]
    assert grid.go_to(NEW, "post")
    qtbot.keyClicks(grid, "h")
    line = grid.typing.editor.focusProxy()
    qtbot.keyClicks(line, "ead teacher, hill school")
    qtbot.keyClick(line, K.Key_Return)
    assert "Holds Head Teacher, Hill School." in [
        each.text() for each in panel.findChildren(QLabel)
    ]
    assert page.details.tabs.tabText(1) == "Posts (1)"


def test_a_post_is_typed_with_its_agency_by_name(
    qtbot: QtBot, around: Surroundings, made: Partnership
) -> None:
    hill = made.agency("Hill School")
    tabs = shown(qtbot, around)
    qtbot.keyClick(tabs.page.grid, K.Key_Tab, CTRL)
    page = tabs.page
    assert page.record.name == "post"
    qtbot.waitUntil(page.grid.hasFocus)
    enter(qtbot, page, NEW, "title", "Head Teacher")
    post = around.ref_of("post", "Head Teacher")
    enter(qtbot, page, post, "agency", "hill")
    assert around.row("post", post)["agency"] == hill
    assert around.ref_of("post", "Head Teacher, Hill School") == post
    enter(qtbot, page, post, "agency", "Hil Scool")
    assert around.row("post", post)["agency"] == hill
    assert page.unstored() == 1


def test_an_agency_of_nearly_that_name_is_offered_above_adding_one(
    qtbot: QtBot, around: Surroundings, made: Partnership
) -> None:
    hill, post = made.agency("Hill Community School"), made.post("Head")
    tabs = shown(qtbot, around)
    tabs.show_page(1)
    line = begin(qtbot, tabs.page, post, "agency", "hill comunity")
    assert offered(tabs.page) == [
        f"Hill Community School   spelt like it · {hill}",
        "Add new “hill comunity”",
    ]
    qtbot.keyClick(line, K.Key_Down)
    qtbot.keyClick(line, K.Key_Return)
    assert around.row("post", post)["agency"] == hill


def test_who_is_there_already_is_told_while_a_name_is_typed(
    qtbot: QtBot, around: Surroundings, made: Partnership
) -> None:
    ada = made.person("Ada Reed")
    made.person("Ben Ash")
    page = shown(qtbot, around).page
    line = begin(qtbot, page, NEW, "name", "Ada R")
    assert offered(page) == [f"There is already Ada Reed ({ada})"]
    qtbot.keyClick(line, K.Key_Down, ALT)
    qtbot.keyClick(line, K.Key_Return)
    assert page.status()[0] == f"Ada Reed · {ada}"
    assert page.grid.typing.editor is None
    assert names(page)[:-1] == ["Ada Reed", "Ben Ash"]


def test_a_name_is_stored_as_typed_whatever_is_there_already(
    qtbot: QtBot, around: Surroundings, made: Partnership
) -> None:
    made.person("Ada Reed")
    page = shown(qtbot, around).page
    line = begin(qtbot, page, NEW, "name", "Reed Ada")
    assert len(offered(page)) == 1
    qtbot.keyClick(line, K.Key_Escape)
    assert offered(page) == []
    qtbot.keyClicks(line, "h")
    qtbot.keyClick(line, K.Key_Return)
    assert names(page)[:-1] == ["Ada Reed", "Reed Adah"]
    row = page.grid.current_row()
    assert row is not None
    line = begin(qtbot, page, around.ref_of("person", "Ada Reed"), "name", "Reed Adah")
    assert not isinstance(page.grid.typing.editor, NewNameEditor)
    qtbot.keyClick(line, K.Key_Escape)


def test_the_post_of_another_agency_is_not_said_to_be_the_same(
    qtbot: QtBot, around: Surroundings, made: Partnership
) -> None:
    hill, vale = made.agency("Hill School"), made.agency("Vale School")
    first, other = made.post("Head Teacher", hill), made.post("Head Teacher", vale)
    tabs = shown(qtbot, around)
    assert tabs.go_to(first, None)
    likely = tabs.page.details.likely
    assert likely is not None
    assert not likely.isVisible()
    made.change(other, agency=hill)
    (way,) = likely.findChildren(QPushButton)
    assert way.text() == f"May be the same as Head Teacher, Hill School ({other}): compare"


def test_two_people_become_one_with_all_that_they_hold(
    qtbot: QtBot, around: Surroundings, made: Partnership
) -> None:
    post = made.post("Head Teacher", made.agency("Hill School"))
    ada, twin = made.person("Ada Reed"), made.person("Reed, Ada", email="ada@example.org")
    made.held(post, twin)
    page = shown(qtbot, around).page
    assert page.go_to(ada, None)
    likely = page.details.likely
    assert likely is not None
    (way,) = likely.findChildren(QPushButton)
    way.click()
    (dialog,) = page.findChildren(MergeDialog)
    assert dialog.side_by_side is not None
    dialog.merge_button.click()
    assert names(page)[:-1] == ["Ada Reed"]
    kept = around.row("person", ada)
    assert (kept["email"], kept["other_names"]) == ("ada@example.org", f"Reed, Ada\n{twin}")
    page.details.show_panel(0)
    assert page.details.tabs.tabText(1) == "Posts (1)"
    around.desk.undo()
    assert names(page)[:-1] == ["Ada Reed", "Reed, Ada"]


def test_a_board_to_read_offers_nothing_that_changes_it(
    qtbot: QtBot, around: Surroundings, made: Partnership
) -> None:
    ada = made.person("Ada Reed")
    around.board.read_only = "S. Lee has it."
    page = shown(qtbot, around).page
    assert names(page) == ["Ada Reed"]
    assert page.go_to(ada, None)
    for changing in (page.add_button, page.details.merge_button, page.details.delete_button):
        assert not changing.isEnabled()
        assert changing.toolTip() == "S. Lee has it."
    qtbot.keyClicks(page.grid, "x")
    assert page.grid.typing.editor is None
    assert around.row("person", ada)["name"] == "Ada Reed"
