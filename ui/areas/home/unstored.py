"""One text that was typed and not stored: where, what, beside what is stored, and the way there."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QLabel, QWidget

from mscb_desktop.unstored import Waiting
from ui.drafts import NOT_YET
from ui.theme.buttons import link
from ui.theme.icons import set_icon
from ui.theme.look import scaled

_TOP = Qt.AlignmentFlag.AlignTop
_LONGEST = 300
"""Letters of a text that are shown; Copy takes all of it."""


class UnstoredEntry(QWidget):
    """A waiting text with the ways to deal with it: go there, copy it, give it up."""

    def __init__(
        self,
        waiting: Waiting,
        show: Callable[[Waiting], object],
        give_up: Callable[[Waiting], object],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.waiting = waiting
        picture = QLabel()
        set_icon(picture, "pencil", "warning")
        title = QLabel(f"{waiting.record}: {waiting.label}")
        title.setProperty("kind", "strong")
        typed = QLabel(f"Typed: {_short(waiting.typed)}")
        remark = QLabel(remark_on(waiting))
        remark.setProperty("kind", "muted")
        for label in (title, typed, remark):
            label.setWordWrap(True)
            label.setTextFormat(Qt.TextFormat.PlainText)
        self.show_button = link("Show", lambda: show(waiting))
        self.copy_button = link("Copy", self.copy)
        self.give_up_button = link("Give up", lambda: give_up(waiting))
        acts = QHBoxLayout()
        acts.setSpacing(scaled(4))
        for made in (self.show_button, self.copy_button, self.give_up_button):
            made.setAccessibleName(f"{made.text()}: {title.text()}")
            made.setAccessibleDescription(f"{typed.text()}. {remark.text()}")
            acts.addWidget(made)
        line = QFrame()
        line.setProperty("kind", "line")
        line.setFixedHeight(1)
        layout = QGridLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setHorizontalSpacing(scaled(10))
        layout.setVerticalSpacing(scaled(2))
        layout.addWidget(line, 0, 0, 1, 3)
        layout.setRowMinimumHeight(1, scaled(5))
        layout.addWidget(picture, 2, 0, _TOP)
        layout.addWidget(title, 2, 1)
        layout.addWidget(typed, 3, 1)
        layout.addWidget(remark, 4, 1)
        layout.addLayout(acts, 2, 2, Qt.AlignmentFlag.AlignRight | _TOP)
        layout.setColumnStretch(1, 1)
        layout.setRowMinimumHeight(5, scaled(6))

    def copy(self) -> None:
        """Put the whole text on the clipboard."""
        QGuiApplication.clipboard().setText(self.waiting.typed)


def remark_on(waiting: Waiting) -> str:
    """Say what is stored, who stored it meanwhile, why the text was not, and who typed it when."""
    draft = waiting.draft
    parts = []
    if waiting.is_gone:
        parts.append("The record was deleted meanwhile.")
    elif waiting.stored is not None:
        by = f" meanwhile by {waiting.meanwhile}" if waiting.meanwhile else ""
        parts.append(f"Stored{by}: {waiting.stored or 'nothing'}.")
    if draft.reason not in (None, *NOT_YET):
        parts.append(str(draft.reason))
    parts.append(f"Typed by {draft.who}, {draft.at:%d/%m/%Y %H:%M}.")
    return " ".join(parts)


def _short(text: str) -> str:
    words = " ".join(text.split())
    return words if len(words) <= _LONGEST else f"{words[: _LONGEST - 1]}…"
