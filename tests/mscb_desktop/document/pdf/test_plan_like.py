"""What tables of plans need: joined rows, portions, words under cells, chips with signs, a key."""

from __future__ import annotations

import datetime as dt
import itertools
from collections.abc import Callable, Sequence
from io import BytesIO

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pypdf import PdfReader

from mscb_desktop.document.fonts import Lettering
from mscb_desktop.document.look import HAIRLINE, QUIET, TONES
from mscb_desktop.document.model import (
    Below,
    Block,
    Cell,
    Chip,
    Column,
    Document,
    KeyEntry,
    Kind,
    Orientation,
    PageBreak,
    Paragraph,
    Row,
    Shade,
    Table,
    Tone,
)
from mscb_desktop.document.pdf.columns import portioned
from mscb_desktop.document.pdf.flow import laid_out
from mscb_desktop.document.pdf.page import LEFT, RIGHT, Page, Text
from mscb_desktop.document.pdf.text_blocks import balanced
from mscb_desktop.document.pdf.writer import write_pdf
from mscb_desktop.document.wrapping import Line

Read = Callable[[Document], PdfReader]
AMBER = Chip("A", "Amber", Shade.AMBER)
KEY = (KeyEntry(AMBER, "some concern"), KeyEntry("↑", "better than before"))
PLAN = (
    Column("no", "No.", Kind.CODE),
    Column("area", "Subject"),
    Column("what", "Action"),
    Column("when", "When"),
)


def pages_of(*blocks: Block, orientation: Orientation = Orientation.PORTRAIT) -> list[Page]:
    document = Document("T", "B", blocks, orientation=orientation)
    return laid_out(document, Lettering(), lambda: None)


def found(pages: Sequence[Page], text: str) -> Text:
    """Find the only text that is exactly this."""
    (one,) = [each for page in pages for each in page.texts if each.text == text]
    return one


def test_joined_rows_begin_beside_what_the_first_alone_says() -> None:
    rows = (
        Row(("1", "Tell those who refer what came of it")),
        Row((None, None, "Write one letter", "April 2012"), joined=True),
        Row((None, None, "Check monthly", "May 2012"), joined=True),
        Row(("2", "Next", "Act", "June 2012")),
    )
    pages = pages_of(Table("t", "Plan", PLAN, rows))
    number, first, second = (found(pages, text).y for text in ("1", "Write one letter", "May 2012"))
    assert number == first
    assert second > first
    assert found(pages, "Check monthly").y == second
    assert found(pages, "2").y > second


def test_joined_rows_are_parted_only_where_they_say_something() -> None:
    rows = (
        Row(("1", "Area")),
        Row((None, None, "First", "April 2012"), joined=True),
        Row((None, None, "Second", "May 2012"), joined=True),
    )
    pages = pages_of(Table("t", "Plan", PLAN, rows))
    above, below = found(pages, "First").y, found(pages, "Second").y
    (what, when) = [
        rule for rule in pages[0].rules if rule.colour == HAIRLINE and above < rule.y < below
    ]
    assert what.x <= found(pages, "First").x < when.x <= found(pages, "April 2012").x
    assert found(pages, "Area").x < what.x


def test_an_action_that_speaks_itself_stands_above_its_points() -> None:
    rows = (
        Row(("1", "Area", "At once:", None)),
        Row((None, None, "Write", "April 2012"), joined=True),
    )
    pages = pages_of(Table("t", "Plan", PLAN, rows))
    assert found(pages, "1").y == found(pages, "At once:").y < found(pages, "Write").y


def test_many_points_go_on_on_further_pages_and_none_is_lost() -> None:
    points = [
        Row((None, None, f"point{n}", f"0{n % 9 + 1}/04/2012"), joined=True) for n in range(150)
    ]
    table = Table("t", "Plan", PLAN, (Row(("7", "Area " * 200)), *points, Row(("8", "Last"))))
    pages = pages_of(table)
    assert len(pages) > 2
    said = [text.text for page in pages for text in page.texts]
    assert [text for text in said if text.startswith("point")] == [f"point{n}" for n in range(150)]
    assert " ".join(text for text in said if text.startswith("Area ")).split() == ["Area"] * 200
    for page in pages:
        assert all(text.y <= page.floor for text in page.texts)
    # Each later page says again, quietly, which row it is that goes on.
    again = [text for page in pages for text in page.texts if text.text == "7"]
    assert [text.colour for text in again[1:]] == [QUIET] * (len(pages) - 1)


