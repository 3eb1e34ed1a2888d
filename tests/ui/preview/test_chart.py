"""A chart in the window: drawn in the theme's colours, told in words."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from mscb_desktop.document.model import Chart, Series
from ui.preview.chart import ChartView
from ui.theme import Look, use_look

CHART = Chart(
    "Set and actual",
    ("Salaries", "Room hire"),
    (Series("set", (7_667_000, 200_000)), Series("actual", (7_498_200, None))),
)


@pytest.fixture
def application(qapp: QApplication) -> Iterator[QApplication]:
    use_look(qapp, Look())
    yield qapp
    use_look(qapp, Look())


@pytest.fixture
def view(application: QApplication, qtbot: QtBot) -> ChartView:
    made = ChartView()
    qtbot.addWidget(made)
    made.resize(300, 100)
    made.show()
    return made


def _has_ink(image: QImage) -> bool:
    points = ((x, y) for x in range(image.width()) for y in range(image.height()))
    return any(image.pixelColor(x, y).alpha() > 0 for x, y in points)


def test_draws_the_chart_and_tells_its_figures(view: ChartView, qtbot: QtBot) -> None:
    view.show_chart(CHART)
    assert view.accessibleName() == "Set and actual"
    assert view.accessibleDescription() == (
        "Salaries: set 76,670.00, actual 74,982.00; Room hire: set 2,000.00, actual blank"
    )
    qtbot.waitUntil(lambda: not view.image.isNull())
    assert _has_ink(view.image)
    assert view.image.width() == view.width()
    assert view.height() > 40


def test_draws_anew_for_theme_size_and_width(
    view: ChartView, application: QApplication, qtbot: QtBot
) -> None:
    view.show_chart(CHART)
    qtbot.waitUntil(lambda: not view.image.isNull())
    light, height = view.image, view.height()
    use_look(application, Look(dark=True))
    qtbot.waitUntil(lambda: view.image != light)
    use_look(application, Look(text_size=200))
    qtbot.waitUntil(lambda: view.height() > height * 1.8)
    view.resize(500, view.height())
    qtbot.waitUntil(lambda: view.image.width() == 500)


def test_shows_nothing_where_there_is_none(view: ChartView, qtbot: QtBot) -> None:
    view.show_chart(CHART)
    qtbot.waitUntil(lambda: not view.image.isNull())
    view.show_chart(None)
    qtbot.waitUntil(lambda: view.image.isNull())
    assert view.accessibleDescription() == ""
    assert view.height() == 0
