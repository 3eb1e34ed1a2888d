"""The posts at an agency, typed in place with who holds them."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QPushButton

from db.queries import records
from mscb_desktop.people.posts_sheet import PostsSheet
from mscb_desktop.sheet.model import new_section
from ui.handing_over.dialog import HandOverDialog
from ui.panels.sheet_panel import SheetPanel
from ui.theme.buttons import button, only_where_written


class PostsOfAgency(SheetPanel):
    """An agency's posts by title: who holds each, and how to reach it."""

    table = "post"
    by = "agency"
    tables = frozenset({"post", "holding", "person"})

    def buttons(self) -> Sequence[QPushButton]:
        """Make the button that hands the chosen post over."""
        self.hand_over_button = button("Hand over…", "switch-horizontal", self.hand_over)
        self.hand_over_button.setToolTip("Hand the post of this row over to somebody else")
        only_where_written(self.hand_over_button, self.context.board.read_only)
        return (self.hand_over_button,)

    def hand_over(self) -> None:
        """Open the step that hands the post of the current row over."""
        row = self.grid.current_row() if self.grid is not None else None
        if row is None or new_section(row.ref) is not None:
            self.context.say("Choose a post in the list first.")
            return
        HandOverDialog(self.context, row.ref, self).open()

    def sheet(self, ref: str) -> PostsSheet:
        """Make the sheet of an agency's posts as they stand today."""
        return PostsSheet(self.context.board, ref, self.context.board.clock().date())

    def said(self, ref: str) -> str:
        """Say what belongs here while there is nothing, else how a name is typed."""
        with self.context.board.reading() as connection:
            there = records.count(connection, "post", {"agency": ref})
        if not there:
            return "No posts yet. Type a title into the list: Designated Nurse, Head Teacher."
        return "A name typed beside a post without a holder takes it up."
