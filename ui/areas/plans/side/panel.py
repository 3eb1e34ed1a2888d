"""The side of a plan: what is known of the action under the cursor beyond its row."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import cast

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QApplication, QScrollArea, QVBoxLayout, QWidget

from db.changes import Plan
from mscb_desktop import checks
from mscb_desktop.checks import Finding
from mscb_desktop.plans.book import TABLES
from mscb_desktop.plans.of_action import OfAction, of_action
from ui.areas.plans.side.deadline_card import DeadlineCard
from ui.areas.plans.side.doubts import Doubts
from ui.areas.plans.side.earlier_card import EarlierCard
from ui.areas.plans.side.leading_cards import AliasCard, CarriedCard
from ui.areas.plans.side.parts import in_order, said, takes_tab
from ui.areas.plans.side.serving_card import ServingCard
from ui.areas.plans.side.status_card import StatusCard
from ui.areas.plans.side.typed import TypedRows
from ui.areas.plans.side.update_card import UpdateCard
from ui.areas.plans.side.who_card import WhoCard
from ui.cards.findings import FindingsCard
from ui.context import Context
from ui.theme import scaled

SHOWN = TABLES | {"acceptance"}
"""The kinds of record of which the side shows something."""
WIDTH = 300
"""Width of the cards in pixels at text size 100."""


class SidePanel(QScrollArea):
    """The cards of one action, one below the other."""

    problems_changed = Signal()

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self.ref: str | None = None
        self._day = dt.date.min
        self._of: OfAction | None = None
        read_only = context.board.read_only
        self.nothing = said("muted")
        self.nothing.setText(
            "Choose an action in the plan: its progress, its deadline and who does it stand here."
        )
        self.alias = AliasCard(context)
        self.update_card = UpdateCard(context)
        self.earlier = EarlierCard(
            self.update_card.show_day, self.update_card.delete_update, read_only
        )
        self.findings = FindingsCard(
            self._accept, self._unaccept, read_only, heading="Worth a look"
        )
        self.doubts = Doubts(context, self)
        self.deadline = DeadlineCard(context)
        self.status = StatusCard(context)
        self.who = WhoCard(context)
        self.serving = ServingCard(context)
        self.carried = CarriedCard(context)
        self._lay_out()
        self._connect()
        self._show_nothing()

    # What the page asks

    def show_action(self, ref: str | None, day: dt.date) -> None:
        """Show an action as at a day; what is being typed of the one before is stored first."""
        if self._of is not None and (ref, day) == (self.ref, self._day):
            return  # `refresh` has shown what changed of it
        if ref != self.ref:
            self._leave()
        self.ref, self._day = ref, day
        self._read()

    def refresh(self, touched: frozenset[tuple[str, str]]) -> None:
        """Ask again where something that shows here changed."""
        tables = {table for table, _ in touched}
        if self.ref is None or tables.isdisjoint(TABLES):
            return
        self.doubts.touch()
        if tables != {"acceptance"}:
            self._read()

    def unstored(self) -> int:
        """Count the fields that were typed into and not taken."""
        forms = self.deadline.unstored() + self.serving.unstored()
        return forms + sum(rows.problems() for rows in self._typed())

    def focus_update(self) -> bool:
        """Give the box for the new update the keyboard; False where no action is chosen."""
        if self._of is not None:
            self.update_card.focus_text()
            self.ensureWidgetVisible(self.update_card)
        return self._of is not None

    def go_to(self, column: str) -> bool:
        """Give the field here that holds a column of the action the keyboard; False for none."""
        if self._of is None:
            return False
        if column in ("first_due", "last_due"):
            self.deadline.go_to(column)
        elif column in ("narrative", "rag"):
            self.focus_update()
        elif column == "told_by":
            self.update_card.rows.rows[column].editor.setFocus()
        elif column == "status_on" and not self.status.day.editor.isHidden():
            self.status.day.editor.setFocus()
        else:
            return False
        return True

    @staticmethod
    def action_of(place: str) -> str | None:
        """Name the action of which texts are kept under a draft's place; None for other places."""
        table, _, ref = place.partition(" ")
        kept = ("progress_update", "action", "action_party", "action_link")
        return ref if table in kept and ref.startswith("AN-") else None

    def focusNextPrevChild(self, next_: bool) -> bool:
        """Let Tab go from card to card as they stand, whichever rows were made later."""
        there = list(in_order(self._column))
        now = QApplication.focusWidget()
        at = next((n for n, one in enumerate(there) if one is now or one.focusProxy() is now), None)
        if at is None:
            return super().focusNextPrevChild(next_)
        to = at + (1 if next_ else -1)
        found = there[to] if 0 <= to < len(there) else self._outside(next_)
        reason = Qt.FocusReason.TabFocusReason if next_ else Qt.FocusReason.BacktabFocusReason
        (found or there[to % len(there)]).setFocus(reason)
        if found is not None and self.isAncestorOf(found):
            self.ensureWidgetVisible(found)
        return True

    def _outside(self, next_: bool) -> QWidget | None:
        """Find what Tab leads to behind the last card, or before the first."""
        window, step = self.window(), "nextInFocusChain" if next_ else "previousInFocusChain"
        at = getattr(self, step)()
        while at is not None and at is not self:
            is_within = self.isAncestorOf(at) or at is window
            if not is_within and takes_tab(at) and at.isVisibleTo(window):
                return cast(QWidget, at)
            at = getattr(at, step)()
        return None

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.DeferredDelete:
            for rows in self._typed():
                rows.end()
        return super().event(event)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.doubts.set_seen(True)

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self.doubts.set_seen(False)
        self.update_card.pause.stop()  # the board may be closed by then; a draft is kept
        for rows in self._typed():
            rows.keep()

    # Parts

    def _lay_out(self) -> None:
        self._column = QWidget()
        cards = QVBoxLayout(self._column)
        cards.setContentsMargins(0, 0, scaled(4), 0)
        cards.setSpacing(scaled(12))
        cards.addWidget(self.nothing)
        self._cards = (
            self.alias,
            self.update_card,
            self.earlier,
            self.findings,
            self.deadline,
            self.status,
            self.who,
            self.serving,
            self.carried,
        )
        for card in self._cards:
            cards.addWidget(card)
        cards.addStretch(1)
        self.setWidget(self._column)
        self.setWidgetResizable(True)
        self.setFrameShape(QScrollArea.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName("The chosen action")
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)

    def _connect(self) -> None:
        self.update_card.day_changed.connect(self._show_earlier)
        self.findings.show_cell.connect(self._context.show_record)
        self.doubts.changed.connect(self._show_findings)
        for rows in self._typed():
            rows.problems_changed.connect(self.problems_changed)
        self.deadline.problems_changed.connect(self.problems_changed)
        self.serving.problems_changed.connect(self.problems_changed)

    def _typed(self) -> Sequence[TypedRows]:
        return (
            self.update_card.rows,
            self.status.rows,
            self.who.add.rows,
            self.serving.add.rows,
        )

    # Showing

    def _leave(self) -> None:
        """Store what is typed in any card; what cannot be stored waits at its action."""
        for card in (self.update_card, self.deadline, self.status, self.who, self.serving):
            card.leave()

    def _read(self) -> None:
        found = None
        if self.ref is not None:
            with self._context.board.reading() as connection:
                found = of_action(connection, self.ref, self._day)
        if found is None:
            self._show_nothing()
            return
        self._of = found
        self.doubts.show_plan(found.plan, self._day)
        self.nothing.hide()
        self.alias.show_action(found)
        self.update_card.show_action(found, self._day)
        self.update_card.show()
        self._show_earlier()
        self._show_findings()
        self.deadline.show_action(found)
        self.status.show_action(found, self._day)
        self.who.show_action(found)
        self.serving.show_action(found)
        self.carried.show_action(found)
        for card in (self.deadline, self.status, self.who):
            card.show()

    def _show_nothing(self) -> None:
        self._leave()
        self._of = None
        for card in self._cards:
            card.hide()
        self.nothing.show()

    def _show_earlier(self) -> None:
        if self._of is not None:
            shown = self.update_card.day
            updates = [update for update in self._of.updates if update.dated != shown]
            self.earlier.show_updates(self._of.ref, updates)

    # What is worth a look

    def _show_findings(self) -> None:
        if self._of is None:
            return
        found = self.doubts.of(self._of.ref)
        self.findings.setVisible(bool(found))
        self.findings.show_findings(found)

    def _accept(self, finding: Finding, reason: str) -> bool:
        return self._look_after(checks.plan_accept(self._context.board, finding, reason))

    def _unaccept(self, finding: Finding) -> bool:
        return self._look_after(checks.plan_unaccept(self._context.board, finding))

    def _look_after(self, plan: Plan) -> bool:
        done = self._context.apply(plan)
        self.doubts.touch()
        return done
