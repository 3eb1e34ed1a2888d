"""A workbook read and compared with the board, ready to be looked at; no widget here."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from db.board import Board
from db.file.connection import make_engine
from mscb_desktop.exchange.applying import Applied, apply_import
from mscb_desktop.exchange.mapping import SheetMapping, guess
from mscb_desktop.exchange.mapping_store import MappingStore
from mscb_desktop.exchange.model import ImportPlan, ImportRow, RowState
from mscb_desktop.exchange.planning import plan_import
from mscb_desktop.exchange.workbook import Workbook, read_workbook
from mscb_desktop.guards import GUARDS
from ui.areas.exchange.linked import Links
from ui.tasks import Progress

_TICKS = 250
"""Rows between two reports of progress."""


@dataclass(frozen=True, slots=True)
class Line:
    """A row of the workbook as the list shows it; `text` is what is searched in."""

    key: int
    sheet: str
    number: int
    state: RowState
    ref: str
    name: str
    text: str


@dataclass(frozen=True, slots=True)
class Prepared:
    """What importing a workbook would do, with a line for each row, by key."""

    plan: ImportPlan
    lines: tuple[Line, ...]
    links: Links


@dataclass(frozen=True, slots=True)
class Book:
    """A workbook that was read, called `source`.

    `guesses` say what the sheets that are not as the program writes them may hold.
    """

    source: str
    workbook: Workbook
    guesses: tuple[SheetMapping, ...]
    prepared: Prepared


def read_book(path: Path, board: Board, store: MappingStore, progress: Progress) -> Book:
    """Read a workbook and plan what is understood of it; raises WorkbookRefused."""
    workbook = read_workbook(path, progress=progress)
    return make_book(path.name, workbook, board, store, progress)


def make_book(
    source: str, workbook: Workbook, board: Board, store: MappingStore, progress: Progress
) -> Book:
    """Plan what is understood of a workbook at once, and guess the rest."""
    prepared = prepare(board, workbook, source, (), progress)
    unknown = {sheet.name for sheet in prepared.plan.unknown_sheets}
    guesses = tuple(guess(sheet, store) for sheet in workbook.sheets if sheet.name in unknown)
    return Book(source, workbook, guesses, prepared)


def prepare(
    board: Board,
    workbook: Workbook,
    source: str,
    mappings: Sequence[SheetMapping],
    progress: Progress,
) -> Prepared:
    """Plan what a workbook does to the board as it is now, and list its rows."""
    with board.reading() as connection:
        plan = plan_import(connection, workbook, source, mappings=mappings, progress=progress)
    lines = []
    for key in range(len(plan.rows)):
        if key % _TICKS == 0:
            progress(key, len(plan.rows))
        lines.append(_line(plan.row(key)))
    return Prepared(plan, tuple(lines), Links(plan.rows))


def apply(board: Board, plan: ImportPlan, left_out: frozenset[int], progress: Progress) -> Applied:
    """Store the chosen rows by a connection of this thread's own; raises BoardError.

    The board's own listeners hear of it when the board catches up. It can be stopped until
    writing begins.
    """
    progress(0, 0)
    engine = make_engine(board.path, board.access)
    writer = Board(
        board.path,
        engine,
        clock=board.clock,
        who=board.who,
        guards=GUARDS,
        access=board.access,
        read_only=board.read_only,
    )
    try:
        return apply_import(writer, plan, left_out)
    finally:
        writer.close()


def _line(row: ImportRow) -> Line:
    cells = (text for cell in row.cells for text in (cell.before, cell.after, cell.problem))
    words = (row.ref, row.name, row.kind, row.sheet, *cells, *row.problems)
    text = "\n".join(word for word in words if word).casefold()
    ref = row.ref or ""
    name = " ".join(row.name.split()) or f"{row.kind} without a name"
    return Line(row.key, row.sheet, row.number, row.state, ref, name, text)


def matching(
    lines: Sequence[Line], states: frozenset[RowState], sheet: str | None, words: str
) -> list[int]:
    """Give the keys of the rows in these states, on this sheet, that hold all of the words."""
    wanted = words.casefold().split()
    return [
        line.key
        for line in lines
        if line.state in states
        and (sheet is None or line.sheet == sheet)
        and all(word in line.text for word in wanted)
    ]
