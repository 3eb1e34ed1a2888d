"""Where new rows go in the lists that people keep in order: where they stand on the sheet."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from db.changes import Change
from db.fields import Value
from db.queries.exchange import ordered_within
from db.records.budget import BUDGET_LINE, LineKind
from mscb_desktop.exchange.kinds import StoredKind
from mscb_desktop.exchange.model import PlannedRow, PlannedValue, RowState
from mscb_desktop.sheet.order import put_in

_POSITION = 1
"""Where a stored row holds its position."""
_Group = tuple[PlannedValue, ...]


@dataclass(slots=True)
class _List:
    """One ordered list: its rows in the board, and the new ones by the index they go in before."""

    placed: list[tuple[str, int]] = field(default_factory=list)
    joining: dict[int, list[PlannedRow]] = field(default_factory=dict)
    waiting: list[PlannedRow] = field(default_factory=list)
    """New rows above the first of the list's own rows on the sheet."""
    index: int | None = None
    """Behind which of the board's rows the sheet has come."""


def place_new(kind: StoredKind, rows: Iterable[PlannedRow]) -> list[Change]:
    """Give the new ones among the rows of a kind, in the order of the sheet, their positions.

    A new row goes in behind the row of its list that it stands behind on the sheet, or before
    the first; where none of its list is on the sheet, it goes to the end. Below a budget's total
    nothing goes. Rows of the board keep their order. Gives the changes of position that make room.
    """
    names = ordered_within(kind.record.name)
    lists = _stored_lists(kind, names)
    where = {
        ref: (group, index)
        for group, found in lists.items()
        for index, (ref, _) in enumerate(found.placed)
    }
    for row in rows:
        if row.state is RowState.CREATE:
            found = lists.setdefault(tuple(row.after.get(name) for name in names), _List())
            if found.index is None:
                found.waiting.append(row)
            else:
                index = _above_total(kind, found.placed, found.index, row)
                found.joining.setdefault(index, []).append(row)
        elif row.ref in where:
            group, index = where[row.ref]
            _pass_by(lists[group], index)
    return [change for found in lists.values() for change in _join(kind, found)]


def _stored_lists(kind: StoredKind, names: Sequence[str]) -> dict[_Group, _List]:
    lists: dict[_Group, _List] = {}
    places = [kind.places[name] for name in names]
    for ref, row in kind.rows.items():
        position = row[_POSITION]
        assert isinstance(position, int)
        group: tuple[Value, ...] = tuple(row[place] for place in places)
        lists.setdefault(group, _List()).placed.append((ref, position))
    return lists


def _pass_by(found: _List, index: int) -> None:
    if found.waiting:
        found.joining.setdefault(index, []).extend(found.waiting)
        found.waiting = []
    found.index = index + 1


def _join(kind: StoredKind, found: _List) -> list[Change]:
    for row in found.waiting:
        index = _above_total(kind, found.placed, len(found.placed), row)
        found.joining.setdefault(index, []).append(row)
    if not found.joining:
        return []
    rows = {f"new:{row.key}": row for joining in found.joining.values() for row in joining}
    new = {n: [f"new:{row.key}" for row in joining] for n, joining in found.joining.items()}
    positions, moved = put_in(kind.record.name, found.placed, new)
    for name, row in rows.items():
        row.after["position"] = positions[name]
    return moved


def _above_total(
    kind: StoredKind, placed: Sequence[tuple[str, int]], index: int, row: PlannedRow
) -> int:
    """Give where a new row goes that would stand below the total of a budget's side.

    New lines are typed at the end of the sheet: they join the last row of their kind.
    """
    if kind.record is not BUDGET_LINE or not index:
        return index
    kinds = [kind.value(ref, "kind") for ref, _ in placed[:index]]
    if kinds[-1] != LineKind.TOTAL:
        return index
    alike = [n for n, found in enumerate(kinds, 1) if found == row.after.get("kind")]
    return alike[-1] if alike and row.after.get("kind") != LineKind.TOTAL else index - 1
