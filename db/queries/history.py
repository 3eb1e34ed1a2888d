"""What the history holds: entries that fit a filter, their rows, and names of what is gone."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import partial
from typing import Any

from sqlalchemy import ColumnElement, Connection, func, select

from db.changes import Act, Change
from db.fields import Value
from db.history import ENTRY, ROW, State, change_of
from db.queries.called import name_from
from db.queries.records import Named, names, search
from db.records import RECORDS

_AT_ONCE = 500
"""Entries asked for in one query; SQLite takes a limited number of parameters."""


class Doing(StrEnum):
    """What people did with a change."""

    TYPED = "typed"
    TAKEN_BACK = "taken back"
    UNDONE = "undone"
    REDONE = "redone"
    BEGUN = "begun"


@dataclass(frozen=True, slots=True)
class Filter:
    """Which entries are wanted; None and '' leave a question open.

    `ref` is a record's reference, `table` its kind; `since` and `until` are days, both included;
    `words` stand in what the entry says it did.
    """

    ref: str | None = None
    table: str | None = None
    who: str | None = None
    since: dt.date | None = None
    until: dt.date | None = None
    words: str = ""
    doing: Doing | None = None


@dataclass(frozen=True, slots=True)
class EntryRow:
    """One entry: when, who, what, and whether its change stands.

    `of` is the entry that this one undid, did again or took back; `taken_back_by` the last one
    that took this one back and stands, `in_part` where it changed fewer rows; `rows` counts the
    rows that this one changed.
    """

    number: int
    at: dt.datetime
    who: str
    what: str
    act: Act
    of: int | None
    state: State
    rows: int
    taken_back_by: int | None = None
    in_part: bool = False

    @property
    def doing(self) -> Doing:
        """What this entry did, in one word."""
        if self.act is Act.DO:
            return Doing.TYPED if self.of is None else Doing.TAKEN_BACK
        return _DOINGS[self.act]


_DOINGS = {Act.UNDO: Doing.UNDONE, Act.REDO: Doing.REDONE, Act.BEGIN: Doing.BEGUN}


def table_of(ref: str) -> str | None:
    """Give the table whose records have references like this one."""
    prefix = ref.rpartition("-")[0] or ref
    return next((name for name, record in RECORDS.items() if record.prefix == prefix), None)


def find(connection: Connection, wanted: Filter) -> Sequence[int]:
    """Give the numbers of the entries that fit, the newest first."""
    if wanted == Filter():
        count, last = connection.execute(select(func.count(), func.max(ENTRY.c.number))).one()
        # Numbers have no gaps, so that a history of any length is counted and not read.
        if count == (last or 0):
            return range(count, 0, -1)
    query = select(ENTRY.c.number).where(*_conditions(wanted)).order_by(ENTRY.c.number.desc())
    return list(connection.execute(query).scalars())


def entries(connection: Connection, numbers: Sequence[int]) -> list[EntryRow]:
    """Read a page of entries, in the order of `numbers`."""
    found: dict[int, EntryRow] = {}
    changed = (
        select(func.count()).where(ROW.c.entry == ENTRY.c.number).scalar_subquery().label("rows")
    )
    for start in range(0, len(numbers), _AT_ONCE):
        page = numbers[start : start + _AT_ONCE]
        takers = taken_back(connection, page)
        sizes = _sizes(connection, list(takers.values()))
        for row in connection.execute(select(ENTRY, changed).where(ENTRY.c.number.in_(page))):
            found[row.number] = EntryRow(
                row.number,
                dt.datetime.fromisoformat(row.at),
                row.who,
                row.what,
                Act(row.act),
                row.of,
                State(row.state),
                row.rows,
                takers.get(row.number),
                row.number in takers and sizes[takers[row.number]] < row.rows,
            )
    return [found[number] for number in numbers if number in found]


def taken_back(connection: Connection, numbers: Sequence[int]) -> dict[int, int]:
    """Give, for those of `numbers` that a later change took back, that change's number.

    Where that was undone, or taken back itself, the first stands again.
    """
    # Asked by `of` alone, whose index is small; acts and states fit nearly every entry.
    query = select(ENTRY.c.of, ENTRY.c.number, ENTRY.c.act, ENTRY.c.state)
    found = connection.execute(query.where(ENTRY.c.of.in_(numbers)).order_by(ENTRY.c.number))
    takers = [
        (of, number) for of, number, act, state in found if act == Act.DO and state == State.DONE
    ]
    if not takers:
        return {}
    fallen = taken_back(connection, [taker for _, taker in takers])
    return {number: taker for number, taker in takers if taker not in fallen}


def undoing(connection: Connection, number: int) -> EntryRow | None:
    """Give the entry that undid this one last."""
    query = select(func.max(ENTRY.c.number)).where(ENTRY.c.of == number, ENTRY.c.act == Act.UNDO)
    last = connection.execute(query).scalar_one()
    return entries(connection, [last])[0] if last else None


def place_in(connection: Connection, number: int, ref: str) -> int:
    """Give the place, counted from 0, of a record's first row in an entry; 0 where it has none."""
    query = select(func.min(ROW.c.place)).where(ROW.c.entry == number, ROW.c.ref == ref)
    return connection.execute(query).scalar_one() or 0


