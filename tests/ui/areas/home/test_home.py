"""Home lists what needs doing and leads to each cell; beside it stands the year."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from db.board import Board
from db.drafts import KeptDraft
from mscb_desktop import checks
from mscb_desktop.boards import open_board
from mscb_desktop.sample import make_sample
from tests.support.boards import clock
from tests.support.budget_sheets import started_board
from tests.support.pages import File
from ui.areas.home.page import HomePage
from ui.context import Context
from ui.tasks import ImmediateTasks


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("sample") / "sample.mscb"
    make_sample(path, clock=clock, who="Test")
    return path


@pytest.fixture
def board(template: Path, tmp_path: Path) -> Iterator[Board]:
    path = tmp_path / "board.mscb"
    shutil.copyfile(template, path)
    made = open_board(path, clock=clock, who="Test")
    yield made
    made.close()


class Moves:
    """A context that notes where it is sent."""

    def __init__(self, board: Board) -> None:
        self.years: list[int] = []
        self.drafts: list[KeptDraft] = []
        self.pages: list[tuple[str, str | None, str | None]] = []
        self.context = Context(
            board=board,
            tasks=ImmediateTasks(),
            apply=lambda plan: bool(board.apply(plan.what, plan.changes)),
            open_page=lambda key, ref, column: self.pages.append((key, ref, column)),
            show_record=lambda ref, column: False,
            preview=lambda build: None,
            say=lambda words: None,
            year=lambda: 2012,
            set_year=self.years.append,
            open_draft=self.drafts.append,
            drop_draft=lambda draft: board.change_drafts(draft.place, [], [draft.cell]),
            file=File(board),
        )


@pytest.fixture
def home(qapp: QApplication, qtbot: QtBot) -> Callable[[Board], tuple[HomePage, Moves]]:
    def make(board: Board) -> tuple[HomePage, Moves]:
        moves = Moves(board)
        page = HomePage(moves.context)
        qtbot.addWidget(page)
        page.show_year(2012)
        page.show()
        return page, moves

    return make


Make = Callable[[Board], tuple[HomePage, Moves]]


def test_lists_every_figure_that_does_not_agree(home: Make, board: Board) -> None:
    page, moves = home(board)
    with board.reading() as connection:
        found = checks.find(connection, clock().date())
    assert [entry.finding for entry in page.entries] == found
    assert len(found) == 8
    assert page.status()[0] == "8 figures do not agree."
    page.entries[3].show_button.click()
    assert moves.years == [found[3].year]
    assert moves.pages == [("budget", found[3].ref, found[3].column)]


def test_shows_the_year_at_a_glance(home: Make, board: Board) -> None:
    page, _ = home(board)
    assert page.glance.figures == {
        "Set expenditure": "187,960.00",
        "Actual expenditure": "157,879.00",
        "Under-spend before adjustments": "30,081.00",
        "Carried forward": "35,167.00",
        "Income": "188,459.00",
        "Income received": "188,459.00",
        "Brought forward in it": "58,998.00",
    }
    page.show_year(2013)
    assert page.glance.figures["Set expenditure"] == "161,573.00"
    assert page.glance.figures["Brought forward in it"] == "35,165.00"
    assert "Actual expenditure" not in page.glance.figures
    page.show_year(1999)
    assert page.glance.figures == {}


def test_what_is_accepted_is_counted_and_no_longer_listed(home: Make, board: Board) -> None:
    page, moves = home(board)
    finding = page.entries[0].finding
    assert moves.context.apply(checks.plan_accept(board, finding, "Rounded in print"))
    page.refresh(frozenset())
    assert len(page.entries) == 7
    assert finding.key not in {entry.finding.key for entry in page.entries}
    assert page.status()[0] == "7 figures do not agree; 1 more accepted with a reason."


def test_an_orderly_board_says_so(home: Make, tmp_path: Path) -> None:
    board = started_board(tmp_path, "orderly")
    page, _ = home(board)
    assert page.entries == []
    assert page.status()[0] == "All figures agree."
    assert not page.go_to("BL-0001", None)
    board.close()


def test_a_long_list_says_how_many_more_there_are(
    home: Make, board: Board, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("ui.areas.home.page.MOST", 3)
    page, _ = home(board)
    assert len(page.entries) == 3
    words = [label.text() for label in page.findChildren(QLabel)]
    assert "5 more stand on the pages of their years." in words
