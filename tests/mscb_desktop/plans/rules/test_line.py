"""The line of accountability, held against rows counted one by one, and its loose ends."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import pytest

from db.board import Board
from mscb_desktop.boards import open_board
from mscb_desktop.plans.model import Rag
from mscb_desktop.plans.rules.line import Line, line_book, line_of
from mscb_desktop.plans.rules.rollup import Count
from mscb_desktop.sample import SAMPLES, make_sample
from tests.support.boards import clock
from tests.support.counted_plans import Counted, Tally
from tests.support.few_plans import FewPlans

DAYS = [dt.date(year, month, 28) for year in (2013, 2024, 2025, 2026) for month in (3, 6, 9, 11)]
MARCH, APRIL = dt.date(2013, 3, 31), dt.date(2013, 4, 1)


@pytest.fixture(scope="module", params=sorted(SAMPLES))
def sample(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Board]:
    path = tmp_path_factory.mktemp("line") / "sample.mscb"
    make_sample(path, name=request.param, clock=clock, who="Test")
    board = open_board(path, clock=clock, who="Test")
    yield board
    board.close()


def read(board: Board, plan: str, day: dt.date = MARCH) -> Line:
    with board.reading() as connection:
        return line_of(line_book(connection, plan, day), plan)


def tallied(count: Count) -> Tally:
    return Tally(count.total, dict(count.by_status), dict(count.by_rag), count.overdue)


def test_every_objective_is_counted_as_its_rows_are(sample: Board) -> None:
    rows = Counted(sample)
    served = {row["objectives_of"] for row in rows.plans.values()} - {None}
    assert served
    compared = 0
    for plan in served:
        for day in DAYS:
            line = read(sample, plan, day)
            objectives = list(line.objectives)
            assert {one.objective.ref for one in objectives} == {
                ref for ref, row in rows.actions.items() if row["plan"] == plan
            } - {ref for ref, row in rows.actions.items() if row["part_of"]}
            everything: set[str] = set()
            for one in objectives:
                expected = rows.serving(one.objective.ref, day)
                shown = {rows.itself(s.action.ref): s.by_section for s in one.serving}
                assert shown == expected
                assert tallied(one.count) == rows.tally(set(expected), day)
                told = rows.told(one.objective.ref, day)
                assert one.standing.rag == (told[-1]["rag"] if told else None)
                everything |= set(expected)
                compared += len(expected)
            for section in line.sections:
                own = {one.objective.ref for one in section.objectives}
                together = {ref for ref in everything for o in own if ref in rows.serving(o, day)}
                if section.objectives:
                    assert tallied(section.count) == rows.tally(together, day)
            assert line.count.total == len(everything)
    assert compared > 50


@pytest.fixture
def made(tmp_path: Path) -> Iterator[FewPlans]:
    plans = FewPlans.empty(tmp_path)
    yield plans
    plans.board.close()


class Few:
    """A business plan of 2012-13 with objectives in a section, and two plans that serve it."""

    def __init__(self, made: FewPlans) -> None:
        self.year = made.year(2012)
        self.business = made.plan("Business plan", "Business plan", year=self.year)
        self.challenge = made.section(self.business, "Challenge", number="2")
        self.empty = made.section(self.business, "Workforce", number="3")
        of = {"plan_section": self.challenge}
        self.audit = made.action(self.business, "2.1", what="Audit more", **of)
        self.hear = made.action(self.business, "2.2", what="Hear children", **of)
        serves = {"year": self.year, "objectives_of": self.business}
        self.first = made.plan("Quality Assurance workplan", **serves)
        self.second = made.plan("Training workplan", **serves)
        self.cases = made.action(self.first, "1", what="Audit ten cases")
        self.report = made.action(self.first, "2", what="Report to the board")
        self.train = made.action(self.second, "1", what="Train the trainers")


def test_actions_stand_in_the_order_of_print_those_of_the_section_last(made: FewPlans) -> None:
    few = Few(made)
    made.link(few.cases, plan_section=few.challenge)
    made.link(few.train, objective=few.hear)
    made.link(few.report, objective=few.hear)
    made.update(few.report, MARCH, rag="red")
    found = read(made.board, few.business).of(few.hear)
    assert found is not None
    assert [(one.action.ref, one.by_section, one.rag) for one in found.serving] == [
        (few.report, False, Rag.RED),
        (few.train, False, None),
        (few.cases, True, None),
    ]


def test_an_action_late_by_a_point_alone_says_so(made: FewPlans) -> None:
    few = Few(made)
    made.link(few.cases, objective=few.hear)
    for number, due in (("1a", dt.date(2012, 9, 30)), ("1b", dt.date(2013, 9, 30))):
        made.action(few.first, number, part_of=few.cases, what="A point", last_due=due)
    found = read(made.board, few.business).of(few.hear)
    assert found is not None
    assert [(one.overdue, one.standing.overdue) for one in found.serving] == [(True, False)]


def test_links_that_lead_to_no_objective_are_listed_with_their_words(made: FewPlans) -> None:
    few = Few(made)
    old = made.plan("Old business plan", "Business plan", year=made.year(2011))
    aim = made.action(old, "1", what="Old aim")
    made.link(few.cases, printed="2.6 Involve fathers")
    made.link(few.report, plan_section=few.empty)
    made.link(few.report, objective=few.hear)
    made.link(few.train, objective=aim)
    line = read(made.board, few.business)
    assert [(one.action.ref, one.said, one.why) for one in line.loose] == [
        (few.cases, "2.6 Involve fathers", "no such objective"),
        (few.report, "3 Workforce", "a section without objectives"),
        (few.train, "1 Old aim", "an objective of Old business plan 2011-12"),
    ]
    assert line.count.total == 1
    assert line.sections[-1].count.total == 1


def test_actions_without_a_link_are_counted_by_plan(made: FewPlans) -> None:
    few = Few(made)
    made.link(few.cases, objective=few.hear)
    made.action(few.first, "1a", part_of=few.cases, what="A point")
    made.action(few.first, "9", same_as=few.cases)
    assert read(made.board, few.business).unlinked == {few.first: 1, few.second: 1}


def test_plans_that_have_not_begun_serve_nothing_yet(made: FewPlans) -> None:
    few = Few(made)
    later = made.plan("Next workplan", year=made.year(2013))
    made.link(made.action(later, "1", what="Audit again"), objective=few.hear)
    made.link(few.cases, objective=few.hear)
    totals = [read(made.board, few.business, day).count.total for day in (MARCH, APRIL)]
    assert totals == [1, 2]
