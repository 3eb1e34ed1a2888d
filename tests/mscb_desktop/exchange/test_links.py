"""Cells that name another record: by reference, by name, by another name, also a new one."""

from __future__ import annotations

import openpyxl
import pytest

from db.board import Board
from db.queries.records import rows_by_ref
from db.records import RECORDS
from mscb_desktop.exchange.applying import Applied, apply_import, make_ready, refusals
from mscb_desktop.exchange.model import ImportPlan, RowState
from tests.support.boards import empty_board
from tests.support.edited_workbooks import Exchange, add_row, column_of
from tests.support.merton import AGENCIES

NEXT = f"AG-{AGENCIES + 1:04}"


def link(exchange: Exchange, sheet: str, heading: str, typed: object, row: int = 2) -> object:
    """Type a link and give the reference that is stored after the import."""
    plan = exchange.cells(sheet, {(row, heading): typed})
    assert [str(cell) for cell in plan.wrong] == []
    assert apply_import(exchange.board, plan).wrong == ()
    planned = next(r for r in plan.rows if r.sheet == sheet and r.number == row)
    fields = RECORDS[planned.table].fields.values()
    field = next(field for field in fields if field.label == heading)
    with exchange.board.reading() as connection:
        stored = rows_by_ref(connection, planned.table, [str(planned.ref)])
    return stored[str(planned.ref)][field.name]


@pytest.mark.parametrize(
    "typed",
    [
        "AG-0006 Cafcass", "AG-0006", "ag-0006", "AG-0006 - Cafcass", "AG-0006: CAFCASS",
        "Cafcass", "  cafcass ", "CAFCASS",
        "AG-0006 as it was called when this sheet was made",
    ],
)  # fmt: skip
def test_a_link_by_reference_or_name(exchange: Exchange, typed: str) -> None:
    assert link(exchange, "Budget lines", "Agency", typed) == "AG-0006"


@pytest.mark.parametrize(
    "typed", ["FY-0002 2013-14", "2013-14", "2013/14", "2013", 2013, "FY-0002", "2013/2014"]
)
def test_a_financial_year_is_known_by_its_label(exchange: Exchange, typed: object) -> None:
    assert link(exchange, "Budget lines", "Financial year", typed) == "FY-0002"


def test_an_emptied_link_is_emptied(exchange: Exchange) -> None:
    assert link(exchange, "Agencies", "Sector", None) is None


def test_a_name_that_lines_of_several_years_have_means_the_one_of_the_same_year(
    exchange: Exchange,
) -> None:
    assert link(exchange, "Budget lines", "Reclaims the overspend of", "Stationery") == "BL-0010"


def test_links_to_rows_that_are_new_in_the_same_workbook(exchange: Exchange, merton: Board) -> None:
    def edit(book: openpyxl.Workbook) -> None:
        add_row(book["Postings"], {
            "Budget line": "Mediation", "Amount": 12.5, "State": "Paid", "Supplier or payer": "X",
        })  # fmt: skip
        add_row(book["Budget lines"], {
            "Financial year": "2014-15", "Side": "Income", "Kind of row": "Contribution",
            "Description": "Mediation", "Agency": "The mediators",
        })  # fmt: skip
        add_row(book["Agencies"], {"Name": "Mediation Ltd", "Other names": "The mediators"})
        add_row(book["Financial years"], {"Begins on 1 April": 2014})
        book.move_sheet("Postings", -6)
        book.move_sheet("Agencies", 3)

    plan = exchange.edited(edit)
    shown = {row.table: row for row in plan.page(0, 9, {RowState.CREATE})}
    assert plan.wrong == ()
    first = shown["posting"].cells[0]
    assert (first.heading, first.after) == ("Budget line", "new: Mediation")
    assert apply_import(merton, plan).wrong == ()
    with merton.reading() as connection:
        posting = rows_by_ref(connection, "posting", ["PO-0001"])["PO-0001"]
        line = rows_by_ref(connection, "budget_line", [str(posting["line"])])["BL-0045"]
        agency = rows_by_ref(connection, "agency", [str(line["agency"])])[NEXT]
        year = rows_by_ref(connection, "financial_year", [str(line["year"])])["FY-0003"]
    assert (line["description"], agency["name"], year["start_year"]) == (
        "Mediation", "Mediation Ltd", 2014,
    )  # fmt: skip


def test_two_new_rows_that_name_each_other(tmp_path_factory: pytest.TempPathFactory) -> None:
    folder = tmp_path_factory.mktemp("circle")
    board = empty_board(folder)
    exchange = Exchange(board, folder)

    def edit(book: openpyxl.Workbook) -> None:
        add_row(book["Financial years"], {"Begins on 1 April": 2012})
        line = {"Financial year": "2012-13", "Side": "Expenditure", "Kind of row": "Adjustment"}
        other = "Reclaims the overspend of"
        add_row(book["Budget lines"], {**line, "Description": "A", other: "B"})
        add_row(book["Budget lines"], {**line, "Description": "B", other: "A"})

    done = apply_import(board, exchange.edited(edit))
    assert done.entry is not None
    with board.reading() as connection:
        rows = rows_by_ref(connection, "budget_line", ["BL-0001", "BL-0002"])
    assert [row["reclaims"] for row in rows.values()] == ["BL-0002", "BL-0001"]
    board.undo()
    board.redo()
    board.close()


def test_a_renamed_record_is_known_by_both_names(exchange: Exchange) -> None:
    plan = exchange.cells("Agencies", {(2, "Name"): "London Borough", (3, "Succeeded by"): "LBM"})
    assert plan.wrong == ()
    plan = exchange.cells(
        "Agencies", {(2, "Name"): "London Borough", (3, "Succeeded by"): "London Borough"}
    )
    assert plan.wrong == ()
    assert next(row for row in plan.rows if row.ref == "AG-0002").after["successor"] == "AG-0001"


class TestLeavingOut:
    """A row that names a new row goes only with it."""

    @pytest.fixture
    def plan(self, exchange: Exchange) -> ImportPlan:
        def edit(book: openpyxl.Workbook) -> None:
            add_row(book["Sectors"], {"Name": "Courts"})
            add_row(book["Agencies"], {"Name": "Family court", "Sector": "Courts"})
            book["Agencies"].cell(2, column_of(book["Agencies"], "Email")).value = "m@example.org"

        return exchange.edited(edit)

    def keys(self, plan: ImportPlan) -> dict[str, int]:
        chosen = plan.page(0, 9, {RowState.CREATE, RowState.CHANGE})
        return {row.name: row.key for row in chosen}

    def test_it_is_refused_in_words(self, plan: ImportPlan, merton: Board) -> None:
        keys = self.keys(plan)
        (cell,) = refusals(plan, {keys["Courts"]})
        assert (cell.sheet, cell.row, cell.heading, cell.value) == (
            "Agencies", AGENCIES + 2, "Sector", "new: Courts",
        )  # fmt: skip
        assert "(Sectors, row 11) and left out: take that row too" in cell.message
        assert apply_import(merton, plan, {keys["Courts"]}) == Applied(None, (cell,))
        assert merton.new_refs("agency") == [NEXT]

    def test_both_may_be_left_out(self, plan: ImportPlan, merton: Board) -> None:
        keys = self.keys(plan)
        out = {keys["Courts"], keys["Family court"]}
        assert refusals(plan, out) == ()
        ready = make_ready(merton, plan, out)
        assert ready.plan.what == "Import of data.xlsx: 1 row"
        assert [change.ref for change in ready.plan.changes] == ["AG-0001"]
        assert ready.places == {("agency", "AG-0001"): keys["LB Merton"]}
