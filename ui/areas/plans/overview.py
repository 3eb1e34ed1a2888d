"""The list of the year's plans, each with how its actions stand."""

from __future__ import annotations

import datetime as dt
from collections import Counter

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QStackedWidget, QVBoxLayout, QWidget

from db.queries import plans as queries
from db.queries.register import Filter
from mscb_desktop import checks
from mscb_desktop.plans.overview import PlansSheet
from mscb_desktop.plans.register.listing import Listing
from mscb_desktop.plans.words import count_in_words
from mscb_desktop.values import year_label
from ui.context import Context
from ui.grid.view import Grid
from ui.invitation import Invitation
from ui.theme import scaled
from ui.theme.buttons import button, only_where_written

_EMPTY = (
    "The business plan, the workplans of the groups, action plans of inspections and "
    "recommendations of reviews belong here. Begin with the business plan, whose objectives the "
    "others serve."
)


class Overview(QWidget):
    """Lists the plans; Enter opens one."""

    opened = Signal(str)
    """A plan is wanted."""
    begin_wanted = Signal()
    """A new plan is wanted."""
    status_changed = Signal()

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._year, self._day = 0, dt.date.min
        self._stale = True
        self.title = QLabel()
        self.title.setProperty("kind", "title")
        self.counts = QLabel()
        self.counts.setProperty("kind", "muted")
        for words in (self.title, self.counts):
            words.setWordWrap(True)
        self.new_button = button("New plan…", "plus", self.begin_wanted.emit, primary=True)
        self.first_button = button("Begin a plan…", "plus", self.begin_wanted.emit, primary=True)
        for made in (self.new_button, self.first_button):
            only_where_written(made, context.board.read_only)
        self.grid: Grid | None = None
        self._parts = QStackedWidget()
        self._empty = Invitation(self.first_button, _EMPTY)
        self._parts.addWidget(self._empty)
        self._lay_out()
        context.findings.changed.connect(self._read_soon)

    def show_year(self, year: int, day: dt.date) -> None:
        """Show the plans of a year as at a day."""
        self._year, self._day = year, day
        self._read_soon()

    def refresh(self) -> None:
        """Ask again for what is shown."""
        self._read_soon()

    def status(self) -> tuple[str, str]:
        """Say which plan is chosen, and the keys."""
        row = self.grid.current_row() if self.grid is not None else None
        return (str(row.values["name"]) if row is not None else ""), "Enter opens · F1 all keys"

    def showEvent(self, event: QShowEvent) -> None:
        """Read what changed meanwhile."""
        super().showEvent(event)
        if self._stale:
            self._read()

    def _read_soon(self) -> None:
        self._stale = True
        if self.isVisible():
            self._read()

    def _read(self) -> None:
        self._stale = False
        board = self._context.board
        sheet = PlansSheet(board, self._day, self._year, self._to_look_at())
        self.title.setText(f"Plans {year_label(self._year)}")
        if not sheet.count():
            self.counts.setText("")
            self.new_button.hide()
            self._parts.setCurrentWidget(self._empty)
            self.setFocusProxy(self.first_button)
            self.status_changed.emit()
            return
        self.new_button.show()
        plans = f"{sheet.count():,} plan{'' if sheet.count() == 1 else 's'}"
        count = Listing(board, self._day, self._year).count(Filter())
        self.counts.setText(f"{plans} · {count_in_words(count)}")
        self._show(sheet)
        self.status_changed.emit()

    def _show(self, sheet: PlansSheet) -> None:
        if self.grid is None:
            self.grid = Grid(sheet, lambda _: False, self._context.say)
            self.grid.setAccessibleName("Plans")
            self.grid.opened.connect(self.opened)
            self.grid.selection_changed.connect(lambda *_: self.status_changed.emit())
            self._parts.addWidget(self.grid)
        else:
            row = self.grid.current_row()
            self.grid.set_sheet(sheet)
            if row is not None:
                self.grid.go_to(row.ref)
        self._parts.setCurrentWidget(self.grid)
        self.setFocusProxy(self.grid)

    def choose(self, plan: str) -> None:
        """Stand at a plan, as when one comes back from it."""
        if self.grid is not None:
            self.grid.go_to(plan)

    def _to_look_at(self) -> dict[str, int]:
        """Count the open findings of each plan."""
        found = self._context.findings.found or ()
        refs = [each.ref for each in checks.still_open(found) if each.area == "plans"]
        if not refs:
            return {}
        with self._context.board.reading() as connection:
            plans = queries.plans_of(connection, sorted(set(refs)))
        return dict(Counter(plans[ref] for ref in refs if ref in plans))

    def _lay_out(self) -> None:
        words = QVBoxLayout()
        words.setSpacing(scaled(3))
        words.addWidget(self.title)
        words.addWidget(self.counts)
        top = QHBoxLayout()
        top.addLayout(words, 1)
        top.addWidget(self.new_button, 0, Qt.AlignmentFlag.AlignBottom)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(scaled(10))
        whole.addLayout(top)
        whole.addWidget(self._parts, 1)
