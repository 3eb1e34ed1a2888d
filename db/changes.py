"""A change: the rows it touches, as they were and as they shall be."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from db.fields import Value

Values = Mapping[str, Value]


@dataclass(frozen=True, slots=True)
class Change:
    """One row's part of a change, as (table, reference, before, after).

    `before` is None where the row is created, `after` None where it is deleted. Where the row
    stays, both hold the same columns: only those that change. A created or deleted row holds
    all its columns but the reference; columns left out are blank.
    """

    table: str
    ref: str
    before: Values | None
    after: Values | None

    def reversed(self) -> Change:
        """Swap the sides, which is what undo applies."""
        return Change(self.table, self.ref, self.after, self.before)


def create(table: str, ref: str, **values: Value) -> Change:
    """Make the change that adds a row."""
    return Change(table, ref, None, {k: v for k, v in values.items() if v is not None})


class Act(StrEnum):
    """What an entry of the history did."""

    BEGIN = "begin"
    """Made the board, or brought its file up to a newer version: undo stops at it."""
    DO = "do"
    UNDO = "undo"
    REDO = "redo"


@dataclass(frozen=True, slots=True)
class Entry:
    """One applied change: when, who, what it did in words, and the rows it touched."""

    number: int
    at: dt.datetime
    who: str
    what: str
    act: Act
    touched: frozenset[tuple[str, str]]
    """(table, reference) of every row that changed."""


@dataclass(frozen=True, slots=True)
class Problem:
    """Why one value or row was not taken: the words say what to do.

    `ref` and `column` lead to the cell; `column` is None for a whole row.
    """

    message: str
    table: str | None = None
    ref: str | None = None
    column: str | None = None


class Refused(Exception):  # noqa: N818 - a refusal is an answer, not a fault
    """A change was not written; nothing of it was."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        super().__init__("\n".join(problem.message for problem in problems))
        self.problems = tuple(problems)


@dataclass(frozen=True, slots=True)
class Plan:
    """A change that waits to be applied: its rows, its words for the history, what did not fit.

    `of` is the number of the history's entry that it takes back, where it does.
    """

    what: str
    changes: tuple[Change, ...] = ()
    problems: tuple[Problem, ...] = field(default=())
    of: int | None = None
