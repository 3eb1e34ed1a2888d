"""The mapping page on workbooks as people keep them: guesses, corrections, kept for next time."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest
from PySide6.QtCore import QAbstractItemModel, QPoint, Qt
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QApplication, QComboBox, QLineEdit
from pytestqt.qtbot import QtBot

from db.queries.budget import year_lines
from mscb_desktop.exchange.model import RowState
from tests.support.pages import Surroundings
from ui.areas.exchange.mapped_columns import EXAMPLES, FIELD, HEADING, WHY
from ui.areas.exchange.page import ExchangePage
from ui.theme import Look, use_look

K = Qt.Key
ALT = Qt.KeyboardModifier.AltModifier


@pytest.fixture
def budget(tmp_path: Path) -> Path:
    """A year's expenditure as a board kept it: a title, its own headings, no year, no kind."""
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    sheet.title = "Expenditure"
    sheet.append(["MSCB Expenditure 2012-13"])
    sheet.append([])
    sheet.append(["Description", "Set Annual Expenditure 2012/13", "Actual to Year End",
                  "Ledger", "Comments"])  # fmt: skip
    sheet.append(["Minibus hire", 2000, 2406.5, "BC03", None])
    sheet.append(["Puppet theatre", 4000, 1220, "DF62", "For schools"])
    path = tmp_path / "budget 2012.xlsx"
    book.save(path)
    return path


@pytest.fixture
def contacts(tmp_path: Path) -> Path:
    """Partners as people list them: titles, a merged heading, their own words."""
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    sheet.title = "Partners Sept 2013"
    sheet.append(["Partner contacts"])
    sheet.append(["Updated September 2013, please tell Jo of changes"])
    sheet.append(["", "", "Contact details"])
    sheet.merge_cells("C3:E3")
    sheet.append(["Organisation", "Who", "Job title", "Tel", "E-mail"])
    sheet.append(["Eastbrook Food Bank", "Jo Brown", "Manager", "020 8545 1234", "jo@example.org"])
    sheet.append(["Metropolitan Police", "DCI Green", "Borough lead", "101", "g@example.org"])
    path = tmp_path / "contacts.xlsx"
    book.save(path)
    return path


def column(page: ExchangePage, place: int) -> list[str]:
    model = page.mapping.view.columns
    return [str(model.index(row, place).data()) for row in range(model.rowCount())]


def fix(qtbot: QtBot, page: ExchangePage, name: str, text: str) -> None:
    """Type what every row gets."""
    line = page.mapping.fixed.rows[name].editor.focusProxy()
    assert isinstance(line, QLineEdit)
    line.setFocus()
    line.selectAll()
    qtbot.keyClicks(line, text)
    qtbot.keyClick(line, K.Key_Return)


def take_field(qtbot: QtBot, page: ExchangePage, heading: str, label: str) -> None:
    """Choose a column's field by keys alone."""
    view = page.mapping.view
    view.setCurrentIndex(view.columns.index(column(page, HEADING).index(heading), HEADING))
    view.setFocus()
    qtbot.keyClick(view, K.Key_Return)
    (box,) = view.findChildren(QComboBox)
    offers = box.view()
    qtbot.waitUntil(offers.isVisible)
    qtbot.keyClicks(offers, label)
    qtbot.keyClick(offers, K.Key_Return)
    qtbot.waitUntil(lambda: column(page, FIELD)[column(page, HEADING).index(heading)] == label)


