"""Damage to a board's file, a bit or a cut at a time: none may change what is read without a word.

`python -m tests.faults.flips 1200` prints the table of tries and losses.
"""

from __future__ import annotations

import datetime as dt
import os
import random
import shutil
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from db.board import Board
from db.changes import Act, Change, create
from db.connection import Access, make_engine
from db.damage import Damage
from db.drafts import Unstored
from db.errors import BoardError
from db.prepared import run_plain
from db.raw import UNREADABLE, as_stored
from db.records import RECORDS
from db.whole import examine_file
from tests.support.boards import clock

PICTURE = b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 8
LONG = "- Łódź & <b>Conférence</b>\n- متن عربي 🦉 =1+1\n" * 60

Examine = Callable[[Path, Access], Sequence[Damage]]


@dataclass(slots=True)
class Tally:
    """What became of every try of one kind of damage."""

    kind: str
    outcomes: Counter[str] = field(default_factory=Counter)
    silent: list[str] = field(default_factory=list)
    """Where the damage lay that changed what is read without a word."""

    @property
    def tries(self) -> int:
        """How often the file was damaged."""
        return sum(self.outcomes.values())

    def line(self) -> str:
        """Give the table's row."""
        counts = (self.outcomes[name] for name in ("opening", "check", "the same", "silent"))
        return "".join((f"{self.kind:<34}", f"{self.tries:>7}", *(f"{n:>10}" for n in counts)))


HEADING = f"{'Damage':<34}{'Tries':>7}" + "".join(
    f"{words:>10}" for words in ("Opening", "Check", "The same", "Silent")
)


def fill(board: Board) -> None:
    """Put something into every part of a board: rows, history, drafts, pictures, postings."""
    board.apply(
        "Board made",
        [
            create(
                "board",
                "BOARD",
                name="Merton Safeguarding Children Board",
                short_name="MSCB",
                body_term="Board",
                logo=PICTURE,
            ),
            create("sector", board.new_refs("sector")[0], name="Health", position=1024),
            create("financial_year", board.new_refs("financial_year")[0], start_year=2012),
        ],
        act=Act.BEGIN,
    )
    refs = board.new_refs("agency", 40)
    board.apply(
        "Agencies pasted",
        [
            create(
                "agency",
                ref,
                name=f"Agency {n} of Łódź",
                sector="SE-0001",
                aliases=LONG[: n * 30] or None,
                contact_email=f"a{n}@example.org",
            )
            for n, ref in enumerate(refs)
        ],
    )
    lines = board.new_refs("budget_line", 12)
    board.apply(
        "Lines pasted",
        [
            create("budget_line", ref, year="FY-0001", side="expenditure", kind="expenditure",
                   position=n * 1024, description=f"Line {n}", set_amount=n * 12345,
                   counts=bool(n % 2), comment=LONG if n == 3 else None)
            for n, ref in enumerate(lines)
        ],
    )  # fmt: skip
    for n, ref in enumerate(board.new_refs("posting", 60)):
        dated = dt.date(2012, 4, 1) + dt.timedelta(n)
        values: dict[str, Any] = {
            "line": lines[n % 12],
            "position": n,
            "dated": dated,
            "amount": n * 100,
        }
        board.apply(
            f"Posting {n}", [create("posting", ref, state="paid", party=f"P {n}", **values)]
        )
    for n in range(10):
        board.apply("Renamed", [Change("agency", refs[n], {"name": f"Agency {n} of Łódź"},
                                       {"name": f"Agency {n} & Co"})])  # fmt: skip
    board.apply("Deleted", [Change("posting", "PO-0060", {
        "line": lines[11], "position": 59, "dated": dt.date(2012, 5, 30), "amount": 5900,
        "state": "paid", "party": "P 59"}, None)])  # fmt: skip
    for _ in range(3):
        board.undo()
    board.redo()
    board.apply("Renamed", [Change("agency", refs[20], {"short_name": None}, {"short_name": "A"})])
    board.undo()
    for n in range(15):
        reason = "There is no such agency." if n % 2 else None
        half = Unstored(ref=refs[n], field="name", typed=f"half a nam{'e' * n}", reason=reason)
        board.change_drafts("agency", [half])


def make_board(path: Path, password: str | None = None) -> None:
    """Make a board at rest with all parts filled."""
    board = Board.create(path, clock=clock, who="Test", password=password)
    fill(board)
    board.close()


def contents(path: Path, access: Access) -> dict[str, list[tuple[Any, ...]]]:
    """Read everything that the program reads of a board, but for the seals."""
    engine = make_engine(path, Access(access.key, reads_only=True))
    try:
        with engine.connect() as connection, connection.begin(), as_stored(connection):
            names = run_plain(connection, "SELECT name, sql FROM sqlite_master ORDER BY name")
            schema = names.fetchall()
            tables = [name for name, sql in schema if str(sql).startswith("CREATE TABLE")]
            read = {
                name: run_plain(connection, f'SELECT * FROM "{name}" ORDER BY 1, 2').fetchall()
                for name in tables
                if name != "seal"
            }
            return {"schema": schema, **read}
    finally:
        engine.dispose()


def flip_bit(data: bytearray, chance: random.Random) -> str:
    """Turn one bit over."""
    at, bit = chance.randrange(len(data)), chance.randrange(8)
    data[at] ^= 1 << bit
    return f"bit {bit} of byte {at}"


