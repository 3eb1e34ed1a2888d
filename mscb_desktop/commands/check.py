"""`check`: name the figures that do not agree."""

from __future__ import annotations

import argparse

from mscb_desktop.commands.base import (
    DONE,
    REFUSED,
    Command,
    needs_board,
    say,
    takes_year,
    year_of,
)


def _options(parser: argparse.ArgumentParser) -> None:
    needs_board(parser)
    takes_year(parser, "this year only")


def _run(options: argparse.Namespace, _: object) -> int:
    from mscb_desktop import checks
    from mscb_desktop.commands.opening import open_for
    from mscb_desktop.reports.base import year_row
    from mscb_desktop.values import year_label

    year = year_of(options)
    board = open_for(options)
    try:
        with board.reading() as connection:
            if year is not None:
                year_row(connection, year)
            found = checks.find(connection, board.clock().date(), year)
    finally:
        board.close()
    still_open = [finding for finding in found if finding.accepted is None]
    for finding in found:
        accepted = "" if finding.accepted is None else f" Accepted: {finding.accepted}"
        say(f"{year_label(finding.year)}  {finding.ref}  {finding.message}{accepted}")
    if not still_open:
        say("Every figure agrees." if not found else "No other figure disagrees.")
        return DONE
    count = len(still_open)
    say(f"{count} {'figure does' if count == 1 else 'figures do'} not agree.")
    return REFUSED


COMMAND = Command(
    name="check",
    help="name the figures that do not agree",
    options=_options,
    run=_run,
    order=40,
)
