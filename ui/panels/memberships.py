"""Every membership of a person, a post or an agency, present and former."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from mscb_desktop.people import memberships
from mscb_desktop.people.memberships import Read, Sits
from ui.context import Context
from ui.theme import scaled
from ui.theme.buttons import link

_WIDEST = 25
"""Letters of a group's name on one line, so that what stands beside it is seen."""
_MOST = 300
"""Rows that are made at most; how many are left out is said."""
_TABLES = frozenset({"membership", "board_group", "post", "person", "holding", "agency"})


class Memberships(QWidget):
    """A list of groups, each leading to its page; former memberships below those of today."""

    counted = Signal(int)

    def __init__(
        self,
        context: Context,
        read: Read,
        none: str,
        *,
        with_seat: bool,
    ) -> None:
        super().__init__()
        self._context, self._read, self._with_seat = context, read, with_seat
        self._ref: str | None = None
        self._none = QLabel(none)
        self._none.setProperty("kind", "muted")
        self._none.setWordWrap(True)
        self._scroll = QScrollArea()
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setWidgetResizable(True)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, scaled(8), 0, 0)
        whole.addWidget(self._none)
        whole.addWidget(self._scroll, 1)
        whole.addStretch(0)

    def show_record(self, ref: str) -> None:
        """Show the memberships of this record."""
        self._ref = ref
        today = self._context.board.clock().date()
        with self._context.board.reading() as connection:
            found = self._read(connection, ref, today)
        self._none.setVisible(not found)
        self._scroll.setVisible(bool(found))
        self._scroll.setWidget(self._table(found))
        self.counted.emit(sum(sits.now for sits in found))

    def refresh(self, touched: frozenset[tuple[str, str]]) -> None:
        """Ask again where a membership, or what it names, changed."""
        if self._ref is not None and any(table in _TABLES for table, _ in touched):
            self.show_record(self._ref)

    def _table(self, found: Sequence[Sits]) -> QWidget:
        table = QWidget()
        grid = QGridLayout(table)
        grid.setContentsMargins(0, 0, scaled(6), 0)
        grid.setHorizontalSpacing(scaled(12))
        grid.setVerticalSpacing(scaled(4))
        heads = ["Group", *(["For"] if self._with_seat else []), "Role", "From and to"]
        for column, words in enumerate(heads):
            head = QLabel(words)
            head.setProperty("kind", "muted")
            grid.addWidget(head, 0, column)
        grid.setColumnStretch(len(heads), 1)
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
            row += 1
        grid.setRowStretch(row, 1)
        return table

    def _add(self, grid: QGridLayout, row: int, sits: Sits) -> None:
        way = link(
            # A button's words do not wrap by themselves.
            textwrap.fill(sits.group, _WIDEST).replace("&", "&&"),
            partial(self._context.open_page, "groups", sits.ref, None),
        )
        way.setAccessibleName(f"Membership of {sits.group}: go to its group")
        way.setToolTip("Go to its group's members")
        grid.addWidget(way, row, 0, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
        words = [*([sits.seat] if self._with_seat else []), sits.role, sits.days]
        for column, text in enumerate(words, 1):
            label = QLabel(text)
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setWordWrap(column == 1 and self._with_seat)
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
