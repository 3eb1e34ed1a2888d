"""Any typing, adding, deleting, moving and undoing keeps a budget's order and sums right."""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from mscb_desktop.budget.columns import Layout
from mscb_desktop.budget.sheet import BudgetSheet
from mscb_desktop.sheet.model import Edit, RowKind
from tests.support.budget_sheets import do, started_board

_SECTIONS = ("expenditure-0", "expenditure-1", "income-0", "income-1")
_ADJUSTMENTS = "expenditure-1"
_SURPLUS = "BL-0004"
_PENCE = st.integers(-999_999, 999_999)

Model = dict[str, list[tuple[str, int]]]
"""The rows typed, by section, in order: (reference, pence)."""


class AnyBudget(RuleBasedStateMachine):
    """One projection sheet beside lists that do the same, with every state of them for undo."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(tempfile.mkdtemp())
        self.board = started_board(self.folder)
        self.sheet = BudgetSheet(self.board, 2012, Layout.PROJECTION)
        self.states: list[Model] = [{section: [] for section in _SECTIONS}]
        self.at = 0

    @property
    def model(self) -> Model:
        return self.states[self.at]

    def went(self, model: Model) -> None:
        self.states[self.at + 1 :] = [model]
        self.at += 1

    def picked(self, data: st.DataObject) -> tuple[str, int]:
        """Draw one row as its section and its place there."""
        rows = [(s, n) for s, refs in self.model.items() for n in range(len(refs))]
        return data.draw(st.sampled_from(rows))

    @initialize(amounts=st.lists(_PENCE, min_size=3, max_size=3))
    def begin(self, amounts: list[int]) -> None:
        for pence in amounts:
            self.type_new("expenditure-0", [pence])

    @rule(section=st.sampled_from(_SECTIONS), amounts=st.lists(_PENCE, min_size=1, max_size=3))
    def type_new(self, section: str, amounts: list[int]) -> None:
        """Type or paste rows into a section's empty line."""
        column = "difference" if section == _ADJUSTMENTS else "set"
        edits = [Edit(f"new:{section}#{n}", column, pence) for n, pence in enumerate(amounts)]
        made = do(self.sheet, self.sheet.edit(edits)).created
        rows = [*self.model[section], *zip(made, amounts, strict=True)]
        self.went({**self.model, section: rows})

    @precondition(lambda self: any(self.model.values()))
    @rule(data=st.data(), count=st.integers(1, 3))
    def insert(self, data: st.DataObject, count: int) -> None:
        """Insert empty rows above one."""
        section, place = self.picked(data)
        rows = list(self.model[section])
        made = do(self.sheet, self.sheet.insert(rows[place][0], count)).created
        rows[place:place] = [(ref, 0) for ref in made]
        self.went({**self.model, section: rows})

    @precondition(lambda self: any(self.model.values()))
    @rule(data=st.data(), pence=_PENCE)
    def type_over(self, data: st.DataObject, pence: int) -> None:
        """Type an amount into a row."""
        section, place = self.picked(data)
        rows = list(self.model[section])
        column = "difference" if section == _ADJUSTMENTS else "set"
        plan = do(self.sheet, self.sheet.edit([Edit(rows[place][0], column, pence)]))
        rows[place] = (rows[place][0], pence)
        assert bool(plan.changes) or pence == self.model[section][place][1]
        self.went({**self.model, section: rows})

    @precondition(lambda self: any(self.model.values()))
    @rule(data=st.data(), whole=st.booleans())
    def delete(self, data: st.DataObject, whole: bool) -> None:
        """Delete one row, or all of a section."""
        section, place = self.picked(data)
        rows = list(self.model[section])
        gone = rows[:] if whole else [rows[place]]
        do(self.sheet, self.sheet.delete([ref for ref, _ in gone]))
        self.went({**self.model, section: [row for row in rows if row not in gone]})

    @precondition(lambda self: any(self.model.values()))
    @rule(data=st.data(), up=st.booleans())
    def move(self, data: st.DataObject, up: bool) -> None:
        """Move one row up or down."""
        section, place = self.picked(data)
        rows = list(self.model[section])
        other = place - 1 if up else place + 1
        plan = self.sheet.move([rows[place][0]], -1 if up else 1)
        if section == "income-1" and other == len(rows):
            return  # There it trades places with the balance brought forward, tested elsewhere.
        if not 0 <= other < len(rows):
            assert plan.changes == ()
            return
        do(self.sheet, plan)
        rows[place], rows[other] = rows[other], rows[place]
        self.went({**self.model, section: rows})

    @precondition(lambda self: self.at > 0)
    @rule(steps=st.integers(1, 4))
    def undo(self, steps: int) -> None:
        for _ in range(min(steps, self.at)):
            self.board.undo()
            self.at -= 1

    @precondition(lambda self: self.at < len(self.states) - 1)
    @rule()
    def redo(self) -> None:
        self.board.redo()
        self.at += 1

    @invariant()
    def shows_the_rows_in_order_with_their_sums(self) -> None:
        model = self.model
        shown = self.sheet.page(0, self.sheet.count())
        records = [row.ref for row in shown if row.kind in (RowKind.LINE, RowKind.ADJUSTMENT)]
        expected = [ref for section in _SECTIONS for ref, _ in model[section]]
        assert records == [*expected, _SURPLUS]
        sums = {section: sum(pence for _, pence in model.get(section, ())) for section in _SECTIONS}
        figures = [
            row.values["set"] for row in shown if row.kind in (RowKind.SUBTOTAL, RowKind.TOTAL)
        ]
        assert figures == [
            sums["expenditure-0"],
            sums["expenditure-0"],
            sums["income-0"],
            sums["income-0"] + sums["income-1"],
        ]

    def teardown(self) -> None:
        self.board.close()
        shutil.rmtree(self.folder)


AnyBudget.TestCase.settings = settings(
    max_examples=settings.default.max_examples // 3, stateful_step_count=20, deadline=None
)
TestAnyBudget = AnyBudget.TestCase
