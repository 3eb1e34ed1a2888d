"""The groups' page on a real board: chosen, typed, pasted, ended, moved, shown as on a day."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from db.drafts import Unstored
from mscb_desktop.document.cards import Cards
from mscb_desktop.groups.rows import NEW
from tests.support.pages import Surroundings, surroundings
from tests.support.partnership import Partnership
from ui.areas.find import areas
from ui.areas.groups.grid import MembersGrid
from ui.areas.groups.head import DETAILS, MEMBERS
from ui.areas.groups.labels import LabelsDialog
from ui.areas.groups.leaving import LeavingDialog
from ui.areas.groups.missing import MissingDialog
from ui.areas.groups.page import GroupsPage
from ui.handing_over.dialog import HandOverDialog

K = Qt.Key
NONE = Qt.KeyboardModifier.NoModifier
CTRL, ALT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
LAST, FIRST = dt.date(2012, 8, 31), dt.date(2012, 9, 1)
TODAY = dt.date(2013, 6, 3)


class Hill(Partnership):
    """A partnership of four groups; the board has a chair, a nurse and a head."""

    def __init__(self, around: Surroundings) -> None:
        super().__init__(around.board)
        health, schools = self.sector("Health"), self.sector("Schools")
        self.trust = self.agency("Hill Trust", sector=health)
        self.school = self.agency("Hill School", sector=schools)
        self.main = self.group("Board", kind="board", quorum_share="half")
        self.quality = self.group("Quality", kind="subgroup", parent=self.main)
        self.training = self.group("Training", kind="subgroup", parent=self.main)
        self.panel = self.group("Panel", kind="panel", parent=self.quality)
        self.ada = self.person("Ada Alder", email="ada@example.org")
        self.nurse = self.post("Nurse", self.trust, email="nurse@example.org")
        self.head = self.post("Head", self.school)
        self.chair_row = self.member(self.main, self.ada, office="chair")
        self.nurse_row = self.member(self.main, self.nurse)
        self.head_row = self.member(self.main, self.head)
        self.panel_row = self.member(self.panel, self.head)


@pytest.fixture
def around(qtbot: QtBot, tmp_path: Path) -> Iterator[Surroundings]:
    with surroundings(tmp_path, sample=False) as made:
        yield made


@pytest.fixture
def hill(around: Surroundings) -> Hill:
    return Hill(around)


@pytest.fixture
def page(qtbot: QtBot, around: Surroundings, hill: Hill) -> GroupsPage:
    return show(qtbot, around)


def show(qtbot: QtBot, around: Surroundings, year: int = 2013) -> GroupsPage:
    around.year = year
    made = GroupsPage(around.context)
    around.pages.append(made)
    qtbot.addWidget(made)
    made.resize(1100, 760)
    with qtbot.waitExposed(made):
        made.show()
    made.activateWindow()
    made.setFocus()
    return made


def grid(page: GroupsPage) -> MembersGrid:
    assert page.members.grid is not None
    return page.members.grid


def listed(page: GroupsPage) -> list[str]:
    """The list of members as it is read: each row's first text."""
    model = grid(page).sheet_model
    rows = [model.row(place) for place in range(model.rowCount())]
    return [page.members.sheet.row_label(row) or row.ref for row in rows if row]  # type: ignore[union-attr]


def tree(page: GroupsPage) -> list[tuple[str, str]]:
    shown = (item for item in page.tree.tree.items() if not item.isHidden())
    return [(item.text(0), item.text(1)) for item in shown]


def type_into(qtbot: QtBot, page: GroupsPage, ref: str, column: str, text: str) -> None:
    grid(page).go_to(ref, column)
    qtbot.keyClicks(grid(page), text)
    press(qtbot, page, K.Key_Return)


def press(
    qtbot: QtBot, page: GroupsPage, key: Qt.Key, with_: Qt.KeyboardModifier | None = None
) -> None:
    qtbot.keyClick(grid(page), key, with_ or Qt.KeyboardModifier.NoModifier)


def paste(qtbot: QtBot, page: GroupsPage, text: str) -> None:
    data = QMimeData()
    data.setText(text)
    QGuiApplication.clipboard().setMimeData(data)
    press(qtbot, page, K.Key_V, CTRL)


