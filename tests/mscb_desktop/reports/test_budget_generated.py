"""Generated budgets: independent arithmetic equals the PDF and the workbook, to the penny."""

from __future__ import annotations

import re
import tempfile
from collections import Counter
from dataclasses import replace
from decimal import Decimal
from io import BytesIO
from pathlib import Path
from typing import Any

import openpyxl
import pypdf
from hypothesis import example, given

from db.queries.budget import LineRow
from db.records.budget import LineKind, Side
from mscb_desktop.document.excel import write_xlsx
from mscb_desktop.document.model import Document
from mscb_desktop.document.pdf.writer import write_pdf
from mscb_desktop.reports.base import Request
from mscb_desktop.reports.budget_projection import REPORT as PROJECTION
from mscb_desktop.reports.budget_statement import REPORT as STATEMENT
from tests.support.boards import NOON, empty_board
from tests.support.budgets import budgets, put
from tests.support.libreoffice import needs_libreoffice, recalculated

OUT, INTO = "Grand total out", "Grand total in"
_NO_LINES = {LineKind.HEADING, LineKind.SUBTOTAL, LineKind.TOTAL, LineKind.ADJUSTMENT}
_MONEY = re.compile(r"\u2212?[0-9][0-9,]*\.[0-9]{2}(?![0-9.])")


def named(rows: list[LineRow]) -> list[LineRow]:
    """Name the last total of each side, so that the tests find it."""
    last = {row.side: row.ref for row in rows if row.kind is LineKind.TOTAL}
    names = {last[Side.EXPENDITURE]: OUT, last[Side.INCOME]: INTO}
    return [replace(row, description=names.get(row.ref, row.description)) for row in rows]


def documents(rows: list[LineRow]) -> tuple[Document, Document]:
    with tempfile.TemporaryDirectory() as folder:
        board = empty_board(Path(folder))
        put(board, rows)
        with board.reading() as connection:
            made = (
                STATEMENT.build(connection, Request(NOON, 2012)),
                PROJECTION.build(connection, Request(NOON, 2012)),
            )
        board.close()
    return made


def totals(rows: list[LineRow], side: Side) -> tuple[int, int | None, int | None]:
    """Add up a side by hand: set, actual, and under-spend with its adjustments."""
    lines = [row for row in rows if row.side is side and row.kind not in _NO_LINES]
    actuals = [row.paid if row.postings else row.actual for row in lines]
    total = sum(row.set_amount or 0 for row in lines)
    if all(actual is None for actual in actuals):
        return total, None, None
    spent = sum(actual or 0 for actual in actuals)
    adjusted = sum(
        row.adjusts_by or 0
        for row in rows
        if row.side is side and row.kind is LineKind.ADJUSTMENT and row.counts is not False
    )
    return total, spent, total - spent + adjusted


def money(pence: int) -> str:
    return f"{Decimal(pence) / 100:,.2f}".replace("-", "\u2212")


def pdf_text(document: Document) -> str:
    stream = BytesIO()
    write_pdf(document, stream, now=NOON)
    return " ".join(page.extract_text() for page in pypdf.PdfReader(stream).pages)


def line(number: int, kind: LineKind, **figures: Any) -> LineRow:
    side = Side.EXPENDITURE if number == 1 else Side.INCOME
    return LineRow(f"BL-{number:04d}", number * 1024, side, kind, **figures)


TIGHT = [
    line(1, LineKind.TOTAL),
    line(2, LineKind.CONTRIBUTION, paid=-1_000_00, postings=1),
    line(3, LineKind.CONTRIBUTION, set_amount=-1_000_000_00, committed=1, postings=1),
    line(4, LineKind.TOTAL),
]
"""A total whose figures stand above it too, which the columns once broke in its wider face."""


