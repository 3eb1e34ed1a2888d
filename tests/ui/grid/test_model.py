"""The model's contract, pages and reloading."""

import time
from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester

from db.changes import Change, create
from tests.support.memory_sheet import TABLE, MemorySheet, budget_sheet
from tests.ui.grid.conftest import Desk
from ui.grid.model import GridModel
from ui.grid.rows import PAGE


def watched(sheet: MemorySheet) -> GridModel:
    model = GridModel(sheet, sheet.apply)
    mode = QAbstractItemModelTester.FailureReportingMode.Fatal
    QAbstractItemModelTester(model, mode, model)
    return model


@pytest.mark.parametrize("count", [0, 1, 20, PAGE, 600])
def test_the_model_keeps_qts_contract_through_every_change(count: int, qtbot: object) -> None:
    sheet = budget_sheet(count)
    model = watched(sheet)
    sheet.write(create(TABLE, "BL-9000", name="Added", _above="BL-0003"))
    model.reload()
    assert model.rowCount() == count + 2
    sheet.write(Change(TABLE, "BL-9000", sheet.stored["BL-9000"], None))
    model.reload()
    assert model.rowCount() == count + 1
    for ref in list(sheet.stored)[:3]:
        sheet.write(Change(TABLE, ref, sheet.stored[ref], None))
    sheet.write(create(TABLE, "BL-9001", name="Other"))
    model.reload()
    assert model.rowCount() == sheet.count()
    sheet.stored = dict(reversed(sheet.stored.items()))
    model.reload()
    first = next(iter(sheet.stored.values()))["name"]
    assert model.index(0, 0).data() == first


def test_only_the_pages_in_view_are_asked_for(desk: Callable[..., Desk]) -> None:
    sheet = budget_sheet(10_000)
    made = desk(sheet)
    assert set(sheet.pages) == {0}
    made.press(Qt.Key.Key_End, Qt.KeyboardModifier.ControlModifier)
    assert set(sheet.pages) == {0, 10_000 // PAGE * PAGE}
    assert made.shown(9_999, 0) == "Line 10000"


def test_ten_thousand_rows_scroll_without_a_pause(desk: Callable[..., Desk]) -> None:
    made = desk(budget_sheet(10_000))
    bar = made.grid.verticalScrollBar()
    steps = 20
    began = time.perf_counter()
    for step in range(1, steps + 1):
        bar.setValue(bar.maximum() * step // steps)
        made.grid.grab()
    assert (time.perf_counter() - began) / steps < 0.25


def test_reloading_keeps_the_cell_the_selection_and_the_scroll(
    desk: Callable[..., Desk],
) -> None:
    made = desk(budget_sheet(600))
    made.grid.go_to("BL-0300", "actual")
    made.press(Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    scroll = made.grid.verticalScrollBar().value()
    assert scroll > 0
    made.sheet.stored["BL-0300"]["actual"] = 7
    made.grid.reload()
    assert made.cell == (299, 2)
    assert made.shown(299, 2) == "0.07"
    assert made.grid.selected_rectangle() == (299, 2, 300, 2)
    assert made.grid.verticalScrollBar().value() == scroll
    made.sheet.write(Change(TABLE, "BL-0001", made.sheet.stored["BL-0001"], None))
    made.grid.reload()
    assert made.cell == (298, 2)
    assert made.grid.selected_rectangle() == (298, 2, 299, 2)


def test_a_reload_leaves_an_open_editor_alone(desk: Callable[..., Desk]) -> None:
    made = desk()
    made.at(1, 0)
    made.type("Half")
    made.sheet.write(create(TABLE, "BL-9000", name="Added", _above="BL-0001"))
    made.grid.reload()
    made.type("way")
    made.press(Qt.Key.Key_Return)
    assert made.sheet.stored["BL-0002"]["name"] == "Halfway"
    assert made.sheet.stored["BL-0001"]["name"] == "Line 1"


def test_a_row_that_went_leaves_no_problem_behind(desk: Callable[..., Desk]) -> None:
    made = desk()
    made.at(0, 1)
    made.enter("12k")
    made.sheet.write(Change(TABLE, "BL-0001", made.sheet.stored["BL-0001"], None))
    made.grid.reload()
    assert made.grid.problems() == ()


def test_cells_speak_their_row_and_column(desk: Callable[..., Desk]) -> None:
    made = desk()
    made.sheet.stored["BL-0002"]["actual"] = 2500
    made.grid.reload()
    spoken = made.grid.sheet_model.index(1, 3).data(Qt.ItemDataRole.AccessibleTextRole)
    assert spoken == "Line 2, Under / over (£): −5.00, overspend"
    described = made.grid.sheet_model.index(1, 3).data(Qt.ItemDataRole.AccessibleDescriptionRole)
    assert described == "Cannot be typed into."


def test_another_sheet_takes_the_place(desk: Callable[..., Desk]) -> None:
    made = desk()
    made.grid.set_sheet(budget_sheet(1))
    assert made.grid.sheet_model.rowCount() == 2
    assert made.cell == (0, 0)
