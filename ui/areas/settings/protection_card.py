"""The board's password: whether it has one, and when it is asked for again."""

from __future__ import annotations

from PySide6.QtWidgets import QComboBox, QFrame, QLabel, QVBoxLayout, QWidget

from ui.context import Context
from ui.theme import scaled
from ui.theme.buttons import button

MINUTES = (5, 15, 30, 60, 0)
"""The pauses offered after which the password is asked for again; 0 for never."""


class ProtectionCard(QFrame):
    """A card that tells of the password and leads to setting it."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._file = context.file
        board = context.board
        is_protected = board.access.key is not None
        self.setProperty("kind", "card")
        self.setAccessibleName("Protection")
        heading = QLabel("Protection")
        heading.setProperty("kind", "strong")
        self.state = QLabel(
            "The file is encrypted with a password, and so are its backups."
            if is_protected
            else "Without a password: whoever has the file can read it."
        )
        self.state.setWordWrap(True)
        words = "Change the password…" if is_protected else "Set a password…"
        self.password_button = button(words, "lock", self._file.set_password)
        self.password_button.setEnabled(board.read_only is None)
        self.pause = QComboBox()
        for minutes in sorted({*MINUTES, self._file.lock_after()}, key=lambda one: one or 1_000):
            self.pause.addItem(_words(minutes), minutes)
        self.pause.setCurrentIndex(self.pause.findData(self._file.lock_after()))
        self.pause.setAccessibleName("Ask again after a pause of")
        self.pause.currentIndexChanged.connect(self._on_pause)
        label = QLabel("Ask again after a pause of")
        label.setProperty("kind", "muted")
        label.setContentsMargins(0, scaled(8), 0, 0)
        label.setBuddy(self.pause)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(scaled(14), scaled(12), scaled(14), scaled(14))
        whole.setSpacing(scaled(4))
        whole.addWidget(heading)
        whole.addWidget(self.state)
        for part in (label, self.pause):
            part.setVisible(is_protected)  # only a protected board is ever locked
            whole.addWidget(part)
        whole.addSpacing(scaled(8))
        whole.addWidget(self.password_button)

    def _on_pause(self) -> None:
        self._file.set_lock_after(self.pause.currentData())


def _words(minutes: int) -> str:
    return f"{minutes} minutes" if minutes else "Never"
