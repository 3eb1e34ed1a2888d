"""The grid over a plan: cells that store parties, links and updates are typed as any other."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from db.changes import Refused
from mscb_desktop.sheet.model import SheetPlan
from tests.support.workplan import DAY, Workplan
from ui.grid import Grid
from ui.theme import Look, use_look

K = Qt.Key


class Desk(Workplan):
    """A workplan with one action, in a grid."""

    qtbot: QtBot
    grid: Grid
    first: str

    def open(self, qtbot: QtBot) -> None:
        application = QApplication.instance()
        assert isinstance(application, QApplication)
        use_look(application, Look())
        self.qtbot = qtbot
        self.first = self.action(self.ref, "1", what="Refresh")
        self.party(self.first, agency=self.police, lead=True)
        self.grid = Grid(self.sheet, self.apply, lambda _words: None)
        qtbot.addWidget(self.grid)
        self.grid.resize(1200, 500)
        with qtbot.waitExposed(self.grid):
            self.grid.show()
        self.grid.setFocus()
        self.board.on_change(lambda entry: self.grid.reload(entry.touched))

    def apply(self, plan: SheetPlan) -> bool:
        try:
            self.board.apply(plan.what, plan.changes)
        except Refused:
            return False
        return True

    def at(self, place: int, key: str) -> None:
        column = self.grid.sheet_model.column_of(key)
        assert column is not None
        self.grid.select_cell(place, column)

    def enter(self, text: str) -> None:
        self.qtbot.keyClicks(self.grid, text)
        self.qtbot.keyClick(self.grid, K.Key_Return)


@pytest.fixture
def desk(qtbot: QtBot, tmp_path: Path) -> Iterator[Desk]:
    made = Desk.begun(tmp_path)
    assert isinstance(made, Desk)
    made.open(qtbot)
    yield made
    made.board.close()


def test_an_empty_line_becomes_an_action_with_its_number(desk: Desk) -> None:
    desk.at(1, "who")
    desk.enter("Hill Trust")
    (made,) = (row.ref for row in desk.rows()[1:2])
    assert desk.parties(made) == [(desk.trust, True)]
    assert desk.row(made).values["number"] == "2"
    assert desk.grid.sheet_model.problems() == ()


def test_a_letter_in_the_column_of_ratings_rates(desk: Desk) -> None:
    desk.at(0, "rag")
    desk.enter("a")
    assert desk.said(desk.first) == [(DAY, "amber", None)]
    desk.at(0, "rag")
    desk.qtbot.keyClick(desk.grid, K.Key_Delete)
    assert desk.said(desk.first) == []


def test_a_refused_cell_keeps_its_text_with_the_reason(desk: Desk) -> None:
    desk.at(0, "rag")
    desk.enter("purple")
    (problem,) = desk.grid.sheet_model.problems()
    assert (problem.ref, problem.column) == (desk.first, "rag")
    assert "not one of" in problem.message


def test_what_was_stored_meanwhile_beside_the_action_is_not_written_over(desk: Desk) -> None:
    desk.at(0, "who")
    desk.qtbot.keyClicks(desk.grid, "Training Subgroup")
    desk.party(desk.first, agency=desk.trust)
    desk.qtbot.keyClick(desk.grid, K.Key_Return)
    assert desk.parties(desk.first) == [(desk.police, True), (desk.trust, False)]
    assert desk.grid.sheet_model.is_met(desk.first, "who")
    desk.grid.sheet_model.taking.store_mine(desk.first, "who")
    assert desk.parties(desk.first) == [(desk.subgroup, True)]


def test_headings_of_sections_are_typed_in_the_grid(desk: Desk) -> None:
    desk.grid.set_sheet(desk.shown(desk.business))
    desk.at(0, "what")
    desk.enter("Governance and accountability")
    assert desk.stored("plan_section", desk.governance)["title"] == "Governance and accountability"
    assert desk.grid.sheet_model.problems() == ()
