from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mscb_desktop.values import Unreadable, read_year, year_end, year_label, year_of, year_start


@pytest.mark.parametrize(
    "text",
    ["2012-13", "2012/13", "2012/2013", "2012-2013", "2012", " 2012 – 13 ", "2012\u201113"],
)
def test_ways_to_write_a_year(text: str) -> None:
    assert read_year(text) == 2012


@pytest.mark.parametrize("text", ["2012-14", "2012-12", "2012/2012", "12-13", "", "next", "1066"])
def test_no_years(text: str) -> None:
    with pytest.raises(Unreadable) as refusal:
        read_year(text)
    assert "2012-13" in refusal.value.message


def test_the_turn_of_the_century() -> None:
    assert year_label(1999) == "1999-00"
    assert read_year("1999-00") == 1999


def test_the_year_turns_on_the_first_of_april() -> None:
    assert year_of(dt.date(2013, 3, 31)) == 2012
    assert year_of(dt.date(2013, 4, 1)) == 2013


@given(st.integers(1900, 2198))
def test_labels_read_back_and_ends_meet(year: int) -> None:
    assert read_year(year_label(year)) == year
    assert year_of(year_start(year)) == year_of(year_end(year)) == year
    assert year_end(year) + dt.timedelta(days=1) == year_start(year + 1)
