"""A proved backup, against SQLite's own backup() with fsync and its integrity check.

The floor proves less: SQLite's check passes a row that is not as it was written.
"""

from __future__ import annotations

import datetime as dt
import os
import tempfile
from functools import lru_cache
from pathlib import Path

from benchmark import Benchmark, timed

from db.backups.copies import make_backup
from db.board import Board
from db.changes import Change, create
from db.file.driver import sqlite
from mscb_desktop.backing_up.comparison import Comparison
from tests.support.boards import empty_board

POSTINGS = 100_000
LINES = 300
_AT_ONCE = 5_000


def benchmarks() -> list[Benchmark]:
    """Give the backup of a large board, and its comparison where one row differs."""
    return [
        Benchmark(
            "Backup of 100,000 postings, proved, against backup(), fsync and integrity check",
            lambda: timed(_backup),
            lambda: timed(_plain_backup),
            limit=4.0,
        ),
        Benchmark(
            "Comparison of a backup with 100,000 postings, one of them changed",
            lambda: timed(_compare),
            lambda: timed(_read_both),
            limit=3.0,
        ),
    ]


def _backup() -> None:
    assert make_backup(_board(), _folder()).was_whole


def _plain_backup() -> None:
    path = _folder() / "plain.mscb"
    source, target = sqlite.connect(_board().path), sqlite.connect(path)
    source.backup(target)
    source.close()
    target.close()
    with path.open("rb+") as file:
        os.fsync(file.fileno())
    copy = sqlite.connect(path)
    assert copy.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    copy.close()
    path.unlink()


def _compare() -> None:
    comparison = Comparison(_old(), _board())
    summary = comparison.summary()
    comparison.close()
    assert {tally.table: tally.changed for tally in summary.tallies}["posting"] == 1


def _read_both() -> None:
    for path in (_board().path, _old()):
        connection = sqlite.connect(path)
        found = connection.execute("SELECT * FROM posting ORDER BY ref").fetchall()
        assert len(found) == POSTINGS
        connection.close()


@lru_cache(maxsize=1)
def _folder() -> Path:
    return Path(tempfile.mkdtemp())


@lru_cache(maxsize=1)
def _old() -> Path:
    """Back the board up, then change a posting."""
    made = make_backup(_board(), _folder()).path
    kept = made.rename(_folder() / "old.mscb")
    _board().apply("Changed", [Change("posting", "PO-000001", {"amount": 7}, {"amount": 8})])
    return kept


@lru_cache(maxsize=1)
def _board() -> Board:
    board = empty_board(_folder())
    board.apply("Year", [create("financial_year", "FY-0001", start_year=2012)])
    lines = [
        create(
            "budget_line",
            f"BL-{number:04d}",
            year="FY-0001",
            side="expenditure",
            kind="expenditure",
            counts=True,
            position=number,
            description=f"Line {number}",
        )
        for number in range(LINES)
    ]
    board.apply("Lines", lines)
    for start in range(0, POSTINGS, _AT_ONCE):
        postings = [
            create(
                "posting",
                f"PO-{number:06d}",
                line=f"BL-{number % LINES:04d}",
                position=number,
                date=dt.date(2012, 5, 1) + dt.timedelta(days=number % 300),
                description=f"Invoice {number} of the training venue",
                amount=number * 7,
                state="paid",
            )
            for number in range(start, start + _AT_ONCE)
        ]
        board.apply("Postings", postings)
    return board
