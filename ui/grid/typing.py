"""Typing into cells: opens an editor, stores what was typed, says why where it cannot."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QStyledItemDelegate, QWidget

from db.fields import Kind
from mscb_desktop.sheet.model import Column, Edit, Row, SheetPlan
from ui.editors.base import Editor, Leave
from ui.editors.pick import PickEditor
from ui.editors.yes_no import says_yes
from ui.grid.drafts import Draft

if TYPE_CHECKING:
    from ui.grid.view import Grid

_INTERRUPTED = "This is not stored yet: press F2 and Enter to store it, or Esc to give it up."


class Typing:
    """Holds the grid's open editor, if any, with the reference and column it belongs to."""

    def __init__(self, grid: Grid) -> None:
        self._grid = grid
        self.editor: Editor | None = None
        self._ref = ""
        self._column = ""

    def begin(self, typed: str | None) -> None:
        """Edit the current cell: with its content, or with `typed` in its place."""
        grid = self._grid
        row, column = grid.current_row(), grid.current_column()
        if row is None or column is None or self.editor is not None:
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
            inner = self.editor.focusProxy()
            if typed is not None:
                self.editor.begin_with(typed)
            elif isinstance(inner, QLineEdit):
                # Qt selects all when an editor opens; Excel's F2 stands behind the last letter.
                inner.end(False)

    def finish(self, leave: Leave) -> None:
        """Close the open editor, store what was typed, and go on."""
        editor = self.editor
        if editor is None:
            return
        ref, column = self._ref, self._column
        # A refused text is tried again even where nothing was added to it.
        kept = self._grid.sheet_model.drafts.get(ref, column) is not None
        typed, touched = editor.typed(), editor.touched or kept
        adding = editor.adding if isinstance(editor, PickEditor) else None
        self._close(editor)
        if adding:
            self.after(self._grid.sheet_model.add_new(ref, column, adding))
        elif touched:
            self._grid.type_into([Edit(ref, column, typed)])
        self._grid.leave(leave)

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
        editor.finished.connect(self.finish)
        editor.left.connect(lambda: self.finish(Leave.STAY))
        editor.cancelled.connect(lambda: self._close(editor))

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
            self._grid.sheet_model.drafts.put(ref, column, Draft(typed, _INTERRUPTED))

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
