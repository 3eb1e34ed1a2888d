"""The addresses of a group's members: each once, and who has none."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from email.utils import getaddresses
from pathlib import Path

import pytest

from mscb_desktop.groups.distribution import Distribution, addresses, read_addresses
from tests.support.partnership import Partnership

DAY = dt.date(2013, 3, 31)
LAST, FIRST = dt.date(2012, 8, 31), dt.date(2012, 9, 1)


@pytest.fixture
def made(tmp_path: Path) -> Iterator[Partnership]:
    built = Partnership.empty(tmp_path)
    yield built
    built.board.close()


def listed(made: Partnership, group: str, day: dt.date = DAY) -> Distribution:
    return addresses(made.roll(day), group)


def test_entries_stand_in_the_order_of_the_members_whatever_they_sit_as(made: Partnership) -> None:
    group = made.group("Board")
    nurse = made.post("Nurse", made.agency("Hill Trust"))
    made.held(nurse, made.person("Ada Alder", email="ada@hill.example"))
    made.member(group, nurse)
    made.member(group, made.person("Ben Brook", email="ben@example.org"), role="in_attendance")
    made.member(made.group("Panel"), made.person("Somebody else", email="else@example.org"))
    assert listed(made, group).entries == (
        "Ada Alder <ada@hill.example>",
        "Ben Brook <ben@example.org>",
    )
    assert listed(made, group).text == "Ada Alder <ada@hill.example>; Ben Brook <ben@example.org>"


def test_an_address_stands_once_whoever_has_it(made: Partnership) -> None:
    group = made.group("Board")
    shared = made.post("Duty desk", email="duty@hill.example")
    made.held(shared, made.person("Ada Alder"))
    made.held(shared, made.person("Ben Brook"))
    made.member(group, shared)
    made.member(group, made.post("Night desk", email="DUTY@hill.example"))
    assert listed(made, group) == Distribution(("Duty desk <duty@hill.example>",), ())


def test_who_has_an_address_is_not_reached_at_the_posts(made: Partnership) -> None:
    group = made.group("Board")
    post = made.post("Head", email="head@hill.example")
    made.held(post, made.person("Ada Alder", email="ada@hill.example"))
    made.member(group, post)
    assert listed(made, group).entries == ("Ada Alder <ada@hill.example>",)


def test_a_holder_without_an_address_is_reached_at_the_posts(made: Partnership) -> None:
    group = made.group("Board")
    post = made.post("Head", email="head@hill.example")
    made.held(post, made.person("Ada Alder"))
    made.member(group, post)
    made.member(group, made.post("Bursar", email="bursar@hill.example"))
    assert listed(made, group).entries == (
        "Ada Alder <head@hill.example>",
        "Bursar <bursar@hill.example>",
    )


def test_who_cannot_be_reached_is_named_and_nobody_else(made: Partnership) -> None:
    group = made.group("Board")
    nurse = made.post("Nurse", made.agency("Hill Trust"))
    made.held(nurse, made.person("Ada Alder"))
    made.member(group, nurse)
    made.member(group, made.post("Unnamed"))
    made.member(group, made.person("Ben Brook", email="not an address"))
    made.member(group, made.post("Vacant", vacant_since=FIRST))
    made.member(group, made.person("Gone", left_on=LAST))
    made.member(group, made.post("Vacant desk", vacant_since=FIRST, email="desk@example.org"))
    found = listed(made, group)
    assert found.without == ("Ada Alder (Nurse, Hill Trust)", "Unnamed", "Ben Brook")
    assert found.entries == ("Vacant desk <desk@example.org>",)


def test_papers_go_to_who_holds_the_post_on_the_day(made: Partnership) -> None:
    group = made.group("Board")
    post = made.post("Nurse")
    made.held(post, made.person("Ada Alder", email="ada@example.org"), ended=LAST)
    made.held(post, made.person("Ben Brook", email="ben@example.org"), began=FIRST)
    made.member(group, post)
    assert listed(made, group, LAST).entries == ("Ada Alder <ada@example.org>",)
    assert listed(made, group, FIRST).entries == ("Ben Brook <ben@example.org>",)


def test_names_with_signs_that_part_addresses_are_read_back_whole(made: Partnership) -> None:
    group = made.group("Board")
    school = made.agency('Hill "Top" School; Infants')
    made.member(group, made.post("Head", school, email="head@hill.example"))
    (entry,) = listed(made, group).entries
    assert getaddresses([entry]) == [
        ('Head, Hill "Top" School; Infants', "head@hill.example"),
    ]


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        (None, []),
        ("  ", []),
        ("ask the office", []),
        ("a@example.org; b@example.org, <c@example.org>", ["a@example.org", "b@example.org",
                                                          "c@example.org"]),
        ("Ada Alder <ada@example.org>", ["ada@example.org"]),
        ("a@b@c", []),
    ],
)  # fmt: skip
def test_addresses_are_read_from_a_field(typed: str | None, read: list[str]) -> None:
    assert read_addresses(typed) == read
