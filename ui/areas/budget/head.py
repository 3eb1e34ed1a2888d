"""The head of the budget page: its title, the three sheets to choose from, what can be done."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QBoxLayout,
    QHBoxLayout,
    QLabel,
    QMenu,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from mscb_desktop.budget.columns import Layout
from mscb_desktop.values import year_label
from ui.theme import icon, scaled
from ui.theme.buttons import button, link

_NAMES = {
    Layout.EXPENDITURE: "&Expenditure",
    Layout.INCOME: "&Income",
    Layout.PROJECTION: "&Projection",
}


class Head(QWidget):
    """Title, sheet links and buttons; it emits what was asked for and does nothing itself."""

    chosen = Signal(object)
    """A Layout was chosen."""
    paste = Signal()
    start_next = Signal()
    preview = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._title = QLabel("Budget statement")
        self._title.setProperty("kind", "title")
        self._links: dict[Layout, QPushButton] = {}
        line = QHBoxLayout()
        line.setSpacing(scaled(4))
        for number, layout in enumerate(Layout):
            if number:
                dot = QLabel("·")
                dot.setProperty("kind", "muted")
                line.addWidget(dot)
            made = link(_NAMES[layout], partial(self.chosen.emit, layout))
            made.setCheckable(True)
            self._links[layout] = made
            line.addWidget(made)
        self._remark = QLabel()
        self._remark.setProperty("kind", "muted")
        line.addSpacing(scaled(8))
        line.addWidget(self._remark)
        line.addStretch(1)
        words = QVBoxLayout()
        words.setSpacing(scaled(4))
        words.addWidget(self._title)
        words.addLayout(line)
        self.paste_button = button("Paste from Excel", "clipboard", self.paste.emit)
        self.next_button = button("Start next year", "copy", self.start_next.emit)
        self.more_button = button("More", "dots", lambda: None)
        self.preview_button = button("Preview and export", "eye", self.preview.emit, primary=True)
        self._menu = QMenu(self.more_button)
        self.more_button.setMenu(self._menu)
        buttons = QHBoxLayout()
        buttons.setSpacing(scaled(8))
        for made in (self.paste_button, self.next_button, self.more_button, self.preview_button):
            buttons.addWidget(made, 0, Qt.AlignmentFlag.AlignBottom)
        buttons.addStretch(1)
        self._whole = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._whole.setContentsMargins(0, 0, 0, 0)
        self._whole.setSpacing(scaled(8))
        self._whole.addLayout(words, 1)
        self._whole.addLayout(buttons)

    def set_narrow(self, narrow: bool) -> None:
        """Put the buttons below the title where there is no room beside it."""
        down, across = QBoxLayout.Direction.TopToBottom, QBoxLayout.Direction.LeftToRight
        self._whole.setDirection(down if narrow else across)

    def show_state(self, layout: Layout, year: int, remark: str) -> None:
        """Show which sheet of which year is open."""
        self._title.setText(
            "Budget projection" if layout is Layout.PROJECTION else "Budget statement"
        )
        self._remark.setText(remark)
        for each, made in self._links.items():
            of = year + 1 if each is Layout.PROJECTION else year
            made.setText(f"{_NAMES[each]} {year_label(of)}")
            made.setChecked(each is layout)
            made.setEnabled(each is not layout)

    def set_menu(self, entries: Sequence[tuple[str, str, Callable[[], object]]]) -> None:
        """Fill the menu 'More' with (words, icon, act)."""
        self._menu.clear()
        for words, picture, act in entries:
            self._menu.addAction(icon(picture), words).triggered.connect(
                lambda _=False, act=act: act()
            )
        self.more_button.setVisible(bool(entries))
