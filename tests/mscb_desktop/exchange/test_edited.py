"""A workbook edited by hand: what each edit changes, and what stays as it was."""

from __future__ import annotations

import datetime as dt

import openpyxl
import pytest

from db.board import Board
from db.changes import Values
from db.queries.records import rows_by_ref
from mscb_desktop.exchange.applying import apply_import
from mscb_desktop.exchange.model import ImportPlan, RowState, ShownCell, UnknownColumn
from tests.support.edited_workbooks import Exchange, add_row, column_of
from tests.support.merton import AGENCIES, RECORDS_IN_ALL

CHANGED = {RowState.CREATE, RowState.CHANGE, RowState.REFUSED}


COUNCIL = (
    "LBM\nLondon Borough of Merton\n"
    "London Borough of Merton Children Schools and Family Directorate\n"
    "London Borough of Merton Housing Services"
)
"""The other names of the council."""


def changed(plan: ImportPlan) -> list[tuple[str, tuple[ShownCell, ...]]]:
    """Give the rows that are not the same, as (reference or name, cells)."""
    assert plan.wrong == ()
    return [(row.ref or row.name, row.cells) for row in plan.page(0, 999, CHANGED)]


def row(board: Board, table: str, ref: str) -> Values:
    with board.reading() as connection:
        return rows_by_ref(connection, table, [ref])[ref]


def applied(board: Board, plan: ImportPlan) -> None:
    assert [str(cell) for cell in plan.wrong] == []
    done = apply_import(board, plan)
    assert [str(cell) for cell in done.wrong] == []
    assert done.entry is not None


def test_an_untouched_workbook_changes_nothing(exchange: Exchange) -> None:
    exchange.write()
    plan = exchange.plan()
    assert plan.count({RowState.SAME}) == plan.count() == RECORDS_IN_ALL
    assert not plan.changes_something
    assert (plan.unknown_sheets, plan.unknown_columns) == ((), ())
    assert apply_import(exchange.board, plan).entry is None


def test_a_changed_cell_is_shown_before_and_after(exchange: Exchange, merton: Board) -> None:
    plan = exchange.cells("Agencies", {(2, "Name"): "London Borough of Merton"})
    (shown,) = plan.page(0, 9, {RowState.CHANGE})
    assert (shown.ref, shown.name, shown.kind, shown.sheet, shown.number) == (
        "AG-0001", "LB Merton", "Agency", "Agencies", 2,
    )  # fmt: skip
    assert shown.cells == (ShownCell("Name", "LB Merton", "London Borough of Merton"),)
    applied(merton, plan)
    assert row(merton, "agency", "AG-0001")["name"] == "London Borough of Merton"


def test_columns_may_stand_in_any_order(exchange: Exchange, merton: Board) -> None:
    def turn(book: openpyxl.Workbook) -> None:
        sheet = book["Agencies"]
        rows = [[cell.value for cell in row] for row in sheet.iter_rows()]
        sheet.delete_rows(1, sheet.max_row)
        for number, cells in enumerate(rows, 1):
            for at, value in enumerate(reversed(cells), 1):
                sheet.cell(number, at).value = value
        sheet.cell(3, column_of(sheet, "Email")).value = "pct@example.org"

    plan = exchange.edited(turn)
    assert changed(plan) == [("AG-0002", (ShownCell("Email", "", "pct@example.org"),))]


def test_columns_that_are_no_field_are_named_and_left_alone(exchange: Exchange) -> None:
    def add(book: openpyxl.Workbook) -> None:
        sheet = book["Sectors"]
        sheet["C1"], sheet["C2"], sheet["C4"] = "My remarks", "ring them", 7
        sheet["E3"] = "stray"

    plan = exchange.edited(add)
    assert changed(plan) == []
    assert plan.unknown_columns == (
        UnknownColumn("Sectors", "My remarks", "C", 2),
        UnknownColumn("Sectors", "", "E", 1),
    )


def test_a_second_column_of_a_field_is_left_alone(exchange: Exchange) -> None:
    def add(book: openpyxl.Workbook) -> None:
        book["Sectors"]["C1"], book["Sectors"]["C2"] = "name", "Other words"

    plan = exchange.edited(add)
    assert changed(plan) == []
    assert plan.unknown_columns == (UnknownColumn("Sectors", "name", "C", 1),)


