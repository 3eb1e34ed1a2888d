"""The write path: the one place that changes a record, with its history, in one transaction."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from functools import cache, lru_cache
from typing import Any

from sqlalchemy import Connection, bindparam, delete, func, insert, select, update
from sqlalchemy.exc import IntegrityError

from db import seals
from db.changes import Act, Change, Entry, Problem, Refused, Values
from db.fields import Kind, Value
from db.history import COUNTER, ENTRY, ROW, State, pack
from db.prepared import Prepared
from db.records import RECORDS
from db.still_named import still_named

Guard = Callable[[Connection, Sequence[Change]], Sequence[Problem]]
"""A rule over a whole change, asked inside its transaction before anything is written."""

Completion = Callable[[Connection, Sequence[Change], dt.date], Sequence[Change]]
"""Gives a change with what follows from it today: the days that a deadline's text names."""

_ADD_ENTRY = Prepared(insert(ENTRY), ("at", "who", "what", "act", "of", "state", "seal"))
_ADD_ROW = Prepared(insert(ROW), tuple(column.name for column in ROW.columns))
_ABANDON = Prepared(
    update(ENTRY)
    .where(ENTRY.c.act == Act.DO, ENTRY.c.state == State.UNDONE)
    .values(state=State.ABANDONED)
)
_SET_STATE = Prepared(
    update(ENTRY).where(ENTRY.c.number == bindparam("number_")).values(state=bindparam("state_"))
)


def write(
    connection: Connection,
    changes: Sequence[Change],
    *,
    what: str,
    who: str,
    at: dt.datetime,
    act: Act = Act.DO,
    of: int | None = None,
    guards: Sequence[Guard] = (),
) -> Entry:
    """Write `changes` and their history entry in the transaction that `connection` is in.

    Raises Refused, with every reason, where a value does not fit its field, a guard objects, a
    row is no longer as `before` says, or another record still names a deleted one. The caller
    rolls back then.
    """
    problems = [problem for change in changes for problem in _misfits(change)]
    if not problems:
        problems = [problem for guard in guards for problem in guard(connection, changes)]
    if problems:
        raise Refused(problems)
    steps: dict[str, int] = {}
    for change in changes:
        steps[change.table] = steps.get(change.table, 0) + _write_row(connection, change)
    for table, step in steps.items():
        seals.shift(connection, table, step)
    return _keep(connection, changes, what=what, who=who, at=at, act=act, of=of)


def take_refs(connection: Connection, table: str, count: int) -> list[str]:
    """Take the next `count` permanent references of a table; none is ever given twice."""
    prefix = RECORDS[table].prefix
    last = connection.execute(
        select(COUNTER.c.last).where(COUNTER.c.prefix == prefix)
    ).scalar_one_or_none()
    before = 0 if last is None else seals.row(COUNTER.name, (last, prefix))
    if last is None:
        last = 0
        connection.execute(insert(COUNTER).values(prefix=prefix, last=count))
    else:
        connection.execute(
            update(COUNTER).where(COUNTER.c.prefix == prefix).values(last=last + count)
        )
    after = seals.row(COUNTER.name, (last + count, prefix))
    seals.shift(connection, COUNTER.name, after - before)
    return [f"{prefix}-{number:04d}" for number in range(last + 1, last + count + 1)]


def _misfits(change: Change) -> list[Problem]:
    if change.after is None:
        return []
    fields = RECORDS[change.table].fields
    checked = fields if change.before is None else change.after
    problems = []
    for name in checked:
        field = fields.get(name)
        message = field.problem(change.after.get(name)) if field else None
        if message:
            problems.append(Problem(message, change.table, change.ref, name))
    return problems


def _write_row(connection: Connection, change: Change) -> int:
    """Write one row; give the step that its table's sum takes."""
    names = _columns(change.table)
    if change.before is None:
        assert change.after is not None
        statement = _insert(change.table)
        values: dict[str, Any] = {"ref": change.ref, **change.after}
        before: Values = {}
    elif change.after is None:
        # Every column is compared, so that nothing typed meanwhile is deleted unseen.
        before = {name: change.before.get(name) for name in names if name != "ref"}
        statement = _delete(change.table)
        values = {}
    else:
        before = change.before
        statement = _update(change.table, tuple(before))
        values = {f"new_{name}": value for name, value in change.after.items()}
    values |= {f"old_{name}": value for name, value in before.items()} | {"ref_": change.ref}
    try:
        found = statement.run(connection, values).fetchall()
    except IntegrityError as error:
        raise Refused([_clash(connection, change, error)]) from error
    if len(found) != 1:
        raise Refused([_no_longer(connection, change, before)])
    hashed = seals.row(change.table, found[0])
    if change.before is None:
        return hashed
    if change.after is None:
        return -hashed
    was = [
        seals.stored(before[name]) if name in before else value
        for name, value in zip(names, found[0], strict=True)
    ]
    return hashed - seals.row(change.table, was)


@cache
def _columns(table_name: str) -> tuple[str, ...]:
    """List a table's columns in the order in which their values are sealed."""
    return tuple(sorted(column.name for column in RECORDS[table_name].table.columns))


