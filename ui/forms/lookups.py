"""What a form asks about records that its lookups point to."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from db.board import Board
from db.changes import Change
from db.records import RECORDS
from mscb_desktop import lookups
from mscb_desktop.sheet.model import Suggestion


class Lookups(Protocol):
    """Offers, finds, names and makes records of a table (`target`)."""

    def suggest(self, target: str, text: str) -> Sequence[Suggestion]:
        """Offer records whose names hold `text`, best first."""

    def find(self, target: str, text: str) -> str:
        """Give the reference of the record of this name; raises Unreadable with the remedy."""

    def label(self, target: str, ref: str) -> str:
        """Give what a record is called."""

    def can_add(self, target: str) -> bool:
        """Tell whether a record can be made from a name alone."""

    def add_new(self, target: str, name: str) -> tuple[str, Change]:
        """Make the change that adds a record of this name; give its reference with it."""


class BoardLookups:
    """Lookups in a board."""

    def __init__(self, board: Board) -> None:
        self._board = board

    def suggest(self, target: str, text: str) -> Sequence[Suggestion]:
        return lookups.offer(self._board, target, text)

    def find(self, target: str, text: str) -> str:
        with self._board.reading() as connection:
            return lookups.find(connection, target, text)

    def label(self, target: str, ref: str) -> str:
        with self._board.reading() as connection:
            return lookups.label(connection, target, ref)

    def can_add(self, target: str) -> bool:
        return RECORDS[target].quick_add

    def add_new(self, target: str, name: str) -> tuple[str, Change]:
        return lookups.add_new(self._board, target, name)
