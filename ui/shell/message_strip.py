"""A message above the page that waits for nobody: why a change was refused, say."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QToolButton, QWidget

from ui.theme.icons import set_icon
from ui.theme.look import scaled

_PICTURES = {"bad": "alert-circle", "warning": "alert-triangle", "good": "circle-check"}
_MOST_LINES = 6


class MessageStrip(QFrame):
    """One message with its tone ('bad', 'warning', 'good') and a way to what it speaks of."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._lead: Callable[[], object] = self.hide
        self._picture = QLabel()
        self._words = QLabel()
        self._words.setWordWrap(True)
        self._words.setTextFormat(Qt.TextFormat.PlainText)
        self._words.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse
            | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self.show_button = QPushButton("Show")
        self.show_button.setProperty("kind", "link")
        self.show_button.clicked.connect(lambda: self._lead())
        self.close_button = QToolButton()
        self.close_button.setAccessibleName("Close this message")
        self.close_button.setToolTip("Close this message (Esc)")
        self.close_button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        set_icon(self.close_button, "x")
        self.close_button.clicked.connect(self.hide)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(scaled(20), scaled(6), scaled(14), scaled(6))
        layout.addWidget(self._picture)
        layout.addWidget(self._words, 1)
        layout.addWidget(self.show_button)
        layout.addWidget(self.close_button)
        self.hide()

    @property
    def words(self) -> str:
        """The message that stands; '' where none does."""
        return self._words.text() if not self.isHidden() else ""

    def show_message(
        self,
        lines: tuple[str, ...],
        tone: str = "bad",
        lead: Callable[[], object] | None = None,
        lead_words: str = "Show",
    ) -> None:
        """Show a message of a few lines; `lead` goes to what it speaks of, or to the remedy."""
        shown = list(dict.fromkeys(lines))
        if len(shown) > _MOST_LINES:
            shown[_MOST_LINES - 1 :] = [f"… and {len(shown) - _MOST_LINES + 1} more."]
        self._words.setText("\n".join(shown))
        self.setAccessibleName("\n".join(shown))
        self.setProperty("kind", f"strip-{tone}")
        self.style().polish(self)
        set_icon(self._picture, _PICTURES[tone], tone)
        self._lead = lead or self.hide
        self.show_button.setText(lead_words)
        self.show_button.setVisible(lead is not None)
        self.show()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Close by Esc."""
        if event.key() == Qt.Key.Key_Escape:
            self.hide()
        else:
            super().keyPressEvent(event)
