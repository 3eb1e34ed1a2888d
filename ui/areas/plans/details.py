"""A plan's own page: its form, its history, and the way to delete it."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from db.changes import Plan
from db.queries import records
from ui.areas.history import show_history
from ui.context import Context
from ui.forms import Form, Group
from ui.theme import scaled
from ui.theme.buttons import button, only_where_written

_GROUPS = (
    Group("Plan", ("name", "plan_kind", "board_group", "year", "objectives_of", "follows")),
    Group("Printed above it", ("introduction",)),
)


class Details(QWidget):
    """The form of a plan."""

    problems_changed = Signal()
    deleted = Signal()

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self.form: Form | None = None
        self._reference = QLabel()
        self._reference.setProperty("kind", "muted")
        self.history_button = button("History", "history", self._on_history)
        self.history_button.setToolTip("All changes of this plan's details")
        self.delete_button = button("Delete plan", "trash", self.delete)
        self.delete_button.setToolTip("Delete the plan with all its actions; Ctrl+Z brings it back")
        only_where_written(self.delete_button, context.board.read_only)
        top = QHBoxLayout()
        top.addWidget(self._reference, 1)
        top.addWidget(self.history_button)
        top.addWidget(self.delete_button)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(scaled(4))
        self._column.addLayout(top)

    @property
    def ref(self) -> str | None:
        """The plan that is shown."""
        return self.form.ref if self.form is not None else None

    def show_plan(self, ref: str) -> None:
        """Show a plan's form."""
        context = self._context
        self._reference.setText(ref)
        if self.form is None:
            self.form = Form(context.board, "plan", ref, _GROUPS, context.apply, context.say)
            self.form.setAccessibleName("Details of the plan")
            self.form.problems_changed.connect(self.problems_changed)
            self._column.addWidget(self.form, 1)
            self.setFocusProxy(self.form)
        elif self.form.ref != ref:
            self.form.show_record(ref)
            self.form.verticalScrollBar().setValue(0)
        else:
            self.form.refresh(frozenset())

    def refresh(self, touched: frozenset[tuple[str, str]]) -> None:
        """Read the plan again where something of it may have changed."""
        if self.form is not None:
            self.form.refresh(touched)

    def go_to(self, field: str | None) -> bool:
        """Give a field the keyboard."""
        return self.form is not None and self.form.go_to(field)

    def unstored(self) -> int:
        """Count what was typed and not taken."""
        return len(self.form.problems()) if self.form is not None else 0

    def delete(self) -> None:
        """Delete the plan with its actions; where others name it, the window says so."""
        ref = self.ref
        if ref is None:
            return
        with self._context.board.reading() as connection:
            name = records.names(connection, "plan", [ref]).get(ref, ref)
            changes = records.deletion(connection, "plan", [ref])
        if self._context.apply(Plan(f"Plan deleted: {name}", tuple(changes))):
            self._context.say(f"{name} is deleted with its actions. Ctrl+Z brings it back.")
            self.deleted.emit()

    def _on_history(self) -> None:
        if self.ref is not None:
            show_history(self._context, self.ref)