def test_a_figure_that_a_row_begins_with_is_not_said_again() -> None:
    columns = (Column("a", "Amount", Kind.WHOLE), Column("b", "Text"))
    pages = pages_of(Table("t", "T", columns, (Row((77, "word " * 6000)),)))
    assert len(pages) > 1
    assert len([text for page in pages for text in page.texts if text.text == "77"]) == 1


@given(
    st.lists(st.tuples(st.floats(1, 200), st.floats(0.5, 60)), min_size=1, max_size=9),
    st.floats(100, 800),
)
def test_portions_fill_the_page_and_no_column_is_below_its_least(
    asked: list[tuple[float, float]], room: float
) -> None:
    leasts, portions = [least for least, _ in asked], [part for _, part in asked]
    widths = portioned(leasts, portions, room)
    if widths is None:
        assert sum(leasts) > room
        return
    assert sum(widths) == pytest.approx(room)
    assert all(width >= least - 1e-6 for width, least in zip(widths, leasts, strict=True))
    free = [at for at, width in enumerate(widths) if width > leasts[at] + 1e-6]
    shares = [widths[at] / portions[at] for at in free]
    assert shares == pytest.approx([shares[0]] * len(shares) if shares else [])


def lefts(text: str, *portions: float) -> list[float]:
    """Give where the columns of a table begin in whose first cell a text stands."""
    heads = ("One", "Two", "Six")
    columns = [Column(head, head, portion=part) for head, part in zip(heads, portions, strict=True)]
    table = Table("t", "T", tuple(columns), (Row((text, "b", "c")),))
    return [found(pages_of(table)[:1], head).x for head in heads]


def test_columns_share_the_page_by_their_portions_whatever_stands_in_them() -> None:
    first, second, third = lefts("a", 10, 20, 10)
    assert third - second == pytest.approx(2 * (second - first))
    assert lefts("many words " * 300, 10, 20, 10) == [first, second, third]


def test_a_word_makes_its_column_wider_than_its_portion_but_not_without_end() -> None:
    narrow = lefts("a", 1, 20, 20)
    word, endless = lefts("accountabilities", 1, 20, 20), lefts("x" * 900, 1, 20, 20)
    assert narrow[1] < word[1] <= endless[1] < 160


def test_words_below_a_cell_are_small_and_have_their_own_colour() -> None:
    below = (Below("late 12 months", Tone.BAD), Below("moved by 61 days"))
    columns = (
        Column("when", "When"),
        Column("rag", "RAG", Kind.CHIP),
        Column("n", "N", Kind.WHOLE),
    )
    row = Row(
        (
            Cell("March 2012", below=below),
            Cell(AMBER, word="↑", below=(Below("was Red"),)),
            Cell(5, below=(Below("of nine"),)),
        )
    )
    pages = pages_of(Table("t", "T", columns, (row,)))
    text, late, moved = (
        found(pages, t) for t in ("March 2012", "late 12 months", "moved by 61 days")
    )
    assert text.y < late.y < moved.y
    assert (late.colour, moved.colour) == (TONES[Tone.BAD], TONES[Tone.QUIET])
    assert late.size < text.size
    assert late.x == text.x
    chip, sign = found(pages, "A Amber"), found(pages, "↑")
    assert sign.y == chip.y
    assert sign.x > chip.x
    assert found(pages, "was Red").y > chip.y
    figure, of = found(pages, "5"), found(pages, "of nine")
    faces = Lettering().faces
    right = [each.x + faces[each.face].width(each.text) * each.size for each in (figure, of)]
    assert right[0] == pytest.approx(right[1])


def test_words_below_nothing_stand_at_the_top_of_the_cell() -> None:
    columns = (Column("a", "A"), Column("b", "B"))
    row = Row(("first", Cell(None, below=(Below("late 2 days"),))))
    pages = pages_of(Table("t", "T", columns, (row,)))
    assert found(pages, "first").y == found(pages, "late 2 days").y


