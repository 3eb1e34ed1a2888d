"""The partnership of these tests, and documents written and read back."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import openpyxl
import pypdf
import pytest

from mscb_desktop.document.excel import write_xlsx
from mscb_desktop.document.model import Document
from mscb_desktop.document.pdf.writer import write_pdf
from tests.support.boards import NOON
from tests.support.handed_over import HandedOver, handed_over

Printed = Callable[[Document], str]
Listed = Callable[[Document, str], list[dict[str, Any]]]


@pytest.fixture
def east(tmp_path: Path) -> Iterator[HandedOver]:
    built = handed_over(tmp_path)
    yield built
    built.made.board.close()


@pytest.fixture
def printed() -> Printed:
    """Write a document as PDF and give the words of all its pages."""

    def read(document: Document) -> str:
        stream = io.BytesIO()
        write_pdf(document, stream, now=NOON)
        pages = pypdf.PdfReader(stream).pages
        return " ".join(" ".join(page.extract_text() for page in pages).split())

    return read


@pytest.fixture
def listed() -> Listed:
    """Write a document as workbook and give a sheet's rows, each by its headings."""

    def read(document: Document, sheet: str) -> list[dict[str, Any]]:
        stream = io.BytesIO()
        write_xlsx(document, stream, now=NOON)
        page = openpyxl.load_workbook(stream)[sheet]
        assert len(page.tables) == 1
        (table,) = page.tables.values()
        head, *rows = [[cell.value for cell in row] for row in page[table.ref]]
        return [dict(zip(head, row, strict=True)) for row in rows]

    return read
