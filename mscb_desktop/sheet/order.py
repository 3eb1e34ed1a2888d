"""Where rows stand in an ordered list: whole numbers with room between them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from db.changes import Change

STEP = 1024
"""Room left between two rows, so that a row put between them seldom moves others."""


def put_in(
    table: str, placed: Sequence[tuple[str, int]], new: Mapping[int, Sequence[str]]
) -> tuple[dict[str, int], list[Change]]:
    """Give the positions of new rows, which go in before the row at their index.

    `placed` lists (reference, position) in order; `new` holds references by index in it. Where
    the room between two rows is used up, the whole list is placed anew, and the changes that
    do so are given too.
    """
    positions: dict[str, int] = {}
    for index, refs in new.items():
        room = _between(placed, index, len(refs))
        if room is None:
            return _anew(table, placed, new)
        positions |= zip(refs, room, strict=True)
    return positions, []


def move(
    table: str, placed: Sequence[tuple[str, int]], refs: Sequence[str], step: int
) -> list[Change]:
    """List the changes that move rows one place up (step -1) or down (step 1).

    The rows trade positions with their neighbours; a block at the end of the list stays.
    """
    order = [ref for ref, _ in placed]
    chosen = set(refs)
    indices = [index for index, ref in enumerate(order) if ref in chosen]
    for index in indices if step < 0 else reversed(indices):
        other = index + step
        if 0 <= other < len(order) and order[other] not in chosen:
            order[index], order[other] = order[other], order[index]
    was = dict(placed)
    return [
        Change(table, ref, {"position": was[ref]}, {"position": position})
        for ref, (_, position) in zip(order, placed, strict=True)
        if was[ref] != position
    ]


def _between(placed: Sequence[tuple[str, int]], index: int, count: int) -> list[int] | None:
    before = placed[index - 1][1] if index else None
    after = placed[index][1] if index < len(placed) else None
    if before is None and after is not None:
        return [after - STEP * (count - n) for n in range(count)]
    start = before if before is not None else 0
    step = STEP if after is None else min(STEP, (after - start) // (count + 1))
    return [start + step * (n + 1) for n in range(count)] if step else None


def _anew(
    table: str, placed: Sequence[tuple[str, int]], new: Mapping[int, Sequence[str]]
) -> tuple[dict[str, int], list[Change]]:
    order: list[str] = []
    for index, (ref, _) in enumerate(placed):
        order += [*new.get(index, ()), ref]
    order += new.get(len(placed), ())
    places = {ref: STEP * (n + 1) for n, ref in enumerate(order)}
    changes = [
        Change(table, ref, {"position": old}, {"position": places[ref]})
        for ref, old in placed
        if old != places[ref]
    ]
    return {ref: places[ref] for refs in new.values() for ref in refs}, changes
