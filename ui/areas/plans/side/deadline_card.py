"""The card of an action's deadlines: what was read, what they were before, days set by hand."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from mscb_desktop.plans.of_action import OfAction
from ui.areas.plans.side.parts import said, say
from ui.cards.card import Card
from ui.cards.form import CardForm
from ui.context import Context
from ui.forms.groups import Group
from ui.theme import scaled
from ui.theme.buttons import link, only_where_written

_GROUPS = (Group("", ("when_text", "first_due", "last_due")),)


class DeadlineCard(Card):
    """By when an action is to be done; the form below it is opened when it is wanted."""

    problems_changed = Signal()

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__("Deadline", "calendar", parent)
        self._context = context
        self._target = ""
        self.form: CardForm | None = None
        self._text, self._late = said("strong"), said("bad")
        self._read, self._points, self._earlier = said(), said(), said("muted")
        words = QVBoxLayout()
        words.setSpacing(scaled(3))
        for label in (self._text, self._read, self._points, self._late, self._earlier):
            words.addWidget(label)
        self.body.addLayout(words)
        self.set_link = link("Set dates by hand", self._toggle)
        only_where_written(self.set_link, context.board.read_only)
        self.body.addWidget(self.set_link)

    def show_action(self, of: OfAction) -> None:
        """Show the deadlines of an action, those of its target where it is the same as another."""
        due = of.due
        say(self._text, due.text)
        say(self._read, " · ".join(filter(None, (due.read, due.slipped))))
        say(self._points, due.of_points)
        say(self._late, due.late[:1].upper() + due.late[1:])
        before = "\n".join(f"Before: {each}" for each in due.earlier)
        say(self._earlier, before)
        self._target = of.target
        if self.form is not None:
            self._show_form()

    def leave(self) -> None:
        """Store what is typed."""
        if self.form is not None:
            self.form.store()

    def go_to(self, field: str) -> None:
        """Give a field of the deadline the keyboard."""
        if self.form is None:
            self._toggle()
        assert self.form is not None
        self.form.go_to(field)

    def unstored(self) -> int:
        """Count the fields that were typed into and not taken."""
        return len(self.form.problems()) if self.form is not None else 0

    def _toggle(self) -> None:
        if self.form is None:
            self._show_form()
            self.set_link.setText("Close")
            assert self.form is not None
            self.form.go_to("last_due")
            # As if by Tab: what is typed replaces the day.
            self.form.rows["last_due"].editor.setFocus(Qt.FocusReason.TabFocusReason)
            return
        self.form.store()
        if self.form.problems():
            self.form.go_to(self.form.problems()[0].column)
            return
        self.form.hide()
        self.form.deleteLater()
        self.form = None
        self.set_link.setText("Set dates by hand")
        self.set_link.setFocus()

    def _show_form(self) -> None:
        context = self._context
        if self.form is None:
            self.form = CardForm(
                context.board, "action", self._target, _GROUPS, context.apply, context.say
            )
            self.form.problems_changed.connect(self.problems_changed)
            self.body.insertWidget(self.body.count() - 1, self.form)
            self.form.show()
        elif self.form.ref != self._target:
            self.form.show_record(self._target)
        else:
            self.form.refresh(frozenset())
