"""The invented sample: that everything is used in it, that it adds up, and that nothing is real."""

from __future__ import annotations

import csv
import datetime as dt
import re
from collections import Counter
from collections.abc import Iterator
from decimal import Decimal

import pytest
from sqlalchemy import select

import resources
from db.board import Board
from db.changes import Change, Refused
from db.queries.board import BoardRow, board_settings
from db.records import RECORDS
from db.records.budget import LineKind, PostingState, Side
from mscb_desktop.boards import open_board
from mscb_desktop.budget.statement import Statement, split_codes
from mscb_desktop.budget.years import is_projection, list_years, year_statement
from mscb_desktop.checks import find
from mscb_desktop.sample import make_sample

FOLDER = ("sample", "eastbrook")
AUTUMN = dt.datetime(2026, 11, 24, 9, 30)
PAST, NOW, COMING = "2025-26", "2026-27", "2027-28"


@pytest.fixture(scope="module")
def board(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Board]:
    path = tmp_path_factory.mktemp("sample") / "eastbrook.mscb"
    make_sample(path, name="eastbrook", clock=lambda: AUTUMN, who="Test")
    made = open_board(path, clock=lambda: AUTUMN, who="Test")
    yield made
    made.close()


@pytest.fixture(scope="module")
def statements(board: Board) -> tuple[Statement, ...]:
    """Give the statements of the years that have a budget: of 2024-25 only the plans are kept."""
    with board.reading() as connection:
        before, *years = list_years(connection)
        assert not year_statement(connection, before).rows
        return tuple(year_statement(connection, year) for year in years)


def rows(board: Board, table: str) -> list[dict[str, object]]:
    with board.reading() as connection:
        found = connection.execute(select(RECORDS[table].table)).mappings()
        return [dict(row) for row in found]


def typed(table: str) -> list[dict[str, str]]:
    """Read a file of the sample as it stands, without the program's own reading."""
    text = resources.read_text(*FOLDER, f"{table}.csv")
    return list(csv.DictReader(text.splitlines(keepends=True)))


def pence(figure: str) -> int:
    return int(Decimal(figure.replace(",", "") or "0") * 100)


def added(year: str, side: str, column: str) -> int:
    """Add up a column of one side by hand: its lines, and the postings that were paid."""
    paid: Counter[str] = Counter()
    for posting in typed("posting"):
        if posting["State"] == "Paid":
            paid[posting["Budget line"]] += pence(posting["Amount"])
    summed = ("Expenditure", "Contribution", "Other income", "Brought forward")
    return sum(
        pence(line[column]) + (paid[line["Reference"]] if column == "Actual" else 0)
        for line in typed("budget_line")
        if (line["Financial year"], line["Side"]) == (year, side) and line["Kind of row"] in summed
    )


def adjusted(year: str) -> int:
    return sum(
        pence(line["Adjusts by"])
        for line in typed("budget_line")
        if line["Financial year"] == year and line["Counts towards the balance"] == "yes"
    )


def test_every_kind_of_record_and_every_field_is_used(board: Board) -> None:
    used = {
        (name, field)
        for name in RECORDS
        for row in rows(board, name)
        for field, value in row.items()
        if value is not None
    }
    fields = {(name, field) for name, record in RECORDS.items() for field in record.fields}
    assert fields - used == {("board", "logo")}


def test_every_kind_of_row_and_every_state_of_a_posting_is_used(board: Board) -> None:
    lines, postings = rows(board, "budget_line"), rows(board, "posting")
    assert {line["kind"] for line in lines} == set(LineKind)
    assert {posting["state"] for posting in postings} == set(PostingState)
    sides = {line["ref"]: line["side"] for line in lines}
    assert {
        (sides[posting["line"]], posting["state"]) for posting in postings
    } == {(side, state) for side in Side for state in PostingState}  # fmt: skip
    assert any(int(str(posting["amount"])) < 0 for posting in postings), "a credit note"
    assert {line["counts"] for line in lines if line["kind"] == LineKind.ADJUSTMENT} == {
        True,
        False,
    }
    assert {len(split_codes(str(line["codes"]))) for line in lines if line["codes"]} == {1, 2, 3}
    assert any(line["forecast"] == 0 for line in lines), "nothing is not blank"


def test_the_board_differs_where_boards_differ(board: Board) -> None:
    with board.reading() as connection:
        assert board_settings(connection) == BoardRow(
            "Eastbrook Safeguarding Children Partnership", "ESCP", "Partnership", "city", None
        )
    merton = resources.read_text("sample", "merton_2012_13", "sector.csv")
    assert {str(row["name"]) for row in rows(board, "sector")} != set(merton.split("\n")[1:-1])


def test_the_years_are_closed_current_and_coming(statements: tuple[Statement, ...]) -> None:
    past, now, coming = statements
    assert [year.year.start_year for year in statements] == [2025, 2026, 2027]
    assert [year.year.closed for year in statements] == [True, False, False]
    assert [year.year.actual_to for year in statements] == [None, dt.date(2026, 10, 31), None]
    assert (past.has_actuals, now.has_actuals, coming.has_actuals) == (True, True, False)
    assert is_projection(coming.year, AUTUMN.date())
    for year in statements:
        assert 150_000_00 < year.set_total < 250_000_00


