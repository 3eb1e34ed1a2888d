"""What tables of plans need in a workbook: words under cells, chips with signs, the key."""

from __future__ import annotations

import datetime as dt
from io import BytesIO

import openpyxl
from openpyxl.workbook import Workbook

from mscb_desktop.document.excel import write_xlsx
from mscb_desktop.document.model import (
    Below,
    Cell,
    Chip,
    Column,
    Document,
    KeyEntry,
    Kind,
    Row,
    Shade,
    Table,
    Tone,
)

AMBER = Chip("A", "Amber", Shade.AMBER)
KEY = (KeyEntry(AMBER, "some concern"), KeyEntry("↑", "better than before"))
IN_WORDS = "A Amber: some concern · ↑ better than before"
COLUMNS = (
    Column("when", "When"),
    Column("rag", "RAG", Kind.CHIP),
    Column("n", "Days", Kind.WHOLE),
)


def read(document: Document) -> Workbook:
    stream = BytesIO()
    write_xlsx(document, stream, now=dt.datetime(2026, 11, 24))
    return openpyxl.load_workbook(stream)


def test_what_stands_below_has_a_column_of_its_own() -> None:
    rows = (
        Row(
            (
                Cell("March 2012", below=(Below("late 12 months", Tone.BAD), Below("moved"))),
                Cell(AMBER, word="↑"),
                Cell(5, below=(Below("of nine"),)),
            )
        ),
        Row(("April 2012", AMBER, 7)),
    )
    sheet = read(Document("T", "B", (Table("t", "Plan", COLUMNS, rows),)))["Plan"]
    assert list(sheet.iter_rows(min_row=6, values_only=True)) == [
        ("When", "When, remarks", "RAG", "Days", "Days, remarks"),
        ("March 2012", "late 12 months\nmoved", "A Amber ↑", 5, "of nine"),
        ("April 2012", None, "A Amber", 7, None),
    ]
    assert (sheet.row_dimensions[7].height or 0) > (sheet.row_dimensions[8].height or 19)
    assert sheet["C7"].fill.start_color.rgb == sheet["C8"].fill.start_color.rgb == "FFF6C14B"


def test_the_key_stands_on_every_sheet_and_prints_in_its_foot() -> None:
    table = Table("t", "Plan", COLUMNS, (Row(("May 2012", AMBER, 1)),))
    workbook = read(Document("T", "B", (table,), key=KEY, draft=True))
    assert len(workbook.sheetnames) == 2
    for sheet in workbook:
        words = [str(cell.value) for row in sheet["A1:A6"] for cell in row]
        assert IN_WORDS in words
        assert "DRAFT" in words
        assert sheet.oddFooter.center.text == f"DRAFT · {IN_WORDS}"


def test_without_a_key_nothing_is_said() -> None:
    table = Table("t", "Plan", COLUMNS, (Row(("May 2012", AMBER, 1)),))
    sheet = read(Document("T", "B", (table,)))["Plan"]
    assert sheet["A5"].value is None
    assert sheet.oddFooter.center.text is None