def dialog(page: GroupsPage, kind: type) -> object:
    (found,) = [each for each in page.findChildren(kind) if each.isVisible()]
    return found


# Shown


def test_the_area_stands_in_the_navigation_with_a_year() -> None:
    area = next(area for area in areas() if area.key == "groups")
    assert (area.title, area.order, area.uses_year) == ("Groups", 50, True)


def test_groups_stand_as_their_tree_with_their_numbers(page: GroupsPage) -> None:
    assert tree(page) == [("Board", "3"), ("Quality", "0"), ("Panel", "1"), ("Training", "0")]
    assert page.count.text() == "4 groups"
    assert page.head.title.text() == "Board"
    assert listed(page)[1:3] == ["Health", "Nurse, Hill Trust"]


def test_the_head_says_who_leads_and_what_a_quorum_is(page: GroupsPage) -> None:
    assert page.head.leaders.text() == "Chair: Ada Alder"
    assert page.head.quorum.text() == (
        "3 members · 3 with a vote · Quorum: Half of the members with a vote (2 of 3)"
    )
    assert not page.head.parent_button.isVisible()


def test_choosing_another_group_shows_its_members(
    qtbot: QtBot, page: GroupsPage, hill: Hill
) -> None:
    page.tree.tree.setFocus()
    qtbot.keyClick(page.tree.tree, K.Key_Down)
    qtbot.keyClick(page.tree.tree, K.Key_Down)
    assert page.ref == hill.panel
    assert listed(page) == ["Schools", "Head, Hill School", NEW]
    assert page.head.parent_button.text() == "Quality"
    qtbot.keyClick(page.tree.tree, K.Key_Return)
    assert grid(page).hasFocus()
    page.head.parent_button.click()
    assert page.ref == hill.quality
    assert page.tree.tree.current() == hill.quality


def test_a_group_is_found_with_those_above_it(qtbot: QtBot, page: GroupsPage, hill: Hill) -> None:
    page.tree.find_box.setFocus()
    qtbot.keyClicks(page.tree.find_box, "panel")
    assert [name for name, _ in tree(page)] == ["Board", "Quality", "Panel"]
    assert page.ref == hill.panel
    qtbot.keyClick(page.tree.find_box, K.Key_Escape)
    assert len(tree(page)) == 4


def test_a_group_moves_among_those_beside_it(qtbot: QtBot, page: GroupsPage, hill: Hill) -> None:
    page.choose(hill.training)
    page.tree.tree.setFocus()
    qtbot.keyClick(page.tree.tree, K.Key_Up, ALT)
    assert [name for name, _ in tree(page)] == ["Board", "Training", "Quality", "Panel"]
    assert page.tree.tree.current() == hill.training
    hill.board.undo()


def test_a_past_year_is_shown_as_at_its_last_day_and_says_so(
    qtbot: QtBot, around: Surroundings, hill: Hill
) -> None:
    hill.change(hill.nurse_row, began=dt.date(2013, 4, 1))
    page = show(qtbot, around, 2012)
    assert page.day == dt.date(2013, 3, 31)
    assert page.head.as_at.remark.text() == "not today: the last day of 2012-13"
    assert "Nurse, Hill Trust" not in listed(page)
    assert tree(page)[0] == ("Board", "2")
    page.head.as_at.today_button.click()
    assert page.day == TODAY
    assert page.head.as_at.remark.text() == "today"
    assert "Nurse, Hill Trust" in listed(page)
    page.head.as_at.year_button.click()
    assert page.day == dt.date(2013, 3, 31)


def test_any_day_can_be_typed(qtbot: QtBot, page: GroupsPage, hill: Hill) -> None:
    hill.held(hill.nurse, hill.person("Ben Brook"), ended=LAST)
    line = page.head.as_at.editor.line
    line.setFocus()
    line.selectAll()
    qtbot.keyClicks(line, "31 aug 12")
    qtbot.keyClick(line, K.Key_Return)
    assert page.day == LAST
    assert line.text() == "31/08/2012"
    assert page.head.as_at.remark.text() == "not today"
    model = grid(page).sheet_model
    assert "Ben Brook" in [str(model.index(row, 1).data()) for row in range(model.rowCount())]
    line.selectAll()
    qtbot.keyClicks(line, "someday")
    qtbot.keyClick(line, K.Key_Return)
    assert "is not a date" in page.head.as_at.remark.text()
    assert page.day == LAST
    qtbot.keyClick(line, K.Key_Escape)
    assert line.text() == "31/08/2012"


