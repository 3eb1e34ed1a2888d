"""The preview: a document as it prints, with Print, Save and Open in Excel."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import QStandardPaths, Qt, QUrl, Signal
from PySide6.QtGui import QDesktopServices, QKeySequence, QResizeEvent, QShortcut
from PySide6.QtPdf import QPdfDocument
from PySide6.QtPdfWidgets import QPdfView
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import (
    QBoxLayout,
    QFileDialog,
    QFrame,
    QHBoxLayout,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from db.errors import BoardError
from mscb_desktop.document.model import Cancelled, Document, DocumentError
from mscb_desktop.reports.base import ReportError
from ui.context import Context
from ui.preview.output import Made, load, make, print_pages, save, save_for_excel
from ui.shell.elided import ElidedLabel
from ui.shell.message_strip import MessageStrip
from ui.tasks import Progress
from ui.theme.buttons import button
from ui.theme.icons import set_icon
from ui.theme.look import scaled

T = TypeVar("T")

_ZOOM_STEP = 1.25
_LEAST_ZOOM, _MOST_ZOOM = 0.25, 5.0


class PreviewPage(QWidget):
    """Shows what `build` gives; it is built in a worker. `close` goes back to the page."""

    status_changed = Signal()

    def __init__(
        self,
        build: Callable[[], Document],
        context: Context,
        close: Callable[[], object],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._context = context
        self._close = close
        self._made: Made | None = None
        self._is_left = False
        self._words = "Making the preview…"
        self.pdf = QPdfDocument(self)
        self.view = QPdfView(self)
        self.view.setDocument(self.pdf)
        self.view.setPageMode(QPdfView.PageMode.MultiPage)
        self.view.setZoomMode(QPdfView.ZoomMode.FitToWidth)
        self.view.setFrameShape(QFrame.Shape.NoFrame)
        self.view.setAccessibleName("Pages")
        self.setFocusProxy(self.view)
        self.message = MessageStrip()
        self.title = ElidedLabel("title")
        self.title.setText("Preview")
        self.back_button = button("Back", "chevron-left", close)
        self.print_button = button("Print…", "printer", self.ask_print)
        self.pdf_button = button("Save PDF…", "file-type-pdf", lambda: self.ask_save(".pdf"))
        self.excel_button = button(
            "Save Excel…", "file-spreadsheet", lambda: self.ask_save(".xlsx")
        )
        self.open_button = button("Open in Excel", "external-link", self.open_in_excel)
        self.zoom_in_button = _small("zoom-in", "Zoom in", self.zoom_in)
        self.zoom_out_button = _small("zoom-out", "Zoom out", self.zoom_out)
        self.width_button = _worded("Width", "Fit the page’s width (Ctrl+0)", self.fit_width)
        self.page_button = _worded("Page", "Fit the whole page (Ctrl+9)", self.fit_page)
        self.print_button.setProperty("kind", "primary")
        set_icon(self.print_button, "printer", "accent_text")
        self._lay_out()
        self._add_shortcuts()
        self.view.pageNavigator().currentPageChanged.connect(self.status_changed)
        self._enable(False)
        now = context.board.clock()
        self._run(
            lambda progress: make(build, now, self._while_shown(progress)),
            self._show,
            "Making the preview",
        )

    def status(self) -> tuple[str, str]:
        """Give which page of how many is shown, and the keys."""
        if self._made is None:
            return self._words, "Esc back"
        page, pages = self.view.pageNavigator().currentPage() + 1, self.pdf.pageCount()
        keys = "Ctrl+P print · Ctrl+S save PDF · Ctrl+E Excel · Esc back"
        return f"Page {page} of {pages}", keys

    def leave(self) -> None:
        """Stop making what is not looked at any more; files and paper are still written."""
        self._is_left = True

    # Zoom

    def zoom_in(self) -> None:
        """Show the pages larger."""
        self._zoom(_ZOOM_STEP)

    def zoom_out(self) -> None:
        """Show the pages smaller."""
        self._zoom(1 / _ZOOM_STEP)

    def fit_width(self) -> None:
        """Show the pages as wide as there is room."""
        self.view.setZoomMode(QPdfView.ZoomMode.FitToWidth)

    def fit_page(self) -> None:
        """Show one whole page at a time."""
        self.view.setZoomMode(QPdfView.ZoomMode.FitInView)

    # Paper and files

    def ask_print(self) -> None:
        """Open the system's print dialog."""
        if self._made is None:
            return
        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        printer.setDocName(self._made.document.title)
        dialog = QPrintDialog(printer, self)
        dialog.setMinMax(1, self.pdf.pageCount())
        dialog.setOption(QPrintDialog.PrintDialogOption.PrintPageRange)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setWindowModality(Qt.WindowModality.WindowModal)
        dialog.accepted.connect(lambda: self.print_on(printer))
        dialog.show()

    def print_on(self, printer: QPrinter) -> None:
        """Print on a printer that was chosen."""
        if self._made is None:
            return
        data = self._made.pdf
        self._run(
            lambda progress: print_pages(data, printer, progress),
            lambda pages: self._context.say(f"Sent to the printer: {_pages(pages)}"),
            "Printing",
        )

    def ask_save(self, suffix: str) -> None:
        """Let the user choose where to save the document, as '.pdf' or '.xlsx'."""
        if self._made is None:
            return
        kind = "PDF files (*.pdf)" if suffix == ".pdf" else "Excel workbooks (*.xlsx)"
        place = QStandardPaths.StandardLocation.DocumentsLocation
        chooser = QFileDialog(self, "Save", QStandardPaths.writableLocation(place), kind)
        chooser.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        chooser.setDefaultSuffix(suffix.removeprefix("."))
        chooser.selectFile(self._made.document.stem + suffix)
        chooser.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        chooser.fileSelected.connect(lambda path: self.save_as(Path(path)))
        chooser.open()

    def save_as(self, path: Path) -> None:
        """Save the document as the kind of file that the path's suffix says."""
        if self._made is None:
            return
        document, now = self._made.document, self._context.board.clock()
        self._run(lambda progress: save(document, path, now, progress), self._saved, "Saving")

    def open_in_excel(self) -> None:
        """Write a workbook and open it with the program for workbooks."""
        if self._made is None:
            return
        document, now = self._made.document, self._context.board.clock()
        self._run(
            lambda progress: save_for_excel(document, now, progress),
            self._open,
            "Writing the workbook",
        )

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the buttons below the title where there is no room beside it."""
        super().resizeEvent(event)
        title = self.back_button.sizeHint().width() + self.title.sizeHint().width() + scaled(70)
        beside = self.width() >= title + self._buttons.sizeHint().width()
        way = QBoxLayout.Direction.LeftToRight if beside else QBoxLayout.Direction.TopToBottom
        self._head.setDirection(way)

    # Results

    def _show(self, made: Made) -> None:
        self._made = made
        load(self.pdf, made.pdf)
        title = " ".join(filter(None, (made.document.title, made.document.subtitle)))
        self.title.setText(title)
        self.setAccessibleName(f"Preview: {title}")
        if made.remark:
            self.message.show_message((made.remark,), "warning")
        self._enable(True)
        self.status_changed.emit()

    def _fail(self, error: Exception) -> None:
        if self._made is None:
            self._words = "The preview could not be made"
            self.status_changed.emit()
        if not _is_plain(error):
            raise error
        free = error.suggested if isinstance(error, DocumentError) else None
        if free is None:
            self.message.show_message((str(error),))
        else:
            words = f"Save as {free.name}"
            self.message.show_message((str(error),), "bad", lambda: self.save_as(free), words)

    def _saved(self, path: Path) -> None:
        self.message.show_message(
            (f"Saved {path}",), "good", lambda: _show_file(path.parent), "Open the folder"
        )

    def _open(self, path: Path) -> None:
        if not _show_file(path):
            self.message.show_message(
                (f"No program opens workbooks here. The workbook is {path}.",),
                "warning",
                lambda: _show_file(path.parent),
                "Open the folder",
            )
        else:
            self._context.say(f"Opened {path.name}")

    # Inside

    def _run(self, job: Callable[[Progress], T], done: Callable[[T], object], title: str) -> None:
        """Do `job` in a worker; once the preview was left nobody waits for its result."""

        def if_shown(result: T) -> None:
            if not self._is_left:
                done(result)

        def fail_if_shown(error: Exception) -> None:
            if not self._is_left:
                self._fail(error)
            elif _is_plain(error):
                self._context.say(str(error))
            else:
                raise error

        self._context.tasks.run(job, if_shown, fail_if_shown, title)

    def _while_shown(self, progress: Progress) -> Progress:
        def report(done: int, total: int) -> None:
            if self._is_left:
                raise Cancelled
            progress(done, total)

        return report

    def _zoom(self, by: float) -> None:
        factor = self.view.zoomFactor()
        if self.view.zoomMode() is QPdfView.ZoomMode.FitToWidth and self.pdf.pageCount():
            points = self.pdf.pagePointSize(0).width()
            inches = points / 72
            factor = self.view.viewport().width() / (inches * self.view.logicalDpiX())
        self.view.setZoomMode(QPdfView.ZoomMode.Custom)
        self.view.setZoomFactor(max(_LEAST_ZOOM, min(factor * by, _MOST_ZOOM)))

    def _enable(self, ready: bool) -> None:
        for made in (
            self.print_button,
            self.pdf_button,
            self.excel_button,
            self.open_button,
            self.zoom_in_button,
            self.width_button,
            self.page_button,
            self.zoom_out_button,
        ):
            made.setEnabled(ready)

    def _add_shortcuts(self) -> None:
        for keys, act in (
            ("Ctrl+P", self.ask_print),
            ("Ctrl+S", lambda: self.ask_save(".pdf")),
            ("Ctrl+E", self.open_in_excel),
            ("Ctrl++", self.zoom_in),
            ("Ctrl+=", self.zoom_in),
            ("Ctrl+-", self.zoom_out),
            ("Ctrl+0", self.fit_width),
            ("Ctrl+9", self.fit_page),
            ("Esc", self._close),
        ):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(act)

    def _lay_out(self) -> None:
        self._head = head = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        head.setContentsMargins(scaled(20), scaled(14), scaled(20), scaled(12))
        head.setSpacing(scaled(8))
        names = QHBoxLayout()
        names.setSpacing(scaled(14))
        names.addWidget(self.back_button)
        names.addWidget(self.title, 1)
        self._buttons = QHBoxLayout()
        self._buttons.setSpacing(scaled(8))
        self._buttons.addStretch()
        head.addLayout(names, 1)
        head.addLayout(self._buttons)
        for made in (
            self.zoom_out_button,
            self.zoom_in_button,
            self.width_button,
            self.page_button,
            self.pdf_button,
            self.excel_button,
            self.open_button,
            self.print_button,
        ):
            self._buttons.addWidget(made)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(head)
        layout.addWidget(self.message)
        layout.addWidget(self.view, 1)


def _is_plain(error: Exception) -> bool:
    """Tell whether an error's words are meant for the person at the window."""
    return isinstance(error, DocumentError | ReportError | BoardError)


def _small(picture: str, words: str, pressed: Callable[[], object]) -> QToolButton:
    made = QToolButton()
    made.setToolTip(words)
    made.setAccessibleName(words)
    made.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    set_icon(made, picture)
    made.clicked.connect(lambda: pressed())
    return made


def _worded(words: str, about: str, pressed: Callable[[], object]) -> QToolButton:
    made = QToolButton()
    made.setText(words)
    made.setToolTip(about)
    made.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    made.clicked.connect(lambda: pressed())
    return made


def _show_file(path: Path) -> bool:
    return QDesktopServices.openUrl(QUrl.fromLocalFile(str(path)))


def _pages(pages: int) -> str:
    return "1 page" if pages == 1 else f"{pages} pages"
