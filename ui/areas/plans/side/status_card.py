"""The card of an action's status: open, complete or dropped, and since when."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from db.fields import Value
from db.records.plans import ACTION, STATUS_WORDS, Status
from mscb_desktop.plans.changing.on_action import plan_change, plan_status
from mscb_desktop.plans.of_action import OfAction
from ui.areas.plans.side.parts import widen
from ui.areas.plans.side.typed import TypedRows
from ui.cards.card import Card
from ui.context import Context
from ui.forms.rows import FieldRow
from ui.theme import scaled
from ui.theme.buttons import button


class StatusCard(Card):
    """Three buttons of which one is pressed, and the day below them."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__("Status", "circle-check", parent)
        self._context = context
        self._of: OfAction | None = None
        self._day = dt.date.min
        row = QHBoxLayout()
        row.setSpacing(scaled(6))
        self.buttons = {status: self._button(status) for status in Status}
        for made in self.buttons.values():
            row.addWidget(made)
        row.addStretch(1)
        self.body.addLayout(row)
        self.day = FieldRow(ACTION.fields["status_on"], None, self)
        self.day.label.setProperty("kind", "muted")
        self.day.help.hide()
        widen(self.day.editor)
        for widget in (self.day.label, self.day.editor, self.day.reason):
            self.body.addWidget(widget)
        board = context.board
        self.rows = TypedRows(board, "action", [self.day], self._store, context.say, self)
        self.rows.set_read_only(board.read_only is not None)

    def show_action(self, of: OfAction, day: dt.date) -> None:
        """Show the status of an action, that of its target where it is the same as another."""
        if self._of is not None and self._of.target != of.target:
            self.leave()
        self._of, self._day = of, day
        for status, made in self.buttons.items():
            made.setChecked(status is of.status)
            made.setAccessibleName(
                f"{STATUS_WORDS[status]}{', chosen' if status is of.status else ''}"
            )
        self.rows.show(of.target, "status", of.target, {"status_on": of.status_on})
        self._show_day()

    def leave(self) -> None:
        """Store what is typed."""
        self.rows.leave()

    def _show_day(self) -> None:
        assert self._of is not None
        ended = self._of.status is not Status.OPEN or self._of.status_on is not None
        is_shown = ended or self.day.problem is not None
        for widget in (self.day.label, self.day.editor):
            widget.setVisible(is_shown)
        word = STATUS_WORDS[self._of.status]
        self.day.label.setText(f"{word} on" if self._of.status is not Status.OPEN else "Date")

    def _button(self, status: Status) -> QPushButton:
        made = button(STATUS_WORDS[status], None, lambda: self._choose(status))
        made.setCheckable(True)
        made.setProperty("kind", "choice")
        reason = self._context.board.read_only
        made.setEnabled(reason is None)
        made.setToolTip(reason or "")
        return made

    def _choose(self, status: Status) -> None:
        if self._of is None:
            return
        board, of = self._context.board, self._of
        if status is not of.status:
            self._context.apply(plan_status(board, of.target, status, self._day))
        for each, made in self.buttons.items():
            made.setChecked(each is self._of.status)

    def _store(self, values: Mapping[str, Value]) -> bool:
        assert self._of is not None
        plan = plan_change(
            self._context.board, "action", self._of.target, "{}: date of its status", **values
        )
        return self._context.apply(plan)