@pytest.mark.parametrize("orientation", list(Orientation))
@pytest.mark.parametrize("draft", [True, False])
def test_the_key_stands_at_the_foot_of_every_page(
    read_pdf: Read, orientation: Orientation, draft: bool
) -> None:
    table = Table("t", "T", PLAN, tuple(Row((str(n), "area")) for n in range(120)))
    document = Document("T", "B", (table,), key=KEY, draft=draft, orientation=orientation)
    pages = read_pdf(document).pages
    assert len(pages) > 2
    for page in pages:
        foot = page.extract_text()[-140:]
        assert "A Amber" in foot
        assert "some concern" in foot
        assert "better than before" in foot
        assert ("DRAFT" in foot) is draft


def test_a_long_key_is_set_smaller_and_overprints_nothing(now: dt.datetime) -> None:
    entries = tuple(
        KeyEntry(AMBER, f"a meaning that takes many words, number {n}") for n in range(7)
    )
    stream = BytesIO()
    write_pdf(Document("T", "B", (Paragraph("x"),), key=entries), stream, now=now)
    places: list[tuple[float, float, float, str]] = []

    def seen(text: str, _: object, matrix: list[float], __: object, size: float) -> None:
        if text.strip() and matrix[5] < 50:
            places.append((matrix[4], matrix[5], size, text.strip()))

    page = PdfReader(stream).pages[0]
    page.extract_text(visitor_text=seen)
    faces, width = Lettering().faces, float(page.mediabox.width)
    places.sort()
    assert len(places) == 2 + 2 * len(entries)
    for (x, _, size, text), after in itertools.pairwise(places):
        assert x + faces["Inter-Regular"].width(text) * size <= after[0] + 0.5
    assert places[0][0] >= LEFT - 0.1
    assert places[-1][0] <= width - RIGHT


@pytest.mark.parametrize(
    ("about", "said"),
    [
        ("as at 31/03/2013 · 9 actions · 4 Green, 5 Amber · 2 overdue", True),
        ("as at 31/03/2013 · " + "nothing of it fits · " * 20 + "2 overdue", False),
    ],
)
def test_a_running_head_says_all_for_which_there_is_room(about: str, said: bool) -> None:
    stream, title = BytesIO(), "Communications & Public Information Subgroup workplan 2012-13"
    blocks = (Paragraph("x"), PageBreak(), Paragraph("y"))
    document = Document(
        title, "B", blocks, subtitle=about, short_name="MSCB", orientation=Orientation.LANDSCAPE
    )
    write_pdf(document, stream, now=dt.datetime(2013, 6, 3))
    head = PdfReader(stream).pages[1].extract_text()
    assert f"{title} · as at 31/03/2013" in head
    assert ("2 overdue" in head) == said
    assert "MSCB" in head


def test_a_table_without_a_title_is_named_where_it_goes_on() -> None:
    rows = tuple(Row((str(n), "area")) for n in range(90))
    first, *others = pages_of(Table("t", "", PLAN, rows, continued="The plan"))
    assert all("The plan" not in text.text for text in first.texts)
    assert others
    for page in others:
        assert [text.text for text in page.texts].count("The plan (continued)") == 1


def test_lines_stand_side_by_side_in_columns_read_downwards() -> None:
    names = [f"Member {n}" for n in range(7)]
    text = "\n".join(f"- {name}" for name in names)
    pages = pages_of(Paragraph(text, columns=3), Paragraph("after"))
    placed = [found(pages, f"•  {name}") for name in names]
    assert len({text.x for text in placed}) == 3
    assert placed == sorted(placed, key=lambda text: (text.x, text.y))
    assert placed[0].y == placed[3].y
    assert found(pages, "after").y > max(text.y for text in placed)


def test_more_lines_than_a_page_holds_in_columns_are_all_there() -> None:
    names = [f"Member {n}" for n in range(400)]
    pages = pages_of(Paragraph("\n".join(names), columns=3))
    said = {text.text for page in pages for text in page.texts}
    assert said.issuperset(names)


@given(st.lists(st.integers(1, 5), min_size=1, max_size=40), st.integers(1, 5))
def test_columns_of_items_keep_order_and_are_as_even_as_they_can(
    heights: list[int], count: int
) -> None:
    items = [[Line(0.0, f"{n}.{line}") for line in range(h)] for n, h in enumerate(heights)]
    columns = balanced(items, count)
    assert len(columns) <= count
    assert [line for column in columns for line in column] == [
        one for item in items for one in item
    ]
    assert max(map(len, columns)) <= -(-sum(heights) // count) + max(heights)
