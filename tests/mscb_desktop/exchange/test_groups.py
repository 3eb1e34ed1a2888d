"""Posts, people, groups and memberships in a workbook: how they are called, what is refused."""

from __future__ import annotations

import datetime as dt
import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import openpyxl
import pytest

from db.board import Board
from db.queries.records import rows_by_ref
from mscb_desktop.boards import open_board
from mscb_desktop.exchange.applying import apply_import
from mscb_desktop.exchange.layout import layouts
from mscb_desktop.exchange.model import ImportPlan, RowState, ShownCell
from mscb_desktop.sample import make_sample
from tests.support.boards import clock
from tests.support.edited_workbooks import Exchange, add_row, column_of

PARTNERSHIP = "Eastbrook Safeguarding Children Partnership"
DIRECTOR = "Director of Children's Services, Eastbrook City Council"


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("groups") / "eastbrook.mscb"
    make_sample(path, name="eastbrook", clock=clock, who="Test")
    return path


@pytest.fixture
def board(sample: Path, tmp_path: Path) -> Iterator[Board]:
    shutil.copyfile(sample, tmp_path / "eastbrook.mscb")
    made = open_board(tmp_path / "eastbrook.mscb", clock=clock, who="Test")
    yield made
    made.close()


@pytest.fixture
def exchange(board: Board, tmp_path: Path) -> Exchange:
    return Exchange(board, tmp_path)


def row_of(book: openpyxl.Workbook, sheet: str, reference: str) -> int:
    """Find the row of a record."""
    return next(row[0].row for row in book[sheet].iter_rows(min_row=2) if row[0].value == reference)


def cells(book: openpyxl.Workbook, sheet: str, reference: str) -> dict[str, object]:
    heads = [cell.value for cell in book[sheet][1]]
    row = book[sheet][row_of(book, sheet, reference)]
    return {str(head): cell.value for head, cell in zip(heads, row, strict=True) if cell.value}


def refused(plan: ImportPlan) -> list[tuple[str, str | None, str]]:
    """List what is refused by sheet, heading and the value in the cell."""
    return [(cell.sheet, cell.heading, cell.value) for cell in plan.wrong]


def new(plan: ImportPlan) -> list[tuple[str, str]]:
    return [(row.kind, row.name) for row in plan.page(0, 99, {RowState.CREATE})]


def test_links_say_reference_and_whole_name(exchange: Exchange) -> None:
    book = openpyxl.load_workbook(exchange.write())
    assert cells(book, "Posts", "PT-0005") == {
        "Reference": "PT-0005",
        "Post": "Director of Children's Services",
        "Agency": "AG-0001 Eastbrook City Council",
    }
    assert cells(book, "Post holders", "HO-0008") == {
        "Reference": "HO-0008",
        "Post": f"PT-0005 {DIRECTOR}",
        "Held by": "PE-0001 Juniper Quill",
        "From": dt.datetime(2026, 1, 1),
        "To": dt.datetime(2026, 4, 12),
        "Remark": "Acting",
    }
    deputy = cells(book, "Memberships", "ME-0004")
    assert (deputy["Group"], deputy["Role"], deputy["Deputy for"]) == (
        f"GR-0001 {PARTNERSHIP}", "Deputy", f"ME-0002 {DIRECTOR}",
    )  # fmt: skip


@pytest.mark.parametrize(
    "typed",
    [
        DIRECTOR,
        "PT-0005",
        f"pt-0005 - {DIRECTOR}",
        "PT-0005 as it was called then",
    ],
)
def test_a_post_by_reference_or_name(exchange: Exchange, typed: str) -> None:
    plan = exchange.added("Memberships", {
        "Group": "CRP", "Post": typed, "Role": "Adviser",
    })  # fmt: skip
    assert plan.wrong == ()
    (made,) = (row for row in plan.rows if row.state is RowState.CREATE)
    assert (made.after["post"], made.after["board_group"]) == ("PT-0005", "GR-0008")


def test_a_title_that_posts_of_several_agencies_have_is_asked_about(exchange: Exchange) -> None:
    plan = exchange.added("Memberships", {
        "Group": "CRP", "Post": "Named Nurse", "Role": "Member",
    })  # fmt: skip
    assert refused(plan) == [("Memberships", "Post", "Named Nurse")]
    assert "More than one post is called 'Named Nurse'" in plan.wrong[0].message
    assert "PT-0022" in plan.wrong[0].message


