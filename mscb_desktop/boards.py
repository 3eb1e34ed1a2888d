"""Boards opened and made with the board's guards, the computer's clock and the user's name."""

from __future__ import annotations

import datetime as dt
import getpass
from collections.abc import Callable, Sequence
from pathlib import Path

from db.board import Board, Clock
from db.changes import Act, Change, create
from db.records.board import BOARD_REF
from mscb_desktop.completions import COMPLETIONS
from mscb_desktop.guards import GUARDS

SUFFIX = ".mscb"
"""How the name of a board file ends."""


def open_board(
    path: Path,
    *,
    clock: Clock | None = None,
    who: str | None = None,
    password: str | None = None,
    sole: bool = False,
    read_only: str | None = None,
) -> Board:
    """Open a board file, with the board's guards; see `Board.open`."""
    return Board.open(
        path,
        clock=clock or dt.datetime.now,
        who=who or user_name(),
        guards=GUARDS,
        completions=COMPLETIONS,
        password=password,
        sole=sole,
        read_only=read_only,
    )


def create_board(
    path: Path,
    *,
    name: str | None = None,
    short_name: str | None = None,
    body_term: str = "Board",
    area_term: str | None = None,
    clock: Clock | None = None,
    who: str | None = None,
    password: str | None = None,
) -> Board:
    """Make a board file that holds nothing but its settings.

    Without a name the board is called after its file; without a short name after its initials.
    Raises BoardError where the file is there already or cannot be written, Refused where a name
    is too long.
    """
    called = name or path.stem
    settings = create(
        "board",
        BOARD_REF,
        name=called,
        short_name=short_name or initials(called),
        body_term=body_term,
        area_term=area_term,
    )
    return make_board(
        path, "Board made", lambda _: (settings,), clock=clock, who=who, password=password
    )


def make_board(
    path: Path,
    what: str,
    rows: Callable[[Board], Sequence[Change]],
    *,
    clock: Clock | None = None,
    who: str | None = None,
    password: str | None = None,
) -> Board:
    """Make a board file with its first rows, given by `rows`; where that fails no file is left."""
    board = Board.create(
        path,
        clock=clock or dt.datetime.now,
        who=who or user_name(),
        guards=GUARDS,
        completions=COMPLETIONS,
        password=password,
    )
    try:
        board.apply(what, rows(board), act=Act.BEGIN)
    except BaseException:
        from db.file.disk import remove

        board.close()
        remove(path)
        raise
    return board


def initials(name: str) -> str:
    """Shorten a name to its initials (MSCB); a name of one word stays, cut to fit."""
    words = [word for word in name.split() if word[0].isupper()]
    if len(words) < 2:
        return name[:40].strip()
    return "".join(word[0] for word in words)[:40]


def user_name() -> str:
    """Give the name under which the user is logged in, 'unknown' where the system has none."""
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):
        return "unknown"
