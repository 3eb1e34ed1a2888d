"""The cards beside the budget: the year, the adjustment under the cursor, the chart."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from db.changes import Change, Plan
from db.fields import Value
from db.queries.budget import year_lines
from mscb_desktop.budget.columns import Layout
from mscb_desktop.budget.sheet import BudgetSheet
from mscb_desktop.budget.years import plan_close
from mscb_desktop.sheet.model import Row, RowKind
from mscb_desktop.values import Unreadable
from tests.support.pages import Surroundings, surroundings
from ui.areas.budget.adjustment_card import AdjustmentCard, YearLines
from ui.areas.budget.chart_card import ChartCard
from ui.areas.budget.year_card import YearCard
from ui.cards.card import Card
from ui.editors.pick import PickEditor
from ui.editors.yes_no import YesNoEditor

Show = Callable[[Card], None]


@pytest.fixture
def around(qtbot: QtBot, tmp_path: Path) -> Iterator[Surroundings]:
    with surroundings(tmp_path) as made:
        yield made


@pytest.fixture
def show(qtbot: QtBot) -> Show:
    """Give what shows a card in a column as wide as the page's side."""
    held: list[QWidget] = []

    def show_card(card: Card) -> None:
        side = QWidget()
        column = QVBoxLayout(side)
        column.addWidget(card)
        column.addStretch(1)
        qtbot.addWidget(side)
        held.append(side)
        side.resize(320, 900)
        with qtbot.waitExposed(side):
            side.show()
        side.activateWindow()

    return show_card


def _words(card: QWidget) -> list[str]:
    return [label.text() for label in card.findChildren(QLabel) if label.isVisible()]


def _change(around: Surroundings, table: str, ref: str, **values: Value) -> None:
    stored = around.row(table, ref)
    before = {name: stored[name] for name in values}
    assert around.desk.apply(Plan("Changed", (Change(table, ref, before, values),)))


def _line(around: Surroundings, description: str) -> str:
    year = around.year_row(2012)
    assert year is not None
    with around.board.reading() as connection:
        lines = year_lines(connection, year.ref)
    return next(line.ref for line in lines if line.description == description)


def _sheet_row(around: Surroundings, kind: RowKind) -> Row:
    sheet = BudgetSheet(around.board, 2012, Layout.EXPENDITURE)
    return next(row for row in sheet.page(0, 100) if row.kind is kind)


# The year


def test_the_year_shows_the_figures_that_it_is_read_for(around: Surroundings, show: Show) -> None:
    card = YearCard(around.context)
    card.show_year(2012, Layout.EXPENDITURE)
    show(card)
    words = _words(card)
    for label, amount in (
        ("Set", "187,960.00"),
        ("Actual", "157,879.00"),
        ("Under-spend", "30,081.00"),
        ("Adjustments", "5,086.00"),
        ("Carried forward", "35,167.00"),
    ):
        assert words[words.index(label) + 1] == amount
    card.show_year(2012, Layout.INCOME)
    words = _words(card)
    assert words[words.index("Expected in all") + 1] == "188,459.00"
    assert "Carried forward" not in words
    card.show_year(2013, Layout.PROJECTION)
    words = _words(card)
    assert words[words.index("Balances") + 1] == "0.00"


def test_an_overspend_is_called_so(around: Surroundings, show: Show) -> None:
    _change(around, "budget_line", _line(around, "Room Hire"), actual=9_000_000)
    card = YearCard(around.context)
    card.show_year(2012, Layout.EXPENDITURE)
    show(card)
    words = _words(card)
    assert words[words.index("Overspend") + 1] == "−57,513.00"


def test_a_forecast_is_shown_where_there_is_one(around: Surroundings, show: Show) -> None:
    card = YearCard(around.context)
    card.show_year(2012, Layout.EXPENDITURE)
    show(card)
    assert "Forecast outturn" not in _words(card)
    _change(around, "budget_line", _line(around, "Stationery"), forecast=100_000)
    card.refresh()
    words = _words(card)
    assert words[words.index("Forecast outturn") + 1] == "157,963.00"


def test_the_day_that_the_actuals_are_counted_to_is_typed_here(
    qtbot: QtBot, around: Surroundings, show: Show
) -> None:
    card = YearCard(around.context)
    card.show_year(2012, Layout.EXPENDITURE)
    show(card)
    assert card.form is not None
    assert card.form.go_to("actual_to")
    editor = card.form.rows["actual_to"].editor.focusProxy()
    assert editor is not None
    qtbot.keyClicks(editor, "311212")
    qtbot.keyClick(editor, Qt.Key.Key_Return)
    year = around.year_row(2012)
    assert year is not None
    assert year.actual_to == dt.date(2012, 12, 31)


def test_a_refused_date_stays_with_its_reason_when_the_card_is_read_again(
    qtbot: QtBot, around: Surroundings, show: Show
) -> None:
    card = YearCard(around.context)
    card.show_year(2012, Layout.EXPENDITURE)
    show(card)
    assert card.form is not None
    editor = card.form.rows["actual_to"].editor.focusProxy()
    assert editor is not None
    qtbot.keyClicks(editor, "soon")
    qtbot.keyClick(editor, Qt.Key.Key_Return)
    assert card.form.problems()
    card.refresh()
    (problem,) = card.form.problems()
    assert any(words.startswith(problem.message) for words in _words(card))
    form = card.form
    qtbot.waitUntil(lambda: form.height() >= form.heightForWidth(form.width()))


