"""A few windows killed while they are typed into; `python3 dev.py faults window` kills more."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.faults.boards import open_board
from tests.faults.typing_kills import kill_typing


def test_a_killed_window_loses_nothing_older_than_two_seconds(tmp_path: Path) -> None:
    tally = kill_typing(tmp_path, 1, earliest=3.8, latest=4.0)
    assert (tally.losses, tally.silent) == ([], [])
    assert tally.is_clean
    assert tally.outcomes["texts kept as drafts"] > 0
    assert tally.acknowledged > 0


def _lose_drafts(path: Path) -> None:
    board = open_board(path)
    for draft in board.drafts():
        board.change_drafts(draft.place, [], [draft.cell])
    board.close()


def _lose_the_stored(path: Path) -> None:
    board = open_board(path)
    while board.next_undo() != "Begun":
        board.undo()
    board.close()


@pytest.mark.parametrize(("harm", "at"), [(_lose_drafts, 3.8), (_lose_the_stored, 2.0)])
def test_a_planted_loss_is_counted(
    tmp_path: Path, harm: Callable[[Path], object], at: float
) -> None:
    tally = kill_typing(tmp_path, 1, earliest=at, latest=at + 0.2, harm=harm)
    assert tally.losses
    assert not tally.is_clean
