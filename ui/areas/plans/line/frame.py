"""What stands where on the line of accountability; it knows nothing of plans."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QComboBox,
    QHBoxLayout,
    QLabel,
    QMenu,
    QSizePolicy,
    QSplitter,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from ui.areas.plans.line.objectives import ObjectiveList
from ui.as_at import AsAt
from ui.flow import Flow
from ui.grid.chips import RagChip
from ui.invitation import Invitation
from ui.theme import scaled
from ui.theme.buttons import button, link


class Frame(QWidget):
    """A head; the objectives at the left, the chosen one with what serves it at the right."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.title = _words("title")
        self.counts = _words("muted")
        self.unlinked = _words("muted")
        self.plan_box = QComboBox()
        self.plan_box.setAccessibleName("Business plan")
        self.plan_box.setToolTip("The business plan whose objectives are shown")
        self.as_at = AsAt()
        self.preview_button = button("Preview", "eye", lambda: None)
        self.preview_button.setToolTip("Show reports of what is done for the objectives")
        self.menu = QMenu(self)
        self.preview_button.setMenu(self.menu)
        self.objectives = ObjectiveList()
        self.objective = _words("subtitle")
        self.chip = RagChip()
        self.own = _words("muted")
        self.open_button = link("Open the objective", lambda: None)
        self.nothing = _words("muted")
        self.serving = QStackedWidget()
        self.serving.addWidget(_at_top(self.nothing))
        self.empty_button = button("", None, lambda: None, primary=True)
        self._parts = QStackedWidget()
        self._full = self._make_full()
        self._empty = Invitation(self.empty_button)
        self.empty_words = self._empty.words
        self._lay_out()

    def show_empty(self, words: str, act: str) -> None:
        """Show one sentence in place of the list, with a button where `act` has words for it."""
        self.empty_words.setText(words)
        self.empty_button.setText(act)
        self.empty_button.setVisible(bool(act))
        self._parts.setCurrentWidget(self._empty)

    def show_full(self) -> None:
        """Show the objectives."""
        self._parts.setCurrentWidget(self._full)

    @property
    def is_empty(self) -> bool:
        """Whether a sentence stands in place of the list."""
        return self._parts.currentWidget() is self._empty

    def _make_full(self) -> QWidget:
        own = QHBoxLayout()
        own.setSpacing(scaled(8))
        own.addWidget(self.chip, 0, Qt.AlignmentFlag.AlignTop)
        own.addWidget(self.own, 1)
        own.addWidget(self.open_button, 0, Qt.AlignmentFlag.AlignTop)
        right = QWidget()
        column = QVBoxLayout(right)
        column.setContentsMargins(scaled(12), 0, 0, 0)
        column.setSpacing(scaled(6))
        column.addWidget(self.objective)
        column.addLayout(own)
        column.addWidget(self.serving, 1)
        split = QSplitter(Qt.Orientation.Horizontal)
        split.addWidget(self.objectives)
        split.addWidget(right)
        split.setChildrenCollapsible(False)
        split.setStretchFactor(0, 2)
        split.setStretchFactor(1, 3)
        split.setSizes([scaled(370), scaled(690)])
        self.objectives.setMinimumWidth(scaled(260))
        return split

    def _lay_out(self) -> None:
        words = QVBoxLayout()
        words.setSpacing(scaled(3))
        words.addWidget(self.title)
        words.addWidget(self.counts)
        words.addWidget(self.unlinked)
        acts = Flow()
        acts.addWidget(self.plan_box)
        acts.addWidget(self.preview_button)
        top = QHBoxLayout()
        top.setSpacing(scaled(8))
        top.addLayout(words, 1)
        top.addLayout(acts)
        self._parts.addWidget(self._full)
        self._parts.addWidget(self._empty)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(scaled(8))
        whole.addLayout(top)
        whole.addWidget(self.as_at)
        whole.addWidget(self._parts, 1)


def _words(kind: str) -> QLabel:
    made = QLabel()
    made.setProperty("kind", kind)
    made.setTextFormat(Qt.TextFormat.PlainText)
    made.setWordWrap(True)
    made.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
    return made


def _at_top(label: QLabel) -> QWidget:
    made = QWidget()
    column = QVBoxLayout(made)
    column.setContentsMargins(0, scaled(8), 0, 0)
    column.addWidget(label)
    column.addStretch(1)
    return made
