"""The agencies' page: a list to find and type into, and the form of the chosen one."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QSplitter,
    QVBoxLayout,
    QWidget,
)

from db.queries import records
from mscb_desktop.sheet.model import new_section
from mscb_desktop.sheet.table import NEW, TableSheet
from mscb_desktop.values import quoted
from ui.areas.agencies.details import Details
from ui.areas.agencies.merge import MergeDialog
from ui.areas.agencies.sectors import SectorsDialog
from ui.areas.history import show_history
from ui.context import Context
from ui.editors.find_line import FindLine
from ui.grid.view import Grid
from ui.theme import scaled
from ui.theme.buttons import button, only_where_written

FIELDS = {"name": 0, "short_name": 8, "sector": 18}
_TABLES = frozenset({"agency", "sector"})
_KEYS = "Ctrl+F find · F2 edit · F1 all keys"


class AgenciesPage(QWidget):
    """List and form side by side; what is found is asked of the board as it is typed."""

    status_changed = Signal()

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self.sheet = TableSheet(context.board, "agency", FIELDS)
        self.grid = Grid(self.sheet, context.apply, context.say)
        self.grid.setAccessibleName("Agencies")
        self.grid.show_history = partial(show_history, context)
        self.find_box = FindLine("Find by name, short name or other name")
        self.find_box.setAccessibleName("Find an agency")
        self.find_box.down.connect(self.grid.setFocus)
        self.count = QLabel()
        self.count.setProperty("kind", "muted")
        self.details = Details(context, self.add, self.delete, self.merge)
        self._split = QSplitter(Qt.Orientation.Horizontal)
        self._lay_out()
        self.grid.selection_changed.connect(self._on_selected)
        self.grid.problems_changed.connect(self._on_problems_changed)
        self.details.problems_changed.connect(self.status_changed)
        self.find_box.textChanged.connect(self._on_find)
        jump = QShortcut(QKeySequence(QKeySequence.StandardKey.Find), self)
        jump.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        jump.activated.connect(self._on_find_wanted)
        self.setFocusProxy(self.grid)
        self._show()

    # What the window asks

    def show_year(self, year: int) -> None:
        """Show the same agencies in every year."""

    def refresh(self, touched: frozenset[tuple[str, str]]) -> None:
        """Ask again for what is shown where an agency, a sector or a budget changed."""
        if any(table in _TABLES for table, _ in touched):
            self.grid.reload(touched)
            self._show()
        self.details.refresh(touched)

    def go_to(self, ref: str, column: str | None) -> bool:
        """Choose an agency; the keyboard goes to its cell, or to its field in the form.

        A sector's field leads to it in the list of sectors; without one that stays closed, so
        that undoing goes on.
        """
        with self._context.board.reading() as connection:
            is_sector = bool(records.rows_by_ref(connection, "sector", [ref]))
            is_agency = bool(records.rows_by_ref(connection, "agency", [ref]))
        if is_sector and column is not None:
            self.open_sectors(ref)
        if not is_agency:
            return is_sector and column is not None
        if self.sheet.holding:
            self.find_box.clear()
        if not self.grid.go_to(ref, column if column in FIELDS else None):
            return False
        form = self.details.form
        if column is not None and column not in FIELDS and form is not None:
            form.go_to(column)
        return True

    def show_sheet(self, place: str) -> bool:
        """Open the list of sectors, where that is the sheet whose drafts have this name."""
        if place == "sector":
            self.open_sectors()
        return place == "sector"

    def status(self) -> tuple[str, str]:
        """Say which agency is chosen, and the keys."""
        row = self.grid.current_row()
        if row is None:
            return "", _KEYS
        if row.ref == NEW:
            return "Type a name here to add an agency", _KEYS
        return f"{row.values['name']!s} · {row.ref}", _KEYS

    def unstored(self) -> int:
        """Count what was typed and not taken."""
        form = self.details.form
        return len(self.grid.problems()) + (len(form.problems()) if form else 0)

    def pictures(self) -> Iterable[tuple[str, Callable[[], object]]]:
        """Give the states of the page that are worth a picture."""
        return [
            ("found", lambda: self.find_box.setText("police")),
            ("all", self.find_box.clear),
            ("sectors", self.open_sectors),
            ("merge", self.merge),
            ("merge-both", self._picture_merge),
        ]

    # What can be done

    def add(self) -> None:
        """Go to the empty line, where typing a name adds an agency."""
        self.find_box.clear()
        self.grid.go_to(NEW, "name")

    def delete(self) -> None:
        """Delete the chosen agency; where it is named elsewhere, the window says where."""
        ref = self.details.ref
        if ref is None:
            return
        plan = self.sheet.delete([ref])
        if self._context.apply(plan):
            self._context.say(f"{plan.what}. Ctrl+Z brings it back.")

    def merge(self, other: str | None = None) -> MergeDialog | None:
        """Ask which agency is the same as the chosen one, `other` where that is known."""
        form, ref = self.details.form, self.details.ref
        if form is None or ref is None:
            return None
        form.store()
        dialog = MergeDialog(self._context, ref, lambda kept: self.go_to(kept, None), self, other)
        dialog.open()
        return dialog

    def open_sectors(self, ref: str | None = None) -> None:
        """Open the list of sectors, at one of them where it is asked for."""
        dialog = SectorsDialog(self._context, self)
        dialog.open()
        if ref is not None:
            dialog.grid.go_to(ref)

    # Parts

    def _picture_merge(self) -> None:
        """Show the first two agencies side by side."""
        with self._context.board.reading() as connection:
            first = records.page(connection, "agency", {}, 0, 2)
        if len(first) > 1:
            self.go_to(first[0][0], None)
            self.merge(first[1][0])

    def _lay_out(self) -> None:
        title = QLabel("Agencies")
        title.setProperty("kind", "title")
        self.sectors_button = button("Sectors…", "users", lambda: self.open_sectors())
        self.add_button = button("Add agency", "plus", self.add, primary=True)
        only_where_written(self.add_button, self._context.board.read_only)
        words = QVBoxLayout()
        words.setSpacing(scaled(4))
        words.addWidget(title)
        words.addWidget(self.count)
        head = QHBoxLayout()
        head.setSpacing(scaled(8))
        head.addLayout(words, 1)
        for made in (self.sectors_button, self.add_button):
            head.addWidget(made, 0, Qt.AlignmentFlag.AlignBottom)
        left = QWidget()
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(scaled(8))
        column.addWidget(self.find_box)
        column.addWidget(self.grid, 1)
        self._split.addWidget(left)
        self._split.addWidget(self.details)
        self._split.setChildrenCollapsible(False)
        self._split.setStretchFactor(0, 1)
        self._split.setStretchFactor(1, 1)
        # Shares of the width, not pixels: a splitter scales them to the room it has.
        self._split.setSizes([10_000, 11_000])
        whole = QVBoxLayout(self)
        whole.setContentsMargins(scaled(20), scaled(16), scaled(20), scaled(12))
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

    def _show(self) -> None:
        """Show the current row's agency, and how many there are."""
        with self._context.board.reading() as connection:
            everything = records.count(connection, "agency", {})
            shown = records.count(connection, "agency", {}, self.sheet.holding)
        self.count.setText(_counted(shown, everything, self.sheet.holding))
        row = self.grid.current_row()
        chosen = row is not None and new_section(row.ref) is None
        if chosen and row is not None:
            self.details.show_agency(row.ref)
        else:
            self.details.show_none(_why_none(shown, everything, self.sheet.holding))
        self.status_changed.emit()


def _why_none(shown: int, everything: int, holding: str) -> str:
    """Say why no agency is chosen, and what to do."""
    if not everything:
        return (
            "The board's partners belong here: the council, health trusts, police, schools, "
            "charities. Type a name into the list, or paste a list from Excel."
        )
    if not shown:
        return f"No agency has {quoted(holding)} in its names. Esc in the find box shows all."
    return "Choose an agency in the list to see and change its details."


def _counted(shown: int, everything: int, holding: str) -> str:
    noun = "agency" if everything == 1 else "agencies"
    if not holding.strip():
        return f"{everything:,} {noun}"
    return f"{shown:,} of {everything:,} {noun}"
