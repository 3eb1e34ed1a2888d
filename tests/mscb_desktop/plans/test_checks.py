"""What needs doing in plans: told for the plan's year, gathered where it is much, accepted."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import pytest

from mscb_desktop.checks import Finding, find, plan_accept, still_open
from mscb_desktop.plans.checks import TABLES, doubts_of, finding_of
from mscb_desktop.plans.rules.rollup import RollUp
from tests.support.few_plans import FewPlans

TODAY = dt.date(2013, 6, 3)
LAST = dt.date(2013, 3, 31)
WORDS = "Forms went to all agencies and most of them came back in time."


class Plans(FewPlans):
    """A business plan with one objective, and a workplan that serves it, of 2012-13."""

    def __init__(self, folder: Path) -> None:
        super().__init__(FewPlans.empty(folder).board)
        self.of_year = self.year(2012)
        self.agency_ref = self.agency("Council")
        self.business = self.plan("Business plan", "Business plan", year=self.of_year)
        self.objective = self.sound(self.business, "1.1", what="Know what children say")
        self.workplan = self.plan("Workplan", year=self.of_year, objectives_of=self.business)

    def sound(self, plan: str, number: str | None, **values: object) -> str:
        """Add an action of which nothing is to be told."""
        stored = {"who": "Chair", "last_due": dt.date(2014, 3, 31), **values}
        return self.action(plan, number, **stored)  # type: ignore[arg-type]

    def findings(self, year: int | None = None, today: dt.date = TODAY) -> list[Finding]:
        with self.board.reading() as connection:
            return find(connection, today, year, of=["plans"])

    def only(self, year: int | None = None, today: dt.date = TODAY) -> Finding:
        (finding,) = self.findings(year, today)
        return finding


@pytest.fixture
def made(tmp_path: Path) -> Iterator[Plans]:
    plans = Plans(tmp_path)
    yield plans
    plans.board.close()


def test_nothing_is_told_of_sound_plans(made: Plans) -> None:
    made.update(made.sound(made.workplan, "1"), LAST, rag="green", narrative=WORDS)
    made.sound(made.workplan, "2", last_due=None, when_text="Ongoing")
    assert made.findings() == []


def test_an_overdue_green_action_is_told_once(made: Plans) -> None:
    action = made.sound(made.workplan, "3", last_due=dt.date(2013, 1, 31))
    made.update(action, LAST, rag="green", narrative=WORDS)
    finding = made.only()
    assert finding.title == "Workplan 2012-13, 3: Overdue and Green"
    assert finding.message == "Due 31/01/2013, 59 days ago, and rated Green on 31/03/2013."
    assert (finding.area, finding.ref, finding.column) == ("plans", action, "rag")
    assert (finding.year, finding.year_ref) == (2012, made.of_year)


def test_other_overdue_actions_are_told_together_the_latest_first(made: Plans) -> None:
    for number, month in (("1", 2), ("2", 1), ("3", 3)):
        made.sound(made.workplan, number, last_due=dt.date(2013, month, 1))
    late = made.sound(made.workplan, "4")
    made.sound(made.workplan, "4.1", part_of=late, last_due=dt.date(2012, 12, 1))
    finding = made.only()
    assert finding.title == "Workplan 2012-13: 4 actions are overdue"
    assert finding.message == (
        "Actions 4 (late 4 months), 2 (late 89 days), 1 (late 58 days) and 3 (late 30 days). Say "
        "what is complete or dropped, or type when it will be done."
    )
    assert (finding.ref, finding.column) == (late, "when")
    book = made.book(LAST)
    counted = RollUp(book.register, LAST).count(one.ref for one in book.actions(made.workplan))
    assert counted.overdue == 4


def test_what_ended_or_goes_on_elsewhere_is_not_overdue(made: Plans) -> None:
    due = dt.date(2012, 9, 30)
    done = made.sound(made.workplan, "1", last_due=due, status="complete", status_on=due)
    made.sound(made.workplan, "1.1", part_of=done, last_due=due)
    made.sound(made.workplan, "2", last_due=due, status="dropped", status_on=due)
    assert made.findings() == []


def test_more_than_a_few_of_a_kind_are_gathered_and_lead_to_the_first(made: Plans) -> None:
    refs = [made.sound(made.workplan, str(number), who=None) for number in range(1, 4)]
    assert [finding.title for finding in made.findings()] == [
        f"Workplan 2012-13, {number}: No lead" for number in (1, 2, 3)
    ]
    for number in range(4, 9):
        made.sound(made.workplan, str(number), who=None)
    made.sound(made.workplan, None, who=None, what="Agree the fees", part_of=refs[0])
    finding = made.only()
    assert finding.title == "Workplan 2012-13: 9 actions have no lead"
    assert finding.message == "Actions 1, 2, 3, 4, 5, 6 and 2 more. Nobody is named who leads it."
    assert (finding.ref, finding.column) == (refs[0], "who")


def test_an_accepted_gathering_shows_again_when_another_joins_it(made: Plans) -> None:
    for number in range(1, 5):
        made.sound(made.workplan, str(number), who=None)
    made.take(plan_accept(made.board, made.only(), "The group leads them all."))
    assert still_open(made.findings()) == []
    made.sound(made.workplan, "5", who=None)
    assert still_open([made.only()]) == [made.only()]


def test_what_is_accepted_of_an_action_is_not_gathered(made: Plans) -> None:
    refs = [made.sound(made.workplan, str(number), who=None) for number in range(1, 6)]
    book = made.book(LAST)
    doubt = next(one for one in doubts_of(book) if one.action == refs[1])
    of_action = finding_of(book, doubt, 2012, made.of_year)
    made.take(plan_accept(made.board, of_action, "It leads itself."))
    assert "acceptance" in TABLES
    accepted, gathered = sorted(made.findings(), key=lambda finding: finding.accepted is None)
    assert (accepted.title, accepted.accepted) == (
        "Workplan 2012-13, 2: No lead",
        "It leads itself.",
    )
    assert gathered.title == "Workplan 2012-13: 4 actions have no lead"


def test_links_say_what_is_wrong_with_them(made: Plans) -> None:
    action = made.sound(made.workplan, "9")
    made.link(action, objective=made.objective, printed="1.1 Recruit more trainers")
    for number in range(10, 15):
        made.link(made.sound(made.workplan, str(number)), printed="2.6 Private fostering")
    nowhere, disagrees = made.findings()
    assert nowhere.title == "Workplan 2012-13: 5 links lead to no objective"
    assert nowhere.message == (
        "Actions 10, 11, 12, 13 and 14. '2.6 Private fostering': Business plan has no objective "
        "or section 2.6."
    )
    assert disagrees.title == "Workplan 2012-13, 9: Number and title disagree"
    assert (disagrees.ref, disagrees.column) == (action, "links")


@pytest.mark.parametrize(
    ("values", "kind", "column"),
    [
        ({"status": "complete"}, "Complete or dropped without a date", "status"),
        ({"last_due": None, "when_text": "TBC"}, "No date", "when"),
        ({"number": "1.1."}, "Number used twice", "number"),
    ],
)
def test_a_finding_leads_to_its_cell(
    made: Plans, values: dict[str, str], kind: str, column: str
) -> None:
    made.sound(made.business, **{"number": "1.2", **values})
    finding = made.only()
    assert finding.title.endswith(f": {kind}")
    assert finding.column == column


def test_each_plan_is_judged_for_its_year(made: Plans) -> None:
    made.sound(made.workplan, "1", last_due=dt.date(2013, 5, 1))
    next_year = made.year(2013)
    later = made.plan("Later", year=next_year)
    due = made.sound(later, "1", last_due=dt.date(2013, 5, 1))
    finding = made.only()
    assert (finding.ref, finding.year, finding.year_ref) == (due, 2013, next_year)
    assert made.findings(2012) == []
    assert made.only(2013) == finding
    assert made.findings(today=dt.date(2013, 4, 30)) == []


def test_a_plan_without_a_year_belongs_to_the_newest_that_has_begun(made: Plans) -> None:
    made.year(2014)
    made.sound(made.plan("Strategy"), "1", last_due=dt.date(2013, 2, 1))
    assert made.only().title == "Strategy: 1 action is overdue"
    assert made.only().year == 2012
    assert made.only(2012).year_ref == made.of_year


def test_without_any_year_it_is_told_for_the_present_one(tmp_path: Path) -> None:
    plans = FewPlans.empty(tmp_path)
    plans.action(plans.plan("Strategy"), "1", who="Chair", last_due=dt.date(2013, 2, 1))
    with plans.board.reading() as connection:
        (finding,) = find(connection, TODAY, None, of=["plans"])
    assert (finding.year, finding.year_ref) == (2013, None)
    assert finding.why_not_accepted
    plans.board.close()
