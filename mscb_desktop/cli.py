"""The command line: finds the commands, and says in plain words what went wrong.

Imports nothing heavy itself, so that the window opens at once. Each command is a module of
`mscb_desktop.commands`.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import NoReturn

from mscb_desktop.commands import commands
from mscb_desktop.commands.base import (
    DONE,
    REFUSED,
    WRONG_USE,
    CannotDo,
    Command,
    Doors,
    WrongUse,
    say_why,
)

__all__ = ["DONE", "REFUSED", "WRONG_USE", "Doors", "run"]


def run(arguments: Sequence[str], doors: Doors) -> int:
    """Do what the arguments say; give the exit code, and say in plain words what went wrong."""
    _speak_plainly()
    try:
        whole = _whole_command(arguments)
        options = _parser(whole).parse_args(whole)
        if options.command is None:
            return _window(options, doors)
        return _with_plain_words(options, doors)
    except WrongUse as error:
        say_why(str(error))
        return WRONG_USE
    except SystemExit as leaving:
        return leaving.code if isinstance(leaving.code, int) else WRONG_USE
    except KeyboardInterrupt:
        say_why("Stopped.")
        return REFUSED


def _with_plain_words(options: argparse.Namespace, doors: Doors) -> int:
    """Run a command; what files, boards and people can get wrong becomes a sentence."""
    from sqlalchemy.exc import DBAPIError

    from db.changes import Refused
    from db.errors import BoardError
    from mscb_desktop.document.errors import DocumentError
    from mscb_desktop.reports.base import ReportError

    command: Command = options.command
    try:
        return command.run(options, doors)
    except (CannotDo, BoardError, DocumentError, ReportError, Refused) as error:
        say_why(str(error))
    except DBAPIError as error:
        say_why(
            f"{options.file} could not be read ({error.orig}). If it opens in no other way "
            "either, put back a copy of it."
        )
    except OSError as error:
        where = f"{error.filename}: " if error.filename else ""
        say_why(f"{where}{error.strerror or error}.")
    return REFUSED


def _window(options: argparse.Namespace, doors: Doors) -> int:
    if options.board is not None and options.sample:
        raise WrongUse("Give either --board or --sample: the sample is a board of its own.")
    if options.board is not None and not options.board.is_file():
        say_why(f"There is no board at {options.board}. Look at the path and the name.")
        return REFUSED
    return doors.run_window(options.board, options.sample)


class _Parser(argparse.ArgumentParser):
    """Words its refusals for people, with the way out."""

    def error(self, message: str) -> NoReturn:
        """Refuse wrong use with the reason and where to read more."""
        plain = message.replace("unrecognized arguments:", "not understood:")
        raise WrongUse(f"{plain[:1].upper()}{plain[1:]}. Type '{self.prog} --help' to read more.")


def _parser(arguments: Sequence[str] = ()) -> argparse.ArgumentParser:
    """Make the parser; only a command that is among the arguments is asked for its options."""
    parser = _Parser(
        prog="mscb-desktop",
        description="The paperwork of a safeguarding children board. "
        "Without a command the window opens.",
        allow_abbrev=False,
    )
    parser.set_defaults(file=None, command=None)
    parser.add_argument(
        "--board", type=Path, metavar="FILE", help="the board that the window opens"
    )
    parser.add_argument("--sample", action="store_true", help="open a private copy of the sample")
    parsers = parser.add_subparsers(metavar="COMMAND", parser_class=_Parser)
    for command in commands():
        below = parsers.add_parser(command.name, help=command.help)
        if command.name in arguments:
            command.options(below)
        below.set_defaults(command=command)
    return parser


def _whole_command(arguments: Sequence[str]) -> list[str]:
    """Write out a command that was shortened to a unique part of its name."""
    place = 0
    while place < len(arguments) and arguments[place].startswith("-"):
        place += 2 if arguments[place] == "--board" else 1
    if place >= len(arguments):
        return list(arguments)
    word = arguments[place]
    there = [command.name for command in commands()]
    matching = [word] if word in there else [name for name in there if word in name]
    if len(matching) != 1:
        names = " or ".join(matching) if matching else ", ".join(there)
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
