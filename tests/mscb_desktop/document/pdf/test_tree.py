"""Where a tree's boxes, texts and lines stand on the pages."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Callable
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pypdf import PdfReader

from mscb_desktop.document.fonts import Lettering, faces
from mscb_desktop.document.model import (
    Block,
    BoxLook,
    Column,
    Document,
    DocumentError,
    Heading,
    Node,
    Notes,
    Orientation,
    PageBreak,
    Paragraph,
    Row,
    Table,
    Tree,
)
from mscb_desktop.document.pdf.flow import laid_out
from mscb_desktop.document.pdf.page import LEFT, Box, Page, Text
from mscb_desktop.document.pdf.tree_box import LEAST_SIZE

Read = Callable[[Document], PdfReader]
BOARD = Node(
    "board",
    "Northfield Safeguarding Children Board",
    None,
    (("Chair", "Independent Chair"), ("Members", "23 members, 17 with a vote")),
    "Board",
    BoxLook.FILLED,
)
LINES = (
    ("Chair", "Service Manager, Northfield"),
    ("Members", "17 members, 15 with a vote"),
    ("Quorum", "a third, chair or vice chair"),
)
LONG = (
    "The working group which, in agreement with the neighbouring boroughs of the sub-region, "
    "looks after the arrangements for information sharing between agencies "
)


def subgroup(key: str, title: str, look: BoxLook = BoxLook.TINTED) -> Node:
    return Node(key, title, "board", LINES, "Subgroup", look)


def working_group(key: str, title: str, parent: str | None) -> Node:
    return Node(key, title, parent, LINES[:2], "Working group")


REAL = (
    BOARD,
    subgroup("qa", "Quality Assurance Subgroup"),
    subgroup("young", "Promote and Protect Young People Subgroup"),
    subgroup("training", "Training and Development Subgroup"),
    subgroup("policy", "Policy Subgroup"),
    subgroup("vawg", "Violence Against Women and Girls Strategic Group", BoxLook.BARRED),
    working_group("s11", "Section 11 working group", "qa"),
    working_group("data", "Multi-agency dataset working group", "qa"),
    working_group("neglect", "Neglect task and finish group", "qa"),
)
HANGING = (
    *REAL,
    *(
        working_group(f"{parent.key} {n}", f"Group {n} of {parent.key}", parent.key)
        for n in range(3)
        for parent in REAL[2:6]
    ),
)
"""So many below each subgroup that they hang in columns."""
TEN = (
    BOARD,
    *(subgroup(f"s{n}", f"Subgroup {n} for learning and improvement") for n in range(10)),
    *(
        working_group(f"w{n}", f"Working group {n} on thresholds", f"s{n * n % 7}")
        for n in range(12)
    ),
)


def many(count: int) -> tuple[Node, ...]:
    chance = random.Random(count)
    nodes = [BOARD, *(subgroup(f"s{n}", f"Subgroup number {n}") for n in range(10))]
    for n in range(count - 11):
        parent = f"s{chance.randrange(10)}" if n < count * 0.8 else f"w{chance.randrange(n)}"
        nodes.append(working_group(f"w{n}", f"Working group {n} on matters of some length", parent))
    return tuple(nodes)


def tree(*nodes: Node, title: str = "") -> Tree:
    return Tree("groups", title, nodes, unsaid=("Members",))


def pages_of(*blocks: Block, orientation: Orientation = Orientation.PORTRAIT) -> list[Page]:
    document = Document("Structure", "Board", blocks, orientation=orientation)
    return laid_out(document, Lettering(), lambda: None)


def outlines(page: Page) -> list[Box]:
    """Give the boxes of nodes: of their drawn rectangles the outermost, with round corners."""
    return [box for box in page.boxes if box.radius == 2.0]


def joins(page: Page) -> list[Box]:
    return [box for box in page.boxes if box.radius == 0 and min(box.width, box.height) < 1.0]


def inside(text: Text, box: Box) -> bool:
    width = faces()[text.face].width(text.text) * text.size
    return (
        box.x <= text.x
        and text.x + width <= box.x + box.width + 0.01
        and box.y <= text.y - text.size * 0.72
        and text.y <= box.y + box.height
    )


def overlap(one: Box, other: Box, spare: float = 0.0) -> bool:
    return (
        one.x + spare < other.x + other.width
        and other.x + spare < one.x + one.width
        and one.y + spare < other.y + other.height
        and other.y + spare < one.y + one.height
    )


def texts_by_box(page: Page) -> list[list[Text]]:
    return [[text for text in page.texts if inside(text, box)] for box in outlines(page)]


def assert_readable(pages: list[Page]) -> None:
    """Nothing overlaps, sticks out, is too small, or loses its line; no line crosses a box."""
    for page in pages:
        width = page.size[0]
        boxes, lines = outlines(page), joins(page)
        for at, box in enumerate(boxes):
            assert box.x >= LEFT - 0.01
            assert box.x + box.width <= width - LEFT + 0.01
            assert box.y + box.height <= page.floor + 0.01
            for other in boxes[at + 1 :]:
                assert not overlap(box, other)
            for line in lines:
                assert not overlap(line, box, 1.0), "a line runs through a box"
        held = texts_by_box(page)
        first = min((box.y for box in boxes), default=page.floor)
        for text in page.texts:
            assert text.size >= LEAST_SIZE
            assert text.y < first or sum(text in inner for inner in held) == 1, text
        for inner in held:
            places = [text.y for text in inner]
            assert places == sorted(places)
            assert all(b - a > 6 for a, b in pairwise(places))


def printed(page: Page) -> list[str]:
    """Give each box's words, without breaks."""
    return ["".join(text.text for text in inner).replace(" ", "") for inner in texts_by_box(page)]


