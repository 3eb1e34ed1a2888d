"""The workbook as a whole, read back by another library."""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections.abc import Callable
from decimal import Decimal
from io import BytesIO
from pathlib import Path

import openpyxl
import pytest
from openpyxl.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from mscb_desktop.document.excel import write_xlsx
from mscb_desktop.document.excel.text import Names
from mscb_desktop.document.model import (
    Cancelled,
    Cell,
    Chip,
    Column,
    Document,
    Heading,
    Kind,
    Missing,
    Notes,
    Orientation,
    PageBreak,
    Paragraph,
    Row,
    RowKind,
    Shade,
    Share,
    SumOf,
    Table,
    Tone,
)

NOW = dt.datetime(2026, 11, 24, 16, 30)
HEAD = 6
"""The sheet's row, counted from 1, in which a table's heading stands."""


def read(document: Document, *, values: bool = False) -> Workbook:
    stream = BytesIO()
    write_xlsx(document, stream, now=NOW)
    return openpyxl.load_workbook(stream, data_only=values)


def read_table(table: Table, *, values: bool = False) -> Worksheet:
    return read(Document("T", "B", (table,)), values=values)[table.title]


def rows_of(sheet: Worksheet) -> list[tuple[object, ...]]:
    return list(sheet.iter_rows(min_row=HEAD, values_only=True))


def test_totals_are_formulas_with_the_right_value_beside(statement: Document) -> None:
    formulas = read(statement)["Expenditure 2012-13"]
    values = read(statement, values=True)["Expenditure 2012-13"]
    cells = {
        "B20": ("=SUM(B7:B19)", 187_960),
        "C20": ("=SUM(C7:C19)", 157_879),
        "D20": ("=SUM(D7:D19)", 30_081),
        "D23": ("=SUM(D20:D22)", 35_167),
        "D8": ("=B8-C8", 521),
        "D9": ("=B9-C9", -4_581),
    }
    for place, (formula, value) in cells.items():
        assert formulas[place].value == formula
        assert values[place].value == value


def test_printed_figures_and_marks_have_columns_of_their_own(statement: Document) -> None:
    rows = rows_of(read(statement, values=True)["Expenditure 2012-13"])
    assert rows[0] == (
        "Description",
        "Set 2012-13 (£)",
        "Actual to year end (£)",
        "Under / over (£)",
        "Under / over (£), as printed",
        "Comments",
        "Note",
    )
    assert rows[2] == ("Trainer Car/Parking Allowance", 1_170, 649, 521, 520, None, "[1]")


def test_the_table_is_a_real_one_over_all_rows(statement: Document) -> None:
    sheet = read(statement)["Expenditure 2012-13"]
    (table,) = sheet.tables.values()
    assert table.ref == "A6:G23"
    assert table.autoFilter is None
    assert [column.name for column in table.tableColumns] == [cell.value for cell in sheet[HEAD]]
    assert not sheet.merged_cells.ranges
    assert sheet.freeze_panes == "B7"
    notes = [row[0] for row in sheet.iter_rows(min_row=24, values_only=True)]
    assert notes == [None, "Notes", "[1] The document prints 520."]


def test_a_table_of_plain_lines_can_be_filtered() -> None:
    table = Table("t", "T", (Column("a", "A"),), (Row(("x",)),))
    (made,) = read_table(table).tables.values()
    assert made.autoFilter is not None


def test_sheets_print_on_a4_with_repeated_heads(statement: Document) -> None:
    sheet = read(statement)["Expenditure 2012-13"]
    assert sheet.page_setup.paperSize == 9
    assert sheet.page_setup.fitToHeight == 0
    assert sheet.sheet_properties.pageSetUpPr.fitToPage
    assert sheet.print_title_rows == "$6:$6"
    assert sheet.oddFooter.right.text == "Page &P of &N"
    assert sheet.oddFooter.center.text == "DRAFT"
    assert sheet.oddFooter.left.text.strip() == "24/11/2026"


@pytest.mark.parametrize(("columns", "pages"), [(2, None), (4, None), (6, 2), (11, 3)])
def test_a_wide_sheet_prints_over_several_pages_rather_than_too_small_to_read(
    columns: int, pages: int | None
) -> None:
    heads = [Column(f"c{n}", f"Column {n}", Kind.LONG_TEXT) for n in range(columns)]
    heads[1] = Column("no", "No.", Kind.CODE)
    sheet = read_table(Table("t", "T", tuple(heads), (Row(("many words " * 40,) * columns),)))
    assert sheet.page_setup.fitToWidth == pages
    assert sheet.page_setup.fitToHeight == 0
    assert (sheet.print_title_cols == "$A:$B") == (pages is not None)


