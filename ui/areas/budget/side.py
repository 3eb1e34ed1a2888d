"""The side of the budget page: the year, what does not agree, the adjustment, the chart."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QScrollArea, QVBoxLayout, QWidget

from mscb_desktop import checks
from mscb_desktop.budget.checks import projection_findings, year_findings
from mscb_desktop.budget.columns import Layout
from mscb_desktop.checks import Finding
from mscb_desktop.sheet.model import Row
from ui.areas.budget.adjustment_card import AdjustmentCard
from ui.areas.budget.chart_card import ChartCard
from ui.areas.budget.pasted import PastedCard
from ui.areas.budget.year_card import YearCard
from ui.cards.findings import FindingsCard
from ui.context import Context
from ui.theme import scaled


class Side(QScrollArea):
    """The cards beside the sheet, one below the other."""

    show_cell = Signal(str, str)

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self.findings = FindingsCard(
            self._accept, self._unaccept, context.board.read_only, none="All figures agree"
        )
        self.findings.show_cell.connect(self.show_cell)
        self.pasted = PastedCard(context)
        self.pasted.hide()
        self.adjustment = AdjustmentCard(context)
        self.year = YearCard(context)
        self.chart = ChartCard(context)
        self._column = QWidget()
        self._cards = QVBoxLayout(self._column)
        self._cards.setContentsMargins(0, 0, scaled(4), 0)
        self._cards.setSpacing(scaled(12))
        for card in (self.pasted, self.findings, self.adjustment, self.chart, self.year):
            self._cards.addWidget(card)
        self._cards.addStretch(1)
        self.setWidget(self._column)
        self.setWidgetResizable(True)
        self.setFrameShape(QScrollArea.Shape.NoFrame)

    def show_year(self, year: int, layout: Layout) -> None:
        """Show the cards of the year that begins in `year`, as the sheet `layout` has it."""
        today = self._context.board.clock().date()
        with self._context.board.reading() as connection:
            if layout is Layout.PROJECTION:
                found = projection_findings(connection, today, year)
            else:
                found = year_findings(connection, today, year)
        self.findings.show_findings(found)
        self.year.show_year(year, layout)
        self.chart.show_year(year, layout)

    def show_row(self, row: Row | None) -> None:
        """Show what the sheet's current row has beyond its cells."""
        self.adjustment.show_row(row)

    def unstored(self) -> int:
        """Count the fields that were typed into and not taken."""
        forms = (self.adjustment.form, self.year.form)
        return sum(len(form.problems()) for form in forms if form is not None)

    def _accept(self, finding: Finding, reason: str) -> bool:
        return self._context.apply(checks.plan_accept(self._context.board, finding, reason))

    def _unaccept(self, finding: Finding) -> bool:
        return self._context.apply(checks.plan_unaccept(self._context.board, finding))