def test_post_person_and_membership_may_all_be_new(exchange: Exchange, board: Board) -> None:
    def edit(book: openpyxl.Workbook) -> None:
        add_row(book["Agencies"], {"Name": "Eastbrook Library", "Short name": "Library"})
        add_row(book["Posts"], {"Post": "Children's Librarian", "Agency": "Library"})
        add_row(book["People"], {"Name": "Oona Pagett"})
        add_row(book["Post holders"], {
            "Post": "Children's Librarian, Eastbrook Library", "Held by": "Oona Pagett",
        })  # fmt: skip
        add_row(book["Groups"], {"Name": "Reading Group", "Reports to": "LDS"})
        add_row(book["Memberships"], {
            "Group": "Reading Group", "Post": "Children's Librarian, Library", "Role": "Member",
            "Office": "Chair",
        })  # fmt: skip
        add_row(book["Memberships"], {
            "Group": "Reading Group", "Person": "Fergus Tollhouse", "Role": "Deputy",
            "Deputy for": "Children's Librarian, Eastbrook Library",
        })  # fmt: skip
        # Sheets may stand in any order.
        book.move_sheet("Memberships", -book.sheetnames.index("Memberships"))

    plan = exchange.edited(edit)
    assert [str(cell) for cell in plan.wrong] == []
    expected = {
        "Agency": "Eastbrook Library",
        "Group": "Reading Group",
        "Post": "Children's Librarian, Eastbrook Library",
        "Person": "Oona Pagett",
        "Post holder": "Oona Pagett, Children's Librarian, Eastbrook Library",
    }
    in_order = [layout.record.title for layout in layouts().values()]
    assert new(plan) == [
        ("Membership", "Children's Librarian, Eastbrook Library"),
        ("Membership", "Fergus Tollhouse"),
        *sorted(expected.items(), key=lambda each: in_order.index(each[0])),
    ]
    assert apply_import(board, plan).wrong == ()
    book = openpyxl.load_workbook(exchange.write())
    sheet = book["Memberships"]
    last = [str(cell.value) for cell in sheet[sheet.max_row] if cell.value is not None]
    assert f"ME-{sheet.max_row - 2:04} Children's Librarian, Eastbrook Library" in last


def test_a_deputy_is_for_the_member_of_the_same_group(exchange: Exchange) -> None:
    """The director sits on two groups: the name alone means the one on the row's own group."""
    added = {"Post": "PT-0009", "Role": "Deputy", "Deputy for": DIRECTOR}
    for group, member in (("ESCP", "ME-0002"), ("Executive Group", "ME-0038")):
        plan = exchange.added("Memberships", {"Group": group, **added})
        assert [str(cell) for cell in plan.wrong] == []
        (made,) = (row for row in plan.rows if row.state is RowState.CREATE)
        assert made.after["deputy_for"] == member


def test_the_deputy_of_another_groups_member_stands_at_its_cell(exchange: Exchange) -> None:
    plan = exchange.added("Memberships", {
        "Group": "CRP", "Post": "PT-0009", "Role": "Deputy", "Deputy for": "ME-0002",
    })  # fmt: skip
    assert refused(plan) == [("Memberships", "Deputy for", f"ME-0002 {DIRECTOR}")]
    assert "member of another group" in plan.wrong[0].message


def test_a_membership_is_of_a_post_or_of_a_person(exchange: Exchange) -> None:
    plan = exchange.added(
        "Memberships",
        {"Group": "CRP", "Post": "PT-0009", "Person": "Fergus Tollhouse", "Role": "Member"},
        {"Group": "CRP", "Role": "Member"},
    )
    assert [(sheet, heading) for sheet, heading, _ in refused(plan)] == [
        ("Memberships", "Person"), ("Memberships", "Post"),
    ]  # fmt: skip
    assert "post or of a person" in plan.wrong[0].message


def unnamed(book: openpyxl.Workbook, *sheets: str) -> None:
    """Leave these sheets alone, without any reference: as somebody keeps such lists."""
    for name in book.sheetnames:
        if name not in sheets:
            del book[name]
            continue
        for row in book[name].iter_rows(min_row=2):
            row[0].value = None
            for cell in row:
                if isinstance(cell.value, str):
                    cell.value = re.sub(r"^[A-Z]{2}-[0-9]+ ", "", cell.value)


def test_lists_without_references_are_those_on_record(exchange: Exchange) -> None:
    """Members are known by group, post or person and role; holders and quorums by their links."""

    def edit(book: openpyxl.Workbook) -> None:
        unnamed(book, "Memberships", "Post holders", "Quorum requirements")
        sheet = book["Memberships"]
        sheet.cell(3, column_of(sheet, "Office")).value = "Vice chair"
        sheet.cell(4, column_of(sheet, "From")).value = None
        sheet = book["Quorum requirements"]
        sheet.cell(2, column_of(sheet, "At least")).value = 3

    plan = exchange.edited(edit)
    assert [str(cell) for cell in plan.wrong] == []
    assert new(plan) == []
    changed = plan.page(0, 9, {RowState.CHANGE})
    assert [(row.ref, row.cells) for row in changed] == [
        ("QS-0001", (ShownCell("At least", "1", "3"),)),
        ("ME-0002", (ShownCell("Office", "", "Vice chair"),)),
    ]
    assert all(row.by_name for row in changed)


