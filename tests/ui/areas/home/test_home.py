"""Home lists what needs doing and leads to each cell; beside it stands the year."""

from __future__ import annotations

import datetime as dt
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QPushButton
from pytestqt.qtbot import QtBot

from db.board import Board
from db.changes import create
from db.drafts import KeptDraft
from mscb_desktop import checks
from mscb_desktop.boards import open_board
from mscb_desktop.sample import make_sample
from tests.support.boards import clock, empty_board
from tests.support.budget_sheets import started_board
from tests.support.pages import File
from ui.areas.home.page import HomePage
from ui.context import Context
from ui.findings.watch import FindingsWatch
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
        self.findings = FindingsWatch(board, ImmediateTasks())
        board.on_change(lambda entry: self.findings.touch(entry.touched))
        self.context = Context(
            board=board,
            tasks=ImmediateTasks(),
            apply=lambda plan: bool(plan.changes and board.apply(plan.what, plan.changes)),
            open_page=lambda key, ref, column: self.pages.append((key, ref, column)),
            show_record=lambda ref, column: False,
            preview=lambda build: None,
            say=lambda words: None,
            year=lambda: 2012,
            set_year=self.years.append,
            open_draft=self.drafts.append,
            drop_draft=lambda draft: board.change_drafts(draft.place, [], [draft.cell]),
            file=File(board),
            findings=self.findings,
        )


@pytest.fixture
def home(qapp: QApplication, qtbot: QtBot) -> Iterator[Make]:
    made: list[Moves] = []

    def make(board: Board) -> tuple[HomePage, Moves]:
        moves = Moves(board)
        made.append(moves)
        page = HomePage(moves.context)
        qtbot.addWidget(page)
        page.show_year(2012)
        page.show()
        return page, moves

    yield make
    for moves in made:
        moves.findings.stop()


Make = Callable[[Board], tuple[HomePage, Moves]]


@pytest.fixture
def gaps(tmp_path: Path) -> Iterator[Board]:
    """A board of 2013-14 without figures: a group without a chair, and a post long vacant."""
    made = empty_board(tmp_path, name="gaps")
    made.apply(
        "Groups",
        [
            create("financial_year", "FY-0001", start_year=2013),
            create("board_group", "GR-0001", name="Board", position=1),
            create("post", "PT-0001", title="Nurse", vacant_since=dt.date(2012, 8, 1)),
            create("membership", "ME-0001", board_group="GR-0001", post="PT-0001", role="member",
                   position=1),
        ],
    )  # fmt: skip
    yield made
    made.close()


def said(page: HomePage) -> list[str]:
    return [label.text() for label in page.findChildren(QLabel) if label.isVisibleTo(page)]


def press(page: HomePage, words: str) -> None:
    buttons = [b for b in page.findChildren(QPushButton) if b.accessibleName() == words]
    (made,) = (b for b in buttons if b.isVisibleTo(page))
    made.click()


def test_lists_every_figure_that_does_not_agree(home: Make, board: Board) -> None:
    page, moves = home(board)
    with board.reading() as connection:
        found = checks.find(connection, clock().date(), of=["budget"])
    listed = [entry for entry in page.entries if entry.finding.area == "budget"]
    assert [entry.finding for entry in listed] == found
    assert len(found) == 8
    assert page.status()[0] == "8 figures do not agree, and 26 other things need doing."
    assert "Budget 2012-13" in said(page)
    listed[3].acts.show_button.click()
    assert moves.years == [found[3].year]
    assert moves.pages == [("budget", found[3].ref, found[3].column)]


def test_lists_gaps_below_their_areas_and_leads_to_each(home: Make, gaps: Board) -> None:
    page, moves = home(gaps)
    assert page.status()[0] == "2 things need doing."
    group, post = page.entries
    assert (group.finding.title, post.finding.title) == ("Board: no chair", "Nurse is vacant")
    for entry in (group, post):
        assert entry.finding.title in said(page)
        assert entry.finding.message in said(page)
        entry.acts.show_button.click()
    assert moves.pages == [("groups", "GR-0001", None), ("people", "PT-0001", "vacant_since")]
    assert moves.years == [2013, 2013]


def test_a_gap_that_is_mended_goes_by_itself(home: Make, gaps: Board, qtbot: QtBot) -> None:
    page, _ = home(gaps)
    person = create("person", "PE-0001", name="Ada Alder")
    holding = create("holding", "HO-0001", post="PT-0001", person="PE-0001",
                     began=dt.date(2013, 5, 1))  # fmt: skip
    gaps.apply("Nurse", [person, holding])
    qtbot.waitUntil(lambda: [e.finding.title for e in page.entries] == ["Board: no chair"])


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


