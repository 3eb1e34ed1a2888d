"""What the window shows while no board is open: ways to one, and why the last could not be."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from ui.settings import Recent
from ui.shell.recent import RecentBoards
from ui.theme.buttons import button
from ui.theme.icons import set_icon
from ui.theme.look import scaled

_WIDTH = 640

SAMPLES = (
    ("merton", "Merton", "One real year of a real board, 2012-13, as its report printed it."),
    ("eastbrook", "Eastbrook", "An invented partnership with three years of budget, all filled."),
)
"""The samples offered: the name to ask for, the word on the button, what it is."""

FIRST_STEPS = (
    "Look round in a sample. It is your own copy: change what you like.",
    "Make your own board with ‘New board’: a name and the first year are enough.",
    "Type the budget into its page, or copy last year’s table in Excel or Word and paste it there.",
)


class StartPage(QWidget):
    """The first page: ways to a board, and below them those opened before, or what to do first."""

    new_wanted = Signal()
    open_wanted = Signal()
    sample_wanted = Signal(str)
    """Carries the name of a sample."""
    chosen = Signal(str)
    """Carries the path of a board opened before."""
    unwanted = Signal(str)
    """Carries the path of a board to take off the list."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName("Open a board")
        title = QLabel("Welcome to MSCB Desktop")
        title.setProperty("kind", "title")
        words = QLabel(
            "A board is one file that holds your safeguarding board’s paperwork. "
            "Open yours, make a new one, or look round in a sample."
        )
        words.setWordWrap(True)
        words.setProperty("kind", "muted")
        self.new_button = button("New board…", "file-plus", self.new_wanted.emit, primary=True)
        self.open_button = button("Open a board…", "folder-open", self.open_wanted.emit)
        buttons = QHBoxLayout()
        buttons.setSpacing(scaled(8))
        for made in (self.new_button, self.open_button):
            buttons.addWidget(made)
        buttons.addStretch()
        self.sample_buttons = {
            name: button(word, "building-community", partial(self.sample_wanted.emit, name))
            for name, word, _ in SAMPLES
        }
        self.problem = _ProblemCard()
        self.first_steps = _FirstSteps()
        self.recent = RecentBoards()
        self.recent.chosen.connect(self.chosen)
        self.recent.unwanted.connect(self.unwanted)
        self._column = column = QWidget()
        column.setMaximumWidth(scaled(_WIDTH))
        inner = QVBoxLayout(column)
        inner.setSpacing(scaled(12))
        inner.addWidget(self.problem)
        inner.addWidget(title)
        inner.addWidget(words)
        inner.addLayout(buttons)
        inner.addSpacing(scaled(8))
        inner.addWidget(self.recent)
        inner.addWidget(self.first_steps)
        inner.addSpacing(scaled(8))
        inner.addLayout(self._samples())
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

    def show_boards(self, boards: Sequence[Recent]) -> None:
        """List the boards opened before, the latest first; say what to do first without any."""
        self.recent.show_boards(boards)
        self.first_steps.setVisible(not boards)
        before: QWidget = self.open_button
        for row in self.recent.rows:
            for part in (row.opener, row.remover):
                QWidget.setTabOrder(before, part)
                before = part
        for made in self.sample_buttons.values():
            QWidget.setTabOrder(before, made)
            before = made

    def take_keyboard(self, place: int = 0) -> None:
        """Take the keyboard to a board opened before, or to the first button without any."""
        if not self.recent.take_keyboard(place):
            self.new_button.setFocus()

    def _samples(self) -> QGridLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(scaled(12))
        grid.setVerticalSpacing(scaled(8))
        grid.setColumnStretch(1, 1)
        heading = QLabel("Samples")
        heading.setProperty("kind", "subtitle")
        grid.addWidget(heading, 0, 0, 1, 2)
        for number, (name, _, about) in enumerate(SAMPLES, 1):
            label = QLabel(about)
            label.setProperty("kind", "muted")
            label.setWordWrap(True)
            self.sample_buttons[name].setAccessibleDescription(about)
            grid.addWidget(self.sample_buttons[name], number, 0)
            grid.addWidget(label, number, 1)
        return grid


class _FirstSteps(QFrame):
    """What to do on the first day, in three lines."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("kind", "card")
        grid = QGridLayout(self)
        grid.setContentsMargins(scaled(14), scaled(12), scaled(14), scaled(12))
        grid.setHorizontalSpacing(scaled(10))
        grid.setVerticalSpacing(scaled(6))
        grid.setColumnStretch(1, 1)
        heading = QLabel("What to do first")
        heading.setProperty("kind", "subtitle")
        grid.addWidget(heading, 0, 0, 1, 2)
        for number, step in enumerate(FIRST_STEPS, 1):
            figure = QLabel(str(number))
            figure.setProperty("kind", "strong")
            words = QLabel(step)
            words.setWordWrap(True)
            grid.addWidget(figure, number, 0, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(words, number, 1)


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
        self._act: Callable[[], object] = self.hide
        self.remedy = button("", None, lambda: self._act())
        layout.addWidget(self.remedy, 0, Qt.AlignmentFlag.AlignTop)
        set_icon(self._picture, "alert-circle", "bad")
        self.hide()

    def show_words(
        self, words: str, remedy: tuple[str, Callable[[], object]] | None = None
    ) -> None:
        """Show the words, with a button that helps; hide the card where there are none."""
        self.words.setText(words)
        self.remedy.setVisible(remedy is not None)
        if remedy is not None:
            label, self._act = remedy
            self.remedy.setText(label)
        self.setAccessibleName(words)
        self.setVisible(bool(words))
