"""The groups as the tree they form, whatever day it is, and where a group moves in it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection

from db.board import Board
from db.changes import Plan
from db.queries import groups as queries
from db.queries import records
from db.queries.groups import GroupRow
from mscb_desktop.groups.facts import not_there
from mscb_desktop.sheet import order


@dataclass(frozen=True, slots=True)
class Branch:
    """A group in the tree.

    `members` counts those in the role of a member on the day; `remark` says that there was no
    such group on that day.
    """

    group: GroupRow
    depth: int
    members: int
    remark: str


def branches(connection: Connection, day: dt.date) -> list[Branch]:
    """List all groups, each followed by those that report to it.

    None is lost: groups that report to each other in a circle stand as if they reported to none.
    """
    groups = queries.groups(connection)
    counts = queries.member_counts(connection, day)
    return [
        Branch(group, depth, counts.get(group.ref, 0), not_there(group, day))
        for group, depth in _walk(groups)
    ]


def plan_move(board: Board, ref: str, step: int) -> Plan:
    """Plan moving a group up (step -1) or down (step 1) among those that report to the same."""
    with board.reading() as connection:
        groups = queries.groups(connection)
        placed = dict(records.positions(connection, "board_group", {}))
    there = {group.ref: group for group in groups}
    group = there.get(ref)
    if group is None:
        return Plan("Group moved")
    beside = [
        (each.ref, placed[each.ref])
        for each in groups
        if _parent(each, there) == _parent(group, there)
    ]
    changes = order.move("board_group", beside, [ref], step)
    return Plan(f"{group.name}: moved {'up' if step < 0 else 'down'}", tuple(changes))


def _walk(groups: Sequence[GroupRow]) -> Iterator[tuple[GroupRow, int]]:
    there = {group.ref: group for group in groups}
    below: dict[str | None, list[GroupRow]] = {}
    for group in groups:
        below.setdefault(_parent(group, there), []).append(group)
    seen: set[str] = set()

    def under(parent: str | None, depth: int) -> Iterator[tuple[GroupRow, int]]:
        for group in below.get(parent, ()):
            if group.ref not in seen:
                seen.add(group.ref)
                yield group, depth
                yield from under(group.ref, depth + 1)

    yield from under(None, 0)
    for group in groups:
        if group.ref not in seen:
            seen.add(group.ref)
            yield group, 0
            yield from under(group.ref, 1)


def _parent(group: GroupRow, there: dict[str, GroupRow]) -> str | None:
    return group.parent if group.parent in there else None
