"""Ways to a board: an existing file, a new one, the sample."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QStandardPaths
from PySide6.QtWidgets import QFileDialog

from db.changes import Refused
from db.errors import BoardError
from mscb_desktop.boards import SUFFIX, create_board
from mscb_desktop.values import year_of
from ui.shell.desk import Desk
from ui.shell.session import Session
from ui.tasks import BackgroundTasks

if TYPE_CHECKING:
    from ui.shell.window import MainWindow

def open_session(window: MainWindow, path: Path) -> Session | str:
    """Open a board; give the words that say why where it cannot be opened."""
    try:
        desk = Desk.opened(path, window.clock)
    except BoardError as error:
        return error.message
    tasks = BackgroundTasks()
    session = Session(window, desk, tasks)
    tasks.setParent(session)
    tasks.started.connect(window.task_strip.watch)
    return session


def ask_for_board(window: MainWindow, chosen: Callable[[Path], object]) -> None:
    """Open the system's file chooser for boards."""
    chooser = QFileDialog(window, "Open a board", str(documents()))
    chooser.setFileMode(QFileDialog.FileMode.ExistingFile)
    chooser.setNameFilters([f"Boards (*{SUFFIX})", "All files (*)"])
    chooser.fileSelected.connect(lambda path: chosen(Path(path)))
    chooser.open()


def ask_for_new_board(window: MainWindow) -> None:
    """Open the dialog for a new board, and the board once it is made."""
    from ui.dialogs.new_board import NewBoardDialog

    def make(path: Path, name: str, short_name: str, start_year: int) -> str | None:
        try:
            board = create_board(path, name=name, short_name=short_name, clock=window.clock)
        except BoardError as error:
            return error.message
        except Refused as refusal:
            return str(refusal)
        desk = Desk(board)
        desk.start_year(start_year)
        desk.close()
        window.open_board(path)
        return None

    NewBoardDialog(documents(), year_of(window.clock().date()), make, window).open()


def sample_path(folder: Path, name: str, clock: Callable[[], dt.datetime]) -> Path | str:
    """Give the user's own copy of a sample, made where there is none yet, or why it cannot be."""
    from mscb_desktop.sample import make_sample

    path = folder / f"{name.capitalize()} sample{SUFFIX}"
    if path.exists():
        return path
    try:
        folder.mkdir(parents=True, exist_ok=True)
        make_sample(path, name=name, clock=clock)
    except OSError as error:
        return f"The sample cannot be kept in {folder} ({error.strerror}). Free the folder first."
    except BoardError as error:
        return error.message
    return path


def documents() -> Path:
    """Give the folder in which the system keeps a person's documents."""
    place = QStandardPaths.StandardLocation.DocumentsLocation
    return Path(QStandardPaths.writableLocation(place) or Path.home())
