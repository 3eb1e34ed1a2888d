"""The year, undo and redo, and the menu, above every page."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QToolButton, QWidget

from ui.theme.icons import icon, set_icon
from ui.theme.look import scaled
from ui.theme.numbers import RIGHT_TO_LEFT, TEXT_BESIDE_ICON

if TYPE_CHECKING:
    from PySide6.QtGui import QAction
    from PySide6.QtWidgets import QMenu


class TopBar(QFrame):
    """The bar on top; the window tells it what to show."""

    year_chosen = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName("Year, undo and menu")
        self._years: tuple[tuple[int, str, bool], ...] = ()
        self._year = 0
        self.year_button = QPushButton()
        self.year_button.setToolTip("Financial year (Alt+Y)")
        # The chevron stands behind the word.
        self.year_button.setProperty("layoutDirection", RIGHT_TO_LEFT)
        self.year_button.setProperty("weight", "strong")
        self.year_button.setEnabled(False)
        self.find_button = _tool("Find", "search")
        self.find_button.setToolTip("Find a record, page or command (Ctrl+K)")
        self.undo_button = _tool("Undo", "arrow-back-up")
        self.redo_button = _tool("Redo", "arrow-forward-up")
        self.menu_button = _tool("Menu", "dots")
        self.menu_button.setToolTip("Menu (F10)")
        layout = QHBoxLayout(self)
        layout.setContentsMargins(scaled(20), scaled(9), scaled(14), scaled(9))
        layout.setSpacing(scaled(4))
        layout.addWidget(self.year_button)
        layout.addStretch()
        for button in (self.find_button, self.undo_button, self.redo_button, self.menu_button):
            layout.addWidget(button)

    def connect_to(self, undo: QAction, redo: QAction, find: QAction, menu: QMenu) -> None:
        """Make the buttons work, which is not needed for the first paint."""
        self.find_button.clicked.connect(find.trigger)
        for button, action in ((self.undo_button, undo), (self.redo_button, redo)):
            button.clicked.connect(action.trigger)
            follow = partial(_follow, button, action)
            action.changed.connect(follow)
            follow()
        from PySide6.QtWidgets import QMenu

        self._menu = menu
        self.year_menu = QMenu(self)
        self.year_menu.setAccessibleName("Financial years")
        self.year_button.clicked.connect(self.open_years)

    def show_years(self, years: Sequence[tuple[int, str, bool]], year: int, label: str) -> None:
        """Show the years on offer as (start year, label, closed) and the one that is open."""
        self._years = tuple(years)
        self._year = year
        self.year_button.setText(label)
        set_icon(self.year_button, "chevron-down", "muted", last=True)
        self.year_button.setAccessibleName(f"Financial year {label}")

    def step_year(self, step: int) -> None:
        """Go to the year before (-1) or after (1) in the list, if there is one."""
        starts = [start for start, _, _ in self._years]
        if self._year in starts:
            at = starts.index(self._year) + step
            if 0 <= at < len(starts):
                self.year_chosen.emit(starts[at])

    def open_years(self) -> None:
        """Open the list of years below its button."""
        self.year_menu.clear()
        for start, label, closed in self._years:
            entry = self.year_menu.addAction(f"{label} (closed)" if closed else label)
            entry.setCheckable(True)
            entry.setChecked(start == self._year)
            if closed:
                entry.setIcon(icon("lock", "muted"))
            entry.triggered.connect(lambda _=False, start=start: self.year_chosen.emit(start))
            if start == self._year:
                self.year_menu.setActiveAction(entry)
        if not self._years:
            self.year_menu.addAction("This board has no year yet").setEnabled(False)
        _below(self.year_menu, self.year_button)

    def open_menu(self) -> None:
        """Open the menu below its button."""
        _below(self._menu, self.menu_button)


def _tool(words: str, picture: str) -> QToolButton:
    made = QToolButton()
    made.setText(words)
    made.setProperty("toolButtonStyle", TEXT_BESIDE_ICON)
    set_icon(made, picture)
    return made


def _follow(button: QToolButton, action: QAction) -> None:
    button.setEnabled(action.isEnabled())
    button.setToolTip(action.toolTip())
    button.setAccessibleDescription(action.toolTip())


def _below(menu: QMenu, button: QWidget) -> None:
    menu.popup(button.mapToGlobal(QPoint(0, button.height() + scaled(2))))
