"""The structure: which group reports to which, as a tree and as a list."""

from __future__ import annotations

from mscb_desktop.document.model import BoxLook, Tree
from mscb_desktop.reports import made
from tests.mscb_desktop.reports.conftest import Listed, Printed
from tests.support.handed_over import FIRST, LAST, HandedOver


def test_each_group_stands_below_the_one_it_reports_to(east: HandedOver) -> None:
    document = made(east.made.board, "structure", as_at=FIRST)
    assert document.title == "Structure of the Partnership"
    assert document.subtitle == "as at 01/04/2013 · 3 groups"
    (tree,) = document.blocks
    assert isinstance(tree, Tree)
    assert [(level, node.title, node.kind) for level, node in tree.walk()] == [
        (1, "Eastbrook Safeguarding Children Partnership", "Partnership"),
        (2, "Quality Assurance Subgroup", "Subgroup"),
        (3, "Neglect Working Group", "Working group"),
    ]
    assert tree.roots[0].look is BoxLook.FILLED
    assert dict(tree.nodes[1].lines) == {
        "Chair": "Cleo Cope, Designated Nurse, CCG",
        "Members": "2 members; 1 with a vote",
    }


def test_a_group_that_begins_later_is_not_there_and_one_whose_group_ended_stands_alone(
    east: HandedOver,
) -> None:
    east.made.change(east.partnership, ended=LAST)
    (tree,) = made(east.made.board, "structure", as_at=FIRST).blocks
    assert isinstance(tree, Tree)
    assert [node.title for node in tree.roots] == ["Quality Assurance Subgroup"]
    (before,) = made(east.made.board, "structure", as_at=LAST).blocks
    assert isinstance(before, Tree)
    assert "Neglect Working Group" not in [node.title for node in before.nodes]


def test_it_is_read_back_from_paper_and_workbook(
    east: HandedOver, printed: Printed, listed: Listed
) -> None:
    document = made(east.made.board, "structure", as_at=FIRST)
    page = printed(document)
    assert "Neglect Working Group" in page
    assert "5 members (1 vacant), 3 others" in page
    rows = listed(document, "Structure")
    assert [row["Part of"] for row in rows] == [
        None,
        "Eastbrook Safeguarding Children Partnership",
        "Quality Assurance Subgroup",
    ]
    assert rows[0]["Quorum"] == "Half of the members with a vote (2 of 4)"
