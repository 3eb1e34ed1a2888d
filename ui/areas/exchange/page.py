"""Import and export: a workbook is read, explained where it is foreign, looked at, and stored."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QApplication, QFileDialog, QVBoxLayout, QWidget

from db.errors import BoardError
from db.records import RECORDS
from mscb_desktop.document.errors import DocumentError
from mscb_desktop.exchange.applying import Applied
from mscb_desktop.exchange.errors import WorkbookRefused
from mscb_desktop.exchange.export import SUFFIX
from mscb_desktop.exchange.mapping import keep
from mscb_desktop.exchange.mapping_store import MappingStore
from ui.areas.exchange import EXPORT, IMPORT
from ui.areas.exchange.exporting import KIND, Export
from ui.areas.exchange.mapping import MappingPage
from ui.areas.exchange.preparing import Book, Prepared, apply, prepare, read_book
from ui.areas.exchange.preview import Preview
from ui.areas.exchange.start import Start
from ui.areas.exchange.told import tell_of
from ui.areas.exchange.waiting import Waiting
from ui.areas.exchange.work import Work
from ui.context import Context
from ui.settings import settings_path
from ui.shell.dropping import FileDrops
from ui.shell.message_strip import MessageStrip
from ui.shell.opening import documents
from ui.shell.stack import Stack
from ui.tasks import Progress
from ui.theme import scaled

T = TypeVar("T")

_STOPPED = "Stopped. Nothing was imported."
_CHANGED = (
    "The board changed meanwhile, so this was worked out anew. Nothing is imported yet: look at it "
    "again."
)


class ExchangePage(QWidget):
    """What the person said of foreign sheets is kept in `store`."""

    status_changed = Signal()

    def __init__(
        self, context: Context, parent: QWidget | None = None, *, store: MappingStore | None = None
    ) -> None:
        super().__init__(parent)
        self._context = context
        self.board = context.board
        self._store = store or MappingStore(settings_path().with_name("mappings.json"))
        self._book: Book | None = None
        self._is_storing = self._is_stale = self._is_told = False
        self.work = Work(context.tasks, self)
        self.message = MessageStrip()
        self.exporting = Export(context, self.message, self)
        self.start = Start()
        self.waiting = Waiting()
        self.mapping = MappingPage(context.board)
        self.preview = Preview(context)
        self._stack = Stack()
        for part in (self.start, self.waiting, self.mapping, self.preview):
            self._stack.addWidget(part)
        self._lay_out()
        self._connect()
        self.setFocusProxy(self.start)

    # What the window asks

    def show_year(self, year: int) -> None:
        """Show the same in every year."""

    def refresh(self, touched: frozenset[tuple[str, str]]) -> None:
        """Work the plan out anew where records changed."""
        if not any(table in RECORDS for table, _ in touched):
            return
        if self._shown is self.start:
            self.message.hide()
        elif self.work.under_way or self._is_storing:
            self._is_stale = True
        elif self._shown is self.preview:
            self._compare(anew=True)

    def go_to(self, ref: str, column: str | None) -> bool:
        """Ask for a file where that is what is meant; records are shown elsewhere."""
        acts = {IMPORT: self.ask_import, EXPORT: self.exporting.ask}
        if ref not in acts:
            return False
        acts[ref]()
        return True

    def status(self) -> tuple[str, str]:
        """Say what is shown, and the keys."""
        if self._shown is self.preview:
            keys = "Space tick · Ctrl+A all · Alt+I import · Ctrl+F find · Enter record"
            return self.preview.status(), keys
        if self._shown is self.mapping:
            return self.mapping.status(), "Enter choose the field · Del leave out · Alt+S go on"
        return "Import and export", "Alt+I import · Alt+E export · F1 all keys"

    def pictures(self) -> Iterable[tuple[str, Callable[[], object]]]:
        """Give the states of the page that are worth a picture."""
        from ui.areas.exchange.pictures import pictures

        return pictures(self)

    # Import

    def ask_import(self) -> None:
        """Let the person choose a workbook."""
        chooser = QFileDialog(self, "Import from Excel", str(documents()))
        chooser.setFileMode(QFileDialog.FileMode.ExistingFile)
        chooser.setNameFilters([KIND, "All files (*)"])
        chooser.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        chooser.fileSelected.connect(lambda path: self.import_from(Path(path)))
        chooser.open()

    def import_from(self, path: Path) -> None:
        """Read a workbook, and show what it would change or ask what it holds."""
        if self._is_storing:
            self._context.say("An import is being stored: choose the workbook again after it.")
            return
        board, store = self.board, self._store
        self.message.hide()
        self._run(
            lambda progress: read_book(path, board, store, progress),
            self.show_book,
            f"Reading {path.name}",
        )

    def show_book(self, book: Book) -> None:
        """Show the preview of a workbook, or ask what its sheets hold."""
        self._book, self._is_told = book, False
        if book.prepared.plan.rows:
            if self._is_stale:
                self._compare(anew=False)
            else:
                self._show_prepared(book.prepared, anew=False)
        elif book.guesses:
            self.show_mapping()
        else:
            self._begin_again()
            words = f"{book.source} holds no records: its sheets are empty. Choose another one."
            self.message.show_message((words,), "warning")

    def show_mapping(self) -> None:
        """Ask what the sheets hold that are not read, or not whole."""
        if self._book is None:
            return
        if not self._is_told:
            self._is_told = True
            self.mapping.show_sheets(self._book.source, tell_of(self._book, self._store))
        self._show(self.mapping)

    def import_ticked(self) -> None:
        """Store the rows that are ticked."""
        plan, left_out = self.preview.plan, self.preview.left_out
        if plan is None or self.work.under_way:
            return
        board = self.board
        self._is_storing = True
        self._run(
            lambda progress: apply(board, plan, left_out, progress),
            self._on_applied,
            self.preview.import_button.text().replace("&Import", "Importing"),
        )

    # Inside

    @property
    def _shown(self) -> QWidget:
        shown = self._stack.currentWidget()
        assert shown is not None
        return shown

    def _run(self, job: Callable[[Progress], T], done: Callable[[T], object], title: str) -> None:
        self.waiting.begin(title)
        self._show(self.waiting)
        self.work.run(job, done, self._on_failed, self._on_stopped, title)

    def _compare(self, *, anew: bool) -> None:
        """Plan the workbook that was read once more; `anew` because the board changed."""
        book = self._book
        if book is None:
            return
        board = self.board
        mappings = self.mapping.mappings() if self._is_told else []
        self._is_stale = False
        self._run(
            lambda progress: prepare(board, book.workbook, book.source, mappings, progress),
            lambda prepared: self._show_prepared(prepared, anew=anew),
            f"Comparing {book.source} with the board",
        )

    def _show_prepared(self, prepared: Prepared, *, anew: bool) -> None:
        if self._is_stale:
            self._compare(anew=True)
            return
        self.preview.show_prepared(prepared, anew=anew, is_told=self._is_told)
        if anew:
            self.message.show_message((_CHANGED,), "warning")
        self._show(self.preview)

    def _on_told(self) -> None:
        """Keep what was said for the next time, and show what it changes."""
        for mapping in self.mapping.mappings():
            try:
                keep(mapping, self._store)
            except (DocumentError, OSError) as error:
                self._context.say(f"What you said could not be kept for the next time: {error}")
        self.message.hide()
        self._compare(anew=False)

    def _on_applied(self, applied: Applied) -> None:
        """Tell what was stored, or show why the board took nothing."""
        self._catch_up()  # the board hears of what was stored, by this page or by others
        if applied.entry is None:
            if self._back_to_preview(("Nothing was imported.", *map(str, applied.wrong))):
                self.preview.show_refused(applied.wrong)
            return
        self._is_storing = False
        rows = self.preview.import_button.text().removeprefix("&Import ")
        self._begin_again()
        self.message.show_message(
            (f"Imported {rows}. Ctrl+Z takes all of it back.",),
            "good",
            lambda: self._context.open_page("history", None, None),
            "Show it in the history",
        )

    def _back_to_preview(self, words: tuple[str, ...]) -> bool:
        """Say why nothing was stored; give False where the board changed and it is planned anew."""
        self._is_storing = False
        self._show(self.preview)
        if self._is_stale:
            self._compare(anew=True)
            return False
        self.message.show_message(words)
        return True

    def _catch_up(self) -> None:
        try:
            self.board.catch_up()
        except BoardError as error:
            self._context.say(error.message)

    def _on_failed(self, error: Exception) -> None:
        is_plain = isinstance(error, WorkbookRefused | BoardError)
        words = str(error) if is_plain else "Nothing was imported, because the program failed."
        if self._is_storing:
            self._back_to_preview((words,))
        else:
            self._begin_again()
            self.message.show_message((words,))
        if not is_plain:
            raise error

    def _on_stopped(self) -> None:
        if self._is_storing:
            self._back_to_preview((_STOPPED,))
            return
        if self._is_told:  # what was said of the sheets is not lost
            self.show_mapping()
        else:
            self._begin_again()
        self._context.say(_STOPPED)

    def _on_export_begun(self, title: str) -> None:
        self.message.hide()
        if self._shown is self.start:
            self.waiting.begin(title)
            self._show(self.waiting)

    def _on_export_over(self) -> None:
        if self._shown is self.waiting and not self.work.under_way:
            self._show(self.start)

    def _on_cancel_wanted(self) -> None:
        self.work.stop()
        self.exporting.work.stop()

    def _begin_again(self) -> None:
        """Forget the workbook and show what the page shows at first."""
        self.work.give_up()
        self._book = None
        self._is_stale = self._is_told = False
        self._show(self.start)

    def _leave(self) -> None:
        self.message.hide()
        self._begin_again()

    def _show(self, part: QWidget) -> None:
        """Show a part of the page, which takes the keyboard where the page has it."""
        focused = QApplication.focusWidget()
        had = focused is None or focused is self or self.isAncestorOf(focused)
        self.setFocusProxy(part)
        self._stack.setCurrentWidget(part)
        if had and self.isVisible():
            part.setFocus()
        self.status_changed.emit()

    def _connect(self) -> None:
        self.start.import_wanted.connect(self.ask_import)
        self.start.export_wanted.connect(self.exporting.ask)
        self.exporting.begun.connect(self._on_export_begun)
        self.exporting.over.connect(self._on_export_over)
        self.waiting.cancelled.connect(self._on_cancel_wanted)
        self.mapping.told.connect(self._on_told)
        self.mapping.left.connect(self._leave)
        self.preview.import_wanted.connect(self.import_ticked)
        self.preview.mapping_wanted.connect(self.show_mapping)
        self.preview.left.connect(self._leave)
        for part in (self.mapping, self.preview):
            part.status_changed.connect(self.status_changed)
        for work in (self.work, self.exporting.work):
            work.progressed.connect(self.waiting.show_progress)
        FileDrops(self, SUFFIX, self.import_from)

    def _lay_out(self) -> None:
        whole = QVBoxLayout(self)
        whole.setContentsMargins(scaled(20), scaled(16), scaled(20), scaled(12))
        whole.setSpacing(scaled(8))
        whole.addWidget(self.message)
        whole.addWidget(self._stack, 1)
