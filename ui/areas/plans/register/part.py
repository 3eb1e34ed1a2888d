"""The tab with the register: counts on top, filters, and the actions below."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable

from PySide6.QtCore import QMetaMethod, Qt, QTimer, Signal
from PySide6.QtGui import QKeySequence, QShortcut, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from db.queries.register import Filter
from db.records.plans import Due
from mscb_desktop.plans.book import TABLES
from mscb_desktop.plans.register.listing import Listing
from mscb_desktop.values import as_at, show_date
from ui.areas.plans.register.counts import Counts
from ui.areas.plans.register.filters import Filters
from ui.areas.plans.register.saved import SavedFilters
from ui.areas.plans.register.table import RegisterTable
from ui.context import Context
from ui.invitation import Invitation
from ui.theme import scaled
from ui.theme.buttons import button

_KEYS = "Ctrl+F find · Enter opens · Esc clears · F1 all keys"
_PAUSE = 120
"""Milliseconds without another key after which what is listed is counted."""


class RegisterPart(QWidget):
    """All actions as on a day; `open_action` shows one in its plan."""

    status_changed = Signal()
    plan_wanted = Signal()
    """A plan shall be begun; the button for it shows where somebody listens."""

    def __init__(
        self,
        context: Context,
        open_action: Callable[[str], object],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._context = context
        self._year = context.year()
        self._day: dt.date | None = None
        self._stale = True
        self.listing = self._made_listing()
        self.filters = Filters(context.board, self.listing, context.say)
        self.saved = SavedFilters(context, lambda: self.filters.wanted, self)
        self.counts = Counts()
        self.table = RegisterTable(self.listing)
        self.begin_button = button("New plan", "plus", self.plan_wanted.emit, primary=True)
        self._empty = Invitation(self.begin_button)
        self.none = self._empty.words
        self._counting = QTimer(self)
        self._counting.setSingleShot(True)
        self._counting.setInterval(_PAUSE)
        self._lay_out()
        self._counting.timeout.connect(self.count_now)
        self.filters.changed.connect(self._find)
        self.filters.day_chosen.connect(self.show_day)
        self.filters.down.connect(self.table.setFocus)
        self.saved.wanted.connect(self._on_saved_wanted)
        self.counts.asked.connect(self._on_count)
        self.table.opened.connect(open_action)
        self.table.given_up.connect(self.filters.clear)
        self.table.typed.connect(self._on_typed)
        self.table.chosen.connect(self.status_changed)
        find = QShortcut(QKeySequence(QKeySequence.StandardKey.Find), self)
        find.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        find.activated.connect(self._on_find_wanted)
        self.setFocusProxy(self.table)

    # What the page asks

    def show_year(self, year: int) -> None:
        """Show the actions of a year's plans as at its last day, or today."""
        self._year, self._day = year, None
        self._show_another()

    def show_day(self, day: dt.date | None) -> None:
        """Show them as at another day; None for that of the year."""
        self._day = day
        self._show_another()

    def refresh(self, touched: frozenset[tuple[str, str]]) -> None:
        """Ask again where something of plans, or who does their actions, changed."""
        tables = {table for table, _ in touched}
        if "saved_filter" in tables:
            self.saved.read()
        if tables & TABLES:
            self.listing.forget()
            self._find_soon()

    def go_to(self, ref: str, column: str | None) -> bool:
        """Choose an action, with the filters cleared where they hide it."""
        self._find_if_stale()
        place = self.table.lines.place_of(ref)
        if place is None and ref in self.listing.find(Filter(every_year=True)):
            here = ref in self.listing.find(Filter())
            self.filters.show_filter(Filter(every_year=not here))
            place = self.table.lines.place_of(ref)
        if place is None:
            return False
        self.table.choose(place)
        self.table.setFocus()
        return True

    def status(self) -> tuple[str, str]:
        """Say which action is chosen, and the keys."""
        place = self.table.currentIndex().row()
        refs = self.table.lines.refs
        if not 0 <= place < len(refs):
            return "", _KEYS
        return f"{refs[place]} · {place + 1:,} of {len(refs):,}", _KEYS

    def unstored(self) -> int:
        """Count nothing: what a filter holds is never lost work."""
        return 0

    def pictures(self) -> Iterable[tuple[str, Callable[[], object]]]:
        """Give the states of the page that are worth a picture."""
        overdue = Filter(due=Due.OVERDUE)
        return [
            ("overdue", lambda: self.filters.show_filter(overdue)),
            ("every-year", lambda: self.filters.show_filter(Filter(every_year=True))),
            ("none", lambda: self.filters.show_filter(Filter(holding="nothing is called so"))),
            ("save", lambda: self._picture_save(overdue)),
        ]

    def showEvent(self, event: QShowEvent) -> None:
        """Find what changed meanwhile."""
        super().showEvent(event)
        self._find_if_stale()

    def count_now(self) -> None:
        """Count what is listed, which takes longer than to find it."""
        self._counting.stop()
        lines = len(self.table.lines.refs)
        wanted = self.filters.wanted
        everything = lines
        if not self.filters.is_clear:
            everything = len(self.listing.find(Filter(every_year=wanted.every_year)))
        day = self.listing.day
        is_today = day == self._context.board.clock().date()
        remark = "" if is_today else f"as at {show_date(day)}"
        self.counts.show_count(self.listing.count(wanted), lines, everything, remark)

    # Inside

    def _made_listing(self) -> Listing:
        board = self._context.board
        day = self._day or as_at(self._year, board.clock().date())
        return Listing(board, day, self._year)

    def _show_another(self) -> None:
        self.listing = self._made_listing()
        self.filters.show_listing(self.listing)
        self._find_soon()

    def _find_soon(self) -> None:
        """Find anew; where nobody sees it, when it is shown."""
        self._stale = True
        if self.isVisible():
            self._find_if_stale()

    def _find_if_stale(self) -> None:
        if self._stale:
            self._find()

    def _find(self) -> None:
        """List what the filters ask for; it is counted once no other key is pressed."""
        self._stale = False
        refs = self.listing.find(self.filters.wanted)
        self.table.show_refs(refs, self.listing)
        self.table.setVisible(bool(refs))
        self._empty.setVisible(not refs)
        if not refs:
            self._show_none()
        self._counting.start()
        self.status_changed.emit()

    def _show_none(self) -> None:
        """Say why nothing is listed, with the button that begins a plan where there is none."""
        is_clear, every_year = self.filters.is_clear, self.filters.wanted.every_year
        others = is_clear and not every_year and self.listing.find(Filter(every_year=True))
        if not is_clear:
            words = "No action fits these filters. Clear them above, or press Esc in the words."
        elif others:
            words = "No plan of this year has actions yet. Tick All years to see those of others."
        else:
            words = "No plan has actions yet. Every action of every plan stands here."
        self.none.setText(words)
        listened = self.isSignalConnected(QMetaMethod.fromSignal(self.plan_wanted))
        may_begin = listened and self._context.board.read_only is None
        self.begin_button.setVisible(is_clear and may_begin)

    def _on_saved_wanted(self, wanted: Filter) -> None:
        self.filters.show_filter(wanted)
        self.table.setFocus()

    def _on_count(self, asks: dict[str, object]) -> None:
        """List what a count counts; where just this is listed, everything else again."""
        wanted = self.filters.wanted
        listed = all(getattr(wanted, name) == value for name, value in asks.items())
        self.filters.ask(**(dict.fromkeys(asks) if listed else asks))
        self.table.setFocus()

    def _on_typed(self, letter: str) -> None:
        """Go on in the words with a letter that was typed in the list."""
        self.filters.words.setFocus()
        self.filters.words.setText(letter)

    def _on_find_wanted(self) -> None:
        self.filters.words.setFocus()
        self.filters.words.selectAll()

    def _picture_save(self, wanted: Filter) -> None:
        self.filters.show_filter(wanted)
        self.saved.save_as().line.setText("What is overdue")

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(scaled(12))
        head.addWidget(self.counts, 1, Qt.AlignmentFlag.AlignVCenter)
        head.addWidget(self.filters.clear_button)
        head.addWidget(self.saved.button)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(scaled(10))
        whole.addLayout(head)
        whole.addWidget(self.filters)
        whole.addWidget(self.table, 1)
        whole.addWidget(self._empty, 1)
