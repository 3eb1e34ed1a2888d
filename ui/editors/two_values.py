"""Two values for one field, the person's and what was stored meanwhile: which one stays."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from ui.theme import scaled
from ui.theme.buttons import button


class TwoValues(QWidget):
    """The two choices, reached by Alt+M and Alt+T, or by Tab and the arrows and then Enter.

    What the two values are stands beside it; `set_words` tells it to those who hear the choices.
    """

    mine = Signal()
    """What is being typed shall be stored."""
    theirs = Signal()
    """What is stored shall stay."""
    left = Signal()
    """Neither is chosen yet: the person goes back to typing (Esc)."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.mine_button = button("Keep &mine", "pencil", self.mine.emit)
        self.theirs_button = button("Take &theirs", "check", self.theirs.emit)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, scaled(2), 0, scaled(2))
        layout.setSpacing(scaled(8))
        for made in self._buttons():
            layout.addWidget(made)
        layout.addStretch()

    def set_words(self, words: str) -> None:
        """Say both values to those who hear the choices."""
        self.setAccessibleName(words)
        for made in self._buttons():
            made.setAccessibleDescription(words)
            made.setToolTip(words)

    def ask(self) -> None:
        """Take the keyboard to the first choice."""
        self.mine_button.setFocus(Qt.FocusReason.TabFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go from one choice to the other, choose by Enter, or go back by Esc."""
        key = event.key()
        focused = self.focusWidget()
        if key in (Qt.Key.Key_Left, Qt.Key.Key_Up):
            self.mine_button.setFocus()
        elif key in (Qt.Key.Key_Right, Qt.Key.Key_Down):
            self.theirs_button.setFocus()
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and isinstance(focused, QPushButton):
            focused.click()
        elif key == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def _buttons(self) -> tuple[QPushButton, QPushButton]:
        return self.mine_button, self.theirs_button
