"""Older changes are taken back where their rows allow it, and the reasons where they do not."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.board import Board
from db.changes import Act, Change, Entry, Plan, create
from db.fields import Value
from db.queries import history, records
from mscb_desktop.guards import GUARDS
from mscb_desktop.history import state_words
from mscb_desktop.taking_back import plan_taking_back
from tests.support.boards import empty_board


class Hours:
    """A clock that goes on by an hour with every look."""

    def __init__(self) -> None:
        self.now = dt.datetime(2013, 6, 3, 9, 0)

    def __call__(self) -> dt.datetime:
        self.now += dt.timedelta(hours=1)
        return self.now


@pytest.fixture
def board(tmp_path: Path) -> Iterator[Board]:
    made = empty_board(tmp_path, GUARDS)
    made.clock = Hours()
    made.who = "J. Smith"
    yield made
    made.close()


def change(ref: str, before: dict[str, Value], after: dict[str, Value]) -> Change:
    table = history.table_of(ref)
    assert table is not None
    return Change(table, ref, before, after)


def plan(board: Board, entry: Entry | int) -> Plan:
    with board.reading() as connection:
        return plan_taking_back(connection, entry if isinstance(entry, int) else entry.number)


def take_back(board: Board, entry: Entry) -> Entry:
    made = plan(board, entry)
    assert made.problems == ()
    return board.apply(made.what, made.changes, of=made.of)


def reasons(made: Plan) -> list[str]:
    return [problem.message for problem in made.problems]


def row(board: Board, ref: str) -> dict[str, Value] | None:
    table = history.table_of(ref)
    assert table is not None
    with board.reading() as connection:
        found = records.rows_by_ref(connection, table, [ref]).get(ref)
    return None if found is None else {k: v for k, v in found.items() if v is not None}


def taken_back_by(board: Board, entry: Entry) -> int | None:
    with board.reading() as connection:
        return history.entries(connection, [entry.number])[0].taken_back_by


def a_line(board: Board) -> None:
    board.apply(
        "Started 2012-13",
        [
            create("financial_year", "FY-0001", start_year=2012),
            create(
                "budget_line",
                "BL-0001",
                year="FY-0001",
                position=1024,
                side="expenditure",
                kind="expenditure",
                description="Training",
                set_amount=100_00,
            ),
        ],
    )


def test_a_change_is_taken_back_though_other_cells_changed_since(board: Board) -> None:
    a_line(board)
    older = board.apply("Set", [change("BL-0001", {"set_amount": 100_00}, {"set_amount": 900_00})])
    board.apply("Comment", [change("BL-0001", {"comment": None}, {"comment": "Two venues"})])
    taker = take_back(board, older)
    assert taker.what == "Taken back: Set"
    found = row(board, "BL-0001")
    assert found is not None
    assert (found["set_amount"], found["comment"]) == (100_00, "Two venues")
    assert taken_back_by(board, older) == taker.number


def test_a_cell_changed_since_is_left_and_the_reason_told(board: Board) -> None:
    a_line(board)
    older = board.apply("Set", [change("BL-0001", {"set_amount": 100_00}, {"set_amount": 900_00})])
    board.who = "S. Lee"
    board.apply("Set", [change("BL-0001", {"set_amount": 900_00}, {"set_amount": 1300_00})])
    made = plan(board, older)
    assert made.changes == ()
    assert reasons(made) == [
        "Set was changed again by S. Lee on 03/06/2013 12:00: it holds 1,300.00 now."
    ]
    assert (made.problems[0].ref, made.problems[0].column) == ("BL-0001", "set_amount")


def test_a_cell_that_holds_the_same_again_is_taken_back(board: Board) -> None:
    a_line(board)
    older = board.apply("Set", [change("BL-0001", {"set_amount": 100_00}, {"set_amount": 900_00})])
    board.apply("Set", [change("BL-0001", {"set_amount": 900_00}, {"set_amount": None})])
    assert reasons(plan(board, older))[0].endswith("on 03/06/2013 12:00: it is empty now.")
    board.apply("Set", [change("BL-0001", {"set_amount": None}, {"set_amount": 900_00})])
    take_back(board, older)
    found = row(board, "BL-0001")
    assert found is not None
    assert found["set_amount"] == 100_00


def test_rows_that_allow_it_are_taken_back_and_the_others_named(board: Board) -> None:
    board.apply("Added", [create("agency", f"AG-000{n}", name=f"Agency {n}") for n in (1, 2)])
    older = board.apply(
        "Pasted",
        [
            change(f"AG-000{n}", {"short_name": None, "contact_name": None}, values)
            for n, values in (
                (1, {"short_name": "A1", "contact_name": "Jo"}),
                (2, {"short_name": "A2", "contact_name": "Al"}),
            )
        ],
    )
    board.apply("Typed", [change("AG-0002", {"short_name": "A2"}, {"short_name": "B2"})])
    made = plan(board, older)
    assert [c.ref for c in made.changes] == ["AG-0001"]
    assert reasons(made) == [
        "Agency 2: Short name was changed again by J. Smith on 03/06/2013 12:00: it holds B2 now."
    ]
    board.apply(made.what, made.changes, of=made.of)
    with board.reading() as connection:
        (entry,) = history.entries(connection, [older.number])
        words = state_words(connection, entry)
    assert entry.in_part
    assert words.startswith("Taken back in part by J. Smith")
    assert len(reasons(plan(board, older))) == 3
    assert row(board, "AG-0001") == {"name": "Agency 1"}
    assert row(board, "AG-0002") == {"name": "Agency 2", "short_name": "B2", "contact_name": "Al"}


def test_a_created_row_goes_only_where_nothing_names_it(board: Board) -> None:
    older = board.apply("Sector added", [create("sector", "SE-0001", name="Health", position=1)])
    later = board.apply(
        "Agency", [create("agency", "AG-0001", name="NHS Merton", sector="SE-0001")]
    )
    made = plan(board, older)
    assert made.changes == ()
    assert reasons(made) == ["The agency NHS Merton (AG-0001) names it under ‘Sector’."]
    take_back(board, later)
    take_back(board, older)
    assert row(board, "SE-0001") is None


def test_a_created_row_that_was_filled_in_since_is_not_lost(board: Board) -> None:
    older = board.apply("Added", [create("agency", "AG-0001", name="CCG")])
    board.apply("Typed", [change("AG-0001", {"contact_name": None}, {"contact_name": "Jo"})])
    assert reasons(plan(board, older)) == [
        "Contact was changed again by J. Smith on 03/06/2013 11:00: it holds Jo now."
    ]


def test_a_created_row_that_was_moved_since_goes_all_the_same(board: Board) -> None:
    older = board.apply("Added", [create("sector", "SE-0001", name="Health", position=1024)])
    board.apply("Moved", [change("SE-0001", {"position": 1024}, {"position": 4096})])
    take_back(board, older)
    assert row(board, "SE-0001") is None


def test_what_one_entry_made_together_goes_together(board: Board) -> None:
    older = board.apply(
        "Both",
        [
            create("sector", "SE-0001", name="Health", position=1),
            create("agency", "AG-0001", name="PCT", sector="SE-0001"),
        ],
    )
    taker = take_back(board, older)
    assert row(board, "SE-0001") is None
    assert row(board, "AG-0001") is None
    again = take_back(board, taker)
    assert again.what == "Put back: Both"
    assert row(board, "AG-0001") == {"name": "PCT", "sector": "SE-0001"}


def test_a_row_that_must_stay_keeps_what_it_names(board: Board) -> None:
    older = board.apply(
        "Both",
        [
            create("sector", "SE-0001", name="Health", position=1),
            create("agency", "AG-0001", name="PCT", sector="SE-0001"),
        ],
    )
    board.apply("Typed", [change("AG-0001", {"short_name": None}, {"short_name": "P"})])
    made = plan(board, older)
    assert made.changes == ()
    assert reasons(made) == [
        "PCT: Short name was changed again by J. Smith on 03/06/2013 11:00: it holds P now.",
        "Health: The agency PCT (AG-0001) names it under ‘Sector’.",
    ]


def test_deleted_rows_come_back_with_reference_and_links(board: Board) -> None:
    board.apply(
        "Added",
        [
            create("agency", "AG-0002", name="CCG"),
            create("agency", "AG-0001", name="PCT", successor="AG-0002"),
        ],
    )
    with board.reading() as connection:
        changes = records.deletion(connection, "agency", ["AG-0001", "AG-0002"])
    older = board.apply("Deleted", changes)
    board.apply("Other", [create("agency", "AG-0003", name="Police")])
    take_back(board, older)
    assert row(board, "AG-0001") == {"name": "PCT", "successor": "AG-0002"}
    assert row(board, "AG-0002") == {"name": "CCG"}


def test_a_deleted_row_whose_link_is_gone_stays_away(board: Board) -> None:
    board.apply("Sector", [create("sector", "SE-0001", name="Health", position=1)])
    board.apply("Agency", [create("agency", "AG-0001", name="PCT", sector="SE-0001")])
    with board.reading() as connection:
        agency = records.deletion(connection, "agency", ["AG-0001"])
        sector = records.deletion(connection, "sector", ["SE-0001"])
    older = board.apply("Agency deleted", agency)
    board.apply("Sector deleted", sector)
    made = plan(board, older)
    assert made.changes == ()
    assert reasons(made) == ["Sector would name Health (SE-0001, deleted)."]


def test_a_row_deleted_since_says_by_whom(board: Board) -> None:
    board.apply("Agency", [create("agency", "AG-0001", name="PCT")])
    older = board.apply("Typed", [change("AG-0001", {"short_name": None}, {"short_name": "P"})])
    board.who = "S. Lee"
    with board.reading() as connection:
        gone = records.deletion(connection, "agency", ["AG-0001"])
    deletion = board.apply("Agency deleted", gone)
    assert reasons(plan(board, older)) == ["It was deleted by S. Lee on 03/06/2013 12:00."]
    board.undo()
    assert reasons(plan(board, deletion)) == ["This was undone already."]
    assert plan(board, older).problems == ()


def test_a_guard_keeps_a_closed_year(board: Board) -> None:
    a_line(board)
    older = board.apply("Set", [change("BL-0001", {"set_amount": 100_00}, {"set_amount": 900_00})])
    board.apply("Closed", [change("FY-0001", {"closed": None}, {"closed": True})])
    made = plan(board, older)
    assert made.changes == ()
    assert "2012-13 is closed" in reasons(made)[0]


def test_taking_back_can_be_undone_and_taken_back_itself(board: Board) -> None:
    board.apply("Agency", [create("agency", "AG-0001", name="PCT")])
    older = board.apply("Typed", [change("AG-0001", {"short_name": None}, {"short_name": "P"})])
    board.apply("Other", [create("agency", "AG-0002", name="Police")])
    taker = take_back(board, older)
    assert reasons(plan(board, older)) == [f"Change {taker.number} took this back already."]
    board.undo()
    assert taken_back_by(board, older) is None
    assert row(board, "AG-0001") == {"name": "PCT", "short_name": "P"}
    board.redo()
    assert taken_back_by(board, older) == taker.number
    again = take_back(board, taker)
    assert again.what == "Put back: Typed"
    assert taken_back_by(board, taker) == again.number
    assert taken_back_by(board, older) is None
    third = take_back(board, older)
    assert third.what == "Taken back: Typed"
    assert taken_back_by(board, older) == third.number


def test_nothing_before_a_beginning_and_no_undo_is_taken_back(board: Board) -> None:
    older = board.apply("Agency", [create("agency", "AG-0001", name="PCT")])
    board.apply("Typed", [change("AG-0001", {"short_name": None}, {"short_name": "P"})])
    undone = board.undo()
    assert undone is not None
    assert reasons(plan(board, undone)) == ["This undid or did again change 2: look there."]
    begun = board.apply("Brought up to file version 2", (), act=Act.BEGIN)
    assert reasons(plan(board, begun)) == ["Undo stops here: this cannot be taken back."]
    assert reasons(plan(board, older)) == [
        "This came before ‘Brought up to file version 2’ on 03/06/2013 13:00, where undo stops. "
        "It can be read here, and typed again by hand."
    ]


_SHORT = st.sampled_from([None, "A", "B"])


@given(st.lists(st.tuples(st.sampled_from(["AG-0001", "AG-0002"]), _SHORT, _SHORT), min_size=1))
def test_any_change_taken_back_is_refused_or_gives_the_old_cells(
    tmp_path_factory: pytest.TempPathFactory, typed: list[tuple[str, str | None, str | None]]
) -> None:
    board = empty_board(tmp_path_factory.mktemp("any"), GUARDS)
    board.apply("Added", [create("agency", ref, name=ref) for ref in ("AG-0001", "AG-0002")])
    done = []
    for ref, short, phone in typed:
        now = row(board, ref) or {}
        before = {"short_name": now.get("short_name"), "contact_phone": now.get("contact_phone")}
        after = {"short_name": short, "contact_phone": phone}
        done.append((board.apply("Typed", [change(ref, before, after)]), ref, before, after))
    for entry, ref, before, after in done:
        now = row(board, ref) or {}
        made = plan(board, entry)
        holds = all(now.get(name) == value for name, value in after.items())
        assert bool(made.changes) == holds
        assert bool(made.problems) != holds
        if holds:
            board.apply(made.what, made.changes, of=made.of)
            now = row(board, ref) or {}
            assert {name: now.get(name) for name in before} == before
    board.close()
