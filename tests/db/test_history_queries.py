"""Entries by any filter, a page at a time, and what the history knows of deleted records."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import insert

from db.board import Board
from db.changes import Act, Change, create
from db.history import ENTRY, ROW, State
from db.queries import history, records
from db.queries.history import Doing, Filter
from tests.support.boards import empty_board

DAY = dt.timedelta(days=1)


class Days:
    """A clock that stands until it is set on."""

    def __init__(self) -> None:
        self.now = dt.datetime(2013, 6, 3, 23, 59, 59)

    def __call__(self) -> dt.datetime:
        return self.now


@pytest.fixture
def board(tmp_path: Path) -> Iterator[Board]:
    """Seven entries of two people over three days."""
    made = empty_board(tmp_path)
    clock = Days()
    made.clock = clock
    made.who = "J. Smith"
    made.apply(
        "Board made", [create("sector", "SE-0001", name="Health", position=1)], act=Act.BEGIN
    )
    made.apply("Agency ‘PCT’ added", [create("agency", "AG-0001", name="PCT")])
    clock.now += DAY
    made.who = "S. Lee"
    made.apply("Renamed", [Change("agency", "AG-0001", {"name": "PCT"}, {"name": "Merton PCT"})])
    made.undo()
    made.redo()
    clock.now += DAY
    made.apply("2 agencies", [create("agency", f"AG-000{n}", name=f"Agency {n}") for n in (2, 3)])
    with made.reading() as connection:
        gone = records.deletion(connection, "agency", ["AG-0001"])
    made.apply("Agency 100% deleted", gone, of=None)
    yield made
    made.close()


def found(board: Board, wanted: Filter) -> list[int]:
    with board.reading() as connection:
        return list(history.find(connection, wanted))


@pytest.mark.parametrize(
    ("wanted", "numbers"),
    [
        (Filter(), [7, 6, 5, 4, 3, 2, 1]),
        (Filter(ref="AG-0001"), [7, 5, 4, 3, 2]),
        (Filter(ref="AG-0003"), [6]),
        (Filter(ref="AG-0009"), []),
        (Filter(table="sector"), [1]),
        (Filter(table="agency"), [7, 6, 5, 4, 3, 2]),
        (Filter(ref="ZZ-0001"), []),
        (Filter(who="J. Smith"), [2, 1]),
        (Filter(since=dt.date(2013, 6, 4)), [7, 6, 5, 4, 3]),
        (Filter(until=dt.date(2013, 6, 3)), [2, 1]),
        (Filter(since=dt.date(2013, 6, 4), until=dt.date(2013, 6, 4)), [5, 4, 3]),
        (Filter(words=" renamed "), [5, 4, 3]),
        (Filter(words="100%"), [7]),
        (Filter(words="%"), [7]),
        (Filter(doing=Doing.TYPED), [7, 6, 3, 2]),
        (Filter(doing=Doing.UNDONE), [4]),
        (Filter(doing=Doing.REDONE), [5]),
        (Filter(doing=Doing.BEGUN), [1]),
        (Filter(doing=Doing.TAKEN_BACK), []),
        (Filter(table="agency", who="S. Lee", words="agenc", doing=Doing.TYPED), [7, 6]),
    ],
)
def test_filters(board: Board, wanted: Filter, numbers: list[int]) -> None:
    assert found(board, wanted) == numbers


def test_a_page_says_what_each_entry_did(board: Board) -> None:
    with board.reading() as connection:
        page = history.entries(connection, [7, 4, 1, 99])
        all_ = history.entries(connection, history.find(connection, Filter()))
    assert [entry.number for entry in page] == [7, 4, 1]
    assert [(e.what, e.who, e.rows, e.of, e.doing) for e in page] == [
        ("Agency 100% deleted", "S. Lee", 1, None, Doing.TYPED),
        ("Renamed", "S. Lee", 1, 3, Doing.UNDONE),
        ("Board made", "J. Smith", 1, None, Doing.BEGUN),
    ]
    assert page[0].at == dt.datetime(2013, 6, 5, 23, 59, 59)
    assert [entry.rows for entry in all_] == [1, 2, 1, 1, 1, 1, 1]


def test_what_was_undone_says_by_which_entry(board: Board) -> None:
    with board.reading() as connection:
        assert history.entries(connection, [3])[0].state is State.DONE
        undone = history.undoing(connection, 3)
        assert undone is not None
        assert undone.number == 4
        assert history.undoing(connection, 6) is None


def test_people_and_kinds_are_those_of_the_history(board: Board) -> None:
    with board.reading() as connection:
        assert history.people(connection) == ["J. Smith", "S. Lee"]
        assert history.tables(connection) == ["agency", "sector"]


def test_records_are_suggested_by_name_reference_and_when_deleted(board: Board) -> None:
    def suggested(text: str, table: str | None = None) -> list[tuple[str, str, str]]:
        with board.reading() as connection:
            offers = history.suggest(connection, table, text, 5)
        return [(named.ref, named.name, named.detail) for named in offers]

    assert suggested("health") == [("SE-0001", "Health", "Sector · SE-0001")]
    assert suggested("health", "agency") == []
    assert suggested("merton") == [("AG-0001", "Merton PCT", "Agency · AG-0001 · deleted")]
    assert suggested("ag-0001") == [("AG-0001", "Merton PCT", "Agency · AG-0001 · deleted")]
    assert suggested("ag-0002")[0] == ("AG-0002", "Agency 2", "Agency · AG-0002")
    assert [ref for ref, _, _ in suggested("agency")] == ["AG-0002", "AG-0003"]
    assert suggested("AG-0777") == []
    board.apply("Started", [create("financial_year", "FY-0001", start_year=2012)])
    assert suggested("2012") == [("FY-0001", "2012-13", "Financial year · FY-0001")]


def test_names_of_the_deleted_are_the_last_they_had(board: Board) -> None:
    with board.reading() as connection:
        assert history.last_names(connection, "agency", ["AG-0001", "AG-0404"]) == {
            "AG-0001": "Merton PCT"
        }
        later = history.last_change(connection, "agency", "AG-0001", "name", 2)
        assert later is not None
        assert later.number == 7
        assert history.last_change(connection, "agency", "AG-0001", "name", 7) is None
        assert history.naming(connection, "sector", "SE-0001") == []


def test_tables_and_kinds_of_older_versions_stay_readable(board: Board) -> None:
    with board._writing() as connection:
        connection.execute(
            insert(ENTRY).values(
                number=8, at="2013-06-06T10:00:00", who="A", what="Old", act="do", state="done"
            )
        )
        rows = [
            ("delegate", "DE-0001", None, '{"name": "Jo", "born": "1970-01-01"}'),
            ("posting", "PO-0001", '{"dated": "Sept 2013"}', '{"dated": "2013-09-01"}'),
        ]
        for place, (table, ref, before, after) in enumerate(rows):
            connection.execute(
                insert(ROW).values(
                    entry=8, place=place, table_name=table, ref=ref, before=before, after=after
                )
            )
    with board.reading() as connection:
        from db.history import rows_of

        old, posting = rows_of(connection, 8)
        assert old == Change("delegate", "DE-0001", None, {"name": "Jo", "born": "1970-01-01"})
        assert posting.before == {"dated": "Sept 2013"}
        assert posting.after == {"dated": dt.date(2013, 9, 1)}
        assert history.tables(connection) == ["agency", "delegate", "posting", "sector"]
        assert list(history.find(connection, Filter(table="delegate"))) == [8]
        assert rows_of(connection, 8, 1, 1) == [posting]
