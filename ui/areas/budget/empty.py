"""What stands on the budget page where the year has no budget yet."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from mscb_desktop.values import year_label
from ui.invitation import Invitation
from ui.theme.buttons import button


class Empty(Invitation):
    """One sentence on what belongs here, and the button that begins it."""

    def __init__(
        self,
        start: Callable[[], object],
        start_next: Callable[[], object],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(button("Start", "plus", self._on_pressed, primary=True), parent=parent)
        self._acts = (start, start_next)
        self._following = False

    def show_for(self, year: int, *, following: bool) -> None:
        """Speak of the year that begins in `year`, or of the projection after it."""
        self._following = following
        label = year_label(year + following)
        if following:
            self.words.setText(
                f"The projection for {label} belongs here: this year's lines with next year's "
                "amounts, and the under-spend brought forward."
            )
            self.button.setText(f"Start {label}")
            return
        self.words.setText(
            f"The budget for {label} belongs here: type it, or paste it from Excel or Word."
        )
        self.button.setText(f"Start the budget for {label}")

    def _on_pressed(self) -> None:
        start, start_next = self._acts
        if self._following:
            start_next()
        else:
            start()
