"""Where cards stand on their sheets, measured in the file itself."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pypdf import PageObject, PdfReader

from mscb_desktop.document.cards import (
    C32011,
    L4784,
    L7159,
    L7160,
    L7163,
    PLACE_CARDS,
    SHEETS,
    TABLE_CARDS,
    Cards,
    CardSheet,
    CardStyle,
)
from mscb_desktop.document.files import write_document
from mscb_desktop.document.fonts import Lettering, faces
from mscb_desktop.document.model import (
    Block,
    Document,
    DocumentError,
    Orientation,
    PageBreak,
    Paragraph,
)
from mscb_desktop.document.pdf.card_text import LEAST_SIZE, MM, CardSetter
from mscb_desktop.document.pdf.flow import laid_out
from mscb_desktop.document.pdf.page import Page

Read = Callable[[Document], PdfReader]
EXACT = 0.2
"""Millimetres by which a place may differ."""
ADDRESS = (
    "Service Manager",
    "Safeguarding and Quality",
    "Civic Centre",
    "12 London Road",
    "Northfield",
    "NF4 5DX",
)
LONG = (
    "Designated Nurse for Looked After Children and Safeguarding Adviser to the Clinical "
    "Commissioning Group",
    "Partnership of Voluntary, Community and Faith Sector Organisations",
    "120 The Broadway",
    "NF19 1RH",
)


class Word(NamedTuple):
    """A text of a page, its left end and baseline in millimetres from the top left corner."""

    text: str
    left: float
    base: float
    size: float
    upright: bool

    @property
    def middle(self) -> float:
        """Give the middle of the text's width, set in the strong face."""
        half = faces()["Inter-SemiBold"].width(self.text) * self.size / MM / 2
        return self.left + half if self.upright else self.left - half


def words_of(page: PageObject, *texts: str) -> list[Word]:
    """Give the texts that a page draws, in their order, where its operators put them."""
    found: list[Word] = []
    size = [0.0]

    def visit(operator: bytes, values: list[object], _: list[float], matrix: list[float]) -> None:
        if operator == b"Tf":
            size[0] = float(str(values[1]))
        elif operator == b"Tj":
            left, base = matrix[4] / MM, 297 - matrix[5] / MM
            found.append(Word(texts[len(found)], left, base, size[0], matrix[0] > 0))

    page.extract_text(visitor_operand_before=visit)
    assert len(found) == len(texts)
    return found


def cards_of(
    sheet: CardSheet, *cards: tuple[str, ...], start: int = 1, marks: bool = False
) -> Cards:
    return Cards("cards", "Cards", sheet, cards, start=start, crop_marks=marks)


def document_of(*blocks: Block, orientation: Orientation = Orientation.PORTRAIT) -> Document:
    return Document("Labels", "The Board", blocks, draft=True, orientation=orientation)


def pages_of(*blocks: Block) -> list[Page]:
    return laid_out(document_of(*blocks), Lettering(), lambda: None)


# Sheet, columns, rows, and of the makers' measures in mm: card, margins, pitch across and down.
MEASURES = [
    (L7160, 3, 7, (63.5, 38.1), (7.2, 15.1), (66.0, 38.1)),
    (L7163, 2, 7, (99.1, 38.1), (4.65, 15.1), (101.6, 38.1)),
    (L7159, 3, 8, (63.5, 33.9), (7.2, 12.9), (66.0, 33.9)),
    (L4784, 2, 5, (80.0, 50.0), (17.5, 13.5), (95.0, 55.0)),
    (C32011, 2, 5, (85.0, 54.0), (15.0, 13.5), (95.0, 54.0)),
]


@pytest.mark.parametrize(("sheet", "columns", "rows", "card", "margin", "pitch"), MEASURES)
def test_each_card_stands_where_the_sheet_has_it(
    sheet: CardSheet,
    columns: int,
    rows: int,
    card: tuple[float, float],
    margin: tuple[float, float],
    pitch: tuple[float, float],
    read_pdf: Read,
) -> None:
    names = [f"Card {n}" for n in range(columns * rows)]
    reader = read_pdf(document_of(cards_of(sheet, *((name,) for name in names))))
    (page,) = reader.pages
    assert page.extract_text().split() == " ".join(names).split()
    words = words_of(page, *names)
    for at, word in enumerate(words):
        left = margin[0] + at % columns * pitch[0]
        top = margin[1] + at // columns * pitch[1]
        if sheet.style is CardStyle.LABEL:
            assert word.left == pytest.approx(left + 5, abs=EXACT)
        else:
            assert word.middle == pytest.approx(left + card[0] / 2, abs=EXACT)
        capitals = word.size * 0.72 / MM
        assert word.base - capitals / 2 == pytest.approx(top + card[1] / 2, abs=EXACT)


