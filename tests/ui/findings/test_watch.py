"""What needs doing is looked for in the background: at first, after changes, on a new day."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from db.board import Board
from db.changes import create
from mscb_desktop.checks import Checks, areas, checks_of, plan_accept
from tests.support.boards import empty_board
from ui.findings.watch import FindingsWatch
from ui.tasks import BackgroundTasks, ImmediateTasks

EVERY = list(areas())


@pytest.fixture
def board(tmp_path: Path) -> Iterator[Board]:
    made = empty_board(tmp_path)
    made.apply(
        "Groups",
        [
            create("financial_year", "FY-0001", start_year=2013),
            create("board_group", "GR-0001", name="Board", position=1),
            create("person", "PE-0001", name="Ada Alder"),
            create("membership", "ME-0001", board_group="GR-0001", person="PE-0001", role="member",
                   position=1),
        ],
    )  # fmt: skip
    yield made
    made.close()


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Note which areas are asked."""
    names: list[str] = []

    def noting(name: str) -> Checks:
        area = checks_of(name)

        def check(*given: object) -> object:
            names.append(name)
            return area.check(*given)  # type: ignore[arg-type]

        return Checks(name, check, area.tables)  # type: ignore[arg-type]

    monkeypatch.setattr("mscb_desktop.checks.checks_of", noting)
    return names


def test_looks_in_the_background_and_tells_once(
    board: Board, qapp: QApplication, qtbot: QtBot
) -> None:
    tasks = BackgroundTasks()
    watch = FindingsWatch(board, tasks)
    assert watch.found is None
    with qtbot.waitSignal(watch.changed):
        watch.look()
    assert watch.found is not None
    assert [finding.title for finding in watch.found] == ["Board: no chair"]
    assert watch.counts() == {"groups": 1}
    tasks.stop()


def test_after_a_change_only_the_areas_that_depend_on_it_are_asked(
    board: Board, qapp: QApplication, qtbot: QtBot, asked: list[str]
) -> None:
    watch = FindingsWatch(board, ImmediateTasks())
    board.on_change(lambda entry: watch.touch(entry.touched))
    watch.look()
    assert asked == EVERY
    with qtbot.waitSignal(watch.changed):
        board.apply(
            "Line",
            [create("budget_line", "BL-0001", year="FY-0001", side="expenditure",
                    kind="expenditure", set_amount=100, position=1)],
        )  # fmt: skip
    assert asked == [*EVERY, "budget"]
    assert watch.counts() == {"groups": 1, "budget": 1}
    finding = next(finding for finding in watch.found or () if finding.area == "groups")
    with qtbot.waitSignal(watch.changed):
        plan = plan_accept(board, finding, "Being sought.")
        board.apply(plan.what, plan.changes)
    # Of plans, what is accepted is not gathered with the others; a reason changes nothing else.
    assert asked == [*EVERY, "budget", "plans"]
    assert watch.counts() == {"budget": 1}
    watch.stop()


def test_a_new_day_is_looked_at_afresh(
    board: Board, qapp: QApplication, asked: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    watch = FindingsWatch(board, ImmediateTasks())
    watch.look()
    watch.look()
    assert asked == EVERY
    monkeypatch.setattr(board, "clock", lambda: dt.datetime(2013, 6, 4, 8, 0))
    watch.look()
    assert asked == 2 * EVERY
