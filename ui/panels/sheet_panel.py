"""A panel with a sheet of the records that belong to the one that is shown."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from db.queries import records
from mscb_desktop.sheet.table import TableSheet
from ui.areas.history import show_history
from ui.context import Context
from ui.grid.pasted import Pasted
from ui.grid.view import Grid
from ui.theme import scaled


class SheetPanel(QWidget):
    """One sentence, buttons, and a grid that is typed into; a panel makes its sheet and words.

    `table` is the kind of record in the sheet, `by` its field that names the record shown,
    `tables` the kinds on which what is shown depends.
    """

    table = ""
    by = ""
    tables: frozenset[str] = frozenset()
    counted = Signal(int)
    problems_changed = Signal()

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.context = context
        self.ref: str | None = None
        self.grid: Grid | None = None
        self.words = QLabel()
        self.words.setProperty("kind", "muted")
        self.words.setWordWrap(True)
        self._whole = QVBoxLayout(self)
        self._whole.setContentsMargins(0, scaled(8), 0, 0)
        self._whole.setSpacing(scaled(8))
        top = QHBoxLayout()
        top.setSpacing(scaled(8))
        top.addWidget(self.words, 1)
        for made in self.buttons():
            top.addWidget(made)
        self._whole.addLayout(top)
        self.pasted = Pasted()
        self._whole.addWidget(self.pasted)

    def buttons(self) -> Sequence[QPushButton]:
        """Make the buttons beside the words."""
        return ()

    def sheet(self, ref: str) -> TableSheet:
        """Make the sheet of what belongs to a record."""
        raise NotImplementedError

    def said(self, ref: str) -> str:
        """Say how it stands with a record, or what belongs into its sheet."""
        raise NotImplementedError

    # What the listing asks

    def show_record(self, ref: str) -> None:
        """Show what belongs to this record."""
        if ref != self.ref:
            self.pasted.hide()
        self.ref = ref
        sheet = self.sheet(ref)
        if self.grid is None:
            self.grid = Grid(sheet, self.context.apply, self.context.say)
            self.grid.setAccessibleName(sheet.title)
            self.grid.problems_changed.connect(self.problems_changed)
            self.grid.pasted.connect(self.pasted.show_report)
            self.grid.show_history = partial(show_history, self.context)
            self._whole.addWidget(self.grid, 1)
        else:
            self.grid.set_sheet(sheet)
        self._tell()

    def refresh(self, touched: frozenset[tuple[str, str]]) -> None:
        """Ask again where something shown changed."""
        if self.grid is not None and any(table in self.tables for table, _ in touched):
            self.grid.reload(touched)
            self._tell()

    def unstored(self) -> int:
        """Count the cells typed into and not taken."""
        return len(self.grid.problems()) if self.grid is not None else 0

    def leads_to(self, ref: str) -> str | None:
        """Name the record under which this panel shows another one; None where it does not."""
        with self.context.board.reading() as connection:
            row = records.rows_by_ref(connection, self.table, [ref]).get(ref)
        value = row[self.by] if row is not None else None
        return str(value) if value else None

    def of_sheet(self, place: str) -> str | None:
        """Name the record whose sheet here keeps its drafts under a name; None where none does."""
        table, _, ref = place.partition(" ")
        return ref if table == self.table and ref else None

    def go_to(self, ref: str, column: str | None) -> bool:
        """Give a row's cell the keyboard."""
        if self.grid is None or not self.grid.go_to(ref, column):
            return False
        self.grid.setFocus()
        return True

    def _tell(self) -> None:
        if self.ref is None or self.grid is None:
            return
        self.words.setText(self.said(self.ref))
        with self.context.board.reading() as connection:
            self.counted.emit(records.count(connection, self.table, {self.by: self.ref}))
