"""What is read from good workbooks, by whichever program they were written."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest

from mscb_desktop.document.errors import Cancelled
from mscb_desktop.exchange.workbook import (
    CellFault,
    Row,
    SheetCells,
    WorkbookRefused,
    letters_of,
    read_workbook,
)
from tests.support.libreoffice import needs_libreoffice, saved_again
from tests.support.workbooks import good_workbook, one_sheet, pack, parts_of

DATES = '<numFmts><numFmt numFmtId="164" formatCode="{}"/></numFmts>'
FORMATS = '<cellXfs><xf numFmtId="0"/><xf numFmtId="164"/></cellXfs>'
STYLES = DATES.format("dd/mm/yyyy") + FORMATS


def only_rows(path: Path) -> list[Row]:
    (sheet,) = read_workbook(path).sheets
    return list(sheet.rows())


@pytest.fixture
def read(tmp_path: Path) -> Callable[..., list[Row]]:
    """Give a function that reads a workbook made of a sheet's XML."""
    return lambda rows, **more: only_rows(pack(tmp_path / "made.xlsx", one_sheet(rows, **more)))


def _day(cell: object) -> object:
    return cell.date() if isinstance(cell, dt.datetime) and cell.time() == dt.time() else cell


def as_openpyxl_says(path: Path) -> dict[str, list[tuple[object, ...]]]:
    """Read with another library; trailing blanks fall away, midnight is a day."""
    book = openpyxl.load_workbook(path, data_only=True)
    found: dict[str, list[tuple[object, ...]]] = {}
    for sheet in book.worksheets:
        rows = found[sheet.title] = []
        for cells in sheet.iter_rows(values_only=True):
            row = [_day(cell) for cell in cells]
            while row and row[-1] is None:
                row.pop()
            rows.append(tuple(row))
    return found


def test_a_workbook_is_read_as_openpyxl_reads_it(tmp_path: Path) -> None:
    path = good_workbook(tmp_path / "good.xlsx")
    ours = {sheet.name: list(sheet.rows()) for sheet in read_workbook(path).sheets}
    theirs = as_openpyxl_says(path)
    theirs["Explained"][1] = ("_x0041_",)  # openpyxl leaves Excel's own way of writing '_'
    assert ours == theirs
    assert ours["Agencies"][1] == (
        "AG-0001", "Agency 1 & Söhne", "PCT\nCCG <Łódź> 😀", dt.date(2013, 3, 2),
    )  # fmt: skip
    assert ours["Budget lines"][1] == ("BL-0001", "01.10", 1234.5, 1000, 234.5, False)
    assert ours["Explained"][2] == ("=not a formula",)


@needs_libreoffice
def test_a_workbook_that_libreoffice_saved_is_read_alike(tmp_path: Path) -> None:
    path = good_workbook(tmp_path / "good.xlsx")
    saved = saved_again(path, tmp_path)
    assert [list(sheet.rows()) for sheet in read_workbook(saved).sheets] == [
        list(sheet.rows()) for sheet in read_workbook(path).sheets
    ]


def test_a_workbook_that_openpyxl_saved_is_read_alike(tmp_path: Path) -> None:
    path = tmp_path / "saved.xlsx"
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    rows = [
        ("Name", "Since", "Sum"),
        ("Øresund", dt.datetime(2013, 3, 12, 14, 30), 2.5),
        (None, True),
    ]
    for row in rows:
        sheet.append(row)
    book.create_chartsheet("Chart")
    book.save(path)
    (only,) = read_workbook(path).sheets
    assert list(only.rows()) == rows


def test_a_formula_without_a_stored_value_is_told_and_not_read_as_blank(tmp_path: Path) -> None:
    path = tmp_path / "formula.xlsx"
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet["B2"] = "=SUM(A1:A9)"
    book.save(path)
    ((), (blank, fault)) = only_rows(path)
    assert blank is None
    assert isinstance(fault, CellFault)
    assert fault.stored == "=SUM(A1:A9)"
    assert "never worked out" in fault.reason
    assert "Open the workbook in Excel, save it" in fault.reason


