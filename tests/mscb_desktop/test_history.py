"""The history in words: rows with names, labels and both sides, and what became of an entry."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import insert

from db.board import Board
from db.changes import Act, Change, create
from db.history import ENTRY, ROW
from db.purge import purge
from db.queries import history, records
from mscb_desktop.history import Cell, Fate, RowShown, rows, state_words
from mscb_desktop.taking_back import plan_taking_back
from tests.support.boards import empty_board


@pytest.fixture
def board(tmp_path: Path) -> Iterator[Board]:
    made = empty_board(tmp_path)
    made.apply(
        "Begun",
        [
            create("sector", "SE-0001", name="Health", position=1024),
            create("agency", "AG-0001", name="PCT", sector="SE-0001"),
            create("financial_year", "FY-0001", start_year=2012),
        ],
        act=Act.BEGIN,
    )
    yield made
    made.close()


def shown(board: Board, number: int) -> list[RowShown]:
    with board.reading() as connection:
        return rows(connection, number, 0, 50)


def state(board: Board, number: int) -> str:
    with board.reading() as connection:
        (entry,) = history.entries(connection, [number])
        return state_words(connection, entry)


def test_cells_have_labels_and_both_sides_as_people_read_them(board: Board) -> None:
    board.apply(
        "Line",
        [
            create(
                "budget_line",
                "BL-0001",
                year="FY-0001",
                position=1,
                side="expenditure",
                kind="expenditure",
                description="Training",
                set_amount=1300_00,
                agency="AG-0001",
            )
        ],
    )
    (row,) = shown(board, 2)
    assert (row.title, row.name, row.fate, row.there) == (
        "Budget line",
        "Training",
        Fate.CREATED,
        True,
    )
    assert set(row.cells) == {
        Cell("Financial year", "", "2012-13 (FY-0001)"),
        Cell("Side", "", "Expenditure"),
        Cell("Kind of row", "", "Expenditure"),
        Cell("Description", "", "Training"),
        Cell("Agency", "", "PCT (AG-0001)"),
        Cell("Set", "", "1,300.00"),
    }


def test_names_of_deleted_records_stay_known(board: Board) -> None:
    before, after = {"sector": "SE-0001"}, {"sector": None}
    board.apply("Emptied", [Change("agency", "AG-0001", before, after)])
    with board.reading() as connection:
        gone = [
            change
            for table, ref in (("sector", "SE-0001"), ("agency", "AG-0001"))
            for change in records.deletion(connection, table, [ref])
        ]
    board.apply("Deleted", gone)
    (row,) = shown(board, 2)
    assert (row.name, row.there) == ("PCT", False)
    assert row.cells == (Cell("Sector", "Health (SE-0001, deleted)", ""),)
    assert [row.fate for row in shown(board, 3)] == [Fate.DELETED, Fate.DELETED]


def test_moved_rows_say_which_way_and_pictures_that_they_are_some(board: Board) -> None:
    board.apply("Moved", [Change("sector", "SE-0001", {"position": 1024}, {"position": 5})])
    assert shown(board, 2)[0].cells == (Cell("Place in its list", "", "moved up"),)
    logo = b"\x89PNG" + b"x" * 4_000
    board.apply(
        "Board",
        [create("board", "BOARD", name="A", short_name="B", body_term="Board", logo=logo)],
    )
    assert Cell("Logo", "", "A picture (4 kB)") in shown(board, 3)[0].cells


def test_long_texts_are_told_from_short_values(board: Board) -> None:
    board.apply("Typed", [Change("agency", "AG-0001", {"aliases": None}, {"aliases": "A\nB"})])
    assert shown(board, 2)[0].cells == (Cell("Other names", "", "A\nB", prose=True),)


def test_what_no_longer_exists_is_shown_by_the_names_as_stored(board: Board) -> None:
    with board._writing() as connection:
        connection.execute(
            insert(ENTRY).values(
                number=2, at="2013-06-06T10:00:00", who="A", what="Old", act="do", state="done"
            )
        )
        for place, (table, ref, after) in enumerate(
            (
                ("old_table", "OT-0001", '{"some_field": "Jo", "number": 3}'),
                ("agency", "AG-0001", '{"fax_number": "020"}'),
            )
        ):
            connection.execute(
                insert(ROW).values(
                    entry=2, place=place, table_name=table, ref=ref, before="{}", after=after
                )
            )
    old, agency = shown(board, 2)
    assert (old.title, old.name, old.there) == ("old table", "OT-0001", False)
    assert old.cells == (Cell("some field", "", "Jo"), Cell("number", "", "3"))
    assert agency.cells == (Cell("fax number", "", "020"),)


def test_purged_content_says_that_it_was_removed(board: Board) -> None:
    board.apply(
        "Typed", [Change("agency", "AG-0001", {"contact_name": None}, {"contact_name": "Jo"})]
    )
    board.apply("Renamed", [Change("agency", "AG-0001", {"name": "PCT"}, {"name": "CCG"})])
    purge(board, "agency", ["AG-0001"], ["contact_name", "name"])
    (first,), (renamed,) = shown(board, 2), shown(board, 3)
    assert (first.purged, first.cells) == (True, ())
    assert renamed.cells == (Cell("Name", "(removed)", "(removed)"),)


def test_what_became_of_an_entry_is_said(board: Board) -> None:
    board.who = "S. Lee"
    board.apply("Typed", [Change("agency", "AG-0001", {"short_name": None}, {"short_name": "P"})])
    assert state(board, 2) == ""
    board.undo()
    assert state(board, 2) == "Undone by S. Lee on 03/06/2013 12:00."
    assert state(board, 3) == "Undid change 2."
    board.redo()
    assert state(board, 4) == "Did again change 2."
    with board.reading() as connection:
        plan = plan_taking_back(connection, 2)
    board.apply(plan.what, plan.changes, of=plan.of)
    assert state(board, 2) == "Taken back by S. Lee on 03/06/2013 12:00 (change 5)."
    assert state(board, 5) == "Took back change 2."
