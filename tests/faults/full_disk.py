"""Work on a disk without room: told in words, nothing of what was there lost, possible after."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from db.backups.copies import list_backups
from db.changes import create
from db.drafts import Unstored
from db.errors import BoardError
from db.file.connection import schema_version
from db.schema import NEWEST
from tests.faults import children
from tests.faults.boards import damages, fresh_copy, open_board, records, shape_of
from tests.faults.exchange import make_board, make_workbook
from tests.faults.full_disk_window import Typing, lost, type_comments
from tests.faults.migration import FIRST
from tests.faults.rooms import Disk, Limit, Room, why_no_disk
from tests.faults.tally import Say, Tally

PAGE = 4096
LONG = "- Łódź & <b>Conférence</b>\n" * 60
_BOARD, _FIRST, _DATA = "Merton.mscb", "Old.mscb", "data.xlsx"

Harm = Callable[[Path], object]
Kind = type[Disk] | type[Limit]


@dataclass(slots=True)
class Outcome:
    """What one work came to: what it told to be done, and in which words it gave up."""

    done: list[str] = field(default_factory=list)
    refused: str = ""
    lost: list[str] = field(default_factory=list)
    typing: Typing | None = None


@dataclass(frozen=True, slots=True)
class Work:
    """A work that needs room: `attempt` does it, `judge` looks at what is there afterwards.

    Both are called with the folder that has little room and the one that has the stored files.
    """

    title: str
    prepare: Callable[[Path, Path], object]
    attempt: Callable[[Path, Path], Outcome]
    judge: Callable[[Path, Path, Outcome], list[str]]


def run(count: int, seed: int, say: Say) -> list[Tally]:
    """Do each work in `count` sizes of room, from none to enough; `seed` has no part in it."""
    del seed
    kind = Limit if why_no_disk() else Disk
    with tempfile.TemporaryDirectory() as folder:
        stored = Path(folder)
        store(stored)
        return [
            try_sizes(name, sizes_of(name, count, stored, kind), say, stored, kind)
            for name in WORKS
        ]


def store(folder: Path) -> None:
    """Make the files that every try begins with."""
    make_board(folder / _BOARD)
    make_workbook(folder / _DATA)
    fresh_copy(FIRST, folder / _FIRST)


def sizes_of(name: str, count: int, stored: Path, kind: Kind) -> list[int]:
    """Give so many sizes of room for a work in bytes, from none to enough."""
    enough = 16 * PAGE
    while _try(name, stored, kind, enough).told[0].refused:
        enough *= 2
    step = enough / max(count - 1, 1)
    return [round(step * number / PAGE) * PAGE for number in range(count)]


def try_sizes(
    name: str, sizes: Sequence[int], say: Say, stored: Path, kind: Kind, harm: Harm | None = None
) -> Tally:
    """Do one work in each size of room; `harm` is called with the folder after each."""
    how = "A full disk" if kind is Disk else "A limit to files' sizes"
    tally = Tally(f"{how} while {WORKS[name].title}", len(sizes))
    for number in tally.numbers(say):
        where = f"{sizes[number]:,} bytes"
        with tally.guarded(where):
            _count(tally, _try(name, stored, kind, sizes[number], harm), where)
    return tally


@dataclass(frozen=True, slots=True)
class Told:
    """What a child tells of its try."""

    done: int
    refused: str
    lost: tuple[str, ...]


def _try(
    name: str, stored: Path, kind: Kind, spare: int, harm: Harm | None = None
) -> children.Ended:
    with tempfile.TemporaryDirectory() as folder:
        ended = children.run(try_work, name, Path(folder), stored, kind, spare, harm)
    if ended.fell:
        raise AssertionError(f"told in no plain words: {ended.fell}")
    return ended


def _count(tally: Tally, ended: children.Ended, where: str) -> None:
    (told,) = ended.told
    tally.acknowledged += told.done
    tally.losses += [f"{where}: {words}" for words in told.lost]
    tally.outcomes["told that there is no room" if told.refused else "had room enough"] += 1


def try_work(
    tell: children.Tell,
    name: str,
    folder: Path,
    stored: Path,
    kind: Kind,
    spare: int,
    harm: Harm | None,
) -> None:
    """Do a work with little room, in a process of its own; then give the room back and look."""
    work = WORKS[name]
    room: Room = kind(folder)
    work.prepare(folder, stored)
    room.shrink(spare)
    try:
        outcome = work.attempt(folder, stored)
    finally:
        room.free()
    if harm is not None:
        harm(folder)
    lost = [*outcome.lost, *work.judge(folder, stored, outcome)]
    if outcome.refused and not _is_plain(outcome.refused):
        lost.append(f"In no plain words: {outcome.refused}")
    tell(Told(len(outcome.done), outcome.refused, tuple(lost)))


def _is_plain(words: str) -> bool:
    """Tell whether a message names what to look at, and is none of the machine's."""
    has_remedy = any(part in words for part in ("room", "disk is full", "Free some space"))
    return has_remedy and "Traceback" not in words and "Errno" not in words


