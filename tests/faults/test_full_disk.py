"""A few sizes of room; `python3 dev.py faults disk` tries fifty of each work."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from db.file.connection import make_engine
from tests.faults.full_disk import WORKS, sizes_of, store, try_sizes
from tests.faults.rooms import Disk, Limit, why_no_disk
from tests.faults.tally import quiet

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="Windows limits no file's size")


@pytest.fixture(scope="module")
def stored(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("stored")
    store(folder)
    return folder


WITHOUT_WINDOW = [name for name in WORKS if name != "window"]
LITTLE, SOME, MUCH = 8 * 1024, 64 * 1024, 8 * 1024 * 1024


@pytest.fixture
def disk() -> type[Disk]:
    if reason := why_no_disk():
        pytest.skip(f"No disk of a given size can be made here: {reason}")
    return Disk


@pytest.mark.parametrize("name", WITHOUT_WINDOW)
def test_no_room_loses_nothing(stored: Path, disk: type[Disk], name: str) -> None:
    tally = try_sizes(name, sizes_of(name, 4, stored, disk), quiet, stored, disk)
    assert tally.is_clean, tally
    assert len(tally.outcomes) == 2, "some sizes had room and some had not"


@pytest.mark.parametrize("name", WITHOUT_WINDOW)
def test_a_limit_to_files_loses_nothing(stored: Path, name: str) -> None:
    tally = try_sizes(name, (LITTLE, MUCH), quiet, stored, Limit)
    assert tally.is_clean, tally
    assert len(tally.outcomes) == 2, "one size had room and one had not"


def test_what_is_typed_without_room_stays_and_becomes_a_draft(
    stored: Path, disk: type[Disk]
) -> None:
    tally = try_sizes("window", (SOME, MUCH), quiet, stored, disk)
    assert tally.is_clean, tally
    assert len(tally.outcomes) == 2, "one size had room and one had not"


def forget_agencies(folder: Path) -> None:
    engine = make_engine(folder / "Merton.mscb")
    with engine.begin() as connection:
        connection.exec_driver_sql("DELETE FROM agency WHERE ref IN ('AG-0007', 'AG-1000')")
    engine.dispose()


def cut_the_target(folder: Path) -> None:
    (folder / "data.xlsx").write_bytes(b"half")


def lose_a_backup(folder: Path) -> None:
    next((folder / "stick").rglob("*.mscb")).unlink()


def forget_comments(folder: Path) -> None:
    engine = make_engine(folder / "Merton.mscb")
    with engine.begin() as connection:
        connection.exec_driver_sql("UPDATE budget_line SET comment = NULL")
    engine.dispose()


def leave_half_a_copy(folder: Path) -> None:
    (folder / "Merton before update from version 1.mscb").write_bytes(b"")


@pytest.mark.parametrize(
    ("name", "harm"),
    [
        ("typing", forget_agencies),
        ("import", forget_agencies),
        ("export", cut_the_target),
        ("backup", lose_a_backup),
        ("migration", leave_half_a_copy),
        ("window", forget_comments),
    ],
)
def test_a_planted_loss_is_counted(stored: Path, name: str, harm: Callable[[Path], object]) -> None:
    assert try_sizes(name, (MUCH,), quiet, stored, Limit, harm).losses


def say_machine_words(folder: Path) -> None:
    raise OSError(28, "No space left on device")


def test_an_error_in_no_plain_words_is_counted(stored: Path) -> None:
    tally = try_sizes("export", (MUCH,), quiet, stored, Limit, say_machine_words)
    assert "told in no plain words" in tally.losses[0]