def test_a_missing_column_leaves_its_field_untouched(exchange: Exchange, merton: Board) -> None:
    def drop(book: openpyxl.Workbook) -> None:
        sheet = book["Agencies"]
        sheet.delete_cols(column_of(sheet, "Sector"))
        sheet.cell(2, column_of(sheet, "Other names")).value = None

    plan = exchange.edited(drop)
    assert changed(plan) == [("AG-0001", (ShownCell("Other names", COUNCIL, ""),))]
    applied(merton, plan)
    assert row(merton, "agency", "AG-0001")["aliases"] is None
    assert row(merton, "agency", "AG-0001")["sector"] == "SE-0004"


def test_rows_that_are_gone_from_the_sheet_are_not_deleted(exchange: Exchange) -> None:
    def drop(book: openpyxl.Workbook) -> None:
        book["Agencies"].delete_rows(2, 4)
        del book["Sectors"]

    plan = exchange.edited(drop)
    assert changed(plan) == []
    assert plan.count(sheet="Agencies") == AGENCIES - 4


def test_titles_above_the_headings_are_passed_over(exchange: Exchange) -> None:
    def title(book: openpyxl.Workbook) -> None:
        book["Agencies"].insert_rows(1, 3)
        book["Agencies"]["A1"] = "Partners of the board"
        book["Agencies"]["B2"] = "as of June"
        book["Agencies"]["E5"] = "LBM\nMerton Council"

    plan = exchange.edited(title)
    (shown,) = plan.page(0, 9, CHANGED)
    assert (shown.ref, shown.number) == ("AG-0001", 5)


@pytest.mark.parametrize(
    ("typed", "pence", "shown"),
    [
        ("(4,581.00)", -458100, "−4,581.00"),
        ("£1,234.5", 123450, "1,234.50"),
        (1234.56, 123456, "1,234.56"),
        (0.1 + 0.2, 30, "0.30"),
        (7, 700, "7.00"),
        ("nil", 0, "0.00"),
    ],
)
def test_money_as_people_type_it(
    exchange: Exchange, merton: Board, typed: object, pence: int, shown: str
) -> None:
    plan = exchange.cells("Budget lines", {(2, "Actual"): typed})
    assert changed(plan) == [("BL-0001", (ShownCell("Actual", "74,982.00", shown),))]
    applied(merton, plan)
    assert row(merton, "budget_line", "BL-0001")["actual"] == pence


@pytest.mark.parametrize(
    "typed",
    ["31/12/2012", "31 Dec 12", "31st December 2012", "311212", dt.date(2012, 12, 31)],
)
def test_dates_as_people_type_them(exchange: Exchange, typed: object) -> None:
    plan = exchange.cells("Financial years", {(2, "Actual to"): typed})
    assert changed(plan) == [("FY-0001", (ShownCell("Actual to", "", "31/12/2012"),))]


@pytest.mark.parametrize("typed", [311212, 31122012])
def test_a_date_without_strokes_in_a_cell_of_no_format(exchange: Exchange, typed: int) -> None:
    def edit(book: openpyxl.Workbook) -> None:
        cell = book["Financial years"].cell(2, column_of(book["Financial years"], "Actual to"))
        cell.value, cell.number_format = typed, "General"

    plan = exchange.edited(edit)
    assert changed(plan) == [("FY-0001", (ShownCell("Actual to", "", "31/12/2012"),))]


@pytest.mark.parametrize("typed", ["yes", "Y", True, 1, "x"])
def test_yes_as_people_tick_it(exchange: Exchange, typed: object) -> None:
    plan = exchange.cells("Financial years", {(2, "Closed"): typed})
    assert changed(plan) == [("FY-0001", (ShownCell("Closed", "", "Yes"),))]


def test_choices_by_their_words_or_their_beginning(exchange: Exchange) -> None:
    plan = exchange.cells("Budget lines", {(2, "Kind of row"): "adj", (3, "Side"): "EXPENDITURE"})
    assert changed(plan) == [("BL-0001", (ShownCell("Kind of row", "Expenditure", "Adjustment"),))]


def test_new_rows_get_the_next_references(exchange: Exchange, merton: Board) -> None:
    plan = exchange.added(
        "Agencies",
        {"Name": "Merton Mediators", "Sector": "Health", "Telephone": "020 8545 4000"},
        {"Name": "Merton MIND", "Sector": "SE-0003"},
    )
    assert [(r.ref, r.name, r.state) for r in plan.page(0, 9, CHANGED)] == [
        (None, "Merton Mediators", RowState.CREATE),
        (None, "Merton MIND", RowState.CREATE),
    ]
    applied(merton, plan)
    made = row(merton, "agency", f"AG-{AGENCIES + 1:04}")
    assert (made["name"], made["sector"]) == ("Merton Mediators", "SE-0001")
    assert row(merton, "agency", f"AG-{AGENCIES + 2:04}")["sector"] == "SE-0003"


