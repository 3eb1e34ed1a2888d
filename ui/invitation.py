"""What stands where there is nothing yet: a sentence on what belongs here, and its button."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPushButton, QVBoxLayout, QWidget

from ui.theme import scaled


class Invitation(QWidget):
    """One sentence, and below it the button that begins what it speaks of."""

    def __init__(self, made: QPushButton, words: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.words = QLabel(words)
        self.words.setTextFormat(Qt.TextFormat.PlainText)
        self.words.setWordWrap(True)
        self.words.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.button = made
        whole = QVBoxLayout(self)
        whole.setContentsMargins(scaled(24), 0, scaled(24), 0)
        whole.addStretch(1)
        whole.addWidget(self.words)
        whole.addSpacing(scaled(12))
        whole.addWidget(made, 0, Qt.AlignmentFlag.AlignHCenter)
        whole.addStretch(2)
