"""Updates of an older board's file killed at any moment: old or new, whole, with every row."""

from __future__ import annotations

import functools
import random
import tempfile
from collections.abc import Callable
from pathlib import Path

from db.damage.story import BROUGHT_UP
from db.file.connection import PLAIN, schema_version
from db.history import ROW
from db.schema import NEWEST
from tests.faults import children
from tests.faults.boards import (
    Shape,
    ask,
    damages,
    fresh_copy,
    open_board,
    records,
    shape_of,
)
from tests.faults.tally import Say, Tally

FIRST = Path(__file__).resolve().parents[1] / "data" / "boards" / "v1.mscb"
"""A board of the first schema with rows of every kind, made by the program of that time."""

Harm = Callable[[Path], object]


def run(count: int, seed: int, say: Say, harm: Harm = lambda _: None) -> list[Tally]:
    """Kill `count` updates; `harm` is called with each board after its kill."""
    chance, tally = random.Random(seed), Tally("Killed while an older file is updated", count)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "Merton.mscb"
        fresh_copy(FIRST, path)
        expected = _content(path)
        usual = children.run(update, path).seconds
        for _ in tally.numbers(say):
            for file in Path(folder).iterdir():
                file.unlink()
            fresh_copy(FIRST, path)
            ended = children.run(update, path, kill_after=children.moment(chance, usual))
            harm(path)
            with tally.guarded("after a kill"):
                _judge(tally, path, ended, expected)
    return [tally]


def update(tell: children.Tell, path: Path) -> None:
    """Open the board, which brings it up to date; then tell so."""
    board = open_board(path)
    tell("updated")
    board.close()


def _judge(tally: Tally, path: Path, ended: children.Ended, expected: object) -> None:
    tally.acknowledged += len(ended.told)
    if ended.fell:
        tally.losses.append(ended.fell)
        return
    tally.losses += _copies(path, expected)
    version = schema_version(path, PLAIN)
    when = "after its end" if not ended.was_killed else f"when the file was of version {version}"
    tally.outcomes[when] += 1
    if ended.told and version != NEWEST:
        tally.losses.append(f"It was told to be updated and is of version {version}")
    open_board(path).close()
    if schema_version(path, PLAIN) != NEWEST:
        tally.losses.append("It was not updated afterwards")
    tally.losses += damages(path)
    if _content(path) != expected:
        tally.silent.append("Rows or history are other than before")
    told = ask(path, f"SELECT count(*) FROM history_entry WHERE what LIKE '{BROUGHT_UP}%'")
    if told != [(1,)]:
        tally.losses.append(f"The history tells {told[0][0]} times of the update")


def _copies(path: Path, expected: object) -> list[str]:
    """Name the copies made before the update that are seen and do not hold the whole board."""
    lost = []
    for copy in path.parent.glob("* before update *.mscb"):
        try:
            whole = schema_version(copy, PLAIN) < NEWEST and _content(copy) == expected
        except Exception as error:  # noqa: BLE001 - whatever it is, the copy is none
            lost.append(f"{copy.name}: {error}")
        else:
            lost += [] if whole else [f"{copy.name} does not hold what the board held"]
    return lost


def _content(path: Path) -> object:
    """Give the rows of the records and of the history, but for the update's own entry.

    What was undone can no longer be done again after it, as after any change: its state says so.
    """
    entries = ask(
        path,
        "SELECT number, at, who, what, act, of, replace(state, 'undone', 'abandoned') "
        "FROM history_entry "
        f"WHERE what NOT LIKE '{BROUGHT_UP}%' ORDER BY number",
    )
    return {**records(path, _shape()), "history_entry": entries}


@functools.cache
def _shape() -> Shape:
    return shape_of(FIRST, ROW.name, "reference_counter")