def test_what_is_accepted_with_a_reason_is_counted_and_can_be_taken_back(
    home: Make, gaps: Board, qtbot: QtBot
) -> None:
    page, _ = home(gaps)
    page.entries[1].acts.accept_button.click()
    line = page.entries[1].acts.line
    assert line is not None
    assert line.isVisible()
    qtbot.keyClicks(line, "Advertised twice.")
    qtbot.keyClick(line, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: len(page.entries) == 1)
    assert page.status()[0] == "1 thing needs doing; 1 more accepted with a reason."
    assert page.accepted == []
    press(page, "Show the one accepted with a reason")
    (accepted,) = page.accepted
    assert any(words.endswith("\nAccepted: Advertised twice.") for words in said(page))
    accepted.back_button.click()
    qtbot.waitUntil(lambda: len(page.entries) == 2)
    assert page.status()[0] == "2 things need doing."


def test_a_reason_is_needed_and_esc_gives_it_up(home: Make, gaps: Board, qtbot: QtBot) -> None:
    page, _ = home(gaps)
    acts = page.entries[0].acts
    acts.accept_button.click()
    assert acts.line is not None
    qtbot.keyClick(acts.line, Qt.Key.Key_Return)
    assert acts.line is not None
    qtbot.keyClick(acts.line, Qt.Key.Key_Escape)
    assert acts.line is None
    assert acts.accept_button.isVisible()
    assert gaps.next_undo() == "Groups"


def test_a_reason_being_typed_outlives_what_changes_meanwhile(
    home: Make, gaps: Board, qtbot: QtBot
) -> None:
    page, _ = home(gaps)
    page.entries[0].acts.accept_button.click()
    line = page.entries[0].acts.line
    assert line is not None
    qtbot.keyClicks(line, "The post is adv")
    gaps.apply(
        "Another",
        [
            create("agency", "AG-0002", name="CCG"),
            create("agency", "AG-0001", name="PCT", successor="AG-0002"),
        ],
    )
    qtbot.waitUntil(lambda: len(page.entries) == 3)
    (again,) = (entry for entry in page.entries if entry.finding.area == "groups")
    assert again.acts.line is not None
    assert again.acts.line.text() == "The post is adv"
    qtbot.waitUntil(again.acts.line.hasFocus)


def test_where_it_cannot_be_accepted_the_reason_stands_beside_it(
    home: Make, tmp_path: Path
) -> None:
    board = empty_board(tmp_path, name="young")
    board.apply(
        "Agencies",
        [
            create("agency", "AG-0002", name="CCG"),
            create("agency", "AG-0001", name="PCT", successor="AG-0002"),
        ],
    )
    page, moves = home(board)
    (entry,) = page.entries
    assert not entry.acts.accept_button.isVisible()
    assert any("once the board has the financial year 2013-14" in words for words in said(page))
    entry.acts.show_button.click()
    assert moves.years == []
    assert moves.pages == [("agencies", "AG-0001", "succeeded_on")]
    board.close()


def test_an_orderly_board_says_so(home: Make, tmp_path: Path) -> None:
    board = started_board(tmp_path, "orderly")
    page, _ = home(board)
    assert page.entries == []
    assert page.status()[0] == "Nothing needs doing."
    assert not page.go_to("BL-0001", None)
    board.close()


def test_a_board_that_holds_nothing_names_the_first_steps(home: Make, tmp_path: Path) -> None:
    board = empty_board(tmp_path)
    page, moves = home(board)
    assert "This board holds nothing yet" in said(page)
    ways = {way.text(): way for way in page.findChildren(QPushButton) if way.isVisible()}
    ways["Begin with the groups"].click()
    ways["Read lists from Excel"].click()
    assert moves.pages == [("groups", None, None), ("exchange", None, None)]
    board.apply("Begun", [create("agency", "AG-0001", name="Hill Trust")])
    page.refresh(frozenset({("agency", "AG-0001")}))
    assert "This board holds nothing yet" not in said(page)
    assert any("Nothing needs doing" in words for words in said(page))
    board.close()


def test_a_long_list_shows_more_when_asked(
    home: Make, board: Board, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("ui.areas.home.page.FEW", 3)
    monkeypatch.setattr("ui.areas.home.page.MORE", 4)
    page, _ = home(board)

    def listed() -> int:
        return len([e for e in page.entries if e.finding.area == "budget"])

    assert listed() == 3
    press(page, "Show 4 more: Budget 2012-13")
    assert listed() == 7
    press(page, "Show 1 more: Budget 2012-13")
    assert listed() == 8
