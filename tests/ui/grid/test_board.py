"""The grid over a real board: what is typed reaches the file, and undo brings it back."""

from __future__ import annotations

import datetime as dt
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from db.board import Board
from db.changes import Refused, create
from db.queries import records
from mscb_desktop.sheet.model import SheetPlan
from mscb_desktop.sheet.table import TableSheet
from tests.support.boards import empty_board
from ui.grid import Grid
from ui.theme import Look, use_look

K = Qt.Key
CTRL = Qt.KeyboardModifier.ControlModifier
ALT = Qt.KeyboardModifier.AltModifier
COLUMNS = {"name": 0, "short_name": 12, "sector": 16, "aliases": 20}


class Office:
    """A board and a grid over one of its tables, refreshed as a page refreshes it."""

    def __init__(self, qtbot: QtBot, board: Board) -> None:
        self.qtbot = qtbot
        self.board = board
        self.said: list[str] = []

    def open(self, sheet: TableSheet) -> Grid:
        application = QApplication.instance()
        assert isinstance(application, QApplication)
        use_look(application, Look())
        grid = Grid(sheet, self.apply, self.said.append)
        self.qtbot.addWidget(grid)
        grid.resize(900, 400)
        with self.qtbot.waitExposed(grid):
            grid.show()
        grid.setFocus()
        self.board.on_change(lambda entry: grid.reload(entry.touched))
        return grid

    def apply(self, plan: SheetPlan) -> bool:
        try:
            self.board.apply(plan.what, plan.changes)
        except Refused as refusal:
            self.said.append(str(refusal))
            return False
        return True

    def stored(self, table: str) -> list[dict[str, object]]:
        with self.board.reading() as connection:
            return [dict(values) for _, values in records.page(connection, table, {}, 0, 99)]


@pytest.fixture
def office(qtbot: QtBot, tmp_path: Path) -> Iterator[Office]:
    """Give an empty board."""
    board = empty_board(tmp_path)
    yield Office(qtbot, board)
    board.close()


def test_agencies_are_typed_into_an_empty_list(office: Office) -> None:
    grid = office.open(TableSheet(office.board, "agency", COLUMNS))
    for name, short in (("LB Merton", "LBM"), ("Metropolitan Police", "Met")):
        office.qtbot.keyClicks(grid, name)
        office.qtbot.keyClick(grid, K.Key_Tab)
        office.qtbot.keyClicks(grid, short)
        office.qtbot.keyClick(grid, K.Key_Return)
    found = {row["name"]: row["short_name"] for row in office.stored("agency")}
    assert found == {"LB Merton": "LBM", "Metropolitan Police": "Met"}
    assert grid.problems() == ()


def test_a_sector_is_added_from_the_agencys_cell_and_undone(office: Office) -> None:
    grid = office.open(TableSheet(office.board, "agency", COLUMNS))
    office.qtbot.keyClicks(grid, "LB Merton")
    office.qtbot.keyClick(grid, K.Key_Tab)
    grid.select_cell(0, 2)
    office.qtbot.keyClicks(grid, "Local authority")
    office.qtbot.keyClick(grid, K.Key_Down)
    office.qtbot.keyClick(grid, K.Key_Return)
    assert [row["name"] for row in office.stored("sector")] == ["Local authority"]
    assert grid.sheet_model.index(0, 2).data() == "Local authority"
    office.board.undo()
    assert grid.sheet_model.index(0, 2).data() == ""
    assert office.stored("sector") == []


def test_sectors_are_reordered_inserted_and_deleted(office: Office) -> None:
    grid = office.open(TableSheet(office.board, "sector", {"name": 0}))
    for name in ("Health", "Police", "Schools"):
        office.qtbot.keyClicks(grid, name)
        office.qtbot.keyClick(grid, K.Key_Return)
    grid.select_cell(2, 0)
    office.qtbot.keyClick(grid, K.Key_Up, ALT)
    assert [row["name"] for row in office.stored("sector")] == ["Health", "Schools", "Police"]
    assert grid.currentIndex().row() == 1
    office.qtbot.keyClick(grid, K.Key_Minus, CTRL)
    assert [row["name"] for row in office.stored("sector")] == ["Health", "Police"]
    assert office.said[-1] == "‘Schools’ is deleted. Ctrl+Z brings it back."
    office.board.undo()
    assert [row["name"] for row in office.stored("sector")] == ["Health", "Schools", "Police"]


def test_ten_thousand_postings_open_and_scroll_without_a_pause(office: Office) -> None:
    board = office.board
    year, line = board.new_refs("financial_year")[0], board.new_refs("budget_line")[0]
    refs = board.new_refs("posting", 10_000)
    board.apply(
        "Start",
        [
            create("financial_year", year, start_year=2012),
            create(
                "budget_line",
                line,
                year=year,
                side="expenditure",
                kind="expenditure",
                description="Room hire",
                position=1,
            ),
            *(
                create(
                    "posting",
                    ref,
                    line=line,
                    dated=dt.date(2012, 4, 1),
                    amount=number,
                    state="paid",
                    position=number,
                )
                for number, ref in enumerate(refs, 1)
            ),
        ],
    )
    began = time.perf_counter()
    sheet = TableSheet(
        board, "posting", {"dated": 12, "amount": 12, "comment": 0}, within={"line": line}
    )
    grid = office.open(sheet)
    opened = time.perf_counter() - began
    bar = grid.verticalScrollBar()
    slowest = 0.0
    for step in range(1, 21):
        began = time.perf_counter()
        bar.setValue(bar.maximum() * step // 20)
        grid.grab()
        slowest = max(slowest, time.perf_counter() - began)
    assert opened < 1.0
    assert slowest < 0.3
    assert grid.go_to(refs[5_000], "amount")
    began = time.perf_counter()
    office.qtbot.keyClicks(grid, "12")
    office.qtbot.keyClick(grid, K.Key_Return)
    assert time.perf_counter() - began < 0.5
    assert grid.sheet_model.index(5_000, 1).data() == "12.00"
