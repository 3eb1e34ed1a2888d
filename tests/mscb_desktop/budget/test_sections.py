"""The sections of a side: what a new row in them becomes, and where it goes."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given

from db.queries.budget import LineRow
from db.records.budget import LineKind, Side
from mscb_desktop.budget.sections import find_section, section_at, sections
from mscb_desktop.budget.statement import StatementRow, statement
from tests.support.budgets import YEAR, budgets, line

K = LineKind


def rows(side: Side, *kinds: LineKind) -> list[StatementRow]:
    made = [line(number, kind, side) for number, kind in enumerate(kinds, 1)]
    return list(statement(YEAR, made).side(side))


def shape(side: Side, *kinds: LineKind) -> list[tuple[str, LineKind, int, int, int]]:
    found = sections(side, rows(side, *kinds))
    return [(s.key, s.kind, s.start, s.new_at, s.end) for s in found]


def test_adjustments_follow_the_subtotal_of_the_expenditure() -> None:
    assert shape(Side.EXPENDITURE, K.EXPENDITURE, K.SUBTOTAL, K.ADJUSTMENT, K.TOTAL) == [
        ("expenditure-0", K.EXPENDITURE, 0, 1, 1),
        ("expenditure-1", K.ADJUSTMENT, 2, 3, 4),
    ]


def test_other_income_goes_before_the_balance_brought_forward() -> None:
    kinds = (K.CONTRIBUTION, K.SUBTOTAL, K.OTHER_INCOME, K.BROUGHT_FORWARD, K.TOTAL)
    assert shape(Side.INCOME, *kinds) == [
        ("income-0", K.CONTRIBUTION, 0, 1, 1),
        ("income-1", K.OTHER_INCOME, 2, 3, 5),
    ]


def test_without_a_subtotal_there_are_lines_alone() -> None:
    assert shape(Side.EXPENDITURE, K.EXPENDITURE, K.TOTAL) == [
        ("expenditure-0", K.EXPENDITURE, 0, 1, 2)
    ]
    assert shape(Side.INCOME) == [("income-0", K.CONTRIBUTION, 0, 0, 0)]


def test_lines_between_two_subtotals_are_lines() -> None:
    kinds = (K.EXPENDITURE, K.SUBTOTAL, K.SUBTOTAL, K.TOTAL)
    assert [kind for _, kind, *_ in shape(Side.EXPENDITURE, *kinds)] == [
        K.EXPENDITURE,
        K.EXPENDITURE,
        K.ADJUSTMENT,
    ]


def test_a_section_that_is_no_longer_there_is_the_last_one() -> None:
    made = statement(YEAR, [line(1, K.EXPENDITURE), line(2, K.TOTAL)])
    assert find_section(made, "expenditure-7").key == "expenditure-0"


@given(lines=budgets())
def test_every_row_is_in_one_section_and_each_takes_new_rows(lines: list[LineRow]) -> None:
    made = statement(YEAR, lines)
    for side in Side:
        there = made.side(side)
        found = sections(side, there)
        assert found[0].start == 0
        assert found[-1].end == len(there)
        for before, after in pairwise(found):
            assert after.start == before.end + 1
            assert there[before.end].line.kind is K.SUBTOTAL
        for section in found:
            assert section.start <= section.new_at <= section.end
            assert find_section(made, section.key) == section
        for index in range(len(there)):
            section = section_at(side, there, index)
            assert section.start <= index <= section.end
