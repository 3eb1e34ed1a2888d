"""One plan as its table prints, typed in place; beside it what is known of the current action."""

from __future__ import annotations

import datetime as dt
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QSplitter, QStackedWidget, QVBoxLayout, QWidget

from db.queries import records
from db.records.plans import Shows
from mscb_desktop.plans.rules.counts import plans_in_words
from mscb_desktop.plans.table.sheet import PlanSheet
from mscb_desktop.sheet.model import Row, RowKind
from ui.areas.history import show_history
from ui.areas.plans.acts import Acts
from ui.areas.plans.details import Details
from ui.areas.plans.grid import PlanGrid
from ui.areas.plans.head import ACTIONS, DETAILS, Head
from ui.areas.plans.side.panel import WIDTH, SidePanel
from ui.context import Context
from ui.grid.pasted import Pasted
from ui.grid.report import PasteReport
from ui.theme import scaled
from ui.theme.buttons import link

_BOTH = 900
"""Least width in pixels at text size 100 that has room for the side beside any table."""
_RATE = "R, A, G, 0 rate"
_EMPTY = "No actions yet: type into the empty line, or paste a table from Word or Excel."
_KEYS_TO_READ = "F6 the side · F1 all keys"
_KEYS = f"F2 edit · {_KEYS_TO_READ}"


