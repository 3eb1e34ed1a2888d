"""A table of 10,000 rows and 10 columns, written by us and by the bare libraries."""

from __future__ import annotations

import datetime as dt
from functools import lru_cache
from io import BytesIO

from benchmark import Benchmark, timed
from reportlab.pdfgen.canvas import Canvas
from xlsxwriter.workbook import Workbook

from mscb_desktop.document.excel import write_xlsx
from mscb_desktop.document.fonts import REGULAR, Lettering
from mscb_desktop.document.model import Column, Document, Kind, Orientation, Row, Table
from mscb_desktop.document.pdf.flow import laid_out
from mscb_desktop.document.pdf.writer import write_pdf

ROWS = 10_000
NOW = dt.datetime(2026, 11, 24, 16, 30)
WORDS = ("Room hire", "Catering", "Trainer", "Annual conference", "Stationery", "Printing")


@lru_cache(maxsize=1)
def document() -> Document:
    """Make a list of postings: text, codes, dates and money."""
    kinds = (
        Kind.CODE, Kind.TEXT, Kind.TEXT, Kind.DATE, Kind.CODE,
        Kind.MONEY, Kind.MONEY, Kind.MONEY, Kind.WHOLE, Kind.TEXT,
    )  # fmt: skip
    columns = tuple(Column(f"c{at}", f"Column {at}", kind) for at, kind in enumerate(kinds))
    day = dt.date(2012, 4, 1)
    rows = tuple(
        Row((
            f"P-{n:05d}", WORDS[n % 6], f"Supplier {n % 371}", day + dt.timedelta(n % 365),
            f"CE{n % 89:02d}", n * 137 % 999_983, n * 7919 % 9_999_991, -(n % 5_003), n,
            "paid" if n % 3 else "committed",
        ))
        for n in range(ROWS)
    )  # fmt: skip
    table = Table("postings", "Postings", columns, rows)
    return Document("Postings", "Board", (table,), orientation=Orientation.LANDSCAPE)


def our_pdf() -> float:
    """Write the table as PDF."""
    made = document()
    return timed(lambda: write_pdf(made, BytesIO(), now=NOW))


@lru_cache(maxsize=1)
def placed_texts() -> list[tuple[tuple[float, float], list[tuple[float, float, str, str, float]]]]:
    """Give every text of our pages with its place, so that the floor draws the same ones."""
    pages = laid_out(document(), Lettering(), lambda: None)
    return [
        (page.size, [(t.x, page.size[1] - t.y, t.text, t.face, t.size) for t in page.texts])
        for page in pages
    ]


def bare_pdf() -> float:
    """Draw the same text in the same faces on as many pages of a raw canvas."""
    pages = placed_texts()

    def draw() -> None:
        canvas = Canvas(BytesIO(), pageCompression=1, invariant=1, initialFontName=REGULAR)
        for size, texts in pages:
            canvas.setPageSize(size)
            last = None
            for x, y, text, face, points in texts:
                if (face, points) != last:
                    canvas.setFont(face, points)
                    last = (face, points)
                canvas.drawString(x, y, text)
            canvas.showPage()
        canvas.save()

    return timed(draw)


def our_xlsx() -> float:
    """Write the table as a workbook."""
    made = document()
    return timed(lambda: write_xlsx(made, BytesIO(), now=NOW))


def bare_xlsx() -> float:
    """Write the same values to one sheet with a real table, a format for each column."""
    table = next(document().tables())

    def write() -> None:
        workbook = Workbook(BytesIO(), {"in_memory": True})
        sheet = workbook.add_worksheet("Postings")
        money = workbook.add_format({"num_format": "#,##0.00"})
        whole = workbook.add_format({"num_format": "#,##0"})
        date = workbook.add_format({"num_format": "dd/mm/yyyy"})
        text = workbook.add_format({"text_wrap": True})
        for row, line in enumerate(table.rows, 1):
            for at, value in enumerate(line.cells):
                if isinstance(value, str):
                    sheet.write_string(row, at, value, text)
                elif isinstance(value, dt.date):
                    sheet.write_datetime(row, at, dt.datetime(value.year, value.month, value.day),
                                         date)  # fmt: skip
                elif isinstance(value, int) and table.columns[at].kind is Kind.MONEY:
                    sheet.write_number(row, at, value / 100, money)
                elif isinstance(value, int):
                    sheet.write_number(row, at, value, whole)
        heads = [{"header": column.heading} for column in table.columns]
        sheet.add_table(0, 0, len(table.rows), len(heads) - 1, {"columns": heads})
        workbook.close()

    return timed(write)


def benchmarks() -> list[Benchmark]:
    """Give the two comparisons."""
    return [
        Benchmark("10,000 × 10 to PDF, against a raw canvas", our_pdf, bare_pdf, 2.0),
        Benchmark("10,000 × 10 to Excel, against bare XlsxWriter", our_xlsx, bare_xlsx, 1.2),
    ]
