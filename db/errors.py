"""Errors of files and machines, in words for the person who meets them."""

from __future__ import annotations

import datetime as dt


class BoardError(Exception):
    """A board file cannot be opened, made or written; the words say what to do.

    `can_be_read` says that opening it to read would work.
    """

    def __init__(self, message: str, *, can_be_read: bool = False) -> None:
        super().__init__(message)
        self.message = message
        self.can_be_read = can_be_read


class InUse(BoardError):  # noqa: N818 - an answer, not a fault
    """Another window has the board; it can be opened to read."""

    def __init__(self, message: str, who: str, machine: str, since: dt.datetime | None) -> None:
        super().__init__(message, can_be_read=True)
        self.who = who
        self.machine = machine
        self.since = since


class Busy(BoardError):  # noqa: N818 - an answer, not a fault
    """Another is writing the file at this moment; it is soon free again."""


class Damaged(BoardError):  # noqa: N818 - an answer, not a fault
    """The file, or the log beside it, is damaged: a copy of what it holds can be made to read."""


class PasswordNeeded(BoardError):  # noqa: N818 - an answer, not a fault
    """The board is protected and no password was given, or a wrong one (`was_wrong`)."""

    def __init__(self, message: str, *, was_wrong: bool) -> None:
        super().__init__(message)
        self.was_wrong = was_wrong