# Typing


def _one_board(folder: Path, stored: Path) -> None:
    fresh_copy(stored / _BOARD, folder / _BOARD)


def _type(folder: Path, _: Path) -> Outcome:
    outcome = Outcome()
    try:
        board = open_board(folder / _BOARD, sole=True)
    except BoardError as error:
        outcome.refused = error.message
        return outcome
    for number in range(40):
        ref = f"AG-{number + 1000}"
        row = create("agency", ref, name=f"Typed {number}", aliases=LONG)
        try:
            board.apply(f"Typed {number}", [row])
            outcome.done.append(ref)
            draft = Unstored(ref=ref, field="name", typed=f"half {number}", stores="name")
            board.change_drafts("agency form", [draft])
            outcome.done.append(f"draft {ref}")
        except BoardError as error:
            outcome.refused = error.message
            break
    with board.reading() as connection:
        count = connection.exec_driver_sql("SELECT count(*) FROM agency").scalar_one()
    if count < len([word for word in outcome.done if word.startswith("AG-")]):
        outcome.lost.append("What was stored could not be read while the disk was full")
    board.close()
    return outcome


def _typed_is_there(folder: Path, _: Path, outcome: Outcome) -> list[str]:
    path = folder / _BOARD
    board = open_board(path, sole=True)
    drafts = {f"draft {draft.ref}" for draft in board.drafts()}
    board.apply("Typed again", [create("agency", "AG-2000", name="Afterwards")])
    board.close()
    there = {str(row[0]) for row in records(path)["agency"]} | drafts
    lost = [f"{what} was told to be stored and is gone" for what in outcome.done]
    lost = [words for words in lost if words.split(" was ")[0] not in there]
    typed = {what for what in there if what.partition("AG-")[2] >= "1000" and what != "AG-2000"}
    lost += [f"{what} was refused and is there" for what in typed - set(outcome.done)]
    return [*lost, *damages(path)]


# Typing in a window


def _budget(folder: Path, _: Path) -> None:
    from tests.faults.typing_kills import make_board as make_budget

    make_budget(folder / _BOARD)


def _type_in_window(folder: Path, _: Path) -> Outcome:
    typing = type_comments(folder / _BOARD)
    return Outcome(
        done=[ref for ref in typing.texts if ref not in typing.held],
        refused=typing.said[0] if typing.said else "",
        typing=typing,
    )


def _typed_is_kept(folder: Path, _: Path, outcome: Outcome) -> list[str]:
    assert outcome.typing is not None
    return lost(folder / _BOARD, outcome.typing)


# Import, export, backup


def _import(folder: Path, stored: Path) -> Outcome:
    return _command("import", "--board", folder / _BOARD, stored / _DATA)


