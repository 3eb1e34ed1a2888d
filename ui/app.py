"""Start the window: painted first, then the board opened."""

from __future__ import annotations

import datetime as dt
import sys
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QStandardPaths
from PySide6.QtWidgets import QApplication

from ui.imports import spare_sources

spare_sources()  # before what is imported now, which is read twice otherwise

from ui.areas.find import areas  # noqa: E402
from ui.errors import ErrorHook  # noqa: E402
from ui.garbage import collect_here  # noqa: E402
from ui.settings import Settings, read_settings, settings_path, write_settings  # noqa: E402
from ui.shell.window import MainWindow  # noqa: E402
from ui.theme import Look, use_look  # noqa: E402


def run_window(
    board: Path | None = None,
    sample: bool = False,
    *,
    clock: Callable[[], dt.datetime] = dt.datetime.now,
) -> int:
    """Open the window on a board, on the user's copy of the sample, or as it was left.

    Gives the program's exit code once the window is closed.
    """
    application = make_application()
    window = make_window(application, clock)
    hook = ErrorHook(window.show_fault, window.show_refusal, window)
    hook.install()
    begin(window, board, sample)
    window.painted.connect(_start_log)
    window.show()
    try:
        return application.exec()
    finally:
        hook.uninstall()


def self_test_window(board: Path) -> None:
    """Open the window on a board, show each of its areas, and close it; raise where one fails."""
    import tempfile

    application = make_application()
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        window = make_window(
            application, dt.datetime.now, Path(folder) / "window.json", Path(folder)
        )
        window.show()
        try:
            if not window.open_board(board):
                raise RuntimeError("The board did not open in the window")
            session = window.session
            assert session is not None
            for area in areas():
                session.open_page(area.key, None, None)
                if window.grab().isNull():
                    raise RuntimeError(f"{area.title} was not painted")
        finally:
            window.end()
            window.hide()


def make_application() -> QApplication:
    """Give the application, made where there is none yet."""
    application = QApplication.instance()
    if isinstance(application, QApplication):
        return application
    QApplication.setStyle("Fusion")
    application = QApplication(sys.argv[:1])
    application.setApplicationName("MSCB Desktop")
    collect_here(application)
    return application


def make_window(
    application: QApplication,
    clock: Callable[[], dt.datetime],
    settings_file: Path | None = None,
    sample_folder: Path | None = None,
) -> MainWindow:
    """Make the window in the look of the last time, with no board open yet."""
    path = settings_file or settings_path()
    settings = read_settings(path)
    use_look(application, Look(settings.dark, settings.text_size))

    def store(changed: Settings) -> None:
        write_settings(path, changed)

    return MainWindow(settings, store, clock, sample_folder or _data_folder())


def begin(window: MainWindow, board: Path | None, sample: bool) -> None:
    """Open what was asked for as soon as the window stands on the screen.

    With nothing asked for that is the board of the last time, if it is still there.
    """
    latest = next((Path(board.path) for board in window.settings.boards), None)
    if board is None and not sample and latest is not None and latest.exists():
        board = latest
    if board is not None:
        window.expect_board(board)

    def open_it() -> None:
        if sample:
            window.open_sample()
        elif board is not None:
            window.open_board(board)
        else:
            window.show_no_board()

    window.painted.connect(open_it)


def _start_log() -> None:
    # The log is no part of start-up.
    from ui.log import log_folder, start_log

    start_log(log_folder())


def _data_folder() -> Path:
    place = QStandardPaths.StandardLocation.GenericDataLocation
    return Path(QStandardPaths.writableLocation(place)) / "MSCB Desktop"
