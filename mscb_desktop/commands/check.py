"""`check`: prove the file whole, then name what needs doing: figures that disagree, and gaps."""

from __future__ import annotations

import argparse
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING

from mscb_desktop.commands.base import (
    DONE,
    REFUSED,
    Command,
    needs_board,
    say,
    say_why,
    takes_year,
    year_of,
)

if TYPE_CHECKING:
    from db.board import Board

_REMEDY = (
    "Bring it back from a backup and the changes since with 'recover', or put a backup in its "
    "place with 'restore'. 'backups' lists them."
)


def _options(parser: argparse.ArgumentParser) -> None:
    needs_board(parser)
    takes_year(parser, "findings of this year only")


def _run(options: argparse.Namespace, _: object) -> int:
    from mscb_desktop.commands.opening import with_password

    year = year_of(options)
    path: Path = options.file
    with ExitStack() as stack:
        board, is_whole = with_password(path.name, lambda password: _opened(path, password, stack))
        stack.callback(board.close)
        _must_have(board, year)
        if is_whole:
            say(_whole(board))
        outcome = _tell_findings(board, year)
    return outcome if is_whole else REFUSED


def _opened(path: Path, password: str | None, stack: ExitStack) -> tuple[Board, bool]:
    """Open the board; where its file is not whole, say so and open what can be read."""
    from db.damage.whole import examine_file
    from db.errors import Damaged
    from mscb_desktop.boards import open_board

    try:
        board = open_board(path, password=password)
    except Damaged as damaged:
        say_why(damaged.message)
    else:
        damages = examine_file(path, board.access)
        if not damages:
            return board, True
        board.close()
        say(f"{path} is damaged:")
        for damage in damages:
            say(f"  {damage.message}")
    say_why(_REMEDY)
    return _readable(path, password, stack), False


def _readable(path: Path, password: str | None, stack: ExitStack) -> Board:
    import tempfile

    from mscb_desktop.damaged import open_readable

    folder = stack.enter_context(tempfile.TemporaryDirectory(ignore_cleanup_errors=True))
    readable = open_readable(path, Path(folder), password=password)
    lost = "What could not be read, or was brought back from the history:"
    say(lost if readable.lost else "All of it can be read.")
    for damage in readable.lost:
        say(f"  {damage.message}")
    return readable.board


def _whole(board: Board) -> str:
    from db import history
    from db.queries.records import count
    from db.records import RECORDS

    with board.reading() as connection:
        rows = sum(count(connection, table, {}) for table in RECORDS)
        changes = history.count(connection)
    return (
        f"The file is whole: {rows:,} {'row' if rows == 1 else 'rows'}, "
        f"{changes:,} {'change' if changes == 1 else 'changes'}."
    )


def _must_have(board: Board, year: int | None) -> None:
    from mscb_desktop.reports.base import year_row

    if year is not None:
        with board.reading() as connection:
            year_row(connection, year)


def _tell_findings(board: Board, year: int | None) -> int:
    from mscb_desktop import checks
    from mscb_desktop.values import year_label

    with board.reading() as connection:
        found = checks.find(connection, board.clock().date(), year)
    for finding in found:
        accepted = "" if finding.accepted is None else f" Accepted: {finding.accepted}"
        say(f"{year_label(finding.year)}  {finding.ref}  {finding.told}{accepted}")
    still_open = checks.still_open(found)
    if not still_open:
        nothing = "Every figure agrees, and nothing else needs doing."
        say(nothing if not found else "Nothing else needs doing.")
        return DONE
    say(f"{checks.in_words(still_open)}.")
    return REFUSED


COMMAND = Command(
    name="check",
    help="prove the file whole and name what does not agree or is missing",
    options=_options,
    run=_run,
    order=40,
)
