"""`restore`: put a backup in a board's place, or say first what that would change."""

from __future__ import annotations

import argparse
from contextlib import suppress
from os import environ
from pathlib import Path
from typing import TYPE_CHECKING

from mscb_desktop.commands.base import DONE, REFUSED, Command, needs_board, say, say_why

if TYPE_CHECKING:
    from db.backups.restore import Restored
    from db.board import Board
    from db.file.connection import Access
    from mscb_desktop.backing_up.comparison import Comparison, RowCompared, Summary

BACKUP_PASSWORD = "MSCB_BACKUP_PASSWORD"
"""The environment variable that holds a backup's password where the board has another one."""

_FEW = 20


def _options(parser: argparse.ArgumentParser) -> None:
    needs_board(parser)
    parser.add_argument("backup", type=Path, metavar="BACKUP", help="the backup's file")
    parser.add_argument(
        "--preview",
        action="store_true",
        help="say what is in the backup and how it differs, and replace nothing",
    )


def _run(options: argparse.Namespace, _: object) -> int:
    return _preview(options) if options.preview else _restore(options)


def _restore(options: argparse.Namespace) -> int:
    import datetime as dt

    from db.backups.restore import restore
    from mscb_desktop.boards import user_name
    from mscb_desktop.commands.opening import PASSWORD, with_password

    def attempt(password: str | None) -> Restored:
        return restore(
            options.file,
            options.backup,
            clock=dt.datetime.now,
            who=user_name(),
            password=password,
            access=_access_of_board(options.file, password),
        )

    variable = BACKUP_PASSWORD if environ.get(BACKUP_PASSWORD) else PASSWORD
    done = with_password(options.backup.name, attempt, variable=variable)
    say(f"{done.path}: {done.what[:1].lower()}{done.what[1:]}.")
    if done.replaced is not None:
        say(f"What stood there before lies at {done.replaced}.")
    return DONE


def _access_of_board(path: Path, password: str | None) -> Access:
    """Give how the board that is replaced is opened; as bytes only where neither password does."""
    from db.errors import BoardError
    from db.file.connection import PLAIN, access_to
    from mscb_desktop.commands.opening import PASSWORD

    for known in (environ.get(PASSWORD) or None, password):
        with suppress(BoardError):
            return access_to(path, known)
    return PLAIN


def _preview(options: argparse.Namespace) -> int:
    from db.errors import BoardError, PasswordNeeded
    from mscb_desktop.backing_up.comparison import Comparison
    from mscb_desktop.commands.opening import open_for, with_password

    board: Board | None = None
    try:
        board = open_for(options, read_only="it is compared with a backup.", must_be_whole=False)
    except PasswordNeeded:
        raise
    except BoardError as error:
        say_why(f"{error} Only the backup is shown.")
    try:
        comparison = with_password(
            options.backup.name,
            lambda password: Comparison(options.backup, board, password=password),
            variable=BACKUP_PASSWORD,
        )
        try:
            return _tell(comparison, has_board=board is not None)
        finally:
            comparison.close()
    finally:
        if board is not None:
            board.close()


def _tell(comparison: Comparison, *, has_board: bool) -> int:
    damages = comparison.damages()
    if damages:
        for damage in damages[:_FEW]:
            say_why(damage.message)
        say_why(f"{comparison.backup.name} is damaged and cannot be restored.")
        return REFUSED
    summary = comparison.summary()
    _tell_content(comparison, summary)
    if not has_board:
        return DONE
    if summary.stranger:
        say_why(summary.stranger)
    for tally in summary.tallies:
        if not tally.differs:
            continue
        rows = comparison.rows(tally.table, limit=_FEW)
        for row in rows:
            _tell_row(row)
        more = tally.only_backup + tally.only_board + tally.changed - len(rows)
        if more:
            say(f"… and {more:,} more {tally.plural.lower()}")
    if not summary.differs:
        say("Every record is the same in the board.")
    for entry in comparison.lacking(limit=_FEW):
        say(f"Not in the backup: {entry.at:%d/%m/%Y %H:%M}  {entry.who}  {entry.what}")
    if summary.backup_lacks > _FEW:
        say(f"… and {summary.backup_lacks - _FEW:,} earlier changes")
    return DONE


def _tell_content(comparison: Comparison, summary: Summary) -> None:
    if summary.newest is not None:
        newest = summary.newest
        say(
            f"{comparison.backup.name} is whole. Its last change: "
            f"{newest.at:%d/%m/%Y %H:%M}  {newest.who}  {newest.what}"
        )
    width = max(len(tally.plural) for tally in summary.tallies)
    for tally in summary.tallies:
        beside = "" if tally.in_board is None else f"{tally.in_board:>10,} in the board"
        say(f"{tally.plural:<{width}}  {tally.in_backup:>8,} in the backup{beside}".rstrip())


def _tell_row(row: RowCompared) -> None:
    side = "changed" if row.in_backup and row.in_board else "only in the board"
    if not row.in_board:
        side = "only in the backup"
    say(f"{row.title} {row.ref} {row.name}: {side}")
    if side == "changed":
        for cell in row.cells:
            before, after = (_short(text) for text in (cell.before, cell.after))
            say(f"    {cell.label}: {before} in the backup, {after} in the board")


def _short(text: str) -> str:
    line = " ".join(text.split())
    if not line:
        return "nothing"
    return f"'{line}'" if len(line) <= 60 else f"'{line[:59]}…'"


COMMAND = Command(
    name="restore",
    help="put a backup in the board's place, or preview that",
    options=_options,
    run=_run,
    order=72,
)
