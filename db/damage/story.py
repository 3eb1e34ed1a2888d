"""The history read as it is stored, proved by its seals, and what it knows of each row."""

from __future__ import annotations

import base64
import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Connection

from db import seals
from db.changes import Act
from db.fields import Kind
from db.history import ENTRY, ROW, State
from db.prepared import run_plain
from db.records import RECORDS

PAGE = 1000
"""How many rows are read between two reports of progress."""

BROUGHT_UP = "Brought up to file version"
"""How the words of an entry begin that changed tables and not rows."""

LOST = "(This entry of the history was damaged and could not be read)"
"""The words of an entry that stands for one that is lost."""

WORDS = 20
"""How many broken entries keep their words; the others are counted."""


@dataclass(frozen=True, slots=True)
class StoredEntry:
    """One entry as it lies in the file: its facts are (at, who, what, act, of).

    `content` is the hash of its facts and rows; any value may be damaged.
    """

    number: int
    state: Any
    seal: Any
    facts: tuple[Any, ...]
    content: bytes
    rows: int


@dataclass(slots=True)
class Story:
    """What reading the whole history showed.

    `broken` holds the entries that are not as they were written, `gaps` those that are missing.
    """

    last: int = 0
    seal: int = 0
    """The seal of the last entry, as it is stored; the chain's end where all is well."""
    broken: set[int] = field(default_factory=set)
    gaps: list[tuple[int, int]] = field(default_factory=list)
    """Each as the first that is missing and the next that is there."""
    barrier: int = 0
    """The last entry that changed tables, or is lost: what came before may read otherwise."""
    strays: bool = False
    """Whether rows belong to no entry or stand in another order than they were written."""
    ends_as_sealed: bool = False
    """Whether the last entry is the last that was written; known to who knows the chain's end."""
    states_differ: bool = False
    words: dict[int, str] = field(default_factory=dict)
    """What the first broken entries say they did."""

    @property
    def is_complete(self) -> bool:
        """Whether every entry is there and intact: nothing else ever happened to any row."""
        return self.ends_as_sealed and not (self.broken or self.gaps or self.strays)

    def missing(self) -> list[int]:
        """Number the entries that are not there."""
        return [number for first, past in self.gaps for number in range(first, past)]


def entries(connection: Connection, strays: list[bool] | None = None) -> Iterator[StoredEntry]:
    """Read the history in order, with the hash of each entry's content.

    Rows are read in the order in which they were written. `strays` is given an item where rows
    belong to no entry. Memory holds one row at a time.
    """
    rows = _Rows(connection)
    cursor = run_plain(
        connection,
        f"SELECT number, state, seal, at, who, what, act, of FROM {ENTRY.name} ORDER BY number",
    )
    while page := cursor.fetchmany(PAGE):
        for number, state, seal, *facts in page:
            count = rows.passed
            content = seals.content(facts, rows.of(number))
            yield StoredEntry(number, state, seal, tuple(facts), content, rows.passed - count)
    if strays is not None and (rows.skipped or rows.ahead is not None):
        strays.append(True)


class _Rows:
    """The rows of the history in the order in which they were written, handed to their entries."""

    def __init__(self, connection: Connection) -> None:
        self._cursor = run_plain(
            connection,
            f"SELECT entry, place, table_name, ref, before, after FROM {ROW.name} ORDER BY rowid",
        )
        self.passed = 0
        self.skipped = False
        self.ahead = self._cursor.fetchone()

    def of(self, number: int) -> Iterator[tuple[Any, ...]]:
        """Give the rows of one entry; rows before them that belong to none are skipped."""
        place = 0
        while self.ahead is not None:
            entry, stands_at, *parts = self.ahead
            if not isinstance(entry, int) or entry < number:
                self.skipped = True
                self.ahead = self._cursor.fetchone()
                continue
            if entry != number:
                return
            self.skipped |= stands_at != place
            place += 1
            self.passed += 1
            yield tuple(parts)
            self.ahead = self._cursor.fetchone()