@pytest.mark.parametrize("sheet", SHEETS)
def test_pages_are_bare_a4_sheets(sheet: CardSheet, read_pdf: Read) -> None:
    cards = cards_of(sheet, *([("Chair", "Hill School")] * (sheet.count + 1)))
    reader = read_pdf(document_of(cards, orientation=Orientation.LANDSCAPE))
    assert len(reader.pages) == 2
    for page in reader.pages:
        size = (float(page.mediabox.width) / MM, float(page.mediabox.height) / MM)
        assert size == pytest.approx((210, 297), abs=EXACT)
        assert set(page.extract_text().split()) == {"Chair", "Hill", "School"}


def test_a_sheet_used_in_part_begins_at_its_first_free_place(read_pdf: Read) -> None:
    names = tuple((f"Card {n}",) for n in range(19))
    first, second = read_pdf(document_of(cards_of(L7160, *names, start=5))).pages
    words = words_of(first, *(name for (name,) in names[:17]))
    assert words[0].left == pytest.approx(7.2 + 66.0 + 5, abs=EXACT)
    assert 15.1 + 38.1 < words[0].base < 15.1 + 2 * 38.1
    assert second.extract_text().split() == ["Card", "17", "Card", "18"]
    (word, _) = words_of(second, "Card 17", "Card 18")
    assert word.left == pytest.approx(7.2 + 5, abs=EXACT)
    assert word.base < 15.1 + 38.1


@pytest.mark.parametrize("sheet", SHEETS)
@pytest.mark.parametrize("card", [ADDRESS, LONG])
def test_long_texts_are_set_smaller_and_whole(sheet: CardSheet, card: tuple[str, ...]) -> None:
    setter = CardSetter(sheet, faces())
    usual = setter.set(("Chair", "Board"))
    made = setter.set(card)
    assert made.whole
    assert made.lines[-1].size <= usual.lines[-1].size
    assert "".join(line.text for line in made.lines).replace(" ", "") == "".join(card).replace(
        " ", ""
    )
    sizes = {line.size for line in made.lines[1:] if line.face == "Inter-Regular"}
    assert len(sizes) == 1
    assert min(sizes) >= LEAST_SIZE


lines = st.lists(
    st.text(st.sampled_from("abMé W-/,"), min_size=1).filter(lambda text: bool(text.strip())),
    min_size=1,
    max_size=9,
)


@given(lines, st.sampled_from(SHEETS))
def test_no_text_leaves_its_card(card: list[str], sheet: CardSheet) -> None:
    made = CardSetter(sheet, faces()).set([" ".join(line.split()) for line in card])
    height = sheet.height * MM / (2 if sheet.style is CardStyle.TENT else 1)
    for line in made.lines:
        right = line.x + faces()[line.face].width(line.text) * line.size
        assert line.x >= 2 * MM
        assert right <= (sheet.width - 2) * MM
        assert line.y - line.size * 0.75 >= 1 * MM
        assert line.y + line.size * 0.25 <= height - 1 * MM
    if made.whole:
        printed = "".join(line.text for line in made.lines).replace(" ", "")
        assert printed.replace("•", "-") == "".join(card).replace(" ", "")
    else:
        assert made.lines[-1].text.endswith("…")
        assert made.lines[-1].size <= LEAST_SIZE * 2.2


def test_a_card_that_cannot_hold_its_text_says_so(tmp_path: Path, now: dt.datetime) -> None:
    full = ("Chair of a very wide panel", *(f"Line {n}" for n in range(30)))
    document = document_of(cards_of(L7160, ADDRESS, full, ADDRESS))
    remark = write_document(document, tmp_path / "labels.pdf", now=now)
    assert "do not hold their text" in remark
    assert "'Chair of a very wide panel'" in remark
    assert "Service Manager" not in remark
    text = PdfReader(tmp_path / "labels.pdf").pages[0].extract_text()
    assert text.count("…") == 1
    assert "Line 29" not in text
    quiet = write_document(document_of(cards_of(L7160, ADDRESS)), tmp_path / "b.pdf", now=now)
    assert quiet == ""


@pytest.mark.parametrize(
    ("sheet", "card", "margin"),
    [(TABLE_CARDS, (190.0, 130.0), (10.0, 18.5)), (PLACE_CARDS, (90.0, 66.0), (15.0, 16.5))],
)
def test_a_folded_card_reads_from_both_sides(
    sheet: CardSheet, card: tuple[float, float], margin: tuple[float, float], read_pdf: Read
) -> None:
    (page,) = read_pdf(document_of(cards_of(sheet, ("Chair",), ("Clerk",)))).pages
    words = words_of(page, "Chair", "Clerk", "Chair", "Clerk")
    for at in range(2):
        front, behind = words[at], words[at + 2]
        row, column = divmod(at, sheet.columns)
        fold = margin[1] + row * card[1] + card[1] / 2
        assert front.upright
        assert not behind.upright
        assert front.base - fold == pytest.approx(fold - behind.base, abs=EXACT)
        assert 0 < front.base - fold < card[1] / 2
        middle = margin[0] + column * card[0] + card[0] / 2
        assert front.middle == pytest.approx(middle, abs=EXACT)
        assert behind.middle == pytest.approx(middle, abs=EXACT)


