"""Turn what was typed into the cells of a sheet into changes of records."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from sqlalchemy import Connection

from db.changes import Change, Problem, Values
from db.fields import Field, Kind, Value
from mscb_desktop import lookups
from mscb_desktop.sheet.model import Edit, Row, new_section
from mscb_desktop.values import Unreadable, read_value, show_value


@dataclass(slots=True)
class Typed:
    """What the edits of a sheet come to: values per row, and what cannot be taken.

    `beside` are changes of other records that the sheet adds, as who holds a member's post.
    `refs` are the references that new rows get, as far as they were taken already; `follows` are
    the changes that name a new row, which are made if that is.
    """

    existing: dict[str, dict[str, Value]] = field(default_factory=dict)
    new: dict[str, dict[str, Value]] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    beside: list[Change] = field(default_factory=list)
    refs: dict[str, str] = field(default_factory=dict)
    follows: dict[str, list[Change]] = field(default_factory=dict)

    def follow(self, new: str, *changes: Change) -> None:
        """Add changes that name a new row."""
        self.follows.setdefault(new, []).extend(changes)


def read_edits(
    connection: Connection,
    edits: Sequence[Edit],
    find_row: Callable[[str], Row | None],
    table: str,
) -> Typed:
    """Read each edit by the facts of the field that its cell stores.

    Values are given by stored field name. An edit of a computed cell that repeats the computed
    figure keeps no figure as printed.
    """
    typed = Typed()
    for edit in edits:
        section = new_section(edit.ref)
        row = find_row(edit.ref if section is None else f"new:{section}")
        if row is None:
            message = f"{edit.ref} is no longer on this page: it was deleted meanwhile."
            typed.problems.append(Problem(message, table, edit.ref, edit.column))
            continue
        target = row.stores.get(edit.column)
        if target is None:
            message = "Nothing can be typed here" + (
                ": the program works this cell out."
                if edit.column in row.computed
                else " in such a row: leave it empty."
            )
            typed.problems.append(Problem(message, table, edit.ref, edit.column))
            continue
        try:
            value = read_cell(connection, target, edit.typed)
        except Unreadable as error:
            typed.problems.append(Problem(error.message, table, edit.ref, edit.column))
            continue
        if edit.column in row.computed and value == row.values.get(edit.column):
            value = None
        rows = typed.existing if section is None else typed.new
        rows.setdefault(edit.ref, {})[target.name] = value
    return typed


def read_cell(connection: Connection, target: Field, typed: Value) -> Value:
    """Read one value; a lookup's name is looked up. Raises Unreadable."""
    if target.kind is not Kind.LOOKUP:
        return read_value(target, typed)
    text = str(typed).strip() if typed is not None else ""
    if not text:
        return read_value(Field(target.name, target.label, Kind.TEXT, required=target.required), "")
    assert target.target is not None
    return lookups.find(connection, target.target, text)


def updates(
    table: str, stored: Mapping[str, Values], typed: Mapping[str, Values]
) -> tuple[list[Change], list[Problem]]:
    """List the changes of rows whose typed values differ from the stored ones."""
    changes, problems = [], []
    for ref, values in typed.items():
        if ref not in stored:
            problems.append(Problem(f"{ref} was deleted meanwhile.", table, ref))
            continue
        after = {name: value for name, value in values.items() if stored[ref][name] != value}
        if after:
            before = {name: stored[ref][name] for name in after}
            changes.append(Change(table, ref, before, after))
    return changes, problems


def in_words(field_: Field, value: Value, name: str) -> str:
    """Say for the history what one typed cell did ('Room Hire: Actual 2,406.00')."""
    shown = show_value(field_, value) if field_.kind is not Kind.LOOKUP else name
    shown = shown.replace("\n", " ")
    if len(shown) > 60:
        shown = shown[:59] + "…"
    return f"{field_.label} {shown}" if shown else f"{field_.label} emptied"
