"""Every membership of a person, a post or an agency, present and former."""

from __future__ import annotations

import textwrap
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QLabel

from mscb_desktop.people import memberships
from mscb_desktop.people.memberships import Read, Sits
from ui.context import Context
from ui.panels.small_list import SmallList
from ui.theme import scaled
from ui.theme.buttons import link

_WIDEST = 25
"""Letters of a group's name on one line, so that what stands beside it is seen."""
_MOST = 300
"""Rows that are made at most; how many are left out is said."""


class Memberships(SmallList):
    """A list of groups, each leading to its page; former memberships below those of today."""

    tables = frozenset({"membership", "board_group", "post", "person", "holding", "agency"})

    def __init__(self, context: Context, read: Read, none: str, *, with_seat: bool) -> None:
        super().__init__(context, none)
        self._read, self._with_seat = read, with_seat

    def fill(self, grid: QGridLayout, ref: str) -> tuple[int, int]:
        """Put the memberships of a record into the grid, and count those of today."""
        today = self.context.board.clock().date()
        with self.context.board.reading() as connection:
            found = self._read(connection, ref, today)
        heads = ["Group", *(["For"] if self._with_seat else []), "Role", "From and to"]
        self.heads(grid, heads)
        grid.setHorizontalSpacing(scaled(12))
        row, was_now = 1, True
        for sits in found[:_MOST]:
            if was_now and not sits.now:
                title = QLabel("Not today")
                title.setProperty("kind", "strong")
                grid.addWidget(title, row, 0, 1, len(heads))
                row, was_now = row + 1, False
            self._add(grid, row, sits)
            row += 1
        if len(found) > _MOST:
            more = QLabel(f"and {len(found) - _MOST:,} more: see the report Membership")
            more.setProperty("kind", "muted")
            grid.addWidget(more, row, 0, 1, len(heads))
        return len(found), sum(sits.now for sits in found)

    def _add(self, grid: QGridLayout, row: int, sits: Sits) -> None:
        way = link(
            # A button's words do not wrap by themselves.
            textwrap.fill(sits.group, _WIDEST).replace("&", "&&"),
            partial(self.context.open_page, "groups", sits.ref, None),
        )
        way.setAccessibleName(f"Membership of {sits.group}: go to its group")
        way.setToolTip("Go to its group's members")
        grid.addWidget(way, row, 0, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
        words = [*([sits.seat] if self._with_seat else []), sits.role, sits.days]
        for column, text in enumerate(words, 1):
            label = QLabel(text)
            label.setTextFormat(Qt.TextFormat.PlainText)
            is_days = column == len(words)
            label.setWordWrap(is_days or (column == 1 and self._with_seat))
            if is_days:
                label.setMinimumWidth(scaled(85))  # a whole date
            grid.addWidget(label, row, column, Qt.AlignmentFlag.AlignTop)
            if column == 1 and self._with_seat:
                label.setMinimumWidth(scaled(125))


class MembershipsOfPerson(Memberships):
    """Where a person sits, themselves or for a post."""

    def __init__(self, context: Context) -> None:
        none = "Sits on no group, neither as a person nor for a post."
        super().__init__(context, memberships.of_person, none, with_seat=True)


class MembershipsOfPost(Memberships):
    """Where a post sits."""

    def __init__(self, context: Context) -> None:
        none = "This post sits on no group. It is added on the group's page."
        super().__init__(context, memberships.of_post, none, with_seat=False)


class MembershipsOfAgency(Memberships):
    """Where the posts and people of an agency sit."""

    def __init__(self, context: Context) -> None:
        none = "Nobody from this agency sits on a group."
        super().__init__(context, memberships.of_agency, none, with_seat=True)
