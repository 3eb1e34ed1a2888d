"""The history's page on a real board: paged, filtered, compared, taken back, led from and to."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QAbstractItemModel, Qt, QUrl
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from db.changes import Change, create
from db.queries import records
from db.queries.history import Doing, Filter
from tests.support.pages import Surroundings, surroundings
from ui.areas.find import areas
from ui.areas.history import of_record
from ui.areas.history.entries import PAGE, EntryModel
from ui.areas.history.page import HistoryPage
from ui.editors.pick import PickEditor
from ui.theme import Look, use_look

K = Qt.Key
CTRL, ALT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier


class Minutes:
    """A clock that goes on by a day with every look."""

    def __init__(self) -> None:
        self.now = dt.datetime(2013, 6, 3, 12, 0)

    def __call__(self) -> dt.datetime:
        self.now += dt.timedelta(days=1)
        return self.now


@pytest.fixture
def around(qtbot: QtBot, tmp_path: Path) -> Iterator[Surroundings]:
    """The sample with three agencies added, one of them changed and one deleted since."""
    with surroundings(tmp_path) as made:
        board = made.board
        board.clock = Minutes()
        board.who = "J. Smith"
        board.apply("Agency ‘Alpha’ added", [create("agency", "AG-0101", name="Alpha")])
        board.apply(
            "2 agencies",
            [create("agency", "AG-0102", name="Beta"), create("agency", "AG-0103", name="Gamma")],
        )
        board.who = "S. Lee"
        board.apply("Agency: Short name changed", [typed("AG-0102", None, "B")])
        board.apply("Agency: Short name changed", [typed("AG-0102", "B", "BB")])
        with board.reading() as connection:
            gone = records.deletion(connection, "agency", ["AG-0101"])
        board.apply("Agency ‘Alpha’ deleted", gone)
        yield made


def typed(ref: str, before: str | None, after: str | None) -> Change:
    return Change("agency", ref, {"short_name": before}, {"short_name": after})


@pytest.fixture
def page(qtbot: QtBot, around: Surroundings) -> HistoryPage:
    made = HistoryPage(around.context)
    around.pages.append(made)
    qtbot.addWidget(made)
    made.resize(1200, 800)
    with qtbot.waitExposed(made):
        made.show()
    made.activateWindow()
    made.setFocus()
    qtbot.waitUntil(made.list.hasFocus)
    return made


def whats(page: HistoryPage) -> list[str]:
    model = page.list.entries
    return [str(model.index(row, 0).data()) for row in range(model.rowCount())]


def choose(page: HistoryPage, number: int) -> None:
    place = page.list.entries.place_of(number)
    assert place is not None
    page.list.choose(place)


def keyboard() -> QWidget:
    widget = QApplication.focusWidget()
    assert widget is not None
    return widget


def line(page: HistoryPage, name: str) -> QLineEdit:
    found = page.filters.fields[name].editor.focusProxy()
    assert isinstance(found, QLineEdit)
    return found


def test_the_area_stands_below_the_line_without_a_year() -> None:
    area = next(area for area in areas() if area.key == "history")
    assert (area.title, area.below_line, area.uses_year) == ("History", True, False)


def test_changes_stand_newest_first_with_their_rows_beside(page: HistoryPage) -> None:
    assert whats(page)[0] == "Agency ‘Alpha’ deleted"
    assert whats(page)[-1] == "Sample made"
    assert page.count.text() == "6 changes"
    choose(page, 5)
    text = page.details.page.toPlainText()
    assert "Beta Agency · AG-0102 · changed" in text
    assert text.split("Short name\n")[1].split() == ["B", "BB"]
    assert page.details.facts.text() == "Change 5 · S. Lee · 07/06/2013 12:00:00 · 1 row"
    assert page.status()[0] == "Change 5"
    shown = page.list.entries.data(page.list.currentIndex(), Qt.ItemDataRole.AccessibleTextRole)
    assert shown == "Agency: Short name changed, 07/06/2013 12:00 · S. Lee · 1 row"


def test_what_differs_is_marked_in_its_colour(page: HistoryPage, around: Surroundings) -> None:
    before, after = "Two venues\nin May", "Three venues\nin May"
    around.board.apply("A", [Change("agency", "AG-0103", {"aliases": None}, {"aliases": before})])
    around.board.apply("B", [Change("agency", "AG-0103", {"aliases": before}, {"aliases": after})])
    choose(page, 8)
    html = page.details.page.toHtml()
    marked = [part.split("<")[0] for part in html.split("line-through")[1:]]
    assert [part.split(">")[1] for part in marked] == ["Two"]
    choose(page, 7)
    assert "empty" in page.details.page.toPlainText()


def test_filters_narrow_the_list_and_one_click_opens_it_again(
    qtbot: QtBot, page: HistoryPage
) -> None:
    assert not page.filters.clear_button.isVisible()
    qtbot.keyClick(page.list, K.Key_F, CTRL)
    qtbot.waitUntil(page.filters.words.hasFocus)
    qtbot.keyClicks(page.filters.words, "deleted")
    assert whats(page) == ["Agency ‘Alpha’ deleted"]
    assert page.count.text() == "1 of 6 changes"
    qtbot.keyClick(page.filters.words, K.Key_Down)
    assert page.list.hasFocus()
    qtbot.mouseClick(page.filters.clear_button, Qt.MouseButton.LeftButton)
    assert len(whats(page)) == 6
    assert page.filters.words.text() == ""


def test_a_record_is_found_by_type_ahead_also_when_deleted(qtbot: QtBot, page: HistoryPage) -> None:
    line(page, "ref").setFocus()
    qtbot.keyClicks(line(page, "ref"), "alph")
    editor = page.filters.fields["ref"].editor
    assert isinstance(editor, PickEditor)
    assert editor.offers.item(0).text() == "Alpha   Agency · AG-0101 · deleted"
    qtbot.keyClick(line(page, "ref"), K.Key_Return)
    assert page.filters.wanted == Filter(ref="AG-0101")
    assert whats(page) == ["Agency ‘Alpha’ deleted", "Agency ‘Alpha’ added"]
    assert line(page, "ref").text() == "Alpha"
    qtbot.keyClick(page.list, K.Key_Escape)
    assert page.filters.wanted == Filter()
    assert line(page, "ref").text() == ""


def test_person_kind_act_and_days_are_filters_too(qtbot: QtBot, page: HistoryPage) -> None:
    def put(name: str, text: str) -> None:
        line(page, name).setFocus()
        line(page, name).selectAll()
        qtbot.keyClicks(line(page, name), text)
        qtbot.keyClick(line(page, name), K.Key_Return)

    put("who", "lee")
    assert page.filters.wanted == Filter(who="S. Lee")
    assert len(whats(page)) == 3
    put("since", "7 June 2013")
    assert line(page, "since").text() == "07/06/2013"
    assert len(whats(page)) == 2
    put("until", "070613")
    assert whats(page) == ["Agency: Short name changed"]
    put("table", "sector")
    assert whats(page) == []
    assert page.none.isVisible()
    put("doing", "chan")
    assert page.filters.wanted.doing is Doing.TYPED
    page.filters.clear()
    assert len(whats(page)) == 6


def test_what_cannot_be_looked_for_is_told_beside_it(qtbot: QtBot, page: HistoryPage) -> None:
    line(page, "since").setFocus()
    qtbot.keyClicks(line(page, "since"), "soon")
    qtbot.keyClick(line(page, "since"), K.Key_Return)
    field = page.filters.fields["since"]
    assert field.reason.isVisible()
    assert "soon" in field.reason.text()
    assert len(whats(page)) == 6
    line(page, "who").setFocus()
    qtbot.keyClicks(line(page, "who"), "nobody")
    page.list.setFocus()
    assert "'nobody' is not in the history" in page.filters.fields["who"].reason.text()
    page.filters.clear()
    assert not field.reason.isVisible()


def test_a_change_is_taken_back_by_its_button_and_shows_so(
    qtbot: QtBot, page: HistoryPage, around: Surroundings
) -> None:
    choose(page, 5)
    qtbot.keyClick(page.list, K.Key_T, ALT)
    qtbot.waitUntil(lambda: bool(around.said))
    assert around.row("agency", "AG-0102")["short_name"] == "B"
    assert around.said == ["Taken back: Agency: Short name changed. Ctrl+Z undoes that."]
    assert page.list.entry() is not None
    assert page.details.entry is not None
    assert page.details.entry.number == 5
    assert page.details.state.text().startswith("Taken back by S. Lee")
    assert not page.details.take_back_button.isEnabled()
    assert page.details.reason.text() == "Change 7 took this back already."
    assert whats(page)[0] == "Taken back: Agency: Short name changed"


def test_what_cannot_be_taken_back_says_why_beside_the_button(page: HistoryPage) -> None:
    choose(page, 4)
    assert not page.details.take_back_button.isEnabled()
    assert page.details.reason.text() == (
        "Short name was changed again by S. Lee on 07/06/2013 12:00: it holds BB now."
    )
    assert page.details.take_back_button.accessibleDescription() == page.details.reason.text()


def test_rows_that_can_be_taken_back_are_and_the_others_named(
    page: HistoryPage, around: Surroundings
) -> None:
    choose(page, 3)
    assert page.details.take_back_button.text() == "&Take back 1 of 2 rows"
    assert "Beta: Short name was changed again" in page.details.reason.text()
    page.details.take_back()
    with around.board.reading() as connection:
        found = records.rows_by_ref(connection, "agency", ["AG-0102", "AG-0103"])
    assert list(found) == ["AG-0102"]


def test_a_large_change_is_shown_in_pages_and_looked_at_when_taken_back(
    page: HistoryPage, around: Surroundings
) -> None:
    many = [create("agency", f"AG-{n}", name=f"Agency {n}") for n in range(1001, 1302)]
    around.board.apply("Paste 301 rows", many)
    page.list.choose(0)
    assert page.details.shown_rows.text() == "Rows 1 to 50 of 301"
    assert not page.details.earlier.isVisible()
    page.details.later.click()
    assert page.details.shown_rows.text() == "Rows 51 to 100 of 301"
    assert "Agency 1051" in page.details.page.toPlainText()
    assert "when you press the button" in page.details.reason.text()
    page.details.take_back()
    with around.board.reading() as connection:
        assert records.rows_by_ref(connection, "agency", ["AG-1001"]) == {}
    assert page.details.reason.text() == "Change 8 took this back already."
    assert not page.details.take_back_button.isEnabled()


def test_on_a_board_that_can_only_be_read_nothing_is_taken_back(
    page: HistoryPage, around: Surroundings
) -> None:
    many = [create("agency", f"AG-{n}", name=f"Agency {n}") for n in range(1001, 1302)]
    around.board.apply("Paste 301 rows", many)
    around.board.read_only = "S. Lee has the board open since 9:00."
    for number in (5, 7):
        choose(page, number)
        assert not page.details.take_back_button.isEnabled()
        assert page.details.reason.text() == around.board.read_only
    around.board.read_only = None


def test_a_records_row_in_a_large_change_comes_into_sight(
    page: HistoryPage, around: Surroundings
) -> None:
    many = [create("agency", f"AG-{n}", name=f"Agency {n}") for n in range(1001, 1302)]
    around.board.apply("Paste 301 rows", many)
    page.show_record("AG-1120")
    assert page.details.shown_rows.text() == "Rows 101 to 150 of 301"
    assert page.details.page.verticalScrollBar().value() > 0
    page.details.go_to_record()
    assert around.shown == [("AG-1120", None)]


def test_links_and_enter_lead_to_the_record_and_to_all_its_changes(
    qtbot: QtBot, page: HistoryPage, around: Surroundings
) -> None:
    choose(page, 5)
    qtbot.keyClick(page.list, K.Key_Return)
    assert around.shown == [("AG-0102", None)]
    page.details.page.anchorClicked.emit(QUrl("AG-0102"))
    assert len(around.shown) == 2
    assert of_record("AG-0102") in page.details.page.toHtml()
    page.details.page.anchorClicked.emit(QUrl(of_record("AG-0102")))
    assert page.filters.wanted == Filter(ref="AG-0102")
    assert [page.list.entries.place_of(number) for number in (5, 4, 3)] == [0, 1, 2]
    choose(page, 3)
    page.filters.clear()
    choose(page, 2)
    assert not page.details.record_button.isEnabled()


def test_the_page_is_gone_to_for_a_records_history_and_not_for_records(page: HistoryPage) -> None:
    assert not page.go_to("AG-0102", None)
    assert page.go_to(of_record("AG-0102"), None)
    assert page.count.text() == "3 of 6 changes"
    assert page.list.hasFocus()


def test_what_the_filters_leave_is_previewed(page: HistoryPage, around: Surroundings) -> None:
    page.show_record("AG-0102")
    page.preview_button.click()
    (build,) = around.previews
    document = build()
    assert document.subtitle == "Beta (AG-0102)"
    assert len(document.table("history").rows) == 4


def test_a_change_made_elsewhere_joins_the_list_and_the_choice_stays(
    page: HistoryPage, around: Surroundings
) -> None:
    choose(page, 5)
    around.board.apply("Agency: Short name changed", [typed("AG-0103", None, "G")])
    assert len(whats(page)) == 7
    assert page.details.entry is not None
    assert page.details.entry.number == 5


def test_the_page_follows_theme_and_text_size(qtbot: QtBot, page: HistoryPage) -> None:
    application = QApplication.instance()
    assert isinstance(application, QApplication)
    choose(page, 5)
    light = page.details.page.toHtml()
    use_look(application, Look(dark=True, text_size=150))
    qtbot.waitUntil(lambda: page.details.page.toHtml() != light)
    use_look(application, Look())


def test_the_model_keeps_qts_contract_and_asks_by_page(around: Surroundings) -> None:
    for number in range(2 * PAGE):
        around.board.apply(f"Typed {number}", [typed("AG-0103", _name(number), _name(number + 1))])
    model = EntryModel(around.board)
    tester = QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    model.show_all_that(Filter())
    assert isinstance(model, QAbstractItemModel)
    assert model.rowCount() == 6 + 2 * PAGE
    assert model._pages.keys() <= {0}
    assert str(model.index(PAGE + 3, 0).data()).startswith("Typed")
    assert 1 in model._pages
    model.show_all_that(Filter(words="Typed 7"))
    assert model.rowCount() == 11
    del tester


def _name(number: int) -> str | None:
    return f"G{number}" if number else None
