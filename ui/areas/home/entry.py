"""One thing to do: what was found, and the ways to deal with it."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QGridLayout, QLabel, QVBoxLayout, QWidget

from mscb_desktop.checks import Finding
from mscb_desktop.values import show_money
from ui.findings.acts import Acts, words
from ui.theme.icons import set_icon
from ui.theme.look import scaled

_TOP_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignTop
_FIGURES = 3


class Entry(QWidget):
    """A finding; of figures both and their difference stand in columns of their own."""

    def __init__(
        self,
        finding: Finding,
        show: Callable[[Finding], object],
        accept: Callable[[Finding, str], bool],
        read_only: str | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.finding = finding
        self.acts = Acts(finding, show, accept, read_only)
        picture = QLabel()
        set_icon(picture, "alert-triangle", "warning")
        title = words(finding.title)
        title.setProperty("kind", "strong")
        compared = finding.compared
        left = QVBoxLayout()
        left.setSpacing(scaled(2))
        left.addWidget(title)
        # Where the message only repeats title and figures, these say it already.
        if compared is None or not finding.message.startswith(finding.title):
            left.addWidget(words(finding.message, muted=True))
        left.addWidget(self.acts)
        left.addStretch(1)
        layout = QGridLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setHorizontalSpacing(scaled(10))
        layout.setVerticalSpacing(scaled(2))
        layout.addWidget(_line(), 0, 0, 1, 2 + _FIGURES)
        layout.setRowMinimumHeight(1, scaled(5))
        layout.addWidget(picture, 2, 0, Qt.AlignmentFlag.AlignTop)
        layout.addLayout(left, 2, 1, 1, 1 if compared is not None else 1 + _FIGURES)
        if compared is not None:
            figures = (
                (compared.first_words, compared.first),
                (compared.second_words, compared.second),
                ("difference", compared.difference),
            )
            for column, (about, pence) in enumerate(figures, 2):
                layout.addLayout(_figure(about, show_money(pence)), 2, column)
        layout.setColumnStretch(1, 1)
        layout.setRowMinimumHeight(3, scaled(6))


def _figure(about: str, figure: str) -> QVBoxLayout:
    amount = QLabel(figure)
    amount.setProperty("kind", "strong")
    below = QLabel(about)
    below.setProperty("kind", "muted")
    column = QVBoxLayout()
    column.setSpacing(scaled(2))
    for label in (amount, below):
        label.setMinimumWidth(scaled(110))
        label.setAlignment(_TOP_RIGHT)
        label.setWordWrap(label is below)
        column.addWidget(label)
    column.addStretch(1)
    return column


def _line() -> QFrame:
    made = QFrame()
    made.setProperty("kind", "line")
    made.setFixedHeight(1)
    return made
