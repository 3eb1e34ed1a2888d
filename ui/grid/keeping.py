"""Joins a grid to the board's drafts: what is typed and not stored is kept, and comes back."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from db.drafts import Unstored
from db.errors import BoardError
from db.fields import Field, Value
from mscb_desktop.sheet.model import Sheet, new_section
from mscb_desktop.values import Unreadable, read_value
from ui.drafts import IN_CELL, DraftKeeper
from ui.grid.drafts import Draft

if TYPE_CHECKING:
    from ui.grid.view import Grid


class Keeping:
    """Holds the keeper of the grid's present sheet; does nothing for one that has no board."""

    def __init__(self, grid: Grid) -> None:
        self._grid = grid
        self.keeper: DraftKeeper | None = None
        grid.problems_changed.connect(self.expect)

    def begin(self, sheet: Sheet) -> None:
        """Keep the drafts of another sheet, and show those that wait for it."""
        self.end()
        place = sheet.drafts
        if place is None:
            return
        self.keeper = DraftKeeper(place, self._collect, self._grid.say, self._grid)
        self.keeper.given_up.connect(self._on_given_up)
        self.keeper.wanted.connect(self._grid.go_to)
        self._grid.sheet_model.left = self.keeper.leave
        self.offer()

    def end(self) -> None:
        """Keep what is typed into the present sheet, and let go of it."""
        keeper, self.keeper = self.keeper, None
        if keeper is not None:
            keeper.write()
            keeper.end()
            keeper.deleteLater()

    def expect(self) -> None:
        """Keep soon what was just typed."""
        if self.keeper is not None:
            self.keeper.expect()

    def write(self) -> None:
        """Keep now what is typed: the grid goes out of sight."""
        if self.keeper is not None:
            self.keeper.write()

    def forget(self, ref: str) -> None:
        """Give up what was typed into a row that the person deleted."""
        self._grid.sheet_model.drafts.drop_row(ref)
        if self.keeper is not None:
            self.keeper.forget(ref)

    def catch_up(self) -> None:
        """Show what others stored up to this moment."""
        if self.keeper is None:
            return
        try:
            self.keeper.place.board.catch_up()
        except BoardError as error:
            self._grid.say(error.message)

    def offer(self) -> None:
        """Show the drafts that wait in the cells to which they belong, where these take them."""
        waiting = self.keeper.waiting() if self.keeper is not None else []
        if not waiting or self.keeper is None:
            return
        there = self.keeper.place.rows(list({draft.ref for draft in waiting}))
        for draft in waiting:
            if draft.ref in there or new_section(draft.ref) is not None:
                self._offer(draft)
        self._grid.problems_changed.emit()

    def _offer(self, draft: Unstored) -> None:
        model = self._grid.sheet_model
        place = model.place(draft.ref)
        row = model.row(place) if place is not None else None
        field = row.stores.get(draft.field) if row is not None and not model.is_shut() else None
        if row is None or field is None or self.keeper is None:
            return
        self.keeper.take(draft)
        if draft.stores is not None and new_section(draft.ref) is None:
            now = model.stored.value(draft.ref, draft.stores)
            if now != draft.base and (
                draft.typed == model.stored_text(row, draft.field) or _reads_as(draft, field, now)
            ):
                self.keeper.expect()  # stored already: the file learns it soon
                return
        reason = draft.reason
        if reason is None and not self._waits(draft):
            reason = IN_CELL
        kept = Draft(draft.typed, reason, draft.base, draft.stores)
        model.drafts.put(draft.ref, draft.field, kept)
        model.tell_changed(draft.ref)

    def _waits(self, draft: Unstored) -> bool:
        """Tell whether a new row's text waits for another of its cells, which says why."""
        if new_section(draft.ref) is None or self.keeper is None:
            return False
        reasons = [draft.reason for draft in self._grid.sheet_model.drafts.row(draft.ref).values()]
        reasons += [draft.reason for draft in self.keeper.waiting(draft.ref)]
        return any(reason is not None for reason in reasons)

    def _collect(self) -> Iterator[Unstored]:
        open_ = self._grid.typing.unstored()
        if open_ is not None:
            yield open_
        at = (open_.ref, open_.field) if open_ is not None else None
        for (ref, column), draft in self._grid.sheet_model.drafts.items():
            # A cell that is only missed has no text to keep: the others of its row name it anew.
            if (ref, column) != at and draft.typed is not None:
                yield Unstored(
                    ref=ref,
                    field=column,
                    typed=draft.typed,
                    reason=draft.reason,
                    base=draft.base,
                    stores=draft.stores,
                )

    def _on_given_up(self, ref: str, column: str) -> None:
        self._grid.typing.give_up(ref, column)
        if self._grid.sheet_model.give_up(ref, column):
            self._grid.problems_changed.emit()


def _reads_as(draft: Unstored, field: Field, now: Value) -> bool:
    """Tell whether a draft says what is stored already."""
    try:
        return read_value(field, draft.typed) == now
    except Unreadable:
        return False