def test_a_formula_whose_text_is_empty_is_blank(read: Callable[..., list[Row]]) -> None:
    assert read('<row r="1"><c r="A1" t="str"><f>""</f><v></v></c></row>') == []


def test_an_error_of_excel_is_told(read: Callable[..., list[Row]]) -> None:
    ((fault,),) = read('<row><c t="e"><f>A2</f><v>#REF!</v></c></row>')
    assert isinstance(fault, CellFault)
    assert fault.stored == "#REF!"
    assert "error" in fault.reason


@pytest.mark.parametrize(
    ("stored", "value"),
    [
        ("1", 1),
        ("-2.50", -2.5),
        ("1E3", 1000),
        ("0.1", 0.1),
        ("1234.5600000000001", 1234.56),
        ("1.0000000000000002", 1),
        ("12345678901234567890", 12345678901234567890.0),
        ("1e-400", 0),
    ],
)
def test_numbers_have_the_digits_that_excel_shows(
    read: Callable[..., list[Row]], stored: str, value: float
) -> None:
    ((number,),) = read(f"<row><c><v>{stored}</v></c></row>")
    assert number == value
    assert type(number) is type(value)


@pytest.mark.parametrize(
    ("serial", "since_1904", "value"),
    [
        ("41345", False, dt.date(2013, 3, 12)),
        ("41345.75", False, dt.datetime(2013, 3, 12, 18)),
        ("39883", True, dt.date(2013, 3, 12)),
        ("0", True, dt.date(1904, 1, 1)),
        ("0.5", True, dt.datetime(1904, 1, 1, 12)),
        ("1", False, dt.date(1900, 1, 1)),
        ("59", False, dt.date(1900, 2, 28)),
        ("61", False, dt.date(1900, 3, 1)),
        ("2958465", False, dt.date(9999, 12, 31)),
        ("0.604166666666667", False, "14:30"),
    ],
)
def test_dates_count_from_1900_or_1904(
    tmp_path: Path, serial: str, since_1904: bool, value: object
) -> None:
    parts = one_sheet(f'<row><c s="1"><v>{serial}</v></c></row>', styles=STYLES)
    if since_1904:
        book = parts["xl/workbook.xml"].replace(b"<workbookPr/>", b'<workbookPr date1904="1"/>')
        parts["xl/workbook.xml"] = book
    assert only_rows(pack(tmp_path / "dates.xlsx", parts)) == [(value,)]


@pytest.mark.parametrize("serial", ["-1", "60", "60.5", "2958466", "1e300"])
def test_a_date_that_is_none_is_told(read: Callable[..., list[Row]], serial: str) -> None:
    ((fault,),) = read(f'<row><c s="1"><v>{serial}</v></c></row>', styles=STYLES)
    assert isinstance(fault, CellFault)
    assert "no date" in fault.reason
    assert float(fault.stored) == float(serial)


@pytest.mark.parametrize(
    ("stored", "value"),
    [
        ("2013-03-12", dt.date(2013, 3, 12)),
        ("2013-03-12T00:00:00", dt.date(2013, 3, 12)),
        ("2013-03-12T14:30:00Z", dt.datetime(2013, 3, 12, 14, 30)),
    ],
)
def test_a_date_may_be_written_out(
    read: Callable[..., list[Row]], stored: str, value: object
) -> None:
    assert read(f'<row><c t="d"><v>{stored}</v></c></row>') == [(value,)]


def test_a_written_date_that_does_not_exist_is_told(read: Callable[..., list[Row]]) -> None:
    ((fault,),) = read('<row><c t="d"><v>2013-02-30</v></c></row>')
    assert isinstance(fault, CellFault)
    assert fault.stored == "2013-02-30"


@pytest.mark.parametrize(
    ("code", "value"),
    [
        ("General", 41345),
        ("0.00", 41345),
        ("[Red]#,##0;(#,##0)", 41345),
        ("&quot;days&quot; 0", 41345),
        ("\\d0", 41345),
        ("0_d", 41345),
        ("0;[h]:mm", 41345),
        ("[$-809]d mmmm yyyy", dt.date(2013, 3, 12)),
        ("mmm yy;@", dt.date(2013, 3, 12)),
        ("[h]:mm", "992280:00"),
    ],
)
def test_the_number_format_tells_dates(
    read: Callable[..., list[Row]], code: str, value: object
) -> None:
    styles = DATES.format(code) + FORMATS
    assert read('<row><c s="1"><v>41345</v></c></row>', styles=styles) == [(value,)]


