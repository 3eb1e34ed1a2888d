"""A sheet straight over a table: typing, adding, deleting, ordering and pasting of rows."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from decimal import Decimal
from pathlib import Path

import pytest

from db.board import Board
from db.changes import create
from db.fields import Value
from db.records.budget import Side
from mscb_desktop.budget.postings import posting_sheet
from mscb_desktop.sheet.clip import Cell
from mscb_desktop.sheet.model import NOWHERE, Edit, Row, RowKind, SheetPlan
from mscb_desktop.sheet.pasting import plan_paste
from mscb_desktop.sheet.table import NEW, TableSheet
from tests.support.boards import empty_board
from tests.support.partnership import Partnership

AGENCY_FIELDS = {"name": 0, "short_name": 12, "sector": 20, "successor": 20, "aliases": 20}


@pytest.fixture
def board(tmp_path: Path) -> Iterator[Board]:
    made = empty_board(tmp_path)
    made.apply(
        "Lines",
        [
            create("financial_year", "FY-0001", start_year=2012),
            *(
                create(
                    "budget_line",
                    ref,
                    year="FY-0001",
                    side="expenditure",
                    kind="expenditure",
                    position=position,
                    description=words,
                )
                for ref, position, words in (("BL-0001", 1, "Room hire"), ("BL-0002", 2, None))
            ),
        ],
    )
    yield made
    made.close()


@pytest.fixture
def postings(board: Board) -> TableSheet:
    return posting_sheet(board, "BL-0001", Side.EXPENDITURE)


@pytest.fixture
def agencies(board: Board) -> TableSheet:
    return TableSheet(board, "agency", AGENCY_FIELDS)


def do(board: Board, plan: SheetPlan) -> SheetPlan:
    """Apply a plan of which everything is taken."""
    assert plan.problems == ()
    board.apply(plan.what, plan.changes)
    return plan


def type_row(sheet: TableSheet, **typed: Value) -> str:
    """Type into the empty line cell by cell in one go; give the row's reference."""
    plan = do(sheet.board, sheet.edit([Edit(NEW, key, value) for key, value in typed.items()]))
    return plan.created[0]


def rows(sheet: TableSheet) -> Sequence[Row]:
    return sheet.page(0, sheet.count())


def column(sheet: TableSheet, key: str) -> list[Value]:
    return [row.values[key] for row in rows(sheet) if row.kind is not RowKind.NEW]


def problem(plan: SheetPlan) -> str:
    """Give the only problem of a plan that changes nothing."""
    assert plan.changes == ()
    (found,) = plan.problems
    return found.message


# Typing


def test_a_posting_typed_into_the_empty_line_is_paid(postings: TableSheet) -> None:
    ref = type_row(postings, dated="3 May 12", party="Ryman", amount="£1,234.5")
    row = rows(postings)[0]
    assert row.ref == ref
    assert row.values == {
        "dated": dt.date(2012, 5, 3),
        "party": "Ryman",
        "invoice": None,
        "amount": 123450,
        "state": "paid",
        "comment": None,
    }
    assert rows(postings)[1].kind is RowKind.NEW
    assert postings.board.next_undo() == "Posting added: Ryman"


def test_what_is_typed_goes_before_what_a_new_row_is_given(postings: TableSheet) -> None:
    type_row(postings, state="committed", amount="5")
    assert column(postings, "state") == ["committed"]


def test_one_cell_says_in_the_history_what_it_did(postings: TableSheet) -> None:
    ref = type_row(postings, party="Ryman")
    do(postings.board, postings.edit([Edit(ref, "amount", "12")]))
    assert postings.board.next_undo() == "Ryman: Amount 12.00"
    do(postings.board, postings.edit([Edit(ref, "amount", "")]))
    assert postings.board.next_undo() == "Ryman: Amount emptied"


def test_typing_what_stands_there_changes_nothing(postings: TableSheet) -> None:
    ref = type_row(postings, amount="12")
    assert postings.edit([Edit(ref, "amount", "12.00")]).changes == ()


