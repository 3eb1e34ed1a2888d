"""A sheet held in memory: sections of lines, subtotals and adjustments, with undo by hand."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from db.changes import Change, Problem, create
from db.fields import Field, Kind, Value
from mscb_desktop.sheet.model import (
    Column,
    Edit,
    Note,
    PastedRow,
    Row,
    RowKind,
    SheetPlan,
    Suggestion,
    Tone,
    new_section,
)
from mscb_desktop.values import Unreadable, read_value

TABLE = "line"


@dataclass
class MemorySheet:
    """Rows of one table in one section, in order; `apply` writes a plan at once."""

    columns: Sequence[Column]
    fields: Mapping[str, Field]
    stored: dict[str, dict[str, Value]] = field(default_factory=dict)
    agencies: dict[str, str] = field(default_factory=dict)
    read_only: str | None = None
    refuse: bool = False
    """Let `apply` refuse whatever comes."""
    has_lines: bool = False
    pages: list[int] = field(default_factory=list)
    """Where the pages asked for began."""
    applied: list[SheetPlan] = field(default_factory=list)
    next_number: int = 1

    # Reading

    @property
    def drafts(self) -> None:
        """Keep no draft: there is no board."""

    def count(self) -> int:
        return len(self.stored) + 1

    def page(self, start: int, size: int) -> Sequence[Row]:
        self.pages.append(start)
        refs = list(self.stored)[start : start + size]
        rows = [self._row(ref) for ref in refs]
        if start <= len(self.stored) < start + size:
            stores = {c.key: self.fields[c.key] for c in self.columns if c.key in self.fields}
            computed = frozenset(c.key for c in self.columns if c.field is None)
            rows.append(Row("new:line", RowKind.NEW, {}, stores=stores, computed=computed))
        return rows

    def _row(self, ref: str) -> Row:
        values = dict(self.stored[ref])
        shown = {
            key: self.agencies.get(str(values.get(key)), "")
            for key, facts in self.fields.items()
            if facts.kind is Kind.LOOKUP
        }
        computed: set[str] = set()
        notes: dict[str, Note] = {}
        if any(column.key == "difference" for column in self.columns):
            computed.add("difference")
            planned, actual = values.get("planned"), values.get("actual")
            if isinstance(planned, int) and isinstance(actual, int):
                values["difference"] = planned - actual
                if planned < actual:
                    notes["difference"] = Note("overspend", Tone.BAD)
        return Row(
            ref,
            RowKind.LINE,
            values,
            shown=shown,
            stores=dict(self.fields),
            computed=frozenset(computed),
            notes=notes,
            lines=0 if self.has_lines else None,
        )

    # Planning

    def edit(self, edits: Sequence[Edit]) -> SheetPlan:
        problems: list[Problem] = []
        rows: dict[str, dict[str, Value]] = {}
        for edit in edits:
            rows.setdefault(edit.ref, {})
            try:
                rows[edit.ref][edit.column] = self._read(edit)
            except Unreadable as refusal:
                problems.append(Problem(refusal.message, TABLE, edit.ref, edit.column))
        changes: list[Change] = []
        created: list[str] = []
        for ref, after in rows.items():
            if new_section(ref) is None:
                stored = self.stored[ref]
                after = {key: value for key, value in after.items() if stored.get(key) != value}
                if after:
                    before = {key: stored.get(key) for key in after}
                    changes.append(Change(TABLE, ref, before, after))
                continue
            given = {key: value for key, value in after.items() if value is not None}
            if not given:
                continue
            missing = [f for f in self.fields.values() if f.required and f.name not in given]
            for facts in missing:
                if not any(p.ref == ref and p.column == facts.name for p in problems):
                    message = facts.problem(None) or ""
                    problems.append(Problem(message, TABLE, ref, facts.name))
            if not missing:
                made = self._new_ref()
                created.append(made)
                changes.append(create(TABLE, made, **given))
        return SheetPlan("Typed", tuple(changes), tuple(problems), tuple(created))

    def _read(self, edit: Edit) -> Value:
        facts = self.fields[edit.column]
        if facts.kind is not Kind.LOOKUP:
            return read_value(facts, edit.typed)
        if edit.typed in (None, ""):
            return None
        for ref, name in self.agencies.items():
            if edit.typed in (ref, name):
                return ref
        raise Unreadable(f"There is no agency '{edit.typed}': choose 'Add new' to add it.")

    def insert(self, at: str, count: int = 1) -> SheetPlan:
        created = [self._new_ref() for _ in range(count)]
        changes = tuple(create(TABLE, ref, _above=at, name="New line") for ref in created)
        return SheetPlan("Row inserted", changes, (), tuple(created))

    def delete(self, refs: Sequence[str]) -> SheetPlan:
        changes = tuple(Change(TABLE, ref, self.stored[ref], None) for ref in refs)
        return SheetPlan("Rows deleted", changes)

    def move(self, refs: Sequence[str], step: int) -> SheetPlan:
        order = list(self.stored)
        places = sorted((order.index(ref) for ref in refs), reverse=step > 0)
        for place in places:
            if not 0 <= place + step < len(order):
                return SheetPlan("Moved")
            order[place], order[place + step] = order[place + step], order[place]
        changes = tuple(
            Change(TABLE, ref, {"_place": None}, {"_place": place})
            for place, ref in enumerate(order)
        )
        return SheetPlan("Moved", changes)

    def place(self, at: str, rows: Sequence[Mapping[str, Value]]) -> Sequence[PastedRow]:
        refs = [*self.stored, "new:line"]
        start = refs.index(at)
        return [
            PastedRow(refs[min(start + n, len(refs) - 1)], cells, n + 1)
            for n, cells in enumerate(rows)
        ]

    def place_of(self, ref: str) -> int | None:
        return None

    def already(self, row: str, column: str, text: str) -> Sequence[Suggestion]:
        return ()

    def suggest(self, row: str, column: str, text: str, limit: int = 12) -> Sequence[Suggestion]:
        wanted = text.casefold()
        found = [
            Suggestion(ref, name)
            for ref, name in self.agencies.items()
            if wanted in name.casefold()
        ]
        return found[:limit]

    def add_new(self, row: str, column: str, name: str) -> SheetPlan:
        ref = f"AG-{len(self.agencies) + 1:04}"
        before = {column: self.stored[row].get(column)}
        changes = (create("agency", ref, name=name), Change(TABLE, row, before, {column: ref}))
        return SheetPlan("Agency added", changes)

    # Writing

    def apply(self, plan: SheetPlan) -> bool:
        if self.refuse:
            return False
        self.applied.append(plan)
        for change in plan.changes:
            self.write(change)
        return True

    def undo(self) -> None:
        """Take back the newest plan; deleted rows come back at the end."""
        for change in reversed(self.applied.pop().changes):
            self.write(change.reversed())

    def write(self, change: Change) -> None:
        if change.table == "agency":
            self.agencies[change.ref] = str((change.after or {}).get("name"))
        elif change.after is None:
            del self.stored[change.ref]
        elif change.before is None:
            values = dict(change.after)
            above = values.pop("_above", None)
            self.stored[change.ref] = values
            if above in self.stored:
                self._reorder(change.ref, list(self.stored).index(str(above)))
        elif "_place" in change.after:
            self._reorder(change.ref, int(str(change.after["_place"])))
        else:
            for key, value in change.after.items():
                self.stored[change.ref][key] = value

    def _reorder(self, ref: str, place: int) -> None:
        order = [other for other in self.stored if other != ref]
        order.insert(place, ref)
        self.stored = {other: self.stored[other] for other in order}

    def _new_ref(self) -> str:
        ref = f"BL-{self.next_number:04}"
        self.next_number += 1
        return ref

    def add(self, **values: Value) -> str:
        """Put a row at the end without a plan."""
        ref = self._new_ref()
        self.stored[ref] = values
        return ref


NAME = Field("name", "Description", Kind.TEXT, "What the money is for.", 100, required=True)
PLANNED = Field("planned", "Set", Kind.MONEY)
ACTUAL = Field("actual", "Actual", Kind.MONEY)
COMMENT = Field("comment", "Comment", Kind.LONG_TEXT)


def budget_sheet(lines: int = 3, **options: object) -> MemorySheet:
    """Make a sheet like a budget, with `lines` rows of plain figures."""
    sheet = MemorySheet(
        (
            Column("name", "Description", Kind.TEXT, NAME, 26, stretch=True),
            Column("planned", "Set (£)", Kind.MONEY, PLANNED, 10),
            Column("actual", "Actual (£)", Kind.MONEY, ACTUAL, 10),
            Column("difference", "Under / over (£)", Kind.MONEY, None, 12),
            Column("comment", "Comments", Kind.LONG_TEXT, COMMENT, 20, stretch=True),
        ),
        {"name": NAME, "planned": PLANNED, "actual": ACTUAL, "comment": COMMENT},
        **options,  # type: ignore[arg-type]
    )
    for number in range(1, lines + 1):
        sheet.add(name=f"Line {number}", planned=number * 1000, actual=number * 600)
    return sheet
