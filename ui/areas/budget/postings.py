"""The postings below a line of the statement: what its actual is made of."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QToolButton, QVBoxLayout, QWidget

from db.records.budget import Side
from ui.areas.history import show_history
from ui.context import Context
from ui.grid.view import Grid
from ui.theme import scaled, set_icon


class PostingsPanel(QWidget):
    """A grid of one line's postings with their sums above it."""

    closed = Signal()
    problems_changed = Signal()

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self.line = ""
        self._title = QLabel()
        self._title.setProperty("kind", "strong")
        self._sums = QLabel()
        self._sums.setProperty("kind", "muted")
        close = QToolButton()
        close.setAccessibleName("Close the postings")
        close.setToolTip("Close the postings (Esc)")
        set_icon(close, "x")
        close.clicked.connect(self.closed)
        top = QHBoxLayout()
        top.setContentsMargins(0, scaled(8), 0, scaled(4))
        top.addWidget(self._title)
        top.addSpacing(scaled(8))
        top.addWidget(self._sums, 1)
        top.addWidget(close)
        self.grid: Grid | None = None
        self._whole = QVBoxLayout(self)
        self._whole.setContentsMargins(0, 0, 0, 0)
        self._whole.setSpacing(0)
        self._whole.addLayout(top)

    def show_line(self, line: str, side: Side, closed: str | None) -> None:
        """Open the postings of a line; `closed` says why they cannot be changed."""
        from mscb_desktop.budget.postings import posting_sheet  # no part of the first page

        self.line = line
        sheet = posting_sheet(self._context.board, line, side, closed)
        if self.grid is None:
            self.grid = Grid(sheet, self._context.apply, self._context.say)
            self.grid.problems_changed.connect(self.problems_changed)
            self.grid.given_up.connect(self.closed)
            self.grid.show_history = partial(show_history, self._context)
            self._whole.addWidget(self.grid, 1)
        else:
            self.grid.set_sheet(sheet)
        self.grid.setAccessibleName(f"Postings of {sheet.title}")
        self._title.setText(f"{sheet.title}: {'payments' if side is Side.INCOME else 'postings'}")
        self._show_sums()

    def refresh(self, touched: frozenset[tuple[str, str]]) -> None:
        """Ask again where a posting changed."""
        if self.grid is not None and any(table == "posting" for table, _ in touched):
            self.grid.reload(touched)
            self._show_sums()

    def _show_sums(self) -> None:
        from mscb_desktop.budget.postings import postings_in_words

        with self._context.board.reading() as connection:
            self._sums.setText(postings_in_words(connection, self.line))
