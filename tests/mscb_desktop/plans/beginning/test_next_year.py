"""Next year's plan: open actions with what they own, links that find their objectives again."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import pytest

from db.changes import Change
from mscb_desktop.plans.beginning.next_year import Choices, Numbers, Passed, Source
from mscb_desktop.plans.beginning.next_year_changes import plan_next_plan
from mscb_desktop.plans.model import Action
from tests.support.few_plans import FewPlans

TODAY = dt.date(2013, 6, 3)
DAY = dt.date(2013, 1, 31)
NEXT = dt.date(2014, 3, 31)


class Plans(FewPlans):
    """A workplan of 2012-13 that serves a business plan, with the next one of that."""

    def __init__(self, folder: Path) -> None:
        super().__init__(FewPlans.empty(folder).board)
        self.of_year, self.of_next = self.year(2012), self.year(2013)
        self.business = self.plan("Business plan", "Business plan", year=self.of_year)
        self.governance = self.section(self.business, "Governance", number="1")
        self.old = self.action(self.business, "2.1", what="Develop a framework")
        self.workplan = self.plan(
            "QA workplan 2012-13", year=self.of_year, objectives_of=self.business
        )

    def business_of_next(self) -> str:
        return self.plan("Business plan", "Business plan", year=self.of_next, follows=self.business)

    def source(self, plan: str | None = None) -> Source:
        with self.board.reading() as connection:
            return Source(connection, plan or self.workplan, TODAY)

    def make(self, choices: Choices | None = None, plan: str | None = None) -> str:
        """Make next year's plan; give its reference."""
        source = self.source(plan)
        new = plan_next_plan(self.board, source, choices or Choices(source.name))
        self.take(new.plan)
        return new.ref

    def actions(self, plan: str) -> list[Action]:
        return list(self.book(TODAY).actions(plan))


@pytest.fixture
def made(tmp_path: Path) -> Iterator[Plans]:
    plans = Plans(tmp_path)
    yield plans
    plans.board.close()


def test_open_actions_go_on_and_done_ones_are_left(made: Plans) -> None:
    agency, post = made.agency("Police"), made.post("Nurse")
    section = made.section(made.workplan, "Audit", number="1")
    action = made.action(
        made.workplan,
        "3",
        what="Audit files\n- all of them",
        plan_section=section,
        outcomes="Known",
        measures="Counted",
        who="Chair, and others",
        recommendation="Audit",
        evidence="Minutes",
        monitoring="Board",
        when_text="May 14",
    )
    made.party(action, agency=agency, lead=True)
    made.party(action, post=post)
    made.update(action, DAY, rag="amber", narrative="Begun.")
    made.action(made.workplan, "1", status="complete", status_on=DAY)
    made.action(made.workplan, "2", status="dropped", status_on=DAY)
    assert made.source().ended == 2
    new = made.make()
    book = made.book(TODAY)
    row = book.plans[new]
    assert (row.name, row.start_year, row.follows) == ("QA workplan 2013-14", 2013, made.workplan)
    (part,) = (part for part in book.parts(new) if part.section is not None)
    assert part.section is not None
    assert (part.section.number, part.section.title) == ("1", "Audit")
    (carried,) = part.actions
    old = book.register.actions[action]
    for name in ("number", "what", "outcomes", "measures", "who", "recommendation", "evidence"):
        assert getattr(carried, name) == getattr(old, name), name
    assert carried.monitoring == "Board"
    assert carried.carried_from == action
    assert [(one.agency, one.post, one.lead) for one in carried.parties] == [
        (agency, None, True),
        (None, post, False),
    ]
    assert (carried.deadlines[-1].text, carried.deadlines[-1].last_due) == (
        "May 14",
        dt.date(2014, 5, 31),
    )
    assert book.updates(carried.ref) == []
    assert book.standing(action).carried, "it is waited for in the plan that goes on with it"
    assert len(made.actions(new)) == 1


def test_it_is_one_step_to_undo(made: Plans) -> None:
    made.action(made.workplan, "1")
    made.make()
    assert made.board.next_undo() == "Next year's plan of QA workplan 2012-13"
    made.board.undo()
    assert len(made.book(TODAY).plans) == 2


