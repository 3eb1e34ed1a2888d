"""A small board of plans built record by record."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

from db.board import Board
from db.changes import Plan, create
from db.fields import Value
from mscb_desktop.boards import open_board
from mscb_desktop.plans.beginning.kinds import plan_kind_for
from mscb_desktop.plans.book import Book
from mscb_desktop.sheet.order import STEP
from tests.support.boards import clock, empty_board
from tests.support.partnership import Partnership


class FewPlans(Partnership):
    """Makes plans and what is in them; each method gives the new record's reference."""

    def __init__(self, board: Board) -> None:
        super().__init__(board)
        self._place = 0

    @classmethod
    def empty(cls, folder: Path) -> FewPlans:
        """Begin with a board that holds nothing, opened as the program opens it."""
        board = empty_board(folder)
        board.close()
        return cls(open_board(board.path, clock=clock, who="Test"))

    def year(self, start: int) -> str:
        """Add a financial year."""
        return self.add("financial_year", start_year=start, closed=False)

    def plan(self, name: str, kind: str = "Workplan", **values: Value) -> str:
        """Add a plan of a kind, which is made where it is new."""
        ref, changes = plan_kind_for(self.board, kind)
        if changes:
            self.board.apply("Kind", changes)
        return self.placed("plan", name=name, plan_kind=ref, **values)

    def section(self, plan: str, title: str, **values: Value) -> str:
        """Add a section at a plan's end."""
        return self.placed("plan_section", plan=plan, title=title, **values)

    def action(self, plan: str, number: str | None, **values: Value) -> str:
        """Add an open action at a plan's end."""
        stored: dict[str, Value] = {"status": "open", "plan": plan, "number": number, **values}
        return self.placed("action", **stored)

    def party(self, action: str, **values: Value) -> str:
        """Add who does an action."""
        return self.placed("action_party", action=action, **values)

    def link(self, action: str, **values: Value) -> str:
        """Let an action serve an objective or a section."""
        return self.placed("action_link", action=action, **values)

    def update(self, action: str, dated: dt.date, **values: Value) -> str:
        """Tell of an action's progress."""
        return self.add("progress_update", action=action, dated=dated, **values)

    def placed(self, table: str, **values: Value) -> str:
        """Add a record behind all that were added before it."""
        (ref,) = self.board.new_refs(table)
        self._place += STEP
        self.board.apply("Added", [create(table, ref, position=self._place, **values)])
        return ref

    def take(self, plan: Plan) -> None:
        """Store a plan that must have no problems."""
        assert plan.problems == ()
        self.board.apply(plan.what, plan.changes)

    def book(self, day: dt.date) -> Book:
        """Read all plans as on a day."""
        with self.board.reading() as connection:
            return Book(connection, day)
