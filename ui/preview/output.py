"""What becomes of a previewed document: bytes, files, paper."""

from __future__ import annotations

import datetime as dt
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QMarginsF, QRectF, QSize, QSizeF, Qt
from PySide6.QtGui import QImage, QPageLayout, QPainter
from PySide6.QtPdf import QPdfDocument
from PySide6.QtPrintSupport import QPrinter

from mscb_desktop.document.model import Document, DocumentError
from ui.tasks import Progress

PRINT_DPI = 300
"""Dots per inch at which pages are drawn for paper: sharp text, 35 MB a page while printing."""


@dataclass(frozen=True, slots=True)
class Made:
    """A document and its PDF; `remark` says what does not stand on it as it was meant."""

    document: Document
    pdf: bytes
    remark: str = ""


def make(build: Callable[[], Document], now: dt.datetime, progress: Progress) -> Made:
    """Build a document and write its PDF into memory."""
    from mscb_desktop.document.pdf.writer import write_pdf

    document = build()
    stream = BytesIO()
    report = write_pdf(document, stream, now=now, progress=progress)
    remark = " ".join(filter(None, (document.remark, report.message)))
    return Made(document, stream.getvalue(), remark)


def save(document: Document, path: Path, now: dt.datetime, progress: Progress) -> Path:
    """Write a document to a file, as PDF or workbook by its suffix; gives the path."""
    from mscb_desktop.document.files import write_document

    write_document(document, path, now=now, progress=progress)
    return path


def save_for_excel(document: Document, now: dt.datetime, progress: Progress) -> Path:
    """Write a workbook to look at: into a folder of its own among the temporary files.

    Where Excel holds the file of the last time, a free name beside it is taken.
    """
    folder = Path(tempfile.gettempdir()) / "MSCB Desktop"
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{document.stem}.xlsx"
    try:
        return save(document, path, now, progress)
    except DocumentError as error:
        if error.suggested is None:
            raise
        return save(document, error.suggested, now, progress)


def load(pdf: QPdfDocument, data: bytes) -> QBuffer:
    """Load a PDF from memory; the buffer must live as long as the document shows it."""
    buffer = QBuffer(pdf)
    buffer.setData(QByteArray(data))
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    pdf.load(buffer)
    return buffer


def first_page(data: bytes, size: QSize) -> QImage:
    """Draw the first page of a PDF at `size` pixels."""
    pdf = QPdfDocument()
    load(pdf, data)
    image = pdf.render(0, size)
    pdf.close()
    return image


def print_pages(data: bytes, printer: QPrinter, progress: Progress) -> int:
    """Print a PDF's pages, or those of the printer's page range; gives their number.

    Runs in a worker. Each page sets its own orientation, and is drawn on the whole sheet, so
    that paper and preview have the same margins.
    """
    pdf = QPdfDocument()
    load(pdf, data)
    first = max(printer.fromPage(), 1)
    last = min(printer.toPage() or pdf.pageCount(), pdf.pageCount())
    pages = range(first - 1, last)
    printer.setFullPage(True)
    printer.setPageMargins(QMarginsF())
    painter: QPainter | None = None
    try:
        for done, page in enumerate(pages):
            progress(done, len(pages))
            points = pdf.pagePointSize(page)
            printer.setPageOrientation(_orientation(points))
            if painter is None:
                painter = QPainter(printer)
            else:
                printer.newPage()
            _print_page(pdf, page, points, printer, painter)
    finally:
        if painter is not None:
            painter.end()
        pdf.close()
    return len(pages)


def _print_page(
    pdf: QPdfDocument, page: int, points: QSizeF, printer: QPrinter, painter: QPainter
) -> None:
    dots = min(PRINT_DPI, printer.resolution()) / 72
    image = pdf.render(page, QSize(round(points.width() * dots), round(points.height() * dots)))
    sheet = QRectF(printer.pageLayout().fullRectPixels(printer.resolution()))
    fitted = points.scaled(sheet.size(), Qt.AspectRatioMode.KeepAspectRatio)
    painter.drawImage(QRectF(sheet.topLeft(), fitted), image)


def _orientation(points: QSizeF) -> QPageLayout.Orientation:
    wide = points.width() > points.height()
    return QPageLayout.Orientation.Landscape if wide else QPageLayout.Orientation.Portrait
