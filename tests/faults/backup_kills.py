"""Backups and restores killed at any moment: board, backups and replaced files stay whole.

`python -m tests.faults.backup_kills 200` prints the table of tries and losses.
"""

from __future__ import annotations

import datetime as dt
import random
import subprocess
import sys
import tempfile
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from db.backups import list_backups, make_backup
from db.board import Board
from db.changes import create
from db.connection import PLAIN
from db.prepared import run_plain
from db.restore import restore
from db.whole import examine_file

_ROOT = Path(__file__).resolve().parents[2]
_LONGEST = 0.6
"""Seconds after its first work within which a child is killed."""


@dataclass(slots=True)
class Kills:
    """What became of work that was killed."""

    work: str
    killed: int = 0
    done: int = 0
    """How often the work had said before that it was done."""
    half: int = 0
    """How often the kill left something half made, out of sight."""
    losses: list[str] = field(default_factory=list)

    def line(self) -> str:
        """Give the table's row."""
        counts = (self.killed, self.done, self.half, len(self.losses))
        return f"{self.work:<12}" + "".join(f"{count:>12}" for count in counts)


HEADING = f"{'Work':<12}" + "".join(f"{w:>12}" for w in ("Killed", "Done", "Half made", "Losses"))


def _unharmed(_: Path) -> None:
    """Plant no fault."""


def kill_backups(
    folder: Path, count: int, seed: int = 2013, harm: Callable[[Path], object] = _unharmed
) -> Kills:
    """Kill processes that change a board and back it up, again and again.

    `harm` is called with `folder` after each kill: a fault planted there must be counted.
    """
    chance, kills = random.Random(seed), Kills("backup")
    path = make_board(folder)
    stick = folder / "stick"
    stick.mkdir()
    for _ in range(count):
        said = _killed("backup", [path, stick], chance)
        kills.killed += 1
        kills.done += len(said)
        kills.half += any(stick.rglob("*.part*"))
        harm(folder)
        listed = list_backups(stick, path)
        names = {backup.path.name for backup in listed}
        kills.losses += [f"{name} is gone" for name in said if name not in names]
        kills.losses += [
            f"{damage.message} ({file.name})"
            for file in (path, *(backup.path for backup in listed[: len(said) + 2]))
            for damage in examine_file(file, PLAIN)
        ]
        kills.losses += [f"{b.path.name} is called damaged" for b in listed if not b.was_whole]
    _try_after(kills, lambda: _backup_once(path, stick))
    return kills


def kill_restores(
    folder: Path, count: int, seed: int = 2013, harm: Callable[[Path], object] = _unharmed
) -> Kills:
    """Kill processes that restore one backup and another, again and again; see `kill_backups`."""
    chance, kills = random.Random(seed), Kills("restore")
    path = make_board(folder)
    stick = folder / "stick"
    stick.mkdir()
    backups, contents = [], []
    for number in (9001, 9002):
        board = _open(path)
        _type_in(board, number)
        backups.append(make_backup(board, stick).path)
        contents.append(_sectors(path))
        board.close()
    for _ in range(count):
        said = _killed("restore", [path, *backups], chance)
        kills.killed += 1
        kills.done += len(said)
        kills.half += path.with_name(f".{path.name}.restoring").exists()
        harm(folder)
        there = sorted(folder.glob(f"{path.stem} replaced *.mscb"))
        names = {file.name for file in there}
        kills.losses += [f"{name} is gone" for name in said if name not in names]
        if not path.exists():
            kills.losses.append("There is no board")
            continue
        kills.losses += [
            f"{damage.message} ({file.name})"
            for file in (path, *there)
            for damage in examine_file(file, PLAIN)
        ]
        if _sectors(path) not in contents:
            kills.losses.append("The board holds neither the one nor the other")
        for file in there:
            file.unlink()
    _try_after(kills, lambda: _restore_once(path, backups[0]))
    return kills


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
    board = _open(path)
    with board.reading() as connection:
        found = run_plain(connection, "SELECT ref FROM sector ORDER BY ref").fetchall()
    board.close()
    return [row[0] for row in found]


def _killed(work: str, paths: list[Path], chance: random.Random) -> list[str]:
    """Start a child, kill it some time after its first work, and give all that it said it did."""
    child = subprocess.Popen(
        [sys.executable, "-m", "tests.faults.backup_kills", work, *map(str, paths)],
        cwd=_ROOT,
        stdout=subprocess.PIPE,
    )
    assert child.stdout is not None
    first = child.stdout.readline()
    assert first, "the child could not begin"
    try:
        child.wait(chance.uniform(0.0, _LONGEST))
    except subprocess.TimeoutExpired:
        child.kill()
    more, _ = child.communicate()
    return [line for line in (first + more).decode().split("\n")[:-1] if line]


def _try_after(kills: Kills, work: Callable[[], object]) -> None:
    """See that the work can be done after the last kill."""
    try:
        work()
    except Exception as error:  # noqa: BLE001 - whatever it is, it is counted
        kills.losses.append(f"Not possible afterwards: {error}")


def _backup_once(path: Path, stick: Path) -> str:
    board = _open(path)
    try:
        return make_backup(board, stick).path.name
    finally:
        board.close()


def _restore_once(path: Path, backup: Path) -> str:
    done = restore(path, backup, clock=dt.datetime.now, who="Test")
    return done.replaced.name if done.replaced else ""


def _say(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


def _back_up_for_ever(path: Path, stick: Path) -> None:
    """Type and back up until killed."""
    board = _open(path)
    number = max(int(ref[3:]) for ref in _sectors(path)) + 1
    while True:
        _type_in(board, number)
        number += 1
        _say(make_backup(board, stick).path.name)


def _restore_for_ever(path: Path, *backups: Path) -> None:
    """Restore one backup after the other until killed."""
    while True:
        for backup in backups:
            _say(_restore_once(path, backup))


def main(arguments: list[str]) -> int:
    """Be a child that works until it is killed, or print the table."""
    if arguments[:1] == ["backup"]:
        _back_up_for_ever(*map(Path, arguments[1:]))
    if arguments[:1] == ["restore"]:
        _restore_for_ever(*map(Path, arguments[1:]))
    count = int(arguments[0]) if arguments else 20
    tried = []
    for kill in (kill_backups, kill_restores):
        with tempfile.TemporaryDirectory() as folder:
            tried.append(kill(Path(folder), count))
    _say("\n".join((HEADING, *(kills.line() for kills in tried))))
    for kills in tried:
        for loss in kills.losses:
            _say(loss)
    return 1 if any(kills.losses for kills in tried) else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
