"""The rows that an action owns in an order, parties and links, brought to what was typed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from db.board import Board
from db.changes import Change, Values, create
from db.fields import Value
from mscb_desktop.sheet.order import STEP
from mscb_desktop.sheet.planning import Typed

Stored = Sequence[tuple[str, Values]]
"""Rows with their references, in their order."""


class Making:
    """Collects rows to be made of several tables, so that references are taken once for each."""

    def __init__(self) -> None:
        self._waiting: dict[str, list[tuple[str, Values]]] = {}

    def add(self, table: str, values: Values, new: str = "") -> None:
        """Add a row; one that names a NEW row of the sheet, `new`, is made if that is."""
        self._waiting.setdefault(table, []).append((new, values))

    def finish(self, board: Board, typed: Typed) -> None:
        """Plan all rows beside what was typed."""
        for table, waiting in self._waiting.items():
            refs = board.new_refs(table, len(waiting))
            for ref, (new, values) in zip(refs, waiting, strict=True):
                made = create(table, ref, **values)
                if new:
                    typed.follow(new, made)
                else:
                    typed.beside.append(made)
        self._waiting.clear()


def arrange(
    table: str, stored: Stored, wanted: Sequence[Values], known_by: Sequence[str]
) -> tuple[list[Change], list[Values]]:
    """Give the changes that make stored rows the wanted ones, and the values of those to be made.

    A stored row is the wanted one that holds the same in the fields of `known_by`. Positions stay
    where the order does.
    """

    def key(values: Values) -> tuple[Value, ...]:
        return tuple(values.get(name) for name in known_by)

    there = {key(values): (ref, values) for ref, values in reversed(stored)}
    kept: list[tuple[str, Values, Values]] = []
    new: list[dict[str, Value]] = []
    order: list[int | None] = []
    for values in wanted:
        found = there.pop(key(values), None)
        if found is None:
            new.append(dict(values))
            order.append(None)
        else:
            kept.append((*found, values))
            order.append(_position(found[1]))
    places = _places(order)
    free = iter([place for place, was in zip(places, order, strict=True) if was is None])
    for values in new:
        values["position"] = next(free)
    settled = iter([place for place, was in zip(places, order, strict=True) if was is not None])
    stays = {ref for ref, _, _ in kept}
    changes = [Change(table, ref, values, None) for ref, values in stored if ref not in stays]
    for ref, was, values in kept:
        after = {**values, "position": next(settled)}
        differs = {name: value for name, value in after.items() if _differs(was[name], value)}
        if differs:
            before = {name: was[name] for name in differs}
            changes.append(Change(table, ref, before, differs))
    return changes, list(new)


def _differs(was: Value, now: Value) -> bool:
    """Tell whether a value differs; a box that nobody ticked is one that says no."""
    return was != now and not (was in (None, False) and now in (None, False))


def _places(order: Sequence[int | None]) -> list[int]:
    """Give each row its position: as before where rows stay in order, with new ones behind."""
    known = [place for place in order if place is not None]
    behind = None in order and any(place is not None for place in order[order.index(None) :])
    if behind or known != sorted(set(known)):
        return [STEP * number for number in range(1, len(order) + 1)]
    last = known[-1] if known else 0
    added = iter(range(1, len(order) + 1))
    return [place if place is not None else last + STEP * next(added) for place in order]


def _position(values: Mapping[str, Value]) -> int:
    place = values.get("position")
    return place if isinstance(place, int) else 0
