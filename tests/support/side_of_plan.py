"""A workplan whose actions have all that stands beside one: updates, parties, links, points."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from pathlib import Path

from db.board import Board
from db.queries import plans as queries
from db.queries.plans import UpdateRow
from mscb_desktop.boards import create_board
from mscb_desktop.plans.of_action import OfAction, of_action
from tests.support.few_plans import FewPlans

NOW = dt.datetime(2013, 3, 28, 14, 0)
DAY = NOW.date()
JULY, OCTOBER, JANUARY = dt.date(2012, 7, 2), dt.date(2012, 10, 8), dt.date(2013, 1, 14)


class SideOfPlan(FewPlans):
    """Action 1 was Green, then twice Amber, and is overdue; 2 has a point; 3 is the same as 1."""

    def __init__(self, board: Board) -> None:
        super().__init__(board)
        self.police = self.agency("Metropolitan Police", short_name="MPS")
        self.school = self.agency("Hill School")
        self.head = self.post("Head Teacher", agency=self.school)
        self.subgroup = self.group("Quality Assurance Subgroup")
        self.before, self.of_year = self.year(2011), self.year(2012)
        self.business = self.plan("Business plan", "Business plan", year=self.of_year)
        self.section_2 = self.section(self.business, "Challenge", number="2")
        self.framework = self.action(
            self.business, "2.1", plan_section=self.section_2, what="Develop a framework:\n- audits"
        )
        self.violence = self.action(
            self.business, "2.3", plan_section=self.section_2, what="Improve practice"
        )
        earlier = self.plan("Workplan", year=self.before)
        self.old = self.action(earlier, "4", what="Begin the audits")
        self.workplan = self.plan("Workplan", year=self.of_year, objectives_of=self.business)
        self.first = self.action(
            self.workplan,
            "1",
            what="Refresh the audits",
            when_text="March 2012",
            carried_from=self.old,
        )
        self.second = self.action(self.workplan, "2", what="Audit cases", when_text="Ongoing")
        self.alias = self.action(self.workplan, "3", same_as=self.first)
        self.point = self.action(
            self.workplan, None, part_of=self.second, what="Agree the form", when_text="June 2013"
        )
        self.party(self.first, board_group=self.subgroup, lead=True)
        self.link_21 = self.link(self.first, objective=self.framework, printed="2.1 Framework")
        self.update(self.first, JULY, rag="green", narrative="Forms sent to all agencies.")
        self.update(
            self.first, OCTOBER, rag="amber", narrative="Thirteen of 17 returned.", told_by="Chair"
        )
        self.update(self.first, JANUARY, rag="amber", narrative="All but one agency.")

    @classmethod
    def begun(cls, folder: Path, clock: Callable[[], dt.datetime] = lambda: NOW) -> SideOfPlan:
        """Begin with the board's own rules, and what follows from changes."""
        return cls(create_board(folder / "plans.mscb", name="Hill", clock=clock, who="Test"))

    def of(self, ref: str, day: dt.date = DAY) -> OfAction:
        """Read what stands beside an action."""
        with self.board.reading() as connection:
            found = of_action(connection, ref, day)
        assert found is not None
        return found

    def updates(self, ref: str) -> list[UpdateRow]:
        """List what was said of an action, by day."""
        with self.board.reading() as connection:
            return queries.updates(connection, actions=[ref])
