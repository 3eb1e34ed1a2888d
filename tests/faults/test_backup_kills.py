"""A few kills of backups and restores; `python3 dev.py faults backup` makes as many as wanted."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.faults.backup_kills import kill_backups, kill_restores
from tests.faults.tally import Tally

Kill = Callable[..., Tally]


@pytest.mark.parametrize("kill", [kill_backups, kill_restores])
def test_killed_work_loses_nothing(tmp_path: Path, kill: Kill) -> None:
    tally = kill(tmp_path, 4)
    assert tally.is_clean, tally
    assert tally.acknowledged >= 4


def _lose(folder: Path, pattern: str) -> None:
    for path in folder.rglob(pattern):
        path.unlink()


def _flip(path: Path) -> None:
    data = path.read_bytes()
    path.write_bytes(data.replace(b"Sector 17 of", b"Sector 71 of"))


def _lose_backups(folder: Path) -> None:
    _lose(folder, "stick/*/Merton 2*.mscb")


def _flip_backups(folder: Path) -> None:
    for path in folder.glob("stick/*/Merton 2*.mscb"):
        _flip(path)


def _lose_replaced(folder: Path) -> None:
    _lose(folder, "Merton replaced*.mscb")


def _flip_board(folder: Path) -> None:
    _flip(folder / "Merton.mscb")


@pytest.mark.parametrize(
    ("kill", "harm"),
    [
        (kill_backups, _lose_backups),
        (kill_backups, _flip_backups),
        (kill_restores, _lose_replaced),
        (kill_restores, _flip_board),
    ],
)
def test_a_planted_loss_is_counted(
    tmp_path: Path, kill: Kill, harm: Callable[[Path], object]
) -> None:
    assert not kill(tmp_path, 1, harm=harm).is_clean
