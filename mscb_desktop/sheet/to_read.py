"""A sheet that is only read: rows worked out elsewhere, each leading to where it is typed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from db.fields import Value
from mscb_desktop.drafts import DraftPlace
from mscb_desktop.sheet.model import (
    NOWHERE,
    Column,
    Edit,
    PastedRow,
    Row,
    SheetPlan,
    Suggestion,
)


class SheetToRead:
    """Rows in columns; `why` says where what they show is typed."""

    def __init__(self, columns: Sequence[Column], rows: Sequence[Row], why: str) -> None:
        self._why = why
        self._columns = tuple(columns)
        self._rows = list(rows)
        self._places = {row.ref: place for place, row in enumerate(self._rows)}

    @property
    def columns(self) -> Sequence[Column]:
        """The columns from left to right."""
        return self._columns

    @property
    def read_only(self) -> str | None:
        """Why nothing can be typed."""
        return self._why

    @property
    def drafts(self) -> DraftPlace | None:
        """Keep nothing: nothing is typed here."""
        return None

    def count(self) -> int:
        """Give the number of rows."""
        return len(self._rows)

    def page(self, start: int, size: int) -> Sequence[Row]:
        """Give the rows from `start` on, at most `size`."""
        return self._rows[start : start + size]

    def place_of(self, ref: str) -> int | None:
        """Give the place of a row."""
        return self._places.get(ref, NOWHERE)

    def edit(self, edits: Sequence[Edit]) -> SheetPlan:
        """Plan nothing."""
        return SheetPlan("")

    def insert(self, at: str, count: int = 1) -> SheetPlan:
        """Plan nothing."""
        return SheetPlan("")

    def delete(self, refs: Sequence[str]) -> SheetPlan:
        """Plan nothing."""
        return SheetPlan("")

    def move(self, refs: Sequence[str], step: int) -> SheetPlan:
        """Plan nothing."""
        return SheetPlan("")

    def place(self, at: str, rows: Sequence[Mapping[str, Value]]) -> Sequence[PastedRow]:
        """Take nothing."""
        return ()

    def suggest(self, row: str, column: str, text: str, limit: int = 12) -> Sequence[Suggestion]:
        """Offer nothing."""
        return ()

    def already(self, row: str, column: str, text: str) -> Sequence[Suggestion]:
        """Name nothing."""
        return ()

    def add_new(self, row: str, column: str, name: str) -> SheetPlan:
        """Plan nothing."""
        return SheetPlan("")
