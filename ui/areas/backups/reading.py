"""What the page asks of files, done by a worker: the list of backups, one beside the board."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from pathlib import Path

from db.backups.copies import Backup
from db.board import Board
from db.queries.history import EntryRow
from mscb_desktop.backing_up.comparison import Comparison, RowCompared, Summary
from mscb_desktop.backing_up.when import going
from ui.tasks import Progress

PAGE = 50
"""Records, or changes, read at a time."""


@dataclass(frozen=True, slots=True)
class Listed:
    """A backup, and the day on which it goes; None where none is known."""

    backup: Backup
    goes: dt.date | None


@dataclass(frozen=True, slots=True)
class Compared:
    """A backup beside the board: in numbers, and the first page of what differs.

    `rows` has a kind's records that differ, `lacking` the board's changes that the backup lacks.
    """

    summary: Summary
    rows: dict[str, tuple[RowCompared, ...]]
    lacking: tuple[EntryRow, ...]


def listed(backups: list[Backup], now: dt.datetime) -> tuple[Listed, ...]:
    """Say of each backup on which day it goes."""
    days = going(backups, now)
    return tuple(Listed(backup, days[backup.path]) for backup in backups)


def compare(backup: Path, board: Board, password: str | None, progress: Progress) -> Compared:
    """Read a backup beside the open board; raises what `Comparison` does."""
    comparison = Comparison(backup, board, password=password)
    try:
        summary = comparison.summary(progress)
        kinds = [tally.table for tally in summary.tallies if tally.differs]
        rows = {}
        for done, table in enumerate(kinds):
            progress(done, len(kinds))
            rows[table] = tuple(comparison.rows(table, limit=PAGE))
        return Compared(summary, rows, tuple(comparison.lacking(limit=PAGE)))
    finally:
        comparison.close()


def more_rows(
    backup: Path, board: Board, password: str | None, table: str, after: str
) -> tuple[RowCompared, ...]:
    """Read the next page of a kind's records that differ, those behind a reference."""
    comparison = Comparison(backup, board, password=password)
    try:
        return tuple(comparison.rows(table, after, PAGE))
    finally:
        comparison.close()


def more_lacking(
    backup: Path, board: Board, password: str | None, start: int
) -> tuple[EntryRow, ...]:
    """Read the next page of the changes that the backup lacks."""
    comparison = Comparison(backup, board, password=password)
    try:
        return tuple(comparison.lacking(start, PAGE))
    finally:
        comparison.close()
