"""Rows that name a new record which is left out: said, with both ways to mend it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QWidget

from mscb_desktop.exchange.applying import refusals
from mscb_desktop.exchange.model import ImportPlan, NewRow, WrongCell
from ui.theme import scaled, set_icon
from ui.theme.buttons import link


class LeftOutStrip(QFrame):
    """A line that stands as long as ticked rows need others that are not."""

    take_wanted = Signal()
    leave_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("kind", "strip-warning")
        picture = QLabel()
        set_icon(picture, "alert-triangle", "warning")
        self.words = QLabel()
        self.words.setWordWrap(True)
        self.words.setTextFormat(Qt.TextFormat.PlainText)
        self.take_link = link("Tick those too", self.take_wanted.emit)
        self.leave_link = link("Leave these out too", self.leave_wanted.emit)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(scaled(10), scaled(6), scaled(10), scaled(6))
        layout.setSpacing(scaled(12))
        layout.addWidget(picture, 0, Qt.AlignmentFlag.AlignTop)
        layout.addWidget(self.words, 1)
        layout.addWidget(self.take_link)
        layout.addWidget(self.leave_link)
        self.hide()

    def show_refused(self, refused: Sequence[WrongCell]) -> None:
        """Say how many rows are concerned; nothing where there are none."""
        many = len({cell.key for cell in refused})
        said = "1 ticked row names a record" if many == 1 else f"{many:,} ticked rows name records"
        self.words.setText(f"{said} that would be new, but whose row is left out.")
        self.setAccessibleName(self.words.text() if many else "")
        self.setVisible(many > 0)


def rows_named(plan: ImportPlan, left_out: Iterable[int]) -> set[int]:
    """Give the rows among those left out that ticked rows name, and that these name in turn."""
    out, found = set(left_out), set()
    while refused := refusals(plan, out):
        values = (value for cell in refused for value in plan.rows[cell.key].after.values())
        named = {value.key for value in values if isinstance(value, NewRow)} & out
        found |= named
        out -= named
    return found


def rows_naming(plan: ImportPlan, left_out: Iterable[int]) -> set[int]:
    """Give the ticked rows that name one left out, and those that name these in turn."""
    out, found = set(left_out), set()
    while refused := {cell.key for cell in refusals(plan, out)}:
        found |= refused
        out |= refused
    return found