def test_an_empty_board_begins_with_the_board(qtbot: QtBot, around: Surroundings) -> None:
    page = show(qtbot, around)
    assert page.empty.isVisible()
    page.empty_button.click()
    form = page.details.form
    assert form is not None
    editor = form.rows["name"].editor.focusProxy()
    assert isinstance(editor, QLineEdit)
    assert editor.hasFocus()
    qtbot.keyClicks(editor, "Partnership")
    qtbot.keyClick(editor, K.Key_Return)
    assert tree(page) == [("Partnership", "0")]
    assert around.row("board_group", str(page.ref))["kind"] == "board"
    assert page.head.title.text() == "Partnership"


# Typed


def test_members_are_typed_one_after_another(qtbot: QtBot, page: GroupsPage, hill: Hill) -> None:
    hill.post("Doctor", hill.trust)
    hill.post("Teacher", hill.school)
    grid(page).go_to(NEW)
    for words in ("Doctor, Hill Trust", "Teacher, Hill School"):
        qtbot.keyClicks(grid(page), words)
        press(qtbot, page, K.Key_Return)
        current = grid(page).current_row()
        assert current is not None
        assert current.ref == NEW
    assert "Doctor, Hill Trust" in listed(page)
    assert listed(page)[-2:] == ["Teacher, Hill School", NEW]
    assert tree(page)[0] == ("Board", "5")
    assert page.head.quorum.text().startswith("5 members")


def test_a_name_typed_behind_a_new_post_holds_it(
    qtbot: QtBot, page: GroupsPage, hill: Hill
) -> None:
    hill.post("Doctor", hill.trust)
    hill.person("Ben Brook")
    grid(page).go_to(NEW)
    qtbot.keyClicks(grid(page), "Doctor, Hill Trust")
    press(qtbot, page, K.Key_Tab)
    qtbot.keyClicks(grid(page), "Ben Brook")
    press(qtbot, page, K.Key_Return)
    row = next(row for _, row in grid(page).sheet_model.known() if "Doctor" in row.shown["post"])
    assert row.shown["person"] == "Ben Brook"
    current = grid(page).current_row()
    assert current is not None
    assert current.ref == NEW


def test_the_first_day_of_new_members_is_the_day_that_was_chosen(
    qtbot: QtBot, around: Surroundings, page: GroupsPage, hill: Hill
) -> None:
    doctor = hill.post("Doctor", hill.trust)
    page.head.as_at.show_day(FIRST)
    page.head.as_at.changed.emit()
    grid(page).go_to(NEW)
    assert page.status()[0] == "Type a post or a name here to add a member, from 01/09/2012"
    type_into(qtbot, page, NEW, "post", "Doctor, Hill Trust")
    row = next(row for _, row in grid(page).sheet_model.known() if row.values["post"] == doctor)
    assert around.row("membership", row.ref)["began"] == FIRST


def test_a_text_that_is_refused_stays_and_comes_back(
    qtbot: QtBot, around: Surroundings, page: GroupsPage, hill: Hill
) -> None:
    type_into(qtbot, page, hill.nurse_row, "began", "soon")
    assert page.unstored() == 1
    page.choose(hill.panel)
    page.choose(hill.main)
    assert page.unstored() == 1
    page.members.find_box.setText("chair")
    assert "Mend" in around.said[-1]
    draft = around.board.drafts()[0]
    page.choose(hill.panel)
    assert page.show_sheet(draft.place)
    assert page.go_to(draft.ref, draft.field)
    assert grid(page).current_row().ref == hill.nurse_row  # type: ignore[union-attr]


def test_the_find_line_narrows_the_members(qtbot: QtBot, page: GroupsPage) -> None:
    press(qtbot, page, K.Key_F, CTRL)
    assert page.members.find_box.hasFocus()
    qtbot.keyClicks(page.members.find_box, "nurse")
    assert listed(page) == ["Health", "Nurse, Hill Trust"]
    qtbot.keyClick(page.members.find_box, K.Key_Down)
    assert grid(page).hasFocus()
    page.members.find_box.clear()
    assert len(listed(page)) == 6


