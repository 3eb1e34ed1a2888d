"""`report`: write a report as PDF or Excel workbook."""

from __future__ import annotations

import argparse
from pathlib import Path

from mscb_desktop.commands.base import (
    DONE,
    Command,
    WrongUse,
    needs_board,
    say,
    say_why,
    takes_year,
    year_of,
)


def _options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("name", metavar="NAME", help="the report, or any part of its name")
    needs_board(parser)
    takes_year(parser, "the year that the report is about")
    parser.add_argument(
        "--output", type=Path, metavar="OUT", required=True, help="OUT.pdf or OUT.xlsx"
    )


def _run(options: argparse.Namespace, _: object) -> int:
    from mscb_desktop.commands.opening import open_for
    from mscb_desktop.document.files import SUFFIXES, write_document
    from mscb_desktop.reports import find_report
    from mscb_desktop.reports.base import ReportError

    try:
        report = find_report(options.name)
    except ReportError as error:
        raise WrongUse(str(error)) from error
    year = year_of(options)
    output: Path = options.output
    if output.suffix.casefold() not in SUFFIXES:
        raise WrongUse(f"{output} is neither .pdf nor .xlsx: end the name with one of them.")
    board = open_for(options)
    try:
        now = board.clock()
        with board.reading() as connection:
            chosen = report.choose_year(connection) if year is None else year
            document = report.build(connection, chosen, now)
    finally:
        board.close()
    remark = write_document(document, output, now=now)
    say(f"Wrote {output}: {document.title} {document.subtitle}".rstrip() + ".")
    if remark:
        say_why(remark)
    return DONE


COMMAND = Command(
    name="report",
    help="write a report as PDF or Excel workbook",
    options=_options,
    run=_run,
    order=30,
)
