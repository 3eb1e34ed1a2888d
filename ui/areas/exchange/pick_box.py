"""A box that offers a short list, with the theme's own sign for opening it."""

from __future__ import annotations

from PySide6.QtCore import QEvent
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QComboBox, QWidget

from ui.theme import scaled
from ui.theme.icons import icon_pixmap

_SIGN = 14


class PickBox(QComboBox):
    """A combo box; F4, Alt+Down and Space open it."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self._dress()

    def changeEvent(self, event: QEvent) -> None:
        """Leave the sign its room in another text size."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._dress()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the sign at the right, in place of the style's own."""
        super().paintEvent(event)
        painter = QPainter(self)
        side = scaled(_SIGN)
        left, top = self.width() - side - scaled(8), (self.height() - side) // 2
        tint = "muted" if self.isEnabled() else "border"
        painter.drawPixmap(left, top, icon_pixmap("chevron-down", tint, _SIGN))
        painter.end()

    def _dress(self) -> None:
        wanted = (
            f"QComboBox::drop-down {{ border: none; width: {scaled(_SIGN + 10)}px; }}"
            "QComboBox::down-arrow { image: none; }"
        )
        if self.styleSheet() != wanted:
            self.setStyleSheet(wanted)