def people(connection: Connection) -> list[str]:
    """List everybody who changed something, by name."""
    query = select(ENTRY.c.who).distinct()
    return sorted(connection.execute(query).scalars(), key=str.casefold)


def tables(connection: Connection) -> list[str]:
    """List the kinds of record that the history tells of, also those that no longer exist."""
    found: list[str] = []
    while True:
        after = found[-1] if found else ""
        query = select(func.min(ROW.c.table_name)).where(ROW.c.table_name > after)
        name = connection.execute(query).scalar_one()
        if name is None:
            return found
        found.append(name)


def suggest(connection: Connection, table: str | None, text: str, limit: int) -> list[Named]:
    """Find records by reference or a part of their name: those that exist, then deleted ones.

    `detail` says the kind and the reference, and which are deleted.
    """
    wanted = text.strip()
    kinds = [name for name in RECORDS if table in (None, name)]
    found: dict[str, Named] = {}
    kind = table_of(wanted.upper())
    if kind in kinds:
        found |= _named(connection, [(kind, wanted.upper())])
    for kind in kinds:
        for ref, name in _there(connection, kind, wanted, limit):
            found.setdefault(ref, _offer(kind, ref, name))
    if wanted and len(found) < limit:
        for ref, named in _named(connection, _deleted(connection, kinds, wanted, limit)).items():
            if wanted.casefold() in named.name.casefold():
                found.setdefault(ref, named)
    return list(found.values())[:limit]


def last_names(connection: Connection, table: str, refs: Iterable[str]) -> dict[str, str]:
    """Give what records were called last, as far as the history knows."""
    if table not in RECORDS:
        return {}
    record = RECORDS[table]
    found: dict[str, str] = {}
    for ref in refs:
        last: dict[str, Value] = {}
        for _, change in _changes_of(connection, table, ref):
            side = change.before if change.after is None else change.after
            last = {**(side or {}), **last}
            if all(name in last for name in record.shown_by):
                break
        name = name_from(record, last, partial(_name_now_or_last, connection))
        if name:
            found[ref] = name
    return found


def _name_now_or_last(connection: Connection, table: str, ref: str) -> str:
    now = names(connection, table, [ref]) or last_names(connection, table, [ref])
    return now.get(ref, ref)


def last_change(
    connection: Connection, table: str, ref: str, column: str | None, after: int
) -> EntryRow | None:
    """Give the newest entry after a number that changed a cell, or made or deleted its row."""
    for number, change in _changes_of(connection, table, ref, after):
        if change.before is None or change.after is None or column in change.after:
            return entries(connection, [number])[0]
    return None


def naming(connection: Connection, table: str, ref: str) -> list[tuple[str, str, str]]:
    """List the cells (table, reference, column) that name a record now."""
    found: list[tuple[str, str, str]] = []
    for record in RECORDS.values():
        for field in record.fields.values():
            if field.target == table:
                query = select(record.table.c.ref).where(record.table.c[field.name] == ref)
                refs = connection.execute(query).scalars()
                found += [(record.name, naming_ref, field.name) for naming_ref in refs]
    return found


