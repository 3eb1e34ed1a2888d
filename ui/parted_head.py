"""The head of a record shown in parts as on a day: what it is, its parts, what can be done."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QHBoxLayout,
    QLabel,
    QLayout,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from ui.as_at import AsAt
from ui.flow import Flow
from ui.theme import scaled
from ui.theme.buttons import link


class PartedHead(QWidget):
    """Title and words above links to the parts; buttons and the day at the right.

    It emits what was asked for and does nothing itself. `parts` gives the words of each part's
    link by its name, `title_room` the width in pixels at 100 % that the title keeps beside the
    buttons.
    """

    part_chosen = Signal(str)
    """The name of a part."""

    def __init__(
        self, parts: Mapping[str, str], title_room: int, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._title_room = title_room
        self.title = QLabel()
        self.title.setProperty("kind", "title")
        self.title.setTextFormat(Qt.TextFormat.PlainText)
        self.title.setWordWrap(True)
        self.as_at = AsAt()
        self.buttons = Flow()
        self.links: dict[str, QPushButton] = {}
        for name, text in parts.items():
            made = link(text, partial(self.part_chosen.emit, name))
            made.setCheckable(True)
            self.links[name] = made

    def show_part(self, part: str) -> None:
        """Show which part is open."""
        for name, made in self.links.items():
            made.setChecked(name == part)
            made.setEnabled(name != part)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the buttons below the title, and the day below the parts, where room is short."""
        super().resizeEvent(event)
        down, across = QBoxLayout.Direction.TopToBottom, QBoxLayout.Direction.LeftToRight
        wanted = self.buttons.sizeHint().width() + scaled(self._title_room)
        self._top.setDirection(across if self.width() >= wanted else down)
        wanted = self._parts.sizeHint().width() + self.as_at.sizeHint().width() + scaled(40)
        self._line.setDirection(across if self.width() >= wanted else down)

    def lay_out(
        self,
        beside: Sequence[QWidget | QLayout],
        below: Sequence[QWidget] = (),
        before: Sequence[QWidget] = (),
    ) -> None:
        """Place the title with words `beside` the buttons and `below` them, then the parts.

        `before` stand in one line with the links to the parts.
        """
        words = QVBoxLayout()
        words.setSpacing(scaled(3))
        words.addWidget(self.title)
        for each in beside:
            if isinstance(each, QLayout):
                words.addLayout(each)
            else:
                words.addWidget(each)
        self._top = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._top.setSpacing(scaled(8))
        self._top.addLayout(words, 1)
        self._top.addLayout(self.buttons)
        self._parts = QHBoxLayout()
        self._parts.setSpacing(scaled(8))
        for number, made in enumerate((*before, *self.links.values())):
            if number:
                dot = QLabel("·")
                dot.setProperty("kind", "muted")
                self._parts.addWidget(dot)
            self._parts.addWidget(made)
        self._parts.addStretch(1)
        self._line = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._line.setSpacing(scaled(4))
        self._line.addLayout(self._parts, 1)
        self._line.addWidget(self.as_at)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(scaled(3))
        whole.addLayout(self._top)
        for widget in below:
            whole.addWidget(widget)
        whole.addSpacing(scaled(2))
        whole.addLayout(self._line)


def muted_words() -> QLabel:
    """Make a label of quiet words that wrap."""
    made = QLabel()
    made.setProperty("kind", "muted")
    made.setTextFormat(Qt.TextFormat.PlainText)
    made.setWordWrap(True)
    return made
