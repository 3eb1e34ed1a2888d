"""A board of the Merton sample, and its workbook."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from db.board import Board
from mscb_desktop.boards import open_board
from mscb_desktop.sample import make_sample
from tests.support.boards import clock
from tests.support.edited_workbooks import Exchange


@pytest.fixture(scope="session")
def merton_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("exchange") / "merton.mscb"
    make_sample(path, clock=clock, who="Test")
    return path


@pytest.fixture
def merton(merton_file: Path, tmp_path: Path) -> Iterator[Board]:
    path = tmp_path / "merton.mscb"
    shutil.copyfile(merton_file, path)
    board = open_board(path, clock=clock, who="Test")
    yield board
    board.close()


@pytest.fixture
def exchange(merton: Board, tmp_path: Path) -> Exchange:
    return Exchange(merton, tmp_path)