def test_a_deputy_is_for_a_member_known_without_a_reference(exchange: Exchange) -> None:
    def edit(book: openpyxl.Workbook) -> None:
        unnamed(book, "Memberships")
        sheet = book["Memberships"]
        add_row(sheet, {
            "Group": PARTNERSHIP, "Post": "Reviewing Service Manager", "Role": "Deputy",
            "Deputy for": DIRECTOR,
        })  # fmt: skip

    plan = exchange.edited(edit)
    assert [str(cell) for cell in plan.wrong] == []
    (made,) = (row for row in plan.rows if row.state is RowState.CREATE)
    assert made.after["deputy_for"] == "ME-0002"


def test_a_member_once_more_after_the_last_day_is_a_new_membership(exchange: Exchange) -> None:
    """The lay member's time on the Partnership ended on 30/09/2026."""
    row = {"Group": PARTNERSHIP, "Person": "Philomena Gantry", "Role": "Member"}
    plan = exchange.added("Memberships", {**row, "From": "01/11/2026"})
    assert [str(cell) for cell in plan.wrong] == []
    assert new(plan) == [("Membership", "Philomena Gantry")]
    plan = exchange.added("Memberships", row)
    assert "is on this group as member already" in plan.wrong[0].message, "from when?"


def test_a_member_twice_in_a_list_without_references_stands_at_the_second_row(
    exchange: Exchange,
) -> None:
    row = {"Group": "CRP", "Post": "Principal Solicitor, Children", "Role": "Adviser"}

    def edit(book: openpyxl.Workbook) -> None:
        unnamed(book, "Memberships")
        add_row(book["Memberships"], row)

    plan = exchange.edited(edit)
    (cell,) = plan.wrong
    assert (cell.row, cell.heading) == (123, None)
    assert cell.message.startswith("ME-0113 Principal Solicitor, Children, Eastbrook City Council")
    assert "stands in row 114 of Memberships already" in cell.message


def test_two_new_rows_of_one_member_are_named_by_their_places(exchange: Exchange) -> None:
    row = {"Group": "Reading Group", "Post": "Librarian", "Role": "Member"}

    def edit(book: openpyxl.Workbook) -> None:
        add_row(book["Posts"], {"Post": "Librarian"})
        add_row(book["Groups"], {"Name": "Reading Group"})
        add_row(book["Memberships"], row)
        add_row(book["Memberships"], row)

    plan = exchange.edited(edit)
    (cell,) = plan.wrong
    assert cell.row == 124
    assert cell.message.startswith("'Librarian' is on this group as member already (row 123 of")
    assert "new:" not in cell.message


def test_days_and_quorums_are_refused_at_their_cells(exchange: Exchange) -> None:
    def edit(book: openpyxl.Workbook) -> None:
        sheet = book["Post holders"]
        number = row_of(book, "Post holders", "HO-0008")
        sheet.cell(number, column_of(sheet, "To")).value = "01/01/2020"
        add_row(book["Quorum requirements"], {"Group": "CRP", "At least": 1})
        add_row(book["Quorum requirements"], {"Group": "CRP", "Sector": "Police", "At least": 0})

    plan = exchange.edited(edit)
    assert refused(plan) == [
        ("Quorum requirements", "Sector", ""),
        ("Quorum requirements", "At least", "0"),
        ("Post holders", "To", "01/01/2020"),
    ]


def test_a_person_without_a_reference_is_changed_and_not_made_twice(
    exchange: Exchange, board: Board
) -> None:
    def edit(book: openpyxl.Workbook) -> None:
        sheet = book["People"]
        number = row_of(book, "People", "PE-0005")
        sheet.cell(number, 1).value = None
        sheet.cell(number, column_of(sheet, "Telephone")).value = "01632 960555"
        sheet.cell(number, column_of(sheet, "Email")).value = None

    plan = exchange.edited(edit)
    (shown,) = plan.page(0, 9, {RowState.CREATE, RowState.CHANGE, RowState.REFUSED})
    assert (shown.ref, shown.by_name) == ("PE-0005", True)
    assert shown.cells == (ShownCell("Telephone", "01632 960106", "01632 960555"),)
    assert apply_import(board, plan).wrong == ()
    with board.reading() as connection:
        stored = rows_by_ref(connection, "person", ["PE-0005"])["PE-0005"]
    assert stored["email"] == "ottoline.fern@example.org", "an empty cell says nothing"


def test_an_agency_merged_away_is_known_by_what_it_was_called(exchange: Exchange) -> None:
    plan = exchange.added("Agencies", {"Name": "Lantern Light Family Centre"})
    assert refused(plan) == [("Agencies", "Name", "Lantern Light Family Centre")]
    assert "is there already (AG-0013), and stands in row 14" in plan.wrong[0].message
