"""Keeps what is typed and not stored in the board's file, soon and never within a key press."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from PySide6.QtCore import QObject, Qt, QTimer, Signal

from db.drafts import KeptDraft, Unstored
from db.errors import BoardError, Busy
from mscb_desktop.drafts import DraftPlace

SOON = 1_500
"""Milliseconds after a key press until what was typed is kept: two seconds with the writing."""

IN_CELL = "This is not stored yet: press F2 and Enter to store it, or Esc to give it up."
IN_FIELD = "This is not stored yet: press Enter to store it, or Esc to go back."
REFUSED_IN_CELL = "This was not stored: press F2 and Enter to try again, or Esc to give it up."
REFUSED_IN_FIELD = "This was not stored: press Enter to try again, or Esc to go back."
NOT_YET = (IN_CELL, IN_FIELD, REFUSED_IN_CELL, REFUSED_IN_FIELD)
"""The reasons that are none: what was typed may be fine, and nobody stored it."""

Cell = tuple[str, str]
"""A row's reference and a column's key, or a record's and a field's name."""


class DraftKeeper(QObject):
    """Writes one sheet's or form's unstored texts into the board, and gives them back.

    `collect` tells what the widget shows and has not stored. A cell that it no longer tells of
    is stored or given up, unless the widget left its row: then it waits in the file.
    """

    given_up = Signal(str, str)
    """A draft was given up elsewhere: the widget shall forget it (reference, column)."""
    wanted = Signal(str, str)
    """The keyboard shall go to the cell of a draft (reference, column)."""

    def __init__(
        self,
        place: DraftPlace,
        collect: Callable[[], Iterable[Unstored]],
        say: Callable[[str], None],
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self.place = place
        self._collect = collect
        self._say = say
        self._failed = self._ended = False
        self._in_file = {draft.cell: _plain(draft) for draft in place.board.drafts(place.name)}
        self._wanted = dict(self._in_file)
        self._shown: set[Cell] = set()
        self._timer = QTimer(self, singleShot=True, interval=SOON)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(lambda: self.write(wait=False))

    def end(self) -> None:
        """Write nothing any more: the board is being closed, or another sheet shown."""
        self._ended = True
        self._timer.stop()

    def expect(self) -> None:
        """Write soon: something was typed, stored or given up."""
        if not self._ended and not self._timer.isActive():
            self._timer.start()

    def waiting(self, ref: str | None = None) -> list[Unstored]:
        """List what was typed, here or of one row, and is not shown by the widget now."""
        return [
            draft
            for cell, draft in self._wanted.items()
            if cell not in self._shown and ref in (None, draft.ref)
        ]

    def holds(self, draft: KeptDraft) -> bool:
        """Tell whether the widget shows this draft now."""
        self._gather()
        return draft.place == self.place.name and draft.cell in self._shown

    def shows(self, cell: Cell) -> bool:
        """Tell whether the widget answers for a cell."""
        return cell in self._shown

    def take(self, draft: Unstored) -> None:
        """Leave a waiting draft to the widget, which shows it from now on."""
        self._shown.add((draft.ref, draft.field))

    def leave(self, ref: str) -> None:
        """Let a row's drafts wait: the widget shows it no longer."""
        self._gather()
        self._shown = {cell for cell in self._shown if cell[0] != ref}
        self.expect()

    def put(self, draft: Unstored) -> None:
        """Let a draft wait for a row that the widget does not show yet."""
        self._wanted[draft.ref, draft.field] = draft

    def forget(self, ref: str) -> None:
        """Give up what waits of a row."""
        for draft in self.waiting(ref):
            del self._wanted[draft.ref, draft.field]
        self.expect()

    def give_up(self, cell: Cell) -> None:
        """Give up a draft at once, in the widget too."""
        self.given_up.emit(*cell)
        self._shown.discard(cell)
        self._wanted.pop(cell, None)
        self.write()

    def write(self, *, wait: bool = True) -> bool:
        """Bring the file up to what is typed, in one change of it; False where that fails.

        Without `wait` a file that another is writing is tried again soon.
        """
        self._timer.stop()
        if self._ended:
            return True
        self._gather()
        keep = [d for cell, d in self._wanted.items() if self._in_file.get(cell) != d]
        drop = [cell for cell in self._in_file if cell not in self._wanted]
        board = self.place.board
        if not (keep or drop) or board.read_only is not None:
            return True
        try:
            board.change_drafts(self.place.name, keep, drop, wait=wait)
        except Busy:
            self.expect()
            return False
        except BoardError:
            # Typing goes on; the next key press tries again.
            if not self._failed:
                self._say(
                    "What is being typed cannot be kept as a draft now: store it, or copy it "
                    "elsewhere, before you close. Look whether the disk is full."
                )
            self._failed = True
            return False
        self._failed = False
        self._in_file = dict(self._wanted)
        return True

    def _gather(self) -> None:
        now = {(draft.ref, draft.field): draft for draft in self._collect()}
        for cell in self._shown - now.keys():
            self._wanted.pop(cell, None)
        self._wanted |= now
        self._shown = set(now)


def _plain(draft: KeptDraft) -> Unstored:
    return Unstored(
        ref=draft.ref,
        field=draft.field,
        typed=draft.typed,
        reason=draft.reason,
        base=draft.base,
        stores=draft.stores,
    )
