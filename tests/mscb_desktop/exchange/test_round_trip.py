"""What goes out by a workbook comes in again, cell for cell."""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from io import BytesIO
from pathlib import Path

import pytest
from hypothesis import given, settings

from db.board import Board
from db.changes import Change
from db.write import Guard
from mscb_desktop.boards import open_board
from mscb_desktop.exchange.applying import apply_import
from mscb_desktop.exchange.export import export_board, write_board
from mscb_desktop.exchange.listing import read_listings
from mscb_desktop.exchange.model import ImportPlan, RowState
from mscb_desktop.exchange.planning import plan_import
from mscb_desktop.exchange.workbook import CellValue, read_workbook
from mscb_desktop.guards import GUARDS
from mscb_desktop.sample import SAMPLES, make_sample
from tests.support.any_boards import contents
from tests.support.boards import NOON, clock, empty_board

Cells = list[tuple[str, list[tuple[CellValue, ...]]]]


def written(board: Board, path: Path) -> Cells:
    """Export a board and give all cells of the workbook."""
    with board.reading() as connection:
        export_board(connection, path, now=NOON)
    return [(sheet.name, list(sheet.rows())) for sheet in read_workbook(path).sheets]


def planned(board: Board, path: Path, guards: Sequence[Guard] = GUARDS) -> ImportPlan:
    with board.reading() as connection:
        return plan_import(connection, read_workbook(path), path.name, guards=guards)


def rows(board: Board) -> dict[str, list[tuple[object, ...]]]:
    """Give every record, without the number of its position, which only says its place."""
    with board.reading() as connection:
        return {
            table: [(row[0], *row[2:]) for row in listing.rows]
            for table, listing in read_listings(connection).items()
        }


@pytest.mark.parametrize("name", SAMPLES)
def test_a_sample_comes_back_cell_for_cell(name: str, tmp_path: Path) -> None:
    make_sample(tmp_path / "sample.mscb", name=name, clock=clock, who="Test")
    source = open_board(tmp_path / "sample.mscb", clock=clock, who="Test")
    target = empty_board(tmp_path)
    first = written(source, tmp_path / "first.xlsx")

    plan = planned(target, tmp_path / "first.xlsx")
    assert plan.wrong == ()
    assert plan.count({RowState.CREATE}) == plan.count() > 50
    assert apply_import(target, plan).wrong == ()
    assert written(target, tmp_path / "second.xlsx") == first
    assert rows(target) == rows(source)

    again = planned(target, tmp_path / "second.xlsx")
    assert again.count({RowState.SAME}) == again.count() == plan.count()
    source.close()
    target.close()


@settings(max_examples=30)
@given(contents())
def test_any_board_comes_back_cell_for_cell(changes: list[Change]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        source = empty_board(Path(folder), name="source")
        target = empty_board(Path(folder), name="target")
        source.apply("Filled", changes)
        first = written(source, Path(folder) / "first.xlsx")
        # Any values, whatever the rules of an area say of them together.
        plan = planned(target, Path(folder) / "first.xlsx", ())
        assert [str(cell) for cell in plan.wrong] == []
        assert apply_import(target, plan).wrong == ()
        assert written(target, Path(folder) / "second.xlsx") == first
        assert rows(target) == rows(source)
        unchanged = planned(source, Path(folder) / "second.xlsx", ())
        assert unchanged.count({RowState.SAME}) == unchanged.count()
        source.close()
        target.close()


def test_the_same_board_gives_the_same_bytes(tmp_path: Path) -> None:
    make_sample(tmp_path / "m.mscb", clock=clock, who="Test")
    board = open_board(tmp_path / "m.mscb", clock=clock, who="Test")
    first, second = BytesIO(), BytesIO()
    with board.reading() as connection:
        write_board(connection, first, now=NOON)
        write_board(connection, second, now=NOON)
    board.close()
    assert first.getvalue() == second.getvalue()
