"""From when to when a post is held, and when it is vacant."""

from __future__ import annotations

import datetime as dt
from typing import NamedTuple

import pytest

from db.queries.groups import HoldingRow, PersonRow, PostRow
from mscb_desktop.groups.terms import covers, holders, last_day, nearest, vacant_since

MARCH, APRIL, MAY = dt.date(2012, 3, 31), dt.date(2012, 4, 1), dt.date(2012, 5, 1)
SUMMER, AUTUMN = dt.date(2012, 7, 31), dt.date(2012, 9, 1)


class Term(NamedTuple):
    """Who held a post, and from when to when."""

    person: str
    began: dt.date | None = None
    ended: dt.date | None = None


def post(*, vacant: dt.date | None = None) -> PostRow:
    return PostRow("PT-0001", "Designated Nurse", None, None, None, vacant, None)


def person(ref: str, left_on: dt.date | None = None) -> PersonRow:
    return PersonRow(ref, ref, None, None, None, None, left_on)


def held(*terms: Term) -> list[HoldingRow]:
    return [
        HoldingRow(f"HO-{number}", "PT-0001", each.person, each.began, each.ended, None)
        for number, each in enumerate(terms)
    ]


@pytest.mark.parametrize(
    ("began", "ended", "inside"),
    [
        (None, None, True),
        (APRIL, None, True),
        (MAY, None, False),
        (None, MARCH, False),
        (APRIL, APRIL, True),
        (None, APRIL, True),
        (MARCH, MAY, True),
    ],
)
def test_both_days_belong_to_a_term(
    began: dt.date | None, ended: dt.date | None, inside: bool
) -> None:
    assert covers(began, ended, APRIL) is inside


def test_the_nearest_day_of_a_term() -> None:
    assert nearest(None, None, MAY) == MAY
    assert nearest(APRIL, SUMMER, MAY) == MAY
    assert nearest(APRIL, None, MARCH) == APRIL
    assert nearest(None, APRIL, MAY) == APRIL


def test_who_leaves_altogether_holds_no_post_afterwards() -> None:
    (holding,) = held(Term("PE-1", APRIL, AUTUMN))
    assert last_day(holding, person("PE-1", left_on=SUMMER)) == SUMMER
    assert last_day(holding, person("PE-1")) == AUTUMN
    assert last_day(holding, None) == AUTUMN


def test_two_can_share_a_post() -> None:
    terms = held(Term("PE-1"), Term("PE-2", MAY), Term("PE-3", None, APRIL))
    names = [row.person for row in holders(terms, {}, MAY)]
    assert names == ["PE-1", "PE-2"]


def test_a_post_that_nobody_was_named_for_is_not_vacant() -> None:
    assert vacant_since(post(), (), {}, MAY) is None


def test_a_post_is_vacant_from_the_day_after_its_last_holder() -> None:
    terms = held(Term("PE-1", None, MARCH), Term("PE-2", APRIL, SUMMER))
    assert vacant_since(post(), terms, {}, SUMMER) is None
    assert vacant_since(post(), terms, {}, AUTUMN) == dt.date(2012, 8, 1)


def test_a_post_is_vacant_when_its_holder_left_altogether() -> None:
    people = {"PE-1": person("PE-1", left_on=SUMMER)}
    assert vacant_since(post(), held(Term("PE-1")), people, AUTUMN) == dt.date(2012, 8, 1)


def test_a_post_is_not_vacant_before_its_first_holder() -> None:
    assert vacant_since(post(), held(Term("PE-1", MAY)), {}, MARCH) is None


def test_the_post_itself_says_since_when_it_is_vacant() -> None:
    assert vacant_since(post(vacant=APRIL), (), {}, MARCH) is None
    assert vacant_since(post(vacant=APRIL), (), {}, APRIL) == APRIL


def test_who_took_the_post_up_ends_the_vacancy_that_it_names() -> None:
    terms = held(Term("PE-1", MAY, SUMMER))
    assert vacant_since(post(vacant=APRIL), terms, {}, APRIL) == APRIL
    assert vacant_since(post(vacant=APRIL), terms, {}, MAY) is None
    assert vacant_since(post(vacant=APRIL), terms, {}, AUTUMN) == dt.date(2012, 8, 1)


def test_the_later_of_both_days_counts() -> None:
    terms = held(Term("PE-1", None, MARCH))
    assert vacant_since(post(vacant=MAY), terms, {}, SUMMER) == MAY
