"""Imports and exports killed at any moment: all of it or none, the old file or a whole new one."""

from __future__ import annotations

import random
import tempfile
from collections import Counter
from collections.abc import Callable
from functools import partial
from pathlib import Path

from db.board import Board
from db.changes import Act, create
from mscb_desktop.exchange.model import RowState
from tests.faults import children
from tests.faults.boards import (
    NOW,
    Rows,
    ask,
    clock,
    damages,
    fresh_copy,
    open_board,
    records,
)
from tests.faults.tally import Say, Tally

AGENCIES = 150
NEW, CHANGED = 200, 100
"""Rows of the workbook: those that are new in it, and those that it changes."""

Harm = Callable[[Path], object]


def run_import(count: int, seed: int, say: Say, harm: Harm = lambda _: None) -> list[Tally]:
    """Kill `count` imports; `harm` is called with each board after its kill."""
    chance, tally = random.Random(seed), Tally("Killed while a workbook is imported", count)
    with tempfile.TemporaryDirectory() as folder:
        stored, path = Path(folder) / "stored.mscb", Path(folder) / "Merton.mscb"
        data = Path(folder) / "data.xlsx"
        make_board(stored)
        make_workbook(data)
        before = records(stored)
        fresh_copy(stored, path)
        usual = children.run(import_it, path, data).seconds
        after = records(path)
        assert len(after["agency"]) == len(before["agency"]) + NEW
        for number in tally.numbers(say):
            fresh_copy(stored, path)
            ended = children.run(import_it, path, data, kill_after=children.moment(chance, usual))
            harm(path)
            with tally.guarded("after a kill"):
                is_in = _judge_import(tally, path, ended, before, after)
                if number % 5 == 0 and not is_in:  # new rows are refused where they are there
                    _import_again(tally, path, data)
    return [tally]


