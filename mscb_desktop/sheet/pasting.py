"""Plan what pasting a clipboard onto a sheet does, and compare what it brought of figures."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from db.changes import Problem
from db.fields import Kind, Value
from mscb_desktop.sheet.clip import Cell, Clip
from mscb_desktop.sheet.headings import Headed, read_headings
from mscb_desktop.sheet.model import Column, Edit, Row, RowKind, Sheet, SheetPlan, new_section
from mscb_desktop.sheet.pasted_cells import NATIVE_KINDS, read_cell
from mscb_desktop.values import Unreadable, quoted, read_value, show_value

_NO_TYPING_HERE = "nothing can be typed here; leave it out."


@dataclass(frozen=True, slots=True)
class Claim:
    """A pasted value that met a cell which the program computes: not written, but compared.

    `ref` is the row's reference after the paste, that of a created row included. `number` is
    the row's place in the clipboard, counted from 1.
    """

    ref: str
    column_key: str
    heading: str
    row_label: str
    pasted: Value
    number: int
    kind: Kind


@dataclass(frozen=True, slots=True)
class Comparison:
    """A claim that differs: what was pasted, what the sheet computes, and computed less pasted.

    `difference` is None where there is no number on one of the sides.
    """

    claim: Claim
    computed: Value
    difference: int | None


@dataclass(frozen=True, slots=True)
class PasteProblem:
    """A cell or row or column of the clipboard that was not taken: its place, and why.

    `message` says the reason and the remedy; `number` and `heading` are None where the problem
    is not that of one row or one column. `str()` gives all of it in one line.
    """

    message: str
    number: int | None = None
    heading: str | None = None
    value: str = ""

    def __str__(self) -> str:
        places = [f"row {self.number}"] if self.number is not None else []
        places += [self.heading] if self.heading else []
        place = ", ".join(places)
        return f"{place[:1].upper()}{place[1:]}: {self.message}" if place else self.message


@dataclass(frozen=True, slots=True)
class Paste:
    """What pasting does: one plan to apply, the claims to compare afterwards, what did not fit.

    `taken` counts the clipboard's rows of which at least one cell is written or compared.
    The plan's own problems have been moved here, with their places in the clipboard.
    """

    plan: SheetPlan
    claims: tuple[Claim, ...] = ()
    problems: tuple[PasteProblem, ...] = ()
    taken: int = 0


def plan_paste(sheet: Sheet, at_ref: str, at_column: str, clip: Clip) -> Paste:
    """Plan pasting `clip` with its first cell at the row `at_ref` and column `at_column`.

    Where a row of headings is found, columns go by their names in any order, and the headings
    and a title above them are not pasted; otherwise columns go from `at_column` to the right.
    Blank rows are passed over; a blank cell empties what it meets in a row of the sheet.
    Cells that do not fit are named, all others are taken. Applying the plan is one change.
    """
    if sheet.read_only:
        return Paste(SheetPlan("Paste"), problems=(PasteProblem(sheet.read_only),))
    planning = _Planning(sheet)
    headed = read_headings(sheet.columns, at_column, clip)
    for unknown in headed.unknown:
        planning.problem(
            f"{_count(unknown.count, 'filled cell')} not taken, since this page has no such "
            "column: rename its heading to that of a column here and paste again, or leave it out.",
            None,
            unknown.heading or f"column {unknown.place} of the clipboard",
        )
    planning.place(at_ref, headed)
    return planning.finished()


def compare(sheet: Sheet, claims: Sequence[Claim]) -> list[Comparison]:
    """Give the claims whose value differs from what the sheet computes now, after the paste."""
    rows = _rows(sheet)
    differing = []
    for claim in claims:
        row = rows.get(claim.ref)
        computed = row.values.get(claim.column_key) if row else None
        if computed == claim.pasted:
            continue
        difference = None
        if type(computed) is int and type(claim.pasted) is int:
            difference = computed - claim.pasted
        differing.append(Comparison(claim, computed, difference))
    return differing


def keep_as_printed(sheet: Sheet, comparisons: Sequence[Comparison]) -> SheetPlan:
    """Plan keeping pasted figures as 'figure as printed', where the sheet has room for one."""
    rows = _rows(sheet)
    edits = [
        Edit(claim.ref, claim.column_key, claim.pasted)
        for claim in (comparison.claim for comparison in comparisons)
        if claim.ref in rows and claim.column_key in rows[claim.ref].stores
    ]
    if not edits:
        return SheetPlan("Keep figures as printed")
    what = f"Keep {_count(len(edits), 'figure')} as printed"
    return replace(sheet.edit(edits), what=what)


def show_report(paste: Paste, comparisons: Sequence[Comparison]) -> str:
    """Say in plain words, a line each, what was taken, what differs and what was not taken."""
    lines = [f"{_count(paste.taken, 'row')} taken."]
    if comparisons:
        verb = "differs" if len(comparisons) == 1 else "differ"
        lines.append(f"{_count(len(comparisons), 'figure')} {verb} from what the program computes:")
        lines += [f"• {_comparison_line(comparison)}" for comparison in comparisons]
    elif paste.claims:
        lines.append("All pasted sums and differences agree with what the program computes.")
    if paste.problems:
        lines.append("Not taken:")
        lines += [f"• {problem}" for problem in paste.problems]
    return "\n".join(lines)


def _comparison_line(comparison: Comparison) -> str:
    claim = comparison.claim
    parts = [
        f"pasted {show_value(claim.kind, claim.pasted)}",
        f"computed {show_value(claim.kind, comparison.computed) or 'nothing'}",
    ]
    if comparison.difference is not None:
        parts.append(f"difference {show_value(claim.kind, comparison.difference)}")
    return f"{claim.row_label}, {claim.heading}: {', '.join(parts)}."


def _count(number: int, thing: str) -> str:
    return f"{number:,} {thing}" if number == 1 else f"{number:,} {thing}s"


def _rows(sheet: Sheet) -> dict[str, Row]:
    return {row.ref: row for row in sheet.page(0, sheet.count())}


@dataclass(slots=True)
class _Planning:
    """The state of planning one paste."""

    sheet: Sheet
    edits: list[Edit] = field(default_factory=list)
    claims: list[Claim] = field(default_factory=list)
    problems: list[PasteProblem] = field(default_factory=list)
    places: dict[str, int] = field(default_factory=dict)
    """The clipboard's row per reference used in `edits`."""
    unread: dict[tuple[int, str], Unreadable] = field(default_factory=dict)
    """Why a cell, by the clipboard's row and the column key, is not of its column's kind."""

    def problem(
        self, message: str, number: int | None, heading: str | None, value: str = ""
    ) -> None:
        self.problems.append(PasteProblem(message, number, heading, value))

    def place(self, at_ref: str, headed: Headed) -> None:
        """Ask the sheet where the rows belong and sort their cells into edits and claims."""
        columns = {column.key: column for column in self.sheet.columns}
        for number, place in headed.beyond:
            self.problem(
                "it lies beyond the last column of this page; begin further left.",
                number,
                f"column {place} of the clipboard",
            )
        natives = [
            {key: self._native(columns[key], row.number, cell) for key, cell in row.cells.items()}
            for row in headed.rows
        ]
        rows = _rows(self.sheet)
        made = 0
        for placed in self.sheet.place(at_ref, natives):
            number = headed.rows[placed.number - 1].number
            row, ref = rows.get(placed.ref, placed.row), placed.ref
            if row is None:
                self.problem("there is no row on this page that can take it.", number, None)
                continue
            if new_section(ref) is not None:
                made += 1
                ref = f"{ref}#{made}"
            self.places[ref] = number
            label = _label(self.sheet.columns, row, placed.cells)
            for key, value in placed.cells.items():
                self._sort(columns[key], row, ref, label, value)

    def _native(self, column: Column, number: int, cell: Cell) -> Value:
        """Give the native value where the cell is readable as the column's kind, else its text."""
        try:
            return read_cell(column.kind, cell)
        except Unreadable as refusal:
            self.unread[number, column.key] = refusal
            return cell.text

    def _sort(self, column: Column, row: Row, ref: str, label: str, value: Value) -> None:
        number = self.places[ref]
        key = column.key
        stored, unread = row.stores.get(key), self.unread.get((number, key))
        try:
            if key in row.computed and column.kind in NATIVE_KINDS:
                if unread:
                    raise unread
                if value is not None:
                    self.claims.append(
                        Claim(ref, key, column.heading, label, value, number, column.kind)
                    )
            elif stored is None:
                self._read_only(column, row, number, value)
            elif unread and stored.kind is column.kind:
                raise unread
            elif value is None and (row.kind is RowKind.NEW or row.values.get(key) is None):
                pass
            else:
                typed = value if stored.kind is Kind.LOOKUP else read_value(stored, value)
                self.edits.append(Edit(ref, key, typed))
        except Unreadable as refusal:
            self.problem(refusal.message, number, column.heading, _shown(column, value))

    def _read_only(self, column: Column, row: Row, number: int, value: Value) -> None:
        """Name a value that meets a cell without room, unless it is the row's own label."""
        own = row.shown.get(column.key) or row.values.get(column.key)
        if value is None or value == own:
            return
        if own is not None and isinstance(value, str) and column.kind not in NATIVE_KINDS:
            return
        shown = _shown(column, value)
        self.problem(f"{quoted(shown)} was not taken: {_NO_TYPING_HERE}", number, column.heading)

    def finished(self) -> Paste:
        """Ask the sheet for the plan and give each claim its row's reference."""
        plan = self.sheet.edit(self.edits) if self.edits else SheetPlan("Paste")
        refused = self._refused(plan)
        refs = self._created(plan, refused)
        headings = {column.key: column.heading for column in self.sheet.columns}
        for problem in plan.problems:
            self.problems.append(self._placed(problem, headings))
        claims = [
            replace(claim, ref=refs.get(claim.ref, claim.ref))
            for claim in self.claims
            if new_section(claim.ref) is None or claim.ref in refs
        ]
        for claim in self.claims:
            if new_section(claim.ref) is not None and claim.ref not in refs:
                self.problem(
                    "its row was not made, so this was not compared.", claim.number, claim.heading
                )
        written = {
            self.places[edit.ref]
            for edit in self.edits
            if (edit.ref, edit.column) not in refused and (edit.ref, None) not in refused
        }
        taken = len(written | {claim.number for claim in claims})
        plan = replace(plan, what=f"Paste {_count(taken, 'row')}", problems=())
        return Paste(plan, tuple(claims), tuple(self.problems), taken)

    def _refused(self, plan: SheetPlan) -> set[tuple[str | None, str | None]]:
        """Give the cells that were refused; no column means a whole row.

        A row that lacks a cell which was not pasted is refused whole.
        """
        pasted = {(edit.ref, edit.column) for edit in self.edits}
        found = {(problem.ref, problem.column) for problem in plan.problems}
        return found | {(ref, None) for ref, column in found if (ref, column) not in pasted}

    def _created(
        self, plan: SheetPlan, refused: set[tuple[str | None, str | None]]
    ) -> dict[str, str]:
        """Match the NEW references of the edits with the rows that the plan creates, in order."""
        asked = list(dict.fromkeys(e.ref for e in self.edits if new_section(e.ref) is not None))
        if len(asked) != len(plan.created):
            taken = {
                edit.ref
                for edit in self.edits
                if (edit.ref, edit.column) not in refused and (edit.ref, None) not in refused
            }
            asked = [ref for ref in asked if ref in taken]
        return dict(zip(asked, plan.created, strict=False))

    def _placed(self, problem: Problem, headings: Mapping[str, str]) -> PasteProblem:
        number = self.places.get(problem.ref) if problem.ref else None
        return PasteProblem(problem.message, number, headings.get(problem.column or ""))


def _label(columns: Sequence[Column], row: Row, cells: Mapping[str, Value]) -> str:
    """Name the row by its first text: the pasted one, else the sheet's."""
    for column in columns:
        if column.kind in NATIVE_KINDS or column.kind is Kind.CODE:
            continue
        own = row.shown.get(column.key) or row.values.get(column.key)
        text = cells.get(column.key) or own
        if isinstance(text, str) and text:
            return text
    return "The row without a name"


def _shown(column: Column, value: Value) -> str:
    return value if isinstance(value, str) else show_value(column.kind, value)