def expected(node: Node) -> str:
    lines = [text if label == "Members" else f"{label}: {text}" for label, text in node.lines]
    return "".join([node.kind, node.title, *lines]).replace(" ", "")


def assert_complete(nodes: tuple[Node, ...], pages: list[Page]) -> None:
    """Every node's whole text stands in a box; what else a box says is where it is continued."""
    found = Counter(
        text.split("continuedfrom")[0].split("continuedon")[0]
        for page in pages
        for text in printed(page)
    )
    for node in nodes:
        assert found[expected(node)] >= 1, node


@pytest.mark.parametrize("nodes", [(BOARD,), REAL, TEN, (BOARD, REAL[1])])
def test_a_structure_of_usual_size_stands_on_one_landscape_page(
    nodes: tuple[Node, ...], read_pdf: Read
) -> None:
    (page,) = pages_of(tree(*nodes))
    assert_readable([page])
    assert_complete(nodes, [page])
    assert len(outlines(page)) == len(nodes)
    (read,) = read_pdf(Document("Structure", "Board", (tree(*nodes),))).pages
    assert read.mediabox.width > read.mediabox.height
    words = " ".join(read.extract_text().split())
    assert all(node.lines[0][1] in words for node in nodes)


@pytest.mark.parametrize("nodes", [REAL, TEN, HANGING])
def test_lines_lead_from_each_box_to_those_below_it(nodes: tuple[Node, ...]) -> None:
    (page,) = pages_of(tree(*nodes))
    lines = joins(page)
    boxes = dict(zip(printed(page), outlines(page), strict=True))
    for node in nodes:
        box = boxes[expected(node)]
        touching = [line for line in lines if overlap(line, box)]
        above = [line for line in touching if line.y < box.y]
        beside = [line for line in touching if line.x < box.x]
        below = [line for line in touching if line.y + line.height > box.y + box.height]
        assert bool(above or beside) == (node.parent is not None)
        assert bool(below) == any(other.parent == node.key for other in nodes)


def test_what_hangs_below_is_indented_and_in_the_nodes_order() -> None:
    (page,) = pages_of(tree(*HANGING))
    assert_readable([page])
    boxes = dict(zip(printed(page), outlines(page), strict=True))
    for parent in REAL[1:6]:
        head = boxes[expected(parent)]
        below = [boxes[expected(node)] for node in HANGING if node.parent == parent.key]
        assert all(head.x < box.x < head.x + 20 for box in below)
        assert [box.y for box in below] == sorted(box.y for box in below)
    row = [boxes[expected(node)] for node in REAL if node.parent == "board"]
    assert len({box.y for box in row}) == 1
    assert [box.x for box in row] == sorted(box.x for box in row)


