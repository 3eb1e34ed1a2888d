"""Moving the open board from a network drive or synced folder to this computer."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from db.errors import BoardError
from mscb_desktop.keeping_here import Moved, keep_here, usual_folder
from ui.dialogs.keep_here import KeepHereDialog
from ui.shell.board_file import folder_of_backups, in_background, open_again
from ui.tasks import Progress

if TYPE_CHECKING:
    from db.board import Board
    from ui.shell.window import MainWindow


def ask_to_keep_here(window: MainWindow, board: Board, place: str) -> None:
    """Say why the board should not lie `place`, and move it where the person agrees."""

    def keep(folder: Path, backups_there: bool) -> None:
        window.when_stored(lambda: _move(window, board, folder, backups_there))

    def never() -> None:
        staying = (*window.settings.staying, str(board.path))
        window.remember(window.settings._replace(staying=staying))
        window.message.hide()

    KeepHereDialog(board.path, place, usual_folder(), keep, never, window).open()


def _move(window: MainWindow, board: Board, folder: Path, backups_there: bool) -> None:
    path, access, clock, who = board.path, board.access, board.clock, board.who
    backups = None
    with suppress(BoardError):
        backups = folder_of_backups(window)

    def job(progress: Progress) -> Moved:
        return keep_here(
            path, folder, access, clock=clock, who=who, backups=backups, progress=progress
        )

    def done(moved: Moved) -> None:
        settings = window.settings.without_board(str(path))
        if backups_there:
            settings = settings._replace(backup_folder=str(path.parent))
        window.remember(settings)
        words = f"The board is kept in {folder} now. The old file is {moved.original}."
        open_again(window, moved.path, words, "good")

    def failed(why: str) -> None:
        open_again(window, path, why, "bad")

    window.close_board()
    in_background(window, f"Moving {path.name}", job, done, failed)
