"""A person who goes through the whole window: every page, report and dialogue, then closes it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ui.shell.window import MainWindow

_ACTIONS = (
    "dark_theme", "larger_text", "year_before", "find", "show_keys", "show_about",
    "check_spelling", "check_spelling", "back_up", "open_eastbrook",
)  # fmt: skip
_PAUSE = 25


def use(arguments: Sequence[str]) -> int:
    """Open the sample in a window, with its files in a folder; 0 once all was shown."""
    import datetime as dt

    from tests.faults.steps import play
    from ui.app import make_application, make_window

    folder = Path(arguments[0])
    application = make_application()
    window = make_window(application, dt.datetime.now, folder / "window.json", folder)
    window.show()
    play(application, _steps(window))
    return 0


def _steps(window: MainWindow) -> Iterator[int]:
    from PySide6.QtWidgets import QApplication

    from mscb_desktop.reports import reports
    from ui.areas.find import areas

    window.open_sample()
    yield _PAUSE
    session = window.session
    assert session is not None, "the sample did not open"
    for area in areas():
        session.open_page(area.key, None, None)
        yield _PAUSE
    for report in reports():
        session.preview(lambda report=report: _document(window, report))
        for _ in range(5):
            yield _PAUSE
        session.close_preview()
    for name in _ACTIONS:
        window.actions_by_name[name].trigger()
        yield _PAUSE
        for other in QApplication.topLevelWidgets():
            if other is not window:
                other.close()
        yield _PAUSE
    window.close()
    for _ in range(10):
        yield _PAUSE
    assert window.session is None, "the window did not close"


def _document(window: MainWindow, report):  # type: ignore[no-untyped-def]
    from mscb_desktop.reports import first_needed, made

    assert window.session is not None
    board = window.session.desk.board
    with board.reading() as connection:
        of = first_needed(connection, report)
    return made(board, report.name, year=2012, of=of)
