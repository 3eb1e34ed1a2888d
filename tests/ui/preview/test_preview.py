"""A previewed document is shown, printed and saved as what it is."""

from __future__ import annotations

import io
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pypdf
import pytest
from openpyxl import load_workbook
from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QDesktopServices, QPageLayout
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QApplication, QFileDialog
from pytestqt.qtbot import QtBot

from db.board import Board
from mscb_desktop.document.model import (
    Column,
    Document,
    DocumentError,
    Kind,
    Orientation,
    PageBreak,
    Paragraph,
    Row,
    Table,
)
from mscb_desktop.reports.base import ReportError
from tests.support.boards import empty_board
from tests.support.pages import File
from ui.context import Context
from ui.findings.watch import FindingsWatch
from ui.preview.output import print_pages, save, save_for_excel
from ui.preview.page import PreviewPage
from ui.tasks import BackgroundTasks, ImmediateTasks, Tasks
from ui.theme import Look, use_look


def document() -> Document:
    """Make two pages: one upright with a table, one turned."""
    table = Table(
        "lines",
        "Lines",
        (Column("what", "Description"), Column("sum", "Sum (£)", Kind.MONEY)),
        (Row(("Room Hire", 200_000)), Row(("Stationery", 91_600))),
    )
    turned = PageBreak(Orientation.LANDSCAPE)
    blocks = (table, turned, Paragraph("Second page."))
    return Document("Budget statement", "Merton SCB", blocks, subtitle="2012-13")


@pytest.fixture
def board(tmp_path: Path) -> Iterator[Board]:
    made = empty_board(tmp_path)
    yield made
    made.close()


@pytest.fixture
def closed() -> list[bool]:
    return []


Open = Callable[..., PreviewPage]


@pytest.fixture
def preview(board: Board, qapp: QApplication, qtbot: QtBot, closed: list[bool]) -> Open:
    use_look(qapp, Look())

    def make(build: Callable[[], Document] = document, tasks: Tasks | None = None) -> PreviewPage:
        context = Context(
            board=board,
            tasks=tasks or ImmediateTasks(),
            apply=lambda plan: True,
            open_page=lambda key, ref, column: None,
            show_record=lambda ref, column: False,
            preview=lambda build: None,
            say=lambda words: None,
            year=lambda: 2012,
            set_year=lambda year: None,
            open_draft=lambda draft: None,
            drop_draft=lambda draft: None,
            file=File(board),
            findings=FindingsWatch(board, ImmediateTasks()),
        )
        page = PreviewPage(build, context, lambda: closed.append(True))
        qtbot.addWidget(page)
        page.resize(1000, 700)
        page.show()
        return page

    return make


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> list[Path]:
    """Note what is handed to the desktop instead of opening it."""
    paths: list[Path] = []

    def note(url: QUrl) -> bool:
        paths.append(Path(url.toLocalFile()))
        return True

    monkeypatch.setattr(QDesktopServices, "openUrl", staticmethod(note))
    return paths


def test_shows_the_pdf_with_its_pages(preview: Open) -> None:
    page = preview()
    assert page.title.text() == "Budget statement 2012-13"
    assert page.pdf.pageCount() == 2
    assert "Room Hire" in page.pdf.getAllText(0).text()
    assert page.status()[0] == "Page 1 of 2"
    page.view.pageNavigator().jump(1, page.view.pageNavigator().currentLocation())
    assert page.status()[0] == "Page 2 of 2"


def test_zooms_and_fits(preview: Open, qtbot: QtBot) -> None:
    page = preview()
    page.zoom_in()
    first = page.view.zoomFactor()
    page.zoom_in()
    assert page.view.zoomFactor() == pytest.approx(first * 1.25)
    for _ in range(30):
        page.zoom_out()
    assert page.view.zoomFactor() == pytest.approx(0.25)
    page.fit_width()
    assert page.view.zoomMode() == page.view.ZoomMode.FitToWidth
    page.fit_page()
    assert page.view.zoomMode() == page.view.ZoomMode.FitInView


def test_esc_goes_back(preview: Open, qtbot: QtBot, closed: list[bool]) -> None:
    page = preview()
    page.setFocus()
    qtbot.waitUntil(page.view.hasFocus)
    qtbot.keyClick(page.view, Qt.Key.Key_Escape)
    assert closed == [True]


@pytest.mark.parametrize("suffix", [".pdf", ".xlsx"])
def test_saves_under_the_chosen_name(
    preview: Open, tmp_path: Path, suffix: str, opened: list[Path]
) -> None:
    page = preview()
    (page.pdf_button if suffix == ".pdf" else page.excel_button).click()
    (chooser,) = page.findChildren(QFileDialog)
    assert chooser.selectedFiles()[0].endswith("Budget-statement-2012-13" + suffix)
    target = tmp_path / f"mine{suffix}"
    chooser.fileSelected.emit(str(target))
    chooser.close()
    if suffix == ".pdf":
        assert "Room Hire" in pypdf.PdfReader(target).pages[0].extract_text()
    else:
        cells = {c.value for sheet in load_workbook(target) for row in sheet for c in row}
        assert {"Room Hire", 2000} <= cells
    assert page.message.words == f"Saved {target}"
    page.message.show_button.click()
    assert opened == [tmp_path]


