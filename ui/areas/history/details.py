"""The right half of the history's page: one change, its rows, and what can be done with it."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, QUrl, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QTextBrowser, QVBoxLayout, QWidget

from db.changes import Plan
from db.queries import history
from db.queries.history import EntryRow
from mscb_desktop.history import RowShown, rows, state_words
from mscb_desktop.taking_back import plan_taking_back, why_never
from ui.areas.history import record_in
from ui.areas.history.rows_html import anchor_of, page_of
from ui.context import Context
from ui.theme import scaled
from ui.theme.buttons import button, link

ROWS = 50
"""Rows shown at a time."""

_PLANNED_AT_ONCE = 200
"""Rows up to which it is worked out beforehand whether a change can be taken back."""
_REASONS = 3


class Details(QWidget):
    """Shows the chosen change."""

    record_wanted = Signal(str)
    """All changes of this record are wanted."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self.entry: EntryRow | None = None
        self._ref: str | None = None
        self._start = 0
        self._rows: list[RowShown] = []
        self.what = _words("subtitle")
        self.facts = _words("muted")
        self.state = _words("warning")
        self.page = QTextBrowser()
        self.page.setFrameShape(QFrame.Shape.NoFrame)
        self.page.setOpenLinks(False)
        self.page.setAccessibleName("Before and after")
        self.page.setStyleSheet("QTextBrowser { border: none; padding: 0; }")
        self.page.anchorClicked.connect(self._on_link)
        self.shown_rows = QLabel()
        self.shown_rows.setProperty("kind", "muted")
        self.earlier = link("Rows before", lambda: self._turn(-ROWS))
        self.later = link("Rows after", lambda: self._turn(ROWS))
        self.take_back_button = button("&Take back this change", "arrow-back-up", self.take_back)
        self.record_button = button("&Go to the record", "external-link", self.go_to_record)
        self.reason = _words("muted")
        self._lay_out()
        self.show_entry(None)

    def show_entry(self, entry: EntryRow | None, ref: str | None = None) -> None:
        """Show a change, or none, from the row of this record on."""
        self.entry, self._ref = entry, ref
        self._start = 0
        self.setVisible(entry is not None)
        if entry is None:
            return
        if ref is not None:
            with self._context.board.reading() as connection:
                place = history.place_in(connection, entry.number, ref)
            self._start = place - place % ROWS
        self._show()
        if ref is not None:
            self.page.scrollToAnchor(anchor_of(ref))

    def take_back(self) -> None:
        """Take back what can be, as a change of its own."""
        if self.entry is None:
            return
        plan = self._plan(self.entry)
        if plan.changes and self._context.apply(plan):
            self._context.say(f"{plan.what}. Ctrl+Z undoes that.")
        elif self.entry is not None:
            self._show_plan(plan)

    def go_to_record(self) -> None:
        """Go to the record that is looked for, or else to the first that is still there."""
        rows = sorted(self._rows, key=lambda row: row.ref != self._ref)
        there = next((row for row in rows if row.there), None)
        if there is not None:
            self._lead_to(there.ref)

    def changeEvent(self, event: QEvent) -> None:
        """Write the page anew in another look."""
        super().changeEvent(event)
        looks = (QEvent.Type.FontChange, QEvent.Type.PaletteChange)
        if event.type() in looks and hasattr(self, "reason") and self._rows:
            self.page.setHtml(page_of(self._rows))

    # Showing

    def _show(self) -> None:
        entry = self.entry
        assert entry is not None
        with self._context.board.reading() as connection:
            self._rows = rows(connection, entry.number, self._start, ROWS)
            state = state_words(connection, entry)
        self.what.setText(entry.what)
        self.facts.setText(_facts(entry))
        self.state.setText(state)
        self.state.setVisible(bool(state))
        self.page.setHtml(page_of(self._rows))
        many = entry.rows > ROWS
        last = self._start + len(self._rows)
        self.shown_rows.setText(f"Rows {self._start + 1:,} to {last:,} of {entry.rows:,}")
        self.shown_rows.setVisible(many)
        self.earlier.setVisible(many and self._start > 0)
        self.later.setVisible(many and last < entry.rows)
        self.record_button.setEnabled(any(row.there for row in self._rows))
        if entry.rows <= _PLANNED_AT_ONCE:
            self._show_plan(self._plan(entry))
        else:
            self._show_large(entry)

    def _show_large(self, entry: EntryRow) -> None:
        """Say what is known without looking at every row."""
        with self._context.board.reading() as connection:
            reason = self._context.board.read_only or why_never(connection, entry)
        self.take_back_button.setText("&Take back this change")
        self.take_back_button.setEnabled(reason is None)
        later = "Whether its rows allow it is looked at when you press the button."
        self._show_reason(reason or later)

    def _turn(self, by: int) -> None:
        self._start += by
        self._show()

    def _plan(self, entry: EntryRow) -> Plan:
        with self._context.board.reading() as connection:
            return plan_taking_back(connection, entry.number)

    def _show_plan(self, plan: Plan) -> None:
        """Say what can be taken back, and why the rest cannot."""
        read_only = self._context.board.read_only
        entry = self.entry
        assert entry is not None
        words = "&Take back this change"
        if plan.problems and plan.changes:
            words = f"&Take back {len(plan.changes):,} of {entry.rows:,} rows"
        self.take_back_button.setText(words)
        self.take_back_button.setEnabled(bool(plan.changes) and read_only is None)
        reasons = [read_only] if read_only else [problem.message for problem in plan.problems]
        shown = reasons[:_REASONS]
        if len(reasons) > len(shown):
            shown.append(f"… and {len(reasons) - len(shown):,} more.")
        self._show_reason("\n".join(shown))

    def _show_reason(self, words: str) -> None:
        self.reason.setText(words)
        self.reason.setVisible(bool(words))
        self.take_back_button.setAccessibleDescription(words)

    # Moving

    def _on_link(self, where: QUrl) -> None:
        name = where.toString()
        record = record_in(name)
        if record is not None:
            self.record_wanted.emit(record)
        else:
            self._lead_to(name)

    def _lead_to(self, ref: str) -> None:
        if not self._context.show_record(ref, None):
            self._context.say(f"{ref} is there, but no page shows it.")

    def _lay_out(self) -> None:
        turning = QHBoxLayout()
        turning.setSpacing(scaled(12))
        for part in (self.shown_rows, self.earlier, self.later):
            turning.addWidget(part)
        turning.addStretch(1)
        acts = QHBoxLayout()
        acts.setSpacing(scaled(8))
        acts.addWidget(self.take_back_button)
        acts.addWidget(self.record_button)
        acts.addStretch(1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(scaled(16), 0, 0, 0)
        whole.setSpacing(scaled(4))
        for words in (self.what, self.facts, self.state):
            whole.addWidget(words)
        whole.addWidget(self.page, 1)
        whole.addLayout(turning)
        whole.addSpacing(scaled(4))
        whole.addLayout(acts)
        whole.addWidget(self.reason)


def _facts(entry: EntryRow) -> str:
    many = "1 row" if entry.rows == 1 else f"{entry.rows:,} rows"
    when = f"{entry.at:%d/%m/%Y %H:%M:%S}"
    return f"Change {entry.number:,} · {entry.who} · {when} · {many}"


def _words(kind: str) -> QLabel:
    made = QLabel()
    made.setProperty("kind", kind)
    made.setWordWrap(True)
    made.setTextFormat(Qt.TextFormat.PlainText)
    made.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    return made
