"""The words and small parts of the first page."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QWidget

from mscb_desktop import checks
from mscb_desktop.checks import Finding
from ui.theme.look import scaled


def summary_of(unstored: int, open_: tuple[Finding, ...] | None, accepted: int) -> str:
    """Count on one line what is not stored, what needs doing, and what was accepted."""
    words = "Looking what needs doing" if open_ is None else checks.in_words(open_)
    if accepted and open_:
        words += f"; {accepted} more accepted with a reason"
    elif not words:
        words = "Nothing needs doing"
        if accepted:
            words += f"; {accepted} {'is' if accepted == 1 else 'are'} accepted with a reason"
    if unstored:
        texts = "1 text is" if unstored == 1 else f"{unstored} texts are"
        words = f"{texts} typed and not stored. {words}"
    return words + "."


def heading_of(words: str) -> QLabel:
    """Make the heading above an area's findings of a year."""
    made = QLabel(words)
    made.setProperty("kind", "subtitle")
    made.setContentsMargins(0, scaled(10), 0, scaled(4))
    return made


def at_the_beginning(button: QPushButton) -> QWidget:
    """Put a button at the beginning of a line of its own."""
    holder = QWidget()
    row = QHBoxLayout(holder)
    row.setContentsMargins(0, scaled(4), 0, scaled(4))
    row.addWidget(button)
    row.addStretch(1)
    return holder


def nothing_to_do(accepted: bool) -> QLabel:
    """Say that nothing needs doing, in green."""
    why = "what was found is accepted" if accepted else "every figure agrees, and nobody is missing"
    made = QLabel(f"Nothing needs doing: {why}.")
    made.setProperty("kind", "good")
    made.setWordWrap(True)
    made.setAlignment(Qt.AlignmentFlag.AlignTop)
    return made
