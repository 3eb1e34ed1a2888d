"""The year at a glance: what was set, spent, left, and carried forward."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QFrame, QGridLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from db.queries.budget import year_starting
from mscb_desktop.budget.statement import Statement
from mscb_desktop.budget.years import is_projection, year_statement
from mscb_desktop.values import show_money, year_label
from ui.context import Context
from ui.theme.buttons import link
from ui.theme.look import scaled

_WIDTH = 320


class Glance(QFrame):
    """A card with a year's results, and the way to its statement."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self.setProperty("kind", "card")
        self._title = QLabel()
        self._title.setProperty("kind", "strong")
        self._remark = QLabel()
        self._remark.setProperty("kind", "muted")
        self._remark.setWordWrap(True)
        self.figures: dict[str, str] = {}
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Maximum)
        self.setFixedWidth(scaled(_WIDTH))
        self._grid = QGridLayout()
        self._grid.setVerticalSpacing(scaled(6))
        self._grid.setColumnStretch(0, 1)
        self.open_button = link("Open the budget", self._open)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(scaled(14), scaled(12), scaled(14), scaled(12))
        layout.setSpacing(scaled(8))
        layout.addWidget(self._title)
        layout.addWidget(self._remark)
        layout.addLayout(self._grid)
        layout.addWidget(self.open_button, 0, Qt.AlignmentFlag.AlignLeft)

    def show_year(self, year: int) -> None:
        """Show the results of the year that begins on 1 April of `year`."""
        label = year_label(year)
        self._title.setText(f"{label} at a glance")
        self.setAccessibleName(self._title.text())
        with self._context.board.reading() as connection:
            row = year_starting(connection, year)
            found = year_statement(connection, row) if row else None
        today = self._context.board.clock().date()
        if row is None or found is None:
            self._show("This board has no budget for the year yet.", {})
        else:
            projected = is_projection(row, today) or not found.has_actuals
            remark = "Projection: nothing is spent or received yet." if projected else ""
            self._show(remark or ("Closed." if row.closed else ""), results(found))

    def changeEvent(self, event: QEvent) -> None:
        """Be as wide as another text size wants."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self.setFixedWidth(scaled(_WIDTH))

    def _show(self, remark: str, figures: dict[str, int | None]) -> None:
        self._remark.setText(remark)
        self._remark.setVisible(bool(remark))
        shown = {words: show_money(pence) for words, pence in figures.items() if pence is not None}
        if shown == self.figures:
            return
        self.figures = shown
        while (item := self._grid.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        for at, (words, amount) in enumerate(shown.items()):
            about = QLabel(words)
            about.setWordWrap(True)
            figure = QLabel(amount)
            figure.setProperty("kind", "strong")
            figure.setAccessibleName(f"{words}: £{amount}")
            figure.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignTop)
            self._grid.addWidget(about, at, 0)
            self._grid.addWidget(figure, at, 1)

    def _open(self) -> None:
        self._context.open_page("budget", None, None)


def results(found: Statement) -> dict[str, int | None]:
    """Give a year's results in words and pence, None where there is none yet."""
    after = found.under_spend_after
    over = after is not None and after < 0
    so_far = "so far" if found.year.actual_to is not None else "after adjustments"
    carried = "Carried forward" if found.year.actual_to is None else "Under-spend so far"
    return {
        "Set expenditure": found.set_total,
        "Actual expenditure": found.actual_total,
        "Under-spend before adjustments": found.under_spend_before,
        f"Overspent, {so_far}" if over else carried: after,
        "Income": found.income_expected,
        "Income received": found.income_received,
        "Brought forward in it": found.brought_forward,
    }
