"""The right half of the agencies' page: one agency's form, and where it stands."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QLabel, QStackedWidget, QVBoxLayout, QWidget

from ui.areas.agencies.contributions import Contributions
from ui.areas.agencies.likely import Likely
from ui.areas.history import show_history
from ui.context import Context
from ui.forms import Form, Group
from ui.theme import scaled
from ui.theme.buttons import button, only_where_written

GROUPS = (
    Group("Agency", ("name", "short_name", "sector", "aliases", "successor")),
    Group(
        "Contact",
        ("contact_name", "contact_post", "contact_email", "contact_phone", "contact_address"),
    ),
)
_TABLES = frozenset({"agency", "budget_line", "posting", "financial_year"})


class Details(QStackedWidget):
    """The form of the agency that is chosen; a sentence where none is."""

    problems_changed = Signal()

    def __init__(
        self,
        context: Context,
        add: Callable[[], object],
        delete: Callable[[], object],
        merge: Callable[[str | None], object],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._context = context
        self.ref: str | None = None
        self.form: Form | None = None
        self._reference = QLabel()
        self._reference.setProperty("kind", "muted")
        self.delete_button = button("Delete agency", "trash", delete)
        self.merge_button = button("Merge with…", "arrows-join", lambda: merge(None))
        self.history_button = button("History", "history", self.show_history)
        self.history_button.setToolTip("All changes of this agency (Ctrl+H)")
        self.likely = Likely(context, merge)
        self.contributions = Contributions(context)
        self._empty = _Empty(add)
        for changing in (self.delete_button, self.merge_button, self._empty.add_button):
            only_where_written(changing, context.board.read_only)
        self._whole = QWidget()
        top = QHBoxLayout()
        top.addWidget(self._reference, 1)
        top.addWidget(self.history_button)
        top.addWidget(self.merge_button)
        top.addWidget(self.delete_button)
        self._column = QVBoxLayout(self._whole)
        self._column.setContentsMargins(scaled(12), 0, 0, 0)
        self._column.setSpacing(scaled(4))
        self._column.addLayout(top)
        self._column.addWidget(self.likely)
        self._column.addWidget(self.contributions)
        self.addWidget(self._empty)
        self.addWidget(self._whole)
        keys = QShortcut(QKeySequence("Ctrl+H"), self)
        keys.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        keys.activated.connect(self.show_history)

    def show_history(self) -> None:
        """Open the history at all changes of this agency."""
        if self.ref is not None:
            show_history(self._context, self.ref)

    def show_none(self, why: str) -> None:
        """Show no agency, and why."""
        self.ref = None
        self._empty.words.setText(why)
        self.setCurrentWidget(self._empty)

    def show_agency(self, ref: str) -> None:
        """Show one agency."""
        before, self.ref = self.ref, ref
        if self.form is None:
            context = self._context
            self.form = Form(context.board, "agency", ref, GROUPS, context.apply, context.say)
            self.form.setAccessibleName("Details of the agency")
            self.form.problems_changed.connect(self.problems_changed)
            body = self.form.widget()
            layout = body.layout() if body is not None else None
            if layout is not None:
                layout.setContentsMargins(0, 0, scaled(8), 0)
            self._column.insertWidget(2, self.form, 1)
        elif self.form.ref != ref:
            self.form.show_record(ref)
            self.form.verticalScrollBar().setValue(0)
        self._reference.setText(ref)
        if ref != before:
            self.contributions.show_agency(ref)
            self.likely.show_for(ref)
        self.setCurrentWidget(self._whole)

    def refresh(self, touched: frozenset[tuple[str, str]]) -> None:
        """Read the agency again where something of it may have changed."""
        if self.form is not None:
            self.form.refresh(touched)
        if any(table == "agency" for table, _ in touched):
            self.likely.forget()
            if self.ref is not None:
                self.likely.show_for(self.ref)
        if self.ref is not None and any(table in _TABLES for table, _ in touched):
            self.contributions.show_agency(self.ref)


class _Empty(QWidget):
    def __init__(self, add: Callable[[], object]) -> None:
        super().__init__()
        self.words = QLabel()
        self.words.setWordWrap(True)
        self.words.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.add_button = button("Add agency", "plus", add)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(scaled(24), 0, scaled(24), 0)
        whole.addStretch(1)
        whole.addWidget(self.words)
        whole.addSpacing(scaled(12))
        whole.addWidget(self.add_button, 0, Qt.AlignmentFlag.AlignHCenter)
        whole.addStretch(2)
