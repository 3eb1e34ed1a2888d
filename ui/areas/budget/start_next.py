"""Start the next year: which amounts its lines begin with, and what that comes to."""

from __future__ import annotations

from decimal import Decimal

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QButtonGroup,
    QCheckBox,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QRadioButton,
    QVBoxLayout,
    QWidget,
)

from db.queries.budget import YearRow
from mscb_desktop.budget.next_year import NextYear, foresee, read_percent
from mscb_desktop.budget.years import Amounts, plan_next_year, year_statement
from mscb_desktop.values import Unreadable, show_money, year_label
from ui.context import Context
from ui.dialogs.base import Dialog
from ui.theme import scaled
from ui.theme.buttons import button

_WORDS = {
    Amounts.KEEP: "With the &amounts of {year}",
    Amounts.PERCENT: "With the amounts of {year}, &raised or lowered by",
    Amounts.EMPTY: "With &empty amounts",
}


class StartNextYear(Dialog):
    """Asks how the lines of `year` are copied, and shows the sums that this gives as it is typed.

    The plan goes through the context's `apply`; the dialog is accepted once it was taken.
    """

    def __init__(self, context: Context, year: YearRow, parent: QWidget | None = None) -> None:
        self._label = year_label(year.start_year + 1)
        super().__init__(f"Start {self._label}", parent, width=500)
        self._context = context
        self._year = year
        with context.board.reading() as connection:
            self._statement = year_statement(connection, year)
        self.choices = {amounts: QRadioButton() for amounts in Amounts}
        self.percent = QLineEdit("2.5")
        self.problem = QLabel()
        self.comments = QCheckBox("Copy the &comments too")
        self.sums: dict[str, QLabel] = {}
        self._build()
        self.add_button(button("Cancel", "x", self.reject))
        words = f"Start {self._label}"
        self.start_button = self.add_button(
            button(words, "check", self._on_start, primary=True), default=True
        )
        self.choices[Amounts.KEEP].setChecked(True)
        self.choices[Amounts.KEEP].setFocus()
        self._show()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Take the height for another width."""
        super().resizeEvent(event)
        if event.oldSize().width() != event.size().width():
            self._fit()

    @property
    def amounts(self) -> Amounts:
        """Which amounts are chosen."""
        return next(amounts for amounts, box in self.choices.items() if box.isChecked())

    def _build(self) -> None:
        label = year_label(self._year.start_year)
        intro = QLabel(
            f"{self._label} gets the lines, agencies and codes of {label} in their order, and "
            "its balance as the surplus brought forward. Adjustments, actuals and postings "
            "stay where they are."
        )
        intro.setWordWrap(True)
        self.body.addWidget(intro)
        group = QButtonGroup(self)
        for amounts, box in self.choices.items():
            box.setText(_WORDS[amounts].format(year=label))
            group.addButton(box)
            box.toggled.connect(self._show)
            if amounts is Amounts.PERCENT:
                self.body.addLayout(self._percent_row(box))
                self.body.addWidget(self.problem)
            else:
                self.body.addWidget(box)
        self.body.addWidget(self.comments)
        self.body.addWidget(self._sums())

    def _percent_row(self, box: QRadioButton) -> QHBoxLayout:
        self.percent.setAccessibleName("Per cent, with a minus to lower")
        self.percent.setAlignment(Qt.AlignmentFlag.AlignRight)
        self.percent.setFixedWidth(scaled(72))
        self.percent.textEdited.connect(lambda: box.setChecked(True))
        self.percent.textChanged.connect(self._show)
        self.problem.setProperty("kind", "bad")
        self.problem.setWordWrap(True)
        row = QHBoxLayout()
        row.setSpacing(scaled(6))
        row.addWidget(box)
        row.addWidget(self.percent)
        row.addWidget(QLabel("%"))
        row.addStretch(1)
        return row

    def _sums(self) -> QFrame:
        frame = QFrame()
        frame.setProperty("kind", "card")
        grid = QGridLayout()
        grid.setColumnStretch(0, 1)
        grid.setVerticalSpacing(scaled(5))
        rows = (
            ("expenditure", "Expenditure set"),
            ("forward", f"Brought forward from {year_label(self._year.start_year)}"),
            ("income", "Income expected, with it"),
        )
        for number, (key, words) in enumerate(rows):
            amount = QLabel()
            amount.setProperty("kind", "strong")
            self.sums[key] = amount
            grid.addWidget(QLabel(words), number, 0)
            grid.addWidget(amount, number, 1, Qt.AlignmentFlag.AlignRight)
        self.verdict = QLabel()
        self.verdict.setWordWrap(True)
        column = QVBoxLayout(frame)
        column.setContentsMargins(scaled(14), scaled(12), scaled(14), scaled(12))
        column.setSpacing(scaled(8))
        column.addLayout(grid)
        column.addWidget(self.verdict)
        return frame

    def _show(self) -> None:
        """Show what the present choice comes to, or why it cannot be taken."""
        percent, reason = self._read()
        self.problem.setText(reason or "")
        self.problem.setVisible(reason is not None)
        self.percent.setAccessibleDescription(reason or "")
        self.start_button.setEnabled(reason is None)
        if reason is None:
            self._show_sums(foresee(self._statement, self.amounts, percent))
        else:
            for amount in self.sums.values():
                amount.setText("")
            self.verdict.setText("")
        self._fit()

    def _fit(self) -> None:
        """Grow to the height that wrapped words need."""
        layout = self.layout()
        assert layout is not None
        needed = layout.totalHeightForWidth(self.width())
        self.setMinimumHeight(needed)

    def _show_sums(self, sums: NextYear) -> None:
        forward = sums.brought_forward
        self.sums["expenditure"].setText(show_money(sums.expenditure))
        self.sums["income"].setText(show_money(sums.income))
        self.sums["forward"].setText("not known yet" if forward is None else show_money(forward))
        words, kind = _verdict(sums)
        if forward is None:
            label = year_label(self._year.start_year)
            words += f" The balance of {label}, not known yet, is still to come."
        self.verdict.setText(words)
        self.verdict.setProperty("kind", kind)
        self.verdict.style().unpolish(self.verdict)
        self.verdict.style().polish(self.verdict)

    def _read(self) -> tuple[Decimal, str | None]:
        if self.amounts is not Amounts.PERCENT:
            return Decimal(0), None
        try:
            return read_percent(self.percent.text()), None
        except Unreadable as refusal:
            return Decimal(0), refusal.message

    def _on_start(self) -> None:
        percent, reason = self._read()
        if reason is not None:
            self.percent.setFocus()
            return
        plan = plan_next_year(
            self._context.board,
            self._year.ref,
            self.amounts,
            percent=percent,
            comments=self.comments.isChecked(),
        )
        if self._context.apply(plan):
            self.accept()
        else:
            self.reject()


def _verdict(sums: NextYear) -> tuple[str, str]:
    """Say whether both sides balance, and in which look."""
    if sums.over == 0:
        return "Income and expenditure balance.", "good"
    if sums.over > 0:
        return f"Income exceeds expenditure by {show_money(sums.over)}: to be allotted.", "warning"
    return (
        f"Expenditure exceeds income by {show_money(-sums.over)}: to be found or cut.",
        "warning",
    )