def test_links_lead_to_the_objective_that_goes_on_else_to_its_number(made: Plans) -> None:
    going_on = made.action(made.business, "1.1", what="Know what children say")
    gone = made.action(made.business, "3.4", what="Publish a strategy")
    action = made.action(made.workplan, "1")
    for values in (
        {"objective": made.old},
        {"objective": going_on, "printed": "1.1 Children's voice"},
        {"objective": gone},
        {"plan_section": made.governance},
    ):
        made.link(action, **values)
    business = made.business_of_next()
    section = made.section(business, "Governance", number="1")
    same_number = made.action(business, "2.1", what="Develop a framework")
    renumbered = made.action(business, "4.9", what="Voices", carried_from=going_on)
    source = made.source()
    foreseen = source.foresee(Choices(source.name))
    assert (foreseen.moved, foreseen.unplaced) == (3, ("3.4 Publish a strategy",))
    new = made.make()
    book = made.book(TODAY)
    assert book.plans[new].objectives_of == business
    (carried,) = book.actions(new)
    assert [(link.objective, link.section, link.printed) for link in carried.links] == [
        (same_number, None, None),
        (renumbered, None, "1.1 Children's voice"),
        (None, None, "3.4 Publish a strategy"),
        (None, section, None),
    ]


def test_a_link_whose_number_has_another_title_keeps_its_words(made: Plans) -> None:
    made.link(made.action(made.workplan, "1"), objective=made.old)
    business = made.business_of_next()
    other = made.action(business, "2.1", what="Recruit more trainers")
    (carried,) = made.actions(made.make())
    assert [(link.objective, link.printed) for link in carried.links] == [
        (other, "2.1 Develop a framework")
    ]


def test_without_a_next_business_plan_links_stay(made: Plans) -> None:
    made.link(made.action(made.workplan, "1"), objective=made.old)
    new = made.make()
    assert made.book(TODAY).plans[new].objectives_of == made.business
    (carried,) = made.actions(new)
    assert [link.objective for link in carried.links] == [made.old]


def test_points_and_aliases_go_with_their_action(made: Plans) -> None:
    alias = made.action(made.workplan, "1")
    target = made.action(made.workplan, "5", what="Audit")
    made.board.apply("Same", [_set("action", alias, same_as=target)])
    open_point = made.action(made.workplan, "5.1", part_of=target)
    made.action(made.workplan, "5.2", part_of=target, status="complete", status_on=DAY)
    done = made.action(made.workplan, "6", status="complete", status_on=DAY)
    left = made.action(made.workplan, "6.1", part_of=done, what="Still open")
    made.action(made.workplan, "7", same_as=done)
    by_origin = {one.carried_from: one for one in made.actions(made.make())}
    assert by_origin.keys() == {alias, target, open_point, left}
    assert by_origin[alias].same_as == by_origin[target].ref
    assert by_origin[open_point].part_of == by_origin[target].ref
    assert by_origin[left].part_of is None


def test_an_alias_is_left_with_the_action_that_it_names(made: Plans) -> None:
    target = made.action(made.workplan, "5")
    alias = made.action(made.workplan, "8", same_as=target)
    other = made.action(made.workplan, "9")
    source = made.source()
    foreseen = source.foresee(Choices(source.name, actions={alias, other}))
    assert [one.action.ref for one in foreseen.actions] == [other]


def _set(table: str, ref: str, **values: str) -> Change:
    return Change(table, ref, dict.fromkeys(values), values)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (["1", "3", "4", "4.2", "4.3"], ["1", "2", "3", "3.1", "3.2"]),
        (["2.", None, "7."], ["1.", None, "2."]),
        (["3", "3a", "5", "i"], ["1", "1a", "2", "i"]),
    ],
)
def test_numbers_are_renewed_in_the_way_they_are_written(
    made: Plans, before: list[str | None], after: list[str | None]
) -> None:
    top = None
    for number in before:
        is_point = number is not None and (len(number) == 3 or number[-1] in "ai")
        ref = made.action(made.workplan, number, part_of=top if is_point else None)
        top = top if is_point else ref
    source = made.source()
    kept = source.foresee(Choices(source.name))
    assert [one.number for one in kept.actions] == before
    anew = source.foresee(Choices(source.name, Numbers.ANEW))
    assert [one.number for one in anew.actions] == after