@pytest.mark.parametrize("count", [60, 200])
def test_a_large_structure_goes_on_over_pages_and_says_so(count: int) -> None:
    nodes = many(count)
    pages = pages_of(tree(*nodes))
    assert 1 < len(pages) <= count / 10
    assert_readable(pages)
    assert_complete(nodes, pages)
    assert all("Structure (continued)" in [text.text for text in page.texts] for page in pages[1:])
    sizes = {text.size for page in pages for inner in texts_by_box(page) for text in inner}
    assert len(sizes) <= 3, "the pages of one tree have the same size of type"


@pytest.mark.parametrize("nodes", [many(60), many(200)])
def test_where_a_box_says_it_goes_on_it_goes_on(nodes: tuple[Node, ...]) -> None:
    pages = pages_of(tree(*nodes))
    texts = [printed(page) for page in pages]
    pairs = 0
    for number, page in enumerate(texts, 1):
        for text in page:
            name, _, target = text.partition("continuedonpage")
            if target and "continuedfrom" not in name:
                pairs += 1
                assert f"{name}continuedfrompage{number}" in texts[int(target) - 1]
            name, _, source = text.partition("continuedfrompage")
            if source and "andon" not in source:
                assert any(other.startswith(name) for other in texts[int(source) - 1])
    assert pairs >= 10


def test_many_groups_directly_below_one_repeat_it_on_each_page() -> None:
    nodes = (BOARD, *(subgroup(str(n), f"Group {n} of the board") for n in range(199)))
    pages = pages_of(tree(*nodes))
    assert_readable(pages)
    assert_complete(nodes, pages)
    assert all(
        sum("Northfield" in text.split("Chair")[0] for text in printed(page)) == 1 for page in pages
    )
    assert sum(len(outlines(page)) for page in pages) == 199 + len(pages)


def test_several_roots_stand_side_by_side_without_a_line_between_them() -> None:
    nodes = (
        BOARD,
        working_group("partnership", "Community Safety Partnership", None),
        subgroup("qa", "Quality Assurance"),
        working_group("forum", "Schools' forum", None),
    )
    (page,) = pages_of(tree(*nodes))
    assert_readable([page])
    assert_complete(nodes, [page])
    boxes = dict(zip(printed(page), outlines(page), strict=True))
    assert len({boxes[expected(node)].y for node in nodes if node.parent is None}) == 1
    assert not any(overlap(line, boxes[expected(nodes[1])]) for line in joins(page))


def test_very_long_titles_are_wrapped_and_whole() -> None:
    nodes = (
        BOARD,
        subgroup("long", LONG * 3),
        subgroup("word", "Llanfairpwllgwyngyllgogerychwyrndrobwllllantysiliogogogoch"),
        working_group("x", "X" * 200, "long"),
        working_group("same", LONG, "long"),
    )
    pages = pages_of(tree(*nodes))
    assert_readable(pages)
    assert_complete(nodes, pages)


def test_a_text_that_fills_a_page_is_printed_and_a_longer_one_refused() -> None:
    huge = (BOARD, subgroup("a", "word " * 900), working_group("b", "word " * 900, "a"))
    pages = pages_of(tree(*huge))
    assert_readable(pages)
    assert_complete(huge, pages)
    with pytest.raises(DocumentError, match="The text in the box 'word word"):
        pages_of(tree(BOARD, subgroup("a", "word " * 9_000)))


def test_a_chain_goes_down_and_over_pages() -> None:
    nodes = tuple(working_group(str(n), f"Level {n}", str(n - 1) if n else None) for n in range(60))
    pages = pages_of(tree(*nodes))
    assert_readable(pages)
    assert_complete(nodes, pages)


titles = st.text(st.sampled_from("abcdé W-/_"), max_size=90)


