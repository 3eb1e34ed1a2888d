"""Every check of the budget: quiet where figures agree, and loud with one planted disagreement."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from db.queries.budget import LineRow, YearRow
from db.records.budget import LineKind, Side
from mscb_desktop.budget.checks import findings
from mscb_desktop.budget.statement import Statement, statement
from mscb_desktop.checks import Finding
from tests.support.budgets import SUMMER, YEAR, line

NEXT = YearRow("FY-0002", 2013)
SPENT, INCOME = LineKind.EXPENDITURE, Side.INCOME

SOUND = (
    line(1, SPENT, description="Salaries", set_amount=100_00, actual=90_00),
    line(2, SPENT, description="Recruitment", set_amount=10_00, actual=15_00),
    line(3, LineKind.SUBTOTAL, description="Subtotal"),
    line(4, LineKind.ADJUSTMENT, description="Reclaimed", adjusts_by=5_00, reclaims="BL-0002"),
    line(5, LineKind.TOTAL, description="Total"),
    line(11, LineKind.CONTRIBUTION, INCOME, description="LBM", set_amount=80_00, actual=80_00),
    line(12, LineKind.OTHER_INCOME, INCOME, description="Fees", set_amount=7_00, actual=7_00),
    line(13, LineKind.BROUGHT_FORWARD, INCOME, set_amount=23_00, actual=23_00),
    line(14, LineKind.TOTAL, INCOME, description="Total income"),
)
FOLLOWING = (
    line(21, SPENT, set_amount=10_00),
    line(22, LineKind.BROUGHT_FORWARD, INCOME, set_amount=10_00),
)


def changed(number: int, **values: object) -> tuple[LineRow, ...]:
    """Give the sound budget with one row changed."""
    return tuple(
        replace(row, **values) if row.ref == f"BL-{number:04d}" else row  # type: ignore[arg-type]
        for row in SOUND
    )


def found(
    rows: tuple[LineRow, ...] = SOUND,
    following: tuple[LineRow, ...] = FOLLOWING,
    year: YearRow = YEAR,
    today: dt.date = SUMMER,
) -> list[Finding]:
    after: Statement | None = statement(NEXT, following) if following else None
    return findings(statement(year, rows), after, today)


def figures(finding: Finding) -> tuple[int, int]:
    assert finding.compared is not None
    return finding.compared.first, finding.compared.second


def only(results: list[Finding]) -> Finding:
    (finding,) = results
    first, second = figures(finding)
    assert finding.compared is not None
    assert finding.compared.difference == second - first
    return finding


def test_a_sound_budget_is_quiet() -> None:
    assert found() == []


def test_an_empty_year_is_quiet() -> None:
    assert found((), ()) == []
    assert found(SOUND[2:3] + SOUND[4:5], ()) == []


@pytest.mark.parametrize(("number", "noun"), [(1, "postings"), (11, "payments")])
def test_typed_actual_against_postings(number: int, noun: str) -> None:
    row = next(row for row in SOUND if row.ref == f"BL-{number:04d}")
    assert row.actual is not None
    agreed = changed(number, paid=row.actual, postings=3)
    assert found(agreed) == []
    typed = changed(number, actual=row.actual + 1_00, paid=row.actual, postings=3)
    finding = only(found(typed))
    assert figures(finding) == (row.actual + 1_00, row.actual)
    assert (finding.ref, finding.column) == (row.ref, "actual")
    assert f"{noun} " in finding.message
    assert finding.message.endswith("1.00 less.")


@pytest.mark.parametrize("number", [1, 3, 5, 14])
@pytest.mark.parametrize("column", ["set", "actual", "difference"])
def test_printed_against_computed(number: int, column: str) -> None:
    row = statement(YEAR, SOUND).row(f"BL-{number:04d}")
    assert row is not None
    computed = {"set": row.set_amount, "actual": row.actual, "difference": row.difference}[column]
    assert computed is not None
    assert found(changed(number, **{f"printed_{column}": computed})) == []
    finding = only(found(changed(number, **{f"printed_{column}": computed - 1_00})))
    assert figures(finding) == (computed - 1_00, computed)
    assert (finding.ref, finding.column) == (row.line.ref, column)
    assert "printed as" in finding.message


def test_printed_adjustment_against_what_it_adds() -> None:
    finding = only(found(changed(4, printed_difference=6_00)))
    assert (*figures(finding), finding.ref) == (6_00, 5_00, "BL-0004")


def test_carried_forward_against_brought_forward() -> None:
    following = (replace(FOLLOWING[0], set_amount=8_00), replace(FOLLOWING[1], set_amount=8_00))
    finding = only(found(following=following))
    assert finding.message == "Carried forward 10.00, but 2013-14 brings in 8.00: 2.00 less."
    assert (finding.year, finding.ref, finding.column) == (2012, "BL-0005", "difference")


def test_carried_forward_waits_for_the_whole_year_and_the_next() -> None:
    following = (replace(FOLLOWING[1], set_amount=8_00),)
    part = replace(YEAR, actual_to=dt.date(2012, 12, 31))
    assert found(following=following, year=part) == []
    assert found(following=()) == []
    assert found(following=(replace(FOLLOWING[1], set_amount=None),)) == []
    whole = replace(YEAR, actual_to=dt.date(2013, 3, 31))
    assert len(found(following=following, year=whole)) == 1


PROJECTION = (
    line(1, SPENT, set_amount=100_00),
    line(2, LineKind.TOTAL),
    line(11, LineKind.CONTRIBUTION, INCOME, set_amount=100_00),
    line(12, LineKind.TOTAL, INCOME),
)


@pytest.mark.parametrize("income", [99_00, 101_00])
def test_projection_must_balance(income: int) -> None:
    assert found(PROJECTION, ()) == []
    rows = (*PROJECTION[:2], replace(PROJECTION[2], set_amount=income), PROJECTION[3])
    finding = only(found(rows, ()))
    assert finding.key.startswith("balance:")
    assert figures(finding) == (100_00, income)
    assert (finding.ref, finding.column) == ("BL-0012", "set")
    remedy = "1.00 of income is not allotted" if income > 100_00 else "1.00 more is set than"
    assert remedy in finding.message


def test_a_year_that_has_not_begun_is_a_projection_even_with_an_actual() -> None:
    rows = changed(11, set_amount=79_00, actual=80_00)
    before = dt.date(2012, 3, 31)
    assert any(f.key.startswith("balance:") for f in found(rows, today=before))
    assert any(f.key.startswith("allotted:") for f in found(rows, today=dt.date(2012, 4, 1)))


def test_income_against_set_expenditure() -> None:
    finding = only(found(changed(11, set_amount=85_00, actual=80_00)))
    assert finding.key.startswith("allotted:")
    assert figures(finding) == (110_00, 115_00)
    assert finding.message.endswith("5.00 of income is not allotted.")


def test_received_less_spent_against_the_balance() -> None:
    finding = only(found(changed(11, actual=79_00)))
    assert finding.key.startswith("left:")
    assert figures(finding) == (9_00, 10_00)
    assert (finding.ref, finding.column) == ("BL-0005", "difference")
    assert finding.message.endswith(
        "leaves 9.00, but the statement carries forward 10.00: 1.00 more."
    )


def test_received_less_spent_waits_for_the_whole_year() -> None:
    part = replace(YEAR, actual_to=dt.date(2012, 12, 31))
    assert found(changed(11, actual=79_00), year=part) == []


def test_reclaimed_against_the_overspend() -> None:
    results = found(changed(4, adjusts_by=6_00), ())
    finding = next(f for f in results if f.key.startswith("reclaimed:"))
    assert (*figures(finding), finding.ref) == (6_00, 5_00, "BL-0004")
    assert finding.message == (
        "6.00 is reclaimed for Recruitment, but its overspend is 5.00: 1.00 less."
    )


def test_several_adjustments_may_reclaim_one_overspend() -> None:
    extra = line(6, LineKind.ADJUSTMENT, adjusts_by=2_00, reclaims="BL-0002")
    rows = (*changed(4, adjusts_by=3_00), extra)
    assert [f for f in found(rows) if f.key.startswith("reclaimed:")] == []


def test_reclaiming_where_nothing_is_overspent() -> None:
    finding = next(
        f for f in found(changed(4, reclaims="BL-0001")) if f.key.startswith("reclaimed:")
    )
    assert figures(finding) == (5_00, 0)


def test_one_amount_in_income_and_in_adjustments() -> None:
    results = found(changed(12, set_amount=5_00, actual=5_00), ())
    finding = next(f for f in results if f.key.startswith("twice:"))
    assert (*figures(finding), finding.ref) == (5_00, 5_00, "BL-0004")
    assert "'Fees'" in finding.message
    assert "'Reclaimed'" in finding.message


def test_an_adjustment_that_does_not_count_is_not_counted_twice() -> None:
    rows = tuple(
        replace(row, counts=False) if row.kind is LineKind.ADJUSTMENT else row
        for row in changed(12, set_amount=5_00, actual=5_00)
    )
    assert [f for f in found(rows, ()) if f.key.startswith("twice:")] == []


def test_keys_are_apart_and_figures_part_of_what_is_accepted() -> None:
    rows = tuple(
        replace(row, printed_set=1, printed_actual=2, printed_difference=3) for row in SOUND
    )
    results = found(rows)
    keys = [finding.key for finding in results]
    assert len(set(keys)) == len(keys)
    assert max(map(len, keys)) <= 200
    assert results[0].state == "0.01 | 100.00"
