"""Text that tries to be something else stays text, on paper and in Excel."""

from __future__ import annotations

import datetime as dt
from io import BytesIO

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pypdf import PdfReader

from mscb_desktop.document.cards import L7160
from mscb_desktop.document.excel import write_xlsx
from mscb_desktop.document.fonts import faces
from mscb_desktop.document.model import (
    Cards,
    Cell,
    Chart,
    Chip,
    Column,
    Document,
    DocumentError,
    Heading,
    Kind,
    Node,
    Notes,
    Paragraph,
    Row,
    RowKind,
    Series,
    Shade,
    Table,
    Tree,
)
from mscb_desktop.document.pdf.writer import write_pdf

NOW = dt.datetime(2026, 11, 24, 16, 30)
HOSTILE = (
    "<b>x",
    "<img src='/etc/passwd'/>",
    "&lt;tag&gt; & more",
    "=cmd|' /C calc'!A0",
    "=1+1",
    "+1",
    "-1",
    "@SUM(A1)",
    "{=1+1}",
    "https://example.org/",
    "mailto:a@b.c",
    "internal:Sheet1!A1",
    "file:///etc/passwd",
    "1.10",
    "007",
    "_x0041_",
    "(a) \\ (b",
    "%PDF",
    "]]>",
)


def everywhere(text: str) -> Document:
    """Put one text into every place that takes text."""
    table = Table(
        "t",
        text,
        (Column("a", text), Column("b", text, Kind.LONG_TEXT), Column("c", "£", Kind.MONEY)),
        (
            Row((text,), RowKind.HEADING),
            Row((text, text, Cell(-100, word=text, mark=1, printed=text))),
            Row((Chip("R", text, Shade.RED), None, text)),
        ),
        caption=text,
    )
    chart = Chart(text, (text,), (Series(text, (100,)),), unit=text)
    nodes = (Node("a", text, None, ((text, text),), text), Node("b", text, "a"))
    tree = Tree("n", text, nodes, caption=text, heading=text)
    cards = Cards("l", text, L7160, ((text, text), ()), (text,))
    notes = Notes((text,), title=text)
    blocks = (Heading(text), Paragraph(text), table, notes, chart, tree, cards)
    return Document(text, text, blocks, subtitle=text, short_name=text, author=text)


def column_read_back(values: tuple[str, ...], kind: Kind = Kind.TEXT) -> list[object]:
    table = Table("t", "T", (Column("a", "A", kind),), tuple(Row((value,)) for value in values))
    stream = BytesIO()
    write_xlsx(Document("T", "B", (table,)), stream, now=NOW)
    sheet = openpyxl.load_workbook(stream)["T"]
    cells = [sheet.cell(7 + n, 1) for n in range(len(values))]
    assert all(cell.data_type == "s" for cell in cells)
    assert all(cell.hyperlink is None for cell in cells)
    return [cell.value for cell in cells]


@pytest.mark.parametrize("kind", [Kind.TEXT, Kind.LONG_TEXT, Kind.CODE, Kind.MONEY, Kind.DATE])
def test_hostile_text_stays_text_in_excel(kind: Kind) -> None:
    assert column_read_back(HOSTILE, kind) == list(HOSTILE)


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_is_printed_as_it_is(text: str) -> None:
    stream = BytesIO()
    write_pdf(Document("T", "B", (Paragraph(f"begin {text} end"),)), stream, now=NOW)
    page = PdfReader(stream).pages[0]
    assert f"begin {text} end" in page.extract_text()
    assert len(page.images) == 0
    assert "/Annots" not in page


def test_text_of_excels_full_length_is_kept_and_longer_text_is_refused() -> None:
    assert column_read_back(("x" * 32_767,)) == ["x" * 32_767]
    assert column_read_back(("é" * 32_767,)) == ["é" * 32_767]
    with pytest.raises(DocumentError, match=r"'A', row 2 of 'T' has 32,768 characters"):
        column_read_back(("short", "x" * 32_768))
    with pytest.raises(DocumentError, match="40,000 characters"):
        column_read_back(("😀" * 20_000,))


def test_control_characters_are_left_out_of_workbooks() -> None:
    assert column_read_back(("a\x00b\x0bc\td\re\r\nf\ud800\uffff",)) == ["abc    d\ne\nf\ufffd"]


letters = st.characters(exclude_categories=("Cs", "Cc", "Cn", "Co"))


@given(st.lists(st.text(letters, min_size=1, max_size=60), min_size=1, max_size=8))
def test_any_text_comes_back_from_excel(values: list[str]) -> None:
    assert column_read_back(tuple(values)) == values


printable = st.sampled_from(
    sorted(chr(code) for code in faces()["Inter-Regular"].letters if 0x20 < code < 0x500)
)


@given(st.text(printable.filter(lambda letter: letter.isalnum()), min_size=1, max_size=40))
def test_any_latin_greek_or_cyrillic_text_comes_back_from_pdf(text: str) -> None:
    import unicodedata

    plain = unicodedata.normalize("NFC", text)
    stream = BytesIO()
    report = write_pdf(Document("T", "B", (Paragraph(plain),)), stream, now=NOW)
    assert not report.missing
    assert plain in PdfReader(stream).pages[0].extract_text().replace("\n", "")


@given(st.text(max_size=40))
def test_any_text_anywhere_makes_files_that_open(text: str) -> None:
    document = everywhere(text)
    pdf, xlsx = BytesIO(), BytesIO()
    write_pdf(document, pdf, now=NOW)
    write_xlsx(document, xlsx, now=NOW)
    assert len(PdfReader(pdf).pages) >= 1
    assert "Contents" in openpyxl.load_workbook(xlsx).sheetnames


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_anywhere_makes_files_that_open(text: str) -> None:
    xlsx = BytesIO()
    write_xlsx(everywhere(text), xlsx, now=NOW)
    workbook = openpyxl.load_workbook(xlsx)
    formulas = {
        cell.value
        for sheet in workbook
        for row in sheet.iter_rows()
        for cell in row
        if cell.data_type == "f"
    }
    assert formulas == set()
