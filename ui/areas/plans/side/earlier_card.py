"""The card of what was said of an action before, each update to be changed or deleted."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from mscb_desktop.plans.model import Update
from mscb_desktop.values import show_date
from ui.areas.plans.side.parts import name_tool, said, say, tool
from ui.cards.card import Card, line
from ui.grid.chips import RagChip
from ui.theme import scaled
from ui.theme.buttons import link

_FEW = 4
"""Updates shown before the rest is asked for, which leaves the other cards in reach."""
_LONGEST = 420
"""Letters of a narrative that are shown before the rest is asked for."""


class EarlierCard(Card):
    """Earlier updates, the newest first."""

    def __init__(
        self,
        edit: Callable[[dt.date], object],
        delete: Callable[[str], object],
        read_only: str | None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__("Earlier", "history", parent)
        self._edit, self._delete, self._read_only = edit, delete, read_only
        self._updates: Sequence[Update] = ()
        self._of = ""
        self._all = False
        self._rows: list[_Row] = []
        self.more_link = link("", self._show_all)
        self.body.addWidget(self.more_link)
        self.hide()

    def show_updates(self, of: str, updates: Sequence[Update]) -> None:
        """Show updates of an action, the newest first; out of sight where there are none."""
        if of != self._of:
            self._of, self._all = of, False
        self._updates = updates
        shown = updates if self._all or len(updates) <= _FEW + 1 else updates[:_FEW]
        while len(self._rows) < len(shown):
            row = _Row(self._edit, self._delete, self._read_only)
            self.body.insertWidget(len(self._rows), row)
            self._rows.append(row)
        for number, row in enumerate(self._rows):
            row.setVisible(number < len(shown))
            if number < len(shown):
                row.show_update(shown[number], is_first=number == 0)
        left = len(updates) - len(shown)
        self.more_link.setVisible(left > 0)
        self.more_link.setText(f"Show {left} more")
        self.setVisible(bool(updates))

    def _show_all(self) -> None:
        self._all = True
        self.show_updates(self._of, self._updates)


class _Row(QWidget):
    """One update: day, rating, who told it, and what."""

    def __init__(
        self,
        edit: Callable[[dt.date], object],
        delete: Callable[[str], object],
        read_only: str | None,
    ) -> None:
        super().__init__()
        self._update: Update | None = None
        self._read_only = read_only
        self._line = line()
        self._day, self._by, self._text = said("strong"), said("muted"), said()
        self._day.setWordWrap(False)
        self._chip = RagChip()
        self.edit_tool = tool("pencil", "", lambda: self._update and edit(self._update.dated))
        self.delete_tool = tool("trash", "", lambda: self._update and delete(self._update.ref))
        self._whole = link("Show all of it", self._show_whole)
        top = QHBoxLayout()
        top.setSpacing(scaled(6))
        top.addWidget(self._day)
        top.addWidget(self._chip)
        top.addStretch(1)
        top.addWidget(self.edit_tool)
        top.addWidget(self.delete_tool)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(scaled(2))
        whole.addWidget(self._line)
        whole.addLayout(top)
        for widget in (self._text, self._whole, self._by):
            whole.addWidget(widget)

    def show_update(self, update: Update, *, is_first: bool) -> None:
        """Show another update."""
        self._line.setVisible(not is_first)
        if update == self._update:
            return
        self._update = update
        day = show_date(update.dated)
        say(self._day, day)
        self._chip.show_rag(update.rag)
        narrative = update.narrative or ""
        is_long = len(narrative) > _LONGEST
        cut = narrative[:_LONGEST].rsplit(maxsplit=1)[0] + " …" if is_long else narrative
        say(self._text, cut)
        self._whole.setVisible(is_long)
        self._whole.setAccessibleName(f"Show all of the update of {day}")
        say(self._by, f"Told by {update.by}" if update.by else "")
        name_tool(self.edit_tool, f"Change the update of {day}", self._read_only)
        name_tool(self.delete_tool, f"Delete the update of {day}", self._read_only)

    def _show_whole(self) -> None:
        assert self._update is not None
        self._text.setText(self._update.narrative or "")
        self._whole.hide()
