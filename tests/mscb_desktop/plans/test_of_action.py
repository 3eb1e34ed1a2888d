"""What stands beside a plan for one of its actions, and what is changed of it there."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import pytest

from db.changes import Change
from db.records.plans import Rag, Status
from mscb_desktop import checks
from mscb_desktop.plans.changing.on_action import (
    offer_objectives,
    offer_parties,
    plan_add_party,
    plan_change,
    plan_lead,
    plan_remove,
    plan_serve,
    plan_status,
)
from mscb_desktop.plans.of_action import Elsewhere, of_action
from mscb_desktop.plans.rules.looking import findings_of_actions
from tests.support.side_of_plan import DAY, JANUARY, JULY, OCTOBER, SideOfPlan


@pytest.fixture
def plans(tmp_path: Path) -> Iterator[SideOfPlan]:
    made = SideOfPlan.begun(tmp_path)
    yield made
    made.board.close()


# Reading


def test_it_is_named_by_what_it_is_and_its_number(plans: SideOfPlan) -> None:
    assert plans.of(plans.first).name == "Action 1"
    assert plans.of(plans.framework).name == "Objective 2.1"
    assert plans.of(plans.point).name == "Point of 2, 'Agree the form'"


def test_updates_stand_newest_first_up_to_the_day(plans: SideOfPlan) -> None:
    of = plans.of(plans.first)
    assert [update.dated for update in of.updates] == [JANUARY, OCTOBER, JULY]
    assert [update.dated for update in plans.of(plans.first, OCTOBER).updates] == [OCTOBER, JULY]
    update = of.update_on(OCTOBER)
    assert update is not None
    assert (update.rag, update.by) == (Rag.AMBER, "Chair")
    assert of.update_on(DAY) is None


def test_a_deadline_is_told_as_written_as_read_and_how_late_it_is(plans: SideOfPlan) -> None:
    due = plans.of(plans.first).due
    assert (due.text, due.read, due.late) == ("March 2012", "Due 31/03/2012", "late 12 months")
    assert plans.of(plans.framework).due.read == "It is not said by when"
    due = plans.of(plans.second).due
    assert (due.read, due.of_points) == (
        "Ongoing, no deadline",
        "The last of its points is due 30/06/2013",
    )


def test_days_set_by_hand_are_told_so(plans: SideOfPlan) -> None:
    days = {"first_due": dt.date(2013, 4, 1), "last_due": dt.date(2013, 4, 30)}
    plans.take(plan_change(plans.board, "action", plans.second, "{}", **days))
    assert plans.of(plans.second).due.read == "Due 01/04/2013 to 30/04/2013, as set by hand"


def test_earlier_deadlines_are_told_with_the_days_until_which_they_held(tmp_path: Path) -> None:
    now = dt.datetime(2013, 1, 7, 9, 0)
    plans = SideOfPlan.begun(tmp_path, lambda: now)
    for day, was, text in ((4, "March 2012", "June 2013"), (20, "June 2013", "TBC")):
        now = dt.datetime(2013, 2, day, 9, 0)
        change = Change("action", plans.first, {"when_text": was}, {"when_text": text})
        plans.board.apply("When", [change])
    due = plans.of(plans.first).due
    assert due.text == "TBC"
    assert due.earlier == (
        "June 2013 · due 30/06/2013 · until 20/02/2013",
        "March 2012 · due 31/03/2012 · until 04/02/2013",
    )
    then = plans.of(plans.first, dt.date(2013, 2, 10)).due
    assert (then.text, then.slipped) == ("June 2013", "moved by 15 months")
    plans.board.close()


def test_an_alias_shows_what_it_is_the_same_as(plans: SideOfPlan) -> None:
    of = plans.of(plans.alias)
    assert (of.name, of.target, of.same_as) == (
        "Action 3",
        plans.first,
        Elsewhere(plans.first, "1"),
    )
    assert of.due.text == "March 2012"
    assert [update.dated for update in of.updates] == [JANUARY, OCTOBER, JULY]
    assert [(doer.name, doer.ref) for doer in of.doers] == [("Quality Assurance Subgroup", "")]
    assert of.serving == ()


def test_what_it_serves_is_told_with_what_the_plan_prints(plans: SideOfPlan) -> None:
    plans.link(plans.first, plan_section=plans.section_2)
    plans.link(plans.first, printed="9. Communications")
    served = plans.of(plans.first).serving
    assert [(one.words, one.to, one.printed) for one in served] == [
        ("2.1 Develop a framework", plans.framework, "2.1 Framework"),
        ("2 Challenge", plans.section_2, ""),
        ("9. Communications", None, ""),
    ]
    assert plans.of(plans.first).serves == "Business plan 2012-13"


def test_it_leads_to_the_actions_of_other_years(plans: SideOfPlan) -> None:
    assert plans.of(plans.first).carried_from == Elsewhere(plans.old, "4 in Workplan 2011-12")
    old = plans.of(plans.old)
    assert old.carried_to == [Elsewhere(plans.first, "1 in Workplan 2012-13")]


def test_an_action_that_is_not_there_is_none(plans: SideOfPlan) -> None:
    with plans.board.reading() as connection:
        assert of_action(connection, "AN-0999", DAY) is None


# Status


def test_a_status_takes_its_day_and_loses_it(plans: SideOfPlan) -> None:
    plan = plan_status(plans.board, plans.first, Status.COMPLETE, DAY)
    plans.take(plan)
    assert plan.what == "1, Refresh the audits: complete on 28/03/2013"
    of = plans.of(plans.first)
    assert (of.status, of.status_on) == (Status.COMPLETE, DAY)
    plans.take(plan_status(plans.board, plans.first, Status.OPEN, DAY))
    of = plans.of(plans.first)
    assert (of.status, of.status_on) == (Status.OPEN, None)
    assert plan_status(plans.board, plans.first, Status.OPEN, DAY).changes == ()


def test_what_was_deleted_meanwhile_is_said(plans: SideOfPlan) -> None:
    gone = plan_status(plans.board, "AN-0999", Status.OPEN, DAY)
    assert gone.changes == ()
    assert "deleted meanwhile" in gone.problems[0].message
    gone = plan_remove(plans.board, "action_party", "AY-0999")
    assert "deleted meanwhile" in gone.problems[0].message


# Who


def doers(plans: SideOfPlan, action: str) -> list[tuple[str, bool]]:
    return [(doer.name, doer.lead) for doer in plans.of(action).doers]


def test_the_first_that_is_named_leads_and_who_leads_stands_first(plans: SideOfPlan) -> None:
    plans.take(plan_add_party(plans.board, plans.second, "metropolitan police"))
    plans.take(plan_add_party(plans.board, plans.second, plans.head))
    assert doers(plans, plans.second) == [
        ("Metropolitan Police", True),
        ("Head Teacher, Hill School", False),
    ]
    police, head = (doer.ref for doer in plans.of(plans.second).doers)
    plans.take(plan_lead(plans.board, police, lead=False))
    plans.take(plan_lead(plans.board, head, lead=True))
    assert doers(plans, plans.second) == [
        ("Head Teacher, Hill School", True),
        ("Metropolitan Police", False),
    ]
    plans.take(plan_remove(plans.board, "action_party", head))
    assert doers(plans, plans.second) == [("Metropolitan Police", False)]


def test_several_are_added_at_once(plans: SideOfPlan) -> None:
    plans.take(plan_add_party(plans.board, plans.second, "MPS; Quality Assurance Subgroup"))
    assert doers(plans, plans.second) == [
        ("Metropolitan Police", True),
        ("Quality Assurance Subgroup", False),
    ]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Fire Brigade", "no one agency, post or group called 'Fire Brigade'"),
        ("Quality Assurance Subgroup", "stands here already"),
    ],
)
def test_who_cannot_be_added_is_said(plans: SideOfPlan, text: str, words: str) -> None:
    plan = plan_add_party(plans.board, plans.first, text)
    assert plan.changes == ()
    assert words in plan.problems[0].message


def test_agencies_posts_and_groups_are_offered_together(plans: SideOfPlan) -> None:
    found = offer_parties(plans.board, "h")
    assert ("Hill School", "Agency") in [(one.label, one.detail) for one in found]
    assert found[0].label.casefold().startswith("h")
    assert ("Head Teacher, Hill School", "Post") in [(one.label, one.detail) for one in found]


# What it serves


def served(plans: SideOfPlan, action: str) -> list[tuple[str | None, str]]:
    return [(one.to, one.printed or one.words) for one in plans.of(action).serving]


def test_objectives_are_chosen_or_typed_by_number(plans: SideOfPlan) -> None:
    plans.take(plan_serve(plans.board, plans.second, plans.framework))
    plans.take(plan_serve(plans.board, plans.second, "2; 2.3 Something else"))
    assert served(plans, plans.second) == [
        (plans.framework, "2.1 Develop a framework"),
        (plans.section_2, "2 Challenge"),
        (plans.violence, "2.3 Something else"),
    ]


def test_what_is_not_found_is_kept_as_it_is_printed(plans: SideOfPlan) -> None:
    plans.take(plan_serve(plans.board, plans.second, "9. Communications"))
    assert served(plans, plans.second) == [(None, "9. Communications")]
    again = plan_serve(plans.board, plans.second, "9. Communications")
    assert "already" in again.problems[0].message
    again = plan_serve(plans.board, plans.first, "2.1")
    assert "already" in again.problems[0].message


def test_objectives_and_sections_are_offered_by_number(plans: SideOfPlan) -> None:
    with plans.board.reading() as connection:
        every = offer_objectives(connection, plans.first, "")
        some = offer_objectives(connection, plans.first, "practice")
    assert [one.label for one in every] == [
        "2 Challenge",
        "2.1 Develop a framework",
        "2.3 Improve practice",
    ]
    assert [one.ref for one in some] == [plans.violence]


# What is worth a look


def test_every_action_has_its_own_findings_however_many_there_are(plans: SideOfPlan) -> None:
    refs = [plans.action(plans.workplan, str(n), what=f"Action {n}") for n in range(10, 20)]
    with plans.board.reading() as connection:
        found = findings_of_actions(connection, plans.workplan, DAY, DAY)
    titles = {ref: [one.title.rpartition(": ")[2] for one in found[ref]] for ref in refs}
    assert titles == {ref: ["No lead", "No date"] for ref in refs}
    assert plans.old not in found  # another plan's


def test_what_is_never_due_is_no_doubt_and_what_was_accepted_says_why(plans: SideOfPlan) -> None:
    with plans.board.reading() as connection:
        (finding,) = findings_of_actions(connection, plans.workplan, DAY, DAY)[plans.second]
    assert finding.title.endswith("No lead")
    plans.take(checks.plan_accept(plans.board, finding, "The Board does"))
    with plans.board.reading() as connection:
        (finding,) = findings_of_actions(connection, plans.workplan, DAY, DAY)[plans.second]
    assert finding.accepted == "The Board does"


def test_a_plan_that_is_gone_has_no_findings(plans: SideOfPlan) -> None:
    with plans.board.reading() as connection:
        assert findings_of_actions(connection, "PL-0999", DAY, DAY) == {}
