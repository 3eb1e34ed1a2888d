"""The card with the year's chart, drawn once the page stands on the screen."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QWidget

from db.queries.budget import year_starting
from db.records.budget import Side
from mscb_desktop.budget.columns import Layout
from mscb_desktop.budget.statement import Statement, StatementRow
from mscb_desktop.budget.years import year_statement
from mscb_desktop.document.model import Chart, Series
from ui.cards.card import Card
from ui.context import Context

if TYPE_CHECKING:
    from ui.preview.chart import ChartView

_AFTER = 200
"""Milliseconds after a change in which no other came, until the chart is drawn anew."""

_DRAWING = (
    "reportlab.pdfbase.pdfmetrics",
    "reportlab.pdfgen.canvas",
    "reportlab.graphics.renderPDF",
    "mscb_desktop.document.pdf",
    "ui.preview.chart",
)
"""What draws charts, imported a part at a time so that typing never waits for long."""


def chart_of(statement: Statement, layout: Layout) -> Chart | None:
    """Describe the chart of one of the budget's pages; None where there is nothing to draw."""
    income = layout is Layout.INCOME
    rows = [
        row
        for row in statement.side(Side.INCOME if income else Side.EXPENDITURE)
        if row.is_summed and row.label and (row.set_amount or row.actual)
    ]
    if not rows:
        return None
    known = statement.received_known if income else statement.spent_known
    titles = {
        Layout.EXPENDITURE: "Set and actual" if known else "Set",
        Layout.INCOME: "Expected and received" if known else "Expected",
        Layout.PROJECTION: "Budget by line",
    }
    first, second = ("expected", "received") if income else ("set", "actual")
    series = [Series(first, tuple(row.set_amount for row in rows))]
    if known and layout is not Layout.PROJECTION:
        series.append(Series(second, tuple(row.actual for row in rows)))
    return Chart(titles[layout], tuple(map(_name, rows)), tuple(series), unit="£")


def _name(row: StatementRow) -> str:
    return " ".join(row.label.split())


class ChartCard(Card):
    """Set against actual, line by line; screen readers are given the figures."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__("Set and actual", "chart-bar", parent)
        self._context = context
        self._start_year = 0
        self._layout = Layout.EXPENDITURE
        self._asked = False
        self.view: ChartView | None = None
        self._timer = QTimer(self, singleShot=True, interval=_AFTER)
        self._timer.timeout.connect(self._draw_chart)

    def show_year(self, start_year: int, layout: Layout) -> None:
        """Show the chart of a page of the year that begins in `start_year`."""
        self._start_year, self._layout = start_year, layout
        chart = self._chart()
        self.setVisible(chart is not None)
        if chart is not None:
            self.set_heading(chart.title)
        self.refresh()

    def refresh(self) -> None:
        """Draw the chart anew a moment after the last change."""
        if self.view is not None:
            self._timer.start()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Begin to fetch what draws charts once the card is on the screen for the first time."""
        super().paintEvent(event)
        if not self._asked:
            self._asked = True
            QTimer.singleShot(0, self, lambda: self._fetch(0))

    def _fetch(self, number: int) -> None:
        if number < len(_DRAWING):
            import_module(_DRAWING[number])
            QTimer.singleShot(0, self, lambda: self._fetch(number + 1))
            return
        from ui.preview.chart import ChartView

        self.view = ChartView(title=False)
        self.body.addWidget(self.view)
        self._draw_chart()

    def _draw_chart(self) -> None:
        chart = self._chart()
        self.setVisible(chart is not None)
        if chart is not None and self.view is not None:
            self.set_heading(chart.title)
            self.view.show_chart(chart)

    def _chart(self) -> Chart | None:
        with self._context.board.reading() as connection:
            year = year_starting(connection, self._start_year)
            return chart_of(year_statement(connection, year), self._layout) if year else None
