"""What became of plans between two days, held against the rows and told of small boards."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from db.board import Board
from db.queries.entered import entered
from mscb_desktop.boards import open_board
from mscb_desktop.plans.book import Book
from mscb_desktop.plans.rules.changed import Changes, Happened, What
from mscb_desktop.sample import make_sample
from tests.support.boards import clock
from tests.support.counted_plans import Counted
from tests.support.few_plans import FewPlans

JUNE, AUTUMN = dt.date(2012, 6, 30), dt.date(2012, 9, 30)
MARCH, MAY = dt.date(2013, 3, 31), dt.date(2013, 5, 31)


@pytest.fixture(scope="module")
def eastbrook(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Board]:
    path = tmp_path_factory.mktemp("changed") / "sample.mscb"
    make_sample(path, name="eastbrook", clock=clock, who="Test")
    board = open_board(path, clock=clock, who="Test")
    yield board
    board.close()


def happened(board: Board, first: dt.date, last: dt.date) -> list[Happened]:
    with board.reading() as connection:
        book = Book(connection, last)
        changes = Changes(book, first, entered(connection, "plan"), entered(connection, "action"))
    return [one for plan in changes.of(list(book.plans)) for one in plan.happened]


@pytest.mark.parametrize("month", range(2, 34, 2))
@pytest.mark.parametrize("months", [1, 5, 12])
def test_what_happened_is_what_the_rows_of_the_two_days_differ_by(
    eastbrook: Board, month: int, months: int
) -> None:
    first, last = (dt.date(2024 + m // 12, m % 12 + 1, 10) for m in (month, month + months))
    rows = Counted(eastbrook)
    expected: set[tuple[What, str, Any]] = set()
    for ref, row in rows.actions.items():
        if row["same_as"] or not rows.has_begun(ref, last):
            continue
        added = not rows.has_begun(ref, first)
        before = [u["rag"] for u in rows.told(ref, first) if u["rag"]] if not added else []
        now = [u["rag"] for u in rows.told(ref, last) if u["rag"]]
        if added:
            expected.add((What.ADDED, ref, None))
        elif before[-1:] != now[-1:]:
            expected.add((What.RATED, ref, (before[-1] if before else None, now[-1])))
        was, due = rows.own_due(ref, first), rows.own_due(ref, last)
        if not added and was != due:
            expected.add((What.MOVED, ref, (due - was).days if due and was else None))
        if rows.status(ref, first) != rows.status(ref, last):
            what = What.COMPLETED if rows.status(ref, last) == "complete" else What.DROPPED
            expected.add((what, ref, row["status_on"]))
        carried = rows.goes_on(ref, last) and not rows.goes_on(ref, first) and not row["part_of"]
        if carried and rows.status(ref, last) == "open":
            expected.add((What.CARRIED, ref, None))
        told_by_points = rows.points(ref) and not row["when_text"]
        if rows.late(ref, last) and (added or not rows.late(ref, first)) and not told_by_points:
            expected.add((What.OVERDUE, ref, None))
    found = happened(eastbrook, first, last)
    assert len({(one.what, one.action.ref) for one in found}) == len(found)
    assert {(one.what, one.action.ref, _more(one)) for one in found} == expected


def _more(one: Happened) -> Any:
    if one.what is What.RATED:
        return one.before, one.now
    if one.what is What.MOVED:
        return one.days
    return one.on if one.what in (What.COMPLETED, What.DROPPED) else None


@pytest.fixture
def made(tmp_path: Path) -> Iterator[FewPlans]:
    plans = FewPlans.empty(tmp_path)
    yield plans
    plans.board.close()


@pytest.fixture
def plan(made: FewPlans) -> str:
    return made.plan("Workplan", year=made.year(2012))


def found(made: FewPlans, first: dt.date = JUNE, last: dt.date = MARCH) -> list[tuple[What, str]]:
    return [(one.what, str(one.action.number)) for one in happened(made.board, first, last)]


def test_a_rating_holds_until_another_is_given(made: FewPlans, plan: str) -> None:
    one = made.action(plan, "1")
    made.update(one, JUNE, rag="amber", narrative="Begun")
    made.update(one, AUTUMN, narrative="Going on")
    assert found(made) == []
    made.update(one, MARCH, rag="green")
    (told,) = happened(made.board, AUTUMN, MARCH)
    assert (told.what, told.before, told.now) == (What.RATED, "amber", "green")
    assert found(made, MARCH, MAY) == []


@pytest.mark.parametrize("ended", ["complete", "dropped"])
def test_an_action_ends_on_its_day_and_without_one_on_none(
    made: FewPlans, plan: str, ended: str
) -> None:
    made.action(plan, "1", status=ended, status_on=AUTUMN, last_due=AUTUMN)
    made.action(plan, "2", status=ended)
    made.action(plan, "3", status=ended, status_on=JUNE)
    made.action(plan, "4", status=ended, status_on=MAY)
    what = What.COMPLETED if ended == "complete" else What.DROPPED
    assert found(made) == [(what, "1")]


def test_a_deadline_moves_by_days_and_may_lose_its_date(made: FewPlans, plan: str) -> None:
    moved = made.action(plan, "1", when_text="March 2013", last_due=MARCH)
    lost = made.action(plan, "2", when_text="Ongoing")
    for action in (moved, lost):
        made.add(
            "earlier_deadline",
            action=action,
            when_text="September 2012",
            last_due=AUTUMN,
            replaced_on=dt.date(2012, 8, 1),
        )
    first, second = happened(made.board, JUNE, MARCH)
    assert (first.what, first.days, first.on) == (What.MOVED, 182, dt.date(2012, 8, 1))
    assert second.days is None
    assert second.was is not None
    assert second.due is not None
    assert (second.was.text, second.due.text) == ("September 2012", "Ongoing")
    assert found(made, dt.date(2012, 8, 1), MARCH) == []


def test_an_action_is_newly_overdue_once(made: FewPlans, plan: str) -> None:
    made.action(plan, "1", last_due=AUTUMN)
    made.action(plan, "2", last_due=JUNE)
    whole = made.action(plan, "3")
    made.action(plan, "3a", part_of=whole, last_due=AUTUMN)
    assert found(made) == [(What.OVERDUE, n) for n in ("1", "2", "3a")]
    assert found(made, AUTUMN, MARCH) == [(What.OVERDUE, "1"), (What.OVERDUE, "3a")]
    assert found(made, dt.date(2012, 10, 1), MARCH) == []


def test_what_is_typed_after_its_plan_is_added_on_that_day(made: FewPlans, plan: str) -> None:
    made.action(plan, "1")
    made.board.clock = lambda: dt.datetime(2013, 6, 20)
    made.action(plan, "2")
    early = made.action(plan, "3")
    made.update(early, JUNE, rag="green")
    days = [dt.date(2013, 6, 10), dt.date(2013, 6, 30)]
    assert found(made, *days) == [(What.ADDED, "2")]
    assert found(made, days[1], dt.date(2013, 7, 1)) == []
    assert found(made, MARCH, days[0]) == []


def test_a_plan_that_began_is_new_and_says_what_it_goes_on_with(made: FewPlans, plan: str) -> None:
    old = made.action(plan, "1", last_due=AUTUMN)
    later = made.plan("Workplan", year=made.year(2013))
    new = made.action(later, "4", carried_from=old, last_due=MAY)
    told = happened(made.board, MARCH, dt.date(2013, 6, 1))
    assert [(one.what, one.action.ref, one.other) for one in told] == [
        (What.CARRIED, old, new),
        (What.ADDED, new, old),
        (What.OVERDUE, new, None),
    ]


def test_an_alias_is_told_of_where_it_leads(made: FewPlans, plan: str) -> None:
    first = made.action(plan, "1", last_due=AUTUMN)
    made.action(plan, "2", same_as=first)
    assert found(made) == [(What.OVERDUE, "1")]


def test_a_plan_of_no_year_is_there_since_the_first_that_is_known(made: FewPlans) -> None:
    plan = made.plan("Strategy")
    one = made.action(plan, "1")
    made.update(one, AUTUMN, rag="red")
    assert found(made) == [(What.ADDED, "1")]
    assert found(made, AUTUMN, MARCH) == []
