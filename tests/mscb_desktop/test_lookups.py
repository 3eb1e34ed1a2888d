"""Names typed into lookups: found, offered, added."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from db.board import Board
from db.changes import Refused, create
from mscb_desktop import lookups
from mscb_desktop.values import Unreadable
from tests.support.boards import empty_board


@pytest.fixture
def board(tmp_path: Path) -> Iterator[Board]:
    made = empty_board(tmp_path)
    made.new_refs("agency", 3)
    made.apply(
        "Added",
        [
            create("agency", "AG-0001", name="Merton CCG", aliases="PCT\nNHS Merton"),
            create("agency", "AG-0002", name="Police"),
            create("agency", "AG-0003", name="Transport Police", short_name="police"),
        ],
    )
    yield made
    made.close()


def find(board: Board, text: str) -> str:
    with board.reading() as connection:
        return lookups.find(connection, "agency", text)


def test_a_name_gives_its_record(board: Board) -> None:
    assert [find(board, text) for text in ("merton ccg", "PCT", "AG-0003")] == [
        "AG-0001",
        "AG-0001",
        "AG-0003",
    ]


def test_a_name_that_two_have_asks_for_the_reference(board: Board) -> None:
    with pytest.raises(Unreadable, match=r"More than one agency .* type one of AG-000., AG-000."):
        find(board, "Police")


def test_adding_is_offered_where_a_name_alone_makes_a_record(board: Board) -> None:
    with pytest.raises(Unreadable, match="choose one of the list, or add it"):
        find(board, "NSPCC")
    with board.reading() as connection, pytest.raises(Unreadable, match=r"of the list\.$"):
        lookups.find(connection, "budget_line", "Room hire")


def test_suggestions_show_the_other_names(board: Board) -> None:
    with board.reading() as connection:
        found = lookups.suggest(connection, "agency", "mert")
        assert [(s.ref, s.label, s.detail) for s in found] == [
            ("AG-0001", "Merton CCG", "PCT · NHS Merton")
        ]
        assert len(lookups.suggest(connection, "agency", "", limit=2)) == 2


def test_a_label_is_the_name_or_nothing(board: Board) -> None:
    with board.reading() as connection:
        assert lookups.label(connection, "agency", "AG-0002") == "Police"
        assert lookups.label(connection, "agency", None) == ""
        assert lookups.label(connection, "agency", "AG-0009") == "AG-0009"


def test_a_new_record_takes_its_name_trimmed(board: Board) -> None:
    ref, change = lookups.add_new(board, "agency", "  NSPCC ")
    board.apply("Added", [change])
    assert find(board, "NSPCC") == ref == "AG-0004"


def test_a_new_record_of_an_ordered_table_goes_last(board: Board) -> None:
    positions = []
    for name in ("Health", "Police"):
        _, change = lookups.add_new(board, "sector", name)
        board.apply("Added", [change])
        assert change.after is not None
        positions.append(change.after["position"])
    assert positions[0] < positions[1]


@pytest.mark.parametrize("name", ["", "x" * 201])
def test_a_name_that_does_not_fit_is_refused(board: Board, name: str) -> None:
    _, change = lookups.add_new(board, "agency", name)
    with pytest.raises(Refused):
        board.apply("Added", [change])


def test_a_misspelt_name_is_offered_what_it_may_mean(board: Board) -> None:
    assert [(s.ref, s.detail) for s in lookups.offer(board, "agency", "Merten CC")] == [
        ("AG-0001", "spelt like it · AG-0001")
    ]
    assert [s.ref for s in lookups.offer(board, "agency", "trasnport pol")] == ["AG-0003"]
    assert lookups.offer(board, "agency", "Probation") == []


def test_what_holds_the_text_comes_first_and_a_whole_name_stands_alone(board: Board) -> None:
    board.apply("Added", [create("agency", "AG-0005", name="Polite Trust")])
    offered = lookups.offer(board, "agency", "polic")
    assert [s.ref for s in offered[:2]] == ["AG-0002", "AG-0003"]
    assert [s.ref for s in lookups.offer(board, "agency", "Polite Trust")] == ["AG-0005"]
