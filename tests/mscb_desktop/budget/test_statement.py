"""The statement's figures against arithmetic done another way."""

from __future__ import annotations

from hypothesis import given

from db.queries.budget import LineRow
from db.records.budget import LineKind, Side
from mscb_desktop.budget.statement import Statement, split_codes, statement
from tests.support.budgets import YEAR, budgets, line

SPENT = LineKind.EXPENDITURE


def actual_of(row: LineRow) -> int | None:
    return row.paid if row.postings else row.actual


def summed(rows: list[LineRow], side: Side) -> list[LineRow]:
    no_sums = {LineKind.HEADING, LineKind.SUBTOTAL, LineKind.TOTAL, LineKind.ADJUSTMENT}
    return [row for row in rows if row.side is side and row.kind not in no_sums]


@given(budgets())
def test_totals_are_the_sums_of_their_lines(rows: list[LineRow]) -> None:
    result = statement(YEAR, rows)
    out, into = summed(rows, Side.EXPENDITURE), summed(rows, Side.INCOME)
    spent = [figure for row in out if (figure := actual_of(row)) is not None]
    received = [figure for row in into if (figure := actual_of(row)) is not None]
    adjusted = sum(
        row.adjusts_by or 0
        for row in rows
        if row.kind is LineKind.ADJUSTMENT and row.counts is not False
    )
    total = sum(row.set_amount or 0 for row in out)

    assert result.set_total == total
    assert result.actual_total == (sum(spent) if spent else None)
    assert result.under_spend_before == (total - sum(spent) if spent else None)
    assert result.under_spend_after == (total - sum(spent) + adjusted if spent else None)
    assert result.income_expected == sum(row.set_amount or 0 for row in into)
    assert result.income_received == (sum(received) if received else None)
    assert result.contributions == sum(
        row.set_amount or 0 for row in into if row.kind is LineKind.CONTRIBUTION
    )


@given(budgets())
def test_every_total_row_carries_the_results(rows: list[LineRow]) -> None:
    result = statement(YEAR, rows)
    for row in result.of_kind(Side.EXPENDITURE, LineKind.TOTAL):
        assert (row.set_amount, row.actual) == (result.set_total, result.actual_total)
        assert row.difference == result.under_spend_after
    for row in result.of_kind(Side.INCOME, LineKind.TOTAL):
        assert (row.set_amount, row.actual) == (result.income_expected, result.income_received)


@given(budgets())
def test_subtotals_sum_what_stands_since_the_last(rows: list[LineRow]) -> None:
    result = statement(YEAR, rows)
    for side, kind in ((Side.EXPENDITURE, SPENT), (Side.INCOME, LineKind.CONTRIBUTION)):
        running = 0
        for row in result.side(side):
            if row.line.kind is kind:
                running += row.line.set_amount or 0
            if row.line.kind is LineKind.SUBTOTAL:
                assert row.set_amount == running
                running = 0


@given(budgets())
def test_rows_stay_in_order_and_a_row_adds_up(rows: list[LineRow]) -> None:
    result = statement(YEAR, rows)
    assert [row.line for row in result.rows] == rows
    for row in result.rows:
        if row.is_summed and row.difference is not None:
            assert row.difference == (row.set_amount or 0) - (row.actual or 0)


def of(*lines: LineRow) -> Statement:
    return statement(YEAR, lines)


def test_a_blank_actual_counts_as_nothing_spent_once_anything_is() -> None:
    result = of(line(1, SPENT, set_amount=500, actual=200), line(2, SPENT, set_amount=300))
    assert [row.difference for row in result.rows] == [300, 300]
    assert result.rows[1].actual is None


def test_before_anything_is_spent_there_are_no_differences() -> None:
    result = of(line(1, SPENT, set_amount=500), line(2, LineKind.TOTAL))
    assert [row.difference for row in result.rows] == [None, None]
    assert result.under_spend_after is None


def test_an_actual_of_zero_is_something_spent() -> None:
    result = of(line(1, SPENT, set_amount=500, actual=0))
    assert result.under_spend_before == 500


def test_one_side_may_be_known_and_the_other_not() -> None:
    result = of(
        line(1, SPENT, set_amount=500, actual=100),
        line(2, LineKind.CONTRIBUTION, Side.INCOME, set_amount=600),
    )
    assert (result.spent_known, result.received_known) == (True, False)
    assert result.income[0].difference is None
    assert result.income_received is None


def test_postings_go_before_what_was_typed() -> None:
    result = of(line(1, SPENT, set_amount=500, actual=999, paid=100, committed=50, postings=2))
    assert (result.rows[0].actual, result.rows[0].difference) == (100, 400)
    assert result.rows[0].line.actual == 999


def test_a_line_with_only_commitments_has_spent_nothing() -> None:
    result = of(line(1, SPENT, set_amount=500, committed=50, postings=1))
    assert (result.rows[0].actual, result.rows[0].forecast) == (0, 50)


def test_an_adjustment_counts_unless_it_says_no() -> None:
    result = of(
        line(1, SPENT, set_amount=500, actual=500),
        line(2, LineKind.ADJUSTMENT, adjusts_by=10),
        line(3, LineKind.ADJUSTMENT, adjusts_by=20, counts=True),
        line(4, LineKind.ADJUSTMENT, adjusts_by=40, counts=False),
        line(5, LineKind.TOTAL),
    )
    assert result.under_spend_before == 0
    assert result.under_spend_after == 30
    assert [row.difference for row in result.rows] == [0, 10, 20, 40, 30]


def test_forecast_shows_only_where_a_line_has_one() -> None:
    plain = of(line(1, SPENT, set_amount=500, actual=100), line(2, LineKind.TOTAL))
    assert [row.forecast for row in plain.rows] == [None, None]
    assert plain.expenditure_forecast is None

    result = of(
        line(1, SPENT, set_amount=500, actual=100, forecast=450),
        line(2, SPENT, set_amount=500, actual=100),
        line(3, SPENT, set_amount=200),
        line(4, LineKind.SUBTOTAL),
        line(5, LineKind.ADJUSTMENT, adjusts_by=7),
        line(6, LineKind.TOTAL),
    )
    assert [row.forecast for row in result.rows] == [450, 100, None, 550, None, 550]
    assert result.expenditure_forecast == 550
    assert result.balance_forecast == 1200 - 550 + 7


def test_nothing_brought_forward_is_not_zero_brought_forward() -> None:
    row = line(1, LineKind.BROUGHT_FORWARD, Side.INCOME)
    assert of(row).brought_forward is None
    assert of(line(1, LineKind.BROUGHT_FORWARD, Side.INCOME, set_amount=0)).brought_forward == 0


def test_a_row_is_called_by_its_description_or_else_by_its_agency() -> None:
    kind, side = LineKind.CONTRIBUTION, Side.INCOME
    result = of(
        line(1, kind, side, agency_name="Cafcass"),
        line(2, kind, side, description="CAFCASS", agency_name="Cafcass"),
        line(3, kind, side),
    )
    assert [row.label for row in result.rows] == ["Cafcass", "CAFCASS", ""]


def test_codes_are_parted_and_stay_text() -> None:
    assert split_codes("CE03/ CA53 /1.10/007") == ("CE03", "CA53", "1.10", "007")
    assert split_codes(None) == ()
    assert split_codes(" / ") == ()
