"""What is damaged, named in people's words: which record, which field, what the history knows."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection

from db import seals
from db.damage.story import PAGE, Known, Story, known_rows
from db.fields import Field, Kind
from db.file.raw import column_names, quoted
from db.prepared import run_plain
from db.records import RECORDS

NAMED = 20
"""How many records of a table are named; the others are counted."""

_LONGEST = 60


@dataclass(frozen=True, slots=True)
class Damage:
    """One thing that is not as the program left it, in words.

    `table` says where it lies in one, `ref` and `column` lead to a record and its field. `stands`
    is what the file holds there and `known` what the history knows, both in words; '' where they
    say nothing. `entry` is the number of a damaged entry of the history.
    """

    message: str
    table: str | None = None
    ref: str | None = None
    column: str | None = None
    stands: str = ""
    known: str = ""
    entry: int | None = None


def plural(table: str) -> str:
    """Name a table's records as people do."""
    record = RECORDS.get(table)
    return record.plural if record else table.replace("_", " ").capitalize()


def name_rows(
    connection: Connection, table: str, story: Story | None, missing: int | None
) -> Iterator[Damage]:
    """Name the rows of a table whose sum does not agree; `missing` is what the sum lacks.

    What the history knows is compared with what stands there. A difference is named where taking
    the history's side makes the sum agree, which proves it, or where the history saw all that
    ever happened to the row.
    """
    title = plural(table)
    if story is None or table not in RECORDS:
        yield Damage(f"{title} are not as they were written.", table)
        return
    found = differences(connection, table, story)
    named = certain(found, missing)
    if not named:
        agree = missing is None and not found
        more = "Which, the history does not tell." if not agree else "Only their sum is damaged."
        yield Damage(f"{title} are not as they were written. {more}", table)
        return
    yield Damage(f"{title} are not as they were written:", table)
    for one in named[:NAMED]:
        yield from _words_of(connection, table, one)
    if len(named) > NAMED:
        more = f"{len(named) - NAMED:,} more {title.lower()} differ from what the history knows."
        yield Damage(more, table)


def in_words(damages: Sequence[Damage]) -> str:
    """Say the first thing that is damaged, with what it names, in whole sentences."""
    words = damages[0].message
    return f"{words} {damages[1].message}" if words.endswith(":") and damages[1:] else words


@dataclass(frozen=True, slots=True)
class Difference:
    """A row that stands in the file otherwise than the history knows it.

    `rowid` is None where it is missing, `known` where the history knows of none. `step` is what
    the table's sum would gain if the history were right.
    """

    ref: str
    rowid: int | None
    known: Mapping[str, Any] | None
    step: int
    is_sure: bool


def certain(found: list[Difference], missing: int | None) -> list[Difference]:
    """Give the differences in which the history is right; `missing` is what the sum lacks."""
    return _proven(found, missing) or [one for one in found if one.is_sure]


def _proven(found: list[Difference], missing: int | None) -> list[Difference]:
    """Give the differences that explain exactly what the sum lacks."""
    if missing is None or not found:
        return []
    if (sum(one.step for one in found) - missing) & seals.MASK == 0:
        return found
    return [one for one in found if (one.step - missing) & seals.MASK == 0][:1]


def differences(connection: Connection, table: str, story: Story) -> list[Difference]:
    """Compare each row with what the history knows of it, by their hashes."""
    names = column_names(connection, table)
    at = names.index("ref") if "ref" in names else None
    if at is None:
        return []
    there: dict[Any, tuple[int, int]] = {}
    cursor = run_plain(connection, f'SELECT rowid, {quoted(names)} FROM "{table}" NOT INDEXED')
    while page := cursor.fetchmany(PAGE):
        for rowid, *values in page:
            there[values[at]] = (rowid, seals.row(table, values))
    found = []
    for known in known_rows(connection, table, story.broken):
        rowid, hashed = there.pop(known.ref, (None, 0))
        if not known.sure:
            continue
        expected = 0 if known.values is None else seals.row(table, _in_order(known, names))
        if expected != hashed:
            is_sure = story.is_complete and known.made > story.barrier
            step = expected - hashed
            found.append(Difference(known.ref, rowid, known.values, step, is_sure))
    is_sure = story.is_complete and not story.barrier
    for ref, (rowid, hashed) in there.items():
        found.append(Difference(str(ref), rowid, None, -hashed, is_sure))
    return found


def _in_order(known: Known, names: list[str]) -> list[Any]:
    values = {**(known.values or {}), "ref": known.ref}
    return [values.get(name) for name in names]


def _words_of(connection: Connection, table: str, one: Difference) -> Iterator[Damage]:
    record = RECORDS[table]
    stands = {} if one.rowid is None else _row(connection, table, one.rowid)
    name = _shown(record.name_field, (one.known or stands).get(record.name_field.name))
    who = f"{record.title} {_plain(one.ref)}" + (f" {name}" if name != "nothing" else "")
    if one.rowid is None:
        yield Damage(f"{who} is missing; the history knows it.", table, one.ref)
        return
    if one.known is None:
        words = f"{who} stands in the file; the history knows of no such record."
        yield Damage(words, table, one.ref)
        return
    for column, value in stands.items():
        known = one.known.get(column)
        if column == "ref" or (known == value and type(known) is type(value)):
            continue
        field = record.fields.get(column)
        label = field.label if field else column.replace("_", " ").capitalize()
        here, there = _shown(field, value), _shown(field, known)
        yield Damage(
            f"{who}: {label} holds {here}; the history knows {there}.",
            *(table, one.ref, column, here, there),
        )


def _row(connection: Connection, table: str, rowid: int) -> dict[str, Any]:
    names = column_names(connection, table)
    query = f'SELECT {quoted(names)} FROM "{table}" NOT INDEXED WHERE rowid = ?'
    found = run_plain(connection, query, (rowid,)).fetchone()
    return {} if found is None else dict(zip(names, found, strict=True))


def _shown(field: Field | None, value: Any) -> str:
    """Write a stored value for people, whatever it is."""
    if value is None:
        return "nothing"
    kind = field.kind if field else None
    if kind is Kind.IMAGE and isinstance(value, bytes):
        return "a picture"
    if isinstance(value, bytes):
        return "bytes that are no text"
    if kind is Kind.MONEY and isinstance(value, int):
        return f"{'-' if value < 0 else ''}£{abs(value) // 100:,}.{abs(value) % 100:02}"
    if kind is Kind.YES_NO and value in (0, 1):
        return "yes" if value else "no"
    if kind is Kind.DATE and isinstance(value, str):
        with suppress(ValueError):
            return f"{dt.date.fromisoformat(value):%d/%m/%Y}"
    if kind is Kind.CHOICE and field and field.choice_label(value):
        return f"'{field.choice_label(value)}'"
    if isinstance(value, int | float):
        return f"{value}"
    return f"'{_plain(value)}'"


def _plain(value: Any) -> str:
    """Cut a text to fit a line; letters that cannot be shown become question marks."""
    text = str(value).encode("utf-8", "replace").decode()
    line = " ".join("".join(c if c.isprintable() or c.isspace() else "?" for c in text).split())
    return line if len(line) <= _LONGEST else f"{line[: _LONGEST - 1]}…"
