"""The groups' page: the tree of groups, and the one that is chosen as on a day."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable
from itertools import pairwise

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from db.queries import records
from mscb_desktop.drafts import NEW
from mscb_desktop.groups.facts import facts
from mscb_desktop.groups.tree import branches, plan_move
from ui.areas.groups.actions import Actions
from ui.areas.groups.details import Details
from ui.areas.groups.frame import Frame
from ui.areas.groups.head import DETAILS, MEMBERS
from ui.areas.groups.members import MembersPanel
from ui.context import Context

NEW_FORM = f"{NEW}form"
"""What the form of a new group calls it."""

_TABLES = frozenset(
    {
        "board_group",
        "membership",
        "quorum_seat",
        "post",
        "person",
        "holding",
        "agency",
        "sector",
    }
)
_KEYS = "Ctrl+F find · Ctrl+E ends on · F2 edit · F1 all keys"


class GroupsPage(Frame):
    """Tree at the left; at the right a group's members, or its details."""

    status_changed = Signal()

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(self.add, context.board.read_only, parent)
        self._context = context
        self.ref: str | None = None
        self._part = MEMBERS
        self._adding = False
        self.members = MembersPanel(context)
        self.details = Details(context)
        self.acts = Actions(context, self.members, lambda: self.ref, lambda: self.day, self)
        self.parts.addWidget(self.members)
        self.parts.addWidget(self.details)
        for made in self.acts.buttons:
            self.head.buttons.addWidget(made)
        self._connect()
        self.show_year(context.year())

    @property
    def day(self) -> dt.date:
        """The day as at which everything is shown."""
        return self.head.as_at.day

    # What the window asks

    def show_year(self, year: int) -> None:
        """Show the groups as at the year: its last day, or today."""
        self.head.as_at.show_year(year, self._context.board.clock().date())
        self._show_tree()
        self._show()

    def refresh(self, touched: frozenset[tuple[str, str]]) -> None:
        """Ask again for what is shown where something of groups and their members changed."""
        tables = {table for table, _ in touched}
        if not tables & _TABLES:
            return
        if "board_group" in tables:
            self._show_tree()
        elif "membership" in tables:
            with self._context.board.reading() as connection:
                self.tree.tree.show_counts(branches(connection, self.day))
        if self._adding:
            self.details.refresh(touched)
            return
        if self.ref is None or self._facts_gone():
            self._show()
            return
        if self._part == MEMBERS:
            self.members.refresh(touched)
        else:
            self.details.refresh(touched)
        self._show_head()
        self.status_changed.emit()

    def go_to(self, ref: str, column: str | None) -> bool:
        """Choose a group, a member of one, or a requirement of its quorum.

        The reference of a record that is not there yet means a group that is being added.
        """
        if ref == NEW_FORM:
            self.add()
            return self.details.go_to(column)
        with self._context.board.reading() as connection:
            is_group = bool(records.rows_by_ref(connection, "board_group", [ref]))
            member = records.rows_by_ref(connection, "membership", [ref]).get(ref)
            seat = records.rows_by_ref(connection, "quorum_seat", [ref]).get(ref)
        if is_group:
            self.choose(ref)
            self.open_part(DETAILS if column is not None else MEMBERS)
            return self.details.go_to(column) if column is not None else self._focus()
        if member is not None:
            self.choose(str(member["board_group"]))
            self.open_part(MEMBERS)
            return self.members.go_to(ref, column)
        if seat is not None:
            self.choose(str(seat["board_group"]))
            self.open_part(DETAILS)
            return self.details.go_to_seat(ref, column)
        return False

    def show_sheet(self, place: str) -> bool:
        """Bring the list of members, or of requirements, into view whose drafts have this name."""
        table, _, name = place.partition(" ")
        with self._context.board.reading() as connection:
            there = bool(records.rows_by_ref(connection, "board_group", [name]))
        if table not in ("membership", "quorum_seat") or not there:
            return False
        self.choose(name)
        self.open_part(MEMBERS if table == "membership" else DETAILS)
        return True

    def status(self) -> tuple[str, str]:
        """Say what the current row is, and the keys."""
        return (self.members.status() if self._part == MEMBERS else ""), _KEYS

    def unstored(self) -> int:
        """Count what was typed and not taken."""
        grid = self.members.grid
        return self.details.unstored() + (len(grid.problems()) if grid is not None else 0)

    def pictures(self) -> Iterable[tuple[str, Callable[[], object]]]:
        """Give the states of the page that are worth a picture."""
        from ui.areas.groups.pictures import states

        return states(self)

    # What can be done

    def choose(self, ref: str) -> None:
        """Show a group."""
        if ref != self.ref or self._adding:
            self.tree.tree.blockSignals(True)
            if not self.tree.tree.select(ref):
                self.tree.find_box.clear()
                self.tree.tree.select(ref)
            self.tree.tree.blockSignals(False)
            self._on_chosen(ref)

    def choose_day(self, day: dt.date) -> None:
        """Show everything as at another day."""
        self.head.as_at.show_day(day)
        self._on_day()

    def open_part(self, part: str) -> None:
        """Show the members, or the details."""
        if self._adding and part == MEMBERS:
            self._adding = False
        self._part = part
        self._show()

    def add(self) -> None:
        """Show the form of a new group, below the one that is chosen."""
        self._adding, self._part = True, DETAILS
        self.head.show_new()
        self.acts.set_enabled(enabled=False)
        self.show_part(self.details)
        self.details.begin_new(self.ref)
        self.status_changed.emit()

    def move_group(self, ref: str, step: int) -> None:
        """Move a group among those that report to the same."""
        plan = plan_move(self._context.board, ref, step)
        if plan.changes and self._context.board.read_only is None:
            self._context.apply(plan)

    # Parts

    def _show_tree(self) -> None:
        with self._context.board.reading() as connection:
            found = branches(connection, self.day)
        refs = {branch.group.ref for branch in found}
        if self.ref not in refs:
            self.ref = found[0].group.ref if found else None
        self.tree.show_branches(found, self.ref)
        count = "1 group" if len(found) == 1 else f"{len(found):,} groups"
        self.count.setText(count if found else "")

    def _show(self) -> None:
        """Show the chosen group's open part; a sentence where there is no group."""
        if self.ref is None and not self._adding:
            self.show_empty()
            self.setFocusProxy(self.empty_button)
            self.status_changed.emit()
            return
        if self._adding or self.ref is None:
            return
        self.acts.set_enabled(enabled=True)
        chosen = self.head.as_at
        if self._part == MEMBERS:
            self.members.show_group(self.ref, self.day, self.day if chosen.chosen else None)
        else:
            self.details.show_group(self.ref)
        part = self.members if self._part == MEMBERS else self.details
        self.show_part(part)
        # Not the panel, which as a proxy would draw Tab past its find line.
        self.setFocusProxy((self.members.grid or part) if part is self.members else part)
        self._show_head()
        self.status_changed.emit()

    def _show_head(self) -> None:
        if self.ref is None:
            return
        sheet = self.members.sheet if self._part == MEMBERS else None
        with self._context.board.reading() as connection:
            roll = sheet.roll(connection) if sheet is not None else None
            found = facts(connection, self.ref, self.day, roll)
        if found is not None:
            self.head.show_facts(found, self._part)
            self.details.show_quorum(found.quorum, found.remedy)

    def _facts_gone(self) -> bool:
        """Tell whether the group that is shown is not the chosen one any more: it was deleted."""
        sheet = self.members.sheet
        return sheet is not None and sheet.group != self.ref

    def _focus(self) -> bool:
        if self.members.grid is not None:
            self.members.grid.setFocus()
        return True

    # What was asked for

    def _on_chosen(self, ref: str) -> None:
        self._adding = False
        self.ref = ref
        self._show()

    def _on_part(self, part: str) -> None:
        """Show a part with the keyboard in it: the link that asked for it stands aside now."""
        self.open_part(part)
        if part == DETAILS:
            self.details.go_to("name")
        else:
            self.setFocus()

    def _on_created(self, ref: str) -> None:
        self._adding = False
        self.ref = ref
        self._show_tree()
        self._show()

    def _on_moved(self, ref: str, step: int) -> None:
        self.move_group(ref, step)
        self.tree.tree.setFocus()

    def _on_find(self) -> None:
        in_tree = self.tree.isAncestorOf(self.focusWidget() or self)
        box = self.tree.find_box if in_tree else self.members.find_box
        box.setFocus()
        box.selectAll()

    def _on_day(self) -> None:
        self._show_tree()
        self._show()

    # Building

    def _connect(self) -> None:
        self.tree.tree.chosen.connect(self._on_chosen)
        self.tree.tree.moved.connect(self._on_moved)
        self.tree.tree.opened.connect(self._focus)
        self.head.part_chosen.connect(self._on_part)
        self.head.group_wanted.connect(self.choose)
        self.head.as_at.changed.connect(self._on_day)
        self.members.selection_changed.connect(self.status_changed)
        self.members.problems_changed.connect(self.status_changed)
        self.details.problems_changed.connect(self.status_changed)
        self.details.created.connect(self._on_created)
        self.details.delete_wanted.connect(self.acts.delete)
        self._order_tabs()
        for keys, act in (
            ("Ctrl+F", self._on_find),
            ("Ctrl+E", self.members.ask_leaving),
            ("Ctrl+Shift+H", self.acts.hand_over),
            ("Ctrl+Shift+C", self.acts.copy_addresses),
        ):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(act)

    def _order_tabs(self) -> None:
        """Let Tab go as one reads: the tree, the head with its buttons, then the open part."""
        head, members = self.head, self.members
        widgets: list[QWidget] = [
            self.add_button,
            self.tree.find_box,
            self.tree.tree,
            head.parent_button,
            *self.acts.buttons,
            *head.links.values(),
            head.as_at.editor.line,
            head.as_at.today_button,
            head.as_at.year_button,
            members.find_box,
            members.everyone,
            members.all_columns,
        ]
        for before, after in pairwise(widgets):
            QWidget.setTabOrder(before, after)
