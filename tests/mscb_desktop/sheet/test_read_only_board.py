"""A board that is open to read: no sheet takes anything, and each says why."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from db.board import Board
from db.errors import BoardError
from mscb_desktop.budget.columns import Layout
from mscb_desktop.budget.sheet import BudgetSheet
from mscb_desktop.sample import make_sample
from mscb_desktop.sheet.model import Edit, RowKind
from mscb_desktop.sheet.table import TableSheet
from tests.support.boards import clock

WHY = "S. Lee has it open since 03/06/2013 09:10."


@pytest.fixture
def board(tmp_path: Path) -> Iterator[Board]:
    path = tmp_path / "board.mscb"
    make_sample(path, clock=clock, who="Test")
    board = Board.open(path, clock=clock, who="Test", read_only=WHY)
    yield board
    board.close()


def test_a_table_takes_nothing_and_has_no_new_row(board: Board) -> None:
    sheet = TableSheet(board, "agency", {"name": 20})
    assert sheet.read_only == WHY
    rows = sheet.page(0, 100)
    assert rows
    assert all(row.kind is not RowKind.NEW and not row.stores for row in rows)
    plan = sheet.edit([Edit(rows[0].ref, "name", "Another")])
    assert not plan.changes
    assert plan.problems[0].message == WHY


def test_the_statement_takes_nothing(board: Board) -> None:
    sheet = BudgetSheet(board, 2012, Layout.EXPENDITURE)
    assert sheet.read_only == WHY
    assert all(row.kind is not RowKind.NEW and not row.stores for row in sheet.page(0, 100))
    assert not sheet.insert(sheet.page(0, 1)[0].ref).changes


def test_nothing_reaches_the_file(board: Board) -> None:
    with pytest.raises(BoardError, match=r"Nothing was changed: S\. Lee"):
        board.apply("Typed", [])
    with pytest.raises(BoardError, match="Nothing was changed"):
        board.new_refs("agency")
