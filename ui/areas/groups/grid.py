"""The grid of a group's members: goes on with the empty line, asks before it deletes or adds."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from mscb_desktop.groups.reading import Missing
from mscb_desktop.groups.rows import NEW, is_heading
from mscb_desktop.groups.sheet import MembersSheet
from mscb_desktop.sheet.model import RowKind, SheetPlan
from ui.editors.base import Leave
from ui.grid.acts import Acts
from ui.grid.view import Grid

if TYPE_CHECKING:
    from mscb_desktop.sheet.clip import Clip


class MembersActs(Acts):
    """Deleting a member is asked about, since who leaves is no mistake."""

    def __init__(self, grid: MembersGrid) -> None:
        super().__init__(grid)
        self._members = grid

    def possible(self) -> frozenset[str]:
        """Name the acts that would do something; headings of no record have no history."""
        found = super().possible() - {"insert_rows"}
        row = self._members.current_row()
        if row is not None and is_heading(row.ref):
            found -= {"show_history"}
        return found

    def delete_rows(self) -> None:
        """Ask whether the selected members left, or stand there by mistake."""
        if self._may_type():
            self._members.leaving.emit()

    def show_history(self) -> None:
        """Show all changes of the current row."""
        row = self._members.current_row()
        if row is not None and not is_heading(row.ref):
            super().show_history()


class MembersGrid(Grid):
    """A grid over a MembersSheet."""

    leaving = Signal()
    """The selected members shall be ended, or deleted."""

    def __init__(
        self,
        sheet: MembersSheet,
        apply: Callable[[SheetPlan], bool],
        say: Callable[[str], None],
        ask: Callable[[Sequence[Missing], Callable[[bool], None]], object],
        parent: QWidget | None = None,
    ) -> None:
        self._fresh: str | None = None
        super().__init__(sheet, apply, say, parent)
        self._ask = ask
        self.acts = MembersActs(self)

    @property
    def members(self) -> MembersSheet:
        """The sheet that is shown."""
        sheet = self.sheet_model.sheet
        assert isinstance(sheet, MembersSheet)
        return sheet

    def chosen(self) -> list[str]:
        """Give the members whose rows are selected."""
        rows = self.selected_rows()
        return [row.ref for row in rows if row.kind is RowKind.LINE]

    def paste_clip(self, clip: Clip) -> None:
        """Paste rows; where they name posts or people that the board lacks, ask first."""
        from mscb_desktop.sheet.pasting import plan_paste

        top, left, _, _ = self.selected_rectangle()
        row = self.sheet_model.row(top)
        if row is None:
            return
        column = self.sheet_model.columns[left].key
        with self._every_column():
            plan_paste(self.members, row.ref, column, clip)
        if not self.members.missing:
            self._paste(clip, adds=False)
            return
        self._ask(self.members.missing, lambda adds: self._paste(clip, adds=adds))

    def follow(self, created: Sequence[str]) -> None:
        """Stand in the row just made; Enter goes back from it to the empty line."""
        super().follow(created)
        self._fresh = created[0]

    def leave(self, leave: Leave) -> None:
        """Go where the person went; from a row just made Enter goes on with the empty line."""
        row, fresh = self.current_row(), self._fresh
        place = self.sheet_model.place(NEW)
        if leave is Leave.DOWN and row is not None and row.ref == fresh and place is not None:
            self._fresh = None
            self.select_cell(place, 0)
            return
        super().leave(leave)

    def _paste(self, clip: Clip, *, adds: bool) -> None:
        self.members.adds = adds
        try:
            with self._every_column():
                super().paste_clip(clip)
        finally:
            self.members.adds = False
        self._fresh = None
        if len(self.sheet_model.columns) != len(self.members.columns):
            self.reload()

    @contextmanager
    def _every_column(self) -> Iterator[None]:
        """Let a pasted table bring columns that the list does not use yet."""
        before = self.members.all_columns
        self.members.all_columns = True
        try:
            yield
        finally:
            self.members.all_columns = before
