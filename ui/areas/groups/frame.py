"""What stands where on the groups' page; it knows nothing of groups."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QSplitter,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from ui.areas.groups.head import Head
from ui.areas.groups.tree import TreePanel
from ui.invitation import Invitation
from ui.theme import scaled
from ui.theme.buttons import button, only_where_written

_EMPTY = (
    "The board, its subgroups, working groups and panels belong here, each with its members. "
    "Begin with the board itself."
)


class Frame(QWidget):
    """The tree at the left; at the right a head above one of several parts, or an invitation."""

    def __init__(
        self, add: Callable[[], object], read_only: str | None, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.tree = TreePanel()
        self.head = Head()
        self.parts = QStackedWidget()
        self.count = QLabel()
        self.count.setProperty("kind", "muted")
        self.add_button = button("Add group", "plus", add)
        self.add_button.setToolTip("Add a group that reports to the chosen one")
        self.empty_button = button("Add the board", "plus", add, primary=True)
        self._shown = QWidget()
        self.empty = Invitation(self.empty_button, _EMPTY)
        self._right = QStackedWidget()
        self._lay_out()
        for made in (self.add_button, self.empty_button):
            only_where_written(made, read_only)

    def show_empty(self) -> None:
        """Show the invitation in place of a group."""
        self._right.setCurrentWidget(self.empty)

    def show_part(self, part: QWidget) -> None:
        """Show one of the parts below the head."""
        self._right.setCurrentWidget(self._shown)
        self.parts.setCurrentWidget(part)

    def _lay_out(self) -> None:
        title = QLabel("Groups")
        title.setProperty("kind", "title")
        words = QVBoxLayout()
        words.setSpacing(scaled(3))
        words.addWidget(title)
        words.addWidget(self.count)
        top = QHBoxLayout()
        top.addLayout(words, 1)
        top.addWidget(self.add_button, 0, Qt.AlignmentFlag.AlignTop)
        left = QWidget()
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, scaled(8), 0)
        column.setSpacing(scaled(10))
        column.addLayout(top)
        column.addWidget(self.tree, 1)
        right = QVBoxLayout(self._shown)
        right.setContentsMargins(scaled(12), 0, 0, 0)
        right.setSpacing(scaled(10))
        right.addWidget(self.head)
        right.addWidget(self.parts, 1)
        self._right.addWidget(self._shown)
        self._right.addWidget(self.empty)
        split = QSplitter(Qt.Orientation.Horizontal)
        split.addWidget(left)
        split.addWidget(self._right)
        split.setChildrenCollapsible(False)
        split.setStretchFactor(0, 0)
        split.setStretchFactor(1, 1)
        split.setSizes([scaled(230), scaled(900)])
        whole = QVBoxLayout(self)
        whole.setContentsMargins(scaled(20), scaled(16), scaled(20), scaled(12))
        whole.addWidget(split)
