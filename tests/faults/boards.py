"""Boards for the faults: made once, read as the program reads them, proved whole."""

from __future__ import annotations

import datetime as dt
import shutil
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from db.board import Board
from db.damage.whole import examine_file
from db.file.connection import PLAIN, Access, make_engine
from db.file.disk import BESIDE
from db.file.raw import as_stored
from db.prepared import run_plain
from db.records import RECORDS

NOW = dt.datetime(2013, 6, 3, 12, 0)
Rows = dict[str, list[tuple[Any, ...]]]


def clock() -> dt.datetime:
    """The moment at which everything happens here."""
    return NOW


def open_board(path: Path, **how: Any) -> Board:
    """Open a board as the program does, guards and all."""
    from mscb_desktop.guards import GUARDS

    return Board.open(path, clock=clock, who="Test", guards=GUARDS, **how)


Shape = Mapping[str, Sequence[str]]
"""Tables and the columns of each."""

_WHOLE: Shape = dict.fromkeys(RECORDS, ("*",))


def shape_of(path: Path, *more: str) -> Shape:
    """Name the tables of records that a board's file has, `more` among them, with their columns.

    What a file of an older version has is what has to come along when it is brought up to date.
    """
    found = {}
    for table in (*RECORDS, *more):
        columns = [f'"{row[1]}"' for row in ask(path, f"PRAGMA table_info('{table}')")]
        if columns:
            found[table] = columns
    return found


def records(path: Path, shape: Shape = _WHOLE) -> Rows:
    """Read every record of a board, as stored; of the tables and columns of `shape`."""
    engine = make_engine(path, Access(None, reads_only=True))
    try:
        with engine.connect() as connection, connection.begin(), as_stored(connection):
            return {
                table: run_plain(
                    connection, f'SELECT {", ".join(columns)} FROM "{table}" ORDER BY 1'
                ).fetchall()
                for table, columns in shape.items()
            }
    finally:
        engine.dispose()


def ask(path: Path, question: str) -> list[tuple[Any, ...]]:
    """Ask a board's file in SQL."""
    engine = make_engine(path, Access(None, reads_only=True))
    try:
        with engine.connect() as connection:
            found: list[tuple[Any, ...]] = run_plain(connection, question).fetchall()
            return found
    finally:
        engine.dispose()


def damages(path: Path) -> list[str]:
    """Prove a board whole; give what is wrong with it in words."""
    return [f"{path.name}: {damage.message}" for damage in examine_file(path, PLAIN)]


def fresh_copy(source: Path, target: Path) -> None:
    """Copy a closed board over another one and whatever lies beside that."""
    for end in (*BESIDE, ""):
        target.with_name(target.name + end).unlink(missing_ok=True)
    shutil.copyfile(source, target)
