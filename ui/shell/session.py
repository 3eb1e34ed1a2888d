"""One open board in the window: its desk, its pages, and what moves between them."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer

from db.changes import Entry, Problem
from mscb_desktop.values import year_label
from ui.areas.find import areas
from ui.context import Context
from ui.finding.keeper import Keeper
from ui.findings.watch import FindingsWatch
from ui.settings import Settings
from ui.shell.board_file import BoardFile
from ui.shell.desk import Desk
from ui.shell.meanwhile import Meanwhile
from ui.shell.pages import Pages
from ui.shell.unstored import HOME, UnstoredTexts
from ui.tasks import BackgroundTasks

if TYPE_CHECKING:
    from mscb_desktop.document.model import Document
    from mscb_desktop.whereabouts import Whereabouts
    from ui.preview.page import PreviewPage
    from ui.shell.protection import IdleLock
    from ui.shell.window import MainWindow

_COUNT_AFTER = 150
"""Milliseconds after a change in which no other came, until badges are counted anew."""
_LOOKED_AT = 50
"""Rows of an undone change that are looked at for a place to go to."""


class Session(QObject):
    """Joins the window's parts to one board until it is closed."""

    def __init__(
        self,
        window: MainWindow,
        desk: Desk,
        tasks: BackgroundTasks,
        at_end: Callable[[], object] | None = None,
    ) -> None:
        super().__init__(window)
        self._at_end = at_end
        self.file = BoardFile(window, desk.board, tasks)
        self.file.setParent(self)
        self.desk = desk
        self.tasks = tasks
        self.year = desk.usual_year()
        self._window = window
        self._preview: PreviewPage | None = None
        self._idle: IdleLock | None = None
        self.unstored = UnstoredTexts(window, self)
        # Short and often: not told in the status bar as other work is.
        self._quietly = BackgroundTasks(self)
        self.findings = FindingsWatch(desk.board, self._quietly, self)
        self.context = Context(
            board=desk.board,
            tasks=tasks,
            apply=desk.apply,
            open_page=self.open_page,
            show_record=self.show_record,
            preview=self.preview,
            say=window.status.say,
            year=lambda: self.year,
            set_year=self.set_year,
            open_draft=self.unstored.open,
            drop_draft=self.unstored.give_up,
            file=self.file,
            findings=self.findings,
        )
        self.pages = Pages(self.context)
        self.keeper = Keeper(desk.board, self)
        self._count_timer = QTimer(self, singleShot=True, interval=_COUNT_AFTER)
        self._count_timer.timeout.connect(self._show_counts)
        self.findings.changed.connect(self._show_counts)
        desk.stored.connect(self._on_stored)
        desk.refused.connect(self._on_refused)
        desk.failed.connect(lambda why: window.message.show_message((why,)))
        self.pages.status_changed.connect(self._show_status)
        self._meanwhile = Meanwhile(
            desk.board, lambda why: window.message.show_message((why,)), self
        )

    def begin(self, area: str, year: int) -> None:
        """Show the area and the year of the last time, where the board has them."""
        if year in (start for start, _, _ in self.desk.years()):
            self.year = year
        known = [found.key for found in areas()]
        self._show_names()
        self._show_history()
        self.open_page(area if area in known else known[0], None, None)
        self.unstored.tell()
        self._window.status.show_saved(None)
        self._show_status()
        self.findings.touch(())  # a moment later: the page is there first
        self._count_timer.start()
        self._tell_how_it_is_open()

    def _tell_how_it_is_open(self) -> None:
        """Say where the board can only be read; lock a protected one after a pause."""
        window, board = self._window, self.desk.board
        if board.read_only is not None:
            window.status.show_to_read()
            again = partial(window.open_board, board.path) if self._at_end is None else None
            window.message.show_message((board.read_only,), "warning", again, "Open to write")
        else:
            self.file.offer_to_keep_here()
        self.lock_when_idle()

    def lock_when_idle(self) -> None:
        """Lock a protected board after the pause that the settings say, counted from now."""
        window, idle = self._window, self._idle
        if idle is not None:
            idle.setParent(None)
            idle.deleteLater()
            self._idle = None
        if self.desk.board.access.key is not None and window.settings.lock_after:
            from ui.shell.protection import IdleLock, lock

            self._idle = IdleLock(window.settings.lock_after, self)
            self._idle.idle.connect(lambda: lock(window))

    def remembered(self, settings: Settings) -> Settings:
        """Put area and year of this board into the settings."""
        return settings._replace(area=self.pages.key, year=self.year)

    def close(self) -> None:
        """Close the board and forget its pages."""
        self._count_timer.stop()
        self.file.stop()
        self._meanwhile.stop()
        self.unstored.end()
        self.keeper.stop()
        self.tasks.stop()
        self.findings.stop()
        self._quietly.stop()
        self.close_preview()
        self.pages.deleteLater()
        self.desk.close()
        if self._at_end is not None:
            self._at_end()
        self.deleteLater()

    # Moving

    def open_page(self, key: str, ref: str | None, column: str | None) -> None:
        """Go to an area, and there to a record's cell."""
        self.close_preview()
        self.pages.open_area(key)
        self._window.navigation.show_area(key)
        self._show_years()
        if ref is None or not self.pages.page.go_to(ref, column):
            self.focus_page()
        self._show_status()

    def focus_page(self) -> None:
        """Take the keyboard to the page."""
        shown = self._preview or self.pages.currentWidget()
        if shown is not None:
            shown.setFocus()

    def go_on_page(self, step: int) -> bool:
        """Take the keyboard to the next part of the page, or the one before; False for none."""
        go_on = getattr(self.pages.page, "go_on", None) if self._preview is None else None
        return go_on is not None and bool(go_on(step))

    def set_year(self, year: int) -> None:
        """Show another financial year on every page."""
        if year == self.year:
            return
        self.year = year
        self.close_preview()
        self.pages.show_year()
        self._show_years()
        self._window.remember(self.remembered(self._window.settings))

    def show_record(self, ref: str, column: str | None) -> bool:
        """Go to a record in its year, or at least to its year; False where it is nowhere."""
        self.close_preview()
        return self._lead_to(ref, column) or self._show_year_of(ref)

    def _lead_to(self, ref: str, column: str | None, *, stay: bool = False) -> bool:
        """Go to where a record, or else its owner, is shown in the record's year.

        With `stay` what the open page shows of it in the year that is open is near enough.
        """
        place = self._whereabouts(ref)
        key = self.pages.lead_to(ref, column, elsewhere=False) if stay and place.refs else None
        if key is None and place.refs:
            before = self.year
            self.set_year(before if place.start_year is None else place.start_year)
            led = (self.pages.lead_to(each, column if each == ref else None) for each in place.refs)
            key = next(filter(None, led), None)
            if key is None:
                self.set_year(before)
        if key is not None:
            self._window.navigation.show_area(key)
            self._show_years()
        return key is not None

    def _show_year_of(self, ref: str) -> bool:
        """Go to the year of a record that no page shows, on the open page where it has years."""
        year = self._whereabouts(ref).start_year
        if year is None:
            return False
        self.set_year(year)
        if not self.pages.area().uses_year:
            self.open_page(next(area.key for area in areas() if area.uses_year), None, None)
        return True

    def _whereabouts(self, ref: str) -> Whereabouts:
        from mscb_desktop.whereabouts import whereabouts

        with self.desk.board.reading() as connection:
            return whereabouts(connection, ref)

    # Changing

    def undo(self) -> None:
        """Take back the newest change and show where it was."""
        self._show_replayed("Undone", self.desk.undo())

    def redo(self) -> None:
        """Do again what was taken back last and show where it is."""
        self._show_replayed("Done again", self.desk.redo())

    def _show_replayed(self, word: str, entry: Entry | None) -> None:
        if entry is None:
            return
        refs = [ref for _, ref in sorted(entry.touched)[:_LOOKED_AT]]
        if not any(self._lead_to(ref, None, stay=True) for ref in refs):
            any(self._show_year_of(ref) for ref in refs)
        self._window.status.say(f"{word}: {entry.what}")

    def _on_stored(self, entry: Entry) -> None:
        tables = {table for table, _ in entry.touched}
        if self.desk.is_writing:
            self._window.message.hide()
        if "financial_year" in tables:
            starts = [start for start, _, _ in self.desk.years()]
            if self.year not in starts:
                self.set_year(self.desk.usual_year())
        self.keeper.touch(entry.touched)
        self.findings.touch(entry.touched)
        self.pages.refresh(entry.touched)
        self._show_years()
        self._show_history()
        if "board" in tables:
            self._show_names()
        if self.desk.board.read_only is None:
            self._window.status.show_saved(entry.at)
        self._show_status()
        if not self.desk.is_writing:
            self._window.status.say(f"{entry.who} {entry.at:%H:%M}: {entry.what}")
        self._count_timer.start()

    def on_drafts_changed(self) -> None:
        """Show in the list and the badge which texts are not stored."""
        self.pages.refresh(frozenset({("draft", "")}))
        self._count_timer.start()

    def _on_refused(self, problems: tuple[Problem, ...]) -> None:
        where = next((problem for problem in problems if problem.ref), None)
        lead: Callable[[], object] | None = None
        if where is not None and where.ref is not None and not where.ref.startswith("new:"):
            ref, column = where.ref, where.column
            lead = lambda: self._lead_to(ref, column, stay=True)  # noqa: E731
        self._window.message.show_message(tuple(p.message for p in problems), lead=lead)

    # Showing

    def preview(self, build: Callable[[], Document]) -> None:
        """Show a document as the PDF that it prints as, with Print and Export."""
        from ui.preview.page import PreviewPage

        self.close_preview()
        window = self._window
        self._preview = PreviewPage(build, self.context, self.close_preview)
        self._preview.status_changed.connect(self._show_status)
        window.stack.addWidget(self._preview)
        window.stack.setCurrentWidget(self._preview)
        self._preview.setFocus()
        self._show_status()

    def close_preview(self) -> None:
        """Go back from the preview to the page."""
        if self._preview is not None:
            preview, self._preview = self._preview, None
            self._window.stack.setCurrentWidget(self.pages)
            self._window.stack.removeWidget(preview)
            preview.leave()
            preview.deleteLater()
            self.focus_page()
            self._show_status()

    def _show_status(self) -> None:
        status = self._window.status
        if self.pages.key:
            status.show_page(*(self._preview or self.pages.page).status())
        unstored = self.pages.unstored() + self.unstored.elsewhere()
        if unstored:
            status.show_unstored(unstored)
        elif status.is_unstored:
            status.show_saved(None)

    def _show_names(self) -> None:
        short_name, name = self.desk.names()
        self._window.navigation.show_board(short_name, name)
        self._window.setWindowTitle(f"{short_name} · MSCB Desktop")
        window, path = self._window, self.desk.board.path
        if self._at_end is not None:
            return  # a copy that goes again
        window.remember(window.settings.with_board(path, short_name, name, window.clock()))

    def _show_years(self) -> None:
        years = self.desk.years()
        shown = any(start == self.year for start, _, _ in years)
        label = year_label(self.year) if shown else "No year"
        bar = self._window.top_bar
        bar.show_years(years, self.year, label)
        bar.year_button.setEnabled(bool(years) and self.pages.area().uses_year)

    def _show_history(self) -> None:
        board = self.desk.board
        for name, word, what in (
            ("undo", "Undo", board.next_undo()),
            ("redo", "Redo", board.next_redo()),
        ):
            action = self._window.actions_by_name[name]
            action.setEnabled(what is not None and board.read_only is None)
            keys = action.shortcut().toString()
            action.setToolTip(f"{word}: {what} ({keys})" if what else f"Nothing to {name} ({keys})")

    def _show_counts(self) -> None:
        counts = {**self.findings.counts(), HOME: self.unstored.count()}
        self._window.navigation.show_counts(counts)
