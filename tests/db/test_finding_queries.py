"""What records are called, page by page, and who names whom."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from db.board import Board
from db.changes import create
from db.queries import finding, records
from db.queries.finding import Called
from tests.support.boards import empty_board


@pytest.fixture
def board(tmp_path: Path) -> Iterator[Board]:
    made = empty_board(tmp_path)
    line = {"year": "FY-0001", "side": "income", "kind": "contribution"}
    made.apply(
        "Made",
        [
            create("financial_year", "FY-0001", start_year=2012),
            create("sector", "SE-0001", name="Health", position=1),
            create("agency", "AG-0003", name="ICB", sector="SE-0001"),
            create(
                "agency",
                "AG-0001",
                name="PCT",
                short_name="P",
                aliases=" NHS one\n\nNHS two",
                successor="AG-0003",
            ),
            create("budget_line", "BL-0001", agency="AG-0001", position=1, **line),
            create("budget_line", "BL-0002", agency="AG-0003", position=2, codes="CE03", **line),
        ],
    )
    yield made
    made.close()


def test_names_are_read_page_by_page(board: Board) -> None:
    pct = Called("agency", "AG-0001", "PCT", ("P", "NHS one", "NHS two"), None)
    icb = Called("agency", "AG-0003", "ICB", (), "SE-0001")
    with board.reading() as connection:
        assert finding.page_of_names(connection, "agency", "", 1) == [pct]
        assert finding.page_of_names(connection, "agency", "AG-0001", 9) == [icb]
        assert finding.page_of_names(connection, "agency", "AG-0003", 9) == []
        assert finding.names_of(connection, "agency", ["AG-0003", "AG-0009"]) == [icb]
        lines = finding.page_of_names(connection, "budget_line", "", 9)
        years = finding.page_of_names(connection, "financial_year", "", 9)
    assert lines[1] == Called("budget_line", "BL-0002", "", ("CE03",), "FY-0001")
    assert years == [Called("financial_year", "FY-0001", "2012-13", (), None)]


def test_what_records_belong_to_is_their_first_lookup(board: Board) -> None:
    tables = ("agency", "budget_line", "posting", "sector")
    assert [finding.parent_table(table) for table in tables] == [
        "sector",
        "financial_year",
        "budget_line",
        None,
    ]


def test_every_link_to_a_record_is_listed(board: Board) -> None:
    with board.reading() as connection:
        assert records.naming(connection, "agency", "AG-0003") == [
            ("agency", "successor", "AG-0001"),
            ("budget_line", "agency", "BL-0002"),
        ]
        assert records.naming(connection, "agency", "AG-0009") == []
        assert records.links_of(connection, "agency", "successor") == [("AG-0001", "AG-0003")]
        assert records.links_of(connection, "board_group", "parent") == []
