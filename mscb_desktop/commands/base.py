"""What a command is, and what all of them share; nothing heavy is imported here.

Exit codes: DONE; REFUSED for findings, or where something was refused or could not be done;
WRONG_USE. Results go to standard output, reasons to standard error.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

if TYPE_CHECKING:
    import argparse

DONE, REFUSED, WRONG_USE = 0, 1, 2


@dataclass(frozen=True, slots=True)
class Doors:
    """What the command line opens and does not import: the window, and its own test.

    `run_window` takes a board's path or None, and whether to show the sample; it gives the exit
    code. `test_window` opens a board's window where nobody sees it, and raises where it fails.
    """

    run_window: Callable[[Path | None, bool], int]
    test_window: Callable[[Path], None]


@dataclass(frozen=True, slots=True)
class Command:
    """One command: its name as typed, its line of help, its options, and what does it.

    `options` adds the arguments to the command's parser. `run` gives the exit code; it raises
    CannotDo or WrongUse with words for the person who typed, and may let pass what boards,
    documents, reports and files raise. Its module imports what is heavy inside functions.
    `order` says where help names it.
    """

    name: str
    help: str
    options: Callable[[argparse.ArgumentParser], None]
    run: Callable[[argparse.Namespace, Doors], int]
    order: int


class WrongUse(Exception):  # noqa: N818 - an answer to the person who typed
    """The command line cannot be understood; the message says how to type it."""


class CannotDo(Exception):  # noqa: N818 - an answer to the person who typed
    """A command could not do what was asked; the message says why and what to do."""


def no_options(parser: argparse.ArgumentParser) -> None:
    """Add nothing: the options of a command that has none."""


def needs_board(parser: argparse.ArgumentParser) -> None:
    """Add the option that names the board a command works on; `options.file` holds its path."""
    parser.add_argument(
        "--board", dest="file", type=Path, metavar="FILE", required=True, help="the board file"
    )


def takes_year(parser: argparse.ArgumentParser, words: str) -> None:
    """Add the option that names a financial year; `year_of` reads it."""
    parser.add_argument("--year", metavar="2012-13", help=words)


def year_of(options: argparse.Namespace) -> int | None:
    """Give the year that `--year` names, None where it was left away; raises WrongUse."""
    from mscb_desktop.values import Unreadable, read_year

    if options.year is None:
        return None
    try:
        return read_year(options.year)
    except Unreadable as error:
        raise WrongUse(error.message) from error


def say(message: str) -> None:
    """Give a line of the result."""
    _write(sys.stdout, message)


def say_why(message: str) -> None:
    """Give a reason or a remark."""
    _write(sys.stderr, message)


def _write(stream: TextIO | None, message: str) -> None:
    """Write a line where there is a stream: a windowed program has none."""
    if stream is not None:
        stream.write(f"{message}\n")
