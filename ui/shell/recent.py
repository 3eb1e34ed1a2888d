"""The boards opened before: ways back to them, and which are no longer there."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from ui.settings import Recent
from ui.tasks import BackgroundTasks
from ui.theme.buttons import button, link
from ui.theme.look import scaled


class RecentBoards(QWidget):
    """A row a board, the latest first. Whether its file is there is found out in the background.

    A network drive that does not answer keeps nobody waiting.
    """

    chosen = Signal(str)
    """Carries the path of a board to open."""
    unwanted = Signal(str)
    """Carries the path of a board to take off the list."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.rows: list[RecentRow] = []
        self._tasks = BackgroundTasks(self)
        heading = QLabel("Opened before")
        heading.setProperty("kind", "subtitle")
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(scaled(10))
        self._layout.addWidget(heading)

    def show_boards(self, boards: Sequence[Recent]) -> None:
        """List these boards, and grey those whose file is not found."""
        for row in self.rows:
            row.setParent(None)
            row.deleteLater()
        self.rows = [RecentRow(board, self) for board in boards]
        for row in self.rows:
            self._layout.addWidget(row)
            self._look(row)
        self.setVisible(bool(boards))

    def take_keyboard(self, place: int = 0) -> bool:
        """Give a row the keyboard, the last one where there are fewer; False without any."""
        if self.rows:
            self.rows[min(place, len(self.rows) - 1)].take_keyboard()
        return bool(self.rows)

    def place_of(self, path: str) -> int:
        """Give the number of a board's row."""
        return [row.board.path for row in self.rows].index(path)

    def stop(self) -> None:
        """Wait for the workers to end."""
        self._tasks.stop()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Take the row that has the keyboard off the list by Delete."""
        here = next((row for row in self.rows if row.has_keyboard()), None)
        if event.key() == Qt.Key.Key_Delete and here is not None:
            self.unwanted.emit(here.board.path)
        else:
            super().keyPressEvent(event)

    def _look(self, row: RecentRow) -> None:
        path = Path(row.board.path)

        def done(there: bool) -> None:
            if row in self.rows:
                row.show_there(there)

        self._tasks.run(
            lambda _: _is_there(path), done, lambda _: done(False), f"Looking for {path.name}"
        )


class RecentRow(QWidget):
    """One board: its name opens it; where its file is, and when it was opened last."""

    def __init__(self, board: Recent, above: RecentBoards) -> None:
        super().__init__(above)
        self.board = board
        self.is_there = True
        name = board.name or board.short_name or Path(board.path).stem
        self.opener = link(name.replace("&", "&&"), lambda: above.chosen.emit(board.path))
        self.opener.setAccessibleDescription(board.path)
        self.missing = _muted(name)
        self.missing.hide()
        when = f"Opened {board.opened_at:%d/%m/%Y at %H:%M}" if board.opened_at else ""
        self.when = _muted(when)
        self._where = _muted(board.path)
        self._where.setWordWrap(True)
        self.remover = button("Remove from the list", "x", lambda: above.unwanted.emit(board.path))
        self.remover.setAccessibleDescription(name)
        self.remover.hide()
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(self.opener, 0, Qt.AlignmentFlag.AlignLeft)
        for label in (self.missing, self._where, self.when):
            label.setIndent(2)  # as wide as the border of a link
            words.addWidget(label)
        self.when.setVisible(bool(when))
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addLayout(words, 1)
        layout.addWidget(self.remover, 0, Qt.AlignmentFlag.AlignTop)

    def show_there(self, there: bool) -> None:
        """Show whether the file is there; without it the board can only be taken off the list."""
        had_keyboard = self.has_keyboard()
        self.is_there = there
        self.opener.setVisible(there)
        self.missing.setVisible(not there)
        self.remover.setVisible(not there)
        if not there:
            self.when.setText("Not found: moved, renamed, or on a drive that is not connected")
            self.when.show()
        if had_keyboard:
            self.take_keyboard()

    def take_keyboard(self) -> None:
        """Take the keyboard to what can be done with this board."""
        (self.opener if self.is_there else self.remover).setFocus()

    def has_keyboard(self) -> bool:
        """Tell whether the keyboard is in this row."""
        return self.opener.hasFocus() or self.remover.hasFocus()


def _is_there(path: Path) -> bool:
    try:
        return path.is_file()
    except OSError:
        return False


def _muted(words: str) -> QLabel:
    label = QLabel(words)
    label.setProperty("kind", "muted")
    label.setTextFormat(Qt.TextFormat.PlainText)
    return label
