"""The page's start: what is chosen, dropped, refused, written."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QFileDialog
from pytestqt.qtbot import QtBot

from tests.support.edited_workbooks import Exchange
from tests.support.pages import Surroundings
from ui.areas.exchange import EXPORT, IMPORT
from ui.areas.exchange.page import ExchangePage
from ui.areas.find import areas

LEFT, NONE = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
COPY = Qt.DropAction.CopyAction


def chooser(page: ExchangePage) -> QFileDialog:
    (found,) = page.findChildren(QFileDialog)
    return found


def drop(page: ExchangePage, path: Path) -> bool:
    """Drag a file over the page and drop it where the page takes it."""
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path))])
    enter = QDragEnterEvent(QPointF(9, 9), COPY, data, LEFT, NONE)
    enter.ignore()
    QApplication.sendEvent(page, enter)
    if enter.isAccepted():
        QApplication.sendEvent(page, QDropEvent(QPointF(9, 9), COPY, data, LEFT, NONE))
    return enter.isAccepted()


def test_the_area_stands_below_the_line_without_a_year() -> None:
    area = next(area for area in areas() if area.key == "exchange")
    assert (area.title, area.below_line, area.uses_year) == ("Import and export", True, False)


def test_a_workbook_is_chosen_with_a_file_chooser(page: ExchangePage, book: Exchange) -> None:
    book.added("Agencies", {"Name": "Family Hub"})
    page.start.import_button.click()
    made = chooser(page)
    assert made.nameFilters()[0] == "Excel workbooks (*.xlsx)"
    made.fileSelected.emit(str(book.path))
    assert page.preview.isVisible()
    assert page.status()[0] == "Row 1 of 1"


def test_a_workbook_is_dropped_and_nothing_else(page: ExchangePage, book: Exchange) -> None:
    assert not drop(page, book.path.with_suffix(".docx"))
    assert drop(page, book.write())
    assert page.preview.isVisible()


def test_the_window_leads_here_to_ask_for_a_file(page: ExchangePage) -> None:
    assert page.go_to(IMPORT, None)
    chooser(page).reject()
    assert not page.go_to("AG-0001", None)
    assert page.go_to(EXPORT, None)


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (None, "is not there"),
        (b"", "cannot be read"),
        (b"Name,Telephone\r\nFamily Hub,1\r\n", "cannot be read"),
    ],
)
def test_a_file_that_cannot_be_read_is_refused_in_plain_words(
    page: ExchangePage, tmp_path: Path, content: bytes | None, why: str
) -> None:
    path = tmp_path / "list.xlsx"
    if content is not None:
        path.write_bytes(content)
    page.import_from(path)
    assert page.start.isVisible()
    assert "list.xlsx" in page.message.words
    assert why in page.message.words


def test_a_workbook_without_rows_says_so(page: ExchangePage, tmp_path: Path) -> None:
    path = tmp_path / "empty.xlsx"
    openpyxl.Workbook().save(path)
    page.import_from(path)
    assert page.message.words == (
        "empty.xlsx holds no records: its sheets are empty. Choose another one."
    )


def test_everything_is_exported_and_its_folder_opened(
    page: ExchangePage, tmp_path: Path, opened: list[QUrl]
) -> None:
    page.start.export_button.click()
    made = chooser(page)
    assert made.selectedFiles()[0].endswith("/MSCB-2013-06-03.xlsx")
    path = tmp_path / "out" / "data.xlsx"
    path.parent.mkdir()
    made.fileSelected.emit(str(path))
    sheets = openpyxl.load_workbook(path).sheetnames
    assert {"Agencies", "Budget lines", "Read me"} <= set(sheets)
    assert page.message.words.startswith("Wrote ")
    assert page.message.words.endswith(f"records into {path}.")
    assert page.start.isVisible()
    page.message.show_button.click()
    assert opened == [QUrl.fromLocalFile(str(path.parent))]


def test_an_export_that_cannot_be_written_says_why_and_offers_what_helps(
    page: ExchangePage, tmp_path: Path
) -> None:
    page.exporting.write(tmp_path / "nowhere" / "data.xlsx")
    assert page.message.words
    assert page.start.isVisible()
    page.exporting.write(tmp_path / "data.txt")
    assert "end its name in .xlsx" in page.message.words
    assert page.message.show_button.text() == "Save as data.xlsx"
    page.message.show_button.click()
    assert (tmp_path / "data.xlsx").exists()


def test_the_same_export_changes_nothing(
    page: ExchangePage, around: Surroundings, book: Exchange
) -> None:
    page.import_from(book.write())
    plan = page.preview.plan
    assert plan is not None
    assert not plan.changes_something
    assert around.refused == []


def test_pictures_bring_about_their_states(page: ExchangePage, qtbot: QtBot) -> None:
    for name, bring_about in page.pictures():
        bring_about()
        wanted = page.mapping if name.startswith("mapping") else page.preview
        assert wanted.isVisible(), name
    assert page.mapping.status() == "Contacts"
