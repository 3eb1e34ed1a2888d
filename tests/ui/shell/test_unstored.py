"""Texts typed and not stored, from one start to the next; what others store meanwhile."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from db.board import Board
from db.changes import Change, create
from db.drafts import Unstored
from db.queries import records
from db.queries.budget import year_lines, years
from mscb_desktop.boards import open_board
from mscb_desktop.sheet.model import new_section
from tests.support.boards import clock
from ui.areas.home.page import HomePage
from ui.grid import Grid
from ui.shell.session import Session
from ui.shell.unstored import HOME
from ui.shell.window import MainWindow

K = Qt.Key
EXPENDITURE = "budget_line Expenditure 2012-13"


def _session(window: MainWindow) -> Session:
    assert window.session is not None
    return window.session


def _lines(board: Board, start: int = 2012) -> list[str]:
    with board.reading() as connection:
        year = next(row for row in years(connection) if row.start_year == start)
        return [line.ref for line in year_lines(connection, year.ref)]


def _text(
    ref: str, field: str, typed: str, *, stores: str | None = None, base: object = None
) -> Unstored:
    return Unstored(ref=ref, field=field, typed=typed, stores=stores, base=base)  # type: ignore[arg-type]


@pytest.fixture
def keep(sample: Path) -> Callable[..., None]:
    """Keep drafts in the sample's file, as a killed window leaves them."""

    def keep(place: str, *texts: Unstored) -> None:
        board = open_board(sample, clock=clock, who="Test")
        board.change_drafts(place, texts)
        board.close()

    return keep


@pytest.fixture
def open_it(make: Callable[[], MainWindow], sample: Path, qtbot: QtBot) -> Callable[[], MainWindow]:
    """Open the window on the sample."""

    def open_it() -> MainWindow:
        window = make()
        assert window.open_board(sample)
        _session(window).set_year(2012)
        window.activateWindow()
        qtbot.waitUntil(lambda: QApplication.focusWidget() is not None)
        return window

    return open_it


def _home(window: MainWindow) -> HomePage:
    _session(window).open_page(HOME, None, None)
    page = _session(window).pages.currentWidget()
    assert isinstance(page, HomePage)
    return page


def _at() -> tuple[str, str, str]:
    """Give the cell that has the keyboard: its sheet's place, its reference and column."""
    grid = QApplication.focusWidget()
    assert isinstance(grid, Grid)
    row, column, place = grid.current_row(), grid.current_column(), grid.sheet_model.sheet.drafts
    assert row is not None
    assert column is not None
    assert place is not None
    return place.name, row.ref, column.key


def test_nothing_is_said_where_nothing_waits(open_it: Callable[[], MainWindow]) -> None:
    window = open_it()
    assert window.message.words == ""
    assert _home(window).waiting_texts == []


def test_home_lists_every_text_beside_what_is_stored(
    keep: Callable[..., None], open_it: Callable[[], MainWindow], sample: Path, qtbot: QtBot
) -> None:
    board = open_board(sample, clock=clock, who="Test")
    line = _lines(board)[0]
    board.close()
    keep(EXPENDITURE, _text(line, "set", "twelve", stores="set_amount", base=1))
    keep("agency", _text("new:rows", "short_name", "NPS", stores="short_name"))
    window = open_it()
    assert window.message.words.startswith("2 texts were typed and not stored")
    assert window.status.saved.text() == "Not stored: 2 cells need a look"
    window.message.show_button.click()
    page = _session(window).pages.currentWidget()
    assert isinstance(page, HomePage)
    assert page.summary.text().startswith("2 texts are typed and not stored.")
    first = next(e for e in page.waiting_texts if e.waiting.draft.ref == line)
    assert first.waiting.label == "Set"
    assert first.waiting.typed == "twelve"
    assert first.waiting.stored not in (None, "")
    assert first.waiting.meanwhile != ""
    new = next(e for e in page.waiting_texts if e is not first)
    assert (new.waiting.record, new.waiting.stored, new.waiting.is_gone) == (
        "New agency",
        None,
        False,
    )
    home = next(item for item in window.navigation.items if item.area.key == HOME)
    qtbot.waitUntil(lambda: home.count == 2)
    first.copy_button.click()
    assert QGuiApplication.clipboard().text() == "twelve"


@pytest.mark.parametrize(
    ("place", "column"),
    [
        (EXPENDITURE, "set"),
        ("budget_line Income 2012-13", "comment"),
        ("budget_line Projection 2013-14", "description"),
        ("agency", "short_name"),
    ],
)
def test_a_new_rows_text_is_found_again_in_its_sheet(
    keep: Callable[..., None], open_it: Callable[[], MainWindow], place: str, column: str
) -> None:
    ref = "new:rows"
    if place.startswith("budget_line"):
        window = open_it()
        session = _session(window)
        session.open_page("budget", None, None)
        page = session.pages.ready("budget")
        assert page.show_sheet(place)  # type: ignore[attr-defined]
        grid = page.grid  # type: ignore[attr-defined]
        ref = next(row.ref for _, row in grid.sheet_model.known() if new_section(row.ref))
        window.end()
        window.hide()
    keep(place, _text(ref, column, "seven", stores=column))
    window = open_it()
    _session(window).set_year(2013)
    window.message.show_button.click()
    assert _at() == (place, ref, column)
    grid = QApplication.focusWidget()
    assert isinstance(grid, Grid)
    assert grid.currentIndex().data() == "seven"


