"""The line of accountability: objectives at the left, what serves the chosen one at the right."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import QMetaMethod, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QWidget

from db.queries.plans import PlanRow
from mscb_desktop.document.model import Document
from mscb_desktop.plans.beginning.new_plan import business_plans
from mscb_desktop.plans.book import TABLES, Book
from mscb_desktop.plans.rules.line import Line, line_book, line_of
from mscb_desktop.plans.rules.rollup import Accountability
from mscb_desktop.plans.rules.titles import first_line
from mscb_desktop.plans.served_sheet import loose_sheet, serving_sheet, sheet_of
from mscb_desktop.plans.words import count_in_words, late, status_words
from mscb_desktop.sheet.to_read import SheetToRead
from mscb_desktop.values import show_date, year_label
from ui.areas.plans.line.entries import LOOSE, entries
from ui.areas.plans.line.frame import Frame
from ui.context import Context
from ui.grid.view import Grid
from ui.theme import icon

_KEYS = "Up, Down choose · Enter opens · F1 all keys"


class LinePart(Frame):
    """The business plan of the year, or the chosen one of several.

    `open_action` shows an action, or an objective, in its plan.
    """

    status_changed = Signal()
    plan_wanted = Signal()
    """A business plan shall be begun; the button for it shows where somebody listens."""

    def __init__(
        self,
        context: Context,
        open_action: Callable[[str], object],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._context = context
        self._open_action = open_action
        self._year = context.year()
        self._plans: Sequence[PlanRow] = ()
        self._plan: str | None = None
        self._book: Book | None = None
        self._stale = True
        self.line: Line | None = None
        self.ref: str | None = None
        """What is chosen: an objective, LOOSE, or None where there is nothing."""
        self.grid = Grid(sheet_of(), lambda _: False, context.say)
        self.grid.setAccessibleName("Actions that serve the objective")
        self.serving.addWidget(self.grid)
        self.setFocusProxy(self.objectives)
        self._fill_menu()
        self._connect()
        self.as_at.show_year(self._year, context.board.clock().date())

    @property
    def day(self) -> dt.date:
        """The day as at which everything is shown."""
        return self.as_at.day

    # What the page asks

    def show_year(self, year: int) -> None:
        """Show the business plan of a year as at its last day, or today."""
        self._year = year
        self.as_at.show_year(year, self._context.board.clock().date())
        self._read_soon()

    def refresh(self, touched: frozenset[tuple[str, str]]) -> None:
        """Ask again where something of plans changed."""
        if any(table in TABLES for table, _ in touched):
            self._read_soon()

    def go_to(self, ref: str, column: str | None) -> bool:
        """Choose an objective of the plan that is shown; False where it is none of it."""
        self._read_if_stale()
        if not self.objectives.select(ref):
            return False
        self.objectives.setFocus()
        return True

    def status(self) -> tuple[str, str]:
        """Say what is chosen, and the keys."""
        one = self._chosen()
        return (count_in_words(one.count) if one is not None else ""), _KEYS

    def pictures(self) -> Sequence[tuple[str, Callable[[], object]]]:
        """Give the states that are worth a picture."""

        def second() -> None:
            there = [entry.ref for entry in self.objectives.entries() if entry.ref]
            self.objectives.select(there[min(1, len(there) - 1)] if there else None)

        return [("line-objective", second), ("line-loose", lambda: self.objectives.select(LOOSE))]

    def showEvent(self, event: QShowEvent) -> None:
        """Read what changed meanwhile."""
        super().showEvent(event)
        self._read_if_stale()

    # Reading

    def _read_soon(self) -> None:
        """Read anew; where nobody sees it, when it is shown."""
        self._stale = True
        if self.isVisible():
            self._read_if_stale()

    def _read_if_stale(self) -> None:
        if self._stale:
            self._stale = False
            self._read()

    def _read(self) -> None:
        with self._context.board.reading() as connection:
            found = business_plans(connection)
            self._plans = [plan for plan in found if plan.start_year == self._year]
            refs = [plan.ref for plan in self._plans]
            if self._plan not in refs:
                self._plan = refs[0] if refs else None
            self._book = None
            if self._plan is not None:
                self._book = line_book(connection, self._plan, self.day)
        self._show()

    def _show(self) -> None:
        self._show_plans()
        book, plan = self._book, self._plan
        self.line = line_of(book, plan) if book is not None and plan is not None else None
        shown = list(entries(self.line)) if self.line is not None else []
        has_objectives = any(entry.ref for entry in shown)
        self.as_at.setVisible(has_objectives)
        self.preview_button.setVisible(has_objectives)
        if book is None or plan is None or self.line is None or not has_objectives:
            self._show_nothing()
            return
        self.title.setText(book.title(plan))
        self.counts.setText(f"Its objectives are served by {count_in_words(self.line.count)}")
        self._show_unlinked(book, self.line)
        self.show_full()
        self.ref = self.objectives.show_entries(shown, self.ref)
        self._show_serving()

    def _show_plans(self) -> None:
        """Offer the business plans of the year where there are several."""
        box = self.plan_box
        box.blockSignals(True)
        box.clear()
        for plan in self._plans:
            box.addItem(plan.name, plan.ref)
        box.setCurrentIndex(box.findData(self._plan))
        box.setVisible(len(self._plans) > 1)
        box.blockSignals(False)

    def _show_nothing(self) -> None:
        self.ref = None
        self.counts.setText("")
        self.unlinked.hide()
        year = year_label(self._year)
        if self._book is not None and self._plan is not None:
            name = self._book.title(self._plan)
            self.title.setText(name)
            self.show_empty(f"{name} has no objectives yet: type them in the plan.", "Open it")
        else:
            self.title.setText("Line of accountability")
            listened = self.isSignalConnected(QMetaMethod.fromSignal(self.plan_wanted))
            may_begin = listened and self._context.board.read_only is None
            words = (
                f"{year} has no business plan yet. Its objectives, and the actions of other plans "
                "that serve them, belong here."
            )
            self.show_empty(words, "Begin the business plan" if may_begin else "")
        self.status_changed.emit()

    def _show_unlinked(self, book: Book, line: Line) -> None:
        told = ", ".join(
            f"{book.plans[plan].name} ({number:,})" for plan, number in line.unlinked.items()
        )
        self.unlinked.setText(f"Actions linked to nothing: {told}")
        self.unlinked.setVisible(bool(told))

    def _show_serving(self) -> None:
        book, line = self._book, self.line
        if book is None or line is None:
            return
        one = self._chosen()
        self.open_button.setVisible(one is not None)
        if one is None:
            self._show_loose(book, line)
        else:
            self._show_objective(book, one)
        self.status_changed.emit()

    def _show_loose(self, book: Book, line: Line) -> None:
        self.objective.setText("Links to no objective")
        self.chip.show_rag(None)
        self.own.setText("What these actions say they serve is no objective of the business plan.")
        self._put(loose_sheet(book, line.loose))

    def _show_objective(self, book: Book, one: Accountability) -> None:
        number, standing = one.objective.number or "", one.standing
        self.objective.setText(f"{number} {first_line(one.objective.what)}".strip())
        self.objective.setToolTip(one.objective.what or "")
        self.chip.show_rag(standing.rag)
        own = "Own rating" if standing.rag is not None else "Not rated by itself"
        said = [own if standing.updated is None else f"{own} of {show_date(standing.updated)}"]
        said += [" ".join(book.who(one.objective.ref).split("\n")[:1])]
        said += [status_words(standing, one.objective.status_on), late(standing)]
        self.own.setText(" · ".join(filter(None, said)))
        self.nothing.setText(
            "No action serves this objective yet. In the plan of the action, "
            f"type {number or 'its number'} under 'Objectives served'."
        )
        if one.serving:
            section = book.sections.get(one.objective.section or "")
            of = (section.number or section.title).rstrip(".):") if section is not None else ""
            self._put(serving_sheet(book, one.serving, of))
        else:
            self.serving.setCurrentIndex(0)

    def _put(self, sheet: SheetToRead) -> None:
        """Show a sheet; a row that was current stays so where it is there."""
        row = self.grid.current_row()
        self.grid.set_sheet(sheet)
        place = sheet.place_of(row.ref) if row is not None else -1
        first = min(1, sheet.count() - 1)
        self.grid.select_cell(place if place is not None and place >= 0 else first, 0)
        self.serving.setCurrentWidget(self.grid)

    def _chosen(self) -> Accountability | None:
        return self.line.of(self.ref) if self.line is not None and self.ref else None

    # What was asked for

    def preview(self) -> None:
        """Show the report on all objectives."""
        self._preview("accountability", plan=self._plan)

    def preview_objective(self) -> None:
        """Show the report on the chosen objective."""
        if self.ref is None or self.ref == LOOSE:
            self._context.say("Choose an objective first: the report is about the chosen one.")
            return
        self._preview("accountability", objective=self.ref)

    def _preview(self, report: str, **of: str | None) -> None:
        board, day = self._context.board, self.day

        def build() -> Document:
            from mscb_desktop.reports import made

            return made(board, report, as_at=day, of=of)

        self._context.preview(build)

    def _on_chosen(self, ref: str) -> None:
        self.ref = ref
        self._show_serving()

    def _on_plan(self) -> None:
        self._plan = self.plan_box.currentData()
        self._read()

    def _on_opened(self) -> None:
        if self.serving.currentWidget() is self.grid:
            self.grid.setFocus()
        elif self.ref is not None and self.ref != LOOSE:
            self._open_action(self.ref)

    def _on_open_objective(self) -> None:
        if self._chosen() is not None and self.ref is not None:
            self._open_action(self.ref)

    def _on_empty(self) -> None:
        if self._plan is not None:
            self._context.open_page("plans", self._plan, None)
        else:
            self.plan_wanted.emit()

    # Building

    def _fill_menu(self) -> None:
        entries = (
            ("Line of accountability", "file-text", self.preview),
            ("Of the chosen objective", "file-text", self.preview_objective),
            ("What partners owe", "users", partial(self._preview, "actions-due")),
            ("What changed in the year", "history", partial(self._preview, "plan-changes")),
        )
        for words, picture, act in entries:
            made = self.menu.addAction(icon(picture), words)
            made.triggered.connect(lambda _=False, act=act: act())

    def _connect(self) -> None:
        self.objectives.chosen.connect(self._on_chosen)
        self.objectives.opened.connect(self._on_opened)
        self.objectives.itemDoubleClicked.connect(lambda _: self._on_open_objective())
        self.plan_box.activated.connect(lambda _: self._on_plan())
        self.as_at.changed.connect(self._read)
        self.grid.opened.connect(self._open_action)
        self.grid.selection_changed.connect(lambda *_: self.status_changed.emit())
        self.open_button.clicked.connect(self._on_open_objective)
        self.empty_button.clicked.connect(self._on_empty)
