"""A year's lines and every year's lines, with the sums of their postings."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from db.board import Board
from db.changes import Change, create
from db.queries.budget import closed_years, lines_by_year, year_lines, years
from tests.support.boards import empty_board


@pytest.fixture
def board(tmp_path: Path) -> Iterator[Board]:
    """Give a board of two years whose lines were stored out of order, and an empty one."""
    made = empty_board(tmp_path)
    agency = create("agency", "AG-0001", name="Cafcass")
    changes: list[Change] = [agency]
    for number, start_year in enumerate((2013, 2012, 2011), 1):
        changes.append(create("financial_year", f"FY-000{number}", start_year=start_year))
    for number, (year, side, position) in enumerate(
        [(1, "income", 1), (2, "expenditure", 2), (1, "expenditure", 9), (2, "expenditure", 1)], 1
    ):
        values = {"year": f"FY-000{year}", "side": side, "kind": "other_income"}
        line = create("budget_line", f"BL-000{number}", position=position, **values)
        changes.append(line)
    for number, (line_ref, amount, state) in enumerate(
        [("BL-0002", 5, "paid"), ("BL-0002", 7, "committed"), ("BL-0003", 11, "paid")], 1
    ):
        values = {"line": line_ref, "amount": amount, "state": state}
        changes.append(create("posting", f"PO-000{number}", position=number, **values))
    changes.append(
        create(
            "budget_line",
            "BL-0005",
            year="FY-0001",
            side="income",
            kind="contribution",
            position=2,
            agency="AG-0001",
        )
    )
    made.apply("Made", changes)
    yield made
    made.close()


def test_lines_stand_in_order_with_their_sums(board: Board) -> None:
    with board.reading() as connection:
        first = year_lines(connection, "FY-0001")
        second = year_lines(connection, "FY-0002")
    assert [line.ref for line in first] == ["BL-0003", "BL-0001", "BL-0005"]
    assert [line.agency_name for line in first] == [None, None, "Cafcass"]
    assert [(line.ref, line.paid, line.committed, line.postings) for line in second] == [
        ("BL-0004", 0, 0, 0),
        ("BL-0002", 5, 7, 2),
    ]


def test_all_years_at_once_are_each_year_by_itself(board: Board) -> None:
    with board.reading() as connection:
        each = {
            year.ref: lines
            for year in years(connection)
            if (lines := year_lines(connection, year.ref))
        }
        assert lines_by_year(connection) == each
        assert sorted(each) == ["FY-0001", "FY-0002"]


def test_closed_years_are_named_with_the_year_they_begin_in(board: Board) -> None:
    board.apply("Closed", [Change("financial_year", "FY-0002", {"closed": None}, {"closed": True})])
    with board.reading() as connection:
        assert closed_years(connection) == {"FY-0002": 2012}
