"""The invented sample's plans: three years of them, with everything that happens to actions."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

import pytest

from db.board import Board
from db.queries import plans as queries
from db.records.plans import Rag, Shows, Status
from mscb_desktop.boards import open_board
from mscb_desktop.plans.beginning.kinds import standard_kinds
from mscb_desktop.plans.book import Book
from mscb_desktop.plans.rules.doubt import Kind
from mscb_desktop.plans.rules.honesty import doubts
from mscb_desktop.plans.rules.progress import Direction
from mscb_desktop.plans.rules.rollup import RollUp
from mscb_desktop.sample import make_sample

AUTUMN = dt.datetime(2026, 11, 24, 9, 30)
TODAY = AUTUMN.date()


@pytest.fixture(scope="module")
def board(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Board]:
    path = tmp_path_factory.mktemp("sample") / "eastbrook.mscb"
    make_sample(path, name="eastbrook", clock=lambda: AUTUMN, who="Test")
    made = open_board(path, clock=lambda: AUTUMN, who="Test")
    yield made
    made.close()


@pytest.fixture(scope="module")
def book(board: Board) -> Book:
    with board.reading() as connection:
        return Book(connection, TODAY)


def test_there_are_plans_of_three_years_that_follow_each_other(book: Book) -> None:
    years = {plan.start_year for plan in book.plans.values()}
    assert years == {2024, 2025, 2026}
    business = [plan for plan in book.plans.values() if book.kinds[plan.plan_kind].has_objectives]
    assert [plan.start_year for plan in business] == [2024, 2025, 2026]
    assert [plan.follows for plan in business] == [None, business[0].ref, business[1].ref]


def test_every_standard_kind_is_used_and_one_of_its_own(book: Book) -> None:
    used = {book.kinds[plan.plan_kind].name for plan in book.plans.values()}
    standard = {kind.name for kind in standard_kinds()}
    assert used == standard | {"Follow-up of self-assessments"}
    own = next(kind for kind in book.kinds.values() if kind.name not in standard)
    shows = [column.shows for column in book.columns[own.ref]]
    assert Shows.STATUS in shows
    assert Shows.RAG not in shows


def test_everything_that_happens_to_actions_happens(book: Book) -> None:
    actions = book.register.actions
    standings = {ref: book.standing(ref) for ref in actions}
    assert {standing.status for standing in standings.values()} == set(Status)
    assert {standing.rag for standing in standings.values()} == {*Rag, None}
    assert {standing.direction for standing in standings.values()} == {*Direction, None}
    assert any(standing.overdue for standing in standings.values())
    assert any(standing.carried for standing in standings.values())
    assert any(action.same_as for action in actions.values())
    assert any(action.part_of for action in actions.values())


def test_deadlines_moved_by_days_that_are_known(book: Book) -> None:
    slipped = [standing.slippage for standing in map(book.standing, book.register.actions)]
    assert max(slippage for slippage in slipped if slippage is not None) > 60
    (moved,) = [
        action
        for action in book.register.actions.values()
        if action.what == "Choose the priorities for 2027 to 2030 with families and staff"
    ]
    assert [deadline.last_due for deadline in moved.deadlines] == [
        dt.date(2026, 11, 30),
        dt.date(2027, 1, 31),
    ]
    assert book.standing(moved.ref).slippage == 62


def test_a_year_shows_as_it_was(board: Board) -> None:
    with board.reading() as connection:
        then = Book(connection, dt.date(2025, 3, 31))
        plan = next(p for p in queries.plans(connection) if p.name == "Business plan")
    count = RollUp(then.register, then.day).of_plans(plan.ref)
    assert count.by_rag == {Rag.GREEN: 3, Rag.AMBER: 2}
    assert count.overdue == 0, "it is the last day of the year, on which two were due"


def test_what_does_not_go_together_is_found(book: Book) -> None:
    found = doubts(
        book.register,
        TODAY,
        plans=book.model_plans.values(),
        sections=book.model_sections,
        without_rag=book.without_rag,
    )
    assert {doubt.kind for doubt in found} == {
        Kind.OVERDUE_AND_GREEN,
        Kind.AMBER_STAYS,
        Kind.NEVER_DUE,
        Kind.NO_DATE,
        Kind.NO_NARRATIVE,
        Kind.NO_RATING,
    }
