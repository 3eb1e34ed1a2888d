"""Headings in two rows, columns without one, and titles that number what stands below."""

from __future__ import annotations

from db.fields import Kind
from mscb_desktop.sheet.clip import Cell, Clip
from mscb_desktop.sheet.headings import Headed, read_headings
from mscb_desktop.sheet.model import Column

COLUMNS = (
    Column("number", "No.", Kind.CODE, numbers=True),
    Column("what", "Action", Kind.LONG_TEXT, names=("objectives",)),
    Column("who", "Who?", Kind.LONG_TEXT),
    Column("when", "When?", Kind.LONG_TEXT),
    Column("progress", "Progress", Kind.LONG_TEXT, beside=("august",)),
)


def clip(*lines: str) -> Clip:
    return tuple(tuple(Cell(text) for text in line.split("|")) for line in lines)


def read(*lines: str) -> Headed:
    return read_headings(COLUMNS, "number", clip(*lines))


def texts(headed: Headed) -> list[dict[str, str]]:
    return [{key: cell.text for key, cell in row.cells.items() if cell.text} for row in headed.rows]


def test_headings_in_two_rows_are_one_head() -> None:
    headed = read(
        "No.|Objectives|Resources||Progress", "|||Who?|", "|||Late|x", "1|Refresh|5|Chair|Begun"
    )
    assert texts(headed)[1] == {
        "number": "1",
        "what": "Refresh",
        "who": "Chair",
        "progress": "Begun",
    }
    assert [(unknown.heading, unknown.count) for unknown in headed.unknown] == [("Resources", 1)]


def test_the_same_head_once_more_begins_the_next_page() -> None:
    headed = read("No.|Action", "1|Refresh", "No.|Action", "2|Audit", "Action|No.", "Recruit|3")
    assert [row["number"] for row in texts(headed)] == ["1", "2", "3"]
    assert [row["what"] for row in texts(headed)] == ["Refresh", "Audit", "Recruit"]


def test_a_column_of_numbers_needs_no_heading() -> None:
    headed = read("|Action|When?", "1.|Refresh|May", "5 and 14|Audit|June", "|Recruit|")
    assert [row.get("number") for row in texts(headed)] == ["1.", "5 and 14", None]
    assert headed.unknown == ()


def test_a_heading_across_two_columns_is_that_of_the_texts() -> None:
    headed = read("Objectives||When?", "1. Governance||", "1.1|Membership|Dec", "1.2|Adoption|May")
    assert texts(headed)[1] == {"number": "1.1", "what": "Membership", "when": "Dec"}


def test_a_column_without_heading_that_numbers_nothing_is_named() -> None:
    headed = read("Action|When?|", "Refresh|May|seen", "Audit|June|2")
    assert [(unknown.heading, unknown.place) for unknown in headed.unknown] == [("", 3)]


def test_a_numbered_title_above_the_head_is_a_row_and_another_is_not() -> None:
    headed = read("CSE Action Plan 2013", "1 Promotion", "Action|When?", "Raise|May")
    assert texts(headed) == [{"number": "1 Promotion"}, {"what": "Raise", "when": "May"}]
    plain = (Column("what", "Action", Kind.LONG_TEXT), Column("when", "When?", Kind.LONG_TEXT))
    rows = read_headings(plain, "what", clip("1 Promotion", "Action|When?", "Raise|May")).rows
    assert [row.number for row in rows] == [3]


def test_some_headings_count_only_beside_others() -> None:
    assert texts(read("Action|August 2012", "Refresh|Begun")) == [
        {"what": "Refresh", "progress": "Begun"}
    ]
    alone = read_headings(COLUMNS, "when", clip("August 2012", "May 2013"))
    assert texts(alone) == [{"when": "August 2012"}, {"when": "May 2013"}]


def test_and_is_written_in_two_ways() -> None:
    columns = (*COLUMNS, Column("lead", "Agency and lead", Kind.LONG_TEXT))
    headed = read_headings(columns, "what", clip("Action|Agency & lead", "Refresh|Police"))
    assert texts(headed) == [{"what": "Refresh", "lead": "Police"}]
