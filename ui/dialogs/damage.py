"""A damaged board: what is wrong with it, and the ways on."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QLabel, QPlainTextEdit, QWidget

from ui.dialogs.base import Dialog
from ui.theme.buttons import button
from ui.theme.look import scaled

_ROWS = 5


class DamageDialog(Dialog):
    """Names the damage, says what the newest good backup would bring, and offers what helps.

    `read` opens a copy of what can be read; `bring_back` is None where there is no backup to
    bring back.
    """

    def __init__(
        self,
        name: str,
        damages: Sequence[str],
        brings: str,
        *,
        read: Callable[[], object],
        bring_back: Callable[[], object] | None,
        go_on: Callable[[], object],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(f"{name} is damaged", parent, width=560)
        self._read, self._bring_back, self._go_on = read, bring_back, go_on
        self.damages = QPlainTextEdit("\n".join(damages))
        self.damages.setReadOnly(True)
        self.damages.setAccessibleName("What is damaged")
        self.damages.setFixedHeight(scaled(28) * min(_ROWS, len(damages) + 1))
        self.words = _wrapped(
            "The disk or a program changed the file. It is left as it is until you choose; "
            "whatever you choose, the damaged file is kept beside it."
        )
        self.brings = _wrapped(brings)
        for part in (self.damages, self.words, self.brings):
            self.body.addWidget(part)
        self.body.addStretch(1)
        self.read_button = self.add_button(button("Open to read", "eye", self._on_read))
        self.go_on_button = self.add_button(
            button("Go on with what can be read", "file-text", self._on_go_on)
        )
        self.go_on_button.setVisible(bring_back is None)
        self.back_button = self.add_button(
            button("Bring it back", "history", self._on_back, primary=True), default=True
        )
        self.back_button.setVisible(bring_back is not None)
        (self.back_button if bring_back else self.read_button).setFocus()

    def _on_read(self) -> None:
        self.accept()
        self._read()

    def _on_back(self) -> None:
        self.accept()
        if self._bring_back is not None:
            self._bring_back()

    def _on_go_on(self) -> None:
        self.accept()
        self._go_on()


def _wrapped(words: str) -> QLabel:
    label = QLabel(words)
    label.setWordWrap(True)
    return label
