"""What all dialogs share: a heading, a body, a row of buttons."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from ui.theme.look import scaled


class Dialog(QDialog):
    """A dialog of the window: Esc closes it, and it is gone when closed."""

    def __init__(self, title: str, parent: QWidget | None, *, width: int = 520) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setMinimumWidth(scaled(width))
        heading = QLabel(title)
        heading.setProperty("kind", "title")
        self.body = QVBoxLayout()
        self.body.setSpacing(scaled(10))
        self._buttons = QHBoxLayout()
        self._buttons.setSpacing(scaled(8))
        self._buttons.addStretch()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(scaled(24), scaled(20), scaled(24), scaled(18))
        layout.setSpacing(scaled(14))
        layout.addWidget(heading)
        layout.addLayout(self.body, 1)
        layout.addLayout(self._buttons)

    def showEvent(self, event: QShowEvent) -> None:
        """Be as high as the words need once they are wrapped."""
        super().showEvent(event)
        self.fit()

    def fit(self) -> None:
        """Grow to what is shown now."""
        layout = self.layout()
        assert layout is not None
        needed = layout.totalHeightForWidth(self.width())
        if needed > self.height():
            self.resize(self.width(), needed)

    def add_button(self, made: QPushButton, *, default: bool = False) -> QPushButton:
        """Put a button at the right end; the `default` one is pressed by Enter."""
        self._buttons.addWidget(made)
        made.setAutoDefault(default)
        made.setDefault(default)
        return made