def test_a_target_in_use_offers_a_free_name(
    preview: Open, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = preview()
    target = tmp_path / "mine.pdf"
    replace = Path.replace

    def locked(path: Path, to: Path) -> Path:
        if to == target:
            raise PermissionError(13, "in use")
        return replace(path, to)

    monkeypatch.setattr(Path, "replace", locked)
    page.save_as(target)
    assert "is open in another program" in page.message.words
    assert page.message.show_button.text() == "Save as mine (2).pdf"
    page.message.show_button.click()
    assert (tmp_path / "mine (2).pdf").read_bytes().startswith(b"%PDF-")
    assert not target.exists()


def test_opens_a_workbook_for_excel(
    preview: Open, opened: list[Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    page = preview()
    page.open_button.click()
    assert opened == [tmp_path / "MSCB Desktop" / "Budget-statement-2012-13.xlsx"]
    assert load_workbook(opened[0]).sheetnames
    monkeypatch.setattr(QDesktopServices, "openUrl", staticmethod(lambda url: False))
    page.open_button.click()
    assert "No program opens workbooks here" in page.message.words


def test_a_workbook_that_excel_holds_gets_another_name(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, board: Board
) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    first = save_for_excel(document(), board.clock(), lambda done, total: None)
    replace = Path.replace

    def locked(path: Path, to: Path) -> Path:
        if to == first:
            raise PermissionError(13, "in use")
        return replace(path, to)

    monkeypatch.setattr(Path, "replace", locked)
    second = save_for_excel(document(), board.clock(), lambda done, total: None)
    assert second.name == "Budget-statement-2012-13 (2).xlsx"
    assert second.exists()


def test_prints_each_page_the_way_it_is_turned(preview: Open, tmp_path: Path) -> None:
    page = preview()
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "printed.pdf"))
    page.print_on(printer)
    printed = pypdf.PdfReader(tmp_path / "printed.pdf").pages
    sizes = [(round(float(p.mediabox.width)), round(float(p.mediabox.height))) for p in printed]
    assert sizes == [(595, 842), (842, 595)]


def test_prints_the_chosen_pages_only(tmp_path: Path, board: Board) -> None:
    stream = tmp_path / "document.pdf"
    save(document(), stream, board.clock(), lambda done, total: None)
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "printed.pdf"))
    printer.setFromTo(2, 2)
    steps: list[tuple[int, int]] = []
    pages = print_pages(stream.read_bytes(), printer, lambda d, t: steps.append((d, t)))
    assert pages == 1
    assert steps == [(0, 1)]
    (only,) = pypdf.PdfReader(io.BytesIO((tmp_path / "printed.pdf").read_bytes())).pages
    assert printer.pageLayout().orientation() is QPageLayout.Orientation.Landscape
    assert float(only.mediabox.width) > float(only.mediabox.height)


@pytest.mark.parametrize("error", [DocumentError("Too long."), ReportError("No such year.")])
def test_what_cannot_be_made_says_why(preview: Open, error: Exception) -> None:
    def build() -> Document:
        raise error

    page = preview(build)
    assert page.message.words == str(error)
    assert page.status()[0] == "The preview could not be made"
    assert not page.print_button.isEnabled()
    page.ask_print()
    page.save_as(Path("never.pdf"))
    assert not Path("never.pdf").exists()


def test_a_preview_left_early_is_not_finished(preview: Open, qtbot: QtBot) -> None:
    tasks = BackgroundTasks()
    told, left = threading.Event(), threading.Event()

    def slow() -> Document:
        told.set()
        left.wait(10)
        return document()

    page = preview(slow, tasks)
    assert told.wait(10)
    page.leave()
    left.set()
    qtbot.waitUntil(lambda: tasks.under_way == 0)
    assert page.pdf.pageCount() == 0
    assert page.message.words == ""
    tasks.stop()


def test_buttons_go_below_the_title_where_room_is_short(preview: Open, qtbot: QtBot) -> None:
    page = preview()
    page.resize(1400, 700)
    qtbot.waitUntil(lambda: page.print_button.y() == page.back_button.y())
    page.resize(880, 700)
    qtbot.waitUntil(lambda: page.print_button.y() > page.back_button.y())


def test_what_a_document_leaves_out_is_told_above_its_pages(preview: Open) -> None:
    def build() -> Document:
        return Document("Labels", "Merton SCB", (), remark="1 contact has no label: no address.")

    page = preview(build)
    assert page.message.isVisible()
    assert page.message.words == "1 contact has no label: no address."
