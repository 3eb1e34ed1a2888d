"""What the window knows of itself, for the file of diagnostics."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6 import __version__ as pyside_version
from PySide6.QtCore import QLocale, Qt, qVersion
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFileDialog, QWidget

from mscb_desktop.diagnostics import Facts, save_diagnostics
from mscb_desktop.document.errors import DocumentError
from ui.areas.find import areas
from ui.settings import Settings
from ui.shell.opening import documents

if TYPE_CHECKING:
    from ui.shell.window import MainWindow


def facts(window: MainWindow, logs: Path) -> Facts:
    """Gather screen and settings, without anything of a board."""
    return Facts(
        at=window.clock(),
        screen=dict(_screen(window)),
        settings=dict(_settings(window.settings)),
        boards=[board.path for board in window.settings.boards],
        logs=logs,
    )


def ask_and_save(
    window: MainWindow,
    logs: Path,
    parent: QWidget,
    saved: Callable[[str], object],
    refused: Callable[[str], object],
) -> None:
    """Let the user choose a file and write it; call `saved` or `refused` with what to say."""

    def save(path: str) -> None:
        try:
            save_diagnostics(Path(path), facts(window, logs))
        except DocumentError as error:
            refused(str(error))
        else:
            saved(f"Diagnostics are in {path}. You can look at them before you send them.")

    name = f"MSCB Desktop diagnostics {window.clock():%Y-%m-%d}.zip"
    chooser = QFileDialog(parent, "Save diagnostics", str(documents() / name))
    chooser.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    chooser.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    chooser.setNameFilters(["Zip files (*.zip)"])
    chooser.setDefaultSuffix("zip")
    chooser.fileSelected.connect(save)
    chooser.open()


def _screen(window: MainWindow) -> Iterator[tuple[str, str]]:
    yield "Qt", f"{qVersion()}, PySide6 {pyside_version}"
    yield "platform", QGuiApplication.platformName()
    yield "language of numbers", QLocale().name()
    for number, screen in enumerate(QGuiApplication.screens(), 1):
        size = screen.size()
        yield (
            f"screen {number}",
            f"{size.width()} × {size.height()}, scaled {screen.devicePixelRatio():.0%}, "
            f"{screen.logicalDotsPerInch():.0f} dots per inch",
        )
    yield "window", f"{window.width()} × {window.height()}"


def _settings(settings: Settings) -> Iterator[tuple[str, bool | int | str]]:
    known = {area.key for area in areas()}
    for name, value in settings._asdict().items():
        if isinstance(value, bool | int) or (name == "area" and value in known):
            yield name, value
