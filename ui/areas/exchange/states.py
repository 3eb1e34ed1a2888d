"""What each state of a row is called and how it looks."""

from __future__ import annotations

from typing import NamedTuple

from mscb_desktop.exchange.model import RowState


class Look(NamedTuple):
    """A state's word in a row, its icon, and the names of its colours."""

    word: str
    icon: str
    ink: str


LOOKS = {
    RowState.CREATE: Look("New", "plus", "good"),
    RowState.CHANGE: Look("Changed", "pencil", "accent"),
    RowState.SAME: Look("The same", "equal", "muted"),
    RowState.REFUSED: Look("Refused", "alert-circle", "bad"),
}
