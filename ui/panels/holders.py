"""Who held a post, who holds it, and who will."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QPushButton

from db.queries import groups as queries
from mscb_desktop.groups.terms import holders, vacant_since
from mscb_desktop.sheet.table import TableSheet
from mscb_desktop.values import show_date
from ui.handing_over.dialog import HandOverDialog
from ui.panels.sheet_panel import SheetPanel
from ui.theme.buttons import button, only_where_written


class Holders(SheetPanel):
    """The holders of a post from first to last, with the way to hand it over."""

    table = "holding"
    by = "post"
    tables = frozenset({"holding", "person", "post"})

    def buttons(self) -> Sequence[QPushButton]:
        """Make the button that hands the post over."""
        self.hand_over_button = button("Hand over…", "switch-horizontal", self.hand_over)
        self.hand_over_button.setToolTip("Say who follows, from when, and what goes along")
        only_where_written(self.hand_over_button, self.context.board.read_only)
        return (self.hand_over_button,)

    def hand_over(self) -> None:
        """Open the step that hands the post over."""
        if self.ref is not None:
            HandOverDialog(self.context, self.ref, self).open()

    def sheet(self, ref: str) -> TableSheet:
        """Make the sheet of a post's holders."""
        widths = {"person": 0, "began": 11, "ended": 11, "note": 12}
        return TableSheet(
            self.context.board, "holding", widths, title="Post holders", within={"post": ref}
        )

    def said(self, ref: str) -> str:
        """Say who holds the post today, or since when it is vacant."""
        today = self.context.board.clock().date()
        with self.context.board.reading() as connection:
            post = queries.posts(connection, [ref]).get(ref)
            known = queries.holdings(connection, posts=[ref])
            people = queries.people(connection, sorted({each.person for each in known}))
        if post is None:
            return ""
        now = holders(known, people, today)
        if now:
            return f"Held by {', '.join(people[each.person].name for each in now)}."
        vacant = vacant_since(post, known, people, today)
        if vacant is not None:
            return f"Vacant since {show_date(vacant)}."
        return "No name is known. Type one into the list; until then the post counts as filled."
