"""What an import would do: a plan of rows that is looked at, chosen from, and then applied.

    plan = plan_import(connection, read_workbook(path), path.name)    planning.py
    plan.count({RowState.CHANGE}); plan.page(0, 200)                   rows to look at
    refusals(plan, left_out={17, 18})                                  applying.py, at each tick
    ready = make_ready(board, plan, left_out={17, 18})                 one change, for the board
    wrong_cells(plan, ready, refused.problems)                         where the board refused it

Nothing here writes, and a plan takes no references: looking at it leaves the board as it is.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from db.changes import Change, Plan
from db.fields import Value


class RowState(StrEnum):
    """What an import does with one row of a workbook."""

    CREATE = "create"
    CHANGE = "change"
    SAME = "same"
    REFUSED = "refused"

    @property
    def words(self) -> str:
        """What is said of a number of such rows: '12 new'."""
        return {"create": "new", "change": "changed", "same": "the same"}.get(self, self.value)


@dataclass(frozen=True, slots=True)
class WrongCell:
    """A cell, or with `heading` None a whole row, that cannot be taken.

    `row` is the sheet's own number as Excel shows it. `value` is what stands in the cell, as
    typed. `message` says the reason and the remedy. `key` is that of the row in its plan.
    """

    sheet: str
    row: int
    heading: str | None
    value: str
    message: str
    key: int

    def __str__(self) -> str:
        """Give place, reason and remedy in one line."""
        column = f", {self.heading}" if self.heading else ""
        return f"{self.sheet}, row {self.row}{column}: {self.message}"


@dataclass(frozen=True, slots=True)
class ShownCell:
    """One cell side by side: its heading, and its value before and after as people read it.

    `after` is what stands in the workbook where the cell is wrong, and `problem` says why.
    """

    heading: str
    before: str
    after: str
    problem: str | None = None


@dataclass(frozen=True, slots=True)
class ImportRow:
    """One row of a workbook as a person looks at it.

    `key` names the row in its plan: 0 for the first. `kind` is the record's title ('Agency'),
    `ref` its permanent reference, None where it is new and gets one when it is applied. `name`
    is what the record is called, before the import where it is there. `cells` are those that
    are filled in a new row, those that differ in a changed one, none in one that is the same;
    a refused row shows its wrong cells too. `problems` are of the whole row. `by_name` says that
    the row has no reference, and was known by its name.
    """

    key: int
    sheet: str
    number: int
    state: RowState
    kind: str
    table: str
    ref: str | None
    name: str
    cells: tuple[ShownCell, ...]
    problems: tuple[str, ...] = ()
    by_name: bool = False


@dataclass(frozen=True, slots=True)
class UnknownColumn:
    """A column that is no field of the sheet's kind of record: it is left alone.

    `letter` is Excel's name for the column, `filled` counts its cells that hold something.
    `was_said` where the person left it out, who said what the sheet's columns are.
    """

    sheet: str
    heading: str
    letter: str
    filled: int
    was_said: bool = False

    def __str__(self) -> str:
        """Say where the column stands, and that it was left alone."""
        heading = f"'{self.heading}'" if self.heading else "without a heading"
        cells = "1 filled cell" if self.filled == 1 else f"{self.filled:,} filled cells"
        why = "left out" if self.was_said else "no such field, so it was left alone"
        return f"{self.sheet}, column {self.letter}, {heading}: {why} ({cells})."


@dataclass(frozen=True, slots=True)
class UnknownSheet:
    """A sheet that is no kind of record, or in which no headings were found: not read."""

    name: str
    reason: str


@dataclass(frozen=True, slots=True)
class SheetCounts:
    """What comes of one sheet's rows. `kind` is the plural of its records ('Agencies')."""

    name: str
    table: str
    kind: str
    counts: Mapping[RowState, int]


@dataclass(frozen=True, slots=True)
class NewRow:
    """Stands in a planned value for the reference of a row that is new in the same workbook."""

    key: int


PlannedValue = Value | NewRow