def test_blanks_alone_make_no_row(postings: TableSheet) -> None:
    plan = postings.edit([Edit(NEW, "party", "  "), Edit(NEW, "amount", None)])
    assert (plan.changes, plan.problems, plan.created) == ((), (), ())


def test_what_can_be_read_is_taken_and_the_rest_is_named(postings: TableSheet) -> None:
    plan = postings.edit(
        [Edit(NEW, "party", "Ryman"), Edit(NEW, "amount", "abc"), Edit(NEW, "dated", "31/02/2012")]
    )
    assert [(found.ref, found.column) for found in plan.problems] == [
        (NEW, "amount"),
        (NEW, "dated"),
    ]
    assert len(plan.created) == 1


def test_a_required_cell_cannot_be_emptied(postings: TableSheet) -> None:
    ref = type_row(postings, amount="1")
    assert "State is needed" in problem(postings.edit([Edit(ref, "state", "")]))


def test_a_row_waits_for_what_it_needs(agencies: TableSheet) -> None:
    plan = agencies.edit([Edit(NEW, "short_name", "MPS")])
    assert problem(plan) == "Name is needed: type something here."
    assert (plan.problems[0].ref, plan.problems[0].column, plan.created) == (NEW, "name", ())
    assert type_row(agencies, short_name="MPS", name="Metropolitan Police") == "AG-0001"


def test_a_row_deleted_meanwhile_is_named(postings: TableSheet) -> None:
    ref = type_row(postings, amount="1")
    do(postings.board, postings.delete([ref]))
    assert "deleted meanwhile" in problem(postings.edit([Edit(ref, "amount", "2")]))


# Lookups


@pytest.fixture
def sectors(board: Board) -> TableSheet:
    sheet = TableSheet(board, "sector", {"name": 0})
    type_row(sheet, name="Health")
    type_row(sheet, name="Police")
    return sheet


@pytest.mark.parametrize("typed", ["Health", " health ", "SE-0001"])
def test_a_lookup_takes_a_name_or_a_reference(
    agencies: TableSheet, sectors: TableSheet, typed: str
) -> None:
    ref = type_row(agencies, name="CCG", sector=typed)
    row = rows(agencies)[0]
    assert (row.values["sector"], row.shown["sector"]) == ("SE-0001", "Health")
    do(agencies.board, agencies.edit([Edit(ref, "sector", "Police")]))
    assert rows(agencies)[0].shown["sector"] == "Police"
    assert agencies.board.next_undo() == "CCG: Sector Police"
    do(agencies.board, agencies.edit([Edit(ref, "sector", "")]))
    assert (rows(agencies)[0].values["sector"], agencies.board.next_undo()) == (
        None,
        "CCG: Sector emptied",
    )


def test_a_lookup_takes_another_name_of_the_record(agencies: TableSheet) -> None:
    type_row(agencies, name="Merton CCG", aliases="NHS Merton\nMCCG")
    ref = type_row(agencies, name="Sutton PCT", successor="mccg")
    assert ref == "AG-0002"
    assert column(agencies, "successor") == [None, "AG-0001"]


def test_a_name_that_is_not_there_says_the_remedy(agencies: TableSheet) -> None:
    ref = type_row(agencies, name="CCG")
    words = problem(agencies.edit([Edit(ref, "sector", "Heath")]))
    assert words == "There is no sector called 'Heath': choose one of the list, or add it."


def test_lookups_offer_names_and_other_cells_offer_nothing(
    agencies: TableSheet, sectors: TableSheet
) -> None:
    assert [s.label for s in agencies.suggest(NEW, "sector", "")] == ["Health", "Police"]
    assert [s.label for s in agencies.suggest(NEW, "sector", "hea")] == ["Health"]
    assert agencies.suggest(NEW, "name", "hea") == ()
    assert agencies.suggest("AG-0009", "sector", "hea") == ()


