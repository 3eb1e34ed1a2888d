"""The samples: boards read from plain text files, a folder each, in the way workbooks are read.

Each file is named by the table of its records. Its heading row holds the labels of the fields,
its cells what people type: a link is the reference or the name of a record, a financial year
its label. A column 'Reference' gives the records their own references; without it they are
numbered in order. What every board may begin with stands before a sample's own rows.
"""

from __future__ import annotations

import csv
from collections.abc import Mapping, Sequence
from pathlib import Path
from types import MappingProxyType

import resources
from db.board import Board, Clock
from db.changes import Change
from mscb_desktop.boards import make_board
from mscb_desktop.exchange.applying import make_ready
from mscb_desktop.exchange.planning import plan_import
from mscb_desktop.exchange.workbook import SheetCells, Workbook

_FOLDER = "sample"
_STANDARD = "standard"


def _found() -> dict[str, str]:
    folders = sorted(path.name for path in resources.path(_FOLDER).iterdir() if path.is_dir())
    return {name.partition("_")[0]: name for name in folders if not name.startswith("__")}


SAMPLES: Mapping[str, str] = MappingProxyType(_found())
"""The samples' folders by the names under which people ask for them."""


class SampleError(Exception):
    """The files of a sample do not fit the fields: a fault of the program, not of a person."""


def make_sample(
    path: Path, *, name: str = "merton", clock: Clock | None = None, who: str | None = None
) -> None:
    """Make a board file that holds a sample; 'merton' is one real year of one real board.

    Raises BoardError where the file is there already or cannot be written.
    """
    make_board(
        path, "Sample made", lambda board: sample_rows(board, name), clock=clock, who=who
    ).close()


def sample_rows(board: Board, name: str) -> Sequence[Change]:
    """Give the changes that put a sample into an empty board; raises SampleError."""
    folder = resources.path(_FOLDER, SAMPLES[name])
    sheets = {sheet.name: sheet for sheet in _read_all(resources.path(_STANDARD))}
    for sheet in _read_all(folder):
        sheets[sheet.name] = _behind(sheets.get(sheet.name), sheet)
    workbook = Workbook(tuple(sheets[name] for name in sorted(sheets)))
    with board.reading() as connection:
        plan = plan_import(connection, workbook, name)
    faults = [
        *map(str, plan.wrong),
        *map(str, plan.unknown_sheets),
        *map(str, plan.unknown_columns),
    ]
    if faults:
        raise SampleError("\n".join(faults))
    return make_ready(board, plan).plan.changes


def _read_all(folder: Path) -> list[SheetCells]:
    return [_read(file) for file in sorted(folder.glob("*.csv"))]


def _behind(standard: SheetCells | None, own: SheetCells) -> SheetCells:
    """Put a sample's rows behind the standard ones of the same headings."""
    if standard is None:
        return own
    (_, heads), *rows = own.filled
    if heads != standard.filled[0][1]:
        raise SampleError(f"{own.name} is headed otherwise than the standard rows.")
    last = standard.filled[-1][0]
    behind = tuple((last + number, cells) for number, cells in rows)
    return SheetCells(own.name, (*standard.filled, *behind))


def _read(file: Path) -> SheetCells:
    with file.open(encoding="utf-8", newline="") as text:
        rows = tuple(
            (number, tuple(cell or None for cell in row))
            for number, row in enumerate(csv.reader(text, strict=True), 1)
            if any(row)
        )
    return SheetCells(file.stem, rows)
