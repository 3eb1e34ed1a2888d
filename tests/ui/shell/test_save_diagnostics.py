"""The file of diagnostics, asked for in the window, holds nothing of a board."""

from __future__ import annotations

import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QFileDialog, QWidget

from db.changes import Plan, create
from mscb_desktop.boards import create_board
from tests.support.boards import clock
from ui.dialogs.fault import FaultDialog
from ui.log import described, log_fault, log_folder, start_log, stop_log
from ui.shell.window import MainWindow

PERSON, AGENCY, TYPED = "Zebedee Quillfeather", "Quagmire Trust", "Narrative of Xanadu"
PLANTED = ("zebedee", "quillfeather", "quagmire", "xanadu")


@pytest.fixture
def log() -> Iterator[Path]:
    start_log(log_folder())
    yield log_folder()
    stop_log()
    for file in log_folder().glob("*"):
        file.unlink()


@pytest.fixture
def window(make: Callable[[], MainWindow], tmp_path: Path, log: Path) -> MainWindow:
    """Give a window on a board, with settings and logs, that are full of names and typed text."""
    folder = tmp_path / PERSON
    folder.mkdir()
    path = folder / f"{PERSON}.mscb"
    create_board(path, name=f"{AGENCY} Board", short_name=AGENCY[:8], clock=clock).close()
    shown = make()
    shown.open_board(path)
    assert shown.session is not None
    added = create("agency", "AG-0001", name=AGENCY, notes=TYPED)
    assert shown.session.desk.apply(Plan("Agency added", (added,)))
    shown.remember(shown.settings._replace(area=f"{PERSON} {TYPED}"))
    try:
        int(TYPED)
    except ValueError as error:
        log_fault(described(type(error), error, error.__traceback__))
    log_fault(
        f"{path} could not be read: {PERSON} of {AGENCY} typed '{TYPED}'\n  {TYPED}\n{PERSON}"
    )
    return shown


def _choose(window: QWidget, file: Path) -> None:
    *_, chooser = window.findChildren(QFileDialog)
    assert "diagnostics 2013-06-03" in chooser.selectedFiles()[0]
    chooser.fileSelected.emit(str(file))
    chooser.close()


def test_nothing_planted_is_found_in_it(window: MainWindow, log: Path, tmp_path: Path) -> None:
    written = (log / "mscb-desktop.log").read_text(encoding="utf-8").lower()
    assert [word for word in PLANTED if word not in written] == []
    window.actions_by_name["save_diagnostics"].trigger()
    _choose(window, tmp_path / "out.zip")
    assert "out.zip" in window.status.about.text()
    with zipfile.ZipFile(tmp_path / "out.zip") as file:
        texts = {name: file.read(name).decode("utf-8") for name in file.namelist()}
    everything = "\n".join((*texts, *texts.values())).lower()
    assert [word for word in PLANTED if word in everything] == []
    assert "ERROR ValueError" in texts["logs/mscb-desktop.log"]
    assert "    ….mscb" in texts["facts.txt"].splitlines()
    assert "  check_spelling: True" in texts["facts.txt"].splitlines()
    assert "  platform: offscreen" in texts["facts.txt"].splitlines()


def test_a_place_that_refuses_is_told(window: MainWindow, tmp_path: Path) -> None:
    window.actions_by_name["save_diagnostics"].trigger()
    _choose(window, tmp_path / "nowhere" / "out.zip")
    assert "does not exist: choose another" in window.message.words


def test_the_word_of_a_fault_offers_it(window: MainWindow, tmp_path: Path) -> None:
    dialog = window.show_fault("KeyError")
    assert isinstance(dialog, FaultDialog)
    dialog.save_button.click()
    _choose(dialog, tmp_path / "nowhere" / "out.zip")
    assert "does not exist" in dialog.outcome.text()
    dialog.save_button.click()
    _choose(dialog, tmp_path / "out.zip")
    assert dialog.outcome.text().startswith("Diagnostics are in")
    assert zipfile.is_zipfile(tmp_path / "out.zip")
    dialog.close()
