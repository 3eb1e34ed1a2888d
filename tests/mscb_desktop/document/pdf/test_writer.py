"""The PDF file as a whole, read back by another library."""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image
from pypdf import PdfReader

from mscb_desktop.document.model import (
    Cancelled,
    Chip,
    Column,
    Document,
    DocumentError,
    Heading,
    Kind,
    Missing,
    Orientation,
    PageBreak,
    Paragraph,
    Row,
    Shade,
    Table,
)
from mscb_desktop.document.pdf.writer import write_pdf

Read = Callable[[Document], PdfReader]


def flat_outline(items: list[object], level: int = 0) -> list[tuple[int, str]]:
    found: list[tuple[int, str]] = []
    for item in items:
        if isinstance(item, list):
            found += flat_outline(item, level + 1)
        else:
            found.append((level, item["/Title"]))  # type: ignore[index]
    return found


def test_the_statement_prints_every_figure(statement: Document, read_pdf: Read) -> None:
    text = "\n".join(page.extract_text() for page in read_pdf(statement).pages)
    for figure in (
        "187,960.00",
        "157,879.00",
        "30,081.00",
        "35,167.00",
        "−4,581.00",
        "overspend",
        "printed 520.00",
        "[1]",
        "0.00",
        "Merton Safeguarding Children Board",
        "24/11/2026",
        "DRAFT",
        "The document prints 520.",
    ):
        assert figure in text


def test_the_file_tells_title_language_author_and_date(statement: Document, read_pdf: Read) -> None:
    reader = read_pdf(statement)
    assert reader.metadata is not None
    assert reader.metadata.title == "Budget statement: 2012-13"
    assert reader.metadata.author == "Merton Safeguarding Children Board"
    assert reader.metadata["/CreationDate"] == "D:20261124163000"
    assert reader.trailer["/Root"]["/Lang"] == "en-GB"
    assert reader.trailer["/Root"]["/ViewerPreferences"]["/DisplayDocTitle"]


def test_every_face_is_embedded(statement: Document, read_pdf: Read) -> None:
    for page in read_pdf(statement).pages:
        for reference in page["/Resources"]["/Font"].values():
            font = reference.get_object()
            assert "/FontFile2" in font["/FontDescriptor"], font["/BaseFont"]
            assert "/ToUnicode" in font


def test_headings_and_tables_have_bookmarks(statement: Document, read_pdf: Read) -> None:
    blocks = (Heading("Money"), Heading("Deep", 3), *statement.blocks)
    reader = read_pdf(dataclasses.replace(statement, blocks=blocks))
    assert flat_outline(reader.outline) == [
        (0, "Budget statement"),
        (1, "Money"),
        (2, "Deep"),
        (3, "Expenditure 2012-13"),
        (3, "Set and actual"),
    ]


def test_pages_turn_where_the_document_says(read_pdf: Read) -> None:
    document = Document(
        "T",
        "B",
        (
            PageBreak(Orientation.LANDSCAPE),
            Paragraph("first"),
            PageBreak(Orientation.PORTRAIT),
            Paragraph("second"),
            PageBreak(),
            Paragraph("third"),
        ),
    )
    sizes = [(round(p.mediabox.width), round(p.mediabox.height)) for p in read_pdf(document).pages]
    assert sizes == [(842, 595), (595, 842), (595, 842)]


def test_pages_are_numbered_and_later_ones_carry_the_title(read_pdf: Read) -> None:
    document = Document("Long title", "Whole board", (PageBreak(), PageBreak()), short_name="WB")
    blocks = (Paragraph("a"), PageBreak(), Paragraph("b"))
    first, second = read_pdf(dataclasses.replace(document, blocks=blocks)).pages
    assert "Page 1 of 2" in first.extract_text()
    assert "WB" not in first.extract_text()
    assert "Page 2 of 2" in second.extract_text()
    assert "WB" in second.extract_text()
    assert "Long title" in second.extract_text()
    assert "DRAFT" not in first.extract_text()


