"""Ways to a board: an existing file, a new one, the sample."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QStandardPaths
from PySide6.QtWidgets import QFileDialog

from db.changes import Refused
from db.errors import BoardError, Damaged, InUse, PasswordNeeded
from mscb_desktop.boards import SUFFIX, create_board
from mscb_desktop.values import year_of
from ui.shell.desk import Desk
from ui.shell.session import Session
from ui.tasks import BackgroundTasks

if TYPE_CHECKING:
    from db.board import Board
    from ui.shell.window import MainWindow


def open_session(
    window: MainWindow, path: Path, password: str | None = None, read_only: str | None = None
) -> Session:
    """Open a board as the one window that writes it, or to read; raises BoardError."""
    return _session(window, Desk.opened(path, window.clock, password=password, read_only=read_only))


def session_on(window: MainWindow, board: Board, at_end: Callable[[], object]) -> Session:
    """Make the session of a board that is open already; `at_end` is called once it is closed."""
    return _session(window, Desk(board), at_end)


def _session(window: MainWindow, desk: Desk, at_end: Callable[[], object] | None = None) -> Session:
    tasks = BackgroundTasks()
    session = Session(window, desk, tasks, at_end)
    tasks.setParent(session)
    tasks.started.connect(window.task_strip.watch)
    return session


def tell_refused(
    window: MainWindow, path: Path, refused: BoardError, read_only: str | None
) -> None:
    """Show why a board was not opened, and offer what helps: to read it, or its password."""
    if isinstance(refused, PasswordNeeded):
        from ui.shell.protection import ask_password

        window.show_no_board()
        ask_password(window, path, read_only)
    elif isinstance(refused, Damaged):
        from db.damage.told import Damage
        from ui.shell.damage import show_damage

        show_damage(window, path, (Damage(refused.message),))
    elif refused.can_be_read and read_only is None:
        words = _why_to_read(path, refused)
        read = partial(window.open_board, path, read_only=words)
        window.show_no_board(refused.message, ("Open to read", read))
    else:
        window.show_no_board(refused.message)


def _why_to_read(path: Path, refused: BoardError) -> str:
    if isinstance(refused, InUse):
        since = f" since {refused.since:%d/%m/%Y %H:%M}" if refused.since else ""
        return f"{path.name} is open to read: {refused.who or 'another window'} has it{since}."
    return f"{path.name} is open to read: nothing can be written where it lies."


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
        window.when_left(lambda: window.open_board(path))
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
