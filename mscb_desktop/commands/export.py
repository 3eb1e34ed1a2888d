"""`export`: write every record into an Excel workbook."""

from __future__ import annotations

import argparse
from pathlib import Path

from mscb_desktop.commands.base import DONE, Command, WrongUse, needs_board, say
from mscb_desktop.commands.opening import open_for


def _options(parser: argparse.ArgumentParser) -> None:
    needs_board(parser)
    parser.add_argument(
        "--output", type=Path, metavar="DATA", required=True, help="the workbook, DATA.xlsx"
    )


def _run(options: argparse.Namespace, _: object) -> int:
    from mscb_desktop.exchange.export import SUFFIX, export_board

    output: Path = options.output
    if output.suffix.casefold() != SUFFIX:
        raise WrongUse(f"{output} is no Excel workbook: end the name with {SUFFIX}.")
    board = open_for(options)
    try:
        with board.reading() as connection:
            count = export_board(connection, output, now=board.clock())
    finally:
        board.close()
    say(f"Wrote {output}: {count:,} {'record' if count == 1 else 'records'}.")
    return DONE


COMMAND = Command(
    name="export",
    help="write every record into an Excel workbook",
    options=_options,
    run=_run,
    order=50,
)
