"""Filters of the register that are kept under a name."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields

from sqlalchemy import Connection

from db.board import Board
from db.changes import Change, Values, create
from db.queries import records
from db.queries.register import Filter
from db.records.plans import SAVED_FILTER, Due, Status
from mscb_desktop.sheet.model import SheetPlan
from mscb_desktop.sheet.order import STEP

TABLE = "saved_filter"
NAMES = tuple(field.name for field in fields(Filter))


@dataclass(frozen=True, slots=True)
class Saved:
    """A filter that is kept."""

    ref: str
    name: str
    wanted: Filter


def saved_filters(connection: Connection) -> list[Saved]:
    """List the filters in their order."""
    refs = [ref for ref, _ in records.positions(connection, TABLE, {})]
    rows = records.rows_by_ref(connection, TABLE, refs)
    return [Saved(ref, str(rows[ref]["name"]), _filter(rows[ref])) for ref in refs]


def save(board: Board, name: str, wanted: Filter) -> SheetPlan:
    """Plan keeping a filter under a name; one of this name becomes this filter."""
    with board.reading() as connection:
        there = records.exactly(connection, TABLE, name)
        placed = records.positions(connection, TABLE, {})
        stored = records.rows_by_ref(connection, TABLE, there)
    values = _values(wanted)
    if there:
        row = stored[there[0]]
        before = {key: row[key] for key, value in values.items() if row[key] != value}
        after = {key: values[key] for key in before}
        changes = (Change(TABLE, there[0], before, after),) if before else ()
        return SheetPlan(f"Filter '{name}' changed", changes)
    (ref,) = board.new_refs(TABLE)
    position = max((place for _, place in placed), default=0) + STEP
    made = create(TABLE, ref, name=name, position=position, **values)
    return SheetPlan(f"Filter '{name}' saved", (made,), created=(ref,))


def rename(kept: Saved, name: str) -> SheetPlan:
    """Plan another name for a filter."""
    change = Change(TABLE, kept.ref, {"name": kept.name}, {"name": name})
    return SheetPlan(f"Filter '{kept.name}' renamed to '{name}'", (change,))


def delete(board: Board, kept: Saved) -> SheetPlan:
    """Plan the deletion of a filter; what it shows stays."""
    with board.reading() as connection:
        changes = records.deletion(connection, TABLE, [kept.ref])
    return SheetPlan(f"Filter '{kept.name}' deleted", tuple(changes))


def problem(name: str, others: Sequence[Saved]) -> str | None:
    """Say why a filter cannot have this name beside `others`; None where it can."""
    if not name.strip():
        return "Type a name for the filter."
    plain = " ".join(name.split()).casefold()
    if any(" ".join(each.name.split()).casefold() == plain for each in others):
        return "There is a filter of this name: type another, or save this one in its place."
    return SAVED_FILTER.fields["name"].problem(name)


def _values(wanted: Filter) -> Values:
    """Give what is stored of a filter; blank for what it leaves open."""
    return {name: getattr(wanted, name) or None for name in NAMES}


def _filter(row: Values) -> Filter:
    def text(name: str) -> str | None:
        return None if row[name] is None else str(row[name])

    status, due = text("status"), text("due")
    return Filter(
        holding=text("holding") or "",
        every_year=bool(row["every_year"]),
        plan=text("plan"),
        agency=text("agency"),
        post=text("post"),
        board_group=text("board_group"),
        leads=bool(row["leads"]),
        objective=text("objective"),
        rag=text("rag"),
        status=Status(status) if status else None,
        due=Due(due) if due else None,
    )
