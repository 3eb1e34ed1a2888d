"""How a kind of record is described: its table, and each field's facts beside its column."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

from sqlalchemy import (
    BigInteger,
    Boolean,
    CheckConstraint,
    Column,
    Constraint,
    Date,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
)

from db.fields import Choice, Field, Kind

METADATA = MetaData()
"""Every table of a board."""


@dataclass(frozen=True, slots=True)
class Record:
    """One kind of record: its table and the facts that all shared mechanisms read.

    `prefix` begins the permanent references (BL-0013). `shown_by` names the fields by which
    people know a record, joined by commas; a lookup among them stands for what its record is
    called ('Head Teacher, Hill School'). `found_by` names the texts that a lookup searches and
    by which a record may be meant. `known_by` names the fields that together say which record it
    is, of a kind that has no name of its own: who sits on a group, and as what. `quick_add` lets
    a lookup make a record from a name alone.
    """

    table: Table
    prefix: str
    title: str
    plural: str
    shown_by: tuple[str, ...]
    found_by: tuple[str, ...]
    known_by: tuple[str, ...]
    quick_add: bool
    fields: Mapping[str, Field]
    """The facts of every column that people fill, by column name, in order."""

    @property
    def name(self) -> str:
        """The table's name."""
        return self.table.name

    @property
    def name_field(self) -> Field:
        """The first of the fields by which people know a record."""
        return self.fields[self.shown_by[0]]


def record(
    name: str,
    *parts: Column[Any] | Index | Constraint,
    prefix: str,
    title: str,
    plural: str,
    shown_by: str | Sequence[str],
    found_by: Sequence[str] = (),
    known_by: Sequence[str] = (),
    quick_add: bool = False,
    ordered: bool = False,
) -> Record:
    """Make the table of a kind of record, keyed by its permanent reference.

    `ordered` adds the whole number `position` by which people order the rows.
    """
    columns: list[Any] = [Column("ref", String(20), primary_key=True)]
    if ordered:
        columns.append(Column("position", BigInteger, nullable=False))
    table = Table(name, METADATA, *columns, *parts)
    fields = {c.name: c.info["field"] for c in table.columns if "field" in c.info}
    facts = MappingProxyType(fields)
    shown = (shown_by,) if isinstance(shown_by, str) else tuple(shown_by)
    return Record(
        table,
        prefix,
        title,
        plural,
        shown,
        tuple(found_by),
        tuple(known_by),
        quick_add,
        facts,
    )


def text(
    name: str,
    label: str,
    *,
    length: int = 200,
    required: bool = False,
    help: str = "",  # noqa: A002 - the word people know
    code: bool = False,
) -> Column[Any]:
    """Make a column of one line of text; `code` for numbers that are text ('1.10', 'CE03')."""
    kind = Kind.CODE if code else Kind.TEXT
    return _column(String(length), Field(name, label, kind, help, length, required))


def long_text(
    name: str,
    label: str,
    *,
    required: bool = False,
    help: str = "",  # noqa: A002
) -> Column[Any]:
    """Make a column of text in paragraphs, up to what one Excel cell holds."""
    return _column(Text(), Field(name, label, Kind.LONG_TEXT, help, None, required))


def money(
    name: str,
    label: str,
    *,
    required: bool = False,
    help: str = "",  # noqa: A002
) -> Column[Any]:
    """Make a column of whole pence."""
    return _column(BigInteger(), Field(name, label, Kind.MONEY, help, None, required))


def whole(
    name: str,
    label: str,
    *,
    required: bool = False,
    help: str = "",  # noqa: A002
    unique: bool = False,
) -> Column[Any]:
    """Make a column of whole numbers."""
    field = Field(name, label, Kind.WHOLE, help, None, required)
    return _column(Integer(), field, unique=unique)


def date(
    name: str,
    label: str,
    *,
    required: bool = False,
    help: str = "",  # noqa: A002
) -> Column[Any]:
    """Make a column of dates."""
    return _column(Date(), Field(name, label, Kind.DATE, help, None, required))


def yes_no(name: str, label: str, *, help: str = "") -> Column[Any]:  # noqa: A002
    """Make a column of yes, no, or not said."""
    return _column(Boolean(), Field(name, label, Kind.YES_NO, help))


def choice(
    name: str,
    label: str,
    choices: Mapping[str, str],
    *,
    required: bool = False,
    help: str = "",  # noqa: A002
) -> Column[Any]:
    """Make a column that holds one of `choices` (stored value to the words shown)."""
    offered = tuple(Choice(value, words) for value, words in choices.items())
    return _column(String(40), Field(name, label, Kind.CHOICE, help, None, required, offered))


def lookup(
    name: str,
    label: str,
    to: str,
    *,
    required: bool = False,
    help: str = "",  # noqa: A002
    owner: bool = False,
) -> Column[Any]:
    """Make a column that holds another record's reference.

    A record that others point to cannot be deleted; with `owner` this one goes with it, as a
    posting goes with its line: whoever plans the deletion lists both, so that undo brings
    both back.
    """
    field = Field(name, label, Kind.LOOKUP, help, None, required, (), to)
    column = _column(String(20), field, ForeignKey(f"{to}.ref"), index=True)
    column.info["owner"] = owner
    return column


def image(name: str, label: str, *, help: str = "") -> Column[Any]:  # noqa: A002
    """Make a column that holds a PNG or JPEG file."""
    return _column(LargeBinary(), Field(name, label, Kind.IMAGE, help))


def _column(kind: Any, field: Field, *args: Any, **kwargs: Any) -> Column[Any]:
    return Column(
        field.name, kind, *args, nullable=not field.required, info={"field": field}, **kwargs
    )


__all__ = [
    "METADATA",
    "CheckConstraint",
    "Record",
    "choice",
    "date",
    "image",
    "long_text",
    "lookup",
    "money",
    "record",
    "text",
    "whole",
    "yes_no",
]
