"""Deadlines are read however they come, and the ones that they replace are kept."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import pytest

from db.board import Board
from db.changes import Change, create
from db.fields import Value
from db.queries import records
from mscb_desktop.boards import create_board
from mscb_desktop.plans.book import Book

JANUARY, FEBRUARY, MARCH = (dt.datetime(2013, month, 7, 9, 30) for month in (1, 2, 3))


class Days:
    """A clock that a test sets."""

    def __init__(self) -> None:
        self.now = JANUARY

    def __call__(self) -> dt.datetime:
        return self.now


@pytest.fixture
def days() -> Days:
    return Days()


@pytest.fixture
def board(tmp_path: Path, days: Days) -> Iterator[Board]:
    made = create_board(tmp_path / "plans.mscb", clock=days, who="Test")
    made.apply(
        "Plan",
        [
            create("financial_year", "FY-0001", start_year=2012),
            create("plan_kind", "PK-0001", name="Plan", has_objectives=True, position=1),
            create("plan", "PL-0001", name="Plan", plan_kind="PK-0001", year="FY-0001", position=1),
            action(when_text="March 2013"),
        ],
    )
    yield made
    made.close()


def action(ref: str = "AN-0001", **values: Value) -> Change:
    given = {"plan": "PL-0001", "number": "1", "what": "Refresh", "status": "open", "position": 1}
    return create("action", ref, **{**given, **values})


def write(board: Board, old: str | None, new: str | None) -> None:
    board.apply("When", [Change("action", "AN-0001", {"when_text": old}, {"when_text": new})])


def by_hand(board: Board, ref: str, **values: Value) -> None:
    board.apply("By hand", [action(ref, position=int(ref[-1]), **values)])


def row(board: Board, ref: str) -> dict[str, Value]:
    with board.reading() as connection:
        table = "action" if ref.startswith("AN") else "earlier_deadline"
        return dict(records.rows_by_ref(connection, table, [ref])[ref])


def due(board: Board) -> tuple[Value, Value]:
    found = row(board, "AN-0001")
    return found["first_due"], found["last_due"]


def earlier(board: Board) -> list[tuple[Value, ...]]:
    with board.reading() as connection:
        rows = records.page(connection, "earlier_deadline", {}, 0, 9)
    names = ("when_text", "last_due", "replaced_on")
    return [tuple(values[name] for name in names) for _, values in sorted(rows)]


def test_a_new_action_gets_the_days_that_its_text_names(board: Board) -> None:
    assert due(board) == (dt.date(2013, 3, 31), dt.date(2013, 3, 31))


def test_the_year_of_the_plan_settles_a_month_without_one(board: Board) -> None:
    board.apply("Action", [action("AN-0002", when_text="May and February", position=2)])
    found = row(board, "AN-0002")
    assert found["first_due"] == dt.date(2012, 5, 31)
    assert found["last_due"] == dt.date(2013, 2, 28)


def test_the_year_may_come_in_the_same_change(board: Board) -> None:
    board.apply(
        "Plan of next year",
        [
            create("financial_year", "FY-0002", start_year=2013),
            create("plan", "PL-0002", name="N", plan_kind="PK-0001", year="FY-0002", position=2),
            action("AN-0002", plan="PL-0002", when_text="May"),
        ],
    )
    assert row(board, "AN-0002")["last_due"] == dt.date(2013, 5, 31)


def test_days_that_are_typed_beside_a_text_stay(board: Board) -> None:
    meeting = dt.date(2012, 11, 15)
    board.apply("Action", [action("AN-0002", when_text="November meeting", last_due=meeting)])
    assert row(board, "AN-0002")["last_due"] == meeting
    change = Change(
        "action",
        "AN-0002",
        {"when_text": "November meeting", "last_due": meeting},
        {"when_text": "Next meeting", "last_due": dt.date(2013, 1, 24)},
    )
    board.apply("Moved", [change])
    assert row(board, "AN-0002")["last_due"] == dt.date(2013, 1, 24)


def test_a_deadline_that_is_corrected_on_its_day_is_not_kept(board: Board) -> None:
    write(board, "March 2013", "June 2013")
    assert earlier(board) == []
    assert due(board)[1] == dt.date(2013, 6, 30)


def test_a_deadline_that_is_moved_later_is_kept_with_the_day(board: Board, days: Days) -> None:
    days.now = FEBRUARY
    write(board, "March 2013", "June 2013")
    write(board, "June 2013", "July 2013")
    first = ("March 2013", dt.date(2013, 3, 31), FEBRUARY.date())
    assert earlier(board) == [first]
    days.now = MARCH
    write(board, "July 2013", None)
    assert earlier(board) == [first, ("July 2013", dt.date(2013, 7, 31), MARCH.date())]
    assert due(board) == (None, None)


def test_a_deadline_that_is_put_back_on_the_same_day_has_not_moved(
    board: Board, days: Days
) -> None:
    days.now = FEBRUARY
    write(board, "March 2013", "June 2013")
    write(board, "June 2013", "March 2013")
    assert earlier(board) == []
    board.undo()
    assert len(earlier(board)) == 1


def test_a_deadline_typed_again_after_undo_is_moved(board: Board, days: Days) -> None:
    days.now = FEBRUARY
    write(board, "March 2013", "June 2013")
    board.undo()
    write(board, "March 2013", "July 2013")
    assert earlier(board) == [("March 2013", dt.date(2013, 3, 31), FEBRUARY.date())]


def test_a_deadline_of_an_action_that_came_back_today_is_kept(board: Board, days: Days) -> None:
    days.now = FEBRUARY
    with board.reading() as connection:
        changes = records.deletion(connection, "action", ["AN-0001"])
    board.apply("Deleted", changes)
    board.undo()
    write(board, "March 2013", "July 2013")
    assert earlier(board) == [("March 2013", dt.date(2013, 3, 31), FEBRUARY.date())]


def test_days_typed_by_hand_are_kept_when_they_move(board: Board, days: Days) -> None:
    first, second, third = dt.date(2013, 3, 8), dt.date(2013, 4, 8), dt.date(2013, 5, 8)
    by_hand(board, "AN-0002", when_text=None, last_due=first)
    by_hand(board, "AN-0003", when_text="Summer meeting", last_due=first)
    days.now = FEBRUARY
    for ref in ("AN-0002", "AN-0003"):
        board.apply("By hand", [Change("action", ref, {"last_due": first}, {"last_due": second})])
        board.apply("By hand", [Change("action", ref, {"last_due": second}, {"last_due": third})])
    assert earlier(board) == [
        ("08/03/2013", first, FEBRUARY.date()), ("Summer meeting", first, FEBRUARY.date())
    ]  # fmt: skip
    with board.reading() as connection:
        assert Book(connection, FEBRUARY.date()).standing("AN-0002").slippage == 61


def test_a_text_that_is_read_otherwise_by_hand_has_not_moved(board: Board, days: Days) -> None:
    days.now = FEBRUARY
    read, meant = dt.date(2013, 3, 31), dt.date(2013, 3, 8)
    both = ("first_due", "last_due")
    change = Change("action", "AN-0001", dict.fromkeys(both, read), dict.fromkeys(both, meant))
    board.apply("Meant", [change])
    assert earlier(board) == []
    assert due(board) == (meant, meant)


def test_what_a_workbook_brings_along_is_not_kept_twice(board: Board, days: Days) -> None:
    days.now = MARCH
    moved = create(
        "earlier_deadline", "ED-0007", action="AN-0001", when_text="March 2013",
        replaced_on=FEBRUARY.date(),
    )  # fmt: skip
    text = Change("action", "AN-0001", {"when_text": "March 2013"}, {"when_text": "May 2013"})
    board.apply("Imported", [text, moved])
    assert earlier(board) == [("March 2013", dt.date(2013, 3, 31), FEBRUARY.date())]


def test_the_deadline_that_held_on_a_day_shows_as_at_it(board: Board, days: Days) -> None:
    days.now = FEBRUARY
    write(board, "March 2013", "July 2013")
    with board.reading() as connection:
        before = Book(connection, JANUARY.date()).standing("AN-0001")
        after = Book(connection, FEBRUARY.date()).standing("AN-0001")
    assert (before.due, before.slippage) == (dt.date(2013, 3, 31), 0)
    assert (after.due, after.slippage) == (dt.date(2013, 7, 31), 122)


def test_undo_takes_back_the_days_and_the_deadline_that_was_kept(board: Board, days: Days) -> None:
    days.now = FEBRUARY
    write(board, "March 2013", "July 2013")
    board.undo()
    assert earlier(board) == []
    assert due(board)[1] == dt.date(2013, 3, 31)
    board.redo()
    assert len(earlier(board)) == 1
    assert due(board)[1] == dt.date(2013, 7, 31)


def test_other_fields_leave_the_days_alone(board: Board, days: Days) -> None:
    days.now = FEBRUARY
    board.apply("What", [Change("action", "AN-0001", {"what": "Refresh"}, {"what": "Redo"})])
    assert due(board)[1] == dt.date(2013, 3, 31)
    assert earlier(board) == []


def test_a_plan_goes_with_all_that_it_owns_and_comes_back(board: Board) -> None:
    more = [
        create("plan_section", "PS-0001", plan="PL-0001", title="One", position=1),
        action("AN-0002", plan_section="PS-0001", position=2),
        action("AN-0003", part_of="AN-0002", position=3),
        action("AN-0004", same_as="AN-0002", position=4),
        create("action_link", "AL-0001", action="AN-0002", plan_section="PS-0001", position=1),
        create("progress_update", "PU-0001", action="AN-0003", dated=JANUARY.date(), rag="green"),
    ]
    board.apply("More", more)
    with board.reading() as connection:
        changes = records.deletion(connection, "plan", ["PL-0001"])
    deleted = [(change.table, change.ref) for change in changes if change.after is None]
    assert len(deleted) == len(set(deleted)) == 8
    board.apply("Plan deleted", changes)
    with board.reading() as connection:
        assert records.count(connection, "action", {}) == 0
    board.undo()
    with board.reading() as connection:
        assert records.count(connection, "action", {}) == 4
    assert row(board, "AN-0004")["same_as"] == "AN-0002"
