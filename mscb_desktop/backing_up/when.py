"""Where backups go if nobody says otherwise, when one is due, and when each goes again."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from pathlib import Path

from db import seals
from db.backups.copies import Backup, list_backups, totals_of
from db.backups.thinning import days_of_going
from db.board import Board
from db.file.raw import UNREADABLE

_SLACK = dt.timedelta(minutes=1)


def default_folder() -> Path:
    """Give the folder for backups where none is chosen, in the user's data folder; it is made."""
    from platformdirs import user_data_path

    folder = user_data_path("MSCB Desktop", appauthor=False) / "Backups"
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def is_due(board: Board, folder: Path, *, closing: bool) -> bool:
    """Tell whether an open board should be backed up now.

    On closing where it holds something else than its newest backup; while it stays open also
    only once a day. A backup that cannot be read, or has another password, counts for nothing.
    """
    backups = list_backups(folder, board.path)
    if not backups:
        return True
    now = board.clock()
    # One dated later was made while the clock was wrong, or is one of several of this second.
    newest = next((backup for backup in backups if backup.at <= now + _SLACK), backups[0])
    if not closing and newest.at.date() == now.date():
        return False
    try:
        kept = totals_of(newest.path, board.access)
    except UNREADABLE:
        return True
    with board.reading() as connection:
        return kept != seals.totals(connection)


def going(backups: Sequence[Backup], now: dt.datetime) -> dict[Path, dt.date | None]:
    """Give the day on which each backup goes if one is made every day; None where none is known.

    Copies of a damaged board go only as good ones do: theirs is not known.
    """
    days = days_of_going([backup.at for backup in backups if backup.was_whole], now)
    return {b.path: days.get(b.at) if b.was_whole else None for b in backups}
