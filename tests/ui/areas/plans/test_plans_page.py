"""The page of plans on the sample: listed, opened, rated by a key, typed, shown as on a day."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QPlainTextEdit
from pytestqt.qtbot import QtBot

from db.queries import records
from mscb_desktop.plans.beginning.new_plan import business_plans, plan_new_plan
from mscb_desktop.reports import made
from mscb_desktop.sheet.model import Edit, RowKind
from tests.support.pages import Surroundings, surroundings
from ui.areas.find import areas
from ui.areas.plans.head import ACTIONS, DETAILS
from ui.areas.plans.new_plan import NewPlanDialog
from ui.areas.plans.page import PlansPage
from ui.areas.plans.plan_view import PlanView
from ui.editors.line import LineEditor
from ui.theme import Look, use_look

K = Qt.Key
NONE = Qt.KeyboardModifier.NoModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
YEAR_END = dt.date(2013, 3, 31)


@pytest.fixture
def around(qtbot: QtBot, tmp_path: Path) -> Iterator[Surroundings]:
    with surroundings(tmp_path) as made:
        yield made


@pytest.fixture
def page(qtbot: QtBot, around: Surroundings) -> PlansPage:
    return show(qtbot, around)


def show(qtbot: QtBot, around: Surroundings) -> PlansPage:
    made = PlansPage(around.context)
    made.show_year(around.year)
    around.pages.append(made)
    qtbot.addWidget(made)
    made.resize(1200, 760)
    with qtbot.waitExposed(made):
        made.show()
    return made


def ref_of(around: Surroundings, plan: str, number: str) -> str:
    """Find the action with a number in a plan whose name begins so."""
    with around.board.reading() as connection:
        (named,) = (
            ref
            for ref, row in records.page(connection, "plan", {}, 0, 50)
            if str(row["name"]).startswith(plan)
        )
        (found,) = (
            ref
            for ref, row in records.page(connection, "action", {"plan": named}, 0, 200)
            if str(row["number"] or "").rstrip(".") == number
        )
    return found


def opened(page: PlansPage, around: Surroundings, plan: str, number: str) -> PlanView:
    """Open a plan at one of its actions."""
    ref = ref_of(around, plan, number)
    assert page.go_to(ref, "rag")
    view = page.plans.view
    assert view is not None
    assert view.grid is not None
    row = view.grid.current_row()
    assert row is not None
    assert row.ref == ref
    return view


def updates(around: Surroundings, action: str) -> list[tuple[object, object, object]]:
    with around.board.reading() as connection:
        rows = records.page(connection, "progress_update", {"action": action}, 0, 99)
    return sorted(((row["dated"], row["rag"], row["narrative"]) for _, row in rows), key=str)


def press(qtbot: QtBot, view: PlanView, key: Qt.Key, modifiers: Qt.KeyboardModifier = NONE) -> None:
    assert view.grid is not None
    qtbot.keyClick(view.grid, key, modifiers)


def test_it_is_an_area_of_the_window() -> None:
    (area,) = (area for area in areas() if area.key == "plans")
    assert area.title == "Plans & actions"
    assert area.uses_year


def test_the_plans_of_the_year_are_listed_with_how_they_stand(page: PlansPage) -> None:
    overview = page.plans.overview
    assert overview.title.text() == "Plans 2012-13"
    assert overview.grid is not None
    rows = [row.values for _, row in overview.grid.sheet_model.known()]
    counted = {str(row["name"]): (row["green"], row["amber"], row["red"]) for row in rows}
    assert counted["Business plan"] == (7, 5, None)
    assert counted["Quality Assurance Subgroup workplan"] == (4, 1, None)
    assert counted["Private Fostering working group workplan"] == (5, 5, None)
    assert "CSE action plan" not in counted, "it is of the year after"


def test_another_year_shows_its_plans(page: PlansPage) -> None:
    page.show_year(2013)
    grid = page.plans.overview.grid
    assert grid is not None
    assert [row.values["name"] for _, row in grid.sheet_model.known()] == ["CSE action plan"]


def test_enter_opens_a_plan_and_escape_goes_back_to_it(
    qtbot: QtBot, page: PlansPage, around: Surroundings
) -> None:
    overview = page.plans.overview
    assert overview.grid is not None
    overview.grid.select_cell(1, 0)
    qtbot.keyClick(overview.grid, K.Key_Return)
    view = page.plans.view
    assert view is not None
    assert page.plans.plan == view.plan
    assert view.head.title.text() == "Quality Assurance Subgroup workplan 2012-13"
    assert view.head.counts.text() == "5 actions · 4 Green, 1 Amber · 1 overdue"
    press(qtbot, view, K.Key_Escape)
    assert page.plans.plan is None
    row = overview.grid.current_row()
    assert row is not None
    assert row.ref == view.plan


def test_a_plan_opens_at_the_rating_of_its_first_action(
    page: PlansPage, around: Surroundings
) -> None:
    view = page.plans.open_plan(around.ref_of("plan", "Business plan, 2012-13"))
    assert view.grid is not None
    row, column = view.grid.current_row(), view.grid.current_column()
    assert row is not None
    assert column is not None
    assert (row.values["number"], column.key) == ("1.1", "rag")
    assert view.side.ref == row.ref


@pytest.mark.parametrize(
    ("key", "rag"),
    [(K.Key_R, "red"), (K.Key_A, "amber"), (K.Key_G, "green"), (K.Key_0, "not_rated")],
)
def test_a_key_rates_as_at_the_day_that_is_shown(
    qtbot: QtBot, page: PlansPage, around: Surroundings, key: Qt.Key, rag: str
) -> None:
    view = opened(page, around, "Quality Assurance", "2")
    view.head.as_at.show_day(dt.date(2013, 5, 1))
    view.head.as_at.changed.emit()
    press(qtbot, view, key)
    action = ref_of(around, "Quality Assurance", "2")
    ((first, *_), second) = updates(around, action)
    assert first == YEAR_END, "what was said before stays"
    assert second == (dt.date(2013, 5, 1), rag, None)
    assert view.grid is not None
    row, column = view.grid.current_row(), view.grid.current_column()
    assert row is not None
    assert column is not None
    assert (row.ref, column.key) == (action, "rag"), "the cursor stays"
    assert row.values["rag"] == rag


def test_rating_twice_on_a_day_changes_the_update_of_the_day(
    qtbot: QtBot, page: PlansPage, around: Surroundings
) -> None:
    view = opened(page, around, "Quality Assurance", "2")
    before = updates(around, view.side.ref or "")
    press(qtbot, view, K.Key_R)
    press(qtbot, view, K.Key_A)
    ((day, rag, narrative),) = updates(around, view.side.ref or "")
    assert (day, rag) == (YEAR_END, "amber")
    assert narrative == before[0][2], "the words stay"


def test_a_letter_types_where_text_is_typed(
    qtbot: QtBot, page: PlansPage, around: Surroundings
) -> None:
    view = opened(page, around, "Quality Assurance", "2")
    action = view.side.ref or ""
    before = updates(around, action)
    assert view.grid is not None
    view.grid.go_to(action, "number")
    press(qtbot, view, K.Key_A)
    assert view.grid.typing.editor is not None
    press(qtbot, view, K.Key_Escape)
    assert updates(around, action) == before


def test_whole_rows_are_rated_together_in_one_change(
    qtbot: QtBot, page: PlansPage, around: Surroundings
) -> None:
    view = opened(page, around, "Quality Assurance", "2")
    assert view.grid is not None
    last = len(view.grid.sheet_model.columns) - 1
    top = view.grid.currentIndex().row()
    view.grid.select_rectangle(top, 0, top + 2, last)
    press(qtbot, view, K.Key_R)
    assert view.head.counts.text() == "5 actions · 1 Green, 1 Amber, 3 Red · 1 overdue"
    around.board.undo()
    page.refresh(frozenset({("progress_update", "PU-0001")}))
    assert view.head.counts.text() == "5 actions · 4 Green, 1 Amber · 1 overdue"


def test_a_plan_without_ratings_types_letters(
    qtbot: QtBot, page: PlansPage, around: Surroundings
) -> None:
    view = opened(page, around, "Ofsted", "1")
    assert view.grid is not None
    assert not view.grid.has_rag
    view.grid.go_to(view.side.ref or "", "monitoring")
    press(qtbot, view, K.Key_R)
    assert view.grid.typing.editor is not None
    assert "rate" not in view.status()[1]
    press(qtbot, view, K.Key_Escape)


def test_the_side_tells_of_the_current_action(
    qtbot: QtBot, page: PlansPage, around: Surroundings
) -> None:
    view = opened(page, around, "Quality Assurance", "2")
    first = view.side.ref
    press(qtbot, view, K.Key_Down)
    assert view.side.ref != first
    assert page.go_on(1)
    inside = view.focusWidget()
    assert inside is not None
    assert view.side.isAncestorOf(inside)
    assert not page.go_on(1), "behind the side there is nothing"
    assert page.go_on(-1)
    assert view.focusWidget() is view.grid
    assert not page.go_on(-1)


def test_the_side_gives_the_table_its_room(page: PlansPage, around: Surroundings) -> None:
    view = opened(page, around, "Quality Assurance", "2")
    view.side_button.click()
    assert view.side.isHidden()
    assert view.side_button.text() == "Show the side"
    view.side_button.click()
    assert not view.side.isHidden()


def test_the_side_stands_aside_where_there_is_little_room(
    qtbot: QtBot, page: PlansPage, around: Surroundings
) -> None:
    view = opened(page, around, "Quality Assurance", "2")
    assert not view.side.isHidden()
    page.resize(800, 600)
    qtbot.waitUntil(view.side.isHidden)
    assert page.go_on(1)
    assert not view.side.isHidden(), "asked for, it comes"
    page.resize(780, 600)
    assert not view.side.isHidden(), "and stays"


def test_an_earlier_day_shows_what_was_known_then(page: PlansPage, around: Surroundings) -> None:
    view = opened(page, around, "Ofsted", "1")
    assert view.grid is not None
    column = view.grid.sheet_model.column_of("narrative")
    assert column is not None
    row = view.grid.current_row()
    assert row is not None
    assert row.values["narrative"]
    view.head.as_at.show_day(dt.date(2012, 8, 30))
    view.head.as_at.changed.emit()
    row = view.grid.current_row()
    assert row is not None
    assert row.values["narrative"] is None
    assert view.day == dt.date(2012, 8, 30)


def test_actions_sections_and_points_are_added_from_the_menu(
    qtbot: QtBot, page: PlansPage, around: Surroundings
) -> None:
    view = opened(page, around, "Quality Assurance", "5")
    grid = view.grid
    assert grid is not None
    view.acts.add_action()
    new, column = grid.current_row(), grid.current_column()
    assert new is not None
    assert column is not None
    assert (new.kind, column.key) == (RowKind.NEW, "what")
    assert grid.typing.editor is not None
    press(qtbot, view, K.Key_Escape)
    grid.type_into([Edit(new.ref, "what", "Look at waiting times")])
    row = next(
        row
        for _, row in grid.sheet_model.known()
        if row.values.get("what") == "Look at waiting times"
    )
    assert str(row.values["number"]).rstrip(".") == "6"
    grid.go_to(row.ref, "what")
    view.acts.add_point()
    current = grid.current_row()
    assert current is not None
    assert around.row("action", current.ref)["part_of"] == row.ref
    dialog = view.acts.ask_section()
    dialog.line.setText("2 Learning")
    dialog.add_section_button.click()
    headings = [row.values for _, row in grid.sheet_model.known() if row.ref.startswith("PS-")]
    assert len(headings) == 1


def test_a_whole_plan_is_pasted_with_its_headings(
    qtbot: QtBot, page: PlansPage, around: Surroundings
) -> None:
    dialog = page.plans.begin()
    assert isinstance(dialog, NewPlanDialog)
    dialog.group.setCurrentIndex(dialog.group.findText("Training Subgroup"))
    dialog.name.setText("Training plan for schools")
    dialog.make_button.click()
    view = page.plans.view
    assert view is not None
    assert view.head.title.text() == "Training plan for schools 2012-13"
    text = (
        "\tActions\tWho? Responsibilities\tWhen? Milestones / Deadlines\tProgress R/A/G\n"
        "1.\tTrain all heads\tTraining Subgroup\tMarch 2013\tGreen\n"
        "2.\tTrain governors\tSchools\tMay 13\tAmber\n"
    )
    mime = QMimeData()
    mime.setText(text)
    QGuiApplication.clipboard().setMimeData(mime)
    view.acts.paste()
    assert view.head.counts.text().startswith("2 actions · 1 Green, 1 Amber")
    second = ref_of(around, "Training plan for schools", "2")
    assert around.row("action", second)["last_due"] == dt.date(2013, 5, 31)
    assert around.said[-1].startswith("2 rows")


def test_a_new_plan_is_proposed_a_name_and_the_objectives_of_its_year(
    page: PlansPage, around: Surroundings
) -> None:
    dialog = page.plans.begin()
    dialog.group.setCurrentIndex(dialog.group.findText("Training Subgroup"))
    assert dialog.name.text() == "Training Subgroup workplan"
    with around.board.reading() as connection:
        (business,) = business_plans(connection)
    assert dialog.serves.currentData() == business.ref
    dialog.make_button.click()
    assert "already" in dialog.problem.text(), "there is such a plan"
    dialog.kind.setCurrentIndex(dialog.kind.findText("Business plan"))
    assert dialog.serves.isHidden()
    dialog.reject()


def test_the_details_are_typed_and_the_plan_deleted(
    qtbot: QtBot, page: PlansPage, around: Surroundings
) -> None:
    view = opened(page, around, "Private Fostering", "2")
    plan = view.plan
    assert plan is not None
    view.open_part(DETAILS)
    assert page.go_to(plan, "name")
    box = view.focusWidget()
    assert isinstance(box, QLineEdit)
    box.setText("Private Fostering plan")
    box.setModified(True)
    box.textEdited.emit(box.text())
    qtbot.keyClick(box, K.Key_Return)
    assert view.head.title.text() == "Private Fostering plan 2012-13"
    view.details.delete()
    assert page.plans.plan is None
    with around.board.reading() as connection:
        assert records.count(connection, "action", {"plan": plan}) == 0
    around.board.undo()
    with around.board.reading() as connection:
        assert records.count(connection, "action", {"plan": plan}) == 10


def test_what_belongs_to_an_action_leads_to_it(page: PlansPage, around: Surroundings) -> None:
    with around.board.reading() as connection:
        ((update, row),) = records.page(connection, "progress_update", {}, 0, 1)
    assert page.go_to(update, None)
    view = page.plans.view
    assert view is not None
    assert view.grid is not None
    current = view.grid.current_row()
    assert current is not None
    assert current.ref == row["action"]
    assert not page.go_to("BL-0001", None)
    assert list(page.made) == [0], "no other tab is made to be asked"
    kind = around.ref_of("plan_kind", "Workplan")
    assert page.go_to(kind, "name")
    assert page.tabs.currentIndex() == 3


def test_reports_of_the_plan_are_offered(page: PlansPage, around: Surroundings) -> None:
    view = opened(page, around, "Quality Assurance", "2")
    view.open_part(ACTIONS)
    words = [entry.text() for entry in view.acts.menu.actions() if not entry.isSeparator()]
    assert words[:2] == ["This plan", "Workplan of the group, with its members"]
    for entry in view.acts.menu.actions():
        if not entry.isSeparator():
            entry.trigger()
    titles = [build().title for build in around.previews]
    assert len(titles) == len(words)


def test_every_tab_opens_with_the_year(page: PlansPage) -> None:
    for number in range(len(page.titles)):
        page.show_page(number)
        about, keys = page.status()
        assert keys
        assert isinstance(about, str)


def test_nothing_can_be_changed_in_a_board_that_is_read(
    qtbot: QtBot, page: PlansPage, around: Surroundings
) -> None:
    around.board.read_only = "It is open elsewhere."
    made = show(qtbot, around)
    view = opened(made, around, "Quality Assurance", "2")
    assert not view.acts.add_button.isEnabled()
    assert not made.plans.overview.new_button.isEnabled()
    before = updates(around, view.side.ref or "")
    press(qtbot, view, K.Key_R)
    assert updates(around, view.side.ref or "") == before
    assert around.said[-1] == "It is open elsewhere."
    assert view.status()[1] == "F6 the side · F1 all keys", "no key that does nothing is named"


def test_what_is_typed_and_not_stored_leads_to_its_action(
    page: PlansPage, around: Surroundings
) -> None:
    action = ref_of(around, "Quality Assurance", "3")
    assert page.show_sheet(f"progress_update {action}")
    view = page.plans.view
    assert view is not None
    assert view.side.ref == action
    other = around.ref_of("plan", "Business plan, 2012-13")
    assert page.show_sheet(f"action {other}")
    assert view.plan == other
    assert not page.show_sheet("action form")


@pytest.mark.parametrize("plan", ["Business plan", "Quality Assurance", "Training", "Ofsted"])
def test_a_table_is_scrolled_sideways_only_where_the_side_has_stood_aside(
    qtbot: QtBot, page: PlansPage, around: Surroundings, plan: str
) -> None:
    """At the width of the page in a window of 1280 pixels."""
    page.resize(1076, 750)
    with around.board.reading() as connection:
        plans = records.page(connection, "plan", {}, 0, 50)
    (ref,) = (ref for ref, row in plans if str(row["name"]).startswith(plan))
    view = page.plans.open_plan(ref)
    grid = view.grid
    assert grid is not None
    qtbot.waitUntil(lambda: grid.horizontalScrollBar().maximum() == 0)


def test_what_was_undone_is_shown_in_the_column_one_is_in(
    qtbot: QtBot, page: PlansPage, around: Surroundings
) -> None:
    view = opened(page, around, "Quality Assurance", "2")
    assert page.go_to(ref_of(around, "Quality Assurance", "1"), None)
    assert view.grid is not None
    column = view.grid.current_column()
    assert column is not None
    assert column.key == "rag", "one goes on rating there"


def test_the_status_names_the_action_and_its_reference(
    page: PlansPage, around: Surroundings
) -> None:
    view = opened(page, around, "Quality Assurance", "2")
    assert view.status()[0] == f"No. 2 · {view.side.ref}"


def test_an_action_is_begun_in_the_first_column_of_words(
    page: PlansPage, around: Surroundings
) -> None:
    view = opened(page, around, "Ofsted", "2")
    view.acts.add_action()
    assert view.grid is not None
    column = view.grid.current_column()
    assert column is not None
    assert column.key == "recommendation"


def test_an_empty_plan_says_how_it_is_begun_and_is_ready_for_it(
    page: PlansPage, around: Surroundings
) -> None:
    new = plan_new_plan(around.board, "Empty workplan", "Workplan")
    assert around.context.apply(new.plan)
    view = page.plans.open_plan(new.ref)
    assert view.head.counts.text().startswith("No actions yet")
    assert view.grid is not None
    row, column = view.grid.current_row(), view.grid.current_column()
    assert row is not None
    assert column is not None
    assert (row.kind, column.key) == (RowKind.NEW, "what")


@pytest.mark.parametrize(
    ("name", "number", "counts"),
    [
        ("Business plan", "1.1", "12 objectives · 7 Green, 5 Amber · 1 overdue"),
        ("Ofsted inspection", "1", "16 actions · 2 complete · 9 overdue"),
    ],
)
def test_a_plan_is_counted_in_the_words_of_its_report(
    page: PlansPage, around: Surroundings, name: str, number: str, counts: str
) -> None:
    view = opened(page, around, name, number)
    assert view.head.counts.text() == counts
    document = made(around.board, "action-plan", as_at=view.day, of={"plan": view.plan})
    assert document.subtitle == f"as at 31/03/2013 · {counts}"


def test_larger_text_leaves_the_day_whole_and_needs_no_more_width_than_a_window_has(
    qapp: QApplication, qtbot: QtBot, page: PlansPage, around: Surroundings
) -> None:
    view = opened(page, around, "Quality Assurance", "2")
    line = view.head.as_at.editor.line
    try:
        use_look(qapp, Look(text_size=150))
        day = line.text()
        qtbot.waitUntil(lambda: line.width() > line.fontMetrics().horizontalAdvance(f"{day}00"))
        page.plans.show_list()
        # A window of 1280 pixels has 980 beside the areas.
        assert page.minimumSizeHint().width() <= 980
    finally:
        use_look(qapp, Look())


def test_the_row_below_a_long_narrative_is_in_view_once_it_is_stored(
    qtbot: QtBot, page: PlansPage, around: Surroundings
) -> None:
    view = opened(page, around, "Quality Assurance", "2")
    grid = view.grid
    assert grid is not None
    grid.go_to(view.side.ref or "", "narrative")
    grid.begin("\n".join(f"- point {number}: it was agreed." for number in range(60)))
    editor = grid.typing.editor
    assert editor is not None
    qtbot.keyClick(editor.focusProxy() or editor, K.Key_Return)
    row = grid.current_row()
    assert row is not None
    assert row.values["number"] == "3"
    shown = grid.visualRect(grid.currentIndex())
    assert grid.viewport().rect().intersects(shown)


def test_an_empty_year_says_whole_what_belongs_there(qtbot: QtBot, page: PlansPage) -> None:
    page.show_year(2030)
    (words,) = (
        label
        for label in page.plans.overview.findChildren(QLabel)
        if label.text().startswith("The business plan, the workplans")
    )
    qtbot.waitUntil(words.isVisible)
    qtbot.waitUntil(lambda: words.height() >= words.heightForWidth(words.width()))


def test_a_section_is_renamed_over_the_whole_line_of_its_heading(
    page: PlansPage, around: Surroundings
) -> None:
    view = page.plans.open_plan(around.ref_of("plan", "Business plan, 2012-13"))
    grid = view.grid
    assert grid is not None
    (section,) = (
        row.ref
        for _, row in grid.sheet_model.known()
        if row.kind is RowKind.HEADING and row.values["number"] == "2"
    )
    grid.go_to(section, "what")
    grid.begin(None)
    editor = grid.typing.editor
    assert isinstance(editor, LineEditor)
    text = editor.line.text()
    assert text == "Challenge & improvement"
    assert editor.line.width() > grid.metrics.width(text, strong=True)


def test_the_box_of_progress_is_as_high_as_its_text_when_the_side_comes_back(
    qtbot: QtBot, page: PlansPage, around: Surroundings
) -> None:
    page.resize(1162, 720)
    view = page.plans.open_plan(around.ref_of("plan", "Business plan, 2012-13"))
    assert view.side.isHidden(), "there is no room for it beside this plan"
    view = opened(page, around, "Quality Assurance", "1")
    assert not view.side.isHidden()
    box = view.side.update_card.findChild(QPlainTextEdit)
    assert box is not None
    qtbot.waitUntil(lambda: bool(box.toPlainText()))
    qtbot.waitUntil(lambda: box.verticalScrollBar().maximum() == 0)
