"""What a paste into a list could not take."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from ui.grid.report import PasteReport
from ui.theme import scaled
from ui.theme.buttons import link

_MOST = 110
"""Pixels at text size 100 that the words take at most; more of them are scrolled."""


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
        self.words.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
        self._room = QScrollArea()
        self._room.setWidget(self.words)
        self._room.setWidgetResizable(True)
        self._room.setFrameShape(QFrame.Shape.NoFrame)
        top = QHBoxLayout()
        top.addWidget(self.heading, 1)
        top.addWidget(link("Close", self.hide))
        column = QVBoxLayout(self)
        column.setContentsMargins(scaled(12), scaled(8), scaled(12), scaled(8))
        column.addLayout(top)
        column.addWidget(self._room)
        self.hide()

    def show_report(self, report: PasteReport) -> None:
        """Show what was not taken; nothing where all was."""
        head, _, rest = report.words.partition("\n")
        self.heading.setText(f"Pasted: {head}")
        self.words.setText(rest.strip())
        self.setAccessibleName(report.words)
        self.setVisible(not report.clean)
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """Take the height of the words, up to some lines."""
        layout = self.layout()
        assert layout is not None
        margins = layout.contentsMargins()
        width = self.width() - margins.left() - margins.right()
        needed = max(0, self.words.heightForWidth(width))
        self._room.setFixedHeight(min(needed, scaled(_MOST)))