def test_a_new_record_of_a_lookup_is_one_change_with_its_cell(
    agencies: TableSheet, sectors: TableSheet
) -> None:
    ref = type_row(agencies, name="NSPCC")
    do(agencies.board, agencies.add_new(ref, "sector", " Voluntary "))
    assert rows(agencies)[0].shown["sector"] == "Voluntary"
    assert column(sectors, "name") == ["Health", "Police", "Voluntary"]
    assert agencies.board.next_undo() == "Sector added: Voluntary"
    agencies.board.undo()
    assert column(sectors, "name") == ["Health", "Police"]
    assert column(agencies, "sector") == [None]


def test_a_new_record_waits_with_the_row_that_needs_more(agencies: TableSheet) -> None:
    plan = agencies.add_new(NEW, "sector", "Voluntary")
    assert plan.changes == ()
    assert [found.column for found in plan.problems] == ["name"]


def test_a_cell_that_is_no_lookup_adds_nothing(agencies: TableSheet) -> None:
    ref = type_row(agencies, name="CCG")
    assert problem(agencies.add_new(ref, "name", "X"))


# Rows


def test_rows_are_deleted_and_come_back(postings: TableSheet) -> None:
    first, second = type_row(postings, party="A"), type_row(postings, party="B")
    do(postings.board, postings.delete([first]))
    assert postings.board.next_undo() == "Posting deleted: A"
    postings.board.undo()
    do(postings.board, postings.delete([second, NEW, first]))
    assert postings.board.next_undo() == "2 postings deleted"
    assert column(postings, "party") == []
    postings.board.undo()
    assert column(postings, "party") == ["A", "B"]


@pytest.mark.parametrize("refs", [[], [NEW]])
def test_there_is_nothing_to_delete_in_the_empty_line(
    postings: TableSheet, refs: list[str]
) -> None:
    assert problem(postings.delete(refs)) == "There is no row here to delete."


def test_rows_move_where_the_table_keeps_an_order(postings: TableSheet) -> None:
    refs = [type_row(postings, party=name) for name in "ABC"]
    do(postings.board, postings.move(refs[1:], -1))
    assert column(postings, "party") == ["B", "C", "A"]
    postings.board.undo()
    assert column(postings, "party") == ["A", "B", "C"]


@pytest.mark.parametrize("refs", [[], ["AG-0001"]])
def test_rows_by_name_do_not_move(agencies: TableSheet, refs: list[str]) -> None:
    type_row(agencies, name="CCG")
    assert "order of their names" in problem(agencies.move(refs, 1))


def test_empty_rows_are_not_inserted(postings: TableSheet) -> None:
    assert "adds a posting" in problem(postings.insert(NEW))


def test_pages_hold_every_row_once_and_the_empty_line_last(postings: TableSheet) -> None:
    for name in "ABCD":
        type_row(postings, party=name)
    for size in range(1, 7):
        shown = [row for start in range(0, 5, size) for row in postings.page(start, size)]
        assert [row.values["party"] for row in shown] == ["A", "B", "C", "D", None]
        assert shown[-1].ref == NEW


def test_postings_of_other_lines_are_other_lists(board: Board, postings: TableSheet) -> None:
    type_row(postings, party="A")
    other = posting_sheet(board, "BL-0002", Side.EXPENDITURE)
    assert (other.count(), postings.count()) == (1, 2)


# A closed year


def test_a_closed_list_is_read_and_not_changed(board: Board, postings: TableSheet) -> None:
    ref = type_row(postings, party="A")
    closed = posting_sheet(board, "BL-0001", Side.EXPENDITURE, "2012-13 is closed.")
    assert (closed.count(), len(rows(closed)), closed.read_only) == (1, 1, "2012-13 is closed.")
    assert rows(closed)[0].stores == {}
    for plan in (
        closed.edit([Edit(ref, "party", "B")]),
        closed.delete([ref]),
        closed.move([ref], 1),
        closed.insert(ref),
        closed.add_new(ref, "party", "B"),
    ):
        assert problem(plan) == "2012-13 is closed."