def test_texts_keep_their_runs_and_leave_out_how_they_are_spoken(
    read: Callable[..., list[Row]],
) -> None:
    texts = (
        "<si><r><t>Safe</t></r><r><rPr><b/></rPr><t>guarding </t></r>"
        '<rPh sb="0" eb="1"><t>セイ</t></rPh></si>'
        "<si><t>a_x000D_b_x005F_x0041_</t></si><si><t/></si>"
    )
    rows = (
        '<row><c t="s"><v>0</v></c><c t="s"><v>1</v></c><c t="s"><v>2</v></c>'
        '<c t="inlineStr"><is><r><t>1.</t></r><r><t>10</t></r></is></c></row>'
    )
    assert read(rows, texts=texts) == [("Safeguarding ", "a\rb_x0041_", None, "1.10")]


def test_prefixes_and_the_strict_kind_of_workbook_are_understood(tmp_path: Path) -> None:
    parts = one_sheet("")
    parts["xl/worksheets/sheet1.xml"] = (
        b'<x:worksheet xmlns:x="http://purl.oclc.org/ooxml/spreadsheetml/main"><x:sheetData>'
        b'<x:row r="1"><x:c r="B1"><x:v>7</x:v></x:c></x:row></x:sheetData></x:worksheet>'
    )
    assert only_rows(pack(tmp_path / "strict.xlsx", parts)) == [(None, 7)]


def test_a_part_may_be_written_in_utf_16(tmp_path: Path) -> None:
    parts = one_sheet("<row><c><v>7</v></c></row>")
    sheet = parts["xl/worksheets/sheet1.xml"].decode()
    parts["xl/worksheets/sheet1.xml"] = ('<?xml version="1.0"?>' + sheet).encode("utf-16")
    assert only_rows(pack(tmp_path / "wide.xlsx", parts)) == [(7,)]


def test_rows_have_the_numbers_that_excel_shows(tmp_path: Path) -> None:
    rows = (
        '<row r="3"><c r="A3" s="0"/><c r="C3"><v>1</v></c><c r="D3"/></row>'
        '<row r="4"><c r="A4"/></row><row r="6"><c r="A6"><v>2</v></c></row><row r="9"/>'
    )
    (sheet,) = read_workbook(pack(tmp_path / "gaps.xlsx", one_sheet(rows))).sheets
    assert sheet.filled == ((3, (None, None, 1)), (6, (2,)))
    assert list(sheet.rows()) == [(), (), (None, None, 1), (), (), (2,)]


def test_a_lie_about_the_size_of_a_sheet_is_not_believed(tmp_path: Path) -> None:
    parts = one_sheet('<row r="2"><c r="B2"><v>5</v></c></row>')
    sheet = parts["xl/worksheets/sheet1.xml"]
    for lie in (b"A1:XFD1048576", b"A1", b"nonsense"):
        said = b'<dimension ref="' + lie + b'"/><sheetData>'
        parts["xl/worksheets/sheet1.xml"] = sheet.replace(b"<sheetData>", said)
        assert only_rows(pack(tmp_path / "lie.xlsx", parts)) == [(), (None, 5)]


def test_the_last_cell_of_a_sheet_is_not_lost(tmp_path: Path) -> None:
    rows = (
        '<row r="1"><c r="A1"><v>1</v></c></row>'
        '<row r="1048576"><c r="XFD1048576"><v>2</v></c></row>'
    )
    (sheet,) = read_workbook(pack(tmp_path / "far.xlsx", one_sheet(rows))).sheets
    assert [number for number, _ in sheet.filled] == [1, 1_048_576]
    *others, last = sheet.rows()
    assert len(others) == 1_048_575
    assert (len(last), last[-1]) == (16_384, 2)