def test_the_orientation_follows_the_document() -> None:
    table = Table("a", "One", (Column("a", "A"),), ())
    other = dataclasses.replace(table, key="b", title="Two")
    document = Document("T", "B", (table, PageBreak(Orientation.LANDSCAPE), other))
    book = read(document)
    assert book["One"].page_setup.orientation == "portrait"
    assert book["Two"].page_setup.orientation == "landscape"


def test_the_workbook_tells_title_author_and_date(statement: Document) -> None:
    properties = read(statement).properties
    assert properties.title == "Budget statement: 2012-13"
    assert properties.creator == "Merton Safeguarding Children Board"
    assert properties.created == NOW


def test_the_cover_holds_contents_text_and_loose_notes(statement: Document) -> None:
    blocks = (Heading("Why"), Paragraph("One.\n\nTwo."), *statement.blocks, Notes(("Loose.",)))
    sheet = read(dataclasses.replace(statement, blocks=blocks))["Contents"]
    texts = [row[0] for row in sheet.iter_rows(values_only=True) if row[0]]
    assert texts == [
        "Merton Safeguarding Children Board",
        "Budget statement",
        "2012-13",
        "24/11/2026",
        "DRAFT",
        "Contents",
        "Expenditure 2012-13",
        "Set and actual",
        "Why",
        "One.",
        "Two.",
        "Notes",
        "[1] Loose.",
    ]
    links = [cell.hyperlink.location for row in sheet for cell in row if cell.hyperlink]
    assert links == ["'Expenditure 2012-13'!A1", "'Set and actual'!A1"]


def test_values_keep_their_types_and_formats() -> None:
    columns = (
        Column("code", "Code", Kind.CODE),
        Column("day", "Day", Kind.DATE),
        Column("whole", "Whole", Kind.WHOLE),
        Column("decimal", "Decimal", Kind.DECIMAL, decimals=3),
        Column("percent", "Percent", Kind.PERCENT),
        Column("money", "Money", Kind.MONEY, negative="overspend"),
        Column("rag", "RAG", Kind.CHIP),
    )
    rag = Chip("R", "Red", Shade.RED)
    row = ("1.10", dt.date(2013, 3, 31), 7, Decimal("1.5"), Decimal("0.25"), -458_105, rag)
    toned = tuple(Cell(value, Tone.WARNING) for value in row)
    sheet = read_table(Table("t", "T", columns, (Row(row), Row(toned, RowKind.TOTAL))))
    expected = ("1.10", dt.datetime(2013, 3, 31), 7, 1.5, 0.25, -4581.05, "R Red")
    assert rows_of(sheet)[1:] == [expected, expected]
    formats = [cell.number_format for cell in sheet[HEAD + 1]]
    assert formats[:2] == ["@", "dd/mm/yyyy"]
    assert formats[2].startswith("#,##0;")
    assert formats[3].startswith("#,##0.000;")
    assert formats[4].startswith("0.0%;")
    assert formats[5] == '#,##0.00;[Red]"overspend  −"#,##0.00;#,##0.00'
    assert sheet.cell(HEAD + 1, 7).fill.fgColor.rgb == "FFB42318"
    assert sheet.cell(HEAD + 2, 1).font.b


def test_days_before_excels_calendar_are_text_and_the_first_ones_are_exact() -> None:
    days = (dt.date(1899, 12, 31), dt.date(1900, 2, 28), dt.date(1900, 3, 1), dt.date(1900, 3, 2))
    plain = tuple(Row((day,)) for day in days)
    toned = tuple(Row((Cell(day, Tone.QUIET),)) for day in days)
    sheet = read_table(Table("t", "T", (Column("d", "D", Kind.DATE),), (*plain, *toned)))
    read_back = [row[0] for row in rows_of(sheet)[1:]]
    assert read_back[:2] == ["31/12/1899", "28/02/1900"]
    assert read_back[2:4] == [dt.datetime(1900, 3, 1), dt.datetime(1900, 3, 2)]
    assert read_back[4:] == read_back[:4]


