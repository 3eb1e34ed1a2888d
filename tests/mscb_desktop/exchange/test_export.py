"""The workbook that an export writes, read by another library."""

from __future__ import annotations

import base64
import datetime as dt
from pathlib import Path

import openpyxl
import pytest

from db.board import Board
from db.changes import Change, create
from db.records import RECORDS
from mscb_desktop.document.errors import Cancelled, DocumentError
from mscb_desktop.exchange.export import export_board
from mscb_desktop.exchange.layout import layouts
from mscb_desktop.exchange.model import RowState
from mscb_desktop.sheet.headings import heading_key
from tests.support.any_boards import NASTY, PNG
from tests.support.boards import NOON, empty_board
from tests.support.edited_workbooks import Exchange, column_of
from tests.support.libreoffice import needs_libreoffice, saved_again
from tests.support.merton import RECORDS_IN_ALL

KINDS = [layout.sheet for layout in layouts().values()]
THERE = {
    "Board settings", "Sectors", "Agencies", "Financial years", "Budget lines", "Postings",
    "Accepted findings", "Groups", "Quorum requirements", "Posts", "People", "Memberships",
    "Post holders",
}  # fmt: skip
"""Kinds that a workbook has whatever else it has."""


@pytest.fixture
def book(exchange: Exchange) -> openpyxl.Workbook:
    return openpyxl.load_workbook(exchange.write())


def test_a_sheet_for_every_kind_behind_what_explains_them(book: openpyxl.Workbook) -> None:
    assert book.sheetnames == ["Read me", "Columns", *KINDS]
    assert set(book.sheetnames) >= THERE
    assert sorted(KINDS) == sorted(record.plural for record in RECORDS.values())
    kinds = list(layouts())
    assert sorted(kinds) == sorted(RECORDS)
    assert kinds[0] == "board"
    for place, table in enumerate(kinds):
        named = {field.target for field in RECORDS[table].fields.values()} - {None, table}
        assert named <= set(kinds[:place]), table


@pytest.mark.parametrize("table", RECORDS)
def test_headings_are_the_labels_and_tell_the_fields_apart(
    table: str, book: openpyxl.Workbook
) -> None:
    labels = [field.label for field in RECORDS[table].fields.values()]
    sheet = book[layouts()[table].sheet]
    assert [cell.value for cell in sheet[1]] == ["Reference", *labels]
    assert len({heading_key(label) for label in ["Reference", *labels]}) == len(labels) + 1


def test_values_are_native_and_texts_stay_texts(book: openpyxl.Workbook) -> None:
    lines = book["Budget lines"]
    row = next(row for row in lines.iter_rows(min_row=2) if row[0].value == "BL-0018")
    cell = {heading.value: value for heading, value in zip(lines[1], row, strict=True)}
    assert cell["Financial year"].value == "FY-0001 2012-13"
    assert cell["Agency"].value == "AG-0001 LB Merton"
    assert (cell["Side"].value, cell["Kind of row"].value) == ("Income", "Contribution")
    assert (cell["Codes"].value, cell["Codes"].number_format) == ("QC05", "@")
    assert (cell["Set"].value, cell["Set"].data_type) == (83858, "n")
    assert cell["Set"].number_format.startswith("#,##0.00")
    year = book["Financial years"]["B2"]
    assert (year.value, year.number_format.split(";")[0]) == (2012, "0")


def test_dates_yes_and_no(exchange: Exchange, merton: Board) -> None:
    before = {"actual_to": None, "closed": None}
    after = {"actual_to": dt.date(2012, 12, 31), "closed": False}
    merton.apply("Typed", [Change("financial_year", "FY-0001", before, after)])
    sheet = openpyxl.load_workbook(exchange.write())["Financial years"]
    assert sheet["C2"].value == dt.datetime(2012, 12, 31)
    assert sheet["C2"].number_format == "dd/mm/yyyy"
    assert (sheet["D2"].value, sheet["D3"].value) == ("No", None)


@pytest.mark.parametrize("name", KINDS)
def test_every_sheet_is_a_table_ready_for_new_rows(name: str, book: openpyxl.Workbook) -> None:
    sheet = book[name]
    (table,) = sheet.tables.values()
    last = f"{sheet.cell(1, sheet.max_column).column_letter}{max(sheet.max_row, 2)}"
    assert (table.ref, sheet.freeze_panes) == (f"A1:{last}", "B2")
    assert table.autoFilter is not None
    assert sheet.column_dimensions["A"].width > 8
    assert not any(cell.data_type == "f" for row in sheet.iter_rows() for cell in row)


def test_choices_are_offered_and_not_forced(book: openpyxl.Workbook) -> None:
    offers = {
        str(offer.sqref): (offer.formula1, bool(offer.showErrorMessage))
        for offer in book["Budget lines"].data_validations.dataValidation
    }
    assert offers["C2:C1048576"] == ('"Expenditure,Income"', False)
    assert offers["L2:L1048576"] == ('"Yes,No"', False)