def test_a_million_empty_rows_hide_no_filled_cell(tmp_path: Path) -> None:
    rows = "<row/>" * 1_048_575 + "<row><c><v>7</v></c></row>"
    (sheet,) = read_workbook(pack(tmp_path / "empty.xlsx", one_sheet(rows))).sheets
    assert sheet.filled == ((1_048_576, (7,)),)


def test_hidden_sheets_are_read_and_chart_sheets_passed_over(tmp_path: Path) -> None:
    parts = parts_of(good_workbook(tmp_path / "good.xlsx"))
    links = parts["xl/_rels/workbook.xml.rels"]
    parts["xl/_rels/workbook.xml.rels"] = links.replace(
        b"relationships/worksheet", b"relationships/chartsheet", 1
    )
    names = [sheet.name for sheet in read_workbook(pack(tmp_path / "charts.xlsx", parts)).sheets]
    assert names == ["Budget lines", "Explained"]


def test_parts_are_found_whatever_the_letters_of_their_names(tmp_path: Path) -> None:
    parts = {name.upper(): part for name, part in one_sheet("<row><c><v>7</v></c></row>").items()}
    assert only_rows(pack(tmp_path / "capitals.xlsx", parts)) == [(7,)]


def test_links_to_other_workbooks_are_not_followed(tmp_path: Path) -> None:
    parts = one_sheet("<row><c><f>[1]Other!A1</f><v>7</v></c></row>")
    link = b'<Relationship Id="rId9" Type="x/externalLink" Target="externalLinks/gone.xml"/>'
    far = (
        b'<Relationship Id="rId8" Type="x/theme" Target="file:///dev/zero" TargetMode="External"/>'
    )
    links = parts["xl/_rels/workbook.xml.rels"]
    end = b"</Relationships>"
    parts["xl/_rels/workbook.xml.rels"] = links.replace(end, link + far + end)
    assert only_rows(pack(tmp_path / "links.xlsx", parts)) == [(7,)]


def test_progress_counts_up_to_the_whole_and_may_stop(tmp_path: Path) -> None:
    path = good_workbook(tmp_path / "good.xlsx")
    steps: list[tuple[int, int]] = []
    read_workbook(path, progress=lambda done, total: steps.append((done, total)))
    assert steps == sorted(steps)
    assert 0 < steps[-1][0] <= steps[-1][1]

    def stop(done: int, total: int) -> None:
        raise Cancelled

    with pytest.raises(Cancelled):
        read_workbook(path, progress=stop)


def test_a_fault_of_the_progress_is_not_taken_for_the_workbooks(tmp_path: Path) -> None:
    def fault(done: int, total: int) -> None:
        raise KeyError("ours")

    with pytest.raises(KeyError):
        read_workbook(good_workbook(tmp_path / "good.xlsx"), progress=fault)


def test_the_file_is_let_go_of(tmp_path: Path) -> None:
    good = good_workbook(tmp_path / "good.xlsx")
    read_workbook(good)
    bad = tmp_path / "bad.xlsx"
    bad.write_bytes(good.read_bytes()[:-30])
    with pytest.raises(WorkbookRefused):
        read_workbook(bad)
    held = [link.resolve() for link in Path("/proc/self/fd").glob("*") if link.exists()]
    assert not {good.resolve(), bad.resolve()} & set(held)


def test_what_is_not_there_or_no_file_is_told(tmp_path: Path) -> None:
    with pytest.raises(WorkbookRefused, match=r"'gone\.xlsx' is not there.*Choose it again"):
        read_workbook(tmp_path / "gone.xlsx")
    with pytest.raises(WorkbookRefused, match="it is not a file"):
        read_workbook(tmp_path)


@pytest.mark.parametrize(("column", "letters"), [(1, "A"), (26, "Z"), (28, "AB"), (16384, "XFD")])
def test_columns_have_excels_letters(column: int, letters: str) -> None:
    assert letters_of(column) == letters


def test_a_sheet_without_cells_has_no_rows() -> None:
    assert list(SheetCells("Empty", ()).rows()) == []
