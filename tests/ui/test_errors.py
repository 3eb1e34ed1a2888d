"""A fault of the program is logged without what was typed, and shown once."""

from __future__ import annotations

import logging
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtGui import QGuiApplication
from pytestqt.qtbot import QtBot

from db.errors import BoardError
from ui.dialogs.fault import FaultDialog
from ui.errors import ErrorHook
from ui.log import described, log_fault, start_log, stop_log

SECRET = "what a person typed"


@pytest.fixture
def folder(tmp_path: Path) -> Iterator[Path]:
    start_log(tmp_path / "log")
    yield tmp_path / "log"
    stop_log()


def _fail() -> None:
    try:
        int(SECRET)
    except ValueError as error:
        raise KeyError(SECRET) from error


def _caught() -> KeyError:
    try:
        _fail()
    except KeyError as error:
        return error
    raise AssertionError


def test_the_log_has_kinds_and_places_and_no_values() -> None:
    error = _caught()
    words = described(type(error), error, error.__traceback__)
    assert words.startswith("KeyError\n")
    assert "ui/test_errors.py" in words
    assert "in _fail" in words
    assert "after ValueError" in words
    assert SECRET not in words


def test_log_rotates_and_keeps_five_files(folder: Path) -> None:
    for number in range(7):
        log_fault(f"{number} " + "x" * 900_000)
    files = sorted(folder.iterdir())
    assert len(files) == 5
    assert all(file.stat().st_size <= 1_000_000 for file in files)
    assert " ERROR 6 x" in (folder / "mscb-desktop.log").read_text(encoding="utf-8")[:60]


def test_a_folder_that_cannot_be_made_stops_nothing(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "file").write_bytes(b"")
    start_log(tmp_path / "file" / "log")
    log_fault("told all the same")
    stop_log()
    assert "told all the same" in capsys.readouterr().err


def test_one_window_stands_at_a_time(folder: Path, qtbot: QtBot) -> None:
    shown: list[FaultDialog] = []

    def show(details: str) -> FaultDialog:
        dialog = FaultDialog("Kept.", details, folder, lambda: None)
        dialog.open()
        shown.append(dialog)
        return dialog

    told: list[str] = []
    hook = ErrorHook(show, told.append)
    error = _caught()
    for _ in range(3):
        hook.take(type(error), error, error.__traceback__)
    assert len(shown) == 1
    dialog = shown[0]
    assert "Kept." in dialog.words.text()
    dialog.copy_button.click()
    assert QGuiApplication.clipboard().text() == dialog.details.toPlainText()
    assert "KeyError" in dialog.details.toPlainText()
    dialog.close_button.click()
    hook.take(type(error), error, error.__traceback__)
    assert len(shown) == 2
    shown[1].close()
    text = (folder / "mscb-desktop.log").read_text(encoding="utf-8")
    assert text.count("ERROR KeyError") == 4
    assert SECRET not in text


def test_errors_of_other_threads_are_shown_in_the_windows(folder: Path, qtbot: QtBot) -> None:
    where: list[int] = []

    def show(details: str) -> FaultDialog:
        where.append(threading.get_ident())
        return FaultDialog("Kept.", details, folder, lambda: None)

    before = sys.excepthook, threading.excepthook
    told: list[str] = []
    hook = ErrorHook(show, told.append)
    hook.install()
    try:
        worker = threading.Thread(target=_fail)
        worker.start()
        worker.join()
        qtbot.waitUntil(lambda: bool(where))
    finally:
        hook.uninstall()
        sys.excepthook, threading.excepthook = before
    assert where == [threading.get_ident()]


def test_logging_stays_apart_from_other_libraries(folder: Path) -> None:
    logging.getLogger("somebody.else").info("hello")
    log_fault("ours")
    assert "hello" not in (folder / "mscb-desktop.log").read_text(encoding="utf-8")


def test_what_a_file_refused_is_told_in_plain_words_and_is_no_fault(folder: Path) -> None:
    shown: list[str] = []
    told: list[str] = []

    def show(details: str) -> FaultDialog:
        shown.append(details)
        raise AssertionError

    hook = ErrorHook(show, told.append)
    error = BoardError("The disk is full: free some space.")
    hook.take(type(error), error, None)
    assert told == ["The disk is full: free some space."]
    assert shown == []
    assert not (folder / "mscb-desktop.log").exists()
