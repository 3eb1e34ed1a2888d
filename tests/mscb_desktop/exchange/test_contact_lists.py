"""Lists of contacts as people keep them: people, their posts, and the same list once more."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from pathlib import Path

import openpyxl
import pytest
from sqlalchemy import select

from db.board import Board
from db.changes import Change, create
from db.records import RECORDS
from mscb_desktop.exchange.applying import apply_import
from mscb_desktop.exchange.mapping import (
    SheetMapping,
    guess,
    keep,
    with_field,
    with_table,
)
from mscb_desktop.exchange.mapping_store import MappingStore
from mscb_desktop.exchange.model import ImportPlan, RowState, ShownCell
from mscb_desktop.exchange.planning import plan_import
from mscb_desktop.exchange.workbook import SheetCells, Workbook, read_workbook
from mscb_desktop.guards import GUARDS
from tests.support.boards import empty_board

HEADINGS = ("Name", "Job title", "Organisation", "E-mail", "Mobile", "Notes")
ANN = ("Ann Alder", "Head of Education", "LBM", "ann@example.org", "01632 960001", "ring first")
BEN = ("Ben Birch", "Designated Nurse", "Northern Trust", "ben@example.org", None, None)
CLEO = ("Cleo Cope", None, "LB Merton", "cleo@example.org", None, None)
LIST = (("Our contacts, June 2013",), (), HEADINGS, ANN, BEN, CLEO)


@pytest.fixture
def board(tmp_path: Path) -> Iterator[Board]:
    made = empty_board(tmp_path, GUARDS)
    made.new_refs("agency", 3)
    made.apply(
        "Made",
        [
            create("agency", "AG-0001", name="LB Merton", aliases="LBM\nMerton Council"),
            create("agency", "AG-0002", name="Northern Trust"),
            create("agency", "AG-0003", name="Southern Trust"),
        ],
    )
    yield made
    made.close()


class List:
    """A workbook of one sheet, taken for people."""

    def __init__(self, board: Board, folder: Path) -> None:
        self.board, self.folder = board, folder

    def sheet(self, rows: Sequence[Sequence[object]]) -> SheetCells:
        book = openpyxl.Workbook()
        active = book.active
        assert active is not None
        active.title = "Contacts"
        for row in rows:
            active.append(list(row))
        book.save(self.folder / "contacts.xlsx")
        (found,) = read_workbook(self.folder / "contacts.xlsx").sheets
        return found

    def plan(self, *rows: Sequence[object], mapping: SheetMapping | None = None) -> ImportPlan:
        sheet = self.sheet(rows)
        with self.board.reading() as connection:
            return plan_import(
                connection,
                Workbook((sheet,)),
                "contacts.xlsx",
                mappings=[mapping or guess(sheet)],
            )

    def take(self, *rows: Sequence[object]) -> None:
        plan = self.plan(*rows)
        assert [str(cell) for cell in plan.wrong] == []
        assert apply_import(self.board, plan).wrong == ()


@pytest.fixture
def contacts(board: Board, tmp_path: Path) -> List:
    return List(board, tmp_path)


def rows(board: Board, table: str) -> list[dict[str, object]]:
    with board.reading() as connection:
        found = connection.execute(select(RECORDS[table].table)).mappings()
        return [{name: value for name, value in row.items() if value is not None} for row in found]


def states(plan: ImportPlan) -> list[tuple[str, str, RowState]]:
    return [(row.kind, row.name, row.state) for row in plan.page(0, 99)]


def test_it_is_guessed_by_its_headings(contacts: List) -> None:
    mapping = guess(contacts.sheet(LIST))
    assert (mapping.table, mapping.heading_row) == ("person", 3)
    assert {column.heading: column.field for column in mapping.columns} == {
        "Name": "name",
        "Job title": "held_post",
        "Organisation": "agency",
        "E-mail": "email",
        "Mobile": "phone",
        "Notes": None,
    }
    assert mapping.missing == ()


@pytest.mark.parametrize(
    ("headings", "table"),
    [
        (("Full name", "Position", "Employer", "Email address", "Tel"), "person"),
        (("Contact", "Agency", "Phone no"), "person"),
        (("Name", "Organization", "Mail"), "person"),
        (("Name", "Job title"), "person"),
        (("Organisation", "Contact name", "Job title", "Tel"), "agency"),
        (("Contact name", "Job title", "Organisation", "Tel"), "person"),
        (("Organisation", "Sector", "E-mail", "Tel no"), "agency"),
        (("Post", "Held by", "From", "To"), "holding"),
        (("Subgroup", "Job title", "Role", "Member since"), "membership"),
    ],
)
def test_other_words_for_the_same(contacts: List, headings: tuple[str, ...], table: str) -> None:
    mapping = guess(contacts.sheet([headings, tuple("x" * len(headings))]))
    assert mapping.table == table
    assert all(column.field for column in mapping.columns), mapping.columns


def test_a_row_is_a_person_a_post_and_who_holds_it(contacts: List, board: Board) -> None:
    plan = contacts.plan(*LIST)
    assert states(plan) == [
        ("Person", "Ann Alder", RowState.CREATE),
        ("Person", "Ben Birch", RowState.CREATE),
        ("Person", "Cleo Cope", RowState.CREATE),
        ("Post", "Head of Education, LB Merton", RowState.CREATE),
        ("Post", "Designated Nurse, Northern Trust", RowState.CREATE),
        ("Post holder", "Ann Alder, Head of Education, LB Merton", RowState.CREATE),
        ("Post holder", "Ben Birch, Designated Nurse, Northern Trust", RowState.CREATE),
    ]
    assert [str(column) for column in plan.unknown_columns] == [
        "Contacts, column F, 'Notes': left out (1 filled cell)."
    ]
    assert {(row.sheet, row.number) for row in plan.page(3, 4)} == {
        ("Contacts", 4),
        ("Contacts", 5),
    }
    assert [(found.name, found.kind, dict(found.counts)) for found in plan.sheets] == [
        ("Contacts", "People", {RowState.CREATE: 7})
    ]
    contacts.take(*LIST)
    people = {row["name"]: row for row in rows(board, "person")}
    assert people["Ann Alder"] == {
        "ref": "PE-0001", "name": "Ann Alder", "email": "ann@example.org",
        "phone": "01632 960001",
    }  # fmt: skip
    assert people["Cleo Cope"]["agency"] == "AG-0001", "no post says where she works"
    assert [(row["title"], row["agency"]) for row in rows(board, "post")] == [
        ("Head of Education", "AG-0001"), ("Designated Nurse", "AG-0002"),
    ]  # fmt: skip
    assert [(row["post"], row["person"]) for row in rows(board, "holding")] == [
        ("PT-0001", "PE-0001"), ("PT-0002", "PE-0002"),
    ]  # fmt: skip
    assert board.next_undo() == "Import of contacts.xlsx: 7 rows"


def test_the_same_list_once_more_makes_nothing_twice(contacts: List) -> None:
    contacts.take(*LIST)
    plan = contacts.plan(*LIST)
    assert plan.wrong == ()
    assert plan.count({RowState.SAME}) == plan.count() == 7
    assert not plan.changes_something


def test_what_differs_is_shown_side_by_side_and_nothing_is_emptied(
    contacts: List, board: Board
) -> None:
    contacts.take(*LIST)
    plan = contacts.plan(
        HEADINGS, ("ann  ALDER", "head of education", "Merton Council", None, "01632 960777", None)
    )
    (shown,) = plan.page(0, 9, {RowState.CHANGE})
    assert (shown.ref, shown.name, shown.by_name) == ("PE-0001", "Ann Alder", True)
    assert shown.cells == (ShownCell("Telephone", "01632 960001", "01632 960777"),)
    assert plan.count({RowState.SAME}) == 2, "the post and who holds it, by other names"
    assert apply_import(board, plan).wrong == ()
    ann = rows(board, "person")[0]
    assert (ann["name"], ann["email"], ann["phone"]) == (
        "Ann Alder", "ann@example.org", "01632 960777",
    )  # fmt: skip


def test_other_names_find_a_person_too(contacts: List, board: Board) -> None:
    contacts.take(*LIST)
    board.apply(
        "Merged", [Change("person", "PE-0001", {"other_names": None}, {"other_names": "A. Alder"})]
    )
    plan = contacts.plan(HEADINGS, ("A. Alder", "Head of Education", "LBM", None, None, None))
    assert plan.count({RowState.SAME}) == plan.count() == 3


def test_a_name_that_several_have_is_asked_about(contacts: List, board: Board) -> None:
    board.apply("Two", [create("person", f"PE-000{n}", name="Ann Alder") for n in (1, 2)])
    plan = contacts.plan(HEADINGS, ANN)
    person, holder = plan.wrong
    assert (person.heading, person.value) == ("Name", "Ann Alder")
    assert "put the reference of the one that is meant into the row (PE-0001, PE-0002)" in (
        person.message
    )
    assert (holder.heading, holder.value) == ("Held by", "Ann Alder")


def test_a_reference_says_which_is_meant(contacts: List, board: Board) -> None:
    board.apply("Two", [create("person", f"PE-000{n}", name="Ann Alder") for n in (1, 2)])
    contacts.take(("Reference", *HEADINGS), ("PE-0002", *ANN))
    assert [row["person"] for row in rows(board, "holding")] == ["PE-0002"]


def test_somebody_listed_twice(contacts: List, board: Board) -> None:
    again = (*ANN[:1], "Governor", "LBM", *ANN[3:])
    contacts.take(HEADINGS, ANN, again)
    assert [row["name"] for row in rows(board, "person")] == ["Ann Alder"]
    assert len(rows(board, "post")) == len(rows(board, "holding")) == 2
    plan = contacts.plan(HEADINGS, ANN, (*ANN[:3], "other@example.org", None, None))
    assert [(cell.row, cell.heading) for cell in plan.wrong] == [(3, "Name")]
    assert "is there already (PE-0001), and stands in row 2" in plan.wrong[0].message


def test_two_new_people_of_one_name(contacts: List) -> None:
    plan = contacts.plan(HEADINGS, CLEO, (*CLEO[:3], "other@example.org", None, None))
    (cell,) = plan.wrong
    assert cell.message.startswith("'Cleo Cope' stands in row 2 of Contacts already")


@pytest.mark.parametrize("name", [None, "Vacant", "VACANCY", "tbc"])
def test_a_post_without_a_name_is_a_post(contacts: List, board: Board, name: str | None) -> None:
    contacts.take(HEADINGS, (name, "Named Doctor", "Northern Trust", None, None, None))
    assert rows(board, "person") == rows(board, "holding") == []
    assert [row["title"] for row in rows(board, "post")] == ["Named Doctor"]


def test_a_post_that_somebody_else_holds_is_handed_over_and_not_overwritten(
    contacts: List, board: Board
) -> None:
    contacts.take(*LIST)
    plan = contacts.plan(HEADINGS, ("Dev Dunn", *ANN[1:3], None, None, None))
    (cell,) = plan.wrong
    assert (cell.row, cell.heading, cell.value) == (
        2, "Post", "PT-0001 Head of Education, LB Merton",
    )  # fmt: skip
    assert "'Ann Alder' holds this post: use Hand over" in cell.message
    assert states(plan)[0] == ("Person", "Dev Dunn", RowState.CREATE)

    ended = {"ended": dt.date(2013, 3, 31)}
    board.apply("Left", [Change("holding", "HO-0001", {"ended": None}, ended)])
    (cell,) = contacts.plan(HEADINGS, ("Dev Dunn", *ANN[1:3], None, None, None)).wrong
    assert "'Ann Alder' held this post before: say in the program from which day" in cell.message


def test_an_agency_that_is_not_there_is_named_at_its_cell(contacts: List) -> None:
    plan = contacts.plan(HEADINGS, (*ANN[:2], "Nowhere Ltd", *ANN[3:]), ("Eve Elm", None, "Nil"))
    assert [(cell.row, cell.heading, cell.value) for cell in plan.wrong[:2]] == [
        (3, "Works at", "Nil"), (2, "Agency", "Nowhere Ltd"),
    ]  # fmt: skip
    assert "There is no agency called 'Nowhere Ltd'" in plan.wrong[1].message


def test_people_alone_where_the_posts_are_left_out(contacts: List, board: Board) -> None:
    mapping = with_field(guess(contacts.sheet(LIST)), 1, None)
    plan = contacts.plan(*LIST, mapping=mapping)
    assert [kind for kind, _, _ in states(plan)] == ["Person"] * 3
    assert apply_import(board, plan).wrong == ()
    assert [row["agency"] for row in rows(board, "person")] == ["AG-0001", "AG-0002", "AG-0001"]


def test_what_was_said_of_posts_is_kept(contacts: List, tmp_path: Path) -> None:
    store = MappingStore(tmp_path / "mappings.json")
    sheet = contacts.sheet(LIST)
    keep(with_field(guess(sheet), 5, "held_post"), store)
    found = guess(sheet, store)
    assert [column.field for column in found.columns] == [
        "name", None, "agency", "email", "phone", "held_post",
    ]  # fmt: skip


def test_a_list_of_agencies_comes_in_twice(contacts: List, board: Board) -> None:
    lines = (("Organisation", "Tel"), ("LBM", "01632 960002"), ("Western Trust", None))
    mapping = with_table(guess(contacts.sheet(lines)), "agency")
    first = contacts.plan(*lines, mapping=mapping)
    assert [(row.ref, row.state) for row in first.page(0, 9)] == [
        ("AG-0001", RowState.CHANGE), (None, RowState.CREATE),
    ]  # fmt: skip
    apply_import(board, first)
    again = contacts.plan(*lines, mapping=mapping)
    assert again.count({RowState.SAME}) == again.count() == 2
    assert rows(board, "agency")[0]["name"] == "LB Merton"


def test_posts_of_one_title_are_told_apart_by_their_agencies(contacts: List, board: Board) -> None:
    contacts.take(HEADINGS, BEN)
    plan = contacts.plan(HEADINGS, ("Cy Cedar", "Designated Nurse", "Southern Trust"))
    assert [row for row in states(plan) if row[0] == "Post"] == [
        ("Post", "Designated Nurse, Southern Trust", RowState.CREATE)
    ]
    whole = contacts.plan(HEADINGS[:2], ("Ben Birch", "Designated Nurse, Northern Trust"))
    assert whole.count({RowState.SAME}) == whole.count() == 3


@pytest.mark.parametrize(
    ("headings", "row"),
    [
        (("Surname, Forename", "Job title"), ("Alder, Ann", "Governor")),
        (("Surname", "Forename", "Job title"), ("Alder", "Ann", "Governor")),
        (("First name", "Last name", "Job title"), ("Ann", "Alder", "Governor")),
        (("Name", "Job title"), ("Alder,  Ann", "Governor")),
        (("Name", "Job title"), ("Ann Alder", "Governor")),
    ],
)
def test_the_name_is_one_and_begins_with_the_forename(
    contacts: List, board: Board, headings: tuple[str, ...], row: tuple[str, ...]
) -> None:
    others = {"Alder": "Birch", "Ann": "Ben", "Ann Alder": "Ben Birch"}
    other = tuple(others.get(cell, cell.replace("Alder,  Ann", "Birch, Ben")) for cell in row)
    contacts.take(headings, row, other)
    names = [found["name"] for found in rows(board, "person")]
    assert names[0] == "Ann Alder"
    again = contacts.plan(headings, row, other)
    assert again.count({RowState.SAME}) == again.count()


def test_a_degree_behind_a_comma_is_no_forename(contacts: List, board: Board) -> None:
    contacts.take(("Name", "E-mail"), ("Ann Alder, MBE", "a@example.org"), ("Ben Birch, PhD", None))
    assert [row["name"] for row in rows(board, "person")] == ["Ann Alder, MBE", "Ben Birch, PhD"]


def test_a_second_telephone_stands_behind_the_first(contacts: List, board: Board) -> None:
    contacts.take(
        ("Name", "Tel", "Mobile"),
        ("Ann Alder", "01632 960001", "01632 960002"),
        ("Ben Birch", None, "01632 960003"),
        ("Cleo Cope", "01632 960004", "01632 960004"),
    )
    assert [row["phone"] for row in rows(board, "person")] == [
        "01632 960001, 01632 960002", "01632 960003", "01632 960004",
    ]  # fmt: skip


def test_agencies_that_stand_there_again_and_again_are_those_of_people(
    contacts: List, board: Board
) -> None:
    """The agency comes first, as in many offices."""
    headings = ("Organisation", "Contact name", "Job title", "E-mail")
    lines = (
        ("Contacts of the Board",),
        headings,
        ("LBM", "Ann Alder", "Head of Education", "ann@example.org"),
        (),
        ("LBM", "Ben Birch", "Head of Housing", None),
    )
    mapping = guess(contacts.sheet(lines))
    assert (mapping.table, [column.field for column in mapping.columns]) == (
        "person", ["agency", "name", "held_post", "email"],
    )  # fmt: skip
    assert guess(contacts.sheet(lines[:3])).table == "agency"
    contacts.take(*lines)
    assert [(row["title"], row["agency"]) for row in rows(board, "post")] == [
        ("Head of Education", "AG-0001"), ("Head of Housing", "AG-0001"),
    ]  # fmt: skip


def test_how_to_reach_a_post_without_a_name_is_kept(contacts: List, board: Board) -> None:
    line = (None, "Duty Desk", "Northern Trust", "desk@example.org", "01632 960009", None)
    contacts.take(HEADINGS, ANN, line)
    posts = {row["title"]: row for row in rows(board, "post")}
    assert posts["Duty Desk"]["email"] == "desk@example.org"
    assert posts["Duty Desk"]["phone"] == "01632 960009"
    assert "email" not in posts["Head of Education"], "that is hers"
    again = contacts.plan(HEADINGS, ANN, line)
    assert again.count({RowState.SAME}) == again.count()


def test_a_namesake_who_cannot_be_taken_holds_no_post(contacts: List) -> None:
    contacts.take(HEADINGS, ANN)
    other = ("Ann Alder", "Named Doctor", "Northern Trust", "other@example.org", None, None)
    plan = contacts.plan(HEADINGS, ANN, other)
    assert [(cell.row, cell.heading) for cell in plan.wrong] == [(3, "Name"), (3, "Held by")]


def test_a_post_of_an_agency_that_was_succeeded_is_its_successors(
    contacts: List, board: Board
) -> None:
    contacts.take(HEADINGS, BEN)
    none = {"successor": None, "succeeded_on": None}
    after = {"successor": "AG-0003", "succeeded_on": dt.date(2013, 4, 1)}
    board.apply("Succeeded", [Change("agency", "AG-0002", none, after)])
    plan = contacts.plan(HEADINGS, ("Ben Birch", "Designated Nurse", "Southern Trust"))
    assert plan.count({RowState.SAME}) == plan.count() == 3


def test_and_is_an_ampersand(contacts: List, board: Board) -> None:
    board.apply("Post", [create("post", "PT-0001", title="MASH & CP Manager", agency="AG-0001")])
    plan = contacts.plan(HEADINGS, (None, "MASH and CP Manager", "LBM", None, None, None))
    assert plan.count({RowState.SAME}) == plan.count() == 1
