"""The columns of a kind of plan: typed, moved, begun with those of a standard kind."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from db.queries import plans as queries
from mscb_desktop.plans.beginning.kinds import standard_kinds
from mscb_desktop.sheet.table import NEW
from tests.support.few_plans import FewPlans
from tests.support.pages import Surroundings, surroundings
from ui.areas.plans.kinds import KINDS
from ui.areas.plans.standard_kinds import add_standard
from ui.listing.page import ListingPage
from ui.panels.plan_columns import PlanColumns

K = Qt.Key


@pytest.fixture
def around(qtbot: QtBot, tmp_path: Path) -> Iterator[Surroundings]:
    with surroundings(tmp_path, sample=False) as made:
        yield made


def panel_on(qtbot: QtBot, around: Surroundings, kind: str) -> PlanColumns:
    panel = PlanColumns(around.context)
    around.pages.append(panel)  # type: ignore[arg-type]
    qtbot.addWidget(panel)
    panel.resize(640, 500)
    panel.show_record(kind)
    with qtbot.waitExposed(panel):
        panel.show()
    return panel


def columns(around: Surroundings, kind: str) -> list[tuple[str, str, int]]:
    with around.board.reading() as connection:
        found = queries.columns(connection).get(kind, [])
    return [(column.shows.value, column.heading, column.width) for column in found]


def test_a_kind_without_columns_begins_with_those_of_another(
    qtbot: QtBot, around: Surroundings
) -> None:
    kind = FewPlans(around.board).placed("plan_kind", name="Risk register")
    panel = panel_on(qtbot, around, kind)
    assert "show nothing" in panel.words.text()
    assert panel.begin_button.isVisible()
    standard = standard_kinds()[-1]
    panel.begin_with(standard)
    assert columns(around, kind) == [
        (one.shows.value, one.heading, one.width) for one in standard.columns
    ]
    assert not panel.begin_button.isVisible()
    assert panel.words.text().endswith("of which 'Action' has 35\u00a0%.")


def test_columns_are_typed_moved_and_never_twice(qtbot: QtBot, around: Surroundings) -> None:
    kind = FewPlans(around.board).placed("plan_kind", name="Risk register")
    panel = panel_on(qtbot, around, kind)
    grid = panel.grid
    assert grid is not None
    for row in (("Risk", "Action or objective", "30"), ("No.", "Number", "5")):
        grid.go_to(NEW, "heading")
        grid.setFocus()
        for text in row:
            qtbot.keyClicks(grid, text)
            editor = grid.typing.editor
            assert editor is not None
            proxy = editor.focusProxy()
            assert proxy is not None
            qtbot.keyClick(proxy, K.Key_Tab)
    assert columns(around, kind) == [("what", "Risk", 30), ("number", "No.", 5)]
    grid.go_to("PC-0002", "heading")
    qtbot.keyClick(grid, K.Key_Up, Qt.KeyboardModifier.AltModifier)
    assert [shows for shows, _, _ in columns(around, kind)] == ["number", "what"]
    grid.go_to("PC-0002", "shows")
    qtbot.keyClicks(grid, "Action or objective")
    editor = grid.typing.editor
    assert editor is not None
    proxy = editor.focusProxy()
    assert proxy is not None
    qtbot.keyClick(proxy, K.Key_Return)
    assert around.refused == [
        "This kind of plan has a column for 'Action or objective' already. Choose another."
    ]


def test_the_tab_lists_kinds_with_their_columns_and_adds_the_standard_ones(
    qtbot: QtBot, around: Surroundings
) -> None:
    page = ListingPage(around.context, KINDS)
    around.pages.append(page)
    qtbot.addWidget(page)
    page.resize(1000, 600)
    with qtbot.waitExposed(page):
        page.show()
    page.act_buttons["Add the standard kinds"].click()
    assert around.said[-1].startswith("Kinds of plan added: Business plan, Workplan")
    with around.board.reading() as connection:
        kinds = queries.kinds(connection)
    assert page.go_to(kinds[1].ref, None)
    page.details.show_panel(0)
    (panel,) = page.details.panels
    assert isinstance(panel, PlanColumns)
    qtbot.waitUntil(lambda: panel.ref == kinds[1].ref)
    add_standard(around.context, page)
    assert around.said[-1] == "All standard kinds of plan are there already."
