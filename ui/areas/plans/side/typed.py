"""Fields typed beside a plan: kept as drafts, told where others stored meanwhile, given back."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence

from PySide6.QtCore import QObject, Signal

from db.board import Board
from db.drafts import Unstored
from db.errors import BoardError
from db.fields import Kind, Value
from mscb_desktop.drafts import NEW, DraftPlace
from mscb_desktop.values import Unreadable, read_value, show_value
from ui.areas.plans.side.waiting import Drafts
from ui.drafts import IN_FIELD, REFUSED_IN_FIELD
from ui.forms.rows import FieldRow

_TEXTS = (Kind.TEXT, Kind.LONG_TEXT)
Store = Callable[[Mapping[str, Value]], str | bool]
"""Store the values of these fields: True where that is done, False where it was refused above the
page, else why it cannot be."""


class TypedRows(QObject):
    """The fields of a record that may not be there yet, of one action after another.

    What is typed waits under its action: a draft's place is the table and the action. `store` is
    called with all that was typed; it may show what is stored anew by `refresh`.
    """

    problems_changed = Signal()
    edited = Signal()

    def __init__(
        self,
        board: Board,
        table: str,
        rows: Sequence[FieldRow],
        store: Store,
        say: Callable[[str], None],
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self.rows = {row.field.name: row for row in rows}
        self.ref = ""
        self._board, self._table, self._store, self._say = board, table, store, say
        self._shown: tuple[str, str] | None = None
        self._stored: dict[str, Value] = {}
        self._bases: dict[str, Value] = {}
        self._offered: set[str] = set()
        self._drafts = Drafts(board, table, self._collect, say, self)
        self._drafts.given_up.connect(self._on_given_up)
        self._drafts.wanted.connect(self._on_wanted)
        self._is_storing = False
        for name, row in self.rows.items():
            self._connect(name, row)

    def _connect(self, name: str, row: FieldRow) -> None:
        row.editor.edited.connect(lambda: self._on_edited(name))
        row.editor.finished.connect(lambda _: self._on_finished(name))
        row.editor.left.connect(lambda: self._on_left(name))
        row.editor.cancelled.connect(lambda: self.give_up(name))

    # Showing

    def show(self, action: str, key: str, ref: str | None, stored: Mapping[str, Value]) -> None:
        """Show the fields of a record of an action, or of one that is to be made (`ref` None).

        `key` says what is shown whether the record is there or not, so that it may be made or
        deleted while it is typed into. Before something else is shown `leave` is called.
        """
        self.ref = ref or f"{NEW}{key}"
        self._stored = dict(stored)
        if (action, key) == self._shown:
            self.refresh(stored)
            return
        if self._is_storing:
            self._shown = (action, key)
            return
        self._drafts.show(action)
        self._shown = (action, key)
        self._bases.clear()
        self._offered.clear()
        for row in self.rows.values():
            self._show(row)
        self._offer()
        self.problems_changed.emit()

    def leave(self) -> None:
        """Store what was typed; what cannot be stored waits until its record is shown again."""
        if self._shown is None:
            return
        self.store()
        self._drafts.leave(self.ref)
        self._shown = None
        for row in self.rows.values():
            row.editor.touched = False
            row.set_problem(None)
        self._drafts.write(wait=False)

    def refresh(self, stored: Mapping[str, Value]) -> None:
        """Show what is stored now; a text that is being typed or was refused stays."""
        self._stored = dict(stored)
        if self._is_storing:
            return
        for row in self.rows.values():
            if row.problem is None and not row.editor.touched:
                self._settle(row)
            else:
                self._look_again(row)
        self.problems_changed.emit()

    def set_read_only(self, read_only: bool) -> None:
        """Let nothing be typed, or let it again."""
        for row in self.rows.values():
            row.editor.set_read_only(read_only)

    def problems(self) -> int:
        """Count the fields that were typed into and not taken."""
        return sum(row.problem is not None for row in self.rows.values())

    def elsewhere(self) -> list[Unstored]:
        """List what waits of this action under another reference than the one that is shown."""
        return [draft for draft in self._drafts.waiting() if draft.ref != self.ref]

    # Storing

    def store(self, *, while_typing: bool = False, also: Sequence[str] = ()) -> bool:
        """Store what was typed; False where something was not.

        `while_typing` stores texts alone, and none that was emptied just now. `also` are fields
        that count as left, though nobody typed into them since they came back.
        """
        values: dict[str, Value] = {}
        is_all, shown = True, self._shown
        for name, row in self.rows.items():
            if not row.editor.touched or (name in self._offered and name not in also):
                continue
            if while_typing and row.field.kind not in _TEXTS:
                continue  # half a date may be read as another one
            value = self._read(row)
            if isinstance(value, Unreadable):
                is_all = False
                if not while_typing:
                    row.set_problem(value.message)
                continue
            if while_typing and value is None:
                continue
            if value != self._stored.get(name) and self._is_met(name):
                self._tell(name)
                is_all = False
                continue
            values[name] = value
        changed = {n: v for n, v in values.items() if v != self._stored.get(n)}
        done: str | bool = True
        if changed:
            self._is_storing = True
            try:
                done = self._store(changed)
            finally:
                self._is_storing = False
        for name in values:
            if done is True or name not in changed:
                self._settle(self.rows[name])
            else:
                self.rows[name].set_problem(done or REFUSED_IN_FIELD)
        if done is not True:
            is_all = False
            self._catch_up()
        elif changed:
            self.refresh(self._stored)
        if shown != self._shown:
            self._offer()
        self._drafts.expect()
        self.problems_changed.emit()
        return is_all

    def give_up(self, name: str) -> None:
        """Go back to what is stored."""
        self._show(self.rows[name])
        self._drafts.expect()
        self.problems_changed.emit()

    def _read(self, row: FieldRow) -> Value | Unreadable:
        if row.field.kind is Kind.LOOKUP:
            typed = row.editor.typed()
            return (typed.strip() or None) if isinstance(typed, str) else None
        try:
            return read_value(row.field, row.editor.typed())
        except Unreadable as refusal:
            return refusal

    def _settle(self, row: FieldRow) -> None:
        """Show what is stored; a text in which the caret stands is left as it is typed."""
        editor, name = row.editor, row.field.name
        inner = editor.focusProxy() or editor
        # In a window that is left for another one the caret waits.
        is_typed = editor.window().focusWidget() is inner
        if is_typed and self._read(row) == self._stored.get(name):
            editor.touched = False
            row.hide_choice()
            if row.problem is not None:
                row.set_problem(None)
            self._forget(name)
            return
        self._show(row)

    def _show(self, row: FieldRow) -> None:
        value = self._stored.get(row.field.name)
        shown = show_value(row.field, value)
        if row.editor.touched or row.problem is not None or row.editor.in_sight() != shown:
            row.show(value, shown)
        self._forget(row.field.name)

    def _forget(self, name: str) -> None:
        self._bases.pop(name, None)
        self._offered.discard(name)

    # What happens to a field

    def _on_edited(self, name: str) -> None:
        if self._shown is None:
            return
        self._offered.discard(name)
        self._bases.setdefault(name, self._stored.get(name))
        self._drafts.expect()
        self.edited.emit()

    def _on_finished(self, name: str) -> None:
        self.store(also=(name,))
        row = self.rows[name]
        if row.choice is not None and row.is_choosing:
            row.choice.ask()

    def _on_left(self, name: str) -> None:
        # Passing by a text that came back from another day does not store it.
        if self.rows[name].editor.touched and name not in self._offered:
            self.store()

    # Two values

    def _is_met(self, name: str) -> bool:
        return name in self._bases and self._bases[name] != self._stored.get(name)

    def _tell(self, name: str) -> None:
        """Show both values of a field, and the choice between them."""
        row = self.rows[name]
        place = DraftPlace(self._board, self._table)
        who = "somebody" if self.ref.startswith(NEW) else place.who_stored(self.ref, name)
        theirs = show_value(row.field, self._stored.get(name)) or "nothing"
        words = f"Stored meanwhile by {who}: {theirs} · you typed {row.editor.in_sight()!s}."
        row.set_problem(IN_FIELD, words)
        row.show_choice(words, lambda: self._on_mine(name), lambda: self._on_theirs(name))

    def _look_again(self, row: FieldRow) -> None:
        name = row.field.name
        if self._is_met(name):
            self._tell(name)
        elif row.is_choosing:
            row.hide_choice()
            row.set_problem(IN_FIELD)

    def _on_mine(self, name: str) -> None:
        row = self.rows[name]
        self._bases[name] = self._stored.get(name)
        row.hide_choice()
        row.set_problem(None)
        row.editor.setFocus()
        self.store(also=(name,))

    def _on_theirs(self, name: str) -> None:
        self.rows[name].editor.setFocus()
        self.give_up(name)

    def _catch_up(self) -> None:
        try:
            self._board.catch_up()
        except BoardError as error:
            self._say(error.message)

    # Drafts

    def end(self) -> None:
        """Keep what is typed, and nothing from then on: the fields are being deleted."""
        self._drafts.end()

    def keep(self) -> None:
        """Write what is typed and not stored into the board's file now."""
        self._drafts.write()

    def _collect(self) -> Iterator[Unstored]:
        for name, row in self.rows.items():
            if not row.editor.touched and row.problem is None:
                continue
            yield Unstored(
                ref=self.ref,
                field=name,
                typed=row.editor.in_sight(),
                reason=row.problem,
                base=self._bases.get(name, self._stored.get(name)),
                stores=name,
            )

    def _offer(self) -> None:
        """Show what waits of this record in its fields."""
        if self._board.read_only is not None:
            return
        for draft in self._drafts.waiting(self.ref):
            row = self.rows.get(draft.field)
            if row is None:
                continue
            self._drafts.take(draft)
            row.editor.set_typed(draft.typed)
            if self._read(row) == self._stored.get(draft.field):
                self._show(row)
                continue
            row.editor.touched = True
            self._bases[draft.field] = draft.base
            self._offered.add(draft.field)
            row.set_problem(draft.reason or IN_FIELD)
            self._look_again(row)

    def _on_given_up(self, ref: str, name: str) -> None:
        if ref == self.ref and name in self.rows:
            self.give_up(name)

    def _on_wanted(self, ref: str, name: str) -> None:
        if ref == self.ref and name in self.rows:
            self.rows[name].editor.setFocus()
