"""Start-up of the window against a bare PySide6 window, each in a process of its own."""

from __future__ import annotations

import datetime as dt
import os
import subprocess
import sys
import tempfile
import time
from functools import cache
from pathlib import Path

from benchmark import Benchmark

ROOT = Path(__file__).parents[2]

# Both end the process at once, which measures the start alone.
_BARE = """
import os, sys
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QMainWindow

class Window(QMainWindow):
    def paintEvent(self, event):
        super().paintEvent(event)
        QTimer.singleShot(0, lambda: os._exit(0))

application = QApplication(sys.argv[:1])
window = Window()
window.resize(1440, 900)
window.show()
sys.exit(application.exec())
"""

_OURS = """
import datetime as dt, os, sys
from pathlib import Path
from ui.app import begin, make_application, make_window

board, settings, until = sys.argv[1:]
application = make_application()
window = make_window(application, dt.datetime.now, Path(settings), Path(settings).parent)
if until == "painted":
    window.painted.connect(lambda: os._exit(0))
begin(window, Path(board), False)

def usable():
    # The budget's rows are painted now, before the process ends.
    page = window.session.pages.currentWidget()
    assert page.grid.model().rowCount() > 10
    window.repaint()
    os._exit(0)

window.painted.connect(usable)
window.show()
sys.exit(application.exec())
"""


def benchmarks() -> list[Benchmark]:
    """Give first paint and usable statement, both against the bare window."""
    return [
        Benchmark("window: first paint", lambda: _ours("painted"), _bare, 1.5, 1.15),
        Benchmark("window: usable statement", lambda: _ours("usable"), _bare, 4.0, 3.0),
    ]


def _bare() -> float:
    return _seconds("-c", _BARE)


def _ours(until: str) -> float:
    board, settings = _sample()
    _warm_up(until)
    return _seconds("-c", _OURS, str(board), str(settings), until)


@cache
def _warm_up(until: str) -> None:
    board, settings = _sample()
    _seconds("-c", _OURS, str(board), str(settings), until)


def _seconds(*arguments: str) -> float:
    environment = {
        **os.environ,
        "QT_QPA_PLATFORM": "offscreen",
        "PYTHONPYCACHEPREFIX": str(_compiled()),
    }
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    start = time.perf_counter()
    subprocess.run(
        [sys.executable, *arguments],
        cwd=ROOT,
        env=environment,
        check=True,
        stderr=subprocess.DEVNULL,
    )
    return time.perf_counter() - start


@cache
def _compiled() -> Path:
    """Give a folder for compiled modules, which an installed program has too."""
    return Path(tempfile.mkdtemp(prefix="mscb-bench-compiled-"))


@cache
def _sample() -> tuple[Path, Path]:
    """Make the sample and the settings of a user who left off at its budget."""
    from mscb_desktop.sample import make_sample
    from ui.settings import Settings, write_settings

    folder = Path(tempfile.mkdtemp(prefix="mscb-bench-"))
    board = folder / "sample.mscb"
    make_sample(board)
    settings = Settings(area="budget", year=2012).with_board(
        board, "MSCB", "Merton Safeguarding Children Board", dt.datetime.now()
    )
    write_settings(folder / "window.json", settings)
    return board, folder / "window.json"