@pytest.mark.parametrize(("place", "year"), [*enumerate((PAST, NOW, COMING))])
def test_totals_are_what_the_files_add_up_to(
    statements: tuple[Statement, ...], place: int, year: str
) -> None:
    result = statements[place]
    assert result.set_total == added(year, "Expenditure", "Set")
    assert result.income_expected == added(year, "Income", "Set")
    assert result.set_total == result.income_expected
    spent, received = added(year, "Expenditure", "Actual"), added(year, "Income", "Actual")
    assert (result.actual_total or 0, result.income_received or 0) == (spent, received)
    if result.has_actuals:
        assert result.under_spend_before == result.set_total - spent
        assert result.under_spend_after == result.set_total - spent + adjusted(year)


def test_each_year_brings_in_what_the_one_before_carries(
    statements: tuple[Statement, ...],
) -> None:
    past, now, coming = statements
    assert past.under_spend_after == now.brought_forward == 10_357_96
    assert now.balance_forecast == coming.brought_forward == 13_202_96
    forecast = added(NOW, "Expenditure", "Forecast outturn") + 6_948_00 + 5_100_00
    assert now.expenditure_forecast == forecast
    assert now.balance_forecast == now.set_total - forecast + adjusted(NOW)


def test_the_reclaim_brings_back_just_the_overspend(board: Board) -> None:
    lines = {row["ref"]: row for row in rows(board, "budget_line")}
    (claim,) = (row for row in lines.values() if row["reclaims"])
    reviews = lines[claim["reclaims"]]
    assert reviews["description"] == "Local child safeguarding practice reviews"
    paid = sum(
        int(str(posting["amount"]))
        for posting in rows(board, "posting")
        if posting["line"] == reviews["ref"]
    )
    assert paid - int(str(reviews["set_amount"])) == claim["adjusts_by"] == 2_400_00


def test_only_the_planted_figures_disagree_and_both_are_accepted(board: Board) -> None:
    with board.reading() as connection:
        found = find(connection, AUTUMN.date(), of=["budget"])
    assert [(item.year, item.title, item.state) for item in found] == [
        (2025, "Training venues and catering, under/over", "450.00 | 540.00"),
        (2025, "Total expenditure, actual", "196,392.00 | 196,392.04"),
    ]
    reasons = [item.accepted or "" for item in found]
    assert reasons == [row["Reason"] for row in typed("acceptance")]


def test_other_figures_as_printed_agree(board: Board) -> None:
    printed = [
        (row["description"], name)
        for row in rows(board, "budget_line")
        for name in ("printed_set", "printed_actual", "printed_difference")
        if row[name] is not None
    ]
    assert len(printed) > 12
    assert {name for _, name in printed} == {
        "printed_set",
        "printed_actual",
        "printed_difference",
    }


def test_the_closed_year_is_guarded(board: Board) -> None:
    line = next(row for row in rows(board, "budget_line") if row["description"] == "Rapid reviews")
    change = Change("budget_line", str(line["ref"]), {"actual": 1_850_00}, {"actual": 1_00})
    with pytest.raises(Refused, match="2025-26 is closed"):
        board.apply("Changed", [change])


def test_an_agency_succeeded_another_and_pays_in_its_place(board: Board) -> None:
    agencies = {row["name"]: row for row in rows(board, "agency")}
    refs = {row["ref"]: name for name, row in agencies.items()}
    old, new = (
        agencies[name]
        for name in (
            "Eastbrook Integrated Care Board",
            "Eastbrook and Marlowick Integrated Care Board",
        )
    )
    assert {name: refs[row["successor"]] for name, row in agencies.items() if row["successor"]} == {
        "Eastbrook Clinical Commissioning Group": old["name"],
        old["name"]: new["name"],
    }
    labels = {row["ref"]: row["start_year"] for row in rows(board, "financial_year")}
    pays = {
        (labels[row["year"]], row["agency"])
        for row in rows(board, "budget_line")
        if row["agency"] in (old["ref"], new["ref"])
    }
    assert pays == {(2025, old["ref"]), (2026, new["ref"]), (2027, new["ref"])}


def test_nobody_and_nothing_in_it_can_be_reached(board: Board) -> None:
    agencies = rows(board, "agency")
    contacts = [row for row in agencies if row["contact_name"]]
    assert len(contacts) == len(agencies) - 2, "but for those that are no more"
    reached = [(row["contact_email"], row["contact_phone"]) for row in contacts]
    reached += [
        (row["email"], row["phone"]) for table in ("person", "post") for row in rows(board, table)
    ]
    addresses = [str(row["contact_address"]) for row in contacts]
    addresses += [str(row["address"]) for row in rows(board, "person")]
    for email, phone in reached:
        assert email is None or str(email).endswith("@example.org")
        assert phone is None or re.fullmatch(r"01632 960\d{3}", str(phone))
    for address in addresses:
        for postcode in re.findall(r"\b[A-Z]{2}\d \d[A-Z]{2}\b", address):
            assert postcode[:2] in ("EB", "MW"), "no part of the country has these letters"
