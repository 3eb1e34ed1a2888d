"""The head of a group: what it is, who leads it, how many are on it, and what can be done."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from mscb_desktop.groups.facts import Facts
from ui.parted_head import PartedHead, muted_words
from ui.theme import scaled
from ui.theme.buttons import link

MEMBERS, DETAILS = "members", "details"
_PARTS = {MEMBERS: "&Members", DETAILS: "&Details"}
_TITLE = 300
"""Width in pixels at 100 % that the title keeps beside the buttons."""


class Head(PartedHead):
    """Tells of one group; its parts are MEMBERS and DETAILS."""

    group_wanted = Signal(str)
    """The group above shall be shown."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(_PARTS, _TITLE, parent)
        self.facts = muted_words()
        self.facts.setWordWrap(False)
        self.leaders = muted_words()
        self.quorum = muted_words()
        self.parent_button = link("", self._on_parent)
        self._parent: str | None = None
        kind = QHBoxLayout()
        kind.setSpacing(scaled(4))
        kind.addWidget(self.facts)
        kind.addWidget(self.parent_button)
        kind.addStretch(1)
        self.lay_out([kind], below=[self.leaders, self.quorum])

    def show_facts(self, facts: Facts, part: str) -> None:
        """Show a group as on the day, and which part of it is open."""
        self.title.setText(facts.group.name)
        short = facts.group.short_name
        what = [short] if short and short != facts.group.name else []
        what += [facts.kind] if facts.kind else []
        what += [facts.remark] if facts.remark else []
        what += ["reports to"] if facts.parent is not None else []
        self.facts.setText(" · ".join(what))
        self.facts.setVisible(bool(what))
        self._parent = facts.parent.ref if facts.parent is not None else None
        self.parent_button.setText(facts.parent.name if facts.parent is not None else "")
        self.parent_button.setVisible(facts.parent is not None)
        self.leaders.setText(_leaders(facts))
        self.quorum.setText(_counts(facts))
        self.quorum.setToolTip(facts.remedy)
        self.show_part(part)
        self.leaders.show()
        self.quorum.show()

    def show_new(self) -> None:
        """Show that a group is being added."""
        self.title.setText("New group")
        for widget in (self.facts, self.parent_button, self.leaders, self.quorum):
            widget.hide()
        self.show_part(DETAILS)

    def _on_parent(self) -> None:
        if self._parent is not None:
            self.group_wanted.emit(self._parent)


def _leaders(facts: Facts) -> str:
    parts = [f"Chair: {facts.chairs or 'nobody'}"]
    if facts.vice_chairs:
        parts.append(f"Vice chair: {facts.vice_chairs}")
    return " · ".join(parts)


def _counts(facts: Facts) -> str:
    parts = [
        "1 member" if facts.members == 1 else f"{facts.members:,} members",
        f"{facts.voting:,} with a vote",
    ]
    if facts.vacant:
        parts.append(f"{facts.vacant:,} vacant")
    parts.append(f"Quorum: {facts.quorum}" if facts.quorum else "No quorum rule")
    return " · ".join(parts)