class PlanView(QWidget):
    """Shows one plan as on a day."""

    status_changed = Signal()
    back_wanted = Signal()
    """The list of plans is wanted."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._part = ACTIONS
        self._side_chosen = False
        self.grid: PlanGrid | None = None
        self.head = Head()
        self.side = SidePanel(context)
        self.details = Details(context)
        self.pasted = Pasted()
        self.acts = Acts(context, lambda: self.grid, lambda: self.day, self)
        self.side_button = link("Hide the side", self.turn_side)
        self.side_button.setToolTip("Give the table the whole width, or show the side again")
        for made in (self.acts.add_button, self.acts.next_button, self.acts.preview_button):
            self.head.buttons.addWidget(made)
        self._split = QSplitter(Qt.Orientation.Horizontal)
        self._parts = QStackedWidget()
        self._lay_out()
        self._connect()

    @property
    def plan(self) -> str | None:
        """The plan that is shown."""
        return self.grid.plan_sheet.plan if self.grid is not None else None

    @property
    def day(self) -> dt.date:
        """The day as at which everything is shown."""
        return self.head.as_at.day

    # What the page asks

    def show_year(self, year: int) -> None:
        """Show the plan as at the year: its last day, or today."""
        self.head.as_at.show_year(year, self._context.board.clock().date())
        if self.plan is not None:
            self.show_plan(self.plan)

    def show_plan(self, ref: str) -> None:
        """Show a plan; its first action is chosen, at the rating where the plan has one."""
        sheet = PlanSheet(self._context.board, ref, self.day)
        other = ref != self.plan
        current = self.grid.current_row() if self.grid is not None and not other else None
        column = self.grid.current_column() if self.grid is not None and not other else None
        if self.grid is None:
            self._make_grid(sheet)
        else:
            self.grid.set_sheet(sheet)
            self.grid.setAccessibleName(sheet.title)
        if other:
            self.pasted.hide()
            self._part = ACTIONS
            self._make_room()
        key = column.key if column is not None else None
        if current is None or not self._stand(current.ref, key):
            self._to_first()
        self._show_part()
        self._show_head()
        self._show_side()

    def refresh(self, touched: frozenset[tuple[str, str]]) -> None:
        """Read the plan again; where it is gone the list is wanted."""
        if self.grid is None or self.plan is None:
            return
        with self._context.board.reading() as connection:
            there = records.rows_by_ref(connection, "plan", [self.plan])
        if not there:
            self.back_wanted.emit()
            return
        if ("plan", self.plan) in touched or any(
            table in ("plan_kind", "plan_column") for table, _ in touched
        ):
            self.show_plan(self.plan)
        else:
            self.grid.reload(touched)
        self.details.refresh(touched)
        self.side.refresh(touched)
        self._show_head()
        self._show_side()

    def go_to(self, ref: str, column: str | None) -> bool:
        """Choose an action's cell, or a section's heading, of the plan that is shown."""
        self.open_part(ACTIONS)
        return self._stand(ref, column)

    def open_part(self, part: str) -> None:
        """Show the actions, or the details."""
        self._part = part
        self._show_part()
        self._show_head()

    def status(self) -> tuple[str, str]:
        """Say what the current row is, and the keys."""
        row = self.grid.current_row() if self.grid is not None else None
        if self._part == DETAILS or row is None or self.grid is None:
            return "", "F1 all keys"
        about = self._named(row) if row.kind is RowKind.LINE else ""
        if self._context.board.read_only is not None:
            return about, _KEYS_TO_READ
        return about, f"{_RATE} · {_KEYS}" if self.grid.has_rag else _KEYS

    def unstored(self) -> int:
        """Count what was typed and not taken."""
        grid = len(self.grid.problems()) if self.grid is not None else 0
        return grid + self.details.unstored() + self.side.unstored()

    def go_on(self, step: int) -> bool:
        """Take the keyboard from the table into the box of the new update, or back (-1)."""
        in_side = self.side.isAncestorOf(self.focusWidget() or self)
        if self.grid is None or self._part == DETAILS or in_side == (step > 0):
            return False
        if in_side:
            self.grid.setFocus()
            return True
        if self.side.isHidden():
            self.turn_side()
        return self.side.focus_update()

    def turn_side(self) -> None:
        """Hide the side, or show it again, whatever room there is from now on."""
        self._side_chosen = True
        self._set_side(shown=self.side.isHidden())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave the room to the table where both have too little, unless somebody chose."""
        super().resizeEvent(event)
        self._make_room()

    # Parts

    def _make_room(self) -> None:
        if self._side_chosen or self.grid is None:
            return
        table = self.grid.sizes.least_width() + self.grid.verticalScrollBar().sizeHint().width()
        both = table + self._split.handleWidth() + self.side.minimumWidth()
        self._set_side(shown=self.width() >= max(both, scaled(_BOTH)))

    def _set_side(self, *, shown: bool) -> None:
        if shown is not self.side.isHidden():
            return
        self.side.setVisible(shown)
        self.side_button.setText("Hide the side" if shown else "Show the side")
        if shown:
            self._show_side()

    def _show_part(self) -> None:
        if self._part == DETAILS and self.plan is not None:
            self.details.show_plan(self.plan)
            self._parts.setCurrentWidget(self.details)
            self.setFocusProxy(self.details)
        else:
            self._parts.setCurrentWidget(self._split)
            self.setFocusProxy(self.grid or self._split)
        self.side_button.setVisible(self._part == ACTIONS)
        self.status_changed.emit()

    def _show_head(self) -> None:
        grid = self.grid
        if grid is None:
            return
        sheet = grid.plan_sheet
        with self._context.board.reading() as connection:
            book = sheet.book(connection)
        if sheet.plan not in book.plans:
            return
        counts = plans_in_words(book, sheet.plan) if book.actions(sheet.plan) else _EMPTY
        self.head.show_plan(book.title(sheet.plan), counts, self._part)
        self.acts.fill_menu()
        self.status_changed.emit()

    def _show_side(self) -> None:
        row = self.grid.current_row() if self.grid is not None else None
        ref = row.ref if row is not None and row.kind is RowKind.LINE else None
        if not self.side.isHidden():
            self.side.show_action(ref, self.day)

    def _stand(self, ref: str, column: str | None) -> bool:
        if self.grid is None:
            return False
        if self.grid.sheet_model.column_of(column or "") is None:
            current = self.grid.current_column()
            column = current.key if current is not None else None
        return self.grid.go_to(ref, column)

    def _named(self, row: Row) -> str:
        assert self.grid is not None
        label = self.grid.plan_sheet.row_label(row)
        is_number = label == row.values.get(Shows.NUMBER)
        named = f"No. {label.rstrip('.')}" if is_number else label
        return " · ".join(filter(None, (named, row.ref)))

    def _to_first(self) -> None:
        """Choose the first action, at its rating, for keys; of an empty plan where one types."""
        grid = self.grid
        if grid is None:
            return
        rows = list(grid.sheet_model.known())
        lines = [place for place, row in rows if row.kind is RowKind.LINE]
        if lines:
            grid.select_cell(lines[0], grid.sheet_model.column_of(Shows.RAG) or 0)
        elif rows:
            empty = [place for place, row in rows if row.kind is RowKind.NEW]
            grid.select_cell((empty or [0])[0], grid.first_text)

    # What was asked for

    def _on_selected(self) -> None:
        self._show_side()
        self.status_changed.emit()

    def _on_part(self, part: str) -> None:
        """Show a part with the keyboard in it: the link that asked for it stands aside now."""
        self.open_part(part)
        if part == DETAILS:
            self.details.go_to("name")
        elif self.grid is not None:
            self.grid.setFocus()

    def _on_day(self) -> None:
        if self.plan is not None:
            self.show_plan(self.plan)

    def _on_pasted(self, report: PasteReport) -> None:
        self.pasted.show_report(report)

    # Building

    def _make_grid(self, sheet: PlanSheet) -> None:
        grid = PlanGrid(sheet, self._context.apply, self._context.say)
        grid.show_history = partial(show_history, self._context)
        grid.selection_changed.connect(lambda *_: self._on_selected())
        grid.problems_changed.connect(self.status_changed)
        grid.pasted.connect(self._on_pasted)
        grid.given_up.connect(self.back_wanted)
        self.grid = grid
        self._table.addWidget(grid, 1)

    def _connect(self) -> None:
        self.head.part_chosen.connect(self._on_part)
        self.head.back_wanted.connect(self.back_wanted)
        self.head.as_at.changed.connect(self._on_day)
        self.side.problems_changed.connect(self.status_changed)
        self.details.problems_changed.connect(self.status_changed)
        self.details.deleted.connect(self.back_wanted)

    def _lay_out(self) -> None:
        left = QWidget()
        self._table = QVBoxLayout(left)
        self._table.setContentsMargins(0, 0, 0, 0)
        self._table.setSpacing(scaled(8))
        self._table.addWidget(self.pasted)
        self._split.addWidget(left)
        self._split.addWidget(self.side)
        self.side.setMinimumWidth(scaled(WIDTH))
        self._split.setStretchFactor(0, 1)
        self._split.setStretchFactor(1, 0)
        self._split.setChildrenCollapsible(False)
        self._split.setHandleWidth(scaled(12))
        self._parts.addWidget(self._split)
        self._parts.addWidget(self.details)
        self.head.buttons.addWidget(self.side_button)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(scaled(10))
        whole.addWidget(self.head)
        whole.addWidget(self._parts, 1)
