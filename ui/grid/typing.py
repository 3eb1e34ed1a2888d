"""Typing into cells: opens an editor, stores what was typed, says why where it cannot."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QStyledItemDelegate, QWidget

from db.drafts import Unstored
from db.fields import Kind, Value
from mscb_desktop.sheet.model import Column, Edit, Row, SheetPlan, new_section
from ui.editors.base import Editor, Leave
from ui.editors.yes_no import says_yes

if TYPE_CHECKING:
    from ui.grid.view import Grid


class Typing:
    """Holds the grid's open editor, if any, with the reference and column it belongs to."""

    def __init__(self, grid: Grid) -> None:
        self._grid = grid
        self.editor: Editor | None = None
        self._ref = ""
        self._column = ""
        self._stores: str | None = None
        self._base: Value = None
        self._was_draft = False

    def begin(self, typed: str | None) -> None:
        """Edit the current cell: with its content, or with `typed` in its place."""
        grid = self._grid
        seen = grid.current_row()
        if seen is None or self.editor is not None:
            return
        grid.keeping.catch_up()
        row, column = grid.current_row(), grid.current_column()
        if row is None or column is None or row.ref != seen.ref:
            return
        field = grid.sheet_model.field_at(grid.currentIndex())
        if field is None:
            grid.say(self._why_not(row, column))
        elif field.kind is Kind.IMAGE:
            grid.say("A picture is chosen in the record's form, not in the table.")
        elif field.kind is Kind.YES_NO:
            self._answer(row, column, typed)
        else:
            grid.scrollTo(grid.currentIndex())
            grid.edit(grid.currentIndex())
            if self.editor is None:
                return
            if row.values.get(column.key) != seen.values.get(column.key):
                # Whoever typed had another value before their eyes a moment ago.
                self._base = seen.values.get(column.key)
            inner = self.editor.focusProxy()
            if typed is not None:
                self.editor.begin_with(typed)
            elif isinstance(inner, QLineEdit):
                # Qt selects all when an editor opens; Excel's F2 stands behind the last letter.
                inner.end(False)
            self.look_again()

    def look_again(self) -> None:
        """Tell of both values where another one was stored while the open editor is typed into."""
        model = self._grid.sheet_model
        if self.editor is None or self._stores is None:
            return
        now = model.stored.value(self._ref, self._stores)
        if not self.editor.touched and not self._was_draft:
            self._base = now
        elif now != self._base:
            model.taking.keep(self._ref, self._column, self.editor.in_sight(), self._base)
            self._grid.choice.show_whole()
            self._grid.problems_changed.emit()

    def unstored(self) -> Unstored | None:
        """Give what the open editor holds, where the person typed into it."""
        if self.editor is None or not self.editor.touched:
            return None
        draft = self._grid.sheet_model.drafts.get(self._ref, self._column)
        return Unstored(
            ref=self._ref,
            field=self._column,
            typed=self.editor.in_sight(),
            reason=draft.reason if draft is not None else None,
            base=self._base,
            stores=self._stores,
        )

    def give_up(self, ref: str, column: str) -> None:
        """Close the editor of a cell without storing what it holds."""
        if self.editor is not None and (self._ref, self._column) == (ref, column):
            self._close(self.editor)

    def finish(self, leave: Leave) -> None:
        """Close the open editor, store what was typed, and go on."""
        editor = self.editor
        if editor is None:
            return
        ref, column = self._ref, self._column
        # A refused text is tried again even where nothing was added to it.
        kept = self._grid.sheet_model.drafts.get(ref, column) is not None
        typed, touched = editor.typed(), editor.touched or kept
        bases = {(ref, column): self._base} if self._stores is not None else None
        from ui.editors.pick import PickEditor

        adding = editor.adding if isinstance(editor, PickEditor) else None
        self._close(editor)
        if adding:
            self.after(self._grid.sheet_model.taking.add_new(ref, column, adding, bases))
        elif touched:
            self._grid.type_into([Edit(ref, column, typed)], bases)
        if leave is not Leave.STAY and self._grid.sheet_model.is_met(ref, column):
            self._grid.choice.ask()
        else:
            self._grid.leave(leave)

    def go_to_other(self, ref: str) -> None:
        """Give up what is typed, since the record of this reference is meant, and go to it."""
        self.give_up(self._ref, self._column)
        if not self._grid.go_to(ref):
            self._grid.say(f"It is {ref}: press Ctrl+K and type that to go to it.")

    def after(self, plan: SheetPlan) -> None:
        """Follow what a change made, and say what was not taken."""
        if plan.created:
            self._grid.follow(plan.created)
        if plan.problems:
            self._grid.say(plan.problems[0].message)
        self._grid.problems_changed.emit()

    def forward(self, event: QKeyEvent) -> bool:
        """Give the open editor a key that came to the grid, pressed faster than it opened."""
        target = self.editor.focusProxy() if self.editor is not None else None
        if target is None:
            return False
        QCoreApplication.sendEvent(target, event)
        return True

    def take(self, editor: Editor, ref: str, column: str) -> None:
        """Hold the editor that was just made for a cell."""
        self.editor = editor
        self._ref, self._column = ref, column
        model = self._grid.sheet_model
        draft = model.drafts.get(ref, column)
        stores = model.stores(ref, column) if new_section(ref) is None else None
        self._was_draft = draft is not None
        self._stores = stores if self._grid.keeping.keeper is not None else None
        self._base = None
        if draft is not None and draft.stores == stores:
            self._base = draft.base
        elif self._stores is not None:
            self._base = model.stored.value(ref, self._stores)
        editor.edited.connect(self._on_edited)
        editor.finished.connect(self.finish)
        editor.left.connect(lambda: self.finish(Leave.STAY))
        editor.cancelled.connect(lambda: self._cancel(editor))

    def forget(self, editor: QWidget) -> None:
        """Let go of an editor that Qt takes away."""
        if editor is self.editor:
            self.editor = None

    @contextmanager
    def kept(self) -> Iterator[None]:
        """Keep what is being typed as a draft where Qt takes the editor away meanwhile."""
        editor, ref, column = self.editor, self._ref, self._column
        typed = editor.typed() if editor is not None and editor.touched else None
        yield
        if typed is not None and self.editor is None:
            self._grid.sheet_model.taking.keep(ref, column, typed, self._base)
            self._grid.problems_changed.emit()

    def _on_edited(self) -> None:
        self._grid.keeping.expect()
        model, editor = self._grid.sheet_model, self.editor
        if editor is not None and model.is_met(self._ref, self._column):
            model.taking.keep(self._ref, self._column, editor.in_sight(), self._base)

    def _cancel(self, editor: Editor) -> None:
        """Close the editor; what it met only while it was open is given up with it."""
        self._close(editor)
        if not self._was_draft and self._grid.sheet_model.give_up(self._ref, self._column):
            self._grid.problems_changed.emit()

    def _close(self, editor: Editor) -> None:
        self.editor = None
        editor.blockSignals(True)
        self._grid.closeEditor(editor, QStyledItemDelegate.EndEditHint.NoHint)

    def _answer(self, row: Row, column: Column, typed: str | None) -> None:
        """Set yes or no by one key; Space and F2 turn it round, Backspace empties it."""
        now = row.values.get(column.key) is True
        answer = (not now) if typed in (None, " ") else says_yes(typed or "")
        if typed == "":
            self._grid.type_into([Edit(row.ref, column.key, None)])
        elif answer is None:
            self._grid.say("Press y for yes, n for no, or Space to turn it round.")
        else:
            self._grid.type_into([Edit(row.ref, column.key, answer)])

    def _why_not(self, row: Row, column: Column) -> str:
        reason = self._grid.sheet_model.sheet.read_only
        if reason:
            return reason
        if column.key in row.computed:
            return f"{column.heading} is computed here and cannot be typed."
        return f"Nothing is typed into {column.heading} in this row."
