"""The list of members: as on a day, section by section on paper, one list in the workbook."""

from __future__ import annotations

import datetime as dt

import pytest

from mscb_desktop.document.model import Cell, Document, Notes, RowKind
from mscb_desktop.reports import made
from mscb_desktop.reports.base import ReportError
from tests.mscb_desktop.reports.conftest import Listed, Printed
from tests.support.handed_over import BACK, FIRST, GAP, LAST, HandedOver


def membership(east: HandedOver, day: dt.date = LAST, group: str | None = None) -> Document:
    of = {"group": group} if group else {}
    return made(east.made.board, "membership", as_at=day, of=of)


@pytest.mark.parametrize(
    ("day", "name", "agency"),
    [
        (LAST, "Ben Brook", "Eastbrook Primary Care Trust"),
        (FIRST, "Cleo Cope", "Eastbrook Commissioning Group"),
        (GAP, "vacant since 01/09/2013", "Eastbrook Commissioning Group"),
        (BACK, "Hal Hythe (acting)", "Eastbrook Commissioning Group"),
    ],
)
def test_each_day_has_its_holder_and_its_agency(
    east: HandedOver, printed: Printed, listed: Listed, day: dt.date, name: str, agency: str
) -> None:
    document = membership(east, day)
    nurses = [row for row in listed(document, "Members") if row["Post"] == "Designated Nurse"]
    assert {(row["Name"], row["Agency"]) for row in nurses} == {(name, agency)}
    page = printed(document)
    others = {"Ben Brook", "Cleo Cope", "Hal Hythe", "vacant since 01/09/2013"} - {name}
    assert name in page
    assert agency in page
    assert not [other for other in others if other in page and other not in name]


def test_a_group_prints_as_its_list_is_read(east: HandedOver) -> None:
    (table,) = membership(east, group=east.partnership).tables()
    assert [column.heading for column in table.columns] == [
        "Post", "Agency", "Name", "As", "Vote", "Since",
    ]  # fmt: skip
    assert [row.cells[0] for row in table.rows if row.kind is RowKind.HEADING] == [
        "Health", "Police", "Local authority", "No sector", "Advisers", "In attendance",
    ]  # fmt: skip
    lines = [row for row in table.evaluated() if row[4]]
    assert [(row[0], row[3], row[4]) for row in lines] == [
        ("Independent Chair", "Chair", "yes"),
        ("Designated Nurse", None, "yes"),
        ("Commander", "Vice chair", "yes"),
        ("Inspector", "Deputy for Commander", "no"),
        ("Head of Early Help", None, "yes"),
        (None, None, "yes"),
        ("Solicitor", "Adviser", "no"),
        ("Administrator", "Minute taker", "no"),
    ]
    assert lines[0][5] == dt.date(2011, 4, 1)


def test_the_head_says_what_the_group_is(east: HandedOver, printed: Printed) -> None:
    document = membership(east, group=east.quality)
    assert document.title == "Quality Assurance Subgroup"
    assert document.subtitle == "Membership as at 31/03/2013 · 2 members; 1 with a vote"
    (table,) = document.tables()
    assert table.caption.splitlines() == [
        "Subgroup · reports to Eastbrook Safeguarding Children Partnership",
        "Chair: Ben Brook, Designated Nurse, Eastbrook Primary Care Trust",
    ]
    page = printed(membership(east, group=east.partnership))
    assert "Meets: Every two months" in page
    assert "Quorum: Half of the members with a vote (2 of 4)" in page
    assert "Vice chair: Commander, Borough Police" in page
    assert "5 members (1 vacant), 3 others" in page


def test_all_groups_stand_on_one_paper_under_the_boards_own_word(
    east: HandedOver, printed: Printed
) -> None:
    document = membership(east)
    assert document.title == "Partnership membership"
    assert document.subtitle == "as at 31/03/2013 · 2 groups"
    assert [table.title for table in document.tables()] == [
        "Eastbrook Safeguarding Children Partnership",
        "Quality Assurance Subgroup",
    ]
    assert "Partnership · 5 members (1 vacant), 3 others" in printed(document)


def test_a_remark_is_a_note_below_its_table(east: HandedOver) -> None:
    document = membership(east)
    (notes,) = (block for block in document.blocks if isinstance(block, Notes))
    assert notes.texts == ("Lay member, appointed by the Partnership.",)
    marked = [
        cell
        for table in document.tables()
        for row in table.rows
        for cell in row.cells
        if isinstance(cell, Cell) and cell.mark
    ]
    assert [(cell.value, cell.mark) for cell in marked] == [("Gita Garner", 1)]


def test_columns_of_which_nothing_is_known_are_left_away(east: HandedOver) -> None:
    group = east.made.group("Panel")
    east.made.member(group, east.made.post("Representative"))
    (table,) = membership(east, group=group).tables()
    assert [column.heading for column in table.columns] == ["Post", "Vote"]


def test_the_workbook_holds_one_list_of_all_and_the_facts_of_each_group(
    east: HandedOver, listed: Listed
) -> None:
    document = membership(east)
    members = listed(document, "Members")
    assert len(members) == 10
    assert {row["Group"] for row in members} == {
        "Eastbrook Safeguarding Children Partnership",
        "Quality Assurance Subgroup",
    }
    inspector = next(row for row in members if row["Post"] == "Inspector")
    assert (inspector["Role"], inspector["Stands in for"]) == ("Deputy", "Commander")
    vacant = next(row for row in members if row["Post"] == "Head of Early Help")
    assert vacant["Vacant since"] == dt.datetime(2013, 2, 1)
    lay = next(row for row in members if row["Name"] == "Gita Garner")
    assert (lay["Post"], lay["Remark"]) == (None, "Lay member, appointed by the Partnership.")
    groups = listed(document, "Groups")
    assert [(row["Members"], row["With a vote"], row["Vacant"]) for row in groups] == [
        (5, 4, 1),
        (2, 1, 0),
    ]


def test_who_left_or_was_abolished_is_still_named_with_that(
    east: HandedOver, printed: Printed
) -> None:
    group = east.made.group("Panel")
    east.made.member(group, east.made.person("Finn Frith", left_on=LAST))
    east.made.member(group, east.made.post("Clerk", ended=LAST))
    page = printed(membership(east, FIRST, group))
    assert "Finn Frith, left on 31/03/2013" in page
    assert "abolished on 31/03/2013" in page


def test_a_group_that_was_not_there_on_the_day_is_refused(east: HandedOver) -> None:
    group = east.made.group("Later Group", began=GAP)
    with pytest.raises(ReportError, match="There was no Later Group on 31/03/2013: choose another"):
        membership(east, group=group)
    with pytest.raises(ReportError, match="There is no group GR-0099"):
        membership(east, group="GR-0099")


def test_a_group_that_is_not_there_on_the_day_is_not_reported_to(east: HandedOver) -> None:
    east.made.change(east.partnership, ended=LAST)
    (table,) = membership(east, FIRST, east.quality).tables()
    assert table.caption.splitlines()[0] == "Subgroup"


def test_a_board_without_groups_says_so(east: HandedOver, printed: Printed) -> None:
    for group in (east.quality, east.partnership):
        east.made.change(group, ended=dt.date(2013, 1, 1))
    assert "There is no group on this day." in printed(membership(east))


def test_a_group_without_members_says_so(east: HandedOver, printed: Printed) -> None:
    page = printed(membership(east, group=east.made.group("Panel", kind="panel")))
    assert "Membership as at 31/03/2013 · no members" in page
    assert "Nobody is on it on this day." in page
