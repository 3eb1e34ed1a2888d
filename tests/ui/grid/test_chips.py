"""Ratings stand on chips in every grid, and nowhere are they cut."""

from collections import Counter
from collections.abc import Callable

import pytest
from PySide6.QtCore import QRect
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from db.fields import Field, Kind
from db.records.plans import PROGRESS_UPDATE, Rag
from mscb_desktop.sheet.model import Column
from tests.support.memory_sheet import MemorySheet
from tests.ui.grid.conftest import Desk
from ui.grid.chips import RagChip, chip_width
from ui.theme import Look, colours, use_look

RATED = PROGRESS_UPDATE.fields["rag"]


def rated_sheet(width: int = 1) -> MemorySheet:
    """Four actions, one of each rating, the column no wider than it must be."""
    name = Field("name", "Action", Kind.TEXT)
    sheet = MemorySheet(
        (
            Column("name", "Action", Kind.TEXT, name, 10, stretch=True),
            Column("rag", "RAG", RATED.kind, RATED, width),
        ),
        {"name": name, "rag": RATED},
    )
    for rag in Rag:
        sheet.add(name=rag.value, rag=rag.value)
    return sheet


def colours_in(desk: Desk, place: int, column: int = 1) -> Counter[str]:
    """Count the colours painted in a cell."""
    box = desk.grid.visualRect(desk.grid.sheet_model.index(place, column))
    image: QImage = desk.grid.viewport().grab(QRect(box)).toImage()
    return Counter(
        image.pixelColor(x, y).name() for x in range(image.width()) for y in range(image.height())
    )


@pytest.mark.parametrize("dark", [False, True])
def test_each_rating_stands_on_its_colour(desk: Callable[..., Desk], dark: bool) -> None:
    made = desk(rated_sheet())
    application = QApplication.instance()
    assert isinstance(application, QApplication)
    use_look(application, Look(dark=dark))
    grounds = [colours().chip_red, colours().chip_amber, colours().chip_green, colours().chip_none]
    for place, ground in enumerate(grounds):
        painted = colours_in(made, place)
        assert painted[ground] > 200
        assert not any(painted[other] for other in grounds if other != ground)
        assert not colours_in(made, place, 0)[ground]


def test_a_chip_is_never_cut(desk: Callable[..., Desk]) -> None:
    made = desk(rated_sheet(width=1))
    metrics = made.grid.metrics
    room = made.grid.columnWidth(1) - 2 * metrics.padding
    assert room >= chip_width("Not rated", metrics)
    assert {made.grid.rowHeight(place) for place in range(4)} == {metrics.row}


def test_text_that_is_not_taken_is_no_chip(desk: Callable[..., Desk]) -> None:
    made = desk(rated_sheet())
    made.at(0, 1)
    made.enter("purple")
    assert made.shown(0, 1) == "purple"
    assert not colours_in(made, 0)[colours().chip_red]


def test_a_chip_by_itself_says_its_rating(qtbot: QtBot) -> None:
    chip = RagChip(Rag.AMBER)
    qtbot.addWidget(chip)
    assert chip.accessibleName() == "Amber"
    amber = chip.sizeHint().width()
    chip.show_rag(Rag.NOT_RATED)
    assert chip.sizeHint().width() > amber
    chip.show_rag(None)
    assert chip.isHidden()