def test_former_members_are_shown_where_they_are_wanted(page: GroupsPage, hill: Hill) -> None:
    hill.change(hill.nurse_row, ended=LAST)
    page.choose(hill.panel)
    page.choose(hill.main)
    assert "Nurse, Hill Trust" not in listed(page)
    page.members.everyone.click()
    assert "Nurse, Hill Trust" in listed(page)


# Pasted


def test_a_pasted_list_asks_before_it_adds_posts(
    qtbot: QtBot, around: Surroundings, page: GroupsPage, hill: Hill
) -> None:
    grid(page).go_to(NEW)
    paste(qtbot, page, "Witch, Hill School\tEsme Elm\nHead, Hill School\t\nWizard\t\n")
    asked = dialog(page, MissingDialog)
    assert isinstance(asked, MissingDialog)
    assert asked.names.toPlainText().splitlines() == [
        "Post: Witch, Hill School",
        "Person: Esme Elm",
        "Post: Wizard",
    ]
    assert len(listed(page)) == 6
    asked.with_button.click()
    assert listed(page)[-4:] == ["Witch, Hill School", "No sector", "Wizard", NEW]
    assert around.board.next_undo() == "Paste 3 rows"
    around.board.undo()
    assert len(listed(page)) == 6


def test_names_that_are_nearly_there_are_said(qtbot: QtBot, page: GroupsPage, hill: Hill) -> None:
    hill.person("Bertram Hollis")
    grid(page).go_to(NEW)
    paste(qtbot, page, "Nurse, Hil Trust\t\nWizard\tBertram Holis\n")
    asked = dialog(page, MissingDialog)
    assert isinstance(asked, MissingDialog)
    nurse, wizard, bertram = asked.names.toPlainText().splitlines()
    assert nurse.endswith("is it Nurse, Hill Trust?")
    assert wizard == "Post: Wizard"
    assert bertram.endswith("is it Bertram Hollis?")


def test_a_pasted_list_can_leave_out_what_is_not_known(
    qtbot: QtBot, page: GroupsPage, hill: Hill
) -> None:
    hill.post("Doctor", hill.trust)
    grid(page).go_to(NEW)
    paste(qtbot, page, "Wizard\nDoctor, Hill Trust\n")
    asked = dialog(page, MissingDialog)
    assert isinstance(asked, MissingDialog)
    asked.without_button.click()
    assert "Doctor, Hill Trust" in listed(page)
    assert "Wizard" not in listed(page)
    assert page.members.pasted.isVisible()
    assert "no post called 'Wizard'" in page.members.pasted.words.text()


def test_nothing_is_pasted_where_the_answer_is_no(
    qtbot: QtBot, around: Surroundings, page: GroupsPage
) -> None:
    grid(page).go_to(NEW)
    before = around.board.next_undo()
    paste(qtbot, page, "Wizard\nWitch\n")
    asked = dialog(page, MissingDialog)
    assert isinstance(asked, MissingDialog)
    asked.reject()
    assert around.board.next_undo() == before


def test_an_empty_group_offers_to_paste_a_list(qtbot: QtBot, page: GroupsPage, hill: Hill) -> None:
    assert not page.members.nobody.isVisible()
    page.choose(hill.quality)
    assert page.members.nobody.isVisible()
    data = QMimeData()
    data.setText("Head, Hill School\nNurse, Hill Trust\n")
    QGuiApplication.clipboard().setMimeData(data)
    page.members.paste_button.click()
    assert listed(page)[1::2] == ["Nurse, Hill Trust", "Head, Hill School"]
    assert not page.members.nobody.isVisible()


# Ended, deleted, moved


def test_deleting_a_row_asks_whether_the_member_left(
    qtbot: QtBot, around: Surroundings, page: GroupsPage, hill: Hill
) -> None:
    grid(page).go_to(hill.nurse_row)
    press(qtbot, page, K.Key_Minus, CTRL)
    asked = dialog(page, LeavingDialog)
    assert isinstance(asked, LeavingDialog)
    assert asked.editor.line.text() == "03/06/2013"
    asked.editor.line.selectAll()
    qtbot.keyClicks(asked.editor.line, "31/08/2012")
    qtbot.keyClick(asked.editor.line, K.Key_Return)
    assert around.row("membership", hill.nurse_row)["ended"] == LAST
    assert "to 31/08/2012" in around.said[-1]
    assert tree(page)[0] == ("Board", "2")


