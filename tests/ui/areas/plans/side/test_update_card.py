"""The box for the new update, and what was said before."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from db.records.plans import Rag
from mscb_desktop.plans.changing.updating import plan_update
from tests.support.pages import Surroundings
from tests.support.side_of_plan import DAY, JANUARY, JULY, OCTOBER, SideOfPlan
from tests.support.side_words import leave, narrative, said, surrounded, type_narrative, words
from ui.areas.plans.side.panel import SidePanel

K = Qt.Key


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