# Pasting


def clip(*table: str) -> tuple[tuple[Cell, ...], ...]:
    return tuple(tuple(Cell(text) for text in row.split("|")) for row in table)


def test_pasting_goes_over_the_rows_from_there_on_and_adds_the_rest(postings: TableSheet) -> None:
    refs = [type_row(postings, party=name, amount="1") for name in "ABC"]
    paste = plan_paste(postings, refs[1], "party", clip("X|1|2.50", "Y|2|3", "Z|3|4", "Z|4|5"))
    assert paste.problems == ()
    postings.board.apply(paste.plan.what, paste.plan.changes)
    assert column(postings, "party") == ["A", "X", "Y", "Z", "Z"]
    assert column(postings, "amount") == [100, 250, 300, 400, 500]
    assert [row.ref for row in rows(postings)][3:5] == list(paste.plan.created)
    postings.board.undo()
    assert column(postings, "party") == ["A", "B", "C"]


def test_exact_values_and_dates_are_pasted(postings: TableSheet) -> None:
    table = ((Cell("01/04/12", Decimal(41000)), Cell("R"), Cell("1.10"), Cell("3", Decimal("3"))),)
    paste = plan_paste(postings, NEW, "dated", table)
    assert paste.problems == ()
    postings.board.apply(paste.plan.what, paste.plan.changes)
    row = rows(postings)[0].values
    assert (row["dated"], row["invoice"], row["amount"]) == (dt.date(2012, 4, 1), "1.10", 300)


def test_a_pasted_row_that_lacks_what_it_needs_leaves_the_others_in_place(
    agencies: TableSheet,
) -> None:
    table = clip("Name|Short name", "CCG|C", "|MPS", "a\x07b|X", "Police|P")
    paste = plan_paste(agencies, NEW, "name", table)
    agencies.board.apply(paste.plan.what, paste.plan.changes)
    assert column(agencies, "short_name") == ["C", "P"]
    assert paste.taken == 2
    assert sorted({found.number for found in paste.problems if found.number}) == [3, 4]


def test_the_place_of_a_row_is_where_the_pages_show_it(tmp_path: Path) -> None:
    made = Partnership.empty(tmp_path)
    agencies = [made.agency(name) for name in ("ash", "Birch", "Cedar", "birch")]
    for title, agency in (("Head", 0), ("Nurse", 1), ("Head", 2), ("head", 0)):
        made.post(title, agencies[agency])
    for table, fields in (("agency", {"name": 0}), ("post", {"title": 0, "agency": 10})):
        sheet = TableSheet(made.board, table, fields)
        for holding in ("", "a", "head ash", "nobody"):
            sheet.holding = holding
            shown = [row.ref for row in sheet.page(0, 50)]
            assert [sheet.place_of(ref) for ref in shown] == list(range(len(shown)))
    sheet.holding = "nurse"
    assert sheet.place_of("PT-0001") == NOWHERE
    assert sheet.place_of(NEW) == NOWHERE
    assert sheet.place_of("PT-0099") == NOWHERE
    sectors = [made.sector(name) for name in ("Health", "Police", "Art")]
    ordered = TableSheet(made.board, "sector", {"name": 0})
    assert [ordered.place_of(ref) for ref in sectors] == [0, 1, 2]
    made.board.close()


def test_a_row_is_called_by_its_name_wherever_that_stands(board: Board) -> None:
    made = Partnership(board)
    trust = made.agency("Hill Trust", short_name="HT")
    sheet = TableSheet(board, "agency", {"short_name": 12, "name": 0})
    (row,) = (each for each in sheet.page(0, 9) if each.ref == trust)
    assert sheet.row_label(row) == "Hill Trust"
    assert sheet.edit([Edit(trust, "short_name", "HTR")]).what == "Hill Trust: Short name HTR"
    assert TableSheet(board, "agency", {"short_name": 12}).row_label(row) == "Hill Trust"
