"""A person at the program's window: keys, clicks, the clipboard, and what is seen."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QMimeData, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from mscb_desktop.budget.columns import Layout
from ui.areas.budget.page import BudgetPage
from ui.grid import Grid
from ui.shell.window import MainWindow

K = Qt.Key
NONE, CTRL, ALT = (
    Qt.KeyboardModifier.NoModifier,
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.AltModifier,
)

_LETTERS = {
    Layout.EXPENDITURE: K.Key_E,
    Layout.INCOME: K.Key_I,
    Layout.PROJECTION: K.Key_P,
}


@dataclass
class Hands:
    """A person at the window: keys go to whatever has the keyboard."""

    qtbot: QtBot
    window: MainWindow

    @property
    def page(self) -> BudgetPage:
        """The budget page."""
        assert self.window.session is not None
        page = self.window.session.pages.page
        assert isinstance(page, BudgetPage)
        return page

    @property
    def grid(self) -> Grid:
        """The sheet that is open."""
        assert self.page.grid is not None
        return self.page.grid

    def focused(self) -> QWidget:
        """Whatever has the keyboard."""
        widget = QApplication.focusWidget()
        assert widget is not None, "nothing has the keyboard"
        return widget

    def type(self, text: str) -> None:
        """Type letters one after another."""
        for letter in text:
            self.qtbot.keyClicks(self.focused(), letter)

    def press(self, *keys: Qt.Key, with_: Qt.KeyboardModifier = NONE) -> None:
        """Press keys one after another."""
        for key in keys:
            self.qtbot.keyClick(self.focused(), key, with_)

    def row(self, *cells: str) -> None:
        """Type a row's cells from the left, where '' passes over one, and go to the row below."""
        for number, cell in enumerate(cells):
            if number:
                self.press(K.Key_Tab)
            self.type(cell)
        self.press(K.Key_Return)

    def tab_to(self, words: str) -> None:
        """Press Tab until the button of these words has the keyboard."""
        for _ in range(20):
            self.press(K.Key_Tab)
            focused = self.focused()
            if isinstance(focused, QPushButton) and _plain(focused.text()) == words:
                return
        raise AssertionError(f"Tab does not lead to {words}")

    def choose(self, layout: Layout) -> None:
        """Choose a sheet of the budget by the underlined letter of its name."""

        def is_open() -> bool:
            links = self.page.head.findChildren(QPushButton)
            words = [_plain(made.text()) for made in links if made.isChecked()]
            return words[0].startswith(layout.heading)

        if not is_open():
            self.press(_LETTERS[layout], with_=ALT)
            self.qtbot.waitUntil(is_open)

    def go_down_to(self, words: str) -> None:
        """Press Down from the top of the sheet until the row of these words is the current one."""
        self.press(K.Key_Home, with_=CTRL)
        for _ in range(self.grid.sheet_model.rowCount()):
            row = self.grid.current_row()
            if row is not None and row.values.get("description") == words:
                return
            self.press(K.Key_Down)
        raise AssertionError(f"no row {words}")

    def at(self) -> tuple[str, str]:
        """Give the current cell as its row's description and its column's key."""
        row, column = self.grid.current_row(), self.grid.current_column()
        assert row is not None
        assert column is not None
        return str(row.values.get("description") or row.kind), column.key

    def click(self, words: str) -> None:
        """Press the button of these words once it is seen."""

        def there() -> list[QPushButton]:
            buttons = QApplication.activeWindow().findChildren(QPushButton)
            return [made for made in buttons if made.isVisible() and _plain(made.text()) == words]

        self.qtbot.waitUntil(lambda: len(there()) == 1)
        self.qtbot.mouseClick(there()[0], Qt.MouseButton.LeftButton)

    def paste(self, html: str | None, text: str | None) -> None:
        """Put a table on the clipboard as other programs do, and press Ctrl+V."""
        data = QMimeData()
        if html is not None:
            data.setHtml(html)
        if text is not None:
            data.setText(text)
        QGuiApplication.clipboard().setMimeData(data)
        self.press(K.Key_V, with_=CTRL)

    def shown(self) -> list[tuple[str, ...]]:
        """Give what the open sheet shows, row by row, without its empty lines."""
        model = self.grid.sheet_model
        rows = [model.row(place) for place in range(model.rowCount())]
        return [
            tuple(str(model.text(row, column)) for column in model.columns)
            for row in rows
            if row is not None and not row.ref.startswith("new:")
        ]

    def close(self) -> None:
        """Close the window, which backs its board up first."""
        self.window.close()
        self.qtbot.waitUntil(lambda: not self.window.isVisible())

    def saved(self) -> str:
        """What the status bar says of the board's state."""
        return self.window.status.saved.text()


def _plain(words: str) -> str:
    return words.replace("&", "")
