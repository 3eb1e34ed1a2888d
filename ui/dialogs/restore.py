"""Asks before a backup takes the board's place."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from html import escape

from PySide6.QtWidgets import QLabel, QWidget

from ui.dialogs.base import Dialog
from ui.theme.buttons import button

_NAMED = 4
"""Changes that are named, at most."""


class RestoreDialog(Dialog):
    """Says what the board would lose, and where the replaced file goes, and asks once.

    `lost` counts the changes that the backup lacks, `changes` names the newest of them;
    `warning` says what else speaks against it, '' for nothing.
    """

    def __init__(
        self,
        backup: str,
        board: str,
        lost: int,
        changes: Sequence[str],
        warning: str,
        restore: Callable[[], object],
        parent: QWidget | None,
    ) -> None:
        super().__init__("Restore this backup?", parent, width=520)
        self._restore = restore
        self.words = _wrapped(f"{board} will be as it was in: {backup}.")
        self.lost = _wrapped(_loss(lost, changes))
        self.kept = _wrapped(
            "The board as it is now is kept beside it, as a file named ‘… replaced …’ with today’s "
            "date: to take this back, restore that file. Undo does not reach behind a restore."
        )
        self.kept.setProperty("kind", "muted")
        self.warning = _wrapped(warning)
        self.warning.setProperty("kind", "warning")
        self.warning.setVisible(bool(warning))
        for part in (self.words, self.warning, self.lost, self.kept):
            self.body.addWidget(part)
        self.body.addStretch(1)
        self.stay_button = self.add_button(button("Leave it as it is", "x", self.reject))
        self.restore_button = self.add_button(
            button("Restore", "history", self._on_restore, primary=True), default=True
        )
        self.stay_button.setFocus()

    def _on_restore(self) -> None:
        self.accept()
        self._restore()


def _loss(lost: int, changes: Sequence[str]) -> str:
    if not lost:
        return "Nothing that was changed since goes out of it."
    many = "1 change made" if lost == 1 else f"{lost:,} changes made"
    words = f"It loses {many} since:"
    named = [" ".join(what.split()) for what in changes[:_NAMED]]
    lines = "".join(f"<br>• {escape(what)}" for what in named)
    if lost > len(named):
        lines += f"<br>… and {lost - len(named):,} more."
    return words + lines


def _wrapped(words: str) -> QLabel:
    label = QLabel(words)
    label.setWordWrap(True)
    return label
