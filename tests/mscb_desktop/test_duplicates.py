"""Records that may be the same are told apart from those that only look alike."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from db.changes import create
from mscb_desktop.duplicates import names_of
from tests.support.boards import empty_board
from tests.support.large_partnership import large_partnership
from tests.support.partnership import Partnership


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ({"name": "St. Ann's Trust"}, {"name": "ST ANNS TRUST"}, True),
        ({"name": "London Borough of Merton"}, {"name": "Merton London Borough of"}, True),
        ({"name": "Metropolitan Police"}, {"name": "Metropolitan Pollice"}, True),
        ({"name": "Sutton CCG", "aliases": "NHS Sutton\nPCT"}, {"name": "NHS Sutton"}, True),
        ({"name": "Probation", "short_name": "NPS"}, {"name": "National", "aliases": "nps"}, True),
        ({"name": "Merton School 1"}, {"name": "Merton School 2"}, False),
        ({"name": "NHS Merton"}, {"name": "NHS Sutton"}, False),
        ({"name": "Cafcass"}, {"name": "Police"}, False),
        ({"name": "PCT"}, {"name": "PCT.", "successor": "AG-0001"}, False),
    ],
)
def test_two_agencies_are_compared(
    tmp_path: Path, one: dict[str, str], other: dict[str, str], same: bool
) -> None:
    board = empty_board(tmp_path)
    board.apply("Made", [create("agency", "AG-0001", **one), create("agency", "AG-0002", **other)])
    found = names_of(board, "agency")
    assert found.like("AG-0001") == ([("AG-0002", other["name"])] if same else [])
    assert found.like("AG-0002") == ([("AG-0001", one["name"])] if same else [])
    assert found.like("AG-0009") == []
    board.close()


@pytest.fixture
def made(tmp_path: Path) -> Iterator[Partnership]:
    partnership = Partnership.empty(tmp_path)
    yield partnership
    partnership.board.close()


def test_posts_are_compared_within_one_agency(made: Partnership) -> None:
    hill, vale = made.agency("Hill Community Trust"), made.agency("Vale Community Trust")
    nurse = made.post("Designated Nurse", hill)
    again = made.post("Designated Nurse.", hill)
    made.post("Designated Nurse", vale)
    head = made.post("Head", hill)
    names = names_of(made.board, "post")
    assert names.like(nurse) == [(again, "Designated Nurse., Hill Community Trust")]
    assert names.like(head) == []
    assert names.already("designated nurse", vale) == [
        ("PT-0003", "Designated Nurse, Vale Community Trust")
    ]
    assert names.already("designated nurse", None) == []


def test_what_changed_meanwhile_is_compared_as_it_stands(made: Partnership) -> None:
    ada = made.person("Ada Reed")
    names = names_of(made.board, "person")
    assert names.like(ada) == []
    twin = made.person("Reed, Ada")
    assert names.like(ada) == [(twin, "Reed, Ada")]
    made.change(twin, name="Ben Ash")
    assert names.like(ada) == []
    assert names.already("ada reed", None) == [(ada, "Ada Reed")]
    made.board.undo()
    assert names.like(twin) == [(ada, "Ada Reed")]


def test_a_post_goes_by_the_new_name_of_its_agency(made: Partnership) -> None:
    trust = made.agency("Hill Trust")
    nurse = made.post("Nurse", trust)
    names = names_of(made.board, "post")
    assert names.near("nurse hill trusst") == [(nurse, "Nurse, Hill Trust")]
    made.change(trust, name="Orchard Charity")
    assert names.near("nurse orchrad") == [(nurse, "Nurse, Orchard Charity")]
    assert names.near("nurse hill trusst") == []


@pytest.mark.parametrize(
    ("typed", "known"),
    [
        ("Hill Community Trust", True),
        ("hill com", True),
        ("Hill Comunity", True),
        ("Trust Hill Community", True),
        ("Hill", False),
        ("Hill Community Trust 2", False),
        ("Vale Charity", False),
        ("  ", False),
    ],
)
def test_what_is_there_is_told_while_a_name_is_typed(
    made: Partnership, typed: str, known: bool
) -> None:
    ref = made.agency("Hill Community Trust")
    found = names_of(made.board, "agency").already(typed, None)
    assert found == ([(ref, "Hill Community Trust")] if known else [])


def test_a_shared_address_makes_nobody_the_same(made: Partnership) -> None:
    ada = made.person("Ada Reed", email="team@example.org", other_names="A. Reed")
    made.person("Ben Ash", email="team@example.org")
    twin = made.person("A Reed")
    assert names_of(made.board, "person").like(ada) == [(twin, "A Reed")]


def test_a_large_board_answers_before_all_is_read(tmp_path: Path) -> None:
    board = large_partnership(tmp_path, agencies=20, people=1_000, groups=2, memberships=2)
    names = names_of(board, "person")
    assert not names.is_full
    names.like("PE-0001")
    while not names.is_full:
        names.read_on()
    assert [name for _, name in names.already("ada aldr 1", None)] == ["Ada Alder 1"]
    assert [name for _, name in names.near("gita ellrey 3")][:1] == ["Gita Ellery 3"]
    board.close()
