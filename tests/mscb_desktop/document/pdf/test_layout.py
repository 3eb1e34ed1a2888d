"""Where rows, heads and totals stand on the pages."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from io import BytesIO

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pypdf import PdfReader

from mscb_desktop.document.fonts import REGULAR, Lettering
from mscb_desktop.document.model import (
    Cell,
    Column,
    Document,
    DocumentError,
    Heading,
    Kind,
    Orientation,
    Paragraph,
    Row,
    RowKind,
    SumOf,
    Table,
)
from mscb_desktop.document.pdf.columns import Want, shared
from mscb_desktop.document.pdf.flow import laid_out
from mscb_desktop.document.pdf.page import BOTTOM, LEFT, RIGHT, Page
from mscb_desktop.document.pdf.writer import write_pdf
from mscb_desktop.document.wrapping import wrap

Read = Callable[[Document], PdfReader]
TWO = (Column("a", "Description"), Column("b", "Amount", Kind.MONEY))


def pages_of(*blocks: Table | Heading | Paragraph) -> list[Page]:
    return laid_out(Document("T", "B", blocks), Lettering(), lambda: None)


def lines_of(page: Page) -> list[str]:
    return [text.text for text in page.texts]


def assert_inside(pages: list[Page]) -> None:
    faces = Lettering().faces
    for page in pages:
        width, height = page.size
        for text in page.texts:
            right = text.x + faces[text.face].width(text.text) * text.size
            assert text.x >= LEFT - 0.01
            assert right <= width - RIGHT + 0.01, text
            assert text.y <= height - BOTTOM, text


def test_every_page_repeats_the_head() -> None:
    table = Table("t", "Postings", TWO, tuple(Row((f"line {n}", n)) for n in range(200)))
    pages = pages_of(table)
    assert len(pages) > 3
    for page in pages:
        assert "Description" in lines_of(page)
        assert "Amount" in lines_of(page)
    assert all("Postings (continued)" in lines_of(page) for page in pages[1:])
    assert [n for page in pages for n in lines_of(page) if n.startswith("line ")] == [
        f"line {n}" for n in range(200)
    ]
    assert_inside(pages)


@pytest.mark.parametrize("lines", range(28, 48))
def test_a_total_never_stands_alone_under_the_head(lines: int) -> None:
    rows = [Row((f"line {n}", n), group="g") for n in range(lines)]
    rows += [Row(("Subtotal", SumOf("g")), RowKind.SUBTOTAL), Row(("Total", 1), RowKind.TOTAL)]
    for page in pages_of(Table("t", "Postings", TWO, tuple(rows))):
        texts = lines_of(page)
        if "Total" in texts:
            assert "Subtotal" in texts
            assert any(text.startswith("line ") for text in texts)


@pytest.mark.parametrize("lines", range(26, 48))
def test_a_heading_stays_with_the_row_that_follows(lines: int) -> None:
    rows = [Row((f"line {n}", n)) for n in range(lines)]
    rows += [Row(("Group",), RowKind.HEADING), Row(("after", 1))]
    blocks = (Table("t", "Postings", TWO, tuple(rows)), Heading("Next"), Paragraph("follows"))
    for page in pages_of(*blocks):
        texts = lines_of(page)
        assert ("Group" in texts) == ("after" in texts)
        assert ("Next" in texts) == ("follows" in texts)


@pytest.mark.parametrize("lines", [40, 47, 48, 49, 130])
def test_a_further_page_says_again_under_which_headings_its_first_row_stands(lines: int) -> None:
    rows = [Row(("Group one",), RowKind.HEADING), Row(("Part",), RowKind.SUBHEADING)]
    rows += [Row((f"one {n}", n)) for n in range(lines)]
    rows += [Row(("Group two",), RowKind.HEADING)]
    rows += [Row((f"two {n}", n)) for n in range(lines)]
    rows += [Row(("Total", 1), RowKind.TOTAL), *(Row((f"none {n}", n)) for n in range(lines))]
    pages = pages_of(Table("t", "Plan", TWO, tuple(rows)))
    assert len(pages) > 2
    for page in pages[1:]:
        texts = lines_of(page)
        first = next(text for text in texts if text.split()[0] in ("one", "two", "none", "Group"))
        if "(continued)" in first:
            at = texts.index(first)
            name, *rest = texts[at : at + 3]
            one = name == "Group one (continued)"
            assert rest == ["Part (continued)", rest[1]] if one else "Part" not in " ".join(texts)
            assert rest[one].startswith("one " if one else "two ")
        else:
            assert first == "Group two" or first.startswith("none ")
    assert_inside(pages)


def test_a_row_taller_than_a_page_is_split_between_lines() -> None:
    words = [f"word{n}" for n in range(6_000)]
    table = Table(
        "t",
        "Plan",
        (Column("n", "No.", Kind.CODE), Column("a", "Action", Kind.LONG_TEXT)),
        (Row(("1.1", " ".join(words))), Row(("1.2", "short"))),
    )
    pages = pages_of(table)
    assert len(pages) > 3
    assert_inside(pages)
    printed = [
        word for page in pages for line in lines_of(page) for word in line.split() if "word" in word
    ]
    assert printed == words
    assert all("Action" in lines_of(page) for page in pages)


def test_a_word_wider_than_its_column_is_broken_and_whole() -> None:
    text = "X" * 32_767
    pages = pages_of(Table("t", "T", (Column("a", "A"), Column("b", "B")), (Row((text, "y")),)))
    assert_inside(pages)
    assert sum(line.count("X") for page in pages for line in lines_of(page)) == 32_767


def test_figures_stand_right_and_codes_left() -> None:
    table = Table(
        "t",
        "T",
        (Column("c", "Code", Kind.CODE), Column("m", "£", Kind.MONEY)),
        (Row(("1.1", 5)), Row(("1.10", Cell(123_456_700, mark=1))), Row(("1.2", -400))),
    )
    texts = {text.text: text for text in pages_of(table)[0].texts}
    face = Lettering().faces[REGULAR]
    ends = {
        round(texts[text].x + face.width(text) * texts[text].size, 3)
        for text in ("0.05", "1,234,567.00", "−4.00")
    }
    assert len(ends) == 1
    assert len({texts[text].x for text in ("1.1", "1.10", "1.2")}) == 1


def test_many_columns_shrink_the_type_and_too_many_are_refused(
    read_pdf: Read, now: dt.datetime
) -> None:
    def wide(count: int) -> Document:
        columns = tuple(Column(f"c{n}", f"Q{n}", Kind.MONEY) for n in range(count))
        table = Table("t", "Wide", columns, (Row((123_456_789,) * count),))
        return Document("T", "B", (table,), orientation=Orientation.LANDSCAPE)

    text = read_pdf(wide(16)).pages[0].extract_text()
    assert text.count("1,234,567.89") == 16
    with pytest.raises(DocumentError, match="too wide for the page"):
        write_pdf(wide(40), BytesIO(), now=now)


def test_a_head_that_fills_the_page_is_refused(now: dt.datetime) -> None:
    table = Table("t", "T", (Column("a", "word " * 5_000),), ())
    with pytest.raises(DocumentError, match="fill half a page"):
        write_pdf(Document("T", "B", (table,)), BytesIO(), now=now)


wants = st.lists(
    st.builds(
        lambda least, more, weight: Want(least, least + more, weight),
        st.floats(1, 60),
        st.floats(0, 900),
        st.floats(0, 50),
    ),
    min_size=1,
    max_size=12,
)


@given(wants, st.floats(100, 800))
def test_columns_fill_the_page_and_none_is_below_its_least(asked: list[Want], room: float) -> None:
    widths = shared(asked, room)
    if widths is None:
        assert sum(want.least for want in asked) > room
        return
    assert sum(widths) == pytest.approx(room)
    assert all(width >= want.least - 1e-6 for width, want in zip(widths, asked, strict=True))


plain = st.text(st.sampled_from("ab /-–éЖ.\n"), max_size=120)


@given(plain, st.floats(20, 200))
def test_wrapping_keeps_every_letter_and_fits(text: str, width: float) -> None:
    face = Lettering().faces[REGULAR]
    lines = wrap(text, face, 9.0, width)
    kept = "".join(line.text for line in lines).replace(" ", "").replace("•", "-")
    assert kept == text.replace(" ", "").replace("\n", "")
    for line in lines:
        assert line.indent + face.width(line.text) * 9.0 <= width + 0.01


@pytest.mark.parametrize(
    ("text", "broken"),
    [
        ("vacant since 01/02/2013", ["vacant since", "01/02/2013"]),
        ("Head of Midwifery/Midwives", ["Head of Midwifery/", "Midwives"]),
        ("codes CE03/CA53", ["codes CE03/", "CA53"]),
    ],
)
def test_words_are_broken_behind_a_stroke_and_dates_are_not(text: str, broken: list[str]) -> None:
    face = Lettering().faces[REGULAR]
    almost = face.width(text) * 9.0 - 1.0
    assert [line.text for line in wrap(text, face, 9.0, almost)] == broken


def test_a_table_without_a_title_begins_with_its_head() -> None:
    rows = tuple(Row((f"line {n}",)) for n in range(80))
    pages = pages_of(Table("t", "", (Column("a", "A"),), rows))
    assert len(pages) > 1
    assert all("(continued)" not in line for page in pages for line in lines_of(page))
    assert all(mark.title for page in pages for mark in page.marks)
