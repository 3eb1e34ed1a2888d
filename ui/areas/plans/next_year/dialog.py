"""Asks how next year's plan is made of this one, and says what it will hold before it is made."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QButtonGroup,
    QFormLayout,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QRadioButton,
    QVBoxLayout,
    QWidget,
)

from mscb_desktop.plans.beginning.next_year import Choices, NextPlan, Numbers, Passed, Source
from mscb_desktop.plans.beginning.next_year_changes import plan_next_plan
from mscb_desktop.plans.beginning.next_year_words import links_in_words, of_source, plan_in_words
from ui.areas.plans.next_year.going_on import GoingOn
from ui.context import Context
from ui.dialogs.base import Dialog
from ui.theme import scaled
from ui.theme.buttons import button

_NUMBERS = {Numbers.KEEP: "&As they are", Numbers.ANEW: "A&new from 1"}
_PASSED = {Passed.KEEP: "&Kept as they are", Passed.EMPTY: "&Emptied, to be set anew"}


class NextYearDialog(Dialog):
    """One step: nothing changes before 'Make the plan', and one undo takes it back."""

    made = Signal(str, object)
    """A plan of this reference was made, and its year chosen; the second names no column."""

    def __init__(self, context: Context, plan: str, parent: QWidget | None = None) -> None:
        super().__init__("Next year's plan", parent, width=620)
        self._context = context
        with context.board.reading() as connection:
            self._source = Source(connection, plan, context.board.clock().date())
        self.about = _words()
        self.about.setText(of_source(self._source))
        self.name = QLineEdit(self._source.name)
        self.name.setMaxLength(200)
        self.going_on = GoingOn(self._source)
        self.numbers = {number: QRadioButton(words) for number, words in _NUMBERS.items()}
        self.passed = {choice: QRadioButton(words) for choice, words in _PASSED.items()}
        self.said, self.links, self.problem = _words(), _words(), _words("bad")
        self._lay_out()
        self.numbers[Numbers.KEEP].setChecked(True)
        self.passed[Passed.KEEP].setChecked(True)
        self.name.textChanged.connect(self._show)
        self.going_on.changed.connect(self._show)
        for box in (*self.numbers.values(), *self.passed.values()):
            box.toggled.connect(self._show)
        self._show()
        self.name.setFocus()

    @property
    def choices(self) -> Choices:
        """What is chosen."""
        return Choices(
            self.name.text(),
            next(number for number, box in self.numbers.items() if box.isChecked()),
            next(choice for choice, box in self.passed.items() if box.isChecked()),
            self.going_on.chosen(),
        )

    def make(self) -> None:
        """Make the plan; where it is refused, say so and change nothing."""
        new = plan_next_plan(self._context.board, self._source, self.choices)
        if new.plan.problems:
            self._say(new.plan.problems[0].message)
        elif not self._context.apply(new.plan):
            self._say("Not done: the window behind says why, at its top.")
        else:
            self.accept()
            if self._source.year is not None:
                self._context.set_year(self._source.year)
            self.made.emit(new.ref, None)
            self._context.say(f"{new.plan.what} is made. Ctrl+Z takes it back.")

    def _lay_out(self) -> None:
        lines = QFormLayout()
        lines.setHorizontalSpacing(scaled(16))
        lines.setVerticalSpacing(scaled(6))
        lines.addRow("Na&me", self.name)
        choices = QFormLayout()
        choices.setHorizontalSpacing(scaled(16))
        choices.setVerticalSpacing(scaled(6))
        choices.addRow("Numbers", self._side_by_side(self.numbers.values(), "Numbers"))
        of_passed = self._side_by_side(self.passed.values(), "Deadlines that have passed")
        passed = QLabel("Passed deadlines")
        choices.addRow(passed, of_passed)
        is_asked = any(map(self._source.has_passed, self._source.open))
        if not is_asked:
            passed.hide()
            of_passed.hide()
        self.body.addWidget(self.about)
        self.body.addLayout(lines)
        self.body.addWidget(self.going_on)
        self.body.addLayout(choices)
        self.body.addWidget(self._card())
        self.body.addWidget(self.problem)
        if not self._source.open:
            self.going_on.hide()
        self.add_button(button("Cancel", "x", self.reject))
        self.make_button = self.add_button(
            button("Make the plan", "check", self.make, primary=True), default=True
        )

    def _side_by_side(self, boxes: Iterable[QRadioButton], about: str) -> QWidget:
        holder = QWidget()
        row = QHBoxLayout(holder)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(scaled(16))
        group = QButtonGroup(holder)
        for box in boxes:
            group.addButton(box)
            box.setAccessibleDescription(about)
            row.addWidget(box)
        row.addStretch(1)
        return holder

    def _card(self) -> QFrame:
        frame = QFrame()
        frame.setProperty("kind", "card")
        column = QVBoxLayout(frame)
        column.setContentsMargins(scaled(14), scaled(12), scaled(14), scaled(12))
        column.setSpacing(scaled(6))
        column.addWidget(self.said)
        column.addWidget(self.links)
        return frame

    def _show(self) -> None:
        """Say what the plan will hold, or why it cannot be made."""
        reason = self._source.why_not(self.name.text())
        found: NextPlan = self._source.foresee(self.choices)
        self.said.setText(plan_in_words(self._source, found))
        links = links_in_words(self._source, found)
        self.links.setText(links)
        self.links.setVisible(bool(links))
        self.make_button.setEnabled(not reason)
        self._say(reason)

    def _say(self, words: str) -> None:
        self.problem.setText(words)
        self.problem.setVisible(bool(words))
        self.fit()


def _words(kind: str = "") -> QLabel:
    made = QLabel()
    made.setProperty("kind", kind)
    made.setWordWrap(True)
    return made
