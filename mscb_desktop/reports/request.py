"""What a report is asked for: when, of which year or day, of which records, and how.

A report names what it takes as options, and reads them from its request:

    GROUP = Of("group", "board_group", "the group; all of them without it")
    START = Number("start", "the first label that is still on the sheet", least=1)

    def build(connection: Connection, request: Request) -> Document:
        group = GROUP.of(request)                 # a reference, or None
        first = START.of(request) or 1

The command line offers each as --group and --start; a page passes what they read.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Generic, TypeVar

from sqlalchemy import Connection

from db.queries import records
from db.queries.records import Named
from db.records import RECORDS
from mscb_desktop import values
from mscb_desktop.values import Unreadable, quoted

T = TypeVar("T")

_NAMED = 12
"""How many records a refusal names at most."""


class ReportError(Exception):
    """A report cannot be made; the message says in plain words what to do."""

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.message = message


@dataclass(frozen=True, slots=True)
class Request:
    """What one report is asked for.

    `now` is when it is made. `of` holds what its options read, by their names: a reference, a
    number, a day or a word.
    """

    now: dt.datetime
    year: int | None = None
    as_at: dt.date | None = None
    of: Mapping[str, Any] = field(default_factory=dict)

    @property
    def asked(self) -> tuple[str, ...]:
        """The names of the options that it makes use of."""
        beside = {"year": self.year, "as-at": self.as_at, **self.of}
        return tuple(name for name, value in beside.items() if value is not None)

    @property
    def day(self) -> dt.date:
        """The day as at which things are shown: the one named, that of the year, or today."""
        today = self.now.date()
        if self.as_at is not None:
            return self.as_at
        return today if self.year is None else values.as_at(self.year, today)


@dataclass(frozen=True, slots=True)
class Option(Generic[T]):
    """Something that a report may be asked for beside year and day.

    `help` goes on from the option's name, as the command line lists it. Reports that mean the
    same by an option share its name; they take it in the same way.
    """

    name: str
    help: str
    required: bool = field(default=False, kw_only=True, compare=False)

    @property
    def metavar(self) -> str:
        """What stands for the typed text in help."""
        return self.name.upper()

    def of(self, request: Request) -> T | None:
        """Give what the request asks for; None where it says nothing."""
        found: T | None = request.of.get(self.name)
        return found

    def read(self, connection: Connection, text: str) -> T:
        """Read what was typed; raises ReportError with what to type instead."""
        try:
            return self._read(connection, text)
        except Unreadable as refusal:
            raise ReportError(refusal.message) from refusal

    def _read(self, connection: Connection, text: str) -> T:
        raise NotImplementedError


@dataclass(frozen=True, slots=True)
class Of(Option[str]):
    """A record of one table, by its name or reference, or by words that only its names hold.

    It may also be one of other tables: `also` names them.
    """

    table: str
    also: tuple[str, ...] = ()

    def _read(self, connection: Connection, text: str) -> str:
        tables = (self.table, *self.also)
        found = [ref for table in tables for ref in records.exactly(connection, table, text)]
        title = _either(RECORDS[table].title.lower() for table in tables)
        if len(found) == 1:
            return found[0]
        if found:
            raise ReportError(
                f"More than one {title} is called {quoted(text)}: type {_either(found)}."
            )

        def holding(words: str) -> list[Named]:
            most = _NAMED + 1 if words else _NAMED
            return [n for table in tables for n in records.search(connection, table, words, most)]

        there = holding(text)
        if len(there) == 1:
            return there[0].ref
        near = [named.name for named in there or holding("")]
        if not near:
            raise ReportError(f"There is no {title} in this board yet.")
        meant = f"Type {_either(near)}" if len(near) <= _NAMED else "Type more of its name"
        raise ReportError(f"There is no {title} called {quoted(text)}. {meant}, or a reference.")


@dataclass(frozen=True, slots=True)
class Number(Option[int]):
    """A whole number."""

    least: int = 0
    most: int = 9_999

    def _read(self, _: Connection, text: str) -> int:
        number = values.read_whole(text)
        if not self.least <= number <= self.most:
            raise ReportError(
                f"--{self.name} is a number from {self.least:,} to {self.most:,}, "
                f"not {quoted(text)}."
            )
        return number


@dataclass(frozen=True, slots=True)
class Day(Option[dt.date]):
    """A day, as people write dates."""

    @property
    def metavar(self) -> str:
        """What stands for the typed text in help."""
        return "DATE"

    def _read(self, _: Connection, text: str) -> dt.date:
        return values.read_date(text)


@dataclass(frozen=True, slots=True)
class Choice(Option[str]):
    """One of some words, each with what it means."""

    words: Mapping[str, str]

    @property
    def metavar(self) -> str:
        """What stands for the typed text in help."""
        return "|".join(self.words)

    def _read(self, _: Connection, text: str) -> str:
        wanted = text.strip().casefold()
        if wanted not in self.words:
            raise ReportError(
                f"There is no {self.name} {quoted(text)}: type {_either(self.words)}."
            )
        return wanted


def _either(words: Iterable[str]) -> str:
    """Name what may be chosen; names that hold commas are parted by semicolons."""
    *most, last = words
    between = "; " if any("," in word for word in (*most, last)) else ", "
    return f"{between.join(most)} or {last}" if most else last