def _import_is_whole(folder: Path, stored: Path, outcome: Outcome) -> list[str]:
    path = folder / _BOARD
    before, now = records(stored / _BOARD), records(path)
    lost = damages(path)
    if outcome.refused and now != before:
        lost.append("It was refused and the board is another")
    if outcome.done and len(now["agency"]) <= len(before["agency"]):
        lost.append("It was told to be imported and is not there")
    if outcome.refused and _command("import", "--board", path, stored / _DATA).refused:
        lost.append("It cannot be imported afterwards")
    return lost


def _with_target(folder: Path, stored: Path) -> None:
    _one_board(folder, stored)
    (folder / _DATA).write_bytes(b"an older workbook" * 400)


def _export(folder: Path, _: Path) -> Outcome:
    return _command("export", "--board", folder / _BOARD, "--output", folder / _DATA)


def _target_is_whole(folder: Path, stored: Path, outcome: Outcome) -> list[str]:
    from mscb_desktop.exchange.workbook import read_workbook

    lost = _unchanged(folder, stored)
    is_old = (folder / _DATA).read_bytes() == b"an older workbook" * 400
    if is_old != bool(outcome.refused):
        lost.append("What was told of the workbook is not what is there")
    if not is_old:
        read_workbook(folder / _DATA)
    return lost + [f"{part.name} was left" for part in folder.glob(".*.part")]


def _with_a_backup(folder: Path, stored: Path) -> None:
    _one_board(folder, stored)
    (folder / "stick").mkdir()
    assert _back_up(folder, stored).done


def _back_up(folder: Path, _: Path) -> Outcome:
    return _command("backup", "--board", folder / _BOARD, "--to", folder / "stick")


def _backups_are_whole(folder: Path, stored: Path, outcome: Outcome) -> list[str]:
    there = list_backups(folder / "stick", folder / _BOARD)
    lost = [*_unchanged(folder, stored), *(d for b in there for d in damages(b.path))]
    if len(there) != (1 if outcome.refused else 2):
        lost.append(f"There are {len(there)} backups")
    return lost + [f"{part.name} was left" for part in (folder / "stick").rglob("*.part*")]


def _unchanged(folder: Path, stored: Path) -> list[str]:
    path = folder / _BOARD
    same = records(path) == records(stored / _BOARD)
    return damages(path) + ([] if same else ["The board's rows are other than before"])


def _command(*arguments: object) -> Outcome:
    code, words = children.command(*arguments)
    if code == 0:
        return Outcome([words])
    return Outcome(refused=words or f"ended with {code} and no word")


# Updating


def _old_board(folder: Path, stored: Path) -> None:
    fresh_copy(stored / _FIRST, folder / _BOARD)


def _update(folder: Path, _: Path) -> Outcome:
    try:
        board = open_board(folder / _BOARD)
    except BoardError as error:
        return Outcome(refused=error.message)
    board.close()
    return Outcome(["updated"])


def _is_old_or_new(folder: Path, stored: Path, outcome: Outcome) -> list[str]:
    path = folder / _BOARD
    lost = []
    if outcome.done and schema_version(path) != NEWEST:
        lost.append("It was told to be updated and is not")
    shape = shape_of(stored / _FIRST)
    before = records(stored / _FIRST, shape)
    copies = list(folder.glob("* before update *"))
    lost += [f"{copy.name} is not whole" for copy in copies if records(copy, shape) != before]
    open_board(path).close()
    if records(path, shape) != before:
        lost.append("Rows are other than before")
    return [*lost, *damages(path)]


WORKS = {
    "typing": Work("somebody types", _one_board, _type, _typed_is_there),
    "window": Work("a window is typed into", _budget, _type_in_window, _typed_is_kept),
    "import": Work("a workbook is imported", _one_board, _import, _import_is_whole),
    "export": Work("a workbook is exported", _with_target, _export, _target_is_whole),
    "backup": Work("a backup is made", _with_a_backup, _back_up, _backups_are_whole),
    "migration": Work("an older file is updated", _old_board, _update, _is_old_or_new),
}
