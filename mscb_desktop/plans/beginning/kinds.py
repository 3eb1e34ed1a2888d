"""The kinds of plan that every board may begin with, given to a board when it first uses them."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from sqlalchemy import Connection

import resources
from db.board import Board
from db.changes import Change, Plan, create
from db.fields import Value
from db.queries import plans as queries
from db.queries import records
from db.records.plans import PLAN_COLUMN, Shows
from mscb_desktop.sheet.order import STEP

_FOLDER = "standard"
_BEGINS_AS = "Workplan"
"""The standard kind whose columns a kind of another name begins with."""


@dataclass(frozen=True, slots=True)
class StandardColumn:
    """A column of a standard kind; the width in characters."""

    shows: Shows
    heading: str
    width: int


@dataclass(frozen=True, slots=True)
class StandardKind:
    """A kind of plan with its columns from left to right."""

    name: str
    has_objectives: bool
    columns: tuple[StandardColumn, ...]


@dataclass(frozen=True, slots=True)
class KindOffered:
    """A kind of plan to choose from; `ref` is None for a standard one that no plan has used."""

    name: str
    has_objectives: bool
    ref: str | None = None


@cache
def standard_kinds() -> tuple[StandardKind, ...]:
    """Read the standard kinds in their order."""
    shows = {choice.label: Shows(choice.value) for choice in PLAN_COLUMN.fields["shows"].choices}
    columns: dict[str, list[StandardColumn]] = {}
    for row in _rows("plan_column"):
        column = StandardColumn(shows[row["Shows"]], row["Heading"], int(row["Width"]))
        columns.setdefault(row["Kind of plan"], []).append(column)
    return tuple(
        StandardKind(row["Name"], row["Lines are objectives"] == "Yes", tuple(columns[row["Name"]]))
        for row in _rows("plan_kind")
    )


def kinds_offered(connection: Connection) -> list[KindOffered]:
    """List the board's own kinds of plan, then the standard ones that it does not have yet."""
    own = queries.kinds(connection)
    there = {_plain(kind.name) for kind in own}
    return [
        *(KindOffered(kind.name, kind.has_objectives, kind.ref) for kind in own),
        *(
            KindOffered(kind.name, kind.has_objectives)
            for kind in standard_kinds()
            if _plain(kind.name) not in there
        ),
    ]


def plan_kind_for(board: Board, name: str) -> tuple[str, list[Change]]:
    """Give the reference of the kind of this name, and the changes that make it where it is new.

    A standard kind gets its own columns, one of another name those of a workplan, to be changed.
    """
    with board.reading() as connection:
        known = {_plain(kind.name): kind.ref for kind in queries.kinds(connection)}
        placed = records.positions(connection, "plan_kind", {})
    if _plain(name) in known:
        return known[_plain(name)], []
    return _made(board, name, (placed[-1][1] if placed else 0) + STEP)


def _made(board: Board, name: str, position: int) -> tuple[str, list[Change]]:
    kinds = {_plain(kind.name): kind for kind in standard_kinds()}
    standard = kinds.get(_plain(name))
    (ref,) = board.new_refs("plan_kind")
    kind = create(
        "plan_kind",
        ref,
        name=standard.name if standard else " ".join(name.split()),
        has_objectives=True if standard and standard.has_objectives else None,
        position=position,
    )
    begins = standard or kinds[_plain(_BEGINS_AS)]
    return ref, [kind, *column_changes(board, ref, begins.columns)]


def plan_standard_kinds(board: Board) -> Plan:
    """Plan to add the standard kinds that a board does not have; no changes where it has all."""
    with board.reading() as connection:
        missing = [kind.name for kind in kinds_offered(connection) if kind.ref is None]
        placed = records.positions(connection, "plan_kind", {})
    if not missing:
        return Plan("Standard kinds of plan added")
    behind = (placed[-1][1] if placed else 0) + STEP
    changes: list[Change] = []
    for number, name in enumerate(missing):
        _, made = _made(board, name, behind + number * STEP)
        changes += made
    listed = ", ".join(missing[:-1]) + (" and " if len(missing) > 1 else "") + missing[-1]
    return Plan(f"Kinds of plan added: {listed}", tuple(changes))


def column_changes(board: Board, kind: str, columns: Sequence[StandardColumn]) -> list[Change]:
    """List the changes that give a kind of plan, which has none yet, these columns."""
    refs = board.new_refs("plan_column", len(columns)) if columns else []
    return [
        create("plan_column", ref, **values)
        for ref, values in zip(refs, _values(kind, columns), strict=True)
    ]


def _values(kind: str, columns: Sequence[StandardColumn]) -> Iterator[dict[str, Value]]:
    for place, column in enumerate(columns, 1):
        yield {
            "plan_kind": kind,
            "position": place * STEP,
            "shows": column.shows,
            "heading": column.heading,
            "width": column.width,
        }


def _rows(table: str) -> Iterator[dict[str, str]]:
    text = resources.read_text(_FOLDER, f"{table}.csv")
    yield from csv.DictReader(text.splitlines(), strict=True)


def _plain(name: str) -> str:
    return " ".join(name.split()).casefold()
