"""A few kills of imports and exports; `python3 dev.py faults import export` makes them all."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from db.file.connection import make_engine
from tests.faults.exchange import run_export, run_import
from tests.faults.tally import Tally, quiet

Run = Callable[..., list[Tally]]


@pytest.mark.parametrize("run", [run_import, run_export])
def test_killed_work_loses_nothing(run: Run) -> None:
    tallies = run(12, 1, quiet)
    assert all(tally.is_clean for tally in tallies), tallies
    assert sum(tally.tries for tally in tallies) == 12


def _take_in_a_part(path: Path) -> None:
    """Do as an import that is not one change: name one agency anew, past the write path."""
    engine = make_engine(path)
    with engine.begin() as connection:
        connection.exec_driver_sql("UPDATE agency SET name = 'Half' WHERE ref = 'AG-0007'")
    engine.dispose()


def _forget_the_history(path: Path) -> None:
    engine = make_engine(path)
    with engine.begin() as connection:
        connection.exec_driver_sql("DELETE FROM history_row WHERE entry = 1")
    engine.dispose()


def test_a_planted_part_of_an_import_is_seen() -> None:
    (tally,) = run_import(2, 1, quiet, _take_in_a_part)
    assert tally.silent == ["The board holds a part of the workbook"] * 2


def test_a_planted_loss_of_history_is_seen() -> None:
    (tally,) = run_import(1, 1, quiet, _forget_the_history)
    assert tally.losses


def _cut(target: Path) -> None:
    target.write_bytes(target.read_bytes()[:-100])


@pytest.mark.parametrize("harm", [_cut, Path.unlink])
def test_a_planted_half_workbook_is_seen(harm: Callable[[Path], object]) -> None:
    tallies = run_export(2, 1, quiet, harm)
    assert [len(tally.losses) for tally in tallies] == [1, 1]
