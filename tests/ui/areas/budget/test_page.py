"""The budget page with real widgets on a real board."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from db.changes import Plan, create
from mscb_desktop.budget.columns import Layout
from tests.support.pages import Surroundings, surroundings
from ui.areas.budget.page import BudgetPage
from ui.areas.history import of_record
from ui.grid.view import Grid

K = Qt.Key
CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def around(tmp_path: Path, qapp: QApplication) -> Iterator[Surroundings]:
    with surroundings(tmp_path) as made:
        yield made


@pytest.fixture
def page(around: Surroundings, qtbot: QtBot) -> BudgetPage:
    made = BudgetPage(around.context)
    around.pages.append(made)
    qtbot.addWidget(made)
    made.resize(1240, 820)
    made.show_year(2012)
    made.show()
    return made


def grid_of(page: BudgetPage) -> Grid:
    assert page.grid is not None
    return page.grid


def cell(grid: Grid, label: str, key: str) -> str:
    """Give what the grid shows in the named row."""
    model = grid.sheet_model
    for number in range(model.rowCount()):
        row = model.row(number)
        column = next(c for c in model.columns if c.key == key)
        if row is not None and model.text(row, model.columns[0]) == label:
            return str(model.text(row, column))
    raise AssertionError(f"no row {label}")


def press(qtbot: QtBot, widget: QWidget, words: str) -> None:
    """Press the button that says `words`, once it is seen."""

    def shown() -> list[QPushButton]:
        buttons = widget.findChildren(QPushButton)
        return [made for made in buttons if made.text() == words and made.isVisible()]

    qtbot.waitUntil(lambda: bool(shown()))
    shown()[0].click()


def wait_for(qtbot: QtBot, widget: QWidget, words: str) -> None:
    """Wait until a label of `widget` says `words`."""
    qtbot.waitUntil(lambda: words in texts(widget))


def texts(widget: QWidget) -> str:
    labels = widget.findChildren(QLabel)
    return "\n".join(label.text() for label in labels if label.isVisible())


def test_it_shows_the_statement_with_its_results(page: BudgetPage, qtbot: QtBot) -> None:
    grid = grid_of(page)
    assert cell(grid, "Subtotal", "difference") == "30,081.00"
    assert cell(grid, "Total expenditure", "difference") == "35,167.00"
    wait_for(qtbot, page.side, "8 figures do not agree")


def test_a_typed_actual_changes_the_totals_and_undo_brings_them_back(
    page: BudgetPage, around: Surroundings, qtbot: QtBot
) -> None:
    grid = grid_of(page)
    room_hire = next(
        r for r in grid.sheet_model.sheet.page(0, 50) if r.values["description"] == "Room Hire"
    )
    assert page.go_to(room_hire.ref, "actual")
    qtbot.keyClicks(grid, "2,400")
    qtbot.keyClick(grid, K.Key_Return)
    assert cell(grid, "Subtotal", "actual") == "157,873.00"
    assert around.board.next_undo() == "Room Hire: Actual 2,400.00"
    entry = around.board.undo()
    assert entry is not None
    page.refresh(entry.touched)
    assert cell(grid, "Subtotal", "actual") == "157,879.00"


def test_the_sheets_are_chosen_and_a_finding_leads_to_its_cell(
    page: BudgetPage, qtbot: QtBot
) -> None:
    page.choose(Layout.INCOME)
    assert cell(grid_of(page), "Total projected income", "set") == "188,459.00"
    page.choose(Layout.PROJECTION)
    assert grid_of(page).sheet_model.columns[0].heading == "Code"
    press(qtbot, page.side.findings, "Show")
    assert page.status()[0]


def test_a_finding_is_accepted_with_a_reason(
    page: BudgetPage, around: Surroundings, qtbot: QtBot
) -> None:
    press(qtbot, page.side.findings, "Accept with a reason")
    reasons = page.side.findings.findChildren(QLineEdit)
    qtbot.waitUntil(lambda: any(line.isVisible() for line in reasons))
    reason = next(line for line in reasons if line.isVisible())
    qtbot.keyClicks(reason, "Rounded in print")
    qtbot.keyClick(reason, K.Key_Return)
    wait_for(qtbot, page.side, "7 figures do not agree")
    press(qtbot, page.side.findings, f"Show {7 - 3} more")
    wait_for(qtbot, page.side, "Accepted: Rounded in print")
    press(qtbot, page.side.findings, "No longer accept")
    wait_for(qtbot, page.side, "8 figures do not agree")


def test_postings_open_below_their_line_and_make_its_actual(
    page: BudgetPage, around: Surroundings, qtbot: QtBot
) -> None:
    grid = grid_of(page)
    first = grid.sheet_model.sheet.page(0, 1)[0]
    page.go_to(first.ref, "actual")
    qtbot.keyClick(grid, K.Key_Return, CTRL)
    qtbot.waitUntil(
        lambda: page.sheets.postings.isVisible() and page.sheets.postings.grid is not None
    )
    postings = page.sheets.postings.grid
    assert postings is not None
    for typed in ("03/05/2012", "Payroll", "PAY-1", "£74,000.00"):
        qtbot.keyClicks(postings, typed)
        qtbot.keyClick(postings, K.Key_Tab)
    assert cell(grid, "LSCB Trainer & Admin Salaries", "actual") == "74,000.00"
    wait_for(qtbot, page.sheets.postings, "1 posting · paid 74,000.00")
    qtbot.keyClick(postings, K.Key_Escape)
    assert not page.sheets.postings.isVisible()


def test_pasted_sums_that_differ_are_kept_as_printed_on_demand(
    page: BudgetPage, around: Surroundings, qtbot: QtBot
) -> None:
    grid = grid_of(page)
    second = grid.sheet_model.sheet.page(1, 1)[0]
    page.go_to(second.ref, "description")
    data = QMimeData()
    data.setText("Car allowance\t1,170.00\t649.00\t519.00\n")
    QGuiApplication.clipboard().setMimeData(data)
    press(qtbot, page.head, "Paste from Excel")
    wait_for(qtbot, page.side.pasted, "pasted 519.00, computed 521.00")
    press(qtbot, page.side.pasted, "Keep as printed")
    row = grid.sheet_model.sheet.page(1, 1)[0]
    assert row.notes["difference"].text == "printed 519.00"
    assert not page.side.pasted.isVisible()


def test_fill_down_copies_amounts_but_prints_no_figures(page: BudgetPage, qtbot: QtBot) -> None:
    grid = grid_of(page)
    columns = [column.key for column in grid.sheet_model.columns]
    left, right = columns.index("actual"), columns.index("difference")
    grid.select_cell(0, left)
    grid.select_rectangle(0, left, 2, right)
    qtbot.keyClick(grid, K.Key_D, CTRL)
    rows = grid.sheet_model.sheet.page(0, 3)
    assert [row.values["actual"] for row in rows] == [74_982_00] * 3
    assert "difference" not in rows[0].notes
    assert rows[2].notes["difference"].text == "overspend"


def test_headings_and_subtotals_are_inserted_and_go_again(
    page: BudgetPage, around: Surroundings, qtbot: QtBot
) -> None:
    grid = grid_of(page)
    grid.select_cell(2, 0)
    entries = {words: act for words, _, act in page.more.entries(page.sheets.year_row(2012), grid)}
    entries["Insert a subtotal above"]()
    rows = grid.sheet_model.sheet.page(0, 5)
    subtotal = next(row for row in rows if row.values["description"] == "Subtotal")
    assert subtotal.values["set"] == 77_840_00
    assert grid.go_to(subtotal.ref, "description")
    qtbot.keyClick(grid, K.Key_Minus, CTRL)
    assert all(row.ref != subtotal.ref for row in grid.sheet_model.sheet.page(0, 50))


def test_a_closed_year_is_read_only_until_it_is_opened_again(
    page: BudgetPage, around: Surroundings, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    entries = {
        words: act for words, _, act in page.more.entries(page.sheets.year_row(2012), page.grid)
    }
    entries["Close 2012-13"]()
    wait_for(qtbot, page.head, "closed: it can be read, not changed")
    assert not page.head.paste_button.isEnabled()
    grid = grid_of(page)
    grid.select_cell(0, 1)
    qtbot.keyClicks(grid, "5")
    qtbot.keyClick(grid, K.Key_Return)
    assert grid.sheet_model.sheet.page(0, 1)[0].values["set"] == 76_670_00
    monkeypatch.setattr(
        "ui.areas.budget.more.QInputDialog.getText", lambda *_: ("Late invoice", True)
    )
    entries = {
        words: act for words, _, act in page.more.entries(page.sheets.year_row(2012), page.grid)
    }
    entries["Open 2012-13 again …"]()
    assert around.board.next_undo() == "Opened 2012-13 again: Late invoice"
    assert page.head.paste_button.isEnabled()


def test_a_year_without_a_budget_says_what_belongs_there(
    page: BudgetPage, around: Surroundings, qtbot: QtBot
) -> None:
    page.show_year(2019)
    wait_for(qtbot, page.sheets.empty, "The budget for 2019-20 belongs here")
    page.sheets.empty.button.click()
    assert page.grid is not None
    assert page.grid.sheet_model.rowCount() == 4


def test_codes_and_forecasts_appear_where_they_are_wanted(page: BudgetPage, qtbot: QtBot) -> None:
    grid = grid_of(page)
    assert "codes" not in [column.key for column in grid.sheet_model.columns]
    page.sheets.show_extras()
    columns = [column.key for column in grid.sheet_model.columns]
    grid.select_cell(0, columns.index("forecast"))
    qtbot.keyClicks(grid, "80000")
    qtbot.keyClick(grid, K.Key_Return)
    assert cell(grid, "LSCB Trainer & Admin Salaries", "forecast") == "80,000.00"


def test_preview_builds_the_report_of_the_open_sheet(
    page: BudgetPage, around: Surroundings
) -> None:
    page.head.preview_button.click()
    page.choose(Layout.PROJECTION)
    page.head.preview_button.click()
    titles = [build().title for build in around.previews]
    assert titles == ["Budget statement", "Budget projection"]


def test_the_history_of_a_line_is_a_key_away(
    qtbot: QtBot, around: Surroundings, page: BudgetPage
) -> None:
    grid = grid_of(page)
    grid.select_cell(1, 0)
    row = grid.current_row()
    assert row is not None
    qtbot.keyClick(grid, K.Key_H, CTRL)
    assert around.opened == [("history", of_record(row.ref), None)]


def test_the_keyboard_goes_to_the_open_sheet(page: BudgetPage, qtbot: QtBot) -> None:
    for layout in (Layout.INCOME, Layout.EXPENDITURE):
        page.choose(layout)
        page.setFocus()
        assert grid_of(page).hasFocus()
    page.show_year(2020)
    page.setFocus()
    assert page.sheets.empty.button.hasFocus()


def test_a_posting_is_led_to_below_its_line(
    around: Surroundings, page: BudgetPage, qtbot: QtBot
) -> None:
    line = "BL-0006"
    made = [create("posting", f"PO-000{n}", line=line, position=n, state="paid") for n in (1, 2)]
    assert around.desk.apply(Plan("Posted", tuple(made)))
    assert page.go_to("PO-0002", "amount")
    grid = page.sheets.postings.grid
    assert grid is not None
    row = grid.current_row()
    assert row is not None
    assert (page.sheets.postings.line, row.ref) == (line, "PO-0002")
    assert not page.go_to("PO-0009", None)