def test_a_last_day_that_cannot_be_read_stays_in_the_dialog(
    qtbot: QtBot, around: Surroundings, page: GroupsPage, hill: Hill
) -> None:
    grid(page).go_to(hill.nurse_row)
    press(qtbot, page, K.Key_E, CTRL)
    asked = dialog(page, LeavingDialog)
    assert isinstance(asked, LeavingDialog)
    asked.editor.line.selectAll()
    qtbot.keyClicks(asked.editor.line, "soon")
    asked.done_button.click()
    assert asked.isVisible()
    assert "is not a date" in asked.problem.text()
    asked.reject()
    assert around.row("membership", hill.nurse_row)["ended"] is None


def test_a_mistake_is_deleted(
    qtbot: QtBot, around: Surroundings, page: GroupsPage, hill: Hill
) -> None:
    grid(page).go_to(hill.nurse_row)
    press(qtbot, page, K.Key_E, CTRL)
    asked = dialog(page, LeavingDialog)
    assert isinstance(asked, LeavingDialog)
    asked.mistake.click()
    asked.done_button.click()
    assert "Nurse, Hill Trust" not in listed(page)
    around.board.undo()
    assert "Nurse, Hill Trust" in listed(page)


def test_members_move_by_keys(qtbot: QtBot, page: GroupsPage, hill: Hill) -> None:
    doctor = hill.member(hill.main, hill.post("Doctor", hill.trust))
    page.refresh(frozenset({("membership", doctor)}))
    grid(page).go_to(doctor)
    press(qtbot, page, K.Key_Up, ALT)
    assert listed(page)[1:4] == ["Health", "Doctor, Hill Trust", "Nurse, Hill Trust"]


# Details


def test_the_details_hold_the_form_and_the_quorum(
    qtbot: QtBot, around: Surroundings, page: GroupsPage, hill: Hill
) -> None:
    page.head.links[DETAILS].click()
    form, seats = page.details.form, page.details.seats
    assert form is not None
    assert seats is not None
    assert page.details.read.text() == "Read as: Half of the members with a vote (2 of 3)."
    seats.go_to("new:rows", "sector")
    qtbot.keyClicks(seats, "Health")
    qtbot.keyClick(seats, K.Key_Return)
    assert page.details.read.text().endswith("at least 1 from Health.")
    assert page.head.quorum.text().endswith("at least 1 from Health")
    editor = form.rows["quorum_share"].editor.focusProxy()
    assert isinstance(editor, QLineEdit)
    editor.setFocus()
    editor.selectAll()
    qtbot.keyClicks(editor, "half plus one")
    qtbot.keyClick(editor, K.Key_Return)
    assert "more than half" in page.details.read.text()
    page.head.links[MEMBERS].click()
    assert grid(page).isVisible()


def test_a_new_group_reports_to_the_chosen_one(
    qtbot: QtBot, around: Surroundings, page: GroupsPage, hill: Hill
) -> None:
    page.choose(hill.quality)
    page.add_button.click()
    assert page.head.title.text() == "New group"
    form = page.details.form
    assert form is not None
    editor = form.rows["name"].editor.focusProxy()
    assert isinstance(editor, QLineEdit)
    qtbot.keyClicks(editor, "Audit")
    qtbot.keyClick(editor, K.Key_Return)
    made = around.ref_of("board_group", "Audit")
    assert around.row("board_group", made)["parent"] == hill.quality
    assert page.ref == made
    assert [name for name, _ in tree(page)] == ["Board", "Quality", "Panel", "Audit", "Training"]


def test_a_group_that_is_only_begun_is_left_for_another(page: GroupsPage, hill: Hill) -> None:
    page.add_button.click()
    page.choose(hill.panel)
    assert page.head.title.text() == "Panel"
    page.open_part(MEMBERS)
    assert listed(page) == ["Schools", "Head, Hill School", NEW]


