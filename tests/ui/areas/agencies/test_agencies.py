"""The agencies' page on a real board: found, typed, added, led to, deleted."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QLineEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from db.changes import Change, Plan, create
from mscb_desktop.sheet.table import NEW
from tests.support.pages import Surroundings, surroundings
from ui.areas.agencies import AREA
from ui.areas.agencies.contributions import Contributions
from ui.areas.agencies.sectors import SectorsDialog
from ui.areas.find import areas
from ui.areas.history import of_record
from ui.listing.page import ListingPage

K = Qt.Key


@pytest.fixture
def around(qtbot: QtBot, tmp_path: Path) -> Iterator[Surroundings]:
    with surroundings(tmp_path) as made:
        yield made


@pytest.fixture
def page(qtbot: QtBot, around: Surroundings) -> ListingPage:
    return _page(qtbot, around)


def _page(qtbot: QtBot, around: Surroundings) -> ListingPage:
    made = ListingPage(around.context, AREA.listings[0])
    around.pages.append(made)
    qtbot.addWidget(made)
    made.resize(1150, 800)
    with qtbot.waitExposed(made):
        made.show()
    made.activateWindow()
    made.setFocus()
    qtbot.waitUntil(made.grid.hasFocus)
    return made


def _names(page: ListingPage) -> list[str]:
    model = page.grid.sheet_model
    return [str(model.index(row, 0).data()) for row in range(model.rowCount())]


def _field(page: ListingPage, name: str) -> QLineEdit:
    assert page.details.form is not None
    editor = page.details.form.rows[name].editor.focusProxy()
    assert isinstance(editor, QLineEdit)
    return editor


def _contributions(page: ListingPage) -> QWidget:
    """Bring what the agency pays before its form."""
    page.details.show_panel([panel.title for panel in page.listing.panels].index("Contributions"))
    (shown,) = page.details.findChildren(Contributions)
    return shown


def test_the_area_stands_in_the_navigation_without_a_year() -> None:
    area = next(area for area in areas() if area.key == "agencies")
    assert (area.title, area.uses_year, area.below_line) == ("Agencies", False, False)


def test_the_list_stands_by_name_and_the_form_shows_the_chosen_one(
    qtbot: QtBot, page: ListingPage
) -> None:
    names = _names(page)[:-1]
    assert names == sorted(names, key=str.lower)
    assert page.count.text() == f"{len(names)} agencies"
    assert _field(page, "name").text() == "Action for Children"
    qtbot.keyClick(page.grid, K.Key_Down)
    assert _field(page, "name").text() == names[1]
    assert page.status()[0].startswith(f"{names[1]} · AG-")


def test_what_is_typed_into_the_find_box_is_found_and_counted(
    qtbot: QtBot, page: ListingPage
) -> None:
    qtbot.keyClick(page.grid, K.Key_F, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(page.find_box.hasFocus)
    everything = len(_names(page)) - 1  # but for the empty line
    qtbot.keyClicks(page.find_box, "metro")
    assert _names(page) == ["Metropolitan Police"]
    assert page.count.text() == f"1 of {everything} agencies"
    assert _field(page, "name").text() == "Metropolitan Police"
    qtbot.keyClicks(page.find_box, "xx")
    assert _names(page) == []
    assert page.count.text() == f"0 of {everything} agencies"
    words = [label.text() for label in page.details.findChildren(QLabel) if label.isVisible()]
    assert "No agency has 'metroxx' in its names. Esc in the find box shows all." in words
    qtbot.keyClick(page.find_box, K.Key_Escape)
    assert len(_names(page)) == everything + 1
    assert page.grid.current_row() is not None


def test_other_names_and_references_are_found_too(around: Surroundings, page: ListingPage) -> None:
    ref = around.ref_of("agency", "Cafcass")
    before = around.row("agency", ref)["aliases"]
    change = Change("agency", ref, {"aliases": before}, {"aliases": "Guardians\nCourt advice"})
    assert around.desk.apply(Plan("Names", (change,)))
    page.find_box.setText("court")
    assert _names(page) == ["Cafcass"]
    page.find_box.setText(ref)
    assert _names(page) == ["Cafcass"]
    page.find_box.setText("100%_")
    assert _names(page) == []


def test_an_agency_is_added_by_typing_its_name_while_a_search_is_open(
    qtbot: QtBot, around: Surroundings, page: ListingPage
) -> None:
    everything = len(_names(page)) - 1
    page.find_box.setText("police")
    page.add_button.click()
    assert page.find_box.text() == ""
    row = page.grid.current_row()
    assert row is not None
    assert row.ref == NEW
    qtbot.keyClicks(page.grid, "Hollow Oak Trust")
    editor = page.grid.typing.editor
    assert editor is not None
    proxy = editor.focusProxy()
    assert proxy is not None
    qtbot.keyClick(proxy, K.Key_Return)
    ref = around.ref_of("agency", "Hollow Oak Trust")
    assert page.count.text() == f"{everything + 1} agencies"
    assert page.go_to(ref, None)
    assert _field(page, "name").text() == "Hollow Oak Trust"


def test_a_name_changed_in_the_form_changes_the_list_and_undo_takes_it_back(
    qtbot: QtBot, around: Surroundings, page: ListingPage
) -> None:
    name = _field(page, "name")
    name.setFocus()
    name.selectAll()
    qtbot.keyClicks(name, "Zebra Trust")
    qtbot.keyClick(name, K.Key_Return)
    assert _names(page)[-2] == "Zebra Trust"
    assert _field(page, "name").text() == "Zebra Trust"
    around.desk.undo()
    assert "Action for Children" in _names(page)


def test_a_successor_that_would_be_a_circle_is_refused_in_words(
    qtbot: QtBot, around: Surroundings, page: ListingPage
) -> None:
    successor = _field(page, "successor")
    successor.setFocus()
    qtbot.keyClicks(successor, "Action for Children")
    qtbot.keyClick(successor, K.Key_Return)
    assert any("cannot be succeeded by itself" in words for words in around.refused)
    assert page.unstored() == 1
    ref = around.ref_of("agency", "Action for Children")
    assert around.row("agency", ref)["successor"] is None


def test_contributions_lead_to_their_line_in_their_year(
    around: Surroundings, page: ListingPage
) -> None:
    around.year = 2013
    assert page.go_to(around.ref_of("agency", "Metropolitan Police"), None)
    shown = _contributions(page)
    way = next(each for each in shown.findChildren(QPushButton) if each.text() == "2012-13")
    texts = [label.text() for label in shown.findChildren(QLabel)]
    assert texts.count("5,000.00") == 2
    way.click()
    assert around.year == 2012
    (area, ref, column) = around.opened[-1]
    assert (area, column) == ("budget", "set")
    assert ref is not None
    assert around.row("budget_line", ref)["agency"] == around.ref_of(
        "agency", "Metropolitan Police"
    )


def test_what_is_received_is_the_sum_of_paid_postings_where_there_are_any(
    around: Surroundings, page: ListingPage
) -> None:
    assert page.go_to(around.ref_of("agency", "Metropolitan Police"), None)
    _contributions(page).findChildren(QPushButton)[0].click()
    line = around.opened[-1][1]
    postings = tuple(
        create("posting", f"PO-9{n}", line=line, amount=pence, state=state, position=n)
        for n, (pence, state) in enumerate(((120_000, "paid"), (80_000, "paid"), (9, "committed")))
    )
    assert around.desk.apply(Plan("Payments", postings))
    texts = [label.text() for label in _contributions(page).findChildren(QLabel)]
    assert "2,000.00" in texts


def test_an_agency_named_in_a_budget_is_not_deleted_and_the_words_say_where(
    around: Surroundings, page: ListingPage
) -> None:
    ref = around.ref_of("agency", "Cafcass")
    assert page.go_to(ref, None)
    page.details.delete_button.click()
    assert len(around.refused) == 1
    assert "cannot be deleted" in around.refused[0]
    assert "'Agency'" in around.refused[0]
    assert around.row("agency", ref)["name"] == "Cafcass"


def test_an_agency_named_nowhere_is_deleted_and_comes_back(
    around: Surroundings, page: ListingPage
) -> None:
    assert around.desk.apply(Plan("Added", (create("agency", "AG-0100", name="Aardvark"),)))
    assert page.go_to("AG-0100", None)
    page.details.delete_button.click()
    assert "Aardvark" not in _names(page)
    assert around.said[-1].endswith("Ctrl+Z brings it back.")
    assert _field(page, "name").text() == "Action for Children"
    around.desk.undo()
    assert _names(page)[0] == "Aardvark"


def test_a_record_that_is_no_agency_is_not_shown_here(
    around: Surroundings, page: ListingPage
) -> None:
    page.find_box.setText("police")
    assert not page.go_to("BL-0001", "set")
    assert page.find_box.text() == "police"
    assert page.go_to(around.ref_of("agency", "Cafcass"), "contact_email")
    assert page.find_box.text() == ""
    assert _field(page, "contact_email").hasFocus()


def test_a_refused_cell_stays_in_sight_while_something_is_looked_for(
    qtbot: QtBot, around: Surroundings, page: ListingPage
) -> None:
    everything = len(_names(page))
    page.grid.select_cell(0, 2)
    qtbot.keyClicks(page.grid, "Nowhere at all")
    editor = page.grid.typing.editor
    assert editor is not None
    proxy = editor.focusProxy()
    assert proxy is not None
    qtbot.keyClick(proxy, K.Key_Return)
    assert len(page.grid.problems()) == 1
    page.find_box.setText("police")
    assert len(_names(page)) == everything
    assert "Esc" in around.said[-1]
    page.grid.select_cell(0, 2)
    qtbot.keyClick(page.grid, K.Key_Escape)
    page.find_box.setText("metro")
    assert _names(page) == ["Metropolitan Police"]


def test_an_empty_board_says_what_belongs_here(qtbot: QtBot, tmp_path: Path) -> None:
    with surroundings(tmp_path / "..", sample=False) as around:
        page = _page(qtbot, around)
        assert page.count.text() == "0 agencies"
        words = [each.text() for each in page.details.findChildren(QLabel) if each.isVisible()]
        assert any("partners belong here" in each for each in words)


# Sectors


@pytest.fixture
def sectors(qtbot: QtBot, around: Surroundings, page: ListingPage) -> SectorsDialog:
    page.act_buttons["Sectors…"].click()
    (dialog,) = page.findChildren(SectorsDialog)
    qtbot.waitUntil(dialog.grid.hasFocus)
    return dialog


def _sectors(dialog: SectorsDialog) -> list[str]:
    model = dialog.grid.sheet_model
    return [str(model.index(row, 0).data()) for row in range(model.rowCount() - 1)]


def test_sectors_are_moved_in_their_order(
    qtbot: QtBot, around: Surroundings, sectors: SectorsDialog
) -> None:
    before = _sectors(sectors)
    qtbot.keyClick(sectors.grid, K.Key_Down, Qt.KeyboardModifier.AltModifier)
    assert _sectors(sectors) == [before[1], before[0], *before[2:]]
    around.desk.undo()
    sectors.grid.reload()
    assert _sectors(sectors) == before


def test_a_sector_that_agencies_stand_in_is_not_deleted(
    qtbot: QtBot, around: Surroundings, sectors: SectorsDialog
) -> None:
    before = _sectors(sectors)
    qtbot.keyClick(sectors.grid, K.Key_Minus, Qt.KeyboardModifier.ControlModifier)
    assert _sectors(sectors) == before
    assert any("cannot be deleted" in words for words in around.refused)
    assert sectors.notice.text() == "Not done: the window behind says why, at its top."


def test_a_sector_renamed_is_renamed_in_the_list_behind(
    qtbot: QtBot, around: Surroundings, page: ListingPage, sectors: SectorsDialog
) -> None:
    place = _sectors(sectors).index("Cafcass")
    sectors.grid.select_cell(place, 0)
    qtbot.keyClicks(sectors.grid, "Family courts")
    editor = sectors.grid.typing.editor
    assert editor is not None
    proxy = editor.focusProxy()
    assert proxy is not None
    qtbot.keyClick(proxy, K.Key_Return)
    row = _names(page).index("Cafcass")
    assert page.grid.sheet_model.index(row, 2).data() == "Family courts"


def test_a_name_that_is_not_stored_waits_for_the_next_time(
    qtbot: QtBot, around: Surroundings, sectors: SectorsDialog, page: ListingPage
) -> None:
    sectors.grid.select_cell(0, 0)
    qtbot.keyClick(sectors.grid, K.Key_Delete)
    (problem,) = sectors.grid.problems()
    with qtbot.waitSignal(sectors.rejected):
        sectors.reject()
    assert page.show_sheet("sector")
    again = next(d for d in page.findChildren(SectorsDialog) if d.isVisible())
    assert [found.message for found in again.grid.problems()] == [problem.message]
    again.reject()


def test_the_history_of_an_agency_is_a_key_or_a_click_away(
    qtbot: QtBot, around: Surroundings, page: ListingPage
) -> None:
    ref = page.details.ref
    assert ref is not None
    wanted = ("history", of_record(ref), None)
    qtbot.keyClick(page.grid, K.Key_H, Qt.KeyboardModifier.ControlModifier)
    assert around.opened == [wanted]
    qtbot.mouseClick(page.details.history_button, Qt.MouseButton.LeftButton)
    _field(page, "contact_name").setFocus()
    qtbot.keyClick(_field(page, "contact_name"), K.Key_H, Qt.KeyboardModifier.ControlModifier)
    assert around.opened == [wanted] * 3