def read_story(connection: Connection, tick: Callable[[int], object] = lambda _: None) -> Story:
    """Prove the whole history by its seals; `tick` is told how many more rows were read."""
    story = Story()
    strays: list[bool] = []
    states = _States()
    seal_before: tuple[Any, ...] = (0,)
    for entry in entries(connection, strays):
        if entry.number != story.last + 1:
            story.gaps.append((story.last + 1, entry.number))
            seal_before = ()
        links = [seals.link(seal, entry.content) for seal in seal_before if isinstance(seal, int)]
        # Behind a gap nothing can be proved of an entry, nor held against it.
        if seal_before and entry.seal not in links:
            story.broken.add(entry.number)
            if len(story.words) < WORDS:
                story.words[entry.number] = str(entry.facts[2])
        # Where only this seal is damaged, the next entry agrees with the one that it should be.
        seal_before = (entry.seal, *links[:1])
        if entry.facts[3] == Act.BEGIN and str(entry.facts[2]).startswith((BROUGHT_UP, LOST)):
            story.barrier = entry.number
        states.follow(entry)
        story.last, story.seal = entry.number, entry.seal
        tick(1 + entry.rows)
    story.strays = bool(strays)
    story.states_differ = states.differ()
    return story


def states(story: Iterator[StoredEntry]) -> dict[Any, State]:
    """Give the marks that the history's acts come to, of the entries that do not stand."""
    followed = _States()
    for entry in story:
        followed.follow(entry)
    return followed.expected()


class _States:
    """Which entries stand, followed as the write path moves the marks."""

    def __init__(self) -> None:
        self._undone: set[Any] = set()
        self._abandoned: set[Any] = set()
        self._found: dict[int, Any] = {}

    def follow(self, entry: StoredEntry) -> None:
        """Move the marks as one more entry did."""
        act, of = entry.facts[3], entry.facts[4]
        if act == Act.UNDO:
            self._undone.add(of)
        elif act == Act.REDO:
            self._undone.discard(of)
        else:
            self._abandoned |= self._undone
            self._undone.clear()
        if entry.state != State.DONE:
            self._found[entry.number] = entry.state

    def differ(self) -> bool:
        """Tell whether the marks that were found are others than the history's acts give."""
        return self.expected() != self._found

    def expected(self) -> dict[Any, State]:
        """Give the marks that the acts so far come to."""
        abandoned = dict.fromkeys(self._abandoned, State.ABANDONED)
        return abandoned | dict.fromkeys(self._undone, State.UNDONE)


@dataclass(frozen=True, slots=True)
class Known:
    """What the history knows of one row: its values as the driver holds them.

    `values` is None where the row was deleted. `sure` tells that every entry that changed the
    row is intact and can be read; `made` is the entry that made it.
    """

    ref: str
    values: dict[str, Any] | None
    made: int
    sure: bool


def known_rows(connection: Connection, table: str, broken: set[int]) -> Iterator[Known]:
    """Replay what the history says of each row of a table, one reference after another."""
    cursor = run_plain(
        connection,
        f"SELECT ref, entry, before, after FROM {ROW.name} WHERE table_name = ? "
        "ORDER BY ref, entry, place",
        (table,),
    )
    now: _Replay | None = None
    while page := cursor.fetchmany(PAGE):
        for ref, entry, before, after in page:
            if now is None or ref != now.ref:
                if now is not None:
                    yield now.known()
                now = _Replay(table, ref)
            now.take(entry, before, after, intact=entry not in broken)
    if now is not None:
        yield now.known()


class _Replay:
    """One row as the history's changes leave it, one after another."""

    def __init__(self, table: str, ref: str) -> None:
        self.ref = ref
        self._fields = RECORDS[table].fields
        self._values: dict[str, Any] | None = None
        self._made = 0
        self._sure = True

    def take(self, entry: int, before: Any, after: Any, *, intact: bool) -> None:
        """Apply one row of the history."""
        try:
            was = None if before is None else json.loads(before)
            new = None if after is None else self._read(json.loads(after))
        except (ValueError, TypeError, AttributeError, RecursionError):
            intact, was, new = False, None, None
        self._sure &= intact and (was is None) == (self._values is None)
        if was is None:
            self._made = entry
            self._values = new
        elif new is None:
            self._values = None
        else:
            self._values = {**(self._values or {}), **new}

    def known(self) -> Known:
        """Give what all changes so far come to."""
        return Known(self.ref, self._values, self._made, self._sure)

    def _read(self, packed: dict[str, Any]) -> dict[str, Any]:
        return {
            name: base64.b64decode(value)
            if value is not None and name in self._fields and self._fields[name].kind is Kind.IMAGE
            else seals.stored(value)
            for name, value in packed.items()
        }
