"""The words about what a paste could not take, as high as they need."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QScrollArea, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from mscb_desktop.sheet.model import SheetPlan
from mscb_desktop.sheet.pasting import Paste, PasteProblem
from ui.grid.pasted import Pasted
from ui.grid.report import PasteReport


@pytest.mark.parametrize(("lines", "is_scrolled"), [(1, False), (4, False), (40, True)])
def test_it_takes_the_height_of_its_words_up_to_some_lines(
    qtbot: QtBot, lines: int, is_scrolled: bool
) -> None:
    page = QWidget()
    qtbot.addWidget(page)
    shown = Pasted(page)
    column = QVBoxLayout(page)
    column.addWidget(shown)
    column.addStretch(1)
    page.resize(600, 500)
    with qtbot.waitExposed(page):
        page.show()
    problems = tuple(PasteProblem("it was left out.", number, "When") for number in range(lines))
    paste = Paste(SheetPlan("Paste"), problems=problems, taken=lines)
    shown.show_report(PasteReport(paste, ()))
    room = shown.findChild(QScrollArea)
    assert room is not None
    qtbot.waitUntil(lambda: room.viewport().width() > 400)
    needed = shown.words.heightForWidth(room.viewport().width())
    if is_scrolled:
        assert room.height() < needed
    else:
        assert room.height() == needed
