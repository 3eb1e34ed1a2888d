"""One thing to do: figures that disagree, and the way to their cell."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QGridLayout, QLabel, QWidget

from mscb_desktop.checks import Finding
from mscb_desktop.values import show_money
from ui.theme.buttons import link
from ui.theme.icons import set_icon
from ui.theme.look import scaled

_TOP_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignTop


class Entry(QWidget):
    """A finding with both figures and their difference in columns of their own."""

    def __init__(
        self,
        finding: Finding,
        show: Callable[[Finding], object],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.finding = finding
        picture = QLabel()
        set_icon(picture, "alert-triangle", "warning")
        title = QLabel(finding.title)
        title.setProperty("kind", "strong")
        message = QLabel(finding.message)
        for label in (title, message):
            label.setWordWrap(True)
            label.setTextFormat(Qt.TextFormat.PlainText)
        message.setProperty("kind", "muted")
        self.show_button = link("Show", lambda: show(finding))
        self.show_button.setAccessibleName(f"Show: {finding.title}")
        self.show_button.setAccessibleDescription(finding.message)
        line = QFrame()
        line.setProperty("kind", "line")
        line.setFixedHeight(1)
        layout = QGridLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setHorizontalSpacing(scaled(10))
        layout.setVerticalSpacing(scaled(2))
        layout.addWidget(line, 0, 0, 1, 6)
        layout.setRowMinimumHeight(1, scaled(5))
        layout.addWidget(picture, 2, 0, Qt.AlignmentFlag.AlignTop)
        # Where the message only repeats title and figures, these say it already.
        repeats = finding.message.startswith(finding.title)
        layout.addWidget(title, 2, 1, 2 if repeats else 1, 1, Qt.AlignmentFlag.AlignTop)
        if not repeats:
            layout.addWidget(message, 3, 1)
        compared = finding.compared
        figures = (
            ()
            if compared is None
            else (
                (compared.first_words, compared.first),
                (compared.second_words, compared.second),
                ("difference", compared.difference),
            )
        )
        for column, (words, pence) in enumerate(figures, 2):
            self._add_figure(layout, column, words, show_money(pence))
        layout.addWidget(self.show_button, 2, 5, _TOP_RIGHT)
        layout.setColumnStretch(1, 1)
        layout.setColumnMinimumWidth(5, scaled(56))
        layout.setRowMinimumHeight(4, scaled(6))

    def _add_figure(self, layout: QGridLayout, column: int, words: str, figure: str) -> None:
        amount = QLabel(figure)
        amount.setProperty("kind", "strong")
        about = QLabel(words)
        about.setProperty("kind", "muted")
        for row, label in ((2, amount), (3, about)):
            label.setMinimumWidth(scaled(110))
            label.setAlignment(_TOP_RIGHT)
            label.setWordWrap(label is about)
            layout.addWidget(label, row, column)
