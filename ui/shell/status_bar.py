"""What is stored, what the page says of itself, and long work under way."""

from __future__ import annotations

import datetime as dt

from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QWidget

from ui.shell.elided import ElidedLabel
from ui.theme.icons import set_icon
from ui.theme.look import scaled
from ui.theme.numbers import RIGHT


class StatusBar(QFrame):
    """The line below every page."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName("Status")
        self._picture = QLabel()
        self._tone = ""
        self.saved = QLabel()
        self.about = ElidedLabel("muted")
        self.keys = ElidedLabel("muted", RIGHT)
        self._layout = QHBoxLayout(self)
        self._layout.setContentsMargins(scaled(20), scaled(5), scaled(20), scaled(5))
        self._layout.setSpacing(scaled(6))
        self._layout.addWidget(self._picture)
        self._layout.addWidget(self.saved)
        self._layout.addSpacing(scaled(12))
        self._layout.addWidget(self.about, 1)
        self._layout.addWidget(self.keys, 1)

    def insert(self, part: QWidget) -> None:
        """Put a part between what the page says and its keys."""
        self._layout.insertWidget(self._layout.count() - 1, part)

    def show_saved(self, at: dt.datetime | None) -> None:
        """Say that all is stored, since the time of the last change where there was one."""
        self._show_state("check", "good", f"Saved {at:%H:%M}" if at else "Saved")

    def show_to_read(self) -> None:
        """Say that the board is open to read."""
        self._show_state("eye", "warning", "To read only")

    def show_unstored(self, cells: int) -> None:
        """Say that something typed is not stored yet."""
        needs = "1 cell needs a look" if cells == 1 else f"{cells} cells need a look"
        self._show_state("alert-triangle", "bad", f"Not stored: {needs}")

    @property
    def is_unstored(self) -> bool:
        """Tell whether the bar says that something is not stored."""
        return self._tone == "bad"

    def show_nothing(self) -> None:
        """Say nothing: no board is open."""
        self._tone = ""
        self.saved.setText("")
        self._picture.hide()
        self.show_page("", "")

    def show_page(self, about: str, keys: str) -> None:
        """Show what the page says about its selection, and its keys."""
        self.about.setText(about)
        self.keys.setText(keys)

    def say(self, words: str) -> None:
        """Show a short message in the page's place, until the page says something new."""
        self.about.setText(words)

    def _show_state(self, picture: str, tone: str, words: str) -> None:
        self._picture.show()
        self.saved.setText(words)
        if self._tone != tone:
            self._tone = tone
            set_icon(self._picture, picture, tone)
            self.saved.setProperty("kind", tone)
            self.saved.style().polish(self.saved)
