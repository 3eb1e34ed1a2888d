"""What the buttons of a plan do: add actions and sections, show reports, go on next year."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from functools import partial

from PySide6.QtWidgets import QMenu, QWidget

from mscb_desktop.document.model import Document
from mscb_desktop.plans.table.rows import NewRow
from mscb_desktop.plans.table.sheet import PlanSheet
from ui.areas.plans.grid import PlanGrid
from ui.areas.plans.new_section import NewSectionDialog
from ui.context import Context
from ui.theme import icon
from ui.theme.buttons import button, only_where_written


class Acts:
    """The buttons above a plan, and what they do to the grid that is shown."""

    def __init__(
        self,
        context: Context,
        grid: Callable[[], PlanGrid | None],
        day: Callable[[], dt.date],
        parent: QWidget,
    ) -> None:
        self._context = context
        self._grid, self._day = grid, day
        self._parent = parent
        self.add_button = button("Add", "plus", lambda: None)
        self.add_button.setToolTip("Add an action, an action point or a section; paste a plan")
        self.next_button = button("Next year…", "copy", self.ask_next_year)
        self.next_button.setToolTip("Make next year's plan of what is still open in this one")
        self.preview_button = button("Preview", "eye", lambda: None)
        self.preview_button.setToolTip("Show, print or export this plan and reports on plans")
        self.add_menu = QMenu(parent)
        self.add_button.setMenu(self.add_menu)
        self.menu = QMenu(parent)
        self.preview_button.setMenu(self.menu)
        for made in (self.add_button, self.next_button):
            only_where_written(made, context.board.read_only)
        for words, picture, act in (
            ("Action", "plus", self.add_action),
            ("Action point", "list-check", self.add_point),
            ("Section…", "row-insert-bottom", self.ask_section),
            ("Paste a plan from Word or Excel", "clipboard", self.paste),
        ):
            self.add_menu.addAction(icon(picture), words).triggered.connect(
                lambda _=False, act=act: act()
            )

    @property
    def sheet(self) -> PlanSheet | None:
        """The plan that is shown."""
        grid = self._grid()
        return grid.plan_sheet if grid is not None else None

    # Adding

    def add_action(self) -> None:
        """Go to the empty line of the current section and begin to type."""
        grid = self._grid()
        place = self._empty_line()
        if grid is None or place is None:
            return
        grid.setFocus()
        grid.select_cell(place, grid.first_text)
        grid.begin(None)

    def add_point(self) -> None:
        """Add an action point to the current action."""
        grid, sheet = self._grid(), self.sheet
        if grid is None or sheet is None:
            return
        row = grid.current_row()
        plan = sheet.add_point(row.ref if row is not None else "")
        if plan.problems:
            self._context.say(plan.problems[0].message)
        elif grid.sheet_model.run(plan):
            grid.go_to(plan.created[0], "what")
            grid.setFocus()

    def ask_section(self) -> NewSectionDialog:
        """Ask for a new section's number and title."""
        dialog = NewSectionDialog(self._parent)
        dialog.wanted.connect(self._add_section)
        dialog.open()
        return dialog

    def paste(self) -> None:
        """Paste a whole plan from the empty line on, its columns known by their headings."""
        grid, place = self._grid(), self._empty_line()
        if grid is not None and place is not None:
            grid.setFocus()
            grid.select_cell(place, 0)
            grid.acts.paste()

    def _add_section(self, text: str) -> None:
        grid, sheet = self._grid(), self.sheet
        if grid is None or sheet is None:
            return
        plan = sheet.add_section(text)
        if plan.problems:
            self._context.say(plan.problems[0].message)
        elif grid.sheet_model.run(plan):
            first = grid.sheet_model.columns[grid.first_text]
            grid.go_to(NewRow(plan.created[0]).ref, first.key)
            grid.setFocus()

    def _empty_line(self) -> int | None:
        """Find the empty line of the section that the current row stands in."""
        grid = self._grid()
        if grid is None:
            return None
        current = max(0, grid.currentIndex().row())
        places = [place for place, row in grid.sheet_model.known() if row.ref.startswith("new:")]
        behind = [place for place in places if place >= current]
        return behind[0] if behind else places[-1] if places else None

    # Reports

    def fill_menu(self) -> None:
        """Offer the reports that fit the plan."""
        self.menu.clear()
        sheet = self.sheet
        if sheet is None:
            return
        with self._context.board.reading() as connection:
            book = sheet.book(connection)
            row = book.plans.get(sheet.plan)
            has_objectives = row is not None and book.kinds[row.plan_kind].has_objectives
        self._entry("This plan", "file-text", "action-plan", plan=sheet.plan)
        if row is not None and row.board_group is not None and not has_objectives:
            words = "Workplan of the group, with its members"
            self._entry(words, "users", "workplan", group=row.board_group)
        self.menu.addSeparator()
        self._entry("Line of accountability", "list-details", "accountability")
        self._entry("What partners owe", "building-community", "actions-due")
        self._entry("What changed in the year", "history", "plan-changes")

    def preview(self, report: str, **of: str) -> None:
        """Show a report as at the day."""
        board, day = self._context.board, self._day()

        def build() -> Document:
            from mscb_desktop.reports import made

            return made(board, report, as_at=day, of=of)

        self._context.preview(build)

    def _entry(self, words: str, picture: str, report: str, **of: str) -> None:
        made = self.menu.addAction(icon(picture), words)
        made.triggered.connect(lambda _=False: self.preview(report, **of))

    # Next year

    def ask_next_year(self) -> None:
        """Ask how next year's plan is made."""
        sheet = self.sheet
        if sheet is None:
            return
        from ui.areas.plans.next_year.dialog import NextYearDialog

        dialog = NextYearDialog(self._context, sheet.plan, self._parent)
        dialog.made.connect(partial(self._context.open_page, "plans"))
        dialog.open()