@example(named(TIGHT))
@given(budgets().map(named))
def test_pdf_prints_the_totals(rows: list[LineRow]) -> None:
    statement, projection = documents(rows)
    text = pdf_text(statement)
    for label, side in ((OUT, Side.EXPENDITURE), (INTO, Side.INCOME)):
        expected = [money(figure) for figure in totals(rows, side) if figure is not None]
        assert _MONEY.findall(text[text.index(label) :])[: len(expected)] == expected
    text = pdf_text(projection)
    for label, side in ((OUT, Side.EXPENDITURE), (INTO, Side.INCOME)):
        assert _MONEY.findall(text[text.index(label) :])[0] == money(totals(rows, side)[0])


@given(budgets().map(named))
def test_pdf_prints_every_line(rows: list[LineRow]) -> None:
    printed = Counter(_MONEY.findall(pdf_text(documents(rows)[0])))
    lines = [row for row in rows if row.kind not in _NO_LINES]
    figures = [row.set_amount for row in lines]
    figures += [row.paid if row.postings else row.actual for row in lines]
    figures += [row.adjusts_by for row in rows]
    expected = Counter(money(figure) for figure in figures if figure is not None)
    assert expected - printed == Counter()


def sheet_totals(book: openpyxl.Workbook, sheet: str, label: str) -> list[object]:
    rows = list(book[sheet].iter_rows(values_only=True))
    (head,) = (row for row in rows if "Description" in row)
    column = head.index("Description")
    (total,) = (row for row in rows if row[column] == label)
    return [value for value in total[column + 1 :] if isinstance(value, int | float)]


def pence(values: list[object]) -> list[int]:
    return [round(Decimal(str(value)) * 100) for value in values]


@given(budgets().map(named))
def test_workbook_stores_the_totals(rows: list[LineRow]) -> None:
    statement, projection = documents(rows)
    for document, width in ((statement, 3), (projection, 1)):
        stream = BytesIO()
        write_xlsx(document, stream, now=NOON)
        book = openpyxl.load_workbook(stream, data_only=True)
        for label, side in ((OUT, Side.EXPENDITURE), (INTO, Side.INCOME)):
            sheet = "Projection" if document is projection else side.value.capitalize()
            expected = [figure for figure in totals(rows, side) if figure is not None][:width]
            assert pence(sheet_totals(book, sheet, label))[: len(expected)] == expected


@needs_libreoffice
def test_workbook_recalculated_gives_the_same_totals(tmp_path: Path) -> None:
    """One budget with every kind of row, blank and posting; a wrong stored value would show."""
    values = [(LineKind.EXPENDITURE, 1_10, None), (LineKind.EXPENDITURE, None, 2_05),
              (LineKind.EXPENDITURE, None, None), (LineKind.SUBTOTAL, None, None),
              (LineKind.EXPENDITURE, 10, 20), (LineKind.SUBTOTAL, None, None),
              (LineKind.TOTAL, None, None)]  # fmt: skip
    rows = [
        LineRow(f"BL-{n:04d}", n, Side.EXPENDITURE, kind, set_amount=planned, actual=actual)
        for n, (kind, planned, actual) in enumerate(values, 1)
    ]
    rows.insert(6, LineRow("BL-0008", 6, Side.EXPENDITURE, LineKind.ADJUSTMENT, adjusts_by=-33))
    rows.insert(6, LineRow("BL-0009", 6, Side.EXPENDITURE, LineKind.ADJUSTMENT, adjusts_by=7,
                           counts=False))  # fmt: skip
    income = [
        LineRow("BL-0011", 1, Side.INCOME, LineKind.CONTRIBUTION, set_amount=5_01),
        LineRow("BL-0012", 2, Side.INCOME, LineKind.OTHER_INCOME, set_amount=1, actual=1),
        LineRow("BL-0013", 3, Side.INCOME, LineKind.TOTAL),
    ]
    rows = named(rows + income)
    path = tmp_path / "book.xlsx"
    with path.open("wb") as file:
        write_xlsx(documents(rows)[0], file, now=NOON)
    book = recalculated(path)
    assert pence(sheet_totals(book, "Expenditure", OUT)) == [1_20, 2_25, -1_05 - 33]
    assert pence(sheet_totals(book, "Income", INTO)) == [5_02, 1, 5_01]
