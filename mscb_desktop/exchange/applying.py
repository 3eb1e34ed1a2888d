"""From the rows that a person chose of an import to one change of the board."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from db.board import Board
from db.changes import Change, Entry, Plan, Problem, Refused, create
from db.fields import Value
from db.queries.exchange import last_given
from db.records import RECORDS
from mscb_desktop.exchange.layout import layouts
from mscb_desktop.exchange.model import (
    ImportPlan,
    NewRow,
    PlannedRow,
    PlannedValue,
    Ready,
    RowState,
    WrongCell,
)
from mscb_desktop.exchange.names import number_of

_TAKEN = (RowState.CREATE, RowState.CHANGE)


@dataclass(frozen=True, slots=True)
class Applied:
    """What came of applying an import.

    `entry` is that of the history; None where something was refused, and then nothing was
    written, or where there was nothing to write.
    """

    entry: Entry | None
    wrong: tuple[WrongCell, ...] = ()


def refusals(plan: ImportPlan, left_out: Collection[int]) -> tuple[WrongCell, ...]:
    """Name the rows that cannot be applied because they name a new row that is left out.

    `left_out` holds keys of rows; refused rows are never applied and need not be among them.
    """
    out = frozenset(left_out)
    found = []
    for row in plan.rows if out else ():
        if row.state not in _TAKEN or row.key in out:
            continue
        for name, value in row.after.items():
            if isinstance(value, NewRow) and value.key in out:
                found.append(_names_left_out(plan, row, name, value))
    return tuple(found)


def make_ready(board: Board, plan: ImportPlan, left_out: Collection[int] = ()) -> Ready:
    """Make one change of all rows but those left out, with references for the new ones.

    Taking references is all that this writes; where rows are refused not even that.
    """
    wrong = refusals(plan, left_out)
    if wrong:
        return Ready(Plan("Import"), {}, wrong)
    out = frozenset(left_out)
    chosen = [row for row in plan.rows if row.state in _TAKEN and row.key not in out]
    refs = _take_references(board, chosen)
    created = any(row.state is RowState.CREATE for row in chosen)
    changes = (*changes_of(chosen, refs), *(plan.moved if created else ()))
    what = what_of(plan, len(chosen))
    places = {(row.table, refs[row.key]): row.key for row in chosen}
    return Ready(Plan(what, changes if chosen else ()), places)


def what_of(plan: ImportPlan, count: int) -> str:
    """Say what the history calls the import of so many rows."""
    return f"Import of {plan.source}: {'1 row' if count == 1 else f'{count:,} rows'}"


def apply_import(board: Board, plan: ImportPlan, left_out: Collection[int] = ()) -> Applied:
    """Store all rows but those left out in one change, which one undo takes back.

    Where the board refuses any of it nothing is written, and the reasons come with the rows'
    places. Raises BoardError where the board cannot be written.
    """
    ready = make_ready(board, plan, left_out)
    if ready.wrong or not ready.plan.changes:
        return Applied(None, ready.wrong)
    try:
        return Applied(board.apply(ready.plan.what, ready.plan.changes))
    except Refused as refusal:
        return Applied(None, wrong_cells(plan, ready.places, refusal.problems))


def wrong_cells(
    plan: ImportPlan, places: Mapping[tuple[str, str], int], problems: Sequence[Problem]
) -> tuple[WrongCell, ...]:
    """Give the board's reasons the places that they have in the workbook.

    `places` are those of the Ready that was applied. A reason that belongs to no row of the
    workbook stands at its first row.
    """
    found = []
    for problem in problems:
        key = places.get((problem.table or "", problem.ref or ""), 0)
        row = plan.rows[key]
        field = RECORDS[row.table].fields.get(problem.column or "")
        heading = field.label if field is not None and problem.table == row.table else None
        shown = {cell.heading: cell.after for cell in plan.row(key).cells}
        value = shown.get(heading, "") if heading else ""
        found.append(WrongCell(row.sheet, row.number, heading, value, problem.message, key))
    return tuple(found)


def changes_of(rows: Sequence[PlannedRow], refs: Mapping[int, str]) -> tuple[Change, ...]:
    """List the changes of rows, each record before those that name it.

    `refs` gives the reference of each row. Where two new rows name each other, one of the links
    is set when both are there.
    """
    order = {table: n for n, table in enumerate(layouts())}
    created = [row for row in rows if row.state is RowState.CREATE]
    created.sort(key=lambda row: order[row.table])
    there: set[int] = set()
    first: list[Change] = []
    last: list[Change] = []
    for row in rows:
        if row.state is RowState.CHANGE:
            after = {name: _value(value, refs) for name, value in row.after.items()}
            names_new = any(isinstance(value, NewRow) for value in row.after.values())
            change = Change(row.table, refs[row.key], row.before, after)
            (last if names_new else first).append(change)
    for row in created:
        late = {
            name: value
            for name, value in row.after.items()
            if isinstance(value, NewRow) and value.key not in there
        }
        now = {n: _value(value, refs) for n, value in row.after.items() if n not in late}
        first.append(create(row.table, refs[row.key], **now))
        there.add(row.key)
        if late:
            after = {name: _value(value, refs) for name, value in late.items()}
            last.append(Change(row.table, refs[row.key], dict.fromkeys(late), after))
    return (*first, *last)


def _value(value: PlannedValue, refs: Mapping[int, str]) -> Value:
    return refs[value.key] if isinstance(value, NewRow) else value


def _take_references(board: Board, rows: Sequence[PlannedRow]) -> dict[int, str]:
    """Give every row its reference: its own, or for a new row the next of its kind."""
    refs = {row.key: row.ref for row in rows if row.ref is not None}
    waiting: dict[str, list[int]] = {}
    given: dict[str, int] = {}
    for row in rows:
        if row.state is not RowState.CREATE:
            continue
        if row.ref is None:
            waiting.setdefault(row.table, []).append(row.key)
        else:
            number = number_of(row.ref, RECORDS[row.table].prefix) or 0
            given[row.table] = max(given.get(row.table, 0), number)
    for table, number in given.items():
        with board.reading() as connection:
            last = last_given(connection, table)
        if number > last:
            board.new_refs(table, number - last)
    for table, keys in waiting.items():
        refs |= zip(keys, board.new_refs(table, len(keys)), strict=True)
    return refs


def _names_left_out(plan: ImportPlan, row: PlannedRow, name: str, named: NewRow) -> WrongCell:
    field = RECORDS[row.table].fields[name]
    cell = next(cell for cell in plan.row(row.key).cells if cell.heading == field.label)
    other = plan.rows[named.key]
    return WrongCell(
        row.sheet,
        row.number,
        field.label,
        cell.after,
        f"This names a record that is new in the workbook ({other.sheet}, row {other.number}) "
        "and left out: take that row too, or leave this one out.",
        row.key,
    )