def test_a_name_is_set_smaller_before_it_is_broken() -> None:
    made = CardSetter(C32011, faces()).set(("Service Manager, LBN", "Safeguarding"))
    assert [line.text for line in made.lines] == ["Service Manager, LBN", "Safeguarding"]
    assert made.lines[0].size > 1.7 * made.lines[1].size


def test_crop_marks_stand_at_the_edges_and_outside_the_cards() -> None:
    (page,) = pages_of(cards_of(C32011, ("Chair",), marks=True))
    assert page.boxes
    upright = sorted({round((box.x + 0.2) / MM, 1) for box in page.boxes if box.height > 1})
    level = sorted({round((box.y + 0.2) / MM, 1) for box in page.boxes if box.width > 1})
    assert upright == [15.0, 100.0, 110.0, 195.0]
    assert level == [13.5, 67.5, 121.5, 175.5, 229.5, 283.5]
    for box in page.boxes:
        right, bottom = (box.x + box.width) / MM, (box.y + box.height) / MM
        outside = right < 15 or box.x / MM > 195 or bottom < 13.5 or box.y / MM > 283.5
        assert outside
        assert min(box.x, box.y) >= 0
    assert not pages_of(cards_of(C32011, ("Chair",)))[0].boxes


def test_folds_are_marked_in_two_dashes() -> None:
    (page,) = pages_of(cards_of(TABLE_CARDS, ("Chair",), marks=True))
    at_folds = [box for box in page.boxes if round((box.y + 0.2) / MM, 1) in (83.5, 213.5)]
    assert len(at_folds) == 8


def test_what_follows_cards_has_a_page_with_head_and_foot(read_pdf: Read) -> None:
    cards = cards_of(L7160, ("Chair",))
    blocks = (Paragraph("before"), cards, cards, Paragraph("after"), PageBreak(), cards)
    document = document_of(*blocks, orientation=Orientation.LANDSCAPE)
    pages = read_pdf(document).pages
    words = [page.extract_text() for page in pages]
    assert len(pages) == 5
    assert "Page 1 of 5" in words[0]
    assert words[1].strip() == words[2].strip() == words[4].strip() == "Chair"
    assert "after" in words[3]
    assert "Page 4 of 5" in words[3]
    assert [page.mediabox.width > page.mediabox.height for page in pages] == [
        True,
        False,
        False,
        True,
        False,
    ]


def test_blank_lines_are_left_out_and_blank_cards_leave_their_place(read_pdf: Read) -> None:
    cards = cards_of(L7160, ("Chair", "", "  ", "Board"), ("", ""), ("Clerk\nHill School",))
    (page,) = read_pdf(document_of(cards)).pages
    assert page.extract_text().split() == ["Chair", "Board", "Clerk", "Hill", "School"]
    words = words_of(page, "Chair", "Board", "Clerk", "Hill School")
    assert words[1].base - words[0].base < 5
    assert words[2].left == pytest.approx(7.2 + 2 * 66 + 5, abs=EXACT)


def test_no_cards_are_a_page_that_says_so(read_pdf: Read) -> None:
    (page,) = read_pdf(document_of(cards_of(L7160))).pages
    text = page.extract_text()
    assert "There are no cards." in text
    assert "Labels" in text


def test_a_letter_that_no_face_has_is_told_with_its_card(now: dt.datetime, tmp_path: Path) -> None:
    document = document_of(cards_of(L7160, ("Chair",), ("Chair 😀",)))
    remark = write_document(document, tmp_path / "labels.pdf", now=now)
    assert "U+1F600" in remark
    assert "Cards, card 2" in remark


@pytest.mark.parametrize(
    ("measures", "message"),
    [
        ((3, 7, 70.5, 38.1, 7.2, 15.1), "need 218.7 × 281.8 mm, and an A4 sheet has 210 × 297 mm"),
        ((1, 8, 60.0, 38.1, 7.2, 15.1), "need 67.2 × 319.9 mm"),
        ((0, 7, 63.5, 38.1, 7.2, 15.1), "needs cards with a width and a height"),
        ((1, 1, 0.0, 38.1, 7.2, 15.1), "needs cards with a width and a height"),
        ((1, 1, 60.0, 38.1, -1.0, 15.1), "needs cards with a width and a height"),
    ],
)
def test_measures_that_are_no_sheet_are_refused(
    measures: tuple[int, int, float, float, float, float], message: str
) -> None:
    with pytest.raises(DocumentError, match=message):
        CardSheet("Own", *measures)


@pytest.mark.parametrize("start", [0, 22])
def test_a_first_place_that_the_sheet_lacks_is_refused(start: int) -> None:
    with pytest.raises(DocumentError, match="begin at one from 1 to 21, not at"):
        cards_of(L7160, ("Chair",), start=start)
