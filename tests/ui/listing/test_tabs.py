"""Several listings on one page: one in view, records and drafts led to where they are."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt, Signal
from PySide6.QtTest import QSignalSpy
from PySide6.QtWidgets import QLabel, QStackedWidget, QWidget
from pytestqt.qtbot import QtBot

from tests.support.pages import Surroundings, surroundings
from tests.support.partnership import Partnership
from ui.areas.people import AREA
from ui.listing.panel_stack import PanelStack
from ui.listing.tabs import ListingTabs

K = Qt.Key
ALT = Qt.KeyboardModifier.AltModifier
CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def around(qtbot: QtBot, tmp_path: Path) -> Iterator[Surroundings]:
    with surroundings(tmp_path, sample=False) as made:
        yield made


@pytest.fixture
def made(around: Surroundings) -> Partnership:
    return Partnership(around.board)


@pytest.fixture
def tabs(qtbot: QtBot, around: Surroundings, made: Partnership) -> ListingTabs:
    post = made.post("Head Teacher", made.agency("Hill School"))
    made.held(post, made.person("Ada Reed"))
    page = ListingTabs(around.context, AREA.title, AREA.listings)
    around.pages.append(page)
    qtbot.addWidget(page)
    page.resize(1150, 800)
    with qtbot.waitExposed(page):
        page.show()
    page.activateWindow()
    return page


def test_keys_change_the_listing_and_come_round(qtbot: QtBot, tabs: ListingTabs) -> None:
    told = QSignalSpy(tabs.status_changed)
    seen = []
    for _ in range(3):
        seen.append(tabs.tabs.tabText(tabs.tabs.currentIndex()))
        qtbot.keyClick(tabs.page.grid, K.Key_Tab, CTRL)
        qtbot.waitUntil(tabs.page.grid.hasFocus)
    assert seen == ["People", "Posts", "People"]
    qtbot.keyClick(tabs.page.grid, K.Key_Backtab, CTRL | SHIFT)
    assert tabs.page.record.name == "person"
    assert told.count() >= 4
    assert "Ada Reed" in tabs.status()[0]


def test_the_names_of_the_listings_stand_once(tabs: ListingTabs) -> None:
    titles = [each for each in tabs.findChildren(QLabel) if each.property("kind") == "title"]
    assert titles == []


def test_keys_lead_from_the_list_to_what_belongs_to_its_record(
    qtbot: QtBot, tabs: ListingTabs
) -> None:
    page = tabs.page
    page.grid.setFocus()
    qtbot.keyClick(page.grid, K.Key_2, ALT)
    (panel, groups) = page.details.panels
    qtbot.waitUntil(panel.grid.hasFocus)  # type: ignore[attr-defined]
    qtbot.keyClick(panel.grid, K.Key_3, ALT)  # type: ignore[attr-defined]
    assert groups.isVisible()
    qtbot.waitUntil(page.details.tabs.hasFocus)
    qtbot.keyClick(page.details.tabs, K.Key_1, ALT)
    form = page.details.form
    assert form is not None
    line = form.rows["name"].editor.focusProxy()
    assert line is not None
    qtbot.waitUntil(line.hasFocus)


def test_a_record_is_shown_in_the_listing_that_holds_it(
    around: Surroundings, tabs: ListingTabs
) -> None:
    assert tabs.go_to(around.ref_of("post", "Head Teacher, Hill School"), "vacant_since")
    assert tabs.page.record.name == "post"
    form = tabs.page.details.form
    assert form is not None
    line = form.rows["vacant_since"].editor.focusProxy()
    assert line is not None
    assert line.hasFocus()
    assert not tabs.go_to("AG-0001", None)
    assert tabs.page.record.name == "post"


def test_what_belongs_to_a_record_is_led_to_in_its_panel(qtbot: QtBot, tabs: ListingTabs) -> None:
    tabs.show_page(1)
    assert tabs.go_to("HO-0001", "began")
    page = tabs.page
    assert page.record.name == "person"
    panel = page.details.panels[0]
    assert page.details.tabs.currentIndex() == 1
    assert panel.isVisible()
    row = panel.grid.current_row()  # type: ignore[attr-defined]
    assert row.ref == "HO-0001"


def test_drafts_are_led_to_by_the_name_of_their_sheet(
    around: Surroundings, tabs: ListingTabs
) -> None:
    post = around.ref_of("post", "Head Teacher, Hill School")
    assert tabs.show_sheet(f"holding {post}")
    assert tabs.page.record.name == "post"
    assert tabs.page.details.ref == post
    assert tabs.page.details.tabs.currentIndex() == 1
    assert not tabs.show_sheet("budget_line FY-0001")


def test_cells_that_are_not_taken_count_in_all_listings(
    qtbot: QtBot, around: Surroundings, tabs: ListingTabs
) -> None:
    tabs.show_page(1)
    post = around.ref_of("post", "Head Teacher, Hill School")
    assert tabs.go_to(post, "vacant_since")
    form = tabs.page.details.form
    assert form is not None
    line = form.rows["vacant_since"].editor.focusProxy()
    assert line is not None
    qtbot.keyClicks(line, "some day")
    qtbot.keyClick(line, K.Key_Return)
    tabs.show_page(0)
    assert tabs.unstored() == 1


class _Panel(QWidget):
    counted = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self.asked: list[object] = []

    def show_record(self, ref: str) -> None:
        self.asked.append(ref)

    def refresh(self, touched: frozenset[tuple[str, str]]) -> None:
        self.asked.append(touched)


def test_panels_out_of_view_follow_once_nothing_moves(qtbot: QtBot) -> None:
    stack = QStackedWidget()
    qtbot.addWidget(stack)
    panels = PanelStack(stack)
    form, seen, hidden = QWidget(), _Panel(), _Panel()
    stack.addWidget(form)
    panels.add(seen)
    panels.add(hidden)
    panels.bring(1)
    for ref in ("PE-0001", "PE-0002", "PE-0003"):
        panels.show_for(ref)
    touched = frozenset({("person", "PE-0003")})
    panels.refresh(touched)
    assert seen.asked == ["PE-0001", "PE-0002", "PE-0003", touched]
    assert hidden.asked == []
    qtbot.waitUntil(lambda: hidden.asked == ["PE-0003"])
    panels.refresh(touched)
    panels.bring(2)
    assert hidden.asked == ["PE-0003", touched]
