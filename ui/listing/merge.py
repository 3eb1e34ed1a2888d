"""Merge the chosen record with another that is the same: both side by side, then one change."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QLabel, QScrollArea, QWidget

from db.fields import Field, Kind
from db.records import RECORDS
from mscb_desktop.merging import Merging, compare, plan_merge
from mscb_desktop.values import Unreadable, quoted
from ui.context import Context
from ui.dialogs.base import Dialog
from ui.editors.offers import Offer, make_offers
from ui.editors.pick import PickEditor
from ui.forms.lookups import BoardLookups
from ui.listing.side_by_side import SideBySide
from ui.theme import scaled
from ui.theme.buttons import button


class MergeDialog(Dialog):
    """Asks which record is the same, what is kept of each, and makes them one.

    `merged` is called with the reference of the record that stays.
    """

    def __init__(
        self,
        context: Context,
        table: str,
        ref: str,
        merged: Callable[[str], object],
        parent: QWidget | None = None,
        other: str | None = None,
    ) -> None:
        record = RECORDS[table]
        super().__init__(f"Merge two {record.plural.lower()}", parent, width=720)
        self._context = context
        self._merged = merged
        self._lookups = BoardLookups(context.board)
        self._table, self._ref = table, ref
        self._noun = record.title.lower()
        self._keep, self._gone = ref, ""
        self.side_by_side: SideBySide | None = None
        name = self._lookups.label(self._table, ref)
        self.editor = PickEditor(
            Field("other", "The same as", Kind.LOOKUP, target=table),
            self._offers,
            self,
            in_grid=False,
        )
        self.editor.line.setAccessibleName(f"The {self._noun} that is the same as {name}")
        self.editor.line.setPlaceholderText("Type a part of its name")
        self.editor.finished.connect(lambda _: self._on_picked(go_on=True))
        self.editor.left.connect(lambda: self._on_picked(go_on=False))
        self.editor.cancelled.connect(self.reject)
        self.reason = _words("", "bad")
        self.hint = _words(
            f"Choose the {self._noun} that is the same as {quoted(name)}. Both are then shown "
            "side by side; nothing changes before you press Merge.",
            "muted",
        )
        self.moves = _words("", "muted")
        self._holder = QScrollArea()
        self._holder.setWidgetResizable(True)
        self._holder.setFrameShape(QFrame.Shape.NoFrame)
        self._holder.setAccessibleName("Both agencies side by side")
        self._lay_out(name)
        self._show()
        if other is not None:
            self.show_other(other)

    def show_other(self, other: str) -> None:
        """Set the record beside this one."""
        self.editor.set_value(other, self._lookups.label(self._table, other))
        self._keep, self._gone = self._ref, other
        self._show()
        self._go_on()

    def swap(self) -> None:
        """Keep the other of the two."""
        self._keep, self._gone = self._gone, self._keep
        self._show()

    def merge(self) -> None:
        """Make the two one; where that is refused, nothing is changed."""
        pair = self.side_by_side
        if pair is None:
            return
        context = self._context
        plan = plan_merge(context.board, self._table, self._keep, self._gone, pair.taken())
        moved = "; ".join(pair.merging.moved())
        if not context.apply(plan):
            self._say("Not done: the window behind says why, at its top.")
            return
        self.accept()
        self._merged(self._keep)
        words = f"{plan.what}. Moved: {moved}." if moved else f"{plan.what}."
        context.say(f"{words} Ctrl+Z takes it back.")

    def _lay_out(self, name: str) -> None:
        plain = name.replace("&", "&&")  # not a key of the label's buddy
        label = QLabel(f"{plain} is the same as")
        label.setWordWrap(True)
        label.setBuddy(self.editor)
        self.body.addWidget(label)
        self.body.addWidget(self.editor)
        self.body.addWidget(self.reason)
        self.body.addWidget(self.hint, 1, Qt.AlignmentFlag.AlignTop)
        self.body.addWidget(self._holder, 1)
        self.body.addWidget(self.moves)
        self.swap_button = self.add_button(
            button("Keep the other instead", "switch-horizontal", self.swap)
        )
        self.add_button(button("Cancel", "x", self.reject))
        self.merge_button = self.add_button(
            button("Merge", "arrows-join", self.merge, primary=True)
        )
        self.resize(scaled(760), scaled(300))
        self.editor.setFocus()

    def _offers(self, text: str) -> Sequence[Offer]:
        found = self._lookups.suggest(self._table, text)
        return make_offers([each for each in found if each.ref != self._ref], text, False)

    def _on_picked(self, *, go_on: bool) -> None:
        """Take the record that was picked, or say why there is none."""
        if not self.editor.touched:
            return
        text = self.editor.line.text().strip()
        self._say("")
        try:
            other = self.editor.picked or (self._lookups.find(self._table, text) if text else "")
        except Unreadable as refusal:
            self._say(refusal.message)
            other = ""
        if other == self._ref:
            self._say(f"That is the {self._noun} itself: choose another one.")
            other = ""
        self.editor.touched = False
        self._keep, self._gone = self._ref, other
        self._show()
        if other and go_on:
            self._go_on()

    def _go_on(self) -> None:
        """Take the keyboard to what is to be chosen."""
        first = self.side_by_side.first_choice() if self.side_by_side is not None else None
        (first or self.merge_button).setFocus()

    def _show(self) -> None:
        pair: Merging | None = None
        if self._gone:
            with self._context.board.reading() as connection:
                pair = compare(connection, self._table, self._keep, self._gone)
        self.side_by_side = None
        if pair is not None:
            self.side_by_side = SideBySide(pair, self._lookups)
            self.side_by_side.changed.connect(self._show_moves)
            self._holder.setWidget(self.side_by_side)
        self.hint.setVisible(pair is None)
        for part in (self._holder, self.moves, self.swap_button):
            part.setVisible(pair is not None)
        self.merge_button.setEnabled(pair is not None)
        self._show_moves()
        if self.side_by_side is not None:
            wanted = min(scaled(640), scaled(250) + self.side_by_side.sizeHint().height())
            self.resize(max(self.width(), scaled(760)), max(self.height(), wanted))

    def _show_moves(self) -> None:
        pair = self.side_by_side
        if pair is None:
            return
        moved = pair.merging.moved()
        names = "; ".join(pair.other_names(self._context.board)) or "none"
        what = "; ".join(moved) if moved else "nothing else on the board names it"
        joined = "; ".join(pair.merging.joined())
        goes = f"Goes, as the one that stays has the same: {joined}.\n" if joined else ""
        ends = ", ".join(f"‘{label}’" for label in pair.merging.between())
        remark = (
            f"{ends} leads from one of the two to the other and ends. If one took over from the "
            "other they are not the same: leave them as they are.\n"
            if ends
            else ""
        )
        self.moves.setText(
            f"{remark}Moves to the one that stays: {what}.\n{goes}Other names then: {names}.\n"
            "All of it is one change, which Ctrl+Z takes back."
        )

    def _say(self, words: str) -> None:
        self.reason.setText(words)
        self.reason.setVisible(bool(words))


def _words(text: str, kind: str) -> QLabel:
    made = QLabel(text)
    made.setProperty("kind", kind)
    made.setWordWrap(True)
    if not text:
        made.hide()
    return made
