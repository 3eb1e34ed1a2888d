"""The side of the budget page: the year, what does not agree, the adjustment, the chart."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QScrollArea, QVBoxLayout, QWidget

from mscb_desktop import checks
from mscb_desktop.checks import Finding
from ui.areas.budget.findings import FindingsCard
from ui.areas.budget.pasted import PastedCard
from ui.context import Context
from ui.theme import scaled

WIDTH = 320


class Side(QScrollArea):
    """The cards beside the sheet, one below the other."""

    show_cell = Signal(str, str)

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self.findings = FindingsCard(self._accept, self._unaccept)
        self.findings.show_cell.connect(self.show_cell)
        self.pasted = PastedCard(context)
        self.pasted.hide()
        self._column = QWidget()
        self._cards = QVBoxLayout(self._column)
        self._cards.setContentsMargins(0, 0, scaled(4), 0)
        self._cards.setSpacing(scaled(12))
        self._cards.addWidget(self.pasted)
        self._cards.addWidget(self.findings)
        self._cards.addStretch(1)
        self.setWidget(self._column)
        self.setWidgetResizable(True)
        self.setFrameShape(QScrollArea.Shape.NoFrame)
        self.setFixedWidth(scaled(WIDTH))

    def add_card(self, card: QWidget) -> None:
        """Put a card below the others."""
        self._cards.insertWidget(self._cards.count() - 1, card)

    def show_year(self, year: int) -> None:
        """Show what does not agree in the year that begins in `year`."""
        today = self._context.board.clock().date()
        with self._context.board.reading() as connection:
            found = checks.find(connection, today, year)
        self.findings.show_findings(found)

    def _accept(self, finding: Finding, reason: str) -> bool:
        return self._context.apply(checks.plan_accept(self._context.board, finding, reason))

    def _unaccept(self, finding: Finding) -> bool:
        return self._context.apply(checks.plan_unaccept(self._context.board, finding))
