"""The first page: what needs doing, each leading to its record, and the year at a glance."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from mscb_desktop import checks
from mscb_desktop.checks import Finding
from mscb_desktop.unstored import Waiting, waiting
from mscb_desktop.values import year_label
from ui.areas.find import areas
from ui.areas.home.entry import Entry
from ui.areas.home.first_steps import FirstSteps, is_empty
from ui.areas.home.glance import Glance
from ui.areas.home.parts import at_the_beginning, heading_of, nothing_to_do, summary_of
from ui.areas.home.unstored import UnstoredEntry
from ui.context import Context
from ui.findings.acts import Accepted, TypedReasons
from ui.theme.buttons import link
from ui.theme.look import scaled

_BESIDE = 900
"""Least width in pixels at text size 100 at which the year stands beside the list."""

FEW = 20
"""Findings of an area and year listed at first: what is in sight is mended first."""
MORE = 50
"""Findings that are listed more at each time of asking."""

_Place = tuple[str, int]
"""An area's key and a year: the findings below one heading."""


class HomePage(QWidget):
    """Lists what needs doing, area by area, the year that is open first."""

    status_changed = Signal()

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._year = context.year()
        self._findings: tuple[Finding, ...] | None = None
        self._accepted: tuple[Finding, ...] = ()
        self._waiting: tuple[Waiting, ...] = ()
        self._is_empty = False
        self._shown: dict[_Place, int] = {}
        self._accepted_shown = False
        self.entries: list[Entry] = []
        self.waiting_texts: list[UnstoredEntry] = []
        self.accepted: list[Accepted] = []
        title = QLabel("What needs doing")
        title.setProperty("kind", "title")
        self.summary = QLabel()
        self.summary.setProperty("kind", "muted")
        self.summary.setWordWrap(True)
        self._list = QVBoxLayout()
        self._list.setSpacing(0)
        self.glance = Glance(context)
        self._lay_out(title)
        if context.findings.found is None:
            context.findings.look()
        context.findings.changed.connect(self._read)
        self._read()
        self.glance.show_year(self._year)

    def show_year(self, year: int) -> None:
        """Show what is found for this year first, and the year at a glance."""
        self._year = year
        self._read()
        self.glance.show_year(year)

    def refresh(self, touched: frozenset[tuple[str, str]]) -> None:
        """Show again what is not stored, and the year; findings come by themselves."""
        self._read()
        self.glance.show_year(self._year)

    def go_to(self, ref: str, column: str | None) -> bool:
        """Give False: no record is typed into here."""
        return False

    def status(self) -> tuple[str, str]:
        """Say how many things there are, and the keys."""
        return self.summary.text(), "Tab to the next · Enter shows it · F1 all keys"

    def showEvent(self, event: QShowEvent) -> None:
        """List also what was typed elsewhere a moment ago, and what a new day brings."""
        super().showEvent(event)
        self._context.findings.look()
        if tuple(waiting(self._context.board)) != self._waiting:
            self._read()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the year below the list where there is no room beside it."""
        super().resizeEvent(event)
        beside = self.width() >= scaled(_BESIDE)
        way = QBoxLayout.Direction.LeftToRight if beside else QBoxLayout.Direction.TopToBottom
        self._columns.setDirection(way)

    def _read(self) -> None:
        found = self._context.findings.found
        open_ = None if found is None else tuple(sorted(checks.still_open(found), key=self._order))
        accepted = tuple(f for f in found or () if f.accepted is not None)
        texts = tuple(waiting(self._context.board))
        # Asked of a board alone in which nothing was found: a damaged one may not answer.
        empty = open_ == () and not texts and is_empty(self._context.board)
        now = (open_, accepted, texts, empty)
        before = (self._findings, self._accepted, self._waiting, self._is_empty)
        if now != before or not self.summary.text():
            self._findings, self._accepted, self._waiting, self._is_empty = now
            self._fill()
            self.status_changed.emit()

    def _order(self, finding: Finding) -> tuple[int, bool, int]:
        """Put areas as the navigation has them, and in each the year that is open first."""
        keys = [area.key for area in areas()]
        place = keys.index(finding.area) if finding.area in keys else len(keys)
        return place, finding.year != self._year, -finding.year

    def _fill(self) -> None:
        kept, typed = self._focused(), TypedReasons(self)
        while (item := self._list.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        self.entries, self.waiting_texts, self.accepted = [], [], []
        self._first_step: QPushButton | None = None
        self.summary.setText(summary_of(len(self._waiting), self._findings, len(self._accepted)))
        self._fill_unstored()
        self._fill_findings()
        nothing = self._findings == () and not self._waiting
        self.summary.setVisible(not nothing)
        if nothing and self._is_empty:
            steps = FirstSteps(lambda area: self._context.open_page(area, None, None))
            self._first_step = steps.ways[0]
            self._list.addWidget(steps)
        elif nothing:
            self._list.addWidget(nothing_to_do(bool(self._accepted)))
        self._fill_accepted()
        self._list.addStretch()
        # Shown now and not with the next event: what is not shown takes no focus.
        for at in range(self._list.count()):
            item = self._list.itemAt(at)
            if item is not None and (widget := item.widget()) is not None:
                widget.show()
        # Tab and screen readers begin with the first thing to do.
        buttons: list[QPushButton] = [text.show_button for text in self.waiting_texts]
        buttons += [entry.acts.show_button for entry in self.entries]
        buttons += [self._first_step] if self._first_step is not None else []
        self.setFocusProxy(buttons[0] if buttons else self._scroll)
        for entry in self.entries:
            typed.give_back(entry.acts)
        again = next((e for e in self.entries if _key(e.finding) == kept), None)
        if again is not None:
            again.acts.show_button.setFocus()

    def _fill_unstored(self) -> None:
        if self._waiting:
            self._list.addWidget(heading_of("Typed and not stored"))
        for text in self._waiting:
            entry = UnstoredEntry(text, self._show_unstored, self._give_up)
            self.waiting_texts.append(entry)
            self._list.addWidget(entry)

    def _fill_findings(self) -> None:
        by_place: dict[_Place, list[Finding]] = {}
        for finding in self._findings or ():
            by_place.setdefault((finding.area, finding.year), []).append(finding)
        titles = {area.key: area.title for area in areas()}
        for (area, year), found in by_place.items():
            heading = f"{titles.get(area, area.capitalize())} {year_label(year)}"
            self._list.addWidget(heading_of(heading))
            most = self._shown.get((area, year), FEW)
            for finding in found[:most]:
                entry = Entry(finding, self._show, self._accept, self._context.board.read_only)
                self.entries.append(entry)
                self._list.addWidget(entry)
            if len(found) > most:
                more = self._more(heading, (area, year), most, len(found) - most)
                self._list.addWidget(more)

    def _more(self, heading: str, place: _Place, shown: int, hidden: int) -> QWidget:
        """Make the button that lists the next findings below a heading."""

        def show_more() -> None:
            first = len([e for e in self.entries if _place(e.finding) == place])
            self._shown[place] = shown + MORE
            self._fill()
            added = [e for e in self.entries if _place(e.finding) == place][first:]
            added[0].acts.show_button.setFocus()

        more = link(f"Show {min(hidden, MORE)} more", show_more)
        more.setAccessibleName(f"{more.text()}: {heading}")
        return at_the_beginning(more)

    def _fill_accepted(self) -> None:
        """List at the end what was accepted, once somebody asks."""
        if not self._accepted:
            return
        word = "Hide" if self._accepted_shown else "Show"
        self._list.addWidget(heading_of("Accepted with a reason"))
        many = len(self._accepted)
        toggle = link(f"{word} {'the one' if many == 1 else f'all {many:,}'}", self._turn_accepted)
        toggle.setAccessibleName(f"{toggle.text()} accepted with a reason")
        self._list.addWidget(at_the_beginning(toggle))
        if self._accepted_shown:
            for finding in self._accepted:
                part = Accepted(finding, self._unaccept, self._context.board.read_only)
                part.setContentsMargins(0, scaled(6), 0, scaled(6))
                self.accepted.append(part)
                self._list.addWidget(part)

    def _turn_accepted(self) -> None:
        self._accepted_shown = not self._accepted_shown
        self._fill()
        if self.accepted:
            self.accepted[0].back_button.setFocus()

    def _show_unstored(self, text: Waiting) -> None:
        self._context.open_draft(text.draft)

    def _give_up(self, text: Waiting) -> None:
        self._context.drop_draft(text.draft)
        self._read()
        self.setFocus()

    def _focused(self) -> tuple[int, str] | None:
        shown = (_key(e.finding) for e in self.entries if e.acts.show_button.hasFocus())
        return next(shown, None)

    def _show(self, finding: Finding) -> None:
        if finding.year_ref is not None:
            self._context.set_year(finding.year)
        self._context.open_page(finding.area, finding.ref, finding.column)

    def _accept(self, finding: Finding, reason: str) -> bool:
        return self._context.apply(checks.plan_accept(self._context.board, finding, reason))

    def _unaccept(self, finding: Finding) -> bool:
        return self._context.apply(checks.plan_unaccept(self._context.board, finding))

    def _lay_out(self, title: QLabel) -> None:
        self._list.setContentsMargins(0, 0, scaled(8), 0)
        right = QVBoxLayout()
        right.addWidget(self.glance)
        right.addStretch()
        holder = QWidget()
        self._columns = QHBoxLayout(holder)
        self._columns.setContentsMargins(0, 0, 0, 0)
        self._columns.setSpacing(scaled(20))
        self._columns.addLayout(self._list, 1)
        self._columns.addLayout(right)
        self._scroll = QScrollArea()
        self._scroll.setWidgetResizable(True)
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setWidget(holder)
        self._scroll.setAccessibleName("What needs doing")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(scaled(20), scaled(16), scaled(20), scaled(12))
        layout.setSpacing(scaled(6))
        layout.addWidget(title)
        layout.addWidget(self.summary)
        layout.addWidget(self._scroll, 1)


def _place(finding: Finding) -> _Place:
    return finding.area, finding.year


def _key(finding: Finding) -> tuple[int, str]:
    return finding.year, finding.key
