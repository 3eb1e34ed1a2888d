"""Trees and cards as lists in the workbook, read back by another library."""

from __future__ import annotations

import datetime as dt
from io import BytesIO

import openpyxl
from openpyxl.workbook import Workbook

from mscb_desktop.document.cards import L7160
from mscb_desktop.document.excel import write_xlsx
from mscb_desktop.document.model import Block, BoxLook, Cards, Document, Node, Notes, Tree

NOW = dt.datetime(2026, 11, 24, 16, 30)
HEAD = 6
"""The sheet's row, counted from 1, in which a list's heading stands."""
LONG = "Working group on the arrangements for information sharing between neighbouring boroughs"
NODES = (
    Node("b", "Board", None, (("Chair", "Lay member"), ("Members", "17")), "Board"),
    Node("t", "Training", "b", (("Members", "9"), ("Quorum", "a third")), "Subgroup"),
    Node("p", "Policy", "b", (), "Subgroup", BoxLook.BARRED),
    Node("e", LONG, "t", (("Chair", "=1+1"), ("Chair", "@SUM(A1)"), ("", "new in May"))),
    Node("c", "Community Safety Partnership"),
)


def read(*blocks: Block, title: str = "Structure of the board") -> Workbook:
    stream = BytesIO()
    write_xlsx(Document(title, "Board", blocks), stream, now=NOW)
    return openpyxl.load_workbook(stream)


def test_a_tree_is_a_list_with_a_column_for_each_label() -> None:
    tree = Tree("groups", "Groups", NODES, heading="Name", unsaid=("Members",))
    sheet = read(tree)["Groups"]
    heads, *rows = sheet.iter_rows(min_row=HEAD, values_only=True)
    assert heads == (
        "Level",
        "Name",
        "Kind",
        "Part of",
        "Chair",
        "Members",
        "Quorum",
        "Also",
    )
    assert rows == [
        (1, "Board", "Board", None, "Lay member", "17", None, None),
        (2, "Training", "Subgroup", "Board", None, "9", "a third", None),
        (3, LONG, None, "Training", "=1+1\n@SUM(A1)", None, None, "new in May"),
        (2, "Policy", "Subgroup", "Board", None, None, None, None),
        (1, "Community Safety Partnership", None, None, None, None, None, None),
    ]
    assert sheet["E9"].data_type == "s"


def test_titles_are_indented_by_their_level_and_find_room() -> None:
    sheet = read(Tree("groups", "Groups", NODES))["Groups"]
    assert [sheet.cell(HEAD + n, 2).alignment.indent for n in range(1, 6)] == [1, 2, 3, 2, 1]
    assert [sheet.cell(HEAD + n, 3).alignment.indent for n in range(1, 6)] == [1] * 5
    flat = read(Tree("groups", "Groups", (NODES[0],)))["Groups"]
    assert sheet.column_dimensions["B"].width > flat.column_dimensions["B"].width
    lines = -(-len(LONG) // int(sheet.column_dimensions["B"].width))
    assert sheet.row_dimensions[HEAD + 3].height >= 15 * lines


def test_a_trees_list_is_a_real_table_with_a_head_that_stays() -> None:
    sheet = read(Tree("groups", "Groups", NODES))["Groups"]
    (table,) = sheet.tables.values()
    assert table.ref == "A6:H11"
    assert table.autoFilter is not None
    assert sheet.freeze_panes == "C7"


def test_a_tree_without_a_title_has_the_documents() -> None:
    workbook = read(Tree("groups", "", NODES), Notes(("As at 31 March.",)))
    assert workbook.sheetnames == ["Contents", "Structure of the board"]
    sheet = workbook["Structure of the board"]
    assert sheet["A1"].value == "Structure of the board"
    assert "[1] As at 31 March." in [row[0].value for row in sheet.iter_rows()]
    links = [cell.hyperlink for row in workbook["Contents"].iter_rows() for cell in row]
    assert "'Structure of the board'!A1" in [link.location for link in links if link]


def test_columns_that_would_be_empty_are_left_out() -> None:
    sheet = read(Tree("groups", "Groups", (Node("a", "A"), Node("b", "B"))))["Groups"]
    assert list(sheet.iter_rows(min_row=HEAD, values_only=True)) == [
        ("Level", "Group"),
        (1, "A"),
        (1, "B"),
    ]
    empty = read(Tree("groups", "Groups", (), empty="There is no group."))["Groups"]
    assert empty["A7"].value == "There is no group."


def test_cards_are_a_list_with_a_column_for_each_line() -> None:
    cards = Cards(
        "labels",
        "Labels",
        L7160,
        (("Chair", "", "The Board"), ("Head Teacher", "Hill School", "1 Hill Road", "NF1 1AA")),
        ("Name", "Agency"),
        start=5,
        sheet_name="Address labels",
    )
    sheet = read(cards)["Address labels"]
    assert list(sheet.iter_rows(min_row=HEAD, values_only=True)) == [
        ("Name", "Agency", "Line 3", "Line 4"),
        ("Chair", None, "The Board", None),
        ("Head Teacher", "Hill School", "1 Hill Road", "NF1 1AA"),
    ]
    assert sheet["A1"].value == "Labels"
    (table,) = sheet.tables.values()
    assert table.ref == "A6:D8"
    assert sheet.freeze_panes == "B7"


def test_no_cards_are_a_list_that_says_so() -> None:
    sheet = read(Cards("labels", "Labels", L7160, (), ("Name",)))["Labels"]
    assert [sheet["A6"].value, sheet["A7"].value] == ["Name", "There are no cards."]
