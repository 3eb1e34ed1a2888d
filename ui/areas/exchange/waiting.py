"""What the page shows while it reads, compares, stores or writes."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QLabel, QProgressBar, QVBoxLayout, QWidget

from ui.theme import scaled
from ui.theme.buttons import button


class Waiting(QWidget):
    """A title, how far the work has come, and Cancel."""

    cancelled = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.title = QLabel()
        self.title.setProperty("kind", "subtitle")
        self.title.setWordWrap(True)
        self.title.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setFixedWidth(scaled(360))
        self.cancel_button = button("Cancel", "x", self._on_cancelled)
        layout = QVBoxLayout(self)
        layout.setSpacing(scaled(14))
        layout.addStretch(1)
        layout.addWidget(self.title)
        layout.addWidget(self.bar, 0, Qt.AlignmentFlag.AlignHCenter)
        layout.addWidget(self.cancel_button, 0, Qt.AlignmentFlag.AlignHCenter)
        layout.addStretch(2)
        self.setFocusProxy(self.cancel_button)

    def begin(self, title: str) -> None:
        """Show what begins now."""
        self.title.setText(f"{title}…")
        self.bar.setAccessibleName(title)
        self.bar.setRange(0, 0)
        self.cancel_button.setEnabled(True)
        self.cancel_button.setAccessibleName(f"Cancel: {title}")

    @Slot(int, int)
    def show_progress(self, done: int, total: int) -> None:
        """Show how far the work has come."""
        self.bar.setRange(0, total)
        self.bar.setValue(done)

    def _on_cancelled(self) -> None:
        self.title.setText("Stopping…")
        self.cancel_button.setEnabled(False)
        self.cancelled.emit()