def test_a_budget_of_ones_own_is_guessed_corrected_and_imported(
    qtbot: QtBot, page: ExchangePage, around: Surroundings, budget: Path
) -> None:
    page.import_from(budget)
    mapping = page.mapping
    assert mapping.isVisible()
    assert mapping.kind.currentText() == "Budget lines"
    assert mapping.top.currentText().startswith("Row 3: Description · Set Annual")
    assert column(page, FIELD) == ["Description", "Set", "Actual", "Leave out", "Comments"]
    assert column(page, WHY) == ["a guess", "a guess", "a guess", "", "a guess"]
    assert column(page, EXAMPLES)[0] == "Minibus hire · Puppet theatre"
    assert "needs: Financial year, Side, Kind of row." in mapping.wanting.text()
    take_field(qtbot, page, "Ledger", "Codes")
    assert column(page, WHY)[3] == ""
    fix(qtbot, page, "year", "2012-13")
    fix(qtbot, page, "side", "expen")
    fix(qtbot, page, "kind", "expen")
    assert mapping.wanting.text() == "Everything that a new record needs is there."
    qtbot.keyClick(mapping.view, K.Key_S, ALT)
    qtbot.waitUntil(page.preview.isVisible)
    assert page.preview.import_button.text() == "&Import 2 rows"
    assert page.preview.mapping_link.text() == "Change what the sheets hold…"
    page.preview.import_button.click()
    assert page.message.words.startswith("Imported 2 rows.")
    row = around.year_row(2012)
    assert row is not None
    with around.board.reading() as connection:
        lines = {line.description: line for line in year_lines(connection, row.ref)}
    assert (lines["Minibus hire"].set_amount, lines["Minibus hire"].actual) == (200000, 240650)
    assert lines["Puppet theatre"].codes == "DF62"
    around.desk.undo()
    with around.board.reading() as connection:
        after = {line.description for line in year_lines(connection, row.ref)}
    assert after == set(lines) - {"Minibus hire", "Puppet theatre"}


def test_a_list_of_contacts_is_read_below_its_titles(
    page: ExchangePage, around: Surroundings, contacts: Path
) -> None:
    page.import_from(contacts)
    assert page.mapping.kind.currentText() == "Agencies"
    assert page.mapping.top.currentText().startswith("Row 4: Organisation")
    assert dict(zip(column(page, HEADING), column(page, FIELD), strict=True)) == {
        "Organisation": "Name", "Who": "Leave out", "Job title": "Contact's post",
        "Tel": "Telephone", "E-mail": "Email",
    }  # fmt: skip
    page.mapping.view.columns.set_field(1, "contact_name")
    page.mapping.go_button.click()
    rows = {line.name: line.state for line in page.preview.view.rows.lines}
    assert rows == {
        "Eastbrook Food Bank": RowState.CREATE,
        "Metropolitan Police": RowState.CHANGE,
    }
    page.preview.view.choose(1)
    said = page.preview.details.page.toPlainText()
    assert "4 fields differ from what is stored" in said
    assert "known by its name" in said
    page.preview.import_button.click()
    police = around.row("agency", around.ref_of("agency", "Metropolitan Police"))
    assert (police["contact_name"], police["contact_phone"]) == ("DCI Green", "101")
    ref = around.ref_of("agency", "Eastbrook Food Bank")
    row = around.row("agency", ref)
    assert (row["contact_name"], row["contact_phone"]) == ("Jo Brown", "020 8545 1234")


def test_a_list_of_people_brings_their_posts_and_comes_twice(
    page: ExchangePage, around: Surroundings, tmp_path: Path
) -> None:
    book = openpyxl.Workbook()
    book.worksheets[0].append(["Name", "Job title", "Organisation", "Email", "Mobile"])
    book.worksheets[0].append(["Ivy Ash", "Named Nurse", "LBM", "ivy@example.org", "01632 960900"])
    book.save(tmp_path / "people.xlsx")
    page.import_from(tmp_path / "people.xlsx")
    assert page.mapping.kind.currentText() == "People"
    assert column(page, FIELD) == ["Name", "Post held", "Works at", "Email", "Telephone"]
    page.mapping.go_button.click()
    assert {line.name: line.state for line in page.preview.view.rows.lines} == {
        "Ivy Ash": RowState.CREATE,
        "Named Nurse, LB Merton": RowState.CREATE,
        "Ivy Ash, Named Nurse, LB Merton": RowState.CREATE,
    }
    page.preview.import_button.click()
    assert page.message.words.startswith("Imported 3 rows.")
    assert around.row("person", around.ref_of("person", "Ivy Ash"))["phone"] == "01632 960900"

    page.import_from(tmp_path / "people.xlsx")
    if page.mapping.isVisible():
        page.mapping.go_button.click()
    assert {line.state for line in page.preview.view.rows.lines} == {RowState.SAME}


