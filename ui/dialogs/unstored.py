"""Something typed is not stored, cannot be kept as a draft, and would be lost."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QLabel, QWidget

from ui.dialogs.base import Dialog
from ui.theme.buttons import button


class UnstoredDialog(Dialog):
    """Asks whether to give up cells that were typed into and neither taken nor kept."""

    def __init__(
        self, cells: int, go_on: Callable[[], object], parent: QWidget | None = None
    ) -> None:
        what = "1 cell is" if cells == 1 else f"{cells} cells are"
        super().__init__(f"{what} not stored", parent, width=460)
        self._go_on = go_on
        words = QLabel(
            "What was typed there cannot be taken as it stands; each such cell says why. It "
            "cannot be kept as a draft either, because the board cannot be written now: look "
            "whether the disk is full. Stay and copy it elsewhere, or go on and lose it. "
            "Everything else is saved."
        )
        words.setWordWrap(True)
        self.body.addWidget(words)
        self.lose_button = self.add_button(button("Go on and lose it", "trash", self._on_lost))
        self.stay_button = self.add_button(
            button("Stay", "pencil", self.reject, primary=True), default=True
        )
        self.stay_button.setFocus()

    def _on_lost(self) -> None:
        self.accept()
        self._go_on()
