"""A fault of the program: what was kept, and what to send to whoever mends it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QDesktopServices, QGuiApplication
from PySide6.QtWidgets import QLabel, QPlainTextEdit, QWidget

from ui.dialogs.base import Dialog
from ui.theme.buttons import button
from ui.theme.look import scaled


class FaultDialog(Dialog):
    """Says that something went wrong in plain words; the details are for others."""

    def __init__(
        self,
        kept: str,
        details: str,
        log_folder: Path,
        save_diagnostics: Callable[[], object],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__("Something went wrong", parent, width=600)
        self._log_folder = log_folder
        self.words = QLabel(
            "The program met a fault of its own and stopped what it was doing. "
            f"{kept}\n\nYou can go on working. If it happens again, save the diagnostics and "
            "send them to whoever looks after the program; nothing that you typed is in them."
        )
        self.words.setWordWrap(True)
        self.body.addWidget(self.words)
        self.details = QPlainTextEdit(details)
        self.details.setAccessibleName("Details of the fault")
        self.details.setReadOnly(True)
        self.details.setTabChangesFocus(True)
        self.details.setMinimumHeight(scaled(150))
        self.body.addWidget(self.details, 1)
        self.outcome = QLabel()
        self.outcome.setWordWrap(True)
        self.outcome.setTextFormat(Qt.TextFormat.PlainText)
        self.outcome.setProperty("kind", "strong")
        self.outcome.hide()
        self.body.addWidget(self.outcome)
        self.save_button = self.add_button(
            button("Save diagnostics…", "file-zip", save_diagnostics)
        )
        self.copy_button = self.add_button(button("Copy details", "copy", self._copy))
        self.log_button = self.add_button(button("Log folder", "folder-open", self._open_log))
        self.close_button = self.add_button(
            button("Go on", "check", self.accept, primary=True), default=True
        )
        self.close_button.setFocus()

    def say(self, words: str) -> None:
        """Say what came of saving the diagnostics."""
        self.outcome.setText(words)
        self.outcome.show()

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self.details.toPlainText())
        self.copy_button.setText("Copied")

    def _open_log(self) -> None:
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._log_folder)))
