"""The drafts of what is typed beside a plan: they wait at their action while others are shown."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from PySide6.QtCore import QObject, Signal

from db.board import Board
from db.drafts import Unstored
from mscb_desktop.drafts import DraftPlace
from ui.drafts import DraftKeeper


class Drafts(QObject):
    """Keeps the unstored texts of one action at a time, under the table and the action."""

    given_up = Signal(str, str)
    """A draft was given up elsewhere (reference, field)."""
    wanted = Signal(str, str)
    """The keyboard shall go to a draft (reference, field)."""

    def __init__(
        self,
        board: Board,
        table: str,
        collect: Callable[[], Iterable[Unstored]],
        say: Callable[[str], None],
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._board, self._table, self._collect, self._say = board, table, collect, say
        self._keeper: DraftKeeper | None = None

    def show(self, action: str) -> None:
        """Keep the texts of this action from now on."""
        if self._keeper is not None and self._keeper.place.within == action:
            return
        self.end()
        place = DraftPlace(self._board, self._table, action)
        self._keeper = DraftKeeper(place, self._collect, self._say, self)
        self._keeper.given_up.connect(self.given_up)
        self._keeper.wanted.connect(self.wanted)

    def end(self) -> None:
        """Keep what is typed, and nothing from then on."""
        if self._keeper is not None:
            self._keeper.write()
            self._keeper.end()
            self._keeper.deleteLater()
            self._keeper = None

    def waiting(self, ref: str | None = None) -> list[Unstored]:
        """List what was typed, of all records of the action or of one, and is not shown now."""
        return self._keeper.waiting(ref) if self._keeper is not None else []

    def take(self, draft: Unstored) -> None:
        """Leave a waiting draft to the field that shows it from now on."""
        if self._keeper is not None:
            self._keeper.take(draft)

    def leave(self, ref: str) -> None:
        """Let what is typed of a record wait: its fields are shown no longer."""
        if self._keeper is not None:
            self._keeper.leave(ref)

    def expect(self) -> None:
        """Write soon: something was typed, stored or given up."""
        if self._keeper is not None:
            self._keeper.expect()

    def write(self, *, wait: bool = True) -> None:
        """Write now; without `wait` a file that another writes is tried again soon."""
        if self._keeper is not None:
            self._keeper.write(wait=wait)
