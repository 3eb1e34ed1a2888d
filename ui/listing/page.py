"""A list to find and type into, and the form of the record that is chosen beside it."""

from __future__ import annotations

import importlib
from collections.abc import Callable, Iterable
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QSplitter, QVBoxLayout, QWidget

from db.queries import records
from db.queries.history import table_of
from db.records import RECORDS
from mscb_desktop.sheet.model import new_section
from mscb_desktop.sheet.table import NEW, TableSheet
from ui.areas.history import show_history
from ui.context import Context
from ui.editors.find_line import FindLine
from ui.grid.pasted import Pasted
from ui.grid.view import Grid
from ui.listing.description import ListAct, Listing
from ui.listing.details import Details
from ui.listing.merge import MergeDialog
from ui.listing.words import Words
from ui.theme import scaled
from ui.theme.buttons import button, only_where_written

_KEYS = "Ctrl+F find · F2 edit · F1 all keys"


class ListingPage(QWidget):
    """List and form side by side; what is found is asked of the board as it is typed."""

    status_changed = Signal()

    def __init__(
        self,
        context: Context,
        listing: Listing,
        parent: QWidget | None = None,
        *,
        titled: bool = True,
    ) -> None:
        super().__init__(parent)
        self._context, self.listing = context, listing
        self.record = RECORDS[listing.table]
        self._words = Words(listing)
        self.sheet = TableSheet(context.board, listing.table, listing.columns)
        self._shown = frozenset({listing.table, *self._named_in_list()})
        self.grid = Grid(self.sheet, context.apply, context.say)
        self.grid.setAccessibleName(self.record.plural)
        self.grid.show_history = partial(show_history, context)
        self.find_box = FindLine(f"Find by {self._words.looked_through()}")
        self.find_box.setAccessibleName(f"Find {self._words.one}")
        self.find_box.down.connect(self.grid.setFocus)
        self.count = QLabel()
        self.count.setProperty("kind", "muted")
        self.details = Details(context, listing, self.add, self.delete, self.merge, self)
        self.act_buttons: dict[str, QPushButton] = {}
        self._split = QSplitter(Qt.Orientation.Horizontal)
        self._everything = 0
        self._lay_out(titled)
        self.grid.selection_changed.connect(self._on_selected)
        self.grid.problems_changed.connect(self._on_problems_changed)
        self.grid.pasted.connect(self.pasted.show_report)
        self.details.problems_changed.connect(self.status_changed)
        self.find_box.textChanged.connect(self._on_find)
        jump = QShortcut(QKeySequence(QKeySequence.StandardKey.Find), self)
        jump.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        jump.activated.connect(self._on_find_wanted)
        self.setFocusProxy(self.grid)
        self._count()
        self._show()

    # What the window asks

    def show_year(self, year: int) -> None:
        """Show the same records in every year."""

    def refresh(self, touched: frozenset[tuple[str, str]]) -> None:
        """Ask again for what is shown where a record, or one that it names, changed."""
        if any(table in self._shown for table, _ in touched):
            self.grid.reload(touched)
            self._count()
            self._show()
        self.details.refresh(touched)

    def go_to(self, ref: str, column: str | None) -> bool:
        """Choose a record; the keyboard goes to its cell, or to its field in the form."""
        with self._context.board.reading() as connection:
            is_own = bool(records.rows_by_ref(connection, self.listing.table, [ref]))
        if not is_own:
            return self._led_by_panel(ref, column) or self._opened_by_act(
                table_of(ref), ref, column
            )
        if self.sheet.holding:
            self.find_box.clear()
        columns = self.listing.columns
        if not self.grid.go_to(ref, column if column in columns else None):
            return False
        form = self.details.form
        if column is not None and column not in columns and form is not None:
            self.details.show_form()
            form.go_to(column)
        return True

    def show_sheet(self, place: str) -> bool:
        """Open what holds the sheet whose drafts are kept under this name."""
        for act in self.listing.acts:
            if act.sheet == place:
                self.open_act(act)
                return True
        for number, panel in enumerate(self.details.panels):
            own = panel.of_sheet(place) if hasattr(panel, "of_sheet") else None
            if own is not None and self.go_to(own, None):
                self.details.show_panel(number)
                return True
        return False

    def status(self) -> tuple[str, str]:
        """Say which record is chosen, and the keys."""
        row = self.grid.current_row()
        if row is None:
            return "", _KEYS
        if row.ref == NEW:
            words = self._words
            return f"Type a {words.name} here to add {words.one}", _KEYS
        return f"{self.sheet.row_label(row)} · {row.ref}", _KEYS

    def unstored(self) -> int:
        """Count what was typed and not taken."""
        return len(self.grid.problems()) + self.details.unstored()

    def pictures(self) -> Iterable[tuple[str, Callable[[], object]]]:
        """Give the states of the page that are worth a picture."""
        for number, panel in enumerate(self.listing.panels):
            yield panel.title.lower(), partial(self.details.show_panel, number)
        yield "details", self.details.show_form
        for act in self.listing.acts:
            yield act.title.strip("…").lower(), partial(self.open_act, act)
        if self.details.can_merge:
            yield "merge", self.merge
            yield "merge-both", self._picture_merge

    # What can be done

    def add(self) -> None:
        """Go to the empty line, where typing a name adds a record."""
        self.find_box.clear()
        columns = list(self.listing.columns)
        name = self.record.name_field.name
        self.grid.go_to(NEW, name if name in columns else columns[0])

    def delete(self) -> None:
        """Delete the chosen record; where it is named elsewhere, the window says where."""
        ref = self.details.ref
        if ref is None:
            return
        plan = self.sheet.delete([ref])
        if self._context.apply(plan):
            self._context.say(f"{plan.what}. Ctrl+Z brings it back.")

    def merge(self, other: str | None = None) -> MergeDialog | None:
        """Ask which record is the same as the chosen one, `other` where that is known."""
        form, ref = self.details.form, self.details.ref
        if form is None or ref is None:
            return None
        form.store()
        dialog = MergeDialog(
            self._context, self.listing.table, ref, lambda kept: self.go_to(kept, None), self, other
        )
        dialog.open()
        return dialog

    def open_act(self, act: ListAct, ref: str | None = None) -> None:
        """Do what a button above the list does; its dialog opens at a record where one is asked."""
        module, name = act.opens.split(":")
        dialog = getattr(importlib.import_module(module), name)(self._context, self)
        if dialog is None:
            return
        dialog.open()
        if ref is not None:
            dialog.grid.go_to(ref)

    # Parts

    def _led_by_panel(self, ref: str, column: str | None) -> bool:
        """Show a record of another kind in the panel of the one that it belongs to."""
        for number, panel in enumerate(self.details.panels):
            own = panel.leads_to(ref) if hasattr(panel, "leads_to") else None
            if own is not None and self.go_to(own, None):
                self.details.show_panel(number)
                return bool(panel.go_to(ref, column))  # type: ignore[attr-defined] # a PanelWidget
        return False

    def _opened_by_act(self, table: str | None, ref: str, column: str | None) -> bool:
        """Open the dialog that holds a record of another kind, where its field is asked for.

        Without a field it stays closed, so that undoing goes on.
        """
        for act in self.listing.acts:
            if table is not None and act.sheet == table and column is not None:
                self.open_act(act, ref)
                return True
        return False

    def _named_in_list(self) -> Iterable[str]:
        for name in self.listing.columns:
            target = self.record.fields[name].target
            if target is not None:
                yield target

    def _picture_merge(self) -> None:
        """Show the first two records side by side."""
        with self._context.board.reading() as connection:
            first = records.page(connection, self.listing.table, {}, 0, 2)
        if len(first) > 1:
            self.go_to(first[0][0], None)
            self.merge(first[1][0])

    def _lay_out(self, titled: bool) -> None:
        self.add_button = button(f"Add {self._words.noun}", "plus", self.add, primary=True)
        only_where_written(self.add_button, self._context.board.read_only)
        words = QVBoxLayout()
        words.setSpacing(scaled(4))
        if titled:
            title = QLabel(self.record.plural)
            title.setProperty("kind", "title")
            words.addWidget(title)
        words.addWidget(self.count)
        head = QHBoxLayout()
        head.setSpacing(scaled(8))
        head.addLayout(words, 1)
        for act in self.listing.acts:
            made = button(act.title, act.icon, partial(self.open_act, act))
            self.act_buttons[act.title] = made
            head.addWidget(made, 0, Qt.AlignmentFlag.AlignBottom)
        head.addWidget(self.add_button, 0, Qt.AlignmentFlag.AlignBottom)
        self.pasted = Pasted()
        left = QWidget()
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(scaled(8))
        column.addWidget(self.find_box)
        column.addWidget(self.pasted)
        column.addWidget(self.grid, 1)
        self._split.addWidget(left)
        self._split.addWidget(self.details)
        self._split.setChildrenCollapsible(False)
        self._split.setStretchFactor(0, 1)
        self._split.setStretchFactor(1, 1)
        # Shares of the width, not pixels: a splitter scales them to the room it has.
        self._split.setSizes([10_000, 11_000])
        whole = QVBoxLayout(self)
        top = scaled(16) if titled else scaled(6)
        whole.setContentsMargins(scaled(20), top, scaled(20), scaled(12))
        whole.setSpacing(scaled(14))
        whole.addLayout(head)
        whole.addWidget(self._split, 1)

    def _on_find_wanted(self) -> None:
        self.find_box.setFocus()
        self.find_box.selectAll()

    def _on_find(self) -> None:
        """Show what holds the text; a cell that is not stored must not go out of sight."""
        if self.find_box.text() == self.sheet.holding:
            return
        if self.grid.problems():
            self._context.say("Mend the list's cell that is not stored, or press Esc in it.")
            return
        self.sheet.holding = self.find_box.text()
        self.grid.reload()
        if self.grid.current_row() is None and self.grid.sheet_model.rowCount():
            self.grid.select_cell(0, 0)
        self._show()

    def _on_problems_changed(self) -> None:
        self._on_find()
        self.status_changed.emit()

    def _on_selected(self, _ref: str, _column: str) -> None:
        self._show()

    def _count(self) -> None:
        with self._context.board.reading() as connection:
            self._everything = records.count(connection, self.listing.table, {})

    def _show(self) -> None:
        """Show the current row's record, and how many there are."""
        everything = self._everything
        # While something is looked for there is no empty line among the rows.
        shown = self.grid.sheet_model.rowCount() if self.sheet.holding.strip() else everything
        wanted = self.sheet.holding
        self.count.setText(self._words.counted(shown, everything, wanted))
        row = self.grid.current_row()
        if row is not None and new_section(row.ref) is None:
            self.details.show_record(row.ref)
        else:
            self.details.show_none(self._words.why_none(shown, everything, wanted))
        self.status_changed.emit()
