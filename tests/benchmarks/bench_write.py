"""A cell's change through the board's write path, against the same rows written by plain SQL."""

from __future__ import annotations

import json
import statistics
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from benchmark import Benchmark

from db.changes import Change, create
from db.file.driver import sqlite
from mscb_desktop.guards import GUARDS
from tests.support.boards import NOON, clock, empty_board

CHANGES = 300
"""How many cells one measurement changes; it gives what the one in the middle took."""

_LINE = "BL-0001"


def benchmarks() -> list[Benchmark]:
    """Give the comparison of a change of one amount of one budget line, history included."""
    ours, floor = _Ours(), _Floor()
    return [
        Benchmark(
            "A cell's change against plain SQL writing the same rows",
            ours.work,
            floor.work,
            limit=2.0,
        )
    ]


def _middle(change: Callable[[int, int], None], begun: int) -> float:
    """Change the cell again and again; give the middle of the seconds that each change took."""
    took = []
    for amount in range(begun, begun + CHANGES):
        start = time.perf_counter()
        change(amount, amount + 1)
        took.append(time.perf_counter() - start)
    return statistics.median(took)


class _Ours:
    """Changes the line's amount through the board, as the window does."""

    def __init__(self) -> None:
        self._board = empty_board(Path(tempfile.mkdtemp()), GUARDS)
        self._board.apply("Made", _rows())
        self._amount = 0

    def work(self) -> float:
        middle = _middle(self._change, self._amount)
        self._amount += CHANGES
        return middle

    def _change(self, before: int, after: int) -> None:
        change = Change("budget_line", _LINE, {"set_amount": before}, {"set_amount": after})
        self._board.apply("Salaries: Set 1.00", (change,))


class _Floor:
    """Writes the same rows to a file of the same kind with prepared statements alone."""

    def __init__(self) -> None:
        board = empty_board(Path(tempfile.mkdtemp()), GUARDS)
        board.apply("Made", _rows())
        board.close()
        self._connection = sqlite.connect(board.path, isolation_level=None)
        for pragma in ("foreign_keys=ON", "journal_mode=WAL", "synchronous=FULL"):
            self._connection.execute(f"PRAGMA {pragma}")
        self._amount = 0

    def work(self) -> float:
        middle = _middle(self._change, self._amount)
        self._amount += CHANGES
        return middle

    def _change(self, before: int, after: int) -> None:
        execute = self._connection.execute
        execute("BEGIN IMMEDIATE")
        written = execute(
            "UPDATE budget_line SET set_amount = ? WHERE ref = ? AND set_amount IS ?",
            (after, _LINE, before),
        )
        assert written.rowcount == 1
        entry = execute(
            "INSERT INTO history_entry (at, who, what, act, state) VALUES (?, ?, ?, ?, ?)",
            (NOON.isoformat(timespec="seconds"), "Test", "Salaries: Set 1.00", "do", "done"),
        ).lastrowid
        sides = (json.dumps({"set_amount": before}), json.dumps({"set_amount": after}))
        execute(
            "INSERT INTO history_row (entry, place, table_name, ref, before, after) "
            "VALUES (?, ?, ?, ?, ?, ?)",
            (entry, 0, "budget_line", _LINE, *sides),
        )
        execute("COMMIT")


def _rows() -> list[Change]:
    line = {"year": "FY-0001", "side": "expenditure", "kind": "expenditure", "position": 1}
    return [
        create("financial_year", "FY-0001", start_year=clock().year),
        create("budget_line", _LINE, description="Salaries", set_amount=0, **line),
    ]
