"""The head of a group: what it is, who leads it, how many are on it, and what can be done."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from mscb_desktop.groups.facts import Facts
from ui.as_at import AsAt
from ui.flow import Flow
from ui.theme import scaled
from ui.theme.buttons import link

MEMBERS, DETAILS = "members", "details"
_PARTS = {MEMBERS: "&Members", DETAILS: "&Details"}
_TITLE = 300
"""Width in pixels at 100 % that the title keeps beside the buttons."""


class Head(QWidget):
    """Tells of one group; it emits what was asked for and does nothing itself."""

    part_chosen = Signal(str)
    """MEMBERS or DETAILS."""
    group_wanted = Signal(str)
    """The group above shall be shown."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.title = QLabel()
        self.title.setProperty("kind", "title")
        self.title.setWordWrap(True)
        self.facts = _words()
        self.facts.setWordWrap(False)
        self.leaders = _words()
        self.quorum = _words()
        self.as_at = AsAt()
        self.parent_button = link("", self._on_parent)
        self._parent: str | None = None
        self.buttons = Flow()
        self.links: dict[str, QPushButton] = {}
        self._lay_out()

    def show_facts(self, facts: Facts, part: str) -> None:
        """Show a group as on the day, and which part of it is open."""
        self.title.setText(facts.group.name)
        short = facts.group.short_name
        what = [short] if short and short != facts.group.name else []
        what += [facts.kind] if facts.kind else []
        what += [facts.remark] if facts.remark else []
        what += ["reports to"] if facts.parent is not None else []
        self.facts.setText(" · ".join(what))
        self.facts.setVisible(bool(what))
        self._parent = facts.parent.ref if facts.parent is not None else None
        self.parent_button.setText(facts.parent.name if facts.parent is not None else "")
        self.parent_button.setVisible(facts.parent is not None)
        self.leaders.setText(_leaders(facts))
        self.quorum.setText(_counts(facts))
        self.quorum.setToolTip(facts.remedy)
        self.show_part(part)
        self.leaders.show()
        self.quorum.show()

    def show_new(self) -> None:
        """Show that a group is being added."""
        self.title.setText("New group")
        for widget in (self.facts, self.parent_button, self.leaders, self.quorum):
            widget.hide()
        self.show_part(DETAILS)

    def show_part(self, part: str) -> None:
        """Show which part is open."""
        for name, made in self.links.items():
            made.setChecked(name == part)
            made.setEnabled(name != part)

    def _on_parent(self) -> None:
        if self._parent is not None:
            self.group_wanted.emit(self._parent)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the buttons below the title, and the day below the parts, where room is short."""
        super().resizeEvent(event)
        down, across = QBoxLayout.Direction.TopToBottom, QBoxLayout.Direction.LeftToRight
        wanted = self.buttons.sizeHint().width() + scaled(_TITLE)
        self._top.setDirection(across if self.width() >= wanted else down)
        wanted = self._parts.sizeHint().width() + self.as_at.sizeHint().width() + scaled(40)
        self._line.setDirection(across if self.width() >= wanted else down)

    def _lay_out(self) -> None:
        kind = QHBoxLayout()
        kind.setSpacing(scaled(4))
        kind.addWidget(self.facts)
        kind.addWidget(self.parent_button)
        kind.addStretch(1)
        words = QVBoxLayout()
        words.setSpacing(scaled(3))
        words.addWidget(self.title)
        words.addLayout(kind)
        self._top = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._top.setSpacing(scaled(8))
        self._top.addLayout(words, 1)
        self._top.addLayout(self.buttons)
        self._parts = QHBoxLayout()
        self._parts.setSpacing(scaled(8))
        for name, text in _PARTS.items():
            made = link(text, partial(self.part_chosen.emit, name))
            made.setCheckable(True)
            self.links[name] = made
            if name != MEMBERS:
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
        whole.addWidget(self.leaders)
        whole.addWidget(self.quorum)
        whole.addSpacing(scaled(4))
        whole.addLayout(self._line)


def _words() -> QLabel:
    made = QLabel()
    made.setProperty("kind", "muted")
    made.setTextFormat(Qt.TextFormat.PlainText)
    made.setWordWrap(True)
    return made


def _leaders(facts: Facts) -> str:
    parts = [f"Chair: {facts.chairs or 'nobody'}"]
    if facts.vice_chairs:
        parts.append(f"Vice chair: {facts.vice_chairs}")
    return " · ".join(parts)


def _counts(facts: Facts) -> str:
    parts = [
        "1 member" if facts.members == 1 else f"{facts.members:,} members",
        f"{facts.voting:,} with a vote",
    ]
    if facts.vacant:
        parts.append(f"{facts.vacant:,} vacant")
    parts.append(f"Quorum: {facts.quorum}" if facts.quorum else "No quorum rule")
    return " · ".join(parts)
