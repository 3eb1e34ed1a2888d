"""The PDF writer: lays a document out on A4 pages and draws it with embedded faces."""

from mscb_desktop.document.pdf.fonts import MissingLetter
from mscb_desktop.document.pdf.writer import PdfReport, write_pdf

__all__ = ["MissingLetter", "PdfReport", "write_pdf"]
