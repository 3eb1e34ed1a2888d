"""The parts of a sheet: columns, kinds of row, rows, and what is typed into their cells."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Protocol

from db.changes import Change, Problem
from db.fields import Field, Kind, Value
from mscb_desktop.drafts import DraftPlace


class RowKind(StrEnum):
    """How a row of a sheet behaves and looks."""

    HEADING = "heading"
    LINE = "line"
    SUBTOTAL = "subtotal"
    ADJUSTMENT = "adjustment"
    TOTAL = "total"
    NEW = "new"
    """The empty line at the end of a section: what is typed here becomes a row."""


class Tone(StrEnum):
    """How a cell's note is coloured; the words always say it too."""

    QUIET = "quiet"
    WARNING = "warning"
    BAD = "bad"


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a sheet.

    `field` holds the facts of the stored column that most rows keep here (label, length, help);
    None where every row computes it. `width` is the width in characters that it has where there is
    room, `least` what it keeps where there is little; `stretch` lets the column take what room is
    left. `names` are other headings under which people's own tables carry this column, compared
    without case and punctuation; `beside` are some that mean it only beside other headings, as
    'August 2012' above progress. `numbers` says that the column numbers the rows ('1', '2.1'):
    people's tables often have no heading above it, or one that it shares with the text beside it.
    `quiet` has texts drawn less strong than others, or not; None leaves that to the kind, of which
    long texts are.
    """

    key: str
    heading: str
    kind: Kind
    field: Field | None = None
    width: int = 12
    stretch: bool = False
    names: tuple[str, ...] = ()
    least: int = 0
    numbers: bool = False
    beside: tuple[str, ...] = ()
    quiet: bool | None = None


@dataclass(frozen=True, slots=True)
class Note:
    """A short remark shown in or at a cell, such as 'overspend' or 'printed 520.00'."""

    text: str
    tone: Tone = Tone.QUIET


@dataclass(frozen=True, slots=True)
class Row:
    """One row as the sheet shows it.

    `ref` is the record's permanent reference, or, for a NEW row, 'new:' and its section.
    `values` are native values per column key. `shown` overrides the text of a cell (a lookup's
    name). `stores` names, per column key, the field that typing into this cell changes: a
    cell outside of it is read-only. `computed` are the keys of cells that the program computes:
    what is pasted there is compared and reported, and where `stores` has such a key too, what
    is typed there is the figure as printed. `whole` says in full what a cell says in short, where
    one points at it. `lines` counts what opens below the row (postings),
    None where nothing can.
    """

    ref: str
    kind: RowKind
    values: Mapping[str, Value]
    shown: Mapping[str, str] = field(default_factory=dict)
    stores: Mapping[str, Field] = field(default_factory=dict)
    computed: frozenset[str] = frozenset()
    notes: Mapping[str, Note] = field(default_factory=dict)
    lines: int | None = None
    whole: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Edit:
    """What was typed or pasted into one cell.

    `typed` is the text as the person wrote it, or a native value where the source had one
    (an editor's date, a pasted number's exact value). '' and None empty the cell. One paste
    makes many rows in a section: their references are then 'new:', the section, '#' and a
    number, and each such reference is one row to be made; `new_section` reads them.
    """

    ref: str
    column: str
    typed: Value


def new_section(ref: str) -> str | None:
    """Give the section of a NEW row ('new:income' and 'new:income#2' are of 'income').

    None where the reference is a record's own.
    """
    if not ref.startswith("new:"):
        return None
    return ref.removeprefix("new:").partition("#")[0]


@dataclass(frozen=True, slots=True)
class SheetPlan:
    """The change that an act on a sheet asks for, and what of it cannot be taken.

    `created` are the references of rows that the change adds, in the order in which their NEW
    rows first appear among the edits; a NEW row of which no edit can be taken adds none.
    `problems` carry the sheet's row reference and column key.
    """

    what: str
    changes: tuple[Change, ...] = ()
    problems: tuple[Problem, ...] = ()
    created: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Suggestion:
    """One record that a lookup offers while a name is typed."""

    ref: str
    label: str
    detail: str = ""


@dataclass(frozen=True, slots=True)
class PastedRow:
    """One row of the clipboard set onto the sheet: the row it meets and its cells by column key.

    `ref` is a row of the sheet, or the NEW row of the section in which a row is made for it;
    `row` is that row where the sheet does not show it yet, as of a section that comes with it.
    """

    ref: str
    cells: Mapping[str, Value]
    number: int
    """Which of the rows given to `place` this is, counted from 1."""
    row: Row | None = None


NOWHERE = -1
"""The place of a row that a sheet does not show."""


class Sheet(Protocol):
    """What a grid needs of the thing it shows; every call is quick and reads the board anew.

    A page of rows is asked for at a time; a sheet that has totals is small and gives all of its
    rows in one page. Nothing here writes: plans go to the board's write path.
    """

    @property
    def columns(self) -> Sequence[Column]:
        """The columns from left to right."""

    @property
    def read_only(self) -> str | None:
        """Why nothing can be typed ('2011-12 is closed.'), None where it can."""

    @property
    def drafts(self) -> DraftPlace | None:
        """Where what is typed here and not stored is kept meanwhile; None where nowhere."""

    def count(self) -> int:
        """Number of rows, NEW rows included."""

    def page(self, start: int, size: int) -> Sequence[Row]:
        """Rows from `start` (counted from 0), at most `size`."""

    def place_of(self, ref: str) -> int | None:
        """Give the place of a row where that is quicker than looking through the pages.

        NOWHERE where the sheet does not show it; None where it must be looked for.
        """

    def edit(self, edits: Sequence[Edit]) -> SheetPlan:
        """Plan what typing these values does; edits of one NEW reference make one row."""

    def insert(self, at: str, count: int = 1) -> SheetPlan:
        """Plan `count` empty rows above the row `at` (for 'insert row')."""

    def delete(self, refs: Sequence[str]) -> SheetPlan:
        """Plan the deletion of whole rows."""

    def move(self, refs: Sequence[str], step: int) -> SheetPlan:
        """Plan moving rows up (step -1) or down (step 1) within their section."""

    def place(self, at: str, rows: Sequence[Mapping[str, Value]]) -> Sequence[PastedRow]:
        """Say which row each pasted row meets when pasting begins at the row `at`."""

    def suggest(self, row: str, column: str, text: str, limit: int = 12) -> Sequence[Suggestion]:
        """Offer records for a lookup cell, best first."""

    def already(self, row: str, column: str, text: str) -> Sequence[Suggestion]:
        """Name the records that one made by typing `text` into an empty line may be again."""

    def add_new(self, row: str, column: str, name: str) -> SheetPlan:
        """Plan a new record of the looked-up kind with this name, put into the cell; one change."""
