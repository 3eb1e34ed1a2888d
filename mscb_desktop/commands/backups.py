"""`backups`: list a board's backups."""

from __future__ import annotations

import argparse

from mscb_desktop.commands.backup import folder_of, takes_folder
from mscb_desktop.commands.base import DONE, Command, needs_board, say


def _options(parser: argparse.ArgumentParser) -> None:
    needs_board(parser)
    takes_folder(parser)


def _run(options: argparse.Namespace, _: object) -> int:
    from db.backups.copies import list_backups

    folder = folder_of(options)
    found = list_backups(folder, options.file)
    for backup in found:
        proved = "whole when made" if backup.was_whole else "of the damaged board"
        size = f"{backup.size / 1000:,.0f} kB"
        say(f"{backup.at:%d/%m/%Y %H:%M:%S}  {size:>12}  {proved}  {backup.path}")
    if not found:
        say(f"There is no backup of {options.file} in {folder}.")
    return DONE


COMMAND = Command(
    name="backups",
    help="list a board's backups, the newest first",
    options=_options,
    run=_run,
    order=71,
)
