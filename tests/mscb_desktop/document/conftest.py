"""The budget statement of Merton 2012-13 as a document, and a way to read PDF back."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from io import BytesIO

import pytest
from pypdf import PdfReader

from mscb_desktop.document.model import (
    Cell,
    Chart,
    Column,
    Difference,
    Document,
    Kind,
    Notes,
    Row,
    RowKind,
    SumOf,
    Table,
)
from mscb_desktop.document.pdf.writer import write_pdf

LINES = (
    ("LSCB Trainer & Admin Salaries", 76_670, 74_982, None, None),
    ("Trainer Car/Parking Allowance", 1_170, 649, 520, None),
    ("Recruitment (Chair/Lay Person)", 6_650, 11_231, None, "Reclaimed from Sutton"),
    ("Room Hire", 2_000, 2_406, None, None),
    ("Catering - Training/ Meetings (+ awayday)", 3_180, 2_445, None, None),
    ("Consultants - SCR costs, External Trainers + Chair Person", 49_430, 44_521, None, None),
    ("Equipment (Training Materials)+ Subscriptions", 19_300, 12_449, None, None),
    ("External Staff Training", 4_000, 1_220, None, None),
    ("Annual Conference", 5_000, 2_476, None, None),
    ("Stationery", 2_000, 916, None, None),
    ("Internal Printing/Photocopying", 3_500, 3_229, None, None),
    ("Re-print Safe Parenting Handbook?", 12_500, 0, None, None),
    ("Misc Items (Trainer Expenses, Software Licences)", 2_560, 1_355, None, None),
)


@pytest.fixture(scope="session")
def now() -> dt.datetime:
    """Give the time at which every document of these tests is written."""
    return dt.datetime(2026, 11, 24, 16, 30)


@pytest.fixture(scope="session")
def statement() -> Document:
    """Describe Appendix 4's expenditure with its chart and note."""
    columns = (
        Column("line", "Description"),
        Column("set", "Set\n2012-13 (£)", Kind.MONEY),
        Column("actual", "Actual to\nyear end (£)", Kind.MONEY),
        Column("under", "Under / over (£)", Kind.MONEY, negative="overspend"),
        Column("comment", "Comments", Kind.LONG_TEXT),
    )
    under = Difference("set", "actual")
    rows = [
        Row(
            (
                text,
                planned * 100,
                spent * 100,
                under if printed is None else Cell(under, printed=printed * 100, mark=1),
                comment,
            ),
            group="lines",
        )
        for text, planned, spent, printed, comment in LINES
    ]
    lines = SumOf("lines")
    rows += [
        Row(("Subtotal", lines, lines, lines), RowKind.SUBTOTAL, key="subtotal"),
        Row(("Reclaimed from Sutton", None, None, 458_600), RowKind.ADJUSTMENT, group="after"),
        Row(("Trainer Fees", None, None, 50_000), RowKind.ADJUSTMENT, group="after"),
        Row(
            (
                "Total expenditure",
                SumOf("subtotal"),
                SumOf("subtotal"),
                SumOf("subtotal", "after"),
                "Carried forward to 2013-14",
            ),
            RowKind.TOTAL,
            key="total",
        ),
    ]
    table = Table("expenditure", "Expenditure 2012-13", columns, tuple(rows))
    chart = Chart.of(table, "Set and actual", "line", ("set", "actual"), names=("set", "actual"))
    return Document(
        "Budget statement",
        "Merton Safeguarding Children Board",
        (table, Notes(("The document prints 520.",)), chart),
        subtitle="2012-13",
        short_name="Merton SCB",
        draft=True,
    )


@pytest.fixture
def read_pdf(now: dt.datetime) -> Callable[[Document], PdfReader]:
    """Give a way to write a document as PDF and read it back."""

    def read(document: Document) -> PdfReader:
        stream = BytesIO()
        write_pdf(document, stream, now=now)
        return PdfReader(stream)

    return read
