"""A few kills of boards that store; `python3 dev.py faults typing` makes as many as wanted."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from db.file.connection import make_engine
from tests.faults import storing
from tests.faults.boards import open_board
from tests.faults.tally import quiet


def test_a_killed_board_loses_nothing() -> None:
    (tally,) = storing.run(8, 1, quiet)
    assert tally.is_clean, tally
    assert tally.acknowledged > 20


def _write(path: Path, sql: str) -> None:
    engine = make_engine(path)
    with engine.begin() as connection:
        connection.exec_driver_sql(sql)
    engine.dispose()


def _lose_the_last_change(path: Path) -> None:
    """Do as a board that acknowledges what is not on the disk."""
    _write(path, "DELETE FROM history_row WHERE entry > 1")
    _write(path, "DELETE FROM history_entry WHERE number > 1")


def _lose_drafts(path: Path) -> None:
    board = open_board(path)
    for draft in board.drafts():
        board.change_drafts(draft.place, [], [draft.cell])
    board.close()


def _spoil_a_row(path: Path) -> None:
    _write(path, "UPDATE agency SET name = 'Other' WHERE ref = 'AG-0003'")


@pytest.mark.parametrize(
    ("harm", "where"),
    [(_lose_the_last_change, "losses"), (_lose_drafts, "losses"), (_spoil_a_row, "silent")],
)
def test_a_planted_loss_is_counted(harm: Callable[[Path], object], where: str) -> None:
    (tally,) = storing.run(1, 3, quiet, harm, longest=1.5)
    assert getattr(tally, where)
