"""Who succeeds whom: no agency is succeeded by itself, directly or by way of others."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.board import Board
from db.changes import Change, Refused, create
from mscb_desktop.chains import circle
from mscb_desktop.guards import GUARDS
from tests.support.boards import empty_board

AGENCIES = ("AG-0001", "AG-0002", "AG-0003")


@pytest.fixture
def board(tmp_path: Path) -> Iterator[Board]:
    made = empty_board(tmp_path, GUARDS)
    names = zip(AGENCIES, ("Merton PCT", "Merton CCG", "South West London ICB"), strict=True)
    made.apply("Agencies", [create("agency", ref, name=name) for ref, name in names])
    yield made
    made.close()


def _succeed(board: Board, *pairs: tuple[str, str | None]) -> None:
    changes = [Change("agency", ref, {"successor": None}, {"successor": to}) for ref, to in pairs]
    board.apply("Successors", changes)


def test_a_chain_of_successors_is_taken(board: Board) -> None:
    _succeed(board, ("AG-0001", "AG-0002"), ("AG-0002", "AG-0003"))


def test_an_agency_cannot_succeed_itself(board: Board) -> None:
    with pytest.raises(Refused) as refusal:
        _succeed(board, ("AG-0001", "AG-0001"))
    (problem,) = refusal.value.problems
    assert problem.message == (
        "Merton PCT cannot be succeeded by itself: choose another agency, or none."
    )
    assert (problem.table, problem.ref, problem.column) == ("agency", "AG-0001", "successor")


def test_a_circle_is_refused_and_its_steps_are_named(board: Board) -> None:
    _succeed(board, ("AG-0001", "AG-0002"), ("AG-0002", "AG-0003"))
    with pytest.raises(Refused) as refusal:
        _succeed(board, ("AG-0003", "AG-0001"))
    (problem,) = refusal.value.problems
    assert problem.message == (
        "South West London ICB would be succeeded by Merton PCT, which is succeeded by "
        "Merton CCG, which is succeeded by South West London ICB: that is a circle. "
        "Choose another agency, or none."
    )


def test_a_circle_made_by_one_change_alone_is_refused(board: Board) -> None:
    with pytest.raises(Refused):
        _succeed(board, ("AG-0001", "AG-0002"), ("AG-0002", "AG-0001"))


def test_a_change_that_opens_a_circle_as_it_goes_is_taken(board: Board) -> None:
    _succeed(board, ("AG-0001", "AG-0002"))
    turned = [
        Change("agency", "AG-0001", {"successor": "AG-0002"}, {"successor": None}),
        Change("agency", "AG-0002", {"successor": None}, {"successor": "AG-0001"}),
    ]
    board.apply("Turned", turned)


def test_a_new_agency_that_succeeds_itself_is_called_by_its_new_name(board: Board) -> None:
    with pytest.raises(Refused, match="NHS England cannot be succeeded by itself"):
        board.apply("New", [create("agency", "AG-0009", name="NHS England", successor="AG-0009")])


CHAINS = st.dictionaries(
    st.sampled_from("abcdef"), st.one_of(st.none(), st.sampled_from("abcdef")), min_size=1
)


@given(CHAINS, st.sampled_from("abcdef"))
def test_a_circle_is_found_exactly_where_following_comes_back(
    successors: dict[str, str | None], agency: str
) -> None:
    following, comes_back = successors.get(agency), False
    for _ in range(len(successors) + 1):
        comes_back = comes_back or following == agency
        following = successors.get(following) if following else None
    way = circle(agency, successors)
    assert bool(way) == comes_back
    if way:
        assert [successors[step] for step in way] == [*way[1:], agency]
