"""The history as people read it: entries in words, rows with their cells before and after."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from sqlalchemy import Connection

from db.changes import Act, Change
from db.fields import Field, Kind, Value
from db.history import State, rows_of
from db.queries import history, records
from db.queries.history import Doing, EntryRow
from db.quotes import REMOVED
from db.records import RECORDS
from mscb_desktop.values import show_value

DOINGS = {
    Doing.TYPED: "Changed",
    Doing.TAKEN_BACK: "Taken back",
    Doing.UNDONE: "Undone",
    Doing.REDONE: "Done again",
    Doing.BEGUN: "Undo stops here",
}
"""What an entry did, in the words of lists and filters."""


class Fate(StrEnum):
    """What happened to a row."""

    CREATED = "created"
    CHANGED = "changed"
    DELETED = "deleted"


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell of a changed row; '' is blank. `prose` tells long texts from short values."""

    label: str
    before: str
    after: str
    prose: bool = False


@dataclass(frozen=True, slots=True)
class RowShown:
    """One row of an entry: the kind of record, its name, what happened to it, cell by cell.

    `there` tells whether the record exists now, `purged` whether its content was removed for good.
    """

    table: str
    ref: str
    title: str
    name: str
    fate: Fate
    there: bool
    purged: bool
    cells: tuple[Cell, ...]


class Names:
    """What records are called now or, where they are gone, were called last."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._there: dict[tuple[str, str], str] = {}
        self._gone: dict[tuple[str, str], str] = {}

    def learn(self, table: str, refs: Iterable[str]) -> None:
        """Ask for the names of many records of a kind at once."""
        known = {ref for kind, ref in (*self._there, *self._gone) if kind == table}
        wanted = sorted({ref for ref in refs if isinstance(ref, str)} - known)
        if not wanted:
            return
        there = records.names(self._connection, table, wanted) if table in RECORDS else {}
        self._there |= {(table, ref): name for ref, name in there.items()}
        gone = [ref for ref in wanted if ref not in there]
        last = history.last_names(self._connection, table, gone)
        self._gone |= {(table, ref): last.get(ref, ref) for ref in gone}

    def name(self, table: str, ref: str) -> str:
        """Give the record's name, its reference where it has none."""
        self.learn(table, [ref])
        return self._there.get((table, ref)) or self._gone[table, ref]

    def is_there(self, table: str, ref: str) -> bool:
        """Tell whether the record exists now."""
        self.learn(table, [ref])
        return (table, ref) in self._there

    def in_full(self, table: str, ref: str) -> str:
        """Give name and reference, and whether the record is deleted."""
        name = self.name(table, ref)
        more = ref if self.is_there(table, ref) else f"{ref}, deleted"
        return f"{name} ({more})" if name != ref else more

    def shown(self, field: Field | None, value: Value) -> str:
        """Show a cell's value as people read it; '' for blank."""
        if value is None:
            return ""
        if isinstance(value, bytes):
            return f"A picture ({max(1, round(len(value) / 1000)):,} kB)"
        if field is None:
            return str(value)
        if field.target is not None and isinstance(value, str):
            return self.in_full(field.target, value)
        return show_value(field, value)


def label_of(table: str, column: str) -> str:
    """Give a column's label; its own name where no field is described any more."""
    field = RECORDS[table].fields.get(column) if table in RECORDS else None
    if field is not None:
        return field.label
    return "Place in its list" if column == "position" else column.replace("_", " ")


def rows(connection: Connection, number: int, start: int, size: int) -> list[RowShown]:
    """Give a page of an entry's rows as people read them."""
    changes = rows_of(connection, number, start, size)
    known = Names(connection)
    for table in {change.table for change in changes}:
        known.learn(table, [change.ref for change in changes if change.table == table])
    for target, refs in _targets(changes).items():
        known.learn(target, refs)
    return [_shown(known, change) for change in changes]


def state_words(connection: Connection, entry: EntryRow) -> str:
    """Say whether an entry's change stands; '' where nothing more is to be said."""
    if entry.act in (Act.UNDO, Act.REDO):
        word = "Undid" if entry.act is Act.UNDO else "Did again"
        return f"{word} change {entry.of:,}." if entry.of is not None else ""
    if entry.taken_back_by is not None:
        (taker,) = history.entries(connection, [entry.taken_back_by])
        much = " in part" if entry.in_part else ""
        return f"Taken back{much} by {_by(taker)} (change {taker.number:,})."
    if entry.state is not State.DONE:
        undoer = history.undoing(connection, entry.number)
        return f"Undone by {_by(undoer)}." if undoer is not None else "Undone."
    if entry.act is Act.DO and entry.of is not None:
        return f"Took back change {entry.of:,}."
    return ""


def _by(entry: EntryRow) -> str:
    return f"{entry.who} on {entry.at:%d/%m/%Y %H:%M}"


def _targets(changes: Sequence[Change]) -> dict[str, set[str]]:
    """Collect the references that lookups of the changes hold, by the table they point to."""
    found: dict[str, set[str]] = {}
    for change in changes:
        fields = RECORDS[change.table].fields if change.table in RECORDS else {}
        for side in (change.before, change.after):
            for name, value in (side or {}).items():
                field = fields.get(name)
                if field is not None and field.target and isinstance(value, str):
                    found.setdefault(field.target, set()).add(value)
    return found


def _shown(known: Names, change: Change) -> RowShown:
    table, ref = change.table, change.ref
    before, after = change.before or {}, change.after or {}
    fate = Fate.CHANGED
    if change.before is None:
        fate = Fate.CREATED
    elif change.after is None:
        fate = Fate.DELETED
    record = RECORDS.get(table)
    cells = []
    for name in dict.fromkeys((*before, *after)):
        old, new = before.get(name), after.get(name)
        if old == new and old != REMOVED:
            continue
        field = record.fields.get(name) if record else None
        if name == "position" and field is None:
            if fate is Fate.CHANGED:
                cells.append(Cell(label_of(table, name), "", _moved(old, new)))
            continue
        prose = field is not None and field.kind is Kind.LONG_TEXT
        texts = known.shown(field, old), known.shown(field, new)
        cells.append(Cell(label_of(table, name), *texts, prose))
    title = record.title if record else table.replace("_", " ")
    name = known.name(table, ref)
    there, purged = known.is_there(table, ref), not before and not after
    return RowShown(table, ref, title, name, fate, there, purged, tuple(cells))


def _moved(old: Value, new: Value) -> str:
    up = isinstance(old, int) and isinstance(new, int) and new < old
    return "moved up" if up else "moved down"