def _giving_back(statement: Any, table_name: str) -> Any:
    columns = RECORDS[table_name].table.c
    return statement.returning(*(columns[name] for name in _columns(table_name)))


@cache
def _insert(table_name: str) -> Prepared:
    table = RECORDS[table_name].table
    return Prepared(
        _giving_back(insert(table), table_name), tuple(column.name for column in table.columns)
    )


@lru_cache(maxsize=512)
def _update(table_name: str, names: tuple[str, ...]) -> Prepared:
    table = RECORDS[table_name].table
    statement = (
        update(table)
        .where(table.c.ref == bindparam("ref_"), *_unchanged(table_name, names))
        .values({name: bindparam(f"new_{name}") for name in names})
    )
    return Prepared(_giving_back(statement, table_name))


@cache
def _delete(table_name: str) -> Prepared:
    table = RECORDS[table_name].table
    names = tuple(name for name in _columns(table_name) if name != "ref")
    statement = delete(table).where(
        table.c.ref == bindparam("ref_"), *_unchanged(table_name, names)
    )
    return Prepared(_giving_back(statement, table_name))


def _unchanged(table_name: str, names: tuple[str, ...]) -> list[Any]:
    columns = RECORDS[table_name].table.c
    return [
        columns[name].is_not_distinct_from(bindparam(f"old_{name}", type_=columns[name].type))
        for name in names
    ]


def _keep(
    connection: Connection,
    changes: Sequence[Change],
    *,
    what: str,
    who: str,
    at: dt.datetime,
    act: Act,
    of: int | None,
) -> Entry:
    """Write the history entry and its rows, sealed; move the marks that undo and redo follow."""
    if act in (Act.UNDO, Act.REDO):
        state = State.UNDONE if act is Act.UNDO else State.DONE
        _SET_STATE.run(connection, {"number_": of, "state_": state})
    else:
        _ABANDON.run(connection, {})
    rows = [(str(c.table), str(c.ref), pack(c.before), pack(c.after)) for c in changes]
    facts = (at.isoformat(timespec="seconds"), who, what, str(act), of)
    seal = seals.link(seals.total(connection, seals.CHAIN), seals.content(facts, rows))
    seals.set_total(connection, seals.CHAIN, seal)
    values = dict(zip(("at", "who", "what", "act", "of"), facts, strict=True))
    added = _ADD_ENTRY.run(connection, {**values, "state": State.DONE, "seal": seal})
    number = int(added.lastrowid)
    for place, (table, ref, before, after) in enumerate(rows):
        _ADD_ROW.run(
            connection,
            {
                "entry": number,
                "place": place,
                "table_name": table,
                "ref": ref,
                "before": before,
                "after": after,
            },
        )
    touched = frozenset((change.table, change.ref) for change in changes)
    return Entry(number, at, who, what, act, touched)


def _no_longer(connection: Connection, change: Change, before: Values) -> Problem:
    """Say what stands in the row now instead of what the change expected."""
    record = RECORDS[change.table]
    row = (
        connection.execute(select(record.table).where(record.table.c.ref == change.ref))
        .mappings()
        .first()
    )
    if row is None:
        message = f"{record.title} {change.ref} is no longer there: it was deleted meanwhile."
        return Problem(message, change.table, change.ref)
    for name, value in before.items():
        if row[name] != value:
            field = record.fields.get(name)
            label = field.label if field else name.replace("_", " ")
            message = (
                f"{record.title} {change.ref}: {label} was changed meanwhile. It holds "
                f"{_words(row[name])} now, not {_words(value)}. Look at it and type again."
            )
            return Problem(message, change.table, change.ref, name)
    message = f"{record.title} {change.ref} was changed meanwhile. Look at it and try again."
    return Problem(message, change.table, change.ref)


def _clash(connection: Connection, change: Change, error: IntegrityError) -> Problem:
    """Say which rule of the database a row breaks."""
    if change.after is None:
        return still_named(connection, change)
    record = RECORDS[change.table]
    for name, value in change.after.items():
        field = record.fields.get(name)
        if field is None or value is None:
            continue
        column = record.table.c[name]
        if field.kind is Kind.LOOKUP and field.target:
            target = RECORDS[field.target]
            there = select(func.count()).where(target.table.c.ref == value)
            if not connection.execute(there).scalar_one():
                message = f"{field.label}: there is no {target.title.lower()} {_words(value)}."
                return Problem(message, change.table, change.ref, name)
        others = select(func.count()).where(column == value, record.table.c.ref != change.ref)
        if column.unique and connection.execute(others).scalar_one():
            message = f"{field.label}: {_words(value)} is there already."
            return Problem(message, change.table, change.ref, name)
    message = f"{record.title} {change.ref} is there already, or one that says the same."
    return Problem(message, change.table, change.ref)


def _words(value: Value) -> str:
    if value is None:
        return "nothing"
    if isinstance(value, bytes):
        return "a picture"
    return f"'{value:%d/%m/%Y}'" if isinstance(value, dt.date) else f"'{value}'"
