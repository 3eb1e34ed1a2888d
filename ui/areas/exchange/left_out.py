"""Rows that name a new record which is left out: said, with both ways to mend it."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QWidget

from ui.theme import scaled, set_icon
from ui.theme.buttons import link


class LeftOutStrip(QFrame):
    """A line that stands as long as ticked rows need others that are not."""

    take_wanted = Signal()
    leave_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("kind", "strip-warning")
        picture = QLabel()
        set_icon(picture, "alert-triangle", "warning")
        self.words = QLabel()
        self.words.setWordWrap(True)
        self.words.setTextFormat(Qt.TextFormat.PlainText)
        self.take_link = link("Tick those too", self.take_wanted.emit)
        self.leave_link = link("Leave these out too", self.leave_wanted.emit)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(scaled(10), scaled(6), scaled(10), scaled(6))
        layout.setSpacing(scaled(12))
        layout.addWidget(picture, 0, Qt.AlignmentFlag.AlignTop)
        layout.addWidget(self.words, 1)
        layout.addWidget(self.take_link)
        layout.addWidget(self.leave_link)
        self.hide()

    def show_count(self, many: int) -> None:
        """Say how many rows are concerned; nothing where there are none."""
        said = "1 ticked row names a record" if many == 1 else f"{many:,} ticked rows name records"
        self.words.setText(f"{said} that would be new, but whose row is left out.")
        self.setAccessibleName(self.words.text() if many else "")
        self.setVisible(many > 0)