@dataclass(slots=True)
class PlannedRow:
    """One row of a plan as the program works with it; people are shown an ImportRow.

    `ref` is None where a reference is given when it is applied; `by_name` tells that the row has
    none and is the record of that reference because it is called so. `before` holds the columns
    that change, nothing for a new row; `after` the same columns, or all filled ones of a new row,
    its position included.
    """

    key: int
    sheet: str
    number: int
    table: str
    ref: str | None
    state: RowState
    before: dict[str, Value] = field(default_factory=dict)
    after: dict[str, PlannedValue] = field(default_factory=dict)
    wrong: list[WrongCell] = field(default_factory=list)
    by_name: bool = False


class ImportPlan:
    """What an import would do, row by row.

    A plan may have 100,000 rows: `page` shows as many of them as are looked at, and `count`
    says how many there are, both of chosen states or of one sheet where that is asked for.
    `moved` are changes of position that make room for new rows.
    """

    def __init__(
        self,
        source: str,
        rows: Sequence[PlannedRow],
        sheets: Sequence[SheetCounts],
        unknown_sheets: Sequence[UnknownSheet],
        unknown_columns: Sequence[UnknownColumn],
        show: Callable[[PlannedRow], ImportRow],
        moved: Sequence[Change] = (),
    ) -> None:
        self.source = source
        self.rows = tuple(rows)
        self.sheets = tuple(sheets)
        self.unknown_sheets = tuple(unknown_sheets)
        self.unknown_columns = tuple(unknown_columns)
        self.moved = tuple(moved)
        self._show = show
        self._kept: dict[tuple[frozenset[RowState] | None, str | None], list[int]] = {}

    @property
    def wrong(self) -> tuple[WrongCell, ...]:
        """Every wrong cell and row, in the workbook's order."""
        return tuple(cell for row in self.rows for cell in row.wrong)

    @property
    def other_board(self) -> str:
        """Say that the workbook comes from a board of another name; '' where it does not.

        The references of another board name other records, which an import would change.
        """
        known = (row.table != "board" and row.state is not RowState.CREATE for row in self.rows)
        if not any(known):
            return ""
        for row in self.rows:
            was, now = row.before.get("name"), row.after.get("name")
            if row.table == "board" and isinstance(was, str) and isinstance(now, str):
                return (
                    f"{self.source} comes from '{now}', and this board is '{was}'. Unless the "
                    "board has another name now, its references are those of other records."
                )
        return ""

    @property
    def changes_something(self) -> bool:
        """Tell whether applying the plan would create or change a record."""
        return self.count({RowState.CREATE, RowState.CHANGE}) > 0

    def count(self, states: Collection[RowState] | None = None, sheet: str | None = None) -> int:
        """Count the rows of these states and of this sheet, by default all."""
        return len(self._keys(states, sheet))

    def page(
        self,
        start: int,
        size: int,
        states: Collection[RowState] | None = None,
        sheet: str | None = None,
    ) -> Sequence[ImportRow]:
        """Show rows from `start` (counted from 0), at most `size`, in the workbook's order."""
        return [self.row(key) for key in self._keys(states, sheet)[start : start + size]]

    def row(self, key: int) -> ImportRow:
        """Show the row of this key."""
        return self._show(self.rows[key])

    def _keys(self, states: Collection[RowState] | None, sheet: str | None) -> Sequence[int]:
        if states is None and sheet is None:
            return range(len(self.rows))
        asked = (None if states is None else frozenset(states), sheet)
        if asked not in self._kept:
            self._kept[asked] = [
                row.key
                for row in self.rows
                if (states is None or row.state in states) and sheet in (None, row.sheet)
            ]
        return self._kept[asked]


@dataclass(frozen=True, slots=True)
class Ready:
    """A selection of a plan's rows as one change, with the references of its new rows.

    Where `wrong` is not empty the selection cannot be applied, and the plan is empty. `places`
    gives the row's key for the (table, reference) of each change.
    """

    plan: Plan
    places: Mapping[tuple[str, str], int]
    wrong: tuple[WrongCell, ...] = ()
