"""A line below a list, into which the name of what is to be added is typed."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from PySide6.QtWidgets import QVBoxLayout, QWidget

from db.changes import Plan
from db.fields import Field, Kind, Value
from mscb_desktop.sheet.model import Suggestion
from ui.areas.plans.side.parts import widen
from ui.areas.plans.side.typed import TypedRows
from ui.context import Context
from ui.editors.offers import make_offers
from ui.editors.pick import PickEditor
from ui.forms.rows import FieldRow
from ui.theme import scaled


class AddLine(QWidget):
    """Takes what is chosen of the offers, or typed and left by Enter; keeps what it cannot take.

    `plan` makes of an action and a text (a reference where an offer was taken) the plan that
    adds it.
    """

    def __init__(
        self,
        context: Context,
        table: str,
        label: str,
        offer: Callable[[str, str], Sequence[Suggestion]],
        plan: Callable[[str, str], Plan],
        help_: str,
    ) -> None:
        super().__init__()
        self._context, self._offer, self._plan = context, offer, plan
        self._action = ""
        field = Field("added", label, Kind.LOOKUP, help_)
        self.row = FieldRow(field, lambda text: make_offers(self._offers(text), text, False), self)
        self.row.label.setProperty("kind", "muted")
        self.row.editor.setToolTip(help_)
        self.row.help.hide()
        widen(self.row.editor)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(scaled(2))
        for widget in (self.row.label, self.row.editor, self.row.reason):
            whole.addWidget(widget)
        self.rows = TypedRows(context.board, table, [self.row], self._store, context.say, self)
        if context.board.read_only is not None:
            self.hide()

    def show_action(self, action: str) -> None:
        """Add to another action from now on."""
        if action != self._action:
            self.rows.leave()
        self._action = action
        self.rows.show(action, "added", None, {})

    def _offers(self, text: str) -> Sequence[Suggestion]:
        return self._offer(self._action, text)

    def _store(self, values: Mapping[str, Value]) -> str | bool:
        editor = self.row.editor
        assert isinstance(editor, PickEditor)
        plan = self._plan(self._action, str(values["added"]))
        if plan.problems:
            return plan.problems[0].message
        return self._context.apply(plan)
