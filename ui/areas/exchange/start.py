"""What the page shows at first: a workbook in, or everything out."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QBoxLayout, QFrame, QLabel, QVBoxLayout, QWidget

from ui.theme import scaled
from ui.theme.buttons import button

_IN = (
    "A workbook that was exported here, also when it was edited in Excel since, or a list of your "
    "own. You see row by row what would change and choose what is taken; nothing is stored before "
    "you say so, nothing is ever deleted, and Ctrl+Z takes the whole import back."
)
_OUT = (
    "Every record of this board in one workbook: a sheet for each kind, with readable headings "
    "and a sheet that explains the rest. Work in it in Excel and bring it back by the import."
)


class Start(QWidget):
    """Two cards: import and export."""

    import_wanted = Signal()
    export_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.import_button = button(
            "&Import from Excel…", "table-import", self.import_wanted.emit, primary=True
        )
        self.export_button = button("&Export to Excel…", "table-export", self.export_wanted.emit)
        drop = "You can also drop the workbook here."
        title = QLabel("Import and export")
        title.setProperty("kind", "title")
        cards = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        cards.setSpacing(scaled(16))
        cards.addWidget(_card("Import from Excel", _IN, self.import_button, drop), 1)
        cards.addWidget(_card("Export to Excel", _OUT, self.export_button, ""), 1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(scaled(14))
        whole.addWidget(title)
        whole.addLayout(cards)
        whole.addStretch(1)
        self.setFocusProxy(self.import_button)


def _card(title: str, about: str, act: QWidget, below: str) -> QFrame:
    card = QFrame()
    card.setProperty("kind", "card")
    card.setAccessibleName(title)
    heading = QLabel(title)
    heading.setProperty("kind", "subtitle")
    words = QLabel(about)
    words.setWordWrap(True)
    hint = QLabel(below)
    hint.setProperty("kind", "muted")
    layout = QVBoxLayout(card)
    layout.setContentsMargins(scaled(18), scaled(16), scaled(18), scaled(18))
    layout.setSpacing(scaled(8))
    layout.addWidget(heading)
    layout.addWidget(words)
    layout.addSpacing(scaled(6))
    layout.addStretch(1)
    layout.addWidget(act, 0, Qt.AlignmentFlag.AlignLeft)
    layout.addWidget(hint)
    return card
