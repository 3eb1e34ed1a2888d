"""What a paste into a list could not take."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from ui.grid.report import PasteReport
from ui.theme import scaled
from ui.theme.buttons import link


class Pasted(QFrame):
    """What a paste could not take, kept until it is closed."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("kind", "card")
        self.heading = QLabel()
        self.heading.setProperty("kind", "strong")
        self.words = QLabel()
        self.words.setWordWrap(True)
        self.words.setTextFormat(Qt.TextFormat.PlainText)
        self.words.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse
            | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        room = QScrollArea()
        room.setWidget(self.words)
        room.setWidgetResizable(True)
        room.setFrameShape(QFrame.Shape.NoFrame)
        room.setMaximumHeight(scaled(110))
        top = QHBoxLayout()
        top.addWidget(self.heading, 1)
        top.addWidget(link("Close", self.hide))
        column = QVBoxLayout(self)
        column.setContentsMargins(scaled(12), scaled(8), scaled(12), scaled(8))
        column.addLayout(top)
        column.addWidget(room)
        self.hide()

    def show_report(self, report: PasteReport) -> None:
        """Show what was not taken; nothing where all was."""
        head, _, rest = report.words.partition("\n")
        self.heading.setText(f"Pasted: {head}")
        self.words.setText(rest)
        self.setAccessibleName(report.words)
        self.setVisible(not report.clean)
