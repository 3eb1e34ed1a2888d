"""Starting the next year: choices, what they come to, and the year that is made."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from mscb_desktop.budget.next_year import foresee, read_percent
from mscb_desktop.budget.statement import Statement
from mscb_desktop.budget.years import Amounts, plan_next_year, year_statement
from mscb_desktop.values import Unreadable
from tests.support.pages import Surroundings, surroundings
from ui.areas.budget.start_next import StartNextYear


@pytest.fixture
def around(qtbot: QtBot, tmp_path: Path) -> Iterator[Surroundings]:
    with surroundings(tmp_path) as made:
        # Without the projection that the sample has already.
        while made.year_row(2013) is not None:
            _remove(made, 2013)
        yield made


def _remove(around: Surroundings, start: int) -> None:
    from db.changes import Change, Plan
    from db.queries.budget import year_lines
    from db.queries.plans import plans

    year = around.year_row(start)
    assert year is not None
    with around.board.reading() as connection:
        lines = [line.ref for line in year_lines(connection, year.ref)]
        of_year = [plan.ref for plan in plans(connection) if plan.year == year.ref]
    gone = [Change("budget_line", ref, around.row("budget_line", ref), None) for ref in lines]
    gone += [Change("plan", ref, {"year": year.ref}, {"year": None}) for ref in of_year]
    gone.append(Change("financial_year", year.ref, around.row("financial_year", year.ref), None))
    assert around.desk.apply(Plan("Removed", tuple(gone)))


@pytest.fixture
def dialog(qtbot: QtBot, around: Surroundings) -> StartNextYear:
    year = around.year_row(2012)
    assert year is not None
    made = StartNextYear(around.context, year)
    with qtbot.waitExposed(made):
        made.open()
    qtbot.waitUntil(made.choices[Amounts.KEEP].hasFocus)
    return made


def _statement(around: Surroundings, start: int) -> Statement:
    year = around.year_row(start)
    assert year is not None
    with around.board.reading() as connection:
        return year_statement(connection, year)


def test_the_dialog_shows_what_the_choice_comes_to(dialog: StartNextYear) -> None:
    shown = {key: label.text() for key, label in dialog.sums.items()}
    assert shown == {
        "expenditure": "187,960.00",
        "forward": "35,167.00",
        "income": "164,628.00",
    }
    assert "exceeds income by 23,332.00" in dialog.verdict.text()


def test_the_year_is_started_by_keys_alone(
    qtbot: QtBot, around: Surroundings, dialog: StartNextYear
) -> None:
    qtbot.keyClick(dialog.choices[Amounts.KEEP], Qt.Key.Key_Down)
    assert dialog.amounts is Amounts.PERCENT
    qtbot.keyClick(dialog.choices[Amounts.PERCENT], Qt.Key.Key_Tab)
    assert dialog.percent.hasFocus()
    dialog.percent.selectAll()
    qtbot.keyClicks(dialog.percent, "-10")
    assert dialog.sums["expenditure"].text() == "169,164.00"
    qtbot.keyClick(dialog.percent, Qt.Key.Key_Return)
    made = _statement(around, 2013)
    assert made.set_total == 16_916_400
    assert made.brought_forward == 3_516_700
    assert all(row.line.comment is None for row in made.rows)


def test_comments_are_copied_where_that_is_ticked(
    qtbot: QtBot, around: Surroundings, dialog: StartNextYear
) -> None:
    dialog.comments.click()
    dialog.start_button.click()
    before = {row.line.comment for row in _statement(around, 2012).rows if row.is_summed}
    copied = {row.line.comment for row in _statement(around, 2013).rows if row.is_summed}
    assert copied == before
    assert len(copied) > 1


def test_a_percentage_that_cannot_be_read_says_why_and_cannot_be_started(
    qtbot: QtBot, around: Surroundings, dialog: StartNextYear
) -> None:
    dialog.percent.selectAll()
    qtbot.keyClicks(dialog.percent, "lots")
    assert dialog.amounts is Amounts.PERCENT
    assert dialog.problem.isVisible()
    assert dialog.problem.text() == "'lots' is no percentage: type it like 2.5 or -3."
    assert not dialog.start_button.isEnabled()
    assert not dialog.sums["income"].text()
    dialog.choices[Amounts.EMPTY].click()
    assert not dialog.problem.isVisible()
    assert dialog.start_button.isEnabled()
    assert dialog.sums["expenditure"].text() == "0.00"


def test_escape_starts_nothing(qtbot: QtBot, around: Surroundings, dialog: StartNextYear) -> None:
    with qtbot.waitSignal(dialog.rejected):
        qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    assert around.year_row(2013) is None


def test_all_words_have_room_at_every_width(qtbot: QtBot, dialog: StartNextYear) -> None:
    dialog.choices[Amounts.PERCENT].click()
    dialog.percent.setText("x")
    layout = dialog.layout()
    assert layout is not None
    assert dialog.height() >= layout.totalHeightForWidth(dialog.width())


@pytest.mark.parametrize(
    ("amounts", "percent"),
    [
        (Amounts.KEEP, Decimal(0)),
        (Amounts.EMPTY, Decimal(0)),
        (Amounts.PERCENT, Decimal("2.5")),
        (Amounts.PERCENT, Decimal("-33.33")),
        (Amounts.PERCENT, Decimal(-100)),
    ],
)
def test_what_is_foreseen_is_what_is_made(
    around: Surroundings, amounts: Amounts, percent: Decimal
) -> None:
    foreseen = foresee(_statement(around, 2012), amounts, percent)
    year = around.year_row(2012)
    assert year is not None
    assert around.desk.apply(plan_next_year(around.board, year.ref, amounts, percent=percent))
    made = _statement(around, 2013)
    assert foreseen.expenditure == made.set_total
    assert foreseen.brought_forward == made.brought_forward
    assert foreseen.income == made.income_expected


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("2.5", "2.5"),
        (" +2.5 % ", "2.5"),
        ("-3", "-3"),
        ("−3%", "-3"),
        ("(3)", "-3"),
        ("1000", "1000"),
        ("0", "0"),
    ],
)
def test_percentages_are_read_as_people_write_them(typed: str, read: str) -> None:
    assert read_percent(typed) == Decimal(read)


@pytest.mark.parametrize("typed", ["", "lots", "2,5", "-100.01", "1001", "nan", "inf", "%"])
def test_what_is_no_percentage_is_refused(typed: str) -> None:
    with pytest.raises(Unreadable, match=r"type it like 2\.5 or -3"):
        read_percent(typed)
