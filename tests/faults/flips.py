"""Damage to a board's file, a bit or a cut at a time: none may change what is read without a word.

`python3 dev.py faults flips` makes as many as wanted.
"""

from __future__ import annotations

import datetime as dt
import os
import random
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from db.board import Board
from db.changes import Act, Change, create
from db.damage.told import Damage
from db.damage.whole import examine_file
from db.drafts import Unstored
from db.errors import BoardError
from db.file.connection import Access, make_engine
from db.file.raw import UNREADABLE, as_stored
from db.prepared import run_plain
from db.records import RECORDS
from tests.faults.tally import Say, Tally, quiet
from tests.support.boards import clock

PICTURE = b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 8
LONG = "- Łódź & <b>Conférence</b>\n- متن عربي 🦉 =1+1\n" * 60

Examine = Callable[[Path, Access], Sequence[Damage]]

TOLD_AT_ONCE = "told when it was opened"
TOLD = "told by the check"
SAME = "where all that is read was the same"
SILENT = "changed without a word"
UNTOLD = "the check said nothing and it could not be read"


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
        self,
        kind: str,
        harm: Harm,
        count: int,
        seed: int,
        check: Examine = examine_file,
        say: Say = quiet,
    ) -> Tally:
        """Damage `count` copies; each is opened, examined and read as the program does."""
        chance = random.Random(seed)
        tally = Tally(kind, count)
        expected = contents(self.path, self.access) if not self.log else self._read_log()
        with tempfile.TemporaryDirectory() as folder:
            for number in tally.numbers(say):
                copy = Path(folder) / f"{number}.mscb"
                where = self._harm(copy, harm, chance)
                outcome = self._outcome(copy, expected, check)
                if outcome == SILENT:
                    tally.silent.append(where)
                elif outcome == UNTOLD:
                    tally.losses.append(f"{where}: {outcome}")
                else:
                    tally.outcomes[outcome] += 1
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
            return TOLD_AT_ONCE
        try:
            if check(copy, self.access):
                return TOLD
            return SAME if contents(copy, self.access) == expected else SILENT
        except UNREADABLE:
            return UNTOLD
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


def run(count: int, seed: int, say: Say) -> list[Tally]:
    """Damage a board, a protected one and a killed one; `count` bits and cuts of the first."""
    with tempfile.TemporaryDirectory() as folder:
        return all_tallies(Path(folder), count, seed, say)


def all_tallies(folder: Path, count: int, seed: int = 2013, say: Say = quiet) -> list[Tally]:
    """Do as `run` does, with the boards in a folder."""
    from db.file.connection import access_to

    plain = folder / "plain.mscb"
    make_board(plain)
    board = Subject(plain, Access())
    secret = folder / "secret.mscb"
    password = "a word that is long"
    make_board(secret, password)
    protected = Subject(secret, access_to(secret, password), password)
    killed = folder / "killed.mscb"
    killed_board(killed)
    log = Subject(killed, Access(), log=True)
    todo: list[tuple[Subject, str, Harm, int]] = [
        (board, "A bit of a board flipped", flip_bit, count * 5 // 6),
        (board, "A board cut off", cut_off, count // 6),
        (board, "A sector of a board blank", blank_sector, count // 6),
        (protected, "A bit of a protected board flipped", flip_bit, count // 6),
        (protected, "A protected board cut off", cut_off, count // 30),
        (log, "A bit of a killed board's log flipped", flip_bit, count // 4),
    ]
    return [subject.tries(kind, harm, some, seed, say=say) for subject, kind, harm, some in todo]
