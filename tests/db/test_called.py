"""What records are called: by several fields, and by the names of those that they name."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import select

from db.board import Board
from db.changes import Change, create
from db.queries import finding, history, records
from db.queries.called import called, name_from
from db.records import RECORDS
from mscb_desktop import lookups
from mscb_desktop.values import Unreadable
from tests.support.boards import empty_board

BEGINNING = "2.1, " + ("Keep under review: - members - attendance, " + "and more " * 20)[:80]
"""What an action is called: its number, and as much of its text as a name holds."""


@pytest.fixture
def board(tmp_path: Path) -> Iterator[Board]:
    made = empty_board(tmp_path)
    made.apply(
        "Begun",
        [
            create("agency", "AG-0001", name="Hill School"),
            create("agency", "AG-0002", name="Vale School", aliases="The Vale"),
            create("post", "PT-0001", title="Head Teacher", agency="AG-0001"),
            create("post", "PT-0002", title="Head Teacher", agency="AG-0002"),
            create("post", "PT-0003", title="Independent Chair"),
            create("person", "PE-0001", name="Ada Reed", other_names="Ada Marsh"),
            create("holding", "HO-0001", post="PT-0002", person="PE-0001"),
            create("board_group", "GR-0001", name="Board", position=1),
            create(
                "membership",
                "ME-0001",
                board_group="GR-0001",
                post="PT-0001",
                role="member",
                position=1,
            ),
            create(
                "membership",
                "ME-0002",
                board_group="GR-0001",
                person="PE-0001",
                role="member",
                position=2,
            ),
            create("financial_year", "FY-0001", start_year=1999),
            create("plan_kind", "PK-0001", name="Workplan", position=1),
            create("plan", "PL-0001", name="Our plan", plan_kind="PK-0001", position=1),
            create(
                "action",
                "AN-0001",
                plan="PL-0001",
                number="2.1",
                what="Keep under review:\n- members\n- attendance, " + "and more " * 20,
                status="open",
                position=1,
            ),
            create("progress_update", "PU-0001", action="AN-0001", dated=dt.date(2013, 3, 31)),
        ],
    )
    yield made
    made.close()


@pytest.mark.parametrize(
    ("table", "ref", "name"),
    [
        ("agency", "AG-0001", "Hill School"),
        ("post", "PT-0001", "Head Teacher, Hill School"),
        ("post", "PT-0003", "Independent Chair"),
        ("holding", "HO-0001", "Ada Reed, Head Teacher, Vale School"),
        ("membership", "ME-0001", "Head Teacher, Hill School"),
        ("membership", "ME-0002", "Ada Reed"),
        ("financial_year", "FY-0001", "1999-00"),
        ("plan", "PL-0001", "Our plan"),
        ("action", "AN-0001", BEGINNING),
        ("progress_update", "PU-0001", f"{BEGINNING}, 31/03/2013"),
    ],
)
def test_a_record_is_called_by_all_that_it_is_shown_by(
    board: Board, table: str, ref: str, name: str
) -> None:
    with board.reading() as connection:
        assert records.names(connection, table, [ref]) == {ref: name}
        assert [each.name for each in finding.names_of(connection, table, [ref])] == [name]
        values = records.rows_by_ref(connection, table, [ref])[ref]
        assert lookups.name_of_values(connection, RECORDS[table], values) == name


def test_all_names_of_a_kind_come_from_one_query(board: Board) -> None:
    post = RECORDS["post"]
    with board.reading() as connection:
        found = connection.execute(select(called(post)).order_by(post.table.c.ref)).scalars()
        assert list(found) == [
            "Head Teacher, Hill School",
            "Head Teacher, Vale School",
            "Independent Chair",
        ]


def test_a_name_is_made_of_what_is_filled() -> None:
    post = RECORDS["post"]

    def name_of(table: str, ref: str) -> str:
        return f"{table} {ref}"

    assert name_from(post, {"title": "Nurse", "agency": "AG-9"}, name_of) == "Nurse, agency AG-9"
    assert name_from(post, {"agency": "AG-9"}, name_of) == "agency AG-9"
    assert name_from(post, {}, name_of) == ""


@pytest.mark.parametrize(
    ("typed", "ref"),
    [
        ("head teacher,  HILL school", "PT-0001"),
        ("Independent Chair", "PT-0003"),
        ("pt-0002", "PT-0002"),
    ],
)
def test_a_record_is_found_by_its_whole_name(board: Board, typed: str, ref: str) -> None:
    with board.reading() as connection:
        assert lookups.find(connection, "post", typed) == ref


def test_a_part_of_a_name_that_two_have_asks_which(board: Board) -> None:
    with (
        board.reading() as connection,
        pytest.raises(Unreadable, match="More than one post is called 'Head Teacher'"),
    ):
        lookups.find(connection, "post", "Head Teacher")


def test_a_search_asks_for_every_word_wherever_it_stands(board: Board) -> None:
    with board.reading() as connection:
        assert [each.ref for each in records.search(connection, "post", "vale head", 9)] == [
            "PT-0002"
        ]
        assert [each.ref for each in records.search(connection, "post", "head", 9)] == [
            "PT-0001",
            "PT-0002",
        ]
        assert records.count(connection, "post", {}, "hill teacher") == 1
        # One word of one name, the other of another.
        assert [each.ref for each in records.search(connection, "person", "reed marsh", 9)] == [
            "PE-0001"
        ]


def test_rows_without_a_place_stand_by_their_whole_names(board: Board) -> None:
    with board.reading() as connection:
        page = records.page(connection, "post", {}, 0, 9)
    assert [ref for ref, _ in page] == ["PT-0001", "PT-0002", "PT-0003"]


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("Deputy Head, Vale School", "Deputy Head, Vale School"),
        ("Deputy Head, the vale", "Deputy Head, Vale School"),
        ("Nurse, Designated", "Nurse, Designated"),
        ("Nurse, Child Protection, Hill School", "Nurse, Child Protection, Hill School"),
    ],
)
def test_a_new_name_is_parted_where_its_end_is_a_record(
    board: Board, typed: str, name: str
) -> None:
    board.new_refs("post", 3)  # those that the board has already
    ref, made = lookups.add_new(board, "post", typed)
    board.apply("Added", [made])
    with board.reading() as connection:
        assert records.names(connection, "post", [ref]) == {ref: name}
    assert made.after is not None
    assert ("agency" in made.after) == (typed != "Nurse, Designated")


def test_what_is_deleted_is_called_as_it_was_last(board: Board) -> None:
    gone = [
        ("holding", "HO-0001"),
        ("membership", "ME-0001"),
        ("post", "PT-0001"),
        ("agency", "AG-0001"),
    ]
    for table, ref in gone:
        with board.reading() as connection:
            values = records.rows_by_ref(connection, table, [ref])[ref]
        board.apply("Deleted", [Change(table, ref, values, None)])
    with board.reading() as connection:
        for table, ref, name in (
            ("holding", "HO-0001", "Ada Reed, Head Teacher, Vale School"),
            ("membership", "ME-0001", "Head Teacher, Hill School"),
            ("post", "PT-0001", "Head Teacher, Hill School"),
        ):
            assert history.last_names(connection, table, [ref]) == {ref: name}
