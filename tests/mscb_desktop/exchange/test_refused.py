"""What an import does not take: every wrong cell with its place, its reason and the remedy."""

from __future__ import annotations

import datetime as dt

import openpyxl
import pytest

from db.board import Board
from db.changes import Change
from db.queries.records import deletion
from mscb_desktop.exchange.applying import apply_import
from mscb_desktop.exchange.model import ImportPlan, RowState, WrongCell
from tests.support.edited_workbooks import Exchange, add_row, column_of
from tests.support.merton import AGENCIES

BELOW = AGENCIES + 2
"""The first row below the agencies."""


def only(plan: ImportPlan) -> WrongCell:
    (cell,) = plan.wrong
    assert plan.rows[cell.key].state is RowState.REFUSED
    assert plan.count({RowState.REFUSED}) == 1
    return cell


LINE = {"Financial year": "2012-13", "Side": "Expenditure", "Kind of row": "Expenditure"}


@pytest.mark.parametrize(
    ("sheet", "heading", "typed", "shown", "words"),
    [
        ("Budget lines", "Actual", "about 500", "about 500", "is not an amount of money: type"),
        ("Budget lines", "Actual", 1.005, "1.005", "round it to pence"),
        ("Budget lines", "Actual", dt.date(2012, 4, 1), "01/04/2012", "made a date of this"),
        ("Budget lines", "Actual", True, "TRUE", "holds yes or no here"),
        ("Budget lines", "Side", "Spending", "Spending", "is not one of: Expenditure, Income"),
        ("Budget lines", "Side", None, "", "Side is needed"),
        ("Budget lines", "Codes", 1.1, "1.1", "1.10 becomes 1.1): format the cell as Text"),
        ("Budget lines", "Codes", dt.date(2012, 4, 1), "01/04/2012", "format the cell as Text"),
        ("Budget lines", "Codes", 12345678901234567, "12345678901234570", "only 15 digits"),
        ("Budget lines", "Description", "x" * 201, "x" * 201, "room for 200: shorten it"),
        ("Budget lines", "Counts towards the balance", "maybe", "maybe", "type yes or no"),
        ("Budget lines", "Agency", "Nobody", "Nobody", "There is no agency called 'Nobody'"),
        ("Budget lines", "Agency", "AG-0099", "AG-0099", "There is no agency AG-0099: type"),
        ("Budget lines", "Agency", "AG-0099 LB Merton", "AG-0099 LB Merton",
         "There is no agency AG-0099, but 'LB Merton' is AG-0001: type that"),
        ("Budget lines", "Agency", "AG-0002 LB Merton", "AG-0002 LB Merton",
         "names two different records: AG-0002 is 'NHS Sutton & Merton (PCT)', but 'LB Merton' is "
         "AG-0001"),
        ("Budget lines", "Financial year", "2019-20", "2019-20", "There is no financial year"),
        ("Budget lines", "Reclaims the overspend of", "Subtotal", "Subtotal",
         "More than one budget line is called 'Subtotal'"),
        ("Financial years", "Actual to", 41345.5, "41345.5", "give the cell a date format"),
        ("Financial years", "Actual to", "Sept 2012", "Sept 2012", "has no day"),
        ("Financial years", "Begins on 1 April", "soon", "soon", "type it like 2012-13"),
        ("Financial years", "Begins on 1 April", 2013, "2013", "FY-0002 does already"),
        ("Board settings", "Logo", "Picture 7", "Picture 7", "is not whole in this workbook"),
        ("Board settings", "Short name", "=1/0", "=1/0", "never worked out"),
    ],
)  # fmt: skip
def test_a_wrong_cell_is_named(
    exchange: Exchange, merton: Board, sheet: str, heading: str, typed: object, shown: str,
    words: str,
) -> None:  # fmt: skip
    def edit(book: openpyxl.Workbook) -> None:
        cell = book[sheet].cell(2, column_of(book[sheet], heading))
        cell.value, cell.number_format = typed, "General"  # type: ignore[assignment]
        if isinstance(typed, dt.date):
            cell.number_format = "dd/mm/yyyy"

    cell = only(exchange.edited(edit))
    assert (cell.sheet, cell.row, cell.heading, cell.value) == (sheet, 2, heading, shown)
    assert words in cell.message
    assert str(cell).startswith(f"{sheet}, row 2, {heading}: ")


def test_every_wrong_cell_of_every_row_is_named(exchange: Exchange) -> None:
    plan = exchange.cells(
        "Budget lines",
        {(2, "Actual"): "x", (2, "Set"): "y", (5, "Side"): "z", (5, "Comments"): "taken"},
    )
    assert [(cell.row, cell.heading) for cell in plan.wrong] == [
        (2, "Set"), (2, "Actual"), (5, "Side"),
    ]  # fmt: skip
    (shown,) = plan.page(1, 1, {RowState.REFUSED})
    assert [(cell.heading, cell.before, cell.after) for cell in shown.cells] == [
        ("Side", "Expenditure", "z"),
        ("Comments", "", "taken"),
    ]
    assert shown.cells[0].problem


@pytest.mark.parametrize(
    ("reference", "words"),
    [
        ("AG-0099", "There is no agency AG-0099 in this board: correct the reference, or empty"),
        ("AG-12", "is no reference of this kind, which look like AG-0001"),
        ("BL-0001", "is no reference of this kind"),
        (7, "is no reference of this kind"),
    ],
)
def test_a_reference_that_is_not_there(exchange: Exchange, reference: object, words: str) -> None:
    plan = exchange.added("Agencies", {"Reference": reference, "Name": "Somebody"})
    cell = only(plan)
    assert (cell.row, cell.heading, cell.value) == (BELOW, "Reference", str(reference))
    assert words in cell.message
    assert plan.row(cell.key).ref is None


