"""Where actions stand in their plan: put in between, moved, taken into another section."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby

from db.board import Board
from db.changes import Change, create
from db.fields import Value
from db.records.plans import Status
from mscb_desktop.plans.book import Book, Part
from mscb_desktop.plans.model import Action
from mscb_desktop.plans.table.rows import NewRow
from mscb_desktop.sheet import order
from mscb_desktop.sheet.model import new_section

_TABLE = "action"


def put_in(
    board: Board, book: Book, plan: str, at: str, count: int
) -> tuple[list[Change], tuple[str, ...]]:
    """Plan empty actions above a row; above a heading they end the section before it."""
    placed = _placed(book.actions(plan))
    action = book.register.actions.get(at)
    values: dict[str, Value] = {}
    if action is not None and action.plan == plan:
        values = {"plan_section": action.section, "part_of": action.part_of}
        index = [ref for ref, _ in placed].index(at)
    else:
        section = _section_above(list(book.parts(plan)), at)
        values = {"plan_section": section}
        index = len(placed)
    return _made(board, plan, placed, index, values, count)


def put_below(
    board: Board, book: Book, plan: str, above: Action
) -> tuple[list[Change], tuple[str, ...]]:
    """Plan an empty action point behind the others of an action."""
    placed = _placed(book.actions(plan))
    values: dict[str, Value] = {"plan_section": above.section, "part_of": above.ref}
    refs = {above.ref, *(point.ref for point in book.register.points(above.ref))}
    index = max(n for n, (ref, _) in enumerate(placed, 1) if ref in refs)
    return _made(board, plan, placed, index, values, 1)


def moved(book: Book, plan: str, refs: Sequence[str], step: int) -> list[Change]:
    """List the changes that move actions up or down among their own, points among points.

    What stands at the end of its section goes into the next one.
    """
    parts = list(book.parts(plan))
    changes: list[Change] = []
    for part in parts:
        for block in _blocks(part.actions):
            changes += order.move(_TABLE, _placed(block), refs, step)
    return changes or _across(book, parts, refs, step)


def _across(book: Book, parts: Sequence[Part], refs: Sequence[str], step: int) -> list[Change]:
    chosen = set(refs)
    for number, part in enumerate(parts):
        tops = [one for one in part.actions if one.part_of is None]
        going = [one for one in tops if one.ref in chosen]
        to = number + step
        if not going:
            continue
        if len(going) < len(chosen) or not 0 <= to < len(parts):
            return []
        section = parts[to].section
        there = [one for one in parts[to].actions if one.part_of is None]
        index = 0 if step > 0 else len(there)
        new, shifted = order.put_in(_TABLE, _placed(there), {index: [one.ref for one in going]})
        changes = list(shifted)
        for one in going:
            into: Mapping[str, Value] = {"plan_section": section.ref if section else None}
            was: Mapping[str, Value] = {"plan_section": one.section}
            place = {"position": one.position}, {"position": new[one.ref]}
            changes.append(Change(_TABLE, one.ref, {**was, **place[0]}, {**into, **place[1]}))
            changes += [
                Change(_TABLE, point.ref, {"plan_section": point.section}, into)
                for point in book.register.points(one.ref)
                if point.part_of == one.ref and point.section != into["plan_section"]
            ]
        return changes
    return []


def _made(
    board: Board,
    plan: str,
    placed: Sequence[tuple[str, int]],
    index: int,
    values: Mapping[str, Value],
    count: int,
) -> tuple[list[Change], tuple[str, ...]]:
    refs = board.new_refs(_TABLE, count)
    places, shifted = order.put_in(_TABLE, placed, {index: refs})
    made = [
        create(_TABLE, ref, plan=plan, status=Status.OPEN, position=places[ref], **values)
        for ref in refs
    ]
    return [*shifted, *made], tuple(refs)


def _section_above(parts: Sequence[Part], at: str) -> str | None:
    """Give the section that ends above a heading, or that an empty line belongs to."""
    key = new_section(at)
    if key is not None:
        return NewRow.read(key).section
    above = None
    for part in parts:
        if part.section is not None and part.section.ref == at:
            return above
        above = part.section.ref if part.section else None
    return above


def _blocks(actions: Sequence[Action]) -> Iterator[list[Action]]:
    """Part a section's actions into those that can trade places."""

    def above(action: Action) -> str:
        return action.part_of or ""

    for _, block in groupby(sorted(actions, key=above), key=above):
        yield sorted(block, key=lambda one: one.position)


def _placed(actions: Sequence[Action]) -> list[tuple[str, int]]:
    return [(one.ref, one.position) for one in sorted(actions, key=lambda one: one.position)]
