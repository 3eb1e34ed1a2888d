"""How a command opens its board: a password is read from the environment, or asked for."""

from __future__ import annotations

import sys
from collections.abc import Callable
from os import environ
from typing import TYPE_CHECKING, TypeVar

from mscb_desktop.commands.base import say_why

if TYPE_CHECKING:
    import argparse

    from db.board import Board

T = TypeVar("T")

PASSWORD = "MSCB_PASSWORD"
"""The environment variable that holds the board's password. It is never an argument: others on
the same machine can read those."""

_TRIES = 3


def open_for(
    options: argparse.Namespace, *, read_only: str | None = None, must_be_whole: bool = True
) -> Board:
    """Open the board that a command works on, asking for its password where it has one.

    No figure is printed of a damaged board and nothing is built on it: Damaged is raised unless
    the command takes one that is not whole. Raises PasswordNeeded where nobody is there to be
    asked, BoardError as `open_board` does.
    """
    from db.damage.told import in_words
    from db.damage.whole import examine_file
    from db.errors import Damaged
    from mscb_desktop.boards import open_board

    board = with_password(
        options.file.name,
        lambda password: open_board(options.file, password=password, read_only=read_only),
    )
    damages = examine_file(board.path, board.access) if must_be_whole else []
    if damages:
        board.close()
        raise Damaged(
            f"{board.path.name} is damaged: {in_words(damages)} Nothing was done. "
            "'check' names all of it and says what helps."
        )
    return board


def with_password(name: str, open_: Callable[[str | None], T], *, variable: str = PASSWORD) -> T:
    """Call `open_` with the password of the environment, then with what is typed at the terminal.

    `name` says in the question what is opened. Where standard input is no terminal nobody is
    asked, and PasswordNeeded names the variable.
    """
    from db.errors import PasswordNeeded

    password, tries = environ.get(variable) or None, 0
    while True:
        try:
            return open_(password)
        except PasswordNeeded as needed:
            if not (sys.stdin and sys.stdin.isatty()):
                raise _unasked(needed, name, variable) from needed
            if tries == _TRIES:
                raise
            if needed.was_wrong:
                say_why(needed.message)
        password, tries = _ask(f"Password of {name}: "), tries + 1


def _ask(question: str) -> str:
    import getpass

    return getpass.getpass(question)


def _unasked(needed: Exception, name: str, variable: str) -> Exception:
    from db.errors import PasswordNeeded

    was_wrong = isinstance(needed, PasswordNeeded) and needed.was_wrong
    message = (
        f"{variable} does not hold the password of {name}. Nothing was changed."
        if was_wrong
        else f"{needed} Put the password into the environment variable {variable}."
    )
    return PasswordNeeded(message, was_wrong=was_wrong)
