"""The board's index is filled between events, in small steps, and follows every change."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from db.board import Board
from db.changes import create
from mscb_desktop.finding import find
from tests.support.boards import empty_board
from ui.finding.keeper import Keeper

MANY = 5_000


@pytest.fixture
def board(tmp_path: Path) -> Iterator[Board]:
    made = empty_board(tmp_path)
    made.apply("Many", [create("agency", f"AG-{n:04d}", name=f"Nursery {n}") for n in range(MANY)])
    yield made
    made.close()


@pytest.fixture
def keeper(qtbot: QtBot, board: Board) -> Iterator[Keeper]:
    made = Keeper(board)
    board.on_change(lambda entry: made.touch(entry.touched))
    yield made
    made.stop()
    made.deleteLater()


def _total(keeper: Keeper, text: str) -> int:
    return find([keeper.hurry().index], text, 5).total


def test_an_early_question_waits_for_a_moment_and_not_for_everything(
    qtbot: QtBot, keeper: Keeper
) -> None:
    first = _total(keeper, "nurser")
    assert 0 < first < MANY
    with qtbot.waitSignal(keeper.filled):
        pass
    assert _total(keeper, "nurser") == MANY


def test_nothing_is_read_before_the_window_has_time(qtbot: QtBot, keeper: Keeper) -> None:
    with qtbot.assertNotEmitted(keeper.filled):
        keeper.touch({("agency", "AG-0001")})
    with qtbot.waitSignal(keeper.filled):
        pass
    assert len(keeper.filling.index) == MANY


def test_what_changes_is_found_whether_reading_is_over_or_not(
    qtbot: QtBot, board: Board, keeper: Keeper
) -> None:
    keeper.hurry()
    board.apply("Added", (create("agency", "AG-9000", name="Zebra"),))
    assert _total(keeper, "zebra") == 1
    qtbot.waitUntil(lambda: keeper.filling.is_done)
    board.undo()
    assert _total(keeper, "zebra") == 0
    board.redo()
    qtbot.waitUntil(lambda: keeper.filling.is_done)
    assert _total(keeper, "zebra") == 1
