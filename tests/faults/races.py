"""A window that stores and imports by commands at the same time: nothing told of is lost."""

from __future__ import annotations

import os
import random
import tempfile
import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from db import history
from db.board import Board
from db.changes import Change, Entry, Plan, Refused
from db.errors import BoardError
from tests.faults import children
from tests.faults.boards import ask, clock, damages, fresh_copy, open_board
from tests.faults.exchange import make_board, make_workbook
from tests.faults.replaying import replayed
from tests.faults.tally import Say, Tally

IMPORTS = 2
"""Commands that import at once in every round."""

_SHARED = 5
"""Agencies that window and workbooks both change."""
_NO_WORDS = ("locked", "Traceback", "sqlite", "SQLITE", "Errno")

Harm = Callable[[Path], object]


@dataclass(frozen=True, slots=True)
class Stored:
    """What the window stored itself."""

    number: int
    what: str


@dataclass(frozen=True, slots=True)
class Heard:
    """What the window was told that others stored."""

    what: str


@dataclass(frozen=True, slots=True)
class Told:
    """What the window told its person when a change was not stored."""

    words: str


def run(count: int, seed: int, say: Say, harm: Harm = lambda _: None) -> list[Tally]:
    """Let a window and imports race `count` times, a tenth of it with a window on a screen.

    `harm` is called with the board after each race.
    """
    shown = max(1, count // 10)
    return [
        race(count - shown, seed, say, store_until_stopped, "A board that stores", harm),
        race(shown, seed + 1, say, show_until_stopped, "A window that stores", harm),
    ]


def race(
    count: int,
    seed: int,
    say: Say,
    window: children.Work,
    what: str,
    harm: Harm = lambda _: None,
) -> Tally:
    """Let `window`, a child's work, and imports race; see `run`."""
    chance, tally = random.Random(seed), Tally(f"{what}, and {IMPORTS} imports at once", count)
    with tempfile.TemporaryDirectory() as folder:
        new, path = Path(folder) / "new.mscb", Path(folder) / "Merton.mscb"
        workbooks = [Path(folder) / f"data {number}.xlsx" for number in range(IMPORTS)]
        make_board(new)
        for number, workbook in enumerate(workbooks):
            make_workbook(workbook, new=20, changed=_SHARED * number, word=f" {number}")
        for number in tally.numbers(say):
            stop = Path(folder) / f"stop {number}"
            fresh_copy(new, path)
            with tally.guarded(f"round {number}"):
                writer = children.Child(window, path, stop, chance.getrandbits(32))
                writer.begin()
                writer.hear()
                imports = [children.Child(import_it, path, workbook) for workbook in workbooks]
                for one in imports:
                    one.begin()
                ended = [one.end() for one in imports]
                stop.touch()
                heard = writer.end()
                harm(path)
                _judge(tally, path, heard, dict(zip(workbooks, ended, strict=True)))
    return tally


def import_it(tell: children.Tell, path: Path, data: Path) -> None:
    """Import by the command; tell its exit code and words."""
    tell(children.command("import", "--board", path, data))


def store_until_stopped(tell: children.Tell, path: Path, stop: Path, seed: int) -> None:
    """Be the one that writes the board, as fast as typing goes, and look what others stored."""
    chance, pause = random.Random(seed), threading.Event()
    board = open_board(path, sole=True)
    board.on_change(lambda entry: _tell_of(tell, entry))
    while not stop.exists():
        plan = _plan(board, chance)
        try:
            board.apply(plan.what, plan.changes)
        except (BoardError, Refused) as refusal:
            tell(Told(str(refusal)))
        pause.wait(chance.uniform(0, 0.005))
        board.catch_up()
    board.catch_up()
    board.close()


def show_until_stopped(tell: children.Tell, path: Path, stop: Path, seed: int) -> None:
    """Do the same in a window on a screen that nobody sees; it looks at others' by itself."""
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    from PySide6.QtCore import QTimer

    from ui.app import make_application, make_window

    chance = random.Random(seed)
    application = make_application()
    window = make_window(application, clock, path.with_name("window.json"), path.parent)
    window.show()
    assert window.open_board(path)
    session = window.session
    assert session is not None
    desk = session.desk
    desk.board.on_change(lambda entry: _tell_of(tell, entry))
    desk.failed.connect(lambda words: tell(Told(words)))
    desk.refused.connect(lambda problems: tell(Told(problems[0].message)))

    def store() -> None:
        if stop.exists():
            timer.stop()
            QTimer.singleShot(1500, application.quit)  # it looks each second
        else:
            desk.apply(_plan(desk.board, chance))

    timer = QTimer(interval=40)
    timer.timeout.connect(store)
    timer.start()
    application.exec()
    window.end()


def _tell_of(tell: children.Tell, entry: Entry) -> None:
    own = entry.what.startswith("Typed ")
    tell(Stored(entry.number, entry.what) if own else Heard(entry.what))


def _plan(board: Board, chance: random.Random) -> Plan:
    """Change an agency that nobody else changes, or now and then one that the workbooks do."""
    number = chance.randint(1, _SHARED) if chance.random() < 0.2 else chance.randint(100, 140)
    ref = f"AG-{number:04d}"
    with board.reading() as connection:
        before = connection.exec_driver_sql(
            "SELECT contact_phone FROM agency WHERE ref = ?", (ref,)
        ).scalar_one()
    after = {"contact_phone": f"{chance.getrandbits(32)}"}
    change = Change("agency", ref, {"contact_phone": before}, after)
    return Plan(f"Typed {chance.getrandbits(32)}", (change,))


def _judge(
    tally: Tally, path: Path, window: children.Ended, imports: dict[Path, children.Ended]
) -> None:
    tally.losses += [f"The window fell: {window.fell}"] if window.fell else []
    board = open_board(path, sole=True)
    with board.reading() as connection:
        entries = {entry.number: entry.what for entry in history.since(connection, 0)}
        changes = [change for n in entries for change in history.rows_of(connection, n)]
    board.close()
    told = window.told
    tally.losses += _lost_of_window(told, entries)
    heard = {said.what for said in told if isinstance(said, Heard)}
    for workbook, ended in imports.items():
        tally.losses += _lost_of_import(tally, workbook.name, ended, entries, heard)
    tally.acknowledged += sum(isinstance(said, Stored) for said in told)
    refused = [said.words for said in told if isinstance(said, Told)]
    tally.losses += [f"Told in no plain words: {words}" for words in refused if not _plain(words)]
    if refused:
        tally.outcomes["changes of the window refused in words"] += len(refused)
    there = ask(path, "SELECT ref, name, contact_phone FROM agency ORDER BY ref")
    if replayed(changes, "agency", ("name", "contact_phone")) != there:
        tally.silent.append("The rows are not what the history says")
    tally.losses += damages(path)


def _lost_of_window(told: Sequence[object], entries: dict[int, str]) -> list[str]:
    return [
        f"'{said.what}' was told to be stored and is gone"
        for said in told
        if isinstance(said, Stored) and entries.get(said.number) != said.what
    ]


def _lost_of_import(
    tally: Tally, name: str, ended: children.Ended, entries: dict[int, str], heard: set[str]
) -> list[str]:
    if ended.fell:
        return [f"The import fell: {ended.fell}"]
    ((code, words),) = ended.told
    whats = [what for what in entries.values() if what.startswith(f"Import of {name}")]
    if not _plain(words):
        return [f"Told in no plain words: {words}"]
    if code:
        tally.outcomes["imports refused in words"] += 1
        return [f"The import of {name} was refused and is there"] if whats else []
    tally.acknowledged += 1
    tally.outcomes["imports done and seen by the window"] += 1
    if not whats:
        return [f"The import of {name} was told to be done and is gone"]
    return [] if whats[0] in heard else [f"The window was not told of {whats[0]}"]


def _plain(words: str) -> bool:
    return bool(words) and not any(part in words for part in _NO_WORDS)