def test_a_postings_text_is_found_below_its_line(
    keep: Callable[..., None], open_it: Callable[[], MainWindow], sample: Path
) -> None:
    board = open_board(sample, clock=clock, who="Test")
    line, posting = _lines(board)[0], board.new_refs("posting")[0]
    values = {"line": line, "amount": 100, "state": "paid", "position": 1}
    board.apply("A posting", [create("posting", posting, **values)])
    board.close()
    place = f"posting {line}"
    keep(place, _text(posting, "comment", "half a wo", stores="comment"))
    window = open_it()
    window.message.show_button.click()
    assert _at() == (place, posting, "comment")


def test_a_forms_text_is_found_in_its_field(
    keep: Callable[..., None], open_it: Callable[[], MainWindow]
) -> None:
    keep("agency form", _text("AG-0002", "contact_email", "someone@", stores="contact_email"))
    window = open_it()
    window.message.show_button.click()
    form = _session(window).pages.currentWidget().details.form  # type: ignore[union-attr]
    line = form.rows["contact_email"].editor.focusProxy()
    assert QApplication.focusWidget() is line
    assert line.text() == "someone@"
    assert form.rows["contact_email"].problem is not None


def test_a_text_of_a_deleted_record_is_listed_and_can_be_copied(
    keep: Callable[..., None], open_it: Callable[[], MainWindow]
) -> None:
    keep("agency", _text("AG-0999", "name", "Gone Agency", stores="name", base="Gone"))
    window = open_it()
    page = _home(window)
    (entry,) = page.waiting_texts
    assert entry.waiting.is_gone
    entry.show_button.click()
    assert "copy the text instead" in window.status.about.text()
    entry.copy_button.click()
    assert QGuiApplication.clipboard().text() == "Gone Agency"


def test_a_text_of_a_closed_year_is_listed(
    keep: Callable[..., None], open_it: Callable[[], MainWindow], sample: Path
) -> None:
    board = open_board(sample, clock=clock, who="Test")
    line = _lines(board)[0]
    with board.reading() as connection:
        year = next(row for row in years(connection) if row.start_year == 2012)
    board.apply(
        "Closed", [Change("financial_year", year.ref, {"closed": year.closed}, {"closed": True})]
    )
    board.close()
    keep(EXPENDITURE, _text(line, "comment", "too late", stores="comment"))
    window = open_it()
    (entry,) = _home(window).waiting_texts
    assert entry.waiting.typed == "too late"
    entry.show_button.click()
    assert _at()[1] == line
    window.end()
    assert len(open_board(sample, clock=clock).drafts()) == 1


def test_giving_up_takes_the_text_out_of_its_cell_too(
    keep: Callable[..., None], open_it: Callable[[], MainWindow], qtbot: QtBot
) -> None:
    keep("agency", _text("AG-0002", "short_name", "x" * 99, stores="short_name"))
    window = open_it()
    session = _session(window)
    session.open_page("agencies", None, None)
    assert session.pages.unstored() == 1
    page = _home(window)
    (entry,) = page.waiting_texts
    entry.give_up_button.click()
    assert page.waiting_texts == []
    assert session.pages.unstored() == 0
    assert session.desk.board.drafts() == []
    home = next(item for item in window.navigation.items if item.area.key == HOME)
    qtbot.waitUntil(lambda: home.count == 0)


def test_a_text_refused_on_another_page_is_listed_at_once(
    open_it: Callable[[], MainWindow], qtbot: QtBot
) -> None:
    window = open_it()
    session = _session(window)
    session.open_page("agencies", None, None)
    grid = QApplication.focusWidget()
    assert isinstance(grid, Grid)
    grid.select_cell(0, 1)
    qtbot.keyClicks(grid, "x")
    QGuiApplication.clipboard().setText("x" * 99)
    qtbot.keyClick(QApplication.focusWidget() or grid, K.Key_V, Qt.KeyboardModifier.ControlModifier)
    qtbot.keyClick(QApplication.focusWidget() or grid, K.Key_Return)
    (entry,) = _home(window).waiting_texts
    assert entry.waiting.typed == "x" * 100


def test_what_is_stored_elsewhere_does_not_hide_that_a_text_is_not(
    open_it: Callable[[], MainWindow], qtbot: QtBot
) -> None:
    window = open_it()
    session = _session(window)
    session.open_page("budget", None, None)
    grid = session.pages.currentWidget().grid  # type: ignore[union-attr]
    line, other = _lines(session.desk.board)[:2]
    for ref, column, text in ((line, "set", "twelve"), (other, "comment", "Fine")):
        assert grid.go_to(ref, column)
        qtbot.keyClicks(grid, text)
        qtbot.keyClick(QApplication.focusWidget() or grid, K.Key_Return)
        assert window.status.saved.text() == "Not stored: 1 cell needs a look"


def test_what_another_stores_is_shown_within_a_second_or_two(
    open_it: Callable[[], MainWindow], sample: Path, qtbot: QtBot
) -> None:
    window = open_it()
    session = _session(window)
    session.open_page("budget", None, None)
    page = session.pages.currentWidget()
    grid = page.grid  # type: ignore[union-attr]
    window.message.show_message(("Something to read.",))
    other = open_board(sample, clock=clock, who="S. Lee")
    line = _lines(other)[0]
    with other.reading() as connection:
        was = records.rows_by_ref(connection, "budget_line", [line])[line]["comment"]
    other.apply("A comment", [Change("budget_line", line, {"comment": was}, {"comment": "Told"})])
    assert grid.go_to(line, "comment")
    qtbot.waitUntil(lambda: grid.currentIndex().data() == "Told", timeout=2500)
    assert window.status.about.text() == "S. Lee 12:00: A comment"
    assert window.message.words == "Something to read."
    assert window.actions_by_name["undo"].isEnabled()
    other.close()
