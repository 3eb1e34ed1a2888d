"""A business plan and a workplan that serves it, as sheets to be typed into."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

from db.board import Board
from db.changes import Values
from db.fields import Value
from db.queries import plans as queries
from db.queries import records
from mscb_desktop.boards import create_board
from mscb_desktop.plans.book import Book
from mscb_desktop.plans.table.sheet import PlanSheet
from mscb_desktop.sheet.clipboard import from_clipboard
from mscb_desktop.sheet.model import Edit, Row, RowKind, SheetPlan
from mscb_desktop.sheet.pasting import Paste, plan_paste
from tests.support.boards import clock
from tests.support.few_plans import FewPlans

DAY = dt.date(2013, 3, 31)
BEFORE = dt.date(2013, 1, 14)
QA = "Develop a quality assurance framework"


class Workplan(FewPlans):
    """A board with police, a trust, a chair's post and a subgroup, and its plans of 2012-13."""

    def __init__(self, board: Board) -> None:
        super().__init__(board)
        self.police = self.agency("Metropolitan Police", short_name="MPS")
        self.trust = self.agency("Hill Trust")
        self.chair = self.post("Chair QA Subgroup")
        self.subgroup = self.group("Training Subgroup", kind="subgroup")
        self.of_year = self.year(2012)
        self.business = self.plan("Business plan", "Business plan", year=self.of_year)
        self.governance = self.section(self.business, "Governance", number="1")
        self.challenge = self.section(self.business, "Challenge and improvement", number="2")
        self.membership = self._objective("1.1", self.governance, "Keep membership under review")
        self.framework = self._objective("2.1", self.challenge, f"{QA}\n- Section 11 audits")
        self.violence = self._objective("2.3", self.challenge, "Improve practice")
        self.ref = self.plan(
            "Workplan", year=self.of_year, objectives_of=self.business, board_group=self.subgroup
        )
        self.sheet = self.shown(self.ref)

    @classmethod
    def begun(cls, folder: Path) -> Workplan:
        """Begin with the board's own rules, and what follows from changes."""
        return cls(create_board(folder / "plans.mscb", clock=clock, who="Test"))

    def shown(self, plan: str, day: dt.date = DAY) -> PlanSheet:
        """Show a plan as on a day."""
        return PlanSheet(self.board, plan, day)

    def rows(self, *kinds: RowKind) -> list[Row]:
        """Give the rows that the sheet shows, of these kinds alone where they are named."""
        rows = self.sheet.page(0, self.sheet.count())
        return [row for row in rows if not kinds or row.kind in kinds]

    def row(self, ref: str) -> Row:
        """Give a row."""
        return next(row for row in self.rows() if row.ref == ref)

    def column(self, key: str) -> list[Value]:
        """Give a column's values of the actions' rows."""
        return [row.values.get(key) for row in self.rows(RowKind.LINE)]

    def do(self, plan: SheetPlan) -> SheetPlan:
        """Store a plan without problems."""
        assert plan.problems == ()
        self.board.apply(plan.what, plan.changes)
        return plan

    def type(self, ref: str, **cells: Value) -> SheetPlan:
        """Plan typing into a row."""
        return self.sheet.edit([Edit(ref, column, typed) for column, typed in cells.items()])

    def paste(
        self, text: str = "", html: str | None = None, at: str = "", column: str = ""
    ) -> Paste:
        """Plan pasting text or HTML, into the last empty line where no place is given."""
        clip = from_clipboard(html, text)
        at = at or self.rows(RowKind.NEW)[-1].ref
        return plan_paste(self.sheet, at, column or self.sheet.columns[0].key, clip)

    def taken(self, paste: Paste) -> Paste:
        """Store what a paste brings."""
        self.board.apply(paste.plan.what, paste.plan.changes)
        return paste

    def stored(self, table: str, ref: str) -> Values:
        """Read a record."""
        with self.board.reading() as connection:
            return records.rows_by_ref(connection, table, [ref])[ref]

    def parties(self, action: str) -> list[tuple[str | None, bool]]:
        """Give who does an action, in order: the reference and whether it leads."""
        with self.board.reading() as connection:
            rows = [row for row in queries.parties(connection) if row.action == action]
        return [(row.agency or row.post or row.board_group, bool(row.lead)) for row in rows]

    def links(self, action: str) -> list[tuple[str | None, str | None]]:
        """Give what an action serves, in order: the reference and what is printed of its own."""
        with self.board.reading() as connection:
            rows = [row for row in queries.links(connection) if row.action == action]
        return [(row.objective or row.plan_section, row.printed) for row in rows]

    def said(self, action: str) -> list[tuple[dt.date, str | None, str | None]]:
        """Give what was said of an action: day, rating, narrative."""
        with self.board.reading() as connection:
            rows = [row for row in queries.updates(connection) if row.action == action]
        return [(row.dated, row.rag, row.narrative) for row in rows]

    def whole(self) -> Book:
        """Read all plans as on the day."""
        return self.book(DAY)

    def _objective(self, number: str, section: str, what: str) -> str:
        return self.action(self.business, number, plan_section=section, what=what)
