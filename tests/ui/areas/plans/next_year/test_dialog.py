"""Next year's plan, asked for: what goes on is ticked, what comes of it is said, then made."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QTreeWidgetItem
from pytestqt.qtbot import QtBot

from mscb_desktop.plans.beginning.next_year import Numbers, Passed
from mscb_desktop.plans.model import Action
from tests.support.few_plans import FewPlans
from tests.support.pages import Surroundings, surroundings
from ui.areas.plans.next_year.dialog import NextYearDialog

TODAY = dt.date(2013, 6, 3)
K = Qt.Key
Open = Callable[[], NextYearDialog]


@pytest.fixture
def around(qtbot: QtBot, tmp_path: Path) -> Iterator[Surroundings]:
    with surroundings(tmp_path, sample=False) as made:
        yield made


@pytest.fixture
def plans(around: Surroundings) -> FewPlans:
    return FewPlans(around.board)


@pytest.fixture
def workplan(plans: FewPlans) -> str:
    """A workplan of 2012-13: 1 with a point, 2 whose date passed, 3 complete."""
    business = plans.plan("Business plan", "Business plan", year=plans.year(2012))
    objective = plans.action(business, "2.1", what="Develop a framework")
    year = plans.book(TODAY).plans[business].year
    plan = plans.plan("QA workplan", year=year, objectives_of=business)
    first = plans.action(plan, "1", what="Refresh the audits", when_text="May 2014")
    plans.action(plan, "1.1", what="Send the forms", part_of=first)
    plans.link(first, objective=objective)
    plans.action(plan, "2", what="Audit cases", when_text="Jan 13")
    plans.action(plan, "3", status="complete", status_on=TODAY)
    return plan


@pytest.fixture
def opened(qtbot: QtBot, around: Surroundings, workplan: str) -> Open:
    def open_() -> NextYearDialog:
        dialog = NextYearDialog(around.context, workplan)
        with qtbot.waitExposed(dialog):
            dialog.open()
        qtbot.waitUntil(dialog.name.hasFocus)
        return dialog

    return open_


def item(dialog: NextYearDialog, *places: int) -> QTreeWidgetItem:
    found = dialog.going_on.tree.topLevelItem(places[0])
    for place in places[1:]:
        assert found is not None
        found = found.child(place)
    assert found is not None
    return found


def next_actions(plans: FewPlans, name: str = "QA workplan") -> list[Action]:
    book = plans.book(TODAY)
    (plan,) = (row.ref for row in book.plans.values() if (row.name, row.start_year) == (name, 2013))
    return list(book.actions(plan))


def test_enter_makes_the_plan_of_all_that_is_open_and_leads_to_it(
    qtbot: QtBot, around: Surroundings, plans: FewPlans, opened: Open
) -> None:
    dialog = opened()
    assert dialog.about.text() == (
        "QA workplan 2012-13: 3 actions are open, and 1 that is complete or dropped stays here. "
        "Progress told so far stays here too."
    )
    assert dialog.said.text() == (
        "The plan of 2013-14 gets 3 actions. 2013-14 is begun with it; its budget can be started "
        "at any time."
    )
    assert "its links stay as they are" in dialog.links.text()
    with qtbot.waitSignal(dialog.made) as made:
        qtbot.keyClick(dialog.name, K.Key_Return)
    assert made.args == [plans.book(TODAY).actions(str(made.args[0]))[0].plan, None]
    assert around.year == 2013
    assert [one.number for one in next_actions(plans)] == ["1", "1.1", "2"]
    assert around.said == ["Next year's plan of QA workplan 2012-13 is made. Ctrl+Z takes it back."]


def test_space_leaves_an_action_out_with_its_points(
    qtbot: QtBot, plans: FewPlans, opened: Open
) -> None:
    dialog = opened()
    tree = dialog.going_on.tree
    tree.setFocus()
    tree.setCurrentItem(item(dialog, 0))
    qtbot.keyClick(tree, K.Key_Space)
    assert "gets 1 action." in dialog.said.text()
    assert not dialog.links.isVisible()
    tree.setCurrentItem(item(dialog, 0, 0))
    qtbot.keyClick(tree, K.Key_Space)
    assert "gets 3 actions." in dialog.said.text(), "a point goes on with its action"
    dialog.going_on.none_button.click()
    assert "gets nothing." in dialog.said.text()
    dialog.going_on.all_button.click()
    qtbot.keyClick(tree, K.Key_Space)
    dialog.make_button.click()
    assert [one.number for one in next_actions(plans)] == ["1", "2"]


def test_numbers_and_passed_deadlines_are_chosen(
    qtbot: QtBot, plans: FewPlans, opened: Open
) -> None:
    dialog = opened()
    item(dialog, 0).setCheckState(0, Qt.CheckState.Unchecked)
    dialog.numbers[Numbers.ANEW].click()
    dialog.passed[Passed.EMPTY].click()
    assert "gets 1 action. 1 deadline to be set anew." in dialog.said.text()
    dialog.make_button.click()
    (action,) = next_actions(plans)
    assert (action.number, [one.text for one in action.deadlines]) == ("1", ["Jan 13", ""])


def test_links_that_find_nothing_are_named(plans: FewPlans, workplan: str, opened: Open) -> None:
    business = plans.book(TODAY).plans[workplan].objectives_of
    plans.plan("Business plan", "Business plan", year=plans.year(2013), follows=business)
    assert opened().links.text() == (
        "It serves Business plan 2013-14: its link does not lead there. Kept as printed, since it "
        "has no such objective: '2.1 Develop a framework'."
    )


def test_a_name_that_is_taken_is_said_while_it_is_typed(
    qtbot: QtBot, plans: FewPlans, workplan: str, opened: Open
) -> None:
    plans.plan("Risks", year=plans.year(2013))
    dialog = opened()
    dialog.name.selectAll()
    qtbot.keyClicks(dialog.name, "Risks")
    assert "of this name for 2013-14 already" in dialog.problem.text()
    assert not dialog.make_button.isEnabled()
    qtbot.keyClicks(dialog.name, " and gaps")
    assert not dialog.problem.isVisible()
    dialog.make_button.click()
    assert len(next_actions(plans, "Risks and gaps")) == 3


def test_a_plan_that_has_its_next_one_says_so(opened: Open) -> None:
    opened().make_button.click()
    again = opened()
    assert again.problem.text() == "QA workplan 2013-14 follows it already: open that one."
    assert not again.make_button.isEnabled()
    again.reject()


def test_nothing_is_changed_before_it_is_made(around: Surroundings, opened: Open) -> None:
    before = around.board.next_undo()
    opened().reject()
    assert around.board.next_undo() == before