def test_a_code_typed_below_the_table_stays_text(book: openpyxl.Workbook) -> None:
    sheet = book["Budget lines"]
    letter = sheet.cell(1, column_of(sheet, "Codes")).column_letter
    assert sheet.column_dimensions[letter].number_format == "@"


def test_the_first_sheets_explain_the_rest(book: openpyxl.Workbook) -> None:
    cells = [cell for (cell,) in book["Read me"].iter_rows()]
    guide = [cell.value for cell in cells]
    assert "Merton Safeguarding Children Board" in guide
    assert "Budget lines: 44" in guide
    links = {cell.hyperlink.location for cell in cells if cell.hyperlink}
    assert links == {f"'{name}'!A1" for name in ["Columns", *KINDS]}
    words = {
        (row[0], row[1]): row[2:]
        for row in book["Columns"].iter_rows(min_row=7, max_col=5, values_only=True)
    }
    for layout in layouts().values():
        for field in layout.fields:
            assert words[layout.sheet, field.label][0] == (field.help or None)
            assert words[layout.sheet, field.label][2] == ("needed" if field.required else None)
    assert words["Agencies", "Sector"][1] == "Reference and name of a sector: SE-0001 and its name"
    assert words["Budget lines", "Side"][1] == "One of: Expenditure, Income"


def test_a_picture_stands_in_pieces_on_a_sheet_of_its_own(
    exchange: Exchange, merton: Board
) -> None:
    logo = PNG + bytes(range(256)) * 400
    merton.apply("Logo", [Change("board", "BOARD", {"logo": None}, {"logo": logo})])
    book = openpyxl.load_workbook(exchange.write())
    assert book["Board settings"]["F2"].value == "Picture 1"
    pieces = list(book["Pictures and long texts"].iter_rows(min_row=2, values_only=True))
    assert [piece[:2] for piece in pieces] == [("Picture 1", n + 1) for n in range(len(pieces))]
    assert max(len(str(piece[2])) for piece in pieces) < 32_767
    assert base64.b64decode("".join(str(piece[2]) for piece in pieces)) == logo


def test_a_text_that_excel_would_cut_stands_in_pieces(tmp_path: Path) -> None:
    board = empty_board(tmp_path)
    long, at_limit = "\U0001f600" * 20_000, "é" * 32_767
    board.apply("Made", [
        create("sector", "SE-0001", name="→ Long text 1", position=1),
        create("agency", "AG-0001", name="A", aliases=long, contact_address=at_limit),
    ])  # fmt: skip
    book = openpyxl.load_workbook(Exchange(board, tmp_path).write())
    board.close()
    assert book["Sectors"]["B2"].value == "→ Long text 1"
    sheet = book["Agencies"]
    assert sheet.cell(2, column_of(sheet, "Other names")).value == "→ Long text 2"
    assert sheet.cell(2, column_of(sheet, "Address")).value == at_limit
    pieces = list(book["Pictures and long texts"].iter_rows(min_row=2, values_only=True))
    texts = {name: "".join(str(p[2]) for p in pieces if p[0] == name) for name, *_ in pieces}
    assert texts == {"→ Long text 1": "→ Long text 1", "→ Long text 2": long}


@needs_libreoffice
def test_a_workbook_that_libreoffice_saved_again_changes_nothing(
    exchange: Exchange, merton: Board, tmp_path: Path
) -> None:
    texts = [text for text in NASTY if len(text) <= 80 and "\u200b" not in text]
    merton.apply("Made", [
        create("sector", f"SE-{n:04}", name=text, position=n * 1024)
        for n, text in enumerate(texts, 10)
    ])  # fmt: skip
    merton.apply("Logo", [Change("board", "BOARD", {"logo": None}, {"logo": PNG})])
    exchange.path = saved_again(exchange.write(), tmp_path)
    plan = exchange.plan()
    assert [str(cell) for cell in plan.wrong] == []
    assert [row.cells for row in plan.page(0, 99, {RowState.CREATE, RowState.CHANGE})] == []
    assert plan.count({RowState.SAME}) == RECORDS_IN_ALL + len(texts)


def test_nothing_is_left_where_the_writing_is_stopped(merton: Board, tmp_path: Path) -> None:
    path = tmp_path / "out" / "data.xlsx"
    path.parent.mkdir()
    path.write_bytes(b"before")

    def stop(done: int, total: int) -> None:
        assert (done, total) == (1, RECORDS_IN_ALL)
        raise Cancelled

    with merton.reading() as connection, pytest.raises(Cancelled):
        export_board(connection, path, now=NOON, progress=stop)
    assert [file.name for file in path.parent.iterdir()] == ["data.xlsx"]
    assert path.read_bytes() == b"before"


def test_another_ending_is_refused_with_a_name_that_is_free(merton: Board, tmp_path: Path) -> None:
    (tmp_path / "data.xlsx").touch()
    with merton.reading() as connection, pytest.raises(DocumentError) as refused:
        export_board(connection, tmp_path / "data.ods", now=NOON)
    assert refused.value.suggested == tmp_path / "data (2).xlsx"
    assert "'data.ods' is no Excel workbook" in str(refused.value)
