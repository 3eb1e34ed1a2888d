from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest

from db.fields import Kind, Value
from mscb_desktop.sheet.clip import Cell
from mscb_desktop.sheet.headings import heading_key
from mscb_desktop.sheet.pasted_cells import read_cell
from mscb_desktop.values import Unreadable

DAY = dt.date(2013, 3, 12)


@pytest.mark.parametrize(
    ("kind", "cell", "value"),
    [
        (Kind.DATE, Cell("3/12/2013", Decimal(41345)), DAY),
        (Kind.DATE, Cell("12 Mar", Decimal(41345)), DAY),
        (Kind.DATE, Cell("120313", Decimal(120313)), DAY),
        (Kind.DATE, Cell("12 Mar 13"), DAY),
        (Kind.WHOLE, Cell("12.00", Decimal(12)), 12),
        (Kind.WHOLE, Cell("1,200"), 1200),
        (Kind.YES_NO, Cell("WAHR", True), True),
        (Kind.YES_NO, Cell("1", Decimal(1)), True),
        (Kind.YES_NO, Cell("no"), False),
        (Kind.TEXT, Cell("1.10", Decimal("1.1")), "1.10"),
        (Kind.CODE, Cell("CE03/\nCA53"), "CE03/ CA53"),
        (Kind.TEXT, Cell("short…", "short and long"), "short and long"),
        (Kind.LONG_TEXT, Cell(" one\ntwo "), "one\ntwo"),
        (Kind.LOOKUP, Cell("Metropolitan\u00a0Police "), "Metropolitan Police"),
        (Kind.MONEY, Cell(" \u00a0 "), None),
    ],
)
def test_cells_per_kind(kind: Kind, cell: Cell, value: Value) -> None:
    read = read_cell(kind, cell)
    assert read == value
    assert type(read) is type(value)


@pytest.mark.parametrize(
    ("kind", "cell"),
    [
        (Kind.DATE, Cell("4,581.00", Decimal(4581))),
        (Kind.DATE, Cell("Ongoing")),
        (Kind.WHOLE, Cell("12.50", Decimal("12.5"))),
        (Kind.WHOLE, Cell("50%", Decimal("0.5"))),
        (Kind.YES_NO, Cell("2", Decimal(2))),
        (Kind.TEXT, Cell("####")),
        (Kind.TEXT, Cell("a\x07")),
    ],
)
def test_cells_of_another_kind(kind: Kind, cell: Cell) -> None:
    with pytest.raises(Unreadable):
        read_cell(kind, cell)


@pytest.mark.parametrize(
    ("heading", "key"),
    [
        ("Set Annual\nExpenditure 2012/13", "setannualexpenditure"),
        ("Income 2012/13(Projected) £", "incomeprojected"),
        ("Budget 2013-2014", "budget"),
        ("Under/Over spend", "underoverspend"),
        ("Ex. Code", "excode"),
        ("QC05", "qc05"),
        ("£", ""),
    ],
)
def test_what_counts_of_a_heading(heading: str, key: str) -> None:
    assert heading_key(heading) == key
