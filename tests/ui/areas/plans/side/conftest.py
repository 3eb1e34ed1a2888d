"""A plan with its side in a window, for every test of the cards."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from tests.support.pages import Surroundings
from tests.support.side_of_plan import DAY, SideOfPlan
from tests.support.side_words import surrounded
from ui.areas.plans.side.panel import WIDTH, SidePanel


@pytest.fixture
def plans(tmp_path: Path) -> Iterator[SideOfPlan]:
    made = SideOfPlan.begun(tmp_path)
    yield made
    made.board.close()


@pytest.fixture
def around(plans: SideOfPlan) -> Surroundings:
    return surrounded(plans)


@pytest.fixture
def show(qtbot: QtBot) -> Callable[[Surroundings], SidePanel]:
    def show_panel(around: Surroundings) -> SidePanel:
        panel = SidePanel(around.context)
        around.pages.append(panel)  # type: ignore[arg-type]
        qtbot.addWidget(panel)
        panel.resize(WIDTH, 900)
        with qtbot.waitExposed(panel):
            panel.show()
        panel.activateWindow()
        qtbot.waitUntil(panel.isActiveWindow)
        return panel

    return show_panel


@pytest.fixture
def panel(
    around: Surroundings, show: Callable[[Surroundings], SidePanel], plans: SideOfPlan
) -> SidePanel:
    """Give the panel with the first action in it."""
    panel = show(around)
    panel.show_action(plans.first, DAY)
    return panel
