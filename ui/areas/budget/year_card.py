"""The card of the year: up to which day it is counted, and the figures it is read for."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QLabel, QWidget

from db.queries.budget import YearRow, year_starting
from mscb_desktop.budget.columns import Layout
from mscb_desktop.budget.statement import Statement
from mscb_desktop.budget.years import year_statement
from mscb_desktop.values import show_money, year_label
from ui.cards.card import Card
from ui.cards.form import CardForm
from ui.context import Context
from ui.forms.groups import Group
from ui.theme import scaled

_GROUPS = (Group("", ("actual_to",)),)


@dataclass(frozen=True, slots=True)
class Fact:
    """One figure of the year in pence, None where it is not known yet.

    `strong` marks a result, `bad` an amount that is missing.
    """

    words: str
    amount: int | None
    strong: bool = False
    bad: bool = False


def facts(statement: Statement, layout: Layout) -> Sequence[Fact]:
    """List the figures that a page of the budget is read for; what does not apply is left out."""
    found = {
        Layout.EXPENDITURE: _expenditure,
        Layout.INCOME: _income,
        Layout.PROJECTION: _projection,
    }[layout](statement)
    return [fact for fact in found if fact is not None]


def _expenditure(statement: Statement) -> list[Fact | None]:
    before, after = statement.under_spend_before, statement.under_spend_after
    adjusted = None if before is None or after is None else after - before
    forecast = statement.balance_forecast
    return [
        Fact("Set", statement.set_total),
        Fact("Actual", statement.actual_total),
        _balance("Under-spend", "Overspend", before),
        Fact("Adjustments", adjusted) if adjusted else None,
        _balance(*_ends(statement), after, strong=True),
        None if forecast is None else Fact("Forecast outturn", statement.expenditure_forecast),
        None if forecast is None else _balance("Forecast balance", "Forecast overspend", forecast),
    ]


def _income(statement: Statement) -> list[Fact | None]:
    received = statement.income_received
    forward = statement.brought_forward
    return [
        Fact("Contributions", statement.contributions),
        Fact("Brought forward", forward) if forward is not None else None,
        Fact("Expected in all", statement.income_expected, strong=True),
        Fact("Received", received),
        None if received is None else Fact("Outstanding", statement.income_expected - received),
        None if statement.income_forecast is None else Fact("Forecast", statement.income_forecast),
    ]


def _projection(statement: Statement) -> list[Fact | None]:
    over = statement.income_expected - statement.set_total
    forward = statement.brought_forward
    return [
        Fact("Expenditure", statement.set_total),
        Fact("Brought forward", forward) if forward is not None else None,
        Fact("Income in all", statement.income_expected),
        _balance("Not yet allotted" if over else "Balances", "Not covered", over, strong=True),
    ]


def _ends(found: Statement) -> tuple[str, str]:
    """Call the balance by what it is: only a whole year's is carried forward."""
    if found.year.actual_to is not None:
        return "Under-spend so far", "Overspend so far"
    return "Carried forward", "Overspend carried"


def _balance(under: str, over: str, amount: int | None, *, strong: bool = False) -> Fact:
    short = amount is not None and amount < 0
    return Fact(over if short else under, amount, strong, short)


class YearCard(Card):
    """The year's date, which is typed here, above its figures."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__("", "calendar", parent)
        self._context = context
        self._start_year = 0
        self._layout = Layout.EXPENDITURE
        self._ref: str | None = None
        self._table = QGridLayout()
        self._table.setColumnStretch(0, 1)
        self._table.setVerticalSpacing(scaled(5))
        self._rows: list[tuple[QLabel, QLabel]] = []
        self.form: CardForm | None = None
        self.body.addLayout(self._table)
        self.hide()

    def show_year(self, start_year: int, layout: Layout) -> None:
        """Show the year that begins in `start_year`; nothing where the board lacks it."""
        self._start_year, self._layout = start_year, layout
        with self._context.board.reading() as connection:
            year = year_starting(connection, start_year)
            found = facts(year_statement(connection, year), layout) if year else ()
        if year is None:
            self.hide()
            return
        label = year_label(start_year)
        self.set_picture("lock" if year.closed else "calendar")
        self.set_heading(f"{label} · closed" if year.closed else label)
        self._show_facts(found)
        self._show_form(year)
        self.show()

    def refresh(self) -> None:
        """Read the same year again."""
        self.show_year(self._start_year, self._layout)

    def _show_form(self, year: YearRow) -> None:
        board = self._context.board
        if self.form is None:
            self.form = CardForm(
                board,
                "financial_year",
                year.ref,
                _GROUPS,
                self._context.apply,
                self._context.say,
            )
            self.body.addWidget(self.form)
        elif self._ref != year.ref:
            self.form.show_record(year.ref)
        else:
            self.form.refresh(frozenset())
        self._ref = year.ref
        label = year_label(year.start_year)
        closed = f"{label} is closed: open it again under More to change it."
        self.form.set_read_only(closed if year.closed else None)
        self.form.setVisible(self._layout is not Layout.PROJECTION)

    def _show_facts(self, found: Sequence[Fact]) -> None:
        while len(self._rows) < len(found):
            row = (QLabel(self), QLabel(self))
            self._table.addWidget(row[0], len(self._rows), 0)
            self._table.addWidget(row[1], len(self._rows), 1, Qt.AlignmentFlag.AlignRight)
            self._rows.append(row)
        for number, row in enumerate(self._rows):
            for label in row:
                label.setVisible(number < len(found))
            if number < len(found):
                _show_fact(found[number], *row)


def _show_fact(fact: Fact, words: QLabel, amount: QLabel) -> None:
    words.setText(fact.words)
    amount.setText("not yet" if fact.amount is None else show_money(fact.amount))
    amount.setAccessibleName(f"{fact.words}: {amount.text()}")
    strong = "strong" if fact.strong else ""
    _dress(words, strong or "muted")
    _dress(amount, "muted" if fact.amount is None else "bad" if fact.bad else strong)


def _dress(label: QLabel, kind: str) -> None:
    """Give a label the look of this kind, which the style sheet takes up when asked to."""
    if label.property("kind") != kind:
        label.setProperty("kind", kind)
        label.style().unpolish(label)
        label.style().polish(label)
