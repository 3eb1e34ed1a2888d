"""Agencies that may be the same are told apart from those that only look alike."""

from __future__ import annotations

from pathlib import Path

import pytest

from db.changes import create
from mscb_desktop.duplicates import names_of
from tests.support.boards import empty_board


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
