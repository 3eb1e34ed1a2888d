"""The cards beside a plan: the box for the new update, what was said before, and the rest."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from functools import partial
from itertools import pairwise
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from db.changes import Change, Plan
from db.fields import Value
from db.records.plans import Rag, Status
from mscb_desktop.boards import open_board
from mscb_desktop.plans.changing.updating import plan_update
from tests.support.pages import Surroundings
from tests.support.side_of_plan import DAY, JANUARY, JULY, NOW, OCTOBER, SideOfPlan
from ui.areas.plans.side.panel import WIDTH, SidePanel
from ui.editors.pick import PickEditor
from ui.findings.acts import Acts
from ui.shell.desk import Desk
from ui.theme import Look, use_look

K = Qt.Key


@pytest.fixture
def plans(tmp_path: Path) -> Iterator[SideOfPlan]:
    made = SideOfPlan.begun(tmp_path)
    yield made
    made.board.close()


def surrounded(plans: SideOfPlan) -> Surroundings:
    application = QApplication.instance()
    assert isinstance(application, QApplication)
    use_look(application, Look())
    made = Surroundings(Desk(plans.board))
    made.desk.stored.connect(made.on_stored)
    made.desk.refused.connect(made.on_refused)
    return made


@pytest.fixture
def around(plans: SideOfPlan) -> Surroundings:
    return surrounded(plans)


@pytest.fixture
def show(qtbot: QtBot) -> Callable[[Surroundings], SidePanel]:
    def show_panel(around: Surroundings) -> SidePanel:
        panel = SidePanel(around.context)
        around.pages.append(panel)  # type: ignore[arg-type]
        qtbot.addWidget(panel)
        panel.resize(WIDTH, 900)
        with qtbot.waitExposed(panel):
            panel.show()
        panel.activateWindow()
        qtbot.waitUntil(panel.isActiveWindow)
        return panel

    return show_panel


@pytest.fixture
def panel(
    around: Surroundings, show: Callable[[Surroundings], SidePanel], plans: SideOfPlan
) -> SidePanel:
    """Give the panel with the first action in it."""
    panel = show(around)
    panel.show_action(plans.first, DAY)
    return panel


def words(widget: QWidget) -> list[str]:
    """Give what is seen as words."""
    return [label.text() for label in widget.findChildren(QLabel) if label.isVisible()]


def narrative(panel: SidePanel) -> str:
    return panel.update_card.rows.rows["narrative"].editor.typed()  # type: ignore[return-value]


def type_narrative(qtbot: QtBot, panel: SidePanel, text: str) -> None:
    panel.focus_update()
    qtbot.keyClicks(QApplication.focusWidget(), text)


def leave(panel: SidePanel) -> None:
    panel.status.buttons[Status.OPEN].setFocus()


def said(plans: SideOfPlan, ref: str, day: dt.date = DAY) -> tuple[str | None, str | None]:
    found = [row for row in plans.updates(ref) if row.dated == day]
    assert len(found) <= 1
    return (found[0].rag, found[0].narrative) if found else (None, None)


def change(around: Surroundings, table: str, ref: str, **values: Value) -> None:
    stored = around.row(table, ref)
    before = {name: stored[name] for name in values}
    assert around.desk.apply(Plan("Changed", (Change(table, ref, before, values),)))


# The box


def test_what_is_typed_is_stored_after_a_pause_and_the_caret_stays(
    qtbot: QtBot, panel: SidePanel, plans: SideOfPlan, monkeypatch: pytest.MonkeyPatch
) -> None:
    panel.update_card.pause.setInterval(10)
    type_narrative(qtbot, panel, "Housing return promised ")
    qtbot.waitUntil(lambda: said(plans, plans.first) == (None, "Housing return promised"))
    qtbot.keyClicks(QApplication.focusWidget(), "for May.")
    assert narrative(panel) == "Housing return promised for May."
    qtbot.waitUntil(lambda: said(plans, plans.first)[1] == "Housing return promised for May.")
    assert panel.unstored() == 0
    assert len(plans.updates(plans.first)) == 4


def test_the_caret_waits_while_another_window_is_looked_at(
    qtbot: QtBot, panel: SidePanel, plans: SideOfPlan
) -> None:
    type_narrative(qtbot, panel, "Promised ")
    other = QWidget()
    qtbot.addWidget(other)
    with qtbot.waitExposed(other):
        other.show()
    other.activateWindow()
    qtbot.waitUntil(other.isActiveWindow)
    panel.update_card.rows.store(while_typing=True)
    assert said(plans, plans.first) == (None, "Promised")
    panel.activateWindow()
    qtbot.waitUntil(panel.isActiveWindow)
    qtbot.keyClicks(QApplication.focusWidget(), "for May.")
    assert narrative(panel) == "Promised for May."


def test_a_pause_stores_neither_an_emptied_text_nor_half_a_date(
    qtbot: QtBot, panel: SidePanel, plans: SideOfPlan
) -> None:
    type_narrative(qtbot, panel, "Begun.")
    leave(panel)
    card = panel.update_card
    card.focus_text()
    qtbot.keyClick(QApplication.focusWidget(), K.Key_A, Qt.KeyboardModifier.ControlModifier)
    qtbot.keyClick(QApplication.focusWidget(), K.Key_Delete)
    card.rows.store(while_typing=True)
    assert said(plans, plans.first) == (None, "Begun.")
    leave(panel)
    assert said(plans, plans.first) == (None, None)
    assert len(plans.updates(plans.first)) == 3
    date = card.rows.rows["dated"].editor
    date.setFocus()
    qtbot.keyClick(QApplication.focusWidget(), K.Key_A, Qt.KeyboardModifier.ControlModifier)
    qtbot.keyClicks(QApplication.focusWidget(), "1/3/1")
    card.rows.store(while_typing=True)
    assert card.day == DAY


def test_leaving_the_box_stores_at_once(qtbot: QtBot, panel: SidePanel, plans: SideOfPlan) -> None:
    type_narrative(qtbot, panel, "Promised for May.")
    assert said(plans, plans.first) == (None, None)
    leave(panel)
    assert said(plans, plans.first) == (None, "Promised for May.")


def test_another_action_takes_nothing_along_and_loses_nothing(
    qtbot: QtBot, panel: SidePanel, plans: SideOfPlan
) -> None:
    type_narrative(qtbot, panel, "Promised for May.")
    panel.show_action(plans.second, DAY)
    assert said(plans, plans.first) == (None, "Promised for May.")
    assert plans.updates(plans.second) == []
    assert narrative(panel) == ""
    assert "Action 2: new update" in words(panel)
    panel.show_action(plans.first, DAY)
    assert narrative(panel) == "Promised for May."
    assert "Action 1: update of 28/03/2013" in words(panel)
    # It is in the box, and not among the earlier ones too.
    assert "Promised for May." not in words(panel.earlier)


def test_a_chip_rates_at_once_and_takes_the_rating_back(
    qtbot: QtBot, panel: SidePanel, plans: SideOfPlan
) -> None:
    chips = panel.update_card.picker.chips
    qtbot.mouseClick(chips[Rag.AMBER], Qt.MouseButton.LeftButton)
    assert said(plans, plans.first) == ("amber", None)
    assert [rag for rag, chip in chips.items() if chip.isChecked()] == [Rag.AMBER]
    qtbot.keyClick(QApplication.focusWidget(), K.Key_G)
    assert said(plans, plans.first) == ("green", None)
    qtbot.keyClick(QApplication.focusWidget(), K.Key_0)
    assert said(plans, plans.first) == ("not_rated", None)
    qtbot.keyClick(QApplication.focusWidget(), K.Key_Space)
    assert plans.updates(plans.first)[-1].dated == JANUARY
    qtbot.keyClick(QApplication.focusWidget(), K.Key_Left)
    qtbot.keyClick(QApplication.focusWidget(), K.Key_Return)
    assert said(plans, plans.first) == ("green", None)


def test_who_told_it_waits_for_what_is_told(
    qtbot: QtBot, panel: SidePanel, plans: SideOfPlan
) -> None:
    row = panel.update_card.rows.rows["told_by"]
    row.editor.setFocus()
    qtbot.keyClicks(QApplication.focusWidget(), "Chair")
    leave(panel)
    assert row.problem is not None
    assert "who told it" in row.problem
    assert panel.unstored() == 1
    qtbot.mouseClick(panel.update_card.picker.chips[Rag.RED], Qt.MouseButton.LeftButton)
    (update,) = plans.updates(plans.first)[3:]
    assert (update.rag, update.told_by) == ("red", "Chair")
    assert panel.unstored() == 0


def test_a_text_that_cannot_be_stored_stays_with_the_reason_and_waits_at_its_action(
    qtbot: QtBot, panel: SidePanel, plans: SideOfPlan, around: Surroundings
) -> None:
    long = "x" * 32_800
    editor = panel.update_card.rows.rows["narrative"].editor
    editor.setFocus()
    editor.begin_with(long)
    leave(panel)
    reason = panel.update_card.rows.rows["narrative"].problem
    assert reason is not None
    assert "32,767" in reason
    panel.show_action(plans.second, DAY)
    assert narrative(panel) == ""
    assert panel.unstored() == 0
    (draft,) = plans.board.drafts()
    assert (draft.place, draft.typed) == (f"progress_update {plans.first}", long)
    assert SidePanel.action_of(draft.place) == plans.first
    panel.show_action(plans.first, DAY)
    assert narrative(panel) == long
    assert panel.unstored() == 1
    panel.update_card.rows.give_up("narrative")
    panel.hide()
    assert plans.board.drafts() == []


def test_a_crash_loses_nothing(
    qtbot: QtBot,
    plans: SideOfPlan,
    around: Surroundings,
    show: Callable[[Surroundings], SidePanel],
) -> None:
    panel = show(around)
    panel.show_action(plans.first, DAY)
    type_narrative(qtbot, panel, "Promised for")
    qtbot.waitUntil(lambda: len(plans.board.drafts()) == 1, timeout=3_000)
    assert said(plans, plans.first) == (None, None)
    # Another window on the file as it lies there: this one never got to store anything.
    again = show(surrounded(plans))
    again.show_action(plans.first, DAY)
    assert narrative(again) == "Promised for"
    again.focus_update()
    leave(again)
    assert said(plans, plans.first) == (None, None)  # passing by stores nothing
    type_narrative(qtbot, again, " May.")
    leave(again)
    assert said(plans, plans.first) == (None, "Promised for May.")


def test_nothing_is_stored_out_of_sight_and_nothing_lost(
    qtbot: QtBot, panel: SidePanel, plans: SideOfPlan
) -> None:
    type_narrative(qtbot, panel, "Promised")
    assert panel.update_card.pause.isActive()
    panel.hide()
    assert not panel.update_card.pause.isActive()
    kept = [said(plans, plans.first)[1], *(draft.typed for draft in plans.board.drafts())]
    assert "Promised" in kept


def test_a_text_of_another_day_is_found_again(
    qtbot: QtBot,
    plans: SideOfPlan,
    around: Surroundings,
    show: Callable[[Surroundings], SidePanel],
) -> None:
    panel = show(around)
    panel.show_action(plans.first, DAY)
    type_narrative(qtbot, panel, "Promised")
    panel.hide()
    again = show(surrounded(plans))
    again.show_action(plans.first, DAY + dt.timedelta(days=1))
    assert narrative(again) == ""
    assert again.update_card.waiting_link.isVisible()
    qtbot.mouseClick(again.update_card.waiting_link, Qt.MouseButton.LeftButton)
    assert narrative(again) == "Promised"
    assert again.update_card.day == DAY


def test_another_text_stored_meanwhile_is_shown_beside_what_is_typed(
    qtbot: QtBot, panel: SidePanel, plans: SideOfPlan, around: Surroundings
) -> None:
    assert around.desk.apply(plan_update(plans.board, plans.first, DAY, narrative="Begun."))
    assert narrative(panel) == "Begun."
    type_narrative(qtbot, panel, " Nearly.")
    assert around.desk.apply(plan_update(plans.board, plans.first, DAY, narrative="Done."))
    row = panel.update_card.rows.rows["narrative"]
    assert row.is_choosing
    leave(panel)
    assert said(plans, plans.first) == (None, "Done.")
    assert row.choice is not None
    qtbot.mouseClick(row.choice.mine_button, Qt.MouseButton.LeftButton)
    assert said(plans, plans.first) == (None, "Begun. Nearly.")
    assert panel.unstored() == 0


# Days


def test_the_update_is_dated_the_page_s_day_and_may_be_dated_before(
    qtbot: QtBot, panel: SidePanel, plans: SideOfPlan
) -> None:
    type_narrative(qtbot, panel, "Promised.")
    leave(panel)
    _type_date(qtbot, panel, "14 Mar 13")
    dated = dt.date(2013, 3, 14)
    assert said(plans, plans.first, dated) == (None, "Promised.")
    assert said(plans, plans.first) == (None, None)
    assert (panel.update_card.day, narrative(panel)) == (dated, "Promised.")
    qtbot.mouseClick(panel.update_card.new_link, Qt.MouseButton.LeftButton)
    assert (panel.update_card.day, narrative(panel)) == (DAY, "")
    qtbot.waitUntil(lambda: "Promised." in words(panel.earlier))


def test_a_day_chosen_first_is_that_of_the_new_update(
    qtbot: QtBot, panel: SidePanel, plans: SideOfPlan
) -> None:
    _type_date(qtbot, panel, "01/02/2013")
    type_narrative(qtbot, panel, "Two more.")
    leave(panel)
    assert said(plans, plans.first, dt.date(2013, 2, 1)) == (None, "Two more.")
    panel.show_action(plans.second, DAY)
    assert panel.update_card.day == DAY


def test_a_day_of_which_something_was_said_shows_that(
    qtbot: QtBot, panel: SidePanel, plans: SideOfPlan
) -> None:
    _type_date(qtbot, panel, "08/10/2012")
    assert narrative(panel) == "Thirteen of 17 returned."
    assert panel.update_card.picker.rag is Rag.AMBER
    qtbot.waitUntil(lambda: "Thirteen of 17 returned." not in words(panel.earlier))


@pytest.mark.parametrize(
    ("typed", "reason"),
    [
        ("14/01/2013", "There is an update of 14/01/2013 already"),
        ("29/03/2013", "The page shows how it stood on 28/03/2013"),
        ("", "needed"),
    ],
)
def test_a_day_that_cannot_be_is_refused_beside_it(
    qtbot: QtBot, panel: SidePanel, plans: SideOfPlan, typed: str, reason: str
) -> None:
    type_narrative(qtbot, panel, "Promised.")
    leave(panel)
    _type_date(qtbot, panel, typed)
    row = panel.update_card.rows.rows["dated"]
    assert row.problem is not None
    assert reason in row.problem
    assert said(plans, plans.first) == (None, "Promised.")
    assert [update.dated for update in plans.updates(plans.first)] == [JULY, OCTOBER, JANUARY, DAY]


def test_an_earlier_day_shows_what_was_known_then(panel: SidePanel, plans: SideOfPlan) -> None:
    panel.show_action(plans.first, OCTOBER)
    assert narrative(panel) == "Thirteen of 17 returned."
    assert "All but one agency." not in words(panel.earlier)
    assert "Forms sent to all agencies." in words(panel.earlier)


def _type_date(qtbot: QtBot, panel: SidePanel, text: str) -> None:
    panel.update_card.rows.rows["dated"].editor.setFocus()
    line = QApplication.focusWidget()
    qtbot.keyClick(line, K.Key_A, Qt.KeyboardModifier.ControlModifier)
    qtbot.keyClick(line, K.Key_Delete)
    qtbot.keyClicks(line, text)
    qtbot.keyClick(line, K.Key_Return)


# What was said before


def test_earlier_updates_are_changed_in_the_box_and_deleted(
    qtbot: QtBot, panel: SidePanel, plans: SideOfPlan, around: Surroundings
) -> None:
    shown = words(panel.earlier)
    assert [text for text in shown if "/" in text] == ["14/01/2013", "08/10/2012", "02/07/2012"]
    assert "Told by Chair" in shown
    tools = {made.accessibleName(): made for made in panel.earlier.findChildren(QWidget)}
    qtbot.mouseClick(tools["Change the update of 08/10/2012"], Qt.MouseButton.LeftButton)
    assert "Action 1: update of 08/10/2012" in words(panel)
    qtbot.keyClicks(QApplication.focusWidget(), " Four late.")
    panel.show_action(plans.second, DAY)
    assert said(plans, plans.first, OCTOBER) == ("amber", "Thirteen of 17 returned. Four late.")
    panel.show_action(plans.first, DAY)
    tools = {made.accessibleName(): made for made in panel.earlier.findChildren(QWidget)}
    qtbot.mouseClick(tools["Delete the update of 02/07/2012"], Qt.MouseButton.LeftButton)
    assert [update.dated for update in plans.updates(plans.first)] == [OCTOBER, JANUARY]
    assert "Forms sent to all agencies." not in words(panel.earlier)
    assert any("Ctrl+Z" in text for text in around.said)


def test_the_update_in_the_box_is_deleted_there(
    qtbot: QtBot, panel: SidePanel, plans: SideOfPlan
) -> None:
    assert not panel.update_card.delete_link.isVisible()
    type_narrative(qtbot, panel, "Promised.")
    leave(panel)
    qtbot.mouseClick(panel.update_card.delete_link, Qt.MouseButton.LeftButton)
    assert len(plans.updates(plans.first)) == 3
    assert narrative(panel) == ""
    assert "Action 1: new update" in words(panel)


def test_many_and_long_updates_are_shown_in_part(
    qtbot: QtBot, panel: SidePanel, plans: SideOfPlan
) -> None:
    for month in range(1, 9):
        plans.update(plans.second, dt.date(2012, month, 1), narrative=f"Month {month}.")
    plans.update(plans.second, dt.date(2012, 9, 1), narrative="word " * 3_000 + "end")
    panel.show_action(plans.second, DAY)
    shown = words(panel.earlier)
    assert "Month 6." in shown
    assert "Month 5." not in shown
    assert max(map(len, shown)) < 500
    whole = next(
        made
        for made in panel.earlier.findChildren(QWidget)
        if made.accessibleName() == "Show all of the update of 01/09/2012"
    )
    qtbot.mouseClick(whole, Qt.MouseButton.LeftButton)
    assert max(map(len, words(panel.earlier))) > 15_000
    qtbot.mouseClick(panel.earlier.more_link, Qt.MouseButton.LeftButton)
    assert "Month 1." in words(panel.earlier)


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
