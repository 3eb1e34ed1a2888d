"""The tab of plans: the year's list of them, and the one that is open."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from db.queries import records
from mscb_desktop.values import as_at
from mscb_desktop.whereabouts import whereabouts
from ui.areas.plans.head import DETAILS
from ui.areas.plans.new_plan import NewPlanDialog
from ui.areas.plans.overview import Overview
from ui.areas.plans.plan_view import PlanView
from ui.areas.plans.side.panel import SHOWN, SidePanel
from ui.context import Context
from ui.theme import scaled


class PlansPart(QWidget):
    """Shows the list, or one plan in its place."""

    status_changed = Signal()

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._year = context.year()
        self.overview = Overview(context)
        self.view: PlanView | None = None
        self._parts = QStackedWidget()
        self._parts.addWidget(self.overview)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(scaled(20), scaled(10), scaled(20), scaled(12))
        whole.addWidget(self._parts)
        self.setFocusProxy(self.overview)
        self.overview.opened.connect(self.open_plan)
        self.overview.begin_wanted.connect(self.begin)
        self.overview.status_changed.connect(self.status_changed)
        self._show_overview_of_year()

    @property
    def plan(self) -> str | None:
        """The plan that is open; None where the list shows."""
        open_ = self.view is not None and self._parts.currentWidget() is self.view
        return self.view.plan if open_ and self.view is not None else None

    # What the page asks

    def show_year(self, year: int) -> None:
        """Show the plans of a year; an open plan of another gives way to the list."""
        if year == self._year:
            return
        self._year = year
        self._show_overview_of_year()
        if self.view is None:
            return
        self.view.show_year(year)
        if self.plan is not None and self._year_of(self.plan) not in (None, year):
            self.show_list()

    def refresh(self, touched: frozenset[tuple[str, str]]) -> None:
        """Ask again for what is shown."""
        if not any(table in SHOWN for table, _ in touched):
            return
        self.overview.refresh()
        if self.view is not None:
            self.view.refresh(touched)

    def go_to(self, ref: str, column: str | None) -> bool:
        """Open a plan, or the one in which an action, section or update stands."""
        with self._context.board.reading() as connection:
            place = _place(whereabouts(connection, ref).refs)
        if place is None:
            return False
        plan, row = place
        view = self.open_plan(plan)
        if row is not None:
            return view.go_to(row, column)
        if column is not None:
            view.open_part(DETAILS)
            return view.details.go_to(column)
        return True

    def show_sheet(self, place: str) -> bool:
        """Open the plan whose table, or side, keeps its drafts under this name."""
        action = SidePanel.action_of(place)
        if action is not None:
            return self.go_to(action, None)
        table, _, plan = place.partition(" ")
        with self._context.board.reading() as connection:
            there = bool(records.rows_by_ref(connection, "plan", [plan]))
        if table != "action" or not there:
            return False
        self.open_plan(plan)
        return True

    def status(self) -> tuple[str, str]:
        """Say what is chosen, and the keys."""
        if self.plan is not None and self.view is not None:
            return self.view.status()
        return self.overview.status()

    def unstored(self) -> int:
        """Count what was typed and not taken."""
        return self.view.unstored() if self.view is not None else 0

    def go_on(self, step: int) -> bool:
        """Take the keyboard from an open plan's table to its side, or back."""
        return self.plan is not None and self.view is not None and self.view.go_on(step)

    def pictures(self) -> Iterable[tuple[str, Callable[[], object]]]:
        """Give the states that are worth a picture."""
        from ui.areas.plans.pictures import states

        return states(self, self._context)

    # What can be done

    def open_plan(self, ref: str) -> PlanView:
        """Show a plan in the place of the list."""
        if self.view is None:
            self.view = PlanView(self._context)
            self.view.show_year(self._year)
            self.view.status_changed.connect(self.status_changed)
            self.view.back_wanted.connect(self.show_list)
            self._parts.addWidget(self.view)
        if self.plan != ref:
            self.view.show_plan(ref)
        self._parts.setCurrentWidget(self.view)
        self.setFocusProxy(self.view)
        self.view.setFocus()
        self.status_changed.emit()
        return self.view

    def show_list(self) -> None:
        """Show the list, at the plan that was open."""
        plan = self.plan
        self._parts.setCurrentWidget(self.overview)
        self.setFocusProxy(self.overview)
        if plan is not None:
            self.overview.choose(plan)
        self.overview.setFocus()
        self.status_changed.emit()

    def begin(self) -> NewPlanDialog:
        """Ask for a new plan."""
        dialog = NewPlanDialog(self._context, self._year, self)
        dialog.made.connect(self.open_plan)
        dialog.open()
        return dialog

    def _show_overview_of_year(self) -> None:
        self.overview.show_year(self._year, as_at(self._year, self._context.board.clock().date()))

    def _year_of(self, plan: str) -> int | None:
        with self._context.board.reading() as connection:
            row = records.rows_by_ref(connection, "plan", [plan]).get(plan, {})
            year = records.rows_by_ref(connection, "financial_year", [str(row.get("year"))])
        start = next(iter(year.values()), {}).get("start_year")
        return start if isinstance(start, int) else None


def _place(refs: Sequence[str]) -> tuple[str, str | None] | None:
    """Give the plan among a record and those that own it, and the row there; None where none is."""
    plan = next((each for each in refs if each.startswith("PL-")), None)
    if plan is None:
        return None
    row = next((each for each in refs if each.partition("-")[0] in ("AN", "PS")), None)
    return plan, row
