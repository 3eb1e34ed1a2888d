"""Spoilt workbooks given to an import: each planned or refused in words, the board untouched."""

from __future__ import annotations

import datetime as dt
import tempfile
from pathlib import Path

from mscb_desktop.exchange.export import export_board
from mscb_desktop.sample import make_sample
from tests.faults.boards import open_board
from tests.faults.tally import Say, Tally
from tests.support.workbook_planning import BOARD
from tests.support.workbooks import faults, mutations, read_in_child

_AT_ONCE = 50
_NOON = dt.datetime(2013, 6, 3, 12, 0)


def run(count: int, seed: int, say: Say) -> list[Tally]:
    """Plan the import of `count` spoilt exports; each number always spoils alike, so no `seed`."""
    del seed
    tally = Tally("A spoilt workbook given to an import", count)
    with tempfile.TemporaryDirectory() as folder:
        board, good = Path(folder) / BOARD, Path(folder) / "export.xlsx"
        make_sample(board, name="eastbrook")
        open_ = open_board(board)
        with open_.reading() as connection:
            export_board(connection, good, now=_NOON)
        open_.close()
        before = board.read_bytes()
        waiting: list[Path] = []
        spoilt = mutations(good, Path(folder), count)
        for number in tally.numbers(say):
            waiting.append(next(spoilt))
            if len(waiting) == _AT_ONCE or number == count - 1:
                with tally.guarded(f"up to {number}"):
                    _plan(tally, waiting)
                if board.read_bytes() != before:
                    tally.silent.append(f"The board was changed up to {number}")
                    board.write_bytes(before)
                for path in waiting:
                    path.unlink()
                waiting.clear()
    return [tally]


def _plan(tally: Tally, paths: list[Path]) -> None:
    readings = read_in_child(paths, reader="workbook_planning:plan")
    tally.losses += faults(readings)
    for reading in readings:
        said = "planned, each wrong cell named" if reading.outcome == "read" else reading.outcome
        tally.outcomes["refused in plain words" if said == "refused" else said] += 1
