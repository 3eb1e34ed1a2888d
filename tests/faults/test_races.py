"""A few races of window and import; `python3 dev.py faults races` runs a hundred."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from db.file.connection import make_engine
from tests.faults import children
from tests.faults.races import Heard, Stored, Told, race, show_until_stopped, store_until_stopped
from tests.faults.tally import quiet


def test_board_and_imports_lose_nothing() -> None:
    tally = race(4, 1, quiet, store_until_stopped, "A board")
    assert tally.is_clean, tally
    assert tally.acknowledged > 8


def test_a_window_is_told_of_every_import() -> None:
    tally = race(1, 1, quiet, show_until_stopped, "A window")
    assert tally.is_clean, tally
    assert tally.outcomes["imports done and seen by the window"] > 0


def deaf(tell: children.Tell, path: Path, stop: Path, seed: int) -> None:
    """Be a window that is not told what others stored."""
    store_until_stopped(
        lambda said: None if isinstance(said, Heard) else tell(said), path, stop, seed
    )


def boastful(tell: children.Tell, path: Path, stop: Path, seed: int) -> None:
    """Be a window that tells of what it did not store."""
    tell(Stored(7_000, "Typed 1"))
    store_until_stopped(tell, path, stop, seed)


def wordless(tell: children.Tell, path: Path, stop: Path, seed: int) -> None:
    """Be a window that shows what the machine says."""
    tell(Told("(sqlite3.OperationalError) database is locked"))
    store_until_stopped(tell, path, stop, seed)


@pytest.mark.parametrize(
    ("window", "words"),
    [
        (deaf, "The window was not told of"),
        (boastful, "'Typed 1' was told to be stored and is gone"),
        (wordless, "Told in no plain words"),
    ],
)
def test_a_planted_fault_of_the_window_is_counted(window: children.Work, words: str) -> None:
    assert any(loss.startswith(words) for loss in race(1, 1, quiet, window, "Planted").losses)


def _forget_the_imports(path: Path) -> None:
    engine = make_engine(path)
    with engine.begin() as connection:
        for table, column in (("history_row", "entry"), ("history_entry", "number")):
            connection.exec_driver_sql(
                f"DELETE FROM {table} WHERE {column} IN "
                "(SELECT number FROM history_entry WHERE what LIKE 'Import of %')"
            )
    engine.dispose()


def _change_a_row(path: Path) -> None:
    engine = make_engine(path)
    with engine.begin() as connection:
        connection.exec_driver_sql("UPDATE agency SET contact_phone = '1' WHERE ref = 'AG-0150'")
    engine.dispose()


@pytest.mark.parametrize(
    ("harm", "where"), [(_forget_the_imports, "losses"), (_change_a_row, "silent")]
)
def test_a_planted_loss_is_counted(harm: Callable[[Path], object], where: str) -> None:
    tally = race(1, 1, quiet, store_until_stopped, "Planted", harm)
    assert getattr(tally, where)
