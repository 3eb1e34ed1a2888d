"""Every record into a workbook: where to, written in the background, and what came of it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject, Qt, QUrl, Signal
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog, QWidget

from db.errors import BoardError
from mscb_desktop.document.errors import DocumentError
from mscb_desktop.document.model import file_stem_of
from mscb_desktop.exchange.export import SUFFIX, export_board
from mscb_desktop.reports.base import settings
from ui.areas.exchange.work import Work
from ui.context import Context
from ui.shell.message_strip import MessageStrip
from ui.shell.opening import documents
from ui.tasks import Progress

KIND = f"Excel workbooks (*{SUFFIX})"
"""The kind of file that is read and written, as file choosers name it."""


class Export(QObject):
    """Asks where to write and writes; what came of it stands in `message`, above the page."""

    begun = Signal(str)
    """Carries what is done, in words."""
    over = Signal()

    def __init__(self, context: Context, message: MessageStrip, page: QWidget) -> None:
        super().__init__(page)
        self._context, self._message, self._page = context, message, page
        self.work = Work(context.tasks, self)

    def ask(self) -> None:
        """Let the person choose where to write the workbook."""
        board = self._context.board
        with board.reading() as connection:
            name = settings(connection).short_name
        chooser = QFileDialog(self._page, "Export to Excel", str(documents()))
        chooser.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        chooser.setNameFilters([KIND])
        chooser.setDefaultSuffix(SUFFIX.removeprefix("."))
        chooser.selectFile(file_stem_of(f"{name} {board.clock():%Y-%m-%d}") + SUFFIX)
        chooser.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        chooser.fileSelected.connect(lambda path: self.write(Path(path)))
        chooser.open()

    def write(self, path: Path) -> None:
        """Write every record into the workbook at `path`."""
        board, now = self._context.board, self._context.board.clock()

        def job(progress: Progress) -> int:
            with board.reading() as connection:
                return export_board(connection, path, now=now, progress=progress)

        title = f"Writing {path.name}"
        self.begun.emit(title)
        self.work.run(
            job,
            lambda count: self._on_written(path, count),
            self._on_failed,
            lambda: self._tell("Nothing was written: it was stopped.", "warning"),
            title,
        )

    def _on_written(self, path: Path, count: int) -> None:
        folder = str(path.resolve().parent)
        many = "1 record" if count == 1 else f"{count:,} records"
        self._tell(
            f"Wrote {many} into {path}.",
            "good",
            lambda: QDesktopServices.openUrl(QUrl.fromLocalFile(folder)),
            "Open folder",
        )

    def _on_failed(self, error: Exception) -> None:
        if not isinstance(error, DocumentError | BoardError):
            self._tell("Nothing was written, because the program failed.", "bad")
            raise error
        free = error.suggested if isinstance(error, DocumentError) else None
        if free is None:
            self._tell(str(error), "bad")
        else:
            self._tell(str(error), "bad", lambda: self.write(free), f"Save as {free.name}")

    def _tell(
        self,
        words: str,
        tone: str,
        lead: Callable[[], object] | None = None,
        lead_words: str = "Show",
    ) -> None:
        self.over.emit()
        self._message.show_message((words,), tone, lead, lead_words)
        if not self._page.isVisible():
            self._context.say(words)
