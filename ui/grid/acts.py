"""What a grid does to the selected cells and rows."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QMimeData
from PySide6.QtGui import QGuiApplication

from db.fields import Kind
from mscb_desktop.sheet.model import Edit, Row, RowKind, SheetPlan, new_section
from mscb_desktop.values import Unreadable
from ui.grid.menu import make_menu

if TYPE_CHECKING:
    from ui.grid.view import Grid

_ROWS_OF_RECORDS = (RowKind.LINE, RowKind.ADJUSTMENT, RowKind.HEADING, RowKind.SUBTOTAL)


class Acts:
    """The acts behind the grid's keys and menu entries; each says in the status bar what it did
    where the sheet itself does not show it.
    """

    def __init__(self, grid: Grid) -> None:
        self._grid = grid

    def possible(self) -> frozenset[str]:
        """Name the acts that would do something to the present selection."""
        names = {"copy", "select_all", "select_rows"}
        current = self._grid.current_row()
        if current is None:
            return frozenset({"select_all"})
        if current.lines is not None:
            names.add("open_row")
        if self._grid.show_history is not None and new_section(current.ref) is None:
            names.add("show_history")
        if self._grid.sheet_model.sheet.read_only is None:
            names.add("paste")
            names.add("insert_rows")
            if self._grid.sheet_model.field_at(self._grid.currentIndex()) is not None:
                names |= {"edit", "clear", "cut", "fill_down"}
            if self._records():
                names |= {"delete_rows", "move_up", "move_down"}
        return frozenset(names)

    # Editing

    def edit(self) -> None:
        """Edit the current cell with its present content."""
        self._grid.begin(None)

    def edit_emptied(self) -> None:
        """Edit the current cell with nothing in it, as Backspace does."""
        self._grid.begin("")

    def give_up(self) -> None:
        """Give up what was typed into the current cell and not taken, or else the grid itself."""
        row, column = self._grid.current_row(), self._grid.current_column()
        if row is None or column is None:
            return
        if self._grid.sheet_model.give_up(row.ref, column.key):
            self._grid.problems_changed.emit()
        else:
            self._grid.given_up.emit()

    def clear(self) -> None:
        """Empty the selected cells that can be typed into, as one change."""
        edits = [
            Edit(row.ref, column.key, None)
            for row, column in self._grid.selected_cells()
            if column.key in row.stores and self._filled(row, column.key)
        ]
        if edits and self._may_type():
            self._grid.type_into(edits)

    def fill_down(self) -> None:
        """Repeat the selection's first row below it; a single row takes what stands above it."""
        if not self._may_type():
            return
        top, left, bottom, right = self._grid.selected_rectangle()
        if top == bottom:
            top -= 1
        source = self._grid.sheet_model.row(top) if top >= 0 else None
        if source is None:
            return
        edits = []
        for place in range(top + 1, bottom + 1):
            row = self._grid.sheet_model.row(place)
            if row is None or row.kind is RowKind.NEW:
                continue
            for column in self._grid.sheet_model.columns[left : right + 1]:
                # What a computed cell stores is a figure as printed: nobody printed this one.
                if column.key in row.stores and column.key not in row.computed:
                    edits.append(Edit(row.ref, column.key, source.values.get(column.key)))
        if edits:
            self._grid.type_into(edits)

    # Clipboard

    def copy(self) -> None:
        """Put the selected rectangle on the clipboard, for Excel with exact values."""
        from mscb_desktop.sheet.clipboard import Copied, to_clipboard

        model = self._grid.sheet_model
        top, left, bottom, right = self._grid.selected_rectangle()
        columns = model.columns[left : right + 1]
        rows = [row for n in range(top, bottom + 1) if (row := model.row(n)) is not None]
        table = [
            [Copied(model.text(row, c), row.values.get(c.key), c.kind) for c in columns]
            for row in rows
            if row.kind is not RowKind.NEW or len(rows) == 1
        ]
        html, text = to_clipboard(table)
        data = QMimeData()
        data.setHtml(html)
        data.setText(text)
        QGuiApplication.clipboard().setMimeData(data)

    def cut(self) -> None:
        """Copy the selected cells and empty them."""
        self.copy()
        self.clear()

    def paste(self) -> None:
        """Set what the clipboard holds onto the sheet from the selection's first cell on."""
        from mscb_desktop.sheet.clipboard import from_clipboard

        if not self._may_type():
            return
        data = QGuiApplication.clipboard().mimeData()
        try:
            clip = from_clipboard(
                data.html() if data.hasHtml() else None, data.text() if data.hasText() else None
            )
        except Unreadable as error:
            self._grid.say(error.message)
            return
        if not clip:
            self._grid.say("The clipboard holds no cells and no text: copy them first.")
            return
        self._grid.paste_clip(clip)

    # Rows

    def insert_rows(self) -> None:
        """Insert as many empty rows as are selected, above them."""
        if not self._may_type():
            return
        top, _, bottom, _ = self._grid.selected_rectangle()
        row = self._grid.sheet_model.row(top)
        if row is not None:
            self._follow(self._grid.sheet_model.sheet.insert(row.ref, bottom - top + 1))

    def delete_rows(self) -> None:
        """Delete the selected rows and say what went."""
        if not self._may_type():
            return
        rows = self._records()
        if not rows:
            self._grid.say("Only rows that were typed can be deleted: this one is computed.")
            return
        model = self._grid.sheet_model
        names = [self._name(row) for row in rows]
        plan = model.sheet.delete([row.ref for row in rows])
        self._tell(plan)
        if model.run(plan):
            for row in rows:
                self._grid.keeping.forget(row.ref)
            self._grid.say(gone(names))

    def move_up(self) -> None:
        """Move the selected rows one place up."""
        self._move(-1)

    def move_down(self) -> None:
        """Move the selected rows one place down."""
        self._move(1)

    def open_row(self) -> None:
        """Open what stands below the current row."""
        row = self._grid.current_row()
        if row is not None and row.lines is not None:
            self._grid.opened.emit(row.ref)

    def show_history(self) -> None:
        """Show all changes of the current row, where the page has a way there."""
        row, show = self._grid.current_row(), self._grid.show_history
        if row is not None and show is not None and new_section(row.ref) is None:
            show(row.ref)

    # Selection and menu

    def select_all(self) -> None:
        """Select all cells."""
        self._grid.selectAll()

    def select_rows(self) -> None:
        """Stretch the selection over whole rows."""
        top, _, bottom, _ = self._grid.selected_rectangle()
        self._grid.select_rectangle(top, 0, bottom, len(self._grid.sheet_model.columns) - 1)

    def show_menu(self) -> None:
        """Show the menu at the current cell."""
        rect = self._grid.visualRect(self._grid.currentIndex())
        make_menu(self._grid).popup(self._grid.viewport().mapToGlobal(rect.bottomLeft()))

    def _move(self, step: int) -> None:
        rows = self._records()
        if rows and self._may_type():
            self._follow(self._grid.sheet_model.sheet.move([row.ref for row in rows], step))

    def _follow(self, plan: SheetPlan) -> None:
        self._tell(plan)
        if self._grid.sheet_model.run(plan) and plan.created:
            self._grid.follow(plan.created)

    def _tell(self, plan: SheetPlan) -> None:
        if plan.problems:
            self._grid.say(plan.problems[0].message)

    def _records(self) -> Sequence[Row]:
        return [
            row for row in self._grid.selected_rows() if row.kind in _ROWS_OF_RECORDS and row.stores
        ]

    def _may_type(self) -> bool:
        reason = self._grid.sheet_model.sheet.read_only
        if reason:
            self._grid.say(reason)
        return reason is None

    def _filled(self, row: Row, key: str) -> bool:
        return row.values.get(key) is not None or (
            self._grid.sheet_model.drafts.get(row.ref, key) is not None
        )

    def _name(self, row: Row) -> str:
        """Give the words by which people know a row: its first text."""
        model = self._grid.sheet_model
        for column in model.columns:
            text = model.text(row, column)
            if text and column.kind in (Kind.TEXT, Kind.LONG_TEXT, Kind.LOOKUP, Kind.CODE):
                return text
        return row.ref


def gone(names: Sequence[str]) -> str:
    """Say which rows were deleted and how they come back."""
    if len(names) == 1:
        return f"‘{names[0]}’ is deleted. Ctrl+Z brings it back."
    return (
        f"{len(names)} rows are deleted, from ‘{names[0]}’ to ‘{names[-1]}’. "
        "Ctrl+Z brings them back."
    )
