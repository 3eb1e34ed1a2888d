"""`backup`: make a proved copy of a board."""

from __future__ import annotations

import argparse
from pathlib import Path

from mscb_desktop.commands.base import (
    DONE,
    REFUSED,
    Command,
    needs_board,
    say,
    say_why,
)


def takes_folder(parser: argparse.ArgumentParser) -> None:
    """Add the option that names the folder of the backups; `folder_of` reads it."""
    parser.add_argument(
        "--to",
        type=Path,
        metavar="FOLDER",
        help="the folder of the backups; your own MSCB Desktop/Backups where it is left away",
    )


def folder_of(options: argparse.Namespace) -> Path:
    """Give the folder of the backups."""
    from mscb_desktop.backing_up.when import default_folder

    folder: Path | None = options.to
    return default_folder() if folder is None else folder


def _options(parser: argparse.ArgumentParser) -> None:
    needs_board(parser)
    takes_folder(parser)


def _run(options: argparse.Namespace, _: object) -> int:
    from db.backups.copies import make_backup
    from mscb_desktop.commands.opening import open_for

    board = open_for(options, must_be_whole=False)
    try:
        made = make_backup(board, folder_of(options))
    finally:
        board.close()
    say(f"Made {made.path}.")
    if made.was_whole:
        return DONE
    say_why(
        f"{options.file} is damaged, and so is this copy of it. Older backups were kept: restore "
        "the newest that is whole."
    )
    return REFUSED


COMMAND = Command(
    name="backup",
    help="make a backup, proved against the board, and thin the older ones",
    options=_options,
    run=_run,
    order=70,
)
