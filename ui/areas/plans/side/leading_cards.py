"""The cards that lead to other actions: the one that this is the same as, before and after it."""

from __future__ import annotations

import textwrap
from functools import partial

from PySide6.QtWidgets import QPushButton, QWidget

from mscb_desktop.plans.of_action import Elsewhere, OfAction
from ui.areas.plans.side.parts import said, say
from ui.cards.card import Card
from ui.context import Context
from ui.theme.buttons import link

_WIDEST = 34
"""Letters of a link on one line: a button's words do not wrap by themselves."""


class AliasCard(Card):
    """Says that what shows here is another action's, and leads there."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__("", "equal", parent)
        self._context = context
        self._to = ""
        self._words = said("muted")
        self.go_link = link("", self._go)
        self.body.addWidget(self._words)
        self.body.addWidget(self.go_link)
        self.hide()

    def show_action(self, of: OfAction) -> None:
        """Show the card where an action is the same as another."""
        self.setVisible(of.same_as is not None)
        if of.same_as is not None:
            self._to = of.same_as.ref
            self.set_heading(f"Same as {of.same_as.words}")
            say(self._words, "Its text, dates and progress show here. What you type is told there.")
            self.go_link.setText(f"Go to {textwrap.shorten(of.same_as.words, 24)}")

    def _go(self) -> None:
        self._context.show_record(self._to, None)


class CarriedCard(Card):
    """The actions of other years that this goes on with, or that go on with it."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__("Other years", "arrow-forward-up", parent)
        self._context = context
        self._refs: list[str] = []
        self.links: list[QPushButton] = []
        self.hide()

    def show_action(self, of: OfAction) -> None:
        """Show where an action comes from and where it goes on."""
        found = [*self._named("Carried from", of.carried_from)]
        for after in of.carried_to:
            found += self._named("Goes on in", after)
        self.setVisible(bool(found))
        self._refs = [ref for ref, _ in found]
        while len(self.links) < len(found):
            number = len(self.links)
            made = link("", partial(self._go, number))
            self.links.append(made)
            self.body.addWidget(made)
        for number, made in enumerate(self.links):
            made.setVisible(number < len(found))
            if number < len(found):
                words = found[number][1]
                made.setText(textwrap.fill(words, _WIDEST).replace("&", "&&"))
                made.setAccessibleName(words)

    def _named(self, how: str, where: Elsewhere | None) -> list[tuple[str, str]]:
        return [(where.ref, f"{how} {where.words}")] if where is not None else []

    def _go(self, number: int) -> None:
        self._context.show_record(self._refs[number], None)
