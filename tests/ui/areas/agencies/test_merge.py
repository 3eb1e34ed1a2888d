"""Two agencies merged on their page: picked, compared, chosen, done, undone; likely ones named."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPushButton
from pytestqt.qtbot import QtBot

from db.changes import Change, Plan, create
from db.queries import records
from tests.support.pages import Surroundings, surroundings
from ui.areas.agencies import AREA
from ui.areas.agencies.sectors import SectorsDialog
from ui.listing.likely import Likely
from ui.listing.merge import MergeDialog
from ui.listing.page import ListingPage

K = Qt.Key


@pytest.fixture
def around(qtbot: QtBot, tmp_path: Path) -> Iterator[Surroundings]:
    with surroundings(tmp_path) as made:
        assert made.desk.apply(
            Plan(
                "Twice",
                (
                    create(
                        "agency",
                        "AG-0100",
                        name="Met. Police & Others",
                        short_name="MPS",
                        contact_name="Ann",
                        contact_email="ann@example.org",
                    ),
                    create("agency", "AG-0101", name="Cafcass England", successor="AG-0100"),
                ),
            )
        )
        yield made


@pytest.fixture
def page(qtbot: QtBot, around: Surroundings) -> ListingPage:
    made = ListingPage(around.context, AREA.listings[0])
    around.pages.append(made)
    qtbot.addWidget(made)
    made.resize(1150, 800)
    with qtbot.waitExposed(made):
        made.show()
    made.activateWindow()
    return made


def _police(around: Surroundings) -> str:
    return around.ref_of("agency", "Metropolitan Police")


def _opened(page: ListingPage, ref: str) -> MergeDialog:
    assert page.go_to(ref, None)
    page.details.merge_button.click()
    (dialog,) = page.findChildren(MergeDialog)
    return dialog


def _likely(page: ListingPage) -> Likely:
    assert page.details.likely is not None
    return page.details.likely


def _links(page: ListingPage) -> list[QPushButton]:
    return _likely(page).findChildren(QPushButton)


def _lines(around: Surroundings, agency: str) -> list[str]:
    with around.board.reading() as connection:
        naming = records.naming(connection, "agency", agency)
    return [ref for table, _, ref in naming if table == "budget_line"]


def test_two_agencies_become_one_by_keys(
    qtbot: QtBot, around: Surroundings, page: ListingPage
) -> None:
    police = _police(around)
    lines = _lines(around, police)
    assert lines
    dialog = _opened(page, "AG-0100")
    qtbot.waitUntil(dialog.editor.line.hasFocus)
    assert not dialog.merge_button.isEnabled()
    assert not dialog.moves.isVisible()
    qtbot.keyClicks(dialog.editor.line, "metropol")
    qtbot.keyClick(dialog.editor.line, K.Key_Return)
    assert dialog.side_by_side is not None
    assert list(dialog.side_by_side.choices) == ["name"]
    stays, goes = dialog.side_by_side.choices["name"]
    assert stays.radio.isChecked()
    qtbot.waitUntil(stays.radio.hasFocus)
    assert f"{len(lines)} budget line" in dialog.moves.text()
    others = str(around.row("agency", police)["aliases"]).splitlines()
    assert others
    names = "; ".join(["Metropolitan Police", *others, police])
    assert dialog.moves.text().splitlines()[1] == f"Other names then: {names}."
    qtbot.keyClick(stays.radio, K.Key_Right)
    assert goes.radio.isChecked()
    assert "Met. Police & Others" in dialog.moves.text()
    dialog.merge_button.setFocus()
    qtbot.keyClick(dialog.merge_button, K.Key_Space)
    kept = around.row("agency", "AG-0100")
    assert kept["name"] == "Metropolitan Police"
    assert kept["aliases"] == "\n".join(["Met. Police & Others", *others, police])
    assert kept["short_name"] == "MPS"
    assert _lines(around, "AG-0100") == lines
    assert _lines(around, police) == []
    assert around.said[-1].startswith(
        "Agency 'Metropolitan Police' merged into 'Metropolitan Police'. "
        f"Moved: {len(lines)} budget line; "
    )
    assert around.said[-1].endswith(" Ctrl+Z takes it back.")
    assert page.status()[0] == "Metropolitan Police · AG-0100"
    around.desk.undo()
    assert around.row("agency", police)["name"] == "Metropolitan Police"
    assert _lines(around, police) == lines


def test_the_other_can_be_kept_instead(
    qtbot: QtBot, around: Surroundings, page: ListingPage
) -> None:
    police = _police(around)
    dialog = _opened(page, "AG-0100")
    dialog.show_other(police)
    dialog.swap_button.click()
    assert "1 agency under 'Succeeded by'" in dialog.moves.text()
    dialog.merge_button.click()
    kept = around.row("agency", police)
    assert (kept["name"], kept["short_name"]) == ("Metropolitan Police", "MPS")
    assert around.row("agency", "AG-0101")["successor"] == police
    assert page.status()[0] == f"Metropolitan Police · {police}"
    with pytest.raises(KeyError):
        around.row("agency", "AG-0100")


def test_a_name_that_is_no_other_agency_is_told(
    qtbot: QtBot, around: Surroundings, page: ListingPage
) -> None:
    dialog = _opened(page, "AG-0100")
    for typed, words in (
        ("nobody at all", "There is no agency called 'nobody at all'"),
        ("AG-0100", "That is the agency itself"),
    ):
        dialog.editor.line.selectAll()
        qtbot.keyClicks(dialog.editor.line, typed)
        qtbot.keyClick(dialog.editor.line, K.Key_Return)
        assert words in dialog.reason.text()
        assert not dialog.merge_button.isEnabled()
    qtbot.keyClick(dialog.editor.line, K.Key_Escape)
    assert not dialog.isVisible()
    assert around.row("agency", "AG-0100")["name"] == "Met. Police & Others"


def test_a_refused_merge_changes_nothing_and_says_where_to_look(
    qtbot: QtBot, around: Surroundings, page: ListingPage
) -> None:
    dialog = _opened(page, "AG-0100")
    dialog.show_other(_police(around))
    long = "x" * 20_000
    for ref in ("AG-0100", _police(around)):
        before = {"contact_address": around.row("agency", ref)["contact_address"]}
        change = Change("agency", ref, before, {"contact_address": ref + long})
        assert around.desk.apply(Plan("Long", (change,)))
    dialog.merge_button.click()
    assert dialog.isVisible()
    assert dialog.reason.text() == "Not done: the window behind says why, at its top."
    assert "shorten it" in around.refused[-1]
    assert around.row("agency", _police(around))["name"] == "Metropolitan Police"


def test_what_is_typed_in_the_form_is_stored_before_it_is_compared(
    qtbot: QtBot, around: Surroundings, page: ListingPage
) -> None:
    assert page.go_to("AG-0100", "contact_post")
    form = page.details.form
    assert form is not None
    line = form.rows["contact_post"].editor.focusProxy()
    assert line is not None
    qtbot.keyClicks(line, "Head")
    dialog = page.merge(_police(around))
    assert dialog is not None
    assert dialog.side_by_side is not None
    assert dialog.side_by_side.merging.kept["contact_post"] == "Head"


def test_likely_duplicates_are_named_quietly_and_lead_to_both(
    qtbot: QtBot, around: Surroundings, page: ListingPage
) -> None:
    assert page.go_to("AG-0100", None)
    assert not _likely(page).isVisible()
    twin = create("agency", "AG-0102", name="MET POLICE and others")
    assert around.desk.apply(Plan("Twin", (twin,)))
    (way,) = _links(page)
    assert way.text() == "May be the same as MET POLICE and others (AG-0102): compare"
    way.click()
    (dialog,) = page.findChildren(MergeDialog)
    assert dialog.side_by_side is not None
    assert dialog.side_by_side.merging.gone == "AG-0102"
    dialog.merge_button.click()
    assert not _likely(page).isVisible()
    assert around.row("agency", "AG-0100")["aliases"] == "MET POLICE and others\nAG-0102"


def test_long_texts_are_shown_as_both_kept(
    qtbot: QtBot, around: Surroundings, page: ListingPage
) -> None:
    police = _police(around)
    for ref, address in (("AG-0100", "1 High St"), (police, "2 Low Rd")):
        change = Change("agency", ref, {"contact_address": None}, {"contact_address": address})
        assert around.desk.apply(Plan("Address", (change,)))
    dialog = _opened(page, "AG-0100")
    dialog.show_other(police)
    assert dialog.side_by_side is not None
    words = [label.text() for label in dialog.side_by_side.findChildren(QLabel)]
    assert "Address\n(both are kept)" in words
    dialog.merge_button.click()
    assert around.row("agency", "AG-0100")["contact_address"] == "1 High St\n\n2 Low Rd"


def test_a_sector_asked_for_by_its_field_is_shown_in_the_list_of_sectors(
    qtbot: QtBot, around: Surroundings, page: ListingPage
) -> None:
    sector = around.ref_of("sector", "Cafcass")
    assert not page.go_to(sector, None)
    assert page.go_to(sector, "name")
    (dialog,) = page.findChildren(SectorsDialog)
    row = dialog.grid.current_row()
    assert row is not None
    assert row.ref == sector


def test_a_merge_of_an_agency_with_its_successor_says_what_ends(
    around: Surroundings, page: ListingPage
) -> None:
    dialog = _opened(page, "AG-0100")
    dialog.show_other("AG-0101")
    assert dialog.moves.text().startswith("‘Succeeded by’ leads from one of the two to the other")
    dialog.show_other(_police(around))
    assert "leads from one" not in dialog.moves.text()
