"""The preview of an import: rows to choose from, the current one side by side, and the button."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QMimeData, Qt, QTimer, Signal
from PySide6.QtGui import QGuiApplication, QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSplitter, QVBoxLayout, QWidget

from mscb_desktop.exchange.applying import what_of
from mscb_desktop.exchange.model import ImportPlan, RowState, WrongCell
from ui.areas.exchange.details import RowDetails
from ui.areas.exchange.filters import RowFilters
from ui.areas.exchange.left_out import LeftOutStrip
from ui.areas.exchange.linked import TAKEN, Links
from ui.areas.exchange.preparing import Prepared, matching
from ui.areas.exchange.rows import RowsView
from ui.areas.exchange.wrong_list import as_clipboard, as_document
from ui.context import Context
from ui.shell.elided import ElidedLabel
from ui.theme import scaled
from ui.theme.buttons import button, link

_SAY, _SAY_ANEW = "Say what the sheets hold…", "Change what the sheets hold…"
_NAMED = 4
"""Sheets and columns not read that are named; the others are counted."""


class Preview(QWidget):
    """Shows what an import would do and lets the person choose its rows."""

    import_wanted = Signal()
    mapping_wanted = Signal()
    """The person wants to say what columns and sheets hold."""
    left = Signal()
    status_changed = Signal()

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self.plan: ImportPlan | None = None
        self._links = Links(())
        self._more: dict[int, list[WrongCell]] = {}
        self.title = ElidedLabel("title")
        self.ticks = _label("muted")
        self.not_read = _label("muted")
        self.not_read.setWordWrap(True)
        self.not_read.setTextFormat(Qt.TextFormat.PlainText)
        self.mapping_link = link(_SAY, self.mapping_wanted.emit)
        self.filters = RowFilters()
        self.view = RowsView()
        self.details = RowDetails()
        self.strip = LeftOutStrip()
        self.none = _label("muted")
        self.none.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.history_words = _label("muted")
        self.back_button = button("Another workbook", "chevron-left", self.left.emit)
        self.copy_link = link("&Copy the list of what is wrong", self.copy_wrong)
        self.print_link = link("Print or save it…", self.show_wrong)
        self.import_button = button("&Import", "table-import", self._on_import, primary=True)
        self.all_link = link("Tick all", lambda: self.view.rows.take(self.view.rows.shown))
        self.none_link = link("Tick none", lambda: self.view.rows.leave_out(self.view.rows.shown))
        # Many ticks may come at once: what depends on them is worked out once.
        self._check = QTimer(self, singleShot=True, interval=0)
        self._check.timeout.connect(self._on_ticks_settled)
        self._lay_out()
        self._connect()

    # What the page asks

    @property
    def left_out(self) -> frozenset[int]:
        """The keys of the rows that are not taken."""
        return frozenset(self.view.rows.left_out)

    def show_prepared(self, prepared: Prepared, *, anew: bool, is_told: bool) -> None:
        """Show a plan; with `anew` it is one of the same workbook, whose ticks and filters stay.

        `is_told` says that a person said before what sheets hold, and may say it otherwise.
        """
        plan = prepared.plan
        counts = {state: plan.count({state}) for state in RowState}
        self.plan, self._links, self._more = plan, prepared.links, {}
        self.title.setText(f"Import {plan.source}")
        if not anew:
            self.filters.begin(counts)
        self.filters.show_counts(counts, [sheet.name for sheet in plan.sheets])
        self._show_not_read(is_told)
        wrong = bool(plan.wrong)
        for made in (self.copy_link, self.print_link):
            made.setVisible(wrong)
        self.view.rows.show_lines(prepared.lines, self.left_out if anew else ())
        if plan.other_board and not anew:
            self.view.rows.leave_out(range(plan.count()))
        self._on_ticks_settled()
        self._on_filter()

    def show_refused(self, wrong: Sequence[WrongCell]) -> None:
        """Show at their rows why the board refused to store them, and go to the first."""
        self._more = {}
        for cell in wrong:
            self._more.setdefault(cell.key, []).append(cell)
        first = min(self._more, default=None)
        if first is None:
            return
        if first not in self.view.rows.shown:
            self.filters.show_only(frozenset(RowState))
        self.view.choose(list(self.view.rows.shown).index(first))

    def status(self) -> str:
        """Say which row of how many is the current one."""
        place, shown = self.view.currentIndex().row(), len(self.view.rows.shown)
        return f"Row {place + 1:,} of {shown:,}" if place >= 0 else "No row"

    def copy_wrong(self) -> None:
        """Put the list of what is wrong on the clipboard, as a table."""
        if self.plan is None or not self.plan.wrong:
            return
        html, text = as_clipboard(self.plan.wrong)
        data = QMimeData()
        data.setHtml(html)
        data.setText(text)
        QGuiApplication.clipboard().setMimeData(data)
        many = len(self.plan.wrong)
        lines = "1 line" if many == 1 else f"{many:,} lines"
        self._context.say(f"Copied {lines}: paste them into Excel, Word or a message.")

    def show_wrong(self) -> None:
        """Show the list of what is wrong as a page to print or save."""
        if self.plan is not None:
            board, source, wrong = self._context.board, self.plan.source, self.plan.wrong
            self._context.preview(lambda: as_document(board, source, wrong))

    # Inside

    def _connect(self) -> None:
        self.filters.changed.connect(self._on_filter)
        self.filters.down.connect(self.view.setFocus)
        self.view.chosen.connect(self._on_chosen)
        self.view.opened.connect(self._on_opened)
        self.view.rows.ticked.connect(self._on_ticked)
        self.strip.take_wanted.connect(self._take_named)
        self.strip.leave_wanted.connect(self._leave_naming)
        find = QShortcut(QKeySequence(QKeySequence.StandardKey.Find), self)
        find.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        find.activated.connect(self._on_find)
        self.setFocusProxy(self.view)

    def _on_find(self) -> None:
        self.filters.words.setFocus()
        self.filters.words.selectAll()

    def _on_filter(self) -> None:
        filters, rows = self.filters, self.view.rows
        words = filters.words.text()
        keys = matching(rows.lines, filters.states, filters.wanted_sheet, words)
        self.view.show_keys(keys)
        self.none.setText(_why_none(len(rows.lines)))
        self.none.setVisible(not keys)
        self._split.setVisible(bool(keys))

    def _on_chosen(self, key: int | None) -> None:
        plan = self.plan
        row = plan.row(key) if plan is not None and key is not None else None
        self.details.show_row(row, self._more.get(key, ()) if key is not None else ())
        self.status_changed.emit()

    def _on_opened(self) -> None:
        key = self.view.key()
        line = self.view.rows.lines[key] if key is not None else None
        if line is None:
            return
        if line.state is RowState.CREATE or not line.ref:
            self._context.say("This record is not on the board yet.")
        elif not self._context.show_record(line.ref, None):
            self._context.say(f"{line.ref} is there, but no page shows it.")

    def _on_ticked(self) -> None:
        plan = self.plan
        if plan is None:
            return
        can, taken = plan.count(TAKEN), self._taken()
        self.ticks.setText(f"{taken:,} of {can:,} ticked")
        rows = "1 row" if taken == 1 else f"{taken:,} rows"
        self.import_button.setText(f"&Import {rows}")
        self._check.start()

    def _on_ticks_settled(self) -> None:
        plan = self.plan
        if plan is None:
            return
        torn = self._links.torn(self.left_out)
        self.strip.show_count(len(torn))
        why = self._why_not(bool(torn))
        self.import_button.setEnabled(not why)
        self.import_button.setAccessibleDescription(why)
        what = what_of(plan, self._taken())
        self.history_words.setText(why or f"The history will call it ‘{what}’.")

    def _why_not(self, torn: bool) -> str:
        plan, read_only = self.plan, self._context.board.read_only
        if plan is None or read_only is not None:
            return f"Nothing can be imported: {read_only}"
        if not plan.changes_something:
            return "Nothing in it is new or changed, so there is nothing to import."
        if not self._taken():
            return "Tick the rows that are to be imported."
        return "Some rows need others that are left out: see above." if torn else ""

    def _taken(self) -> int:
        return self.plan.count(TAKEN) - len(self.left_out) if self.plan is not None else 0

    def _take_named(self) -> None:
        self.view.rows.take(self._links.named(self.left_out))

    def _leave_naming(self) -> None:
        self.view.rows.leave_out(self._links.naming(self.left_out))

    def _on_import(self) -> None:
        self._on_ticks_settled()
        if self.import_button.isEnabled():
            self.import_wanted.emit()

    def _show_not_read(self, is_told: bool) -> None:
        plan = self.plan
        assert plan is not None
        lines = [plan.other_board] if plan.other_board else []
        lines += [f"Not read: {sheet.reason}" for sheet in plan.unknown_sheets]
        lines += [str(column) for column in plan.unknown_columns]
        if len(lines) > _NAMED:
            lines[_NAMED - 1 :] = [f"… and {len(lines) - _NAMED + 1:,} more sheets and columns."]
        self.not_read.setText("\n".join(lines))
        self.not_read.setVisible(bool(lines))
        self.mapping_link.setText(_SAY_ANEW if is_told else _SAY)
        self.mapping_link.setVisible(bool(lines) or is_told)

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(scaled(14))
        head.addWidget(self.back_button)
        head.addWidget(self.title, 1)
        head.addWidget(self.mapping_link)
        ticking = QHBoxLayout()
        ticking.setSpacing(scaled(12))
        for part in (self.ticks, self.all_link, self.none_link):
            ticking.addWidget(part)
        ticking.addStretch(1)
        for part in (self.copy_link, self.print_link):
            ticking.addWidget(part)
        self._split = QSplitter(Qt.Orientation.Horizontal)
        self._split.addWidget(self.view)
        self._split.addWidget(self.details)
        self._split.setChildrenCollapsible(False)
        # Shares of the width, not pixels: a splitter scales them to the room it has.
        self._split.setSizes([12_000, 10_000])
        foot = QHBoxLayout()
        foot.setSpacing(scaled(12))
        self.history_words.setWordWrap(True)
        foot.addWidget(self.history_words, 1)
        foot.addWidget(self.import_button)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(scaled(8))
        whole.addLayout(head)
        whole.addWidget(self.not_read)
        whole.addWidget(self.filters)
        whole.addLayout(ticking)
        whole.addWidget(self.strip)
        whole.addWidget(self._split, 1)
        whole.addWidget(self.none, 1)
        whole.addLayout(foot)


def _label(kind: str) -> QLabel:
    made = QLabel()
    made.setProperty("kind", kind)
    return made


def _why_none(rows: int) -> str:
    if not rows:
        return "No rows were found. Say above what the sheets hold, or choose another workbook."
    return "No row fits. Choose other states or another sheet above, or empty the words."