def _sizes(connection: Connection, numbers: Sequence[int]) -> dict[int, int]:
    """Count the rows of entries."""
    if not numbers:
        return {}
    query = select(ROW.c.entry, func.count()).where(ROW.c.entry.in_(numbers)).group_by(ROW.c.entry)
    return dict.fromkeys(numbers, 0) | {row[0]: row[1] for row in connection.execute(query)}


def _conditions(wanted: Filter) -> list[ColumnElement[bool]]:
    entry = ENTRY.c
    found: list[ColumnElement[bool]] = []
    table = wanted.table or (table_of(wanted.ref) if wanted.ref else None)
    touching = select(ROW.c.entry)
    if wanted.ref is not None:
        touching = touching.where(ROW.c.ref == wanted.ref)
    if table is not None:
        touching = touching.where(ROW.c.table_name == table)
    if table is not None or wanted.ref is not None:
        found.append(entry.number.in_(touching))
    if wanted.who is not None:
        found.append(entry.who == wanted.who)
    if wanted.since is not None:
        found.append(entry.at >= wanted.since.isoformat())
    if wanted.until is not None:
        found.append(entry.at < (wanted.until + dt.timedelta(days=1)).isoformat())
    if wanted.words.strip():
        found.append(entry.what.icontains(wanted.words.strip(), autoescape=True))
    if wanted.doing is not None:
        found += _CONDITIONS[wanted.doing]
    return found


_CONDITIONS: dict[Doing, list[Any]] = {
    Doing.TYPED: [ENTRY.c.act == Act.DO, ENTRY.c.of.is_(None)],
    Doing.TAKEN_BACK: [ENTRY.c.act == Act.DO, ENTRY.c.of.is_not(None)],
    Doing.UNDONE: [ENTRY.c.act == Act.UNDO],
    Doing.REDONE: [ENTRY.c.act == Act.REDO],
    Doing.BEGUN: [ENTRY.c.act == Act.BEGIN],
}


def _changes_of(
    connection: Connection, table: str, ref: str, after: int = 0
) -> Iterator[tuple[int, Change]]:
    """Give what the entries after a number did to a record, the newest first."""
    query = (
        select(ROW.c.entry, ROW.c.table_name, ROW.c.ref, ROW.c.before, ROW.c.after)
        .where(ROW.c.table_name == table, ROW.c.ref == ref, ROW.c.entry > after)
        .order_by(ROW.c.entry.desc(), ROW.c.place.desc())
    )
    for number, *row in connection.execute(query):
        yield number, change_of(*row)


def _there(connection: Connection, kind: str, text: str, limit: int) -> list[tuple[str, str]]:
    """List (reference, name) of records that are there and whose names hold a text."""
    return [(named.ref, named.name) for named in search(connection, kind, text, limit)]


def _deleted(
    connection: Connection, kinds: Sequence[str], text: str, limit: int
) -> list[tuple[str, str]]:
    """List (table, reference) of records that were deleted while they held a text."""
    query = (
        select(ROW.c.table_name, ROW.c.ref)
        .where(ROW.c.table_name.in_(kinds), ROW.c.after.is_(None))
        .where(ROW.c.before.icontains(text, autoescape=True))
        .order_by(ROW.c.entry.desc())
        .limit(limit)
    )
    return [(row[0], row[1]) for row in connection.execute(query)]


def _named(connection: Connection, wanted: Sequence[tuple[str, str]]) -> dict[str, Named]:
    """Give the records as they are offered; those that neither are nor were are left out."""
    found: dict[str, Named] = {}
    for table, ref in wanted:
        name = names(connection, table, [ref]).get(ref)
        if name is not None:
            found[ref] = _offer(table, ref, name)
            continue
        last = last_names(connection, table, [ref]).get(ref)
        if last is not None or next(_changes_of(connection, table, ref), None) is not None:
            found[ref] = _offer(table, ref, last or ref, "deleted")
    return found


def _offer(table: str, ref: str, name: str, *more: str) -> Named:
    return Named(ref, name, " · ".join((RECORDS[table].title, ref, *more)))
