"""The card of the objectives that an action serves: linked, added, as the plan prints them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from mscb_desktop.plans.changing.on_action import offer_objectives, plan_remove, plan_serve
from mscb_desktop.plans.of_action import OfAction, Served
from mscb_desktop.sheet.model import Suggestion
from ui.areas.plans.side.adding import AddLine
from ui.areas.plans.side.parts import name_tool, said, say, tool
from ui.cards.card import Card
from ui.cards.form import CardForm
from ui.context import Context
from ui.forms.groups import Group
from ui.theme import scaled

_GROUPS = (Group("", ("printed",)),)


class ServingCard(Card):
    """What an action serves; out of sight where its plan has no such column and no link."""

    problems_changed = Signal()

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__("Objectives served", "sitemap", parent)
        self._context = context
        self._rows: list[_Row] = []
        self.form: CardForm | None = None
        self._words = said("muted")
        self.add = AddLine(
            context,
            "action_link",
            "Add an objective or section",
            self._offer,
            partial(plan_serve, context.board),
            "Type its number or title; what is not found is kept as the plan prints it.",
        )
        self.body.addWidget(self._words)
        self.body.addWidget(self.add)

    def show_action(self, of: OfAction) -> None:
        """Show what an action serves."""
        self.setVisible(of.has_links or bool(of.serves) or bool(of.serving))
        while len(self._rows) < len(of.serving):
            row = _Row(self._context, self._change)
            self.body.insertWidget(len(self._rows), row)
            self._rows.append(row)
        for number, row in enumerate(self._rows):
            row.setVisible(number < len(of.serving))
            if number < len(of.serving):
                row.show_served(of.serving[number])
        there = "" if of.serving else "It serves no objective yet."
        nowhere = "" if of.serves else "Its plan does not say which business plan it serves."
        say(self._words, " ".join(filter(None, (there, nowhere))))
        self.add.show_action(of.ref)
        if self.form is not None:
            if self.form.ref in {served.ref for served in of.serving}:
                self.form.refresh(frozenset())
            else:
                self._close()

    def leave(self) -> None:
        """Store what is typed."""
        self.add.rows.leave()
        if self.form is not None:
            self.form.store()

    def unstored(self) -> int:
        """Count the fields that were typed into and not taken."""
        return 0 if self.form is None else len(self.form.problems())

    def _offer(self, action: str, text: str) -> Sequence[Suggestion]:
        with self._context.board.reading() as connection:
            return offer_objectives(connection, action, text)

    def _change(self, ref: str) -> None:
        """Open the line in which it is typed how the plan prints a link."""
        context = self._context
        if self.form is None:
            self.form = CardForm(
                context.board, "action_link", ref, _GROUPS, context.apply, context.say
            )
            editor = self.form.rows["printed"].editor
            editor.finished.connect(self._on_finished)
            editor.cancelled.connect(self._close)
            self.form.problems_changed.connect(self.problems_changed)
            self.body.insertWidget(self.body.indexOf(self._words), self.form)
            self.form.show()
        elif self.form.ref != ref:
            self.form.show_record(ref)
        self.form.go_to("printed")

    def _on_finished(self) -> None:
        if self.form is not None and not self.form.problems():
            self._close()

    def _close(self) -> None:
        """Put the line away; what cannot be stored waits."""
        if self.form is not None:
            form, self.form = self.form, None
            form.store()
            form.hide()
            form.deleteLater()
            self.problems_changed.emit()


class _Row(QWidget):
    """One objective or section, with the way to it."""

    def __init__(self, context: Context, change: Callable[[str], object]) -> None:
        super().__init__()
        self._context = context
        self._served = Served("", "", None, "")
        self._name, self._printed = said(), said("muted")
        self.go_tool = tool("external-link", "", self._go)
        self.change_tool = tool("pencil", "", lambda: change(self._served.ref))
        self.remove_tool = tool("x", "", self._remove)
        row = QHBoxLayout()
        row.setSpacing(0)
        row.addWidget(self._name, 1)
        for made in (self.go_tool, self.change_tool, self.remove_tool):
            row.addWidget(made, 0, Qt.AlignmentFlag.AlignTop)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(scaled(2))
        whole.addLayout(row)
        whole.addWidget(self._printed)

    def show_served(self, served: Served) -> None:
        """Show another one."""
        self._served = served
        say(self._name, served.words)
        printed = f"Printed as: {served.printed}" if served.printed else ""
        say(self._printed, printed if served.to else "Not found: it is only printed.")
        self.go_tool.setVisible(served.to is not None)
        reason = self._context.board.read_only
        name_tool(self.go_tool, f"Go to {served.words}")
        name_tool(self.change_tool, f"Change how {served.words} is printed", reason)
        name_tool(self.remove_tool, f"It serves {served.words} no longer", reason)

    def _go(self) -> None:
        if self._served.to is not None:
            self._context.show_record(self._served.to, None)

    def _remove(self) -> None:
        plan = plan_remove(self._context.board, "action_link", self._served.ref)
        if self._context.apply(plan):
            self._context.say("Link removed: Ctrl+Z brings it back.")