def test_what_was_said_is_kept_for_the_next_workbook_of_these_headings(
    qtbot: QtBot, page: ExchangePage, budget: Path, tmp_path: Path
) -> None:
    page.import_from(budget)
    take_field(qtbot, page, "Ledger", "Codes")
    fix(qtbot, page, "year", "2012-13")
    page.mapping.go_button.click()
    assert (tmp_path / "mappings.json").exists()
    page.import_from(budget)
    assert column(page, FIELD)[3] == "Codes"
    assert set(column(page, WHY)) == {"as last time"}
    assert page.mapping.fixed.rows["year"].editor.in_sight() == "2012-13"
    assert list(page.mapping.fixed.rows) == ["year", "side", "kind"]


def test_another_kind_or_heading_row_is_guessed_anew(
    qtbot: QtBot, page: ExchangePage, contacts: Path
) -> None:
    page.import_from(contacts)
    mapping = page.mapping
    mapping.kind.setCurrentText("Sectors")
    mapping.kind.activated.emit(mapping.kind.currentIndex())
    assert column(page, FIELD).count("Leave out") == 5
    assert "A new sector needs: Name." in mapping.wanting.text()
    mapping.top.setCurrentIndex(2)
    mapping.top.activated.emit(2)
    assert column(page, HEADING) == ["Contact details"]
    mapping.kind.setCurrentIndex(0)
    mapping.kind.activated.emit(0)
    assert not mapping.go_button.isEnabled()
    assert mapping.go_button.accessibleDescription() == "Say first what one of the sheets holds."
    assert mapping.wanting.text().startswith("This sheet is left out.")
    qtbot.keyClick(mapping.view, K.Key_Return)
    assert mapping.view.findChildren(QComboBox) == []


def test_a_column_is_left_out_by_delete_and_its_list_opened_by_a_click(
    qtbot: QtBot, page: ExchangePage, contacts: Path
) -> None:
    page.import_from(contacts)
    view = page.mapping.view
    view.setCurrentIndex(view.columns.index(3, HEADING))
    qtbot.keyClick(view, K.Key_Delete)
    assert column(page, FIELD)[3] == "Leave out"
    place = view.visualRect(view.columns.index(3, FIELD)).center()
    qtbot.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(place))
    (box,) = view.findChildren(QComboBox)
    assert box.accessibleName() == "Field of column Tel"
    assert [box.itemText(n) for n in range(3)] == ["Leave out", "Reference", "Name"]
    qtbot.waitUntil(box.view().isVisible)
    qtbot.keyClick(box.view(), K.Key_Escape)
    assert column(page, FIELD)[3] == "Leave out"


def test_several_sheets_stand_in_a_list_with_what_they_are_taken_for(
    qtbot: QtBot, page: ExchangePage, budget: Path, contacts: Path, tmp_path: Path
) -> None:
    both = openpyxl.load_workbook(budget)
    sheet = both.create_sheet("Partners")
    for row in openpyxl.load_workbook(contacts).worksheets[0].iter_rows(values_only=True):
        sheet.append(row)
    both.create_sheet("Nothing here")
    path = tmp_path / "both.xlsx"
    both.save(path)
    page.import_from(path)
    shown = page.mapping.list
    spoken = [shown.item(n).data(Qt.ItemDataRole.AccessibleTextRole) for n in range(shown.count())]
    assert spoken == ["Expenditure, Budget lines · 3 needed", "Partners, Agencies"]
    qtbot.keyClick(shown, K.Key_Down)
    assert page.mapping.status() == "Partners"
    assert column(page, HEADING)[0] == "Organisation"


def test_the_table_keeps_to_qts_contract_and_takes_every_look(
    qapp: QApplication, page: ExchangePage, contacts: Path
) -> None:
    page.import_from(contacts)
    columns: QAbstractItemModel = page.mapping.view.columns
    tester = QAbstractItemModelTester(
        columns, QAbstractItemModelTester.FailureReportingMode.Warning, page
    )
    page.mapping.view.columns.set_field(0, "short_name")
    page.mapping.top.setCurrentIndex(0)
    page.mapping.top.activated.emit(0)
    use_look(qapp, Look(dark=True, text_size=150))
    assert not page.mapping.grab().isNull()
    use_look(qapp, Look())
    tester.deleteLater()
