"""The head of a plan: its name, how its actions stand, as at which day, and what can be done."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from ui.as_at import AsAt
from ui.flow import Flow
from ui.theme import scaled
from ui.theme.buttons import link

ACTIONS, DETAILS = "actions", "details"
_PARTS = {ACTIONS: "A&ctions", DETAILS: "&Details"}
_TITLE = 320
"""Width in pixels at 100 % that the title keeps beside the buttons."""


class Head(QWidget):
    """Tells of one plan; it emits what was asked for and does nothing itself."""

    part_chosen = Signal(str)
    """ACTIONS or DETAILS."""
    back_wanted = Signal()
    """The list of plans is wanted."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.back_button = link("\u2039 All plans", self.back_wanted.emit)
        self.back_button.setToolTip("Show the list of the year's plans (Esc)")
        self.title = QLabel()
        self.title.setProperty("kind", "title")
        self.counts = QLabel()
        self.counts.setProperty("kind", "muted")
        for words in (self.title, self.counts):
            words.setTextFormat(Qt.TextFormat.PlainText)
            words.setWordWrap(True)
        self.as_at = AsAt()
        self.buttons = Flow()
        self.links: dict[str, QPushButton] = {}
        self._lay_out()

    def show_plan(self, title: str, counts: str, part: str) -> None:
        """Show a plan as on the day, and which part of it is open."""
        self.title.setText(title)
        self.counts.setText(counts)
        for name, made in self.links.items():
            made.setChecked(name == part)
            made.setEnabled(name != part)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the buttons below the title, and the day below the parts, where room is short."""
        super().resizeEvent(event)
        down, across = QBoxLayout.Direction.TopToBottom, QBoxLayout.Direction.LeftToRight
        wanted = self.buttons.sizeHint().width() + scaled(_TITLE)
        self._top.setDirection(across if self.width() >= wanted else down)
        wanted = self._parts.sizeHint().width() + self.as_at.sizeHint().width() + scaled(40)
        self._line.setDirection(across if self.width() >= wanted else down)

    def _lay_out(self) -> None:
        words = QVBoxLayout()
        words.setSpacing(scaled(3))
        words.addWidget(self.title)
        words.addWidget(self.counts)
        self._top = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._top.setSpacing(scaled(8))
        self._top.addLayout(words, 1)
        self._top.addLayout(self.buttons)
        self._parts = QHBoxLayout()
        self._parts.setSpacing(scaled(8))
        self._parts.addWidget(self.back_button)
        for name, text in _PARTS.items():
            made = link(text, partial(self.part_chosen.emit, name))
            made.setCheckable(True)
            self.links[name] = made
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
        whole.setSpacing(scaled(4))
        whole.addLayout(self._top)
        whole.addLayout(self._line)