def test_a_group_without_members_can_be_deleted(
    around: Surroundings, page: GroupsPage, hill: Hill
) -> None:
    page.choose(hill.training)
    page.open_part(DETAILS)
    page.details.delete_button.click()
    assert len(tree(page)) == 3
    assert page.ref == hill.main
    assert page.head.title.text() == "Board"
    page.choose(hill.panel)
    page.details.delete_button.click()
    assert around.refused
    assert len(tree(page)) == 3


# Led to


def test_records_are_led_to(around: Surroundings, page: GroupsPage, hill: Hill) -> None:
    seat = hill.add("quorum_seat", board_group=hill.quality, agency=hill.trust, least=1)
    assert page.go_to(hill.panel_row, "began")
    assert (page.ref, page.members.current()) == (hill.panel, (hill.panel_row, "began"))
    assert page.go_to(seat, "least")
    assert page.ref == hill.quality
    assert page.details.seats is not None
    assert page.details.seats.hasFocus()
    assert page.go_to(hill.main, None)
    assert grid(page).isVisible()
    assert page.go_to(hill.main, "quorum_share")
    assert page.details.isVisible()
    assert not page.go_to("AG-0001", None)


def test_a_former_member_is_led_to(page: GroupsPage, hill: Hill) -> None:
    hill.change(hill.nurse_row, ended=LAST)
    page.choose(hill.panel)
    assert page.go_to(hill.nurse_row, "ended")
    assert page.members.everyone.isChecked()
    assert page.members.current() == (hill.nurse_row, "ended")


def test_addresses_are_copied(
    qtbot: QtBot, around: Surroundings, page: GroupsPage, hill: Hill
) -> None:
    press(qtbot, page, K.Key_C, CTRL | SHIFT)
    text = QGuiApplication.clipboard().text()
    assert text == 'Ada Alder <ada@example.org>; "Nurse, Hill Trust" <nurse@example.org>'
    assert around.said[-1] == (
        "2 addresses copied, as at 03/06/2013. Without an address: 1 (Head, Hill School)."
    )


def test_reports_are_of_the_group_and_the_day(
    around: Surroundings, page: GroupsPage, hill: Hill
) -> None:
    page.choose(hill.panel)
    page.head.as_at.show_day(FIRST)
    page.head.as_at.changed.emit()
    entries = [action for action in page.acts.menu.actions() if action.text()]
    for action in entries[:4]:
        action.trigger()
    entries[4].trigger()
    asked = dialog(page, LabelsDialog)
    assert isinstance(asked, LabelsDialog)
    asked.show_button.click()
    documents = [build() for build in around.previews]
    titles = [f"{document.title} {document.subtitle}" for document in documents]
    assert len(titles) == 5
    assert all("01/09/2012" in title for title in titles)
    assert "Panel" in titles[0]
    assert "Panel" in titles[4]


def test_labels_begin_where_a_used_sheet_has_one_left(
    around: Surroundings, page: GroupsPage, hill: Hill
) -> None:
    page.acts.ask_labels()
    asked = dialog(page, LabelsDialog)
    assert isinstance(asked, LabelsDialog)
    asked.sheet.setCurrentIndex(asked.sheet.findData("l7163"))
    asked.first.setValue(99)
    assert (asked.first.value(), asked.places.text()[:13]) == (14, "14 on a sheet")
    asked.first.setValue(5)
    asked.show_button.click()
    (cards,) = around.previews[0]().blocks
    assert isinstance(cards, Cards)
    assert (cards.sheet.name, cards.start) == ("Avery L7163", 5)


