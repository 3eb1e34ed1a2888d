"""Joins a form to the board's drafts, and tells where another value was stored meanwhile."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from db.board import Board
from db.drafts import Unstored
from db.errors import BoardError
from db.fields import Field, Kind, Value
from mscb_desktop.drafts import NEW, DraftPlace
from mscb_desktop.values import Unreadable, read_value
from ui.drafts import IN_FIELD, DraftKeeper
from ui.forms.rows import FieldRow

if TYPE_CHECKING:
    from ui.forms.form import Form

_NEW = f"{NEW}form"


class Keeping:
    """Keeps what is typed into a form, with the values stored when its typing began."""

    def __init__(self, form: Form, board: Board, table: str, say: Callable[[str], None]) -> None:
        self._form = form
        self._place = DraftPlace(board, table, "form")
        self._bases: dict[str, Value] = {}
        self._offered: set[str] = set()
        self.keeper = DraftKeeper(self._place, self._collect, say, form)
        self.keeper.given_up.connect(self._on_given_up)
        self.keeper.wanted.connect(lambda _, name: form.go_to(name))
        form.problems_changed.connect(self.keeper.expect)

    # What is typed

    def begin(self, name: str) -> None:
        """Note what was stored when typing into a field began, and keep the text soon."""
        self._offered.discard(name)
        self._bases.setdefault(name, self._form.stored.get(name))
        self.keeper.expect()
        if self.is_met(name):
            self.tell(name)

    def settle(self, name: str) -> None:
        """Forget a field's typing: it shows what is stored."""
        self._bases.pop(name, None)
        self._offered.discard(name)

    def is_passed(self, name: str) -> bool:
        """Tell whether a text that came back was not touched: passing by does not store it."""
        return name in self._offered

    def leave(self) -> None:
        """Let the drafts of the record wait, since another one is shown next."""
        self.keeper.leave(self._ref)
        self._bases.clear()
        self._offered.clear()

    def create(self, ref: str) -> None:
        """Let what the new record could not take wait for it under its reference."""
        left = [draft for draft in self._collect() if draft.reason is not None]
        for draft in left:
            self.keeper.put(replace(draft, ref=ref))

    def offer(self) -> None:
        """Show the record's waiting drafts in their fields."""
        if self._place.board.read_only is not None:
            return
        for draft in self.keeper.waiting(self._ref):
            row = self._form.rows.get(draft.field)
            if row is None:
                continue
            self.keeper.take(draft)
            now = self._form.stored.get(draft.field)
            if now == draft.base or not _reads_as(row.field, draft.typed, now):
                self._show(row, draft)

    def end(self) -> None:
        """Keep what is typed, and nothing from then on: the form is being deleted."""
        self.keeper.write()
        self.keeper.end()

    # Two values

    def is_met(self, name: str) -> bool:
        """Tell whether another value was stored since typing into a field began."""
        if self._form.ref is None or name not in self._bases:
            return False
        return self._bases[name] != self._form.stored.get(name)

    def tell(self, name: str) -> None:
        """Show both values of a field, and the choice between them."""
        row = self._form.rows[name]
        assert self._form.ref is not None
        who = self._place.who_stored(self._form.ref, name)
        theirs = self._form.stored_text(row) or "nothing"
        words = f"Stored meanwhile by {who}: {theirs} · you typed {row.editor.in_sight()!s}."
        row.set_problem(IN_FIELD, words)
        row.show_choice(words, lambda: self._on_mine(name), lambda: self._on_theirs(name))

    def look_again(self, row: FieldRow) -> None:
        """Tell of both values where a field is typed into and the stored one changed."""
        name = row.field.name
        if self.is_met(name):
            self.tell(name)
        elif row.is_choosing:
            row.hide_choice()
            self._form.refuse(row, IN_FIELD)

    def catch_up(self) -> None:
        """Show what others stored up to this moment."""
        try:
            self._place.board.catch_up()
        except BoardError as error:
            self._form.say(error.message)

    def _on_mine(self, name: str) -> None:
        row = self._form.rows[name]
        self._bases[name] = self._form.stored.get(name)
        row.hide_choice()
        row.set_problem(None)
        row.editor.setFocus()
        self._form.take(name)

    def _on_theirs(self, name: str) -> None:
        self._form.rows[name].editor.setFocus()
        self._form.give_up(name)

    # The keeper

    @property
    def _ref(self) -> str:
        return self._form.ref or _NEW

    def _collect(self) -> Iterator[Unstored]:
        form = self._form
        for name, row in form.rows.items():
            value = form.stored.get(name)
            unstored = row.editor.touched or row.problem is not None
            if form.ref is None:
                unstored = unstored or value != form.defaults.get(name)
            if not unstored or row.field.kind is Kind.IMAGE:
                continue
            yield Unstored(
                ref=self._ref,
                field=name,
                typed=row.editor.in_sight(),
                reason=row.problem,
                base=None if form.ref is None else self._bases.get(name, value),
                stores=name,
            )

    def _show(self, row: FieldRow, draft: Unstored) -> None:
        name = row.field.name
        if isinstance(draft.typed, str):
            row.editor.set_typed(draft.typed)
        else:
            row.editor.set_value(draft.typed, "")
        row.editor.touched = True
        self._bases[name] = draft.base
        self._offered.add(name)
        if self._form.ref is None and draft.reason is None:
            self._form.accept(name)
        else:
            self._form.refuse(row, draft.reason or IN_FIELD)
            self.look_again(row)

    def _on_given_up(self, ref: str, name: str) -> None:
        if ref == self._ref and name in self._form.rows:
            self._form.give_up(name)


def _reads_as(field: Field, typed: Value, now: Value) -> bool:
    """Tell whether a text says what is stored already."""
    try:
        return read_value(field, typed) == now
    except Unreadable:
        return False
