"""A card at the side of the page: an icon, a heading, and what belongs to it."""

from __future__ import annotations

from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QLayout, QVBoxLayout, QWidget

from ui.theme import scaled, set_icon


class Card(QFrame):
    """A framed part of the side: heading with icon, then a column of widgets."""

    def __init__(self, heading: str, picture: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("kind", "card")
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
        self.set_picture(picture)

    def set_heading(self, heading: str) -> None:
        """Change the heading, which names the card for screen readers too."""
        self._heading.setText(heading)
        self.setAccessibleName(heading)

    def empty(self) -> None:
        """Take everything out of the card's body."""
        _clear(self.body)

    def set_picture(self, picture: str) -> None:
        """Change the icon, which follows theme and text size."""
        set_icon(self._picture, picture)


def line() -> QFrame:
    """Make a hairline between two parts of a card."""
    made = QFrame()
    made.setProperty("kind", "line")
    made.setFixedHeight(1)
    return made


def _clear(layout: QLayout) -> None:
    while (item := layout.takeAt(0)) is not None:
        widget = item.widget()
        inner = item.layout()
        if widget is not None:
            widget.hide()
            widget.deleteLater()
        elif inner is not None:
            _clear(inner)
