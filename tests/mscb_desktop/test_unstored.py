"""Unstored texts in words: where they belong, what is stored there, who stored it meanwhile."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import pytest

from db.board import Board
from db.changes import Change, create
from db.drafts import Unstored
from mscb_desktop.unstored import Waiting, waiting
from tests.support.boards import clock, empty_board


@pytest.fixture
def board(tmp_path: Path) -> Iterator[Board]:
    """Give a board with a sector, an agency in it, a line and a posting."""
    board = empty_board(tmp_path)
    year, line = board.new_refs("financial_year")[0], board.new_refs("budget_line")[0]
    board.apply(
        "Start",
        [
            create("sector", "SE-0001", name="Health", position=1),
            create("agency", "AG-0001", name="NHS Trust", sector="SE-0001"),
            create("financial_year", year, start_year=2012, closed=False),
            create(
                "budget_line",
                line,
                year=year,
                side="expenditure",
                kind="expenditure",
                description="Room Hire",
                set_amount=120_000,
                position=1,
            ),
            create(
                "posting", "PO-0001", line=line, amount=100, state="paid",
                dated=dt.date(2012, 5, 1), position=1,
            ),
        ],
    )  # fmt: skip
    yield board
    board.close()


def _one(board: Board, place: str, **what: object) -> Waiting:
    board.change_drafts(place, [Unstored(**what)])  # type: ignore[arg-type]
    (found,) = waiting(board)
    return found


def test_a_sheets_column_is_named_by_the_field_that_it_stores(board: Board) -> None:
    found = _one(
        board,
        "budget_line Expenditure 2012-13",
        ref="BL-0001",
        field="set",
        typed="twelve",
        stores="set_amount",
        base=120_000,
    )
    assert (found.record, found.label, found.typed) == ("Room Hire", "Set", "twelve")
    assert (found.stored, found.meanwhile, found.is_gone) == ("1,200.00", "", False)
    assert found.draft.table == "budget_line"


def test_who_stored_another_value_meanwhile_is_named(board: Board, tmp_path: Path) -> None:
    other = Board.open(board.path, clock=lambda: clock() - dt.timedelta(days=1), who="S. Lee")
    other.apply(
        "Set", [Change("budget_line", "BL-0001", {"set_amount": 120_000}, {"set_amount": 130_000})]
    )
    other.close()
    found = _one(
        board, "budget_line x", ref="BL-0001", field="set", typed="1250", stores="set_amount",
        base=120_000,
    )  # fmt: skip
    assert (found.stored, found.meanwhile) == ("1,300.00", "S. Lee 02/06/2013 12:00")


@pytest.mark.parametrize(
    ("place", "ref", "stores", "typed", "words"),
    [
        ("agency", "AG-0001", "sector", "SE-0001", ("Health", "Health")),
        ("agency", "AG-0001", "sector", "Polic", ("Polic", "Health")),
        ("posting BL-0001", "PO-0001", "state", "ordrd", ("ordrd", "Paid")),
        ("posting BL-0001", "PO-0001", "dated", dt.date(2012, 6, 1), ("01/06/2012", "01/05/2012")),
    ],
)
def test_every_kind_is_shown_as_people_read_it(
    board: Board, place: str, ref: str, stores: str, typed: object, words: tuple[str, str]
) -> None:
    found = _one(board, place, ref=ref, field=stores, typed=typed, stores=stores)
    assert (found.typed, found.stored) == words


def test_what_is_gone_and_what_is_new_are_two_things(board: Board) -> None:
    board.change_drafts(
        "agency",
        [
            Unstored(ref="AG-0099", field="name", typed="Gone", stores="name"),
            Unstored(ref="new:rows", field="name", typed="New", stores="name"),
        ],
    )
    found = {one.typed: (one.record, one.stored, one.is_gone) for one in waiting(board)}
    assert found == {
        "Gone": ("Agency AG-0099", None, True),
        "New": ("New agency", None, False),
    }
