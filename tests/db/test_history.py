"""Undo and redo stop at the newest beginning; what stands before it stays readable."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from db import history
from db.board import Board
from db.changes import Act, Change, create
from db.queries import records
from tests.support.boards import empty_board


@pytest.fixture
def board(tmp_path: Path) -> Iterator[Board]:
    made = empty_board(tmp_path)
    yield made
    made.close()


def rename(before: str, after: str) -> Change:
    return Change("agency", "AG-0001", {"name": before}, {"name": after})


def name(board: Board) -> object:
    with board.reading() as connection:
        return records.rows_by_ref(connection, "agency", ["AG-0001"])["AG-0001"]["name"]


def test_undo_and_redo_stop_at_a_beginning_in_the_middle(board: Board) -> None:
    board.apply("Added", [create("agency", "AG-0001", name="PCT")])
    board.apply("Renamed", [rename("PCT", "CCG")])
    board.apply("Brought up to file version 2", (), act=Act.BEGIN)
    assert board.next_undo() is None
    assert board.undo() is None
    board.apply("Renamed again", [rename("CCG", "ICB")])
    assert board.next_undo() == "Renamed again"
    assert board.undo() is not None
    assert name(board) == "CCG"
    assert board.undo() is None
    assert name(board) == "CCG"
    assert board.redo() is not None
    assert name(board) == "ICB"
    assert board.redo() is None
    with board.reading() as connection:
        assert history.last_begin(connection) == 3
        assert history.rows_of(connection, 2) == [rename("PCT", "CCG")]


def test_what_was_undone_before_a_beginning_is_not_done_again(board: Board) -> None:
    board.apply("Added", [create("agency", "AG-0001", name="PCT")])
    board.apply("Renamed", [rename("PCT", "CCG")])
    board.undo()
    board.apply("Brought up to file version 2", (), act=Act.BEGIN)
    assert board.next_redo() is None
    assert board.redo() is None
    assert name(board) == "PCT"
