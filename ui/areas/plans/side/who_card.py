"""The card of who does an action: agencies, posts and groups, each as lead or partner."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QWidget

from mscb_desktop.plans.changing.on_action import (
    offer_parties,
    plan_add_party,
    plan_lead,
    plan_remove,
)
from mscb_desktop.plans.of_action import Doer, OfAction
from ui.areas.plans.side.adding import AddLine
from ui.areas.plans.side.parts import name_tool, said, say, tool
from ui.cards.card import Card
from ui.context import Context
from ui.theme import scaled
from ui.theme.buttons import link, only_where_written


class WhoCard(Card):
    """Those who do an action, who leads first; the words that print where they differ."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__("Who", "users", parent)
        self._context = context
        self._rows: list[_Row] = []
        self._words = said("muted")
        self.add = AddLine(
            context,
            "action_party",
            "Add an agency, post or group",
            lambda _, text: offer_parties(context.board, text),
            partial(plan_add_party, context.board),
            "The first that is named leads; press its word to make it a partner.",
        )
        self.body.addWidget(self._words)
        self.body.addWidget(self.add)

    def show_action(self, of: OfAction) -> None:
        """Show who does an action."""
        while len(self._rows) < len(of.doers):
            row = _Row(self._context)
            self.body.insertWidget(len(self._rows), row)
            self._rows.append(row)
        for number, row in enumerate(self._rows):
            row.setVisible(number < len(of.doers))
            if number < len(of.doers):
                row.show_doer(of.doers[number])
        say(self._words, self._said(of))
        self.add.show_action(of.ref)

    def leave(self) -> None:
        """Store what is typed."""
        self.add.rows.leave()

    def _said(self, of: OfAction) -> str:
        if of.who:
            return f"Printed as: {of.who}"
        if not of.doers:
            return "Nobody is named yet."
        if of.same_as is not None and not of.doers[0].ref:
            return f"As at {of.same_as.words}."
        return ""


class _Row(QWidget):
    """One who does an action."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self._doer = Doer("", "", "", lead=False)
        self._name = said()
        self.lead_link = link("", self._turn)
        self.remove_tool = tool("x", "", self._remove)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(scaled(6))
        row.addWidget(self._name, 1)
        row.addWidget(self.lead_link, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self.remove_tool, 0, Qt.AlignmentFlag.AlignTop)

    def show_doer(self, doer: Doer) -> None:
        """Show another one."""
        self._doer = doer
        say(self._name, doer.name)
        self.lead_link.setText("leads" if doer.lead else "partner")
        other = "a partner" if doer.lead else "the lead"
        self.lead_link.setToolTip(f"Make it {other}")
        self.lead_link.setAccessibleName(
            f"{doer.name}: {self.lead_link.text()}. Press to make it {other}"
        )
        self.remove_tool.setVisible(bool(doer.ref))
        reason = self._context.board.read_only
        name_tool(self.remove_tool, f"{doer.name} does it no longer", reason)
        self.lead_link.setEnabled(bool(doer.ref))
        only_where_written(self.lead_link, reason)

    def _turn(self) -> None:
        board, doer = self._context.board, self._doer
        self._context.apply(plan_lead(board, doer.ref, not doer.lead))

    def _remove(self) -> None:
        plan = plan_remove(self._context.board, "action_party", self._doer.ref)
        if self._context.apply(plan):
            self._context.say(f"{self._doer.name} removed: Ctrl+Z brings it back.")