def test_the_distribution_list_is_written_for_excel(
    around: Surroundings, page: GroupsPage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tempfile.gettempdir", lambda: str(tmp_path))
    opened: list[Path] = []

    def open_file(path: Path) -> bool:
        opened.append(path)
        return True

    page.acts.open_file = open_file
    page.acts.export_addresses()
    assert [path.suffix for path in opened] == [".xlsx"]
    assert opened[0].is_file()


def test_a_post_is_handed_over_from_its_row(
    qtbot: QtBot, around: Surroundings, page: GroupsPage, hill: Hill
) -> None:
    grid(page).go_to(hill.chair_row)
    press(qtbot, page, K.Key_H, CTRL | SHIFT)
    assert "it is posts that are handed over" in around.said[-1]
    hill.held(hill.nurse, hill.ada)
    grid(page).go_to(hill.nurse_row)
    page.acts.hand_over_button.click()
    asked = dialog(page, HandOverDialog)
    assert isinstance(asked, HandOverDialog)
    assert "Nurse" in asked.post_words.text()
    asked.reject()


def test_a_board_that_is_only_read_is_not_changed(
    qtbot: QtBot, around: Surroundings, hill: Hill
) -> None:
    around.board.read_only = "It is open elsewhere."
    page = show(qtbot, around)
    for made in (page.add_button, page.acts.hand_over_button, page.acts.ends_button):
        assert not made.isEnabled()
    assert listed(page)[-1] == "Head, Hill School"
    page.tree.tree.setFocus()
    qtbot.keyClick(page.tree.tree, K.Key_End)
    assert page.ref == hill.training
    qtbot.keyClick(page.tree.tree, K.Key_Up, ALT)
    assert [name for name, _ in tree(page)][-1] == "Training"
    page.acts.copy_addresses()
    assert around.said[-1] == "Nothing to copy: nobody on the group has an address."
    page.choose(hill.main)
    page.acts.copy_addresses()
    assert around.said[-1].startswith("2 addresses copied")


def test_texts_that_wait_are_led_to(
    qtbot: QtBot, around: Surroundings, page: GroupsPage, hill: Hill
) -> None:
    hill.change(hill.nurse_row, ended=LAST)
    board = around.board
    former = Unstored(ref=hill.nurse_row, field="note", typed="x" * 300, reason="Too long.")
    board.change_drafts(f"membership {hill.main}", [former])
    begun = Unstored(ref="new:form", field="name", typed="Aud")
    board.change_drafts("board_group form", [begun])
    page.choose(hill.panel)
    assert page.show_sheet(f"membership {hill.main}")
    assert grid(page).go_to(hill.nurse_row, "note")
    assert [problem.ref for problem in grid(page).problems()] == [hill.nurse_row]
    assert not page.show_sheet("board_group form")
    assert page.go_to("new:form", "name")
    form = page.details.form
    assert form is not None
    editor = form.rows["name"].editor.focusProxy()
    assert isinstance(editor, QLineEdit)
    assert (editor.text(), editor.hasFocus()) == ("Aud", True)


def test_all_columns_are_shown_where_they_are_wanted(page: GroupsPage, hill: Hill) -> None:
    assert "note" not in [column.key for column in grid(page).sheet_model.columns]
    page.members.all_columns.click()
    assert "note" in [column.key for column in grid(page).sheet_model.columns]
    page.members.all_columns.click()
    assert page.go_to(hill.head_row, "sector")
    assert page.members.current() == (hill.head_row, "sector")


# By keys


def test_tab_goes_through_the_head_before_the_members(
    qtbot: QtBot, page: GroupsPage, hill: Hill
) -> None:
    head, acts = page.head, page.acts
    page.tree.tree.setFocus()
    reached = []
    while not grid(page).hasFocus() and len(reached) < 20:
        qtbot.keyClick(page.focusWidget(), K.Key_Tab)
        reached.append(page.focusWidget())
    assert reached == [
        *acts.buttons,
        head.links[DETAILS],
        head.as_at.editor.line,
        page.members.find_box,
        page.members.everyone,
        page.members.all_columns,
        grid(page),
    ]


def test_a_part_that_is_opened_has_the_keyboard(qtbot: QtBot, page: GroupsPage, hill: Hill) -> None:
    head = page.head
    head.links[DETAILS].click()
    assert isinstance(page.focusWidget(), QLineEdit)
    assert page.focusWidget().text() == "Board"
    head.links[MEMBERS].click()
    assert grid(page).hasFocus()


def test_the_first_member_is_chosen_and_no_heading(page: GroupsPage, hill: Hill) -> None:
    page.choose(hill.panel)
    assert listed(page)[0] == "Schools"
    assert page.members.current() == (hill.panel_row, "post")
    page.choose(hill.main)
    page.members.find_box.setText("head")
    assert page.members.current() == (hill.head_row, "post")
