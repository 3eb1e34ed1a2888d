"""Next year's plan of every plan of the samples: taken whole, undone whole, nothing lost on it."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from db.queries import plans as queries
from mscb_desktop.boards import open_board
from mscb_desktop.plans.beginning.next_year import Choices, Numbers, Passed, Source
from mscb_desktop.plans.beginning.next_year_changes import plan_next_plan
from mscb_desktop.plans.book import Book
from mscb_desktop.plans.model import Status
from mscb_desktop.sample import make_sample


@pytest.mark.parametrize("numbers", list(Numbers))
@pytest.mark.parametrize(
    ("sample", "today"),
    [
        ("merton", dt.datetime(2013, 6, 3, 12, 0)),
        ("eastbrook", dt.datetime(2026, 11, 24, 12, 0)),
    ],
)
def test_every_plan_has_a_next_one(
    tmp_path: Path, sample: str, today: dt.datetime, numbers: Numbers
) -> None:
    path = tmp_path / "board.mscb"
    make_sample(path, name=sample, clock=lambda: today, who="Test")
    board = open_board(path, clock=lambda: today, who="Test")
    with board.reading() as connection:
        plans = queries.plans(connection)
        kinds = {kind.ref: kind for kind in queries.kinds(connection)}
    plans.sort(key=lambda plan: not kinds[plan.plan_kind].has_objectives)
    made = 0
    for plan in plans:
        with board.reading() as connection:
            source = Source(connection, plan.ref, today.date())
        if source.follower:
            continue
        new = plan_next_plan(board, source, Choices(source.name, numbers, Passed.EMPTY))
        assert new.plan.problems == ()
        board.apply(new.plan.what, new.plan.changes)
        with board.reading() as connection:
            book = Book(connection, today.date())
        old, going_on = book.actions(plan.ref), book.actions(new.ref)
        left = {one.ref for one in old} - {one.carried_from for one in going_on}
        assert all(book.register.target(ref).status is not Status.OPEN for ref in left)
        for one in going_on:
            of = book.register.actions[str(one.carried_from)]
            assert (one.what, one.who, one.outcomes) == (of.what, of.who, of.outcomes)
            assert [party.name for party in one.parties] == [party.name for party in of.parties]
            assert len(one.links) == len(of.links)
            assert all(book.link_text(new.ref, link) for link in one.links)
        made += 1
    assert made >= 6
    for _ in range(made):
        board.undo()
    with board.reading() as connection:
        assert len(queries.plans(connection)) == len(plans)
    board.close()
