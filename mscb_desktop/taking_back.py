"""Take back an older change where its rows still allow it, and say why not where they do not.

It is a change of its own: it names the entry that it takes back, and can itself be undone.
"""

from __future__ import annotations

from sqlalchemy import Connection

from db.changes import Act, Change, Plan, Problem
from db.fields import Value
from db.history import State, last_begin, rows_of
from db.queries import history, records
from db.queries.history import EntryRow
from db.records import RECORDS
from mscb_desktop.guards import GUARDS
from mscb_desktop.history import Names, label_of

_TAKEN_BACK, _PUT_BACK = "Taken back: ", "Put back: "

_Key = tuple[str, str]
_Row = dict[str, Value]


def plan_taking_back(connection: Connection, number: int) -> Plan:
    """Plan to swap the sides of an entry's rows.

    A row is swapped as a whole or not at all; later changes of its other cells do not matter.
    The plan's problems say for each cell or row why it stays as it is.
    """
    (entry,) = history.entries(connection, [number])
    what = _words(entry)
    reason = why_never(connection, entry)
    if reason is not None:
        return Plan(what, problems=(Problem(reason),), of=number)
    attempt = _Attempt(connection, number)
    changes = attempt.changes()
    problems = list(attempt.problems)
    if changes:
        refused = [problem for guard in GUARDS for problem in guard(connection, changes)]
        if refused:
            problems += refused
            changes = ()
    return Plan(what, changes, tuple(problems), of=number)


def _words(entry: EntryRow) -> str:
    if entry.of is not None and entry.what.startswith(_TAKEN_BACK):
        return _PUT_BACK + entry.what.removeprefix(_TAKEN_BACK)
    return _TAKEN_BACK + entry.what.removeprefix(_PUT_BACK)


def why_never(connection: Connection, entry: EntryRow) -> str | None:
    """Say why an entry cannot be taken back whatever its rows hold; None where that decides."""
    if entry.act is Act.BEGIN:
        return "Undo stops here: this cannot be taken back."
    if entry.act is not Act.DO:
        return f"This undid or did again change {entry.of:,}: look there."
    if entry.taken_back_by is not None and not entry.in_part:
        return f"Change {entry.taken_back_by:,} took this back already."
    if entry.state is not State.DONE:
        return "This was undone already."
    last = last_begin(connection)
    if entry.number < last:
        (begin,) = history.entries(connection, [last])
        return (
            f"This came before ‘{begin.what}’ on {begin.at:%d/%m/%Y %H:%M}, where undo stops. "
            "It can be read here, and typed again by hand."
        )
    if not entry.rows:
        return "This changed no rows."
    return None


class _Attempt:
    """One try at swapping an entry's rows on paper, as the board is now."""

    def __init__(self, connection: Connection, number: int) -> None:
        self._connection = connection
        self._number = number
        self._entry = list(reversed(rows_of(connection, number)))
        self._many = len({(change.table, change.ref) for change in self._entry}) > 1
        self._names = Names(connection)
        self._stored: dict[_Key, _Row] = {}
        for table in {change.table for change in self._entry if change.table in RECORDS}:
            refs = [change.ref for change in self._entry if change.table == table]
            found = records.rows_by_ref(connection, table, refs)
            self._stored |= {(table, ref): dict(values) for ref, values in found.items()}
        self._now: dict[_Key, _Row | None] = {}
        self.problems: list[Problem] = []

    def changes(self) -> tuple[Change, ...]:
        """Swap what can be swapped; a row that stays may keep others that lean on it."""
        kept: set[_Key] = set()
        while True:
            self._now = {key: dict(row) for key, row in self._stored.items()}
            done: list[Change] = []
            before = len(kept)
            for change in self._entry:
                key = (change.table, change.ref)
                if key in kept:
                    continue
                problems = self._problems(change)
                if problems:
                    self.problems += problems
                    kept.add(key)
                else:
                    done.append(self._swap(change))
            if len(kept) == before:
                return tuple(done)

    def _swap(self, change: Change) -> Change:
        key = (change.table, change.ref)
        if change.before is None:
            now, self._now[key] = self._now[key], None
            return Change(*key, now, None)
        if change.after is None:
            columns = RECORDS[change.table].table.columns.keys()
            self._now[key] = {name: change.before.get(name) for name in columns if name != "ref"}
            return Change(*key, None, dict(change.before))
        row = self._now[key]
        assert row is not None
        row.update(change.before)
        return change.reversed()

    def _problems(self, change: Change) -> list[Problem]:
        record = RECORDS.get(change.table)
        columns = {*(change.before or ()), *(change.after or ())}
        if record is None or not columns <= set(record.table.columns.keys()):
            return [self._problem(change, "it was kept by another version of the program")]
        row = self._now.get((change.table, change.ref))
        if change.after is None:
            found = [] if row is None else [self._problem(change, "it is there again")]
        elif row is None:
            found = [self._problem(change, f"it was deleted{self._since(change, None)}")]
        elif change.before is None:
            found = [*self._changed(change, row, list(record.fields)), *self._named(change)]
        else:
            found = self._changed(change, row, list(change.after))
        return found or self._dangling(change)

    def _changed(self, change: Change, row: _Row, columns: list[str]) -> list[Problem]:
        """Tell of the cells that no longer hold what the entry gave them."""
        assert change.after is not None
        found = []
        for name in columns:
            if row.get(name) == change.after.get(name):
                continue
            field = RECORDS[change.table].fields.get(name)
            shown = self._names.shown(field, row.get(name))
            holds = "it is empty now" if not shown else f"it holds {shown} now"
            if field is None:
                holds = "it stands elsewhere now"
            words = f"{label_of(change.table, name)} was changed again"
            reason = f"{words}{self._since(change, name)}: {holds}"
            found.append(self._problem(change, reason, name))
        return found

    def _named(self, change: Change) -> list[Problem]:
        """Tell of the records that would name a row which is no longer there."""
        found = []
        for table, ref, column in history.naming(self._connection, change.table, change.ref):
            row = self._now.get((table, ref), {})
            if (table, ref) in self._now and (row is None or row.get(column) != change.ref):
                continue
            if (table, ref) == (change.table, change.ref):
                continue
            title, name = RECORDS[table].title.lower(), self._names.in_full(table, ref)
            where = f"the {title} {name} names it under ‘{label_of(table, column)}’"
            found.append(self._problem(change, where))
        return found[:_MOST_NAMED]

    def _dangling(self, change: Change) -> list[Problem]:
        """Tell of cells that would name a record which is no longer there."""
        found = []
        for name, value in (change.before or {}).items():
            field = RECORDS[change.table].fields.get(name)
            if field is None or field.target is None or not isinstance(value, str):
                continue
            key = (field.target, value)
            row = self._now.get(key)
            there = row is not None if key in self._now else self._names.is_there(*key)
            if not there:
                reason = f"{label_of(change.table, name)} would name {self._names.in_full(*key)}"
                found.append(self._problem(change, reason, name))
        return found

    def _since(self, change: Change, column: str | None) -> str:
        """Say who changed a cell, or deleted its row, after the entry."""
        later = history.last_change(
            self._connection, change.table, change.ref, column, self._number
        )
        return f" by {later.who} on {later.at:%d/%m/%Y %H:%M}" if later is not None else ""

    def _problem(self, change: Change, reason: str, column: str | None = None) -> Problem:
        message = f"{reason[0].upper()}{reason[1:]}."
        if self._many:
            message = f"{self._names.name(change.table, change.ref)}: {message}"
        return Problem(message, change.table, change.ref, column)


_MOST_NAMED = 3
"""Records told of at most that name one row."""
