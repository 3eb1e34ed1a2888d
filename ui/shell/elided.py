"""A label of one line that shortens what does not fit."""

from __future__ import annotations

from PySide6.QtCore import QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QLabel

from ui.theme.numbers import LEFT, PLAIN_TEXT


class ElidedLabel(QLabel):
    """Shows its text with an ellipsis at the end where room is short; the tooltip has it whole."""

    def __init__(self, kind: str = "", align: int = LEFT) -> None:
        super().__init__()
        self._align = align
        self.setProperty("kind", kind)
        self.setProperty("textFormat", PLAIN_TEXT)

    def minimumSizeHint(self) -> QSize:
        """Shrink as far as needed."""
        return QSize(0, super().minimumSizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint what fits."""
        room, words = self.contentsRect(), self.text()
        metrics = self.fontMetrics()
        if metrics.horizontalAdvance(words) > room.width():
            from PySide6.QtCore import Qt

            words = metrics.elidedText(words, Qt.TextElideMode.ElideRight, room.width())
        self.setToolTip(self.text() if words != self.text() else "")
        enabled, role = self.isEnabled(), self.foregroundRole()
        painter = QPainter(self)
        self.style().drawItemText(painter, room, self._align, self.palette(), enabled, words, role)