def cut_off(data: bytearray, chance: random.Random) -> str:
    """Cut the file off somewhere."""
    at = chance.randrange(len(data))
    del data[at:]
    return f"cut at byte {at}"


def blank_sector(data: bytearray, chance: random.Random) -> str:
    """Put zeros into one sector of the disk."""
    at = chance.randrange(len(data) // 512) * 512
    data[at : at + 512] = bytes(512)
    return f"sector at byte {at}"


Harm = Callable[[bytearray, random.Random], str]


@dataclass(frozen=True, slots=True)
class Subject:
    """A board whose copies are damaged; `log` damages its write-ahead log instead of the file."""

    path: Path
    access: Access
    password: str | None = None
    log: bool = False

    def tries(
        self, kind: str, harm: Harm, count: int, seed: int, check: Examine = examine_file
    ) -> Tally:
        """Damage `count` copies; each is opened, examined and read as the program does."""
        chance = random.Random(seed)
        tally = Tally(kind)
        expected = contents(self.path, self.access) if not self.log else self._read_log()
        with tempfile.TemporaryDirectory() as folder:
            for number in range(count):
                copy = Path(folder) / f"{number}.mscb"
                where = self._harm(copy, harm, chance)
                outcome = self._outcome(copy, expected, check)
                tally.outcomes[outcome] += 1
                if outcome == "silent":
                    tally.silent.append(where)
                for file in Path(folder).iterdir():
                    file.unlink()
        return tally

    def _read_log(self) -> dict[str, list[tuple[Any, ...]]]:
        with tempfile.TemporaryDirectory() as folder:
            copy = Path(folder) / "whole.mscb"
            self._harm(copy, lambda *_: "", random.Random(0))
            return contents(copy, self.access)

    def _harm(self, copy: Path, harm: Harm, chance: random.Random) -> str:
        shutil.copyfile(self.path, copy)
        target = copy
        if self.log:
            target = log_of_killed(copy)
            shutil.copyfile(log_of_killed(self.path), target)
        data = bytearray(target.read_bytes())
        where = harm(data, chance)
        target.write_bytes(data)
        return where

    def _outcome(self, copy: Path, expected: object, check: Examine) -> str:
        try:
            board = Board.open(copy, clock=clock, who="Test", password=self.password)
        except BoardError:
            return "opening"
        try:
            if check(copy, self.access):
                return "check"
            return "the same" if contents(copy, self.access) == expected else "silent"
        except UNREADABLE:
            return "reading"  # the check should have said so
        finally:
            board.close()


def work_and_die(path: str) -> None:
    """Change a board twenty times and end without closing it; in a process of its own."""
    board = Board.open(Path(path), clock=clock, who="Test")
    for number in range(20):
        ref, before = f"AG-{number + 21:04d}", f"Agency {number + 20} of Łódź"
        change = Change("agency", ref, {"name": before}, {"name": f"Police {number}"})
        board.apply("Renamed", [change])
    os._exit(1)


def log_of_killed(path: Path) -> Path:
    """Give where a killed board's log lies."""
    return path.with_name(f"{path.name}-wal")


def killed_board(path: Path) -> dict[str, list[tuple[Any, ...]]]:
    """Leave a board as a process does that is killed: what it stored last lies in the log.

    Gives the rows of its records.
    """
    make_board(path)
    words = "import sys; from tests.faults import flips; flips.work_and_die(sys.argv[1])"
    root = Path(__file__).resolve().parent.parent.parent
    subprocess.run([sys.executable, "-c", words, str(path)], cwd=root, check=False)
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder) / "read.mscb"
        shutil.copyfile(path, copy)
        shutil.copyfile(log_of_killed(path), log_of_killed(copy))
        read = contents(copy, Access())
        return {table: read[table] for table in RECORDS}


def main(arguments: Sequence[str]) -> int:
    """Print the table for a number of tries; 1 where anything was silent."""
    count = int(arguments[0]) if arguments else 1200
    with tempfile.TemporaryDirectory() as folder:
        tallies = all_tallies(Path(folder), count)
    sys.stdout.write("\n".join((HEADING, *(tally.line() for tally in tallies))) + "\n")
    silent = [f"{tally.kind}: {where}" for tally in tallies for where in tally.silent]
    sys.stdout.write("".join(f"Silent: {words}\n" for words in silent))
    return 1 if silent else 0


def all_tallies(folder: Path, count: int, seed: int = 2013) -> list[Tally]:
    """Damage a board, a protected one and a killed one; `count` bits and cuts of the first."""
    from db.connection import access_to

    plain = folder / "plain.mscb"
    make_board(plain)
    board = Subject(plain, Access())
    tallies = [
        board.tries("A bit of a board", flip_bit, count * 5 // 6, seed),
        board.tries("A cut of a board", cut_off, count // 6, seed),
        board.tries("A blank sector of a board", blank_sector, count // 6, seed),
    ]
    secret = folder / "secret.mscb"
    password = "a word that is long"
    make_board(secret, password)
    protected = Subject(secret, access_to(secret, password), password)
    tallies.append(protected.tries("A bit of a protected board", flip_bit, count // 6, seed))
    tallies.append(protected.tries("A cut of a protected board", cut_off, count // 30, seed))
    killed = folder / "killed.mscb"
    killed_board(killed)
    log = Subject(killed, Access(), log=True)
    tallies.append(log.tries("A bit of a killed board's log", flip_bit, count // 4, seed))
    return tallies


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
