"""The board's settings: a form over its one row, and facts of its file."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from db.records.board import BOARD_REF
from ui.areas.settings.file_card import FileCard
from ui.areas.settings.protection_card import ProtectionCard
from ui.context import Context
from ui.files import open_folder
from ui.forms import Form, Group
from ui.theme import scaled

GROUPS = (
    Group("Names", ("name", "short_name")),
    Group("Words in reports", ("body_term", "area_term")),
    Group("On paper", ("logo",)),
)

_WIDTH = 240
"""Pixels, at text size 100, of the cards at the right."""


class SettingsPage(QWidget):
    """What is typed here stands on every report and in the window's corner."""

    status_changed = Signal()

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self.form = Form(context.board, "board", BOARD_REF, GROUPS, context.apply, context.say)
        self.form.setAccessibleName("Board settings")
        self.form.problems_changed.connect(self.status_changed)
        _align(self.form)
        self.file_card = FileCard(context.board, context.file, self.open_folder)
        self.protection_card = ProtectionCard(context)
        self._lay_out()

    def show_year(self, year: int) -> None:
        """Show the same settings in every year."""

    def refresh(self, touched: frozenset[tuple[str, str]]) -> None:
        """Read the settings again where they changed; every change counts in the history."""
        self.form.refresh(touched)
        self.file_card.refresh()

    def go_to(self, ref: str, column: str | None) -> bool:
        """Go to one of the board's fields."""
        return ref == BOARD_REF and self.form.go_to(column)

    def status(self) -> tuple[str, str]:
        """Say what is typed here, and the keys."""
        return "Board settings", "Enter stores · Esc goes back · F1 all keys"

    def unstored(self) -> int:
        """Count what was typed and not taken."""
        return len(self.form.problems())

    def pictures(self) -> Iterable[tuple[str, Callable[[], object]]]:
        """Give no state but the one that the page opens in."""
        return ()

    def open_folder(self) -> None:
        """Open the folder in which the board's file lies."""
        open_folder(self._context.board.path.resolve().parent, self._context.say)

    def changeEvent(self, event: QEvent) -> None:
        """Take another text size's width."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange and hasattr(self, "_cards"):
            self._cards.setFixedWidth(scaled(_WIDTH))

    def _lay_out(self) -> None:
        title = QLabel("Board settings")
        title.setProperty("kind", "title")
        remark = QLabel(
            "Stored as you leave a field. Theme and text size are in the window's menu."
        )
        remark.setProperty("kind", "muted")
        remark.setWordWrap(True)
        body = QHBoxLayout()
        body.setSpacing(scaled(20))
        body.addWidget(self.form, 1)
        self._cards = QWidget()
        self._cards.setFixedWidth(scaled(_WIDTH))
        cards = QVBoxLayout(self._cards)
        cards.setContentsMargins(0, 0, 0, 0)
        cards.setSpacing(scaled(16))
        cards.addWidget(self.file_card)
        cards.addWidget(self.protection_card)
        body.addWidget(self._cards, 0, Qt.AlignmentFlag.AlignTop)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(scaled(20), scaled(16), scaled(20), scaled(12))
        whole.setSpacing(scaled(4))
        whole.addWidget(title)
        whole.addWidget(remark)
        whole.addSpacing(scaled(10))
        whole.addLayout(body, 1)
        self.setFocusProxy(self.form.rows["name"].editor)


def _align(form: Form) -> None:
    """Let the form begin where the page's heading does."""
    body = form.widget()
    layout = body.layout() if body is not None else None
    if layout is not None:
        layout.setContentsMargins(0, 0, scaled(8), 0)
