"""The command line. Imports nothing heavy itself, so that the window opens at once.

Exit codes: 0 done; 1 findings, or something was refused or could not be done; 2 wrong use.
Results go to standard output, reasons to standard error.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NoReturn, TextIO

DONE, REFUSED, WRONG_USE = 0, 1, 2
_COMMANDS = ("new", "reports", "report", "check", "self-test")


@dataclass(frozen=True, slots=True)
class Doors:
    """What the command line opens and does not import: the window, and its own test.

    `run_window` takes a board's path or None, and whether to show the sample; it gives the exit
    code. `test_window` opens a board's window where nobody sees it, and raises where it fails.
    """

    run_window: Callable[[Path | None, bool], int]
    test_window: Callable[[Path], None]


class WrongUse(Exception):  # noqa: N818 - an answer to the person who typed
    """The command line cannot be understood; the message says how to type it."""


def run(arguments: Sequence[str], doors: Doors) -> int:
    """Do what the arguments say; give the exit code, and say in plain words what went wrong."""
    _speak_plainly()
    try:
        options = _parser().parse_args(_whole_command(arguments))
        if options.command is None:
            return _window(options, doors)
        return _with_plain_words(options, doors)
    except WrongUse as error:
        _say_why(str(error))
        return WRONG_USE
    except SystemExit as leaving:
        return leaving.code if isinstance(leaving.code, int) else WRONG_USE
    except KeyboardInterrupt:
        _say_why("Stopped.")
        return REFUSED


def _with_plain_words(options: argparse.Namespace, doors: Doors) -> int:
    """Run a command; what files, boards and people can get wrong becomes a sentence."""
    from sqlalchemy.exc import DBAPIError

    from db.changes import Refused
    from db.errors import BoardError
    from mscb_desktop.document.errors import DocumentError
    from mscb_desktop.reports.base import ReportError

    try:
        return _run_command(options, doors)
    except (BoardError, DocumentError, ReportError, Refused) as error:
        _say_why(str(error))
    except DBAPIError as error:
        _say_why(
            f"{options.file} could not be read ({error.orig}). If it opens in no other way "
            "either, put back a copy of it."
        )
    except OSError as error:
        where = f"{error.filename}: " if error.filename else ""
        _say_why(f"{where}{error.strerror or error}.")
    return REFUSED


def _run_command(options: argparse.Namespace, doors: Doors) -> int:
    match options.command:
        case "new":
            return _new(options)
        case "reports":
            return _list_reports()
        case "report":
            return _report(options)
        case "check":
            return _check(options)
        case _:
            from mscb_desktop.selftest import self_test

            self_test(doors.test_window, _say)
            return DONE


def _window(options: argparse.Namespace, doors: Doors) -> int:
    if options.board is not None and options.sample:
        raise WrongUse("Give either --board or --sample: the sample is a board of its own.")
    if options.board is not None and not options.board.is_file():
        _say_why(f"There is no board at {options.board}. Look at the path and the name.")
        return REFUSED
    return doors.run_window(options.board, options.sample)


def _new(options: argparse.Namespace) -> int:
    path: Path = options.file
    if not path.suffix:
        path = path.with_suffix(".mscb")
    if options.sample:
        if options.name or options.short_name or options.year:
            raise WrongUse("--sample brings its own name and years: leave the others away.")
        from mscb_desktop.sample import make_sample

        make_sample(path)
        _say(f"Made {path} with the sample, Merton 2012-13.")
        return DONE
    start_year = None if options.year is None else _year(options.year)
    from mscb_desktop.boards import create_board
    from mscb_desktop.budget.years import plan_new_year

    board = create_board(path, name=options.name, short_name=options.short_name)
    try:
        if start_year is not None:
            plan = plan_new_year(board, start_year)
            board.apply(plan.what, plan.changes)
    finally:
        board.close()
    _say(f"Made {path}.")
    return DONE


def _list_reports() -> int:
    from mscb_desktop.reports import reports

    width = max(len(report.name) for report in reports())
    for report in reports():
        _say(f"{report.name:<{width}}  {report.describe}")
    return DONE


def _report(options: argparse.Namespace) -> int:
    from mscb_desktop.boards import open_board
    from mscb_desktop.document.files import SUFFIXES, write_document
    from mscb_desktop.reports import find_report
    from mscb_desktop.reports.base import ReportError

    try:
        report = find_report(options.name)
    except ReportError as error:
        raise WrongUse(str(error)) from error
    year = None if options.year is None else _year(options.year)
    output: Path = options.output
    if output.suffix.casefold() not in SUFFIXES:
        raise WrongUse(f"{output} is neither .pdf nor .xlsx: end the name with one of them.")
    board = open_board(options.file)
    try:
        now = board.clock()
        with board.reading() as connection:
            chosen = report.choose_year(connection) if year is None else year
            document = report.build(connection, chosen, now)
    finally:
        board.close()
    remark = write_document(document, output, now=now)
    _say(f"Wrote {output}: {document.title} {document.subtitle}".rstrip() + ".")
    if remark:
        _say_why(remark)
    return DONE


def _check(options: argparse.Namespace) -> int:
    from mscb_desktop import checks
    from mscb_desktop.boards import open_board
    from mscb_desktop.reports.base import year_row
    from mscb_desktop.values import year_label

    year = None if options.year is None else _year(options.year)
    board = open_board(options.file)
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
        _say(f"{year_label(finding.year)}  {finding.ref}  {finding.message}{accepted}")
    if not still_open:
        _say("Every figure agrees." if not found else "No other figure disagrees.")
        return DONE
    count = len(still_open)
    _say(f"{count} {'figure does' if count == 1 else 'figures do'} not agree.")
    return REFUSED


def _year(typed: str) -> int:
    from mscb_desktop.values import Unreadable, read_year

    try:
        return read_year(typed)
    except Unreadable as error:
        raise WrongUse(error.message) from error


class _Parser(argparse.ArgumentParser):
    """Words its refusals for people, with the way out."""

    def error(self, message: str) -> NoReturn:
        """Refuse wrong use with the reason and where to read more."""
        plain = message.replace("unrecognized arguments:", "not understood:")
        raise WrongUse(f"{plain[:1].upper()}{plain[1:]}. Type '{self.prog} --help' to read more.")


def _parser() -> argparse.ArgumentParser:
    parser = _Parser(
        prog="mscb-desktop",
        description="The paperwork of a safeguarding children board. "
        "Without a command the window opens.",
        allow_abbrev=False,
    )
    parser.set_defaults(file=None)
    parser.add_argument(
        "--board", type=Path, metavar="FILE", help="the board that the window opens"
    )
    parser.add_argument("--sample", action="store_true", help="open a private copy of the sample")
    commands = parser.add_subparsers(dest="command", metavar="COMMAND", parser_class=_Parser)

    new = commands.add_parser("new", help="make a board file")
    new.add_argument("file", type=Path, metavar="FILE", help="the file to make, name.mscb")
    new.add_argument("--sample", action="store_true", help="with the sample, Merton 2012-13")
    new.add_argument("--name", help="the board's name as printed")
    new.add_argument("--short-name", help="its short name, such as MSCB")
    new.add_argument("--year", metavar="2012-13", help="start this financial year")

    commands.add_parser("reports", help="list the reports")

    report = commands.add_parser("report", help="write a report as PDF or Excel workbook")
    report.add_argument("name", metavar="NAME", help="the report, or any part of its name")
    _needs_board(report)
    report.add_argument("--year", metavar="2012-13", help="the year that the report is about")
    report.add_argument(
        "--output", type=Path, metavar="OUT", required=True, help="OUT.pdf or OUT.xlsx"
    )

    check = commands.add_parser("check", help="name the figures that do not agree")
    _needs_board(check)
    check.add_argument("--year", metavar="2012-13", help="this year only")

    commands.add_parser("self-test", help="try the program out in a temporary folder")
    return parser


def _needs_board(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--board", dest="file", type=Path, metavar="FILE", required=True, help="the board file"
    )


def _whole_command(arguments: Sequence[str]) -> list[str]:
    """Write out a command that was shortened to a unique part of its name."""
    place = 0
    while place < len(arguments) and arguments[place].startswith("-"):
        place += 2 if arguments[place] == "--board" else 1
    if place >= len(arguments):
        return list(arguments)
    word = arguments[place]
    matching = [word] if word in _COMMANDS else [name for name in _COMMANDS if word in name]
    if len(matching) != 1:
        names = " or ".join(matching) if matching else ", ".join(_COMMANDS)
        raise WrongUse(
            f"'{word}' could be {names}: type more of it."
            if matching
            else f"There is no command '{word}'. There are: {names}."
        )
    return [*arguments[:place], matching[0], *arguments[place + 1 :]]


def _speak_plainly() -> None:
    """Make sure that a console without some letter shows a question mark instead of failing."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is None:
            continue
        if stream.isatty():
            reconfigure(errors="replace")
        else:
            reconfigure(encoding="utf-8", errors="replace")


def _say(message: str) -> None:
    _write(sys.stdout, message)


def _say_why(message: str) -> None:
    _write(sys.stderr, message)


def _write(stream: TextIO | None, message: str) -> None:
    """Write a line where there is a stream: a windowed program has none."""
    if stream is not None:
        stream.write(f"{message}\n")
