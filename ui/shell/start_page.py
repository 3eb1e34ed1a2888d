"""What the window shows while no board is open: ways to one, and why the last could not be."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from ui.theme.buttons import button, link
from ui.theme.icons import set_icon
from ui.theme.look import scaled

_WIDTH = 640


class StartPage(QWidget):
    """The first page."""

    new_wanted = Signal()
    open_wanted = Signal()
    sample_wanted = Signal()
    chosen = Signal(str)
    """Carries the path of a board opened before."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName("Open a board")
        title = QLabel("Welcome to MSCB Desktop")
        title.setProperty("kind", "title")
        words = QLabel(
            "A board is one file that holds your safeguarding board’s paperwork. "
            "Open yours, make a new one, or look round in the sample."
        )
        words.setWordWrap(True)
        words.setProperty("kind", "muted")
        self.new_button = button("New board…", "file-plus", self.new_wanted.emit, primary=True)
        self.open_button = button("Open a board…", "folder-open", self.open_wanted.emit)
        self.sample_button = button(
            "Open the Merton sample", "building-community", self.sample_wanted.emit
        )
        buttons = QHBoxLayout()
        buttons.setSpacing(scaled(8))
        for made in (self.new_button, self.open_button, self.sample_button):
            buttons.addWidget(made)
        buttons.addStretch()
        self.problem = _ProblemCard()
        self._recent = QVBoxLayout()
        self._recent.setSpacing(scaled(6))
        self._column = column = QWidget()
        column.setMaximumWidth(scaled(_WIDTH))
        inner = QVBoxLayout(column)
        inner.setSpacing(scaled(12))
        inner.addWidget(self.problem)
        inner.addWidget(title)
        inner.addWidget(words)
        inner.addLayout(buttons)
        inner.addSpacing(scaled(16))
        inner.addLayout(self._recent)
        inner.addStretch()
        layout = QHBoxLayout(self)
        layout.setContentsMargins(scaled(40), scaled(48), scaled(40), scaled(24))
        layout.addWidget(column, 3)
        layout.addStretch(1)

    def changeEvent(self, event: QEvent) -> None:
        """Be as wide as another text size wants."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._column.setMaximumWidth(scaled(_WIDTH))

    def show_boards(self, boards: Sequence[tuple[str, str, str]]) -> None:
        """List the boards opened before as (path, short name, name), the latest first."""
        while (item := self._recent.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.deleteLater()
        if boards:
            heading = QLabel("Opened before")
            heading.setProperty("kind", "subtitle")
            self._recent.addWidget(heading)
        for path, short_name, name in boards:
            self._recent.addWidget(self._entry(path, short_name, name))

    def _entry(self, path: str, short_name: str, name: str) -> QWidget:
        entry = QWidget()
        row = QVBoxLayout(entry)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        opener = link(name or short_name or Path(path).stem, lambda: self.chosen.emit(path))
        where = QLabel(path)
        where.setProperty("kind", "muted")
        where.setTextFormat(Qt.TextFormat.PlainText)
        where.setWordWrap(True)
        where.setIndent(scaled(4))
        opener.setAccessibleDescription(path)
        row.addWidget(opener, 0, Qt.AlignmentFlag.AlignLeft)
        row.addWidget(where)
        return entry


class _ProblemCard(QFrame):
    """Why a board could not be opened."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("kind", "strip-bad")
        self._picture = QLabel()
        self.words = QLabel()
        self.words.setWordWrap(True)
        self.words.setTextFormat(Qt.TextFormat.PlainText)
        self.words.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        layout = QHBoxLayout(self)
        layout.addWidget(self._picture, 0, Qt.AlignmentFlag.AlignTop)
        layout.addWidget(self.words, 1)
        set_icon(self._picture, "alert-circle", "bad")
        self.hide()

    def show_words(self, words: str) -> None:
        """Show the words; hide the card where there are none."""
        self.words.setText(words)
        self.setAccessibleName(words)
        self.setVisible(bool(words))
