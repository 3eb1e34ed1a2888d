"""Where records are to be seen: their year, and the rows that own them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from db.board import Board
from db.changes import create
from mscb_desktop.whereabouts import Whereabouts, whereabouts
from tests.support.boards import empty_board


@pytest.fixture
def board(tmp_path: Path) -> Iterator[Board]:
    made = empty_board(tmp_path)
    line = {"year": "FY-0001", "side": "income", "kind": "contribution", "position": 1}
    acceptance = {"finding": "carried", "figures": "1 2", "reason": "Rounded"}
    made.apply(
        "Made",
        [
            create("financial_year", "FY-0001", start_year=2011),
            create("agency", "AG-0001", name="Police"),
            create("budget_line", "BL-0001", agency="AG-0001", **line),
            create("posting", "PO-0001", line="BL-0001", position=1, state="paid"),
            create("acceptance", "AC-0001", year="FY-0001", **acceptance),
        ],
    )
    yield made
    made.close()


@pytest.mark.parametrize(
    ("ref", "refs", "year"),
    [
        ("FY-0001", ("FY-0001",), 2011),
        ("BL-0001", ("BL-0001",), 2011),
        ("PO-0001", ("PO-0001", "BL-0001"), 2011),
        ("AC-0001", ("AC-0001",), 2011),
        ("AG-0001", ("AG-0001",), None),
        ("BL-0002", (), None),
        ("XX-0001", (), None),
        ("new:rows", (), None),
    ],
)
def test_a_record_leads_to_its_year_by_way_of_its_owners(
    board: Board, ref: str, refs: tuple[str, ...], year: int | None
) -> None:
    with board.reading() as connection:
        assert whereabouts(connection, ref) == Whereabouts(refs, year)
