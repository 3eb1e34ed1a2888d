"""Chains of records of one kind, each naming the next: successors, reports to, plans served."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection

from db.changes import Change, Problem
from db.queries import records


@dataclass(frozen=True, slots=True)
class _Chain:
    """A field by which a record names another of its kind, and the words for it."""

    table: str
    field: str
    itself: str
    would: str
    which: str
    remedy: str


_CHAINS = (
    _Chain(
        "agency",
        "successor",
        "cannot be succeeded by itself",
        "would be succeeded by",
        "which is succeeded by",
        "choose another agency, or none",
    ),
    _Chain(
        "board_group",
        "parent",
        "cannot report to itself",
        "would report to",
        "which reports to",
        "choose another group, or none",
    ),
    _Chain(
        "membership",
        "deputy_for",
        "cannot be the deputy of itself",
        "would be the deputy for",
        "which is the deputy for",
        "choose another member, or none",
    ),
    _Chain(
        "plan",
        "objectives_of",
        "cannot serve itself",
        "would serve",
        "which serves",
        "choose another plan, or none",
    ),
    _Chain(
        "plan",
        "follows",
        "cannot follow itself",
        "would follow",
        "which follows",
        "choose another plan, or none",
    ),
    _Chain(
        "action",
        "carried_from",
        "cannot be carried from itself",
        "would be carried from",
        "which is carried from",
        "choose an action of an earlier plan, or none",
    ),
)


def circle(start: str, following: Mapping[str, str | None]) -> tuple[str, ...]:
    """Follow a chain, as of successors; give the way back to its start, () where none leads back.

    The way begins with `start` and ends with the one that leads to it: what leads to itself
    gives itself alone. A circle further on that it is no part of ends the way.
    """
    way = [start]
    seen = {start}
    at = following.get(start)
    while at is not None:
        if at == start:
            return tuple(way)
        if at in seen:
            return ()
        seen.add(at)
        way.append(at)
        at = following.get(at)
    return ()


def keep_chains_open(connection: Connection, changes: Sequence[Change]) -> list[Problem]:
    """Refuse what would lead a record back to itself."""
    found: list[Problem] = []
    for chain in _CHAINS:
        named = [
            change.ref
            for change in changes
            if change.table == chain.table and change.after and change.after.get(chain.field)
        ]
        if named:
            found += _closed(connection, changes, chain, named)
    return found


def _closed(
    connection: Connection, changes: Sequence[Change], chain: _Chain, named: Sequence[str]
) -> list[Problem]:
    following: dict[str, str | None] = dict(records.links_of(connection, chain.table, chain.field))
    for change in changes:
        if change.table == chain.table and change.after and chain.field in change.after:
            value = change.after[chain.field]
            following[change.ref] = str(value) if value else None
    ways = {ref: way for ref in named if (way := circle(ref, following))}
    if not ways:
        return []
    names = records.names(
        connection, chain.table, sorted({ref for way in ways.values() for ref in way})
    )
    for change in changes:
        if change.table == chain.table and change.after and change.after.get("name"):
            names[change.ref] = str(change.after["name"])
    return [
        Problem(
            _words(chain, [names.get(each, each) for each in way]), chain.table, ref, chain.field
        )
        for ref, way in ways.items()
    ]


def _words(chain: _Chain, called: Sequence[str]) -> str:
    if len(called) == 1:
        return f"{called[0]} {chain.itself}: {chain.remedy}."
    steps = f", {chain.which} ".join([*called[1:], called[0]])
    remedy = chain.remedy[:1].upper() + chain.remedy[1:]
    return f"{called[0]} {chain.would} {steps}: that is a circle. {remedy}."
