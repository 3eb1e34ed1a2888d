"""The card in which it is said how an action goes: stored as one types."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

from PySide6.QtCore import QEvent, QTimer, Signal
from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QWidget

from db.changes import Plan
from db.fields import Value
from db.records.plans import PROGRESS_UPDATE, Rag
from mscb_desktop.plans.changing.on_action import plan_change
from mscb_desktop.plans.changing.updating import KEEP, Keep, plan_delete_update, plan_update
from mscb_desktop.plans.model import Update
from mscb_desktop.plans.of_action import OfAction, of_action
from mscb_desktop.values import show_date
from ui.areas.plans.side.parts import said, say, widen
from ui.areas.plans.side.rag_picker import RagPicker
from ui.areas.plans.side.typed import TypedRows
from ui.cards.card import Card
from ui.context import Context
from ui.editors.long_text import LongTextEditor
from ui.forms.rows import FieldRow
from ui.theme import scaled
from ui.theme.buttons import link, only_where_written

PAUSE = 2_000
"""Milliseconds without a key press after which what was typed is stored."""
_LEAST, _MOST = 4, 14
"""Lines of the narrative that the box shows, whatever it holds."""
_TEXTS = ("narrative", "told_by")


class UpdateCard(Card):
    """The update of one day at one action: the page's day, or that of an earlier update."""

    day_changed = Signal()
    """The box shows another day's update, or the page's day again."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__("", "pencil", parent)
        self._context = context
        self._of: OfAction | None = None
        self._page_day = self.day = dt.date.min
        self._is_new: bool | None = None
        self.picker = RagPicker(self)
        self.picker.chosen.connect(self._on_rated)
        fields = PROGRESS_UPDATE.fields
        made = {
            name: FieldRow(fields[name], None, self) for name in ("narrative", "dated", "told_by")
        }
        board = context.board
        self.rows = TypedRows(
            board, "progress_update", [*made.values()], self._store, context.say, self
        )
        self.pause = QTimer(self, singleShot=True, interval=PAUSE)
        self.pause.timeout.connect(lambda: self.rows.store(while_typing=True))
        self.rows.edited.connect(self.pause.start)
        self._footer = said("muted")
        self.new_link = link("New update", lambda: self.show_day(self._page_day))
        self.waiting_link = link("", self._show_waiting)
        self.delete_link = link("Delete", self._delete)
        self.delete_link.setAccessibleName("Delete this update")
        self._lay_out(made)
        self.rows.set_read_only(board.read_only is not None)
        self.picker.set_read_only(board.read_only)
        only_where_written(self.delete_link, board.read_only)

    # Showing

    def show_action(self, of: OfAction, day: dt.date) -> None:
        """Show the update of an action that tells of the page's day, or the box for one."""
        was = self._of
        if was and (was.ref, was.target, self._page_day) == (of.ref, of.target, day):
            self.refresh(of)
            return
        self.leave()
        self._of, self._page_day, self.day = of, day, day
        self._show()

    def refresh(self, of: OfAction) -> None:
        """Show what is stored now of the same action."""
        self._of = of
        self._show()

    def show_day(self, day: dt.date) -> None:
        """Show the update of another day, to be changed."""
        if day != self.day:
            self.leave()
            self.day = day
            self._show()
            self.day_changed.emit()
        self.focus_text()

    def leave(self) -> None:
        """Store what is typed; what cannot be stored waits at its action."""
        self.pause.stop()
        self.rows.leave()
        self._is_new = None

    def focus_text(self) -> None:
        """Give the narrative the keyboard, behind what is written there."""
        self._text.setFocus()
        self._text.moveCursor(QTextCursor.MoveOperation.End)

    @property
    def update_shown(self) -> Update | None:
        """The stored update in the box; None while there is none of its day."""
        return self._of.update_on(self.day) if self._of is not None else None

    def _show(self) -> None:
        assert self._of is not None
        of, update = self._of, self.update_shown
        stored: dict[str, Value] = {"dated": self.day}
        if update is not None:
            stored |= {"narrative": update.narrative, "told_by": update.by}
        ref = update.ref if update is not None else None
        self.rows.show(of.target, self.day.isoformat(), ref, stored)
        rag = update.rag if update is not None else None
        self.picker.show_rag(rag)
        self.picker.setVisible(of.has_rag or rag is not None)
        # It stays while one types, or what stands below it would move under the mouse.
        if self._is_new is None or (update is None and not self._is_new):
            self._is_new = update is None
        day = show_date(self.day)
        self.set_heading(f"{of.name}: {'new update' if self._is_new else f'update of {day}'}")
        is_other = self.day != self._page_day
        self.new_link.setVisible(is_other)
        self.delete_link.setVisible(update is not None)
        is_open = self._context.board.read_only is None
        say(self._footer, "Saved as you type" if is_open else "")
        waiting = sorted({draft.ref for draft in self.rows.elsewhere()})
        self.waiting_link.setVisible(bool(waiting))
        if waiting:
            self.waiting_link.setText("Show what waits of another day")
            self.waiting_link.setToolTip("A text was typed for another day and not stored")

    def _lay_out(self, rows: Mapping[str, FieldRow]) -> None:
        narrative, told_by, dated = (rows[name] for name in ("narrative", "told_by", "dated"))
        for row in rows.values():
            row.help.hide()
            row.editor.setToolTip(row.field.help)
            widen(row.editor)
        narrative.label.hide()
        editor = narrative.editor
        assert isinstance(editor, LongTextEditor)
        self._text = editor.text
        self._text.setPlaceholderText("How it goes. Lines that begin with '- ' are bullets.")
        self._text.document().documentLayout().documentSizeChanged.connect(lambda _: self._fit())
        # Where the box gets another width the layout tells of no other size.
        self._text.verticalScrollBar().rangeChanged.connect(lambda *_: self._fit())
        dated.label.setText(dated.field.label)  # a box that shows a day always has one
        for row in (dated, told_by):
            row.label.setProperty("kind", "muted")
            row.label.setContentsMargins(0, 0, 0, 0)
        self.body.addWidget(self.picker)
        for widget in (editor, narrative.reason):
            self.body.addWidget(widget)
        beside = QGridLayout()
        beside.setHorizontalSpacing(scaled(8))
        beside.setVerticalSpacing(scaled(2))
        for column, row in enumerate((dated, told_by)):
            beside.addWidget(row.label, 0, column)
            beside.addWidget(row.editor, 1, column)
        beside.setColumnStretch(1, 1)
        self._date = dated.editor
        self.body.addLayout(beside)
        for row in (dated, told_by):
            self.body.addWidget(row.reason)
        foot = QHBoxLayout()
        foot.addWidget(self._footer, 1)
        foot.addWidget(self.new_link)
        foot.addWidget(self.delete_link)
        self.body.addLayout(foot)
        self.body.addWidget(self.waiting_link)
        self._fit()

    def _fit(self) -> None:
        """Make the box as high as its text, within limits, and the date as wide as a date."""
        metrics = self._text.fontMetrics()
        lines = int(self._text.document().size().height()) + 1
        room = 2 * int(self._text.document().documentMargin()) + scaled(10)
        shown = min(max(lines, _LEAST), _MOST)
        self._text.setFixedHeight(shown * metrics.lineSpacing() + room)
        self._date.setFixedWidth(metrics.horizontalAdvance("00/00/0000") + scaled(54))

    def changeEvent(self, event: QEvent) -> None:
        """Take another text size."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange and hasattr(self, "_date"):
            self._fit()

    # Storing

    def _on_rated(self, rag: Rag | None) -> None:
        """Store a rating at once, and what is typed with it."""
        self.pause.stop()
        if self._of is not None:
            board = self._context.board
            self._apply(plan_update(board, self._of.ref, self.day, rag=rag))
            self._show()
            self.rows.store(also=_TEXTS)

    def _store(self, values: Mapping[str, Value]) -> str | bool:
        """Store fields of the update in the box; see `TypedRows`."""
        assert self._of is not None
        day = values.get("dated", self.day)
        if not isinstance(day, dt.date):
            return "An update needs its date: the day as at which it tells."
        if day > self._page_day:
            shown = show_date(self._page_day)
            return f"The page shows how it stood on {shown}: type that day, or an earlier one."
        update = self.update_shown
        if update is None:
            return self._store_new(day, values)
        if day != self.day:
            if self._of.update_on(day) is not None:
                return f"There is an update of {show_date(day)} already: change that one below."
            what = f"{{}}: update of {show_date(self.day)} dated {show_date(day)}"
            board = self._context.board
            if not self._apply(plan_change(board, "progress_update", update.ref, what, dated=day)):
                return False
            self._go_on_at(day)
        return self._say(values)

    def _store_new(self, day: dt.date, values: Mapping[str, Value]) -> str | bool:
        """Store what is said of a day of which nothing was said, or go to another day."""
        assert self._of is not None
        says = any(values.get(name) is not None for name in _TEXTS)
        there = self._of.update_on(day)
        if day != self.day and there is not None and says:
            return f"There is an update of {show_date(day)} already: change that one below."
        if values.get("told_by") is not None and values.get("narrative") is None and there is None:
            return "Rate the action or say how it goes: who told it stands beside that."
        self._go_on_at(day)
        return self._say(values)

    def _go_on_at(self, day: dt.date) -> None:
        if day != self.day:
            self.day, self._is_new = day, None
            QTimer.singleShot(0, self, self.day_changed.emit)

    def _say(self, values: Mapping[str, Value]) -> bool:
        assert self._of is not None
        texts: dict[str, str | Keep | None] = dict.fromkeys(_TEXTS, KEEP)
        texts |= {
            name: str(v) if v is not None else None for name, v in values.items() if name in texts
        }
        plan = plan_update(
            self._context.board,
            self._of.ref,
            self.day,
            narrative=texts["narrative"],
            told_by=texts["told_by"],
        )
        if not self._apply(plan):
            return False
        self._show()
        return True

    def _apply(self, plan: Plan) -> bool:
        """Store a plan and read the action again."""
        assert self._of is not None
        if not self._context.apply(plan):
            return False
        with self._context.board.reading() as connection:
            self._of = of_action(connection, self._of.ref, self._page_day) or self._of
        return True

    def _delete(self) -> None:
        update = self.update_shown
        if update is not None:
            self.delete_update(update.ref)

    def delete_update(self, ref: str) -> None:
        """Delete an update; Undo brings it back."""
        update = self.update_shown
        is_shown = update is not None and update.ref == ref
        if self._apply(plan_delete_update(self._context.board, ref)):
            if is_shown and self.day != self._page_day:
                self.show_day(self._page_day)
            else:
                self._show()
            self._context.say("Update deleted: Ctrl+Z brings it back.")

    def _show_waiting(self) -> None:
        for draft in self.rows.elsewhere():
            day = self._day_of(draft.ref)
            if day is not None:
                self.show_day(day)
                return
        self._context.say("That update was deleted: Home has the text to be copied.")

    def _day_of(self, ref: str) -> dt.date | None:
        """Give the day of an update, or of one that was to be made."""
        assert self._of is not None
        try:
            return dt.date.fromisoformat(ref.partition(":")[2])
        except ValueError:
            return next((one.dated for one in self._of.updates if one.ref == ref), None)
