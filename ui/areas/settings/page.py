"""The board's settings: a form over its one row, and facts of its file."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from db.records.board import BOARD_REF
from ui.areas.settings.file_card import FileCard
from ui.context import Context
from ui.files import open_folder
from ui.forms import Form, Group
from ui.theme import scaled

GROUPS = (
    Group("Names", ("name", "short_name")),
    Group("Words in reports", ("body_term", "area_term")),
    Group("On paper", ("logo",)),
)


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
        self.file_card = FileCard(context.board, self.open_folder)
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
        body.addWidget(self.file_card, 0, Qt.AlignmentFlag.AlignTop)
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
