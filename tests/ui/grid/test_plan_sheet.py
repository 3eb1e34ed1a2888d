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


@pytest.mark.parametrize(("lines", "at_top"), [(5, False), (80, True)])
def test_a_row_longer_than_what_is_in_view_is_read_from_its_top(
    desk: Desk, lines: int, at_top: bool
) -> None:
    desk.do(desk.type(desk.first, narrative="\n".join(["It was agreed."] * lines)))
    grid = desk.grid
    grid.select_cell(0, 1)
    grid.scrollToTop()
    image = grid.viewport().grab().toImage()
    ratio = image.devicePixelRatio()
    number = grid.visualRect(grid.sheet_model.index(0, 0))
    ground = image.pixelColor(round(3 * ratio), round(3 * ratio))
    inked = [
        y
        for y in range(2, min(number.height(), grid.viewport().height()) - 2)
        if any(
            image.pixelColor(round(x * ratio), round(y * ratio)) != ground
            for x in range(3, number.width() - 3)
        )
    ]
    assert inked or not at_top
    assert bool(inked and inked[0] < 2 * grid.metrics.line) == at_top