def run_export(count: int, seed: int, say: Say, harm: Harm = lambda _: None) -> list[Tally]:
    """Kill `count` exports; `harm` is called with each workbook after its kill."""
    ways = ((count - count // 2, False), (count // 2, True))
    return [_kill_exports(some, seed, say, harm, by_command) for some, by_command in ways if some]


def _kill_exports(count: int, seed: int, say: Say, harm: Harm, by_command: bool) -> Tally:
    how = " by the command" if by_command else ""
    chance, tally = random.Random(seed), Tally(f"Killed while a workbook is exported{how}", count)
    work = export_by_command if by_command else export_it
    with tempfile.TemporaryDirectory() as folder:
        path, target = Path(folder) / "Merton.mscb", Path(folder) / "data.xlsx"
        make_board(path)
        expected = records(path)
        usual = children.run(work, path, target).seconds
        new = target.read_bytes()
        old = new[: len(new) // 2] + b"an older workbook"
        is_whole = partial(_reads_back, path) if by_command else new.__eq__
        for _ in tally.numbers(say):
            target.write_bytes(old)
            ended = children.run(work, path, target, kill_after=children.moment(chance, usual))
            harm(target)
            with tally.guarded("after a kill"):
                _judge_export(tally, target, ended, old, is_whole)
                tally.losses += damages(path)
                if records(path) != expected:
                    tally.silent.append("The board's rows are other than before")
            for part in Path(folder).glob(".*.part"):
                part.unlink()
    return tally


def make_board(path: Path) -> None:
    """Make a board of as many agencies as make the work last a while."""
    board = Board.create(path, clock=clock, who="Test")
    sectors = board.new_refs("sector", 3)
    refs = board.new_refs("agency", AGENCIES)
    board.apply(
        "Begun",
        [create("board", "BOARD", name="Merton", short_name="MSCB", body_term="Board")]
        + [
            create("sector", ref, name=f"Sector {n}", position=n * 1024)
            for n, ref in enumerate(sectors)
        ]
        + [
            create("agency", ref, name=f"Agency {n} of Łódź", sector=sectors[n % 3], aliases="A\nB")
            for n, ref in enumerate(refs)
        ],
        act=Act.BEGIN,
    )
    board.close()


def make_workbook(path: Path, new: int = NEW, changed: int = CHANGED, word: str = "") -> None:
    """Write a workbook of changed agencies and new ones, as people write them."""
    import xlsxwriter

    book = xlsxwriter.Workbook(str(path))
    sheet = book.add_worksheet("Agencies")
    sheet.write_row(0, 0, ["Reference", "Name", "Sector", "Telephone"])
    for row in range(1, changed + 1):
        sheet.write_row(row, 0, [f"AG-{row:04d}", f"Agency {row - 1} of Łódź", "", f"020 {row}"])
    for row in range(changed + 1, changed + new + 1):
        sheet.write_row(row, 0, ["", f"New agency{word} {row} & <b>Söhne</b>", "Sector 1", "007"])
    book.close()


def import_it(tell: children.Tell, path: Path, data: Path) -> None:
    """Import by the command; tell its exit code and words."""
    tell(children.command("import", "--board", path, data))


def export_it(tell: children.Tell, path: Path, target: Path) -> None:
    """Export at a moment that is always the same, so that the bytes are."""
    from mscb_desktop.exchange.export import export_board

    board = open_board(path)
    with board.reading() as connection:
        export_board(connection, target, now=NOW)
    tell((0, ""))
    board.close()


def export_by_command(tell: children.Tell, path: Path, target: Path) -> None:
    """Export by the command; tell its exit code and words."""
    tell(children.command("export", "--board", path, "--output", target))


def _judge_import(
    tally: Tally, path: Path, ended: children.Ended, before: Rows, after: Rows
) -> bool:
    """Judge the board after a kill; tell whether the workbook is in it."""
    tally.acknowledged += len(ended.told)
    tally.losses += _not_done(ended)
    tally.losses += damages(path)
    now = records(path)
    is_in = ask(path, "SELECT count(*) FROM history_entry WHERE what LIKE 'Import of %'") == [(1,)]
    if now not in (before, after):
        tally.silent.append("The board holds a part of the workbook")
    elif is_in != (now == after):
        tally.silent.append("The history does not say what the board holds")
    if ended.told and now != after:
        tally.losses.append("It was told to be imported and is not there")
    tally.outcomes["with all of it in the board" if is_in else "with none of it"] += 1
    return is_in


def _import_again(tally: Tally, path: Path, data: Path) -> None:
    """See that an import can be done after the kill."""
    again = children.run(import_it, path, data)
    tally.losses += [f"Not possible afterwards: {words}" for words in _not_done(again)]
    tally.losses += damages(path)


def _not_done(ended: children.Ended) -> list[str]:
    """Say what a child raised, or why its command did not do what was asked."""
    said = [f"ended with {code}: {words[:300]}" for code, words in ended.told if code]
    return [ended.fell, *said] if ended.fell else said


def _judge_export(
    tally: Tally,
    target: Path,
    ended: children.Ended,
    old: bytes,
    is_whole: Callable[[bytes], bool],
) -> None:
    tally.acknowledged += len(ended.told)
    tally.losses += _not_done(ended)
    there = target.read_bytes()
    is_old = there == old
    if not is_old and not is_whole(there):
        tally.losses.append("The target is neither the old file nor the whole new one")
    if ended.told and is_old:
        tally.losses.append("It was told to be exported and is not there")
    tally.outcomes["with the old file" if is_old else "with the new file"] += 1
    if any(target.parent.glob(".*.part")):
        tally.outcomes["with half a file left out of sight"] += 1


def _reads_back(path: Path, there: bytes) -> bool:
    """Tell whether a workbook, read by the program, says what the board holds."""
    from mscb_desktop.exchange.errors import WorkbookRefused
    from mscb_desktop.exchange.planning import plan_import
    from mscb_desktop.exchange.workbook import read_workbook

    copy = path.with_name("read back.xlsx")
    copy.write_bytes(there)
    board = open_board(path)
    try:
        with board.reading() as connection:
            plan = plan_import(connection, read_workbook(copy), copy.name)
    except WorkbookRefused:
        return False
    finally:
        board.close()
    states = Counter(row.state for row in plan.rows)
    return states == {RowState.SAME: 1 + 3 + AGENCIES} and not plan.unknown_columns
