"""Work in processes of their own, which are killed at a moment that chance chooses.

The children are forked from a server that has the program imported: starting one takes a few
milliseconds, so that hundreds of kills fit into minutes. Windows cannot fork, and starts each anew.
"""

from __future__ import annotations

import multiprocessing as mp
import os
import random
import signal
import sys
import time
import traceback
from collections.abc import Callable
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass, field
from functools import cache
from io import StringIO
from multiprocessing.connection import Connection
from typing import Any

Tell = Callable[[object], None]
"""Hands a message to the parent; it is safe there once this returns."""

Work = Callable[..., object]
"""What a child does: called with `tell` and its arguments; found by its module and name."""

_BEGUN = "begun"
_FELL = "fell"
_PATIENCE = 60.0
"""Seconds that a child may take to begin, and to end by itself."""

_IMPORTED = [
    "db.backups.copies", "db.backups.restore", "db.board", "db.damage.whole", "db.migrate",
    "mscb_desktop.cli", "mscb_desktop.exchange.applying", "mscb_desktop.exchange.export",
    "mscb_desktop.exchange.planning", "mscb_desktop.sample", "tests.faults.boards",
]  # fmt: skip


@dataclass(slots=True)
class Ended:
    """A child after its end: what it told, and whether it was killed, finished or fell."""

    told: list[Any] = field(default_factory=list)
    was_killed: bool = False
    fell: str = ""
    """What it raised, where it did."""
    seconds: float = 0.0
    """From its beginning to its end."""


class Child:
    """A child at work."""

    def __init__(self, work: Work, *arguments: object) -> None:
        self._reader, writer = _context().Pipe(duplex=False)
        self._process = _context().Process(target=_be_child, args=(writer, work, arguments))
        self._process.start()
        writer.close()
        self._told: list[Any] = []
        self._begun = 0.0

    def begin(self) -> None:
        """Wait until the child begins its work."""
        if not self._reader.poll(_PATIENCE):
            self._process.kill()
            raise TimeoutError("the child did not begin")
        assert self._reader.recv() == _BEGUN
        self._begun = time.monotonic()

    def hear(self, seconds: float = _PATIENCE) -> Any:
        """Wait for the next message; raises TimeoutError, and EOFError at the child's end."""
        if not self._reader.poll(seconds):
            raise TimeoutError("the child said nothing")
        self._told.append(self._reader.recv())
        return self._told[-1]

    def end(self, after: float | None = None) -> Ended:
        """Let the child work for so many seconds, or to its end, and kill what still works."""
        until = time.monotonic() + (_PATIENCE if after is None else after)
        at_end = self._hear_until(until)
        if not at_end:
            self._process.kill()
            self._hear_until(time.monotonic() + _PATIENCE)
        ended = time.monotonic()
        self._process.join(_PATIENCE)
        self._reader.close()
        was_killed = self._process.exitcode == -signal.SIGKILL
        fell = next((told[1] for told in self._told if _is_fall(told)), "")
        if not fell and not was_killed and self._process.exitcode:
            fell = f"ended with {self._process.exitcode}"
        if after is None and was_killed:
            fell = f"still worked after {_PATIENCE:.0f} s"
        said = [told for told in self._told if not _is_fall(told)]
        return Ended(said, was_killed, fell, ended - self._begun)

    def _hear_until(self, until: float) -> bool:
        """Collect messages; True once the child has ended."""
        while self._reader.poll(max(0.0, until - time.monotonic())):
            try:
                self._told.append(self._reader.recv())
            except (EOFError, OSError):
                return True
        return False


def run(work: Work, *arguments: object, kill_after: float | None = None) -> Ended:
    """Do a child's work; with `kill_after` it is killed so many seconds after it began."""
    child = Child(work, *arguments)
    child.begin()
    return child.end(kill_after)


def command(*arguments: object) -> tuple[int, str]:
    """Run a command of the program in this process; give its exit code and all that it said."""
    from mscb_desktop.__main__ import main

    said = StringIO()
    with redirect_stdout(said), redirect_stderr(said):
        code = main([str(argument) for argument in arguments])
    return code, said.getvalue()


def moment(chance: random.Random, usual: float) -> float:
    """Choose when to kill work that usually takes so long: half of the times near its end.

    There it writes; before, it only reads and thinks.
    """
    start = 0.0 if chance.random() < 0.5 else 0.6
    return chance.uniform(start, 1.1) * usual


def _is_fall(told: object) -> bool:
    return isinstance(told, tuple) and len(told) == 2 and told[0] == _FELL


@cache
def _context() -> Any:
    if sys.platform == "win32":
        return mp.get_context("spawn")
    context = mp.get_context("forkserver")
    context.set_forkserver_preload(_IMPORTED)
    return context


def _be_child(writer: Connection, work: Work, arguments: tuple[object, ...]) -> None:
    """Do the work, tell of its beginning and of what it raised, and end without Python's own end.

    What is killed has no such end either; and none of the parent's is to run here.
    """
    _be_quiet()
    writer.send(_BEGUN)
    code = 0
    try:
        work(writer.send, *arguments)
    except BaseException as error:  # noqa: BLE001 - the parent is told
        last = traceback.format_exception(error)
        writer.send((_FELL, "".join(last)[-1500:]))
        code = 1
    writer.close()
    os._exit(code)


def _be_quiet() -> None:
    """Send what a child writes to its console nowhere."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    for stream in (1, 2):
        os.dup2(nowhere, stream)
    os.close(nowhere)
