"""Facts of the board's file: where it lies, how it is made, how much was changed."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QFrame, QLabel, QVBoxLayout, QWidget

from db import history
from db.board import Board
from db.schema import NEWEST
from ui.context import FileServices
from ui.files import breakable, size_of
from ui.theme import scaled
from ui.theme.buttons import button


class FileCard(QFrame):
    """A card that tells of the file and opens its folder."""

    def __init__(
        self,
        board: Board,
        file: FileServices,
        open_folder: Callable[[], object],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._board = board
        self.setProperty("kind", "card")
        self.setAccessibleName("The board's file")
        heading = QLabel("The board's file")
        heading.setProperty("kind", "strong")
        whole = QVBoxLayout(self)
        whole.setContentsMargins(scaled(14), scaled(12), scaled(14), scaled(14))
        whole.setSpacing(scaled(2))
        whole.addWidget(heading)
        self.facts: dict[str, QLabel] = {}
        for words in ("Name", "Folder", "Size", "Changes in its history", "File version"):
            name = QLabel(words)
            name.setProperty("kind", "muted")
            name.setContentsMargins(0, scaled(8), 0, 0)
            fact = QLabel()
            fact.setWordWrap(True)
            self.facts[words] = fact
            whole.addWidget(name)
            whole.addWidget(fact)
        self.folder_button = button("Open folder", "folder-open", open_folder)
        place = file.place_in_words()
        self.warning = QLabel(f"It lies {place}, where boards have been lost." if place else "")
        self.warning.setProperty("kind", "warning")
        self.warning.setWordWrap(True)
        self.warning.setContentsMargins(0, scaled(8), 0, scaled(4))
        self.keep_button = button("Keep it here…", "device-desktop", file.keep_here)
        self.keep_button.setToolTip("Keep it on this computer")
        self.keep_button.setEnabled(board.read_only is None)
        whole.addSpacing(scaled(12))
        whole.addWidget(self.folder_button)
        for part in (self.warning, self.keep_button):
            part.setVisible(bool(place))
            whole.addWidget(part)
        self.refresh()

    def refresh(self) -> None:
        """Read the facts again."""
        path = self._board.path.resolve()
        with self._board.reading() as connection:
            changes = history.count(connection)
        found = {
            "Name": path.name,
            "Folder": str(path.parent),
            "Size": size_of(path.stat().st_size),
            "Changes in its history": f"{changes:,}",
            # An open board is of the newest version: an older one was upgraded on opening.
            "File version": str(NEWEST),
        }
        for words, fact in found.items():
            self.facts[words].setText(breakable(fact))
            self.facts[words].setAccessibleName(f"{words}: {fact}")
