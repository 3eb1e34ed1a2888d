"""Filters are kept under a name, changed, renamed and deleted, each as one change."""

from pathlib import Path

import pytest

from db.board import Board
from db.changes import create
from db.queries.register import Filter
from db.records.plans import Due, Rag, Status
from mscb_desktop.guards import GUARDS
from mscb_desktop.plans.register import saved
from mscb_desktop.sheet.model import SheetPlan
from tests.support.boards import empty_board

OWED = Filter(
    holding="audit files",
    every_year=True,
    agency="AG-0001",
    leads=True,
    rag=Rag.RED.value,
    status=Status.OPEN,
    due=Due.OVERDUE,
)


@pytest.fixture
def board(tmp_path: Path) -> Board:
    made = empty_board(tmp_path, GUARDS)
    made.apply("Lists", [create("agency", "AG-0001", name="Police")])
    return made


def apply(board: Board, plan: SheetPlan) -> None:
    board.apply(plan.what, plan.changes)


def kept(board: Board) -> list[saved.Saved]:
    with board.reading() as connection:
        return saved.saved_filters(connection)


def test_a_filter_comes_back_as_it_was_saved(board: Board) -> None:
    apply(board, saved.save(board, "What the police owes us", OWED))
    apply(board, saved.save(board, "Everything", Filter()))
    assert [(one.name, one.wanted) for one in kept(board)] == [
        ("What the police owes us", OWED),
        ("Everything", Filter()),
    ]


def test_saving_under_a_name_that_is_there_changes_that_filter(board: Board) -> None:
    apply(board, saved.save(board, "Owed", OWED))
    plan = saved.save(board, "owed", Filter(status=Status.COMPLETE))
    assert plan.what == "Filter 'owed' changed"
    apply(board, plan)
    (one,) = kept(board)
    assert one.wanted == Filter(status=Status.COMPLETE)
    assert saved.save(board, "Owed", one.wanted).changes == ()


def test_a_filter_is_renamed_and_deleted_and_comes_back(board: Board) -> None:
    apply(board, saved.save(board, "Owed", OWED))
    apply(board, saved.rename(kept(board)[0], "What they owe"))
    assert [one.name for one in kept(board)] == ["What they owe"]
    apply(board, saved.delete(board, kept(board)[0]))
    assert kept(board) == []
    board.undo()
    assert [(one.name, one.wanted) for one in kept(board)] == [("What they owe", OWED)]


def test_names_that_cannot_be_taken_are_told(board: Board) -> None:
    apply(board, saved.save(board, "Owed", OWED))
    assert saved.problem("  ", []) == "Type a name for the filter."
    assert "of this name" in str(saved.problem("OWED ", kept(board)))
    assert "room for 200" in str(saved.problem("x" * 201, []))
    assert saved.problem("Owed by health", kept(board)) is None
