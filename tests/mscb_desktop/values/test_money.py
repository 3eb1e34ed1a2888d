from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mscb_desktop.values import Unreadable, money_from_number, read_money, show_money


@pytest.mark.parametrize(
    ("text", "pence"),
    [
        ("4581", 458100),
        ("4,581.00", 458100),
        ("£4,581", 458100),
        ("-£4,581", -458100),
        ("£-4,581", -458100),
        ("−4,581.00", -458100),
        ("–4,581.00", -458100),
        ("(4,581.00)", -458100),
        ("£(4,581)", -458100),
        ("(£4,581)", -458100),
        ("4 581.00", 458100),
        ("4\u202f581.00", 458100),
        ("\u00a0 76,670.00 ", 7667000),
        ("4,581-", -458100),
        ("4581.5", 458150),
        ("4581.5000", 458150),
        ("4581.", 458100),
        (".5", 50),
        ("0.05", 5),
        ("0", 0),
        (" -   ", 0),
        ("£   -  ", 0),
        ("£-", 0),
        ("-", 0),
        ("Nil", 0),
        ("-£   4,581.00", -458100),
        ("187,960.00", 18796000),
    ],
)
def test_amounts_as_people_write_them(text: str, pence: int) -> None:
    assert read_money(text) == pence


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("1.234,56", "type 1,234.56"),
        ("12,50", "type 12.50"),
        ("1,23", "type 1.23"),
        ("1,2345", "odd place"),
        ("12,34,567", "odd place"),
        ("1.2.3", "odd place"),
        ("4581.555", "pence"),
        ("12k", "in full"),
        ("1.2 million", "in full"),
        ("€40", "pounds"),
        ("4,581 CR", "type digits"),
        ("٤٥٨١", "0 to 9"),
        ("4５81", "0 to 9"),
        ("--5", "type digits"),
        ("(-5)", "type digits"),
        ("££5", "type digits"),
        ("", "type digits"),
        (".", "type digits"),
        ("£", "type digits"),
        ("()", "type digits"),
        ("1e5", "type digits"),
        ("Received", "'Received'"),
        ("9" * 5000, "larger than any budget"),
    ],
)
def test_refusals_name_the_remedy(text: str, word: str) -> None:
    with pytest.raises(Unreadable) as refusal:
        read_money(text)
    assert word in refusal.value.message
    assert len(refusal.value.message) < 160


@pytest.mark.parametrize(
    ("number", "pence"),
    [
        (0.1 + 0.2, 30),
        (187960, 18796000),
        (Decimal("-4581"), -458100),
        (Decimal("74981.999999999985"), 7498200),
        (187960.00000000003, 18796000),
        (Decimal("5E+2"), 50000),
        (-0.0, 0),
    ],
)
def test_exact_numbers(number: Decimal | float, pence: int) -> None:
    assert money_from_number(number) == pence


@pytest.mark.parametrize(
    "number",
    ["1.234", "0.005", "NaN", "Infinity", "sNaN", "1E+300", "1E+999999", "1" + "0" * 14],
)
def test_numbers_that_are_no_money(number: str) -> None:
    with pytest.raises(Unreadable):
        money_from_number(Decimal(number))
    with pytest.raises(Unreadable):
        money_from_number(float(number.removeprefix("s")))


def test_money_is_shown_with_the_minus_of_print() -> None:
    assert show_money(-458100) == "−4,581.00"
    assert show_money(123405) == "1,234.05"
    assert show_money(-5, symbol=True) == "−£0.05"


@given(st.integers(-(10**13), 10**13))
def test_what_is_shown_reads_back(pence: int) -> None:
    assert read_money(show_money(pence)) == pence
    assert read_money(show_money(pence, symbol=True)) == pence
    assert money_from_number(Decimal(pence) / 100) == pence
