"""The first page: figures that disagree, each leading to its cell, and the year at a glance."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QFrame,
    QHBoxLayout,
    QLabel,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from mscb_desktop import checks
from mscb_desktop.checks import Finding
from mscb_desktop.unstored import Waiting, waiting
from mscb_desktop.values import year_label
from ui.areas.home.entry import Entry
from ui.areas.home.glance import Glance
from ui.areas.home.unstored import UnstoredEntry
from ui.context import Context
from ui.theme.look import scaled

_BESIDE = 900
"""Least width in pixels at text size 100 at which the year stands beside the list."""


MOST = 50
"""Figures listed at most; what is in sight is mended first."""


class HomePage(QWidget):
    """Lists what needs doing over all years, the year that is open first."""

    status_changed = Signal()

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._year = context.year()
        self._findings: tuple[Finding, ...] = ()
        self._accepted = 0
        self._waiting: tuple[Waiting, ...] = ()
        self.entries: list[Entry] = []
        self.waiting_texts: list[UnstoredEntry] = []
        title = QLabel("What needs doing")
        title.setProperty("kind", "title")
        self.summary = QLabel()
        self.summary.setProperty("kind", "muted")
        self.summary.setWordWrap(True)
        self._list = QVBoxLayout()
        self._list.setSpacing(0)
        self.glance = Glance(context)
        self._lay_out(title)
        self._read()

    def show_year(self, year: int) -> None:
        """Show this year's figures first, and the year at a glance."""
        self._year = year
        self._read()

    def refresh(self, touched: frozenset[tuple[str, str]]) -> None:
        """Look again: any change may mend a figure or break one."""
        self._read()

    def go_to(self, ref: str, column: str | None) -> bool:
        """Give False: no record is typed into here."""
        return False

    def status(self) -> tuple[str, str]:
        """Say how many things there are, and the keys."""
        return self.summary.text(), "Tab to the next · Enter shows it · F1 all keys"

    def showEvent(self, event: QShowEvent) -> None:
        """List also what was typed elsewhere a moment ago and not stored."""
        super().showEvent(event)
        if tuple(waiting(self._context.board)) != self._waiting:
            self._read()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the year below the list where there is no room beside it."""
        super().resizeEvent(event)
        beside = self.width() >= scaled(_BESIDE)
        way = QBoxLayout.Direction.LeftToRight if beside else QBoxLayout.Direction.TopToBottom
        self._columns.setDirection(way)

    def _read(self) -> None:
        today = self._context.board.clock().date()
        with self._context.board.reading() as connection:
            found = checks.find(connection, today)
        open_ = [finding for finding in found if finding.accepted is None]
        open_.sort(key=lambda finding: (finding.year != self._year, -finding.year))
        accepted = len(found) - len(open_)
        self.glance.show_year(self._year)
        now = (tuple(open_), accepted, tuple(waiting(self._context.board)))
        if now != (self._findings, self._accepted, self._waiting) or not self.summary.text():
            self._findings, self._accepted, self._waiting = now
            self._fill()
            self.status_changed.emit()

    def _fill(self) -> None:
        kept = self._focused_key()
        while (item := self._list.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        self.entries, self.waiting_texts = [], []
        self.summary.setText(_summary(len(self._waiting), len(self._findings), self._accepted))
        self._fill_unstored()
        year = None
        for finding in self._findings[:MOST]:
            if finding.year != year:
                year = finding.year
                self._list.addWidget(_heading(year_label(year)))
            entry = Entry(finding, self._show)
            self.entries.append(entry)
            self._list.addWidget(entry)
        if not self._findings and not self._waiting:
            self._list.addWidget(_nothing(self._accepted))
        if len(self._findings) > MOST:
            more = QLabel(f"{len(self._findings) - MOST:,} more stand on the pages of their years.")
            more.setProperty("kind", "muted")
            self._list.addWidget(more)
        self._list.addStretch()
        # Tab and screen readers begin with the first thing to do.
        first = next((e for e in self.entries if e.finding.key == kept), None)
        if first is not None:
            first.show_button.setFocus()
        buttons = [text.show_button for text in self.waiting_texts]
        buttons += [entry.show_button for entry in self.entries]
        self.setFocusProxy(buttons[0] if buttons else self._scroll)

    def _fill_unstored(self) -> None:
        if self._waiting:
            self._list.addWidget(_heading("Typed and not stored"))
        for text in self._waiting:
            entry = UnstoredEntry(text, self._show_unstored, self._give_up)
            self.waiting_texts.append(entry)
            self._list.addWidget(entry)

    def _show_unstored(self, text: Waiting) -> None:
        self._context.open_draft(text.draft)

    def _give_up(self, text: Waiting) -> None:
        self._context.drop_draft(text.draft)
        self._read()
        self.setFocus()

    def _focused_key(self) -> str | None:
        shown = (e.finding.key for e in self.entries if e.show_button.hasFocus())
        return next(shown, None)

    def _show(self, finding: Finding) -> None:
        self._context.set_year(finding.year)
        self._context.open_page(finding.area, finding.ref, finding.column)

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


def _summary(unstored: int, open_: int, accepted: int) -> str:
    many = {0: "All figures agree", 1: "1 figure does not agree"}
    words = many.get(open_, f"{open_} figures do not agree")
    if accepted and open_:
        words += f"; {accepted} more accepted with a reason"
    elif accepted:
        are = "1 difference is" if accepted == 1 else f"{accepted} differences are"
        words = f"All other figures agree; {are} accepted with a reason"
    if unstored:
        texts = "1 text is" if unstored == 1 else f"{unstored} texts are"
        words = f"{texts} typed and not stored. {words}"
    return words + "."


def _heading(words: str) -> QLabel:
    made = QLabel(words)
    made.setProperty("kind", "subtitle")
    made.setContentsMargins(0, scaled(10), 0, scaled(4))
    return made


def _nothing(accepted: int) -> QLabel:
    why = "what does not agree is accepted" if accepted else "every sum and printed figure agrees"
    made = QLabel(f"Nothing needs doing: {why}.")
    made.setProperty("kind", "good")
    made.setWordWrap(True)
    made.setAlignment(Qt.AlignmentFlag.AlignTop)
    return made