@st.composite
def trees(draw: st.DrawFn) -> tuple[Node, ...]:
    count = draw(st.integers(1, 40))
    nodes = []
    for n in range(count):
        parent = draw(st.integers(-1 if n % 9 == 0 else 0, n - 1)) if n else -1
        lines = tuple(("Chair", text) for text in draw(st.lists(titles, max_size=2)))
        title = draw(titles.filter(lambda text: bool(text.strip())))
        nodes.append(Node(str(n), title, str(parent) if parent >= 0 else None, lines))
    return tuple(nodes)


@settings(max_examples=40)
@given(trees())
def test_any_tree_is_drawn_without_overlap(nodes: tuple[Node, ...]) -> None:
    pages = pages_of(tree(*nodes))
    assert_readable(pages)
    assert sum(len(outlines(page)) for page in pages) >= len(nodes)


def test_the_four_looks_differ_in_black_and_white() -> None:
    nodes = tuple(Node(look, "Group", look=look) for look in BoxLook)
    (page,) = pages_of(tree(*nodes))

    def grey(colour: str) -> int:
        red, green, blue = (int(colour[at : at + 2], 16) for at in (1, 3, 5))
        return round((red * 299 + green * 587 + blue * 114) / 1000)

    grounds = [grey(box.colour) for box in page.boxes if 1.0 < box.radius < 2.0]
    filled, tinted, plain, barred = grounds
    assert filled < 100 < tinted < plain == barred
    bars = [box for box in page.boxes if box.width == 3.0]
    assert len(bars) == 1
    letters = {text.text: text.colour for text in texts_by_box(page)[0]}
    assert grey(letters["Group"]) == 255


def test_the_title_is_a_bookmark_and_no_title_is_none() -> None:
    nodes = (BOARD,)
    assert [mark.title for mark in pages_of(tree(*nodes, title="Groups"))[0].marks] == [
        "Structure",
        "Groups",
    ]
    assert [mark.title for mark in pages_of(tree(*nodes))[0].marks] == ["Structure"]


def test_an_empty_tree_says_so() -> None:
    (page,) = pages_of(tree())
    assert "Nothing recorded." in [text.text for text in page.texts]


def test_other_blocks_keep_the_documents_way_of_turning_pages() -> None:
    table = Table("t", "Members", (Column("a", "Name"),), (Row(("Chair",)),))
    blocks = (
        Paragraph("before"),
        Heading("Groups"),
        tree(*REAL[:6]),
        Notes(("a note",)),
        table,
        PageBreak(),
        Paragraph("after"),
    )
    pages = pages_of(*blocks)
    assert [page.orientation for page in pages] == [
        Orientation.PORTRAIT,
        Orientation.LANDSCAPE,
        Orientation.PORTRAIT,
        Orientation.PORTRAIT,
    ]
    words = [{text.text for text in page.texts} for page in pages]
    assert {"Groups", "Board", "a note"} <= words[1]
    assert "Members" in words[2]
    assert "after" in words[3]


def test_a_small_tree_stands_below_what_goes_before_it() -> None:
    blocks = (Paragraph("before"), tree(BOARD, REAL[1]), Paragraph("after"))
    (page,) = pages_of(*blocks, orientation=Orientation.LANDSCAPE)
    assert_readable([Page(page.orientation, page.boxes, [], page.texts[:-1])])
    (alone,) = pages_of(Heading("Groups"), *blocks[1:], orientation=Orientation.LANDSCAPE)
    assert "Groups" in [text.text for text in alone.texts]


@pytest.mark.parametrize(
    ("nodes", "message"),
    [
        ((BOARD, BOARD), "two nodes with the same key"),
        ((REAL[1],), "nothing with the key 'board' stands above 'Quality Assurance Subgroup'"),
        ((Node("a", "A", "b"), Node("b", "B", "a")), "stands below itself"),
        (tuple(Node(str(n), "N", str(n - 1) if n else None) for n in range(300)), "levels deep"),
    ],
)
def test_a_tree_that_is_none_is_refused(nodes: tuple[Node, ...], message: str) -> None:
    with pytest.raises(DocumentError, match=message):
        tree(*nodes)
