"""A card at the side of the page: an icon, a heading, and what belongs to it."""

from __future__ import annotations

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QLayout, QVBoxLayout, QWidget

from ui.theme import scaled
from ui.theme.icons import icon_pixmap


class Card(QFrame):
    """A framed part of the side: heading with icon, then a column of widgets."""

    def __init__(self, heading: str, picture: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("kind", "card")
        self._icon_name = picture
        self._picture = QLabel()
        self._heading = QLabel()
        self._heading.setProperty("kind", "strong")
        self._heading.setWordWrap(True)
        top = QHBoxLayout()
        top.setSpacing(scaled(8))
        top.addWidget(self._picture)
        top.addWidget(self._heading, 1)
        self.body = QVBoxLayout()
        self.body.setSpacing(scaled(8))
        whole = QVBoxLayout(self)
        whole.setContentsMargins(scaled(14), scaled(12), scaled(14), scaled(12))
        whole.setSpacing(scaled(10))
        whole.addLayout(top)
        whole.addLayout(self.body)
        self.set_heading(heading)
        self._draw()

    def set_heading(self, heading: str) -> None:
        """Change the heading, which names the card for screen readers too."""
        self._heading.setText(heading)
        self.setAccessibleName(heading)

    def empty(self) -> None:
        """Take everything out of the card's body."""
        _clear(self.body)

    def changeEvent(self, event: QEvent) -> None:
        """Draw the icon anew in another theme."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            self._draw()

    def _draw(self) -> None:
        if hasattr(self, "_picture"):
            self._picture.setPixmap(icon_pixmap(self._icon_name, "text"))


def _clear(layout: QLayout) -> None:
    while (item := layout.takeAt(0)) is not None:
        widget = item.widget()
        inner = item.layout()
        if widget is not None:
            widget.hide()
            widget.deleteLater()
        elif inner is not None:
            _clear(inner)
