"""`report`: write a report as PDF or Excel workbook."""

from __future__ import annotations

import argparse
import datetime as dt
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

_ITS = "its_"
"""Begins the names under which the options of reports are kept among the others."""


def _options(parser: argparse.ArgumentParser) -> None:
    from mscb_desktop.reports import options_of_all

    parser.add_argument("name", metavar="NAME", help="the report, or any part of its name")
    needs_board(parser)
    takes_year(parser, "the year that the report is about, or as at which it is")
    parser.add_argument("--as-at", metavar="DATE", help="the day as at which things are shown")
    parser.add_argument(
        "--output", type=Path, metavar="OUT", required=True, help="OUT.pdf or OUT.xlsx"
    )
    for option, names in options_of_all().values():
        parser.add_argument(
            f"--{option.name}",
            dest=f"{_ITS}{option.name}",
            metavar=option.metavar,
            help=f"{option.help} ({', '.join(names)})",
        )


def _run(options: argparse.Namespace, _: object) -> int:
    from mscb_desktop.commands.opening import open_for
    from mscb_desktop.document.files import SUFFIXES, write_document
    from mscb_desktop.reports import find_report
    from mscb_desktop.reports.base import ReportError, Request

    year, day, typed = year_of(options), _day_of(options), _typed(options)
    try:
        report = find_report(options.name)
        report.check(Request(dt.datetime.min, year, day, typed).asked)
    except ReportError as error:
        raise WrongUse(str(error)) from error
    output: Path = options.output
    if output.suffix.casefold() not in SUFFIXES:
        raise WrongUse(f"{output} is neither .pdf nor .xlsx: end the name with one of them.")
    board = open_for(options)
    try:
        now = board.clock()
        with board.reading() as connection:
            of = {
                option.name: option.read(connection, typed[option.name])
                for option in report.takes
                if option.name in typed
            }
            document = report.of(connection, Request(now, year, day, of))
    finally:
        board.close()
    remark = write_document(document, output, now=now)
    say(f"Wrote {output}: {document.title} {document.subtitle}".rstrip() + ".")
    if remark:
        say_why(remark)
    return DONE


def _day_of(options: argparse.Namespace) -> dt.date | None:
    from mscb_desktop.values import Unreadable, read_date

    if options.as_at is None:
        return None
    try:
        return read_date(options.as_at)
    except Unreadable as error:
        raise WrongUse(error.message) from error


def _typed(options: argparse.Namespace) -> dict[str, str]:
    """Give the texts typed for the reports' own options, by the options' names."""
    return {
        name.removeprefix(_ITS): text
        for name, text in vars(options).items()
        if name.startswith(_ITS) and text is not None
    }


COMMAND = Command(
    name="report",
    help="write a report as PDF or Excel workbook",
    options=_options,
    run=_run,
    order=30,
)
