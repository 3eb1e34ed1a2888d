"""Tables of a document: columns, rows, cells, and the three kinds of computed cell."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum
from typing import TypeGuard, cast

from mscb_desktop.document.errors import DocumentError
from mscb_desktop.document.values import Chip, Kind, Missing, Value, exact_number


class RowKind(StrEnum):
    """What a row is: decides its look, and what it is kept together with on paper."""

    HEADING = "heading"
    """A line across the table that opens a group; stays with what follows."""
    SUBHEADING = "sub-heading"
    LINE = "line"
    ADJUSTMENT = "adjustment"
    SUBTOTAL = "subtotal"
    """Stays with at least one row above it, as a total does."""
    TOTAL = "total"

    @property
    def is_heading(self) -> bool:
        """Tell whether the row opens a group."""
        return self in (RowKind.HEADING, RowKind.SUBHEADING)

    @property
    def is_sum(self) -> bool:
        """Tell whether the row closes a group."""
        return self in (RowKind.SUBTOTAL, RowKind.TOTAL)


class Tone(StrEnum):
    """Colour of a cell's text; a word beside it always says the same."""

    PLAIN = "plain"
    QUIET = "quiet"
    WARNING = "warning"
    BAD = "bad"


@dataclass(frozen=True, slots=True, init=False)
class SumOf:
    """The sum, in this column, of the rows with these keys or in these groups.

    Blanks, text and missing figures count as nothing; the sum of no rows is zero.
    """

    names: tuple[str, ...]

    def __init__(self, *names: str) -> None:
        object.__setattr__(self, "names", names)


@dataclass(frozen=True, slots=True)
class Difference:
    """One column less another of the same row; a blank counts as zero, two blanks are blank."""

    column: str
    less: str


@dataclass(frozen=True, slots=True)
class Share:
    """One column as a percentage of another of the same row; 'not applicable' of zero."""

    part: str
    whole: str


Formula = SumOf | Difference | Share


@dataclass(frozen=True, slots=True)
class Below:
    """Small words on a line of their own under what a cell holds: 'late 12 months'."""

    text: str
    tone: Tone = Tone.QUIET


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell that carries more than its value.

    `word` is printed beside the figure ('overspend') or chip, `mark` points to a numbered note,
    and `printed` is the figure or text that the source document printed in this place, in the
    column's own unit. What stands `below` on paper has a column of its own in a workbook.
    """

    value: Value | Formula = None
    tone: Tone = Tone.PLAIN
    word: str = ""
    mark: int | None = None
    printed: Value = None
    below: tuple[Below, ...] = ()


Content = Cell | Formula | Value


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a table.

    `weight` is the column's share of spare room on paper (None: prose takes it, figures do
    not). `min_chars` is the least width in characters. `decimals` counts decimal places.
    `negative` is the word printed beside every figure below zero, in red ('overspend').
    Where every column of a table says its `portion`, paper's whole width is shared by these,
    whatever stands in the columns; only words and figures are never cut for it.
    """

    key: str
    heading: str
    kind: Kind = Kind.TEXT
    weight: float | None = None
    min_chars: int = 0
    decimals: int | None = None
    negative: str = ""
    portion: float | None = None

    @property
    def right(self) -> bool:
        """Tell whether the column stands at the right, as figures do."""
        return self.kind.is_figure