def test_five_kinds_of_nothing_differ() -> None:
    values = (0, None, Missing.NOT_APPLICABLE, Missing.NOT_SUPPLIED, Missing.SUPPRESSED)
    rows = tuple(Row((value, "x")) for value in values)
    sheet = read_table(Table("t", "T", (Column("m", "M", Kind.MONEY), Column("x", "X")), rows))
    assert [row[0] for row in rows_of(sheet)[1:]] == [
        0,
        None,
        "not applicable",
        "not supplied",
        "suppressed",
    ]


def test_a_share_guards_against_zero() -> None:
    columns = (
        Column("a", "A", Kind.WHOLE),
        Column("b", "B", Kind.WHOLE),
        Column("s", "S", Kind.PERCENT),
    )
    table = Table("t", "T", columns, (Row((1, 4, Share("a", "b"))), Row((1, 0, Share("a", "b")))))
    sheet, values = read_table(table), read_table(table, values=True)
    assert sheet["C7"].value == '=IF(B7=0,"not applicable",A7/B7)'
    assert values["C7"].value == 0.25
    assert values["C8"].value == "not applicable"


def test_a_scattered_sum_nests_its_ranges_and_a_hopeless_one_stands_as_a_value() -> None:
    def scattered(count: int) -> Table:
        rows = [Row((1,), group="g" if n % 2 else "") for n in range(2 * count)]
        rows.append(Row((SumOf("g"),), RowKind.TOTAL))
        return Table("t", "T", (Column("n", "N", Kind.WHOLE),), tuple(rows))

    nested = read_table(scattered(400)).cell(HEAD + 801, 1).value
    assert nested.startswith("=SUM(SUM(A8,A10,")
    assert nested.count("A") == 400
    assert read_table(scattered(3_000)).cell(HEAD + 6_001, 1).value == 3_000


def test_an_empty_table_says_so() -> None:
    table = Table("t", "T", (Column("a", "A"),), (), empty="No postings yet.")
    assert rows_of(read_table(table))[1] == ("No postings yet.",)


def test_the_chart_is_native_and_follows_the_table(statement: Document) -> None:
    book = read(statement)
    sheet = book["Set and actual"]
    assert sheet["A5"].value == "='Expenditure 2012-13'!A7"
    assert sheet["C5"].value == "='Expenditure 2012-13'!C7"
    values = read(statement, values=True)["Set and actual"]
    assert [cell.value for cell in values[5]][:3] == ["LSCB Trainer & Admin Salaries", 76670, 74982]
    assert len(sheet._charts) == 1
    anchor = sheet._charts[0].anchor._from
    assert anchor.col > 2, "the chart stands right of its figures"


def test_rows_that_wrap_are_high_enough() -> None:
    table = Table(
        "t", "T", (Column("a", "A", Kind.LONG_TEXT),), (Row(("word " * 60,)), Row(("a\nb\nc",)))
    )
    sheet = read_table(table)
    assert sheet.row_dimensions[HEAD + 1].height > 80
    assert sheet.row_dimensions[HEAD + 2].height >= 45


def test_long_same_and_forbidden_titles_give_valid_names() -> None:
    names = Names()
    made = [names.sheet(wish) for wish in ("a/b:c", "A-B-C", "x" * 40, "x" * 50, "'", "History")]
    assert made == ["a-b-c", "A-B-C 2", "x" * 31, "x" * 29 + " 2", "Sheet", "History sheet"]
    assert names.table("1 a-b") == "Table_1_a_b"
    assert names.table("1_A_B") == "Table_1_A_B_2"


def test_the_same_document_and_clock_give_the_same_bytes(statement: Document) -> None:
    first, second = BytesIO(), BytesIO()
    write_xlsx(statement, first, now=NOW)
    write_xlsx(statement, second, now=NOW)
    assert first.getvalue() == second.getvalue()


def test_progress_counts_and_may_stop(statement: Document, tmp_path: Path) -> None:
    seen: list[tuple[int, int]] = []
    step: Callable[[int, int], None] = lambda done, total: seen.append((done, total))  # noqa: E731
    write_xlsx(statement, tmp_path / "a.xlsx", now=NOW, progress=step)
    assert seen == sorted(seen)
    assert all(done <= total for done, total in seen)

    def stop(done: int, total: int) -> None:
        raise Cancelled

    with pytest.raises(Cancelled):
        write_xlsx(statement, tmp_path / "b.xlsx", now=NOW, progress=stop)
    assert [path.name for path in tmp_path.iterdir()] == ["a.xlsx"]