def test_a_closed_year_says_so_and_takes_no_date(around: Surroundings, show: Show) -> None:
    year = around.year_row(2012)
    assert year is not None
    assert around.desk.apply(plan_close(around.board, year.ref))
    card = YearCard(around.context)
    card.show_year(2012, Layout.EXPENDITURE)
    show(card)
    words = _words(card)
    assert words.count("2012-13 · closed") == 1
    assert any("open it again" in text for text in words)


def test_a_year_that_is_not_there_leaves_no_card(around: Surroundings, show: Show) -> None:
    card = YearCard(around.context)
    card.show_year(2012, Layout.EXPENDITURE)
    show(card)
    card.show_year(2030, Layout.EXPENDITURE)
    assert not card.isVisible()


# The adjustment


def test_the_card_shows_only_for_an_adjustment(around: Surroundings, show: Show) -> None:
    card = AdjustmentCard(around.context)
    show(card)
    card.show_row(_sheet_row(around, RowKind.LINE))
    assert not card.isVisible()
    card.show_row(_sheet_row(around, RowKind.ADJUSTMENT))
    assert card.isVisible()
    assert card.accessibleName() == "Recruitment costs reclaimed from Sutton"
    card.show_row(None)
    assert not card.isVisible()


def test_an_adjustment_is_taken_out_of_the_balance_here(around: Surroundings, show: Show) -> None:
    row = _sheet_row(around, RowKind.ADJUSTMENT)
    card = AdjustmentCard(around.context)
    show(card)
    card.show_row(row)
    assert card.form is not None
    editor = card.form.rows["counts"].editor
    assert isinstance(editor, YesNoEditor)
    assert editor.box.isChecked()
    editor.box.click()
    assert around.row("budget_line", row.ref)["counts"] is False
    around.desk.undo()
    card.refresh()
    assert editor.box.isChecked()


def test_a_line_of_the_year_is_chosen_by_typing_a_part_of_it(
    qtbot: QtBot, around: Surroundings, show: Show
) -> None:
    row = _sheet_row(around, RowKind.ADJUSTMENT)
    card = AdjustmentCard(around.context)
    show(card)
    card.show_row(row)
    assert card.form is not None
    editor = card.form.rows["reclaims"].editor
    assert isinstance(editor, PickEditor)
    editor.line.setFocus()
    editor.line.selectAll()
    qtbot.keyClicks(editor.line, "room")
    qtbot.keyClick(editor.line, Qt.Key.Key_Return)
    assert around.row("budget_line", row.ref)["reclaims"] == _line(around, "Room Hire")
    assert editor.line.text() == "Room Hire"


def test_only_expenditure_of_the_same_year_is_offered(around: Surroundings) -> None:
    lines = YearLines(around.board, lambda: 2012)
    offered = [each.label for each in lines.suggest("budget_line", "")]
    assert offered[0] == "Recruitment (Chair/Lay Person)"
    assert offered[1] == "Room Hire"
    assert "LB Merton" not in offered
    assert "Venue Hire" not in offered
    assert "Trainer fees" not in offered
    assert len(offered) == 13
    with pytest.raises(Unreadable, match="no expenditure line called 'Venue Hire'"):
        lines.find("budget_line", "Venue Hire")
    assert lines.find("budget_line", " room  HIRE ") == _line(around, "Room Hire")


# The chart


def test_the_chart_is_drawn_once_it_is_on_the_screen(
    qtbot: QtBot, around: Surroundings, show: Show
) -> None:
    card = ChartCard(around.context)
    card.show_year(2012, Layout.EXPENDITURE)
    assert card.view is None
    show(card)
    qtbot.waitUntil(lambda: card.view is not None)
    assert card.view is not None
    assert card.view.accessibleName() == "Set and actual"
    assert "Room Hire: set 2,000.00, actual 2,406.00" in card.view.accessibleDescription()
    image = card.view.grab().toImage()
    colours = {
        image.pixelColor(x, y).name() for x in range(image.width()) for y in range(image.height())
    }
    assert len(colours) > 3


def test_the_chart_follows_figures_and_pages(
    qtbot: QtBot, around: Surroundings, show: Show
) -> None:
    card = ChartCard(around.context)
    card.show_year(2012, Layout.EXPENDITURE)
    show(card)
    qtbot.waitUntil(lambda: card.view is not None)
    view = card.view
    assert view is not None
    _change(around, "budget_line", _line(around, "Room Hire"), actual=250_000)
    card.refresh()
    qtbot.waitUntil(lambda: "actual 2,500.00" in view.accessibleDescription())
    card.show_year(2012, Layout.INCOME)
    qtbot.waitUntil(lambda: "LB Merton: expected 83,858.00" in view.accessibleDescription())
    assert card.accessibleName() == "Expected and received"
    card.show_year(2013, Layout.PROJECTION)
    qtbot.waitUntil(lambda: "Venue Hire: set 2,400.00" in view.accessibleDescription())
    assert card.accessibleName() == "Budget by line"
    card.show_year(2030, Layout.EXPENDITURE)
    assert not card.isVisible()
