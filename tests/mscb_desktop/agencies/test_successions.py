"""Which agency stood in another's place on a day."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.queries.agencies import AgencyRow
from mscb_desktop.agencies.rules import Successions

CCG, ICB = dt.date(2013, 4, 1), dt.date(2022, 7, 1)
DAY = dt.timedelta(days=1)


def agency(ref: str, successor: str | None = None, on: dt.date | None = None) -> AgencyRow:
    return AgencyRow(ref, ref, None, None, successor, on, None, None, None, None, None)


CHAIN = [agency("PCT", "CCG", CCG), agency("CCG", "ICB", ICB), agency("ICB"), agency("Police")]


@pytest.mark.parametrize("asked", ["PCT", "CCG", "ICB"])
@pytest.mark.parametrize(
    ("day", "stood"),
    [
        (dt.date(2000, 1, 1), "PCT"),
        (CCG - DAY, "PCT"),
        (CCG, "CCG"),
        (ICB - DAY, "CCG"),
        (ICB, "ICB"),
        (dt.date(2030, 1, 1), "ICB"),
    ],
)
def test_whichever_of_a_chain_is_asked_the_one_of_the_day_stands(
    asked: str, day: dt.date, stood: str
) -> None:
    found = Successions(CHAIN).at(asked, day)
    assert found is not None
    assert found.ref == stood


def test_an_agency_outside_of_a_chain_is_itself() -> None:
    found = Successions(CHAIN).at("Police", CCG)
    assert found is not None
    assert found.ref == "Police"
    assert Successions(CHAIN).at("Nobody", CCG) is None


def test_before_an_agency_made_of_two_nobody_can_say_which() -> None:
    merged = [agency("A", "C", CCG), agency("B", "C", CCG), agency("C")]
    for asked, stood in (("A", "A"), ("B", "B"), ("C", "C")):
        found = Successions(merged).at(asked, CCG - DAY)
        assert found is not None
        assert found.ref == stood


def test_a_succession_without_a_day_changes_nothing() -> None:
    undated = [agency("A", "B"), agency("B")]
    for asked in ("A", "B"):
        found = Successions(undated).at(asked, CCG)
        assert found is not None
        assert found.ref == asked


@given(
    links=st.dictionaries(
        st.sampled_from("ABCDEF"),
        st.tuples(st.sampled_from("ABCDEF"), st.none() | st.dates()),
        max_size=6,
    ),
    asked=st.sampled_from("ABCDEF"),
    day=st.dates(),
)
def test_any_links_even_in_circles_give_an_agency(
    links: dict[str, tuple[str, dt.date | None]], asked: str, day: dt.date
) -> None:
    rows = [agency(ref, *links.get(ref, (None, None))) for ref in "ABCDEF"]
    found = Successions(rows).at(asked, day)
    assert found is not None
