"""Rows of an import that name others which are new in the same workbook."""

from __future__ import annotations

from collections.abc import Sequence, Set

from mscb_desktop.exchange.model import NewRow, PlannedRow, RowState

TAKEN = frozenset({RowState.CREATE, RowState.CHANGE})
"""The states of rows that can be taken."""


class Links:
    """Which rows that can be taken name which new ones."""

    def __init__(self, rows: Sequence[PlannedRow]) -> None:
        self._pairs = [
            (row.key, value.key)
            for row in rows
            if row.state in TAKEN
            for value in row.after.values()
            if isinstance(value, NewRow)
        ]

    def torn(self, left_out: Set[int]) -> set[int]:
        """Give the ticked rows that name one which is left out."""
        return {row for row, named in self._pairs if named in left_out and row not in left_out}

    def named(self, left_out: Set[int]) -> set[int]:
        """Give the rows left out that ticked rows name, and those that these name in turn."""
        out = set(left_out)
        while more := {named for row, named in self._pairs if named in out and row not in out}:
            out -= more
        return set(left_out) - out

    def naming(self, left_out: Set[int]) -> set[int]:
        """Give the ticked rows that name one left out, and those that name these in turn."""
        out = set(left_out)
        while more := self.torn(out):
            out |= more
        return out - left_out
