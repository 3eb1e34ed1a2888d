"""Plan the import of a workbook into the board that lies beside it, as the command does."""

from __future__ import annotations

import functools
from pathlib import Path

from db.board import Board
from mscb_desktop.boards import open_board
from mscb_desktop.exchange.model import RowState
from mscb_desktop.exchange.planning import plan_import
from mscb_desktop.exchange.workbook import read_workbook

BOARD = "board.mscb"


def plan(path: Path) -> None:
    """Read and plan, and look at each row of the plan; raises WorkbookRefused."""
    workbook = read_workbook(path)
    with _board(path.with_name(BOARD)).reading() as connection:
        planned = plan_import(connection, workbook, path.name)
    for start in range(0, planned.count(set(RowState)), 500):
        planned.page(start, 500, set(RowState))


def spoil(path: Path) -> None:
    """Do what no plan may: write into the board."""
    board = path.with_name(BOARD)
    board.write_bytes(board.read_bytes() + b"!")


@functools.cache
def _board(path: Path) -> Board:
    return open_board(path, who="Test")