@dataclass(frozen=True, slots=True)
class Row:
    """One row: cells from left to right (missing ones are blank), and how sums name it.

    `key` is unique in the table where it is given; any number of rows share a `group`. `joined`
    rows go on with the one above them: on paper they are one row, and what that says in columns
    of which they say nothing stands beside them all.
    """

    cells: tuple[Content, ...]
    kind: RowKind = RowKind.LINE
    key: str = ""
    group: str = ""
    joined: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """A table with typed columns.

    `title` stands above it, is its bookmark ('' for neither) and, cut to Excel's length, names
    its sheet unless `sheet` gives a shorter name. `caption` is a quiet line under the title.
    `empty` is what is printed where there are no rows. `continued` names it on further pages
    where it has no title of its own.
    """

    key: str
    title: str
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    caption: str = ""
    sheet: str = ""
    empty: str = "Nothing recorded."
    continued: str = ""
    _places: dict[str, int] = field(init=False, repr=False, compare=False, default_factory=dict)

    def __post_init__(self) -> None:
        """Refuse columns or rows that cannot be told apart, and rows longer than the table."""
        for place, column in enumerate(self.columns):
            self._places[column.key] = place
        if not self.columns or len(self._places) != len(self.columns):
            raise DocumentError(f"The table '{self.title}' needs columns with different keys.")
        width = len(self.columns)
        if any(len(row.cells) > width for row in self.rows):
            raise DocumentError(f"The table '{self.title}' has a row with more cells than columns.")

    def column_at(self, key: str) -> int:
        """Give the place of a column, counted from 0."""
        try:
            return self._places[key]
        except KeyError:
            raise DocumentError(f"The table '{self.title}' has no column '{key}'.") from None

    def members(self, total: SumOf) -> tuple[int, ...]:
        """Give the places of the rows that a sum adds, from the top."""
        names = set(total.names)
        return tuple(
            place
            for place, row in enumerate(self.rows)
            if (row.key and row.key in names) or (row.group and row.group in names)
        )

    def evaluated(self) -> tuple[tuple[Value, ...], ...]:
        """Give every cell's value, computed cells included, as rows of the table's full width."""
        return Evaluation(self).rows()

    def value(self, row_key: str, column_key: str) -> Value:
        """Give one cell's value, computed where the cell is."""
        column = self.column_at(column_key)
        for place, row in enumerate(self.rows):
            if row.key == row_key:
                return Evaluation(self).value(place, column)
        raise DocumentError(f"The table '{self.title}' has no row '{row_key}'.")


def content_of(content: Content) -> Value | Formula:
    """Give what a cell holds without its marks."""
    return content.value if isinstance(content, Cell) else content


class Evaluation:
    """Computes a table's cells, each once; money stays in whole pence throughout."""

    def __init__(self, table: Table) -> None:
        self._table = table
        self._known: dict[tuple[int, int], Value] = {}
        self._open: set[tuple[int, int]] = set()

    def rows(self) -> tuple[tuple[Value, ...], ...]:
        """Give all values, row by row."""
        width = len(self._table.columns)
        return tuple(
            cast("tuple[Value, ...]", row.cells)
            if len(row.cells) == width and _RICH.isdisjoint(map(type, row.cells))
            else tuple(self.value(place, column) for column in range(width))
            for place, row in enumerate(self._table.rows)
        )

    def value(self, row: int, column: int) -> Value:
        """Give one cell's value; a cell that needs itself is refused."""
        cells = self._table.rows[row].cells
        content = content_of(cells[column]) if column < len(cells) else None
        if not isinstance(content, (SumOf, Difference, Share)):
            return content
        place = (row, column)
        if place in self._known:
            return self._known[place]
        if place in self._open:
            raise DocumentError(
                f"A cell of '{self._table.title}' is computed from itself: "
                f"row {row + 1}, column '{self._table.columns[column].heading}'."
            )
        self._open.add(place)
        value = self._computed(content, row, column)
        self._open.discard(place)
        self._known[place] = value
        return value

    def _computed(self, formula: Formula, row: int, column: int) -> Value:
        if isinstance(formula, SumOf):
            total: int | Decimal = 0
            for member in self._table.members(formula):
                value = self.value(member, column)
                if _is_number(value):
                    total = _plain(exact_number(value) + total)
            return total
        names = (
            (formula.column, formula.less)
            if isinstance(formula, Difference)
            else (formula.part, formula.whole)
        )
        first, second = (self.value(row, self._table.column_at(name)) for name in names)
        absent = next((value for value in (first, second) if isinstance(value, Missing)), None)
        if absent is not None:
            return absent
        if not _is_number(first) and not _is_number(second):
            return None
        left = exact_number(first) if _is_number(first) else Decimal(0)
        right = exact_number(second) if _is_number(second) else Decimal(0)
        if isinstance(formula, Difference):
            return _plain(left - right)
        return left / right if right else Missing.NOT_APPLICABLE


_RICH: frozenset[type] = frozenset((Cell, SumOf, Difference, Share))


def _is_number(value: Value) -> TypeGuard[int | float | Decimal]:
    return value is not None and not isinstance(value, (str, dt.date, Chip))


def _plain(number: Decimal) -> int | Decimal:
    return int(number) if number == number.to_integral_value() else number
