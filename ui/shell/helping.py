"""What helps the person with the program itself: keys, logs, versions, and word of a fault."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PySide6.QtWidgets import QDialog

    from ui.shell.window import MainWindow


def show_keys(window: MainWindow) -> None:
    """List all keys."""
    from ui.dialogs.keys import KeysDialog
    from ui.shell.key_groups import key_groups

    KeysDialog(key_groups(), window).open()


def show_log() -> None:
    """Open the folder of the logs in the system's file manager."""
    from PySide6.QtCore import QUrl
    from PySide6.QtGui import QDesktopServices

    from ui.log import log_folder

    log_folder().mkdir(parents=True, exist_ok=True)
    QDesktopServices.openUrl(QUrl.fromLocalFile(str(log_folder())))


def save_diagnostics(window: MainWindow) -> None:
    """Let the user save versions, settings and logs for whoever looks after the program."""
    from ui.diagnostics import ask_and_save
    from ui.log import log_folder

    def refused(why: str) -> None:
        window.message.show_message((why,))

    ask_and_save(window, log_folder(), window, window.status.say, refused)


def show_about(window: MainWindow) -> None:
    """Show the version and the licences."""
    from ui.dialogs.about import AboutDialog

    AboutDialog(window).open()


def show_fault(window: MainWindow, details: str) -> QDialog:
    """Say that the program failed, and what was kept."""
    from ui.diagnostics import ask_and_save
    from ui.dialogs.fault import FaultDialog
    from ui.log import log_folder

    def save() -> None:
        ask_and_save(window, log_folder(), dialog, dialog.say, dialog.say)

    kept = "No board was open."
    if window.session is not None:
        name = window.session.desk.board.path.name
        kept = f"All changes that the status bar called saved are in {name}."
    dialog = FaultDialog(kept, details, log_folder(), save, window)
    dialog.open()
    return dialog
