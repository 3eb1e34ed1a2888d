"""The cards beside a plan: deadline, status, who, objectives, what is worth a look."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from functools import partial
from itertools import pairwise
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLineEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from db.changes import Change, Plan
from db.records.plans import Rag, Status
from mscb_desktop.boards import open_board
from tests.support.pages import Surroundings
from tests.support.side_of_plan import DAY, NOW, SideOfPlan
from tests.support.side_words import change, leave, narrative, said, type_narrative, words
from ui.areas.plans.side.panel import WIDTH, SidePanel
from ui.editors.pick import PickEditor
from ui.findings.acts import Acts
from ui.shell.desk import Desk
from ui.theme import Look, use_look

K = Qt.Key


# Alias, other years


def test_an_alias_leads_to_its_action_and_what_is_typed_is_told_there(
    qtbot: QtBot, panel: SidePanel, plans: SideOfPlan, around: Surroundings
) -> None:
    panel.show_action(plans.alias, DAY)
    assert "Same as 1" in words(panel.alias)
    type_narrative(qtbot, panel, "Promised.")
    leave(panel)
    assert said(plans, plans.first) == (None, "Promised.")
    assert plans.updates(plans.alias) == []
    qtbot.mouseClick(panel.alias.go_link, Qt.MouseButton.LeftButton)
    assert around.shown == [(plans.first, None)]
    panel.show_action(plans.first, DAY)
    assert not panel.alias.isVisible()
    assert narrative(panel) == "Promised."


def test_other_years_lead_on(
    qtbot: QtBot, panel: SidePanel, plans: SideOfPlan, around: Surroundings
) -> None:
    (way,) = panel.carried.links
    assert way.accessibleName() == "Carried from 4 in Workplan 2011-12"
    qtbot.mouseClick(way, Qt.MouseButton.LeftButton)
    assert around.shown == [(plans.old, None)]
    panel.show_action(plans.second, DAY)
    assert not panel.carried.isVisible()


# Deadline and status


def test_the_deadline_is_told_and_set_by_hand(
    qtbot: QtBot, panel: SidePanel, plans: SideOfPlan
) -> None:
    shown = {"March 2012", "Due 31/03/2012", "Late 12 months"}
    assert shown <= set(words(panel.deadline))
    qtbot.mouseClick(panel.deadline.set_link, Qt.MouseButton.LeftButton)
    line = QApplication.focusWidget()
    qtbot.keyClick(line, K.Key_A, Qt.KeyboardModifier.ControlModifier)
    qtbot.keyClicks(line, "30/04/2013")
    qtbot.keyClick(line, K.Key_Return)
    qtbot.mouseClick(panel.deadline.set_link, Qt.MouseButton.LeftButton)
    assert "Due 31/03/2012 to 30/04/2013, as set by hand" in words(panel.deadline)
    assert plans.of(plans.first).standing.due == dt.date(2013, 4, 30)


def test_a_status_is_pressed_and_its_day_typed(
    qtbot: QtBot, panel: SidePanel, plans: SideOfPlan
) -> None:
    status = panel.status
    assert not status.day.editor.isVisible()
    qtbot.mouseClick(status.buttons[Status.COMPLETE], Qt.MouseButton.LeftButton)
    of = plans.of(plans.first)
    assert (of.status, of.status_on) == (Status.COMPLETE, DAY)
    assert [made.isChecked() for made in status.buttons.values()] == [False, True, False]
    assert status.day.editor.isVisible()
    status.day.editor.setFocus()
    line = QApplication.focusWidget()
    qtbot.keyClick(line, K.Key_A, Qt.KeyboardModifier.ControlModifier)
    qtbot.keyClicks(line, "1 Mar 13")
    panel.show_action(plans.second, DAY)
    assert plans.of(plans.first).status_on == dt.date(2013, 3, 1)
    assert plans.of(plans.second).status_on is None
    assert status.buttons[Status.OPEN].isChecked()


# Who, and what it serves


def test_who_does_it_is_added_made_partner_and_removed(
    qtbot: QtBot, panel: SidePanel, plans: SideOfPlan
) -> None:
    editor = panel.who.add.row.editor
    assert isinstance(editor, PickEditor)
    editor.setFocus()
    qtbot.keyClicks(editor.line, "metro")
    qtbot.keyClick(editor.line, K.Key_Return)
    assert [(doer.to, doer.lead) for doer in plans.of(plans.first).doers] == [
        (plans.subgroup, True),
        (plans.police, False),
    ]
    assert editor.line.text() == ""
    qtbot.waitUntil(lambda: "Metropolitan Police" in words(panel.who))
    tools = {made.accessibleName(): made for made in panel.who.findChildren(QWidget)}
    partner = "Metropolitan Police: partner. Press to make it the lead"
    qtbot.mouseClick(tools[partner], Qt.MouseButton.LeftButton)
    assert [doer.lead for doer in plans.of(plans.first).doers] == [True, True]
    tools = {made.accessibleName(): made for made in panel.who.findChildren(QWidget)}
    qtbot.mouseClick(
        tools["Quality Assurance Subgroup does it no longer"], Qt.MouseButton.LeftButton
    )
    assert [doer.to for doer in plans.of(plans.first).doers] == [plans.police]


def test_a_name_that_nobody_has_stays_with_the_reason_and_waits(
    qtbot: QtBot, panel: SidePanel, plans: SideOfPlan
) -> None:
    editor = panel.who.add.row.editor
    assert isinstance(editor, PickEditor)
    editor.setFocus()
    qtbot.keyClicks(editor.line, "Fire Brigade")
    leave(panel)
    assert "no one agency, post or group" in (panel.who.add.row.problem or "")
    panel.show_action(plans.second, DAY)
    assert editor.line.text() == ""
    assert panel.unstored() == 0
    panel.show_action(plans.first, DAY)
    assert editor.line.text() == "Fire Brigade"
    assert panel.unstored() == 1
    qtbot.keyClick(editor.line, K.Key_Escape)
    assert panel.unstored() == 0


def test_words_in_place_of_names_are_told(
    panel: SidePanel, plans: SideOfPlan, around: Surroundings
) -> None:
    change(around, "action", plans.second, who="All agencies\nof the Board")
    panel.show_action(plans.second, DAY)
    assert "Printed as: All agencies of the Board" in words(panel.who)
    panel.show_action(plans.point, DAY)
    assert "Nobody is named yet." in words(panel.who)


def test_objectives_are_added_led_to_printed_and_removed(
    qtbot: QtBot, panel: SidePanel, plans: SideOfPlan, around: Surroundings
) -> None:
    assert "Printed as: 2.1 Framework" in words(panel.serving)
    editor = panel.serving.add.row.editor
    assert isinstance(editor, PickEditor)
    editor.setFocus()
    qtbot.keyClicks(editor.line, "2.3")
    qtbot.keyClick(editor.line, K.Key_Return)
    assert [one.to for one in plans.of(plans.first).serving] == [plans.framework, plans.violence]

    def press(name: str) -> None:
        tools = {made.accessibleName(): made for made in panel.serving.findChildren(QWidget)}
        qtbot.mouseClick(tools[name], Qt.MouseButton.LeftButton)

    press("Go to 2.3 Improve practice")
    assert around.shown == [(plans.violence, None)]
    press("Change how 2.3 Improve practice is printed")
    line = QApplication.focusWidget()
    qtbot.keyClicks(line, "2.3 Practice")
    qtbot.keyClick(line, K.Key_Return)
    assert [one.printed for one in plans.of(plans.first).serving] == [
        "2.1 Framework",
        "2.3 Practice",
    ]
    press("It serves 2.1 Develop a framework no longer")
    assert [one.to for one in plans.of(plans.first).serving] == [plans.violence]


def test_a_plan_of_objectives_shows_no_objectives_served(
    panel: SidePanel, plans: SideOfPlan
) -> None:
    assert panel.serving.isVisible()
    panel.show_action(plans.framework, DAY)
    assert "Objective 2.1: new update" in words(panel)
    assert not panel.serving.isVisible()


# Worth a look


def test_what_is_worth_a_look_is_shown_and_accepted(
    qtbot: QtBot, panel: SidePanel, plans: SideOfPlan, around: Surroundings
) -> None:
    panel.show_action(plans.second, DAY)
    panel.doubts.look()
    qtbot.waitUntil(lambda: "Nobody is named who leads it." in words(panel.findings))
    (acts,) = panel.findings.findChildren(Acts)
    qtbot.mouseClick(acts.show_button, Qt.MouseButton.LeftButton)
    assert around.shown == [(plans.second, "who")]
    acts.begin("The Board does")
    assert acts.line is not None
    qtbot.keyClick(acts.line, K.Key_Return)
    told = "Nobody is named who leads it.\nAccepted: The Board does"
    qtbot.waitUntil(lambda: told in words(panel.findings))
    panel.show_action(plans.first, DAY)
    assert not panel.findings.isVisible()


def test_it_is_looked_again_after_a_change(
    qtbot: QtBot, panel: SidePanel, plans: SideOfPlan
) -> None:
    panel.doubts.look()
    assert not panel.findings.isVisible()
    qtbot.mouseClick(panel.update_card.picker.chips[Rag.GREEN], Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: any("rated Green" in text for text in words(panel.findings)))


# Surroundings


def test_without_an_action_it_says_what_stands_here(panel: SidePanel, plans: SideOfPlan) -> None:
    panel.show_action(None, DAY)
    assert words(panel) == [panel.nothing.text()]
    assert not panel.go_to("narrative")
    panel.show_action(plans.first, DAY)
    assert not panel.nothing.isVisible()


def test_an_action_that_is_deleted_goes_out_of_sight_and_comes_back(
    panel: SidePanel, plans: SideOfPlan, around: Surroundings
) -> None:
    point = plans.action(plans.workplan, "9", what="Short-lived")
    panel.show_action(point, DAY)
    row = around.row("action", point)
    assert around.desk.apply(Plan("Deleted", (Change("action", point, row, None),)))
    assert panel.nothing.isVisible()
    assert not panel.update_card.isVisible()
    around.desk.undo()
    assert "Action 9: new update" in words(panel)


def test_nothing_can_be_changed_where_the_board_is_open_to_read(
    tmp_path: Path, show: Callable[[Surroundings], SidePanel], plans: SideOfPlan
) -> None:
    board = open_board(plans.board.path, clock=lambda: NOW, who="Test", read_only="Locked by Lee.")
    around = Surroundings(Desk(board))
    panel = show(around)
    panel.show_action(plans.first, DAY)
    assert "All but one agency." in words(panel.earlier)
    assert not panel.who.add.isVisible()
    card = panel.update_card
    assert all(not chip.isEnabled() for chip in card.picker.chips.values())
    assert card.picker.chips[Rag.RED].toolTip() == "Locked by Lee."
    for made in (*panel.status.buttons.values(), panel.deadline.set_link):
        assert not made.isEnabled()
    assert all(
        not row.editor.line.isEnabled() or row.editor.line.isReadOnly()
        for row in (card.rows.rows["told_by"], card.rows.rows["dated"])
    )  # type: ignore[attr-defined]
    board.close()


@pytest.mark.parametrize("size", [100, 150, 200])
def test_all_words_have_room(qtbot: QtBot, panel: SidePanel, plans: SideOfPlan, size: int) -> None:
    application = QApplication.instance()
    assert isinstance(application, QApplication)
    use_look(application, Look(text_size=size))
    panel.resize(WIDTH * size // 100, 900)
    column = panel.widget()
    assert column is not None
    for ref in (plans.first, plans.second, plans.alias, plans.point, plans.framework):
        panel.show_action(ref, DAY)
        panel.doubts.look()
        assert column.minimumSizeHint().width() <= panel.viewport().width()
    use_look(application, Look())


def test_tab_goes_down_the_cards_as_they_stand_and_out_of_them(
    qtbot: QtBot,
    plans: SideOfPlan,
    around: Surroundings,
    show: Callable[[Surroundings], SidePanel],
) -> None:
    page = QWidget()
    before, after = QLineEdit(), QLineEdit()
    side = QVBoxLayout(page)
    panel = SidePanel(around.context)
    for widget in (before, panel, after):
        side.addWidget(widget)
    around.pages.append(panel)  # type: ignore[arg-type]
    qtbot.addWidget(page)
    page.resize(WIDTH, 900)
    with qtbot.waitExposed(page):
        page.show()
    page.activateWindow()
    qtbot.waitUntil(page.isActiveWindow)
    plans.party(plans.first, agency=plans.police)
    panel.show_action(plans.first, DAY)
    panel.deadline.go_to("last_due")
    column = panel.widget()
    assert column is not None
    panel.update_card.picker.chips[Rag.RED].setFocus()
    passed: list[QWidget] = []
    for _ in range(40):
        now = QApplication.focusWidget()
        assert now is not None
        if now is after:
            break
        passed.append(now)
        qtbot.waitUntil(partial(_is_seen, now))
        qtbot.keyClick(now, K.Key_Tab)
    assert now is after
    assert len(passed) > 25
    tops = [one.mapTo(column, one.rect().center()).y() for one in passed]
    assert all(below > above - 12 for above, below in pairwise(tops)), tops
    panel.update_card.picker.chips[Rag.RED].setFocus()
    qtbot.keyClick(QApplication.focusWidget(), K.Key_Backtab)
    assert QApplication.focusWidget() is before


def _is_seen(widget: QWidget) -> bool:
    return not widget.visibleRegion().isEmpty()


def test_a_date_that_cannot_be_read_keeps_the_form_open(
    qtbot: QtBot, panel: SidePanel, plans: SideOfPlan
) -> None:
    assert panel.go_to("last_due")
    line = QApplication.focusWidget()
    qtbot.keyClick(line, K.Key_A, Qt.KeyboardModifier.ControlModifier)
    qtbot.keyClicks(line, "soon")
    qtbot.mouseClick(panel.deadline.set_link, Qt.MouseButton.LeftButton)
    assert panel.deadline.form is not None
    assert panel.unstored() == 1
    panel.show_action(plans.second, DAY)
    assert panel.unstored() == 0
    panel.show_action(plans.first, DAY)
    assert panel.unstored() == 1


def test_what_can_be_pressed_or_typed_has_a_name(panel: SidePanel) -> None:
    for widget in panel.findChildren(QWidget):
        if widget.isVisible() and widget.focusPolicy() & Qt.FocusPolicy.TabFocus:
            named = widget.accessibleName() or getattr(widget, "text", str)()
            assert named, widget
