"""The sample's reports, figure for figure with the page that the board printed."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import openpyxl
import pypdf
import pytest
from sqlalchemy import Connection

from mscb_desktop import checks
from mscb_desktop.boards import open_board
from mscb_desktop.document.files import write_document
from mscb_desktop.document.model import Document
from mscb_desktop.reports import find_report
from mscb_desktop.reports.base import Request
from mscb_desktop.sample import make_sample
from tests.support.boards import NOON, clock
from tests.support.libreoffice import needs_libreoffice, recalculated

STATEMENT = [
    ("LSCB Trainer & Admin Salaries", 76670, 74982, 1688),
    ("Trainer Car/Parking Allowance", 1170, 649, 521),
    ("Recruitment (Chair/Lay Person)", 6650, 11231, -4581),
    ("Room Hire", 2000, 2406, -406),
    ("Catering: training, meetings, awayday", 3180, 2445, 735),
    ("Consultants: SCR, external trainers, Chair", 49430, 44521, 4909),
    ("Equipment (training materials), subscriptions", 19300, 12449, 6851),
    ("External Staff Training", 4000, 1220, 2780),
    ("Annual Conference", 5000, 2476, 2524),
    ("Stationery", 2000, 916, 1084),
    ("Internal Printing/Photocopying", 3500, 3229, 271),
    ("Re-print Safe Parenting Handbook", 12500, 0, 12500),
    ("Misc: trainer expenses, software licences", 2560, 1355, 1205),
    ("Subtotal", 187960, 157879, 30081),
    ("Recruitment costs reclaimed from Sutton", None, None, 4586),
    ("Trainer fees", None, None, 500),
    ("Total expenditure", 187960, 157879, 35167),
]
INCOME = [
    ("LB Merton", "QC05", 83858),
    ("NHS Sutton & Merton (PCT)", "QC01", 35000),
    ("Metropolitan Police", None, 5000),
    ("Action for Children", None, 2553),
    ("National Probation Service", None, 2000),
    ("CAFCASS", None, 550),
    ("Subtotal", None, 128961),
    ("Fee for External Training", None, 500),
    ("Surplus (from previous year)", "QA01", 58998),
    ("Total projected income", None, 188459),
]
PROJECTION = [
    ("AA03", "Salaries", 75820),
    ("CE03/CA53/CD05/DG14/AB57", "Staff expenses", 3790),
    ("AB02", "Recruitment", 2060),
    ("BC03", "Venue Hire", 2400),
    ("DB50", "Catering", 3180),
    ("DE03", "Stationery", 1200),
    ("DE06/DE11", "Copying/Printing", 4000),
    ("DF03", "Board Chair/Ex.Trainers/Consultants", 40000),
    ("DH02", "Annual Conference", 5000),
    ("DJ04", "E Learning Subscription", 8000),
    ("DA09/DA80/DG02/DF62", "Equipment/Books", 3623),
    ("DE01", "Provision for Safer Parenting Handbook", 12500),
    (None, "Total set expenditure", 161573),
    (None, "LBM contributions", 83858),
    (None, "External contributions", 42550),
    (None, "Budget carried forward", 35165),
    (None, "Total set income", 161573),
]


@pytest.fixture(scope="module")
def board_path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("sample") / "merton.mscb"
    make_sample(path, clock=clock, who="Test")
    return path


@pytest.fixture
def connection(board_path: Path) -> Iterator[Connection]:
    board = open_board(board_path, clock=clock, who="Test")
    with board.reading() as reading:
        yield reading
    board.close()


def built(connection: Connection, name: str, year: int) -> Document:
    return find_report(name).build(connection, Request(NOON, year))


def pounds(value: object) -> Decimal | None:
    return None if value is None else Decimal(str(value)) / 100


def text_of(path: Path) -> str:
    pages = pypdf.PdfReader(path).pages
    return " ".join(" ".join(page.extract_text().split()) for page in pages)


def shown(amount: int | None) -> str:
    return "" if amount is None else f"{amount:,}.00".replace("-", "\u2212")


def test_expenditure_is_figure_for_figure_what_was_printed(connection: Connection) -> None:
    table = built(connection, "budget-statement", 2012).table("expenditure")
    assert [column.heading for column in table.columns] == [
        "Description",
        "Set 2012-13 (£)",
        "Actual to year end (£)",
        "Under / over (£)",
        "Comments",
    ]
    rows = [(row[0], *map(pounds, row[1:4])) for row in table.evaluated()]
    assert rows == STATEMENT
    comments = [row[4] for row in table.evaluated() if row[4]]
    assert comments == [
        "Reclaimed from Sutton as shared costs of joint recruitment",
        "Carried forward to 2013-14",
    ]


def test_income_is_figure_for_figure_what_was_printed(connection: Connection) -> None:
    table = built(connection, "budget-statement", 2012).table("income")
    rows = table.evaluated()
    assert [(row[0], row[1], pounds(row[2])) for row in rows] == INCOME
    assert [row[3] for row in rows] == [row[2] for row in rows]
    assert {row[4] for row in rows} == {0}
    lines = [row for row in rows if row[0] not in ("Subtotal", "Total projected income")]
    assert {row[5] for row in lines} == {"Received"}


def test_projection_is_figure_for_figure_what_was_printed(connection: Connection) -> None:
    document = built(connection, "budget-projection", 2013)
    table = document.table("projection")
    assert [(row[0], row[1], pounds(row[2])) for row in table.evaluated()] == PROJECTION
    assert [column.heading for column in table.columns][2] == "Budget 2013-14 (£)"


def test_pdf_carries_every_figure_in_its_row(connection: Connection, tmp_path: Path) -> None:
    path = tmp_path / "statement.pdf"
    write_document(built(connection, "budget-statement", 2012), path, now=NOON)
    text = text_of(path)
    for label, *amounts in STATEMENT[-4:]:
        start = text.index(str(label))
        place = start
        for amount in amounts:
            place = text.index(shown(amount), place) if amount is not None else place
        assert place - start < 120
    for label, *amounts in STATEMENT + [(name, amount) for name, _, amount in INCOME]:
        assert str(label).split(",")[0] in text
        assert all(shown(amount) in text for amount in amounts)
    for words in ("Printed as 520.00; computed 521.00.", "Printed as 30,080.00; computed "
                  "30,081.00.", "Printed as 35,166.00; computed 35,167.00.", "overspend", "DRAFT",
                  "Merton Safeguarding Children Board", "Page 1 of 2"):  # fmt: skip
        assert words in text

    path = tmp_path / "projection.pdf"
    write_document(built(connection, "budget-projection", 2013), path, now=NOON)
    text = text_of(path)
    for code, label, amount in PROJECTION:
        assert f"{code or ''} {label} {shown(amount)}".strip() in text
    assert "Income and expenditure balance at 161,573.00." in text


def test_workbook_carries_figures_codes_and_formulas(
    connection: Connection, tmp_path: Path
) -> None:
    path = tmp_path / "statement.xlsx"
    write_document(built(connection, "budget-statement", 2012), path, now=NOON)
    assert sheet_rows(path, "Expenditure", 4) == STATEMENT
    assert [row[:3] for row in sheet_rows(path, "Income", 4)] == INCOME
    formulas = openpyxl.load_workbook(path)["Expenditure"]
    total = next(row for row in formulas.iter_rows(values_only=True) if row[0] == STATEMENT[-1][0])
    assert all(str(cell).startswith("=SUM(") for cell in total[1:4])

    path = tmp_path / "projection.xlsx"
    write_document(built(connection, "budget-projection", 2013), path, now=NOON)
    assert sheet_rows(path, "Projection", 3) == PROJECTION


@needs_libreoffice
def test_workbook_recalculated_says_the_same(connection: Connection, tmp_path: Path) -> None:
    path = tmp_path / "statement.xlsx"
    write_document(built(connection, "budget-statement", 2012), path, now=NOON)
    sheet = recalculated(path)["Expenditure"]
    rows = [row[:4] for row in sheet.iter_rows(values_only=True) if row[0] in dict_of(STATEMENT)]
    assert rows == STATEMENT


def dict_of(rows: list[tuple[str, int | None, int | None, int]]) -> dict[str, object]:
    return {row[0]: row for row in rows}


def sheet_rows(path: Path, sheet: str, width: int) -> list[tuple[object, ...]]:
    rows = list(openpyxl.load_workbook(path, data_only=True)[sheet].iter_rows(values_only=True))
    (head,) = (
        place for place, row in enumerate(rows) if str(row[1]).startswith(("Set", "Codes", "Desc"))
    )
    ends = (place for place, row in enumerate(rows) if place > head and not any(row))
    return [row[:width] for row in rows[head + 1 : next(ends, len(rows))]]


def test_check_names_every_figure_that_differs(connection: Connection) -> None:
    found = checks.find(connection, dt.date(2013, 6, 3), of=["budget"])
    figures = [
        (f.key.partition(":")[0], f.compared.first // 100, f.compared.second // 100)
        for f in found
        if f.compared is not None
    ]
    assert figures == [
        ("printed_difference", 520, 521),
        ("printed_difference", 30080, 30081),
        ("printed_difference", 35166, 35167),
        ("carried", 35167, 35165),
        ("allotted", 187960, 188459),
        ("left", 35166, 35167),
        ("reclaimed", 4586, 4581),
        ("twice", 500, 500),
    ]
    assert {finding.year for finding in found} == {2012}
    assert any("499.00 of income is not allotted" in finding.message for finding in found)


def test_the_same_board_and_clock_give_the_same_bytes(
    connection: Connection, tmp_path: Path
) -> None:
    for suffix in ("pdf", "xlsx"):
        for name in ("one", "two"):
            document = built(connection, "budget-statement", 2012)
            write_document(document, tmp_path / f"{name}.{suffix}", now=NOON)
        one, two = (tmp_path / f"{name}.{suffix}" for name in ("one", "two"))
        assert one.read_bytes() == two.read_bytes()
