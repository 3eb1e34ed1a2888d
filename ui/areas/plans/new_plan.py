"""Begins a plan: its kind, whose it is, for which year, and which objectives it serves."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QFormLayout, QLabel, QLineEdit, QWidget

from db.queries import budget as year_queries
from db.queries import groups as group_queries
from mscb_desktop.plans.beginning.kinds import kinds_offered
from mscb_desktop.plans.beginning.new_plan import business_plans, name_for, plan_new_plan, served_in
from mscb_desktop.values import year_label
from ui.context import Context
from ui.dialogs.base import Dialog
from ui.theme import scaled
from ui.theme.buttons import button

_NONE = "None"


class NewPlanDialog(Dialog):
    """Asks for what a plan is known by; the name is proposed from group and kind."""

    made = Signal(str)
    """A plan of this reference was made."""

    def __init__(self, context: Context, year: int, parent: QWidget | None = None) -> None:
        super().__init__("New plan", parent, width=480)
        self._context = context
        with context.board.reading() as connection:
            self._kinds = kinds_offered(connection)
            groups = [row for row in group_queries.groups(connection) if row.ended is None]
            years = year_queries.years(connection)
            self._business = business_plans(connection)
        self.kind, self.group, self.year, self.serves = (_Box() for _ in range(4))
        self.name = QLineEdit()
        self.name.setMaxLength(200)
        self.problem = QLabel()
        self.problem.setProperty("kind", "bad")
        self.problem.setWordWrap(True)
        for kind in self._kinds:
            self.kind.addItem(kind.name)
        self.kind.setCurrentIndex(self.kind.findText("Workplan"))
        self.group.addItem(_NONE, None)
        for group in groups:
            self.group.addItem(group.name, group.ref)
        self.year.addItem(_NONE, None)
        for row in years:
            self.year.addItem(year_label(row.start_year), row.ref)
            if row.start_year == year:
                self.year.setCurrentIndex(self.year.count() - 1)
        self._starts = {row.ref: row.start_year for row in years}
        self._lay_out()
        self.kind.currentIndexChanged.connect(lambda _: self._propose())
        self.group.currentIndexChanged.connect(lambda _: self._propose())
        self.year.currentIndexChanged.connect(lambda _: self._show_serves())
        self._show_serves()
        self._propose()
        self.kind.setFocus()

    def _lay_out(self) -> None:
        lines = QFormLayout()
        lines.setHorizontalSpacing(scaled(16))
        lines.setVerticalSpacing(scaled(8))
        lines.addRow("&Kind", self.kind)
        lines.addRow("&Group", self.group)
        lines.addRow("&Year", self.year)
        lines.addRow("&Name", self.name)
        self._serves_label = QLabel("&Serves")
        self._serves_label.setBuddy(self.serves)
        lines.addRow(self._serves_label, self.serves)
        self.serves.setToolTip("The business plan whose objectives its actions serve")
        self.body.addLayout(lines)
        self.body.addWidget(self.problem)
        self.problem.hide()
        self.add_button(button("Cancel", "x", self.reject))
        self.make_button = self.add_button(
            button("Make the plan", "check", self._on_make, primary=True), default=True
        )

    def _propose(self) -> None:
        """Propose a name, unless a person typed one, and hide what such a plan does not serve."""
        group = self.group.currentText() if self.group.currentData() else ""
        if not self.name.isModified():
            self.name.setText(name_for(group, self.kind.currentText()))
        kind = self._kinds[max(0, self.kind.currentIndex())]
        for widget in (self._serves_label, self.serves):
            widget.setVisible(not kind.has_objectives)

    def _show_serves(self) -> None:
        """Offer the business plans, that of the year chosen."""
        start = self._starts.get(self.year.currentData())
        chosen = served_in(self._business, start)
        self.serves.clear()
        self.serves.addItem(_NONE, None)
        for plan in self._business:
            year = "" if plan.start_year is None else f" {year_label(plan.start_year)}"
            self.serves.addItem(f"{plan.name}{year}", plan.ref)
            if chosen is not None and plan.ref == chosen.ref:
                self.serves.setCurrentIndex(self.serves.count() - 1)

    def _on_make(self) -> None:
        kind = self._kinds[max(0, self.kind.currentIndex())]
        serves = None if kind.has_objectives else self.serves.currentData()
        new = plan_new_plan(
            self._context.board,
            self.name.text(),
            kind.name,
            group=self.group.currentData(),
            year=self.year.currentData(),
            serves=serves,
        )
        if new.plan.problems:
            self.problem.setText(new.plan.problems[0].message)
            self.problem.show()
            self.name.setFocus()
            self.fit()
        elif self._context.apply(new.plan):
            self.accept()
            self.made.emit(new.ref)


class _Box(QComboBox):
    """A list to choose from that shows the beginning of long names."""

    def __init__(self) -> None:
        super().__init__()
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(24)
        self.setMaxVisibleItems(16)
