from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mscb_desktop.values import Unreadable, date_from_number, read_date, show_date

DAY = dt.date(2013, 3, 12)


@pytest.mark.parametrize(
    "text",
    [
        "12/03/2013",
        "12/3/13",
        "12-3-13",
        "12.3.13",
        "12 3 2013",
        "12 Mar 13",
        "12 Mar. 2013",
        "12th March 2013",
        "12 march '13",
        "12-Mar-13",
        "12Mar2013",
        "120313",
        "12032013",
        "2013-03-12",
        "2013/3/12",
        "20130312",
        "Tue 12 March 2013",
        "Tuesday, 12th of March 2013",
        "March 12, 2013",
        " 12/03/2013 00:00:00 ",
        "2013-03-12T00:00:00",
        "12 / 03 / 2013",
        "12\u201103\u20112013",
    ],
)
def test_ways_to_write_one_day(text: str) -> None:
    assert read_date(text) == DAY


def test_two_digit_years_fall_into_1970_to_2069() -> None:
    assert read_date("1/4/69") == dt.date(2069, 4, 1)
    assert read_date("1/4/70") == dt.date(1970, 4, 1)


def test_sept_is_september() -> None:
    assert read_date("3 Sept 2012") == dt.date(2012, 9, 3)


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("03/25/2013", "type the day first, such as 25/03/2013"),
        ("31/02/2013", "does not exist"),
        ("31/13/2013", "does not exist"),
        ("00/00/0000", "does not exist"),
        ("29/02/2013", "does not exist"),
        ("12/03/0213", "year 213"),
        ("Sept 2013", "no day"),
        ("March", "no day"),
        ("03/2013", "no day"),
        ("12 March", "no year"),
        ("12/3", "no year"),
        ("Ongoing", "not a date"),
        ("12 Foo 2013", "not a date"),
        ("2013", "not a date"),
        ("12/03-2013", "not a date"),
        ("١٢/٠٣/٢٠١٣", "not a date"),
        ("", "not a date"),
    ],
)
def test_refusals_say_what_is_wrong(text: str, word: str) -> None:
    with pytest.raises(Unreadable) as refusal:
        read_date(text)
    assert word in refusal.value.message


def test_excels_serial_numbers() -> None:
    assert date_from_number(Decimal("41345")) == DAY
    assert date_from_number(41345.75) == DAY
    for number in (Decimal("60"), Decimal("NaN"), 10**9):
        with pytest.raises(Unreadable):
            date_from_number(number)


@given(st.dates(dt.date(1900, 1, 1), dt.date(2199, 12, 31)))
def test_what_is_shown_reads_back(day: dt.date) -> None:
    assert read_date(show_date(day)) == day
    assert read_date(day.isoformat()) == day
    assert read_date(f"{day:%d%m%Y}") == day
    assert read_date(f"{day:%Y%m%d}") == day
