"""Fresh boards for tests, copied from a template that is made once."""

from __future__ import annotations

import datetime as dt
import functools
import shutil
import tempfile
from pathlib import Path

from db.board import Board
from db.write import Guard

NOON = dt.datetime(2013, 6, 3, 12, 0)


def clock() -> dt.datetime:
    """The moment at which every test happens."""
    return NOON


@functools.cache
def _template() -> Path:
    path = Path(tempfile.mkdtemp()) / "template.mscb"
    Board.create(path, clock=clock, who="Test").close()
    return path


def empty_board(folder: Path, guards: tuple[Guard, ...] = (), name: str = "board") -> Board:
    """Give an open, empty board file in `folder`."""
    path = folder / f"{name}.mscb"
    shutil.copyfile(_template(), path)
    return Board.open(path, clock=clock, who="Test", guards=guards)


def sample_board(folder: Path, name: str = "merton", *, file: str = "board.mscb") -> Path:
    """Give a sample's file in `folder`, which is made once and copied."""
    path = folder / file
    shutil.copyfile(_sample(name), path)
    return path


@functools.cache
def _sample(name: str) -> Path:
    from mscb_desktop.sample import make_sample

    path = Path(tempfile.mkdtemp()) / f"{name}.mscb"
    make_sample(path, name=name, clock=clock, who="Test")
    return path
