"""A backup that was due could not be made."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QLabel, QWidget

from ui.dialogs.base import Dialog
from ui.theme.buttons import button


class NoBackupDialog(Dialog):
    """Says why there is no backup and asks whether to go on without."""

    def __init__(self, why: str, go_on: Callable[[], object], parent: QWidget | None) -> None:
        super().__init__("No backup was made", parent, width=480)
        self._go_on = go_on
        words = QLabel(f"{why}\n\nThe board itself is saved.")
        words.setWordWrap(True)
        self.body.addWidget(words)
        self.go_on_button = self.add_button(button("Go on without", "x", self._on_go_on))
        self.stay_button = self.add_button(
            button("Stay", "pencil", self.reject, primary=True), default=True
        )
        self.stay_button.setFocus()

    def _on_go_on(self) -> None:
        self.accept()
        self._go_on()
