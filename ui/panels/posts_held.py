"""The posts that a person held, holds and will hold."""

from __future__ import annotations

from db.queries import groups as queries
from mscb_desktop.groups.terms import covers
from mscb_desktop.people.called import posts_called
from mscb_desktop.sheet.table import TableSheet
from ui.panels.sheet_panel import SheetPanel


class PostsHeld(SheetPanel):
    """A person's posts with first and last days."""

    table = "holding"
    by = "person"
    tables = frozenset({"holding", "person", "post", "agency"})

    def sheet(self, ref: str) -> TableSheet:
        """Make the sheet of a person's posts."""
        widths = {"post": 0, "began": 11, "ended": 11, "note": 12}
        return TableSheet(
            self.context.board, "holding", widths, title="Posts held", within={"person": ref}
        )

    def said(self, ref: str) -> str:
        """Say which posts the person holds today."""
        today = self.context.board.clock().date()
        with self.context.board.reading() as connection:
            held = queries.holdings(connection, people=[ref])
            now = [each.post for each in held if covers(each.began, each.ended, today)]
            names = posts_called(connection, now, today)
        if now:
            return f"Holds {'; '.join(names[post] for post in now)}."
        return "Holds no post today. Type one into the list, as 'Head Teacher, Hill School'."
