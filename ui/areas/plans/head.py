"""The head of a plan: its name, how its actions stand, as at which day, and what can be done."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from ui.parted_head import PartedHead, muted_words
from ui.theme.buttons import link

ACTIONS, DETAILS = "actions", "details"
_PARTS = {ACTIONS: "A&ctions", DETAILS: "&Details"}
_TITLE = 320
"""Width in pixels at 100 % that the title keeps beside the buttons."""


class Head(PartedHead):
    """Tells of one plan; its parts are ACTIONS and DETAILS."""

    back_wanted = Signal()
    """The list of plans is wanted."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(_PARTS, _TITLE, parent)
        self.back_button = link("\u2039 All plans", self.back_wanted.emit)
        self.back_button.setToolTip("Show the list of the year's plans (Esc)")
        self.counts = muted_words()
        self.lay_out([self.counts], before=[self.back_button])

    def show_plan(self, title: str, counts: str, part: str) -> None:
        """Show a plan as on the day, and which part of it is open."""
        self.title.setText(title)
        self.counts.setText(counts)
        self.show_part(part)
