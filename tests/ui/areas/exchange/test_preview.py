"""The preview of an import: counted, filtered, compared, ticked, stored, taken back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import openpyxl
import pytest
from PySide6.QtCore import QAbstractItemModel, QItemSelectionModel, QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from db.board import Board
from db.changes import Change
from db.file.connection import make_engine
from db.queries import records
from mscb_desktop.exchange.model import RowState, WrongCell
from mscb_desktop.sheet.clipboard_html import read_tables
from tests.support.edited_workbooks import Exchange, add_row, column_of
from tests.support.pages import Surroundings
from ui.areas.exchange.page import ExchangePage
from ui.areas.exchange.rows import NAME, PLACE, REFERENCE, STATE, TICK
from ui.theme import Look, use_look

K = Qt.Key
CTRL, ALT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier
NEW, CHANGED, SAME, REFUSED = RowState


def edit(book: openpyxl.Workbook) -> None:
    """Change an agency, add two, one of which is named by a new budget line; spoil a third."""
    agencies, lines = book["Agencies"], book["Budget lines"]
    agencies.cell(2, column_of(agencies, "Telephone")).value = "020 8545 4860"
    add_row(agencies, {"Name": "Eastbrook Food Bank", "Short name": "EFB"})
    add_row(agencies, {"Name": "Family Hub"})
    add_row(
        lines,
        {
            "Financial year": "2012-13", "Side": "Income", "Kind of row": "Contribution",
            "Description": "Food bank's share", "Agency": "Eastbrook Food Bank", "Set": 400,
        },
    )  # fmt: skip
    lines.cell(2, column_of(lines, "Set")).value = "about 2,000"


@pytest.fixture
def preview(page: ExchangePage, book: Exchange) -> ExchangePage:
    book.edited(edit)
    page.import_from(book.path)
    assert page.preview.isVisible()
    return page


def column(page: ExchangePage, place: int) -> list[str]:
    model = page.preview.view.rows
    return [str(model.index(row, place).data()) for row in range(model.rowCount())]


def choose(page: ExchangePage, name: str) -> None:
    page.preview.view.choose(column(page, NAME).index(name))


def ticks(page: ExchangePage) -> list[bool | None]:
    rows = page.preview.view.rows
    role = Qt.ItemDataRole.CheckStateRole
    found = [rows.index(row, TICK).data(role) for row in range(rows.rowCount())]
    return [None if each is None else each == Qt.CheckState.Checked for each in found]


def words(page: ExchangePage) -> str:
    return page.preview.import_button.text().replace("&", "")


def message(page: ExchangePage) -> str:
    return page.message.words


def names(around: Surroundings, table: str) -> Sequence[object]:
    with around.board.reading() as connection:
        return [values["name"] for _, values in records.page(connection, table, {}, 0, 500)]


def test_counts_are_filters_and_what_is_the_same_is_hidden_at_first(preview: ExchangePage) -> None:
    buttons = preview.preview.filters.buttons
    assert [made.text() for made in buttons.values()] == [
        "3 new",
        "1 changed",
        f"{preview.preview.plan.count({SAME}):,} the same",  # type: ignore[union-attr]
        "1 refused",
    ]
    assert [made.isChecked() for made in buttons.values()] == [True, True, False, True]
    assert column(preview, STATE) == ["Changed", "New", "New", "Refused", "New"]
    assert column(preview, PLACE)[0] == "Agencies, row 2"
    assert column(preview, REFERENCE)[1] == ""
    buttons[SAME].click()
    assert column(preview, STATE).count("The same") == preview.preview.plan.count({SAME})  # type: ignore[union-attr]


def test_words_and_sheet_narrow_the_rows(qtbot: QtBot, preview: ExchangePage) -> None:
    filters = preview.preview.filters
    qtbot.keyClick(preview.preview.view, K.Key_F, CTRL)
    qtbot.waitUntil(filters.words.hasFocus)
    qtbot.keyClicks(filters.words, "food bank")
    assert column(preview, NAME) == ["Eastbrook Food Bank", "Food bank's share"]
    qtbot.keyClicks(filters.words, " 400")
    assert column(preview, NAME) == ["Food bank's share"]
    qtbot.keyClicks(filters.words, "000")
    assert preview.preview.none.isVisible()
    qtbot.keyClick(filters.words, K.Key_Escape)
    assert len(column(preview, NAME)) == 5
    filters.sheet.setCurrentText("Budget lines")
    assert set(column(preview, STATE)) == {"Refused", "New"}
    qtbot.keyClick(filters.words, K.Key_Down)
    assert preview.preview.view.hasFocus()


def test_the_current_row_is_shown_side_by_side(preview: ExchangePage) -> None:
    details = preview.preview.details
    assert details.facts.text().endswith("Agencies, row 2")
    text = [line for line in details.page.toPlainText().split("\n") if line]
    assert text[0] == "Changed: 1 field differs from what is stored."
    assert text[-1] == "020 8545 4860"
    assert "Stored now" in text
    choose(preview, "Family Hub")
    assert details.page.toPlainText().startswith("New: it is not on the board yet.")
    assert details.name.text() == "Family Hub"


def test_a_wrong_cell_says_place_value_reason_and_remedy(preview: ExchangePage) -> None:
    place = column(preview, STATE).index("Refused")
    preview.preview.view.choose(place)
    text = preview.preview.details.page.toPlainText()
    assert "about 2,000" in text
    assert "Budget lines, row 2, Set: 'about 2,000' is not an amount of money: type digits" in text
    rows = preview.preview.view.rows
    assert "cannot be taken" in rows.index(place, TICK).data(Qt.ItemDataRole.ToolTipRole)
    spoken = rows.index(place, TICK).data(Qt.ItemDataRole.AccessibleTextRole)
    assert spoken.startswith("Refused, BL-")


def test_new_and_changed_are_ticked_and_refused_cannot_be(
    qtbot: QtBot, preview: ExchangePage
) -> None:
    assert ticks(preview) == [True, True, True, None, True]
    assert words(preview) == "Import 4 rows"
    view = preview.preview.view
    qtbot.keyClick(view, K.Key_Space)
    assert ticks(preview)[0] is False
    assert words(preview) == "Import 3 rows"
    assert preview.preview.ticks.text() == "3 of 4 ticked"
    view.choose(3)
    qtbot.keyClick(view, K.Key_Space)
    assert ticks(preview) == [False, True, True, None, True]
    qtbot.keyClick(view, K.Key_A, CTRL)
    qtbot.keyClick(view, K.Key_Space)
    assert ticks(preview) == [True, True, True, None, True]
    qtbot.keyClick(view, K.Key_Space)
    assert ticks(preview) == [False, False, False, None, False]
    qtbot.waitUntil(lambda: not preview.preview.import_button.isEnabled())
    assert preview.preview.history_words.text() == "Tick the rows that are to be imported."
    preview.preview.all_link.click()
    assert words(preview) == "Import 4 rows"


def test_a_click_on_a_tick_turns_it(qtbot: QtBot, preview: ExchangePage) -> None:
    view = preview.preview.view
    place = view.visualRect(view.rows.index(2, TICK)).center()
    qtbot.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(place))
    assert ticks(preview) == [True, True, False, None, True]
    place = view.visualRect(view.rows.index(2, NAME)).center()
    qtbot.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(place))
    assert ticks(preview)[2] is False


def test_links_act_on_the_rows_that_are_shown(preview: ExchangePage) -> None:
    preview.preview.filters.show_only(frozenset({CHANGED}))
    preview.preview.none_link.click()
    preview.preview.filters.show_only(frozenset({NEW, CHANGED}))
    assert ticks(preview) == [False, True, True, True]


def test_the_ticked_rows_are_stored_and_one_undo_takes_all_back(
    qtbot: QtBot, preview: ExchangePage, around: Surroundings
) -> None:
    before = names(around, "agency")
    choose(preview, "Family Hub")
    qtbot.keyClick(preview.preview.view, K.Key_Space)
    qtbot.waitUntil(lambda: "3 rows" in preview.preview.history_words.text())
    called = preview.preview.history_words.text().split("‘")[1].split("’")[0]
    qtbot.keyClick(preview.preview.view, K.Key_I, ALT)
    qtbot.waitUntil(preview.start.isVisible)
    assert message(preview) == "Imported 3 rows. Ctrl+Z takes all of it back."
    assert around.board.next_undo() == called == "Import of data.xlsx: 3 rows"
    food_bank = around.ref_of("agency", "Eastbrook Food Bank")
    assert "Family Hub" not in names(around, "agency")
    with around.board.reading() as connection:
        assert records.naming(connection, "agency", food_bank)
    preview.message.show_button.click()
    assert around.opened == [("history", None, None)]
    around.desk.undo()
    assert names(around, "agency") == before
    assert message(preview) == ""


def test_a_row_that_names_one_left_out_says_so_and_both_ways_mend_it(
    qtbot: QtBot, preview: ExchangePage
) -> None:
    choose(preview, "Eastbrook Food Bank")
    qtbot.keyClick(preview.preview.view, K.Key_Space)
    strip = preview.preview.strip
    qtbot.waitUntil(strip.isVisible)
    assert strip.words.text() == (
        "1 ticked row names a record that would be new, but whose row is left out."
    )
    assert not preview.preview.import_button.isEnabled()
    assert "need others" in preview.preview.import_button.accessibleDescription()
    strip.leave_link.click()
    qtbot.waitUntil(lambda: not strip.isVisible())
    assert ticks(preview) == [True, False, True, None, False]
    preview.preview.view.rows.take([preview.preview.view.rows.shown[4]])
    qtbot.waitUntil(strip.isVisible)
    strip.take_link.click()
    qtbot.waitUntil(lambda: not strip.isVisible())
    assert ticks(preview) == [True, True, True, None, True]


def test_what_is_wrong_is_copied_as_a_table(
    qtbot: QtBot, preview: ExchangePage, around: Surroundings
) -> None:
    qtbot.keyClick(preview.preview.view, K.Key_C, ALT)
    qtbot.waitUntil(lambda: bool(around.said))
    data = QGuiApplication.clipboard().mimeData()
    head, row = read_tables(data.html())
    assert [cell.text for cell in head][:4] == ["Sheet", "Row", "Column", "In the workbook"]
    assert [cell.text for cell in row][:4] == ["Budget lines", "2", "Set", "about 2,000"]
    assert data.text().splitlines()[1].startswith("Budget lines\t2\tSet\tabout 2,000\t'about")
    assert around.said[-1].startswith("Copied 1 line")
    preview.preview.print_link.click()
    document = around.previews[0]()
    assert document.table("wrong").rows[0].cells[2:4] == ("Set", "about 2,000")


def test_enter_leads_to_the_record_that_is_there(
    qtbot: QtBot, preview: ExchangePage, around: Surroundings
) -> None:
    qtbot.keyClick(preview.preview.view, K.Key_Return)
    assert around.shown == [(column(preview, REFERENCE)[0], None)]
    choose(preview, "Family Hub")
    qtbot.keyClick(preview.preview.view, K.Key_Return)
    assert around.said == ["This record is not on the board yet."]


def test_the_plan_is_made_anew_when_the_board_changes_and_ticks_stay(
    preview: ExchangePage, around: Surroundings
) -> None:
    choose(preview, "Family Hub")
    preview.preview.view.rows.toggle(preview.preview.view.selected())
    ref = column(preview, REFERENCE)[0]
    phone = around.row("agency", ref)["contact_phone"]
    around.board.apply(
        "Typed", [Change("agency", ref, {"contact_phone": phone}, {"contact_phone": "020 1"})]
    )
    assert message(preview).startswith("The board changed meanwhile")
    choose(preview, str(around.row("agency", ref)["name"]))
    assert "020 1" in preview.preview.details.page.toPlainText()
    assert ticks(preview) == [True, True, False, None, True]


def test_drafts_alone_make_nothing_anew(preview: ExchangePage) -> None:
    plan = preview.preview.plan
    preview.refresh(frozenset({("draft", "")}))
    assert preview.preview.plan is plan


def test_what_the_board_refuses_stands_at_its_row(
    preview: ExchangePage, around: Surroundings
) -> None:
    """The board was changed by another connection, of which the window does not know yet."""
    preview.preview.filters.show_only(frozenset({CHANGED}))
    ref = column(preview, REFERENCE)[0]
    row = around.row("agency", ref)
    plan = preview.preview.plan
    assert plan is not None
    engine = make_engine(around.board.path, around.board.access)
    other = Board(around.board.path, engine, clock=around.board.clock, who="Lee", guards=())
    change = Change("agency", ref, {"contact_phone": row["contact_phone"]}, {"contact_phone": "1"})
    other.apply("Typed elsewhere", [change])
    other.close()
    preview.preview.import_button.click()
    assert message(preview).startswith("The board changed meanwhile")
    assert preview.preview.isVisible()
    assert preview.preview.plan is not plan
    assert around.row("agency", ref)["contact_phone"] == "1"
    assert "Family Hub" not in names(around, "agency")
    preview.preview.import_button.click()
    assert around.row("agency", ref)["contact_phone"] == "020 8545 4860"


def test_sheets_and_columns_that_are_not_read_are_named(page: ExchangePage, book: Exchange) -> None:
    def strange(made: openpyxl.Workbook) -> None:
        made["Agencies"].cell(1, 30).value = "Fax"
        made["Agencies"].cell(2, 30).value = "020 1"
        made.create_sheet("Rota").append(["Who", "When"])

    book.edited(strange)
    page.import_from(book.path)
    text = page.preview.not_read.text()
    assert "Not read: 'Rota' is no kind of record" in text
    assert "Agencies, column AD, 'Fax': no such field" in text
    assert page.preview.mapping_link.isVisible()
    assert page.preview.history_words.text().startswith("Nothing in it is new or changed")
    assert not page.preview.import_button.isEnabled()
    page.preview.mapping_link.click()
    assert [told.mapping.sheet for told in page.mapping.sheets] == ["Agencies", "Rota"]
    page.mapping.go_button.click()
    assert page.preview.isVisible()


def test_a_board_open_to_read_shows_the_plan_and_says_why_it_takes_nothing(
    qtbot: QtBot, preview: ExchangePage, around: Surroundings, book: Exchange
) -> None:
    around.board.read_only = "it is open to read."
    preview.import_from(book.path)
    qtbot.waitUntil(lambda: "open to read" in preview.preview.history_words.text())
    assert not preview.preview.import_button.isEnabled()


def test_the_list_keeps_to_qts_contract_and_takes_every_look(
    qapp: QApplication, preview: ExchangePage
) -> None:
    rows: QAbstractItemModel = preview.preview.view.rows
    tester = QAbstractItemModelTester(
        rows, QAbstractItemModelTester.FailureReportingMode.Warning, preview
    )
    preview.preview.filters.show_only(frozenset(RowState))
    preview.preview.view.rows.toggle(preview.preview.view.rows.shown)
    preview.preview.filters.show_only(frozenset({NEW}))
    use_look(qapp, Look(dark=True, text_size=150))
    assert not preview.preview.grab().isNull()
    use_look(qapp, Look())
    tester.deleteLater()


def test_everything_that_takes_the_keyboard_has_a_name(preview: ExchangePage) -> None:
    nameless = [
        type(part).__name__
        for part in preview.findChildren(QWidget)
        if part.isVisible()
        and part.focusPolicy() & Qt.FocusPolicy.TabFocus
        and not (part.accessibleName() or part.property("text"))
    ]
    assert nameless == []
    assert not any(label.text().endswith("…") for label in preview.preview.findChildren(QLabel))


def test_another_workbook_begins_again(preview: ExchangePage) -> None:
    flag = QItemSelectionModel.SelectionFlag.ClearAndSelect
    preview.preview.view.selectionModel().select(preview.preview.view.rows.index(0, 0), flag)
    preview.preview.back_button.click()
    assert preview.start.isVisible()
    assert preview.start.import_button.hasFocus()


def test_what_the_board_refuses_is_shown_at_its_row(preview: ExchangePage) -> None:
    """A rule of the board may refuse what the plan could not foresee."""
    key = next(line.key for line in preview.preview.view.rows.lines if line.state is SAME)
    line = preview.preview.view.rows.lines[key]
    cell = WrongCell(line.sheet, line.number, "Name", "X", "It is used twice: rename it.", key)
    preview.preview.show_refused([cell, replace(cell, heading=None, message="Leave it out.")])
    assert preview.preview.view.key() == key
    text = preview.preview.details.page.toPlainText()
    assert f"{line.sheet}, row {line.number}: Leave it out." in text
    preview.preview.show_refused([])
    assert preview.preview.view.key() == key


def test_a_workbook_of_another_board_is_told_and_nothing_ticked(
    page: ExchangePage, book: Exchange
) -> None:
    def rename(workbook: openpyxl.Workbook) -> None:
        settings, agencies = workbook["Board settings"], workbook["Agencies"]
        settings.cell(2, column_of(settings, "Name as printed")).value = "Westbrook Partnership"
        agencies.cell(2, column_of(agencies, "Telephone")).value = "020 8545 4860"

    book.edited(rename)
    page.import_from(book.path)
    assert "comes from 'Westbrook Partnership'" in page.preview.not_read.text()
    assert len(page.preview.left_out) == 2
    assert not page.preview.import_button.isEnabled()