def test_the_same_document_and_clock_give_the_same_bytes(
    statement: Document, now: dt.datetime
) -> None:
    first, second, later = BytesIO(), BytesIO(), BytesIO()
    write_pdf(statement, first, now=now)
    write_pdf(statement, second, now=now)
    write_pdf(statement, later, now=now + dt.timedelta(days=1))
    assert first.getvalue() == second.getvalue()
    assert first.getvalue() != later.getvalue()


def test_five_kinds_of_nothing_print_differently(read_pdf: Read) -> None:
    values = (0, None, Missing.NOT_APPLICABLE, Missing.NOT_SUPPLIED, Missing.SUPPRESSED)
    rows = tuple(Row((f"row {n}", value)) for n, value in enumerate(values))
    table = Table("t", "Table", (Column("a", "A"), Column("b", "B", Kind.MONEY)), rows)
    text = " ".join(read_pdf(Document("T", "B", (table,))).pages[0].extract_text().split())
    assert "row 0 0.00 row 1 row 2 not applicable row 3 not supplied row 4 suppressed" in text


def test_a_rating_prints_letter_and_word(read_pdf: Read) -> None:
    table = Table(
        "t", "T", (Column("r", "RAG", Kind.CHIP),), (Row((Chip("A", "Amber", Shade.AMBER),)),)
    )
    assert "A Amber" in read_pdf(Document("T", "B", (table,))).pages[0].extract_text()


def test_an_empty_table_says_so(read_pdf: Read) -> None:
    table = Table("t", "Postings", (Column("a", "A"),), (), empty="No postings yet.")
    assert "No postings yet." in read_pdf(Document("T", "B", (table,))).pages[0].extract_text()


def test_a_letter_without_a_sign_is_printed_as_its_number_and_reported(now: dt.datetime) -> None:
    table = Table("t", "Table", (Column("a", "Name"),), (Row(("Łukasz Ξένια Жанна 😀",)),))
    stream = BytesIO()
    report = write_pdf(Document("T", "B", (table, Paragraph("عر"))), stream, now=now)
    text = PdfReader(stream).pages[0].extract_text()
    assert "Łukasz Ξένια Жанна [U+1F600]" in text
    assert [letter.code for letter in report.missing] == ["U+1F600", "U+0639", "U+0631"]
    assert report.missing[0].places == ("Table, row 1, Name",)
    assert "U+1F600 GRINNING FACE (Table, row 1, Name)" in report.message


def test_control_characters_never_reach_the_page(now: dt.datetime) -> None:
    stream = BytesIO()
    text = "a\x00b\x07c\u200bd\ufeff\x85e\tf\ud800g"
    report = write_pdf(Document(text, text, (Paragraph(text),)), stream, now=now)
    page = PdfReader(stream).pages[0].extract_text()
    assert "abcd" in page
    assert "e    f[U+D800]g" in page
    assert not any(letter < " " and letter != "\n" for letter in page)
    assert [letter.code for letter in report.missing] == ["U+D800"]


def test_a_logo_is_drawn_and_a_broken_one_is_named(now: dt.datetime, read_pdf: Read) -> None:
    picture = BytesIO()
    Image.new("RGB", (40, 20), "teal").save(picture, "PNG")
    document = Document("T", "B", (), logo=picture.getvalue())
    assert len(read_pdf(document).pages[0].images) == 1
    with pytest.raises(DocumentError, match="logo cannot be read"):
        write_pdf(dataclasses.replace(document, logo=b"no picture"), BytesIO(), now=now)


def test_progress_counts_up_to_the_total_and_may_stop(
    statement: Document, now: dt.datetime, tmp_path: Path
) -> None:
    seen: list[tuple[int, int]] = []
    write_pdf(statement, BytesIO(), now=now, progress=lambda *step: seen.append(step))
    assert seen == sorted(seen)
    assert seen[-1][0] == seen[-1][1]

    def stop(done: int, total: int) -> None:
        raise Cancelled

    with pytest.raises(Cancelled):
        write_pdf(statement, tmp_path / "a.pdf", now=now, progress=stop)
    assert list(tmp_path.iterdir()) == []
