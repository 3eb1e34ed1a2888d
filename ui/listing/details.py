"""The right half of a listing: the chosen record's form, its panels, and what can be done."""

from __future__ import annotations

import importlib
from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QStackedWidget,
    QTabBar,
    QVBoxLayout,
    QWidget,
)

from db.records import RECORDS
from mscb_desktop.merging import names_field
from ui.areas.history import show_history
from ui.context import Context
from ui.forms import Form, Group
from ui.grid.view import Grid
from ui.invitation import Invitation
from ui.listing.description import Listing, Panel
from ui.listing.likely import Likely
from ui.listing.panel_stack import PanelStack
from ui.theme import scaled
from ui.theme.buttons import button, only_where_written


class Details(QStackedWidget):
    """The form of the record that is chosen, panels behind it; a sentence where none is."""

    problems_changed = Signal()

    def __init__(
        self,
        context: Context,
        listing: Listing,
        add: Callable[[], object],
        delete: Callable[[], object],
        merge: Callable[[str | None], object],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._context, self._listing = context, listing
        self._record = RECORDS[listing.table]
        self._noun = self._record.title.lower()
        self.ref: str | None = None
        self.form: Form | None = None
        self.panels: list[QWidget] = []
        self._reference = QLabel()
        self._reference.setProperty("kind", "muted")
        self.delete_button = button("Delete", "trash", delete)
        self.delete_button.setAccessibleName(f"Delete {self._noun}")
        self.delete_button.setToolTip(f"Delete this {self._noun}; Ctrl+Z brings it back")
        self.merge_button = button("Merge with…", "arrows-join", lambda: merge(None))
        self.history_button = button("History", "history", self.show_history)
        self.history_button.setToolTip(f"All changes of this {self._noun} (Ctrl+H)")
        self.likely = Likely(context, listing.table, merge) if self.can_merge else None
        self._empty = Invitation(button(f"Add {self._noun}", "plus", add))
        for changing in (self.delete_button, self.merge_button, self._empty.button):
            only_where_written(changing, context.board.read_only)
        self.tabs = QTabBar()
        self.tabs.setExpanding(False)
        self.tabs.setDrawBase(False)
        self.tabs.setAccessibleName(f"What is shown of the {self._noun}")
        self._stack = QStackedWidget()
        self._behind = PanelStack(self._stack)
        self.tabs.currentChanged.connect(self._behind.bring)
        self._whole = QWidget()
        self._lay_out()
        for number in range(len(listing.panels) + 1):
            # Made for the whole page, so that the list leads here too.
            jump = QShortcut(QKeySequence(f"Alt+{number + 1}"), parent or self)
            jump.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            jump.activated.connect(partial(self.lead_to, number))
        keys = QShortcut(QKeySequence("Ctrl+H"), self)
        keys.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        keys.activated.connect(self.show_history)

    @property
    def can_merge(self) -> bool:
        """Whether such records have other names, which a merge keeps."""
        return names_field(self._listing.table) is not None

    def show_history(self) -> None:
        """Open the history at all changes of this record."""
        if self.ref is not None:
            show_history(self._context, self.ref)

    def show_none(self, why: str) -> None:
        """Show no record, and why."""
        self.ref = None
        self._empty.words.setText(why)
        self.setCurrentWidget(self._empty)

    def show_record(self, ref: str) -> None:
        """Show one record."""
        before, self.ref = self.ref, ref
        if self.form is None:
            self._make(ref)
        elif self.form.ref != ref:
            self.form.show_record(ref)
            self.form.verticalScrollBar().setValue(0)
        self._reference.setText(ref)
        if ref != before:
            self._behind.show_for(ref)
            if self.likely is not None:
                self.likely.show_for(ref)
        self.setCurrentWidget(self._whole)

    def show_form(self) -> None:
        """Bring the form before the panels."""
        self.tabs.setCurrentIndex(0)

    def show_panel(self, number: int) -> None:
        """Bring one of the panels before the form, counted from 0."""
        self.tabs.setCurrentIndex(number + 1)

    def lead_to(self, number: int) -> None:
        """Bring the form (0) or one of the panels into view, with the keyboard."""
        if self.ref is None or self.form is None:
            return
        self.tabs.setCurrentIndex(number)
        if number == 0:
            self.form.go_to()
            return
        sheet = self.panels[number - 1].findChild(Grid)
        (sheet or self.tabs).setFocus()

    def unstored(self) -> int:
        """Count what was typed and not taken."""
        found = len(self.form.problems()) if self.form else 0
        for panel in self.panels:
            if hasattr(panel, "unstored"):
                found += panel.unstored()
        return found

    def refresh(self, touched: frozenset[tuple[str, str]]) -> None:
        """Read the record again where something of it may have changed."""
        if self.form is not None:
            self.form.refresh(touched)
        if self.ref is None:
            return
        self._behind.refresh(touched)
        if self.likely is not None and any(table == self._listing.table for table, _ in touched):
            self.likely.show_for(self.ref)

    def _make(self, ref: str) -> None:
        """Make form and panels, once there is a record to show."""
        context = self._context
        groups = [Group(title, fields) for title, fields in self._listing.groups.items()]
        self.form = Form(
            context.board, self._listing.table, ref, groups, context.apply, context.say
        )
        self.form.setAccessibleName(f"Details of the {self._noun}")
        self.form.problems_changed.connect(self.problems_changed)
        body = self.form.widget()
        layout = body.layout() if body is not None else None
        if layout is not None:
            layout.setContentsMargins(0, 0, scaled(8), 0)
        self._stack.addWidget(self.form)
        self.tabs.addTab("Details")
        self.tabs.setTabToolTip(0, "Alt+1")
        for described in self._listing.panels:
            self._add_panel(described)
        self.tabs.setVisible(bool(self.panels))

    def _add_panel(self, described: Panel) -> None:
        module, name = described.widget.split(":")
        build: Callable[[Context], QWidget] = getattr(importlib.import_module(module), name)
        panel = build(self._context)
        self.panels.append(panel)
        self._behind.add(panel)
        number = self.tabs.addTab(described.title)
        self.tabs.setTabToolTip(number, f"Alt+{number + 1}")
        if hasattr(panel, "counted"):
            panel.counted.connect(partial(self._on_counted, number, described.title))
        if hasattr(panel, "problems_changed"):
            panel.problems_changed.connect(self.problems_changed)

    def _on_counted(self, number: int, title: str, count: int) -> None:
        self.tabs.setTabText(number, f"{title} ({count:,})" if count else title)

    def _lay_out(self) -> None:
        top = QHBoxLayout()
        top.addWidget(self._reference, 1)
        top.addWidget(self.history_button)
        if self.can_merge:
            top.addWidget(self.merge_button)
        top.addWidget(self.delete_button)
        column = QVBoxLayout(self._whole)
        column.setContentsMargins(scaled(12), 0, 0, 0)
        column.setSpacing(scaled(6))
        column.addLayout(top)
        if self.likely is not None:
            column.addWidget(self.likely)
        column.addWidget(self.tabs)
        column.addSpacing(scaled(2))
        column.addWidget(self._stack, 1)
        self.addWidget(self._empty)
        self.addWidget(self._whole)