def test_a_deleted_record_is_not_brought_back(exchange: Exchange, merton: Board) -> None:
    exchange.write()
    with merton.reading() as connection:
        merton.apply("Deleted", deletion(connection, "sector", ["SE-0009"]))
    cell = only(exchange.plan())
    assert "Sector SE-0009 is no longer there, and a workbook brings no deleted" in cell.message


def test_the_same_reference_twice(exchange: Exchange) -> None:
    cell = only(exchange.added("Agencies", {"Reference": "ag-0003", "Name": "Again"}))
    assert (cell.row, cell.heading) == (BELOW, "Reference")
    assert "AG-0003 stands in row 4 already" in cell.message


def test_the_same_reference_on_two_sheets_of_a_kind(exchange: Exchange) -> None:
    def add(book: openpyxl.Workbook) -> None:
        sheet = book.create_sheet("Agency")
        sheet.append(["Reference", "Name"])
        sheet.append(["AG-0001", "Other"])

    cell = only(exchange.edited(add))
    assert cell.sheet == "Agency"
    assert "stands in row 2 of Agencies already" in cell.message


def test_a_new_row_that_lacks_what_is_needed(exchange: Exchange) -> None:
    plan = exchange.added("Agencies", {"Email": "a@example.org"})
    cell = only(plan)
    assert (cell.row, cell.heading, cell.value) == (BELOW, "Name", "")
    assert "Name is needed" in cell.message


def test_a_new_row_where_the_sheet_has_no_column_for_what_is_needed(exchange: Exchange) -> None:
    def edit(book: openpyxl.Workbook) -> None:
        sheet = book["Budget lines"]
        add_row(sheet, LINE)
        sheet.delete_cols(column_of(sheet, "Side"))

    assert "A new record needs 'Side': add that column" in only(exchange.edited(edit)).message


def test_a_row_with_nothing_but_its_reference_deletes_nothing(exchange: Exchange) -> None:
    def edit(book: openpyxl.Workbook) -> None:
        for column in range(2, 12):
            book["Agencies"].cell(3, column).value = None

    plan = exchange.edited(edit)
    cell = only(plan)
    assert (cell.row, cell.heading) == (3, None)
    assert "deletes no record: take the row out of the sheet" in cell.message
    assert plan.row(cell.key).problems == (cell.message,)


def test_an_agency_that_is_there_is_not_made_twice(exchange: Exchange) -> None:
    cell = only(exchange.added("Agencies", {"Name": "lb  merton"}))
    assert "is there already (AG-0001), and stands in row 2: keep one of the two" in cell.message


def test_a_row_that_names_a_refused_new_row_is_refused_with_it(exchange: Exchange) -> None:
    def edit(book: openpyxl.Workbook) -> None:
        add_row(book["Agencies"], {"Name": "Merton Mediators", "Sector": "Nowhere"})
        add_row(book["Agencies"], {"Name": "Merton Mediation", "Succeeded by": "Merton Mediators"})
        book["Agencies"].cell(
            3, column_of(book["Agencies"], "Succeeded by")
        ).value = "Merton Mediation"

    plan = exchange.edited(edit)
    assert [(cell.row, cell.heading) for cell in plan.wrong] == [
        (3, "Succeeded by"), (BELOW, "Sector"), (BELOW + 1, "Succeeded by"),
    ]  # fmt: skip
    assert f"new in the workbook (Agencies, row {BELOW})" in plan.wrong[2].message


def test_unknown_sheets_are_named(exchange: Exchange) -> None:
    def add(book: openpyxl.Workbook) -> None:
        book.create_sheet("Rota")["A1"] = "Monday"
        book["Sectors"].delete_rows(1)

    plan = exchange.edited(add)
    assert [sheet.name for sheet in plan.unknown_sheets] == ["Sectors", "Rota"]
    assert "No headings were found on 'Sectors'" in plan.unknown_sheets[0].reason
    assert "'Rota' is no kind of record." in plan.unknown_sheets[1].reason


def test_what_the_guards_refuse_stands_at_its_row_before_anything_is_applied(
    exchange: Exchange, merton: Board
) -> None:
    merton.apply(
        "Closed", [Change("financial_year", "FY-0001", {"closed": None}, {"closed": True})]
    )
    plan = exchange.cells("Budget lines", {(4, "Actual"): 1})
    cell = only(plan)
    assert (cell.sheet, cell.row, cell.heading) == ("Budget lines", 4, None)
    assert cell.message == "2012-13 is closed: open it again to change it."


def test_a_guard_that_names_a_field_names_the_cell(exchange: Exchange) -> None:
    cell = only(exchange.cells("Financial years", {(2, "Actual to"): "01/06/2013"}))
    assert (cell.heading, cell.value) == ("Actual to", "01/06/2013")
    assert "is not in 2012-13" in cell.message


def test_what_changed_meanwhile_is_named_when_it_is_applied(
    exchange: Exchange, merton: Board
) -> None:
    plan = exchange.cells("Agencies", {(2, "Name"): "Theirs"})
    merton.apply("Typed", [Change("agency", "AG-0001", {"name": "LB Merton"}, {"name": "Mine"})])
    done = apply_import(merton, plan)
    assert done.entry is None
    (cell,) = done.wrong
    assert (cell.sheet, cell.row, cell.heading, cell.value) == ("Agencies", 2, "Name", "Theirs")
    assert "was changed meanwhile" in cell.message
    assert merton.next_undo() == "Typed"
