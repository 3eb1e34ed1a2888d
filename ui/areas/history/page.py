"""The history's page: filters on top, the changes at the left, the chosen one at the right."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSplitter, QVBoxLayout, QWidget

from db.queries.history import Doing, Filter, table_of
from ui.areas.history import record_in
from ui.areas.history.details import Details
from ui.areas.history.entries import EntryList
from ui.areas.history.filters import Filters
from ui.context import Context
from ui.theme import scaled
from ui.theme.buttons import button

if TYPE_CHECKING:
    from mscb_desktop.document.model import Document

_KEYS = "Ctrl+F find · Enter go to the record · Alt+T take back · Esc all changes · F1 all keys"


class HistoryPage(QWidget):
    """Every change of the board, the newest first."""

    status_changed = Signal()

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self.filters = Filters(context.board, context.say)
        self.list = EntryList(context.board)
        self.details = Details(context)
        self.count = QLabel()
        self.count.setProperty("kind", "muted")
        self.none = QLabel()
        self.none.setWordWrap(True)
        self.none.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._lay_out()
        self.filters.changed.connect(self._on_filter)
        self.filters.down.connect(self.list.setFocus)
        self.list.chosen.connect(self._on_chosen)
        self.list.opened.connect(self.details.go_to_record)
        self.list.given_up.connect(self.filters.clear)
        self.details.record_wanted.connect(self.show_record)
        find = QShortcut(QKeySequence(QKeySequence.StandardKey.Find), self)
        find.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        find.activated.connect(self._on_find_wanted)
        self.setFocusProxy(self.list)
        self._on_filter()

    # What the window asks

    def show_year(self, year: int) -> None:
        """Show the same history in every year."""

    def refresh(self, touched: frozenset[tuple[str, str]]) -> None:
        """Ask again: every change stands in the history."""
        self._on_filter()

    def go_to(self, ref: str, column: str | None) -> bool:
        """Show the changes of a record, named by `of_record`; records themselves are not here."""
        record = record_in(ref)
        if record is None or table_of(record) is None:
            return False
        self.show_record(record)
        self.list.setFocus()
        return True

    def status(self) -> tuple[str, str]:
        """Say which change is chosen, and the keys."""
        entry = self.list.entry()
        return ("" if entry is None else f"Change {entry.number:,}"), _KEYS

    def unstored(self) -> int:
        """Count nothing: what a filter holds is never lost work."""
        return 0

    def pictures(self) -> Iterable[tuple[str, Callable[[], object]]]:
        """Give the states of the page that are worth a picture."""
        return [
            ("filtered", lambda: self.filters.show_filter(Filter(doing=Doing.TYPED, words="a"))),
            ("none", lambda: self.filters.show_filter(Filter(words="nothing is called so"))),
            ("all", self.filters.clear),
        ]

    def show_record(self, ref: str) -> None:
        """Show all changes of one record."""
        self.filters.show_filter(Filter(ref=ref))
        self.list.choose(0)

    def preview(self) -> None:
        """Show what the filters leave as it prints, with the ways to PDF and Excel."""
        board, wanted = self._context.board, self.filters.wanted

        def build() -> Document:
            from mscb_desktop.history_document import build as document_of

            with board.reading() as connection:
                return document_of(connection, wanted)

        self._context.preview(build)

    # Inside

    def _on_filter(self) -> None:
        self.list.show_all_that(self.filters.wanted)
        shown = self.list.entries.rowCount()
        filtered = self.filters.wanted != Filter()
        everything = self.list.entries.count_all() if filtered else shown
        self.count.setText(_counted(shown, everything, filtered))
        self.none.setText(_why_none(everything))
        self.none.setVisible(not shown)
        self._split.setVisible(bool(shown))

    def _on_chosen(self) -> None:
        self.details.show_entry(self.list.entry(), self.filters.wanted.ref)
        self.status_changed.emit()

    def _on_find_wanted(self) -> None:
        self.filters.words.setFocus()
        self.filters.words.selectAll()

    def _lay_out(self) -> None:
        title = QLabel("History")
        title.setProperty("kind", "title")
        self.preview_button = button("Preview and export", "eye", self.preview)
        below = QHBoxLayout()
        below.setSpacing(scaled(12))
        below.addWidget(self.count)
        below.addWidget(self.filters.clear_button)
        below.addStretch(1)
        words = QVBoxLayout()
        words.setSpacing(scaled(4))
        words.addWidget(title)
        words.addLayout(below)
        head = QHBoxLayout()
        head.addLayout(words, 1)
        head.addWidget(self.preview_button, 0, Qt.AlignmentFlag.AlignBottom)
        self._split = QSplitter(Qt.Orientation.Horizontal)
        self._split.addWidget(self.list)
        self._split.addWidget(self.details)
        self._split.setChildrenCollapsible(False)
        # Shares of the width, not pixels: a splitter scales them to the room it has.
        self._split.setSizes([10_000, 14_000])
        whole = QVBoxLayout(self)
        whole.setContentsMargins(scaled(20), scaled(16), scaled(20), scaled(12))
        whole.setSpacing(scaled(4))
        whole.addLayout(head)
        whole.addSpacing(scaled(8))
        whole.addWidget(self.filters)
        whole.addSpacing(scaled(8))
        whole.addWidget(self._split, 1)
        whole.addWidget(self.none, 1)


def _counted(shown: int, everything: int, filtered: bool) -> str:
    noun = "change" if everything == 1 else "changes"
    return f"{shown:,} of {everything:,} {noun}" if filtered else f"{everything:,} {noun}"


def _why_none(everything: int) -> str:
    if not everything:
        return "Nothing was changed yet: every change will stand here, with who made it and when."
    return "No change fits these filters. Clear them above to see all, or press Esc in the words."
