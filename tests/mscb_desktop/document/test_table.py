"""Computed cells: sums, differences and shares, in whole pence."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mscb_desktop.document.model import (
    Cell,
    Chart,
    Chip,
    Column,
    Difference,
    Document,
    DocumentError,
    Kind,
    Missing,
    Row,
    RowKind,
    Series,
    Shade,
    Share,
    SumOf,
    Table,
    file_stem_of,
    value_text,
)

MONEY = (
    Column("text", "Text"),
    Column("set", "Set", Kind.MONEY),
    Column("actual", "Actual", Kind.MONEY),
    Column("under", "Under", Kind.MONEY),
    Column("share", "Share", Kind.PERCENT),
)


def table(*rows: Row) -> Table:
    return Table("t", "Table", MONEY, rows)


def test_the_statement_adds_up_to_the_published_figures(statement: Document) -> None:
    expenditure = statement.table("expenditure")
    assert expenditure.value("subtotal", "set") == 18_796_000
    assert expenditure.value("subtotal", "actual") == 15_787_900
    assert expenditure.value("subtotal", "under") == 3_008_100
    assert expenditure.value("total", "under") == 3_516_700


def test_a_difference_takes_a_blank_as_zero_and_two_blanks_as_blank() -> None:
    under = Difference("set", "actual")
    made = table(
        Row(("a", 500, None, under)),
        Row(("b", None, 200, under)),
        Row(("c", None, None, under)),
        Row(("d", 0, 0, under)),
    )
    assert [row[3] for row in made.evaluated()] == [500, -200, None, 0]


def test_a_missing_figure_spreads_to_the_difference_but_not_into_the_sum() -> None:
    under = Difference("set", "actual")
    made = table(
        Row(("a", 500, Missing.SUPPRESSED, under), group="g"),
        Row(("b", 300, 100, under), group="g"),
        Row(("sum", SumOf("g"), SumOf("g"), SumOf("g")), RowKind.TOTAL),
    )
    assert made.evaluated()[0][3] is Missing.SUPPRESSED
    assert made.evaluated()[2][1:4] == (800, 100, 200)


def test_a_share_of_zero_is_not_applicable() -> None:
    share = Share("actual", "set")
    made = table(
        Row(("a", 400, 100, None, share)),
        Row(("b", 0, 100, None, share)),
        Row(("c", None, None, None, share)),
    )
    assert [row[4] for row in made.evaluated()] == [Decimal("0.25"), Missing.NOT_APPLICABLE, None]


def test_the_sum_of_no_rows_is_zero_and_short_rows_are_blank() -> None:
    made = table(Row(("sum", SumOf("nobody"))), Row(()))
    assert made.evaluated() == (("sum", 0, None, None, None), (None,) * 5)


def test_a_sum_of_sums_counts_each_row_once_even_where_key_and_group_are_both_named() -> None:
    made = table(
        Row(("a", 100), key="a", group="g"),
        Row(("b", 30), group="g"),
        Row(("sum", SumOf("g", "a")), key="s"),
        Row(("all", SumOf("s")), key="t"),
    )
    assert made.value("t", "set") == 130


def test_a_cell_computed_from_itself_is_refused() -> None:
    made = table(Row(("a", SumOf("b")), key="a"), Row(("b", SumOf("a")), key="b"))
    with pytest.raises(DocumentError, match="computed from itself: row 1, column 'Set'"):
        made.evaluated()


def test_a_mark_or_tone_leaves_the_value_as_it_is() -> None:
    made = table(Row(("a", Cell(500, mark=1), 200, Cell(Difference("set", "actual"), printed=1))))
    assert made.evaluated()[0] == ("a", 500, 200, 300, None)


@pytest.mark.parametrize(
    ("columns", "rows", "words"),
    [
        ((Column("a", "A"), Column("a", "B")), (), "different keys"),
        ((), (), "different keys"),
        ((Column("a", "A"),), (Row(("x", "y")),), "more cells than columns"),
    ],
)
def test_a_table_that_cannot_be_read_is_refused(
    columns: tuple[Column, ...], rows: tuple[Row, ...], words: str
) -> None:
    with pytest.raises(DocumentError, match=words):
        Table("t", "Table", columns, rows)


def test_unknown_names_are_refused_in_words(statement: Document) -> None:
    expenditure = statement.table("expenditure")
    with pytest.raises(DocumentError, match="no column 'x'"):
        expenditure.value("total", "x")
    with pytest.raises(DocumentError, match="no row 'x'"):
        expenditure.value("x", "set")
    with pytest.raises(DocumentError, match="no table 'x'"):
        statement.table("x")


@given(st.lists(st.tuples(st.integers(-(10**12), 10**12), st.integers(-(10**12), 10**12))))
def test_totals_are_right_to_the_penny(figures: list[tuple[int, int]]) -> None:
    under = Difference("set", "actual")
    rows = [Row((str(n), s, a, under), group="g") for n, (s, a) in enumerate(figures)]
    total = SumOf("g")
    made = table(*rows, Row(("sum", total, total, total), RowKind.TOTAL, key="sum"))
    assert made.value("sum", "set") == sum(s for s, _ in figures)
    assert made.value("sum", "under") == sum(s - a for s, a in figures)
    assert made.evaluated()[-1][1] == sum(s for s, _ in figures)


@pytest.mark.parametrize(
    ("value", "kind", "text"),
    [
        (123_400, Kind.MONEY, "1,234.00"),
        (-458_100, Kind.MONEY, "−4,581.00"),
        (-5, Kind.MONEY, "−0.05"),
        (0, Kind.MONEY, "0.00"),
        (None, Kind.MONEY, ""),
        (Missing.NOT_SUPPLIED, Kind.MONEY, "not supplied"),
        (1_234_567, Kind.WHOLE, "1,234,567"),
        (-3, Kind.WHOLE, "−3"),
        (Decimal("2.345"), Kind.DECIMAL, "2.35"),
        (0.125, Kind.PERCENT, "12.5%"),
        (Decimal(5) / 6, Kind.PERCENT, "83.3%"),
        ("83% (5/6)", Kind.PERCENT, "83% (5/6)"),
        ("1.10", Kind.CODE, "1.10"),
        (dt.date(2013, 3, 31), Kind.DATE, "31/03/2013"),
        (Chip("R", "Red", Shade.RED), Kind.CHIP, "R Red"),
        (Decimal("-0.001"), Kind.DECIMAL, "0.00"),
    ],
)
def test_values_print_as_people_write_them(value: object, kind: Kind, text: str) -> None:
    assert value_text(value, kind) == text  # type: ignore[arg-type]


def test_money_that_is_not_whole_pence_is_a_fault_of_the_caller() -> None:
    with pytest.raises(TypeError, match="whole pence"):
        value_text(1.5, Kind.MONEY)


def test_a_chart_takes_the_lines_of_a_table_and_leaves_sums_out(statement: Document) -> None:
    chart = next(block for block in statement.blocks if isinstance(block, Chart))
    assert len(chart.categories) == 13
    assert [series.name for series in chart.series] == ["set", "actual"]
    assert chart.series[1].values[:2] == (7_498_200, 64_900)
    with pytest.raises(DocumentError, match="one value for each category"):
        Chart("c", ("a", "b"), (Series("s", (1,)),))


@pytest.mark.parametrize(
    ("text", "stem"),
    [
        ("Budget statement: 2012/13", "Budget-statement-2012-13"),
        ("../../etc/passwd", "etc-passwd"),
        ("con", "document-con"),
        ("<>", "document"),
    ],
)
def test_file_names_are_safe_everywhere(text: str, stem: str) -> None:
    assert file_stem_of(text) == stem
