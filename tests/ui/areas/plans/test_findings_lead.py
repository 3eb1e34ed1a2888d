"""Every finding of plans leads to its action, in a cell of the table or a field beside it."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from mscb_desktop import checks
from mscb_desktop.boards import open_board
from mscb_desktop.sample import make_sample
from tests.support.pages import Surroundings
from ui.areas.plans.page import PlansPage
from ui.shell.desk import Desk
from ui.theme import Look, use_look


@pytest.mark.parametrize(
    ("sample", "today", "years"),
    [
        ("merton", dt.datetime(2013, 6, 3, 12, 0), {2012, 2013}),
        ("eastbrook", dt.datetime(2026, 11, 24, 12, 0), {2024, 2025, 2026}),
    ],
)
def test_every_finding_leads_to_its_action(
    qtbot: QtBot, tmp_path: Path, sample: str, today: dt.datetime, years: set[int]
) -> None:
    application = QApplication.instance()
    assert isinstance(application, QApplication)
    use_look(application, Look())
    path = tmp_path / "board.mscb"
    make_sample(path, name=sample, clock=lambda: today, who="Test")
    board = open_board(path, clock=lambda: today, who="Test")
    around = Surroundings(Desk(board), max(years))
    with board.reading() as connection:
        found = checks.find(connection, today.date(), of=["plans"])
    assert {finding.year for finding in found} == years
    page = PlansPage(around.context)
    qtbot.addWidget(page)
    page.resize(1100, 700)
    with qtbot.waitExposed(page):
        page.show()
    for finding in found:
        page.show_year(finding.year)
        assert page.go_to(finding.ref, finding.column), finding.title
        shown = page.plans.view
        assert shown is not None
        assert shown.grid is not None
        row = shown.grid.current_row()
        assert row is not None
        assert row.ref == finding.ref, finding.title
    around.findings.stop()
    page.close()
    board.close()