def test_looking_takes_no_references(exchange: Exchange, merton: Board) -> None:
    exchange.added("Agencies", {"Name": "Merton Mediators"})
    assert merton.new_refs("agency") == [f"AG-{AGENCIES + 1:04}"]


def test_a_new_row_goes_where_it_stands_on_the_sheet(exchange: Exchange, merton: Board) -> None:
    line = {"Financial year": "2012-13", "Side": "Expenditure", "Kind of row": "Expenditure"}

    def put_in(book: openpyxl.Workbook) -> None:
        sheet = book["Budget lines"]
        add_row(sheet, {**line, "Description": "Third"}, at=4)
        add_row(sheet, {**line, "Description": "Second"}, at=4)
        add_row(sheet, {**line, "Description": "First"}, at=2)

    applied(merton, exchange.edited(put_in))
    book = openpyxl.load_workbook(exchange.write())
    sheet = book["Budget lines"]
    at = column_of(sheet, "Description")
    names = [sheet.cell(number, at).value for number in range(2, sheet.max_row + 1)]
    assert names[:6] == [
        "First",
        "LSCB Trainer & Admin Salaries",
        "Trainer Car/Parking Allowance",
        "Second",
        "Third",
        "Recruitment (Chair/Lay Person)",
    ]


def test_lines_typed_below_the_sheet_join_the_last_of_their_kind(
    exchange: Exchange, merton: Board
) -> None:
    spent = {"Financial year": "2012-13", "Side": "Expenditure"}
    paid = {"Financial year": "2013-14", "Side": "Income", "Kind of row": "Contribution"}
    plan = exchange.added(
        "Budget lines",
        {**spent, "Kind of row": "Expenditure", "Description": "Interpreters"},
        {**spent, "Kind of row": "Expenditure", "Description": "Mediation"},
        {**spent, "Kind of row": "Adjustment", "Description": "Refund"},
        {**spent, "Kind of row": "Brought forward", "Description": "Odd"},
        {**paid, "Description": "Schools"},
    )
    applied(merton, plan)
    sheet = openpyxl.load_workbook(exchange.write())["Budget lines"]
    at = column_of(sheet, "Description")
    names = [str(sheet.cell(number, at).value) for number in range(2, sheet.max_row + 1)]
    assert " / ".join(names[12:21]) == (
        "Misc: trainer expenses, software licences / Interpreters / Mediation / Subtotal / "
        "Recruitment costs reclaimed from Sutton / Trainer fees / Refund / Odd / Total expenditure"
    )
    assert names[-3:] == ["Schools", "Budget carried forward", "Total set income"]


def test_many_new_rows_between_two_make_room(exchange: Exchange, merton: Board) -> None:
    def put_in(book: openpyxl.Workbook) -> None:
        sheet = book["Sectors"]
        sheet.insert_rows(3, 1500)
        for number in range(1500):
            sheet.cell(3 + number, 2).value = f"Sector {number:04}"

    applied(merton, exchange.edited(put_in))
    sheet = openpyxl.load_workbook(exchange.write())["Sectors"]
    names = [sheet.cell(number, 2).value for number in range(2, sheet.max_row + 1)]
    assert names[0] == "Health"
    assert names[1:1501] == [f"Sector {number:04}" for number in range(1500)]
    assert names[1501] == "Police and community safety"


def test_one_undo_takes_the_whole_import_back(exchange: Exchange, merton: Board) -> None:
    def edit(book: openpyxl.Workbook) -> None:
        add_row(book["Sectors"], {"Name": "Courts"}, at=3)
        add_row(book["Agencies"], {"Name": "Family court", "Sector": "Courts"})
        book["Agencies"]["B2"] = "London Borough of Merton"
        book["Board settings"]["C2"] = "Merton SCB"

    plan = exchange.edited(edit)
    before = exchange.write().read_bytes()
    applied(merton, plan)
    assert merton.next_undo() == "Import of data.xlsx: 4 rows"
    assert exchange.write().read_bytes() != before
    merton.undo()
    assert exchange.write().read_bytes() == before
    assert merton.next_undo() is None
    merton.redo()
    assert row(merton, "agency", f"AG-{AGENCIES + 1:04}")["name"] == "Family court"
