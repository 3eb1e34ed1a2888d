"""Boards killed while changes are stored as fast as the file takes them: none told of is lost."""

from __future__ import annotations

import random
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from db import history
from db.board import Board
from db.changes import Act, Change, create
from db.drafts import Unstored
from tests.faults import children
from tests.faults.boards import ask, clock, damages, fresh_copy, open_board
from tests.faults.replaying import replayed
from tests.faults.tally import Say, Tally

LONGEST = 0.35
"""Seconds after its beginning within which a child is killed."""

_AGENCIES = 30
_KILLS_OF_ONE = 10
"""How often one board is killed before the next begins: each opens what the last kill left."""

Harm = Callable[[Path], object]


@dataclass(frozen=True, slots=True)
class Stored:
    """An entry of the history that the board told to be stored."""

    number: int
    what: str
    act: str


@dataclass(frozen=True, slots=True)
class Draft:
    """A text of a cell that is about to be kept, or is; '' where it is given up."""

    ref: str
    text: str
    is_kept: bool


def run(
    count: int, seed: int, say: Say, harm: Harm = lambda _: None, longest: float = LONGEST
) -> list[Tally]:
    """Kill `count` boards; `harm` is called with each after its kill."""
    chance, tally = random.Random(seed), Tally("Killed while changes are stored", count)
    with tempfile.TemporaryDirectory() as folder:
        new, path = Path(folder) / "new.mscb", Path(folder) / "Merton.mscb"
        make_board(new)
        drafts: dict[str, str] = {}
        for number in tally.numbers(say):
            if number % _KILLS_OF_ONE == 0:
                fresh_copy(new, path)
                drafts.clear()
            ended = children.run(
                store_for_ever,
                path,
                chance.getrandbits(32),
                kill_after=chance.uniform(0, longest),
            )
            harm(path)
            with tally.guarded(f"kill {number}"):
                _judge(tally, path, ended, drafts)
    return [tally]


def make_board(path: Path) -> None:
    """Make a board of some agencies."""
    board = Board.create(path, clock=clock, who="Test")
    rows = [
        create("agency", ref, name=f"Agency {ref}") for ref in board.new_refs("agency", _AGENCIES)
    ]
    board.apply("Begun", rows, act=Act.BEGIN)
    board.close()


def store_for_ever(tell: children.Tell, path: Path, seed: int) -> None:
    """Create, change, delete, undo, redo and draft until killed; tell of each once it is done."""
    chance = random.Random(seed)
    board = open_board(path, sole=True)
    board.on_change(lambda entry: tell(Stored(entry.number, entry.what, entry.act)))
    while True:
        kind = chance.random()
        if kind < 0.15:
            board.undo()
        elif kind < 0.25:
            board.redo()
        elif kind < 0.5:
            _draft(tell, board, chance)
        else:
            board.apply(f"Typed {chance.getrandbits(32)}", _change(board, chance))


def _draft(tell: children.Tell, board: Board, chance: random.Random) -> None:
    ref = f"AG-{chance.randint(1, _AGENCIES):04d}"
    text = f"half {chance.getrandbits(32)}" if chance.random() < 0.7 else ""
    tell(Draft(ref, text, is_kept=False))
    keep = [Unstored(ref=ref, field="name", typed=text, stores="name")] if text else []
    board.change_drafts("agency form", keep, [] if text else [(ref, "name")])
    tell(Draft(ref, text, is_kept=True))


def _change(board: Board, chance: random.Random) -> list[Change]:
    """Make a change of one to five rows."""
    with board.reading() as connection:
        there = connection.exec_driver_sql("SELECT ref, name, aliases FROM agency").all()
    if chance.random() < 0.2 or len(there) < 5:
        refs = board.new_refs("agency", chance.randint(1, 5))
        return [create("agency", ref, name=f"New {chance.getrandbits(32)}") for ref in refs]
    if chance.random() < 0.1 and len(there) > _AGENCIES:
        ref, name, aliases = chance.choice(there[_AGENCIES - 5 :])
        row = {"name": name, "aliases": aliases}
        return [Change("agency", ref, {k: v for k, v in row.items() if v is not None}, None)]
    return [
        Change("agency", ref, {"aliases": aliases}, {"aliases": f"{chance.getrandbits(64)}\n" * 9})
        for ref, _, aliases in chance.sample(list(there), chance.randint(1, 5))
    ]


def _judge(tally: Tally, path: Path, ended: children.Ended, drafts: dict[str, str]) -> None:
    """Compare what was told with what is there; `drafts` is what is known of the cells' texts."""
    if ended.fell:
        tally.losses.append(ended.fell)
    board = open_board(path, sole=True)
    kept = {draft.ref: str(draft.typed) for draft in board.drafts()}
    with board.reading() as connection:
        number = history.newest(connection)
        entries = {
            entry.number: Stored(entry.number, entry.what, entry.act)
            for entry in history.since(connection, 0, number + 1)
        }
        changes = [change for n in entries for change in history.rows_of(connection, n)]
    board.close()
    told = [said for said in ended.told if isinstance(said, Stored)]
    tally.acknowledged += len(told) + sum(
        isinstance(said, Draft) and said.is_kept for said in ended.told
    )
    tally.losses += [f"{said} is gone" for said in told if entries.get(said.number) != said]
    tally.losses += _lost_drafts(ended.told, drafts, kept)
    drafts.clear()
    drafts.update(kept)
    if told and len(entries) > told[-1].number + 1:
        tally.silent.append("More was stored than one change after the last one told")
    if replayed(changes, "agency", ("name", "aliases")) != ask(
        path, "SELECT ref, name, aliases FROM agency ORDER BY ref"
    ):
        tally.silent.append("The rows are not what the history says")
    tally.losses += damages(path)
    untold = bool(told) and len(entries) > told[-1].number
    tally.outcomes["with a change stored and not yet told" if untold else "between changes"] += 1


def _lost_drafts(told: Sequence[object], drafts: dict[str, str], kept: dict[str, str]) -> list[str]:
    expected = {ref: {text} for ref, text in drafts.items()}
    for said in told:
        if isinstance(said, Draft):
            before = expected.get(said.ref, {""})
            expected[said.ref] = {said.text} if said.is_kept else before | {said.text}
    return [
        f"The draft of {ref} is {kept.get(ref, '')!r}, not one of {sorted(texts)}"
        for ref, texts in expected.items()
        if kept.get(ref, "") not in texts
    ]
