"""A few kills of updates; `python3 dev.py faults migration` makes as many as wanted."""

from __future__ import annotations

from pathlib import Path

from db.file.connection import make_engine
from tests.faults.migration import run
from tests.faults.tally import quiet


def test_a_killed_update_loses_nothing() -> None:
    (tally,) = run(20, 1, quiet)
    assert tally.is_clean, tally
    assert sum(tally.outcomes.values()) == 20


def _forget_a_posting(path: Path) -> None:
    engine = make_engine(path)
    with engine.begin() as connection:
        connection.exec_driver_sql("DELETE FROM posting WHERE ref = 'PO-0002'")
    engine.dispose()


def _forget_the_file(path: Path) -> None:
    path.write_bytes(b"")


def _spoil_the_copy(path: Path) -> None:
    path.with_name("Merton before update from version 1.mscb").write_bytes(b"")


def test_planted_losses_are_counted() -> None:
    (tally,) = run(3, 1, quiet, _forget_a_posting)
    assert set(tally.silent) <= {"Rows or history are other than before"}
    # Killed between two steps the file is sealed, and is not brought up to date any further.
    stopped = [words for words in tally.losses if "was not brought up to date" in words]
    assert len(tally.silent) + len(stopped) == 3
    for harm in (_forget_the_file, _spoil_the_copy):
        (tally,) = run(2, 1, quiet, harm)
        assert len(tally.losses) >= 2, harm.__name__
