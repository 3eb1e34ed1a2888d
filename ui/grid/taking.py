"""Typing taken into a sheet: what is valid is stored, and the rest kept in its cells."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from db.fields import Value
from db.records import RECORDS
from mscb_desktop.sheet.model import Edit, SheetPlan, new_section
from ui.drafts import IN_CELL, REFUSED_IN_CELL, Cell
from ui.grid.drafts import Draft

if TYPE_CHECKING:
    from ui.grid.model import GridModel


class Taking:
    """Applies what was typed into a grid's model.

    Where another value was stored since typing into a cell began nothing is written there, and
    both wait for the person.
    """

    def __init__(self, model: GridModel) -> None:
        self._model = model

    def type_into(
        self, edits: Sequence[Edit], bases: Mapping[Cell, Value] | None = None
    ) -> SheetPlan:
        """Plan the edits, apply what is valid as one change and keep the rest as drafts.

        `bases` are the values stored when typing into cells began: where another was stored
        meanwhile nothing is written, and both wait for the person. The answer's changes were
        applied unless it has none.
        """
        new = {edit.ref for edit in edits if new_section(edit.ref) is not None}
        edits = self._model.drafts.with_waiting(edits, sorted(new))
        bases = bases or {}
        plan = self._model.sheet.edit(edits)
        met = self._met(plan, bases)
        if met:
            free = [edit for edit in edits if (edit.ref, edit.column) not in met]
            plan = self._model.sheet.edit(free) if free else SheetPlan(plan.what)
        return self._run(plan, edits, new, bases, met)

    def add_new(
        self, ref: str, column: str, name: str, bases: Mapping[Cell, Value] | None = None
    ) -> SheetPlan:
        """Make the record that a lookup lacks and put it into the cell."""
        new = {ref} if new_section(ref) is not None else set()
        bases = bases or {}
        plan = self._model.sheet.add_new(ref, column, name)
        met = self._met(plan, bases)
        if met:
            plan = SheetPlan(plan.what)
        return self._run(plan, [Edit(ref, column, name)], new, bases, met)

    def store_mine(self, ref: str, column: str) -> SheetPlan:
        """Store a cell's text in place of what was stored there meanwhile."""
        draft = self._model.drafts.get(ref, column)
        if draft is None or draft.stores is None:
            return SheetPlan("")
        now = self._model.stored.value(ref, draft.stores)
        self._model.drafts.put(ref, column, replace(draft, base=now))
        return self.type_into([Edit(ref, column, draft.typed)], {(ref, column): now})

    def keep(self, ref: str, column: str, typed: Value, base: Value) -> None:
        """Keep a text that is not stored yet in its cell."""
        reason = IN_CELL
        draft = self._model.drafts.get(ref, column)
        if draft is not None and draft.reason is not None:
            reason = draft.reason
        self._model.drafts.put(
            ref, column, Draft(typed, reason, base, self._model.stores(ref, column))
        )
        self._model.tell_changed(ref)

    def keep_unwritten(self, plan: SheetPlan) -> None:
        """Keep what a plan would have stored in rows of the sheet, where it was refused."""
        for change in plan.changes:
            place = self._model.place(change.ref) if change.before and change.after else None
            row = self._model.row(place) if place is not None else None
            if row is None or change.before is None or change.after is None:
                continue
            for key, field in row.stores.items():
                if field.name in change.after:
                    typed, base = change.after[field.name], change.before[field.name]
                    shown = "" if typed is None else typed
                    self._model.drafts.put(
                        row.ref, key, Draft(shown, REFUSED_IN_CELL, base, field.name)
                    )
            self._model.tell_changed(row.ref)
        self._catch_up()

    def _run(
        self,
        plan: SheetPlan,
        edits: Sequence[Edit],
        new: set[str],
        bases: Mapping[Cell, Value],
        met: set[Cell],
    ) -> SheetPlan:
        bases = {**self._planned(plan, edits), **bases}
        taken = self._model.run(plan)
        made = plan.created[0] if taken and plan.created and len(new) == 1 else None
        reasons = {(p.ref, p.column): p.message for p in plan.problems}
        failed = bool(plan.changes) and not taken
        for edit in edits:
            cell = (edit.ref, edit.column)
            reason = reasons.pop(cell, None)
            waits = edit.ref in new and not plan.changes and bool(plan.problems)
            if failed:
                reason = REFUSED_IN_CELL
            if cell in met:
                reason = IN_CELL
            old = self._model.drafts.get(*cell)
            self._model.drafts.drop(*cell)
            if reason is not None or (waits and edit.typed not in (None, "")):
                home = made if made is not None and edit.ref in new else edit.ref
                self._put(home, edit, reason, bases, old)
        for (ref, column), message in reasons.items():
            if ref is not None and column is not None and self._model.stores(ref, column):
                self._model.drafts.put(ref, column, Draft(None, message))
        if failed or met:
            self._catch_up()
        for ref in {edit.ref for edit in edits} | ({made} if made else set()):
            self._model.tell_changed(ref)
        return plan if taken or not plan.changes else SheetPlan(plan.what, (), plan.problems)

    def _put(
        self,
        ref: str,
        edit: Edit,
        reason: str | None,
        bases: Mapping[Cell, Value],
        old: Draft | None,
    ) -> None:
        """Keep an edit that was not taken, with what was stored when its typing began."""
        stores = self._model.stores(ref, edit.column)
        base: Value = None
        if (ref, edit.column) in bases:
            base = bases[ref, edit.column]
        elif old is not None and old.stores == stores:
            base = old.base
        elif stores is not None and new_section(ref) is None:
            base = self._model.stored.value(ref, stores)
        typed = "" if edit.typed is None else edit.typed
        self._model.drafts.put(ref, edit.column, Draft(typed, reason, base, stores))

    def _planned(self, plan: SheetPlan, edits: Sequence[Edit]) -> dict[Cell, Value]:
        """Give what the plan found stored in the edited cells."""
        before = {change.ref: change.before for change in plan.changes if change.before}
        found: dict[Cell, Value] = {}
        for edit in edits:
            stores = self._model.stores(edit.ref, edit.column) if edit.ref in before else None
            if stores is not None and stores in before[edit.ref]:
                found[edit.ref, edit.column] = before[edit.ref][stores]
        return found

    def _met(self, plan: SheetPlan, bases: Mapping[Cell, Value]) -> set[Cell]:
        """Name the cells in which another value was stored since their typing began.

        What a cell stores beside its row's own record is known by what the sheet says of it.
        """
        if not plan.changes:
            return set()
        before = {change.ref: change.before for change in plan.changes if change.before}
        place = self._model.sheet.drafts
        own = RECORDS[place.table].fields if place is not None else {}
        met = set()
        for (ref, column), base in bases.items():
            stores = self._model.stores(ref, column)
            if stores is None:
                continue
            if stores in before.get(ref, {}):
                now = before[ref][stores]
            elif stores in own or new_section(ref) is not None:
                continue
            else:
                now = self._model.stored.value(ref, stores)
            if now != base:
                met.add((ref, column))
        return met

    def _catch_up(self) -> None:
        """Show what stands in the board now, where something was refused for it."""
        place = self._model.sheet.drafts
        if place is not None:
            place.board.catch_up()
        self._model.stored.forget()