def test_numbers_of_sections_begin_those_of_their_actions(made: Plans) -> None:
    for number, title in (("1", "Prevent"), ("2", "Protect")):
        section = made.section(made.workplan, title, number=number)
        for place in (2, 5):
            made.action(made.workplan, f"{number}.{place}", plan_section=section)
    source = made.source()
    anew = source.foresee(Choices(source.name, Numbers.ANEW))
    assert [one.number for one in anew.actions] == ["1.1", "1.2", "2.1", "2.2"]


def test_slippage_is_told_over_the_years(made: Plans) -> None:
    action = made.action(made.workplan, "1", when_text="May 13", last_due=dt.date(2013, 5, 31))
    made.add(
        "earlier_deadline",
        action=action,
        when_text="January 2013",
        last_due=DAY,
        replaced_on=dt.date(2013, 2, 1),
    )
    (carried,) = made.actions(made.make())
    assert [(one.text, one.last_due) for one in carried.deadlines] == [
        ("January 2013", DAY),
        ("May 13", dt.date(2013, 5, 31)),
    ]
    assert made.book(TODAY).standing(carried.ref).slippage == 120


def test_passed_deadlines_can_be_emptied_and_are_kept_as_earlier(made: Plans) -> None:
    made.action(made.workplan, "1", when_text="Jan 13", last_due=DAY)
    made.action(made.workplan, "2", when_text="March 14", last_due=NEXT)
    made.action(made.workplan, "3", last_due=DAY)
    source = made.source()
    assert [source.has_passed(one) for one in source.open] == [True, False, True]
    new = made.make(Choices(source.name, passed=Passed.EMPTY))
    first, second, third = made.actions(new)
    first_of_april = dt.date(2013, 4, 1)
    assert [(one.text, one.last_due, one.since) for one in first.deadlines] == [
        ("Jan 13", DAY, None),
        ("", None, first_of_april),
    ]
    assert [one.text for one in second.deadlines] == ["March 14"]
    assert [one.text for one in third.deadlines] == ["31/01/2013", ""]
    assert not made.book(TODAY).standing(first.ref).overdue


def test_a_deadline_without_a_year_keeps_the_day_that_it_had(made: Plans) -> None:
    made.action(made.workplan, "1", when_text="June")
    assert made.actions(made.workplan)[0].deadlines[0].last_due == dt.date(2012, 6, 30)
    (carried,) = made.actions(made.make())
    assert carried.deadlines[0].last_due == dt.date(2012, 6, 30)


def test_a_year_that_is_not_there_is_begun(made: Plans) -> None:
    first = made.make()
    again = made.make(plan=first)
    row = made.book(TODAY).plans[again]
    assert (row.start_year, row.name) == (2014, "QA workplan 2014-15")


def test_what_goes_on_already_is_not_offered_again(made: Plans) -> None:
    action, other = made.action(made.workplan, "1"), made.action(made.workplan, "2")
    later = made.plan("Later", year=made.of_next)
    made.action(later, "1", carried_from=action)
    assert [one.ref for one in made.source().open] == [other]


def test_it_says_why_there_is_none(made: Plans) -> None:
    source = made.source()
    assert source.why_not(" ").startswith("A plan needs a name")
    made.plan("Risks", year=made.of_next)
    assert "of this name for 2013-14 already" in made.source().why_not("risks")
    new = plan_next_plan(made.board, made.source(), Choices("Risks"))
    assert (new.ref, new.plan.changes) == ("", ())
    made.make()
    assert made.source().why_not("New") == "QA workplan 2013-14 follows it already: open that one."
    undated = made.plan("Strategy")
    assert made.source(undated).why_not("New").startswith("Give this plan its financial year")


@pytest.mark.parametrize(
    ("name", "proposed"),
    [
        ("Workplan", "Workplan"),
        ("Workplan 2012/13", "Workplan 2013/14"),
        ("Plan for 2012 - 2013, revised", "Plan for 2013 - 2014, revised"),
        ("Strategy 2011-14", "Strategy 2011-14"),
    ],
)
def test_the_name_is_that_of_the_next_year(made: Plans, name: str, proposed: str) -> None:
    plan = made.plan(name, year=made.of_year)
    assert made.source(plan).name == proposed
