"""Formulas computed anew by LibreOffice give the values that stand beside them."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import openpyxl
from openpyxl.workbook import Workbook
from xlsxwriter.workbook import Workbook as NewWorkbook

from mscb_desktop.document.excel import write_xlsx
from mscb_desktop.document.model import Document
from tests.support.libreoffice import needs_libreoffice, recalculated


def figures(book: Workbook) -> dict[tuple[str, str], object]:
    return {
        (sheet.title, cell.coordinate): round(cell.value, 9)
        if isinstance(cell.value, float)
        else cell.value
        for sheet in book
        for row in sheet.iter_rows()
        for cell in row
        if cell.value is not None
    }


@needs_libreoffice
def test_the_statement_recalculates_to_what_is_stored(
    statement: Document, now: dt.datetime, tmp_path: Path
) -> None:
    path = tmp_path / "statement.xlsx"
    write_xlsx(statement, path, now=now)
    stored = figures(openpyxl.load_workbook(path, data_only=True))
    computed = figures(recalculated(path))
    assert computed == stored
    assert computed["Expenditure 2012-13", "D23"] == 35_167


@needs_libreoffice
def test_a_wrong_stored_value_is_found_out(tmp_path: Path) -> None:
    path = tmp_path / "wrong.xlsx"
    book = NewWorkbook(str(path))
    sheet = book.add_worksheet("S")
    sheet.write_row(0, 0, (2, 3))
    sheet.write_formula("C1", "=SUM(A1:B1)", None, 999)
    book.close()
    assert openpyxl.load_workbook(path, data_only=True)["S"]["C1"].value == 999
    assert recalculated(path)["S"]["C1"].value == 5
