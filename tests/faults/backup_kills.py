"""Backups and restores killed at any moment: board, backups and replaced files stay whole.

`python3 dev.py faults backup` makes as many as wanted.
"""

from __future__ import annotations

import datetime as dt
import random
import tempfile
from collections.abc import Callable
from pathlib import Path

from db.backups.copies import list_backups, make_backup
from db.backups.restore import restore
from db.board import Board
from db.changes import create
from tests.faults import children
from tests.faults.boards import ask, damages
from tests.faults.tally import Say, Tally, quiet

LONGEST = 0.6
"""Seconds after its first work within which a child is killed."""

Harm = Callable[[Path], object]


def run(count: int, seed: int, say: Say) -> list[Tally]:
    """Kill half of `count` times a backup, and half of them a restore."""
    tallies = []
    for kill, some in ((kill_backups, count - count // 2), (kill_restores, count // 2)):
        with tempfile.TemporaryDirectory() as folder:
            tallies.append(kill(Path(folder), some, seed, say=say))
    return tallies


def kill_backups(
    folder: Path, count: int, seed: int = 2013, harm: Harm = lambda _: None, say: Say = quiet
) -> Tally:
    """Kill processes that change a board and back it up, again and again.

    `harm` is called with `folder` after each kill: a fault planted there must be counted.
    """
    chance, tally = random.Random(seed), Tally("Killed while a backup is made", count)
    path = make_board(folder)
    stick = folder / "stick"
    stick.mkdir()
    for number in tally.numbers(say):
        with tally.guarded(f"kill {number}"):
            said = _killed(tally, chance, back_up_for_ever, path, stick)
            _note(tally, any(stick.rglob("*.part*")))
            harm(folder)
            listed = list_backups(stick, path)
            names = {backup.path.name for backup in listed}
            tally.losses += [f"{name} is gone" for name in said if name not in names]
            for file in (path, *(backup.path for backup in listed[: len(said) + 2])):
                tally.losses += damages(file)
            tally.losses += [f"{b.path.name} is called damaged" for b in listed if not b.was_whole]
    with tally.guarded("afterwards"):
        _back_up_once(path, stick)
    return tally


def kill_restores(
    folder: Path, count: int, seed: int = 2013, harm: Harm = lambda _: None, say: Say = quiet
) -> Tally:
    """Kill processes that restore one backup and another, again and again; see `kill_backups`."""
    chance, tally = random.Random(seed), Tally("Killed while a backup is restored", count)
    path = make_board(folder)
    stick = folder / "stick"
    stick.mkdir()
    backups, contents = [], []
    for sector in (9001, 9002):
        board = _open(path)
        _type_in(board, sector)
        backups.append(make_backup(board, stick).path)
        board.close()
        contents.append(_sectors(path))
    for number in tally.numbers(say):
        with tally.guarded(f"kill {number}"):
            said = _killed(tally, chance, restore_for_ever, path, *backups)
            _note(tally, path.with_name(f".{path.name}.restoring").exists())
            harm(folder)
            there = sorted(folder.glob(f"{path.stem} replaced *.mscb"))
            names = {file.name for file in there}
            tally.losses += [f"{name} is gone" for name in said if name not in names]
            for file in (path, *there):
                tally.losses += damages(file)
            if _sectors(path) not in contents:
                tally.silent.append("The board holds neither the one nor the other")
            for file in there:
                file.unlink()
    with tally.guarded("afterwards"):
        _restore_once(path, backups[0])
    return tally


def make_board(folder: Path) -> Path:
    """Make a board with enough in it that copying takes a while."""
    path = folder / "Merton.mscb"
    board = Board.create(path, clock=dt.datetime.now, who="Test")
    rows = [
        create(
            "sector",
            f"SE-{number:04d}",
            name=f"Sector {number} of a board in which copying takes a while",
            position=number,
        )
        for number in range(1, 3000)
    ]
    board.apply("Sectors added", rows)
    board.close()
    return path


def _open(path: Path) -> Board:
    return Board.open(path, clock=dt.datetime.now, who="Test")


def _type_in(board: Board, number: int) -> None:
    row = create("sector", f"SE-{number}", name=f"Sector {number}", position=number)
    board.apply("Typed", [row])


def _sectors(path: Path) -> list[str]:
    return [ref for (ref,) in ask(path, "SELECT ref FROM sector ORDER BY ref")]


def _killed(tally: Tally, chance: random.Random, work: children.Work, *paths: Path) -> list[str]:
    """Kill a child some time after its first work; give all that it said it did."""
    child = children.Child(work, *paths)
    child.begin()
    child.hear()
    ended = child.end(chance.uniform(0.0, LONGEST))
    if ended.fell:
        tally.losses.append(ended.fell)
    tally.acknowledged += len(ended.told)
    return [str(name) for name in ended.told if name]


def _note(tally: Tally, is_half: bool) -> None:
    tally.outcomes["with something half made out of sight" if is_half else "between works"] += 1


def _back_up_once(path: Path, stick: Path) -> str:
    board = _open(path)
    try:
        return make_backup(board, stick).path.name
    finally:
        board.close()


def _restore_once(path: Path, backup: Path) -> str:
    done = restore(path, backup, clock=dt.datetime.now, who="Test")
    return done.replaced.name if done.replaced else ""


def back_up_for_ever(tell: children.Tell, path: Path, stick: Path) -> None:
    """Type and back up until killed."""
    number = max(int(ref[3:]) for ref in _sectors(path)) + 1
    board = _open(path)
    while True:
        _type_in(board, number)
        number += 1
        tell(make_backup(board, stick).path.name)


def restore_for_ever(tell: children.Tell, path: Path, *backups: Path) -> None:
    """Restore one backup after the other until killed."""
    while True:
        for backup in backups:
            tell(_restore_once(path, backup))
