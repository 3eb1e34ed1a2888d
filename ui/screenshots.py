"""Pictures of every page and dialog on a sample.

python -m ui.screenshots DIR [--only NAME] [--sample eastbrook]
"""

from __future__ import annotations

import argparse
import datetime as dt
import os
import sys
import tempfile
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

from PySide6.QtCore import QEventLoop, QTimer
from PySide6.QtWidgets import QApplication, QWidget

from mscb_desktop.reports import first_needed, made, reports
from mscb_desktop.reports.base import Report
from ui.app import make_application, make_window
from ui.areas.find import areas
from ui.dialogs.pictures import dialogs
from ui.settings import Recent
from ui.shell.frame import SIZE
from ui.shell.window import MainWindow
from ui.theme import Look

LOOKS = tuple(Look(dark, size) for dark in (False, True) for size in (100, 150))
"""The looks of which pictures are made."""

MOMENTS = {
    "merton": (dt.datetime(2013, 6, 14, 14, 32), 2012),
    "eastbrook": (dt.datetime(2026, 11, 24, 14, 32), 2026),
}
"""The clock of a sample's pictures and the year that they show.

Merton's year is over and its projection has begun; Eastbrook is in the middle of its year.
"""
_SETTLE = 350
"""Milliseconds without an event until a picture is taken."""

State = tuple[str, Callable[[], object]]


def take(folder: Path, only: str = "", sample: str = "merton") -> list[Path]:
    """Write the pictures whose name contains `only` into `folder`; gives their paths."""
    moment, year = MOMENTS[sample]
    folder.mkdir(parents=True, exist_ok=True)
    application = make_application()
    taken: list[Path] = []
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as place:
        window = make_window(application, lambda: moment, Path(place) / "window.json", Path(place))
        window.complete()
        backups = Path(place) / "Backups"
        backups.mkdir()
        window.remember(window.settings._replace(backup_folder=str(backups)))
        window.resize(*SIZE)
        window.show()
        for look in LOOKS:
            window.set_look(look)
            theme = "dark" if look.dark else "light"
            for name, bring_about in _states(window, sample, year):
                path = folder / f"{name}-{theme}-{look.text_size}.png"
                if only not in path.name:
                    continue
                window.resize(*SIZE)
                bring_about()
                _settle(window)
                if _shown(window).grab().save(str(path)):
                    taken.append(path)
                _close_dialogs(window)
        window.end()
        window.hide()
    return taken


def _states(window: MainWindow, sample: str, year: int) -> Iterator[State]:
    window.end()
    yield "start", lambda: _start(window)
    yield "new-board", window.ask_new_board

    def open_sample() -> None:
        window.open_sample(sample)
        assert window.session is not None
        window.session.set_year(year)
        # What the first pages begin in the background is over before states are made of them.
        _settle(window)

    open_sample()
    yield "start-recent", lambda: _start(window, *_recent(window))
    open_sample()
    for area in areas():
        yield area.key, partial(_open, window, area.key)
        yield from _page_states(window, area.key)
    for report in reports():
        yield f"preview-{report.name}", partial(_preview, window, report)
    _open(window, areas()[0].key)
    yield "years", window.top_bar.open_years
    yield "menu", window.actions_by_name["open_menu"].trigger
    yield "find", partial(_find, window, "metropol")
    yield "find-misspelt", partial(_find, window, "saferguarding")
    yield "find-empty", partial(_find, window, "")
    for name, command in (("keys", "show_keys"), ("about", "show_about")):
        yield name, window.actions_by_name[command].trigger
    yield from dialogs(window)
    details = "ValueError\n  ui/areas/budget/page.py:120 in _show"
    yield "fault", lambda: window.show_fault(details)


def _start(window: MainWindow, *boards: Recent) -> None:
    window.end()
    window.remember(window.settings._replace(boards=boards))
    window.show_no_board()


def _recent(window: MainWindow) -> tuple[Recent, ...]:
    gone = Recent(
        "S:\\Safeguarding\\Board 2011-12.mscb", "MSCB", "Board 2011-12", "2012-04-02T09:15"
    )
    return (*(board for board in window.settings.boards if board.path != gone.path), gone)


def _open(window: MainWindow, key: str) -> None:
    if window.session is not None:
        window.session.open_page(key, None, None)


def _preview(window: MainWindow, report: Report) -> None:
    _open(window, areas()[0].key)
    assert window.session is not None
    board = window.session.desk.board
    with board.reading() as connection:
        of = first_needed(connection, report)
    if of is None:
        return  # the board has nothing that it is about
    window.session.preview(lambda: made(board, report.name, of=of))


def _find(window: MainWindow, text: str) -> None:
    from ui.shell.finding import open_find_box

    open_find_box(window).line.setText(text)


def _page_states(window: MainWindow, key: str) -> Iterator[State]:
    _open(window, key)
    assert window.session is not None
    pictures = getattr(window.session.pages.page, "pictures", None)
    for name, bring_about in pictures() if pictures else ():
        yield f"{key}-{name}", bring_about


def _shown(window: MainWindow) -> QWidget:
    popup = QApplication.activePopupWidget()
    return popup or _dialog(window) or window


def _dialog(window: MainWindow) -> QWidget | None:
    return QApplication.activeModalWidget()


def _close_dialogs(window: MainWindow) -> None:
    while (open_ := QApplication.activePopupWidget() or _dialog(window)) is not None:
        open_.close()
        _settle(window)
    for box in window.findChildren(QWidget, "find_box"):
        box.close()


def _settle(window: MainWindow) -> None:
    """Let layouts, worker's results and repaints come in."""
    loop = QEventLoop()
    timer = QTimer(singleShot=True)
    timer.timeout.connect(loop.quit)
    timer.start(_SETTLE)
    loop.exec()
    session = window.session
    if session is not None and session.tasks.under_way:
        _settle(window)


def main() -> int:
    """Take the pictures that the command line asks for."""
    reader = argparse.ArgumentParser(prog="python -m ui.screenshots", description=__doc__)
    reader.add_argument("folder", type=Path)
    reader.add_argument("--only", default="", help="a part of the pictures' names")
    reader.add_argument("--sample", default="merton", choices=tuple(MOMENTS))
    asked = reader.parse_args()
    taken = take(asked.folder, asked.only, asked.sample)
    many = "1 picture" if len(taken) == 1 else f"{len(taken)} pictures"
    sys.stdout.write(f"{many} in {asked.folder}\n")
    return 0 if taken else 1


if __name__ == "__main__":
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    sys.exit(main())
